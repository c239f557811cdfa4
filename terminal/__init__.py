"""How everything looks on a terminal and in a pipe. Returns text; `commands/` prints it."""

from .explanations import why_text
from .hits import marked, page_csv, page_text, reply_text
from .inspections import inspection_data, inspection_text
from .output import progress, to_json, usage_text
from .quality import quality_text
from .reports import report_data, report_text, stats_data, stats_text
from .terms import edits_data, edits_text, lexicon_data, lexicon_text, proposals_data, proposals_text

__all__ = [
    "edits_data",
    "edits_text",
    "inspection_data",
    "inspection_text",
    "lexicon_data",
    "lexicon_text",
    "marked",
    "page_csv",
    "page_text",
    "progress",
    "proposals_data",
    "proposals_text",
    "quality_text",
    "reply_text",
    "report_data",
    "report_text",
    "stats_data",
    "stats_text",
    "to_json",
    "usage_text",
    "why_text",
]
