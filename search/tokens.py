"""Cutting a query into tokens: words, phrases, fields, brackets and the minus sign, in either width."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from indexer.schema import BY_ALIAS, Kind

# What may close each opening quote, the likeliest first; Chinese IMEs often give two of the same.
_QUOTES = {'"': '"＂', "＂": '＂"', "“": "”“", "”": "”“", "「": "」", "『": "』", "〝": "〞", "„": "”“"}
QUOTES = "".join(dict.fromkeys([*_QUOTES, *"".join(_QUOTES.values())]))
_OPEN, _CLOSE, _OR = "(（", ")）", "|｜"
_PHRASES_IN_A_ROW = 20
_MINUS = "-－﹣−—–"
_WORD_ENDS = re.compile(r"[\s()（）|｜]")
_VALUE_ENDS = re.compile(r"[\s()（）|｜，,；;。]")
_YEAR_IN_BRACKETS = re.compile(
    r"[\[〔【(（]\s{0,2}[\d〇○二零一三四五六七八九]{4}\s{0,2}[\]〕】)）]\s{0,2}(?:第?\s{0,2}\d{1,5}\s{0,2}号?)?"
)
_REST_OF_NUMBER = re.compile(
    r"\s{1,4}(?:第?\s{0,2}[\[〔【(（]?\s{0,2}\d{1,5}\s{0,2}[\]〕】)）]?\s{0,2}(?:年|号)?)(?=$|[\s号，,；;。])"
)
_PROPOSAL_NUMBER = re.compile(r"第?\s{0,2}[A-Za-z]{0,3}\d{1,12}\s{0,2}号?")


class TokenKind(Enum):
    """What a token is."""

    WORD = auto()
    PHRASE = auto()
    FIELD = auto()
    OPEN = auto()
    CLOSE = auto()
    NOT = auto()
    AND = auto()
    OR = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A token; `text` of a FIELD is the alias typed, `value` what stands behind its colon; `at` is where it begins."""

    kind: TokenKind
    text: str
    value: str = ""
    at: int = field(default=0, compare=False)


def tokenize(text: str) -> tuple[list[Token], list[str]]:
    """The tokens of a query, and notes on quotes that were never closed."""
    tokens, notes, at = list[Token](), list[str](), 0
    while at < len(text):
        char = text[at]
        if char.isspace() or (char in "，,；;。" and tokens and tokens[-1].kind is TokenKind.FIELD):
            at += 1
        elif char in _OPEN + _CLOSE + _OR:
            kind = TokenKind.OPEN if char in _OPEN else TokenKind.CLOSE if char in _CLOSE else TokenKind.OR
            tokens.append(Token(kind, char, at=at))
            at += 1
        elif char in _QUOTES and (end := _phrase_end(text, at)):
            if inside := text[at + 1 : end - 1].strip():
                tokens.append(Token(TokenKind.PHRASE, inside, at=at))
            at = end
        elif char in _MINUS and _excludes(text, at):
            tokens.append(Token(TokenKind.NOT, char, at=at))
            at += 1
        else:
            token, end = _word_or_field(text, at, notes)
            tokens.append(replace(token, at=at))
            at = end
    return tokens, notes


def _begins_item(text: str, at: int) -> bool:
    before = text[at - 1 : at]
    return not before or before.isspace() or before in _OPEN + _OR


def _excludes(text: str, at: int) -> bool:
    """A minus excludes what follows only where an item begins: 2019-2021 and NB-IoT keep theirs."""
    after = text[at + 1 : at + 2]
    return _begins_item(text, at) and bool(after) and not after.isspace() and after not in _MINUS


def _phrase_end(text: str, at: int) -> int:
    """The offset behind a phrase that begins at `at`, or 0 when the quote is part of running text.

    Quotes make a phrase when they stand around a whole item; in “十四五”规划 they are punctuation.
    """
    if not (_begins_item(text, at) or text[at - 1] in _MINUS or text[at - 1] in "".join(_QUOTES.values())):
        return 0
    end = last = _closing(text, at)
    for _ in range(_PHRASES_IN_A_ROW):  # “甲”“乙” are phrases, “甲”“乙”等 is running text
        if not last or text[last : last + 1] not in _QUOTES:
            break
        last = _closing(text, last)
    after = text[last : last + 1]
    return end if last and (not after or after.isspace() or after in _CLOSE + _OPEN + _OR) else 0


def _closing(text: str, at: int) -> int:
    """The offset behind the quote that closes the one at `at`, or 0."""
    found = [end for quote in _QUOTES[text[at]] if (end := text.find(quote, at + 1)) >= 0]
    return min(found) + 1 if found else 0


def _word_or_field(text: str, at: int, notes: list[str]) -> tuple[Token, int]:
    end = _word_end(text, at)
    word = text[at:end]
    colon = min((i for i in (word.find(":"), word.find("：")) if i > 0), default=0)
    spec = BY_ALIAS.get(word[:colon].lower()) if colon else None
    if spec is None:
        if word[0] in _QUOTES and not _closing(text, at):
            notes.append("引号没有配对，已按普通文字处理")
            word = word[1:] or word
        return Token(TokenKind.WORD, word), end
    value, value_end = _value(text, at + colon + 1, spec.kind)
    if not value:
        notes.append(f"“{word}”后面没有内容，已按普通文字处理")
        return Token(TokenKind.WORD, word), end
    return Token(TokenKind.FIELD, word[:colon], value), value_end


def _word_end(text: str, at: int, ends: re.Pattern[str] = _WORD_ENDS) -> int:
    """Where a word ends. Brackets that hold a document number's year are part of it: 〔2024〕, (2024)."""
    while found := ends.search(text, at):
        inside = _YEAR_IN_BRACKETS.match(text, found.start())
        if not inside:
            return max(found.start(), at)
        at = inside.end()
    return len(text)


def _value(text: str, at: int, kind: Kind) -> tuple[str, int]:
    """A field's value: a phrase, or a word up to a comma; numbers go on over blanks."""
    while at < len(text) and text[at].isspace():
        at += 1
    if at < len(text) and text[at] in _QUOTES and (end := _closing(text, at)):
        return text[at + 1 : end - 1].strip(), end
    if kind is Kind.NUMBER and (number := _PROPOSAL_NUMBER.match(text, at)):
        return number.group(), number.end()
    end = _word_end(text, at, _VALUE_ENDS)
    while kind is Kind.DOC_NUMBER and not text[at:end].endswith("号"):
        more = _YEAR_IN_BRACKETS.match(text, end) or _REST_OF_NUMBER.match(text, end)
        if not more:
            break
        end = more.end()
    return text[at:end].strip(), end
