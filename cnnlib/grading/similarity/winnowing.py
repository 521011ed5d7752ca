"""Fingerprints of documents by winnowing: equal passages of a length have one in common.

Every run of `GRAM` marks is hashed, and of every `WINDOW` hashes in a row the smallest is kept, so
two texts that share `GRAM + WINDOW - 1` marks in a row share a fingerprint.  Inside a run the
names are numbered by first use, so that a renamed copy has the same hash.

Source: S. Schleimer, D. S. Wilkerson, A. Aiken, "Winnowing: local algorithms for document
fingerprinting", SIGMOD 2003.
"""

from hashlib import blake2b

GRAM = 16  # marks; about two lines of code
WINDOW = 8


def grams(marks) -> list[int]:
    """Hash each run of `GRAM` marks.

    Parameters
    ----------
    marks : sequence of Mark

    Returns
    -------
    list of int
        Entry i is the hash of marks i to i + GRAM - 1; empty if there are fewer marks.
    """
    return [_hash(marks[start : start + GRAM]) for start in range(len(marks) - GRAM + 1)]


def _hash(run) -> int:
    numbers: dict[str, int] = {}
    words = [
        f"{mark.kind}#{numbers.setdefault(mark.name, len(numbers))}" if mark.name else mark.kind
        for mark in run
    ]
    return int.from_bytes(blake2b("\n".join(words).encode(), digest_size=8).digest(), "big")


def winnow(hashes) -> set[int]:
    """Return the places of the fingerprints: in each window the last of the smallest.

    Parameters
    ----------
    hashes : sequence of int

    Returns
    -------
    set of int

    Examples
    --------
    The example of the paper, with windows of 4.

    >>> hashes = [77, 74, 42, 17, 98, 50, 17, 98, 8, 88, 67, 39, 77, 74, 42, 17, 98]
    >>> [hashes[place] for place in sorted(_winnowed(hashes, 4))]
    [17, 17, 8, 39, 17]
    """
    return _winnowed(hashes, WINDOW)


def _winnowed(hashes, window) -> set[int]:
    last = max(len(hashes) - window, 0)
    places = set()
    for start in range(last + 1 if hashes else 0):
        inside = range(start, min(start + window, len(hashes)))
        places.add(min(inside, key=lambda place: (hashes[place], -place)))
    return places
