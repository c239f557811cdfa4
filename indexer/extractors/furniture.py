"""The shapes of single lines that sites put around documents: menus, breadcrumbs, toolbars, footers."""

from __future__ import annotations

import re
from functools import lru_cache

from ..opening import simplified

_LOOKED_AT = 400  # characters; no line of furniture is longer
_HOME = r"(?:网站|本站|门户)?(?:首页|主页)"
_HEAD_NOISE = re.compile(
    r"^(换个|切换|更换)(样式|皮肤|风格)$|^(正在|页面)?加载中|^点击.{0,6}(蓝字|关注)|^今天是|^.{0,8}(无障碍|适老化?|长者|关怀|老年)(浏览|模式|版|专区|辅助|阅读|工具条?).{0,14}$"
    r"|^(返回|网站|设为)?(首页|主页)$|^[(]?\s*(文章)?字\s*[体号](大小)?\s*[:([]|^[([]?\s*(字体\s?)?[([]?大[)\]]?[\s/|]*[([]?中[)\]]?[\s/|]*[([]?小[)\]]?"
    r"|^[(]?(浏览|点击|访问|阅读)(次数|量|数|率|人次)?\s*[:]|^.{0,2}(浏览|点击|阅读|访问)量?\s*\d{1,9}\s*(次|人次)?$"
    r"|^[([]?\s*(打印|关闭|分享|收藏|打印本页|打印此页|关闭窗口|关闭本页|分享到|我要纠错|纠错|朗读|语音播报|听全文|复制链接|下载本文|收藏本文|我要打印|我要收藏|繁体|简体|视力保护色?|保护视力色?|背景色?|护眼模式)\s*[)\]]?(\s|/|\||:|$)"
    r"|^欢迎(来到|访问|光临|您)|^(手机版|移动版|电脑版|简体(中文)?|繁体(中文)?|繁体版|english|登录|注册|退出|简\s*\|\s*繁|简\s*繁)(\s|$|\|)"
    r"|^(全站)?搜索$|^(rss|订阅)$|^(微信|微博|qq空间|新浪微博|朋友圈)(\s|$)|^设为首页|^加入收藏|^(放大|缩小|默认)字体"
    r"|^(当前)?(天气|气温)\s*[:]|^\d{4}年\d{1,2}月\d{1,2}日\s*星期[一二三四五六日天]|^(扫一扫|分享至).{0,16}$"
    r"|^(发布|更新)?(时间|日期)?[: ]{0,2}20\d\d[-/.]\d{1,2}[-/.]\d{1,2}( \d{1,2}:\d\d(:\d\d)?)?\s*"
    r"(来源|浏览|点击|作者|打印|字体|信息来源|\[|\(|$)"
)
_PLACE = re.compile(
    r"^(您|你)?(的)?(当前|现在|目前)?(所在)?(的)?位置(是|在)?\s*[:→]|^(您|你)(当前|现在|目前)?所?在的?位置|^(当前|所在|现在)(所在)?(的)?位置"
)
_CRUMB_START = re.compile(rf"^{_HOME}\s*(→|/|\\|·|\||::|-)")
_CRUMB_SPLIT = re.compile(r"\s*→+\s*|\s+[/|·\\-]\s+")
_NAV_WORD = re.compile(
    rf"{_HOME}|政务公开|政府信息公开|信息公开|互动交流|政民互动|政务服务|办事服务|网上办事|新闻中心|新闻动态|工作动态|通知公告"
    r"|机构(职能|设置|概况)|政策法规|政策文件|专题专栏|走进.{1,4}|领导之窗|公众参与|数据开放|数据发布|党建.{0,4}|.{2}工作|.{2,4}概况"
    r"|.{2}服务|.{2}公开|.{2}专栏|网站地图|联系我们|登录|注册|无障碍(浏览)?|关于我们|网站声明|隐私声明|使用帮助|法律声明|新闻资讯|要闻动态|投诉举报"
)
# These never stand in a letter; one of them is enough to know the footer.
_FOOTER_WORD = re.compile("版权所有|copyright|©|icp备|icp证|公安备案|公网安备|网站标识码|网安备")
_FOOTER = re.compile(
    r"^[\s\-—–=*·]{0,6}(?:the\s)?end[\s\-—–=*·]{0,6}$|^(网站|站点)地图|^(上|下)一?(篇|条|页|则)\s*([:]|$|没有|关于|对)|^←?\s*(上|下)一(篇|条)"
    r"|^(前|后)一(篇|条)\s*[:]|^没有(了|上一篇|下一篇)"
    r"|^(produced|powered|designed) by|^.{0,6}ipv6|^您访问的链接|^用?微信扫"
    r"|^分享让更多人|^(党政机关|事业单位)$|^政府网站.{0,2}找错$|^友情链接|^[([]\s*(打印|关闭|收藏|返回|纠错|我要纠错|大|字体)"
    r"|^(打印|关闭|收藏|返回|我要)?(本页|窗口|此页|页面|顶部|列表|纠错)(\s|$)|^(打印|关闭|收藏|返回|分享|复制)(本页|窗口|此页|页面|顶部|列表|文本|链接)?(\s|/|\||$)"
    r"|^分享(到|至)?\s*[:]?(\s|$|微信|微博)|^[(]?(责任编辑|责编|网站编辑|信息录入|录入|初审|复审|终审)\s*[:]"
    r"|^主办(单位)?\s*[:].*(承办|维护|版权|地址)|^(网站|本站|页面)(主办|承办|维护|管理|声明|支持)|^关于(我们|本站)|^(网站声明|建议使用|最佳浏览)"
    r"|^(建议|推荐)(您)?(使用|采用).{0,60}(浏览器|分辨率)|^.{0,10}本(网站|网|站).{0,40}(转载|免责|版权|浏览器|注明|内容)|^(免责|版权)声明|^政务新媒体(矩阵)?$"
    r"|^(手机|微信|移动端)?(扫一扫|扫码|扫描).{0,24}(打开|查看|阅读|关注|分享|浏览|访问).{0,12}$|^(微信|微博|qq空间|qq|朋友圈|新浪微博)([\s/|、]+(微信|微博|qq空间|qq|朋友圈|新浪微博|更多)){0,6}$"
)
# These may stand in a letter too; only after its end, or two together, they are the footer.
_PERHAPS_FOOTER = re.compile(
    r"^.{0,16}(扫一扫|扫码|二维码|微信公众号).{0,20}$|^(技术支持|许可证号|违法和不良信息|举报电话|监督电话|审核(人)?|校对|编辑|传真|邮(政)?编(码)?|电子邮箱|e-?mail)\s*[:(]?"
    r"|^(技术支持|主办单位|承办单位|主办|承办|协办|维护|信息来源|来源|作者|关键词|主管)\s*[:]|^(单位|办公|联系)?地址\s*[:]|^电话\s*[:].*(传真|邮编|e-?mail|邮箱)"
    r"|^(总)?(浏览|访问|点击|阅读)(次数|量|数)|^字体\s*[:(]|^(发布|更新|添加|录入)(时间|日期)\s*[:]|^(政府|网站|部门|省|市|县|区).{0,10}(网站|链接)$|^(办公|工作|服务)时间\s*[:]"
    r"|^您是第.{1,12}位|^(返回|回到).{0,4}$|^(top|back)$|^(有用|无用|满意|不满意|点赞|评论)(\s|$)|^(办理|答复)?满意(度|率)?(评价|调查|测评)$|^我要(评价|评论|留言|咨询)|^信息(员|来源|审核)"
    r"|^[([]?((相关)?(政策|文件)(图解|解读|问答)|一图(读|看)?懂)[)\]]?\s*:?$"
)
_RELATED = re.compile(
    r"^[([]?(相关|推荐|热点|热门|最新|更多|延伸)(链接|阅读|文章|新闻|稿件|信息|文档|解读|内容|推荐|资讯|文件|报道|动态|公开|政策)[)\]]?\s*[:→]{0,2}(更多.{0,3})?$|^猜你喜欢$|^大家(都在|还)看$"
)
_FOREIGN = re.compile(
    r"^(网友|全部|最新|热门|精彩|发表|我要)?(评论|留言板?)\s?(\(?\d{0,6}\)?)?$|^(热点|热门|最新|头条)(新闻|资讯|文章|推荐|要闻)$|^(近期|最近)文章$"
    r"|^(相关|推荐|延伸)(阅读|新闻|文章|报道)\s?[:]?$|^(为您推荐|猜你喜欢|每日一图|天气预报)$"
)
_SEPARATOR = re.compile(r"^[\s>＞»›→/|｜·•\-—_=*\[\]()<>＜«‹:：.。、，,©&;【】〖〗（）★◆■]*$")
_SENTENCE = re.compile("[,，。;；]")
_ARROWS = str.maketrans(
    {**dict.fromkeys(">＞〉›»⟩", "→"), **dict.fromkeys("<＜〈‹«", "←")}
)  # folding makes them brackets
_ONLY_SITES_SAY = re.compile(r"©|copyright|icp备|公网安备|网站标识码|浏览器|分辨率|本(网站|网|站)|转载")


