"""Canvas: names in a download of submissions, the gradebook CSV, and feedback sent back."""

import re
from pathlib import PurePosixPath

from cnnlib.grading.platforms.attempt import Attempt
from cnnlib.grading.platforms.cells import key_cell, points_cell, safe_cell, write_rows
from cnnlib.grading.platforms.scores import require_same_set

# lastfirst[_LATE]_user_attachment_file; the first two numbers are Canvas', since it leaves none
# between bars in "lastfirst", and what follows them was named by the student.
NAME = re.compile(r"(?P<who>.+?)(?P<late>_LATE)?_(?P<user>\d+)_(?P<attachment>\d+)_(?P<file>.+)")
# Canvas drops columns with such titles without a word.
DROPPED_TITLE = re.compile(r"(current|final) (score|points|grade)|override", re.IGNORECASE)
POINTS_ROW = "    Points Possible"
IDS = ("canvas_id", "sis_user_id", "username")


def parse(entry) -> Attempt | None:
    """Read a downloaded file's name.

    Parameters
    ----------
    entry : Entry

    Returns
    -------
    Attempt or None
        None if it is not a name of Canvas.
    """
    base = PurePosixPath(entry.name).name
    match = NAME.fullmatch(base)
    if match is None:
        return None
    prefix = base[: match.start("file")]
    return Attempt(
        "canvas_id",
        match["user"],
        match["file"],
        name=match["who"],
        is_late=match["late"] is not None,
        submitted_at=entry.modified,
        order=(int(match["attachment"]),),
        name_kind="lastfirst",
        platform={"canvas_prefix": prefix, "canvas_id": match["user"]},
    )


def require_title(title: str) -> None:
    """Refuse a title that Canvas would drop or take for a spreadsheet's formula."""
    if found := DROPPED_TITLE.search(title):
        raise ValueError(
            f"Canvas silently drops columns whose title contains {found[0]!r}, got {title!r}: "
            "give the assignment another title"
        )
    key_cell(title, "the title of the assignment")


def write_csv(path, scores, roster, title, assignment_id=None) -> None:
    """Write the CSV for "Import" in Canvas' gradebook.

    A student without a score gets an empty cell, which Canvas leaves as it is.

    Parameters
    ----------
    path : path
    scores : sequence of Score
        Of one set.
    roster : Roster
        With one of the columns canvas_id, sis_user_id and username.
    title : str
        Of the assignment in Canvas.
    assignment_id : int, optional
        The number in the address of the assignment's page.  Without it Canvas looks for the
        exact title, and makes a new assignment if there is none.

    Raises
    ------
    ValueError
        If Canvas would drop the column, or could not tell who a student is.
    """
    require_title(title)
    maximum = require_same_set(scores)
    known = {score.student_id: score for score in scores}
    column = title if assignment_id is None else f"{title} ({assignment_id})"
    rows = [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", column],
        [POINTS_ROW, "", "", "", "", f"{maximum:.2f}"],
    ]
    for student in roster.with_keys("Canvas", IDS, known):
        ids = [key_cell(student[kind], f"{kind} of {student['student_id']!r}") for kind in IDS]
        name = safe_cell(student["name"] or student["student_id"])
        section = safe_cell(student["section"])
        rows.append([name, *ids, section, points_cell(known.get(student["student_id"]))])
    write_rows(path, rows)
