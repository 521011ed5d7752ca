"""Notebooks for students: figures in, proofs and directives out, solutions folded or left out."""

import nbformat
import pytest
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tests.structure.tree import ROOT
from tests.tools.student_sample import sample_site
from tools import student
from tools.student_markdown import Plain

FOLDED = {"source_hidden": True}
FIGURE = {"figure": {"caption": "A *strip*.", "name": "fig-strip"}, "image": {"alt": "A strip."}}
PICTURE = new_output("display_data", data={"image/png": "iVBORw0", "text/plain": "<Figure>"})


def text(source, *tags):
    return new_markdown_cell(source, metadata={"tags": list(tags)})


def code(source, *tags, **metadata):
    return new_code_cell(source, metadata={"tags": list(tags), **metadata})


def chapter():
    """Return a chapter in its stored form."""
    cells = [
        code('if find_spec("cnnlib") is None:\n    %pip install cnnlib', "remove-cell"),
        text(
            "(sec-pad)=\n## Pad\n\n:::{admonition} Predict\n:class: predict\nHow many?\n:::", "core"
        ),
        code("draw()", "answer", mystnb=FIGURE, jupyter=FOLDED),
        code("assert 3", "remove-cell", jupyter=FOLDED),
        text("Three.", "answer"),
        text("```{exercise} A\n:label: ex-hand\n\nB\n```\n\n```{solution-start} ex-hand\n```\n\nC"),
        code("print(3)", jupyter=FOLDED),
        text("```{solution-end}\n```\n\nAfter."),
    ]
    return new_notebook(cells=cells)


@pytest.fixture
def made(tmp_path):
    """Make a student's notebook of the chapter."""
    plain = Plain(sample_site(tmp_path), "chapters/03_sizes.ipynb", "https://github.com/me/cnn")

    def make(stored=None, **options):
        executed = chapter()
        executed.cells[2].outputs = [PICTURE]
        return student.student_notebook(stored or chapter(), executed, plain, **options)

    return make


def sources(notebook):
    return [cell.source for cell in notebook.cells]


def test_cells_in_plain_markdown(made):
    notebook = made()
    nbformat.validate(notebook)
    assert sources(notebook)[1:] == [
        'if find_spec("cnnlib") is None:\n    %pip install cnnlib',
        "## Pad *(core)*\n\n> **Predict**\n>\n> How many?",
        "draw()",
        "**Figure 3.4.** A *strip*.",
        "<details>\n<summary>The answer in words</summary>\n\nThree.\n\n</details>",
        "> **Exercise 3.1: A**\n>\n> B",
        "<details>\n<summary>Solution of Exercise 3.1</summary>\n\nC\n\n</details>",
        "print(3)",
        "After.",
    ]
    assert "/chapters/03_sizes.html" in sources(notebook)[0]


def test_figures_are_there_and_answers_and_solutions_are_folded(made):
    cells = {cell.source: cell for cell in made().cells}
    assert cells["draw()"].outputs == [PICTURE]
    assert cells["draw()"].metadata == {"jupyter": FOLDED}
    assert cells["print(3)"].metadata == {"jupyter": FOLDED}


def test_solutions_can_be_left_out(made):
    text = "\n".join(sources(made(solutions=False)))
    assert "Exercise 3.1" in text
    assert "Solution" not in text
    assert "print(3)" not in text
    assert "After." in text


def test_text_may_be_newer_than_the_run(made):
    edited = chapter()
    edited.cells.append(text("More."))
    assert sources(made(edited))[-1] == "More."


def test_an_edited_code_cell_is_refused(made):
    edited = chapter()
    edited.cells[2].source = "draw(2)"
    with pytest.raises(ValueError, match="build it again"):
        made(edited)


def test_what_only_the_site_understands_is_found():
    left = ["```{note}\nA\n```", "a {ref}`b`", "(sec-a)=", ":::{tip}"]
    assert all(student.left_over(text(source)) for source in left)
    fine = ["```python\n{ref}`b`\n```", "`{ref}` and ``{ref}`b` ``", "f(x) = (a)", "> **Note**"]
    assert not any(student.left_over(text(source)) for source in fine)


def test_launch_buttons_open_the_branch_that_the_workflow_publishes():
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    workflow = (ROOT / ".github/workflows/pages.yml").read_text(encoding="utf-8")
    assert f"git push --force origin HEAD:{config['repository']['branch']}" in workflow
    assert "make student" in workflow
    assert "cp -r exercises/pages/notebooks _build/student/sets" in workflow
    assert "git add chapters sets" in workflow
