"""How good predictions are."""

import numpy as np


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
    ValueError
        If the shapes differ or there is nothing to compare.

    Examples
    --------
    >>> accuracy([3, 1, 4, 1], [3, 1, 4, 7])
    0.75
    """
    predicted, labels = np.asarray(predicted), np.asarray(labels)
    if predicted.shape != labels.shape or labels.size == 0:
        raise ValueError(f"cannot compare predictions {predicted.shape} with labels {labels.shape}")
    return float(np.mean(predicted == labels))
