"""A small LeNet: convolution and pooling twice, then two fully connected layers.

    image 8x8 -> 16 maps 8x8 -> 4x4 -> 32 maps 4x4 -> 2x2 -> 128 numbers -> 64 units -> 10 scores

`forward` and `backward` are each other's mirror: read them side by side. The parameters are a
dictionary that the functions take and leave alone; nothing is remembered between calls.
LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition",
1998. Taught in chapter 5.
"""

from typing import NamedTuple

import numpy as np

from cnnlib.ops import (
    conv2d,
    conv2d_backward,
    linear,
    linear_backward,
    max_pool2d,
    max_pool2d_backward,
    relu,
    relu_backward,
    softmax_cross_entropy,
    softmax_cross_entropy_backward,
)

SHAPES = {  # of the weights; each layer has as many biases as its first number says
    "conv1": (16, 1, 3, 3),
    "conv2": (32, 16, 3, 3),
    "fc1": (64, 128),
    "fc2": (10, 64),
}


class Layer(NamedTuple):
    """The parameters of one layer, or their gradients; unpacks as ``weight, bias``."""

    weight: np.ndarray
    bias: np.ndarray


def initial_parameters(seed=0):
    """Draw weights of variance 1 / (inputs of a unit), so that signals keep their size; no bias."""
    rng = np.random.default_rng(seed)
    parameters = {}
    for name, shape in SHAPES.items():
        bound = np.sqrt(3 / np.prod(shape[1:]))  # a uniform ±bound has the variance bound² / 3
        parameters[name] = Layer(rng.uniform(-bound, bound, shape), np.zeros(shape[0]))
    return parameters


def forward(parameters, x):
    """Return the scores of all images, and what `backward` will need."""
    conv1, conv2, fc1, fc2 = parameters.values()
    z1 = conv2d(x, *conv1, padding=1)  # (N, 16, 8, 8)
    a1 = relu(z1)
    p1 = max_pool2d(a1, 2)  # (N, 16, 4, 4)
    z2 = conv2d(p1, *conv2, padding=1)  # (N, 32, 4, 4)
    a2 = relu(z2)
    p2 = max_pool2d(a2, 2)  # (N, 32, 2, 2)
    flat = p2.reshape(len(x), -1)  # (N, 128)
    z3 = linear(flat, *fc1)  # (N, 64)
    a3 = relu(z3)
    scores = linear(a3, *fc2)  # (N, 10)
    return scores, (x, z1, a1, p1, z2, a2, p2, flat, z3, a3)


def backward(parameters, grad_scores, kept):
    """Return the gradients of the images and of all parameters."""
    conv1, conv2, fc1, fc2 = parameters.values()
    x, z1, a1, p1, z2, a2, p2, flat, z3, a3 = kept
    grad, *grad_fc2 = linear_backward(grad_scores, a3, fc2.weight)
    grad = relu_backward(grad, z3)
    grad, *grad_fc1 = linear_backward(grad, flat, fc1.weight)
    grad = grad.reshape(p2.shape)
    grad = max_pool2d_backward(grad, a2, 2)
    grad = relu_backward(grad, z2)
    grad, *grad_conv2 = conv2d_backward(grad, p1, conv2.weight, padding=1)
    grad = max_pool2d_backward(grad, a1, 2)
    grad = relu_backward(grad, z1)
    grad, *grad_conv1 = conv2d_backward(grad, x, conv1.weight, padding=1)
    grads = grad_conv1, grad_conv2, grad_fc1, grad_fc2
    return grad, dict(zip(parameters, grads, strict=True))


def loss_and_gradients(parameters, x, labels):
    """Return the mean cross-entropy of a batch, and its gradient for every parameter."""
    scores, kept = forward(parameters, x)
    grad_scores = softmax_cross_entropy_backward(scores, labels)
    _, grads = backward(parameters, grad_scores, kept)
    return softmax_cross_entropy(scores, labels), grads


def predict(parameters, x):
    """Return the class with the highest score for each image."""
    return forward(parameters, x)[0].argmax(axis=1)
