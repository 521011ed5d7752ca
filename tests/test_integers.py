"""Options: what counts as an integer or a pair, and how everything else is refused."""

import numpy as np
import pytest

from cnnlib.integers import LIMIT, integer, pair


def test_numpy_integers_come_back_as_plain_ones():
    assert type(integer(np.uint8(3), "n", 0)) is int
    assert [type(n) for n in pair((np.int8(1), np.uint64(2)), "stride")] == [int, int]


@pytest.mark.parametrize("bad", [None, 1.0, "2", True, np.bool_(True), np.float64(2), 1j, [1], {}])
def test_only_integers_are_integers(bad):
    with pytest.raises(TypeError, match="steps must be an integer, got"):
        integer(bad, "steps", 0)


@pytest.mark.parametrize(
    ("call", "kind", "message"),
    [
        (lambda: integer(-1, "steps", 0), ValueError, "steps must be at least 0, got -1"),
        (lambda: integer(2**70, "steps", 0), ValueError, f"steps must be below {LIMIT}"),
        (lambda: pair((1, 2, 3), "steps"), ValueError, r"steps must be one integer or \(rows"),
        (lambda: pair((), "steps"), ValueError, "steps"),
        (lambda: pair((1, None), "steps"), TypeError, "steps"),
        (lambda: pair(0, "steps"), ValueError, "steps must be at least 1"),
    ],
)
def test_refusals_name_the_argument(call, kind, message):
    with pytest.raises(kind, match=message):
        call()
