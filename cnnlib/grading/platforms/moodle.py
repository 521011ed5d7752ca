"""Moodle: names in a download of submissions, and the grading worksheet filled in.

The worksheet's columns have translated names, and Moodle looks for exactly those: so a downloaded
worksheet is filled in, and header, order, dates and the sign of decimals stay as they came.
"""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from cnnlib.grading.platforms.attempt import Attempt
from cnnlib.grading.platforms.cells import (
    decoded,
    delimiter_of,
    is_formula,
    safe_cell,
    table_text,
    write_whole,
)
from cnnlib.grading.platforms.scores import require_same_set

# A folder for each student, with and without "_" at its end, or the same words before the file.
# The first such words are Moodle's; what follows them was named by the student.
NAME = re.compile(
    r"(?:.*?/)??(?P<folder>(?P<name>[^/]+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext))"
    r"_?(?P<file>/?[^/].*|)"
)
# Column -> its heading in English, German and French.
HEADINGS = {
    "identifier": ("Identifier", "ID", "Identifiant"),
    "grade": ("Grade", "Bewertung", "Note"),
    "maximum": ("Maximum Grade", "Maximum grade", "Bestwertung", "Note maximale"),
    "changeable": (
        "Grade can be changed",
        "Bewertung kann geändert werden",
        "La note peut être modifiée",
    ),
    "comment": ("Feedback comments", "Feedback als Kommentar", "Feedback par commentaires"),
}
NO = ("no", "nein", "non")


def parse(entry) -> Attempt | None:
    """Read a downloaded file's path.

    Parameters
    ----------
    entry : Entry

    Returns
    -------
    Attempt or None
        None if it is not a path of Moodle.
    """
    match = NAME.fullmatch(entry.name)
    if match is None:
        return None
    return Attempt(
        "moodle_id",
        match["id"],
        match["file"].lstrip("/_") or match["folder"],
        name=match["name"],
        submitted_at=entry.modified,
        platform={"moodle_id": match["id"], "moodle_folder": match["folder"]},
    )


@dataclass(frozen=True)
class Worksheet:
    """A grading worksheet as Moodle gave it.

    Attributes
    ----------
    path : path
    encoding, delimiter, newline, decimal_sign : str
        Kept when it is written.
    rows : list of list of str
        The header first.
    columns : dict from str to int
        Places of identifier, grade and, if there, maximum, changeable and comment.
    """

    path: Path
    encoding: str
    delimiter: str
    newline: str
    decimal_sign: str
    rows: list
    columns: dict

    @classmethod
    def read(cls, path, headings=None) -> "Worksheet":
        """Read a worksheet.

        Parameters
        ----------
        path : path
        headings : dict from str to str, optional
            Headings of a language that is not known: keys identifier, grade, maximum, comment.

        Returns
        -------
        Worksheet

        Raises
        ------
        ValueError
            If the column of grades cannot be told.
        """
        text, encoding = decoded(Path(path).read_bytes(), path)
        delimiter = delimiter_of(text)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        columns = _columns(rows[0] if rows else [], headings or {}, path)
        maxima = [row[columns["maximum"]] for row in rows[1:] if row and "maximum" in columns]
        return cls(
            Path(path),
            encoding,
            delimiter,
            "\r\n" if "\r\n" in text else "\n",
            "," if any("," in cell for cell in maxima) else ".",
            rows,
            columns,
        )

    def identifiers(self) -> dict[str, list[str]]:
        """Return a dictionary from participant number to row."""
        place = self.columns["identifier"]
        return {"".join(filter(str.isdigit, row[place])): row for row in self.rows[1:] if row}

    def maximum(self) -> float | None:
        """Return the maximum grade that Moodle knows, or None if the rows do not agree."""
        if "maximum" not in self.columns:
            return None
        cells = {row[self.columns["maximum"]].replace(",", ".") for row in self.rows[1:] if row}
        try:
            return float(*cells) if len(cells) == 1 else None
        except ValueError:  # a scale in words
            return None


def _columns(header, headings, path):
    """Return the places of the columns that are read or filled in."""
    plain = [heading.strip() for heading in header]
    places = {}
    for column, known in HEADINGS.items():
        wanted = (headings[column],) if column in headings else known
        found = [plain.index(heading) for heading in wanted if heading in plain]
        if found:
            places[column] = found[0]
    lacking = [column for column in ("identifier", "grade") if column not in places]
    if lacking:
        raise ValueError(
            f"{path} has the columns {plain}: name those for {lacking}, "
            "as in --heading grade=Calificación"
        )
    return places


def fill_worksheet(
    worksheet, path, scores, participants, comments=None, is_scaled=False
) -> list[str]:
    """Fill grades, and comments if given, into a downloaded worksheet.

    Only cells of students with a score change.

    Parameters
    ----------
    worksheet : Worksheet
    path : path
        Where to write it; the downloaded file stays.
    scores : sequence of Score
        Of one set.
    participants : dict from str to str
        Participant number of each student id.
    comments : dict from str to str, optional
        One comment for each student id, in plain text.
    is_scaled : bool, optional
        Scale points to the maximum grade in Moodle; without it different maxima are refused.

    Returns
    -------
    list of str
        What was left out, and why.

    Raises
    ------
    ValueError
        If the maximum in Moodle is another one, or a student is not in the worksheet.
    """
    factor = _factor(worksheet, require_same_set(scores), is_scaled)
    rows = worksheet.identifiers()
    lacking = [s.student_id for s in scores if participants.get(s.student_id) not in rows]
    if lacking:
        raise ValueError(
            f"{worksheet.path.name} has no row for {lacking}: download the worksheet again, and "
            "collect with it as --worksheet, so that participant numbers are known"
        )
    left_out = []
    for score in scores:
        row = rows[participants[score.student_id]]
        if score.points is None or score.is_excused:
            continue
        if _is_locked(worksheet, row):
            left_out.append(f"{score.student_id}: Moodle says that the grade cannot be changed")
            continue
        points = f"{score.points * factor:.2f}".replace(".", worksheet.decimal_sign)
        row[worksheet.columns["grade"]] = points
        if comments and "comment" in worksheet.columns:
            row[worksheet.columns["comment"]] = safe_cell(comments.get(score.student_id, ""))
    _write(worksheet, path)
    return left_out


def _factor(worksheet, maximum, is_scaled):
    """Return what points are multiplied with."""
    theirs = worksheet.maximum()
    if theirs is None or theirs == maximum:
        return 1.0
    if not is_scaled:
        raise ValueError(
            f"{worksheet.path.name} has the maximum grade {theirs:g} and the set {maximum:g} "
            f"points: set the maximum grade to {maximum:g} in Moodle, or pass --scale"
        )
    return theirs / maximum


def _is_locked(worksheet, row):
    place = worksheet.columns.get("changeable")
    return place is not None and row[place].strip().lower() in NO


def _write(worksheet, path):
    """Write all rows; cells that a spreadsheet would run, and Moodle does not read, made safe."""
    keys = {worksheet.columns["identifier"], worksheet.columns["grade"]}
    safe = [
        [c if place in keys or not row else _harmless(c) for place, c in enumerate(row)]
        for row in worksheet.rows
    ]
    text = table_text(safe, worksheet.delimiter, worksheet.newline)
    write_whole(path, text.encode(worksheet.encoding))


def _harmless(cell):
    """Return a cell of the download itself; Moodle writes "-" where there is nothing."""
    return f"'{cell}" if cell.strip() != "-" and is_formula(cell) else cell
