"""One call trains, logs, stops, and survives being killed at any moment."""

import json
import os
import signal
import subprocess
import sys

import numpy as np
import pytest
import torch
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from torch import nn

from cnnlib import datasets, models
from cnnlib.training import Callback, fit, train
from tests.structure.tree import ROOT
from tests.training import killed_run

DATA = datasets.digits(dtype=np.float64)
TRAIN, TEST = (DATA.images[:100], DATA.labels[:100]), (DATA.images[100:200], DATA.labels[100:200])


def in_a_process(folder, *arguments):
    """Run killed_run.py with every warning an error; return its exit status."""
    command = [sys.executable, "-W", "error", "-m", "tests.training.killed_run", str(folder)]
    environment = os.environ | {"CUDA_VISIBLE_DEVICES": "", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*command, *arguments], env=environment, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode


def curve(folder, name):
    log = EventAccumulator(str(folder / "log"), size_guidance={"scalars": 0})
    log.Reload()
    return [(event.step, event.value) for event in log.Scalars(name)]


def test_killed_again_and_again_it_ends_with_the_same_numbers(tmp_path):
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    expected = json.loads(json.dumps(killed_run.run(whole)))
    for moment in (("step", "2"), ("step", "8"), ("write", "2"), ("step", "17")):
        assert in_a_process(killed, *moment) == -signal.SIGKILL
    assert in_a_process(killed) == 0
    assert json.loads((killed / "result.json").read_text(encoding="utf-8")) == expected
    assert not [*killed.glob("*.part")]
    for name in ("loss/step", "learning_rate", "loss/test", "accuracy/train"):
        assert curve(killed, name) == curve(whole, name)
    assert [step for step, _ in curve(killed, "loss/step")] == [*range(1, 21)]


def test_it_is_fit_with_the_same_seed():
    one, other = models.mlp().double(), models.mlp().double()
    history = train(one, 32, data=TRAIN, test=TEST, n_epochs=3, device="cpu", seed=4)
    assert history == fit(other, *TRAIN, epochs=3, lr=1e-3, batch_size=32, test=TEST, seed=4)


def test_convolutions_keep_their_channels_last_only_while_they_train():
    net = nn.Sequential(nn.Conv2d(3, 10, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten()).double()
    layouts = []
    look = Callback()
    look.after_step = lambda run: layouts.append(
        run.net[0].weight.is_contiguous(memory_format=torch.channels_last)
    )
    colored = TRAIN[0].repeat(3, axis=1), TRAIN[1]
    train(net, data=colored, n_epochs=1, device="cpu", callbacks=[look])
    assert layouts == [True]
    assert net[0].weight.is_contiguous()


def test_the_lecture_call_trains_on_dogs_and_cats(tmp_path):
    device = torch.device("cpu")
    log_dir = tmp_path / "log"
    net = models.ConvNet([32, 64])
    history = train(
        net, batch_size=128, resize=(32, 32), log_dir=log_dir, device=device, n_epochs=1
    )
    assert history.loss[0] == pytest.approx(np.log(2), abs=0.05)  # one logit, untrained at first
    assert curve(tmp_path, "loss/test") == [(16, pytest.approx(history.test_loss[0]))]


def test_the_seed_decides_on_the_order_of_dogs_and_cats():
    losses = []
    for seed in (0, 0, 1):
        net = models.ConvNet([4], kernel_size=5, stride=4)
        losses.append(train(net, device="cpu", n_epochs=1, lr=0.05, seed=seed).loss)
    assert losses[0] == losses[1] != losses[2]


def test_resume_without_a_file_begins_and_without_resume_begins_anew(tmp_path):
    file = tmp_path / "run.pt"
    options = {"data": TRAIN, "n_epochs": 2, "device": "cpu", "checkpoint": file}
    first = train(models.mlp().double(), **options, resume=True)
    steps = []
    count = Callback()
    count.after_step = lambda run: steps.append(run.step)
    assert train(models.mlp().double(), **options, callbacks=[count]) == first
    assert len(steps) == 2
    assert train(models.mlp().double(), **options, callbacks=[count], resume=True) == first
    assert len(steps) == 2  # it was complete


def test_patience_stops_and_needs_something_to_watch():
    options = {"n_epochs": 50, "lr": 0.3, "schedule": "constant", "patience": 2, "device": "cpu"}
    history = train(models.mlp().double(), data=TRAIN, test=TEST, **options)
    assert len(history.loss) < 50
    with pytest.raises(ValueError, match="needs a test set"):
        train(models.mlp().double(), data=TRAIN, **options)


def test_the_device_is_chosen_by_the_type_of_the_network(monkeypatch):
    asked = []

    def best_device(dtype):
        asked.append(dtype)
        return torch.device("cpu")

    monkeypatch.setattr("cnnlib.training.one_call.best_device", best_device)
    train(models.mlp(), data=TRAIN, n_epochs=1)
    train(models.mlp().double(), data=TRAIN, n_epochs=1)
    assert asked == [torch.float32, torch.float64]


@pytest.mark.parametrize(("named", "moves"), [(None, 2), ("cpu", 1)])
def test_the_network_comes_back_unless_a_device_was_named(monkeypatch, named, moves):
    net = models.mlp()
    places = []

    def to(device=None, **layout):
        places.extend([device] if device is not None else [])
        return nn.Module.to(net, device, **layout)

    monkeypatch.setattr(net, "to", to, raising=False)
    train(net, data=TRAIN, n_epochs=1, device=named)
    assert len(places) == moves
    assert places[-1] == torch.device("cpu")


def test_the_fastest_device_learns_the_same():
    """Where there is a graphics card, this is the test of it."""
    nets = [models.mlp().double() for _ in range(2)]
    there = train(nets[0], data=TRAIN, test=TEST, n_epochs=3)
    here = train(nets[1], data=TRAIN, test=TEST, n_epochs=3, device="cpu")
    assert there.loss == pytest.approx(here.loss, rel=1e-9)
    for one, other in zip(nets[0].parameters(), nets[1].parameters(), strict=True):
        assert one.device == other.device
        torch.testing.assert_close(one, other, rtol=1e-6, atol=1e-9)


def test_wrong_arguments_are_named():
    with pytest.raises(ValueError, match="resume=True needs checkpoint"):
        train(models.mlp(), data=TRAIN, resume=True)
    with pytest.raises(ValueError, match="Flatten has no parameters"):
        train(nn.Flatten(), data=TRAIN)
    with pytest.raises(TypeError, match="unexpected keyword argument 'rate'"):
        train(models.mlp(), data=TRAIN, rate=0.1)
    with pytest.raises(ValueError, match="n_epochs must be at least 1, got 0"):
        train(models.mlp(), data=TRAIN, n_epochs=0)
