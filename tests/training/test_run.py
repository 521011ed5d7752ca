"""The step by hand, and the pieces that a reader can take apart."""

import numpy as np
import pytest
import torch
from torch import nn

from cnnlib.training import Run, fit, seeded
from cnnlib.training.examples import ArrayExamples

IMAGES = np.array([1.0, -2.0, 3.0, 0.5]).reshape(4, 1)
LABELS = np.array([1, 0, 0, 1])


def logistic(lr=0.1, epochs=2, batch_size=2):
    net = nn.Linear(1, 1, bias=False).double()
    nn.init.zeros_(net.weight)
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    schedule = torch.optim.lr_scheduler.ConstantLR(optimizer, factor=1.0)
    return Run(net, ArrayExamples(net, IMAGES, LABELS, batch_size), epochs, optimizer, schedule)


def test_one_step_of_logistic_descent_by_hand():
    run = logistic(batch_size=4)
    for _ in run.steps():
        pass
    # w <- w - lr * mean((p - label) * x) with p = 1/2
    gradient = np.mean((0.5 - LABELS) * IMAGES[:, 0])
    assert run.net.weight.item() == pytest.approx(-0.1 * gradient)
    assert run.loss == pytest.approx(np.log(2))
    assert run.accuracy == 0.5  # a logit of 0 is class 0


def test_a_run_taken_apart_is_fit():
    whole = logistic()
    history = fit(
        whole.net,
        IMAGES,
        LABELS,
        epochs=2,
        batch_size=2,
        lr=0.1,
        optimizer=torch.optim.SGD,
        schedule="constant",
        seed=3,
    )
    apart = logistic()
    counts = []
    with seeded(3):
        for _ in range(apart.epochs):
            for step in apart.steps():
                counts.append((step.epoch, step.step, step.steps_done))
            apart.end_epoch()
    assert counts == [(0, 1, 1), (0, 2, 2), (1, 1, 3), (1, 2, 4)]
    assert apart.total_steps == 4
    assert apart.learning_rate == 0.1
    assert apart.history == history
    assert torch.equal(apart.net.weight, whole.net.weight)
    assert history.test_loss == []


def test_other_errors_of_the_network_pass_unchanged():
    run = logistic()
    run.net.forward = lambda images: (_ for _ in ()).throw(ValueError("my own"))
    with pytest.raises(ValueError, match=r"^my own$"):
        next(run.steps())
