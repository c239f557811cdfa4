"""The Flask app: addresses, errors, and the headers that keep a page to itself."""

from __future__ import annotations

from flask import Flask, Response
from flask.json.provider import DefaultJSONProvider
from jinja2 import StrictUndefined

from indexer.layout import DataDir

from . import errors
from .api import api
from .keeper import Keeper
from .pages import pages

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class _Json(DefaultJSONProvider):
    """JSON as people read it: Chinese as it is, keys in their order."""

    ensure_ascii = False
    sort_keys = False


def create_app(data: DataDir) -> Flask:
    """The search page over a data folder, which may still be empty."""
    app = Flask(__name__)
    app.json = _Json(app)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    keeper = Keeper(data)
    app.register_blueprint(pages(keeper))
    app.register_blueprint(api(keeper))
    errors.register(app)
    app.after_request(_with_headers)
    return app


def _with_headers(response: Response) -> Response:
    response.headers.update(_HEADERS)
    response.headers.setdefault("Cache-Control", "no-cache")
    return response
