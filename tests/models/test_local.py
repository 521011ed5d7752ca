"""A locally connected layer is a convolution when all places hold the same weights."""

import pytest
import torch
from torch import nn

from cnnlib.models import LocallyConnected2d, count_parameters


@pytest.mark.parametrize(
    ("channels", "filters", "kernel", "size", "stride"),
    [(1, 1, 3, 5, 1), (2, 3, (3, 2), (7, 6), (2, 1)), (3, 4, 5, 11, 2)],
)
def test_equal_weights_at_all_places_are_a_convolution(channels, filters, kernel, size, stride):
    torch.manual_seed(0)
    convolution = nn.Conv2d(channels, filters, kernel, stride).double()
    local = LocallyConnected2d(channels, filters, kernel, size, stride).double()
    with torch.no_grad():
        local.weight.copy_(convolution.weight.flatten(1).expand_as(local.weight))
        local.bias.copy_(convolution.bias[:, None].expand_as(local.bias))
    x = torch.randn(2, channels, *local.input_size, dtype=torch.float64)
    assert torch.allclose(local(x), convolution(x), atol=1e-12)


def test_places_share_nothing():
    layer = LocallyConnected2d(1, 1, kernel_size=2, input_size=3)
    with torch.no_grad():
        layer.weight.zero_()
        layer.bias.zero_()
        layer.weight[3] = 1  # the place at the lower right
    z = layer(torch.ones(1, 1, 3, 3))
    assert z.flatten().tolist() == [0, 0, 0, 4]


def test_parameters_grow_with_the_image():
    counts = [count_parameters(LocallyConnected2d(3, 8, 5, size)) for size in (5, 10)]
    assert counts == [8 * (75 + 1), 36 * 8 * (75 + 1)]


def test_every_weight_gets_a_gradient():
    layer = LocallyConnected2d(2, 3, 3, 6, stride=2)
    layer(torch.rand(4, 2, 6, 6)).square().sum().backward()
    assert (layer.weight.grad != 0).all()
    assert (layer.bias.grad != 0).all()


@pytest.mark.parametrize("shape", [(1, 2, 5, 6), (1, 1, 6, 6), (1, 2, 36), (2, 6, 6)])
def test_other_images_are_refused(shape):
    layer = LocallyConnected2d(2, 3, 3, 6)
    with pytest.raises(ValueError, match=r"\('N', 2, 6, 6\)"):
        layer(torch.zeros(shape))


def test_a_window_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="7"):
        LocallyConnected2d(1, 1, kernel_size=7, input_size=5)
