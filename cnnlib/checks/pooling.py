"""Checks of pooling, forward and backward."""

import numpy as np

from cnnlib import ops
from cnnlib.checks.cases import Cause
from cnnlib.checks.check import Check
from cnnlib.checks.draws import distinct, quarters, whole


def _max_pool(x, kernel_size, stride=None, padding=0):
    return ops.max_pool2d(x, kernel_size, stride, padding)


def _draw_max(rng):
    x = distinct(rng, 2, 2, 6, 5, low=-60)
    high = distinct(rng, 2, 2, 7, 5, low=-70)  # 3 x 2 windows, so that swapped axes show
    below = -1 - abs(whole(rng, 1, 2, 6, 8))
    return [
        ("windows of 2", {"x": x, "kernel_size": 2}),
        ("windows of 3, stride 2", {"x": high, "kernel_size": 3, "stride": 2}),
        ("values below zero, padded", {"x": below, "kernel_size": 3, "stride": 2, "padding": 1}),
    ]


def _padded(x, padding):
    return np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])


def _windows(x, kernel_size, stride=None, padding=0):
    """Return the windows with zeros around: (N, C, rows, columns, k, k)."""
    step = stride or kernel_size
    views = np.lib.stride_tricks.sliding_window_view(
        _padded(x, padding), (kernel_size, kernel_size), axis=(2, 3)
    )
    return views[:, :, ::step, ::step]


MAX_CAUSES = (
    Cause(
        "zero-for-minus-infinity",
        "The padding takes part as 0: for a maximum it must never win, so pad with −∞.",
        lambda **a: _windows(**a).max(axis=(-1, -2)),
    ),
    Cause(
        "stride-ignored",
        "The stride is ignored: windows move on by their own size.",
        lambda x, kernel_size, stride=None, padding=0: _max_pool(x, kernel_size, None, padding),
    ),
    Cause(
        "stride-one",
        "The windows move on by 1: the stride is as large as the window unless given.",
        lambda x, kernel_size, stride=None, padding=0: _max_pool(x, kernel_size, 1, padding),
    ),
    Cause(
        "padding-missing",
        "The padding is missing.",
        lambda x, kernel_size, stride=None, padding=0: _max_pool(x, kernel_size, stride),
    ),
    Cause("mean-for-max", "These are the means.", lambda **a: _windows(**a).mean(axis=(-1, -2))),
    Cause(
        "minimum", "These are the smallest values.", lambda **a: _windows(**a).min(axis=(-1, -2))
    ),
    Cause("last-of-window", "This is the last value of each window.", lambda **a: _corner(-1, **a)),
    Cause(
        "first-of-window", "This is the first value of each window.", lambda **a: _corner(0, **a)
    ),
    Cause(
        "largest-magnitude",
        "These are the largest absolute values.",
        lambda **a: abs(_windows(**a)).max(axis=(-1, -2)),
    ),
    Cause(
        "channels-pooled",
        "The maximum also runs over the channels: each keeps its own.",
        lambda **a: _max_pool(**a).max(axis=1),
    ),
)


def _corner(place, **arguments):
    return _windows(**arguments)[..., place, place]


max_pool2d = Check("max_pool2d", _max_pool, _draw_max, MAX_CAUSES)


def _max_backward(grad_output, x, kernel_size, stride=None):
    return ops.max_pool2d_backward(grad_output, x, kernel_size, stride)


def _draw_max_backward(rng):
    x = distinct(rng, 2, 1, 5, 5)
    peaks = whole(rng, 1, 1, 5, 5, low=0, high=2)
    peaks[..., 2, 2] = 9.0  # wins in all four windows of size 3 and stride 2
    level = np.ones((1, 2, 4, 4))
    return [
        ("windows of 2", _backward(rng, x, 2, 2)),
        ("windows that overlap", _backward(rng, peaks, 3, 2)),
        ("equal values: the first wins", _backward(rng, level, 2, 2)),
    ]


def _backward(rng, x, kernel_size, stride):
    shape = _max_pool(x, kernel_size, stride).shape
    count = int(np.prod(shape))
    grad = 1.0 + rng.permutation(3 * count)[:count].reshape(shape)
    return {"grad_output": grad, "x": x, "kernel_size": kernel_size, "stride": stride}


