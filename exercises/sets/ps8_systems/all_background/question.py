"""Accuracy and mean IoU of a program that sees nothing."""

import numpy as np

from cnnlib.checks import Cause
from cnnlib.questions import edited

SOLUTION = '''
def all_background(truth, classes):
    """Return pixel accuracy and mean IoU of calling everything 0."""
    ### BEGIN SOLUTION
    accuracy = (truth == 0).mean()
    iou = []
    for k in range(classes):
        true, called = truth == k, np.full(truth.shape, k == 0)
        union = (true | called).sum()
        if true.any():
            iou.append((true & called).sum() / union)
    return accuracy, sum(iou) / len(iou)
    ### END SOLUTION
'''


def reference(truth, classes):
    share = float((truth == 0).mean())
    return share, share / len(np.unique(truth))


CAUSES = (
    Cause(
        "all-classes-counted",
        "A class that does not occur has no IoU.",
        lambda truth, classes: (
            reference(truth, classes)[0],
            reference(truth, classes)[0] / classes,
        ),
    ),
    Cause(
        "background-only",
        "Every class that occurs counts, with 0 where nothing is found.",
        lambda truth, classes: (reference(truth, classes)[0],) * 2,
    ),
    Cause(
        "foreground-share",
        "Right are the places whose class is 0.",
        lambda truth, classes: (1 - reference(truth, classes)[0], reference(truth, classes)[1]),
    ),
    Cause(
        "swapped",
        "The accuracy comes first.",
        lambda truth, classes: reference(truth, classes)[::-1],
    ),
    Cause(
        "count-for-share",
        "The accuracy is a share.",
        lambda truth, classes: (int((truth == 0).sum()), reference(truth, classes)[1]),
    ),
    Cause(
        "foreground-only",
        "The background is a class, too.",
        lambda truth, classes: (reference(truth, classes)[0], 0.0),
    ),
)


def draw(rng):
    def scene(classes, present):
        truth = np.zeros((6, 7), int)
        count = rng.integers(8, 20)
        truth.ravel()[:count] = rng.integers(1, present, count)
        truth.ravel()[: present - 1] = range(1, present)
        return {"truth": rng.permutation(truth.ravel()).reshape(6, 7), "classes": classes}

    return [("all classes occur", scene(3, 3)), ("a class is missing", scene(5, 4))]


WRONG = [
    edited(
        "all-classes-counted",
        "        if true.any():\n            iou",
        "        iou",
        "/ union",
        "/ max(union, 1)",
        lost=0.5,
    ),
    edited("background-only", "range(classes)", "range(1)"),
    edited("foreground-share", "(truth == 0).mean()", "(truth != 0).mean()"),
    edited(
        "swapped", "return accuracy, sum(iou) / len(iou)", "return sum(iou) / len(iou), accuracy"
    ),
    edited("count-for-share", "(truth == 0).mean()", "(truth == 0).sum()"),
    edited("foreground-only", "range(classes)", "range(1, classes)"),
]

RIGHT = [
    """
    def all_background(truth, classes):
        share = np.count_nonzero(truth == 0) / truth.size
        return share, share / len({*truth.ravel().tolist()})
    """,
    """
    import torch

    def all_background(truth, classes):
        classes_there = torch.unique(torch.tensor(np.array(truth)))
        share = float((torch.tensor(np.array(truth)) == 0).double().mean())
        return [share, share / len(classes_there)]
    """,
]
