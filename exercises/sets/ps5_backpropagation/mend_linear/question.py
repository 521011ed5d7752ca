"""Mend the gradients of a dense layer: sums over the batch."""

import numpy as np

from cnnlib import ops
from cnnlib.checks import Cause
from cnnlib.questions import edited

STARTER = '''
def linear_backward(grad_output, x, weight):
    """Return the gradients of x, weight and bias."""
    grad_x = grad_output @ weight
    grad_weight = np.outer(grad_output[0], x[0])
    grad_bias = grad_output.mean(axis=0)
    return grad_x, grad_weight, grad_bias
'''

SOLUTION = '''
def linear_backward(grad_output, x, weight):
    """Return the gradients of x, weight and bias."""
    grad_x = grad_output @ weight
    grad_weight = grad_output.T @ x
    grad_bias = grad_output.sum(axis=0)
    return grad_x, grad_weight, grad_bias
'''


def reference(grad_output, x, weight):
    return tuple(ops.linear_backward(grad_output, x, weight))


def with_weight(change):
    """Return a mistake that gives another gradient of the weights."""

    def mistaken(grad_output, x, weight):
        grad_x, grad_weight, grad_bias = reference(grad_output, x, weight)
        return grad_x, change(grad_output, x, grad_weight), grad_bias

    return mistaken


def with_bias(change):
    """Return a mistake that gives another gradient of the bias."""

    def mistaken(grad_output, x, weight):
        return *reference(grad_output, x, weight)[:2], change(grad_output)

    return mistaken


def as_given(grad_output, x, weight):
    grad_x, _, _ = reference(grad_output, x, weight)
    return grad_x, np.outer(grad_output[0], x[0]), grad_output.mean(axis=0)


CAUSES = (
    Cause("as-given", "Weights and bias serve all samples: add their gradients.", as_given),
    Cause(
        "first-sample-only",
        "The gradient of the weights adds up over the samples.",
        with_weight(lambda grad, x, right: np.outer(grad[0], x[0])),
    ),
    Cause(
        "bias-mean",
        "The gradient of the bias is a sum, not a mean.",
        with_bias(lambda grad: grad.mean(axis=0)),
    ),
    Cause(
        "batch-averaged",
        "The gradients add up over the batch; here they are averaged.",
        with_weight(lambda grad, x, right: right / len(x)),
    ),
    Cause("bias-of-one-sample", "The bias serves all samples.", with_bias(lambda grad: grad[-1])),
    Cause(
        "weight-reversed",
        "The rows of the weights are in the wrong order.",
        with_weight(lambda grad, x, right: right[::-1]),
    ),
)


def draw(rng):
    def case(n):
        grad = rng.permutation(np.arange(1.0, 1 + 3 * n)).reshape(n, 3)
        x = rng.permutation(np.arange(1.0, 1 + 4 * n)).reshape(n, 4)
        return {"grad_output": grad, "x": x, "weight": rng.integers(-3, 4, (3, 4)).astype(float)}

    return [("two samples", case(2)), ("five samples", case(5))]


WRONG = [
    edited(
        "as-given",
        "grad_output.T @ x",
        "np.outer(grad_output[0], x[0])",
        "grad_output.sum(",
        "grad_output.mean(",
    ),
    edited("first-sample-only", "grad_output.T @ x", "np.outer(grad_output[0], x[0])"),
    edited("bias-mean", "grad_output.sum(", "grad_output.mean("),
    edited("batch-averaged", "grad_output.T @ x", "grad_output.T @ x / len(x)"),
    edited("bias-of-one-sample", "grad_output.sum(axis=0)", "grad_output[-1]"),
    edited("weight-reversed", "grad_output.T @ x", "grad_output.T[::-1] @ x"),
]

RIGHT = [
    """
    def linear_backward(grad_output, x, weight):
        return (np.einsum("no,oi->ni", grad_output, weight),
                np.einsum("no,ni->oi", grad_output, x), np.einsum("no->o", grad_output))
    """,
    """
    def linear_backward(grad_output, x, weight):
        grad_weight, grad_bias = np.zeros(weight.shape), np.zeros(len(weight))
        for grad, sample in zip(grad_output, x):
            grad_weight += np.outer(grad, sample)
            grad_bias += grad
        return [grad_output.dot(weight), grad_weight, grad_bias]
    """,
]
