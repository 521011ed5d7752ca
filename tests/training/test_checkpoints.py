"""A resumed run gives the numbers of an uninterrupted one; a file is whole at every moment."""

import errno
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from cnnlib import datasets, models
from cnnlib.training import Callback, Checkpoint, fit

DATA = datasets.digits(dtype=np.float32)
TRAIN, TEST = (DATA.images[:70], DATA.labels[:70]), (DATA.images[70:170], DATA.labels[70:170])
STEPS = 3 * 5


class Crash(Callback):
    """Breaks off after a number of steps."""

    def __init__(self, steps):
        self.steps = steps

    def after_step(self, run):
        if run.steps_done == self.steps:
            raise KeyboardInterrupt


def network(seed=0):
    plain = models.mlp(seed=seed)
    return nn.Sequential(plain[0], plain[1], nn.BatchNorm1d(64), nn.Dropout(0.5), *plain[2:])


def arrays():
    return TRAIN


def loader():
    class Jittered(TensorDataset):
        """Draws from all generators, as transforms of images do."""

        def __getitem__(self, index):
            image, label = super().__getitem__(index)
            return image + 0.1 * torch.rand(1) + 0.1 * float(np.random.rand()), label  # noqa: NPY002

    np.random.seed(0)  # noqa: NPY002
    own = torch.Generator().manual_seed(5)
    return (DataLoader(Jittered(*map(torch.from_numpy, TRAIN)), 16, shuffle=True, generator=own),)


def train(data, **options):
    net = network()
    arguments = {"epochs": 3, "batch_size": 16, "lr": 1e-2, "test": TEST, "seed": 1} | options
    return net, fit(net, *data(), **arguments)


def weights(net):
    return torch.cat([values.double().ravel() for values in net.state_dict().values()])


@pytest.mark.parametrize("optimizer", ["adam", "sgd"])
@pytest.mark.parametrize("data", [arrays, loader])
@pytest.mark.parametrize("step", [1, 4, 5, 6, 12, STEPS])
def test_resuming_gives_the_same_numbers(tmp_path, data, step, optimizer):
    net, history = train(data, optimizer=optimizer)
    file = tmp_path / "deep" / "run.pt"
    with pytest.raises(KeyboardInterrupt):
        train(data, optimizer=optimizer, callbacks=[Checkpoint(file, every=1), Crash(step)])
    torch.manual_seed(step)  # what happened in between does not matter
    resumed, again = train(data, optimizer=optimizer, resume=file)
    assert again == history
    assert torch.equal(weights(resumed), weights(net))


@pytest.mark.parametrize("every", [2, 3, 100])
def test_steps_after_the_last_file_are_repeated(tmp_path, every):
    net, history = train(arrays)
    file = tmp_path / "run.pt"
    with pytest.raises(KeyboardInterrupt):
        train(arrays, callbacks=[Checkpoint(file, every), Crash(9)])
    resumed, again = train(arrays, resume=file)
    assert again == history
    assert torch.equal(weights(resumed), weights(net))


def test_writing_does_not_change_the_training_and_leaves_one_file(tmp_path):
    _, plain = train(arrays)
    assert train(arrays, callbacks=[Checkpoint(tmp_path / "run.pt", every=1)])[1] == plain
    assert [path.name for path in tmp_path.iterdir()] == ["run.pt"]


def test_a_complete_run_is_read_back_without_training(tmp_path):
    file = tmp_path / "run.pt"
    net, history = train(arrays, callbacks=[Checkpoint(file)])
    crash = Crash(STEPS)
    resumed, again = train(arrays, resume=file, callbacks=[crash])
    assert again == history
    assert torch.equal(weights(resumed), weights(net))


def test_a_constant_learning_rate_may_go_on_for_longer(tmp_path):
    file = tmp_path / "run.pt"
    _, whole = train(arrays, schedule="constant", epochs=4)
    train(arrays, schedule="constant", epochs=2, callbacks=[Checkpoint(file)])
    assert train(arrays, schedule="constant", epochs=4, resume=file)[1] == whole


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"epochs": 4}, "a run with epochs 3, this one has 4: resume with the same arguments"),
        ({"lr": 0.1}, "with lr 0.01, this one has 0.1"),
        ({"batch_size": 8}, "with steps of an epoch 5, this one has 9"),
        ({"seed": 2}, "with seed 1, this one has 2"),
        ({"optimizer": "sgd"}, "with optimizer Adam, this one has SGD"),
    ],
)
def test_another_run_is_refused(tmp_path, options, message):
    file = tmp_path / "run.pt"
    train(arrays, callbacks=[Checkpoint(file)])
    with pytest.raises(ValueError, match=message):
        train(arrays, resume=file, **options)


def test_another_network_is_refused(tmp_path):
    file = tmp_path / "run.pt"
    train(arrays, callbacks=[Checkpoint(file)])
    with pytest.raises(ValueError, match="belongs to another network"):
        fit(models.mlp(), *TRAIN, epochs=3, batch_size=16, lr=1e-2, seed=1, resume=file)


def test_missing_damaged_and_foreign_files_are_told_apart(tmp_path):
    file = tmp_path / "run.pt"
    with pytest.raises(FileNotFoundError, match=r"no checkpoint to resume from: .*run\.pt"):
        train(arrays, resume=file)
    train(arrays, epochs=1, callbacks=[Checkpoint(file)])
    whole = file.read_bytes()
    middle = len(whole) // 2
    turned = bytes([whole[middle] ^ 255])
    for damaged in (whole[:-200], whole[:middle] + turned + whole[middle + 1 :], b"else", b""):
        file.write_bytes(damaged)
        with pytest.raises(ValueError, match="damaged or no checkpoint"):
            train(arrays, resume=file)
    torch.save({"weights": 1}, file)
    with pytest.raises(ValueError, match="no checkpoint of a training run"):
        train(arrays, resume=file)


def test_a_full_disk_leaves_the_last_file_whole(tmp_path, monkeypatch):
    file = tmp_path / "run.pt"
    train(arrays, epochs=1, callbacks=[Checkpoint(file)])
    before = file.read_bytes()

    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        train(arrays, epochs=1, callbacks=[Checkpoint(file)])
    assert file.read_bytes() == before
    assert [*Path(tmp_path).iterdir()] == [file]
