"""nbgrader: its CSV, with quotes where they are needed, and its gradebook database.

The database is written through nbgrader's own interface, so its formgrader shows the scores.
"""

import os
import sys
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path

from cnnlib.grading.platforms.cells import safe_cell, write_rows
from cnnlib.grading.platforms.scores import require_same_set

COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)


def write_csv(path, scores, roster, due=None) -> None:
    """Write the CSV that ``nbgrader export`` writes, one row for each student of the roster.

    Two things differ: cells with commas and quotes are quoted, and the scores of a student who
    handed in nothing stay empty where nbgrader writes 0.

    Parameters
    ----------
    path : path
    scores : sequence of Score
        Of one set.
    roster : Roster
    due : datetime, optional
    """
    maximum = require_same_set(scores)
    known = {score.student_id: score for score in scores}
    rows = [COLUMNS]
    for student in roster.with_keys("nbgrader", ("student_id",), known):
        score = known.get(student["student_id"])
        points = "" if score is None or score.points is None else str(float(score.points))
        names = [safe_cell(student[key]) for key in ("last_name", "first_name", "email")]
        rows.append(
            [
                scores[0].set_id,
                _naive(due),
                _naive(score.submitted_at) if score else "",
                safe_cell(student["student_id"]),
                *names,
                points,
                "0.0" if points else "",
                points,
                str(float(maximum)),
            ]
        )
    write_rows(path, rows)


def _naive(moment) -> str:
    """Return a time as nbgrader writes it: UTC without saying so, or ""."""
    if moment is None:
        return ""
    return str(moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment)


@contextmanager
def _gradebook(database):
    """Open a gradebook, or say how to get nbgrader."""
    try:
        from nbgrader.api import Gradebook
    except ImportError as error:
        raise ImportError("nbgrader is not installed: pip install 'cnnlib[grading]'") from error
    # A new database calls the command `alembic`, which lies beside Python and may not be in PATH.
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        with Gradebook(database) as gradebook:
            yield gradebook
    finally:
        os.environ["PATH"] = before


def write_gradebook(database, scores, roster, manual=(), due=None) -> None:
    """Write scores of one set into a gradebook of nbgrader; other assignments stay as they are.

    Each question is a cell with its points.  Questions of `manual` get manual scores, and still
    need a person where a score has none.

    Parameters
    ----------
    database : str
        Such as ``"sqlite:///gradebook.db"``.
    scores : sequence of Score
        Of one set, with all its questions.
    roster : Roster
    manual : collection of str, optional
        Ids of the questions that a person grades.
    due : datetime, optional

    Raises
    ------
    ValueError
        If the scores are not of one set, or lack their questions.
    ImportError
        If nbgrader is not installed.
    """
    require_same_set(scores)
    if lacking := sorted(score.student_id for score in scores if not score.questions):
        raise ValueError(f"scores without questions cannot go into a gradebook: {lacking}")
    known = {score.student_id for score in scores}
    students = {s["student_id"]: s for s in roster.with_keys("nbgrader", ("student_id",), {})}
    with _gradebook(database) as gradebook:
        _lay_out(gradebook, scores[0], manual, due)
        for student_id in sorted(known & students.keys()):
            details = {k: students[student_id][k] for k in ("first_name", "last_name", "email")}
            gradebook.update_or_create_student(student_id, **details)
        for score in scores:
            _enter(gradebook, score, manual)


def _lay_out(gradebook, score, manual, due):
    """Make the assignment and its cells, or bring them up to date."""
    name = score.set_id
    gradebook.update_or_create_assignment(name, duedate=due)
    gradebook.update_or_create_notebook(name, name)
    for question, (_, maximum) in score.questions.items():
        kind = "markdown" if question in manual else "code"
        cell = grade_cell(question, manual)
        gradebook.update_or_create_grade_cell(cell, name, name, max_score=maximum, cell_type=kind)
        gradebook.update_or_create_solution_cell(question, name, name)


def grade_cell(question, manual) -> str:
    """Return the id of the cell that carries a question's points in the release notebook.

    >>> grade_cell("ps2-conv2d", {"ps2-why"}), grade_cell("ps2-why", {"ps2-why"})
    ('ps2-conv2d-check', 'ps2-why')
    """
    return question if question in manual else f"{question}-check"


def _enter(gradebook, score, manual):
    """Write the scores of one student."""
    name, student = score.set_id, score.student_id
    moment = score.submitted_at
    gradebook.update_or_create_submission(name, student, timestamp=_naive(moment) or None)
    for question, (points, _) in score.questions.items():
        grade = gradebook.find_grade(grade_cell(question, manual), name, name, student)
        if question in manual:
            grade.manual_score = points
            grade.needs_manual_grade = points is None
        else:
            grade.auto_score = points
            grade.needs_manual_grade = False
    gradebook.db.commit()
