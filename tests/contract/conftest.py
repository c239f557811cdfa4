"""The engines under contract. A new engine is one more row here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import builders
import pytest
from reference import ReferenceEngine

from indexer.analyzer import Analyzer
from indexer.reply import Reply
from indexer.writers import Writer
from indexer.writers import whoosh as whoosh_writer
from search.language import parse
from search.query import Clause, Filter, Query, Sort
from search.searchers import Found, OpenSearcher, Searcher
from search.searchers import whoosh as whoosh_searcher

OpenWriter = Callable[[Path, Analyzer], Writer]


@dataclass
class Index:
    """One index of one engine, for writing and searching in a test."""

    folder: Path
    analyzer: Analyzer
    open_writer: OpenWriter
    open_searcher: OpenSearcher
    _opened: list[Searcher] = field(default_factory=list)
    _is_current: bool = False

    def write(self, *replies: Reply, gone: Iterable[str] = ()) -> None:
        """One commit."""
        self.open_writer(self.folder, self.analyzer).write(replies, gone)
        self._is_current = False

    @property
    def searcher(self) -> Searcher:
        """A searcher of the index as it is now."""
        if not self._is_current:
            self._opened.append(self.open_searcher(self.folder, self.analyzer))
            self._is_current = True
        return self._opened[-1]

    def search(
        self,
        query: str | Clause,
        *filters: Filter,
        sort: Sort = Sort.RELEVANCE,
        offset: int = 0,
        limit: int = 1000,
        gathers: bool = False,
    ) -> Found:
        """What the engine finds for a typed query or a tree."""
        clause = parse(query)[0] if isinstance(query, str) else query
        return self.searcher.search(Query(str(query), clause, filters, sort, offset, limit, gathers))

    def ids(self, query: str | Clause, *filters: Filter) -> set[str]:
        """The ids of everything found."""
        return {reply_id for reply_id, _ in self.search(query, *filters).hits}

    def order(self, query: str | Clause, **more: object) -> list[str]:
        """The ids in the order found."""
        return [reply_id for reply_id, _ in self.search(query, **more).hits]  # type: ignore[arg-type]

    def close(self) -> None:
        """Closes all searchers."""
        for searcher in self._opened:
            searcher.close()


def whoosh() -> tuple[OpenWriter, OpenSearcher]:
    """The engine that is shipped."""
    return whoosh_writer.open_writer, whoosh_searcher.open_searcher


def reference() -> tuple[OpenWriter, OpenSearcher]:
    """The engine of the tests."""
    engine = ReferenceEngine()
    return engine.open_writer, engine.open_searcher


ENGINES: dict[str, Callable[[], tuple[OpenWriter, OpenSearcher]]] = {"whoosh": whoosh, "reference": reference}


@pytest.fixture(params=ENGINES)
def index(request: pytest.FixtureRequest, tmp_path: Path, analyzer: Analyzer) -> Iterator[Index]:
    """An empty index of each engine."""
    opened = Index(tmp_path, analyzer, *ENGINES[request.param]())
    yield opened
    opened.close()


WORLD = (
    builders.reply("r1", "全市建成5G基站126个，服务数字经济。\n一、基本情况\n税收平稳增长。",
                   "关于5G网络建设的建议的答复",
                   headings=["一、基本情况"], agency="青屿市大数据发展管理局", kind="建议", year=2019,
                   signed_date="2019-06-21", result_class="B", addressee="祝景和", addressee_role="代表",
                   doc_number="青大数据函〔2019〕5号", proposal_number="87", session="市十六届人大三次会议"),
    builders.reply("r2", "全市累計建成５Ｇ基站1.7萬個，數字經濟發展加快。",
                   "關於數字經濟的提案的答覆",
                   agency="青屿市大数据发展管理局", kind="提案", year=2021, signed_date="2021-07-01",
                   result_class="A", disclosure="主动公开", addressee="周广平", addressee_role="委员"),
    builders.reply("r3", "课后服务实现全覆盖，参与学生达到21.4万人。\n马克思主义教育纳入课程。",
                   "关于课后服务的建议的答复",
                   agency="青屿市教育局", kind="建议", year=2021, signed_date="2021-09-09", result_class="A",
                   disclosure="主动公开", addressee="林晓岚", addressee_role="代表", contact_phone="60312345"),
    builders.reply("r4", "养老服务床位达到4万张，老字号企业参与助餐，享受税费优惠。", "关于养老服务的提案的答复",
                   agency="青屿市民政局", kind="提案", year=2023, signed_date="2023-05-30", result_class="C",
                   addressee="民盟青屿市委员会", addressee_role="党派", removed=["网站标识码3302000001"],
                   co_agencies=("市财政局", "市卫生健康委")),
    builders.reply("r5", "会议强调数字经济是重要方向，5G应用要加快。", "全市数字经济推进会召开", is_reply=False,
                   published_date="2022-01-01"),
    builders.reply("r6", "沈阳的“一网通办”经验值得学习；青屿推行A类事项即办。", "关于政务服务的建议的答复",
                   agency="青屿市数据局", kind="建议", year=2024, published_date="2024-08-01",
                   doc_number="青数据建〔2024〕9号", signer="陈志远"),
)  # fmt: skip


@pytest.fixture
def world(index: Index) -> Index:
    """A small archive in one commit."""
    index.write(*WORLD)
    return index
