"""Stride as dilation: the dense output, sampled, is the strided one; ResNet-50 is torchvision's."""

import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from torch import nn

from cnnlib import models, specs
from cnnlib.specs import (
    AveragePool,
    BatchNorm,
    Branches,
    Convolution,
    Dense,
    GlobalAveragePool,
    MaxPool,
    Network,
    PartialConvolution,
    ReLU,
    Sequence,
    TransposedConvolution,
    dilated,
)

kernels = st.integers(1, 3) | st.tuples(st.integers(1, 3), st.integers(1, 3))


@st.composite
def windows(draw):
    """Draw a layer with a window; the padding of a pooling leaves none empty."""
    kind = draw(st.sampled_from(["conv", "same", "max", "average"]))
    kernel, stride = draw(kernels), draw(st.integers(1, 3))
    if kind == "conv":
        sides = draw(st.tuples(*[st.tuples(st.integers(0, 2), st.integers(0, 2))] * 2))
        return Convolution(3, kernel, stride, sides, draw(st.integers(1, 2)))
    if kind == "same":
        return Convolution(2, kernel, stride, specs.SAME_UPPER)
    largest = kernel if isinstance(kernel, int) else min(kernel)
    padding = draw(st.integers(0, largest // 2))
    if kind == "max":
        return MaxPool(kernel, stride, padding, ceil_mode=draw(st.booleans()))
    return AveragePool(kernel, stride, padding)


blocks = st.sampled_from(
    [
        Branches(
            (Convolution(4, 3, 2, 1), ReLU(), Convolution(4, 3, 1, 1)), (Convolution(4, 1, 2),)
        ),
        Branches((Convolution(2, 3, 1, 1),), (MaxPool(3, 1, 1),), join="concatenate"),
        Sequence(Convolution(4, 3, 2, 1), ReLU()),
    ]
)
layers = st.lists(windows() | blocks, min_size=1, max_size=4)


def assert_equal_at_the_samples(network, output_stride):
    """Compare the strided and the dense module, one state dictionary in both."""
    dense = dilated(network, output_stride)
    strided_net, dense_net = models.build(network).double().eval(), models.build(dense).double()
    dense_net.load_state_dict(strided_net.state_dict(), strict=True)
    x = torch.randn(2, *network.input_shape, dtype=torch.float64)
    with torch.no_grad():
        expected, found = strided_net(x), dense_net.eval()(x)
    step = [stride // output_stride or 1 for stride in total_stride(network)]
    torch.testing.assert_close(found[..., :: step[0], :: step[1]], expected)
    assert dense.parameters == network.parameters


def total_stride(network):
    """Return the product of the strides along the first path."""
    rows = columns = 1
    waiting = [*network.layers]
    while waiting:
        layer = waiting.pop()
        if isinstance(layer, Branches):
            waiting += layer.paths[0].layers
        elif isinstance(layer, Sequence):
            waiting += layer.layers
        else:
            rows, columns = rows * layer.stride, columns * layer.stride
    return rows, columns


@settings(max_examples=60, deadline=None)
@given(layers, st.integers(20, 30), st.integers(20, 30))
def test_random_networks(stack, rows, columns):
    network = Network("random", stack, (3, rows, columns))
    try:
        _ = network.output_shape
    except ValueError:
        assume(False)
    assert_equal_at_the_samples(network, 1)


@pytest.mark.parametrize("output_stride", [2, 4, 8, 16, 32])
@pytest.mark.parametrize(
    "network",
    [
        specs.resnet(18).up_to("conv5_2"),
        specs.googlenet().up_to("inception5b"),
        specs.vgg("A").up_to("pool5"),
        specs.block_network((4, 6, 8)).up_to("block3"),
    ],
    ids=lambda network: network.name,
)
def test_families(network, output_stride):
    small = Network(network.name, network.body, (3, 75, 66))
    assert_equal_at_the_samples(small, output_stride)


def test_trained_network_with_padding_by_size():
    network = specs.efficientnet_lite0().up_to("bn1")
    dense = dilated(network, 16)
    trained = models.efficientnet_lite0("imagenet").double()
    strided_net, dense_net = models.build(network).double(), models.build(dense).double()
    for net in (strided_net, dense_net):
        net.load_state_dict(trained.state_dict(), strict=False)
        net.eval()
    x = torch.randn(1, 3, 224, 224, dtype=torch.float64)
    with torch.no_grad():
        expected, found = strided_net(x), dense_net(x)
    assert (expected.shape[2], found.shape[2]) == (7, 14)
    torch.testing.assert_close(found[..., ::2, ::2], expected)


def test_dense_layers_become_convolutions_with_the_same_weights():
    stack = [Convolution(4, 3, 2, 1), MaxPool(2), ReLU(), Dense(5), ReLU(), Dense(3)]
    network = Network("classifier", stack, (3, 16, 16))
    strided_net = models.build(network).double()
    wider = Network("classifier", dilated(network, 1).body, (3, 24, 20))
    dense_net = models.build(wider).double()
    source = {"0.weight": strided_net[0].weight, "0.bias": strided_net[0].bias}
    for number, place in ((4, 3), (6, 5)):
        source[f"{place}.weight"] = strided_net[number].weight
        source[f"{place}.bias"] = strided_net[number].bias
    assert models.copy_weights(source, dense_net) == ()
    x = torch.randn(1, 3, 24, 20, dtype=torch.float64)
    x[..., 16:, :] = 0  # what lies beyond the first 16 rows and columns is zero, as padding is
    x[..., 16:] = 0
    with torch.no_grad():
        scores = dense_net(x)
        corner = strided_net(x[..., :16, :16])
    assert scores.shape == (1, 3, 10, 6)
    torch.testing.assert_close(scores[..., 0, 0], corner)


def windows_of(module):
    """Return kernel, stride, padding and dilation of every convolution by its name."""
    return {
        name: (part.kernel_size, part.stride, part.padding, part.dilation)
        for name, part in module.named_modules()
        if isinstance(part, nn.Conv2d)
    }


def torchvision_windows():
    """Write those of torchvision's ResNet-50, ``replace_stride_with_dilation=[False, True, True]``.

    Source: ``ResNet._make_layer``: the first block of a dilated stage keeps the dilation before it.
    """
    windows = {"conv1": (7, 2, 3, 1)}
    stages = [(3, 1, 1, 1), (4, 2, 1, 1), (6, 1, 1, 2), (3, 1, 2, 4)]  # blocks, stride, dilations
    for number, (blocks, stride, first, others) in enumerate(stages, 1):
        for block in range(blocks):
            at, dilation = f"layer{number}.{block}", others if block else first
            windows[f"{at}.conv1"] = windows[f"{at}.conv3"] = (1, 1, 0, 1)
            windows[f"{at}.conv2"] = (3, 1 if block else stride, dilation, dilation)
        windows[f"layer{number}.0.downsample.0"] = (1, stride, 0, 1)
    return {name: tuple((n, n) for n in window) for name, window in windows.items()}


def test_resnet50_is_torchvision_s():
    network = specs.resnet(50, stride_on_3x3=True)
    with torch.device("meta"):
        plain, dense = models.build(network), models.build(dilated(network, 8))
    assert windows_of(dense) == torchvision_windows()
    assert windows_of(dense)["layer4.0.conv2"] == ((3, 3), (1, 1), (2, 2), (2, 2))
    state, dense_state = plain.state_dict(), dense.state_dict()
    assert [*state] == [*dense_state]
    assert all(state[name].shape == dense_state[name].shape for name in state)
    assert len(windows_of(dense)) == 53


def test_a_single_place_is_not_spread_and_kept_layers_stay():
    network = Network("net", [MaxPool(2), Convolution(4, 1), Convolution(4, (1, 3))], (3, 9, 9))
    assert dilated(network, 2).body == network.body
    pool, point, line = dilated(network, 1).layers
    assert (pool.stride, pool.dilation) == (1, 1)
    assert point == Convolution(4, 1)
    assert line.dilation == (1, 2)


def test_tables_of_connections_and_normalization():
    layers = [MaxPool(2), PartialConvolution(((0, 1), (2,)), 3, padding=1), BatchNorm()]
    assert_equal_at_the_samples(Network("net", layers, (3, 12, 12)), 1)


def test_global_pooling_stays():
    network = Network("net", [MaxPool(2), GlobalAveragePool(), Dense(3)], (3, 8, 8))
    assert dilated(network, 1).layers[1:] == network.layers[1:]


@pytest.mark.parametrize(
    ("layers", "output_stride", "words"),
    [
        ([MaxPool(2), MaxPool(3)], 4, "MaxPool takes the stride from 2 to 6"),
        ([MaxPool(2)], 4, "at most the stride of net, 2, got 4"),
        ([MaxPool(2)], 0, "output_stride must be at least 1"),
        (
            [MaxPool(2), TransposedConvolution(3, 2, 2)],
            1,
            "TransposedConvolution cannot be dilated",
        ),
        ([AveragePool(2, ceil_mode=True)], 1, "average over fewer places"),
        ([Branches((MaxPool(2),), (Convolution(3, 6),))], 1, "one stride"),
    ],
)
def test_what_cannot_be_is_refused(layers, output_stride, words):
    network = Network("net", layers, (3, 9, 9))
    with pytest.raises(ValueError, match=words):
        dilated(network, output_stride)
