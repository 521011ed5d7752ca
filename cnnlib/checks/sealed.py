"""Check an answer without holding it: digests of the right value and of known wrong ones.

A notebook that is handed out carries digests only, so nobody reads the answer off the page.
"""

import hashlib
from collections.abc import Iterator

import numpy as np

from cnnlib.checks.failing import NotYet

ROUNDS = 5_000


def written(value):
    """Write a value in the one form that is sealed: 3, 3.0 and np.int64(3) are the same.

    Parameters
    ----------
    value : number, str, bool, or a tuple, list or array of these

    Returns
    -------
    str

    Examples
    --------
    >>> written((3, 2.5)), written(np.array([3.0, 2.5]))
    ('(3, 2.5)', '(3, 2.5)')
    """
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (tuple, list)):
        return "(" + ", ".join(written(item) for item in value) + ")"
    if isinstance(value, (bool, np.bool_)) or value is None or value is Ellipsis:
        return str(bool(value) if value not in (None, Ellipsis) else value)
    if isinstance(value, float) and not value.is_integer():
        return f"{value:.6g}"  # nan and inf are no integers either
    if isinstance(value, (int, float)):
        return str(int(value))
    return str(value).strip()


def seal(value, salt):
    """Return the digest of a value.

    Parameters
    ----------
    value : anything that `written` takes
    salt : str
        Differs from question to question.

    Returns
    -------
    str

    Examples
    --------
    >>> seal(3, "size") == seal(3.0, "size"), seal(3, "size") == seal(4, "size")
    (True, False)
    """
    key = hashlib.pbkdf2_hmac("sha256", written(value).encode(), salt.encode(), ROUNDS)
    return key.hex()[:20]


def answer(value, salt, right, hints=None, several=None):
    """Say whether an answer is right, and if it is a known wrong one, why.

    Parameters
    ----------
    value : number, str, bool, or a tuple, list or array of these
    salt : str
    right : str
        Digest of the answer, from `seal`.
    hints : dict of str to str, optional
        From digests of known wrong answers to what to say.
    several : bool, optional
        Whether a tuple or a list is asked for, which is said to whoever gives the other kind.

    Raises
    ------
    NotYet
        An AssertionError, if the answer is not the right one.

    Examples
    --------
    >>> answer(6, "sum", right=seal(6, "sum"))
    Right: 6
    """
    if value is None or value is Ellipsis:
        raise NotYet("Not yet: no value is assigned.")
    digest = seal(value, salt)
    if digest != right:
        hint = (hints or {}).get(digest) or _kind_hint(value, several)
        raise NotYet(f"Not yet: {written(value)}. {hint}".rstrip())
    print(f"Right: {written(value)}")


def _kind_hint(value, several):
    """Say what is wrong with the kind of a value, as far as it shows without the answer."""
    if callable(value) or isinstance(value, Iterator):
        return "Assign the value itself."
    if isinstance(value, (set, dict)):
        return "Assign a tuple or a list, which keeps its order."
    is_several = isinstance(value, (tuple, list)) or getattr(value, "ndim", 0) > 0
    if several is None or is_several == several:
        return ""
    return "Assign all values, as a tuple or a list." if several else "One value is asked for."
