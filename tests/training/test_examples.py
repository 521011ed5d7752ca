"""Arrays and loaders yield the same batches, in the network's type."""

import numpy as np
import pytest
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from cnnlib.training.examples import ArrayExamples, LoaderExamples, labelled, to_images, to_labels

NET = nn.Linear(2, 3)
NORMALIZED = nn.Sequential(NET, nn.BatchNorm1d(3))
IMAGES = np.arange(20.0).reshape(10, 2)
LABELS = np.arange(10) % 3


def sizes(batches):
    return [len(labels) for _, labels in batches]


@pytest.mark.parametrize(
    ("net", "batch_size", "expected"),
    [
        (NET, 3, [3, 3, 3, 1]),
        (NORMALIZED, 3, [3, 3, 4]),
        (NORMALIZED, 4, [4, 4, 2]),
        (NORMALIZED, 1, [1] * 10),
        (NORMALIZED, 20, [10]),
    ],
)
def test_sizes_of_batches(net, batch_size, expected):
    examples = ArrayExamples(net, IMAGES, LABELS, batch_size)
    assert sizes(examples.shuffled()) == expected
    assert examples.steps == len(expected)


def test_an_epoch_holds_every_image_once_with_its_label():
    torch.manual_seed(0)
    examples = ArrayExamples(NET, IMAGES, LABELS, 4)
    images, labels = (torch.cat(parts).numpy() for parts in zip(*examples.shuffled(), strict=True))
    order = (images[:, 0] / 2).astype(int)
    assert sorted(order) == [*range(10)]
    assert not np.array_equal(order, np.arange(10))
    assert np.array_equal(labels, LABELS[order])


def test_in_order_changes_nothing():
    examples = ArrayExamples(NET, IMAGES, LABELS, 4)
    images, labels = (torch.cat(parts).numpy() for parts in zip(*examples.in_order(), strict=True))
    assert np.array_equal(images, IMAGES)
    assert np.array_equal(labels, LABELS)


def test_a_loader_decides_itself():
    loader = DataLoader(TensorDataset(torch.from_numpy(IMAGES), torch.from_numpy(LABELS)), 4)
    examples = labelled(NET, loader, None, batch_size=2)
    assert isinstance(examples, LoaderExamples)
    assert examples.steps == 3
    (images, labels), *_ = examples.in_order()
    assert images.dtype == torch.float32  # the network's
    assert labels.tolist() == [0, 1, 2, 0]


def test_an_empty_loader_is_refused():
    data = TensorDataset(torch.zeros(3, 2), torch.zeros(3, dtype=torch.int64))
    with pytest.raises(ValueError, match="no batch"):
        labelled(NET, DataLoader(data, 4, drop_last=True), None, 4)


@pytest.mark.parametrize("dtype", [np.uint8, np.int32, np.uint16, bool])
def test_labels_of_any_integers_become_int64(dtype):
    labels = to_labels(NET, np.array([0, 1, 1], dtype))
    assert labels.dtype == torch.int64
    assert labels.tolist() == [0, 1, 1]


def test_read_only_reversed_and_float16_images_are_taken_without_a_warning(recwarn):
    images = IMAGES[::-1].astype(np.float16)[::-1]
    images.flags.writeable = False
    assert np.array_equal(to_images(NET, images), IMAGES)
    assert not recwarn.list


@pytest.mark.parametrize("kind", [list, np.array, torch.tensor])
def test_the_advice_for_float_labels_works(kind):
    labels = kind([0.0, 2.0])
    with pytest.raises(TypeError, match="labels must be integers") as raised:
        to_labels(NET, labels)
    advice = str(raised.value).split("write ")[1].split(", or")[0]
    assert to_labels(NET, eval(advice)).tolist() == [0, 2]
