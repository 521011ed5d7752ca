"""What was computed once is kept on disk, whole or not at all."""

import os
import warnings
import zipfile

import numpy as np

from cnnlib.datasets.downloads import cache_folder


def remember(folder, name, make):
    """Return the arrays that a file of the cache holds, or make and keep them.

    Parameters
    ----------
    folder : str
        Subfolder of the cache.
    name : str
        Says all that the arrays depend on.
    make : callable
        Returns a dictionary of arrays.

    Returns
    -------
    dict of str to ndarray

    Examples
    --------
    >>> remember("examples", "ones", lambda: {"x": np.ones(3)})["x"]
    array([1., 1., 1.])
    """
    path = cache_folder(folder) / f"{name}.npz"
    if path.exists():
        try:
            with open(path, "rb") as file, np.load(file) as stored:
                return dict(stored)
        except (OSError, ValueError, EOFError, zipfile.BadZipFile):
            path.unlink(missing_ok=True)  # damaged: made again
    arrays = make()
    _keep(path, arrays)
    return arrays


def _keep(path, arrays):
    """Write to a file of another name first; without room go on without it, and say so."""
    unfinished = path.with_name(f"{path.stem}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(unfinished, "wb") as file:
            np.savez(file, **arrays)
        os.replace(unfinished, path)
    except OSError as error:
        reason = error.strerror or error
        warnings.warn(
            f"cannot keep {path.name} in {path.parent} ({reason}), so it is made again next time; "
            "set CNN_COURSE_DATA to a folder with room",
            stacklevel=4,
        )
        if unfinished.parent.is_dir():
            unfinished.unlink(missing_ok=True)
