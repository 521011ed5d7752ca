"""No honest point is lost, however oddly a right answer is written."""

import pytest

from cnnlib.grading.inside.limits import Limits
from cnnlib.grading.standings import standings
from tests.grading.class_of import SET, Class
from tests.grading.honest_answers import ANSWERS
from tests.grading.sandboxed import needs_sandbox

pytestmark = needs_sandbox


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    group = Class(tmp_path_factory.mktemp("honest"))
    for name, source in ANSWERS.items():
        group.hand_in(name, double=source, conv2d=None, why=None)
    group.grade(limits=Limits(wall=60.0), jobs=2)
    return {
        one.student_id: one.result
        for one in standings(group.store, SET)
        if one.question_id == "ps9-double"
    }


@pytest.mark.parametrize("name", ANSWERS)
def test_a_right_answer_has_all_points(found, name):
    wrong = [case.message for case in found[name].cases if not case.held]
    assert found[name].points == 4, (wrong, found[name].notes)
