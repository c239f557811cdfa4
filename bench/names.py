"""Invented names and real words for generated replies: the long tail of rare words that archives have."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path
from random import Random

CITIES = ("青屿", "澜川", "云舟", "安岚", "望沅", "丰陵", "泽浦", "临漪")
DISTRICTS = (
    "望潮区", "松岭区", "汀湾县", "石榴县", "栖霞湾区", "银杏区", "柳渡区", "芦汀县", "鹤鸣县", "白塔区", "桂林洲区",
    "梧桐县", "乌篷区", "南屏山区", "青禾县", "雁洲区", "渔歌县", "云麓区", "玉泉县", "双桥县", "金滩区", "竹溪坞县",
)  # fmt: skip
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
_GIVEN = "文明建国华志强秀英丽伟芳娜敏静磊洋艳勇军杰娟涛超霞平刚桂兰玉萍红梅晓宁思远嘉禾若澜景和知遥望舒清怀"
_PLACE = "东西南北上下大小新古白青黄红金银石竹松柳梅桥溪河湖塘湾岭坡沟店铺庄集口渡桑榆枫杏荷莲鹿鹤龙凤马牛云霞"
_PLACE_KINDS = ("镇", "街道", "村", "社区", "路", "乡", "片区", "工业园")
_TRADES = ("科技", "建设", "信息技术", "交通运输", "环保工程", "生态农业", "智能装备", "物业服务", "医药", "新材料")
_TAGS = ("n", "vn", "ns", "nz", "nt", "l", "i")


def person(rng: Random) -> str:
    """A name of two or three characters."""
    return rng.choice(_SURNAMES) + "".join(rng.choices(_GIVEN, k=rng.choice((1, 2, 2, 2))))


def place(rng: Random) -> str:
    """A village, street, town or quarter."""
    return "".join(rng.choices(_PLACE, k=2)) + rng.choice(_PLACE_KINDS)


def company(rng: Random, city: str) -> str:
    """A company of a city."""
    return f"{city}{''.join(rng.choices(_GIVEN + _PLACE, k=2))}{rng.choice(_TRADES)}有限公司"


def words(rng: Random, count: int) -> list[str]:
    """Nouns and set phrases as frequent as jieba's dictionary says they are in Chinese."""
    known, weights = _dictionary()
    return rng.choices(known, cum_weights=weights, k=count)


@cache
def _dictionary() -> tuple[Sequence[str], Sequence[int]]:
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise RuntimeError("jieba is not installed")
    rows = (line.split() for line in (Path(spec.origin).parent / "dict.txt").read_text("utf-8").splitlines())
    kept = [(row[0], int(row[1])) for row in rows if row[2] in _TAGS and 2 <= len(row[0]) <= 4]
    return [word for word, _ in kept], list(accumulate(times for _, times in kept))
