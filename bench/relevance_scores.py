"""How good rankings are, by the measures of TREC's evaluation program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ir_measures
from ir_measures import AP, RR, P, R, nDCG

from .relevance_sets import Judgments

MEASURES = {"nDCG@10": nDCG @ 10, "MRR@10": RR @ 10, "P@1": P @ 1, "P@5": P @ 5, "MAP": AP, "Recall@100": R @ 100}
Rankings = Mapping[str, Sequence[str]]  # question → ids, best first


def figures(judgments: Judgments, rankings: Rankings) -> dict[str, float]:
    """Each measure as the mean over all judged questions; one that found nothing counts as 0."""
    found = ir_measures.calc_aggregate(MEASURES.values(), *_in_trec_form(judgments, rankings))
    return {name: round(float(found[measure]), 4) for name, measure in MEASURES.items()}


def by_question(judgments: Judgments, rankings: Rankings) -> dict[str, float]:
    """nDCG@10 of every judged question."""
    per_question = ir_measures.iter_calc([nDCG @ 10], *_in_trec_form(judgments, rankings))
    return {each.query_id: float(each.value) for each in per_question}


def _in_trec_form(
    judgments: Judgments, rankings: Rankings
) -> tuple[list[ir_measures.Qrel], list[ir_measures.ScoredDoc]]:
    """Judgments and rankings; scores fall with the rank, for the program orders equal ones by name."""
    qrels = [ir_measures.Qrel(q, d, grade) for q, grades in judgments.items() for d, grade in grades.items()]
    run = [
        ir_measures.ScoredDoc(question, document, float(len(ranking) - rank))
        for question, ranking in rankings.items()
        for rank, document in enumerate(dict.fromkeys(ranking))
    ]
    return qrels, run
