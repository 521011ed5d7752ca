"""What the platforms do with a file of grades, by the rules of their importers.

Each takes the bytes of a file and returns points by the platform's key of a student; a file that
the platform would refuse or misread raises.
"""

import csv
import io
import re

IGNORED_BY_CANVAS = re.compile("(current|final) (score|points|grade)|override", re.IGNORECASE)


class Refused(ValueError):
    """The platform would not take the file, or not as it was meant."""


def rows_of(data, encoding="utf-8", delimiter=","):
    return list(csv.reader(io.StringIO(data.decode(encoding), newline=""), delimiter=delimiter))


def canvas(data):
    """Return title and id of the assignment, its maximum, and values by Canvas' ID."""
    header, second, *rows = rows_of(data)
    if "Student" not in header[0] or "ID" not in header[1]:
        raise Refused(header)
    first = next(i for i, heading in enumerate(header) if "Section" in heading) + 1
    kept = [i for i in range(first, len(header)) if not IGNORED_BY_CANVAS.search(header[i])]
    if len(kept) != 1:
        raise Refused(f"assignments in {header}")
    if not second[0].startswith("    Points Possible"):
        raise Refused(second)
    named = re.fullmatch(r"(?P<title>.*?)(?: \((?P<id>\d+)\))?", header[kept[0]])
    values = {}
    for row in rows:
        who = next((cell for cell in row[1:4] if cell), None) or row[0]
        if who in values:
            raise Refused(f"{who} twice")
        values[who] = row[kept[0]].replace(",", ".")
    return named["title"], named["id"], float(second[kept[0]]), values


def moodle(data, names, encoding="utf-8", decimal=".", delimiter=","):
    """Return grades and comments by participant number; names are those of the language."""
    header, *rows = rows_of(data, encoding, delimiter)
    places = {column: header.index(name) for column, name in names.items()}
    grades, comments = {}, {}
    for row in rows:
        number = re.search(r"\d+$", row[places["identifier"]])
        if number is None:
            raise Refused(row)
        grade = row[places["grade"]]
        if grade not in ("", "-"):
            other = "," if decimal == "." else "."
            if other in grade:
                raise Refused(f"{grade} in a site that writes decimals with {decimal}")
            grades[number[0]] = float(grade.replace(decimal, "."))
        comments[number[0]] = row[places["comment"]]
    return grades, comments


def brightspace(data):
    """Return the item's name, and points by OrgDefinedId or Username."""
    header, *rows = rows_of(data)
    if header[-1] != "End-of-Line Indicator":
        raise Refused(header)
    items = [re.fullmatch("(.+) Points Grade", heading) for heading in header[2:-1]]
    if header[:2] != ["OrgDefinedId", "Username"] or len(items) != 1 or not items[0]:
        raise Refused(header)
    points = {}
    for row in rows:
        if len(row) != len(header) or row[-1] != "#":
            raise Refused(row)
        key = row[0].removeprefix("#") or row[1]
        points[key] = float(row[2])
    return items[0][1], points


def blackboard(data):
    """Return the column's id, and points by username."""
    header, *rows = rows_of(data, delimiter="\t")
    key = header.index("Username")
    columns = {i: re.search(r"\|(\d+)$", heading) for i, heading in enumerate(header)}
    graded = {i: match[1] for i, match in columns.items() if match}
    if len(graded) != 1:
        raise Refused(header)
    place, number = graded.popitem()
    if any(len(row) != len(header) for row in rows):
        raise Refused("a name broke its row")
    return number, {row[key]: float(row[place]) for row in rows}
