"""Real images that need no download: handwritten digits and two photographs.

Both come with scikit-learn.  Images are arrays of floats in [0, 1], channels first:
``(N, C, H, W)`` for a set, ``(C, H, W)`` for one photograph.
"""

from cnnlib.datasets.digits import LabelledImages, digits, split
from cnnlib.datasets.photographs import photograph
from cnnlib.datasets.transforms import permute_pixels, shift

__all__ = ["LabelledImages", "digits", "permute_pixels", "photograph", "shift", "split"]
