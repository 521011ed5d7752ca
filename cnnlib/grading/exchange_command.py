"""The commands of ``cnn-grade`` that bring downloads in and take results out."""

import getpass
from pathlib import Path

from cnnlib.grading import exchange
from cnnlib.grading.similarity.pairs import LEAST_SHARE


def add_commands(add):
    """Add the commands.

    Parameters
    ----------
    add : callable
        Takes name, action and words; returns a parser with the options that all commands share.
    """
    _add_collect(add)
    _add_export(add)
    _add_review(add)
    page = add("report", exchange.report, "write a page on what the class knows")
    page.add_argument("file", type=Path, help="HTML file to write")
    similar = add("similar", exchange.similar, "write a page of passages that submissions share")
    similar.add_argument("file", type=Path, help="HTML file to write")
    similar.add_argument(
        "--share", type=float, default=LEAST_SHARE, help="of the smaller submission, 0 to 1"
    )
    words = "write a zip that Gradescope runs for each submission"
    zipped = add("gradescope", exchange.gradescope, words)
    zipped.add_argument("file", type=Path, help="zip to write")
    zipped.add_argument(
        "--package", action="append", default=[], help="for students' code, as torch"
    )
    zipped.add_argument(
        "--trust-container",
        action="store_true",
        help="where it forbids a sandbox, run code as a user without rights",
    )


def _add_collect(add):
    words = "sort a platform's download into a folder for each student"
    command = add("collect", exchange.collect, words)
    command.add_argument("download", type=Path, help="folder or zip")
    command.add_argument("folder", type=Path, help="where the notebooks go")
    command.add_argument(
        "--from", dest="platform", choices=exchange.SOURCES, required=True, help="where it is from"
    )
    command.add_argument("--roster", type=Path, help="CSV of the class")
    command.add_argument("--worksheet", type=Path, help="Moodle's grading worksheet")
    command.add_argument("--due", help="when it was due, as 2026-10-05T23:59")


def _add_export(add):
    words = "write grades, or feedback, as a platform takes them"
    command = add("export", exchange.export, words)
    command.add_argument("file", type=Path, help="file to write")
    command.add_argument(
        "--to", dest="platform", choices=exchange.TARGETS, required=True, help="for whom"
    )
    command.add_argument("--feedback", action="store_true", help="a zip of the students' pages")
    command.add_argument("--site", default="", help="address of the course's website, for links")
    command.add_argument("--roster", type=Path, help="CSV of the class")
    command.add_argument("--title", help="name of the assignment or grade item there")
    command.add_argument("--assignment", type=int, help="Canvas: number in its address")
    command.add_argument("--column", help="Blackboard: the heading, with its id")
    command.add_argument("--worksheet", type=Path, help="Moodle: the downloaded worksheet")
    command.add_argument(
        "--comments", action="store_true", help="Moodle: fill in feedback comments, too"
    )
    command.add_argument("--scale", action="store_true", help="Moodle: to the maximum there")
    command.add_argument(
        "--heading", action="append", default=[], help="Moodle: as grade=Calificación"
    )


def _add_review(add):
    words = "grade texts by hand, on a page of this machine"
    command = add("review", exchange.review, words)
    command.add_argument("--grader", default=getpass.getuser(), help="who grades here")
    command.add_argument(
        "--graders", type=_names, default=(), help="all who share the work, as ada,bea"
    )
    command.add_argument("--port", type=int, default=0, help="by default a free one")


def _names(text):
    """Return the names in a list with commas."""
    return tuple(name.strip() for name in text.split(",") if name.strip())
