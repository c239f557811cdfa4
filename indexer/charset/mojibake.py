"""Text that was read with a wrong encoding once and saved so: 浣犲ソ, ä½ å¥½ and ÄãºÃ were all 你好.

It is undone only where nothing was lost on the way, gaps apart that can be seen, and where the result
is clearly Chinese while the text before was not.
"""

from __future__ import annotations

import re

from .characters import CHINESE, GOOD, score

# Some of what frequent characters turn into, one at least in any sentence. Looking for single characters is cheap.
_HINTS_OF_GBK = ("锛", "銆", "鐨", "鏄", "涓", "鍦", "寤", "缁", "鍏", "浠", "鎴", "鍙")  # UTF-8 read as GBK
_HINTS_OF_LATIN = ("å", "æ", "ç", "ä", "Ä", "Ö", "Ð", "µ")  # UTF-8 or GBK read as a Western encoding
# Windows shows bytes 80 to 9F as these; the five it leaves out stay C1 controls.
_TO_LATIN = {ord(char): code for code in range(0x80, 0xA0) if (char := bytes([code]).decode("cp1252", "ignore"))}
_SPECIAL = "".join(map(chr, _TO_LATIN))
_HIGH = f"\x80-\xff{re.escape(_SPECIAL)}"
_RUNS = {  # of what one stretch of Chinese became; characters of GBK may end in an ASCII byte, those of UTF-8 never do
    "utf-8": re.compile(f"[{_HIGH}]{{2,}}"),
    "gb18030": re.compile(f"[{_HIGH}][ -;=-~{_HIGH}]+"),
}
_STRETCH = re.compile(r"[^<\n]{4,}")
_PUNCTUATION_ONLY = re.compile("[·×°±÷“”‘’—…–•€§«»©®\xa0]*")
_GAPS = re.compile("\ufffd+")
_LIKELY = {"utf-8": -1.0, "gb18030": 0.2}  # score of a short run in a text proven to be scrambled
_PROOF = 6  # Western letters: two characters of UTF-8, three of GBK
_FEWEST = 2  # characters of the result


def unscrambled(text: str) -> tuple[str, str, int]:
    """The text as it was meant, a note about what was undone ("" if nothing was), and the stretches left scrambled."""
    notes, left = list[str](), 0
    if any(hint in text for hint in _HINTS_OF_LATIN) and (encoding := _behind_latin(text)):
        notes.append("乱码已还原（中文曾被当作西文编码）")
        text = _RUNS[encoding].sub(
            lambda run: _from_latin(run.group(), encoding, _LIKELY[encoding]) or run.group(), text
        )
        left = sum(1 for run in _RUNS["utf-8"].findall(text) if not _PUNCTUATION_ONLY.fullmatch(run))
    if any(hint in text for hint in _HINTS_OF_GBK):
        mended = _STRETCH.sub(lambda stretch: _from_gbk(stretch.group()) or stretch.group(), text)
        if mended != text:
            notes.append("乱码已还原（UTF-8 曾被当作 GBK）")
        text = mended
        left += sum(1 for stretch in _STRETCH.findall(mended) if _is_scrambled(stretch))
    return text, "；".join(notes), left


def _behind_latin(text: str) -> str | None:
    """The encoding that a text's Western letters were, proved by one run of them that makes good Chinese."""
    for encoding, runs in _RUNS.items():
        for run in runs.finditer(text):
            if len(run.group()) >= _PROOF and _from_latin(run.group(), encoding, GOOD):
                return encoding
    return None


def _from_latin(run: str, encoding: str, at_least: float) -> str | None:
    """What a run of Western letters was meant to be, where no byte of it is missing."""
    raw = run.translate(_TO_LATIN).encode("latin-1", errors="replace")
    try:
        meant = raw.decode(encoding)
    except UnicodeDecodeError:
        return None
    return meant if meant.encode(encoding) == raw and score(meant) >= at_least and score(run) <= CHINESE else None


def _from_gbk(stretch: str) -> str | None:
    """What a stretch was meant to be. Gaps (U+FFFD) in it stay gaps, and no other may come up."""
    if stretch.isascii() or score(stretch.replace("\ufffd", "")) > CHINESE:
        return None
    try:
        raw = b"\xff".join(piece.encode("gb18030") for piece in stretch.split("\ufffd"))
    except UnicodeEncodeError:
        return None
    meant = _GAPS.sub("\ufffd", raw.decode("utf-8", errors="replace"))
    lossless = meant.count("\ufffd") <= stretch.count("\ufffd")
    return meant if lossless and _is_better(meant, stretch) else None


def _is_better(meant: str, before: str) -> bool:
    meant, before = meant.replace("\ufffd", ""), before.replace("\ufffd", "")
    letters = sum(1 for char in meant if char > "\x7f")
    return letters >= _FEWEST and score(meant) >= GOOD - 0.1 and score(before) <= CHINESE


def _is_scrambled(stretch: str) -> bool:
    """Whether a stretch is UTF-8 read as GBK of which a part is lost."""
    return sum(stretch.count(hint) for hint in _HINTS_OF_GBK) > 1 and score(stretch) < CHINESE / 2
