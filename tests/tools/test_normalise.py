"""The stored form of notebooks: what is removed, what is kept, what is refused."""

import copy
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbval.plugin import get_sanitize_patterns

from tests.structure.tree import ROOT
from tools import normalise

URL = "https://example.org/course"
FIGURE = {"text/plain": "<Figure size 640x480 with 1 Axes>", "image/png": "iVBORw0"}


def notebook(*cells, **metadata):
    """Return a notebook of these cells."""
    return new_notebook(cells=list(cells), metadata=metadata)


def code(source="1 + 1", *outputs, count=7, **metadata):
    """Return a code cell that was run."""
    return new_code_cell(source, execution_count=count, outputs=list(outputs), metadata=metadata)


def shown(data):
    """Return an output that displays these data."""
    return new_output("display_data", data=data, metadata={"image/png": {"width": 640}})


def stored(*cells):
    """Return the cells of the normalised notebook, without the Colab cell."""
    cells = normalise.notebook_rules.normalise(notebook(*cells), URL).cells
    return [cell for cell in cells if "find_spec" not in cell.source]


def reasons(*cells):
    """Return what is wrong with a notebook of these cells, in words."""
    normal = normalise.notebook_rules.normalise(notebook(*cells), URL)
    return [reason for _, reason in normalise.notebook_rules.problems(normal)]


def test_images_go_and_their_text_stays():
    (cell,) = stored(code("plot()", shown(FIGURE)))
    assert cell.outputs[0].data == {"text/plain": FIGURE["text/plain"]}
    assert cell.outputs[0].metadata == {}


def test_scripts_go_and_the_fallback_stays():
    html = '<x-y>\n<p>text</p>\n<SCRIPT type="module">\nlet a = "<b>";\n</SCRIPT >\n</x-y>'
    (cell,) = stored(code("show()", shown({"text/html": html})))
    assert cell.outputs[0].data["text/html"] == "<x-y>\n<p>text</p>\n</x-y>"


def test_comparison_overlooks_scripts_alone():
    (pattern,) = get_sanitize_patterns((ROOT / "tests/nbval_sanitize.cfg").read_text())
    html = "<x-y>\n<script>\nlet a;\n</script>\n<p>1</p><script>2</script><script>3</script></x-y>"
    (cell,) = stored(code("show()", shown({"text/html": html})))
    assert re.sub(*pattern, html) == cell.outputs[0].data["text/html"]
    assert "<p>1</p>" in re.sub(*pattern, html)


def test_pieces_of_a_stream_are_joined():
    pieces = [new_output("stream", name="stdout", text=text) for text in ("a\n", "b\n")]
    (cell,) = stored(code("print()", *pieces))
    assert [output.text for output in cell.outputs] == ["a\nb\n"]


def test_cells_are_numbered_and_results_with_them():
    result = new_output("execute_result", data={"text/plain": "2"}, execution_count=9)
    first, second = stored(code(), code("1 + 1", result, count=9))
    assert (first.execution_count, second.execution_count) == (2, 3)
    assert second.outputs[0].execution_count == 3


def test_ids_and_metadata_depend_on_the_place_alone():
    run_time = {"execution": {"iopub.status.busy": "2026-01-01T00:00:00Z"}, "scrolled": True}
    title, cell = stored(new_markdown_cell("# T"), code(tags=["a"], **run_time))
    assert (title.id, cell.id) == ("text-01", "code-03")
    assert cell.metadata == {"tags": ["a"]}


FOLDED = {"source_hidden": True, "outputs_hidden": True}


@pytest.mark.parametrize("tag", ["remove-cell", "answer"])
def test_what_the_site_does_not_show_at_once_is_folded_in_jupyterlab(tag):
    open_cell, folded = stored(code(jupyter=FOLDED), code(tags=[tag]))
    assert open_cell.metadata == {}
    assert folded.metadata == {"tags": [tag], "jupyter": FOLDED}


def test_code_of_a_solution_is_folded_and_the_code_after_it_is_not():
    start = new_markdown_cell("```{solution-start} ex-a\n```\n\nThree.")
    turn = new_markdown_cell("```{solution-end}\n```\n\n```{solution-start} ex-b\n```")
    end = new_markdown_cell("```{solution-end}\n```")
    cells = stored(code(), start, code(), turn, code(), code(), end, code())
    folds = [cell.metadata.get("jupyter") for cell in cells if cell.cell_type == "code"]
    assert folds == [None, FOLDED, FOLDED, FOLDED, None]


