"""The explorers that the tests of what all share go through: each class that the part exports."""

from cnnlib import explorers
from cnnlib.explorers.base import Explorer

EXPORTED = [getattr(explorers, name) for name in explorers.__all__]
EXPLORERS = [kind for kind in EXPORTED if isinstance(kind, type) and issubclass(kind, Explorer)]


def each_one():
    """Return one explorer of each class, as it starts."""
    return [kind() for kind in EXPLORERS]
