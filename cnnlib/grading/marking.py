"""Grade one submission: draw the cases, run each question in its process, compare here.

A pure function of its task: the same task gives the same results, on any machine and at any time,
so it may run in another process or on a cluster, and again where that was lost.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cnnlib import questions
from cnnlib.grading.answers import read_answers
from cnnlib.grading.fingerprints import fingerprint, of_folder
from cnnlib.grading.inside import codec
from cnnlib.grading.inside.limits import Limits
from cnnlib.grading.results import QuestionResult
from cnnlib.grading.scoring import score_cases
from cnnlib.grading.session import Session
from cnnlib.questions.notebooks import NOTHING_WRITTEN

IMPORTS_TORCH = re.compile(r"^\s*(?:import|from)\s+torch\b", re.MULTILINE)
DIFFERENT_COURSE = (
    "the course on this machine is another version of {}: bring it up to date and grade again"
)

ONLY_PUBLIC = "a case that you can see counts only where a hidden case of its kind holds, too"


@dataclass(frozen=True)
class Task:
    """All that grading one submission depends on.

    Attributes
    ----------
    course : str
        Folder of the problem sets.
    set_id, student_id : str
    seed : int
        Hidden cases are drawn from it.
    variant_seed : int
        The numbers of the questions are drawn from it.
    sources : dict from str to str
        Question id to the source of its cell.
    fingerprints : dict from str to str
        The questions to grade, and which version of each is meant.
    limits : Limits
    is_trusted : bool
        Run without a sandbox.
    """

    course: str
    set_id: str
    student_id: str
    seed: int
    variant_seed: int
    sources: dict
    fingerprints: dict
    limits: Limits = Limits()  # noqa: RUF009
    is_trusted: bool = False


@dataclass(frozen=True)
class Prepared:
    """A question of a task, ready to run."""

    question: questions.Question
    source: str
    variant: questions.Variant
    cases: list


def course_of(path):
    """Return the course in a folder, read again only where a file has changed."""
    return _loaded(path, of_folder(Path(path) / "sets"))


@lru_cache(maxsize=4)
def _loaded(path, _version):
    """Return the course in a folder."""
    return questions.load_course(path)


def mark(task):
    """Grade the questions of a task.

    Parameters
    ----------
    task : Task

    Returns
    -------
    list of QuestionResult
        In the order of the set.

    Raises
    ------
    SandboxMissing
        If nothing can be run safely here.
    """
    problem_set = course_of(task.course).sets[task.set_id]
    wanted = [q for q in problem_set.questions if q.id in task.fingerprints]
    code = "\n".join(task.sources.get(question.id, "") for question in wanted)
    preload = ("numpy.random", "torch") if IMPORTS_TORCH.search(code) else ("numpy.random",)
    with Session(task.limits, preload, task.is_trusted) as session:
        return [_mark_one(task, question, session) for question in wanted]


def _mark_one(task, question, session):
    """Grade one question."""

    def result(state, points, cases=(), notes=()):
        version = task.fingerprints[question.id]
        return QuestionResult(
            question.id, state, points, question.points, version, task.seed, cases, tuple(notes)
        )

    if fingerprint(question) != task.fingerprints[question.id]:
        return result("fault", None, notes=[DIFFERENT_COURSE.format(question.id)])
    if question.id not in task.sources:
        return result("missing", 0.0, notes=["your notebook has no cell of this question"])
    try:
        variant = question.variant(task.variant_seed)
        cases = variant.cases(task.seed)
    except Exception as error:  # a fault of the course must not stop the class
        words = f"the course could not make this question ({type(error).__name__}: {error})"
        return result("fault", None, notes=[words])
    source = task.sources[question.id]
    if question.kind == "explain":
        return _written(result, source, variant)
    prepared = Prepared(question, source, variant, cases)
    return _run(result, prepared, task.seed, session)


def _written(result, source, variant):
    """Leave a text to a person, unless nothing was written."""
    if source.strip() in ("", NOTHING_WRITTEN, variant.starter.strip()):
        return result("graded", 0.0, notes=["nothing was written"])
    return result("manual", None)


def _run(result, prepared, seed, session):
    """Run a question, once more if the sandbox itself broke down, and compare."""
    job, hidden = job_of(prepared, seed)
    reply = session.run(job, hidden)
    if reply.reason == "sandbox":
        reply = session.run(job, hidden)
    public = sum(case.is_public for case in prepared.cases)
    answers = read_answers(reply, session.limits, len(prepared.cases), public)
    cases = score_cases(prepared.question, prepared.cases, answers)
    notes = []
    if answers.note:
        notes.append(f"running your cell, {answers.note.words(is_public=True)}")
    if reply.reason == "sandbox":
        notes.append("the sandbox broke down twice while this ran")
        return result("fault", None, cases, notes)
    counted = questions.counted(prepared.cases, cases)
    if any(case.held and not counts for case, counts in zip(cases, counted, strict=True)):
        notes.append(ONLY_PUBLIC)
    points = questions.points_of(prepared.question, prepared.cases, cases)
    return result("graded", points, cases, notes)


def job_of(prepared, seed):
    """Return a question as bytes for the sandbox, and its hidden cases: never an answer."""
    arguments = {True: [], False: []}  # by whether the case is public
    for case in prepared.cases:
        arguments[case.is_public].append(case.arguments or None)
    job = {
        "given": prepared.variant.given,
        "code": prepared.source,
        "entry": prepared.variant.entry,
        "cases": arguments[True],
        "has_more": True,
        "seed": seed % 2**32,
    }
    return codec.pack(job), codec.pack(arguments[False])
