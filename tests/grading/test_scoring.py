"""Cases are compared here: no value can make itself right or break the comparison."""

import numpy as np
import pytest

from cnnlib.checks import Case
from cnnlib.grading.answers import Answers, Raised
from cnnlib.grading.scoring import score_cases

MAP = np.arange(6.0).reshape(2, 3)


class Plain:
    causes = ()


def scored(value, expected=MAP, **options):
    (result,) = score_cases(Plain, [Case("a", {"x": 1}, expected, **options)], Answers({0: value}))
    return result


WRONG = {
    "nan": np.full((2, 3), np.nan),
    "infinite": np.full((2, 3), np.inf),
    "another shape": MAP.reshape(3, 2),
    "one more axis": MAP[None],
    "a number": 0.0,
    "none": None,
    "text": "0 1 2 3 4 5",
    "true": True,
    "all true": np.ones((2, 3), bool),
    "empty": np.zeros((0, 3)),
    "complex": MAP.astype(complex),
    "nested lists of text": [["0", "1", "2"], ["3", "4", "5"]],
    "ragged": [[0.0], [1.0, 2.0]],
    "a dict": {0: MAP},
    "a tuple around": (MAP,),
    "huge integers": [[10**400] * 3] * 2,
    "a huge empty shape": np.zeros((0, 2**31)),
}


@pytest.mark.parametrize("value", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("expected", [MAP, 2.5, True, "words", (1, 2), {"a": 1}], ids=repr)
def test_wrong_values_never_hold(value, expected):
    if value is True and expected is True:
        return
    result = scored(value, expected)
    assert not result.held
    assert result.message


def test_a_right_value_holds():
    result = scored(MAP.astype(np.float32))
    assert result.held
    assert (result.message, result.picture, result.cause) == ("", None, None)


def test_a_public_failure_has_a_picture_and_a_hidden_one_has_none():
    wrong = MAP + (MAP == 4)
    public, hidden = scored(wrong), scored(wrong, is_public=False)
    assert public.picture["got"][1][1] == 5
    assert public.picture["expected"][1][1] == 4
    assert hidden.picture is None
    assert "expected" in public.message
    assert "expected" not in hidden.message


def test_a_picture_is_of_the_plane_that_differs():
    expected = np.zeros((2, 2, 3, 3))
    got = expected.copy()
    got[1, 0, 2, 2] = 7.0
    assert scored(got, expected).picture["got"][2][2] == 7.0


@pytest.mark.parametrize("value", [np.zeros((40, 40)), np.zeros(3), np.full((2, 3), np.nan)])
def test_what_cannot_be_drawn_has_no_picture(value):
    assert scored(value, np.ones(value.shape)).picture is None


def test_cases_without_a_value_say_why():
    cases = [Case(name, {}, 1.0, is_public=name != "b") for name in "abc"]
    answers = Answers({}, {0: Raised("E", "no", 2), 1: "it returned a lock"}, end="it ended")
    messages = [result.message for result in score_cases(Plain, cases, answers)]
    assert messages == ["it raised E in line 2 of your cell: no", "it returned a lock", "it ended"]
    undefined = Answers(is_defined=False)
    assert {r.cause for r in score_cases(Plain, cases, undefined)} == {"not-defined"}
