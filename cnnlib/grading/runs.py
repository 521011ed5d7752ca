"""Grade a class: read each submission, run what is not graded yet, keep it, go on.

A run that is killed and begun again does what is left.  What is graded stays as it is, also where
the questions have changed since: `regrade` moves that, when it is asked to.
"""

import os
import random
from dataclasses import dataclass, field

import sqlalchemy as sa

from cnnlib import questions
from cnnlib.grading import schema
from cnnlib.grading.fingerprints import fingerprint
from cnnlib.grading.handouts import other_numbers
from cnnlib.grading.inside.limits import Limits
from cnnlib.grading.marking import Task, mark
from cnnlib.grading.problem import Problem, SubmissionError
from cnnlib.grading.reading import read_notebook
from cnnlib.grading.sandbox import SandboxMissing
from cnnlib.grading.spreading import spread_here, spread_on_cluster

AGAIN = "run the command again; if it stays, grade it by hand"


@dataclass
class Plan:
    """How a class is graded.

    Attributes
    ----------
    course : Course
    set_id : str
    has_own_numbers : bool
        Whether each student's notebook was made for that student; else all have the same.
    limits : Limits
    is_trusted : bool
        Run without a sandbox.
    jobs : int
        Processes on this machine.
    scheduler : str or None
        A Dask scheduler, whose workers grade instead.
    """

    course: questions.Course
    set_id: str
    has_own_numbers: bool = False
    limits: Limits = field(default_factory=Limits)
    is_trusted: bool = False
    jobs: int = field(default_factory=lambda: os.cpu_count() or 1)
    scheduler: str | None = None

    def __post_init__(self):
        if self.set_id not in self.course.sets:
            raise ValueError(
                f"there is no set {self.set_id!r} in {self.course.path}; "
                f"it has {', '.join(self.course.sets) or 'none'}"
            )
        self.versions = {q.id: fingerprint(q) for q in self.questions}

    def settle(self, store):
        """See that a store belongs to this course, and to this way of drawing numbers.

        Raises
        ------
        ValueError
            If it was made with another seed, or with the other way.
        """
        seed = str(self.course.seed)
        if (kept := store.settle("seed", seed)) != seed:
            raise ValueError(
                f"{store.path} was made with the course's seed {kept}, which is {seed} now: "
                "use another store for another year"
            )
        way = "own" if self.has_own_numbers else "shared"
        if (kept := store.settle(f"numbers of {self.set_id}", way)) != way:
            raise ValueError(
                f"{self.set_id} was graded with {kept} numbers before: "
                f"{'pass' if kept == 'own' else 'leave out'} --own-numbers"
            )

    @property
    def questions(self):
        """The questions of the set."""
        return self.course.sets[self.set_id].questions

    def variant_seed(self, student_id):
        """Return the seed of the numbers in a student's notebook."""
        owner = student_id if self.has_own_numbers else ""
        return questions.seed_of(self.course.seed, self.set_id, owner)

    def task(self, work, question_ids):
        """Return the task of grading some questions of a work."""
        return Task(
            course=str(self.course.path.resolve()),
            set_id=self.set_id,
            student_id=work.student_id,
            seed=questions.seed_of(self.course.seed, self.set_id, work.student_id),
            variant_seed=self.variant_seed(work.student_id),
            sources=work.sources,
            fingerprints={name: self.versions[name] for name in question_ids},
            limits=self.limits,
            is_trusted=self.is_trusted,
        )


@dataclass
class Tally:
    """What a run did.

    Attributes
    ----------
    graded, skipped, failed : int
        Submissions that were run, that had their results already, and that could not be graded.
    """

    graded: int = 0
    skipped: int = 0
    failed: int = 0


def grade(store, plan, submissions, advance=lambda: None):
    """Grade submissions that have no results yet.

    Parameters
    ----------
    store : Store
    plan : Plan
    submissions : sequence of Submission
    advance : callable, optional
        Called once for each submission that is done.

    Returns
    -------
    Tally

    Raises
    ------
    SandboxMissing
        If nothing can be run safely; nothing graded before is lost.
    """
    plan.settle(store)
    tally = Tally()

    def tasks():
        for submission in shuffled(submissions):
            work = _handed_in(store, plan, submission)
            left = pending(store, work, plan) if work else []
            if left:
                yield work, plan.task(work, left)
                continue
            tally.skipped += work is not None
            tally.failed += work is None
            advance()

    for _, is_kept in run_tasks(store, plan, tasks()):
        tally.graded += is_kept
        tally.failed += not is_kept
        advance()
    return tally


def run_tasks(store, plan, tasks, keep=None):
    """Run tasks and keep their results, each work in its own transaction.

    Parameters
    ----------
    store : Store
    plan : Plan
    tasks : iterable of (Work, Task)
    keep : callable, optional
        Takes a work and its results; default: `Store.keep`.

    Yields
    ------
    work : Work
    is_kept : bool
        False where grading broke down, which is then reported as a problem.
    """
    keep = keep or store.keep
    if plan.scheduler:
        done = spread_on_cluster(mark, tasks, plan.scheduler)
    else:
        done = spread_here(mark, tasks, plan.jobs)
    for work, results, error in done:
        if isinstance(error, SandboxMissing):
            raise error
        if error is None:
            keep(work, results)
        else:
            what = f"grading it broke down ({type(error).__name__}: {str(error)[:200]})"
            problem = Problem(f"{work.student_id}, {plan.set_id}", what, AGAIN)
            store.report(plan.set_id, [problem], work.student_id)
        yield work, error is None


def pending(store, work, plan):
    """Return the questions of a work that have no result yet, or only a fault.

    Returns
    -------
    list of str
    """
    results, current = schema.results.c, schema.current.c
    query = (
        sa.select(results.question_id)
        .join(schema.current, current.result_id == results.id)
        .where(current.student_id == work.student_id, current.set_id == work.set_id)
        .where(results.work_id == work.id, results.state != "fault")
    )
    with store.reader.connect() as connection:
        done = {*connection.execute(query).scalars()}
    return [question.id for question in plan.questions if question.id not in done]


def shuffled(submissions):
    """Return submissions in an order of this run, so that two runs rarely meet."""
    order = [*submissions]
    random.Random(os.urandom(8)).shuffle(order)
    return order


def _handed_in(store, plan, submission):
    """Read and store a submission; where that fails store the problem and return None."""
    try:
        reading = read_notebook(submission, [question.id for question in plan.questions])
    except SubmissionError as error:
        store.report(plan.set_id, [error.problem], submission.student_id)
        return None
    work = store.hand_in(submission, reading)
    twice = [note for note in reading.notes if "more than once" in note]
    problems = [
        Problem(submission.label, note, "see whether it is the right one") for note in twice
    ]
    problems += [found] if (found := other_numbers(submission, reading, plan)) else []
    if problems:
        store.report(plan.set_id, problems, submission.student_id)
    return work
