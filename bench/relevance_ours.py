"""Our engine over a test set: the documents go through the pipeline, the questions through the archive."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from indexer import pipeline
from indexer.layout import DataDir
from indexer.store import Store
from indexer.uris import source_of
from search.archive import Archive
from search.language import MAX_CHARS
from search.query import Mode, Question

from .relevance_sets import Document, TestSet, read_documents


@dataclass(frozen=True, slots=True)
class Ours:
    """An archive made from a test set, and which documents of the set each reply holds."""

    data: DataDir
    archive: Archive
    holds: dict[str, list[str]]  # reply → ids of the set, in its order
    missing: list[str]  # judged documents that are in no reply

    def search(self, text: str, limit: int = 100) -> list[str]:
        """The ids of the set, best first; documents that are one reply stand side by side."""
        query, _ = self.archive.asked(Question(text[:MAX_CHARS], mode=Mode.BROAD, gathers=False), limit=limit)
        found, _ = self.archive.found(query)
        return [document for reply_id, _ in found.hits for document in self.holds.get(reply_id, ())][:limit]


def build(tested: TestSet, root: Path) -> Ours:
    """Indexes a set in a data folder, as far as it is not there yet, and opens it."""
    data = DataDir(root)
    pipeline.run([tested.path], data)
    archive = Archive(data)
    with closing(Store(data.store)) as store:
        ids, replies = _ids(tested, store.document_uris()), store.ids()
    numbers = {document: number for number, document in enumerate(ids.values())}
    holds = {
        reply_id: sorted((ids[uri] for uri in archive.addresses(reply_id) if uri in ids), key=numbers.__getitem__)
        for reply_id in replies
    }
    held = {document for found in holds.values() for document in found}
    judged = {document for grades in tested.judgments.values() for document in grades}
    return Ours(data, archive, holds, sorted(judged - held))


def _ids(tested: TestSet, uris: Sequence[str]) -> dict[str, str]:
    """The ids of the documents by uri: what the feed's record of that number says, or the path below the folder."""
    if not tested.is_feed:
        return {uri: uri.removeprefix(source_of(tested.path) + "/") for uri in uris}
    records = {str(number): document.id for number, document in read_documents(tested.path)}
    by_number = sorted((int(uri.rpartition("!/")[2]), uri) for uri in uris)
    return {uri: records[str(number)] for number, uri in by_number}


def documents(tested: TestSet, ours: Ours) -> Sequence[Document]:
    """The documents of a set for the other engines: as they are in a feed, else as our extractors read them."""
    if tested.is_feed:
        return [document for _, document in read_documents(tested.path)]
    with closing(Store(ours.data.store)) as store:
        replies = store.replies(ours.holds)
        return [Document(each, reply.display_title, reply.text) for reply in replies for each in ours.holds[reply.id]]
