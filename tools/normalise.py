"""Run notebooks and store them in the course's one form.

    python tools/normalise.py chapters/02_convolution.ipynb     run, normalise, write
    python tools/normalise.py --no-execute chapters/*.ipynb     normalise what is stored
    python tools/normalise.py --check chapters/*.ipynb          change nothing, name what is wrong

Exit status 1 when anything is left to mend.
"""

import argparse
import os
import sys
from pathlib import Path

import nbformat
import yaml

sys.path.insert(0, str(Path(__file__).parent))
import notebook_rules

ROOT = Path(__file__).resolve().parent.parent
CELL_TIMEOUT = 300  # seconds


def repository_url(config=ROOT / "_config.yml"):
    """Return the address of the repository, from the one place that holds it."""
    return yaml.safe_load(config.read_text(encoding="utf-8"))["repository"]["url"]


def execute(notebook, folder):
    """Run every cell in place, in a fresh kernel started in the folder; return what failed."""
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"  # this environment's python3, not the user's
    os.environ.pop("JUPYTER_PATH", None)
    os.environ["OMP_NUM_THREADS"] = "1"
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    client = NotebookClient(
        notebook,
        timeout=CELL_TIMEOUT,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=["--IPKernelApp.log_level=40"],  # errors, no remarks on transports
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        client.execute()
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        return str(error)
    return None


def differences(stored, wanted):
    """Yield pairs of cell id and reason where the stored notebook is not in its form."""
    if len(stored.cells) != len(wanted.cells):
        yield "notebook", "the Colab cell is missing or repeated, or a cell is empty"
        return
    for old, new in zip(stored.cells, wanted.cells, strict=True):
        keys = sorted(key for key in {*old, *new} if old.get(key) != new.get(key))
        if keys:
            yield new.id, f"not normalised: {', '.join(keys)}"
    if stored.metadata != wanted.metadata:
        yield "notebook", "not normalised: kernelspec or language_info"


def check(path, url):
    """Return what is wrong with a stored notebook, one line each."""
    text = path.read_text(encoding="utf-8")
    stored = nbformat.reads(text, as_version=4)
    wanted = notebook_rules.normalise(stored, url)
    found = [*differences(stored, wanted), *notebook_rules.problems(wanted)]
    if not found and text != render(wanted):
        found = [("notebook", "not normalised: layout of the JSON")]
    return [f"{path}: {cell}: {reason}" for cell, reason in found]


def render(notebook):
    """Return the text of the file: sorted keys, indent 1, one newline at the end."""
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def rewrite(path, url, run):
    """Run (unless told not to), normalise and write one notebook; return what is left to mend."""
    notebook = nbformat.read(path, as_version=4)
    notebook = notebook_rules.normalise(notebook, url)
    if run:
        failure = execute(notebook, path.resolve().parent)
        if failure:
            return [f"{path}: not written, a cell failed\n{failure}"]
        notebook = notebook_rules.normalise(notebook, url)
    nbformat.validate(notebook)
    path.write_text(render(notebook), encoding="utf-8")
    return [f"{path}: {cell}: {reason}" for cell, reason in notebook_rules.problems(notebook)]


def main(arguments=None):
    """Read the command line; return the exit status."""
    parser = argparse.ArgumentParser(description="Run notebooks and store them in one form.")
    parser.add_argument("notebooks", nargs="+", type=Path, metavar="NOTEBOOK")
    parser.add_argument("--check", action="store_true", help="change nothing, name what is wrong")
    parser.add_argument("--no-execute", action="store_true", help="normalise the stored outputs")
    options = parser.parse_args(arguments)
    missing = [str(path) for path in options.notebooks if not path.is_file()]
    if missing:
        parser.error(f"no such notebook: {', '.join(missing)}")
    url, left = repository_url(), []
    for path in options.notebooks:
        if options.check:
            left += check(path, url)
        else:
            print(f"{path}", flush=True)
            left += rewrite(path, url, run=not options.no_execute)
    print("\n".join(left) if left else f"{len(options.notebooks)} notebooks in form.")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
