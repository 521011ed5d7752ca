"""What the name of a downloaded file says: whose it is, when it came, whether it was late."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Attempt:
    """One file that a student handed in, read from its name.

    Attributes
    ----------
    kind : str
        The column of the roster that `key` stands in, such as ``"canvas_id"`` or ``"name"``.
    key : str
        How the platform names the student.
    file : str
        The name that the student gave the file.
    name : str
        The student's name as the platform writes it; ``""`` if it does not.
    is_late : bool
        Whether the platform says that it is late.
    submitted_at : datetime or None
        Local time of the platform, without a zone.
    order : tuple
        Grows with later attempts of one student.
    platform : mapping from str to str
        What an export needs back.
    other_keys : tuple of str
        Tried in this order when the roster does not know `key`.
    name_kind : str
        How the roster reads `name`: ``"name"`` or, without spaces, ``"lastfirst"``.
    """

    kind: str
    key: str
    file: str
    name: str = ""
    is_late: bool = False
    submitted_at: datetime | None = None
    order: tuple = ()
    platform: Mapping[str, str] = field(default_factory=dict)
    other_keys: tuple[str, ...] = ()
    name_kind: str = "name"


def plain_stem(file: str) -> str:
    """Return a file's name without what browsers and platforms append to a second one.

    >>> [plain_stem(name) for name in ("ps2 (1).ipynb", "ps2-3.ipynb", "ps2-Copy1.ipynb")]
    ['ps2', 'ps2', 'ps2']
    """
    stem = file.rpartition("/")[2].rpartition(".")[0] or file
    return re.sub(r"([ _-]?\(\d+\)|-\d+|-Copy\d*| - Copy)+$", "", stem)
