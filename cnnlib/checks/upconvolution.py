"""Checks of up-convolution."""

import numpy as np

from cnnlib import ops
from cnnlib.checks.cases import Cause
from cnnlib.checks.check import Check
from cnnlib.checks.draws import quarters, whole


def _up(x, weight, stride=1, padding=0):
    return ops.conv_transpose2d(x, weight, None, stride, padding)


def _draw_up(rng):
    x, weight = whole(rng, 2, 2, 3, 4), whole(rng, 2, 2, 3, 2)
    return [
        ("stride 1", {"x": x, "weight": weight}),
        ("stride 2", {"x": quarters(rng, 1, 2, 4, 3), "weight": weight, "stride": 2}),
        ("padding 1", {"x": x, "weight": weight, "stride": 2, "padding": 1}),
    ]


def _stamped(x, weight, stride, padding, put):
    """Stamp with put(old, new) where stamps meet, and cut the padding off."""
    n, _, h, w = x.shape
    _, out_channels, kh, kw = weight.shape
    out = np.zeros((n, out_channels, (h - 1) * stride + kh, (w - 1) * stride + kw))
    for a, b in np.ndindex(h, w):
        # (N, C_in) with (C_in, C_out, kh, kw) -> (N, C_out, kh, kw)
        stamp = np.einsum("nc,cfij->nfij", x[:, :, a, b], weight)
        rows, columns = slice(a * stride, a * stride + kh), slice(b * stride, b * stride + kw)
        out[:, :, rows, columns] = put(out[:, :, rows, columns], stamp)
    end_rows, end_columns = out.shape[2] - padding, out.shape[3] - padding
    return out[:, :, padding:end_rows, padding:end_columns]


def _overwritten(x, weight, stride=1, padding=0):
    return _stamped(x, weight, stride, padding, lambda old, new: new)


def _largest(x, weight, stride=1, padding=0):
    return _stamped(x, weight, stride, padding, np.maximum)


def _padding_added(x, weight, stride=1, padding=0):
    sides = [(0, 0), (0, 0), (padding, padding), (padding, padding)]
    return np.pad(_up(x, weight, stride), sides)


def _one_side(x, weight, stride=1, padding=0):
    return _up(x, weight, stride)[:, :, padding:, padding:]


def _forward(x, weight, stride=1, padding=0):
    return ops.conv2d(x, weight, None, stride, padding)


def _plain_convolution(x, weight, stride=1, padding=0):
    if stride == 1:
        return None
    wide = np.zeros((*x.shape[:2], (x.shape[2] - 1) * stride + 1, (x.shape[3] - 1) * stride + 1))
    wide[:, :, ::stride, ::stride] = x
    return ops.conv2d(wide, weight.swapaxes(0, 1), None, 1, "full")


conv_transpose2d = Check(
    "conv_transpose2d",
    _up,
    _draw_up,
    (
        Cause("stamps-overwritten", "Later stamps overwrite earlier ones: add them.", _overwritten),
        Cause("largest-stamp", "Where stamps meet they must be added.", _largest),
        Cause(
            "channels-swapped",
            "The weight is read as (C_out, C_in, ...): here the input channels come first.",
            lambda x, weight, *rest, **o: _up(x, weight.swapaxes(0, 1), *rest, **o),
        ),
        Cause(
            "kernel-flipped",
            "The filter is turned around: a stamp is laid down as it is.",
            lambda x, weight, *rest, **o: _up(x, weight[..., ::-1, ::-1], *rest, **o),
        ),
        Cause(
            "stride-ignored",
            "The stride is ignored: stamps must lie `stride` places apart.",
            lambda x, weight, stride=1, padding=0: _up(x, weight, 1, padding),
        ),
        Cause(
            "padding-missing",
            "The padding is not cut off.",
            lambda x, weight, stride=1, padding=0: _up(x, weight, stride),
        ),
        Cause("padding-added", "Padding is added: here it is cut off.", _padding_added),
        Cause("padding-one-side", "The padding is cut off on one side only.", _one_side),
        Cause("convolution", "This is the convolution, not its transpose.", _forward),
        Cause(
            "kernel-flipped",
            "Sliding over the widened image needs the filter turned around.",
            _plain_convolution,
        ),
    ),
)
