"""Which characters a Chinese text is made of: the yardstick for every guess at an encoding.

A text read with the right encoding consists of common characters; read with a wrong one, of rare
ones, of foreign letters and of gaps. That alone tells GB18030 from Big5 from UTF-16 at ten characters.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from functools import cache

# The 1,600 most frequent characters of GB2312's first level, most frequent first, then their first
# Traditional forms. Counted from the word frequencies of jieba's dictionary (MIT) over words wholly of
# that level, converted with OpenCC's STCharacters table (Apache-2.0).
_COMMON = (
    "一是人了不在有大中国和为这上他个地年来我会以到要时出的生学说道民家也子成行下们于就后发自之对得主长可过天作分方用多你着部能市等业全里工经公本都而政高法面门动日进事代区那去心北同定小开产前其军还然起种所如现理机体表好外力与两当"
    "实文新重三么只山从关明水平化建又制南没西内此将员名手最东者月头间安看无各见城十已但些正口相想通度加她第合物院性战由位常点海意场武使次向二因治数样立身情入原问把被路并利教石知老量万级任及应省资委务江期特美世元湖系回比汉气总展电"
    "科先提品声设或金义很王社统处四共己形首儿领马司队直目计别女权太基话少至流给命米果变活几打报解议更称清州程今决导华书术才府保交放管张结便走达师反再题族色五京条规接式河它改光受信白什组风运县听布百济党指强论做技取记选真却斯职神界"
    "号件类花眼何兵传带干空农集据黄边联完广古质增难历史专阳每官即商住步认车必台死林游线举皇团土言收考求叫备研非争具近众感连转调德革该笑持始英克士让根格造拉较际单亲思朝型尔价校约红李字器候亚则段属功积快周准图究火往千极育装半参许吃"
    "深观令精办像复影帝构群远料整随告划包算象八容示投势热值网夫源望股息断鱼语铁派速怎需片律爱早况支境纪证编越病且列满觉推局服双居除企未乐引标确织初项志率察球响飞药节青均施站消客低甚存轻失龙般击请防曾离营落护副显素足视创食余照罗占"
    "兴虽巴洲村费易试置星跟央识左宝黑维采底六木音环房案宫批切富斗乡另倒故责查按模桥仅严胜围态破若负招承席层突杀供父续状域须似杨银依找致终九旅密赛血细修独冲效获习医演尽范钱艺航脸陆协毛楼七检攻写镇右弹注苏玉章抗弟坐阿验紧封优户财劳"
    "适喜卫养排射哥留急刻油降念微例伤景拿云阶绝座刚亿害印刘陈母沙宗助审超酒压待监送策升闻限竟略配藏呢差仍敌兰园香征波词哪善预止温岛怕继执味份树普答皮男谁益船角街夏核掌草久著惊宣画辑吧奇孩免田材礼谈尼剑愿筑洋架括背晚讲乎尚乱友激既"
    "敢室夜刀良邦挥春板昌欧港临叶福担简句苦岁荆辖娘威块守剧充欢衣错够宜阵销呼坚练读退班堂孙测希脚贵宁换版某异帮楚顾曲典判额救毒茶顺洪含宋啊鲜败货胡吴端矿兄买忙评吗险冷厂肉康永哈沉停菜散笔假输渐松洞录述否归遗毕顶督控训献丰姑爷互襄"
    "咱登忽牛亮伯雄脑介季鄂召纳钟扩臣暗短赶诉齐移恩牌烈础诗饭祖届露蒙静卖盘授湾植伊痛减逐穿庭固票秘博姓禁吸泽喝侧妈陵遇杂追炮补灵庆馆沿殿怪刺俄旧唐甲警岸彩索靠妇轮载毫朱附软怀探旁罪枪迎序慢盛牙墙恶谷顿稳危概操雨雷佛托诸宽针野付荣"
    "午肯折库厚缺熟罢末骨款页培困店瓦耳犯巨拥嘴屋谢翻绿圣智雪婚吉奖戏币圆疑岩酸跑烧健讨析卡旗疗仙汽伸闭姐侵脱误烟亡歌舞繁莫借寻秋岗跳卷麻套您兼秀驻私廷束川纸丁坏坦灯夺购径横瞧床丝君择墓阴遍掉舰避售课播丽宪怒峰丹奥延虚桃御鲁庙袁络"
    "拔遭潜摇厅庄隐访粮震婆予韦殖鼓吨抓址贸徐纵汇混逃透睡蛋休拜扬森灭童距塔融郡狐缓染拍盖忠迹纷赵润洛孔搜岭粉聚促奴抵仪虑钢津释塞坛硬寺紫液码珍偏奔迫凡损累替税综壁哭盟挂竞虎伦韩铺梁役尤弱尊迅冰纯脉睛珠刑途潮秦乌幅隆杯鬼握谋幸剂泥"
    "乘奉竹抱谓频朋壮享恐绍铜呈鸡泛械摆奶虫欲骑措爆签猛障敬亦搞暴胞郭缩曰埃撤暖废订绩忘阻勒俗奏嘉盐贴触孝玩灰莲默醒萨梅妹篇裁抢啦纺捕闹截讯誉寒胸忍伙朗淡峡丈徒勇柱唱闪残署泰剩泉贼疾呀冠倾迷雅尖梦辈涉镜贡爹诺泪羊缘殊贫豆映零贝申伍"
    "妻甘棉岳跃摩骂渡努雕奋麦饮尾冒斤汗启赞阁裂患倍池圈晋糖洗媒劲锋凭抬挑隔箭闯伏胆弄苗汤唯沟储彻桌贯炸僧叹喊符旋衡援黎磁辽忌肥董赏郎仁询敏昨貌振浪腿荷抽迁亩焦巧净滑毁乃宏冬皆尸凤伟腹恢狗龄趣桂弃辛晶番佳坡摸伴浓阅绪魏墨旦惯症荡蓝"
    "舍鸿聘扎井堰绕键荒辞穷递恨隶窗闲祥厉袭腰宇陷涨叔寨豪湘瑞腐曹租灾浮赤译侍薄戴牧妙煤券堡肠邓册湿胖锅磨阔杜孤氧郑丘锦趋吹悬幕柳插艇拳摄勤崇蒋颜旨罚晓垂辆稀戒鸟穴燕袋绘腾陶估泊氏尺杭哲偷臂炎粗寡诚盾琴稍炒枝狂矛愈鹿籍颁呆扑懂悲贷"
    "撞亭刊祭堆肩巡屈眉饰滚碎悉违览寄描曼魔迟烦盗仗幼餐澳污凉肃肚辅菌國爲這個來會時學說們於後發對長過業裏經門動進區開產軍還種現機體與兩當實麼從關沒內將員東頭間無見戰點場數樣問並萬級應資務漢氣總電聲設義統處兒領馬隊計別權話給變幾報"
    "議稱決導華書術張結達師題條規組風運縣聽濟黨強論記選卻職號類傳帶幹農據黃邊聯廣質難歷專陽認車臺遊線舉團備爭衆連轉調該讓較際單親爾價約紅亞則屬積準圖極裝參許喫觀辦復構羣遠隨劃勢熱網斷魚語鐵愛況紀證編滿覺雙樂標確織項響飛藥節輕龍擊"
    "請離營護顯視創餘羅佔興雖費試識寶維採環宮鬥鄉責橋僅嚴勝圍態負層殺續狀須楊銀終賽細獨衝獲習醫盡範錢藝臉陸協樓檢寫鎮彈蘇驗緊優戶財勞適衛養傷雲階絕剛億劉陳審壓監聞敵蘭園徵詞預溫島繼執樹誰驚畫輯禮談劍願築講亂揮歐臨葉擔簡歲荊轄塊劇"
    "歡錯夠陣銷堅練讀孫測腳貴寧換異幫顧額順鮮敗貨吳礦買評嗎險廠筆輸漸錄歸遺畢頂訓獻豐爺腦納鍾擴趕訴齊礎詩飯屆靜賣盤灣減祕澤側媽雜補靈慶館舊婦輪載軟懷槍牆惡頓穩諸寬針榮庫罷頁擁謝綠聖獎戲幣圓巖燒討療閉脫誤煙尋崗駐紙壞燈奪購徑橫牀絲"
    "擇陰艦課麗憲峯奧虛魯廟絡潛搖廳莊隱訪糧韋噸貿縱匯揚滅緩蓋跡紛趙潤嶺儀慮鋼釋壇碼損稅綜掛競倫韓鋪純脈烏謀劑謂頻壯紹銅雞擺蟲騎籤縮廢訂績鹽貼觸蓮薩搶紡鬧訊譽夥峽閃殘賊傾夢輩鏡貢諾淚緣貧貝嶽躍罵奮麥飲啓贊閣晉勁鋒憑闖膽湯溝儲徹貫嘆"
    "遼賞詢遷畝淨毀屍鳳偉齡棄濃閱緒慣蕩藍鴻繞鍵辭窮遞隸閒厲襲漲災譯腸鄧冊溼鍋闊鄭錦趨懸攝蔣顏罰曉輛鳥繪騰誠頒撲貸飾滾違覽遲煩盜涼肅輔"
)
_SIMPLIFIED = 1600  # characters of it before the Traditional ones
_PUNCTUATION = "、。〈〉《》「」『』【】〔〕〇々　，：；？！（）％～“”‘’—…·–●○■★×℃①②③④⑤⑥⑦⑧⑨⑩"
_COMMON_WEIGHT, _KNOWN_WEIGHT, _RARE_WEIGHT, _FOREIGN_WEIGHT, BROKEN_WEIGHT = 1.0, 0.3, -0.3, -0.5, -2.0
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_NEVER = ("Cn", "Co", "Cs", "Cc")  # unassigned, private, surrogates, controls
_LAYOUT = "\t\n\r\f"
BEST = _COMMON_WEIGHT
GOOD = 0.8  # what right Chinese texts score at least, from ten characters on
CHINESE = 0.4  # what nothing else reaches, short damaged texts do


@cache
def weight(char: str) -> float:
    """How much a character speaks for a text's being Chinese: 1 for common ones to -2 for what no text holds."""
    if char in _tables()[0]:
        return _COMMON_WEIGHT
    if char in _tables()[1] or "！" <= char <= "～":
        return _KNOWN_WEIGHT
    if char in _LAYOUT or " " <= char <= "~":
        return 0.0
    if char == "\ufffd" or unicodedata.category(char) in _NEVER:
        return BROKEN_WEIGHT
    return _RARE_WEIGHT if _HAN.match(char) else _FOREIGN_WEIGHT


