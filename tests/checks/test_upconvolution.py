"""Checks of up-convolution name each mistake."""

from cnnlib import checks, ops
from tests.checks.mistakes import mistakes_of, require_accepts, require_named


@mistakes_of(checks.conv_transpose2d)
def test_each_mistake_is_named(check, cause):
    require_named(check, cause)


def test_the_naive_twin_passes():
    def naive(x, weight, stride=1, padding=0):
        return ops.conv_transpose2d_naive(x, weight, None, stride, padding)

    require_accepts(checks.conv_transpose2d, naive)
