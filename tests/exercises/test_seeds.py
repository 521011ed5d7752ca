"""Variants over seeds: solved by their solution, and unlike a neighbor's and last year's.

`tools/try_questions.py` does the same with 1,000 seeds.
"""

import sys

import pytest

from cnnlib.questions import Course
from tests.exercises.problem_sets import COURSE
from tests.structure.tree import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import try_questions

SEEDS = 25


@pytest.mark.parametrize("name", COURSE.sets)
def test_variants_are_solvable_and_answers_are_one_s_own(name):
    one = Course(COURSE.path, COURSE.seed, {name: COURSE.sets[name]})
    sweep = try_questions.try_seeds(one, SEEDS)
    assert not [fault for fault in sweep.faults if "answers of others" not in fault]
    assert max(sweep.same.values(), default=0) <= 0.1 * 2 * SEEDS
