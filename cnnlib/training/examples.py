"""Labelled images as a training loop takes them: two arrays, or a DataLoader.

Both become an object with the same two methods: ``shuffled()`` yields the batches of one epoch in
random order, ``in_order()`` yields them for measuring.  A batch is a pair of tensors on the
network's device, images in its floating-point type, labels in int64.
"""

import numpy as np
import torch
from torch.nn.modules.batchnorm import _BatchNorm
from torch.utils.data import DataLoader

from cnnlib.arrays import real_numbers
from cnnlib.integers import integer


def labelled(net, images, labels, batch_size):
    """Return the examples of two arrays, or of a DataLoader if `labels` is None."""
    if isinstance(images, DataLoader):
        if labels is not None:
            raise TypeError("a DataLoader brings its own labels: leave out the argument labels")
        return LoaderExamples(net, images)
    if labels is None:
        raise TypeError(
            f"labels are missing: give arrays images and labels, or a DataLoader, got "
            f"{type(images).__name__}"
        )
    return ArrayExamples(net, images, labels, batch_size)


class ArrayExamples:
    """Arrays of images and labels, wholly on the network's device."""

    loader = None

    def __init__(self, net, images, labels, batch_size):
        self.images = to_images(net, images)
        self.labels = to_labels(net, labels)
        if len(self.images) != len(self.labels):
            raise ValueError(f"{len(self.images)} images but {len(self.labels)} labels")
        self.batch_size = integer(batch_size, "batch_size", 1)
        self.joins_single = any(isinstance(module, _BatchNorm) for module in net.modules())
        self.steps = len(self._split(torch.arange(len(self.images))))

    def shuffled(self):
        """Yield the batches of one epoch in a new random order."""
        order = torch.randperm(len(self.images)).to(self.images.device)
        for batch in self._split(order):
            yield self.images[batch], self.labels[batch]

    def in_order(self):
        """Yield the batches as they stand."""
        yield from zip(
            self.images.split(self.batch_size), self.labels.split(self.batch_size), strict=True
        )

    def _split(self, order):
        """Cut into batches; a single image left over joins the batch before it.

        Only where the network normalizes over the batch, which one image cannot.
        """
        batches = list(order.split(self.batch_size))
        if self.joins_single and len(batches) > 1 and self.batch_size > 1 and len(batches[-1]) == 1:
            single = batches.pop()
            batches[-1] = torch.cat([batches[-1], single])
        return batches


class LoaderExamples:
    """A DataLoader of pairs (images, labels), which decides on batches and order itself."""

    def __init__(self, net, loader):
        self.net = net
        self.loader = loader
        self.steps = len(loader)
        if self.steps == 0:
            raise ValueError("the DataLoader has no batch")

    def shuffled(self):
        """Yield the batches of one epoch."""
        for batch in self.loader:
            if not isinstance(batch, (tuple, list)) or len(batch) != 2:
                raise TypeError(
                    f"a DataLoader must yield pairs (images, labels), got {type(batch).__name__}"
                )
            yield to_images(self.net, batch[0]), to_labels(self.net, batch[1])

    in_order = shuffled


def to_images(net, images):
    """Return images as a tensor on the network's device, in its floating-point type."""
    weight = next(net.parameters(), None)
    if weight is None:
        raise ValueError(f"{type(net).__name__} has no parameters, so there is nothing to train")
    images = _tensor(images, "images")
    if not images.is_floating_point():
        raise TypeError(
            f"images must be of a floating-point type, got {images.dtype}; uint8 images become "
            f"numbers from 0 to 1 by images / 255"
        )
    if images.ndim not in (2, 4) or 0 in images.shape:
        hint = "; images of one channel are images[:, None]" if images.ndim == 3 else ""
        raise ValueError(
            f"images must have the shape (N, C, H, W), or (N, features), and hold at least one, "
            f"got {tuple(images.shape)}{hint}"
        )
    return images.to(weight.device, weight.dtype)


def to_labels(net, labels):
    """Return labels as an int64 tensor on the network's device."""
    advice = _integer_advice(labels)
    labels = _tensor(labels, "labels")
    if labels.is_floating_point() or labels.is_complex():
        raise TypeError(
            f"labels must be integers, the numbers of the classes, got {labels.dtype}: {advice}"
        )
    if labels.ndim not in (1, 3):
        raise ValueError(
            f"labels must have the shape (N,), or (N, H, W) with one for each place, got "
            f"{tuple(labels.shape)}"
        )
    return labels.to(next(net.parameters()).device, torch.int64)


def _integer_advice(labels):
    """Say how to make integers of labels of this type."""
    if isinstance(labels, torch.Tensor):
        return "write labels.long(), or labels.argmax(1) for one-hot rows"
    name = "labels" if isinstance(labels, np.ndarray) else "np.array(labels)"
    return f"write {name}.astype(int), or {name}.argmax(1) for one-hot rows"


def _tensor(values, name):
    if isinstance(values, torch.Tensor):
        return values
    values = np.ascontiguousarray(real_numbers(values, name))
    # PyTorch takes no array that is read-only without a warning.
    return torch.from_numpy(values if values.flags.writeable else values.copy())
