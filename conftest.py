"""Every figure is closed after the test or example that drew it."""

import sys

import pytest

# It has every name that anybody asks for, also those by which pytest looks for plugins.
collect_ignore = ["cnnlib/grading/inside/quiet_checks.py"]


@pytest.fixture(autouse=True)
def closed_figures():
    """Close what was drawn, if anything could draw."""
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
