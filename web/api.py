"""The JSON addresses: the same data as the pages and the command line."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from flask import Blueprint, Response, abort, jsonify, request

from search import export, quality, results
from search.archive import MAX_LIMIT
from search.explaining import why
from search.suggesting import completion
from search.suggesting.helping import searched

from .keeper import Keeper
from .params import EXPLAIN_ALL, question_of, read


def api(keeper: Keeper) -> Blueprint:
    """`search`, `why`, `complete`, `replies/<id>`, `report` and what describes them, `openapi.json`, below `/api`.

    Errors are answered in `web.errors`.
    """
    routes = Blueprint("api", __name__, url_prefix="/api")
    description = Path(__file__).with_name("openapi.json").read_bytes()
    _answer_searches(routes, keeper)
    _answer_readers(routes, keeper)

    @routes.get("/openapi.json")
    def openapi() -> Response:
        return Response(description, content_type="application/json")

    return routes


def _answer_searches(routes: Blueprint, keeper: Keeper) -> None:
    @routes.get("/search")
    def search() -> Response:
        asked = read(request.args, least=0, most=MAX_LIMIT)
        archive, question = keeper.archive(), question_of(asked)
        page = searched(archive, question, asked.offset, asked.limit)
        if asked.explain != EXPLAIN_ALL:
            return jsonify(results.to_data(page))
        reasons = why.explained(archive, question, [hit.id for hit in page.hits])
        return jsonify(why.with_reasons(results.to_data(page), reasons))

    @routes.get("/why")
    def explain() -> Response:
        asked, given = read(request.args, least=0, most=MAX_LIMIT), request.args.get("id", "")
        told = why.why(keeper.archive(), question_of(asked), given)
        if not told.reply_id:
            abort(404, told.verdict)
        return jsonify(why.to_data(told))

    @routes.get("/complete")
    def complete() -> Response:
        typed, vocabulary = request.args.get("q", ""), keeper.archive().suggestions.at_hand()
        limit = (
            read(request.args, least=0, most=completion.MOST).limit if "limit" in request.args else completion.DEFAULT
        )
        found = completion.complete(typed, vocabulary, limit) if vocabulary else ()
        return jsonify([asdict(one) for one in found])


def _answer_readers(routes: Blueprint, keeper: Keeper) -> None:
    @routes.get("/replies/<reply_id>")
    def reply(reply_id: str) -> Response:
        archive = keeper.archive()
        found = archive.reply(reply_id)
        if found is None:
            abort(404, f"没有编号为“{reply_id}”的答复")
        return jsonify(
            export.to_data(found, archive.addresses(found.id), archive.family(found), archive.charsets(found.id))
        )

    @routes.get("/report")
    def report() -> Response:
        archive = keeper.archive()
        kind, source = request.args.get("kind", ""), request.args.get("source", "")
        return jsonify(quality.to_data(archive.sources(), archive.findings(kind, source)))
