"""A progress bar where somebody watches, and none where outputs are stored.

A bar shows times, so it differs in every run; in an executed notebook it would be kept as output.
It is shown on a terminal and in a live Jupyter session.  Programs that execute notebooks (nbclient,
nbval, Jupyter Book) tell the kernel that nobody can type, and get none.  ``CNNLIB_PROGRESS=0`` or
``1`` decides in every case.
"""

import os
import sys

from tqdm import tqdm


def bar(steps, description, enabled=None):
    """Wrap an iterable in a progress bar on standard error.

    Parameters
    ----------
    steps : iterable
    description : str
    enabled : bool, optional
        By default as :func:`is_watched` says.

    Returns
    -------
    tqdm.tqdm

    Examples
    --------
    >>> sum(bar(range(4), "adding", enabled=False))
    6
    """
    enabled = is_watched() if enabled is None else enabled
    return tqdm(steps, desc=description, disable=not enabled, leave=False)


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
