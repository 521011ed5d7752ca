"""Checks for learners: which case fails, where, and the likely cause.

``checks.conv2d(my_function)`` tries a function on small cases and prints a line for each. Causes
are recognized from the wrong result itself: each known mistake is computed and compared.
Read cases.py, comparing.py and judging.py, then one of the topics, as pooling.py.
"""

from cnnlib.checks.boxes import box_iou, nms
from cnnlib.checks.cases import Case, Cause, Verdict
from cnnlib.checks.channels import conv1x1, depthwise_conv2d
from cnnlib.checks.check import Check, Report, run_cases
from cnnlib.checks.common_causes import common_cause
from cnnlib.checks.comparing import Difference, compare, numbers
from cnnlib.checks.convolution import conv2d, dilated_conv2d
from cnnlib.checks.failing import NotYet
from cnnlib.checks.gradients import conv2d_backward
from cnnlib.checks.judging import judge, judge_all
from cnnlib.checks.pooling import avg_pool2d, max_pool2d, max_pool2d_backward
from cnnlib.checks.sealed import answer, seal, written
from cnnlib.checks.segmentation import confusion_matrix, mean_iou
from cnnlib.checks.sizes import output_size, receptive_field, transposed_output_size
from cnnlib.checks.upconvolution import conv_transpose2d

__all__ = [
    "Case",
    "Cause",
    "Check",
    "Difference",
    "NotYet",
    "Report",
    "Verdict",
    "answer",
    "avg_pool2d",
    "box_iou",
    "common_cause",
    "compare",
    "confusion_matrix",
    "conv1x1",
    "conv2d",
    "conv2d_backward",
    "conv_transpose2d",
    "depthwise_conv2d",
    "dilated_conv2d",
    "judge",
    "judge_all",
    "max_pool2d",
    "max_pool2d_backward",
    "mean_iou",
    "nms",
    "numbers",
    "output_size",
    "receptive_field",
    "run_cases",
    "seal",
    "transposed_output_size",
    "written",
]
