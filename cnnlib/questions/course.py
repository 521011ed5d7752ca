"""A course of problem sets: folders, read into objects."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from cnnlib.questions.question import load_question


@dataclass(frozen=True)
class ProblemSet:
    """A problem set.

    Attributes
    ----------
    id, title : str
    is_open : bool
        Whether its solutions stand on the website.
    questions : tuple of Question
    """

    id: str
    title: str
    is_open: bool
    questions: tuple

    @property
    def points(self):
        """All points together."""
        return sum(question.points for question in self.questions)

    @property
    def minutes(self):
        """The time that all questions take."""
        return sum(question.minutes for question in self.questions)


@dataclass(frozen=True)
class Course:
    """All problem sets of a course.

    Attributes
    ----------
    path : pathlib.Path
    seed : int
        Another one each year.
    sets : dict of str to ProblemSet
    """

    path: Path
    seed: int
    sets: dict = field(repr=False)

    def question(self, question_id):
        """Return the question with an id, as ``"ps2-conv2d"``; KeyError if there is none."""
        every = {q.id: q for one in self.sets.values() for q in one.questions}
        return every[question_id]


def load_course(path):
    """Read the problem sets below a folder.

    Parameters
    ----------
    path : str or pathlib.Path
        Holds ``course.toml`` and ``sets/NAME/set.toml``. Trusted: its Python is run.

    Returns
    -------
    Course

    Raises
    ------
    FileNotFoundError
        If there is no ``course.toml``.
    ValueError
        If an id occurs twice, or a folder and the order of its set differ.
    """
    path = Path(path)
    if not (path / "course.toml").is_file():
        raise FileNotFoundError(
            f"there is no course in {path} (it has no course.toml): name the folder `exercises` "
            "of the course, or go to the folder above it"
        )
    seed = tomllib.loads((path / "course.toml").read_text(encoding="utf-8"))["seed"]
    sets = [_load_set(file.parent) for file in sorted(path.glob("sets/*/set.toml"))]
    ids = [question.id for one in sets for question in one.questions]
    repeated = {name for name in ids if ids.count(name) > 1}
    if repeated:
        raise ValueError(f"question ids must be unique in the course: {repeated}")
    return Course(path, seed, {one.id: one for one in sets})


def _load_set(folder):
    head = tomllib.loads((folder / "set.toml").read_text(encoding="utf-8"))
    present = {file.parent.name for file in folder.glob("*/question.md")}
    if present != {*head["order"]}:
        raise ValueError(f"{folder.name}: order {head['order']}, but folders {sorted(present)}")
    prefix = folder.name.split("_")[0]
    questions = [load_question(folder / name, folder.name, prefix) for name in head["order"]]
    return ProblemSet(folder.name, head["title"], head["open"], tuple(questions))
