"""Answers on a desk: one question at a time over all students, without names.

The desk knows who wrote what and never says it: a grader sees numbers, in an order drawn anew for
each question and the same on each day.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

LONGEST_COMMENT = 4000  # characters


@dataclass(frozen=True)
class Sheet:
    """A question that a person grades.

    Attributes
    ----------
    id, title, text : str
        The text is Markdown.
    max_points : float
    rubric : tuple of (float, str, str)
        Points, what they are for, and an example.
    """

    id: str
    title: str
    text: str
    max_points: float
    rubric: tuple[tuple[float, str, str], ...]


@dataclass(frozen=True)
class Given:
    """Points that a person gave.

    Attributes
    ----------
    points : float
    comment : str
        Lines of the rubric first, as ``+2: names the flip``, then free words.
    grader : str
    """

    points: float
    comment: str
    grader: str


@dataclass
class Paper:
    """One answer on the desk.

    Attributes
    ----------
    student_id, question_id, text : str
    given : Given or None
    """

    student_id: str
    question_id: str
    text: str
    given: Given | None = None


class Desk:
    """All answers that a person grades, and what was given.

    Parameters
    ----------
    sheets : sequence of Sheet
    papers : sequence of Paper
    save : callable
        Takes a Paper, points or None, comment and grader, and keeps them.
    grader : str
        Who sits here.
    graders : sequence of str, optional
        All who share the work: each answer is one grader's, in equal numbers.
    """

    def __init__(self, sheets, papers, save: Callable, grader: str, graders=()):
        if not grader.strip():
            raise ValueError("a grader needs a name: --grader NAME")
        if graders and grader not in graders:
            raise ValueError(f"{grader!r} is none of the graders {list(graders)}")
        self.sheets = {sheet.id: sheet for sheet in sheets}
        self.grader = grader
        self.graders = tuple(graders) or (grader,)
        self.save = save
        self.papers = {
            sheet.id: shuffled([p for p in papers if p.question_id == sheet.id], sheet.id)
            for sheet in sheets
        }
        self.history: list[tuple[Paper, Given | None]] = []

    def state(self) -> dict:
        """Return everything a page shows, as plain data without a student's id."""
        return {
            "grader": self.grader,
            "questions": [self._question(sheet) for sheet in self.sheets.values()],
            "balance": self.balance(),
            "can_undo": bool(self.history),
        }

    def _question(self, sheet) -> dict:
        return {
            "id": sheet.id,
            "title": sheet.title,
            "text": sheet.text,
            "max_points": sheet.max_points,
            "rubric": [
                {"points": points, "text": text, "example": example}
                for points, text, example in sheet.rubric
            ],
            "answers": [
                self._answer(number, paper, sheet)
                for number, paper in enumerate(self.papers[sheet.id], 1)
            ],
        }

    def _answer(self, number, paper, sheet) -> dict:
        given = paper.given
        items, comment = read_comment(sheet, given.comment if given else "")
        return {
            "number": number,
            "text": paper.text,
            "is_mine": self.assigned(number) == self.grader,
            "assigned": self.assigned(number),
            "points": given.points if given else None,
            "grader": given.grader if given else None,
            "items": items,
            "comment": comment,
        }

    def assigned(self, number: int) -> str:
        """Return the grader of an answer: they take turns down the drawn order."""
        return self.graders[(number - 1) % len(self.graders)]

    def give(self, question_id, number, points, items, comment) -> dict:
        """Give points to an answer.

        Parameters
        ----------
        question_id : str
        number : int
            From 1.
        points : float
        items : sequence of int
            Places in the rubric, from 0.
        comment : str

        Returns
        -------
        dict
            The new `state`.

        Raises
        ------
        ValueError
            If there is no such answer, or the points are none that it can have.
        """
        sheet, paper = self._find(question_id, number)
        if isinstance(points, bool) or not isinstance(points, int | float) or not isfinite(points):
            raise ValueError(f"points must be a number, got {points!r}")
        if not 0 <= points <= sheet.max_points:
            raise ValueError(f"points must be from 0 to {sheet.max_points:g}, got {points:g}")
        if not isinstance(comment, str) or len(comment) > LONGEST_COMMENT:
            raise ValueError(f"a comment has at most {LONGEST_COMMENT} characters")
        given = Given(float(points), written_comment(sheet, items, comment), self.grader)
        self.save(paper, given.points, given.comment, self.grader)
        self.history.append((paper, paper.given))
        paper.given = given
        return self.state()

    def undo(self) -> dict:
        """Take the last points of this session back, and return the new `state`."""
        if not self.history:
            raise ValueError("there is nothing to undo")
        paper, before = self.history[-1]
        points, comment = (before.points, before.comment) if before else (None, "")
        self.save(paper, points, comment, before.grader if before else self.grader)
        self.history.pop()
        paper.given = before
        return self.state()

    def _find(self, question_id, number):
        papers = self.papers.get(question_id, [])
        if type(number) is not int or not 1 <= number <= len(papers):
            raise ValueError(f"there is no answer {number!r} to {question_id!r}")
        return self.sheets[question_id], papers[number - 1]

    def balance(self) -> list[dict]:
        """Return how much each grader has done, and how generously: mean share of the points."""
        shares: dict[str, list[float]] = {name: [] for name in self.graders}
        for papers in self.papers.values():
            for paper in papers:
                if paper.given:
                    most = self.sheets[paper.question_id].max_points
                    shares.setdefault(paper.given.grader, []).append(paper.given.points / most)
        return [
            {"grader": name, "count": len(own), "mean": sum(own) / len(own) if own else None}
            for name, own in shares.items()
        ]


def shuffled(papers, question_id) -> list[Paper]:
    """Return papers in an order that has nothing to do with names, the same on each day."""
    order = sorted(papers, key=lambda paper: paper.student_id)
    random.Random(f"{question_id} {len(order)}").shuffle(order)
    return order


def written_comment(sheet, items, comment) -> str:
    """Return the words for the student: the rubric's lines that were chosen, then the comment."""
    places = sorted({*items})
    if any(type(place) is not int or not 0 <= place < len(sheet.rubric) for place in places):
        raise ValueError(f"the rubric of {sheet.id} has {len(sheet.rubric)} lines, got {places}")
    lines = [_line(sheet.rubric[place]) for place in places]
    return "\n".join([*lines, *([comment.strip()] if comment.strip() else [])])


def read_comment(sheet, comment) -> tuple[list[int], str]:
    """Return the chosen places of the rubric and the free words of a comment."""
    lines = comment.split("\n") if comment else []
    known = {_line(item): place for place, item in enumerate(sheet.rubric)}
    items = [known[line] for line in lines if line in known]
    return items, "\n".join(line for line in lines if line not in known)


def _line(item) -> str:
    points, text, _ = item
    return f"{points:+g}: {text}"
