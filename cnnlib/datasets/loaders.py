"""Batches of cats and dogs for PyTorch; it is loaded only when a loader is asked for."""

import numpy as np

from cnnlib.datasets.dogs_and_cats import open_dogs_and_cats
from cnnlib.datasets.image_files import UnreadableImageError, report

# Of the images that ImageNet networks were trained on: red, green, blue.
IMAGENET_MEAN = np.array([0.485, 0.456, 0.406], np.float32)
IMAGENET_DEVIATION = np.array([0.229, 0.224, 0.225], np.float32)
IMAGENET_SIZE = 224


class Pictures:
    """A source as PyTorch's DataLoader reads it: image and label by number."""

    def __init__(self, pictures, is_resnet, indices):
        self.pictures = pictures
        self.is_resnet = is_resnet
        self.indices = indices

    def __len__(self):
        return len(self.indices)

    def __getitem__(self, number):
        index = self.indices[number]
        image = self.pictures.read(index).astype(np.float32) / 255  # (H, W, 3)
        if self.is_resnet:
            image = (image - IMAGENET_MEAN) / IMAGENET_DEVIATION
        # (H, W, 3) -> (3, H, W)
        return np.ascontiguousarray(image.transpose(2, 0, 1)), int(self.pictures.labels[index])


def get_dogs_and_cats(
    split="train",
    resize=(32, 32),
    batch_size=128,
    is_resnet=False,
    *,
    source="drawn",
    seed=0,
    skip_unreadable=False,
):
    """Make a PyTorch loader of cats and dogs.

    Parameters
    ----------
    split : {"train", "valid", "test"}, optional
        The training images come in another order in every pass.
    resize : int or (int, int), optional
        Rows and columns.
    batch_size : int, optional
    is_resnet : bool, optional
        Prepare the images as networks trained on ImageNet expect them: 224x224 whatever `resize`
        says, and in each channel with ImageNet's mean and deviation taken out.
    source : str or pathlib.Path, optional
        "drawn": 2,000 images to train, 500 each to validate and test.  "oxford" for Oxford-IIIT
        Pet, downloaded at the first use.  Or a folder of your own photographs, which holds
        ``train/cat/*.jpg``, ``train/dog/*.jpg`` and so on.
    seed : int, optional
        Fixes the order of the training images.
    skip_unreadable : bool, optional
        Read every file once before, and leave damaged ones out with a warning that names them.

    Returns
    -------
    torch.utils.data.DataLoader
        Of batches ``images`` (N, 3, rows, columns), float32, and ``labels`` (N,), 0 for a cat and 1
        for a dog.

    Raises
    ------
    ValueError
        If there is no such split, the size makes no sense, or a file is unreadable.
    FileNotFoundError
        If the folder does not hold what is expected.
    DownloadError
        If Oxford's photographs cannot be downloaded.

    Examples
    --------
    >>> images, labels = next(iter(get_dogs_and_cats("test", batch_size=4)))
    >>> images.shape, labels.tolist()
    (torch.Size([4, 3, 32, 32]), [0, 1, 0, 1])
    """
    import torch

    if is_resnet:
        resize = IMAGENET_SIZE
    pictures = open_dogs_and_cats(split, resize, source)
    indices = range(len(pictures.labels))
    if skip_unreadable:
        indices = _readable(pictures)
    return torch.utils.data.DataLoader(
        Pictures(pictures, is_resnet, indices),
        batch_size=batch_size,
        shuffle=split == "train",
        generator=torch.Generator().manual_seed(seed),
    )


def _readable(pictures):
    """Return the numbers of the images that can be read; warn about the others."""
    errors = []
    good = []
    for index in range(len(pictures.labels)):
        try:
            pictures.read(index)
            good.append(index)
        except UnreadableImageError as error:
            errors.append(error)
    report(errors, skip=True)
    return good
