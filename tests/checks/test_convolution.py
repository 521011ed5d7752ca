"""Checks of convolutions name each mistake and accept other ways."""

import numpy as np
import torch
from torch.nn import functional as F

from cnnlib import checks, ops
from tests.checks.mistakes import mistakes_of, require_accepts, require_named


@mistakes_of(checks.conv2d, checks.dilated_conv2d)
def test_each_mistake_is_named(check, cause):
    require_named(check, cause)


def by_torch(x, weight, bias=None, stride=1, padding=0):
    tensors = [None if value is None else torch.tensor(value) for value in (x, weight, bias)]
    return F.conv2d(*tensors, stride, padding)


def in_single(x, weight, bias=None, stride=1, padding=0):
    arrays = [None if value is None else np.float32(value) for value in (x, weight, bias)]
    return ops.conv2d(*arrays, stride, padding)


def test_what_is_written_differently_passes():
    require_accepts(checks.conv2d, by_torch)
    require_accepts(checks.conv2d, in_single)
    require_accepts(checks.conv2d, ops.conv2d_naive)


def test_a_function_of_fewer_arguments_is_tried_where_it_can_be():
    report = checks.conv2d(lambda x, weight: ops.conv2d(x, weight))
    assert report.held
    assert [verdict is None for _, verdict in report.lines] == [False, True, True, True]
