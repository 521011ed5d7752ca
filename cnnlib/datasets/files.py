"""Files that ship inside scikit-learn, found without importing it and checked before use.

scikit-learn takes over a second to import and is needed here for its files only.  A checksum tells
a changed or damaged file from the one that every number in the course was computed from.
"""

import hashlib
from importlib.util import find_spec
from pathlib import Path


def scikit_learn_file(name):
    """Path of a file in scikit-learn's ``datasets`` folder.

    Parameters
    ----------
    name : str
        Path below ``sklearn/datasets``, for example ``"images/china.jpg"``.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    FileNotFoundError
        If scikit-learn or the file is not installed.

    Examples
    --------
    >>> scikit_learn_file("images/china.jpg").stat().st_size
    196653
    """
    package = find_spec("sklearn")
    if package is None:
        raise FileNotFoundError(
            f"{name} ships with scikit-learn, which is not installed here: pip install scikit-learn"
        )
    path = Path(package.submodule_search_locations[0], "datasets", name)
    if not path.is_file():
        raise FileNotFoundError(f"this scikit-learn has no {name}: {path} does not exist")
    return path


def verify(content, sha256, name):
    """Return the bytes unchanged if they have the expected checksum.

    Parameters
    ----------
    content : bytes
    sha256 : str
        Expected checksum, 64 hexadecimal digits.
    name : str
        What the bytes are, for the error message.

    Returns
    -------
    bytes

    Raises
    ------
    ValueError
        If the checksum differs; the message gives both.

    Examples
    --------
    >>> len(verify(b"", hashlib.sha256(b"").hexdigest(), "nothing"))
    0
    """
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise ValueError(
            f"{name} differs from the file this course was written with\n"
            f"  expected sha256 {sha256}\n"
            f"  found    sha256 {found} ({len(content):,} bytes)\n"
            "Reinstall scikit-learn; if a new release changed the file on purpose, "
            "every number computed from it has to be checked again."
        )
    return content
