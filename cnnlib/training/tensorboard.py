"""Write a run to a folder that TensorBoard shows while it is running.

    loss/step, learning_rate       after every step
    loss/train, accuracy/train     after every epoch, beside loss/test and accuracy/test
    images                         the first batch, as the network gets it
    the graph                      the network, followed with one image

All curves count steps from the beginning of the run.
"""

import warnings

from cnnlib.training.callbacks import Callback
from cnnlib.training.measure import evaluating
from cnnlib.training.seeding import generators_kept


class TensorBoardLog(Callback):
    """Write scalars, images and the graph of a run.

    Parameters
    ----------
    log_dir : path
        A folder of its own for each run; TensorBoard compares the folders beside it.
    images : int, optional
        How many of the first batch are shown.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from cnnlib import datasets, models, training
    >>> folder = tempfile.TemporaryDirectory()
    >>> log = TensorBoardLog(folder.name)
    >>> _ = training.fit(models.mlp(), *datasets.digits(), epochs=1, callbacks=[log])
    >>> len([*Path(folder.name).glob("events.out.*")])
    1
    >>> folder.cleanup()
    """

    def __init__(self, log_dir, images=16):
        self.log_dir = log_dir
        self.images = images
        self.writer = None

    def start(self, run):
        """Open the log; what an interrupted run wrote after its checkpoint no longer counts."""
        from torch.utils.tensorboard import SummaryWriter  # takes a second, so only if asked for

        self.writer = SummaryWriter(str(self.log_dir), purge_step=run.steps_done + 1)

    def after_step(self, run):
        """Write loss and learning rate; after the first step images and graph, too."""
        if run.steps_done == 1:
            self._write_images(run)
            self._write_graph(run)
        self.writer.add_scalar("loss/step", run.step_loss, run.steps_done)
        self.writer.add_scalar("learning_rate", run.learning_rate, run.steps_done)

    def after_epoch(self, run):
        """Write the new values of the history."""
        history = run.history
        named = {
            "loss/train": history.loss,
            "accuracy/train": history.train_accuracy,
            "loss/test": history.test_loss,
            "accuracy/test": history.test_accuracy,
        }
        for name, values in named.items():
            if values:
                self.writer.add_scalar(name, values[-1], run.steps_done)

    def end(self, run):
        """Close the log."""
        self.writer.close()

    def state(self):
        """Bring the log to the disk, so that it is never behind a checkpoint."""
        self.writer.flush()
        return {}

    def _write_images(self, run):
        images = run.images[: self.images]
        if images.ndim != 4:  # (N, features) are no pictures
            return
        if images.shape[1] not in (1, 3):
            images = images[:, :1]  # one channel of many
        low, high = images.aminmax()
        shown = (images - low) / (high - low).clamp(min=1e-12)
        self.writer.add_images("images", shown, run.steps_done)

    def _write_graph(self, run):
        """Follow one image through the network; nothing of the run changes by it."""
        failure = None
        with warnings.catch_warnings(), evaluating(run.net), generators_kept():
            # Tracing is deprecated for deployment, and TensorBoard knows no other way.
            warnings.simplefilter("ignore")
            try:
                self.writer.add_graph(run.net, run.images[:1])
            except RuntimeError as error:
                failure = error
        if failure is not None:
            warnings.warn(f"{self.log_dir} gets no graph: {failure}", stacklevel=2)
