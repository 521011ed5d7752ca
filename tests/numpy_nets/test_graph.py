"""Networks as steps: branches, memory that is given back, normalization that is folded."""

import numpy as np
import pytest

from cnnlib.gradcheck import numerical_gradient, relative_error
from cnnlib.numpy_nets import NumpyNetwork, pointwise, weighted, wiring
from cnnlib.numpy_nets.graph import INPUT, Step


def convolution(rng, filters, channels):
    weight = rng.standard_normal((filters, channels, 3, 3))
    return weighted.Convolution(weight, rng.standard_normal(filters), padding=1)


def branching(rng):
    """Two paths that are added, and one value used three times."""
    return NumpyNetwork(
        [
            Step("conv1", convolution(rng, 4, 2), (INPUT,)),
            Step("bend", pointwise.Tanh(), ("conv1",)),
            Step("conv2", convolution(rng, 4, 4), ("bend",)),
            Step("add", wiring.Add(), ("conv2", "bend")),
            Step("cat", wiring.Concatenate(), ("add", "bend")),
            Step("flat", wiring.Reshape(), ("cat",)),
            Step("fc", weighted.Dense(rng.standard_normal((3, 8 * 16)), None), ("flat",)),
        ]
    )


def test_gradients_of_branches_agree_with_differences():
    rng = np.random.default_rng(0)
    net, x, grad = branching(rng), rng.standard_normal((2, 2, 4, 4)), rng.standard_normal((2, 3))
    out, values = net.forward(x)
    grad_x, grads = net.backward(grad, values)
    assert np.array_equal(out, net(x))
    assert relative_error(grad_x, numerical_gradient(lambda a: (net(a) * grad).sum(), x)) < 1e-6
    assert grads.keys() == net.parameters.keys() == {"conv1", "conv2", "fc"}
    for name, arrays in net.parameters.items():
        for array, found in zip(arrays, grads[name], strict=True):
            assert array.shape == found.shape

    def moved(weight):
        net.parameters["conv1"][0][...] = weight
        return (net(x) * grad).sum()

    start = net.parameters["conv1"][0].copy()
    assert relative_error(grads["conv1"][0], numerical_gradient(moved, start)) < 1e-6


def test_running_forward_leaves_its_input_and_its_weights_alone():
    rng = np.random.default_rng(0)
    net = NumpyNetwork([Step("relu", pointwise.ReLU(), (INPUT,))])
    x = rng.standard_normal((1, 2, 3, 3))
    before = x.copy()
    net(x)
    assert np.array_equal(x, before)
    twice = branching(rng)
    x = rng.standard_normal((1, 2, 4, 4))
    assert np.array_equal(twice(x), twice(x))


def test_a_layer_writes_over_what_no_other_step_needs():
    rng = np.random.default_rng(0)
    seen = {}

    class Watched(pointwise.ReLU):
        def forward(self, x, out=None):
            seen["out"] = out
            return super().forward(x, out)

    def run(*more):
        seen.clear()
        first = Step("conv", convolution(rng, 2, 2), (INPUT,))
        NumpyNetwork([first, *more])(np.ones((1, 2, 4, 4)))
        return seen["out"]

    bend = Step("relu", Watched(), ("conv",))
    assert run(bend) is not None
    assert run(bend, Step("add", wiring.Add(), ("relu", "conv"))) is None
    assert run(Step("flat", wiring.Reshape(), ("conv",)), Step("r", Watched(), ("flat",))) is None


def normalization(rng, channels):
    mean, gamma, beta = rng.standard_normal((3, channels))
    return weighted.BatchNormalization.of(mean, rng.random(channels), gamma, beta, 1e-5)


def test_batch_normalization_is_folded_into_the_layer_before_it():
    rng = np.random.default_rng(0)
    conv, norm = convolution(rng, 4, 2), normalization(rng, 4)
    x = rng.standard_normal((2, 2, 5, 5))
    steps = [Step("conv", conv, (INPUT,)), Step("bn", norm, ("conv",))]
    net = NumpyNetwork([*steps, Step("relu", pointwise.ReLU(), ("bn",))])
    assert [step.name for step in net.steps] == ["conv", "relu"]
    expected = np.maximum(norm.forward(conv.forward(x)), 0)
    np.testing.assert_allclose(net(x), expected, atol=1e-12)
    with pytest.raises(NotImplementedError, match="forward only"):
        net.backward(expected, net.forward(x)[1])


def test_batch_normalization_stays_where_others_need_what_comes_before():
    rng = np.random.default_rng(0)
    conv, norm = convolution(rng, 4, 2), normalization(rng, 4)
    x = rng.standard_normal((2, 2, 5, 5))
    steps = [Step("conv", conv, (INPUT,)), Step("bn", norm, ("conv",))]
    net = NumpyNetwork([*steps, Step("add", wiring.Add(), ("bn", "conv"))])
    before = conv.forward(x)
    np.testing.assert_allclose(net(x), norm.forward(before) + before, atol=1e-12)
    first = NumpyNetwork([Step("bn", norm, (INPUT,)), Step("bn2", norm, ("bn",))])
    maps = rng.standard_normal((2, 4, 3, 3))
    np.testing.assert_allclose(first(maps), norm.forward(norm.forward(maps)), atol=1e-12)
