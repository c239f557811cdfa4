"""`dafu search --open`: the browser at a hit, from a server that runs already or one of its own."""

from __future__ import annotations

import json
import threading
import webbrowser
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import ProxyHandler, build_opener

import click

from .output import say

if TYPE_CHECKING:
    from indexer.layout import DataDir
    from search.query import Question
    from search.results import Hit, ResultPage

USUAL = "http://127.0.0.1:8600/"  # where `dafu serve` answers unless told otherwise
_PATIENCE = 2.0  # seconds


def open_hit(data: DataDir, question: Question, page: ResultPage, number: int, usual: str = USUAL) -> None:
    """Opens the browser at the hit with this number, and serves the page when nobody does, until Ctrl-C."""
    if not page.offset < number <= page.offset + len(page.hits):
        raise click.UsageError(f"没有列出第 {number} 篇，请改 --open 后面的数，或用 --limit、--offset 列出它")
    hit = page.hits[number - 1 - page.offset]
    address = _address(question, hit)
    if _serves(usual, hit.id):
        _browse(usual + address)
        return
    from web import server

    def announce(url: str) -> None:
        say(f"查找网页没有开着，临时打开：{url}（看完按 Ctrl-C 结束）")
        # The page is served only once this returns, and some browsers are waited for.
        threading.Thread(target=_browse, args=(url + address,), daemon=True).start()

    server.serve(data, "127.0.0.1", 0, announce)


def _address(question: Question, hit: Hit) -> str:
    """The address of a hit below the server's, at its best paragraph, with what was asked marked."""
    pairs = [("q", question.text), ("mode", question.mode.value), *(("plain", word) for word in question.plain)]
    asked = "&".join(f"{name}={quote(value, safe='')}" for name, value in pairs if value)
    first = next((snippet.paragraph for snippet in hit.paragraphs if snippet.marks), 0)
    return f"replies/{quote(hit.id)}?{asked}" + (f"#p{first}" if first else "")


def _serves(base: str, reply_id: str) -> bool:
    """Whether our page answers there, and over an archive that has this reply."""
    try:
        with build_opener(ProxyHandler({})).open(f"{base}api/replies/{quote(reply_id)}", timeout=_PATIENCE) as answer:
            return bool(json.load(answer)["id"] == reply_id)
    except (URLError, OSError, ValueError, KeyError, TypeError):
        return False


def _browse(url: str) -> None:
    """Opens the browser (the one in BROWSER, if set), or says where to go."""
    try:
        opened = webbrowser.open(url)
    except (webbrowser.Error, OSError):
        opened = False
    say(f"已在浏览器里打开：{url}" if opened else f"没有可用的浏览器，请自己打开：{url}")
