"""How good predictions are: of images by accuracy, of maps by overlap.

    IoU of a class = places that are it and are called it / places that are it or are called it

Measures of maps come from one table of counts, which adds up over images; that of boundaries (B.
Cheng et al., "Boundary IoU", 2021) from the maps.  Taught in chapter 13.
"""

import numpy as np
import torch
from torch.nn import functional as F

from cnnlib.arrays import unmasked
from cnnlib.integers import integer


def accuracy(predicted, labels):
    """Compute the share of predictions that equal their label.

    Parameters
    ----------
    predicted, labels : array_like of int, of one shape

    Returns
    -------
    float
        Between 0 and 1.

    Raises
    ------
    TypeError
        If they are no integers: scores, for example, equal no label.
    ValueError
        If the shapes differ or there is nothing to compare.

    Examples
    --------
    >>> accuracy([3, 1, 4, 1], [3, 1, 4, 7])
    0.75
    """
    return float(np.mean(np.equal(*_pair(predicted=predicted, labels=labels))))


def confusion_matrix(prediction, truth, classes):
    """Count how often each class was predicted for each true class.

    Parameters
    ----------
    prediction, truth : array_like of int, of one shape
        Classes from 0 to ``classes - 1``, of images or of the places of maps.
    classes : int
        How many there are.

    Returns
    -------
    ndarray of int64 of shape (classes, classes)
        ``counts[truth, prediction]``; matrices of several images may be added.

    Raises
    ------
    TypeError
        If the classes are not integers.
    ValueError
        If the shapes differ, there is nothing to compare, or a class is out of range.

    Examples
    --------
    >>> confusion_matrix(prediction=[[0, 1], [1, 1]], truth=[[0, 0], [1, 1]], classes=2)
    array([[1, 1],
           [0, 2]])
    """
    prediction, truth = _pair(classes, prediction=prediction, truth=truth)
    places = truth.ravel() * classes + prediction.ravel()
    return np.bincount(places, minlength=classes * classes).reshape(classes, classes)


def pixel_accuracy(matrix):
    """Compute the share of places whose class is right.

    Parameters
    ----------
    matrix : array_like of int of shape (classes, classes)
        From `confusion_matrix`.

    Returns
    -------
    float
        Between 0 and 1.

    Raises
    ------
    ValueError
        If the matrix is not square, has a negative count, or counts nothing.

    Examples
    --------
    >>> pixel_accuracy([[1, 1], [0, 2]])
    0.75
    """
    matrix = _counts(matrix)
    return float(np.trace(matrix) / matrix.sum())


def class_iou(matrix):
    """Compute the intersection over union of each class.

    Parameters
    ----------
    matrix : array_like of int of shape (classes, classes)
        From `confusion_matrix`.

    Returns
    -------
    ndarray of float64 of shape (classes,)
        Between 0 and 1; NaN for a class that is neither true nor predicted anywhere.

    Raises
    ------
    ValueError
        As `pixel_accuracy`.

    Examples
    --------
    >>> class_iou([[1, 1, 0], [0, 2, 0], [0, 0, 0]]).round(3)
    array([0.5  , 0.667,   nan])
    """
    matrix = _counts(matrix)
    both = np.diag(matrix)
    return _ratio(both, matrix.sum(axis=0) + matrix.sum(axis=1) - both)


def mean_iou(matrix):
    """Compute the mean of the intersections over unions of the classes.

    A class that is neither true nor predicted anywhere has none and is left out.  A class that is
    predicted and never true counts with 0.

    Parameters
    ----------
    matrix : array_like of int of shape (classes, classes)
        From `confusion_matrix`.

    Returns
    -------
    float
        Between 0 and 1.

    Raises
    ------
    ValueError
        As `pixel_accuracy`.

    Examples
    --------
    Whoever calls everything background is right at 9 of 10 places:

    >>> matrix = [[90, 0], [10, 0]]
    >>> pixel_accuracy(matrix), mean_iou(matrix)
    (0.9, 0.45)
    """
    return float(np.nanmean(class_iou(matrix)))


def boundary_iou(prediction, truth, classes, distance=1):
    """Compute the intersection over union of each class within a band along its boundary.

    A place belongs to the band of its class if a place of another class, or the outside of the
    image, lies at most `distance` rows and columns away.  A ragged outline lowers this one most.

    Parameters
    ----------
    prediction, truth : array_like of int of shape (N, H, W) or (H, W)
    classes : int
    distance : int, optional
        Width of the band in places.

    Returns
    -------
    ndarray of float64 of shape (classes,)
        Counted over all images together; NaN for a class that is nowhere.

    Raises
    ------
    TypeError, ValueError
        As `confusion_matrix`, and if the maps have no rows and columns.

    Examples
    --------
    A square of 5x5 places whose prediction lacks a corner: 15 of its 16 places on the rim remain,
    and one that was inside is on the rim now.

    >>> truth = np.zeros((7, 7), int)
    >>> truth[1:6, 1:6] = 1
    >>> prediction = truth.copy()
    >>> prediction[1, 1] = 0
    >>> float(boundary_iou(prediction, truth, classes=2)[1]) == 15 / 17
    True
    """
    prediction, truth = _pair(classes, prediction=prediction, truth=truth)
    if truth.ndim not in (2, 3):
        raise ValueError(f"maps must have the shape (N, H, W) or (H, W), got {truth.shape}")
    integer(distance, "distance", 1)
    intersection, union = np.zeros(classes), np.zeros(classes)
    for k in range(classes):
        called = _band(prediction == k, distance)
        real = _band(truth == k, distance)
        intersection[k] = (called & real).sum()
        union[k] = (called | real).sum()
    return _ratio(intersection, union)


def _band(mask, distance):
    """Return the marked places that have an unmarked one, or the outside, within the distance."""
    outside = torch.from_numpy(~mask).float().reshape(-1, 1, *mask.shape[-2:])  # (N, 1, H, W)
    outside = F.pad(outside, [distance] * 4, value=1.0)
    near = F.max_pool2d(outside, 2 * distance + 1, stride=1)  # (N, 1, H, W)
    return mask & (near.numpy().reshape(mask.shape) > 0)


def _ratio(part, whole):
    """Divide; 0/0 is NaN, without a warning."""
    return np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0)


def _pair(classes=None, **named):
    """Return two arrays of integers as int64, checked: below `classes` if that is given."""
    if classes is not None:
        integer(classes, "classes", 1)
    pair = [unmasked(values, name) for name, values in named.items()]
    if pair[0].shape != pair[1].shape or pair[0].size == 0:
        raise ValueError(f"cannot compare {' and '.join(named)}: {pair[0].shape}, {pair[1].shape}")
    for name, values in zip(named, pair, strict=True):
        if values.dtype.kind not in "bui":
            raise TypeError(f"{name} must hold integers, the classes, got {values.dtype}")
        low, high = values.min(), values.max()
        if classes is not None and (low < 0 or high >= classes):
            raise ValueError(f"{name} must lie in 0 to {classes - 1}, got {low} to {high}")
    return [values.astype(np.int64) for values in pair]


def _counts(matrix):
    matrix = np.asarray(matrix)
    if matrix.ndim != 2 or len(matrix) != matrix.shape[1] or matrix.dtype.kind not in "ui":
        raise ValueError(
            f"a confusion matrix holds integers and is square, got {matrix.dtype} {matrix.shape}"
        )
    if (matrix < 0).any() or matrix.sum() == 0:
        raise ValueError("a confusion matrix holds no negative counts, and counts something")
    return matrix
