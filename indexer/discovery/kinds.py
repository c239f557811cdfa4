"""What kind of thing a term is, guessed from how it ends and how it was recognised."""

from __future__ import annotations

import re

from ..lexicon import AGENCY, OTHER, PERSON, PLACE, POLICY

_AGENCY = re.compile(
    "(?:局|厅|委|(?<![通代承督协举主经公开民不可])办|委员会|办公室|公司|集团|中心|协会|学会|联合会|商会|基金会|研究院|研究所|医院|学校|中学|小学|幼儿园|大学|学院|法院|检察院"
    "|(?<!数字)政府|指挥部|领导小组|专班|银行|总队|支队|大队|机构|人大常委会|政协|工会|团委|妇联)$"
)
_POLICY = re.compile(
    "(?:规划|纲要|方案|行动|计划|工程|政策|制度|战略|机制|条例|办法|细则|意见|规定|决定|通知|标准|模式|改革|公约|草案|预案|清单)$"
)
_PLACE = re.compile(
    r"[\u3400-\u9fff]{2,3}(?:省|市|县|区|镇|乡|村|旗|州|街道|社区|新区|开发区|路|街|巷|桥|河|江|湖|湾|港|岛|山|古城|古镇)$"
)
_GENERAL = re.compile(
    "(?:住宅|居住|风貌|保护|管理|控制|农|库|矿|禁|牧|林|灾|校|园|厂|库|景|城|郊|社|辖|市|片|小|老旧|历史文化|行政|工业|商务|文化|功能|自然|服务|经济|示范|试验"
    "|聚集|集聚|产业|综合|自治|步行|高速公|铁|道|公|山|水|线|思|网|高架|立交)(?:区|县|市|村|镇|乡|路|街|桥|山|港|岛|社区|街道)$"
)


def kind_of(word: str) -> str:
    """The likely kind of a term by its ending alone."""
    if _AGENCY.search(word):
        return AGENCY
    if _PLACE.fullmatch(word) and not _GENERAL.search(word):
        return PLACE
    return POLICY if _POLICY.search(word) else OTHER


def kind_recognised(word: str, how: str, full: str = "") -> str:
    """The likely kind of a term that replies themselves show to be one: quoted, title, short or person."""
    if how == "person":
        return PERSON
    found = kind_of(full) if how == "short" and kind_of(full) != OTHER else kind_of(word)
    return found if how == "short" or found == AGENCY else POLICY