def _routed(share):
    """Return a mistake that gives each window's gradient by share(window, old, gradient)."""

    def mistaken(grad_output, x, kernel_size, stride):
        out = np.zeros_like(x)
        for place in np.ndindex(grad_output.shape):
            n, c, a, b = place
            rows = slice(a * stride, a * stride + kernel_size)
            columns = slice(b * stride, b * stride + kernel_size)
            old = out[n, c, rows, columns]
            out[n, c, rows, columns] = share(x[n, c, rows, columns], old, grad_output[place])
        return out

    return mistaken


def _all_ties(window, old, grad):
    return old + (window == window.max()) * grad


def _shared_by_ties(window, old, grad):
    winners = window == window.max()
    return old + winners * grad / winners.sum()


def _last_tie(window, old, grad):
    place = window.size - 1 - window[::-1, ::-1].argmax()
    return old + (np.arange(window.size) == place).reshape(window.shape) * grad


def _overwritten(window, old, grad):
    winner = (np.arange(window.size) == window.argmax()).reshape(window.shape)
    return np.where(winner, grad, old)


def _to_everyone(window, old, grad):
    return old + grad


def _spread_as_mean(window, old, grad):
    return old + grad / window.size


def _value_not_gradient(window, old, grad):
    winner = (np.arange(window.size) == window.argmax()).reshape(window.shape)
    return old + winner * window


max_pool2d_backward = Check(
    "max_pool2d_backward",
    _max_backward,
    _draw_max_backward,
    (
        Cause(
            "gradient-to-all-ties",
            "Every one of several equal maxima gets the gradient: only the first does.",
            _routed(_all_ties),
        ),
        Cause(
            "gradient-shared-by-ties",
            "Equal maxima share the gradient: the first gets all of it.",
            _routed(_shared_by_ties),
        ),
        Cause("last-tie", "The last of equal maxima gets the gradient.", _routed(_last_tie)),
        Cause(
            "gradient-overwritten",
            "A later window overwrites the gradient of an earlier one: add them.",
            _routed(_overwritten),
        ),
        Cause("gradient-to-all", "Every place gets the gradient.", _routed(_to_everyone)),
        Cause("mean-for-max", "The gradient is spread as by a mean.", _routed(_spread_as_mean)),
        Cause(
            "value-for-gradient",
            "The winner gets its own value: it should get the gradient.",
            _routed(_value_not_gradient),
        ),
    ),
)


def _avg_pool(x, kernel_size, stride=None, padding=0):
    return ops.avg_pool2d(x, kernel_size, stride, padding)


def _draw_avg(rng):
    x = quarters(rng, 2, 2, 6, 5)
    return [
        ("windows of 2", {"x": whole(rng, 2, 2, 5, 6), "kernel_size": 2}),
        ("windows of 3, stride 2", {"x": x, "kernel_size": 3, "stride": 2}),
        ("padding counts", {"x": x, "kernel_size": 3, "stride": 2, "padding": 1}),
    ]


avg_pool2d = Check(
    "avg_pool2d",
    _avg_pool,
    _draw_avg,
    (
        Cause(
            "padding-not-counted",
            "The zeros of the padding are left out of the count.",
            lambda x, kernel_size, stride=None, padding=0: ops.avg_pool2d(
                x, kernel_size, stride, padding, count_include_pad=False
            ),
        ),
        Cause(
            "sum-for-mean",
            "These are the sums of the windows.",
            lambda **a: _avg_pool(**a) * a["kernel_size"] ** 2,
        ),
        Cause(
            "divided-by-k",
            "The sums are divided by k: a window holds k*k values.",
            lambda **a: _avg_pool(**a) * a["kernel_size"],
        ),
        *(cause for cause in MAX_CAUSES if cause.slug in ("first-of-window", "last-of-window")),
        Cause(
            "stride-ignored",
            "The stride is ignored: windows move on by their own size.",
            lambda x, kernel_size, stride=None, padding=0: _avg_pool(x, kernel_size, None, padding),
        ),
        Cause(
            "stride-one",
            "The windows move on by 1: the stride is as large as the window unless given.",
            lambda x, kernel_size, stride=None, padding=0: _avg_pool(x, kernel_size, 1, padding),
        ),
        Cause(
            "padding-missing",
            "The padding is missing.",
            lambda x, kernel_size, stride=None, padding=0: _avg_pool(x, kernel_size, stride),
        ),
    ),
)
