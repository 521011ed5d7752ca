"""What may happen around the steps of a training run.

A callback is an object whose methods `fit` calls; each gets the run.  It may look at anything
there, and end the run by setting ``run.stopped`` to a reason.
"""


class Callback:
    """Does nothing at any moment: inherit, and override the moments that matter.

    Examples
    --------
    >>> class PrintLoss(Callback):
    ...     def after_epoch(self, run):
    ...         print(run.epoch, run.history.loss[-1] < 3)
    >>> from cnnlib import datasets, models, training
    >>> _ = training.fit(models.mlp(), *datasets.digits(), epochs=2, callbacks=[PrintLoss()])
    1 True
    2 True
    """

    def start(self, run):
        """Before the first step of the run, or of its rest if it was resumed."""

    def after_step(self, run):
        """After each step; ``run.step`` counts those of the epoch, ``run.loss`` is its mean."""

    def after_epoch(self, run):
        """After each epoch; ``run.history`` already holds it."""

    def end(self, run):
        """After the last epoch, and after an error or an interrupt."""

    def state(self):
        """Return what a checkpoint must keep: numbers, lists, dictionaries and tensors."""
        return {}

    def restore(self, state):
        """Put back what `state` returned."""
