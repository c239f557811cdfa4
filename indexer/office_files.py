"""The text files that an office keeps by hand in its data folder: 词典.txt, 同义词.txt."""

from __future__ import annotations

from pathlib import Path

from .errors import InputError, reason

MAX_BYTES = 4_000_000


def read(file: Path, name: str) -> str:
    """The text of a file, "" where there is none; raises InputError with what users call it.

    Editors save it as UTF-8 or GB18030.
    """
    try:
        if file.stat().st_size > MAX_BYTES:
            raise InputError(f"{name} {file} 太大（上限 {MAX_BYTES // 1_000_000} MB）")
        body = file.read_bytes()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise InputError(f"打不开{name} {file}：{reason(error)}") from error
    return decoded(body, f"{name} {file}")


def decoded(body: bytes, what: str) -> str:
    """The text in bytes that are UTF-8 or GB18030; raises InputError, which calls them `what`."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(f"{what} 不是 UTF-8 或 GB18030 编码的文本，请在记事本里另存为 UTF-8")
