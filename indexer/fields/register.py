"""What the page's register says of a document: 索引号, classifications, validity, and the columns of a 提案系统."""

from __future__ import annotations

import re

from ..document import Page
from ..folding import plain
from ..reply import Fact
from .pairs import stated

LABELS: dict[str, tuple[str, ...]] = {
    "source": ("来源", "信息来源", "文章来源", "稿件来源", "内容来源"),
    "source_url": ("网址",),
    "index_number": ("索引号", "信息索引", "信息索引号", "索取号"),
    "column": ("栏目",),
    "author": ("作者", "撰稿人"),
    "topic": ("主题分类", "主题名称", "主题类别"),
    "genre": ("体裁分类", "体裁", "公文种类", "文种", "信息分类", "组配分类"),
    "keywords": ("主题词", "关键词", "关键字"),
    "validity": ("有效性", "是否有效", "效力状态", "时效性"),
    "audience": ("服务对象",),
    "proposer": ("提案人", "建议人", "领衔代表", "提案者", "提建议代表", "领衔人", "第一提案人", "提出人"),
    "sector": ("界别",),
    "assigned_date": ("交办日期", "交办时间", "立案日期"),
    "due_date": ("办理时限", "办理期限", "答复期限", "主办时限"),
}
_INDEX_NUMBER = re.compile(r"[a-z0-9][a-z0-9/_.〔〕()年第号-]{3,60}")
_NOTHING = re.compile(r"^(?:无|/|-+|暂无|空|null|none|n/a)?$")


def register(page: Page) -> dict[str, Fact | None]:
    """The fields a page's register states, as it states them; 无 and dashes are nothing."""
    facts: dict[str, Fact | None] = {}
    for name, labels in LABELS.items():
        for label in labels:
            fact = _stated(page, label)
            if fact and (name != "index_number" or _is_index_number(str(fact.value))):
                facts.setdefault(name, fact)
    return facts


def _stated(page: Page, label: str) -> Fact | None:
    pair = stated(page, label)
    value = " ".join(pair.text.split()) if pair else ""
    return pair.fact(value) if pair and not _NOTHING.match(value.lower()) else None


def _is_index_number(value: str) -> bool:
    """Whether it looks like a number of the register: digits and signs, no sentence."""
    bare = plain(value).replace(" ", "")
    return (
        bool(re.search(r"\d", bare))
        and len(bare) <= 60
        and not re.search("[，。；]", value)
        and (bool(_INDEX_NUMBER.fullmatch(bare)) or len(re.findall(r"[\u4e00-\u9fff]", bare)) <= 12)
    )
