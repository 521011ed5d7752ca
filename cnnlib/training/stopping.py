"""End a run when it no longer gets better, and keep its best weights.

L. Prechelt, "Early stopping - but when?", 1998: the test loss of one epoch is noisy, so a run is
given some epochs of patience.  A set on which a run was stopped no longer measures it fairly:
report the accuracy on images that had no say in it.
"""

from cnnlib.integers import integer
from cnnlib.training.callbacks import Callback

WATCHED = ("test_loss", "test_accuracy", "loss", "train_accuracy")


class EarlyStopping(Callback):
    """Stop after some epochs without a new best value; the best weights are put back at the end.

    Parameters
    ----------
    patience : int
        Epochs without a new best value after which the run ends.
    watch : {"test_loss", "test_accuracy", "loss", "train_accuracy"}, optional
        The list of the history to watch: a loss has to fall, an accuracy to rise.

    Attributes
    ----------
    best_epoch : int
        The epoch, from 1, whose weights the network has after the run; 0 before the first.

    Examples
    --------
    >>> from cnnlib import datasets, models, training
    >>> train, test = datasets.split(datasets.digits())
    >>> stopping = EarlyStopping(patience=2)
    >>> history = training.fit(
    ...     models.mlp(hidden=(256,)), *train, test=test, epochs=30, lr=0.1, callbacks=[stopping]
    ... )
    >>> len(history.loss) == stopping.best_epoch + 2
    True
    """

    def __init__(self, patience, watch="test_loss"):
        if watch not in WATCHED:
            raise ValueError(f"watch must be one of {list(WATCHED)}, got {watch!r}")
        self.patience = integer(patience, "patience", 1)
        self.watch = watch
        self.best_epoch = 0
        self.best_weights = None

    def start(self, run):
        """Refuse to watch what is not measured."""
        if self.watch.startswith("test") and run.test is None:
            raise ValueError(f"early stopping watches {self.watch}, so it needs a test set")

    def after_epoch(self, run):
        """Keep the weights if they are the best; stop if patience is at its end."""
        values = getattr(run.history, self.watch)
        if self._is_best(values):
            self.best_epoch = run.epoch
            self.best_weights = {
                name: value.detach().clone() for name, value in run.net.state_dict().items()
            }
        elif run.epoch - self.best_epoch >= self.patience:
            run.stopped = f"no better {self.watch} for {self.patience} epochs"

    def end(self, run):
        """Put the best weights back."""
        if self.best_weights is not None:
            run.net.load_state_dict(self.best_weights)

    def state(self):
        """Return the best epoch and its weights."""
        return {"best_epoch": self.best_epoch, "best_weights": self.best_weights}

    def restore(self, state):
        """Put back what `state` returned."""
        self.best_epoch = state["best_epoch"]
        self.best_weights = state["best_weights"]

    def _is_best(self, values):
        """Tell whether the last value is better than all before; NaN never is."""
        if self.best_epoch == 0:
            return values[-1] == values[-1]
        best = values[self.best_epoch - 1]
        return values[-1] < best if "loss" in self.watch else values[-1] > best
