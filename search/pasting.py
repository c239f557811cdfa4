"""A pasted letter in a query: its head has colons, its lists dashes, its titles quotes, and none of that is syntax."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.folding import fold

from .tokens import Token, TokenKind

PASTED_RUN = 40  # characters: longer without a blank is a pasted sentence, not a typed word
_EXCLUDED = 16  # characters that a minus sign excludes at most; before more it is a dash


def letter_in_one(tokens: list[Token], text: str) -> list[Token]:
    """The tokens of a query with what is pasted as one word, from its first sentence to its last.

    Two sentences at least tell a letter. Syntax that is meant stands before them or behind them; or between
    sentences alone, as in 甲 OR 乙.
    """
    first, last = _head(tokens, text), _tail(tokens)
    inner = tokens[first:last]
    words = [token for token in inner if token.kind is TokenKind.WORD]
    long = [token for token in words if len(fold(token.text)) > PASTED_RUN]
    operators = any(token.kind in (TokenKind.OR, TokenKind.NOT) for token in inner)
    if len(long) < 2 or (operators and len(long) == len(words)):
        return tokens
    start, end = inner[0].at, tokens[last].at if last < len(tokens) else len(text)
    return [*tokens[:first], Token(TokenKind.WORD, text[start:end].strip(), at=start), *tokens[last:]]


def _head(tokens: Sequence[Token], text: str) -> int:
    """How many tokens before a letter are meant as syntax: fields and what is excluded.

    Two labels and more, as an IME writes them, are the letter's own head: 类别：A　公开属性：主动公开.
    """
    at = labels = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind is TokenKind.FIELD:
            labels += text[token.at + len(token.text)] == "："
            at += 1
        elif token.kind is TokenKind.NOT and at + 1 < len(tokens) and _is_short(tokens[at + 1]):
            at += 2
        else:
            break
    return 0 if labels > 1 and labels == at else at


def _tail(tokens: Sequence[Token]) -> int:
    """Where the tokens behind a letter begin that are meant as syntax."""
    end = len(tokens)
    while end:
        excluded = end > 1 and tokens[end - 2].kind is TokenKind.NOT
        if excluded and _is_short(tokens[end - 1]):
            end -= 2
        elif tokens[end - 1].kind is TokenKind.FIELD and not excluded:
            end -= 1
        else:
            break
    return end


def _is_short(token: Token) -> bool:
    """Whether a token may be what a minus sign excludes."""
    is_word = token.kind in (TokenKind.WORD, TokenKind.PHRASE)
    return token.kind is TokenKind.FIELD or (is_word and len(fold(token.text)) <= _EXCLUDED)
