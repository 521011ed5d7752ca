"""What the commands of ``cnn-grade`` do, and what they print."""

import math
from dataclasses import replace

from tqdm import tqdm

from cnnlib import questions
from cnnlib.grading import feedback as feedback_pages
from cnnlib.grading import regrade as regrading
from cnnlib.grading import runs, summary
from cnnlib.grading.collect import collect
from cnnlib.grading.inside.limits import Limits
from cnnlib.grading.platforms import Roster, gather
from cnnlib.grading.platforms.manifest import manifest_path, recall
from cnnlib.grading.standings import give_mark, moves, standings
from cnnlib.grading.store import Store


def grade(chosen):
    """Grade what is not graded yet; print the class and what needs a person."""
    plan = _plan(chosen)
    store = Store(chosen.store)
    submissions, problems = _collected(chosen, plan)
    store.report(plan.set_id, problems)
    with tqdm(total=len(submissions), unit="submission") as bar:
        tally = runs.grade(store, plan, submissions, bar.update)
    print(f"{tally.graded} graded, {tally.skipped} were graded before, {tally.failed} failed")
    old = len(regrading.outdated(store, plan))
    if old:
        print(f"{old} have results of older versions of questions: cnn-grade regrade moves them")
    _show(store, plan)


def regrade(chosen):
    """Grade what is out of date; print who moves, from what to what."""
    plan = _plan(chosen)
    store = Store(chosen.store)
    old = regrading.outdated(store, plan, chosen.question)
    with tqdm(total=len(old), unit="submission") as bar:
        again = regrading.regrade(store, plan, chosen.question, chosen.rehearse, bar.update)
    moved = [one for one in again if one.is_move]
    would = "would be graded again" if chosen.rehearse else "graded again"
    print(
        f"{len(again)} answers {would}, {len(moved)} {'would move' if chosen.rehearse else 'moved'}"
    )
    for one in moved:
        before, after = (_points(result.points) for result in (one.before, one.after))
        print(f"  {one.student_id}, {one.question_id}: {before} -> {after}")


def status(chosen):
    """Print the class, what needs a person, and what moved."""
    plan, store = _plan(chosen), _existing(chosen)
    _show(store, plan)
    for one in moves(store, plan.set_id):
        if one.before != one.after:
            when = f"{one.moved_at:%Y-%m-%d %H:%M} UTC"
            change = f"{_points(one.before)} -> {_points(one.after)}"
            print(f"moved {when}: {one.student_id}, {one.question_id}: {change}")


def mark(chosen):
    """Store points that a person gives."""
    points = _given_points(chosen.points)
    plan, store = _plan(chosen), _existing(chosen)
    found = standings(store, plan.set_id, chosen.student)
    one = next((s for s in found if s.question_id == chosen.question), None)
    if one is None:
        raise ValueError(
            f"{chosen.student} has no graded answer to {chosen.question}; "
            f"there are {', '.join(s.question_id for s in found) or 'none'}"
        )
    give_mark(store, one, points, chosen.comment, chosen.grader)


def _given_points(text):
    """Return points from the command line; None takes a mark back."""
    if text == "none":
        return None
    try:
        return float(text)
    except ValueError:
        raise ValueError(f"points must be a number or none, got {text!r}") from None


def feedback(chosen):
    """Write the pages for students."""
    plan, store = _plan(chosen), _existing(chosen)
    written = feedback_pages.write_pages(store, plan, chosen.folder, chosen.site)
    print(f"{len(written) - 1} pages; all of them from {written[0]}")


def _plan(chosen):
    """Return how to grade, from the command line."""
    plan = runs.Plan(questions.load_course(chosen.course), chosen.set, chosen.own_numbers)
    if not hasattr(chosen, "jobs"):
        return plan
    if chosen.jobs < 1 or chosen.seconds <= 0 or chosen.memory < 256:
        raise ValueError("--jobs and --seconds must be positive, --memory at least 256")
    cpu = max(1, math.ceil(chosen.seconds / 2))
    limits = Limits(wall=chosen.seconds, cpu=cpu, memory=chosen.memory << 20)
    return replace(
        plan,
        limits=limits,
        is_trusted=chosen.trust,
        jobs=chosen.jobs,
        scheduler=chosen.scheduler,
    )


def _existing(chosen):
    """Return the store, which must be there."""
    if not chosen.store.is_file():
        raise FileNotFoundError(f"there is no store {chosen.store}: grade first, or name it")
    return Store(chosen.store)


def _collected(chosen, plan):
    """Return submissions and problems of a folder, or of a platform's download."""
    if chosen.platform is None:
        if manifest_path(chosen.folder, plan.set_id).is_file():
            return recall(chosen.folder, plan.set_id), []
        return collect(chosen.folder, plan.set_id)
    roster = Roster.read(chosen.roster) if chosen.roster else None
    found = gather(
        chosen.folder,
        chosen.platform,
        plan.set_id,
        chosen.store.with_name(f"{plan.set_id}-submitted"),
        roster,
        question_ids=[question.id for question in plan.questions],
    )
    for note in found.notes:
        print(note)
    return found.submissions, found.problems


def _show(store, plan):
    """Print the table of the class and the list of what needs a person."""
    print(summary.table_of(store, plan))
    open_ones = summary.needs_a_person(store, plan)
    if open_ones:
        print(f"\n{len(open_ones)} need a person:")
    for problem in open_ones:
        print(f"  {problem}")


def _points(points):
    """Return points as text."""
    return "?" if points is None else f"{points:g}"
