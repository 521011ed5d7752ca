"""One table of arguments, tried on specification, operator and PyTorch alike.

Each call is accepted by all three, with one output shape, or refused by all three. Where PyTorch
decides otherwise, `torch_decides_otherwise` says why; the two of the course agree even there.
"""

from itertools import combinations, product

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnlib import ops
from cnnlib.specs import (
    AveragePool,
    BatchNorm,
    Branches,
    Convolution,
    Dense,
    Dropout,
    GlobalAveragePool,
    LocalResponseNorm,
    MaxPool,
    Network,
    PartialConvolution,
    ReLU,
    Sequence,
    TransposedConvolution,
)

FILTERS = 4
SHAPES = [(2, 4, 4), (2, 5, 4), (4, 1, 1), (3, 4, 4), (2, 2, 7), (0, 4, 4), (2, 0, 4)]
VALUES = {  # of each option, right and wrong; the first is the one that others vary around
    "kernel_size": [2, 1, 3, (2, 3), [2, 2], 0, -1, 1.5, 2.0, "3", None, (1, 2, 3), (2, 0)],
    "stride": [1, 2, 3, (2, 1), 0, -1, 1.5, 2.0, "2", (1, 2, 3), (1, 0)],
    "padding": [0, 1, 2, 3, 5, (1, 0), (0, 2), -1, 1.5, (1, -1), (1, 1, 1), "reflect", "1"],
    "dilation": [1, 2, 3, (1, 2), 0, -1, 2.0, "1", (1, 1, 1)],
    "groups": [1, 2, 3, 4, 0, -1, 1.5, "2"],
    "output_padding": [0, 1, 2, (1, 0), -1, 1.5],
    "ceil_mode": [False, True, "no", None],
    "bias": [True, False],
}
POOL = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
CONVOLUTION = ("kernel_size", "stride", "padding", "dilation", "groups", "bias")


def specified(layer, *first):
    """Read the arguments as a specification."""
    return lambda options, shape: layer(*first, **options).output_shape(shape)


def pooled(function, convert):
    """Read the arguments as a call of a pooling."""
    return lambda options, shape: function(convert(np.ones((1, *shape))), **options).shape[1:]


