"""The HTML addresses: the search page, the page of a reply, the quality report."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from indexer.errors import InputError, QueryTooLong
from search.archive import Archive
from search.explaining.why import explained
from search.results import ResultPage
from search.suggesting.helping import searched

from .guide import start_view
from .keeper import Keeper
from .params import EXPLAIN_ALL, Asked, page_number, question_of, read
from .reply_view import reply_view
from .report_view import ENTRIES_SHOWN, report_view
from .search_view import refused_view, result_view
from .widening_view import widening_view

MOST_HITS = 100


def pages(keeper: Keeper) -> Blueprint:
    """`/`, `/replies/<id>` and `/report`. What goes wrong is answered in `web.errors`."""
    routes = Blueprint("pages", __name__)

    @routes.get("/")
    def search() -> Response:
        return _search(keeper.archive(), read(request.args, least=1, most=MOST_HITS))

    @routes.get("/replies/<reply_id>")
    def reply(reply_id: str) -> AnyResponse:
        return _reply(keeper.archive(), reply_id, read(request.args, least=1, most=MOST_HITS))

    @routes.get("/report")
    def report() -> str:
        return _report(keeper.archive())

    return routes


def _search(archive: Archive, asked: Asked) -> Response:
    """The start page, a page of hits, or why the search was refused."""
    if asked.is_empty:
        return make_response(render_template("start.html", view=start_view(archive.stats(), asked)))
    try:
        page = searched(archive, question_of(asked), asked.offset, asked.limit)
    except (InputError, QueryTooLong) as error:
        return make_response(render_template("search.html", view=refused_view(asked, str(error))), 400)
    return make_response(
        render_template(
            "search.html",
            view=result_view(asked, page, _reasons(archive, asked, page)),
            words=widening_view(asked, page),
        )
    )


def _reasons(archive: Archive, asked: Asked, page: ResultPage) -> dict[str, tuple[str, ...]]:
    """Why the hits are where they are, those that were asked for."""
    wanted = [hit.id for hit in page.hits if asked.explain in (hit.id, EXPLAIN_ALL)]
    return explained(archive, question_of(asked), wanted) if wanted else {}


def _report(archive: Archive) -> str:
    """The quality report, with the documents of one kind and source when they were asked for."""
    kind, source = request.args.get("kind", ""), request.args.get("source", "")
    page = page_number(request.args)
    offset, limit = (page - 1) * ENTRIES_SHOWN, ENTRIES_SHOWN + 1
    entries = archive.findings(kind, source, offset, limit) if kind or source else []
    return render_template("report.html", view=report_view(archive.sources(), entries, kind, source, page))


def _reply(archive: Archive, reply_id: str, asked: Asked) -> AnyResponse:
    """A reply with the query's marks; the beginning of an id leads to the whole one."""
    reply = archive.reply(reply_id)
    if reply is None:
        abort(404, f"没有编号为“{reply_id}”的答复")
    if reply.id != reply_id:
        return redirect(url_for("pages.reply", reply_id=reply.id, **asked.args()))  # type: ignore[arg-type]
    try:
        strings, refused = _strings(archive, asked), ""
    except (InputError, QueryTooLong) as error:
        strings, refused = (), str(error)
    view = reply_view(reply, archive.addresses(reply.id), archive.family(reply), strings, asked, refused)
    return make_response(render_template("reply.html", view=view), 400 if refused else 200)


def _strings(archive: Archive, asked: Asked) -> tuple[str, ...]:
    """What a reply is marked with: the strings of the list of hits that led to it."""
    return archive.strings(asked.query, asked.mode, asked.plain, asked.filters()) if asked.query else ()
