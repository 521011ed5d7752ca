"""Which submissions share passages, for a person to read."""

from cnnlib.grading.similarity.page import similarity_page
from cnnlib.grading.similarity.pairs import Pair, Passage, similar_pairs

__all__ = ["Pair", "Passage", "similar_pairs", "similarity_page"]
