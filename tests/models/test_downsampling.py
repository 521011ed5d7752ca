"""The two ways to shrink: same shapes, same parameters, same start; different places seen."""

import pytest
import torch
from torch import nn

from cnnlib.models import count_parameters, pooled_convnet, strided_convnet

BUILDERS = [strided_convnet, pooled_convnet]


def sizes_after_blocks(net, size):
    """Return (H, W) wherever it changes, on the way through the network."""
    x, sizes = torch.zeros(1, 1, *size), [size]
    for layer in net[:-3]:  # without mean, flattening and scores
        x = layer(x)
        sizes += [tuple(x.shape[2:])] if tuple(x.shape[2:]) != sizes[-1] else []
    return sizes


@pytest.mark.parametrize("build", BUILDERS)
@pytest.mark.parametrize("size", [(10, 10), (28, 28), (17, 40)])
def test_scores_for_images_of_any_size(build, size):
    assert build(channels=3, classes=7)(torch.zeros(2, 3, *size)).shape == (2, 7)


@pytest.mark.parametrize("stride", [2, 3])
@pytest.mark.parametrize("size", [(10, 10), (28, 28), (17, 40)])
def test_both_shrink_alike(size, stride):
    strided, pooled = (build(stride=stride) for build in BUILDERS)
    assert sizes_after_blocks(strided, size) == sizes_after_blocks(pooled, size)


def test_sizes_by_hand():
    assert sizes_after_blocks(strided_convnet(), (10, 28)) == [(10, 28), (4, 10), (2, 4), (1, 2)]


@pytest.mark.parametrize("build", BUILDERS)
def test_parameters_by_hand(build):
    expected = (3 * 9 + 1) * 4 + (4 * 9 + 1) * 5 + (5 + 1) * 2
    assert count_parameters(build(channels=3, widths=(4, 5), classes=2)) == expected


def test_one_seed_gives_both_the_same_weights():
    strided, pooled = (build(seed=5) for build in BUILDERS)
    for one, other in zip(strided.parameters(), pooled.parameters(), strict=True):
        assert torch.equal(one, other)
    assert not torch.equal(strided_convnet(seed=6)[0].weight, strided[0].weight)


def test_strided_keeps_one_place_of_nine_and_pooling_the_largest():
    strided, pooled = (build(widths=(4,)) for build in BUILDERS)
    x = torch.rand(2, 1, 10, 10, generator=torch.Generator().manual_seed(0))
    everywhere = pooled[:2](x)
    torch.testing.assert_close(strided[:2](x), everywhere[:, :, ::3, ::3])
    assert (pooled[:3](x) >= strided[:2](x) - 1e-6).all()


def test_pooling_is_the_only_difference():
    kinds = [[type(layer) for layer in build()] for build in BUILDERS]
    assert [kind for kind in kinds[1] if kind is not nn.MaxPool2d] == kinds[0]


@pytest.mark.parametrize("build", BUILDERS)
def test_no_width_is_refused(build):
    with pytest.raises(ValueError, match="at least one width"):
        build(widths=())


def test_initial_weights_are_those_of_the_same_layers_written_in_torch():
    torch.manual_seed(5)
    by_hand = nn.Sequential(
        nn.Conv2d(2, 4, 3, padding=1), nn.ReLU(), nn.MaxPool2d(3, padding=1),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 7),
    )  # fmt: skip
    net = pooled_convnet(2, (4,), classes=7, seed=5)
    assert repr(net) == repr(by_hand)
    state, expected = net.state_dict(), by_hand.state_dict()
    assert all(torch.equal(state[name], expected[name]) for name in expected)
