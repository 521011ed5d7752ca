"""Every public operator: how to draw arguments for it, and what PyTorch answers to them.

`OPERATORS[name].draw(rng)` returns keyword arguments that the operator must accept;
`.answer(**arguments)` returns the right result, a tuple of arrays.
"""

import numpy as np
import torch
from torch.nn import functional

from cnnlib import ops
from tests.ops import operators_pool, reference
from tests.ops.cases import drawn, geometry
from tests.ops.operators_pool import Operator, floats


class Draws:
    """A random generator that keeps to one dtype; all arrays of a call share it."""

    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)
        self.dtype = self.rng.choice([np.float32, np.float64])

    def __getattr__(self, name):
        return getattr(self.rng, name)


def conv2d_arguments(rng):
    case = drawn(rng, most=3)
    arrays = {"x": floats(rng, *case.x), "weight": floats(rng, *case.weight)}
    bias = floats(rng, case.weight[0]) if case.bias else None
    return {**arrays, "bias": bias, **case.options}


def with_gradient(draw, forward):
    """Draw the arguments of a backward operator: what forward takes, and a gradient."""

    def arguments(rng):
        given = draw(rng)
        shape = forward(**given)[0].shape
        given.pop("bias", None)
        return {"grad_output": floats(rng, *shape), **given}

    return arguments


def conv2d_answer(x, weight, bias, **options):
    tensors = [None if a is None else torch.tensor(a) for a in (x, weight, bias)]
    return (reference.torch_conv2d(*tensors, **options).numpy(),)


def conv2d_backward_answer(grad_output, x, weight, **options):
    bias = np.zeros(len(weight), weight.dtype)
    return reference.answers(
        lambda *a: reference.torch_conv2d(*a, **options), grad_output, x, weight, bias
    )[1:]


def im2col_arguments(rng):
    size, kernel, stride, padding, dilation = geometry(rng, most=3)
    batch = [(), (1,), (3,)][rng.integers(3)]
    x = floats(rng, *batch, int(rng.integers(1, 4)), *size)
    options = {"stride": stride, "padding": padding, "dilation": dilation}
    return {"x": x, "kernel_size": tuple(kernel), **options}


def im2col_answer(x, **options):
    return (reference.torch_im2col(torch.tensor(x), **options).numpy(),)


def col2im_arguments(rng):
    given = im2col_arguments(rng)
    x = given.pop("x")
    columns = floats(rng, *im2col_answer(x, **given)[0].shape)
    return {"columns": columns, "output_size": x.shape[-2:], **given}


def col2im_answer(columns, output_size, **options):
    """Fold with torch: into the padded image, from which the image is then cut."""
    marked = torch.ones(1, 1, *reference.pair(output_size), dtype=torch.float64)
    frame = reference.padded(
        marked, options["padding"], options["kernel_size"], options["dilation"]
    )
    kernel, dilation, stride = (options[n] for n in ("kernel_size", "dilation", "stride"))
    size = tuple(frame.shape[2:])
    image = functional.fold(torch.tensor(columns), size, kernel, dilation, 0, stride)
    rows, columns = (frame[0, 0] > 0).nonzero().aminmax(dim=0)
    (top, left), (bottom, right) = rows.tolist(), columns.tolist()
    return (image[..., top : bottom + 1, left : right + 1].numpy(),)


def matrix_arguments(rng):
    given = conv2d_arguments(rng)
    x, _ = given.pop("x"), given.pop("bias")
    return {"weight": given.pop("weight"), "input_size": x.shape[-2:], **given}


def matrix_answer(weight, input_size, **options):
    weight = torch.tensor(weight if weight.ndim == 4 else weight[None, None])
    size = weight.shape[1] * options["groups"], *reference.pair(input_size)
    units = torch.eye(int(np.prod(size)), dtype=weight.dtype).reshape(-1, *size)
    out = reference.torch_conv2d(units, weight, **options)
    return (out.reshape(len(units), -1).T.numpy(),)


