"""Execute the chapters that need it side by side, before Sphinx reads the pages one by one.

myst-nb runs a notebook when its page is read, so a cold build would take the sum of all chapters.
Here all notebooks without a stored run are executed first, as many at a time as there are cores,
and their runs stored where myst-nb looks for them. A notebook that fails is left alone: myst-nb
runs it again and reports the error at its page.

A kernel sends what a cell prints in pieces, cut wherever its clock strikes. They are joined here:
myst-nb would begin a line with each piece.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

import nbformat
from course_freshness import with_fingerprint
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from jupyter_cache.executors.utils import ExecutionResult, single_nb_execution
from nbformat import NotebookNode
from printed_text import merge_streams
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

AT_ONCE = min(4, os.cpu_count() or 1)  # a kernel takes up to 1 GB
QUIET = ["--IPKernelApp.log_level=40"]  # errors, no remarks on transports

logger = logging.getLogger(__name__)


def execute_ahead(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Execute the notebooks among the documents that have no stored run, and store their runs."""
    app.course_read = set(docnames)
    config = env.mystnb_config
    if config.execution_mode != "cache":
        return
    cache = get_cache(config.execution_cache_path)
    waiting = {}
    for docname in docnames:
        path = Path(env.doc2path(docname))
        value = env.course_fingerprints.get(docname)
        if path.suffix == ".ipynb" and value is not None:
            notebook = read(path, value)
            if not is_stored(cache, notebook):
                waiting[path] = notebook
    if waiting:
        logger.info("executing %d notebooks, %d at a time", len(waiting), AT_ONCE)
        execute(cache, waiting, config.execution_timeout)


def read(path: Path, fingerprint: str) -> NotebookNode:
    """The notebook as myst-nb will see it."""
    return nbformat.reads(with_fingerprint(path.read_text(encoding="utf8"), fingerprint), 4)


def is_stored(cache: JupyterCacheAbstract, notebook: NotebookNode) -> bool:
    """Whether the cache holds a run of this code with this kernelspec."""
    with suppress(KeyError):
        cache.match_cache_notebook(notebook)
        return True
    return False


def execute(
    cache: JupyterCacheAbstract, waiting: dict[Path, NotebookNode], timeout: int
) -> list[Path]:
    """Execute notebooks side by side; store those that succeed and return their paths."""
    run = partial(run_one, timeout=timeout)
    stored = []
    with ThreadPoolExecutor(AT_ONCE) as pool:  # a thread each; the work is done by their kernels
        for path, result in zip(waiting, pool.map(run, waiting, waiting.values()), strict=True):
            if result.err is None:
                seconds = {"execution_seconds": result.time}
                bundle = CacheBundleIn(result.nb, str(path), data=seconds)
                cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
                logger.info("%s: executed in %.1f s", path.name, result.time)
                stored.append(path)
    return stored


def run_one(path: Path, notebook: NotebookNode, timeout: int) -> ExecutionResult:
    """Execute one notebook in its own folder, as myst-nb does, and join what its cells print."""
    folder = str(path.parent)
    result = single_nb_execution(
        notebook, cwd=folder, timeout=timeout, allow_errors=False, extra_arguments=QUIET
    )
    for cell in result.nb.cells:
        if cell.cell_type == "code":
            cell.outputs = merge_streams(cell.outputs)
    return result


def write_executed(app: Sphinx, error: Exception | None) -> None:
    """Write the runs with their figures, which myst-nb leaves out of notebooks that were stored.

    myst-nb writes those of the pages that were read; the others are there from an earlier build.
    """
    config = app.env.mystnb_config
    if error or config.execution_mode != "cache" or not app.course_read:
        return
    cache = get_cache(config.execution_cache_path)
    for docname in sorted(app.course_read & app.env.course_fingerprints.keys()):
        value = app.env.course_fingerprints[docname]
        path = Path(app.env.doc2path(docname))
        target = Path(app.outdir).parent / "jupyter_execute" / f"{docname}.ipynb"
        if path.suffix == ".ipynb" and target.exists():
            with suppress(KeyError):
                _, executed = cache.merge_match_into_notebook(read(path, value))
                nbformat.write(executed, target)


def setup(app: Sphinx) -> dict:
    """Connect after `course_freshness` has noted the fingerprints."""
    app.connect("env-before-read-docs", execute_ahead)
    app.connect("build-finished", write_executed)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
