"""Checks of measures name each mistake and agree with training."""

from cnnlib import checks
from cnnlib.training import metrics
from tests.checks.mistakes import mistakes_of, require_accepts, require_named


@mistakes_of(checks.confusion_matrix, checks.mean_iou)
def test_each_mistake_is_named(check, cause):
    require_named(check, cause)


def test_the_references_are_those_of_training():
    require_accepts(checks.confusion_matrix, metrics.confusion_matrix)
    require_accepts(checks.mean_iou, metrics.mean_iou)
