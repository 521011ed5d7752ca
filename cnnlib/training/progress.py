"""A progress bar where somebody watches, and none where outputs are stored.

A bar shows times, so it differs in every run; in an executed notebook it would be kept as output.
It is shown on a terminal and in a live Jupyter session.  Programs that execute notebooks (nbclient,
nbval, Jupyter Book) tell the kernel that nobody can type, and get none.  ``CNNLIB_PROGRESS=0`` or
``1`` decides in every case.
"""

import os
import sys

from tqdm import tqdm

from cnnlib.training.callbacks import Callback


class ProgressBar(Callback):
    """Show the steps of a run on standard error: loss and accuracy so far, and the time left.

    Parameters
    ----------
    enabled : bool, optional
        By default as :func:`is_watched` says.
    """

    def __init__(self, enabled=None):
        self.enabled = is_watched() if enabled is None else enabled

    def start(self, run):
        """Show how far the run is."""
        self.bar = tqdm(
            desc="training",
            total=run.total_steps,
            initial=run.steps_done,
            unit="step",
            disable=not self.enabled,
            leave=False,
        )

    def after_step(self, run):
        """Move on by one step, with the means of the present epoch."""
        means = f"epoch {run.epoch + 1}/{run.epochs} loss {run.loss:.3f} acc {run.accuracy:.3f}"
        self.bar.set_postfix_str(means, refresh=False)
        self.bar.update()

    def end(self, run):
        """Remove the bar."""
        self.bar.close()


def is_watched():
    """Tell whether someone is likely to see a progress bar.

    Returns
    -------
    bool
        What the environment variable ``CNNLIB_PROGRESS`` says, else whether standard error is a
        terminal or a live notebook.

    Examples
    --------
    >>> os.environ["CNNLIB_PROGRESS"] = "0"
    >>> is_watched()
    False
    >>> del os.environ["CNNLIB_PROGRESS"]
    """
    choice = os.environ.get("CNNLIB_PROGRESS")
    if choice is not None:
        return choice not in ("", "0")
    ipython = sys.modules.get("IPython")
    kernel = getattr(ipython and ipython.get_ipython(), "kernel", None)
    if kernel is not None:
        return getattr(kernel, "_allow_stdin", False)
    return sys.stderr.isatty()
