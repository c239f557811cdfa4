"""What a question is about: its words without the formulas of requests (关于进一步加强…工作的建议)."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from indexer.folding import plain

_BETWEEN_CLAUSES = re.compile(r"[\s，,、；;。.？?！!：:（）()《》“”\"]+")
_HAN = re.compile(r"[\u3400-\u9fff]")


def subject(text: str) -> str:
    """The clauses of a text without formulas, set apart by blanks; all of it when nothing else is left."""
    plain_text = plain(text)
    clauses = [_bare(clause) for clause in _BETWEEN_CLAUSES.split(plain_text)]
    kept = " ".join(clause for clause in clauses if clause.strip())
    return kept if _HAN.search(kept) or not _HAN.search(plain_text) else plain_text


def _bare(clause: str) -> str:
    heads, tails, anywhere = _formulas()
    before = None
    while clause != before:
        before = clause
        clause = tails.sub("", heads.sub("", clause))
    return anywhere.sub(" ", clause)


@cache
def _formulas() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    text = (files("search") / "data" / "formulas.txt").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    heads = [line[1:] for line in lines if line.startswith("^")]
    tails = [line[:-1] for line in lines if line.endswith("$")]
    anywhere = [line for line in lines if not line.startswith("^") and not line.endswith("$")]
    return (
        re.compile(f"^(?:{_alternatives(heads)})"),
        re.compile(f"(?:{_alternatives(tails)})$"),
        re.compile(_alternatives(anywhere)),
    )


def _alternatives(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
