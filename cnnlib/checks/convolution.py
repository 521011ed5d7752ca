"""Checks of convolutions, dilated ones included."""

import numpy as np

from cnnlib import ops
from cnnlib.checks.cases import Cause
from cnnlib.checks.check import Check
from cnnlib.checks.draws import quarters, whole


def _conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1):
    return ops.conv2d(x, weight, bias, stride, padding, dilation)


def _draw_conv2d(rng):
    x, weight = whole(rng, 2, 3, 5, 6), whole(rng, 4, 3, 3, 2)
    bias = rng.permutation([-3.0, 2.0, 5.0, 7.0])
    halves = quarters(rng, 2, 3, 5, 6)
    return [
        ("two images, several channels", {"x": x, "weight": weight}),
        ("a bias", {"x": halves, "weight": weight, "bias": bias}),
        ("stride 2", {"x": x, "weight": weight, "bias": bias, "stride": 2}),
        ("padding 1", {"x": halves, "weight": weight, "bias": bias, "stride": 2, "padding": 1}),
    ]


def _turned(x, weight, *rest, **options):
    return _conv2d(x, weight[..., ::-1, ::-1], *rest, **options)


def _kernel_transposed(x, weight, *rest, **options):
    return _conv2d(x, weight.swapaxes(-1, -2), *rest, **options)


def _stride_ignored(x, weight, bias=None, stride=1, **options):
    return _conv2d(x, weight, bias, 1, **options)


def _padding_missing(x, weight, bias=None, stride=1, padding=0, dilation=1):
    return _conv2d(x, weight, bias, stride, 0, dilation)


def _one_side(x, weight, bias=None, stride=1, padding=0, dilation=1):
    return _conv2d(x, weight, bias, stride, ((padding, 0), (padding, 0)), dilation)


def _both_on_one_side(x, weight, bias=None, stride=1, padding=0, dilation=1):
    sides = (2 * padding, 0)
    return _conv2d(x, weight, bias, stride, (sides, sides), dilation)


def _edge_repeated(x, weight, bias=None, stride=1, padding=0, dilation=1):
    sides = [(0, 0)] * (x.ndim - 2) + [(padding, padding)] * 2
    return _conv2d(np.pad(x, sides, mode="edge"), weight, bias, stride, 0, dilation)


def _wrapped(x, weight, bias=None, stride=1, padding=0, dilation=1):
    """Read places before the image from its other end, as Python's negative indices do."""
    before = [(0, 0)] * (x.ndim - 2) + [(padding, 0)] * 2
    after = [(0, 0)] * (x.ndim - 2) + [(0, padding)] * 2
    padded = np.pad(np.pad(x, before, mode="wrap"), after)
    return _conv2d(padded, weight, bias, stride, 0, dilation)


def _bias_missing(x, weight, bias=None, **options):
    return _conv2d(x, weight, None, **options)


def _bias_times(factor):
    def mistaken(x, weight, bias=None, **options):
        times = factor(weight)
        return None if bias is None else _conv2d(x, weight, times * bias, **options)

    return mistaken


def _first_channel(x, weight, *rest, **options):
    return _conv2d(x[..., :1, :, :], weight[:, :1], *rest, **options)


def _first_filter(x, weight, bias=None, **options):
    all_alike = np.repeat(weight[:1], len(weight), axis=0)
    return _conv2d(x, all_alike, bias, **options)


def _mean_of_products(x, weight, bias=None, **options):
    return _conv2d(x, weight / weight[0].size, bias, **options)


def _dilation_ignored(x, weight, bias=None, stride=1, padding=0, dilation=1):
    return _conv2d(x, weight, bias, stride, padding, 1)


def _one_more_hole(x, weight, bias=None, stride=1, padding=0, dilation=1):
    return _conv2d(x, weight, bias, stride, padding, dilation + 1)


KERNEL_FLIPPED = Cause(
    "kernel-flipped",
    "The filter is turned around: networks slide it as it is (cross-correlation).",
    _turned,
)
SLIDING = (
    KERNEL_FLIPPED,
    Cause("kernel-axes-swapped", "Rows and columns of the filter are swapped.", _kernel_transposed),
    Cause("stride-ignored", "The stride is ignored.", _stride_ignored),
    Cause("padding-missing", "The padding is missing.", _padding_missing),
    Cause("padding-one-side", "There is padding before the image but none after it.", _one_side),
    Cause("padding-one-side", "All padding stands on one side.", _both_on_one_side),
    Cause("padding-edge", "The padding repeats the edge instead of being 0.", _edge_repeated),
    Cause(
        "padding-wrapped",
        "Indices below 0 count from the other end in Python: places before the image are 0.",
        _wrapped,
    ),
    Cause("bias-missing", "The bias is missing.", _bias_missing),
    Cause("bias-twice", "The bias is added twice.", _bias_times(lambda w: 2)),
    Cause(
        "bias-per-channel",
        "The bias is added for each input channel: once is enough.",
        _bias_times(lambda w: w.shape[1]),
    ),
    Cause(
        "bias-per-product",
        "The bias is added for each product: once is enough.",
        _bias_times(lambda w: w[0].size),
    ),
    Cause(
        "first-channel-only", "Only the first input channel takes part: add all.", _first_channel
    ),
    Cause("first-filter-only", "Every output channel uses the first filter.", _first_filter),
    Cause("mean-for-sum", "The products are averaged instead of added.", _mean_of_products),
)
conv2d = Check("conv2d", _conv2d, _draw_conv2d, SLIDING)


def _draw_dilated(rng):
    x, weight = whole(rng, 1, 2, 9, 8), whole(rng, 2, 2, 3, 2)
    single = quarters(rng, 2, 1, 10, 9)
    return [
        ("dilation 2", {"x": x, "weight": weight, "dilation": 2}),
        ("dilation 3", {"x": single, "weight": weight[:, :1], "dilation": 3}),
        ("dilation 1", {"x": x, "weight": weight, "dilation": 1}),
    ]


UNUSED = ("bias", "padding", "stride")  # no arguments of the dilated convolution below


def _dilated(x, weight, dilation):
    return _conv2d(x, weight, dilation=dilation)


def _windows_of_d_times_k(x, weight, dilation):
    rows, columns = (
        n - dilation * k + 1 for n, k in zip(x.shape[2:], weight.shape[2:], strict=True)
    )
    return _dilated(x, weight, dilation)[..., :rows, :columns]


dilated_conv2d = Check(
    "dilated_conv2d",
    _dilated,
    _draw_dilated,
    (
        Cause("dilation-ignored", "The dilation is ignored.", _dilation_ignored),
        Cause(
            "dilation-off-by-one",
            "Dilation d means a step of d between the weights, not d zeros between them.",
            _one_more_hole,
        ),
        Cause(
            "last-window",
            "A kernel spread by d covers d*(k − 1) + 1 places, not d*k.",
            _windows_of_d_times_k,
        ),
        *(cause for cause in SLIDING if cause.slug.split("-")[0] not in UNUSED),
    ),
)
