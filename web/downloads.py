"""A search outside of the page: as a file, as a feed, and in the browser's own search box."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import date

from flask import Blueprint, Response, request, send_file

from search.listing import MOST_ROWS, Listing, listed
from search.query import Sort
from search.spreadsheet import to_xlsx
from search.suggesting import completion
from search.tables import to_csv

from .feed import ENTRIES, feed_of
from .keeper import Keeper
from .opensearch import description
from .params import Asked, question_of, read

_MIMETYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|%\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e]+')


def downloads(keeper: Keeper) -> Blueprint:
    """`/export.csv`, `.json`, `.xlsx`, `/feed.atom`, `/opensearch.xml` and `/suggest`."""
    routes = Blueprint("downloads", __name__)

    @routes.get("/export.<any(csv, json, xlsx):form>")
    def export(form: str) -> Response:
        asked = _asked()
        listing = listed(keeper.archive(), question_of(asked))
        whole, name = io.BytesIO(_written(listing, form)), _name(asked, form)
        answer = send_file(whole, _MIMETYPES[form], as_attachment=True, download_name=name)  # RFC 5987
        answer.direct_passthrough = False  # it is in memory, and may be compressed
        return answer

    @routes.get("/feed.atom")
    def feed() -> Response:
        asked = replace(_asked(), sort=Sort.NEWEST)
        page = keeper.archive().answer(replace(question_of(asked), gathers=False), 0, ENTRIES)
        return Response(feed_of(asked, page), content_type="application/atom+xml; charset=utf-8")

    @routes.get("/opensearch.xml")
    def opensearch() -> Response:
        return Response(description(), content_type="application/opensearchdescription+xml; charset=utf-8")

    @routes.get("/suggest")
    def suggest() -> Response:
        typed, vocabulary = request.args.get("q", ""), keeper.archive().suggestions.at_hand()
        found = completion.complete(typed, vocabulary) if vocabulary else ()
        answer = json.dumps([typed, [one.query for one in found]], ensure_ascii=False)
        return Response(answer, content_type="application/x-suggestions+json; charset=utf-8")

    return routes


def _asked() -> Asked:
    """What is asked for, as the search page reads it, from the first hit on."""
    return replace(read(request.args, least=1, most=MOST_ROWS), offset=0)


def _written(listing: Listing, form: str) -> bytes:
    if form == "xlsx":
        return to_xlsx(listing.rows, listing.notes)
    if form == "csv":
        return to_csv(listing.rows, for_excel=True, notes=listing.notes).encode("utf-8-sig")
    return json.dumps(_data(listing), ensure_ascii=False, indent=1).encode()


def _data(listing: Listing) -> dict[str, object]:
    return {
        "query": listing.query,
        "total": listing.total,
        "total_exact": listing.total_exact,
        "partial": listing.partial,
        "truncated": listing.truncated,
        "notes": list(listing.notes),
        "rows": list(listing.rows),
    }


def _name(asked: Asked, form: str) -> str:
    """A name for the file that says what was asked for and when, fit for Windows too."""
    words = " ".join([asked.query, *(value for _, value in asked.chosen)])
    shown = " ".join(_NOT_IN_NAMES.sub(" ", words).split())[:40].strip(" .")
    return " ".join(part for part in ("答复", shown, date.today().isoformat()) if part) + f".{form}"
