"""Sets that nobody fitted anything to, made of laws: `python bench/relevance_derived.py DATA FOLDER`.

DATA holds stard/ and formal_text/ in the plain form of bench/relevance_sets.py. Into FOLDER go sets for
bench/relevance.py; what answers what is told by titles or taken from STARD's judgments:

    laws      STARD's questions over whole laws: long documents, of which one article answers
    subjects  a subject (养犬) over laws without their titles; those whose title names it answer
    requests  the same, as 关于进一步加强养犬工作的建议
    passages  500 characters of a law; the other laws on its subject answer
    articles  a question with some of the articles that answer it; the one left out answers (over STARD's articles)
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from random import Random

SETS = ("laws", "subjects", "requests", "passages", "articles")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百千零]+条.*$")
_SUBJECT = re.compile(
    r"(?:.*?(?:自治区|自治州|自治县|省|市|县|特区|中华人民共和国|国务院))?(.*?)(?:实施)?(?:暂行|试行)?(?:管理|监督|工作)?"
    r"(?:条例|办法|规定|法|实施细则|若干规定|决定)$"
)
_REQUESTS = (
    "关于进一步加强{}工作的建议",
    "关于完善我市{}制度、提升{}水平的提案",
    "关于加快推进{}，切实解决群众反映突出问题的建议",
)
_SUBJECTS, _OTHERS = 150, 1_200
_BODY, _PASSAGE = 2_500, slice(300, 800)

Row = Mapping[str, str]
Grades = dict[str, dict[str, int]]


def main(arguments: list[str] | None = None) -> None:
    """Writes the sets and says where."""
    parser = argparse.ArgumentParser(prog="bench.relevance_derived", description="从法律文本做几套检索题")
    parser.add_argument("data", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args(arguments)
    _from_articles(options.data / "stard", options.folder)
    _from_laws(options.data / "formal_text" / "laws.jsonl.gz", options.folder)
    print("\n".join(str(options.folder / name) for name in SETS))


def _from_articles(stard: Path, folder: Path) -> None:
    """The sets that rest on STARD's own judgments."""
    articles = {row["id"]: row for row in _rows(stard / "docs.jsonl.gz")}
    questions = {row["id"]: row["text"] for row in _rows(stard / "queries.dev.jsonl")}
    judged: Grades = defaultdict(dict)
    for line in (stard / "qrels.dev.tsv").read_text(encoding="utf-8").splitlines():
        question, article, _ = line.split("\t")
        judged[question][article] = 1
    texts: dict[str, list[str]] = defaultdict(list)
    for article, row in articles.items():
        texts[_ARTICLE.sub("", article)].append(row["text"])
    laws = [{"id": law, "title": law, "text": "\n".join(parts)} for law, parts in texts.items()]
    by_law = {q: {_ARTICLE.sub("", article): 1 for article in found} for q, found in judged.items()}
    _write(folder / "laws", laws, questions, by_law)

    random, asked, left_out = Random(3), dict[str, str](), Grades()
    for question, found in judged.items():
        answer, *others = random.sample(list(found), len(found))
        text = questions[question] + "".join(articles[other]["text"] for other in others[:4])
        if len(others) > 1 and len(text) >= 150:
            asked[question], left_out[question] = text[:900], {answer: 1}
    _write(folder / "articles", articles.values(), asked, left_out)


def _from_laws(feed: Path, folder: Path) -> None:
    """The sets in which the title, which nobody sees, says what a law is about."""
    laws = {row["id"]: row for row in _rows(feed)}
    about: dict[str, list[str]] = defaultdict(list)
    for law, row in laws.items():
        if 2 <= len(subject := _subject(row["title"])) <= 10:
            about[subject].append(law)
    shared = {subject: found for subject, found in about.items() if 3 <= len(found) <= 40}
    random = Random(1)
    kept = {law for found in shared.values() for law in found} | set(random.sample(sorted(laws), _OTHERS))
    bodies = {law: row["text"].split("\n", 1)[-1] for law, row in laws.items() if law in kept}
    documents = [{"id": law, "title": "", "text": body[:_BODY]} for law, body in bodies.items()]
    chosen = random.sample(sorted(shared), _SUBJECTS)
    answers: Grades = {subject: dict.fromkeys(shared[subject], 1) for subject in chosen}
    requests = {subject: random.choice(_REQUESTS).replace("{}", subject) for subject in chosen}
    sources = {subject: random.choice(shared[subject]) for subject in chosen}
    passages = {subject: bodies[law][_PASSAGE] for subject, law in sources.items()}
    others: Grades = {s: {law: 1 for law in found if law != sources[s]} for s, found in answers.items()}
    _write(folder / "subjects", documents, dict(zip(chosen, chosen, strict=True)), answers)
    _write(folder / "requests", documents, requests, answers)
    _write(folder / "passages", documents, passages, others)


def _subject(title: str) -> str:
    found = _SUBJECT.search(re.sub(r"[（(].*?[）)]", "", title))
    return found[1] if found else ""


def _rows(path: Path) -> Iterable[dict[str, str]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as stream:
        yield from (json.loads(line) for line in stream)


def _write(folder: Path, documents: Iterable[Row], questions: Mapping[str, str], answers: Grades) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with gzip.open(folder / "docs.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)
    lines = [json.dumps({"id": key, "text": text}, ensure_ascii=False) for key, text in questions.items()]
    (folder / "queries.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = [f"{question}\t{document}\t1" for question, found in answers.items() for document in found]
    (folder / "qrels.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
