"""Page chrome in lines of text: what a site puts before and after a document.

Position and shape of the whole line decide, never a word alone: 老字号, 打印店 and 分享经济 are text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..document import Pair
from ..opening import simplified

# A label may be written with blanks inside (索 引 号).
_LABELS = [
    "索引号",
    "信息索引",
    "发布机构",
    "发文机关",
    "发文单位",
    "发布单位",
    "承办单位",
    "主办单位",
    "公开主体",
    "成文日期",
    "生成日期",
    "发文日期",
    "发布日期",
    "发布时间",
    "更新时间",
    "更新日期",
    "时间",
    "日期",
    "发文字号",
    "文号",
    "主题分类",
    "主题名称",
    "主题词",
    "体裁分类",
    "信息分类",
    "组配分类",
    "服务对象",
    "公文名称",
    "文件标题",
    "信息名称",
    "标题",
    "名称",
    "来源",
    "信息来源",
    "文章来源",
    "作者",
    "有效性",
    "是否有效",
    "效力状态",
    "公开方式",
    "公开属性",
    "公开类别",
    "公开形式",
    "办理结果",
    "答复类别",
    "办理类别",
    "类别",
    "案号",
    "提案编号",
    "建议编号",
    "编号",
    "签发人",
    "会办单位",
]
_CELL_LABELS = [
    "是否公开",
    "联系人",
    "联系电话",
    "电话",
    "经办人",
    "承办人",
    "协办单位",
    "案由",
    "建议人",
    "提案人",
    "领衔代表",
]
_LABEL = re.compile(
    r"[\[【•]?\s*(?P<label>"
    + "|".join(r"\s*".join(label) for label in sorted(_LABELS, key=len, reverse=True))
    + r")\s*[\]】]?\s*[:：]"
)
_HEAD_NOISE = re.compile(
    r"^今天是|^.{0,8}(无障碍|适老化?|长者|关怀)(浏览|模式|版|专区|辅助|阅读).{0,10}$|^(您)?(的)?(当前|现在)?(所在)?(的)?位置"
    r"|^首页\s*[>＞»/|·]|^(返回)?首页$|^[\[【(（]?\s*字\s*[体号]\s*[:：\[【(（]|[\[【(（]\s*大\s+中\s+小|^(浏览|点击|访问)(次数|量|数|率|人次)?\s*[:：]"
    r"|^[\[【]?\s*(打印|关闭|分享|收藏|打印本页|关闭窗口|分享到)\s*[\]】]?(\s|$)|^分享到\s*[:：]?"
    r"|^欢迎(来到|访问|光临)|^(手机版|移动版|繁體(中文)?|English|登录|注册|简\s*[|｜]\s*繁)|^搜索$|^RSS$"
)
_TITLE_SHAPE = re.compile(r"(关于|對|对).{4,}(答复|答覆|复函|覆函|回复|的函|建议|提案|意见|通知|方案|办法)")
_NAV_WORD = re.compile(
    r"首页|政务公开|政府信息公开|信息公开|互动交流|政民互动|政务服务|办事服务|网上办事|新闻中心|新闻动态|工作动态|通知公告"
    r"|机构(职能|设置|概况)|政策法规|政策文件|专题专栏|走进.{1,4}|领导之窗|公众参与|数据开放|数据发布|党建.{0,4}|.{2}工作|.{2,4}概况"
    r"|.{2}服务|.{2}公开|.{2}专栏|网站地图|联系我们|登录|注册|无障碍(浏览)?"
)
# These never stand in a letter; one of them is enough to know the footer.
_FOOTER = re.compile(
    r"版权所有|Copyright|©|ICP备|ＩＣＰ|公安备案|公网安备|网站标识码|^(网站|站点)地图|^(上|下)一(篇|条|页)\s*[:：]?"
    r"|^相关(链接|阅读|文章|新闻|稿件)|^友情链接|^推荐阅读|^[\[【]\s*(打印|关闭|收藏|返回|纠错)|^(打印本页|关闭窗口)|^分享(到|至)\s*[:：]?"
    r"|^责任编辑\s*[:：]|^主办(单位)?\s*[:：].*(承办|维护|版权|地址)|^(关于我们|网站声明|建议使用)"
)
# These may stand in a letter too; only after its end, or two together, they are the footer.
_PERHAPS_FOOTER = re.compile(
    r"^.{0,12}(扫一扫|二维码|微信公众号).{0,20}$|^(技术支持|许可证号|违法和不良信息|举报电话|审核(人)?|校对|编辑|传真|邮(政)?编(码)?|E-?mail)\s*[:：（(]?"
    r"|^(技术支持|主办单位|承办单位)|^(单位)?地址\s*[:：]|^电话\s*[:：].*(传真|邮编|E-?mail|邮箱)|^(浏览|访问|点击)(次数|量|数)|^字体\s*[:：\[【]"
)
_BODY_LINE = re.compile(r"[。；！？]$|^[（(]?[一二三四五六七八九十]{1,3}[、）)是]")
_VALUE_ENDS = re.compile(r"\s*[(\[]?\s*(?:字体|字号|浏览|点击|打印|分享|大\s+中\s+小|责任编辑|访问)")
_NEVER_NOISE = re.compile(r"^[（(]?\s*(联系人|联系单位|联系电话|联\s*系|承办人|经办人|抄送|附件)")
_DATE_LINE = re.compile(
    r"^.{0,40}(19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日$|二[〇○OＯ0零].{1,3}年.{1,3}月.{1,3}日$"
)
_COLUMN = re.compile(r"^[^，。：:]{0,10}(提案|建议|答复|办理|公开)[^，。：:]{0,6}$")
_HEAD_LINES, _TAIL_LINES = 25, 30


@dataclass(frozen=True, slots=True)
class Stripped:
    """Lines without chrome, what was taken off, and the metadata found on chrome lines."""

    lines: tuple[str, ...]
    removed: tuple[str, ...]
    pairs: tuple[Pair, ...]


def strip(lines: Sequence[str], body_start: int) -> Stripped:
    """Takes chrome off the lines before `body_start` (the salutation) and after the document's end."""
    head, removed, pairs = _strip_head(lines[:body_start])
    end = _tail_start(lines, body_start)
    removed += lines[end:]
    return Stripped((*head, *lines[body_start:end]), tuple(removed), tuple(pairs))


