"""The JSON addresses: the same data as the pages and the command line."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, request

from search import export, quality, results
from search.archive import MAX_LIMIT

from .keeper import Keeper
from .params import read


def api(keeper: Keeper) -> Blueprint:
    """`/api/search`, `/api/replies/<id>` and `/api/report`. What goes wrong is answered in `web.errors`."""
    routes = Blueprint("api", __name__, url_prefix="/api")

    @routes.get("/search")
    def search() -> Response:
        asked = read(request.args, least=0, most=MAX_LIMIT)
        page = keeper.archive().search(asked.query, asked.filters(), asked.sort, asked.offset, asked.limit)
        return jsonify(results.to_data(page))

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

    return routes
