"""What replies themselves show to be a term: quoted words, titles of documents, short names, people's names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ..reply import Reply

_HAN = "\u3400-\u9fff〇"
# Not an opinion that the letter answers to: 关于“增设可变车道”的意见, 您提出的“老人吃饭难”问题.
_QUOTED = re.compile(rf"(?<!关于)(?<!的)[“「]([{_HAN}a-z0-9+]{{2,10}})[”」](?!(?:的)?(?:意见|建议|问题|提案|现象))")
_TITLE = re.compile(rf"《(?!关于)([{_HAN}a-z0-9]{{4,14}})》")
_SHORT = re.compile(
    rf"([^，。；：:;,\n]{{3,60}})\((?:以下|下文)?(?:统称|简称|下称)为?[:：]?[“\"《「]?([{_HAN}a-z0-9]{{2,12}})[”\"》」]?\)"
)
_PERSON = re.compile(rf"[{_HAN}]{{2,4}}")
_NO_PERSON = re.compile("代表|委员|小组|全体|联合|单位|党|会|团|局|委|办|处|科|室|部|院|界|先生|女士|同志|电话$")
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷"
    "贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强"
    "贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀羊甄曲封储靳"
    "焦牧山谷车侯全班仰秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司韶黎薄印白怀蒲从鄂索赖卓蔺屠蒙池乔阴郁胥能苍双闻翟谭贡姬申扶冉桑桂牛寿通边燕"
    "浦尚农温别庄晏柴瞿阎慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东沃利蔚越隆师巩聂晁勾敖冷訾辛阚那简饶曾沙鞠丰关相查荆"
    "红游权盖益桓公欧肖闫付代覃党仝佟岳苟冼代涂帅楚缑卿亓尧原"
)
_FIELDS = {"signer": "签发人", "contact_name": "联系人", "addressee": "主送"}
_AROUND = 12  # characters shown on either side of what was found


@dataclass(frozen=True, slots=True)
class Found:
    """A term in a reply: how it was recognised (quoted, title, short or person), its full name, where it stood."""

    how: str
    word: str
    example: str
    full: str = ""


class Evidence:
    """In how many replies each term was recognised, by the way it was."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = defaultdict(Counter)
        self.examples: dict[str, str] = {}
        self._full: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, reply: Reply, plain_text: str) -> None:
        """Takes what one reply shows; `plain_text` is its text after `plain`."""
        seen = set()
        for found in (*_in_text(plain_text), *_persons(reply)):
            if (found.how, found.word) in seen:
                continue
            seen.add((found.how, found.word))
            self.counts[found.how][found.word] += 1
            self.examples.setdefault(found.word, found.example)
            if found.full:
                self._full[found.word][found.full] += 1

    def full_name(self, word: str) -> str:
        """What a short name is short for, when at least half of the replies agree; else ""."""
        ways = self._full.get(word)
        if not ways:
            return ""
        best = min(ways, key=lambda full: (-ways[full], full))
        return best if 2 * ways[best] >= ways.total() else ""


def _in_text(text: str) -> Iterator[Found]:
    for how, pattern in (("quoted", _QUOTED), ("title", _TITLE)):
        for match in pattern.finditer(text):
            yield Found(how, match[1], _around(text, match.start(1), match.end(1)))
    for match in _SHORT.finditer(text):
        if full := _full_name(match[1], match[2]):
            yield Found("short", match[2], _around(text, match.start(2), match.end(2)), full)


def _full_name(before: str, short: str) -> str:
    """The end of what stands before that the short name abbreviates: all of its characters are in it, in order."""
    if before.endswith("》") and "《" in before:
        return before[before.rindex("《") + 1 : -1]
    start = len(before)
    for char in reversed(short):
        start = before.rfind(char, 0, start)
        if start < 0:
            return ""
    full = before[start:]
    return full if len(full) > len(short) and not re.search("[、()“”的是]", full) else ""


def _persons(reply: Reply) -> Iterator[Found]:
    for field, label in _FIELDS.items():
        for value in reply.all(field):
            for name in value.split("、"):
                if _PERSON.fullmatch(name) and name[0] in _SURNAMES and not _NO_PERSON.search(name):
                    yield Found("person", name, f"{label}：{name}")


def _around(text: str, start: int, end: int) -> str:
    """A few characters about a place, on one line."""
    begin = text.rfind("\n", max(0, start - _AROUND), start) + 1 or max(0, start - _AROUND)
    stop = text.find("\n", end, end + _AROUND)
    return text[begin : stop if stop >= 0 else end + _AROUND].strip()
