"""Training classifiers: a loop with history and progress bar, seeding, metrics.

Read loop.py (`fit`) and run.py (the step) first.
"""

from cnnlib.training.callbacks import Callback
from cnnlib.training.checkpoints import Checkpoint
from cnnlib.training.history import History
from cnnlib.training.loop import fit
from cnnlib.training.measure import evaluate, predict
from cnnlib.training.metrics import accuracy
from cnnlib.training.run import Run
from cnnlib.training.seeding import seeded

__all__ = [
    "Callback",
    "Checkpoint",
    "History",
    "Run",
    "accuracy",
    "evaluate",
    "fit",
    "predict",
    "seeded",
]
