"""Grade again what has changed since: a mended question, a mended check; and say who moves."""

from dataclasses import dataclass

from cnnlib.grading.problem import Problem
from cnnlib.grading.results import QuestionResult
from cnnlib.grading.runs import run_tasks
from cnnlib.grading.standings import standings


@dataclass(frozen=True)
class Moved:
    """Points of one student and question, before and after.

    Attributes
    ----------
    student_id, question_id : str
    before, after : QuestionResult
    """

    student_id: str
    question_id: str
    before: QuestionResult
    after: QuestionResult

    @property
    def is_move(self) -> bool:
        """Whether points, or what they are out of, differ."""
        one, other = self.before, self.after
        return (one.points, one.max_points) != (other.points, other.max_points)


def outdated(store, plan, question_ids=None):
    """Return the works with results of older versions of questions.

    Parameters
    ----------
    store : Store
    plan : Plan
    question_ids : sequence of str, optional
        Only these questions.

    Returns
    -------
    list of (Work, dict from str to QuestionResult)
        With the results that are out of date, by question.
    """
    wanted = {*(question_ids or plan.versions)}
    if unknown := wanted - {*plan.versions}:
        raise ValueError(f"{plan.set_id} has no questions {sorted(unknown)}: {[*plan.versions]}")
    works = {work.id: work for work in store.works(plan.set_id)}
    found = {}
    for one in standings(store, plan.set_id):
        version = plan.versions.get(one.question_id)
        is_old = version is not None and one.result.fingerprint != version
        if is_old and one.question_id in wanted and one.work_id in works:
            found.setdefault(one.work_id, {})[one.question_id] = one.result
    return [(works[work_id], results) for work_id, results in found.items()]


def regrade(store, plan, question_ids=None, is_rehearsal=False, advance=lambda: None):
    """Grade what is out of date.

    Parameters
    ----------
    store : Store
    plan : Plan
    question_ids : sequence of str, optional
        Only these questions.
    is_rehearsal : bool
        Say what would move and change nothing.
    advance : callable, optional
        Called once for each work that is done.

    Returns
    -------
    list of Moved
        Everything that was graded again, by student; most of it stays where it was.
    """
    plan.settle(store)
    old = outdated(store, plan, question_ids)
    before = {work.id: results for work, results in old}
    moved = []

    def keep(work, results):
        """Keep what could be graded; a result never gives way to a fault."""
        sound = [result for result in results if result.state != "fault"]
        faults = [result for result in results if result.state == "fault"]
        moved.extend(
            Moved(work.student_id, r.question_id, before[work.id][r.question_id], r) for r in sound
        )
        if not is_rehearsal:
            store.keep(work, sound)
            _report(store, plan, work, faults)

    tasks = ((work, plan.task(work, [*results])) for work, results in old)
    for _ in run_tasks(store, plan, tasks, keep):
        advance()
    return sorted(moved, key=lambda one: (one.student_id, one.question_id))


def _report(store, plan, work, faults):
    """Store what could not be graded again."""
    problems = [
        Problem(
            f"{work.student_id}, {result.question_id}",
            f"it could not be graded again: {'; '.join(result.notes)}",
            "mend the question and regrade; until then the older result counts",
        )
        for result in faults
    ]
    if problems:
        store.report(plan.set_id, problems, work.student_id)
