"""The mean of a class activation map is the score, and other networks are refused."""

import numpy as np
import pytest
import torch
from torch import nn

from cnnlib import models
from cnnlib.datasets import photograph
from cnnlib.inspection import class_activation_map
from cnnlib.training import seeded
from tests.inspection.networks import images, stack

IMAGE = images(1)[0]


def score(net, unit):
    with torch.no_grad():
        return net(torch.from_numpy(IMAGE)[None])[0, unit].item()


@pytest.mark.parametrize("unit", [0, 1, 2])
def test_mean_plus_bias_is_the_score(unit):
    net = stack()
    places = class_activation_map(net, IMAGE, "4", unit)
    assert places.shape == (6, 5)
    assert places.mean() + net[7].bias[unit].item() == pytest.approx(score(net, unit))


def test_the_most_likely_class_by_default():
    net = stack()
    unit = int(np.argmax([score(net, unit) for unit in range(3)]))
    by_default = class_activation_map(net, IMAGE, "4")
    assert np.array_equal(by_default, class_activation_map(net, IMAGE, "4", unit))


def all_convolutional(outputs):
    with seeded(0):
        head = [nn.Conv2d(6, outputs, 1), nn.AdaptiveAvgPool2d(1), nn.Flatten()]
        return nn.Sequential(*stack()[:5], *head).double()


def test_a_network_without_linear_layer_shows_its_score_map():
    net = all_convolutional(3)
    expected = net[:6](torch.from_numpy(IMAGE)[None])[0].detach().numpy()
    for unit in range(3):
        assert class_activation_map(net, IMAGE, "5", unit) == pytest.approx(expected[unit])


def test_one_logit_is_taken_apart_for_both_classes():
    net = all_convolutional(1)
    logits = net[:6](torch.from_numpy(IMAGE)[None])[0, 0].detach().numpy()
    assert class_activation_map(net, IMAGE, "5", 1) == pytest.approx(logits / 2)
    assert class_activation_map(net, IMAGE, "5", 0) == pytest.approx(-logits / 2)


def test_a_classifier_without_bias_by_its_name():
    net = nn.Sequential(*stack()[:-1], nn.Linear(6, 3, bias=False).double())
    places = class_activation_map(net, IMAGE, "4", 1, classifier="7")
    assert places.mean() == pytest.approx(score(net, 1))


def test_a_trained_image_net_looks_at_the_palace():
    net = models.efficientnet_lite0(weights="imagenet")
    image = models.imagenet_input(photograph("china"))
    palace = models.imagenet_classes().index("palace")
    last = [name for name, module in net.named_modules() if isinstance(module, nn.ReLU6)][-1]
    places = class_activation_map(net, image, last, palace)
    assert places.shape == (7, 7)
    with torch.no_grad():
        expected = net(image)[0, palace].item()
    linear = [module for module in net.modules() if isinstance(module, nn.Linear)][-1]
    assert places.mean() + linear.bias[palace].item() == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize(
    ("net", "options", "message"),
    [
        (stack(), {"layer": "3"}, "not the average of '3' followed by one linear layer"),
        (stack(), {"layer": "6"}, r"'6' has no places: its output is \(1, 6\)"),
        (stack(), {"layer": "4", "unit": 3}, "classes 0 to 2, not 3"),
        (stack(), {"layer": "4", "classifier": "3"}, "must be linear and take 6 values, got Conv"),
        (stack(), {"layer": "0"}, "must be linear and take 4 values"),
        (stack(), {"layer": "nine"}, "no module 'nine'"),
        (all_convolutional(3), {"layer": "4"}, "not the average of '4'"),
    ],
)
def test_other_networks_are_refused(net, options, message):
    with pytest.raises(ValueError, match=message):
        class_activation_map(net, IMAGE, **options)
