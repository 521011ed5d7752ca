"""The command ``cnn-grade``: grade a class, grade again what changed, see it, hand it back."""

import argparse
import getpass
import os
import sys
from functools import partial
from pathlib import Path

from cnnlib.grading import actions, exchange_command
from cnnlib.grading.platforms import PLATFORMS
from cnnlib.grading.sandbox import SandboxMissing


def main(arguments=None):
    """Run ``cnn-grade``; returns the exit status.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the command line by default.

    Returns
    -------
    int
        0, or 1 with a message on the standard error.
    """
    chosen = parser().parse_args(arguments)
    try:
        chosen.action(chosen)
    except (SandboxMissing, OSError, ValueError, KeyError) as error:
        print(f"cnn-grade: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("cnn-grade: stopped; the same command goes on from here", file=sys.stderr)
        return 1
    return 0


def parser():
    """Return the parser of the command line.

    Returns
    -------
    argparse.ArgumentParser
    """
    whole = argparse.ArgumentParser("cnn-grade", description=__doc__)
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    _add_grade(commands)
    _add_regrade(commands)
    _add_status(commands)
    _add_mark(commands)
    _add_feedback(commands)
    exchange_command.add_commands(partial(_command, commands))
    return whole


def _command(commands, name, action, words):
    """Add a command that works on one set; return its parser."""
    command = commands.add_parser(name, help=words, description=words)
    command.set_defaults(action=action)
    command.add_argument("set", help="problem set, such as ps2_convolution")
    command.add_argument(
        "--course", type=Path, default=Path("exercises"), help="folder with course.toml"
    )
    command.add_argument(
        "--store", type=Path, default=Path("grades.db"), help="file of all results"
    )
    command.add_argument(
        "--own-numbers",
        action="store_true",
        help="each student's notebook was made with that student's own numbers",
    )
    return command


def _add_running(command):
    """Add the options of commands that run students' code."""
    command.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, help="submissions at a time"
    )
    command.add_argument("--scheduler", help="a Dask scheduler, as tcp://10.0.0.5:8786")
    command.add_argument("--seconds", type=float, default=20, help="for one question")
    command.add_argument("--memory", type=int, default=2048, help="MB for one question")
    command.add_argument(
        "--trust",
        action="store_true",
        help="run without a sandbox: only for code that you have read yourself",
    )


def _add_grade(commands):
    words = "grade what is not graded yet; a run that was stopped goes on"
    command = _command(commands, "grade", actions.grade, words)
    command.add_argument("folder", type=Path, help="a folder for each student, or a download")
    command.add_argument(
        "--from", dest="platform", choices=PLATFORMS, help="whose download the folder or zip is"
    )
    command.add_argument("--roster", type=Path, help="CSV of the class, for downloads")
    _add_running(command)


def _add_regrade(commands):
    words = "grade again what changed since: a mended question or check; says who moves"
    command = _command(commands, "regrade", actions.regrade, words)
    command.add_argument("--question", action="append", help="only this one; may be repeated")
    command.add_argument(
        "--rehearse", action="store_true", help="say who would move, change nothing"
    )
    _add_running(command)


def _add_status(commands):
    words = "points of the class, what needs a person, what moved"
    _command(commands, "status", actions.status, words)


def _add_mark(commands):
    words = "give points by hand; they count until the answer changes"
    command = _command(commands, "mark", actions.mark, words)
    command.add_argument("student")
    command.add_argument("question", help="as ps2-conv2d")
    command.add_argument("points", help="a number, or 'none' to take the last mark back")
    command.add_argument("--comment", default="", help="for the student")
    command.add_argument("--grader", default=getpass.getuser(), help="who gives them")


def _add_feedback(commands):
    words = "write a page for each student, and an index"
    command = _command(commands, "feedback", actions.feedback, words)
    command.add_argument("folder", type=Path, help="where the pages go")
    command.add_argument("--site", default="", help="address of the course's website, for links")


if __name__ == "__main__":
    sys.exit(main())