def linear_arguments(rng):
    n, inputs, outputs = rng.integers(0, 5), rng.integers(1, 6), rng.integers(1, 6)
    bias = floats(rng, outputs) if rng.integers(2) else None
    return {"x": floats(rng, n, inputs), "weight": floats(rng, outputs, inputs), "bias": bias}


def linear_answer(x, weight, bias):
    tensors = [None if a is None else torch.tensor(a) for a in (x, weight, bias)]
    return (functional.linear(*tensors).numpy(),)


def linear_backward_answer(grad_output, x, weight):
    bias = np.zeros(len(weight), weight.dtype)
    return reference.answers(functional.linear, grad_output, x, weight, bias)[1:]


def relu_arguments(rng):
    x = floats(rng, *rng.integers(0, 4, rng.integers(0, 5)))
    return {"x": np.where(rng.random(x.shape) < 0.2, np.zeros((), x.dtype), x)}


def scores_arguments(rng):
    n, classes = rng.integers(1, 6), rng.integers(1, 6)
    scale = [1, 10, 1000][rng.integers(3)]
    return {"scores": floats(rng, n, classes) * scale, "labels": rng.integers(0, classes, n)}


def loss(scores, labels):
    return functional.cross_entropy(scores, torch.tensor(labels.astype(np.int64)))


def loss_backward_answer(scores, labels):
    one = np.ones((), scores.dtype)
    return reference.answers(lambda s: loss(s, labels), one, scores)[1:]


def pad_arguments(rng):
    padding = geometry(rng)[3]
    x = floats(rng, *rng.integers(0, 3, rng.integers(0, 4)), *rng.integers(1, 5, 2))
    return {"x": x, "padding": 2 if isinstance(padding, str) else padding, "value": rng.normal()}


def pad_answer(x, padding, value):
    rows, columns = map(reference.pair, reference.pair(padding))
    sides = [(0, 0)] * (x.ndim - 2) + [rows, columns]
    with np.errstate(over="ignore"):  # 1e300 is infinite in float32
        return (np.pad(x, sides, constant_values=x.dtype.type(value)),)


CONV = Operator(conv2d_arguments, conv2d_answer)
CONV_BACKWARD = Operator(with_gradient(conv2d_arguments, conv2d_answer), conv2d_backward_answer)
OPERATORS = {
    "conv2d": CONV,
    "conv2d_naive": CONV,
    "conv2d_backward": CONV_BACKWARD,
    "conv2d_backward_naive": CONV_BACKWARD,
    "im2col": Operator(im2col_arguments, im2col_answer),
    "col2im": Operator(col2im_arguments, col2im_answer),
    "convolution_matrix": Operator(matrix_arguments, matrix_answer),
    "linear": Operator(linear_arguments, linear_answer),
    "linear_backward": Operator(
        with_gradient(linear_arguments, linear_answer), linear_backward_answer
    ),
    "relu": Operator(relu_arguments, lambda x: (functional.relu(torch.tensor(x)).numpy(),)),
    "relu_backward": Operator(
        with_gradient(relu_arguments, lambda x: (x,)),
        lambda grad_output, x: reference.answers(functional.relu, grad_output, x)[1:],
    ),
    "softmax": Operator(
        lambda rng: {"scores": scores_arguments(rng)["scores"]},
        lambda scores: (torch.tensor(scores).softmax(1).numpy(),),
    ),
    "softmax_cross_entropy": Operator(
        scores_arguments, lambda scores, labels: (loss(torch.tensor(scores), labels).numpy(),), 1.0
    ),
    "softmax_cross_entropy_backward": Operator(scores_arguments, loss_backward_answer, 1.0),
    "pad": Operator(pad_arguments, pad_answer),
    **operators_pool.POOLS,
}


def assert_operator_is_right(name, seeds):
    """Call an operator of `cnnlib.ops` on arguments drawn from each seed, and compare."""
    for seed in seeds:
        given = OPERATORS[name].draw(Draws(seed))
        result = getattr(ops, name)(**given)
        results = result if isinstance(result, tuple) else (result,)
        for actual, right in zip(results, OPERATORS[name].answer(**given), strict=True):
            reference.assert_close(actual, right, floor=OPERATORS[name].floor)
