"""Makes the labelled pages and their gold.jsonl: invented letters put into the layouts of real kinds of sites.

`source/letters.txt` holds the letters with what is true of them, `source/layouts/` a page of each kind of content
management system, with the strings of its chrome; `PAGES` says which letter stands where, and in what markup.
Run: python tests/data/pages/make.py
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from markups import MARKUPS

HERE = Path(__file__).resolve().parent
# What a page says of its encoding, and what it is in.
_ENCODINGS = {
    "utf8": ("utf-8", "utf-8"),
    "bom": ("utf-8", "utf-8-sig"),
    "gb": ("gb2312", "gb18030"),
    "gbk": ("gbk", "gbk"),
    "big5": ("big5", "cp950"),
    "utf16": ("utf-16", "utf-16"),
    "wrong_gb": ("gb2312", "utf-8"),
    "wrong_utf8": ("utf-8", "gb18030"),
    "references": ("iso-8859-1", "ascii"),
}
_FACTS = {
    "pn": "proposal_number",
    "ses": "session",
    "class": "result_class",
    "disc": "disclosure",
    "contact": "contact_name",
    "phone": "contact_phone",
    "signer": "signer",
    "signed": "signed_date",
    "who": "addressee",
    "role": "addressee_role",
    "kind": "kind",
    "agency": "agency",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: what is true of it, and its lines; a line "#T" stands for the title."""

    key: str
    facts: dict[str, str]
    lines: list[str]

    @property
    def text(self) -> str:
        """What a reader of the letter sees, without its title and the proposal that a page labels above it.

        Cells of a row are set apart by blanks.
        """
        letter = self.lines[int(self.facts.get("question", 0)) :]
        seen = [line.removeprefix("![") for line in letter if line != "#T"]
        return "\n".join(line.strip("|").replace("|", " ") if line.startswith("|") else line for line in seen)


def letters() -> dict[str, Letter]:
    found = {}
    for block in re.split(r"^=== ", (HERE / "source/letters.txt").read_text(encoding="utf-8"), flags=re.M)[1:]:
        head, _, body = block.partition("\n---\n")
        key, *rows = head.splitlines()
        facts = dict(row.split(": ", 1) for row in rows)
        found[key] = Letter(key, facts, body.strip("\n").split("\n"))
    return found


def layouts() -> dict[str, tuple[dict[str, str], str]]:
    found = {}
    for path in sorted((HERE / "source/layouts").glob("*.html")):
        head, _, page = path.read_text(encoding="utf-8").partition("\n---\n")
        found[path.stem] = dict(row.partition(":")[::2] for row in head.splitlines()), page
    return found


def pages() -> Iterator[tuple[str, str, str, str, str]]:
    """File, layout, letter, markup, encoding of every page."""
    for row in (HERE / "source/pages.txt").read_text(encoding="utf-8").splitlines():
        if row.strip() and not row.startswith("#"):
            layout, letter, markup, encoding = row.split()
            yield f"{layout}_{letter}.html", layout, letter, markup, encoding


def render(page: str, letter: Letter, markup: str, charset: str) -> str:
    """The HTML of a page: the placeholders of a layout filled in."""
    facts, title = letter.facts, escape(letter.facts["title"], quote=False)
    half, middle = len(title) // 2, len(letter.lines) // 2
    year, month, day = (int(part) for part in facts["pub"].split("-"))
    signed = facts.get("signed", "?").replace("?", "")
    thirds = (title[:half], title[half:-2], " ".join(title[-2:]))
    values = {
        "charset": charset,
        "title": title,
        "title_br": f"{title[:half]}<br />{title[half:]}",
        "title_3p": "\n".join(f'<p align="center"><b>{part}</b></p>' for part in thirds),
        "published": facts["pub"],
        "published_cn": f"{year}年{month:02d}月{day:02d}日",
        "signed": signed,
        "signed_cn": "{}年{}月{}日".format(*(int(part) for part in signed.split("-"))) if signed else "",
        "agency": facts["agency"].replace("?", "青屿市人民政府网"),
        "docno": facts.get("no", "无"),
        "index": facts.get("idx", ""),
        "column": facts.get("column", "建议提案办理"),
        "case": facts.get("case", ""),
        "who": facts.get("who", ""),
        "slug": letter.key,
        "body": MARKUPS[markup](letter.lines, title),
        "body_first": MARKUPS[markup](letter.lines[:middle], title),
        "body_second": MARKUPS[markup](letter.lines[middle:], title),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda match: values[match.group(1)], page)


