"""Known wrong answers, as edits of the solution or in full."""

import pytest

from cnnlib.questions import edited, written


def test_edits_are_made_in_turn():
    wrong = edited("x", "a", "b", "c", "d", lost=0.5)
    assert wrong.written("a + c") == "b + d"
    assert (wrong.cause, wrong.lost) == ("x", 0.5)


@pytest.mark.parametrize("solution", ["no such piece", "a and a"])
def test_a_piece_must_occur_once(solution):
    with pytest.raises(ValueError, match="times in the solution"):
        edited("x", "a", "b").written(solution.replace("no such piece", ""))


def test_a_whole_answer_stands_for_itself():
    assert written("x", "\n    y = 1\n").written("anything") == "y = 1"
