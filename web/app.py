"""The Flask app: addresses, errors, and the headers that keep a page to itself."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request
from flask.json.provider import DefaultJSONProvider
from jinja2 import StrictUndefined

from indexer.layout import DataDir

from . import assets, errors
from .api import api
from .basket_pages import basket_pages
from .compression import compressed
from .downloads import downloads
from .keeper import Keeper
from .pages import pages
from .reply_pages import replies

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


class _Json(DefaultJSONProvider):
    """JSON as people read it: Chinese as it is, keys in their order."""

    ensure_ascii = False
    sort_keys = False


def create_app(data: DataDir, only_hosts: Collection[str] = ()) -> Flask:
    """The search page over a data folder, which may still be empty.

    With `only_hosts` it answers under these names only, so that no page from elsewhere can reach the
    archive by a name that it points to this machine (DNS rebinding).
    """
    app = Flask(__name__, static_folder=None)
    app.json = _Json(app)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    keeper = Keeper(data)
    app.register_blueprint(pages(keeper))
    app.register_blueprint(replies(keeper))
    app.register_blueprint(basket_pages(keeper))
    app.register_blueprint(api(keeper))
    app.register_blueprint(downloads(keeper))
    assets.register(app, Path(app.root_path) / "static")
    errors.register(app)
    app.after_request(compressed)
    app.after_request(_with_headers)
    app.before_request(lambda: _refuse_strangers(only_hosts))
    return app


def _refuse_strangers(only_hosts: Collection[str]) -> None:
    name = urlsplit("//" + request.headers.get("Host", "")).hostname
    if only_hosts and name and name not in only_hosts:
        abort(400, "这个网页只能在本机用 127.0.0.1 或 localhost 打开")


def _with_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    response.headers.setdefault("Cache-Control", "no-cache")
    return response
