"""What was written can be read back, and writing changes nothing."""

import warnings

import numpy as np
import pytest
import torch
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from torch import nn

from cnnlib import datasets, models
from cnnlib.training import TensorBoardLog, fit

DATA = datasets.digits(dtype=np.float64)
TRAIN, TEST = (DATA.images[:50], DATA.labels[:50]), (DATA.images[50:99], DATA.labels[50:99])


def network():
    return nn.Sequential(nn.Dropout(0.2), *models.mlp()).double()


def run(folder, net=None, images=TRAIN[0]):
    callbacks = [TensorBoardLog(folder)] if folder else []
    net = network() if net is None else net
    options = {"epochs": 3, "batch_size": 20, "schedule": "constant", "callbacks": callbacks}
    return fit(net, images, TRAIN[1], test=(TEST[0], TEST[1]), **options)


def read(folder):
    log = EventAccumulator(str(folder), size_guidance={"scalars": 0, "images": 0})
    log.Reload()
    return log


def scalars(log, name):
    return {event.step: event.value for event in log.Scalars(name)}


def test_scalars_images_and_graph_are_read_back(tmp_path):
    history = run(tmp_path)
    log = read(tmp_path)
    assert [*scalars(log, "loss/step")] == [*range(1, 10)]
    assert {*scalars(log, "learning_rate").values()} == {np.float32(5e-3)}
    for name, values in {
        "loss/train": history.loss,
        "accuracy/train": history.train_accuracy,
        "loss/test": history.test_loss,
        "accuracy/test": history.test_accuracy,
    }.items():
        found = scalars(log, name)
        assert [*found] == [3, 6, 9]
        assert [*found.values()] == pytest.approx(values, rel=1e-6)
    (image,) = log.Images("images")
    assert image.step == 1
    assert image.encoded_image_string.startswith(b"\x89PNG")
    nodes = {node.name for node in log.Graph().node}
    assert any("Linear" in name for name in nodes)


def test_writing_does_not_change_the_training(tmp_path):
    assert run(tmp_path) == run(None)


def test_epoch_means_of_the_steps_are_the_history(tmp_path):
    history = run(tmp_path)
    steps = [*scalars(read(tmp_path), "loss/step").values()]
    sizes = np.array([20, 20, 10])
    means = (np.reshape(steps, (3, 3)) * sizes).sum(axis=1) / 50
    assert means == pytest.approx(history.loss, rel=1e-6)


def test_a_new_run_in_the_same_folder_replaces_the_curves(tmp_path):
    run(tmp_path)
    history = run(tmp_path, models.mlp().double())
    log = read(tmp_path)
    assert [event.step for event in log.Scalars("loss/step")] == [*range(1, 10)]
    assert scalars(log, "loss/train")[9] == pytest.approx(history.loss[-1], rel=1e-6)


def test_features_and_many_channels_are_logged_without_or_with_one_channel(tmp_path):
    flat = TRAIN[0].reshape(50, 64)
    net = nn.Linear(64, 10).double()
    fit(net, flat, TRAIN[1], epochs=1, callbacks=[TensorBoardLog(tmp_path / "flat")])
    assert read(tmp_path / "flat").Tags()["images"] == []
    many = TRAIN[0].repeat(5, axis=1)
    net = nn.Sequential(nn.Flatten(), nn.Linear(320, 10)).double()
    fit(net, many, TRAIN[1], epochs=1, callbacks=[TensorBoardLog(tmp_path / "many")])
    assert read(tmp_path / "many").Tags()["images"] == ["images"]


class Untraceable(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(64, 10).double()

    def forward(self, images):
        if torch.jit.is_tracing():
            raise RuntimeError("no tracing here")
        return self.linear(images.flatten(1))


def test_a_network_that_cannot_be_drawn_is_trained_all_the_same(tmp_path):
    with pytest.warns(UserWarning, match="gets no graph: no tracing here"):
        history = run(tmp_path, Untraceable())
    assert len(history.loss) == 3
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert run(None, Untraceable()).loss[0] > 0