@lru_cache(maxsize=1024)  # a line is asked about by several rules
def _plain(line: str) -> str:
    """A line as the patterns here read it: Simplified, narrow, lower case, all arrows one."""
    return simplified(line[:_LOOKED_AT].translate(_ARROWS)).strip()


_CONTROL = re.compile(
    r"(?:[(]?(?:在线|一键|我要|点击)?(?:打印|预览|关闭|返回|收藏|分享|复制|下载|纠错|朗读|播放|放大|缩小|更多|展开|收起|点赞|评论|举报|推荐给好友|[大中小]号?)"
    r"(?:打印|预览|本页|窗口|此页|页面|顶部|列表|文本|链接|本文|首页|上页|上级|全文|网址|到)?[)]?[/|]?){1,6}"
)
_COUNTER = re.compile(r"^.{0,6}(访问|浏览|点击|阅读|来访|查看|下载).{0,4}[:：]?\s*[\d,]{1,12}\s*(次|人次)?$")


def is_control_word(text: str) -> bool:
    """A word of a page's controls: 打印预览, 【关 闭】, 返回列表."""
    return bool(_CONTROL.fullmatch("".join(_plain(text).split())))


def is_head_noise(line: str) -> bool:
    """A toolbar, counter, date of today or other line that a site puts above a document."""
    text = _plain(line)
    return bool(_HEAD_NOISE.match(text) or _COUNTER.match(text)) or (len(line) < 20 and is_control_word(line))


