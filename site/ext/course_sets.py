"""The problem sets as pages: try, check, then see the solution.

Before Sphinx looks for its files, each set becomes a page and a notebook to take away, below
`exercises/pages`, which git ignores. A page is written only where it would change, so that
nothing is built again in vain. Solutions stand on it, folded, if the set is open.
"""

import json
import sys
from pathlib import Path

from course_share import published_address
from sphinx.application import Sphinx
from sphinx.config import Config

from cnnlib.questions import load_course, notebook_of, section_titles, seed_of
from cnnlib.questions.cells import checks_source
from cnnlib.questions.notebooks import KINDS, SETUP

FOLDER = "pages"
CHECK_CLASS = "is-check"  # the fold with the numbers of a check, which nobody reads on paper
CLOSED = "The solution of this set is with the instructors."


def write_pages(app: Sphinx, config: Config) -> None:
    """Write the pages and notebooks of all sets."""
    exercises = Path(app.srcdir) / "exercises"
    if not (exercises / "course.toml").is_file():
        return
    course = load_course(exercises)
    address = published_address(config.html_theme_options["repository_url"])
    titles = section_titles(Path(app.srcdir) / "chapters", address.rstrip("/"))
    first_cell = colab_cell(Path(app.srcdir), config)
    for name, one in course.sets.items():
        seed = seed_of(course.seed, name)
        write(exercises / FOLDER / f"{name}.md", page(one, seed))
        notebook = notebook_of(one, seed, titles=titles, first_cell=first_cell)
        text = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
        write(exercises / FOLDER / "notebooks" / f"{name}.ipynb", text)
    config.exclude_patterns.append(f"exercises/{FOLDER}/notebooks/*")  # to take away, no pages


def colab_cell(root: Path, config: Config) -> str:
    """The code that fetches the library on Colab, as the chapters have it."""
    sys.path.append(str(root / "tools"))
    from notebook_rules import bootstrap_source

    return bootstrap_source(config.html_theme_options["repository_url"])


def write(path: Path, text: str) -> None:
    """Write a file unless it holds this text already."""
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def page(one, seed: int) -> str:
    """The page of a problem set."""
    head = [
        f"(set-{one.id.split('_')[0]})=",
        f"# {one.title}",
        "",
        f"{len(one.questions)} questions, {one.points} points, about {one.minutes} minutes.",
        f"Take the {{download}}`notebook <notebooks/{one.id}.ipynb>` along, and try each question.",
        "Then run its check, which says where a result differs, and the likely cause.",
        *([] if one.is_open else [CLOSED]),
        "",
        "To work on this page instead, paste these lines first:",
        "",
        *block("python", SETUP),
    ]
    parts = ["\n".join(head)]
    for question in one.questions:
        parts.append(section(question, question.variant(seed), one.is_open))
    return "\n\n".join(parts) + "\n"


def section(question, variant, is_open: bool) -> str:
    """One question: its text, what is given, its check, and its solution."""
    facts = [KINDS[question.kind], f"difficulty {question.difficulty} of 3"]
    facts += [f"{question.minutes} minutes", f"{question.points} points"]
    lines = [f"## {question.title}", ""]
    lines += [f"*{' · '.join(facts)}* · taught in {{ref}}`{question.section}`", ""]
    lines += [variant.text, ""]
    if variant.given:
        lines += ["Given:", "", *block("python", variant.given), ""]
    if question.kind != "explain":
        lines += ["Begin with:", "", *block("python", variant.starter), ""]
        lines += folded("Check", block("python", checks_source(question, variant)), CHECK_CLASS)
    if is_open:
        lines += folded("Solution", solution(question, variant))
    return "\n".join(lines).rstrip()


def solution(question, variant) -> list[str]:
    """The solved cell, or for an answer in words the best example and what gives points."""
    if question.kind != "explain":
        return block("python", variant.solution)
    points = [f"- {worth} of {question.points} points: {text}" for worth, text, _ in variant.rubric]
    return [variant.examples[0][1], "", "What gives points:", "", *points]


def block(language: str, source: str) -> list[str]:
    """The lines of a code block."""
    return [f"```{language}", *source.splitlines(), "```"]


def folded(title: str, lines: list[str], *classes: str) -> list[str]:
    """A box that waits until it is asked for."""
    names = " ".join(["dropdown", *classes])
    return [f"::::{{admonition}} {title}", f":class: {names}", "", *lines, "::::", ""]


def setup(app: Sphinx) -> dict:
    """Register the step before Sphinx looks for its files."""
    app.connect("config-inited", write_pages, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
