"""A graded set as reviews, statistics, comparisons and exports take it, read from the store."""

from pathlib import Path

from cnnlib.grading.platforms.roster import HEADINGS, Roster
from cnnlib.grading.review import Desk, Given, Paper, Sheet
from cnnlib.grading.standings import give_mark, standings
from cnnlib.grading.statistics import Answer
from cnnlib.grading.submission import Submission

# What a grader's machine gives for lack of a result is no mistake that anybody makes.
NO_MISTAKE = ("no-result",)


def submissions_of(store, plan) -> list[Submission]:
    """Return what each student handed in last, with what the platform said of it.

    Parameters
    ----------
    store : Store
    plan : Plan

    Returns
    -------
    list of Submission
    """
    return [
        Submission(
            row.student_id,
            row.set_id,
            Path(row.path),
            row.submitted_at,
            row.is_late,
            row.name,
            row.platform,
        )
        for row in store.students(plan.set_id)
    ]


def roster_of(store, plan) -> Roster:
    """Return the students with a submission, by what the platform told of them.

    Parameters
    ----------
    store : Store
    plan : Plan

    Returns
    -------
    Roster
    """
    return Roster(
        [
            {key: value for key, value in row.platform.items() if key in HEADINGS}
            | {"student_id": row.student_id, "name": row.name}
            for row in store.students(plan.set_id)
        ]
    )


def answers_of(store, plan) -> list[Answer]:
    """Return all answers with their points and likely mistakes, for statistics.

    Parameters
    ----------
    store : Store
    plan : Plan

    Returns
    -------
    list of Answer
    """
    times = {row.student_id: row.submitted_at for row in store.students(plan.set_id)}
    return [
        Answer(
            one.student_id,
            one.question_id,
            one.points,
            one.result.max_points,
            _mistakes(one.result.cases),
            times.get(one.student_id),
        )
        for one in standings(store, plan.set_id)
    ]


def _mistakes(cases) -> tuple[str, ...]:
    """Return the likely mistakes of an answer, in words, each once."""
    found = [case for case in cases if case.cause and case.cause not in NO_MISTAKE]
    return tuple(dict.fromkeys(case.cause_text or case.cause for case in found))


def sources_of(store, plan) -> tuple[dict, dict]:
    """Return the code of all students and the code that everybody was given.

    Parameters
    ----------
    store : Store
    plan : Plan

    Returns
    -------
    sources : dict from str to dict from str to str
        Student id to question id to source; texts are left out.
    given : dict from str to list of str
    """
    given, sources = {}, {}
    for work in store.works(plan.set_id):
        seed = plan.task(work, ()).variant_seed
        own = {}
        for question in plan.questions:
            if question.kind == "explain" or question.id not in work.sources:
                continue
            variant = question.variant(seed)
            known = given.setdefault(question.id, [])
            known += [
                c for c in (variant.given, variant.starter, variant.solution) if c not in known
            ]
            own[question.id] = work.sources[question.id]
        sources[work.student_id] = own
    return sources, given


def desk_of(store, plan, grader, graders=()) -> Desk:
    """Return all answers that a person grades; points go to the store at once.

    Parameters
    ----------
    store : Store
    plan : Plan
    grader : str
    graders : sequence of str, optional

    Returns
    -------
    Desk
    """
    works = store.works(plan.set_id)
    texts = {work.student_id: work.sources for work in works}
    asked = {question.id: question for question in plan.questions if question.kind == "explain"}
    found = {
        (one.student_id, one.question_id): one
        for one in standings(store, plan.set_id)
        if one.question_id in asked and one.result.state == "manual"
    }
    papers = [
        Paper(student, name, texts[student].get(name, ""), _given(one.mark))
        for (student, name), one in found.items()
    ]
    first = plan.task(works[0], ()).variant_seed if works else 0
    sheets = [_sheet(question, question.variant(first)) for question in asked.values()]

    def save(paper, points, comment, by):
        give_mark(store, found[paper.student_id, paper.question_id], points, comment, by)

    return Desk(sheets, papers, save, grader, graders)


def _given(mark) -> Given | None:
    return None if mark is None else Given(mark.points, mark.comment, mark.grader)


def _sheet(question, variant) -> Sheet:
    rubric = tuple((points, text, example) for points, text, example in variant.rubric)
    return Sheet(question.id, question.title, variant.text, float(question.points), rubric)