def is_breadcrumb(line: str) -> bool:
    """首页 > 政务公开 > 建议提案, with any arrow; the last part may be the document's title."""
    text = _plain(line)
    if len(text) >= 200 or "。" in text or ";" in text:
        return False
    if _PLACE.match(text) or _CRUMB_START.match(text):
        return True
    if text.count("→") < 2 or _SENTENCE.search(text):
        return False
    return max(map(len, _CRUMB_SPLIT.split(text)[:-1])) <= 16


def is_navigation(line: str) -> bool:
    """A row of short words most of which are entries of a menu."""
    words = re.split(r"[\s|｜>＞»/·]+", line.strip())
    if len(words) < 3 or max(map(len, words)) > 10 or re.search("[，。；]", line):
        return False
    return sum(bool(_NAV_WORD.fullmatch(word)) for word in words) >= 0.4 * len(words)


def is_footer(line: str) -> bool:
    """A line that can only stand below a document on a site."""
    if len(line) > _LOOKED_AT:
        return False
    text = _plain(line)
    known = bool((_FOOTER.match(text) or _FOOTER_WORD.search(text)) and not _is_sentence(text))
    return known or is_navigation(line) or (len(line) < 20 and is_control_word(line)) or bool(_COUNTER.match(text))


def _is_sentence(text: str) -> bool:
    """Whether a line with a footer's word is running text: 版权所有人的合法权益依法受到保护。"""
    return text.endswith("。") and not _ONLY_SITES_SAY.search(text)


def is_perhaps_footer(line: str) -> bool:
    """A line that stands below documents, but may stand in a letter, too."""
    return bool(_PERHAPS_FOOTER.match(_plain(line))) or is_footer(line) or is_related(line)


def is_related(line: str) -> bool:
    """The heading of a list of other documents."""
    return bool(_RELATED.match(_plain(line)))


def is_foreign(line: str) -> bool:
    """A heading under which a page shows what others wrote: comments, news, recommendations."""
    return len(line) <= 24 and bool(_FOREIGN.match(_plain(line)))


def is_separator(line: str) -> bool:
    """A line without a letter or digit: what is left between links."""
    return bool(_SEPARATOR.match(line))
