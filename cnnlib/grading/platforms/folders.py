"""Names of students' folders that every system takes, whatever the students are called."""

import re
from hashlib import sha256
from urllib.parse import quote

LONGEST = 100  # characters, and half as many bytes each
# What a system refuses in names, "%" itself, and dots, tildes and spaces at an end.
ODD = re.compile(r'[/\\:*?"<>|%\x00-\x1f\x7f]|^[.~ ]|[. ]$')
# Names of devices on Windows, with any ending.
RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?=\.|$)", re.IGNORECASE)


def folder_name(student_id: str) -> str:
    """Return a name for a student's folder that every system takes, another for each id.

    Ids without odd characters name their folder as they are.

    >>> folder_name("li@uni.example"), folder_name("李"), folder_name("../up"), folder_name("Aux")
    ('li@uni.example', '李', '%2E.%2Fup', '%41ux')
    """
    name = ODD.sub(lambda match: quote(match[0], safe="").replace(".", "%2E"), student_id)
    if RESERVED.match(name):
        name = f"%{ord(name[0]):02X}{name[1:]}"
    if len(name) > LONGEST or len(name.encode()) > 2 * LONGEST:
        name = _with_hash(name, student_id)
    return name


def folder_names(student_ids) -> dict[str, str]:
    """Return the folder of each student; no two differ by the case of letters alone.

    >>> folder_names(["li", "bo", "Li"])
    {'Li': 'Li', 'bo': 'bo', 'li': 'li%00a9e4255a5b6306'}
    """
    names, taken = {}, set()
    for student_id in sorted(student_ids):
        name = folder_name(student_id)
        if name.casefold() in taken:  # one folder on macOS and Windows
            name = _with_hash(name, student_id)
        taken.add(name.casefold())
        names[student_id] = name
    return names


def _with_hash(name, student_id) -> str:
    """Return a name cut short, with a hash that only this student has."""
    return f"{name[: LONGEST // 2]}%{sha256(student_id.encode()).hexdigest()[:16]}"
