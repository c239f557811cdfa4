"""How the office's dictionary, proposals for it and changes of it look."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .output import named, padded

if TYPE_CHECKING:
    from indexer.discovery import Discovery
    from indexer.lexicon import Lexicon


def lexicon_data(lexicon: Lexicon, table: Path, advice: str) -> dict[str, Any]:
    """A dictionary as plain data."""
    return {"file": str(table), **_words(lexicon, advice), "words": [asdict(entry) for entry in lexicon.entries]}


def lexicon_text(data: dict[str, Any]) -> str:
    """A dictionary for reading: words by kind as they come, then what is to be looked at."""
    if not data["words"] and not data["rejected"] and not data["problems"]:
        return f"词典是空的（{named(data['file'])}）。从答复里找新词：dafu terms --new"
    lines = [f"{padded(one['word'], 24)}{padded(one['kind'], 6)}{one['note']}".rstrip() for one in data["words"]]
    rejected = f"，另有不要的词 {len(data['rejected'])} 个" if data["rejected"] else ""
    return "\n".join([*lines, f"共 {len(data['words'])} 个词{rejected}（{named(data['file'])}）", *_remarks(data)])


def proposals_data(found: Discovery, limit: int) -> dict[str, Any]:
    """Proposed words as plain data, best first; `total` counts those beyond the limit too."""
    proposals = [asdict(one) for one in found.proposals[:limit]]
    for one in proposals:
        one["score"] = round(one["score"], 1)
    return {"replies": found.replies, "total": len(found.proposals), "proposals": proposals}


def proposals_text(data: dict[str, Any]) -> str:
    """Proposed words for reading: word, kind, how often, what it is short for, where it stands."""
    if not data["proposals"]:
        return f"在 {data['replies']} 篇答复里没有找到新词；可以用 --min-count 2 放宽"
    lines = [
        f"{padded(one['word'], 24)}{padded(one['kind'], 6)}{one['count']:>6}  "
        + (f"即{one['full']}　" if one["full"] else "")
        + f"…{one['example']}…"
        for one in data["proposals"]
    ]
    rest = data["total"] - len(data["proposals"])
    return "\n".join(
        [
            *lines,
            f"读了 {data['replies']} 篇答复，找到 {data['total']} 个新词"
            + (f"，还有 {rest} 个没有列出（--limit）" if rest else ""),
            "加进词典：dafu terms --new --accept 词；不要的：dafu terms --reject 词",
        ]
    )


def edits_data(before: Lexicon, after: Lexicon, advice: str) -> dict[str, Any]:
    """What changed between two readings of the dictionary, as plain data."""
    old, new = set(before.terms()), set(after.terms())
    return {
        "added": [asdict(entry) for entry in after.entries if entry.word not in old],
        "dropped": [word for word in before.terms() if word not in new],
        "newly_rejected": [word for word in after.rejected if word not in before.rejected],
        **_words(after, advice),
        "words": len(after.entries),
    }


def edits_text(data: dict[str, Any]) -> str:
    """What changed, for reading."""
    added = "、".join(f"{one['word']}（{one['kind']}）" for one in data["added"])
    changes = (("加入", added), ("去掉", "、".join(data["dropped"])), ("不再提出", "、".join(data["newly_rejected"])))
    lines = [f"{label}：{words}" for label, words in changes if words]
    return "\n".join([*(lines or ["没有变化"]), f"词典现有 {data['words']} 个词", *_remarks(data)])


def _words(lexicon: Lexicon, advice: str) -> dict[str, Any]:
    return {"rejected": list(lexicon.rejected), "problems": list(lexicon.problems), "advice": advice}


def _remarks(data: dict[str, Any]) -> list[str]:
    return [*data["problems"], *([data["advice"]] if data["advice"] else [])]
