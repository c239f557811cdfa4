"""The lines of a feed as text. A feed of many gigabytes is decoded while it is read."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from ..charset import decode
from ..document import Charset
from ..errors import DocumentError
from ..limits import MAX_MEMBER_BYTES, too_big
from .source import HEAD_BYTES, Source

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENDS = b'\n,"'  # never a part of a longer character in UTF-8, GB18030 or Big5
_PIECE = 2**18  # bytes read at once
_CHINESE = frozenset(("utf-8", "gb18030", "big5hkscs"))


def text_lines(source: Source) -> Iterator[tuple[str, Charset]]:
    """Each line with its end, and how it was decoded; raises DocumentError for a line without an end."""
    if source.head.startswith(_WIDE):
        yield from _wide_lines(source)
        return
    charset = _decided(source.head) if not source.head.isascii() else None
    while line := source.stream.readline(MAX_MEMBER_BYTES + 1):
        if len(line) > MAX_MEMBER_BYTES:
            raise DocumentError(too_big(len(line), MAX_MEMBER_BYTES))
        if charset is None and not line.isascii():
            charset = _trusted(decode(line).charset)
        yield _line(line, charset)


def _wide_lines(source: Source) -> Iterator[tuple[str, Charset]]:
    """The lines of a feed in UTF-16, where a byte that looks like a line's end may be half a character."""
    charset, decoder, rest = Charset("utf-16", "bom"), codecs.getincrementaldecoder("utf-16")(errors="replace"), ""
    while piece := source.stream.read(_PIECE):
        *lines, rest = (rest + decoder.decode(piece)).split("\n")
        yield from ((line + "\n", charset) for line in lines)
        if len(rest) > MAX_MEMBER_BYTES:
            raise DocumentError(too_big(len(rest), MAX_MEMBER_BYTES))
    if rest:
        yield rest, charset


def _decided(head: bytes) -> Charset | None:
    """The encoding of a whole feed, by its beginning up to where no character can be cut."""
    cut = max(head.rfind(end.to_bytes(1, "big")) for end in _ENDS) + 1 if len(head) >= HEAD_BYTES else len(head)
    return _trusted(decode(head[: cut or len(head)]).charset)


def _trusted(charset: Charset) -> Charset | None:
    """What one part of a feed says of the whole: only that it is in an encoding of Chinese."""
    return Charset(charset.encoding, charset.decided_by) if charset.encoding in _CHINESE else None


def _line(line: bytes, charset: Charset | None) -> tuple[str, Charset]:
    """A line in the feed's encoding; one that is not in it is damaged, or was put into the feed by hand."""
    if line.isascii():
        return line.decode("ascii"), charset or Charset("utf-8", "utf-8")
    try:
        if charset:
            return line.decode(charset.encoding).lstrip("\ufeff"), charset
    except UnicodeDecodeError:
        pass
    try:
        decoded = decode(line, charset.encoding if charset else None)
    except DocumentError:  # no text, but a line of one
        text = line.decode("gb18030", errors="replace")
        return text, Charset("gb18030", "fallback", text.count("\ufffd"))
    return decoded.text.lstrip("\ufeff"), decoded.charset
