"""An archive to search: the way of a query in order — parse, widen, search, locate, highlight."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from threading import Lock

from indexer.analyzer import Analyzer
from indexer.errors import IndexUnavailable
from indexer.layout import DataDir
from indexer.ledger import Entry, SourceCount
from indexer.lexicon import indexed_words
from indexer.reply import Reply
from indexer.schema import FACETS, WHOOSH_NAME, fingerprint
from indexer.store import Store

from .export import ADDRESSED, to_whom
from .highlighter import folded_strings, marks
from .loosening import found_by
from .passages import best
from .query import Clause, Filter, Mode, Query, Question, Sort, wanted
from .results import Hit, ResultPage, Sibling
from .searchers import Found, OpenSearcher, Searcher
from .suggesting.keeping import Suggestions
from .understanding import named_filters, understood
from .widening import Wider

SHOWN_FACTS = (
    "agency", "year", "kind", "doc_number", "signed_date", "published_date", "result_class", "disclosure",
    "addressee", "addressee_role", "proposal_number",
)  # fmt: skip
MAX_LIMIT = 1_000
PARTIAL = "没有同时包含全部所查文字的答复，以下按相关度列出最接近的"
PARTIAL_WITHIN = f"所选范围里{PARTIAL}"  # elsewhere there may be one


@dataclass(frozen=True, slots=True)
class Stats:
    """What is in an archive."""

    replies: int
    documents: int
    indexed: int
    pending: int
    values: dict[str, dict[str, int]]


class Archive:
    """Store and index of one data folder, opened for reading. Safe to share between threads."""

    def __init__(self, data: DataDir, engine: str | None = None, open_searcher: OpenSearcher | None = None) -> None:
        """Raises StoreError or IndexUnavailable when there is nothing to search."""
        if engine is None or open_searcher is None:
            from .searchers import whoosh

            engine, open_searcher = WHOOSH_NAME, partial(whoosh.open_searcher, memory=data.memory)
        self._data, self._fingerprint, self._open = data, fingerprint(engine), open_searcher
        self._lock = Lock()
        self.suggestions = Suggestions(data, engine, open_searcher)
        self._store = Store(data.store)
        try:
            self._state = data.index_state()
            self._searcher = self._opened()
        except BaseException:
            self._store.close()  # on Windows an open file cannot be replaced
            raise

    def close(self) -> None:
        """Closes store and index."""
        self.suggestions.close()
        self._searcher.close()
        self._store.close()

    def search(
        self,
        text: str,
        filters: Iterable[Filter] = (),
        sort: Sort = Sort.RELEVANCE,
        offset: int = 0,
        limit: int = 20,
        mode: Mode = Mode.EXACT,
        plain: Collection[str] = (),
        gathers: bool = True,
    ) -> ResultPage:
        """One page of the replies that fit what was typed, words in `plain` as typed; raises QueryTooLong."""
        return self.answer(Question(text, tuple(filters), sort, mode, tuple(plain), gathers), offset, limit)

    def answer(self, question: Question, offset: int = 0, limit: int = 20) -> ResultPage:
        """One page of the rows of replies that fit a question; raises QueryTooLong."""
        query, asked = self.asked(question, offset, limit)
        found, answered = self.found(query)
        partial = answered is not query
        return ResultPage(
            query=question.text,
            total=found.total,
            total_exact=found.total_exact,
            hits=self._hits(found, _strings(asked.clause, found.terms)),
            facets=found.facets,
            notes=self._notes(asked, partial, bool(query.filters)),
            offset=query.offset,
            limit=query.limit,
            sort=question.sort.value,
            mode=question.mode.value,
            partial=partial,
            widened=asked.used,
            widenable=asked.unused,
            rows=found.rows,
            unfiltered_total=self._unfiltered(query) if query.filters and (partial or not found.total) else None,
        )

    def asked(self, question: Question, offset: int = 0, limit: int = 0) -> tuple[Query, Wider]:
        """What a question asks of the engine, and what was widened for it; raises QueryTooLong."""
        asked, filters = understood(question, self._data), named_filters(question, self._data)
        offset, limit = max(0, offset), max(0, min(limit, MAX_LIMIT))
        return Query(question.text, asked.clause, filters, question.sort, offset, limit, question.gathers), asked

    def found(self, query: Query) -> tuple[Found, Query]:
        """What fits a query, and the query that found it: a looser one where nothing has all that was asked."""
        return found_by(self.searcher(), query)

    def count(self, text: str, filters: Iterable[Filter] = ()) -> int:
        """How many replies have all that was typed, as typed."""
        return self.searcher().search(self.asked(Question(text, tuple(filters), gathers=False))[0]).total

    def reply(self, reply_id: str) -> Reply | None:
        """The reply with this id, or with the only id that begins so; for a copy, the reply that stands for it."""
        with self._lock:
            found = self._store.get(self._store.stands_for(reply_id))
            if found is None and len(reply_id) >= 4:
                ids = {self._store.stands_for(found_id) for found_id in self._store.find_id(reply_id)}
                found = self._store.get(ids.pop()) if len(ids) == 1 else None
            return found

    def family(self, reply: Reply) -> list[Reply]:
        """The other letters of a reply's family: answers to other proposals in nearly the same words."""
        with self._lock:
            ids = self._store.groups.family(reply.family) if reply.family else []
            return list(self._store.replies(other for other in ids if other != reply.id))

    def copies(self) -> dict[str, list[str]]:
        """The ids of the copies of every reply that has any, by its id."""
        with self._lock:
            return self._store.copies()

    def addresses(self, reply_id: str) -> list[str]:
        """Where the documents that hold a reply were found."""
        with self._lock:
            return self._store.addresses(reply_id)

    def held_at(self, address: str, fits: Callable[[str], bool]) -> list[str]:
        """The ids of the replies whose document has this web address, else one whose uri fits; for a copy, its own."""
        with self._lock:
            at = self._store.document_at(address)
            uris = [at.uri] if at else [uri for uri in self._store.document_uris() if fits(uri)]
            documents = [document for uri in uris if (document := self._store.document(uri)) is not None]
            standing = {self._store.stands_for(document.reply_id): document.reply_id for document in documents}
        return list(standing.values())

    def charsets(self, reply_id: str) -> dict[str, str]:
        """How the documents that hold a reply were decoded, by uri."""
        with self._lock:
            return self._store.charsets(reply_id)

    def strings(
        self, text: str, mode: Mode = Mode.EXACT, plain: Collection[str] = (), filters: Iterable[Filter] = ()
    ) -> tuple[str, ...]:
        """The folded strings that a query marks in a reply, those of its list of hits; raises QueryTooLong."""
        query, asked = self.asked(Question(text, tuple(filters), mode=mode, plain=tuple(plain)))
        return _strings(asked.clause, self.found(query)[0].terms)

    def stats(self) -> Stats:
        """What is in the archive, with the counts of every facet."""
        searcher = self.searcher()
        with self._lock:
            replies, documents = self._store.counts()
            pending = len(self._store.pending())
        values = {spec.name: dict(searcher.values(spec.name)) for spec in FACETS}
        return Stats(replies, documents, searcher.count(), pending, values)

    def sources(self) -> list[SourceCount]:
        """What was taken in of every source, and what there is to look at."""
        with self._lock:
            return self._store.ledger.sources()

    def findings(self, kind: str = "", source: str = "", offset: int = 0, limit: int = -1) -> list[Entry]:
        """What a person should know of the documents: of one kind and source, or all."""
        with self._lock:
            return self._store.ledger.entries(kind, source, offset, limit)

    def searcher(self) -> Searcher:
        """The searcher of the index as it is now; a new one when the index has changed."""
        with self._lock:
            state = self._data.index_state()
            if state != self._state:
                # The old one may be answering in another thread; it is freed with the last reference.
                self._searcher, self._state = self._opened(), state
            return self._searcher

    def _opened(self) -> Searcher:
        """A searcher of the index in use; asked twice, should a run replace the index meanwhile."""
        try:
            return self._open_index()
        except IndexUnavailable:
            return self._open_index()

    def _open_index(self) -> Searcher:
        """A searcher that cuts questions as the index in use was cut, with the office's words of then."""
        folder = self._data.usable_index(self._fingerprint)
        return self._open(folder, Analyzer(self._data.cache, indexed_words(folder)))

    def _unfiltered(self, query: Query) -> int:
        """How many replies fit a query without its filters."""
        return self.searcher().search(replace(query, filters=(), limit=0)).total

    def _hits(self, found: Found, strings: Sequence[str]) -> tuple[Hit, ...]:
        scores, behind = dict(found.hits), [reply_id for others in found.siblings.values() for reply_id in others]
        with self._lock:
            replies = list(self._store.replies(scores))
            sizes = self._store.groups.sizes(reply.family for reply in replies)
            outlines = {
                other.id: Sibling(other.id, to_whom(other)) for other in self._store.outlines(behind, *ADDRESSED)
            }
        hits = list[Hit]()
        for reply in replies:
            siblings = tuple(outlines[other] for other in found.siblings.get(reply.id, ()) if other in outlines)
            hits.append(_hit(reply, scores[reply.id], strings, sizes.get(reply.family, 1) - 1, siblings))
        return tuple(hits)

    def _notes(self, asked: Wider, partial: bool, is_filtered: bool) -> tuple[str, ...]:
        fewer = ([PARTIAL_WITHIN if is_filtered else PARTIAL]) if partial else []
        return (*asked.notes, *fewer, *self._warnings())

    def _warnings(self) -> list[str]:
        with self._lock:
            pending = len(self._store.pending())
        return [f"有 {pending} 篇答复的改动还没有进入索引，请运行：dafu index"] if pending else []


def _hit(reply: Reply, score: float, strings: Sequence[str], family: int, siblings: tuple[Sibling, ...]) -> Hit:
    """A hit as a list shows it; `family` counts its other letters."""
    paragraphs, total = best(reply, strings)
    facts = tuple((name, "、".join(values)) for name in SHOWN_FACTS if (values := reply.all(name)))
    return Hit(
        id=reply.id,
        uri=reply.uri,
        title=reply.display_title,
        title_marks=marks(reply.display_title, strings),
        score=score,
        paragraphs=paragraphs,
        is_reply=reply.is_reply,
        facts=facts,
        total_marks=total,
        family=family,
        siblings=siblings,
    )


def _strings(clause: Clause, terms: Iterable[str]) -> tuple[str, ...]:
    leaves = list(wanted(clause))
    return folded_strings([*(leaf.text for leaf in leaves), *(other for leaf in leaves for other in leaf.also), *terms])
