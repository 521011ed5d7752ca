"""Pooling and transposed convolution for the table of operators: what to draw, what is right.

The right answer is that of the naive twin, and for a naive form that of the fast one; each is
compared with PyTorch in its own tests.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from torch.nn import functional

from cnnlib import ops
from cnnlib.shapes import resolve_padding
from tests.ops import reference
from tests.ops.cases import geometry


@dataclass(frozen=True)
class Operator:
    """A way to draw valid arguments, and the right answer to them."""

    draw: Callable
    answer: Callable
    floor: float = 0.0  # errors are measured against values at least this large


def floats(rng, *shape):
    """Draw an array, in float32 or float64 as `rng` has been told."""
    return rng.standard_normal(shape).astype(rng.dtype)


def by(name):
    """Return the operator called `name`, its results as a tuple of arrays."""

    def answer(**arguments):
        result = getattr(ops, name)(**arguments)
        return result if isinstance(result, tuple) else (np.asarray(result),)

    return answer


def pooling(rng, **more):
    """Draw what all pooling operators take; every window sees the image."""
    size, kernel, stride, _, dilation = geometry(rng, most=3)
    reach = [d * (k - 1) + 1 for d, k in zip(dilation, kernel, strict=True)]
    size = [max(n, r) for n, r in zip(size, reach, strict=True)]
    batch = [(), (1,), (2,), (0,)][rng.integers(4)]
    padding = tuple(int(rng.integers(0, k // 2 + 1)) for k in kernel)
    return {
        "x": floats(rng, *batch, int(rng.integers(1, 4)), *size),
        "kernel_size": tuple(kernel),
        "stride": None if rng.integers(2) else stride,
        "padding": min(padding) if rng.integers(2) else padding,
        "dilation": dilation,
        "ceil_mode": bool(rng.integers(2)),
        **more,
    }


def max_arguments(rng):
    return pooling(rng, return_indices=bool(rng.integers(2)))


def average_arguments(rng):
    return pooling(rng, count_include_pad=bool(rng.integers(2)))


def lp_arguments(rng):
    return pooling(rng, norm_type=[1, 2, 2.0, 3, 1.5][rng.integers(5)])


def global_arguments(rng):
    return {"x": pooling(rng)["x"]}


def backward(draw, forward, *dropped):
    """Draw what a backward operator takes: a gradient, and what forward took."""

    def arguments(rng):
        given = draw(rng)
        shape = np.shape(by(forward)(**given)[0])
        kept = {name: value for name, value in given.items() if name not in dropped}
        return {"grad_output": floats(rng, *shape), **kept}

    return arguments


def unpool_arguments(rng):
    """Draw windows that do not overlap, so that no two values go to one place."""
    kernel = tuple(rng.integers(1, 4, 2).tolist())
    size = tuple(int(k * rng.integers(1, 4) + rng.integers(0, k)) for k in kernel)
    batch = [(), (1,), (2,)][rng.integers(3)]
    x = floats(rng, *batch, int(rng.integers(1, 3)), *size)
    values, indices = ops.max_pool2d(x, kernel, return_indices=True)
    return {"x": values, "indices": indices, "kernel_size": kernel, "output_size": size}


def transposed_arguments(rng):
    _, kernel, stride, _, dilation = geometry(rng, most=3)
    groups, inside, filters = (int(rng.integers(1, 3)) for _ in range(3))
    batch, size = [(), (1,), (2,), (0,)][rng.integers(4)], rng.integers(1, 5, 2).tolist()
    spread = [
        (n - 1) * s + d * (k - 1) + 1
        for n, k, s, d in zip(size, kernel, stride, dilation, strict=True)
    ]
    padding = tuple(int(rng.integers(0, (length + 1) // 2)) for length in spread)
    limits = map(max, stride, dilation)
    return {
        "x": floats(rng, *batch, groups * inside, *size),
        "weight": floats(rng, groups * inside, filters, *kernel),
        "bias": floats(rng, groups * filters) if rng.integers(2) else None,
        "stride": stride,
        "padding": min(padding) if rng.integers(2) else padding,
        "output_padding": tuple(int(rng.integers(0, limit)) for limit in limits),
        "groups": groups,
        "dilation": dilation,
    }


def transposed_backward_answer(grad_output, x, weight, **options):
    """Ask torch, which cuts off only as much on one side as on the other: so it is cut here."""
    stride, dilation, groups = (options[n] for n in ("stride", "dilation", "groups"))
    kernel = weight.shape[2:]
    (top, bottom), (left, right) = resolve_padding(options["padding"], kernel, stride, dilation)

    def forward(x, weight, bias):
        rest = options["output_padding"], groups, dilation
        whole = functional.conv_transpose2d(x, weight, bias, stride, 0, *rest)
        rows, columns = whole.shape[-2:]
        return whole[..., top : rows - bottom, left : columns - right]

    bias = np.zeros(weight.shape[1] * groups, weight.dtype)
    return reference.answers(forward, grad_output, x, weight, bias)[1:]


def transposed_matrix_arguments(rng):
    given = transposed_arguments(rng)
    x, _ = given.pop("x"), given.pop("bias")
    return {"weight": given.pop("weight"), "input_size": x.shape[-2:], **given}


def transposed_matrix_answer(weight, input_size, **options):
    """Enlarge every image with one 1 among zeros by the loops; each is a column."""
    weight = weight if weight.ndim == 4 else weight[None, None]
    size = len(weight), *reference.pair(input_size)
    units = np.eye(int(np.prod(size)), dtype=weight.dtype).reshape(-1, *size)
    out = ops.conv_transpose2d_naive(units, weight, **options)
    return (out.reshape(len(units), -1).T,)


def mean_gradient(grad_output, x):
    return (np.broadcast_to(grad_output / (x.shape[-1] * x.shape[-2]), x.shape),)


def family(name, draw, *dropped):
    """List an operator, its backward, and the naive forms of both, each other's answer."""
    back = backward(draw, name, *dropped)
    return {
        name: Operator(draw, by(f"{name}_naive")),
        f"{name}_naive": Operator(draw, by(name)),
        f"{name}_backward": Operator(back, by(f"{name}_backward_naive")),
        f"{name}_backward_naive": Operator(back, by(f"{name}_backward")),
    }


