"""Checks of pooling name each mistake."""

from cnnlib import checks, ops
from tests.checks.mistakes import mistakes_of, require_accepts, require_named


@mistakes_of(checks.max_pool2d, checks.max_pool2d_backward, checks.avg_pool2d)
def test_each_mistake_is_named(check, cause):
    require_named(check, cause)


def test_the_naive_twins_pass():
    require_accepts(checks.max_pool2d, ops.max_pool2d_naive)
    require_accepts(checks.avg_pool2d, ops.avg_pool2d_naive)
    require_accepts(checks.max_pool2d_backward, ops.max_pool2d_backward_naive)
