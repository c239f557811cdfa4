"""Characters that are taken for one another because they look alike, or because both are in use.

The groups are our own list of what is commonly mixed up in typed, scanned and five-stroke (五笔) text.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

_GROUPS = """
己已巳 未末 即既 侯候 密蜜 俭检险捡验 沈沉 谈淡 帐账 人入八 土士 日曰目 大太犬 天夫 千干于 王玉主
午牛 甲由申电 田甲 刀力 九几 儿几 了子 今令 厂广 万方 风凤 乌鸟 免兔 戊戌戍成 拔拨 折拆析 住往 仑仓
抡抢 沦沧 伦伧 泊洎 治冶 洽恰 冷泠 享亨 埋理 哀衰衷 杨扬场 扬汤 幻幼 卖买 桥侨娇 轿桥 经径茎 轻经
劲颈 复覆 傅博搏 簿薄 博搏膊 辩辨辫 竞竟 境镜 坏环怀 还环 坡披波 皮波 被披 破坡 陪赔倍培 部陪
清请情晴 睛晴 青清 精睛 静净 园圆 员圆 帝蒂 缔谛 梯涕 堤提题 是题 湖糊 胡湖 冰水 永水 木本 末本
休体 林森 材村 财材 才材 寸才 付附 府附 俯附 符府 腐府 付村 副幅福 辐幅 富福 货贷 贸货 资货 资贷
贫贪 负贝 贡页 员贝 责贵 债责 积织 识织 职识 织职 帜炽 纪记 计记 订计 论沦 轮论 输榆 愉输 渝输
愈愉 偷愉 愈逾 哲誓 誓暂 暂哲 折哲 渐暂 惭渐 城诚 成城 盛诚 域城 或域 惑或 载栽 栽裁 裁载 截戴
拱供 供洪 慕暮墓幕募 蓦幕 摸模漠 摩磨 魔磨 麻磨 庥麻 历厉 励厉 沥历 戏戒 戒戎 械戒 诫械 汽气 炕坑
抗坑 杭抗 杭坑 航杭 航般 搬般 盘盒 拾抬 治抬 忌忘 妄忘 志忘 悟语 晤悟 梧悟 侍待持 持特 恃持 诗侍
等待 喉候 猴喉 条务 客容 溶容 熔溶 榕容 密秘 毕比 比此 此些 北比 背北 批比 段断 锻段 继续 段假
暇假 霞暇 虾暇 遐暇 票漂飘 漂标 标票 栗票 栗粟 瞟标 栋冻 陈阵 降阵 车东 练炼 拣炼 栏拦 烂栏 兰栏
揽缆 览缆 滥缆 蓝篮 滥蓝 盐监 盖益 盗盆 温湿 显湿 晶品 昌晶 唱倡 倡昌 猖倡 导异 巳导 录求 救求
球求 裘求 稳隐 稍梢 捎稍 消销 俏消 悄销 硝消 梢捎 推椎 堆推 推准 淮准 维推 谁推 唯维 雀准 崔催
催摧 摧推 罐灌 权叉 权杈 汉权 劝权 欢劝 观现 规现 视规 视观 枧现 觅觉 字宇 宁字 宅字 托拖 施拖
诧托 旅族 旋族 施旅 旄旅 烧浇 绕浇 挠绕 晓烧 绕统 充统 流充 疏蔬 疏流 梳流 硫流 毓流 沏切 切彻
砌彻 沏彻 粉纷 份粉 盼份 扮份 纷份 帽冒 冒昌 胃冒 谓胃 渭谓 曹遭 遭糟 槽糟 漕槽 遣遗 贵遗 溃遗
馈溃 愧溃 遇偶 隅偶 寓遇 愚遇 磊垒 厦夏 厘里 里理 狸理 哩里 埋里 童重 董重 懂董 撞童 幢撞 瞳童
种钟 肿种 冲中 侦测 侧测则 厕侧 侧侦 厕测 祥详 样祥 洋祥 羊详 养羊 差羞 措错 借措 惜借 腊借 蜡腊
猎腊 昔借 散撒 撤撒 撤彻 澈撤 徹撤 微徽 徵微 薇微 征微 政改 攻改 攻功 巧功 贡功 工功 效郊 校郊
皎校 较校 咬较 胶校 孤狐 弧孤 瓜爪 抓爪 爬抓 瓜孤 呱孤 疗辽 了疗 廖寥 瞭撩 撩燎 缭撩 潦燎 枪抢
枪仓 苍仓 沧苍 舱船 舟丹 母毋 每母 侮每 悔侮 海侮 晦悔 梅海 梅敏 敏海 繁敏 氏民 低氏 底低 抵低
祗低 邸抵 纸低 纸氏 戴载 奖浆 桨奖 酱奖 蒋奖 拓托 拓拆 拆诉 斥诉 析诉 沂诉 柝拓 古右 佑右 占古
沾估 估沽 贴帖 站粘 沾粘 苦若 苔若 诺若 惹若 偌诺 冶洽 洽给 拾给 恰给 始姑 陶淘 掏陶 萄陶
兑税说悦锐脱阅 沪泸护 崇祟 鸣呜 肓盲 竣峻俊骏 仅权 仗杖丈 使便更 州洲川 届屈居层 尺尽 号另 另别
挽换唤焕 棱梭 楼搂 数教 欧殴 区匹 巨臣 医匠匡 障璋 章意竟 责青 堵睹赌猪诸渚 著者 署暑薯 罢署置 岗冈网
钢纲刚 刚则别 到致至倒 故放 孜改牧收攻 攸悠 校核 核该刻孩骇
"""


@cache
def _table() -> dict[str, str]:
    alike = dict[str, dict[str, None]]()
    for group in _GROUPS.split():
        for char in group:
            alike.setdefault(char, {}).update(dict.fromkeys(other for other in group if other != char))
    return {char: "".join(others) for char, others in alike.items()}


def lookalikes(string: str) -> Iterator[str]:
    """The strings that differ from one in a single character, which looks like it."""
    for at, char in enumerate(string):
        for other in _table().get(char, ""):
            yield string[:at] + other + string[at + 1 :]
