"""The page's own files (style, script, icon): read and compressed once, named by their content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, request

from .compression import is_text, packed, reads_gzip

_FOREVER = "public, max-age=31536000, immutable"
_BEST = 9  # it is done once
# Not from `mimetypes`: Windows lets any program change what it says, and a script that is no script does not run.
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png"}


@dataclass(frozen=True, slots=True)
class _Asset:
    body: bytes
    packed: bytes | None  # None when it is none the smaller
    content_type: str
    version: str


def register(app: Flask, folder: Path) -> None:
    """Serves the files of a folder below `/static/`; `url_for("static", …)` names the version that may be kept."""
    assets = {file.name: _asset(file) for file in sorted(folder.iterdir()) if file.is_file()}

    def static(filename: str) -> Response:
        return _answer(assets[filename]) if filename in assets else abort(404)

    @app.url_defaults
    def version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and values.get("filename") in assets:
            values["v"] = assets[values["filename"]].version

    app.add_url_rule("/static/<path:filename>", "static", static)


def _asset(file: Path) -> _Asset:
    body = file.read_bytes()
    mimetype = _TYPES.get(file.suffix, "application/octet-stream")
    smaller = packed(body, _BEST) if is_text(mimetype) else body
    return _Asset(
        body=body,
        packed=smaller if len(smaller) < len(body) else None,
        content_type=f"{mimetype}; charset=utf-8" if is_text(mimetype) else mimetype,
        version=hashlib.sha256(body).hexdigest()[:12],
    )


def _answer(asset: _Asset) -> Response:
    sent = asset.packed if reads_gzip(request) else None
    response = Response(asset.body if sent is None else sent, content_type=asset.content_type)
    if sent is not None:
        response.content_encoding = "gzip"
    if asset.packed is not None:
        response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = _FOREVER if request.args.get("v") == asset.version else "no-cache"
    response.set_etag(asset.version if sent is None else f"{asset.version}-gzip")
    response.make_conditional(request)
    return response
