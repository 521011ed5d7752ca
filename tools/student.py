"""Notebooks as people meet them on GitHub, Colab and in JupyterLab without extensions.

    python tools/student.py                      with solutions, folded
    python tools/student.py --no-solutions       a set of exercises

From the built site (`make book`): its figures and outputs, its numbers for links. Plain Markdown,
captions under figures, no proofs. Written to `_build/student`, which the deploy workflow
publishes on the branch that the launch buttons open.
"""

import argparse
import re
import sys
from copy import deepcopy
from pathlib import Path

import nbformat
import yaml
from nbformat.v4 import new_markdown_cell

sys.path.insert(0, str(Path(__file__).parent))
from notebook_rules import BOOTSTRAP_MARK
from student_links import Site, site_address
from student_markdown import Plain, folded

ROOT = Path(__file__).resolve().parent.parent
EDGE = re.compile(r"^`{3,}\{solution-(start|end)\}.*?^`{3,}\s*$", re.MULTILINE | re.DOTALL)
START_LABEL = re.compile(r"\{solution-start\}\s*(\S+)")
HEADING = re.compile(r"^(## .+)$", re.MULTILINE)
MARKS = ("core", "more")
CODE = re.compile(r"^(`{3,})\w*\n.*?^\1$|(?<![}`])(`+)[^`\n][^\n]*?\2(?!`)", re.M | re.S)
LEFT_OVER = re.compile(r"^(?:`{3,}|:{3,})\{|\{[\w:]+\}`|^\([\w-]+\)=$", re.MULTILINE)


def tags(cell):
    """Return the tags of a cell."""
    return cell.metadata.get("tags", [])


def is_proof(cell):
    """Tell whether a cell only guards the prose."""
    return "remove-cell" in tags(cell) and BOOTSTRAP_MARK not in cell.source


def pieces(cells):
    """Yield pairs of cell and label of the solution it stands in, or None.

    Markdown cells are cut where a solution starts or ends.
    """
    label = None
    for cell in cells:
        if cell.cell_type == "code":
            yield cell, label
            continue
        rest = cell.source
        while edge := EDGE.search(rest):
            yield from part_of(cell, rest[: edge.start()], label)
            label = START_LABEL.search(edge[0])[1] if edge[1] == "start" else None
            rest = rest[edge.end() :]
        yield from part_of(cell, rest, label)


def part_of(cell, source, label):
    """Yield a piece of a markdown cell, unless it is empty."""
    if source.strip():
        part = new_markdown_cell(source.strip("\n"), metadata=deepcopy(cell.metadata))
        yield part, label


def student_cells(cells, plain, solutions=True):
    """Return the cells of a student's notebook.

    Parameters
    ----------
    cells : list of nbformat.NotebookNode
        Of the chapter, with the outputs to show.
    plain : student_markdown.Plain
    solutions : bool
        Keep the solutions, folded.
    """
    done = []
    for cell, label in pieces(cells):
        if is_proof(cell) or (label and not solutions):
            continue
        if cell.cell_type == "markdown":
            done.append(new_markdown_cell(plain_text(cell, label, plain)))
        else:
            done += [without_form(cell), *caption(cell, plain)]
    return done


def plain_text(cell, label, plain):
    """Return a text in plain Markdown: marked, or folded if it tells an answer."""
    source = cell.source
    for mark in MARKS:
        if mark in tags(cell):
            source = HEADING.sub(rf"\1 *({mark})*", source, count=1)
    text = plain.text(source)
    if label:
        return "\n".join(folded(plain.solution_title(label), [text]))
    return "\n".join(folded("The answer in words", [text])) if "answer" in tags(cell) else text


def without_form(cell):
    """Return a code cell without what only the site reads; its fold in JupyterLab stays."""
    cell = deepcopy(cell)
    cell.metadata.pop("mystnb", None)
    cell.metadata.pop("tags", None)
    return cell


def caption(cell, plain):
    """Return the caption of a figure as a cell, in a list, or nothing."""
    figure = cell.metadata.get("mystnb", {}).get("figure", {})
    if not figure.get("caption"):
        return []
    number = plain.site.place(figure["name"]).number
    return [new_markdown_cell(f"**{number}.** {plain.text(figure['caption'])}")]


def student_notebook(chapter, executed, plain, solutions=True):
    """Return a chapter for students: its sources, the outputs of its run, plain Markdown.

    Raises
    ------
    ValueError
        If the run is of another state of the chapter, or something is left that only the site
        understands.
    """
    cells = deepcopy(chapter.cells)
    own, runs = code_of(cells), code_of(executed.cells)
    if [cell.source for cell in own] != [cell.source for cell in runs]:
        raise ValueError(f"{plain.chapter} has changed since `make book`: build it again")
    for cell, run in zip(own, runs, strict=True):
        cell.outputs = run.outputs
    notebook = nbformat.v4.new_notebook(metadata=chapter.metadata)
    notebook.cells = [opening(plain), *student_cells(cells, plain, solutions)]
    for number, cell in enumerate(notebook.cells, start=1):
        cell.id = f"cell-{number:03d}"
    left = [found for cell in notebook.cells for found in left_over(cell)]
    if left:
        raise ValueError(f"{plain.chapter}: not plain: {left}")
    return notebook


def code_of(cells):
    """Return the code cells."""
    return [cell for cell in cells if cell.cell_type == "code"]


def opening(plain):
    """Return the cell that says where the notebook comes from."""
    page = plain.site.page(plain.chapter)
    source = f"*This notebook is made from [a page of the course]({page}), where it reads best.*"
    return new_markdown_cell(source)


def left_over(cell):
    """Return what of a markdown cell only the site understands."""
    if cell.cell_type != "markdown":
        return []
    outside_code = CODE.sub("", cell.source)
    return LEFT_OVER.findall(outside_code)


def main(arguments=None):
    """Write the notebooks of all chapters."""
    parser = argparse.ArgumentParser(description="Write notebooks in plain Markdown.")
    parser.add_argument("--no-solutions", action="store_true", help="leave the solutions out")
    parser.add_argument("--build", type=Path, default=ROOT / "_build", help="of `make book`")
    options = parser.parse_args(arguments)
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    repository = config["repository"]["url"]
    site = Site(options.build / "html", site_address(repository), ROOT / "references.bib")
    for path in sorted((options.build / "jupyter_execute").rglob("*.ipynb")):
        name = path.relative_to(options.build / "jupyter_execute")
        if not (ROOT / name).is_file():
            continue  # a page in Markdown
        plain = Plain(site, name.as_posix(), repository)
        chapter, executed = (nbformat.read(p, as_version=4) for p in (ROOT / name, path))
        notebook = student_notebook(chapter, executed, plain, not options.no_solutions)
        target = options.build / "student" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, target)
        print(target.relative_to(options.build))
    return 0


if __name__ == "__main__":
    sys.exit(main())
