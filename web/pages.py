"""The HTML addresses of the search page and the quality report."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from indexer.errors import InputError, QueryTooLong
from search.archive import Archive
from search.explaining.why import explained
from search.results import ResultPage
from search.suggesting.helping import searched

from .advanced_view import advanced_view, is_scoped, is_sent, rescoped, written
from .guide import start_view
from .keeper import Keeper
from .links import address
from .params import EXPLAIN_ALL, Asked, page_number, question_of, read
from .report_view import ENTRIES_SHOWN, report_view
from .search_view import refused_view, result_view
from .widening_view import widening_view

MOST_HITS = 100


def pages(keeper: Keeper) -> Blueprint:
    """`/` and `/report`. What goes wrong is answered in `web.errors`."""
    routes = Blueprint("pages", __name__)

    @routes.get("/")
    def search() -> AnyResponse:
        return _search(keeper.archive(), read(request.args, least=1, most=MOST_HITS))

    @routes.get("/advanced")
    def advanced() -> AnyResponse:
        return _advanced(keeper.archive(), read(request.args, least=1, most=MOST_HITS))

    @routes.get("/report")
    def report() -> str:
        return _report(keeper.archive())

    return routes


def _search(archive: Archive, asked: Asked) -> AnyResponse:
    """The start page, a page of hits, or why the search was refused; forms are led to the query they write."""
    if is_scoped(request.args):
        try:
            return redirect(address(rescoped(asked, request.args)))
        except (InputError, QueryTooLong) as error:
            return make_response(render_template("search.html", view=refused_view(asked, str(error))), 400)
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


def _advanced(archive: Archive, asked: Asked) -> AnyResponse:
    """The form of the advanced search, or the way to the query that it writes."""
    refused = ""
    if is_sent(request.args):
        try:
            return redirect(address(written(asked, request.args)))
        except (InputError, QueryTooLong) as error:
            refused = str(error)
    view = advanced_view(asked, request.args, archive.stats().values, refused)
    return make_response(render_template("advanced.html", view=view), 400 if refused else 200)


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
