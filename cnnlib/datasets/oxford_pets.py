"""Oxford-IIIT Pet: 7,349 photographs of cats and dogs with breed, box of the head, and pixel mask.

O. M. Parkhi, A. Vedaldi, A. Zisserman and C. V. Jawahar, "Cats and Dogs", CVPR 2012; CC BY-SA 4.0.
Downloaded on request, 800 MB, and unpacked once.  A mask (trimap) has 1 for the animal, 2 for the
background, 3 for the border between.
"""

import shutil
import tarfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image

from cnnlib.datasets.downloads import DownloadError, cache_folder, fetch

URL = "https://www.robots.ox.ac.uk/~vgg/data/pets/data/"
ARCHIVES = {
    "images.tar.gz": "5c4f3ee8e5d25df40f4fd59a7f44e54c",
    "annotations.tar.gz": "95a8c909bbe2e81eed6a22bccdf3f68f",
}
SPLITS = {"train": "trainval.txt", "valid": "trainval.txt", "test": "test.txt"}
VALID_EVERY = 5  # every fifth image of the training list is for validation
ANIMAL, BACKGROUND, BORDER = 1, 2, 3


class PetFile(NamedTuple):
    """One photograph of the set."""

    image: Path
    trimap: Path
    annotation: Path  # XML with the box of the head; missing for the test images
    label: int  # 0 for a cat, 1 for a dog
    breed: int  # 1 to 37


def oxford_pets(split="train", progress=True):
    """List the photographs of a split, downloading the set if it is not there.

    Parameters
    ----------
    split : {"train", "valid", "test"}, optional
        "train" and "valid" share the authors' training list, four to one.
    progress : bool, optional
        Show a progress bar while downloading.

    Returns
    -------
    list of PetFile

    Raises
    ------
    ValueError
        If there is no such split.
    DownloadError
        If the set cannot be downloaded or unpacked.

    Examples
    --------
    >>> oxford_pets("all")
    Traceback (most recent call last):
    ValueError: split must be one of ['train', 'valid', 'test'], got 'all'
    """
    if split not in SPLITS:
        raise ValueError(f"split must be one of {list(SPLITS)}, got {split!r}")
    folder = _unpacked(progress)
    lines = (folder / "annotations" / SPLITS[split]).read_text().splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    if split != "test":
        held_out = [index % VALID_EVERY == VALID_EVERY - 1 for index in range(len(rows))]
        rows = [row for row, held in zip(rows, held_out, strict=True) if held == (split == "valid")]
    return [_file(folder, *row) for row in rows]


def _file(folder, name, breed, species, _):
    annotations = folder / "annotations"
    return PetFile(
        folder / "images" / f"{name}.jpg",
        annotations / "trimaps" / f"{name}.png",
        annotations / "xmls" / f"{name}.xml",
        int(species) - 1,
        int(breed),
    )


def read_trimap(file, resize=None):
    """Read the mask of a photograph.

    Parameters
    ----------
    file : PetFile
    resize : (int, int), optional
        Rows and columns; each pixel takes the nearest one's class, since classes have no mean.

    Returns
    -------
    ndarray of uint8 of shape (H, W)
        1 for the animal, 2 for the background, 3 for the border.
    """
    with Image.open(file.trimap) as picture:
        if resize is not None:
            picture = picture.resize((resize[1], resize[0]), Image.Resampling.NEAREST)
        return np.asarray(picture, np.uint8)


def read_head_box(file):
    """Read the box around the head of a photograph's animal.

    Parameters
    ----------
    file : PetFile

    Returns
    -------
    ndarray of float32 of shape (4,), or None if the set has no box for it
        x1, y1, x2, y2 in pixels of the photograph.
    """
    if not file.annotation.exists():
        return None
    box = ElementTree.parse(file.annotation).find("object/bndbox")
    sides = [box.find(name).text for name in ("xmin", "ymin", "xmax", "ymax")]
    return np.array(sides, np.float32)


def _unpacked(progress):
    """Return the folder of the unpacked set; it gets its name when it is complete."""
    folder = cache_folder("oxford-pets")
    if folder.is_dir():
        return folder
    archives = [fetch(URL + name, md5=md5, progress=progress) for name, md5 in ARCHIVES.items()]
    unfinished = folder.with_name(f"{folder.name}.part")
    try:
        for archive in archives:
            unpack(archive, unfinished)
        unfinished.rename(folder)
    except (OSError, tarfile.TarError) as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise DownloadError(f"cannot unpack Oxford-IIIT Pet into {folder}: {error}") from error
    return folder


def unpack(archive, folder):
    """Unpack an archive; members that would land outside the folder are refused.

    Parameters
    ----------
    archive, folder : str or pathlib.Path
    """
    with tarfile.open(archive) as members:
        members.extractall(folder, filter="data")
