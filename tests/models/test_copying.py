"""Weights go over by name, reshaped where a dense layer became a convolution."""

import pytest
import torch
from torch import nn

from cnnlib import specs
from cnnlib.models import build, copy_weights


def test_a_classifier_becomes_fully_convolutional():
    network = specs.lenet5()
    classifier = build(network, seed=1).double()
    sliding = build(network.windowed(), seed=2).double()
    assert copy_weights(classifier, sliding) == ()
    x = torch.randn(2, 1, 40, 36, dtype=torch.float64)
    with torch.no_grad():
        scores = sliding(x)
        assert scores.shape == (2, 10, 3, 2)
        for row, column in ((0, 0), (2, 1)):
            part = x[:, :, 4 * row : 4 * row + 32, 4 * column : 4 * column + 32]
            torch.testing.assert_close(scores[:, :, row, column], classifier(part))


def test_new_layers_are_named_and_left_alone():
    coarse, fine = (
        build(specs.fcn(stride, 3, ((4,), (6,), (8,)), (5,), 3, input_shape=(3, 16, 16)), seed)
        for stride, seed in ((8, 0), (4, 1))
    )
    before = fine.score_pool2.weight.clone()
    new = copy_weights(coarse.state_dict(), fine)
    assert new == ("score_pool2.weight", "score_pool2.bias", "upscore_stage3.weight",
                   "upscore4.weight")  # fmt: skip
    assert torch.equal(fine.score_pool2.weight, before)
    assert torch.equal(fine.features["6"].weight, coarse.features[6].weight)
    assert torch.equal(fine.score_fr.bias, coarse.score_fr.bias)


def test_copies_share_no_memory():
    one, other = nn.Linear(2, 2), nn.Linear(2, 2)
    copy_weights(one, other)
    with torch.no_grad():
        one.weight.zero_()
    assert other.weight.any()
    assert other.weight.requires_grad


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (
            nn.Linear(3, 2),
            r"weight has the shape \(2, 3\) in the source and \(2, 2\) in the target",
        ),
        (nn.Sequential(nn.Linear(2, 2)), "no name in common"),
    ],
)
def test_what_does_not_fit_is_refused_before_anything_changes(source, words):
    target = nn.Linear(2, 2)
    before = target.weight.clone()
    with pytest.raises(ValueError, match=words):
        copy_weights(source, target)
    assert torch.equal(target.weight, before)
