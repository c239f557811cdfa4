"""The addresses of searches, written by hand, are those that the app would build."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask, url_for

from search.query import Mode, Sort
from web.links import address
from web.params import Asked

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
    with app.test_request_context(environ_overrides={"SCRIPT_NAME": root}):
        assert address(asked) == url_for("pages.search", **asked.args())  # type: ignore[arg-type]
        assert address(replace(asked, query="x"), explain="1").endswith("explain=1")
