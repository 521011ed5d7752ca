"""Checks of sizes: of outputs, of up-convolutions, and of receptive fields."""

from cnnlib import shapes
from cnnlib.checks.cases import Cause
from cnnlib.checks.check import Check


def _size(n, k, s=1, p=0, d=1):
    return shapes.output_size(n, k, s, p, d)


def _whole_size(rng, k, s, p, d=1, rest=0):
    """Return an input length whose last window leaves `rest` places over."""
    return int(s * rng.integers(4, 12) + d * (k - 1) + 1 - 2 * p + rest)


def _draw_size(rng):
    k, s = int(rng.integers(3, 6)), int(rng.integers(3, 5))
    return [
        ("kernel alone", {"n": int(rng.integers(9, 30)), "k": k}),
        ("a stride with a rest", {"n": _whole_size(rng, k, s, 0, rest=1), "k": k, "s": s}),
        ("padding", {"n": _whole_size(rng, k, 3, 2), "k": k, "s": 3, "p": 2}),
        ("dilation", {"n": _whole_size(rng, k, 2, 2, 2), "k": k, "s": 2, "p": 2, "d": 2}),
    ]


def _exact(n, k, s=1, p=0, d=1):
    return (n + 2 * p - d * (k - 1) - 1) / s + 1


output_size = Check(
    "output_size",
    _size,
    _draw_size,
    (
        Cause("not-rounded", "The size is a whole number: round down.", _exact),
        Cause(
            "rounded-up",
            "Round down: a window that does not fit is not computed.",
            lambda **a: -int(-_exact(**a) // 1),
        ),
        Cause(
            "dilation-ignored",
            "The dilation is ignored.",
            lambda n, k, s=1, p=0, d=1: _size(n, k, s, p),
        ),
        Cause(
            "dilation-off-by-one",
            "A kernel spread by d covers d*(k − 1) + 1 places, not d*k.",
            lambda n, k, s=1, p=0, d=1: (n + 2 * p - d * k) // s + 1,
        ),
        Cause(
            "padding-missing",
            "The padding is missing.",
            lambda n, k, s=1, p=0, d=1: _size(n, k, s, 0, d),
        ),
        Cause(
            "padding-one-side",
            "Padding stands on both sides: count it twice.",
            lambda n, k, s=1, p=0, d=1: (n + p - d * (k - 1) - 1) // s + 1,
        ),
        Cause(
            "stride-ignored",
            "The stride is ignored.",
            lambda n, k, s=1, p=0, d=1: _size(n, k, 1, p, d),
        ),
        Cause(
            "first-window-missing",
            "One window stands at the start before any step: add 1 after dividing.",
            lambda n, k, s=1, p=0, d=1: (n + 2 * p - d * (k - 1) - 1) // s,
        ),
        Cause(
            "one-added-before-dividing",
            "Add the 1 after dividing by the stride, not before.",
            lambda n, k, s=1, p=0, d=1: (n + 2 * p - d * (k - 1)) // s,
        ),
    ),
)


def _up_size(n, k, s=1, p=0):
    return shapes.transposed_output_size(n, k, s, p)


def _draw_up_size(rng):
    n, k = int(rng.integers(5, 20)), int(rng.integers(4, 7))
    return [
        ("stride 1", {"n": n, "k": k}),
        ("a stride", {"n": n, "k": k, "s": int(rng.integers(2, 5))}),
        ("padding", {"n": n, "k": k, "s": 2, "p": int(rng.integers(1, 3))}),
    ]


transposed_output_size = Check(
    "transposed_output_size",
    _up_size,
    _draw_up_size,
    (
        Cause(
            "forward-size",
            "This is the size of the convolution.",
            lambda n, k, s=1, p=0: _size(n, k, s, p),
        ),
        Cause(
            "stride-times-n",
            "n stamps have n − 1 steps between them.",
            lambda n, k, s=1, p=0: n * s - 2 * p + k,
        ),
        Cause(
            "kernel-missing",
            "The last stamp covers k places, not 1.",
            lambda n, k, s=1, p=0: (n - 1) * s - 2 * p + 1,
        ),
        Cause(
            "padding-added",
            "Padding is cut off, not added.",
            lambda n, k, s=1, p=0: (n - 1) * s + 2 * p + k,
        ),
        Cause(
            "padding-one-side",
            "Padding is cut off on both sides.",
            lambda n, k, s=1, p=0: (n - 1) * s - p + k,
        ),
        Cause("padding-missing", "The padding is missing.", lambda n, k, s=1, p=0: (n - 1) * s + k),
        Cause("stride-ignored", "The stride is ignored.", lambda n, k, s=1, p=0: n - 1 - 2 * p + k),
        Cause(
            "only-scaled", "The kernel reaches beyond the last step.", lambda n, k, s=1, p=0: n * s
        ),
    ),
)


def _field(layers, grow=None, jump_of=None):
    """Return the field by the recursion; grow and jump_of may be mistaken ones."""
    size, jump = 1, 1
    for k, s, d in layers:
        size += grow(k, s, d, jump) if grow else d * (k - 1) * jump
        jump = jump_of(jump, s) if jump_of else jump * s
    return size


def _draw_layers(rng):
    k = [int(value) for value in rng.permutation([2, 3, 4, 5])]
    s = [int(value) for value in rng.permutation([2, 3, 4])]
    d = int(rng.integers(2, 4))
    return [
        ("stride 1", {"layers": tuple((size, 1, 1) for size in k[:3])}),
        ("strides", {"layers": ((k[0], s[0], 1), (k[1], s[1], 1), (k[2], 2, 1))}),
        ("dilation", {"layers": ((k[3], s[2], 1), (k[0], 1, d), (k[1], 2, 1))}),
    ]


def _stride_of_own_layer(layers):
    size, jump = 1, 1
    for k, s, d in layers:
        jump *= s
        size += d * (k - 1) * jump
    return size


receptive_field = Check(
    "receptive_field",
    _field,
    _draw_layers,
    (
        Cause(
            "jump-ignored",
            "A step in a later layer is several places of the input.",
            lambda layers: _field(layers, lambda k, s, d, jump: d * (k - 1)),
        ),
        Cause(
            "own-stride-counted",
            "A layer's own stride spreads the layers after it, not itself.",
            _stride_of_own_layer,
        ),
        Cause(
            "strides-added",
            "Strides multiply.",
            lambda layers: _field(layers, None, lambda jump, s: jump + s - 1),
        ),
        Cause(
            "last-stride-only",
            "The strides of all earlier layers multiply.",
            lambda layers: _field(layers, None, lambda jump, s: s),
        ),
        Cause(
            "kernel-not-minus-one",
            "A layer adds k − 1 steps, not k.",
            lambda layers: _field(layers, lambda k, s, d, jump: d * k * jump),
        ),
        Cause(
            "start-at-zero",
            "A unit of the input sees itself: start at 1.",
            lambda layers: _field(layers) - 1,
        ),
        Cause(
            "dilation-ignored",
            "The dilation is ignored.",
            lambda layers: _field(layers, lambda k, s, d, jump: (k - 1) * jump),
        ),
        Cause(
            "dilation-off-by-one",
            "A spread kernel covers d*(k − 1) + 1 places.",
            lambda layers: _field(layers, lambda k, s, d, jump: (d * k - 1) * jump),
        ),
        Cause(
            "first-layer-only",
            "Only the first layer is counted: does the return stand in the loop?",
            lambda layers: _field(layers[:1]),
        ),
        Cause(
            "layers-reversed",
            "The layers are taken in reverse order.",
            lambda layers: _field(layers[::-1]),
        ),
    ),
)
