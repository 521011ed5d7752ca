"""What a stored notebook looks like: one form, so that a diff shows only what an author changed.

`normalise` brings a notebook into that form; `problems` names what only its author can mend.
Neither runs code nor touches a file.
"""

import re
import sys
from copy import deepcopy
from pathlib import Path

from nbformat import NotebookNode, from_dict

from sentences import crowded_lines

sys.path.append(str(Path(__file__).resolve().parent.parent / "site" / "ext"))
from printed_text import merge_streams

KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE_INFO = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}
KEPT_CELL_METADATA = ("mystnb", "tags")
FOLDING_TAGS = {"remove-cell", "answer"}
FOLDED = {"source_hidden": True, "outputs_hidden": True}  # JupyterLab's own names
SOLUTION_EDGE = re.compile(r"^`{3,}\{solution-(start|end)\}", re.MULTILINE)
IMAGE_PAYLOADS = ("image/png", "image/jpeg")  # the two that nbval leaves out of its comparison
SCRIPT = re.compile(r"<script\b.*?</script\s*>\n?", re.DOTALL | re.IGNORECASE)
BOOTSTRAP_MARK = 'find_spec("cnnlib")'
MACHINE_DEPENDENT = {
    "a memory address": re.compile(r"\b0x[0-9a-f]{8,}\b"),
    "a path of the machine": re.compile(r"/(?:home|root|tmp|Users|mnt)/\w"),
}


BOOTSTRAP = """\
import importlib.util

# On Colab: fetch the course library. What this session has loaded stays.
if importlib.util.find_spec("cnnlib") is None:
    import sys
    from importlib.metadata import packages_distributions, version
    from pathlib import Path

    owners = packages_distributions()
    in_use = owners.keys() & sys.modules.keys()
    loaded = {{name for module in in_use for name in owners[module]}}
    pins = [f"{{name}}=={{version(name)}}\\n" for name in sorted(loaded)]
    Path("loaded.txt").write_text("".join(pins))
    %pip install -c loaded.txt "{requirement}"
    importlib.invalidate_caches()
    if importlib.util.find_spec("cnnlib") is None:
        # Something loaded is too old for the course, or there is no network.
        %pip install "{requirement}"
        importlib.invalidate_caches()
        if importlib.util.find_spec("cnnlib") is None:
            raise RuntimeError("The library was not fetched: see pip above.")
        raise RuntimeError(
            "Packages in use were too old and are replaced: restart the session"
            " (Runtime, Restart session), then run the cells again."
        )"""


def bootstrap_source(repository_url):
    """Source of the first code cell: on Colab, where nothing is installed, fetch `cnnlib`.

    A package that the session has loaded must not be replaced on disk: half of it would be the
    old one. So pip gets the loaded versions as constraints. Only where these are too old for the
    course are they replaced, and then the cell stops and asks for a new session.
    """
    return BOOTSTRAP.format(requirement=f"cnnlib @ git+{repository_url}")


def normalise(notebook, repository_url):
    """Return a copy of the notebook in its stored form.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Any notebook of format 4.
    repository_url : str
        Where Colab fetches the library from.

    Returns
    -------
    nbformat.NotebookNode
        Cells numbered, ids from position, payloads, scripts and run-time metadata gone.
    """
    notebook = from_dict(deepcopy(notebook))
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    notebook.metadata = from_dict({"kernelspec": KERNELSPEC, "language_info": LANGUAGE_INFO})
    notebook.cells = [cell for cell in notebook.cells if cell.source.strip()]
    _set_bootstrap(notebook, repository_url)
    count = 0
    for position, cell in enumerate(notebook.cells, start=1):
        _normalise_cell(cell, position)
        if cell.cell_type == "code":
            count += 1
            _normalise_code(cell, count)
    _fold_in_jupyterlab(notebook.cells)
    return notebook


def _set_bootstrap(notebook, repository_url):
    """Keep exactly one bootstrap cell, before every other code cell."""
    cells = [c for c in notebook.cells if c.cell_type != "code" or BOOTSTRAP_MARK not in c.source]
    code = [i for i, cell in enumerate(cells) if cell.cell_type == "code"]
    if code:
        was_run = cells[code[0]].execution_count is not None
        bootstrap = NotebookNode(
            cell_type="code",
            source=bootstrap_source(repository_url),
            metadata=NotebookNode(tags=["remove-cell"]),
            outputs=[],
            execution_count=1 if was_run else None,
        )
        cells.insert(code[0], bootstrap)
    notebook.cells = cells


def _normalise_cell(cell, position):
    kind = {"code": "code", "markdown": "text"}.get(cell.cell_type, cell.cell_type)
    cell.id = f"{kind}-{position:02d}"
    cell.source = cell.source.strip("\n").rstrip()
    kept = {key: cell.metadata[key] for key in KEPT_CELL_METADATA if cell.metadata.get(key)}
    cell.metadata = NotebookNode(kept)
    cell.pop("attachments", None)


def _normalise_code(cell, count):
    if cell.execution_count is not None:
        cell.execution_count = count
    cell.outputs = merge_streams(cell.outputs)
    for output in cell.outputs:
        if output.output_type == "execute_result":
            output.execution_count = cell.execution_count
        if "data" in output:
            for payload in IMAGE_PAYLOADS:
                output.data.pop(payload, None)
            if "text/html" in output.data:
                output.data["text/html"] = SCRIPT.sub("", output.data["text/html"])
            output.metadata = NotebookNode()


def _fold_in_jupyterlab(cells):
    """Fold the code that the site does not show at once: proofs, answers, solutions."""
    in_solution = False
    for cell in cells:
        if cell.cell_type == "markdown":
            edges = SOLUTION_EDGE.findall(cell.source)
            in_solution = edges[-1] == "start" if edges else in_solution
        elif in_solution or FOLDING_TAGS & {*cell.metadata.get("tags", [])}:
            cell.metadata["jupyter"] = NotebookNode(FOLDED)


def problems(notebook):
    """List what keeps a normalised notebook from being stored.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        A notebook that `normalise` returned.

    Returns
    -------
    list of (str, str)
        Pairs of cell id and reason; empty when all is well.
    """
    found = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            reasons = _code_problems(cell)
        elif cell.cell_type == "markdown":
            reasons = [f"more than one sentence on a line: {x}" for x in crowded_lines(cell.source)]
        else:
            reasons = [f"a {cell.cell_type} cell has no place in a chapter"]
        found += [(cell.id, reason) for reason in reasons]
    return found


def _code_problems(cell):
    if cell.execution_count is None:
        yield "was not run"
    if cell.source.endswith(";"):  # nbval's kernel keeps no history, where IPython looks for it
        yield "ends in a semicolon, which does not silence it under test: write `_ = ...`"
    may_vary = "nbval-ignore-output" in cell.metadata.get("tags", [])
    for output in cell.outputs:
        if output.output_type == "error":
            yield f"ends in an error: {output.ename}: {output.evalue}"
            continue
        if output.output_type == "stream" and output.name == "stderr" and not may_vary:
            yield f"writes to stderr: {output.text.strip()[:80]}"
        if "image/svg+xml" in output.get("data", {}):
            yield "shows an SVG image, which differs from run to run: use PNG or HTML"
        text = output.get("text", "") + "".join(
            value for value in output.get("data", {}).values() if isinstance(value, str)
        )
        yield from (
            f"prints {what}" for what, rule in MACHINE_DEPENDENT.items() if rule.search(text)
        )
