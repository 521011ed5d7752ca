"""Checks of what measures a map of classes: the table of counts, and the mean IoU."""

import numpy as np

from cnnlib.checks.cases import Cause
from cnnlib.checks.check import Check


def _counts(prediction, truth, classes):
    """Count pairs: rows are the truth."""
    counts = np.zeros((classes, classes), np.int64)
    np.add.at(counts, (np.ravel(truth), np.ravel(prediction)), 1)
    return counts


def _draw_maps(rng):
    truth = rng.integers(0, 3, (4, 5))
    prediction = np.where(rng.random((4, 5)) < 0.5, truth, rng.integers(0, 3, (4, 5)))
    truth[0, :4] = [0, 0, 0, 1]  # mistakes that differ in both directions
    prediction[0, :4] = [1, 1, 1, 2]
    return [
        ("three classes", {"prediction": prediction, "truth": truth, "classes": 3}),
        ("a class that is missing", {"prediction": prediction, "truth": truth, "classes": 4}),
    ]


def _each_once(prediction, truth, classes):
    counts = np.zeros((classes, classes), np.int64)
    counts[np.ravel(truth), np.ravel(prediction)] += 1
    return counts


def _shares(prediction, truth, classes):
    counts = _counts(prediction, truth, classes)
    return counts / counts.sum()


def _seen_classes_only(prediction, truth, classes):
    seen = len(np.unique([prediction, truth]))
    return _counts(prediction, truth, seen) if seen < classes else None


confusion_matrix = Check(
    "confusion_matrix",
    _counts,
    _draw_maps,
    (
        Cause(
            "truth-in-columns",
            "Rows are the true classes, columns the predicted ones.",
            lambda prediction, truth, classes: _counts(truth, prediction, classes),
        ),
        Cause(
            "each-pair-once",
            "counts[truth, prediction] += 1 counts each pair of classes once: repeated places "
            "of an index array are not added.",
            _each_once,
        ),
        Cause("shares-for-counts", "Counts are asked for, not shares.", _shares),
        Cause("missing-class", "A class that does not occur has its row, too.", _seen_classes_only),
        Cause(
            "diagonal-only",
            "Only the right places are counted.",
            lambda **a: np.diag(np.diag(_counts(**a))),
        ),
    ),
)


def _class_iou(matrix):
    both = np.diag(matrix)
    union = matrix.sum(axis=0) + matrix.sum(axis=1) - both
    return np.divide(both, union, out=np.full(len(matrix), np.nan), where=union > 0)


def _mean_iou(matrix):
    return float(np.nanmean(_class_iou(matrix)))


def _draw_matrix(rng):
    matrix = rng.integers(1, 9, (3, 3)) + np.diag(rng.integers(9, 30, 3))
    sparse = np.zeros((4, 4), np.int64)
    sparse[:3, :3] = rng.integers(1, 9, (3, 3)) + np.diag(rng.integers(9, 30, 3))
    never_true = matrix.copy()
    never_true[2] = 0
    return [
        ("three classes", {"matrix": matrix}),
        ("a class that occurs nowhere", {"matrix": sparse}),
        ("a class that is predicted and never true", {"matrix": never_true}),
    ]


def _ratio_mean(matrix, union):
    shares = np.divide(np.diag(matrix), union, out=np.full(len(matrix), np.nan), where=union > 0)
    return float(np.nanmean(shares))


def _plain_sum(matrix):
    return _ratio_mean(matrix, matrix.sum(axis=0) + matrix.sum(axis=1))


def _never_true_left_out(matrix):
    return float(np.mean(_class_iou(matrix)[matrix.sum(axis=1) > 0]))


def _all_classes_together(matrix):
    right = np.trace(matrix)
    return right / (2 * matrix.sum() - right)


mean_iou = Check(
    "mean_iou",
    _mean_iou,
    _draw_matrix,
    (
        Cause(
            "absent-class-counted",
            "A class that is neither true nor predicted has no IoU: leave it out.",
            lambda matrix: float(np.nan_to_num(_class_iou(matrix)).mean()),
        ),
        Cause(
            "never-true-left-out",
            "A class that is predicted and never true counts with 0.",
            _never_true_left_out,
        ),
        Cause("union-too-large", "The union counts the overlap twice: subtract it.", _plain_sum),
        Cause(
            "recall-for-iou",
            "This is the mean share of true places that were found.",
            lambda matrix: _ratio_mean(matrix, matrix.sum(axis=1)),
        ),
        Cause(
            "precision-for-iou",
            "This is the mean share of calls that are right.",
            lambda matrix: _ratio_mean(matrix, matrix.sum(axis=0)),
        ),
        Cause(
            "pixel-accuracy",
            "This is the share of right places.",
            lambda matrix: np.trace(matrix) / matrix.sum(),
        ),
        Cause(
            "classes-together", "Compute each class alone, then the mean.", _all_classes_together
        ),
    ),
)
