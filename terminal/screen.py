"""What standard output can show: colours or not, and how many columns."""

from __future__ import annotations

import os
import shutil
import sys


def coloured() -> bool:
    """Whether to use colours: on a terminal, unless NO_COLOR is set; FORCE_COLOR asks for them anywhere else."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") != "0":
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def columns() -> int | None:
    """The width of the terminal; None in a pipe, where lines are as long as they are."""
    return max(20, shutil.get_terminal_size().columns) if sys.stdout.isatty() else None
