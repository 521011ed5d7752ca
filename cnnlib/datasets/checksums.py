"""Checksums of downloads: whole ones, which pooch compares, and first digits, which it does not.

PyTorch writes the first eight digits of the sha256 of its files into their names; for many of them
nothing more is published.
"""

SHA256_DIGITS = 64
FIRST_DIGITS = 8  # that must be known at least


def known_hash(sha256, md5=None):
    """Return the checksum as pooch wants it, and the first digits where no more are known.

    Parameters
    ----------
    sha256, md5 : str or None
        Hexadecimal digits; of a sha256 at least the first eight.

    Returns
    -------
    (str or None, str)
        One of them is empty.

    Raises
    ------
    ValueError
        If there is neither, or the sha256 is of a wrong length.

    Examples
    --------
    >>> known_hash("f37072fd")
    (None, 'f37072fd')
    """
    if sha256 is None and md5 is None:
        raise ValueError("a download needs its checksum: give sha256 (or md5)")
    if sha256 is None:
        return f"md5:{md5}", ""
    if not FIRST_DIGITS <= len(sha256) <= SHA256_DIGITS:
        raise ValueError(
            f"a sha256 has {SHA256_DIGITS} digits, of which at least the first {FIRST_DIGITS} are "
            f"needed, got {sha256!r}"
        )
    return (f"sha256:{sha256}", "") if len(sha256) == SHA256_DIGITS else (None, sha256.lower())


def remove_damaged(path, first_digits, complain=False):
    """Remove a file whose sha256 does not begin with these digits.

    Parameters
    ----------
    path : pathlib.Path
    first_digits : str
        Empty if pooch compares the whole checksum.
    complain : bool, optional
        Raise an error as well.

    Raises
    ------
    ValueError
        If the file was damaged and `complain` is True.

    Examples
    --------
    >>> from pathlib import Path
    >>> remove_damaged(Path("not-there"), "f37072fd")
    """
    import pooch

    if not first_digits or not path.exists():
        return
    found = pooch.file_hash(str(path))
    if not found.startswith(first_digits):
        path.unlink()
        if complain:
            raise ValueError(f"its sha256 is {found}, expected one that begins with {first_digits}")
