"""Results in time: what came in on each day, and how good it was."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Day:
    """What was handed in on one day.

    Attributes
    ----------
    day : date
    students : int
    share : float
        Mean share of the points of what was handed in.
    by_question : dict from str to float
        The same for each question.
    """

    day: date
    students: int
    share: float
    by_question: dict


def days(answers) -> list[Day]:
    """Return the days on which anything was handed in, in order.

    Parameters
    ----------
    answers : sequence of Answer
        Those without a time or points are left out.

    Returns
    -------
    list of Day
    """
    by_day: dict[date, list] = {}
    for answer in answers:
        if answer.submitted_at is not None and answer.points is not None:
            by_day.setdefault(answer.submitted_at.date(), []).append(answer)
    return [_day(day, by_day[day]) for day in sorted(by_day)]


def _day(day, answers) -> Day:
    """Return what was handed in on one day."""
    questions = list(dict.fromkeys(answer.question_id for answer in answers))
    return Day(
        day,
        len({answer.student_id for answer in answers}),
        _share(answers),
        {q: _share([a for a in answers if a.question_id == q]) for q in questions},
    )


def _share(answers) -> float:
    """Return the points as a share of what could be had."""
    return sum(a.points for a in answers) / sum(a.max_points for a in answers)
