"""What the titles and headings of an archive are about: their noun phrases, each beginning with a word.

A title is a request in a frame: 关于〔加强〕〔老旧小区充电设施建设〕〔的建议〕的答复. The frame tells
nothing and goes; what is left is cut into words with the archive's own vocabulary.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import accumulate

from indexer.folding import fold, plain

Headlines = tuple[str, ...]  # of one reply: its title, its proposal's title, its headings

_LONGEST_WORD = 8
_LONGEST_RUN = 5  # words
_SHORTEST, _LONGEST = 3, 16  # characters
_KEPT = 20_000
_HEAD = re.compile(r"^.{0,40}?关于|^\(?[一二三四五六七八九十\d]{1,3}[)、.．]\s?")
_TAIL = re.compile(
    r"(?:的?(?:第\d+号)?(?:人大|政协|代表|委员)?(?:建议|提案|议案|意见|答复|复函|回复|办理|情况|报告|函|问题|工作|事项)|的)$"
)
_NUMBERED = re.compile(r"届|会议|第\d+号|\d{4}年")
_PIECE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff〇a-z0-9.+-]+")
_JOINS = frozenset("和与及或暨并等以的所之")
_FRAME_WORDS = """
关于 对于 进一步 下一步 一步 加强 加快 加大 强化 推进 推动 促进 深化 完善 健全 优化 提升 提高 扩大
做好 抓好 落实 开展 建立 构建 打造 增设 整治 补齐 听取 夯实 筑牢 助力 激活 突破 实现 形成 发挥 保障
引导 鼓励 营造 实施 支持 规范 解决 改善 创新 坚持 着力 大力 积极 不断 全面 切实 持续 有效 合理 科学
尽快 逐步 统筹 依法 严格 充分 我市 我区 我县 我省 全市 全区 全县 全省 本市 有关 相关 建议 提案 议案
答复 工作 情况 问题 方面 力度 水平 基本 总体 具体 主要 现有 存在 在 为 是 将 了 对 从 把 被 向 于
中 上 下 使 让 其 用 请 一 二 三 市 区 县 省 来 去 年 月 日 号 第 个 项 率
"""
_FRAME = frozenset(_FRAME_WORDS.split())


def phrases(replies: Iterable[Headlines], words: Container[str]) -> dict[str, int]:
    """The phrases of all replies' headlines, and how many replies have each; the most frequent are kept."""
    counts, shown, longer = Counter[str](), dict[str, str](), dict[str, set[str]]()
    known = dict[str, tuple[str, ...]]()  # headings repeat from reply to reply
    for headlines in replies:
        own = set[str]()
        for line in headlines:
            if line not in known:
                known[line] = tuple(_phrases(line, words, shown, longer))
            own.update(known[line])
        counts.update(own)
    kept = (key for key in counts if not any(counts[more] == counts[key] for more in longer.get(key, ())))
    ranked = sorted(kept, key=lambda key: (-counts[key], key))[:_KEPT]
    return {shown[key]: counts[key] for key in ranked}


def _phrases(line: str, words: Container[str], shown: dict[str, str], longer: dict[str, set[str]]) -> Iterator[str]:
    """The folded phrases of one line; how each is written, and which ones go on where it ends, is noted."""
    known = plain(line)
    line = line if len(line) == len(known) else known  # but for rare characters that become two
    first, last = subject(known)
    for piece in _PIECE.finditer(known, first, last):
        if _NUMBERED.search(piece.group()):
            continue
        text = line[piece.start() : piece.end()]
        folded = fold(text) if text == piece.group() else ""  # a plain character folds to one
        cut = segmented(piece.group(), words)
        ends = list(accumulate(map(len, cut), initial=0))
        before, key_before = 0, ""
        for begin, end in _runs(cut, ends):
            written = text[begin:end]
            key = folded[begin:end] or fold(written)
            shown.setdefault(key, written)
            if key_before and begin == before:
                longer.setdefault(key_before, set()).add(key)
            before, key_before = begin, key
            yield key


def _runs(cut: Sequence[str], ends: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The runs of words that are phrases, from where to where; those with the same beginning one behind the other."""
    for first, word in enumerate(cut):
        if word in _FRAME or word in _JOINS:
            continue
        for last in range(first, min(len(cut), first + _LONGEST_RUN)):
            if cut[last] in _JOINS:
                break
            if last > first and cut[last] not in _FRAME and _SHORTEST <= ends[last + 1] - ends[first] <= _LONGEST:
                yield ends[first], ends[last + 1]


def subject(line: str) -> tuple[int, int]:
    """Where in a plain headline its subject lies: without number, agency, 关于, and what kind of letter it is."""
    head = _HEAD.match(line)
    first, last = head.end() if head else 0, len(line)
    while tail := _TAIL.search(line[first:last]):
        last = first + tail.start()
    return first, last


def segmented(text: str, words: Container[str]) -> Sequence[str]:
    """A text cut into known words from its end, the longest first; what is not known goes by character."""
    known = fold(text)
    if len(known) != len(text):
        known = text
    cut, end = list[str](), len(text)
    while end:
        start = max(0, end - _LONGEST_WORD)
        while start < end - 1 and known[start:end] not in words:
            start += 1
        cut.append(text[start:end])
        end = start
    return cut[::-1]


def starts(text: str, words: Container[str]) -> list[int]:
    """The offsets in a text at which a word begins."""
    cut = segmented(text, words)
    return [sum(map(len, cut[:n])) for n in range(len(cut))]
