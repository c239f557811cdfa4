"""Pages of about 30 kB as government sites serve them, generated: all of it is invented."""

from __future__ import annotations

from random import Random

_SENTENCES = [
    "全市现有义务教育学校{n}所，课后服务实现全覆盖，参与学生达到{n}.4万人，占应服务学生总数的{m}%。",
    "我局会同市财政局、市人力资源和社会保障局深入{m}个社区开展调研，逐条梳理代表意见，形成整改清单{n}项。",
    "下一步，将把相关项目纳入“十四五”规划重点任务，力争到2025年底新增普惠托位{n}个，每千人口托位数达到4.{m}个。",
    "针对您提出的停车难问题，我们利用边角地建成口袋停车场{m}处，新增泊位{n}个，错时共享泊位超过{n}0个。",
]
_MENU = "".join(
    f'<li class="item"><a href="/c/{n}/index.html" target="_blank">政务公开栏目{n}</a></li>' for n in range(60)
)
_RELATED = "".join(
    f'<li><a href="/c/{n}/t2023_{n}.html">关于第{n}号建议的答复</a><span>2023-06-{n}</span></li>' for n in range(10, 30)
)
_PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}_青屿市教育局</title>
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2023-07-20 09:30">
<link rel="stylesheet" href="/css/main.css"><style>{style}</style><script>{script}</script></head><body>
<div class="header"><a href="/"><img src="/logo.png" alt=""></a><ul class="nav">{menu}</ul></div>
<div class="crumb">您当前的位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 正文</div>
<table class="xxgk"><tr><td>索 引 号：</td><td>QY-{n}</td><td>发布机构：</td><td>青屿市教育局</td></tr></table>
<div class="content"><h1>{title}</h1>
<div class="info">发布时间：2023-07-20　来源：青屿市教育局　浏览次数：<span id="hits"></span></div>
<div class="TRS_Editor">{body}</div><div class="share">分享到：<a href="#">微信</a><a href="#">微博</a></div></div>
<div class="side"><h3>相关阅读</h3><ul>{related}</ul></div>
<div class="footer"><p>版权所有：青屿市教育局　青ICP备12345678号　网站标识码：9900000034</p></div></body></html>"""
_STYLED = '<p class="MsoNormal" style="text-indent:2em;line-height:28pt;font-family:仿宋_GB2312"><span>{}</span></p>\n'


def ordinary_page(number: int) -> bytes:
    """A page of about 30 kB as government sites serve them: menus, scripts, styles, a letter of 3,000 characters."""
    rng = Random(number)
    title = f"青屿市教育局关于市十七届人大二次会议第{number}号建议的答复"
    sentences = [
        "".join(rng.choices(_SENTENCES, k=4)).format(n=rng.randint(10, 999), m=rng.randint(2, 9)) for _ in range(16)
    ]
    lines = [
        f"青教建〔2023〕{number}号", "尊敬的林晓岚代表：",
        f"您提出的《关于加强课后服务的建议》（第{number}号）收悉，现答复如下：",
        *sentences, "青屿市教育局", "2023年7月18日", "（联系人：王思远，联系电话：60312345）",
    ]  # fmt: skip
    return _PAGE.format(
        title=title,
        n=number,
        menu=_MENU,
        related=_RELATED,
        style=".a{margin:0;padding:0}\n" * 120,
        script="function f(a){return a+1;}\n" * 150,
        body="".join(map(_STYLED.format, lines)),
    ).encode()
