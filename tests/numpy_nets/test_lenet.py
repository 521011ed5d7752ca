"""The NumPy LeNet: its gradients against differences and autograd, its training against PyTorch."""

from collections import OrderedDict

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional as F

from cnnlib import datasets
from cnnlib.gradcheck import numerical_gradient, relative_error
from cnnlib.numpy_nets import SGD, lenet, minibatches


@pytest.fixture(scope="module")
def digits():
    return datasets.digits(dtype=np.float64)


def torch_twin(parameters):
    """Build the same network in PyTorch, with the same numbers in it."""
    layers = OrderedDict(
        conv1=nn.Conv2d(1, 16, 3, padding=1),
        relu1=nn.ReLU(),
        pool1=nn.MaxPool2d(2),
        conv2=nn.Conv2d(16, 32, 3, padding=1),
        relu2=nn.ReLU(),
        pool2=nn.MaxPool2d(2),
        flat=nn.Flatten(),
        fc1=nn.Linear(128, 64),
        relu3=nn.ReLU(),
        fc2=nn.Linear(64, 10),
    )
    twin = nn.Sequential(layers).double()
    with torch.no_grad():
        for name, layer in parameters.items():
            getattr(twin, name).weight.copy_(torch.tensor(layer.weight))
            getattr(twin, name).bias.copy_(torch.tensor(layer.bias))
    return twin


def test_parameters_are_drawn_from_the_seed():
    first, again, other = (lenet.initial_parameters(seed) for seed in (0, 0, 1))
    for name, shape in lenet.SHAPES.items():
        assert first[name].weight.shape == shape
        assert first[name].bias.shape == shape[:1]
        assert (first[name].weight == again[name].weight).all()
        assert (first[name].weight != other[name].weight).any()
    assert sum(array.size for layer in first.values() for array in layer) == 13_706


def test_weights_keep_the_variance_of_a_signal():
    for layer in lenet.initial_parameters().values():
        inputs = layer.weight[0].size
        assert layer.weight.var() * inputs == pytest.approx(1, rel=0.25)


def test_forward_agrees_with_pytorch(digits):
    parameters, x = lenet.initial_parameters(), digits.images[:7]
    scores, _ = lenet.forward(parameters, x)
    theirs = torch_twin(parameters)(torch.tensor(x)).detach().numpy()
    np.testing.assert_allclose(scores, theirs, rtol=0, atol=1e-12)
    assert (lenet.predict(parameters, x) == theirs.argmax(axis=1)).all()


def test_all_gradients_agree_with_autograd(digits):
    parameters = lenet.initial_parameters(1)
    x, labels = digits.images[:16], digits.labels[:16]
    loss, grads = lenet.loss_and_gradients(parameters, x, labels)
    twin = torch_twin(parameters)
    theirs = F.cross_entropy(twin(torch.tensor(x)), torch.tensor(labels))
    theirs.backward()
    assert loss == pytest.approx(theirs.item(), abs=1e-12)
    for name, grad in grads.items():
        for mine, other in zip(grad, getattr(twin, name).parameters(), strict=True):
            np.testing.assert_allclose(mine, other.grad.numpy(), rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", lenet.SHAPES)
def test_bias_gradients_by_differences(digits, name):
    rng = np.random.default_rng(0)  # without biases, blank windows sit on the kink of the ReLU
    parameters = {
        layer: lenet.Layer(weight, rng.uniform(0.1, 0.2, len(bias)))
        for layer, (weight, bias) in lenet.initial_parameters(2).items()
    }
    x, labels = digits.images[:3], digits.labels[:3]
    _, grads = lenet.loss_and_gradients(parameters, x, labels)

    def loss(bias):
        moved = {**parameters, name: parameters[name]._replace(bias=bias)}
        return lenet.loss_and_gradients(moved, x, labels)[0]

    measured = numerical_gradient(loss, parameters[name].bias)
    assert relative_error(grads[name][1], measured) < 1e-6


def test_image_gradient_by_autograd(digits):
    parameters, x = lenet.initial_parameters(), digits.images[:2]
    scores, kept = lenet.forward(parameters, x)
    grad_x, _ = lenet.backward(parameters, np.ones_like(scores), kept)
    images = torch.tensor(x, requires_grad=True)
    torch_twin(parameters)(images).sum().backward()
    np.testing.assert_allclose(grad_x, images.grad.numpy(), rtol=0, atol=1e-12)


def test_nothing_is_changed_by_a_pass(digits):
    parameters, x = lenet.initial_parameters(), digits.images[:4].copy()
    lenet.loss_and_gradients(parameters, x, digits.labels[:4])
    fresh = lenet.initial_parameters()
    assert all((parameters[n].weight == fresh[n].weight).all() for n in fresh)
    assert (x == digits.images[:4]).all()


def test_trains_as_pytorch_does(digits):
    parameters = lenet.initial_parameters()
    twin = torch_twin(parameters)
    ours, theirs = SGD(parameters, lr=0.1), torch.optim.SGD(twin.parameters(), 0.1, momentum=0.9)
    images, labels = (torch.from_numpy(array) for array in digits)
    losses = []
    for batch in minibatches(len(labels), 64, epochs=1):
        loss, grads = lenet.loss_and_gradients(
            parameters, digits.images[batch], digits.labels[batch]
        )
        ours.step(grads)
        other = F.cross_entropy(twin(images[batch]), labels[batch])
        theirs.zero_grad()
        other.backward()
        theirs.step()
        assert loss == pytest.approx(other.item(), abs=1e-10)
        losses.append(loss)
    assert losses[-1] < losses[0] / 2
