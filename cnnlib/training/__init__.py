"""Training: one call for a whole run, and the pieces that it is made of.

Read loop.py (`fit`) and run.py (the step) first; `train` in one_call.py adds logs and checkpoints.
"""

from cnnlib.training import metrics
from cnnlib.training.callbacks import Callback
from cnnlib.training.checkpoints import Checkpoint
from cnnlib.training.devices import best_device
from cnnlib.training.history import History
from cnnlib.training.loop import fit
from cnnlib.training.measure import evaluate, predict
from cnnlib.training.metrics import accuracy
from cnnlib.training.object_recall import recall_by_size
from cnnlib.training.one_call import train
from cnnlib.training.run import Run
from cnnlib.training.seeding import seeded
from cnnlib.training.stopping import EarlyStopping
from cnnlib.training.tensorboard import TensorBoardLog

__all__ = [
    "Callback",
    "Checkpoint",
    "EarlyStopping",
    "History",
    "Run",
    "TensorBoardLog",
    "accuracy",
    "best_device",
    "evaluate",
    "fit",
    "metrics",
    "predict",
    "recall_by_size",
    "seeded",
    "train",
]
