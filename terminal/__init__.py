"""How everything looks on a terminal and in a pipe. Returns text; `cli.py` prints it."""

from .hits import marked, page_csv, page_text, reply_text
from .inspections import inspection_data, inspection_text
from .output import progress, to_json, usage_text
from .quality import quality_text
from .reports import report_data, report_text, stats_data, stats_text

__all__ = [
    "inspection_data",
    "inspection_text",
    "marked",
    "page_csv",
    "page_text",
    "progress",
    "quality_text",
    "reply_text",
    "report_data",
    "report_text",
    "stats_data",
    "stats_text",
    "to_json",
    "usage_text",
]
