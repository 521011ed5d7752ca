"""Checks of convolutions that treat channels on their own: depthwise and 1x1."""

import numpy as np

from cnnlib import ops
from cnnlib.checks.cases import Cause
from cnnlib.checks.check import Check
from cnnlib.checks.convolution import KERNEL_FLIPPED
from cnnlib.checks.draws import distinct, quarters, whole


def _depthwise(x, weight, stride=1):
    return ops.conv2d(x, weight[:, None], None, stride, groups=len(weight))


def _draw_depthwise(rng):
    x, weight = whole(rng, 2, 3, 5, 6), whole(rng, 3, 3, 2)
    return [
        ("three channels", {"x": x, "weight": weight}),
        ("quarters", {"x": quarters(rng, 2, 3, 6, 5), "weight": weight}),
    ]


def _summed_over_channels(x, weight):
    return _depthwise(x, weight).sum(axis=1)


def _sum_in_every_channel(x, weight):
    out = _depthwise(x, weight)
    return np.broadcast_to(out.sum(axis=1, keepdims=True), out.shape)


depthwise_conv2d = Check(
    "depthwise_conv2d",
    _depthwise,
    _draw_depthwise,
    (
        Cause(
            "kernel-flipped",
            KERNEL_FLIPPED.text,
            lambda x, weight: _depthwise(x, weight[:, ::-1, ::-1]),
        ),
        Cause(
            "kernel-axes-swapped",
            "Rows and columns of the filter are swapped.",
            lambda x, weight: _depthwise(x, weight.swapaxes(1, 2)),
        ),
        Cause("channels-added", "The channels are added: each stays alone.", _summed_over_channels),
        Cause("channels-added", "The channels are added: each stays alone.", _sum_in_every_channel),
        Cause(
            "first-filter-only",
            "Every channel uses the first filter.",
            lambda x, weight: _depthwise(x, np.repeat(weight[:1], len(weight), axis=0)),
        ),
        Cause(
            "channels-reversed",
            "The filters meet the channels in the wrong order.",
            lambda x, weight: _depthwise(x, weight[::-1]),
        ),
    ),
)


def _conv1x1(x, weight, bias=None):
    return ops.conv2d(x, weight[:, :, None, None], bias)


def _draw_1x1(rng):
    x, weight = whole(rng, 2, 3, 4, 5), distinct(rng, 3, 3, low=-4)
    bias = rng.permutation([-3.0, 2.0, 5.0])
    return [
        ("a map of channels", {"x": x, "weight": weight}),
        ("a bias", {"x": quarters(rng, 2, 3, 5, 4), "weight": weight, "bias": bias}),
    ]


conv1x1 = Check(
    "conv1x1",
    _conv1x1,
    _draw_1x1,
    (
        Cause(
            "weight-transposed",
            "The matrix is transposed: rows are output channels, columns input channels.",
            lambda x, weight, bias=None: _conv1x1(x, weight.T, bias),
        ),
        Cause(
            "bias-missing", "The bias is missing.", lambda x, weight, bias=None: _conv1x1(x, weight)
        ),
        Cause(
            "bias-twice",
            "The bias is added twice.",
            lambda x, weight, bias=None: None if bias is None else _conv1x1(x, weight, 2 * bias),
        ),
        Cause(
            "mean-for-sum",
            "The channels are averaged instead of added.",
            lambda x, weight, bias=None: _conv1x1(x, weight / weight.shape[1], bias),
        ),
        Cause(
            "diagonal-only",
            "Each output channel sees only the input channel of its own number.",
            lambda x, weight, bias=None: _conv1x1(x, np.diag(np.diag(weight)), bias),
        ),
    ),
)
