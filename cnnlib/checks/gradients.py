"""Checks of the gradients of convolutions."""

import numpy as np

from cnnlib import ops
from cnnlib.checks.cases import Cause
from cnnlib.checks.check import Check
from cnnlib.checks.draws import quarters, whole


def _backward(grad_output, x, weight):
    return ops.conv2d_backward(grad_output, x, weight)


def _draw_backward(rng):
    weight = whole(rng, 3, 2, 3, 2)
    return [
        (
            "one image",
            {"grad_output": whole(rng, 1, 3, 3, 4), "x": whole(rng, 1, 2, 5, 5), "weight": weight},
        ),
        (
            "two images",
            {
                "grad_output": quarters(rng, 2, 3, 2, 3),
                "x": whole(rng, 2, 2, 4, 4),
                "weight": weight,
            },
        ),
    ]


def _input_slid_unflipped(grad_output, x, weight):
    _, grad_weight, grad_bias = _backward(grad_output, x, weight)
    grad_x, _, _ = _backward(grad_output, x, weight[..., ::-1, ::-1])
    return grad_x, grad_weight, grad_bias


def _weight_flipped(grad_output, x, weight):
    grad_x, grad_weight, grad_bias = _backward(grad_output, x, weight)
    return grad_x, grad_weight[..., ::-1, ::-1], grad_bias


def _batch_mean(grad_output, x, weight):
    grad_x, grad_weight, grad_bias = _backward(grad_output, x, weight)
    return grad_x, grad_weight / len(x), grad_bias / len(x)


def _first_sample(grad_output, x, weight):
    grad_x, _, _ = _backward(grad_output, x, weight)
    _, grad_weight, grad_bias = _backward(grad_output[:1], x[:1], weight)
    return grad_x, grad_weight, grad_bias


def _last_sample(grad_output, x, weight):
    grad_x, _, _ = _backward(grad_output, x, weight)
    _, grad_weight, grad_bias = _backward(grad_output[-1:], x[-1:], weight)
    return grad_x, grad_weight, grad_bias


def _bias_mean(grad_output, x, weight):
    grad_x, grad_weight, _ = _backward(grad_output, x, weight)
    return grad_x, grad_weight, grad_output.mean(axis=(0, 2, 3))


def _bias_not_summed(grad_output, x, weight):
    grad_x, grad_weight, _ = _backward(grad_output, x, weight)
    return grad_x, grad_weight, grad_output.sum(axis=(2, 3))


def _input_overwritten(grad_output, x, weight):
    _, grad_weight, grad_bias = _backward(grad_output, x, weight)
    grad_x = np.zeros_like(x)
    kh, kw = weight.shape[2:]
    for a, b in np.ndindex(grad_output.shape[2:]):
        # (N, C_out) with (C_out, C_in, kh, kw) -> (N, C_in, kh, kw)
        stamp = np.einsum("nf,fcij->ncij", grad_output[:, :, a, b], weight)
        grad_x[:, :, a : a + kh, b : b + kw] = stamp
    return grad_x, grad_weight, grad_bias


conv2d_backward = Check(
    "conv2d_backward",
    _backward,
    _draw_backward,
    (
        Cause(
            "kernel-flipped",
            "In the gradient of x the filter must be stamped as it is; here it is turned around.",
            _input_slid_unflipped,
        ),
        Cause(
            "weight-gradient-flipped",
            "The gradient of the weights is turned around.",
            _weight_flipped,
        ),
        Cause(
            "gradient-overwritten",
            "A later window overwrites the gradient of an earlier one: add them.",
            _input_overwritten,
        ),
        Cause(
            "batch-averaged",
            "Gradients of weights and bias add up over the images; here they are averaged.",
            _batch_mean,
        ),
        Cause("first-sample-only", "Only the first image counts for the weights.", _first_sample),
        Cause("last-sample-only", "Only the last image counts for the weights.", _last_sample),
        Cause("bias-mean", "The gradient of the bias is a sum, not a mean.", _bias_mean),
        Cause(
            "bias-not-summed",
            "The gradient of the bias is not added up over the images.",
            _bias_not_summed,
        ),
    ),
)
