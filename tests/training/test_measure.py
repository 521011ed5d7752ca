"""Measuring gives the numbers of one pass over all images and changes nothing."""

import contextlib

import numpy as np
import pytest
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from cnnlib import datasets, models
from cnnlib.training import accuracy, evaluate, predict
from cnnlib.training.examples import labelled
from cnnlib.training.measure import evaluating, measure

TEST = datasets.split(datasets.digits(dtype=np.float64), test_fraction=0.5)[1]


def dropping():
    return nn.Sequential(nn.Dropout(0.5), *models.mlp()).double()


def test_predict_in_batches_keeps_the_mode():
    net = dropping()
    net.train()
    whole = predict(net, TEST.images)
    assert np.array_equal(whole, predict(net, TEST.images, batch_size=7))  # no dropout
    assert net.training
    assert evaluate(net, *TEST) == accuracy(whole, TEST.labels)


def test_every_module_gets_its_own_mode_back_even_after_an_error():
    net = dropping()
    net.train()
    net[0].eval()
    with contextlib.suppress(RuntimeError), evaluating(net):
        assert not net.training
        raise RuntimeError
    assert [module.training for module in net.modules()][:2] == [True, False]


def test_loss_and_accuracy_do_not_depend_on_the_batches():
    net = dropping()
    loss, share = measure(net, labelled(net, *TEST, batch_size=1000))
    again = measure(net, labelled(net, *TEST, batch_size=7))
    assert again == pytest.approx((loss, share))
    with evaluating(net):
        scores = net(torch.from_numpy(TEST.images))
        expected = nn.functional.cross_entropy(scores, torch.from_numpy(TEST.labels))
    assert loss == pytest.approx(expected.item())


def test_a_loader_is_measured_without_moving_the_generator():
    net = dropping()
    loader = DataLoader(TensorDataset(*map(torch.from_numpy, TEST)), 100, shuffle=True)
    before = torch.get_rng_state()
    assert evaluate(net, loader) == pytest.approx(evaluate(net, *TEST))
    assert torch.equal(before, torch.get_rng_state())


def test_one_logit_is_positive_for_class_one():
    net = nn.Sequential(nn.Flatten(), nn.Linear(1, 1, bias=False)).double()
    nn.init.ones_(net[1].weight)
    images = np.array([-1.0, 2.0, 0.0]).reshape(3, 1, 1, 1)
    assert predict(net, images).tolist() == [0, 1, 0]
    assert evaluate(net, images, [0, 1, 1]) == pytest.approx(2 / 3)


def test_wrong_arguments_are_named():
    with pytest.raises(ValueError, match="batch_size must be at least 1"):
        predict(models.mlp(), TEST.images, batch_size=0)
    with pytest.raises(TypeError, match=r"floating-point type, got torch\.uint8"):
        predict(models.mlp(), np.zeros((1, 1, 8, 8), np.uint8))
    with pytest.raises(ValueError, match="2 images but 3 labels"):
        evaluate(models.mlp(), TEST.images[:2], TEST.labels[:3])
