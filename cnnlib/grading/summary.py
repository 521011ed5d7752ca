"""What an instructor sees of a set: points by student, what needs a person, what exports take."""

import shlex

from cnnlib.grading.platforms.scores import Score
from cnnlib.grading.problem import Problem
from cnnlib.grading.standings import standings
from cnnlib.tables import Table

NAMED = 3  # students in one line


def table_of(store, plan):
    """Return points by student and question; ``?`` where a person has to look.

    The headings say how many points there are.

    Parameters
    ----------
    store : Store
    plan : Plan

    Returns
    -------
    Table
    """
    rows = by_student(standings(store, plan.set_id))
    columns = {"student": [*rows]}
    for question in plan.questions:
        cells = [rows[student].get(question.id) for student in rows]
        heading = f"{question.id.partition('-')[2]} ({question.points:g})"
        columns[heading] = [_points(one) for one in cells]
    most = sum(question.points for question in plan.questions)
    columns[f"total ({most:g})"] = [_total(rows[student], plan) for student in rows]
    return Table(columns)


def by_student(found):
    """Return standings by student, then by question.

    Returns
    -------
    dict from str to dict from str to Standing
    """
    rows = {}
    for one in found:
        rows.setdefault(one.student_id, {})[one.question_id] = one
    return rows


def needs_a_person(store, plan):
    """Return all that only a person can settle: texts by question, all else by student.

    Returns
    -------
    list of Problem
    """
    found, texts = store.problems(plan.set_id), {}
    for one in standings(store, plan.set_id):
        if one.needs_a_person and one.result.state == "manual":
            texts.setdefault(one.question_id, []).append(one)
        elif one.needs_a_person:
            advice = f"mend it and grade again, or give points: {_mark_command(one)}"
            what = "; ".join(one.result.notes)
            found.append(Problem(f"{one.student_id}, {one.question_id}", what, advice))
    return found + [_waiting(*pair) for pair in texts.items()]


def _waiting(question_id, texts):
    """Return the one problem of all texts of a question that wait for points."""
    names = [one.student_id for one in texts[:NAMED]]
    more = f" and {len(texts) - NAMED} more" if len(texts) > NAMED else ""
    is_one = len(texts) == 1
    what = "a text waits for its points" if is_one else f"{len(texts)} texts wait for their points"
    pages = f"cnn-grade review {texts[0].set_id} shows them on a page"
    advice = _mark_command(texts[0]) if is_one else pages
    return Problem(f"{', '.join(names)}{more}, {question_id}", what, advice)


def _mark_command(one):
    """Return the command that gives points; a shell takes whatever name a student has."""
    return f"cnn-grade mark {one.set_id} {shlex.quote(one.student_id)} {one.question_id} POINTS"


def scores(store, plan):
    """Return each student's result of a set, as the exports take it.

    Returns
    -------
    list of Score
    """
    whole = float(sum(question.points for question in plan.questions))
    handed_in = {row.student_id: row for row in store.students(plan.set_id)}
    found = []
    for student, rows in by_student(standings(store, plan.set_id)).items():
        each = {
            q.id: (rows[q.id].points if q.id in rows else None, float(q.points))
            for q in plan.questions
        }
        points = [given for given, _ in each.values()]
        total = None if None in points else round(sum(points), 2)
        row = handed_in[student]
        found.append(Score(student, plan.set_id, total, whole, each, row.submitted_at, row.is_late))
    return found


def _points(standing):
    """Return the points of a standing as text."""
    if standing is None:
        return "–"
    return "?" if standing.points is None else f"{standing.points:g}"


def _total(row, plan):
    """Return a student's sum as text, marked where it is not the last word."""
    points = [row[q.id].points if q.id in row else None for q in plan.questions]
    known = sum(value for value in points if value is not None)
    return f"{known:g}+?" if None in points else f"{known:g}"
