"""Classical item statistics: how hard each question was, and whether it tells students apart.

Source: R. L. Ebel, D. A. Frisbie, "Essentials of Educational Measurement", 5th edition, 1991.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import nan, sqrt

FEWEST = 5  # students; a correlation of fewer says nothing
LOW = 0.2  # discrimination below which a question deserves a look
HARD, EASY = 0.3, 0.9  # shares of the points


@dataclass(frozen=True)
class Answer:
    """One student's answer to one question.

    Attributes
    ----------
    student_id, question_id : str
    points : float or None
        None while a person has to grade it; it is then left out.
    max_points : float
    causes : tuple of str
        Likely mistakes, in words.
    submitted_at : datetime or None
    """

    student_id: str
    question_id: str
    points: float | None
    max_points: float
    causes: tuple[str, ...] = ()
    submitted_at: datetime | None = None

    @property
    def share(self) -> float:
        """Points as a share of the maximum."""
        return self.points / self.max_points


@dataclass(frozen=True)
class Item:
    """Statistics of one question.

    Attributes
    ----------
    question_id : str
    students : int
        With points.
    difficulty : float
        Mean share of the points: 1 is easy.
    discrimination : float
        Correlation with the sum of the other questions; NaN where it is not defined.
    uncorrected : float
        Correlation with the sum of all questions, this one included: always larger.
    full, none : float
        Share of the students with all and with no points.
    causes : tuple of (str, int)
        Likely mistakes and the students who made them, the most frequent first.
    """

    question_id: str
    students: int
    difficulty: float
    discrimination: float
    uncorrected: float
    full: float
    none: float
    causes: tuple[tuple[str, int], ...]

    @property
    def advice(self) -> str:
        """What an instructor may do about this question, or ""."""
        if self.discrimination < 0:
            return "who did well elsewhere did worse here: read it and its checks again"
        if self.difficulty < HARD:
            return "hard: look at the most frequent mistakes"
        if self.difficulty > EASY:
            return "easy: nearly everybody has it"
        if self.discrimination < LOW:
            return "hardly related to the rest: see what it asks beside the topic"
        return ""


def correlation(x: Sequence[float], y: Sequence[float]) -> float:
    """Return Pearson's correlation; of right and wrong with sums it is the point-biserial one.

    Parameters
    ----------
    x, y : sequence of float
        Of one length.

    Returns
    -------
    float
        NaN for fewer than `FEWEST` students, or where one of the two does not vary.

    Examples
    --------
    >>> round(correlation([1, 1, 1, 0, 0], [5, 4, 3, 2, 1]), 4)
    0.866
    """
    if len(x) < FEWEST:
        return nan
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    dx, dy = [value - mean_x for value in x], [value - mean_y for value in y]
    spread = sqrt(sum(a * a for a in dx) * sum(b * b for b in dy))
    if spread < 1e-12:
        return nan
    return sum(a * b for a, b in zip(dx, dy, strict=True)) / spread


def items(answers, questions=None) -> list[Item]:
    """Return the statistics of each question of a set.

    Correlations use the students who have points for all questions.

    Parameters
    ----------
    answers : sequence of Answer
        Of one set.
    questions : sequence of str, optional
        The order; by default that of the answers.

    Returns
    -------
    list of Item
        Of the questions that anybody has points for.
    """
    graded = [answer for answer in answers if answer.points is not None]
    order = questions or list(dict.fromkeys(answer.question_id for answer in graded))
    points: dict[str, dict[str, float]] = {}
    for answer in graded:
        points.setdefault(answer.student_id, {})[answer.question_id] = answer.points
    asked = {answer.question_id for answer in graded}
    complete = [row for row in points.values() if row.keys() >= asked]
    return [_item(question, graded, complete) for question in order if question in asked]


def _item(question, graded, complete) -> Item:
    """Return the statistics of one question."""
    own = [answer for answer in graded if answer.question_id == question]
    shares = [answer.share for answer in own]
    here = [row[question] for row in complete]
    total = [sum(row.values()) for row in complete]
    rest = [whole - part for whole, part in zip(total, here, strict=True)]
    causes = Counter(cause for answer in own for cause in {*answer.causes})
    return Item(
        question,
        len(own),
        sum(shares) / len(shares),
        correlation(here, rest),
        correlation(here, total),
        sum(share >= 1 for share in shares) / len(shares),
        sum(share <= 0 for share in shares) / len(shares),
        tuple(sorted(causes.items(), key=lambda pair: (-pair[1], pair[0]))),
    )
