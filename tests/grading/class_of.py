"""A small class that has handed in, and the plan to grade it: what several tests begin with."""

from dataclasses import dataclass
from pathlib import Path

from cnnlib.grading.collect import collect
from cnnlib.grading.inside.limits import Limits
from cnnlib.grading.runs import Plan, grade
from cnnlib.grading.store import Store
from cnnlib.questions import load_course, seed_of
from tests.grading.tiny_course import hand_in, solutions, write_course

SET = "ps9_tiny"
SHARED = seed_of(2026, SET)
WRONG = "def double(x):\n    return x * x"


@dataclass
class Class:
    """Where the course, the submissions and the store of a class are."""

    root: Path

    def __post_init__(self):
        self.right = solutions(write_course(self.root / "course"), SHARED)
        self.store = Store(self.root / "grades.db")

    def hand_in(self, student, **changed):
        """Hand in right answers, some of them changed; None leaves a cell out."""
        sources = self.right | {f"ps9-{name}": source for name, source in changed.items()}
        return hand_in(self.root / "submitted", student, sources)

    def plan(self, **options):
        """Return a plan for the course as it is on disk now."""
        options = {"limits": Limits(wall=20.0), "jobs": 1} | options
        return Plan(load_course(self.root / "course"), SET, **options)

    def grade(self, **options):
        """Grade all that was handed in."""
        submissions, problems = collect(self.root / "submitted", SET)
        self.store.report(SET, problems)
        return grade(self.store, self.plan(**options), submissions)


def points(found):
    """Return points of standings by student and question."""
    return {(one.student_id, one.question_id.removeprefix("ps9-")): one.points for one in found}