def is_label(text: str) -> bool:
    """Whether a table cell names the value in the next one."""
    bare = "".join(simplified(text).split()).rstrip(":")
    return bare in _LABELS or bare in _CELL_LABELS


def pairs_of(line: str) -> list[Pair]:
    """The label–value pairs of a line that consists of them (发布时间:… 作者: 来源:…)."""
    matches = list(_LABEL.finditer(simplified(line)))
    if not matches or line[: matches[0].start()].strip(" |•[-·"):
        return []
    ends = [match.start() for match in matches[1:]] + [len(line)]
    return [
        Pair("".join(match["label"].split()), _value(line[match.end() : end]))
        for match, end in zip(matches, ends, strict=True)
    ]


def _value(text: str) -> str:
    noise = _VALUE_ENDS.search(simplified(text))
    return (text[: noise.start()] if noise else text).strip(" |·•-\t")


def _strip_head(lines: Sequence[str]) -> tuple[list[str], list[str], list[Pair]]:
    kept, removed, pairs = list[str](), list[str](), list[Pair]()
    for index, line in enumerate(lines[:_HEAD_LINES]):
        found = pairs_of(line)
        if found and _is_metadata(found):
            pairs += found
        elif _is_column(line, lines[index + 1 :]):
            pairs.append(Pair("栏目", line))
        elif _is_title(line) or not (_HEAD_NOISE.search(line) or _is_navigation(line)):
            kept.append(line)
            continue
        removed.append(line)
    return kept + list(lines[_HEAD_LINES:]), removed, pairs


def _is_title(line: str) -> bool:
    return len(line) <= 160 and bool(_TITLE_SHAPE.search(line))


def _is_metadata(pairs: Sequence[Pair]) -> bool:
    """签发人 and 公开属性 alone stand in the document itself; a page's own row says more."""
    return any(
        pair.label
        not in (
            "签发人",
            "公开属性",
            "办理结果",
            "类别",
            "答复类别",
            "办理类别",
            "编号",
            "公开方式",
            "文号",
            "发文字号",
            "会办单位",
            "标题",
        )
        for pair in pairs
    )


def _is_navigation(line: str) -> bool:
    words = re.split(r"[\s|｜>＞»]+", line.strip())
    if len(words) < 3 or max(map(len, words)) > 10 or re.search("[，。；]", line):
        return False
    return sum(bool(_NAV_WORD.fullmatch(word)) for word in words) >= 0.4 * len(words)


def _is_column(line: str, below: Sequence[str]) -> bool:
    """A short column name (市政协提案) above a title that says more."""
    if not _COLUMN.match(line) or len(line) > 12 or re.search(r"^(关于|对)|答复$|公开[\]】）)]?$|[（(\[【]", line):
        return False
    return any(re.search(r"(关于|对).{4,}", other) for other in below[:3])


def _tail_start(lines: Sequence[str], body_start: int) -> int:
    """Where the page's footer begins: the first chrome line after which no line of a letter comes."""
    first = max(body_start + 1, len(lines) - _TAIL_LINES)
    ended = max((i for i in range(first, len(lines)) if _ends_document(lines[i])), default=None)
    last_body = max((i for i in range(first, len(lines)) if _is_body(lines[i])), default=first - 1)
    for index in range(max(last_body, first - 1 if ended is None else ended) + 1, len(lines)):
        perhaps = _is_perhaps_footer(lines[index])
        sure = ended is not None or (index + 1 < len(lines) and _is_perhaps_footer(lines[index + 1]))
        if _is_footer(lines[index]) or (perhaps and sure):
            return index
    return len(lines)


def _ends_document(line: str) -> bool:
    return bool(_NEVER_NOISE.match(line) or (_DATE_LINE.search(line) and len(line) <= 60))


def _is_body(line: str) -> bool:
    """A line that ends like a sentence or begins like a heading, and names no footer."""
    return bool(_BODY_LINE.search(line)) and not _FOOTER.search(line)


def _is_footer(line: str) -> bool:
    return not _NEVER_NOISE.match(line) and (bool(_FOOTER.search(line)) or _is_navigation(line))


def _is_perhaps_footer(line: str) -> bool:
    return not _NEVER_NOISE.match(line) and (bool(_PERHAPS_FOOTER.search(line)) or _is_footer(line))
