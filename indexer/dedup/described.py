"""What comparing needs to know of a document: small, so that a whole archive of them fits in memory."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlsplit

from ..reply import Reply
from .identity import Identity, identify
from .keys import near_key, readings
from .sketching import sketch_key

_GOV = re.compile(r"(?:[\w-]{1,63}\.){0,8}gov\.cn", re.I)
_OF_IDENTITY = tuple(field.name for field in fields(Identity))
_MIRRORED = 3  # characters with their reading in brackets; one may be an explanation


@dataclass(frozen=True, slots=True)
class Described:
    """A document of the archive, as far as comparing and choosing among copies need it."""

    id: str
    sketch: bytes
    length: int  # of its `near_key`
    body: int  # characters of body and headings without blanks: chrome around the letter does not count
    known: int  # how many of its fields are known
    is_official: bool  # an address of it is of a gov.cn host
    is_mirror: bool  # readings were put into its text
    identity: Identity


def describe(reply: Reply, notes: Iterable[str] = ()) -> Described:
    """What to compare a reply by; `notes` are those of its page, one naming 拼音 says it is a mirror's copy."""
    key = near_key(reply.text)
    body = [reply.text[p.start : p.end] for p in reply.paragraphs if p.role in ("opening", "heading", "body")]
    return Described(
        id=reply.id,
        sketch=sketch_key(key),
        length=len(key),
        body=sum(len("".join(text.split())) for text in body),
        known=len(reply.facts),
        is_official=any(is_official(address) for address in (reply.uri, reply.get("source_url") or "")),
        is_mirror=readings(reply.text) >= _MIRRORED or any("拼音" in note for note in notes),
        identity=identify(reply),
    )


def is_official(address: str) -> bool:
    """Whether a web address is of a gov.cn host, or a path lies in a folder named for one."""
    if "://" in address:
        return bool(_GOV.fullmatch(_host(address)))
    return any(_GOV.fullmatch(part) for part in address.split("/"))


def described_from(text: str, reply_id: str = "") -> Described:
    """What `to_data` was made of, out of JSON; under another id where one is given."""
    data = json.loads(text)
    return from_data(data | {"id": reply_id} if reply_id else data)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # [ without ]
        return ""


def to_data(described: Described) -> dict[str, Any]:
    """Plain dicts, lists and scalars, for storing as JSON."""
    return {
        "id": described.id,
        "sketch": base64.b64encode(described.sketch).decode(),
        "length": described.length,
        "body": described.body,
        "known": described.known,
        "is_official": described.is_official,
        "is_mirror": described.is_mirror,
        "identity": {name: getattr(described.identity, name) for name in _OF_IDENTITY},
    }


def from_data(data: Mapping[str, Any]) -> Described:
    """What `to_data` was made of, also after a trip through JSON."""
    identity: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in data["identity"].items()
    }
    return Described(**{**data, "sketch": base64.b64decode(data["sketch"]), "identity": Identity(**identity)})