def score(text: str, ascii_weight: float | None = None) -> float:
    """The mean weight of a text's characters, -2 to 1; 0 for an empty one.

    ASCII does not count, since every encoding reads it alike, unless it is given a weight: in UTF-16 it
    proves as much as a common character.
    """
    total, count = 0.0, 0
    for char, times in Counter(text).items():
        if char < "\x7f" and (char in _LAYOUT or char >= " "):
            if ascii_weight is None:
                continue
            total += ascii_weight * times
        else:
            total += weight(char) * times
        count += times
    return total / count if count else 0.0


@cache
def likelihood(char: str) -> float:
    """The weight, and up to one more for the most frequent characters: it settles what weights leave open."""
    place = _COMMON.find(char)
    if place < 0:
        return weight(char)
    rank = place if place < _SIMPLIFIED else (place - _SIMPLIFIED) * _SIMPLIFIED // (len(_COMMON) - _SIMPLIFIED)
    return weight(char) + 1 - math.log(1 + rank) / math.log(1 + _SIMPLIFIED)


@cache
def strange() -> re.Pattern[str]:
    """What a wrong reading leaves: a gap, a control, unusual characters close together, or a lone letter after Han."""
    usual = re.escape("".join(sorted(_tables()[0] | _tables()[1])))
    unusual = rf"[^{usual}\x00-\x7f]"
    return re.compile(
        rf"{unusual}[^\x00-\x7f]{{0,2}}{unusual}|[\ufffd\x80-\x9f\ue000-\uf8ff]|[\u3041-\u30ff\u4e00-\u9fff\U00020000-\U0003ffff][@-~](?![!-/:-~])"
    )


@cache
def _tables() -> tuple[frozenset[str], frozenset[str]]:
    """The common characters with punctuation, and the others that GB2312 and Big5 have in their first level."""
    first_levels = _rows("gb2312", range(0xB0, 0xD8)) | _rows("big5", range(0xA4, 0xC7))
    return frozenset(_COMMON + _PUNCTUATION), frozenset(first_levels - set(_COMMON))


def _rows(encoding: str, leads: range) -> set[str]:
    """All characters of a two-byte encoding's rows."""
    trails = [trail for trail in range(0x40, 0xFF) if trail != 0x7F]
    return set("".join(bytes((lead, trail)).decode(encoding, "ignore") for lead in leads for trail in trails)) - {
        chr(code) for code in range(0x80)
    }
