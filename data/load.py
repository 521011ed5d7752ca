"""Load the course's data from the repository root: ``from data import load``.

>>> from data import load
>>> load.digits().images.shape
(1797, 1, 8, 8)

A thin face on :mod:`cnnlib.datasets`, which the chapters import, since they run from any folder.
"""

from cnnlib.datasets import *  # noqa: F403 - this face shows all of it
from cnnlib.datasets import __all__ as __all__
