"""Copy the part of MathJax that the pages use into the site, so that no page needs a CDN.

MathJax 3.2.2 comes from the pinned package `sphinx-mathjax-offline` (23 MB). A page loads
`tex-chtml.js` and some fonts; the accessibility menu of a formula loads the speech rules.
Those are copied (about 3 MB), the rest stays behind.
"""

from importlib.util import find_spec
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.fileutil import copy_asset

PACKAGE = "sphinx-mathjax-offline"  # hyphens: found, but never imported with a statement

NEEDED = (
    "tex-chtml.js",
    "output/chtml/fonts",
    "input/tex/extensions",
    "a11y",
    "sre/mathmaps/base.json",
    "sre/mathmaps/en.json",
)


def mathjax_folder() -> Path:
    """Folder of the installed MathJax; FileNotFoundError where the package is missing."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"the package {PACKAGE} is not installed: pip install '.[book]'")
    return Path(spec.origin).parent / "static" / "mathjax"


def copy_mathjax(app: Sphinx) -> None:
    """Put the needed files under `_static/mathjax` before pages ask for their checksums."""
    if app.builder.format != "html":
        return
    source, target = mathjax_folder(), Path(app.outdir) / "_static" / "mathjax"
    for name in NEEDED:
        if not (target / name).exists():
            copy_asset(source / name, (target / name).parent if "." in name else target / name)


def setup(app: Sphinx) -> dict:
    """Register the copying."""
    app.connect("builder-inited", copy_mathjax)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
