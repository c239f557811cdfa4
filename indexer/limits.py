"""How much of one input the program is willing to read. Past a limit the input is named and skipped."""

MAX_FILE_BYTES = 16 * 2**20  # one page or text; ordinary ones have 10–200 kB
MAX_ARCHIVE_BYTES = 2 * 2**30  # all members of one archive, unpacked
MAX_ARCHIVE_MEMBERS = 100_000
MAX_TEXT_CHARS = 2_000_000
MAX_LINE_FOR_PATTERNS = 2_000  # longer lines are cut before a pattern looks at them


def too_big(size: int) -> str:
    """The reason shown when a file is over `MAX_FILE_BYTES`."""
    return f"文件太大（{size / 2**20:.0f} MB，上限 {MAX_FILE_BYTES // 2**20} MB），请拆分后再导入"
