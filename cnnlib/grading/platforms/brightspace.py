"""Brightspace: names in a download of submissions, and the CSV for "Import grades"."""

import re
from datetime import datetime

from cnnlib.grading.platforms.attempt import Attempt
from cnnlib.grading.platforms.cells import key_cell, points_cell, write_rows
from cnnlib.grading.platforms.scores import require_same_set

# The first such folder is Brightspace's; what follows it was named by the student.
NAME = re.compile(
    r"(?:.*?/)??(?P<folder>(?P<user>\d+)-(?P<item>\d+) - (?P<name>[^/]+) - "
    r"(?P<when>[A-Z][a-z]+ \d{1,2}, \d{4} \d{1,2}:?\d{2} [AP]M))/(?P<file>.+)"
)
END = "End-of-Line Indicator"


def parse(entry) -> Attempt | None:
    """Read a downloaded file's path.

    Parameters
    ----------
    entry : Entry

    Returns
    -------
    Attempt or None
        None if it is not a path of Brightspace.
    """
    match = NAME.fullmatch(entry.name)
    if match is None:
        return None
    when = moment(match["when"])
    return Attempt(
        "brightspace_id",
        match["user"],
        match["file"],
        name=match["name"],
        submitted_at=when,
        order=(when,),
        platform={"brightspace_folder": match["folder"]},
    )


def moment(text: str) -> datetime:
    """Read the time in a folder's name.

    >>> moment("Oct 5, 2026 1128 PM"), moment("October 15, 2026 9:05 AM")
    (datetime.datetime(2026, 10, 5, 23, 28), datetime.datetime(2026, 10, 15, 9, 5))
    """
    day, clock, half = re.fullmatch(r"(.+) ([\d:]+) ([AP]M)", text).groups()
    month, rest = day.split(" ", 1)
    digits = clock.replace(":", "").zfill(4)
    return datetime.strptime(f"{month[:3]} {rest} {digits} {half}", "%b %d, %Y %I%M %p")


def write_csv(path, scores, roster, item) -> None:
    """Write the CSV for "Import grades".

    A student without a score has no row, so that Brightspace keeps what is there.

    Parameters
    ----------
    path : path
    scores : sequence of Score
        Of one set.
    roster : Roster
        With the column org_defined_id, or username, or both.
    item : str
        Name of the grade item in Brightspace.

    Raises
    ------
    ValueError
        If the item's name or an id cannot be written, or a student has no id.
    """
    require_same_set(scores)
    known = {s.student_id: s for s in scores if s.points is not None and not s.is_excused}
    rows = [["OrgDefinedId", "Username", f"{require_item(item)} Points Grade", END]]
    for student in roster.with_keys("Brightspace", ("org_defined_id", "username"), known):
        if student["student_id"] not in known:
            continue
        org = f"#{student['org_defined_id']}" if student["org_defined_id"] else ""
        username = key_cell(student["username"], f"username of {student['student_id']!r}")
        rows.append([org, username, points_cell(known[student["student_id"]]), "#"])
    write_rows(path, rows)


def require_item(item: str) -> str:
    """Return the name of a grade item, or refuse one that the header could not hold."""
    if not item.strip() or set(item) & set("<>") or item.strip().endswith("Points Grade"):
        raise ValueError(
            f"the grade item must be named as in Brightspace, without '<', '>' and without the "
            f"words 'Points Grade' at its end, got {item!r}"
        )
    return key_cell(item.strip(), "the grade item")
