"""The shapes of agencies' names: what can sign a reply, and who never does (deputies, parties, sites)."""

from __future__ import annotations

import re

_ENDS = (
    r"(?:局|委员会|委|厅|办公室|办公厅|办|中心|人民政府|政府|支队|管委会|部|院|法院|检察院|公司|集团|街道办事处|街道办|街道|总队|大队|署|"
    r"合作社|供销社|报社|联合会|总工会|协会|学会|红十字会|分行|支行|银行)"
)
ORGAN = rf"[\u4e00-\u9fff]{{1,24}}{_ENDS}"
_ORGAN = re.compile(rf"{ORGAN}(?:\((?:[\u4e00-\u9fff]{{2,14}}局?|党组)\))?")
_NO_ORGAN = re.compile(
    r"^(?:关于|对于|根据|按照|感谢|以上|特此|此致|此复|联系|抄[送报]|附件|经商|经研究|我[局委厅市县区]|贵[单委局会部]|您|你们|请|各)"
    r"|[的了是]|代表团$|技术支持|主办|承办|会办|协办|版权所有|网站维护|运行维护|答复"
)
_DEPUTIES = re.compile(
    r"代表|政协|人大(?!学|附)|委员会委员|^(?:中国)?(?:国民党革命委员会|民盟|民建|民革|民进|九三|致公|农工|台盟|台湾民主)"
    r"|民主同盟|民主建国会|民主促进会|农工民主党|致公党|九三学社|工商联|工商业联合会"
)
_SEAL = re.compile(r"\s*\(\s*(?:盖章|公章|印章|签章|代章|章|印)\s*\)\s*$")
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,7}[省市县区州盟旗乡镇]")
_LETTERS_ONLY = re.compile(r"[\u4e00-\u9fff]+")


def is_organ(name: str) -> bool:
    """Whether a plain name has the shape of an agency that can answer, and is no body of deputies."""
    return bool(_ORGAN.fullmatch(name)) and len(name) >= 3 and not _NO_ORGAN.search(name) and not _DEPUTIES.search(name)


def is_deputies(name: str) -> bool:
    """Whether a plain name is of those who ask: deputies, 政协, 人大, parties, 工商联."""
    return bool(_DEPUTIES.search(name))


def organs_in(line: str) -> tuple[str, ...]:
    """The agencies a plain line consists of, in order, else nothing.

    Letters set apart (青 屿 市 …) are one name; names are set apart by blanks, tabs or 、.
    """
    bare = _SEAL.sub("", line.strip()).strip()
    words = [_SEAL.sub("", word) for word in re.split(r"[\s、]+", bare) if word]
    if not words or not all(_LETTERS_ONLY.match(word) for word in words):
        return ()
    joined = "".join(words)
    if max(map(len, words)) == 1 or (len(words) == 2 and _PLACE.fullmatch(words[0])):
        words = [joined]
    return tuple(words) if all(is_organ(word) for word in words) else ()