def gold(name: str, head: dict[str, str], page: str, letter: Letter) -> dict[str, object]:
    """The labels of a page; null stands for what is not said on it, a field left out is not judged."""
    facts = letter.facts
    line: dict[str, object] = {"file": name, "text": letter.text}
    line["must"] = [*_list(facts.get("must", "")), *_ends(letter)]
    line["must_not"] = _list(head.get("must_not", "")) + _list(facts.get("must_not", ""))
    shows = set(re.findall(r"\{\{([a-z]+)", page))
    if "title" in shows or "#T" in letter.lines:
        line["title"] = facts["title"]
    line["published_date"] = facts["pub"] if "published" in shows else None
    line["index_number"] = facts.get("idx") if "index" in shows else None
    stated = "docno" in shows or any(facts.get("no", "?") in row for row in letter.lines)
    line["doc_number"] = facts.get("no") if stated else None
    if facts.get("reply") != "?":
        line["is_reply"] = facts.get("reply") != "no"
    names = _FACTS if facts.get("reply") != "no" else {"agency": "agency", "signed": "signed_date"}
    line |= {name: facts.get(key) for key, name in names.items()}
    line["date"] = line["signed_date"] or line["published_date"]
    line["number"] = line["doc_number"] or line.get("proposal_number")
    line = {field: value for field, value in line.items() if value != "?"}
    if line.get("date") == "?" or ("signed_date" not in line and not line["published_date"]):
        line.pop("date", None)
    return line


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(" ; ") if part.strip()]


def _ends(letter: Letter) -> list[str]:
    """The first and the last line, and the beginnings of two in between: what is lost first."""
    lines = [line for line in letter.text.split("\n") if len(line) > 2]
    picked = [lines[0], lines[-1], lines[len(lines) // 2][:24], lines[-2][:24]]
    return list(dict.fromkeys(re.sub(r"\s+", " ", line) for line in picked))


def every_letter_everywhere() -> Iterator[tuple[str, bytes, dict[str, object]]]:
    """Name, bytes and labels of every letter in every layout, one markup after the other."""
    known, forms, names = letters(), layouts(), sorted(set(MARKUPS) - {"pinyin"})
    for index, (key, layout) in enumerate((key, layout) for key in known for layout in forms):
        head, page = forms[layout]
        if {key, layout} & {"form", "casetable", "mirror"}:
            continue  # a form is a layout of its own, a mirror's readings a markup
        markup = names[(index + index // len(forms)) % len(names)]
        labels = gold(f"{layout}_{key}_{markup}.html", head, page, known[key])
        text = f"{labels['text']}{labels.get('title', '')}"
        labels["must_not"] = [chrome for chrome in labels["must_not"] if chrome not in text]  # type: ignore[attr-defined]
        yield str(labels["file"]), render(page, known[key], markup, "utf-8").encode(), labels


def main() -> None:
    """Writes every page and gold.jsonl."""
    known, forms, lines = letters(), layouts(), []
    for name, layout, key, markup, encoding in pages():
        declared, real = _ENCODINGS[encoding]
        head, page = forms[layout]
        html = render(page, known[key], markup, declared)
        (HERE / name).write_bytes(html.encode(real, "xmlcharrefreplace"))
        lines.append(gold(name, head, page, known[key]))
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (HERE / "gold.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
