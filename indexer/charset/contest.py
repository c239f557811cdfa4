"""Which encoding makes the most Chinese of the bytes; the dear ways are gone only when the cheap ones fail."""

from __future__ import annotations

import re

from .aligned import WIDE, aligned
from .characters import GOOD, score
from .labels import encoding_of

_DOUBLE_BYTE = ("gb18030", "big5hkscs")
_BLOCK, _BLOCKS = 4096, 16  # bytes; a sample is the first blocks that hold more than ASCII
_SHORT_BYTES = 1024  # as much is read by the slow way
_MANY_NULS = 0.2  # share from which UTF-16 with much ASCII is thought of
_VALID_UTF8 = 0.6  # what bytes are worth that are valid UTF-8, but prove nothing
_MAX_WESTERN_SHARE = 0.3  # of high bytes in a Western text
_GAPS = re.compile("\ufffd+")
_FOREIGN = ["cp1252", "cp932", "euc-jp", "cp949", "gb18030", "big5hkscs"]


def scores_of(body: bytes) -> dict[str, float]:
    """How Chinese the reading of a sample is, by encoding."""
    sample = _sample(body).replace(b"\0", b"")
    scores = {encoding: score(sample.decode(encoding, "replace")) for encoding in _DOUBLE_BYTE}
    scores["utf-8"] = _score_of_utf8(sample)
    if valid := _is_utf8(body):
        scores["utf-8"] = max(scores["utf-8"], _VALID_UTF8)
    if max(scores.values()) >= GOOD and body.count(b"\0") <= _MANY_NULS * len(body.rstrip(b"\0")):
        return scores
    start = body[: _BLOCK * _BLOCKS]
    scores |= {encoding: score(start.decode(encoding, "replace"), ascii_weight=1.0) for encoding in WIDE}
    if valid or max(scores.values()) >= GOOD:
        return scores
    careful = {encoding: score(aligned(sample[:_SHORT_BYTES], encoding)) for encoding in _DOUBLE_BYTE}
    careful |= {encoding: score(aligned(body[:_SHORT_BYTES], encoding), ascii_weight=1.0) for encoding in WIDE}
    return {encoding: max(plain, careful.get(encoding, plain)) for encoding, plain in scores.items()}


def reads_well(body: bytes, encoding: str, least: float) -> bool:
    """Whether a double-byte encoding scores `least`; where no other can beat that, nobody else has to be asked."""
    return encoding in _DOUBLE_BYTE and score(_sample(body).replace(b"\0", b"").decode(encoding, "replace")) >= least


def foreign(body: bytes) -> str | None:
    """The codec of a text that is no Chinese, as chardet judges it; None when it does not know."""
    import chardet  # 70 ms: only paid for bytes that no Chinese encoding fits

    sample = _sample(body).replace(b"\0", b"")
    guess = chardet.detect(sample, include_encodings=_FOREIGN, prefer_superset=True)["encoding"]
    encoding = (encoding_of(guess) or guess.lower()) if guess else None
    high = sum(1 for byte in sample if byte > 0x7F)
    return None if encoding == "cp1252" and high > _MAX_WESTERN_SHARE * len(sample) else encoding


def _score_of_utf8(sample: bytes) -> float:
    """The score as UTF-8, where nothing is well-formed by accident: a gap costs half, whatever its length."""
    text = sample.decode("utf-8", "replace")
    gaps = len(_GAPS.findall(text))
    length = sum(1 for char in text if char > "\x7f" and char != "\ufffd")
    return (score(text.replace("\ufffd", "")) * length - gaps) / (length + gaps) if length else -2.0 * bool(gaps)


def _sample(body: bytes) -> bytes:
    """The first blocks that hold more than ASCII: heads of pages are long and say nothing."""
    blocks = list[bytes]()
    for at in range(0, len(body), _BLOCK):
        if not (block := body[at : at + _BLOCK]).isascii():
            blocks.append(block)
            if len(blocks) == _BLOCKS:
                break
    return b"".join(blocks)


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
