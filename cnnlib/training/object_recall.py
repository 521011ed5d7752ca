"""How much of each object a map of classes finds, small and large objects apart.

    recall of an object = its pixels with the right class / all its pixels within its box

Measures over all pixels hardly notice small objects; this one counts each object once. Used in
chapter 13.
"""

import numpy as np

from cnnlib.integers import integer


def recall_by_size(prediction, truth, boxes, limits=(16, 32)):
    """Compute the mean recall of objects, grouped by the longer side of their boxes.

    Parameters
    ----------
    prediction, truth : array_like of int of shape (N, H, W)
        Class of each pixel; 0 is the background, which is no object.
    boxes : sequence of array_like of shape (K, 4)
        One entry a map; x1, y1, x2, y2 in whole pixels, right and lower edge excluded.
    limits : sequence of int, optional
        Rising; the longest side of each group but the last, which has none.

    Returns
    -------
    ndarray of float64 of shape (len(limits) + 1,)
        Between 0 and 1; NaN for a group without an object.

    Raises
    ------
    TypeError
        If a limit is no integer.
    ValueError
        If maps and boxes do not fit together, or the limits do not rise.

    Examples
    --------
    >>> truth = np.zeros((1, 8, 8), int)
    >>> truth[0, 1:3, 1:3] = 1  # a small object, and a larger one, half of which is found
    >>> truth[0, 4:8, 4:8] = 1
    >>> prediction = truth.copy()
    >>> prediction[0, 6:] = 0
    >>> recall_by_size(prediction, truth, [[[1, 1, 3, 3], [4, 4, 8, 8]]], limits=[2])
    array([1. , 0.5])
    """
    prediction, truth = np.asarray(prediction), np.asarray(truth)
    if prediction.ndim != 3 or prediction.shape != truth.shape or len(boxes) != len(truth):
        raise ValueError(
            f"maps (N, H, W) and N entries of boxes are needed, got predictions "
            f"{prediction.shape}, truth {truth.shape} and {len(boxes)} entries"
        )
    limits = [integer(limit, "a limit", 1) for limit in limits]
    if limits != sorted(set(limits)):
        raise ValueError(f"limits must rise, got {limits}")
    groups = [[] for _ in range(len(limits) + 1)]
    for called, real, own_boxes in zip(prediction, truth, boxes, strict=True):
        for x1, y1, x2, y2 in np.asarray(own_boxes).reshape(-1, 4).astype(int):
            window = slice(y1, y2), slice(x1, x2)
            is_object = real[window] > 0
            if is_object.any():
                right = called[window] == real[window]
                group = np.searchsorted(limits, max(x2 - x1, y2 - y1))
                groups[group].append(right[is_object].mean())
    return np.array([np.mean(shares) if shares else np.nan for shares in groups])