def test_notebook_metadata_are_fixed_and_name_no_version():
    mine = {
        "kernelspec": {"name": "mine", "display_name": "My kernel"},
        "language_info": {"name": "python", "version": "3.11.7"},
        "widgets": {},
    }
    normal = normalise.notebook_rules.normalise(notebook(code(), **mine), URL)
    assert {*normal.metadata} == {"kernelspec", "language_info"}
    assert normal.metadata.kernelspec.name == "python3"
    assert "version" not in normal.metadata.language_info


def test_colab_cell_is_first_and_follows_the_address():
    title = new_markdown_cell("# T")
    once = normalise.notebook_rules.normalise(notebook(title, code(), code()), URL)
    twice = normalise.notebook_rules.normalise(once, "https://example.org/fork")
    sources = [cell.source for cell in twice.cells if cell.cell_type == "code"]
    assert len(sources) == 3
    assert "git+https://example.org/fork" in sources[0]
    assert twice.cells[1].metadata.tags == ["remove-cell"]
    nbformat.validate(twice)


def test_normalising_twice_changes_nothing():
    cells = [new_markdown_cell("# T\n\n"), code("plot()", shown(FIGURE)), code("  ")]
    once = normalise.notebook_rules.normalise(notebook(*cells), URL)
    assert normalise.notebook_rules.normalise(copy.deepcopy(once), URL) == once


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (code(count=None), "was not run"),
        (code("plot(\n    x\n);"), "ends in a semicolon"),
        (code("1/0", new_output("error", ename="E", evalue="v", traceback=[])), "error: E: v"),
        (code("f()", new_output("stream", name="stderr", text="careful")), "stderr: careful"),
        (code("f", shown({"text/plain": "<f at 0x7f00aa11bb22>"})), "a memory address"),
        (code("p", shown({"text/plain": "/tmp/x.png"})), "a path of the machine"),
        (code("p", shown({"image/svg+xml": "<svg/>"})), "SVG"),
        (new_markdown_cell("One thing. Another."), "more than one sentence"),
        (nbformat.v4.new_raw_cell("raw"), "no place in a chapter"),
    ],
)
def test_what_the_author_must_mend_is_named(cell, reason):
    (found,) = reasons(code(), cell)
    assert reason in found


def test_timings_may_write_to_stderr():
    warning = new_output("stream", name="stderr", text="slow")
    assert reasons(code("f()", warning, tags=["nbval-ignore-output"])) == []


@pytest.fixture
def path(tmp_path):
    """Return the path of a small notebook that was never run."""
    cells = [new_markdown_cell("# Add"), new_code_cell("1 + 1"), new_code_cell("print('a')")]
    path = tmp_path / "add.ipynb"
    nbformat.write(notebook(*cells), path)
    return path


def test_run_write_check(path, capsys):
    assert normalise.main(["--check", str(path)]) == 1
    assert "add.ipynb" in capsys.readouterr().out
    assert normalise.main([str(path)]) == 0
    before = path.read_text()
    assert before.endswith("}\n")
    assert normalise.main(["--check", str(path)]) == 0
    outputs = [cell.outputs for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
    assert outputs[1][0].data == {"text/plain": "2"}
    assert normalise.main(["--no-execute", str(path)]) == 0
    assert path.read_text() == before


def test_check_sees_an_edit(path, capsys):
    normalise.main([str(path)])
    path.write_text(path.read_text().replace('"execution_count": 3', '"execution_count": 5'))
    assert normalise.main(["--check", str(path)]) == 1
    assert "code-04: not normalised: execution_count" in capsys.readouterr().out


def test_failing_cell_is_named_and_the_file_kept(path, capsys):
    nbformat.write(notebook(new_code_cell("1 / 0")), path)
    before = path.read_text()
    assert normalise.main([str(path)]) == 1
    assert "ZeroDivisionError" in capsys.readouterr().out
    assert path.read_text() == before


def test_kernel_is_the_one_of_this_environment(path, tmp_path, monkeypatch):
    spec = tmp_path / ".local/share/jupyter/kernels/python3/kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text('{"argv": ["false"], "display_name": "Other", "language": "python"}')
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("JUPYTER_PATH", str(spec.parents[2]))
    assert normalise.main([str(path)]) == 0


def test_missing_notebook_is_named(capsys):
    with pytest.raises(SystemExit):
        normalise.main(["nowhere.ipynb"])
    assert "no such notebook: nowhere.ipynb" in capsys.readouterr().err
