"""The loss of a classifier: softmax turns scores into probabilities, cross-entropy rates them.

    softmax(s)[k] = exp(s[k]) / sum over j of exp(s[j])
    loss          = mean over n of -log softmax(scores[n])[labels[n]]
    grad_scores[n, k] = (softmax(scores[n])[k] - (1 if k == labels[n] else 0)) / N

The gradient is as simple as it gets: probability minus what was right. Goodfellow, Bengio and
Courville, "Deep Learning", 2016, chapter 6. Taught in chapter 5.
"""

import numpy as np

from cnnlib.ops import arguments


def softmax(scores):
    """Turn every row of scores into positive numbers that sum to 1.

    Parameters
    ----------
    scores : ndarray of shape (N, classes)

    Returns
    -------
    ndarray of shape (N, classes)

    Raises
    ------
    ValueError, TypeError
        If rank or dtype is wrong.

    Examples
    --------
    >>> softmax(np.array([[1000.0, 1000.0]]))
    array([[0.5, 0.5]])
    """
    return np.exp(_log_softmax(_score_matrix(scores)))


def softmax_cross_entropy(scores, labels):
    """Measure how little probability the right classes get, on average.

    Parameters
    ----------
    scores : ndarray of shape (N, classes)
        Any real numbers, also called logits.
    labels : ndarray of N integers
        The right class of every row, from 0 to classes - 1.

    Returns
    -------
    float
        In nats; 0 is perfect, log(classes) is what guessing gives. Of the dtype of `scores`.

    Raises
    ------
    ValueError, TypeError
        If shapes do not fit, N is 0, or a label is no integer or out of range.

    Examples
    --------
    >>> softmax_cross_entropy(np.zeros((1, 10)), np.array([3])).round(4)
    np.float64(2.3026)
    """
    scores = _score_matrix(scores)
    labels = _labels(labels, scores)
    return 0 - _log_softmax(scores)[np.arange(len(labels)), labels].mean()  # -(0) would be -0.0


def softmax_cross_entropy_backward(scores, labels):
    """Return the gradient of `softmax_cross_entropy` for the scores.

    Parameters
    ----------
    scores : ndarray of shape (N, classes)
    labels : ndarray of N integers

    Returns
    -------
    ndarray of shape (N, classes)
        (probability - 1 at the right class, probability elsewhere) / N.

    Raises
    ------
    ValueError, TypeError
        As `softmax_cross_entropy`.

    Examples
    --------
    >>> softmax_cross_entropy_backward(np.zeros((1, 4)), np.array([0]))
    array([[-0.75,  0.25,  0.25,  0.25]])
    """
    scores = _score_matrix(scores)
    labels = _labels(labels, scores)
    grad = np.exp(_log_softmax(scores))
    grad[np.arange(len(labels)), labels] -= 1
    return grad / len(labels)


def _score_matrix(scores):
    scores = arguments.float_array_of_rank(scores, "scores", 2, "(N, classes)")
    if 0 in scores.shape:
        raise ValueError(f"scores must not be empty, got {scores.shape}")
    return scores


def _labels(labels, scores):
    labels = arguments.as_array(labels, "labels")
    if labels.dtype.kind not in "iu":
        raise TypeError(f"labels must be integers, got {labels.dtype}")
    arguments.require_same_shape(labels, "labels", scores.shape[:1], "one for every row of scores")
    if labels.min() < 0 or labels.max() >= scores.shape[1]:
        raise ValueError(
            f"labels must be from 0 to {scores.shape[1] - 1}, got {labels.min()} to {labels.max()}"
        )
    return labels


@arguments.without_float_warnings
def _log_softmax(scores):
    # As in PyTorch, a score of +inf makes its row NaN, and so do scores that are all -inf; one -inf
    # is a probability of 0, as is a difference that overflows.
    shifted = scores - scores.max(axis=1, keepdims=True)  # exp cannot overflow
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
