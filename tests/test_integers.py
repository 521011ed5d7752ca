"""Options: what counts as an integer or a pair, and how everything else is refused."""

import numpy as np
import pytest

from cnnlib.integers import LIMIT, flag, integer, pair, shown


def test_numpy_integers_come_back_as_plain_ones():
    assert type(integer(np.uint8(3), "n", 0)) is int
    assert [type(n) for n in pair((np.int8(1), np.uint64(2)), "stride")] == [int, int]


NO_INTEGERS = [None, 1.0, "2", True, np.bool_(True), np.float64(2), 1j, [1], {}, np.timedelta64(2)]


@pytest.mark.parametrize("bad", NO_INTEGERS)
def test_only_integers_are_integers(bad):
    with pytest.raises(TypeError, match="steps must be an integer, got"):
        integer(bad, "steps", 0)


@pytest.mark.parametrize(
    ("call", "kind", "message"),
    [
        (lambda: integer(-1, "steps", 0), ValueError, "steps must be at least 0, got -1"),
        (lambda: integer(2**70, "steps", 0), ValueError, f"steps must be below {LIMIT}"),
        (lambda: integer(10**5000, "steps", 0), ValueError, "steps .*too long to write"),
        (lambda: integer(-(10**5000), "steps", 0), ValueError, "steps must be at least 0"),
        (lambda: pair((1, 2, 3), "steps"), ValueError, r"steps must be one integer or \(rows"),
        (lambda: pair((), "steps"), ValueError, "steps"),
        (lambda: pair((1, None), "steps"), TypeError, "steps"),
        (lambda: pair(0, "steps"), ValueError, "steps must be at least 1"),
        (lambda: flag(1, "half"), TypeError, r"half must be True or False, got 1 \(int\)"),
        (lambda: flag("no", "half"), TypeError, r"half must be True or False, got 'no' \(str\)"),
        (lambda: flag(None, "half"), TypeError, "half"),
        (lambda: flag(np.array([True]), "half"), TypeError, "half"),
    ],
)
def test_refusals_name_the_argument(call, kind, message):
    with pytest.raises(kind, match=message):
        call()


def test_flags_of_numpy_come_back_as_plain_ones():
    assert [flag(value, "half") for value in (True, np.True_, np.False_)] == [True, True, False]


@pytest.mark.parametrize(
    "large", [[0] * 10**6, "a" * 10**6, np.ones((9, 9, 9)), 10**4000], ids=type
)
def test_messages_stay_short_whatever_came(large):
    assert len(shown(large)) < 80
    assert "\n" not in shown(large)
    with pytest.raises((TypeError, ValueError)) as caught:
        pair(large, "steps")
    assert len(str(caught.value)) < 160
