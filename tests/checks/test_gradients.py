"""Checks of gradients name each mistake."""

from cnnlib import checks, ops
from tests.checks.mistakes import mistakes_of, require_accepts, require_named


@mistakes_of(checks.conv2d_backward)
def test_each_mistake_is_named(check, cause):
    require_named(check, cause)


def test_the_naive_twin_passes():
    require_accepts(checks.conv2d_backward, ops.conv2d_backward_naive)
