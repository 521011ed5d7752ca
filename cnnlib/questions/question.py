"""One question: a folder with ``question.md`` (text) and ``question.py`` (everything else)."""

import importlib.util
import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import ModuleType

import numpy as np

from cnnlib.checks import Case
from cnnlib.questions.seeds import part_seed
from cnnlib.questions.source import BEGIN, END, filled, literal, solution_of, starter_of, tidy
from cnnlib.questions.variant import Variant

KINDS = ("function", "predict", "trace", "mend", "explain", "experiment")
HEAD = ("title", "kind", "difficulty", "minutes", "points", "section")
OPTIONAL = ("entry", "whole")
DRAWS = 200


@dataclass(frozen=True)
class Question:
    """A question of a problem set, the same for everybody but for its numbers.

    Attributes
    ----------
    id, set_id, title : str
    kind : {"function", "predict", "trace", "mend", "explain", "experiment"}
    difficulty : int
        1 to 3.
    minutes, points : int
    section : str
        Label of the section that teaches it.
    entry : str or None
        What the solution cell must define; None for "explain".
    whole : bool
        All cases count as one: a mended function is mended or not.
    """

    id: str
    set_id: str
    title: str
    kind: str
    difficulty: int
    minutes: int
    points: int
    section: str
    entry: str | None
    whole: bool
    template: str = field(repr=False)
    module: ModuleType = field(repr=False)

    @property
    def check(self):
        """The check of `cnnlib.checks` that this question uses, or None."""
        return getattr(self.module, "CHECK", None)

    @property
    def causes(self):
        """Known mistakes of its function; those of a variable come with its case."""
        own = tuple(getattr(self.module, "CAUSES", ()))
        return own + (self.check.causes if self.check else ())

    @property
    def is_variable(self):
        """Whether the answer is a variable and not a function."""
        return hasattr(self.module, "answer")

    @property
    def wrong(self):
        """Known wrong answers that are code."""
        return tuple(getattr(self.module, "WRONG", ()))

    @property
    def right(self):
        """Sources of known right answers that are written differently."""
        return tuple(tidy(source) for source in getattr(self.module, "RIGHT", ()))

    @cached_property
    def is_drawn(self):
        """Whether the question differs from student to student."""
        return hasattr(self.module, "values")

    def variant(self, seed):
        """Draw the numbers of one student.

        Parameters
        ----------
        seed : int
            From `seed_of`.

        Returns
        -------
        Variant
        """
        own = part_seed(seed, self.id)
        values = self._drawn(np.random.default_rng(own)) if self.is_drawn else {}
        values = {**values, "code": self._given("CODE", values)}
        marked = self._marked(values)
        return Variant(
            question_id=self.id,
            seed=seed,
            values=values,
            text=filled(self.template, values),
            given=self._given("GIVEN", values),
            marked=marked,
            starter=starter_of(marked),
            solution=self._solution(marked, values),
            entry=self.entry,
            rubric=tuple(getattr(self.module, "RUBRIC", ())),
            examples=tuple(getattr(self.module, "EXAMPLES", ())),
            public_seed=own,
            rounds=lambda rng, is_public: self._round(rng, is_public, values),
        )

    def mistaken_answers(self, values):
        """Return (value, slug, sentence) of the known wrong answers of a variable.

        Those that are right, or equal an earlier one, for these numbers are left out.
        """
        found, seen = [], [literal(self.module.answer(values))]
        for slug, (text, wrong) in getattr(self.module, "MISTAKES", {}).items():
            value = wrong(values)
            if literal(value) not in seen:
                found.append((value, slug, text))
                seen.append(literal(value))
        return tuple(found)

    def _drawn(self, rng):
        """Draw numbers for which every known mistake gives an answer of its own."""
        count = len(getattr(self.module, "MISTAKES", {}))
        for _ in range(DRAWS):
            values = self.module.values(rng)
            if not self.is_variable or len(self.mistaken_answers(values)) == count:
                return values
        raise ValueError(f"{self.id}: {DRAWS} draws, and two mistakes always agree")

    def _given(self, name, values):
        return filled(tidy(getattr(self.module, name, "")), values)

    def _marked(self, values):
        """Return the solution cell with its marks."""
        if self.kind == "explain":
            return ""
        if self.kind == "mend":
            parts = (self._given("STARTER", values), "", BEGIN, self._given("SOLUTION", values))
            return "\n".join((*parts, END))
        if hasattr(self.module, "SOLUTION"):
            return self._given("SOLUTION", values)
        right = f"{self.entry} = {literal(self.module.answer(values))}"
        return "\n".join((f"{self.entry} = ...", BEGIN, right, END))

    def _solution(self, marked, values):
        """Return the solved cell; a mended function stands alone, an answer without its stub."""
        if self.kind == "mend":
            return self._given("SOLUTION", values)
        return solution_of(marked).removeprefix(f"{self.entry} = ...\n")

    def _round(self, rng, is_public, values):
        """Draw one case of every kind."""
        options = {"rtol": getattr(self.module, "RTOL", 1e-5)}
        if self.is_variable:
            hints = self.mistaken_answers(values)
            right = self.module.answer(values)
            return [Case("answer", {}, right, is_public=False, hints=hints, **options)]
        drawn = self.module.draw(rng) if hasattr(self.module, "draw") else self.check.draw(rng)
        reference = getattr(self.module, "reference", None) or self.check.reference
        return [
            Case(name, arguments, reference(**arguments), is_public=is_public, **options)
            for name, arguments in drawn
        ]


def load_question(folder, set_id, prefix):
    """Load one question from its folder.

    Parameters
    ----------
    folder : pathlib.Path
        Trusted: its Python is run.
    set_id : str
    prefix : str
        What its id begins with, as ``"ps2"``.

    Returns
    -------
    Question

    Raises
    ------
    ValueError
        If the head of ``question.md`` lacks a field, has an unknown one or an unknown kind.
    """
    folder = Path(folder)
    head, template = _front_matter(folder / "question.md")
    spec = importlib.util.spec_from_file_location(f"question_{folder.name}", folder / "question.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    head = {"entry": None, "whole": head["kind"] == "mend", **head}
    return Question(
        id=f"{prefix}-{folder.name}", set_id=set_id, template=template, module=module, **head
    )


def _front_matter(path):
    """Return the fields between two lines of +++ and the text below them."""
    parts = path.read_text(encoding="utf-8").split("+++\n", 2)
    if len(parts) != 3 or parts[0]:
        raise ValueError(f"{path} must begin with +++, fields in TOML, and +++")
    head = tomllib.loads(parts[1])
    missing = {*HEAD} - {*head}
    unknown = {*head} - {*HEAD, *OPTIONAL}
    if missing or unknown or head["kind"] not in KINDS:
        raise ValueError(f"{path}: missing {missing}, unknown {unknown}, kind {head.get('kind')}")
    return head, parts[2].strip()
