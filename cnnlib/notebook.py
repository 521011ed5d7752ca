"""What chapters share: their first line, and a way to show an error.

``notebook.start()`` goes last in the setup cell, after the imports: plot style, sharp figures,
one thread, seeds.  ``notebook.raises`` shows an error and goes on.  This is the one place that
fixes the number of threads: float32 training drifts visibly between thread counts, so a printed
result can be repeated only with the same count.  PyTorch takes 1.5 s to import and is not
imported here: if the chapter has done so it is set directly, and a later import finds the limit
in the environment.
"""

import os
import random
import sys
import textwrap
from contextlib import contextmanager

import numpy as np
from threadpoolctl import threadpool_limits

from cnnlib.plotting import letters, style

THREADS = 1

COLUMNS = 72  # that a page shows of a printed line without scrolling

# Read once by each thread pool when it starts.
THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def start(seed=0):
    """Prepare a notebook: plot style, figures for dense screens, one thread, seeds.

    Parameters
    ----------
    seed : int, optional
        For the global generators of Python, NumPy and (where imported) PyTorch.  The course's own
        functions take their ``seed`` or ``rng`` themselves.

    Examples
    --------
    >>> start(seed=0)
    >>> round(np.random.rand(), 4)
    0.5488
    """
    style.use()
    _sharp_figures()
    limit_threads(THREADS)
    _seed_everything(seed)


def limit_threads(threads):
    """Let BLAS, OpenMP and PyTorch use this many threads, in libraries loaded now or later.

    Parameters
    ----------
    threads : int
        At least 1.

    Examples
    --------
    >>> limit_threads(1)
    >>> import os; os.environ["OMP_NUM_THREADS"]
    '1'
    """
    for variable in THREAD_VARIABLES:
        os.environ[variable] = str(threads)
    threadpool_limits(threads)
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(threads)


@contextmanager
def raises(error_type):
    """Run code that fails, and print the error it fails with, in lines that fit a page.

    Whoever changes the code may mend it: then the line says that nothing failed.

    Parameters
    ----------
    error_type : type of Exception
        An error of another type passes through.

    Examples
    --------
    >>> with raises(ZeroDivisionError):
    ...     1 / 0
    ZeroDivisionError: division by zero
    >>> with raises(ZeroDivisionError):
    ...     half = 1 / 2
    No ZeroDivisionError: the code ran to its end.
    """
    try:
        yield
    except error_type as error:
        print(textwrap.fill(f"{type(error).__name__}: {error}", COLUMNS))
    else:
        print(f"No {error_type.__name__}: the code ran to its end.")


def _sharp_figures():
    """Two image pixels for each screen pixel, and how large letters are; inside Jupyter only."""
    ipython = sys.modules.get("IPython")
    if ipython is None or ipython.get_ipython() is None:
        return
    from matplotlib_inline.backend_inline import set_matplotlib_formats

    set_matplotlib_formats("retina")
    letters.write_into(ipython.get_ipython().display_formatter.formatters["image/png"])


def _seed_everything(seed):
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 - for code that uses the global generator
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(seed)
