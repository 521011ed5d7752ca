"""What a student handed in: one notebook of one problem set, and what the platform said of it."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

LONGEST_NAME = 200  # characters


@dataclass(frozen=True)
class Submission:
    """One notebook of one student; nothing in it has been read yet.

    Attributes
    ----------
    student_id : str
        The key of a student in the store and in every export; normalized to NFC.
    set_id : str
        The problem set, such as ``"ps2_convolution"``.
    path : pathlib.Path
        The notebook file.
    submitted_at : datetime or None
        When it was handed in, if the platform says so.
    is_late : bool
        Whether the platform marked it as late.
    name : str
        The student's name as people write it; ``""`` if unknown.
    platform : mapping from str to str
        What an export needs back, such as Moodle's participant number.

    Examples
    --------
    >>> Submission("li", "ps2_convolution", Path("li/ps2.ipynb")).label
    'li, ps2.ipynb'
    >>> Submission("", "ps2_convolution", Path("ps2.ipynb"))
    Traceback (most recent call last):
    ...
    ValueError: student_id must be 1 to 200 printable characters, got ''
    """

    student_id: str
    set_id: str
    path: Path
    submitted_at: datetime | None = None
    is_late: bool = False
    name: str = ""
    platform: Mapping[str, str] = field(default_factory=dict, compare=False)

    def __post_init__(self):
        for key in ("student_id", "set_id"):
            object.__setattr__(self, key, require_name(key, getattr(self, key)))
        object.__setattr__(self, "path", Path(self.path))

    @property
    def label(self) -> str:
        """Student and file, as every message begins."""
        return f"{self.student_id}, {self.path.name}"


def require_name(key, text):
    """Return a name in its one Unicode form, or refuse what no name can be."""
    if not isinstance(text, str):
        raise TypeError(f"{key} must be a string, got {type(text).__name__}")
    name = unicodedata.normalize("NFC", text).strip()
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise ValueError(f"{key} must be 1 to {LONGEST_NAME} printable characters, got {text!r}")
    return name
