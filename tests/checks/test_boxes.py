"""Checks of boxes name each mistake and accept the library."""

import torch

from cnnlib import checks, detection
from tests.checks.mistakes import mistakes_of, require_accepts, require_named


@mistakes_of(checks.box_iou, checks.nms)
def test_each_mistake_is_named(check, cause):
    require_named(check, cause)


def test_the_naive_twins_pass():
    require_accepts(checks.box_iou, detection.box_iou_naive)
    require_accepts(checks.nms, detection.nms_naive)


def test_tensors_pass():
    require_accepts(checks.box_iou, lambda a, b: torch.from_numpy(detection.box_iou(a, b)))
