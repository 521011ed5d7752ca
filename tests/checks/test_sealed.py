"""Answers that are checked without being written down."""

import numpy as np
import pytest

from cnnlib.checks import answer, seal, written


@pytest.mark.parametrize("value", [3, 3.0, np.int64(3), np.float32(3), np.array(3)])
def test_a_number_is_the_same_in_every_type(value):
    assert seal(value, "q") == seal(3, "q")


def test_salt_and_value_matter():
    assert len({seal(3, "a"), seal(3, "b"), seal(4, "a"), seal("3 ", "c"), seal(True, "a")}) == 5


def test_sequences_are_written_alike():
    assert written([1, 2.5]) == written((1, 2.5)) == written(np.array([1, 2.5])) == "(1, 2.5)"


def test_a_known_wrong_answer_gets_its_hint(capsys):
    right, hints = seal(6, "q"), {seal(5, "q"): "Count the last one."}
    answer(6.0, "q", right, hints)
    assert capsys.readouterr().out == "Right: 6\n"
    with pytest.raises(AssertionError, match=r"Not yet: 5\. Count the last one\."):
        answer(5, "q", right, hints)
    with pytest.raises(AssertionError, match=r"^Not yet: Ellipsis\.$"):
        answer(..., "q", right, hints)
