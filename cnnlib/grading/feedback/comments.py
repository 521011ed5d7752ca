"""Feedback in a few lines of plain text, for platforms that have a field for a comment."""

from cnnlib.grading.standings import standings
from cnnlib.grading.summary import by_student


def comments_of(store, plan):
    """Return a comment for each student: points, likely causes and the graders' words.

    Parameters
    ----------
    store : Store
    plan : Plan

    Returns
    -------
    dict from str to str
        Plain text by student.
    """
    rows = by_student(standings(store, plan.set_id))
    return {student: _comment(rows[student], plan.questions) for student in rows}


def _comment(row, questions):
    """Return one student's comment; questions with all points are only counted."""
    known = [(question, row[question.id]) for question in questions if question.id in row]
    lines = [_line(*pair) for pair in known if pair[1].points != pair[0].points or pair[1].mark]
    whole = len(known) - len(lines)
    return " ".join([*lines, f"All points in {whole} of {len(questions)} questions."])


def _line(question, standing):
    """Return points and reasons of one question."""
    points = "not graded yet" if standing.points is None else f"{standing.points:g}"
    causes = dict.fromkeys(case.cause_text for case in standing.result.cases if case.cause_text)
    words = [*causes]
    if standing.mark and standing.mark.comment:
        words.append(standing.mark.comment)
    reason = f": {' '.join(words)}" if words else "."
    return f"{question.title} {points} of {question.points:g}{reason}"
