"""Compares the operators with PyTorch and prints ratios: below 1, cnnlib is the faster one.

Every figure is the minimum over several processes (torch alone shifts by a third between them).
On one thread both sides run interleaved in the same process. On two threads they get a process
each, because waiting workers of one library slow the other.
"""

import argparse
import json
import math
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PINNED = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")  # an old processor's kernels: half the speed
GROUP_NAMES = ("convolution", "depthwise", "transposed", "pooling", "networks")
HEADINGS = ("case", "fwd ms", "median", "fwd/torch", "both/torch", "fwd/last", "both/last")
HEADINGS += ("fwd/GEMM", "naive/fwd", "extra MB")


def clean_environment(threads):
    """Return this environment without pinned BLAS kernels, at a fixed number of threads."""
    environment = {name: value for name, value in os.environ.items() if name not in PINNED}
    count = str(threads)
    return environment | {"OMP_NUM_THREADS": count, "OPENBLAS_NUM_THREADS": count}


def run_worker(group, dtype, threads, sides, seconds):
    """Measure one group in a fresh process and return its JSON."""
    command = [sys.executable, str(HERE / "bench_worker.py"), group, "--dtype", dtype]
    command += ["--threads", str(threads), "--seconds", str(seconds), "--sides", *sides]
    done = subprocess.run(
        command, env=clean_environment(threads), check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout)


def merge(runs):
    """Keep, for every case and contender, the smallest minimum and the smallest median."""
    merged = {}
    for run in runs:
        for case, result in run["results"].items():
            entry = merged.setdefault(case, {"times": {}})
            for name, (least, median) in result["times"].items():
                old = entry["times"].get(name, (math.inf, math.inf))
                entry["times"][name] = (min(old[0], least), min(old[1], median))
            entry |= {key: result[key] for key in ("naive", "extra") if key in result}
    return merged


def row(case, entry):
    """Turn one case into the cells of the table; None where there is nothing to compare."""
    times = {name: least for name, (least, _) in entry["times"].items()}

    gemms = [least for name, least in times.items() if name.startswith("gemm")]
    if gemms:
        times["gemm"] = min(gemms)

    def ratio(over, under):
        return times[over] / times[under] if over in times and under in times else None

    forward = times["numpy forward"]
    naive = entry.get("naive")
    return [
        case,
        forward * 1e3,
        entry["times"]["numpy forward"][1] * 1e3,
        ratio("numpy forward", "torch forward"),
        ratio("numpy both", "torch both"),
        ratio("numpy forward", "channels_last forward"),
        ratio("numpy both", "channels_last both"),
        ratio("numpy forward", "gemm"),
        naive / forward if naive else None,
        entry["extra"] / 1e6,
    ]


def geometric_mean(values):
    """Return the geometric mean of what is not None."""
    logs = [math.log(v) for v in values if v is not None]
    return math.exp(sum(logs) / len(logs)) if logs else None


def print_table(title, rows):
    """Print rows under a title, with geometric mean and worst ratio where there are several."""
    print(f"\n{title}")
    print(f"{HEADINGS[0]:36}" + "".join(f"{h:>11}" for h in HEADINGS[1:]))
    if len(rows) > 1:
        columns = list(zip(*rows, strict=True))[3:8]
        blank = [None, None]
        rows = [*rows, ["geometric mean", *blank, *map(geometric_mean, columns), *blank]]
        worst = [max((v for v in c if v is not None), default=None) for c in columns]
        rows.append(["worst", *blank, *worst, *blank])
    for name, *cells in rows:
        shown = [f"{c:11.2f}" if c is not None else f"{'-':>11}" for c in cells]
        print(f"{name:36}" + "".join(shown))


def import_milliseconds(statement, repeats=7):
    """Return the least time that a statement takes in a fresh interpreter."""
    code = f"import time; t = time.perf_counter(); {statement}; print(time.perf_counter() - t)"
    command = [sys.executable, "-c", code]
    runs = (subprocess.run(command, check=True, capture_output=True) for _ in range(repeats))
    return min(float(run.stdout) for run in runs) * 1e3


def main():
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--groups", nargs="+", choices=GROUP_NAMES, default=list(GROUP_NAMES))
    parser.add_argument("--dtypes", nargs="+", default=["float32"])
    parser.add_argument("--threads", nargs="+", type=int, default=[1])
    parser.add_argument("--all", action="store_true", help="both dtypes, on one thread and on two")
    parser.add_argument("--processes", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=0.7, help="for each case and process")
    args = parser.parse_args()
    if args.all:
        args.dtypes = ["float32", "float64"]
        args.threads = [1, 2]
    removed = [name for name in PINNED if name in os.environ]
    print("pinned BLAS kernels:", f"unset {', '.join(removed)}" if removed else "none")
    beyond = import_milliseconds("import numpy; import cnnlib.ops") - import_milliseconds(
        "import numpy"
    )
    print(f"import cnnlib.ops: {beyond:.0f} ms beyond NumPy's own")
    for threads in args.threads:
        splits = [["numpy", "torch"]] if threads == 1 else [["numpy"], ["torch"]]
        for dtype in args.dtypes:
            for group in args.groups:
                runs = [
                    run_worker(group, dtype, threads, sides, args.seconds)
                    for _ in range(args.processes)
                    for sides in splits
                ]
                title = f"{group}, {dtype}, {threads} thread{'s' if threads > 1 else ''}"
                title += f" ({runs[0]['blas']}; torch {runs[0]['torch']})"
                print_table(title, [row(name, e) for name, e in merge(runs).items()])


if __name__ == "__main__":
    main()
