"""What `from cnnlib import checks` gives in the sandbox: calls that do nothing.

Students try their functions where they write them, as ``checks.conv2d(conv2d).require()``.  The
real checks hold right answers, so they are not here, and a cell that calls them still runs.
"""


class Quiet:
    """Takes any call and any attribute, and is quiet."""

    def __call__(self, *_args, **_kwargs):  # noqa: D102
        return self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __repr__(self):
        return "not checked here"


def __getattr__(name):
    """Return what does nothing under any name that a module may have."""
    if name.startswith("__"):
        raise AttributeError(name)
    return Quiet()


def absent(name):
    """Say what to do without a part of cnnlib: they hold right answers, so none is here."""
    if name.startswith("__"):
        raise AttributeError(name)
    raise ImportError(f"answers are graded without cnnlib.{name}: write it with NumPy")
