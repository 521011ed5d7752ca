"""Animals drawn by a program: what each pixel shows is known exactly, and nothing is downloaded."""

from cnnlib.datasets.drawn.pets import Pets, pets
from cnnlib.datasets.drawn.scenes import Scenes, scenes

__all__ = ["Pets", "Scenes", "pets", "scenes"]
