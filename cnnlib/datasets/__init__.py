"""Real images that need no download: handwritten digits and photographs.

They come with installed packages.  Images are arrays of floats in [0, 1], or on request of bytes
from 0 to 255, channels first: ``(N, C, H, W)`` for a set, ``(C, H, W)`` for one photograph.
"""

from cnnlib.datasets.digits import LabelledImages, digits, split
from cnnlib.datasets.downloads import DownloadError, cache_folder, fetch
from cnnlib.datasets.handwriting import MaskedImages, handwriting_on_photographs
from cnnlib.datasets.mnist import mnist
from cnnlib.datasets.photographs import credit, photograph, photograph_names
from cnnlib.datasets.transforms import permute_pixels, shift

__all__ = [
    "DownloadError",
    "LabelledImages",
    "MaskedImages",
    "cache_folder",
    "credit",
    "digits",
    "fetch",
    "handwriting_on_photographs",
    "mnist",
    "permute_pixels",
    "photograph",
    "photograph_names",
    "shift",
    "split",
]
