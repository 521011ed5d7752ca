"""Change one number in each visible code cell of a chapter, as a reader would, and run it.

    python tools/robot.py chapters/03_size_arithmetic.ipynb        one chapter or several

The cells run in order in this process. Before each one a copy of the process (`fork`) runs it
with one number changed; number and value are drawn with a fixed seed. It must show a result or a
clear error, never an assertion, a broadcast error or a missing name. Proofs (`remove-cell`) are
not run. Exit status 1 when a cell does worse.
"""

import argparse
import contextlib
import io
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import nbformat

sys.path.insert(0, str(Path(__file__).parent))
from robot_numbers import numbers, other_values, with_value

SEED = 0
LIMIT = 4  # seconds of computing for a changed cell: longer training is not waited for
UNCLEAR = (AssertionError, NameError, KeyError, AttributeError, ZeroDivisionError)
WORDS = 400  # characters of an error that are kept
BROADCAST = re.compile(
    r"could not be broadcast|must match the size of tensor|not aligned|must be broadcastable"
    r"|setting an array element with a sequence|inhomogeneous shape"
)
FINE = ("result", "error", "slow")


@dataclass(frozen=True)
class Trial:
    """One changed cell: its id, what was changed, how it ended, with which words."""

    cell: str
    change: str
    outcome: str  # result, error, slow, unclear, crashed
    words: str = ""


def shell():
    """Return an IPython shell without a front end; figures are drawn in memory."""
    os.environ["MPLBACKEND"] = "agg"
    from IPython.core.interactiveshell import InteractiveShell

    return InteractiveShell.instance()


def run_cell(ipython, source):
    """Run a cell and draw its figures in silence; return the exception or None."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        result = ipython.run_cell(source, store_history=False)
        return result.error_before_exec or result.error_in_exec or draw_figures()


def draw_figures():
    """Draw and close all open figures; return what went wrong or None."""
    if "matplotlib.pyplot" not in sys.modules:
        return None
    pyplot = sys.modules["matplotlib.pyplot"]
    try:
        for number in pyplot.get_fignums():
            pyplot.figure(number).canvas.draw()
    except Exception as error:  # whatever a drawing raises is what the reader would see
        return error
    finally:
        pyplot.close("all")
    return None


def judge(error, number):
    """Return outcome and words for what a cell raised after one of its numbers was changed."""
    if error is None:
        return "result", ""
    words = f"{type(error).__name__}: {error}"[:WORDS]
    no_such_place = number.is_index and isinstance(error, (LookupError, AttributeError))
    unclear = isinstance(error, UNCLEAR) and not (no_such_place or raised_on_purpose(error))
    if unclear or BROADCAST.search(words) or not str(error):
        return "unclear", words
    return "error", words


def raised_on_purpose(error):
    """Tell whether a statement `raise` of the library ended the cell, with a message of its own."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    in_library = f"{os.sep}cnnlib{os.sep}" in last.filename
    return in_library and (last.line or "").lstrip().startswith("raise ")


def try_changed(ipython, source, number, value):
    """Run a cell with another number in a copy of this process; return outcome and words."""
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, LIMIT)
        error = run_cell(ipython, with_value(source, number, value))
        os.write(writable, json.dumps(judge(error, number)).encode())
        os._exit(0)
    os.close(writable)
    with os.fdopen(readable, "rb") as pipe:
        answer = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status == -signal.SIGPROF:
        return "slow", f"more than {LIMIT} s of computing"
    return json.loads(answer) if status == 0 else ("crashed", f"exit status {status}")


def tour(path):
    """Run a chapter, and each of its cells with one number changed; return the trials."""
    choose = random.Random(f"{SEED} {path.name}")
    ipython = shell()
    trials = []
    os.chdir(path.parent)
    for cell in visible_code(path):
        found = [] if "notebook.start(" in cell.source else numbers(cell.source)
        if found:
            number = choose.choice(found)
            value = choose.choice(other_values(number.value))
            change = f"{number.value} to {value} in line {number.line}"
            trials.append(Trial(cell.id, change, *try_changed(ipython, cell.source, number, value)))
        error = run_cell(ipython, cell.source)
        if error is not None:
            raise RuntimeError(f"{path}: {cell.id} fails unchanged: {error!r}") from error
    return trials


def visible_code(path):
    """Return the code cells that a reader sees."""
    cells = nbformat.read(path, as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    return [cell for cell in code if "remove-cell" not in cell.metadata.get("tags", [])]


def table(path, trials, seconds):
    """Return the lines that say how a chapter did."""
    counts = dict.fromkeys((*FINE, "unclear", "crashed"), 0)
    for trial in trials:
        counts[trial.outcome] += 1
    tallies = ", ".join(f"{count} {kind}" for kind, count in counts.items())
    lines = [f"{path.name}: {len(trials)} cells tried in {seconds:.0f} s: {tallies}"]
    worse = [trial for trial in trials if trial.outcome not in FINE]
    lines += [f"  {trial.cell}, {trial.change}: {trial.words}" for trial in worse]
    return lines


def trials_of(path):
    """Return the trials of one chapter, toured in a process of its own."""
    command = [sys.executable, __file__, "--trials", str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    return [Trial(**trial) for trial in json.loads(done.stdout)]


def report(path):
    """Tour one chapter; return its lines and whether all went well."""
    start = time.monotonic()
    try:
        trials = trials_of(path)
    except RuntimeError as error:
        return [f"{path.name}: {error}"], False
    well = all(trial.outcome in FINE for trial in trials)
    return table(path, trials, time.monotonic() - start), well


def tour_all(paths):
    """Tour chapters side by side, one for each processor; print their tables; return the status."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        reports = list(pool.map(report, paths))
    for lines, _ in reports:
        print("\n".join(lines))
    return int(not all(well for _, well in reports))


def main(arguments=None):
    """Read the command line; return the exit status."""
    parser = argparse.ArgumentParser(description="Change numbers as a reader would.")
    parser.add_argument("notebooks", nargs="+", type=Path, metavar="NOTEBOOK")
    parser.add_argument("--trials", action="store_true", help="one notebook, its trials as JSON")
    options = parser.parse_args(arguments)
    if not options.trials:
        return tour_all(options.notebooks)
    (path,) = options.notebooks
    trials = tour(path.resolve())
    print(json.dumps([asdict(trial) for trial in trials]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
