"""Moodle's participant numbers, which stand in its worksheet and nowhere else."""

from cnnlib.grading.platforms.roster import Roster


def participants(worksheet_path, roster, platforms=None) -> dict[str, str]:
    """Return the participant number of each student that a worksheet lists.

    Parameters
    ----------
    worksheet_path : path
        As Moodle gave it.
    roster : Roster
        Students are found by their number, e-mail address or name, if that is one student's.
    platforms : dict from str to mapping, optional
        What the platform said of each student's submission.

    Returns
    -------
    dict from str to str
    """
    rows = Roster.read(worksheet_path)
    numbers = {row["student_id"]: row["moodle_id"] for row in rows.students}
    known = {*numbers.values()}
    found = {}
    for student in roster.students:
        own = student["moodle_id"] or (platforms or {}).get(student["student_id"], {}).get(
            "moodle_id", ""
        )
        fits = [own] if own in known else _looked_up(rows, student, numbers)
        if len(fits) == 1:
            found[student["student_id"]] = fits[0]
    return found


def _looked_up(rows, student, numbers) -> list[str]:
    """Return the numbers of the rows that have a student's address or, failing that, name."""
    for kind in ("email", "name"):
        fits = rows.find(kind, student[kind]) if student[kind] else []
        if fits:
            return [numbers[row] for row in fits]
    return []


def with_participants(roster, worksheet_path) -> Roster:
    """Return a roster that knows the participant numbers of a worksheet.

    Parameters
    ----------
    roster : Roster
    worksheet_path : path

    Returns
    -------
    Roster
    """
    numbers = participants(worksheet_path, roster)
    return Roster([{**s, "moodle_id": numbers.get(s["student_id"], "")} for s in roster.students])
