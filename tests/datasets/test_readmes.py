"""Every figure in the READMEs of data/ is computed again from the data."""

import gzip
import hashlib
import re
from pathlib import Path

import numpy as np
import pytest

from cnnlib.datasets import digits, photograph, split
from cnnlib.datasets.files import scikit_learn_file
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
    content = gzip.decompress(scikit_learn_file(name).read_bytes())
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


@pytest.mark.parametrize(("column", "name"), [(0, "china"), (1, "flower")])
def test_photographs(column, name):
    (figures,) = tables("photographs")
    image = photograph(name, dtype=np.float64)
    content = scikit_learn_file(f"images/{name}.jpg").read_bytes()
    assert {row: cells[column] for row, cells in figures.items()} == {
        "Figure": name,
        "channels, rows, columns": ", ".join(map(str, image.shape)),
        "mean of red, green, blue": ", ".join(f"{mean:.3f}" for mean in image.mean(axis=(1, 2))),
        "mean gray value": f"{photograph(name, gray=True, dtype=np.float64).mean():.3f}",
        "bytes": str(len(content)),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def test_photograph_credits_are_those_of_scikit_learn():
    shipped = scikit_learn_file("images/README.txt").read_text()
    credits = DATA.joinpath("photographs", "README.md").read_text()
    for fact in ("licenses/by/2.0/", "danielbuechele/6061409035", "vultilion/6056698931"):
        assert fact in shipped
        assert fact in credits


def test_load_is_the_same_as_the_library():
    assert load.digits is digits
    assert load.photograph is photograph
