"""The query language: what a clerk types → a query. See docs/查询语法.md.

    query  = any
    any    = all { ("OR" | "或" | "|") all }
    all    = item { ["AND" | "且"] item }
    item   = ("-" | "NOT" | "非") item | "(" any ")" | field | phrase | word

Every string is a query. What is no syntax here is a word, and the notes say so.
"""

from __future__ import annotations

import re
from dataclasses import replace
from unicodedata import normalize

from indexer.errors import QueryTooLong
from indexer.folding import fold

from .filters import field_clause
from .pasting import PASTED_RUN, letter_in_one
from .query import And, Clause, Everything, Exact, Not, Or, Similar
from .tokens import Token, TokenKind, tokenize

MAX_CHARS = 5_000
MAX_DEPTH = 20
PASTED_ALL = 120
_WITH_CONTENT = (TokenKind.WORD, TokenKind.PHRASE, TokenKind.FIELD)
_BRACKETS = (TokenKind.OPEN, TokenKind.CLOSE)

_DIGITS = re.compile(r"\d{1,12}(?:[.．,，]\d{1,9}){0,3}")
_UNIT = re.compile(r"[万亿萬億千百](?:[个個元人户名亩吨辆张根座家所次件台套米]|公里|千瓦|平方米)?|[%％]")

_OPERATORS = {
    "OR": TokenKind.OR, "或": TokenKind.OR, "或者": TokenKind.OR, "|": TokenKind.OR, "||": TokenKind.OR,
    "AND": TokenKind.AND, "且": TokenKind.AND, "&&": TokenKind.AND, "NOT": TokenKind.NOT, "非": TokenKind.NOT,
}  # fmt: skip


def check_length(text: str) -> None:
    """Raises QueryTooLong when a query is longer than the program is willing to read."""
    if len(text) > MAX_CHARS:
        raise QueryTooLong(f"查询有 {len(text)} 个字，最多 {MAX_CHARS} 个字，请只贴关键的段落")


def parse(text: str) -> tuple[Clause, tuple[str, ...]]:
    """The tree of a query, and notes for the user on what was not read as syntax. Never raises."""
    tokens, notes = tokenize(text)
    tokens = letter_in_one(_figures_in_one([_as_operator(token) for token in tokens]), text)
    if is_pasted(tokens):
        return Similar(text), (_pasted_note(text),)
    if len(tokens) == 1 and tokens[0].kind not in _WITH_CONTENT:
        return Exact(tokens[0].text), (*notes, f"“{tokens[0].text}”前后没有内容，已按普通文字处理")
    parser = _Parser(tokens, notes)
    clause = parser.query()
    if clause == Everything() and text.strip():
        parser.notes.append("查询里没有可以查找的字（引号、书名号和空白不参与匹配）")
        clause = Or(())
    return clause, tuple(dict.fromkeys(parser.notes))


def _figures_in_one(tokens: list[Token]) -> list[Token]:
    """The tokens with a figure and its unit as one word: 1 万 is 1万, not a 1 and a 万 anywhere."""
    kept = list[Token]()
    for token in tokens:
        words = token.kind is TokenKind.WORD and kept and kept[-1].kind is TokenKind.WORD
        if words and _DIGITS.fullmatch(kept[-1].text) and _UNIT.fullmatch(token.text):
            kept[-1] = replace(kept[-1], text=f"{kept[-1].text} {token.text}")
        else:
            kept.append(token)
    return kept


def _pasted_note(text: str) -> str:
    return f"输入较长（{len(fold(text))} 字），按相关度列出最接近的答复；要逐字查找请加引号"


def is_pasted(tokens: list[Token]) -> bool:
    """Whether the whole text is a pasted passage: long words and nothing else."""
    if any(token.kind is not TokenKind.WORD for token in tokens if token.kind not in _BRACKETS):
        return False
    runs = [len(fold(token.text)) for token in tokens if token.kind is TokenKind.WORD]
    return max(runs, default=0) > PASTED_RUN or sum(runs) > PASTED_ALL


def _as_operator(token: Token) -> Token:
    kind = _OPERATORS.get(normalize("NFKC", token.text)) if token.kind is TokenKind.WORD else None
    return replace(token, kind=kind) if kind else token


class _Parser:
    """Recursive descent over the tokens. Syntax that is out of place becomes words, with a note."""

    def __init__(self, tokens: list[Token], notes: list[str]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self.notes = notes

    def query(self) -> Clause:
        clauses = []
        while self._at < len(self._tokens):
            clauses.append(self._any())
            if self._next(TokenKind.CLOSE):  # a bracket that was never opened
                self.notes.append("有多余的右括号，已忽略")
        return _join(And, [clause for clause in clauses if clause != Everything()])

    def _any(self) -> Clause:
        clauses = [self._all()]
        while self._next(TokenKind.OR):
            clauses.append(self._all())
        kept = [clause for clause in clauses if clause != Everything()]
        if len(kept) < len(clauses) and len(clauses) > 1:
            self.notes.append("“或”（OR）的一边没有内容，已忽略")
        return _join(Or, kept)

    def _all(self) -> Clause:
        clauses: list[Clause] = []
        while (token := self._peek()) and token.kind not in (TokenKind.OR, TokenKind.CLOSE):
            if token.kind is TokenKind.AND:
                self._at += 1
                following = self._peek()
                if not clauses or following is None or following.kind in (TokenKind.OR, TokenKind.CLOSE):
                    self.notes.append("“且”（AND）的一边没有内容，已忽略")
                continue
            clauses.append(self._item())
        return _join(And, [clause for clause in clauses if clause != Everything()])

    def _item(self) -> Clause:
        token = self._tokens[self._at]
        self._at += 1
        if token.kind is TokenKind.NOT:
            return self._not(token)
        if token.kind is TokenKind.OPEN:
            return self._group()
        if token.kind is TokenKind.FIELD:
            clause, note = field_clause(token.text, token.value)
            if note:
                self.notes.append(note)
            return clause
        if token.kind is TokenKind.WORD and len(fold(token.text)) > PASTED_RUN:
            self.notes.append(_pasted_note(token.text))
            return Similar(token.text)
        quoted = token.kind is TokenKind.PHRASE
        return Exact(token.text, quoted=quoted) if fold(token.text) else Everything()

    def _not(self, token: Token) -> Clause:
        following = self._peek()
        if following is None or following.kind in (TokenKind.OR, TokenKind.CLOSE, TokenKind.AND):
            self.notes.append(f"“{token.text}”后面没有内容，已按普通文字处理")
            return Exact(token.text) if fold(token.text) else Everything()
        self._depth += 1
        clause = self._item() if self._depth <= MAX_DEPTH else Everything()
        self._depth -= 1
        return Not(clause) if clause != Everything() else clause

    def _group(self) -> Clause:
        if self._depth >= MAX_DEPTH:
            self.notes.append(f"括号超过 {MAX_DEPTH} 层，更深的括号不起作用")
            return Everything()
        self._depth += 1
        clause = self._any()
        self._depth -= 1
        if not self._next(TokenKind.CLOSE):
            self.notes.append("左括号没有配对，已忽略")
        return clause

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _next(self, kind: TokenKind) -> bool:
        token = self._peek()
        if token is None or token.kind is not kind:
            return False
        self._at += 1
        return True


def _join(kind: type[And] | type[Or], clauses: list[Clause]) -> Clause:
    if not clauses:
        return Everything()
    return clauses[0] if len(clauses) == 1 else kind(tuple(clauses))