POOLS = {
    **family("max_pool2d", max_arguments, "return_indices"),
    **family("avg_pool2d", average_arguments),
    **family("lp_pool2d", lp_arguments),
    **family("conv_transpose2d", transposed_arguments, "bias"),
    "conv_transpose2d_backward": Operator(
        backward(transposed_arguments, "conv_transpose2d", "bias"), transposed_backward_answer
    ),
    "transposed_convolution_matrix": Operator(
        transposed_matrix_arguments, transposed_matrix_answer
    ),
    "global_avg_pool2d": Operator(
        global_arguments, lambda x: (x.mean(axis=(-2, -1), keepdims=True),)
    ),
    "global_max_pool2d": Operator(
        global_arguments, lambda x: (x.max(axis=(-2, -1), keepdims=True),)
    ),
    "global_avg_pool2d_backward": Operator(
        backward(global_arguments, "global_avg_pool2d"), mean_gradient
    ),
    "global_max_pool2d_backward": Operator(
        backward(global_arguments, "global_max_pool2d"),
        lambda grad_output, x: by("max_pool2d_backward_naive")(
            grad_output=grad_output, x=x, kernel_size=x.shape[-2:]
        ),
    ),
    "max_unpool2d": Operator(unpool_arguments, by("max_unpool2d_naive")),
    "max_unpool2d_naive": Operator(unpool_arguments, by("max_unpool2d")),
    "max_unpool2d_backward": Operator(
        backward(unpool_arguments, "max_unpool2d"),
        lambda grad_output, x, indices, **_: (
            np.take_along_axis(
                grad_output.reshape(*x.shape[:-2], -1), indices.reshape(*x.shape[:-2], -1), -1
            ).reshape(x.shape),
        ),
    ),
}
