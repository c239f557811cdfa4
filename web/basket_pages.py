"""The addresses of the basket: its page, what changes it, and its files."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from search.archive import Archive

from .basket import NAME, Basket, item_of, read
from .basket_docx import docx
from .basket_text import HEADING, markdown, plain
from .basket_view import MESSAGES, basket_view, item_at, quotations
from .keeper import Keeper

_YEAR = 365 * 24 * 3600
_MOST_SENT = 20_000  # bytes of a form
_FILES = {
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def basket_pages(keeper: Keeper) -> Blueprint:
    """`/basket` and its files. The basket is the browser's cookie: nothing of it is kept here."""
    routes = Blueprint("basket", __name__)

    @routes.app_context_processor
    def count() -> dict[str, int]:
        return {"basket_count": len(_held().items)}

    @routes.get("/basket")
    def show() -> str:
        view = basket_view(keeper.archive(), _held(), request.args.get("done", ""))
        return render_template("basket.html", view=view)

    @routes.post("/basket")
    def change() -> AnyResponse:
        _refuse_other_sites()
        request.max_content_length = _MOST_SENT
        basket, done, anchor = _changed(keeper.archive(), _held())
        return _keeping(_answer(basket, done, anchor), basket)

    @routes.get("/basket.<any(md, txt, docx):kind>")
    def download(kind: str) -> Response:
        return _file(keeper.archive(), kind)

    return routes


def _held() -> Basket:
    return read(request.cookies.get(NAME, ""))


def _changed(archive: Archive, basket: Basket) -> tuple[Basket, str, str]:
    """The basket as the form wants it, what was done, and the place on the page to go on from."""
    action = request.form.get("do", "")
    if action == "add":
        return _added(archive, basket)
    if action == "clear":
        return Basket(), "cleared", ""
    item = item_of(request.form.get("item", ""))
    if item is None or action not in ("remove", "up", "down"):
        abort(400)
    if action == "remove":
        return basket.without(item), "removed", ""
    return basket.moved(item, -1 if action == "up" else 1), "moved", f"i{item}"


def _added(archive: Archive, basket: Basket) -> tuple[Basket, str, str]:
    reply, number = archive.reply(request.form.get("id", "")), request.form.get("number", "")
    item = item_at(reply, int(number)) if reply and number.isdecimal() and len(number) < 7 else None
    if item is None:
        abort(404, "没有这一段，它所在的答复可能已经变动，请刷新页面")
    if item in basket.items:
        return basket, "there", ""
    return (basket.with_one(item), "added", "") if basket.takes(item) else (basket, "full", "")


def _answer(basket: Basket, done: str, anchor: str) -> AnyResponse:
    """For the script what was done in words, for a form the page it came from."""
    if request.accept_mimetypes.best == "application/json":
        return jsonify(done=done, line=MESSAGES[done], count=len(basket.items))
    return redirect(_back(request.form.get("back", ""), done, anchor), 303)


def _back(wanted: str, done: str, anchor: str) -> str:
    """The address on this site to go back to; an address elsewhere becomes the basket."""
    odd = not wanted.startswith("/") or wanted[1:2] in ("/", "\\") or any(ord(char) < 33 for char in wanted)
    parts = urlsplit(url_for(".show") if odd else wanted)
    query = [*((name, value) for name, value in parse_qsl(parts.query) if name != "done"), ("done", done)]
    return urlunsplit(("", "", parts.path, urlencode(query), anchor or parts.fragment))


def _refuse_other_sites() -> None:
    """Another site's page may not fill or empty the basket: the first header that tells the sender decides."""
    site = request.headers.get("Sec-Fetch-Site")
    sender = request.headers.get("Origin") or request.headers.get("Referer") or ""
    ours = site == "same-origin" if site else sender.partition("://")[2].partition("/")[0] == request.host
    if not ours:
        abort(403)


def _keeping(answer: AnyResponse, basket: Basket) -> AnyResponse:
    """The answer with the basket for the browser to keep. Scripts may read it: it is no secret, and they show its
    count on pages that the browser brings back from its memory.
    """
    if not basket.items:
        answer.delete_cookie(NAME, path="/", samesite="Strict", secure=request.is_secure)
    else:
        answer.set_cookie(
            NAME, basket.cookie, max_age=_YEAR, path="/", samesite="Strict", secure=request.is_secure, httponly=False
        )
    return answer


def _file(archive: Archive, kind: str) -> Response:
    """The basket as a file to save."""
    held = quotations(archive, _held())
    if not held:
        abort(404, "篮子是空的，没有可以导出的段落")
    data = docx(held) if kind == "docx" else {"md": markdown, "txt": plain}[kind](held).encode("utf-8", "replace")
    name = f"{HEADING}{date.today().isoformat()}.{kind}"
    return send_file(BytesIO(data), _FILES[kind], as_attachment=True, download_name=name, max_age=0)
