"""The small classifiers: shapes, counts, initial weights, invariances by construction."""

from itertools import pairwise

import pytest
import torch
from torch import nn

from cnnlib.models import count_parameters, mlp, small_convnet

BUILDERS = [mlp, small_convnet, lambda *a, **k: small_convnet(*a, global_pooling=True, **k)]


@pytest.mark.parametrize("build", BUILDERS)
@pytest.mark.parametrize("shape", [(1, 8, 8), (3, 12, 10), (2, 9, 15)])
def test_scores_have_one_column_for_each_class(build, shape):
    net = build(shape, classes=7)
    assert net(torch.zeros(5, *shape)).shape == (5, 7)


def test_mlp_counts():
    assert count_parameters(mlp((3, 4, 5), hidden=(7, 6), classes=2)) == (
        (60 * 7 + 7) + (7 * 6 + 6) + (6 * 2 + 2)
    )
    assert count_parameters(mlp((1, 8, 8), hidden=())) == 64 * 10 + 10


def test_convnet_counts():
    assert count_parameters(small_convnet((1, 12, 12), widths=(16, 32))) == (
        (16 * 9 + 16) + (32 * 16 * 9 + 32) + (32 * 3 * 3 * 10 + 10)
    )
    assert count_parameters(small_convnet((1, 12, 12), global_pooling=True)) == (
        160 + 4640 + (32 * 10 + 10)
    )


@pytest.mark.parametrize("build", BUILDERS)
def test_layers_are_as_described(build):
    layers = list(build((1, 8, 8)))
    linear = [isinstance(layer, nn.Linear) for layer in layers]
    assert linear[-1]  # scores, not rectified
    rectified = [type(b) for a, b in pairwise(layers) if hasattr(a, "weight")]
    assert set(rectified) == {nn.ReLU}


@pytest.mark.parametrize("build", BUILDERS)
def test_seed_fixes_the_weights_and_leaves_the_global_generator_alone(build):
    torch.manual_seed(99)
    expected = torch.rand(1)
    torch.manual_seed(99)
    first = build(seed=1).state_dict()
    assert torch.rand(1) == expected
    same, other = build(seed=1).state_dict(), build(seed=2).state_dict()
    assert all(torch.equal(first[name], same[name]) for name in first)
    assert not any(torch.equal(first[name], other[name]) for name in first)


def test_global_pooling_forgets_the_place_of_a_feature():
    # Within the interior, moving by the stride of the first pooling changes no score.
    net = small_convnet((1, 24, 24), global_pooling=True).double()
    images = torch.zeros(2, 1, 24, 24, dtype=torch.float64)
    images[0, 0, 10:13, 12:15] = 1
    images[1, 0, 12:15, 10:13] = 1  # 2 rows down, 2 columns left
    scores = net(images)
    assert torch.allclose(scores[0], scores[1], rtol=0, atol=1e-12)
    flattened = small_convnet((1, 24, 24)).double()(images)
    assert not torch.allclose(flattened[0], flattened[1], rtol=0, atol=1e-3)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"kernel_size": 4}, "kernel_size must be odd .* got 4"),
        ({"widths": (4, 4, 4, 4)}, "4 poolings leave nothing of a 8x8 image"),
        ({"widths": ()}, "at least one width"),
    ],
)
def test_wrong_arguments_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        small_convnet(**arguments)


def test_initial_weights_are_those_of_the_same_layers_written_in_torch():
    torch.manual_seed(4)
    by_hand = nn.Sequential(
        nn.Conv2d(3, 5, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(5, 6, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(6 * 3 * 2, 7),
    )  # fmt: skip
    assert_same(small_convnet((3, 12, 10), (5, 6), classes=7, seed=4), by_hand)
    torch.manual_seed(4)
    by_hand = nn.Sequential(nn.Flatten(), nn.Linear(60, 5), nn.ReLU(), nn.Linear(5, 7))
    assert_same(mlp((3, 4, 5), (5,), classes=7, seed=4), by_hand)


def assert_same(net, by_hand):
    """Compare how two networks are written, and every weight."""
    assert repr(net) == repr(by_hand)
    state, expected = net.state_dict(), by_hand.state_dict()
    assert [*state] == [*expected]
    assert all(torch.equal(state[name], expected[name]) for name in state)
