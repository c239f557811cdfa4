"""How much of one input the program is willing to read. Past a limit the input is named and skipped."""

MAX_FILE_BYTES = 64 * 2**20  # one page, text, letter or feed that has to be read whole; ordinary ones have 10–200 kB
MAX_MEMBER_BYTES = 32 * 2**20  # the same inside an archive, and one record of a crawl: they are held in memory
MAX_ARCHIVE_BYTES = 2 * 2**30  # everything unpacked out of one archive, with the archives in it …
MAX_TIMES = 20  # … or this many times its own size, when that is more: a crawl of many gigabytes is no bomb
MAX_ARCHIVE_MEMBERS = 100_000
MAX_ARCHIVE_DEPTH = 1  # an archive may lie in an archive; one in that is not opened
MAX_TAR_MEMBER_BYTES = 64 * 2**30  # what a header may claim: a whole site in one file, not 8 exabytes
MAX_RATIO = 200  # unpacked to packed; a page of blanks may exceed it, hence:
MIN_BYTES_FOR_RATIO = 64 * 2**20  # nothing is refused for its ratio before that much came out
MAX_RECORD_HEAD_BYTES = 2**20  # the headers of one record of a crawl
MAX_CELL_CHARS = 8 * 2**20  # one cell of a table; its row is named and the rest of the file not read
MAX_SHEET_BYTES = 256 * 2**20  # the unpacked parts of one spreadsheet, whose strings are held in memory
MAX_SHEET_ROWS = 2**20  # of all sheets of a workbook; what Excel can hold in one
MAX_STEP_SECONDS = 60  # until a database gives its next row
MAX_PAGE_CHARS = 4 * 2**20  # of markup without embedded files; of a longer page only the text is taken
MAX_TEXT_CHARS = 2_000_000  # of one document; a letter has 500–10,000
MAX_LINE_FOR_PATTERNS = 2_000  # longer lines are cut before a pattern looks at them
MAX_SECONDS = 20  # cleaning and parsing one page or text
MAX_SECONDS_OF_ATTACHMENT = 60  # … one PDF, DOCX, OFD …
MAX_PDF_PAGES = 2_000
MAX_PDF_STREAM_BYTES = 128 * 2**20  # one compressed stream of a PDF, unpacked
MAX_PART_BYTES = 16 * 2**20  # one XML part of a DOCX or OFD, unpacked; ordinary ones have 10–500 kB
MAX_PARTS_BYTES = 64 * 2**20  # … all of them that are read
MAX_PROCESS_BYTES = 2 * 2**30  # memory of a worker process, where the system can limit it


def too_big(size: int, limit: int = MAX_FILE_BYTES) -> str:
    """The reason shown when something is over its limit in bytes; `size` may be no more than what was read of it."""
    size_in_mb, limit_in_mb = round(size / 2**20), round(limit / 2**20)
    is_size = f"{size_in_mb} MB，" if size_in_mb > limit_in_mb else ""
    return f"文件太大（{is_size}上限 {limit_in_mb} MB），请拆分后再导入"
