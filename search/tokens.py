"""Cutting a query into tokens: words, phrases, fields, brackets and the minus sign, in either width."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from indexer.schema import BY_ALIAS, Kind

# What may close each opening quote, the likeliest first; Chinese IMEs often give two of the same.
_OPENING_QUOTES = {'"': '"＂', "＂": '＂"', "“": "”“", "”": "”“", "「": "」", "『": "』", "〝": "〞", "„": "”“"}
_OPEN, _CLOSE = "(（", ")）"
_MINUS = "-－﹣−"
_COLON = ":："
# A closing quote alone ends nothing: it is a character like others, and folding drops it.
_WORD_ENDS = re.compile(r"[\s()（）" + "".join(_OPENING_QUOTES) + "]")
_NUMBER_TAIL = re.compile(r"^[\s\u3000]*(?:第?\s*[\[〔【(（]?\s*\d{1,5}\s*[\]〕】)）]?\s*(?:年|号)?)(?=$|[\s\u3000号])")
_BRACKETED = re.compile(r"^\s*[\[〔【(（]\s*\d{4}\s*[\]〕】)）]\s*第?\s*\d{0,5}\s*号?")


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
    """A token; `text` of a FIELD is the alias typed, `value` what stands behind its colon."""

    kind: TokenKind
    text: str
    value: str = ""


def tokenize(text: str) -> tuple[list[Token], list[str]]:
    """The tokens of a query, and notes on quotes that were never closed."""
    tokens, notes, at = list[Token](), list[str](), 0
    while at < len(text):
        char = text[at]
        if char.isspace():
            at += 1
        elif char in _OPEN or char in _CLOSE:
            tokens.append(Token(TokenKind.OPEN if char in _OPEN else TokenKind.CLOSE, char))
            at += 1
        elif char in _OPENING_QUOTES:
            token, at = _phrase(text, at, notes)
            tokens += [token] if token else []
        elif char in _MINUS and _begins_item(text, at):
            tokens.append(Token(TokenKind.NOT, char))
            at += 1
        else:
            token, at = _word_or_field(text, at, notes)
            tokens.append(token)
    return tokens, notes


def _begins_item(text: str, at: int) -> bool:
    """A minus excludes what follows only where an item begins: 2019-2021 and NB-IoT keep theirs."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in _OPEN) and bool(after) and not after.isspace()


def _phrase(text: str, at: int, notes: list[str]) -> tuple[Token | None, int]:
    closing = _OPENING_QUOTES[text[at]]
    end = next((i for i in range(at + 1, len(text)) if text[i] in closing), None)
    if end is None:
        if at + 1 < len(text):
            notes.append("引号没有配对，已按普通文字处理")
        return None, at + 1
    inside = text[at + 1 : end].strip()
    return (Token(TokenKind.PHRASE, inside) if inside else None), end + 1


def _word_or_field(text: str, at: int, notes: list[str]) -> tuple[Token, int]:
    end = _word_end(text, at)
    word = text[at:end]
    colon = next((i for i, char in enumerate(word) if char in _COLON), -1)
    spec = BY_ALIAS.get(word[:colon].lower()) if colon > 0 else None
    if spec is None:
        return Token(TokenKind.WORD, word), end
    value, end = _value(text, at + colon + 1, spec.kind, notes)
    if not value:
        notes.append(f"“{word}”后面没有内容，已按普通文字处理")
        return Token(TokenKind.WORD, word), end
    return Token(TokenKind.FIELD, word[:colon], value), end


def _word_end(text: str, at: int) -> int:
    """Where a word ends. Brackets that hold a document number's year are part of it: 〔2024〕, (2024)."""
    while (found := _WORD_ENDS.search(text, at)) and (inside := _BRACKETED.match(text[found.start() :])):
        if not inside.group()[0].isspace():
            at = found.start() + inside.end()
            continue
        break
    return found.start() if found else len(text)


def _value(text: str, at: int, kind: Kind, notes: list[str]) -> tuple[str, int]:
    """A field's value: a phrase, or a word; a document number goes on over blanks."""
    while at < len(text) and text[at].isspace():
        at += 1
    if at < len(text) and text[at] in _OPENING_QUOTES:
        token, end = _phrase(text, at, notes)
        return (token.text if token else ""), end
    end = _word_end(text, at) if at < len(text) else at
    while kind is Kind.DOC_NUMBER and end < len(text):
        more = _BRACKETED.match(text[end:]) or _NUMBER_TAIL.match(text[end:])
        if not more or not more.group().strip():
            break
        end += more.end()
    return text[at:end].strip(), end
