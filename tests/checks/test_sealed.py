"""Answers that are checked without being written down."""

import numpy as np
import pytest

from cnnlib.checks import NotYet, answer, seal, written


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


@pytest.mark.parametrize(
    ("value", "several", "words"),
    [
        (..., False, "no value is assigned."),
        (None, True, "no value is assigned."),
        (3, True, "3. Assign all values, as a tuple or a list."),
        ((3, 4), False, "(3, 4). One value is asked for."),
        (np.ones(2), False, "(1, 1). One value is asked for."),
        ({6}, True, "{6}. Assign a tuple or a list, which keeps its order."),
        (len, False, "<built-in function len>. Assign the value itself."),
        (float("nan"), False, "nan."),
        (float("-inf"), None, "-inf."),
        (1j, None, "1j."),
        ((6, 7), True, "(6, 7)."),
    ],
)
def test_a_value_of_another_kind_is_told_so(value, several, words):
    with pytest.raises(NotYet) as caught:
        answer(value, "q", seal((6, 8), "q"), several=several)
    assert str(caught.value) == f"Not yet: {words}"


def test_an_iterator_is_told_to_be_none():
    with pytest.raises(NotYet, match="Assign the value itself"):
        answer((n for n in (6, 8)), "q", seal((6, 8), "q"), several=True)
