"""Blackboard: names in a download of submissions, and the file for "Upload grades"."""

import re
from datetime import datetime
from pathlib import PurePosixPath

from cnnlib.grading.platforms.attempt import Attempt
from cnnlib.grading.platforms.cells import key_cell, points_cell, safe_cell, write_rows
from cnnlib.grading.platforms.scores import require_same_set

# The first "_attempt_" with a time is Blackboard's; what follows it was named by the student.
NAME = re.compile(r"(?P<before>.+?)_attempt_(?P<when>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|\.txt)")
# "PS 2 [Total Pts: 10 Score] |664617"
COLUMN = re.compile(r"(?P<title>[^|\t]+)\|(?P<id>\d+)")


def parse(entry) -> Attempt | None:
    """Read a downloaded file's name.

    Parameters
    ----------
    entry : Entry

    Returns
    -------
    Attempt or None
        None if it is not a name of Blackboard.
    """
    base = PurePosixPath(entry.name).name
    match = NAME.fullmatch(base)
    if match is None or "_" not in match["before"]:
        return None
    when = datetime.strptime(match["when"], "%Y-%m-%d-%H-%M-%S")
    # Assignment and username may both hold "_": the roster decides where the name begins.
    words = match["before"].split("_")
    names = ["_".join(words[cut:]) for cut in range(len(words) - 1, 0, -1)]
    return Attempt(
        "username",
        names[0],
        match["file"] or base,
        submitted_at=when,
        order=(when,),
        platform={"blackboard_prefix": base[: match.end("when")]},
        other_keys=tuple(names[1:]),
    )


def write_table(path, scores, roster, column) -> None:
    """Write the tab-delimited file for "Upload grades".

    A student without a score has no row, so that Blackboard keeps what is there.

    Parameters
    ----------
    path : path
    scores : sequence of Score
        Of one set.
    roster : Roster
        With the column username.
    column : str
        The column's heading in a downloaded file, with its id after the bar.

    Raises
    ------
    ValueError
        If the heading has no id, or a student no username.
    """
    require_same_set(scores)
    known = {s.student_id: s for s in scores if s.points is not None and not s.is_excused}
    rows = [["Last Name", "First Name", "Username", require_column(column)]]
    for student in roster.with_keys("Blackboard", ("username",), known):
        if student["student_id"] in known:
            username = key_cell(student["username"], f"username of {student['student_id']!r}")
            names = [safe_cell(student["last_name"]), safe_cell(student["first_name"])]
            rows.append([*names, username, points_cell(known[student["student_id"]])])
    write_rows(path, rows, delimiter="\t")


def require_column(column: str) -> str:
    """Return a column's heading, or refuse one without id: it would become text worth 0."""
    if COLUMN.fullmatch(column.strip()) is None:
        raise ValueError(
            "Blackboard makes a text column worth 0 of a heading without id: copy the heading "
            f"from a downloaded file, such as 'PS 2 [Total Pts: 10 Score] |664617', got {column!r}"
        )
    return key_cell(column.strip(), "the column's heading")
