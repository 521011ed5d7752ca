"""Execute a chapter again when what it imports has changed.

jupyter-cache finds a stored run by the code cells and the kernelspec of a notebook. It does not
see an edit in `cnnlib`. So a fingerprint is written into the kernelspec while Sphinx reads the
page: fingerprint = sha256(modules imported, transitively; data; pinned versions; Python).
Another fingerprint is another key, and the chapter runs. The environment remembers the
fingerprints, so Sphinx also knows which pages are out of date. Going back to an earlier state
of the library finds the earlier run again.
"""

import json
import os
import re
from pathlib import Path

from course_imports import fingerprint, notebook_code
from jupyter_cache import get_cache
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

KERNELSPEC = re.compile(r"^(kernelspec:\n)(\s+)", re.MULTILINE)
KEPT_RUNS = 60  # a run is a few MB; enough to go back and forth between two branches


def note_fingerprints(app: Sphinx, env: BuildEnvironment, *_changes: set[str]) -> list[str]:
    """Names of the documents whose fingerprint differs from that of the last build."""
    root = Path(app.srcdir)
    before = getattr(env, "course_fingerprints", {})
    env.course_fingerprints = {}
    for docname in sorted(env.found_docs):
        path = Path(env.doc2path(docname))
        code = notebook_code(path)
        if code is not None:
            env.course_fingerprints[docname] = fingerprint(code, root)
    return [name for name, value in env.course_fingerprints.items() if before.get(name) != value]


def mark_source(app: Sphinx, docname: str, source: list[str]) -> None:
    """Write the fingerprint into the kernelspec of the text that is about to be parsed."""
    value = getattr(app.env, "course_fingerprints", {}).get(docname)
    if value is not None:
        source[0] = with_fingerprint(source[0], value)


def with_fingerprint(text: str, value: str) -> str:
    """The notebook, JSON or MyST markdown, with `fingerprint` in its kernelspec."""
    if text.lstrip().startswith("{"):
        notebook = json.loads(text)
        notebook["metadata"].setdefault("kernelspec", {})["fingerprint"] = value
        return json.dumps(notebook)
    return KERNELSPEC.sub(rf"\1\2fingerprint: {value}\n\2", text, count=1)


def bound_cache(app: Sphinx) -> None:
    """Keep the newest runs only: an edited library would otherwise add to them for ever."""
    cache = get_cache(app.env.mystnb_config.execution_cache_path)
    if cache.get_cache_limit() != KEPT_RUNS:
        cache.change_cache_limit(KEPT_RUNS)


def forget_after_warning(app: Sphinx, _error: Exception | None) -> None:
    """Make the next build warn again: Sphinx would skip the pages that it has written."""
    if app._warncount:
        (Path(app.doctreedir) / "environment.pickle").unlink(missing_ok=True)


def setup(app: Sphinx) -> dict:
    """Connect the events; kernels inherit one thread, so that outputs do not depend on cores."""
    os.environ["OMP_NUM_THREADS"] = "1"
    app.connect("builder-inited", bound_cache, priority=900)  # after myst-nb has set its path
    app.connect("env-get-outdated", note_fingerprints)
    app.connect("source-read", mark_source)
    app.connect("build-finished", forget_after_warning)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
