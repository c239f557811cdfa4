"""The addresses of searches, written by hand, are those that the app would build."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask, url_for
from werkzeug.datastructures import MultiDict

from search.query import Mode, Sort
from web.links import adding, address, reply_address
from web.params import Asked, read

ASKED = (
    Asked("5G基站 -电费"),
    Asked("“a&b=c”+d#e%20/?!$'()*,:;@~[]"),
    Asked("养老", chosen=(("agency", "青屿市民政局"), ("agency", "甲&乙"), ("year", "2019..2022"))),
    Asked("", chosen=(("title", "路 灯"),), excluded=(("kind", "提案"),), sort=Sort.NEWEST, mode=Mode.BROAD),
    Asked("甲 乙", plain=("甲", "乙"), limit=50, offset=100, gathers=False),
    Asked(""),
)


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("root", ["", "/dafu"])
def test_an_address_is_what_the_app_would_build(asked: Asked, root: str) -> None:
    app = Flask(__name__)
    app.add_url_rule("/", "pages.search", lambda: "")
    app.add_url_rule("/replies/<reply_id>", "replies.reply", lambda reply_id: "")
    with app.test_request_context(environ_overrides={"SCRIPT_NAME": root}):
        assert address(asked) == url_for("pages.search", **asked.args())  # type: ignore[arg-type]
        assert address(replace(asked, query="x"), explain="1").endswith("explain=1")
        args = {"reply_id": "0a1b2c3d", "_anchor": "p7", **asked.args()}
        assert reply_address(asked, "0a1b2c3d", "p7") == url_for("replies.reply", **args)  # type: ignore[arg-type]


@pytest.mark.parametrize("asked", ASKED)
def test_an_address_with_one_thing_more_asks_for_it_beside_the_rest(asked: Asked) -> None:
    with Flask(__name__).test_request_context():
        add = adding(asked)
        for name, value in (("agency", "青屿市 教育局&+"), ("year", "2019")):
            assert _asked_at(add(name, value)) == _in_order(asked.toggled(name, value))
            assert _asked_at(add(f"not-{name}", value)) == _in_order(asked.toggled_out(name, value))


def _asked_at(url: str) -> Asked:
    return _in_order(read(MultiDict(parse_qsl(urlsplit(url).query)), least=1, most=100))


def _in_order(asked: Asked) -> Asked:
    """Filters on different fields may change places."""
    return replace(asked, chosen=tuple(sorted(asked.chosen)))
