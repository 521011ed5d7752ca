"""What tests of the sandbox share: jobs as bytes, what came back, and a sentence without one."""

import os
import shutil

import numpy as np
import pytest

from cnnlib.grading.inside import codec, frames

needs_sandbox = pytest.mark.skipif(
    not (shutil.which("bwrap") or os.environ.get("CI")),
    reason="no bubblewrap: `apt install bubblewrap` (Debian, Ubuntu) gets these tests run",
)


ONE_CASE = ({"x": np.arange(3.0)},)


def job(code, entry="f", cases=ONE_CASE, given="", has_more=False):
    """Return a job for the server."""
    fields = {"given": given, "code": code, "entry": entry, "cases": [*cases], "seed": 1}
    return codec.pack(fields | {"has_more": has_more})


def records(reply):
    """Return the records that a child wrote."""
    return [codec.unpack(payload) for payload in frames.split_frames(reply.output, 1 << 26)]


def value(reply):
    """Return the value of the first case."""
    kind, content = records(reply)[1][1:]
    assert kind == "value", content
    return content
