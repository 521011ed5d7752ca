"""Cats and dogs from three sources with one interface: drawn, your own photographs, or Oxford's.

The drawn ones need no network and are the default.  A label is 0 for a cat and 1 for a dog.
"""

from pathlib import Path

import numpy as np
from PIL import Image

from cnnlib.datasets.digits import LabelledImages
from cnnlib.datasets.drawn.pets import CLASSES, stored_pets
from cnnlib.datasets.image_files import (
    UnreadableImageError,
    labelled_files,
    read_image,
    report,
    scaled,
)
from cnnlib.datasets.oxford_pets import oxford_pets
from cnnlib.integers import integer, pair

SPLITS = {"train": 2000, "valid": 500, "test": 500}  # how many are drawn
LARGEST_DRAWN = 128  # pixels; larger pictures are enlarged from these


class Drawn:
    """Drawn animals; each split has animals of its own."""

    def __init__(self, split, resize, count=None):
        self.resize = resize
        size = min(max(resize), LARGEST_DRAWN)
        stored = stored_pets(count or SPLITS[split], size, seed=list(SPLITS).index(split))
        self.images = stored["images"]
        self.labels = stored["labels"]

    def read(self, index):
        """Return image number ``index``, (H, W, 3) in bytes."""
        image = self.images[index]
        if image.shape[:2] == self.resize:
            return image
        return np.asarray(scaled(Image.fromarray(image), self.resize))


class Files:
    """Photographs in files, read one by one."""

    def __init__(self, paths, labels, resize):
        self.paths = paths
        self.labels = labels
        self.resize = resize

    def read(self, index):
        """Return image number ``index``, (H, W, 3) in bytes."""
        return read_image(self.paths[index], self.resize)


def open_dogs_and_cats(split, resize, source="drawn", count=None):
    """Open a source; nothing is read from files yet.

    Parameters
    ----------
    split : {"train", "valid", "test"}
    resize : int or (int, int)
        Rows and columns.
    source : str or pathlib.Path, optional
        "drawn", "oxford", or a folder that holds ``train/cat/*.jpg`` and ``train/dog/*.jpg``.
    count : int, optional
        How many to draw; files are not counted out here.

    Returns
    -------
    object
        With ``labels`` (N,) and ``read(index)``, which returns (H, W, 3) in bytes.

    Raises
    ------
    ValueError
        If there is no such split or the size makes no sense.
    FileNotFoundError
        If the folder does not hold what is expected.
    """
    if split not in SPLITS:
        raise ValueError(f"split must be one of {list(SPLITS)}, got {split!r}")
    resize = pair(resize, "resize")
    if source == "drawn":
        return Drawn(split, resize, count)
    if source == "oxford":
        files = oxford_pets(split)
        labels = np.array([file.label for file in files], np.int64)
        return Files([file.image for file in files], labels, resize)
    if not Path(source).is_dir():
        raise FileNotFoundError(
            f"source must be 'drawn', 'oxford' or a folder that exists, got {str(source)!r}"
        )
    return Files(*labelled_files(Path(source, split), CLASSES), resize)


def get_dogs_and_cats_data(
    resize=(32, 32),
    n_images=10,
    *,
    split="train",
    source="drawn",
    seed=0,
    skip_unreadable=False,
):
    """Load pictures of cats and dogs into memory.

    Parameters
    ----------
    resize : int or (int, int), optional
        Rows and columns of the result, whatever the proportions of a photograph.
    n_images : int, optional
        How many.  Drawn ones are unlimited; of photographs, these many are picked at random.
    split : {"train", "valid", "test"}, optional
    source : str or pathlib.Path, optional
        "drawn"; "oxford" for Oxford-IIIT Pet, downloaded at the first use; or a folder of your own
        photographs, which holds ``train/cat/*.jpg``, ``train/dog/*.jpg`` and so on.
    seed : int, optional
        Picks among photographs.
    skip_unreadable : bool, optional
        Leave damaged files out, with a warning that names them; by default they are an error.

    Returns
    -------
    LabelledImages
        ``images`` of shape (n_images, 3, rows, columns), float32 in [0, 1]; ``labels`` (n_images,),
        0 for a cat, 1 for a dog.

    Raises
    ------
    ValueError
        If there are fewer images than asked for, a file is unreadable, or an argument makes no
        sense.
    FileNotFoundError
        If the folder does not hold what is expected.
    DownloadError
        If Oxford's photographs cannot be downloaded.

    Examples
    --------
    >>> images, labels = get_dogs_and_cats_data(resize=(32, 32), n_images=10)
    >>> images.shape, labels.tolist()
    ((10, 3, 32, 32), [1, 0, 1, 0, 1, 0, 1, 0, 1, 0])
    """
    n_images = integer(n_images, "n_images", 1)
    pictures = open_dogs_and_cats(split, resize, source, count=n_images)
    count = len(pictures.labels)
    order = np.random.default_rng(seed).permutation(count) if source != "drawn" else range(count)
    images, chosen = _read_first(pictures, order, n_images, skip_unreadable)
    if len(images) < n_images:
        raise ValueError(f"asked for {n_images} images, but the {split} split has {len(images)}")
    stacked = np.stack(images).transpose(0, 3, 1, 2)  # (N, H, W, 3) -> (N, 3, H, W)
    return LabelledImages(stacked.astype(np.float32) / 255, pictures.labels[chosen])


def _read_first(pictures, order, wanted, skip_unreadable):
    """Read images in order until enough are read; report those that cannot be."""
    images = []
    chosen = []
    errors = []
    for index in order:
        if len(images) == wanted or (not skip_unreadable and len(images) + len(errors) == wanted):
            break
        try:
            images.append(pictures.read(index))
            chosen.append(index)
        except UnreadableImageError as error:
            errors.append(error)
    report(errors, skip_unreadable)
    return images, chosen
