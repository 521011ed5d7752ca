"""One page a student and an index, each a single file that needs no network and no script."""

import hashlib
import re
from pathlib import Path

from jinja2 import Environment, PackageLoader
from markdown_it import MarkdownIt
from markupsafe import Markup, escape
from mdit_py_plugins.dollarmath import dollarmath_plugin

from cnnlib.grading.feedback import links, pictures
from cnnlib.grading.platforms.cells import write_whole
from cnnlib.grading.standings import standings
from cnnlib.grading.summary import by_student, scores

# Text of the course; whatever HTML stands in it is shown, not used.
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
MARKDOWN.use(
    dollarmath_plugin, renderer=lambda formula, _: f"<code>{escape(formula.strip())}</code>"
)


def pages_of(store, plan, site=""):
    """Return the page of each student.

    Parameters
    ----------
    store : Store
    plan : Plan
    site : str, optional
        Address of the course's website; without it sections are named, not linked.

    Returns
    -------
    dict from str to bytes
        HTML by student.
    """
    template = _environment().get_template("student.html")
    sections = links.sections_of(plan.course.path.resolve().parent / "chapters")
    rows = by_student(standings(store, plan.set_id))
    totals = {score.student_id: score for score in scores(store, plan)}
    found = {}
    for work in store.works(plan.set_id):
        seed = plan.task(work, ()).variant_seed
        questions = [
            _shown(question, seed, rows[work.student_id][question.id], work, sections)
            for question in plan.questions
            if question.id in rows.get(work.student_id, {})
        ]
        if questions:
            score = totals[work.student_id]
            title = plan.course.sets[plan.set_id].title
            text = template.render(
                title=title, score=score, questions=questions, site=site.rstrip("/")
            )
            found[work.student_id] = text.encode("utf-8", "replace")
    return found


def write_pages(store, plan, folder, site=""):
    """Write the pages of a set and an index.

    Parameters
    ----------
    store, plan, site
        As for `pages_of`.
    folder : path
        Made where there is none.

    Returns
    -------
    list of pathlib.Path
        The index first.
    """
    folder = Path(folder)
    pages = pages_of(store, plan, site)
    names = {student: file_name(student) for student in pages}
    for student, page in pages.items():
        write_whole(folder / names[student], page)
    rows = [score for score in scores(store, plan) if score.student_id in names]
    title = plan.course.sets[plan.set_id].title
    index = _environment().get_template("index.html").render(title=title, rows=rows, names=names)
    write_whole(folder / "index.html", index.encode())
    return [folder / "index.html", *(folder / name for name in names.values())]


def file_name(student_id):
    """Return the name of a student's page, which every system takes and no two students share.

    >>> file_name("José / 李")
    'jos-dafe69a8.html'
    """
    plain = re.sub(r"[^a-z0-9]+", "-", student_id.lower()).strip("-")[:40]
    return f"{plain or 'student'}-{hashlib.sha256(student_id.encode()).hexdigest()[:8]}.html"


def _environment():
    """Return the templates; all that is filled in is escaped."""
    return Environment(
        loader=PackageLoader("cnnlib.grading.feedback"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _shown(question, seed, standing, work, sections):
    """Return what a page shows of a question."""
    cases = [{"case": case, "drawings": _drawings(case)} for case in standing.result.cases]
    return {
        "title": question.title,
        "asked": Markup(MARKDOWN.render(question.variant(seed).text)),
        "answer": work.sources.get(question.id, ""),
        "points": standing.points,
        "max_points": question.points,
        "cases": cases,
        "causes": _causes(standing.result.cases),
        "notes": standing.result.notes,
        "mark": standing.mark,
        "section": sections.get(question.section),
    }


def _causes(cases):
    """Return the likely causes of a question's failures, each once."""
    return [*dict.fromkeys(case.cause_text for case in cases if case.cause_text)]


def _drawings(case):
    """Return the pictures of a case, with their captions."""
    if case.picture is None:
        return []
    return [(caption, Markup(svg)) for caption, svg in pictures.pair(case.picture)]
