"""Bytes → text, and how that was decided.

The order: byte order mark; strict UTF-8; 7-bit escapes; then the encodings of Chinese compete by how
Chinese each reading looks, labels having a small advantage; foreign encodings last. What is damaged, mixed
or scrambled is mended as far as it goes, and said.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import replace

from ..document import Charset, Decoded
from ..errors import DocumentError
from .aligned import WIDE, aligned
from .characters import BEST, CHINESE, GOOD, score, strange
from .contest import foreign, reads_well, scores_of
from .labels import CHINESE as CHINESE_ENCODINGS
from .labels import encoding_of, labels, name_of
from .mending import mended
from .mojibake import unscrambled
from .nuls import BINARY, LOST, MAX_CONTROL_SHARE, SAMPLE_BYTES, without_nuls

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CAREFUL_BYTES = 48 * 1024  # as much of damaged UTF-16 is read by the slow way
_LABEL_ADVANTAGE = 0.15
_BEYOND_TWO_BYTES = re.compile("[\u0800-\U0010ffff]")
_LATIN_ONLY = re.compile("[\x00-\xff]*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ISO_2022_CN = re.compile(rb"\x0e((?:[\x21-\x7e]{2}){1,5000})\x0f")


def decode(body: bytes, declared: str | None = None) -> Decoded:
    """The text of `body`; raises DocumentError when it is not text at all. Pure, linear in the length."""
    claimed = labels(body, declared)
    decoded = _by_mark(body) or _as_utf8(body) or _seven_bit(body) or _by_score(body, claimed)
    decoded = _unscrambled(decoded)
    damaged = decoded.text.count("\ufffd")
    _refuse_binary(decoded.text, damaged)
    notes = [_lie(claimed, decoded), decoded.charset.note, f"有 {damaged} 处字符损坏" if damaged else ""]
    charset = replace(decoded.charset, damaged=damaged, note="；".join(filter(None, notes)))
    return Decoded(decoded.text, charset)


def _by_mark(body: bytes) -> Decoded | None:
    """The text after a byte order mark, unless the rest contradicts it (a template's mark before GBK)."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            rest = body[len(mark) :]
            return _marked_utf8(rest) if encoding == "utf-8" else _read(rest, encoding, "bom")
    return None


def _marked_utf8(rest: bytes) -> Decoded:
    if (text := _strictly(rest, "utf-8")) is not None and "\0" not in text:
        return Decoded(text, Charset("utf-8", "bom"))
    decoded = _by_score(rest, ["utf-8"])
    is_utf8 = decoded.charset.encoding == "utf-8"
    return Decoded(decoded.text, replace(decoded.charset, decided_by="bom")) if is_utf8 else decoded


def _as_utf8(body: bytes) -> Decoded | None:
    """Valid UTF-8 beyond doubt: with a sequence of three bytes, or nothing but Western letters and signs.

    Two-byte sequences alone are no proof: 预士 in GBK is valid UTF-8.
    """
    if b"\0" in body or body.isascii() or (text := _strictly(body, "utf-8")) is None:
        return None
    if _BEYOND_TWO_BYTES.search(text) or _LATIN_ONLY.fullmatch(text):
        return Decoded(text, Charset("utf-8", "utf-8"))
    return None


def _seven_bit(body: bytes) -> Decoded | None:
    """ASCII, or what hides in it: HZ, ISO-2022, or UTF-16 that happens to have no byte above 7F."""
    if not body.isascii() or b"\0" in body:
        return None
    candidates = []
    if b"~{" in body and (text := _strictly(body, "hz") or body.decode("hz", "replace")):
        candidates.append(("hz", text))
    if b"\x1b$)A" in body:
        candidates.append(("iso-2022-cn", _iso_2022_cn(body)))
    elif b"\x1b$" in body:
        candidates.append(("iso-2022-jp-2", _iso_2022_jp(body)))
    for encoding, text in candidates:
        if score(text) >= CHINESE:
            return Decoded(text, Charset(encoding, "scored"))
    if len(body) % 2 == 0 and len(body) >= 16:
        for encoding in WIDE:
            if score(body[:4096].decode(encoding, "replace")) >= GOOD:
                return _wide(body, encoding, "scored")
    return Decoded(body.decode("ascii"), Charset("utf-8", "utf-8"))


def _iso_2022_cn(body: bytes) -> str:
    """GB2312 between SO and SI, with seven bits a byte."""
    raised = _ISO_2022_CN.sub(lambda run: bytes(byte | 0x80 for byte in run.group(1)), body.replace(b"\x1b$)A", b""))
    return raised.decode("gb18030", errors="replace")


def _iso_2022_jp(body: bytes) -> str:
    try:
        return body.decode("iso2022_jp_2", "replace")
    except RuntimeError:  # "internal codec error" of CPython, on some escapes
        return ""


def _by_score(body: bytes, claimed: list[str]) -> Decoded:
    """The text by the encoding that makes the most Chinese of it."""
    claims = [encoding for label in claimed if (encoding := encoding_of(label))]
    if claims and reads_well(body, claims[0], BEST - _LABEL_ADVANTAGE):
        return _read(body, claims[0], "utf-8" if claims[0] == "utf-8" else "declared")
    scores = scores_of(body)
    top = max(scores.values())
    for encoding in claims:
        if scores.get(encoding, -1.0) >= max(CHINESE, top - _LABEL_ADVANTAGE):
            return _read(body, encoding, "utf-8" if encoding == "utf-8" else "declared")
    best = max(scores, key=lambda encoding: scores[encoding])
    if top >= CHINESE:
        return _read(body, best, "utf-8" if best == "utf-8" else "scored")
    for encoding in claims:
        if encoding not in CHINESE_ENCODINGS and (text := _strictly(body, encoding)) is not None:
            return Decoded(text, Charset(encoding, "declared"))
    guess = foreign(body)
    return _read(body, guess or "gb18030", "detected" if guess else "fallback")


def _read(body: bytes, encoding: str, decided_by: str) -> Decoded:
    """The whole text in an encoding, mended where it is damaged or changes its encoding."""
    if encoding.startswith("utf-16") or encoding.startswith("utf-32"):
        return _wide(body, encoding, decided_by)
    body, note = without_nuls(body, encoding)
    if encoding not in CHINESE_ENCODINGS:
        return Decoded(body.decode(encoding, errors="replace"), Charset(encoding, decided_by, note=note))
    text = _strictly(body, encoding)
    others: dict[str, int] = {}
    if text is None or (encoding != "utf-8" and strange().search(text)):
        text, others = mended(body, encoding)
    notes = [note, *(f"有 {count} 段是 {name_of(other)}，已逐段还原" for other, count in others.items())]
    return Decoded(text.replace(LOST, "\ufffd"), Charset(encoding, decided_by, note="；".join(filter(None, notes))))


def _wide(body: bytes, encoding: str, decided_by: str) -> Decoded:
    text = body.decode(encoding, errors="replace")
    if encoding in WIDE and strange().search(text[:SAMPLE_BYTES]):
        text = aligned(body[:_CAREFUL_BYTES], encoding) + body[_CAREFUL_BYTES:].decode(encoding, errors="replace")
    return Decoded(text, Charset(encoding, decided_by))


def _strictly(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unscrambled(decoded: Decoded) -> Decoded:
    text, note, left = unscrambled(decoded.text)
    if not note and not left:
        return decoded
    notes = [decoded.charset.note, note, f"有 {left} 段乱码无法完整还原" if left else ""]
    charset = replace(decoded.charset, note="；".join(filter(None, notes)))
    return Decoded(text, replace(charset, decided_by="repaired") if note else charset)


def _lie(claimed: list[str], decoded: Decoded) -> str:
    """A sentence when the page claims another encoding than it has."""
    truth = name_of(decoded.charset.encoding)
    for label in claimed if not decoded.text.isascii() else ():
        encoding = encoding_of(label)
        if encoding and name_of(encoding) != truth:
            return f"网页自称 {label}，实为 {truth}"
    return ""


def _refuse_binary(text: str, damaged: int) -> None:
    sample = text[:SAMPLE_BYTES]
    limit = max(3, MAX_CONTROL_SHARE * len(sample))
    gaps = sample.count("\ufffd") if damaged else 0
    no_chinese = gaps > limit and (2 * gaps > len(sample) or score(sample.replace("\ufffd", "")) < CHINESE)
    if no_chinese or len(_CONTROL.findall(sample)) > limit:
        raise DocumentError(BINARY)
