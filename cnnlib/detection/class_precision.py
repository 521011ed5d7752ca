"""Average precision of detections of several classes: one number a class, and their mean.

M. Everingham et al., "The PASCAL visual object classes (VOC) challenge", 2010. Taught in
chapter 10.
"""

import numpy as np

from cnnlib.detection import arguments
from cnnlib.detection.precision import average_precision
from cnnlib.integers import shown


def average_precision_per_class(predictions, truths, iou_threshold=0.5, points="all"):
    """Compute the average precision of every class that has a true box.

    Parameters
    ----------
    predictions : list of (boxes, scores, labels)
        One entry for each image: array_like of shape (K, 4), (K,) and, integers, (K,).
    truths : list of (boxes, labels)
        One entry for each image: array_like of shape (L, 4) and, integers, (L,).
    iou_threshold : float, optional
        Overlap that makes a detection right, above 0 and up to 1.
    points : {"all", "11"}, optional
        As in `average_precision`.

    Returns
    -------
    dict of int to float
        By rising label. A class without a true box has none; its detections count nowhere.

    Raises
    ------
    ValueError, TypeError
        As `average_precision`, and if labels are not one integer for each box.

    Examples
    --------
    >>> found = [([[0, 0, 4, 4], [5, 5, 9, 9]], [0.9, 0.4], [1, 2])]
    >>> true = [([[0, 0, 4, 5], [20, 20, 30, 30]], [1, 2])]
    >>> average_precision_per_class(found, true)
    {1: 1.0, 2: 0.0}
    """
    predictions = _labelled(predictions, "predictions", ("boxes", "scores", "labels"))
    truths = _labelled(truths, "truths", ("boxes", "labels"))
    present = np.unique(np.concatenate([entry[-1] for entry in truths] + [np.zeros(0, np.int64)]))
    if not present.size:
        raise ValueError("truths hold no box: without one, recall and precision mean nothing")
    result = {}
    for label in present.tolist():
        found = [_of_class(entry, label) for entry in predictions]
        true = [_of_class(entry, label)[0] for entry in truths]
        result[label] = average_precision(found, true, iou_threshold, points)
    return result


def mean_average_precision(predictions, truths, iou_threshold=0.5, points="all"):
    """Compute the mean over classes of the average precision.

    Takes what `average_precision_per_class` does.

    Parameters
    ----------
    predictions : list of (boxes, scores, labels)
    truths : list of (boxes, labels)
    iou_threshold : float, optional
    points : {"all", "11"}, optional

    Returns
    -------
    float
        From 0 to 1; every class that has a true box counts the same.

    Raises
    ------
    ValueError, TypeError
        As `average_precision_per_class`.

    Examples
    --------
    >>> found = [([[0, 0, 4, 4], [5, 5, 9, 9]], [0.9, 0.4], [1, 2])]
    >>> true = [([[0, 0, 4, 5], [20, 20, 30, 30]], [1, 2])]
    >>> mean_average_precision(found, true)
    0.5
    """
    per_class = average_precision_per_class(predictions, truths, iou_threshold, points)
    return float(np.mean(list(per_class.values())))


def _labelled(entries, name, fields):
    """Return entries whose last field is labels, as checked arrays."""
    if not isinstance(entries, (list, tuple)):
        raise TypeError(f"{name} must be a list, one entry for each image, got {shown(entries)}")
    result = []
    for n, entry in enumerate(entries):
        if not isinstance(entry, (list, tuple)) or len(entry) != len(fields):
            raise TypeError(f"{name}[{n}] must be ({', '.join(fields)}), got {shown(entry)}")
        boxes = arguments.boxes(entry[0], f"{name}[{n}][0]")
        checked = [boxes]
        if len(fields) == 3:
            checked.append(arguments.scores(entry[1], len(boxes), f"{name}[{n}][1]"))
        checked.append(arguments.labels(entry[-1], len(boxes), f"{name}[{n}][{len(fields) - 1}]"))
        result.append(tuple(checked))
    return result


def _of_class(entry, label):
    """Return all fields but the labels, of the boxes of one class."""
    chosen = entry[-1] == label
    return tuple(field[chosen] for field in entry[:-1])
