"""A student's result of one set, as every export takes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite


@dataclass(frozen=True)
class Score:
    """Points of one student in one set.

    Attributes
    ----------
    student_id, set_id : str
    points : float or None
        None while a person still has to grade a part: exports leave the cell empty.
    max_points : float
    questions : mapping from str to (float or None, float)
        Points and maximum of each question, in the set's order.
    submitted_at : datetime or None
    is_late, is_excused : bool
    """

    student_id: str
    set_id: str
    points: float | None
    max_points: float
    questions: Mapping[str, tuple[float | None, float]] = field(default_factory=dict)
    submitted_at: datetime | None = None
    is_late: bool = False
    is_excused: bool = False

    def __post_init__(self):
        if self.points is not None and not (isfinite(self.points) and self.points >= 0):
            raise ValueError(
                f"points of {self.student_id!r} must be a number from 0, got {self.points!r}"
            )
        if not (isfinite(self.max_points) and self.max_points > 0):
            raise ValueError(f"max_points must be above 0, got {self.max_points!r}")


def require_same_set(scores) -> float:
    """Return the one maximum of scores of one set, each student once, or refuse them."""
    if not scores:
        raise ValueError("there is no score to export: grade first")
    sets = sorted({score.set_id for score in scores})
    maxima = sorted({score.max_points for score in scores})
    if len(sets) > 1 or len(maxima) > 1:
        raise ValueError(f"one set at a time: got the sets {sets} with the maxima {maxima}")
    students = [score.student_id for score in scores]
    if repeated := sorted({name for name in students if students.count(name) > 1}):
        raise ValueError(f"students have several scores of {sets[0]}: {repeated}")
    return maxima[0]
