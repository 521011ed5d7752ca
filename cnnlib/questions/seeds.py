"""Seeds: from the course's number, the set and the student to what is drawn."""

import hashlib


def seed_of(course_seed, set_id, student_id=""):
    """Return the seed of one student's problem set.

    Parameters
    ----------
    course_seed : int
        Another one each year.
    set_id : str
    student_id : str, optional
        Empty for a class that shares its numbers.

    Returns
    -------
    int
        From 0 to 2**63 - 1.

    Examples
    --------
    >>> seed_of(2026, "ps1", "li") == seed_of(2026, "ps1", "li")
    True
    >>> seed_of(2026, "ps1", "li") == seed_of(2027, "ps1", "li")
    False
    """
    text = "\0".join([str(int(course_seed)), set_id, student_id])
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 1


def part_seed(seed, part):
    """Return a smaller seed for one part of what a seed stands for, as one question."""
    digest = hashlib.sha256(f"{int(seed)}\0{part}".encode()).digest()
    return int.from_bytes(digest[:4], "big")
