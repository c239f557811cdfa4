"""The labels under which pages state metadata, and which of them mean the same."""

from __future__ import annotations

_words = str.split  # vocabularies read best as one text

# What a page says of the document. A label may be written with blanks inside (索 引 号).
OF_PAGE = _words(
    "承办 主办 撰稿 审稿 摄影 信息员 "
    "索引号 信息索引 信息索引号 索引码 发布机构 发文机关 发文机构 发文单位 发布单位 发布部门 制发机关 制发单位 "
    "公开机构 公开单位 公开部门 公开主体 承办单位 主办单位 责任部门 成文日期 成文时间 生成日期 形成日期 制发日期 "
    "发文日期 发文时间 印发日期 发布日期 发布时间 发表时间 发稿时间 公开日期 公开时间 公布日期 更新时间 更新日期 "
    "添加时间 录入时间 生效日期 实施日期 施行日期 失效日期 废止日期 时间 日期 发文字号 发文文号 发文编号 文件编号 "
    "公文文号 文号 主题分类 主题名称 主题词 主题 体裁分类 体裁 信息分类 组配分类 栏目分类 文件分类 公文种类 所属分类 "
    "所属栏目 分类 服务对象 公文名称 文件标题 文件名称 信息名称 信息标题 标题 名称 来源 信息来源 文章来源 稿件来源 "
    "内容来源 作者 发布人 发布者 录入 编辑 供稿 有效性 是否有效 时效性 时效 有效期 效力状态 文件状态 公开方式 "
    "公开属性 公开类别 公开形式 公开范围 公开时限 公开程序 公开期限 公开类型 办理结果 答复类别 办理类别 类别 案号 "
    "提案编号 建议编号 提案号 建议号 编号 签发人 会办单位 关键词 关键字 内容概述 信息格式 载体类型 记录形式 语种 "
    "点击数 点击量 点击率 浏览次数 浏览量 阅读次数 阅读量 访问次数 阅读 浏览 点击 人气 字体 字号 字体大小 查看次数 "
    "查看 访问量 下载次数 责任编辑 责编 审核 编审 所属地区 行业分类 公开责任部门 "
)
# Labels that only a table cell proves: they stand in running text and in contacts, too.
OF_CELLS = _words(
    "是否公开 联系人 联系电话 电话 经办人 承办人 协办单位 案由 建议人 提案人 提出人 领衔代表 提建议代表 提案委员 "
    "代表姓名 委员姓名 代表 委员 届次 会议 提出时间 交办时间 办理时间 答复时间 答复日期 办理单位 答复单位 内容分类 "
    "提案者 附议人 联名人 审查意见 办理方式 满意度 "
)
SAME = {
    **dict.fromkeys(_words("信息索引号 索引码"), "索引号"),
    **dict.fromkeys(_words("发文机构 制发机关"), "发文机关"),
    **dict.fromkeys(_words("制发单位"), "发文单位"),
    **dict.fromkeys(_words("发布部门 公开机构"), "发布机构"),
    **dict.fromkeys(_words("公开单位 公开部门"), "发布单位"),
    **dict.fromkeys(_words("成文时间 形成日期 制发日期"), "成文日期"),
    **dict.fromkeys(_words("发文时间"), "发文日期"),
    **dict.fromkeys(_words("发表时间 发稿时间 公开时间 添加时间 录入时间"), "发布时间"),
    **dict.fromkeys(_words("公开日期 公布日期"), "发布日期"),
    **dict.fromkeys(_words("发文文号 发文编号 文件编号 公文文号"), "发文字号"),
    **dict.fromkeys(_words("文件名称"), "公文名称"),
    **dict.fromkeys(_words("信息标题"), "标题"),
    **dict.fromkeys(_words("稿件来源 内容来源"), "来源"),
    **dict.fromkeys(_words("提案号"), "提案编号"),
    **dict.fromkeys(_words("建议号"), "建议编号"),
}
# On a line of their own these belong to the document itself; a page's own row says more.
OF_DOCUMENT = frozenset(
    _words(
        "签发人 公开属性 公开方式 公开类型 公开形式 公开类别 办理结果 类别 答复类别 办理类别 编号 文号 发文字号 "
        "会办单位 标题 主题 代表 委员 是否公开 建议编号 提案编号 案号 "
    )
)
# What a page says of the handling, line by line above the reply; two of them are no text.
OF_HANDLING = frozenset(
    _words(
        "答复单位 办理单位 答复时间 答复日期 提案人 建议人 提出人 提案者 领衔代表 提案编号 建议编号 提案号 建议号 案号 "
        "交办时间 交办日期 办理时间 提出时间 届次 "
    )
)
# Even between rows of metadata these are the document's own.
STAYS = frozenset(_words("签发人 公开属性 是否公开 类别 办理结果 答复类别 办理类别 "))
COUNTERS = frozenset(
    _words(
        "点击数 点击量 点击率 浏览次数 浏览量 阅读次数 阅读量 访问次数 阅读 浏览 点击 人气 字体 字号 字体大小 录入 "
        "编辑 查看次数 查看 访问量 下载次数 责任编辑 责编 审核 编审 "
    )
)