def convolved(function, convert, transposed=False):
    """Read the arguments as a call with filters, which `torch.nn` would make from the options."""

    def call(options, shape):
        rest = {**options}
        kernel, groups = rest.pop("kernel_size"), rest["groups"]
        kh, kw = (kernel, kernel) if not isinstance(kernel, (tuple, list)) else kernel
        if shape[0] % groups or FILTERS % groups:
            raise ValueError("groups do not divide the channels")
        inside, outside = (shape[0], FILTERS) if transposed else (FILTERS, shape[0])
        weight = convert(np.ones((inside, outside // groups, kh, kw)))
        bias = convert(np.ones(FILTERS)) if rest.pop("bias") else None
        return function(convert(np.ones((1, *shape))), weight, bias, **rest).shape[1:]

    return call


def average_in_torch(x, dilation, **options):
    """Call PyTorch's average pooling, which has no dilation."""
    if dilation != 1:
        raise TypeError("no dilation")
    return functional.avg_pool2d(x, **options)


KINDS = {  # specification, operator, PyTorch, which options there are
    "convolution": (
        specified(Convolution, FILTERS),
        convolved(ops.conv2d, np.asarray),
        convolved(functional.conv2d, torch.tensor),
        CONVOLUTION,
    ),
    "transposed convolution": (
        specified(TransposedConvolution, FILTERS),
        convolved(ops.conv_transpose2d, np.asarray, transposed=True),
        convolved(functional.conv_transpose2d, torch.tensor, transposed=True),
        (*CONVOLUTION, "output_padding"),
    ),
    "max pooling": (
        specified(MaxPool),
        pooled(ops.max_pool2d, np.asarray),
        pooled(functional.max_pool2d, torch.tensor),
        POOL,
    ),
    "average pooling": (
        specified(AveragePool),
        pooled(ops.avg_pool2d, np.asarray),
        pooled(average_in_torch, torch.tensor),
        POOL,
    ),
}


def calls(kind):
    """Yield every pair of options varied together, on every shape."""
    names = KINDS[kind][3]
    usual = {name: VALUES[name][0] for name in names}
    for first, second in combinations(names, 2):
        for values in product(VALUES[first], VALUES[second]):
            options = usual | dict(zip((first, second), values, strict=True))
            for shape in SHAPES:
                yield options, shape


def answer(reading, options, shape):
    """Return the output shape, or "refused"."""
    try:
        return tuple(reading({**options}, shape))
    except (ValueError, TypeError, RuntimeError, IndexError, ZeroDivisionError):
        return "refused"


def torch_decides_otherwise(kind, options, shape):
    """Say why PyTorch may decide otherwise, or return None."""
    if "pooling" not in kind:
        return "PyTorch convolves images without channels" if shape[0] == 0 else None
    if kind == "average pooling" and options["dilation"] != 1:
        return "PyTorch has no dilation here"
    if any(2 * p > k for p, k in zip(pairs(options, "padding"), reaches(options), strict=True)):
        return "PyTorch allows padding of at most half of the kernel, even where windows see more"
    if options["dilation"] != 1 and options["padding"] != 0:
        return "PyTorch pools windows that see nothing but padding, to -inf"
    return None


def pairs(options, name):
    """Return rows and columns of an option; of a wrong one something that decides nothing."""
    value = options[name]
    two = value if isinstance(value, (tuple, list)) else (value, value)
    return two if len(two) == 2 and all(isinstance(n, int) for n in two) else (1, 1)


def reaches(options):
    """Return how many rows and columns a dilated window covers."""
    axes = zip(pairs(options, "kernel_size"), pairs(options, "dilation"), strict=True)
    return [d * (k - 1) + 1 for k, d in axes]


@pytest.mark.parametrize("kind", KINDS)
def test_all_three_accept_the_same_or_refuse_the_same(kind):
    specification, operator, theirs, _ = KINDS[kind]
    seen = {"accepted": 0, "refused": 0}
    for options, shape in calls(kind):
        ours = answer(operator, options, shape)
        assert answer(specification, options, shape) == ours, f"{options} {shape}"
        if torch_decides_otherwise(kind, options, shape) is None:
            assert answer(theirs, options, shape) == ours, f"PyTorch: {options} {shape}"
            seen["refused" if ours == "refused" else "accepted"] += 1
    assert seen["accepted"] > 300
    assert seen["refused"] > 2000


def test_pooling_of_padding_alone_is_refused_by_name():
    for layer, operator in ((MaxPool, ops.max_pool2d), (AveragePool, ops.avg_pool2d)):
        with pytest.raises(ValueError, match="sees nothing but padding"):
            operator(np.ones((1, 4, 4)), 2, padding=2)
        with pytest.raises(ValueError, match="sees nothing but padding"):
            layer(2, padding=2).output_shape((1, 4, 4))
        network = Network("net", [layer(2, padding=2, name="pool1")], (1, 4, 4))
        with pytest.raises(ValueError, match=r"pool1 .*sees nothing but padding"):
            _ = network.output_shape


LAYERS = [
    Convolution(4, 1),
    MaxPool(1),
    Dense(3),
    GlobalAveragePool(),
    ReLU(),
    BatchNorm(),
    TransposedConvolution(4, 1),
    PartialConvolution(((0,),), 1),
    Sequence(),
    Sequence(ReLU(), Convolution(4, 1)),
    Branches((), ()),
]
READINGS = ("output_shape", "parameters", "macs", "activations", "bytes")
NO_SHAPES = [(4, 4), (1, 4, 4, 4), 4, "444", None, (0, 4, 4), (4, 4, -1), (4.0, 4, 4), (4, 4, "4")]


@pytest.mark.parametrize("layer", LAYERS, ids=repr)
@pytest.mark.parametrize("shape", NO_SHAPES, ids=repr)
def test_what_is_no_shape_of_an_image_has_no_size_and_no_cost(layer, shape):
    with pytest.raises((ValueError, TypeError), match="input_shape"):
        layer.output_shape(shape)
    for reading in READINGS:
        try:
            value = getattr(layer, reading)(shape)
        except (ValueError, TypeError):
            continue
        assert value == 0, f"{reading} of {shape}: {value}"


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: Convolution(4, 1, bias="no"), TypeError, "bias must be True or False"),
        (lambda: Dense(4, bias=None), TypeError, "bias must be True or False"),
        (lambda: TransposedConvolution(4, 1, bias=1), TypeError, "bias must be True or False"),
        (lambda: PartialConvolution(((0,),), 1, bias=0), TypeError, "bias must be True or False"),
        (lambda: MaxPool(2, ceil_mode=1), TypeError, "ceil_mode must be True or False"),
        (lambda: Dropout(1.5), ValueError, "p must be a probability"),
        (lambda: Dropout("0.5"), ValueError, "p must be a probability"),
        (lambda: LocalResponseNorm(0), ValueError, "size must be at least 1"),
        (lambda: LocalResponseNorm(2.5), TypeError, "size must be an integer"),
    ],
)
def test_flags_and_numbers_of_the_wrong_type_are_refused_when_written_down(make, error, words):
    with pytest.raises(error, match=words):
        make()
