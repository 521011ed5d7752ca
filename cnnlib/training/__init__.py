"""Training classifiers: a loop with history and progress bar, seeding, metrics."""

from cnnlib.training.loop import History, evaluate, fit, predict
from cnnlib.training.metrics import accuracy
from cnnlib.training.seeding import seeded

__all__ = ["History", "accuracy", "evaluate", "fit", "predict", "seeded"]
