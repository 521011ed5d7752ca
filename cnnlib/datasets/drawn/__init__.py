"""Animals drawn by a program: what each pixel shows is known exactly, and nothing is downloaded."""

from cnnlib.datasets.drawn.pets import Pets, pets

__all__ = ["Pets", "pets"]
