"""Cells of CSV files that a person may open in a spreadsheet before a platform reads them.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@``.  The platforms do not, but
the instructor's machine would.  Cells that no importer uses as a key get an apostrophe before
them; a key cannot be changed without losing its student, so a dangerous key is refused.
"""

import csv
import io
import os
import re
from pathlib import Path

# Also their full-width forms, which some spreadsheets take for the same.
STARTS_FORMULA = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet would run a cell.

    >>> [is_formula(text) for text in ("=cmd|' /C calc'!A0", "@SUM(A1)", "-1.5", "Anna-Lena")]
    [True, True, False, False]
    """
    return bool(STARTS_FORMULA.match(text)) and not NUMBER.fullmatch(text)


def safe_cell(text: str) -> str:
    """Return the text of a cell that nothing is looked up by, on one line and never a formula.

    >>> safe_cell("=1+1"), safe_cell("Li, Ann")
    ("'=1+1", 'Li, Ann')
    """
    line = " ".join(text.split())
    return f"'{line}" if is_formula(text) or is_formula(line) else line


def key_cell(text: str, what: str) -> str:
    """Return a cell that a platform looks students up by, or refuse it.

    Raises
    ------
    ValueError
        If a spreadsheet would run it, or if it holds a line break or tab.
    """
    if is_formula(text) or any(character in text for character in "\t\r\n"):
        raise ValueError(
            f"{what} is {text!r}, which a spreadsheet would run as a formula or break in two, and "
            "the platform finds its column or student by it: correct it in the platform"
        )
    return text


def points_cell(score) -> str:
    """Return a score with two decimals, ``EX`` for an excused one, or "" for none.

    Parameters
    ----------
    score : Score or None
    """
    if score is None:
        return ""
    if score.is_excused:
        return "EX"
    return "" if score.points is None else f"{score.points:.2f}"


def table_text(rows, delimiter=",", newline="\n") -> str:
    """Return rows as CSV text; cells with delimiters, quotes or line breaks are quoted."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return text.getvalue()


def write_rows(path, rows, delimiter=",", encoding="utf-8") -> None:
    """Write a CSV file as a whole: a reader never meets half of it."""
    write_whole(path, table_text(rows, delimiter).encode(encoding))


def write_whole(path, data: bytes) -> None:
    """Write a file beside its place first, then move it there."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(data)
    os.replace(beside, path)


def read_rows(path) -> list[list[str]]:
    """Read a CSV file: UTF-8 or UTF-16, with commas, semicolons or tabs, as its header shows.

    Raises
    ------
    ValueError
        If it is no such text or empty.
    """
    text, _ = decoded(Path(path).read_bytes(), path)
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter_of(text)) if row]
    if not rows:
        raise ValueError(f"{path} is empty: export it again")
    return rows


def decoded(data: bytes, path) -> tuple[str, str]:
    """Return the text of a file, and its encoding as Python names it."""
    encoding = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        raise ValueError(
            f"{path} is neither UTF-8 nor UTF-16 ({error.reason} at byte {error.start}): "
            "export it again, or save it as 'CSV UTF-8'"
        ) from error


def delimiter_of(text: str) -> str:
    """Return the delimiter that stands most often in the header, outside quotes."""
    header = re.sub(r'"[^"]*"', "", text.splitlines()[0] if text.strip() else "")
    return max(",;\t", key=header.count)
