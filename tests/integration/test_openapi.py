"""The JSON interface is what its description says: schemathesis asks it, strict schemas check the answers."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import builders
import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from indexer.findings import KINDS
from indexer.layout import DataDir
from indexer.schema import FACETS, FIELDS
from search.archive import SHOWN_FACTS, Archive
from search.export import FACT_LABELS
from search.tables import COLUMNS
from web.app import create_app

DESCRIPTION: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "web" / "openapi.json").read_text(encoding="utf-8")
)
SCHEMAS = DESCRIPTION["components"]["schemas"]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = 12  # for each address
REAL = (
    "/api/search?q=5G基站",
    "/api/search?q=5G基站&explain=1&mode=standard&not-agency=青屿市数据局&families=each",
    "/api/search?q=养老 无此词&mode=broad&explain=1",
    "/api/search?q=不会有的词组合&year=2019",
    "/api/why?q=充电桩 小区&id={id}",
    "/api/why?q=小区居民充电难的问题怎么解决&mode=broad&id={id}",
    "/api/complete?q=基",
    "/api/replies/{id}",
    "/api/report",
    "/export.json?q=5G基站",
)


@pytest.fixture(scope="module")
def app(sample_data: DataDir) -> Flask:
    return create_app(sample_data)


@pytest.fixture(scope="module")
def site(sample_data: DataDir) -> Iterator[str]:
    """The address of a running server, without the slash at its end."""
    with builders.started("serve", "--port", 0, data=sample_data, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split("：", 1)[1].split("（")[0].rstrip("/")
        process.terminate()


@schemathesis.openapi.from_dict(DESCRIPTION).parametrize()
@settings(max_examples=EXAMPLES, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def test_answers_to_any_request_are_as_described(case: Any, site: str) -> None:
    case.validate_response(case.call(base_url=site), checks=CHECKS)


def test_the_description_is_served(app: Flask) -> None:
    assert app.test_client().get("/api/openapi.json").json == DESCRIPTION


@pytest.mark.parametrize("address", REAL)
def test_real_answers_are_as_described(address: str, app: Flask, sample_archive: Archive) -> None:
    reply_id = sample_archive.search("充电桩").hits[0].id
    answer = app.test_client().get(address.format(id=reply_id))
    assert answer.status_code == 200
    schema = DESCRIPTION["paths"][address.split("?")[0]]["get"]["responses"]["200"]["content"]["application/json"][
        "schema"
    ]
    _validator({**schema, "components": DESCRIPTION["components"]}).validate(answer.json)


def test_every_json_address_is_described(app: Flask) -> None:
    rules = {rule.rule.replace("<reply_id>", "{id}") for rule in app.url_map.iter_rules() if "/api/" in rule.rule}
    assert rules == {path for path in DESCRIPTION["paths"] if path.startswith("/api/")}


def test_every_error_is_described(app: Flask) -> None:
    client = app.test_client()
    for address, status in (("/api/search?year=abc", 400), ("/api/replies/zzzz", 404), ("/export.json?year=abc", 400)):
        answer = client.get(address)
        assert answer.status_code == status
        _validator(SCHEMAS["Error"]).validate(answer.json)


def test_every_field_is_described() -> None:
    parameters = set(DESCRIPTION["components"]["parameters"])
    assert {spec.name for spec in FIELDS} | {f"not-{spec.name}" for spec in FIELDS} <= parameters
    asked = {
        p["$ref"].rpartition("/")[2] for p in DESCRIPTION["paths"]["/api/search"]["get"]["parameters"] if "$ref" in p
    }
    assert parameters == asked
    assert set(SCHEMAS["Page"]["properties"]["facets"]["properties"]) == {spec.name for spec in FACETS}
    assert set(SHOWN_FACTS) <= set(SCHEMAS["Hit"]["properties"])
    assert set(FACT_LABELS) <= set(SCHEMAS["Reply"]["properties"])
    assert set(SCHEMAS["Findings"]["properties"]) == set(KINDS)
    assert list(SCHEMAS["Table"]["properties"]["rows"]["items"]["properties"]) == [column.name for column in COLUMNS]


def _validator(schema: dict[str, Any]) -> Any:
    from jsonschema_rs import Draft202012Validator  # which schemathesis brings

    return Draft202012Validator(schema)
