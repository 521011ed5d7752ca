"""Specifications as NumPy networks: the scores of the PyTorch module with the same weights."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from cnnlib import models, specs
from cnnlib.numpy_nets import lenet, network

NETWORKS = {
    "LeNet-5": (specs.lenet5(), (1, 32, 32)),
    "LeNet-5 of 1998": (specs.lenet5_1998(), (1, 32, 32)),
    "small ConvNet": (specs.small_convnet(), (1, 8, 8)),
    "strided ConvNet": (specs.strided_convnet(), (1, 27, 27)),
    "AlexNet": (specs.alexnet(), (3, 227, 227)),
    "AlexNet of torchvision": (specs.alexnet_torchvision(), (3, 224, 224)),
    "NiN": (specs.nin(), (3, 96, 96)),
    "VGG-A": (specs.vgg("A"), (3, 32, 32)),
    "GoogLeNet": (specs.googlenet(), (3, 64, 64)),
    "ResNet-18": (specs.resnet(18), (3, 64, 64)),
    "EfficientNet-Lite0": (specs.efficientnet_lite0(), (3, 48, 48)),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_gives_the_scores_of_the_built_module(name):
    network_spec, size = NETWORKS[name]
    specification = replace(network_spec, input_shape=size)
    module = models.build(specification, seed=1).train()
    generator = torch.Generator().manual_seed(0)
    x = torch.randn((2, *size), generator=generator)
    with torch.no_grad():
        if any("running_mean" in key for key in module.state_dict()):
            module(x)  # gives the normalizations a mean
        expected = module.eval()(x).numpy()
    scores = network(specification, module.state_dict())(x.numpy())
    assert scores.shape == expected.shape
    assert np.abs(scores - expected).max() <= 1e-4 * max(1, np.abs(expected).max())


def test_upsampling_and_the_end_without_dense_layers():
    layers = (specs.Convolution(4, 3, padding=1), specs.Tanh(), specs.bilinear_upsampling(4, 2))
    learned = specs.TransposedConvolution(3, 4, 2, 1)
    specification = specs.Network("up", specs.Sequence(*layers, learned), (2, 5, 6))
    module = models.build(specification)
    x = torch.randn((2, 2, 5, 6), generator=torch.Generator().manual_seed(0))
    net = network(specification, module.state_dict())
    np.testing.assert_allclose(net(x.numpy()), module(x).detach().numpy(), atol=1e-5)


def test_what_follows_a_dense_layer_gets_its_rows_and_columns_back():
    layers = (specs.Dense(6), specs.ReLU(), specs.Convolution(4, 1), specs.GlobalMaxPool())
    specification = specs.Network("odd", specs.Sequence(*layers), (2, 3, 3))
    module = models.build(specification)
    x = torch.randn((5, 2, 3, 3), generator=torch.Generator().manual_seed(0))
    net = network(specification, module.state_dict())
    np.testing.assert_allclose(net(x.numpy()), module(x).detach().numpy(), atol=1e-6)


def small_lenet():
    """Specify the LeNet that lenet.py writes out."""
    layers = []
    for name, filters in (("conv1", 16), ("conv2", 32)):
        layers += [specs.Convolution(filters, 3, padding=1, name=name)]
        layers += [specs.ReLU(), specs.MaxPool(2)]
    layers += [specs.Dense(64, name="fc1"), specs.ReLU(), specs.Dense(10, name="fc2")]
    return specs.Network("LeNet", specs.Sequence(*layers), (1, 8, 8))


def test_the_written_out_lenet_is_a_case_of_it():
    parameters = lenet.initial_parameters(seed=3)
    state = {
        f"{name}.{kind}": array
        for name, layer in parameters.items()
        for kind, array in layer._asdict().items()
    }
    net, rng = network(small_lenet(), state), np.random.default_rng(0)
    x, grad_scores = rng.standard_normal((4, 1, 8, 8)), rng.standard_normal((4, 10))
    scores, kept = lenet.forward(parameters, x)
    found, values = net.forward(x)
    assert np.array_equal(found, scores)
    grad_x, grads = lenet.backward(parameters, grad_scores, kept)
    found_x, found_grads = net.backward(grad_scores, values)
    assert np.array_equal(found_x, grad_x)
    assert found_grads.keys() == grads.keys()
    for name, arrays in grads.items():
        for one, other in zip(found_grads[name], arrays, strict=True):
            assert np.array_equal(one, other)


def weights():
    return models.build(small_lenet()).state_dict()


def test_refuses_weights_of_other_layers():
    renamed = {name.replace("conv2", "conv3"): value for name, value in weights().items()}
    with pytest.raises(ValueError, match=r"conv2 needs weights.*the next ones are 'conv3'"):
        network(small_lenet(), renamed)
    wrong = {**weights(), "fc1.weight": np.ones((64, 127), np.float32)}
    with pytest.raises(ValueError, match=r"fc1 needs .*\(64, 128\).*\(64, 127\)"):
        network(small_lenet(), wrong)
    short = {name: value for name, value in weights().items() if "fc2" not in name}
    with pytest.raises(ValueError, match="fc2 needs weights"):
        network(small_lenet(), short)
    with pytest.raises(ValueError, match=r"does not have: \['fc3'\]"):
        network(small_lenet(), {**weights(), "fc3.weight": np.ones((2, 2))})


def test_refuses_what_is_no_specification_and_no_dictionary():
    with pytest.raises(TypeError, match=r"must be a specs\.Network, got Sequence"):
        network(small_lenet().body, {})
    with pytest.raises(TypeError, match="must be a dictionary of arrays, got list"):
        network(small_lenet(), [])


class Unheard(specs.Layer):
    kernel_size = stride = 1
    padding = 0
    dilation = 1


def test_refuses_layers_that_it_does_not_know():
    with pytest.raises(TypeError, match="no layer of numpy_nets for Unheard"):
        network(specs.Network("odd", specs.Sequence(Unheard()), (1, 3, 3)), {})
