"""The HTML addresses of a reply: its page, what is kept of it, and a paragraph of it by itself."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from indexer.errors import InputError, QueryTooLong
from indexer.reply import Reply
from search.archive import Archive
from search.neighbours import neighbours

from .keeper import Keeper
from .near_view import near_view
from .original_view import original_view
from .paragraph_view import paragraph_view
from .params import Asked, read
from .reply_view import reply_view

MOST_HITS = 100


def replies(keeper: Keeper) -> Blueprint:
    """What lies below `/replies/<id>`. What goes wrong is answered in `web.errors`."""
    routes = Blueprint("replies", __name__, url_prefix="/replies")

    @routes.get("/<reply_id>")
    def reply(reply_id: str) -> AnyResponse:
        archive, asked = keeper.archive(), _asked()
        found = _found(archive, reply_id)
        if found.id != reply_id:
            return redirect(url_for(".reply", reply_id=found.id, **asked.args()))  # type: ignore[arg-type]
        return _reply(archive, found, asked)

    @routes.get("/<reply_id>/original")
    def original(reply_id: str) -> str:
        archive = keeper.archive()
        found = _found(archive, reply_id)
        view = original_view(found, archive.addresses(found.id), archive.charsets(found.id), _asked())
        return render_template("original.html", view=view)

    @routes.get("/<reply_id>/paragraphs/<int:number>")
    def paragraph(reply_id: str, number: int) -> str:
        found = _found(keeper.archive(), reply_id)
        if not 1 <= number <= len(found.paragraphs):
            abort(404, f"这篇答复没有第 {number} 段，共 {len(found.paragraphs)} 段")
        return render_template(
            "paragraph.html", view=paragraph_view(found, number, _asked(), request.args.get("done", ""))
        )

    return routes


def _asked() -> Asked:
    return read(request.args, least=1, most=MOST_HITS)


def _found(archive: Archive, reply_id: str) -> Reply:
    """The reply with this id, or with the only id that begins so."""
    found = archive.reply(reply_id)
    if found is None:
        abort(404, f"没有编号为“{reply_id}”的答复")
    return found


def _reply(archive: Archive, reply: Reply, asked: Asked) -> Response:
    """A reply with the query's marks."""
    try:
        strings, refused = _strings(archive, asked), ""
    except (InputError, QueryTooLong) as error:
        strings, refused = (), str(error)
    near = near_view(neighbours(archive, reply))
    view = reply_view(reply, archive.addresses(reply.id), archive.family(reply), near, strings, asked, refused)
    return make_response(render_template("reply.html", view=view), 400 if refused else 200)


def _strings(archive: Archive, asked: Asked) -> tuple[str, ...]:
    """What a reply is marked with: the strings of the list of hits that led to it."""
    return archive.strings(asked.query, asked.mode, asked.plain, asked.filters()) if asked.query else ()
