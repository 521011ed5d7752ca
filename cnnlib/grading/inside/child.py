"""One question in one process: defines what the cell defines, runs the cases, writes results.

Nothing here is trusted afterwards: the student's code can rewrite all of it, and gains nothing,
because the answers are compared elsewhere.
"""

import builtins
import linecache
import os
import random
import signal
import traceback
import types

import numpy as np

from cnnlib.grading.inside import codec, confine, frames, quiet_checks, source

CELL = "<your cell>"
LONGEST_MESSAGE = 300  # characters
LARGEST_CASES = 1 << 30  # bytes


def run_and_exit(job, writing, more, limits):
    """Run a job and end this process, whatever happens."""
    try:
        keep_only(writing, more)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        os.setsid()
        confine.limit_resources(limits)
        run(job, lambda record: send(writing, record), lambda: later_cases(more))
    except BaseException as error:
        send(writing, ("stopped", describe(error)))
    finally:
        os._exit(0)


def keep_only(*kept):
    """Close every descriptor but some; input is empty and output goes nowhere."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    start = 3
    for descriptor in sorted(kept):
        os.closerange(start, descriptor)
        start = descriptor + 1
    os.closerange(start, 4096)


def later_cases(more):
    """Return the cases that come when all records of the first ones are on their way."""
    return codec.unpack(frames.read_frame(more, LARGEST_CASES))


def send(writing, record):
    """Write one result; what has no plain form is named by its type."""
    try:
        packed = codec.pack(record, codec.LARGEST_ANSWER)
    except Exception as error:
        packed = codec.pack((*record[:1], "unknown", str(error)[:LONGEST_MESSAGE]))
    frames.write_all(writing, frames.frame(packed))


def run(job, send_record, later):
    """Run the code, then every case; each result is sent as soon as it is there.

    Hidden cases come last, so that nothing whose words a student reads has seen them.
    """
    seed_generators(job["seed"])
    module = types.ModuleType("__main__")
    namespace = module.__dict__
    namespace |= {"np": np, "checks": quiet_checks, "__builtins__": builtins}
    namespace["display"] = quiet_checks.Quiet()
    note = define(job["given"], job["code"], namespace)
    if job["entry"] not in namespace:
        send_record(("undefined", note))
        return
    send_record(("defined", note))
    for index, arguments in enumerate(job["cases"]):
        send_record((index, *answer(namespace, job["entry"], arguments)))
    if job["has_more"]:
        for index, arguments in enumerate(later(), start=len(job["cases"])):
            send_record((index, *answer(namespace, job["entry"], arguments)))


def answer(namespace, entry, arguments):
    """Return ("value", value) for one case, or ("raised", what)."""
    try:
        value = namespace[entry]
        return "value", value(**arguments) if arguments is not None else value
    except Exception as error:
        return "raised", describe(error)


def define(given, code, namespace):
    """Run the given code and the cell; return what was raised, or None."""
    plain = source.without_magics(code)
    linecache.cache[CELL] = (len(plain), None, plain.splitlines(keepends=True), CELL)
    try:
        exec(compile(given, "<given code>", "exec"), namespace)
        exec(compile(plain, CELL, "exec"), namespace)
    except Exception as error:
        return describe(error)
    return None


def describe(error):
    """Return type, message and line of the cell, as text."""
    lines = [row.lineno for row in traceback.extract_tb(error.__traceback__) if row[0] == CELL]
    if isinstance(error, SyntaxError) and error.filename == CELL:
        lines.append(error.lineno)
    kind = type(error).__name__[:LONGEST_MESSAGE]
    try:
        message = str(error)[:LONGEST_MESSAGE]
    except Exception:  # a class of the student's own
        message = ""
    return {"type": kind, "message": message, "line": (lines or [None])[-1]}


def seed_generators(seed):
    """Give honest code that draws from the global generators the same numbers every time."""
    random.seed(seed)
    np.random.seed(seed % 2**32)  # noqa: NPY002
