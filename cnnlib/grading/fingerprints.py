"""Which version of a question, and of what judges it, a result belongs to.

A result is out of date where its question's folder or the checks have changed since.
"""

import hashlib
from functools import lru_cache
from pathlib import Path

from cnnlib import checks, questions

LENGTH = 16  # hexadecimal digits


def fingerprint(question):
    """Return the version of a question: of its own files and of the code that judges it.

    Parameters
    ----------
    question : Question

    Returns
    -------
    str
    """
    folder = Path(question.module.__file__).parent
    parts = [of_folder(folder)]
    parts += [_of_package(str(Path(package.__file__).parent)) for package in (checks, questions)]
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:LENGTH]


@lru_cache(maxsize=8)
def _of_package(folder):
    """Return the hash of a package, which cannot change while it is imported."""
    return of_folder(Path(folder))


def of_folder(folder):
    """Return the hash of the names and contents of a folder's files.

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    str
    """
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
