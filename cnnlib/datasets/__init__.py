"""Images: handwritten digits, photographs, drawn animals, and your own or downloaded pictures.

Most come with installed packages or are drawn, so they need no network.  Images are arrays of
floats in [0, 1], or on request of bytes from 0 to 255, channels first: ``(N, C, H, W)`` for a set,
``(C, H, W)`` for one photograph.
"""

from cnnlib.datasets.digits import LabelledImages, digits, split
from cnnlib.datasets.distances import same_at_distance
from cnnlib.datasets.dogs_and_cats import get_dogs_and_cats_data
from cnnlib.datasets.downloads import DownloadError, cache_folder, fetch
from cnnlib.datasets.drawn import Pets, Scenes, pets, scenes
from cnnlib.datasets.handwriting import MaskedImages, handwriting_on_photographs
from cnnlib.datasets.loaders import get_dogs_and_cats
from cnnlib.datasets.mnist import mnist
from cnnlib.datasets.photographs import credit, photograph, photograph_names
from cnnlib.datasets.transforms import permute_pixels, shift
from cnnlib.datasets.windows import labelled_windows

__all__ = [
    "DownloadError",
    "LabelledImages",
    "MaskedImages",
    "Pets",
    "Scenes",
    "cache_folder",
    "credit",
    "digits",
    "fetch",
    "get_dogs_and_cats",
    "get_dogs_and_cats_data",
    "handwriting_on_photographs",
    "labelled_windows",
    "mnist",
    "permute_pixels",
    "pets",
    "photograph",
    "photograph_names",
    "same_at_distance",
    "scenes",
    "shift",
    "split",
]
