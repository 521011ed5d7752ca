"""Who is who: a CSV file that maps the ids and names of platforms to the grader's student ids.

Any export of a platform that lists its students will do; its headings are understood.
"""

import unicodedata
from collections import Counter

from cnnlib.grading.platforms.cells import read_rows

# Column of the roster -> headings that mean it, in lower case.
HEADINGS = {
    "student_id": ("student_id", "student id"),
    "name": ("name", "student", "full name", "vollständiger name", "nom complet"),
    "last_name": ("last_name", "last name", "lastname", "surname"),
    "first_name": ("first_name", "first name", "firstname"),
    "email": ("email", "email address", "e-mail", "e-mail-adresse", "adresse de courriel"),
    "username": ("username", "login", "sis login id"),
    "canvas_id": ("canvas_id", "id"),
    "sis_user_id": ("sis_user_id", "sis user id", "sid"),
    "moodle_id": ("moodle_id", "identifier", "identifiant"),
    "brightspace_id": ("brightspace_id",),
    "org_defined_id": ("org_defined_id", "orgdefinedid"),
    "section": ("section", "sections"),
    "excused": ("excused",),
}
# Rows of Canvas' export that are no student of the class.
CANVAS_ROWS = ("Points Possible", "Student, Test")
# The first of these columns that a file has, if it has no student_id.
KEYS = ("username", "sis_user_id", "org_defined_id", "email", "canvas_id")


def plain_name(name: str) -> str:
    """Return a name that is equal for all its spellings: letters and digits, words sorted.

    >>> plain_name("Müller, Ann-Kathrin") == plain_name("ann-kathrin müller")
    True
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    words = "".join(c if c.isalnum() or unicodedata.combining(c) else " " for c in folded).split()
    return " ".join(sorted(words))


def joined_name(name: str) -> str:
    """Return the letters and digits of a name alone, as Canvas puts it before a file."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in folded if c.isalnum() or unicodedata.combining(c))


class Roster:
    """Students by the ids of the platforms.

    Parameters
    ----------
    students : sequence of dict
        Keys are those of `HEADINGS`; ``student_id`` must be there, once each.

    Raises
    ------
    ValueError
        If an id is missing or stands twice.

    Examples
    --------
    >>> roster = Roster([{"student_id": "li", "name": "Ann Li", "canvas_id": "17"}])
    >>> roster.find("canvas_id", "17"), roster.find("name", "Li, Ann"), roster.find("name", "Bo")
    (['li'], ['li'], [])
    """

    def __init__(self, students):
        blank = dict.fromkeys(HEADINGS, "")
        self.students = [self._completed({**blank, **student}) for student in students]
        ids = [student["student_id"] for student in self.students]
        if not all(ids):
            raise ValueError(f"student {ids.index('') + 1} of the roster has no id")
        if repeated := sorted(name for name, count in Counter(ids).items() if count > 1):
            raise ValueError(f"the roster names students twice: {repeated}")
        self.by_id = {student["student_id"]: student for student in self.students}
        self._indices: dict[str, dict[str, list[str]]] = {}

    @classmethod
    def read(cls, path) -> "Roster":
        """Read a CSV file whose first row names its columns.

        Parameters
        ----------
        path : path

        Returns
        -------
        Roster

        Raises
        ------
        ValueError
            If no column can serve as the students' id.
        """
        header, *rows = read_rows(path)
        columns = [_column(heading) for heading in header]
        key = next((k for k in ("student_id", *KEYS) if k in columns), None)
        if key is None:
            raise ValueError(
                f"{path} has the columns {header} and none that names a student: "
                f"add a column student_id"
            )
        students = []
        for row in rows:
            if row[0].strip().startswith(CANVAS_ROWS):
                continue
            cells = {c: cell.strip() for c, cell in zip(columns, row, strict=False) if c}
            students.append({**cells, "student_id": cells.get(key, "").lstrip("#")})
        return cls(students)

    @staticmethod
    def _completed(student):
        if not student["name"]:
            student["name"] = f"{student['first_name']} {student['last_name']}".strip()
        student["student_id"] = unicodedata.normalize("NFC", student["student_id"].strip())
        student["org_defined_id"] = student["org_defined_id"].lstrip("#")
        student["moodle_id"] = "".join(filter(str.isdigit, student["moodle_id"]))
        return student

    def find(self, kind: str, key: str) -> list[str]:
        """Return the ids of all students that a platform's key fits.

        Parameters
        ----------
        kind : str
            A column, or ``"lastfirst"`` for Canvas' joined names.
        key : str

        Returns
        -------
        list of str
        """
        if kind not in self._indices:
            self._indices[kind] = self._index(kind)
        return list(self._indices[kind].get(_form(kind, key), ()))

    def with_word(self, word: str) -> list[str]:
        """Return the ids of the students in whose name a word stands.

        Parameters
        ----------
        word : str
            As in `plain_name`.

        Returns
        -------
        list of str
        """
        if "word" not in self._indices:
            index: dict[str, list[str]] = {}
            for student in self.students:
                for each in {*plain_name(student["name"]).split()}:
                    index.setdefault(each, []).append(student["student_id"])
            self._indices["word"] = index
        return self._indices["word"].get(word, [])

    def _index(self, kind):
        """Return a dictionary from the form of a key to the ids that it fits."""
        index: dict[str, list[str]] = {}
        for student in self.students:
            is_joined = kind == "lastfirst"
            forms = _joined_forms(student) if is_joined else {_form(kind, student[kind])}
            for form in forms - {""}:
                index.setdefault(form, []).append(student["student_id"])
        return index

    def has(self, kind: str) -> bool:
        """Tell whether any student has a value in a column.

        Parameters
        ----------
        kind : str

        Returns
        -------
        bool
        """
        return any(student.get(kind) for student in self.students)

    def with_keys(self, platform: str, kinds, scores) -> list[dict]:
        """Return all students, if a platform can tell those with a score, else refuse.

        Parameters
        ----------
        platform : str
            For the message.
        kinds : sequence of str
            Columns of which each student needs one.
        scores : dict
            Keys are the students' ids.

        Returns
        -------
        list of dict

        Raises
        ------
        ValueError
            If a student with a score is not in the roster, or has none of the ids.
        """
        if strangers := sorted(scores.keys() - self.by_id.keys()):
            raise ValueError(f"the roster lacks students with a score: {strangers}: add them")
        known = [s for s in self.students if any(s[kind] for kind in kinds)]
        lacking = sorted(scores.keys() - {s["student_id"] for s in known})
        if lacking:
            raise ValueError(
                f"{platform} finds students by {' or '.join(kinds)}, which the roster lacks for "
                f"{lacking}: fill that column in"
            )
        return known


def _column(heading: str) -> str | None:
    """Return the roster's name of a heading, or None if it means nothing here."""
    plain = heading.strip().strip("﻿").lower()
    return next((name for name, words in HEADINGS.items() if plain in words), None)


def _form(kind: str, key: str) -> str:
    """Return a key in the form that all its spellings share."""
    if kind == "name":
        return plain_name(key)
    if kind == "lastfirst":
        return joined_name(key)
    return unicodedata.normalize("NFC", key.strip()).casefold()


def _joined_forms(student) -> set[str]:
    """Return what Canvas may make of a student's name."""
    last, first = student["last_name"], student["first_name"]
    words = student["name"].split()
    return {joined_name(f"{last}{first}")} | {
        joined_name(" ".join(words[cut:] + words[:cut])) for cut in range(len(words))
    }
