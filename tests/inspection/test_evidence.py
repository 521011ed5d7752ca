"""Saliency is the derivative, occlusion the fall of the probability; both find planted evidence."""

import numpy as np
import pytest
import torch
from torch import nn

from cnnlib.gradcheck import numerical_gradient
from cnnlib.inspection import occlusion, saliency
from tests.inspection.networks import images, stack

IMAGE = images(1, size=(12, 10))[0]


def score(net, image, unit):
    with torch.no_grad():
        return net(torch.from_numpy(image)[None])[0, unit].item()


@pytest.mark.parametrize("unit", [0, 2])
def test_saliency_is_the_largest_numerical_derivative_of_the_channels(unit):
    net = stack()
    numerical = numerical_gradient(lambda image: score(net, image, unit), IMAGE)
    expected = np.abs(numerical).max(axis=0)
    assert saliency(net, IMAGE, unit) == pytest.approx(expected, abs=1e-6)
    assert all(parameter.grad is None for parameter in net.parameters())


def test_the_most_likely_class_by_default():
    net = stack()
    scores = [score(net, IMAGE, unit) for unit in range(3)]
    unit = int(np.argmax(scores))
    assert np.array_equal(saliency(net, IMAGE), saliency(net, IMAGE, unit))
    options = {"size": 4, "stride": 2}
    assert np.array_equal(occlusion(net, IMAGE, **options), occlusion(net, IMAGE, unit, **options))


def test_one_logit_has_two_classes_with_opposite_evidence():
    net = nn.Sequential(*stack()[:-1], nn.Linear(6, 1).double())
    falls = [occlusion(net, IMAGE, unit, size=4, stride=4) for unit in (0, 1)]
    assert falls[0] == pytest.approx(-falls[1])
    assert np.array_equal(saliency(net, IMAGE, 0), saliency(net, IMAGE, 1))


@pytest.mark.parametrize("batch_size", [1, 5, 100])
def test_occlusion_by_a_loop(batch_size):
    net, unit = stack(), 1
    whole = torch.softmax(net(torch.from_numpy(IMAGE)[None])[0], 0)[unit].item()
    tops, lefts = [0, 3, 6, 8], [0, 3, 6]  # the last window ends at the border
    fall, covered = np.zeros((12, 10)), np.zeros((12, 10))
    for top in tops:
        for left in lefts:
            hidden = IMAGE.copy()
            hidden[:, top : top + 4, left : left + 4] = IMAGE.mean(axis=(1, 2))[:, None, None]
            share = torch.softmax(net(torch.from_numpy(hidden)[None])[0], 0)[unit].item()
            fall[top : top + 4, left : left + 4] += whole - share
            covered[top : top + 4, left : left + 4] += 1
    found = occlusion(net, IMAGE, unit, size=4, stride=3, batch_size=batch_size)
    assert found == pytest.approx(fall / covered)


def planted():
    """Sees brightness only, and an image that is bright in one corner only."""
    net = nn.Sequential(nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(1, 1)).double()
    nn.init.constant_(net[2].weight, 8.0)
    nn.init.constant_(net[2].bias, -4.0)
    image = np.zeros((1, 16, 16))
    image[0, 2:4, 12:14] = 1
    return net, image


def test_planted_evidence_is_found():
    net, image = planted()
    fall = occlusion(net, image, unit=1, size=4, stride=4, fill=0.0)
    assert fall[2:4, 12:14] == pytest.approx(0.96, abs=0.01)
    assert fall[4:].max() == pytest.approx(0)
    derivative = saliency(net, image, unit=1)
    assert {*zip(*np.nonzero(derivative), strict=True)} <= {(2, 12), (2, 13), (3, 12), (3, 13)}
    assert derivative.sum() == pytest.approx(4.0)  # half the weight: the scores are -z/2 and z/2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"size": 13}, r"size \(13, 13\) must fit into the image \(12, 10\)"),
        ({"size": 3, "stride": 4}, "or pixels stay uncovered"),
        ({"unit": 3}, "classes 0 to 2, not 3"),
        ({"batch_size": 0}, "batch_size must be at least 1"),
    ],
)
def test_wrong_arguments_are_named(options, message):
    with pytest.raises(ValueError, match=message):
        occlusion(stack(), **({"image": IMAGE, "size": 4, "stride": 4} | options))
