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
FLOOR_PARTS = ("product", "copy", "room")  # see bench_floor.py
RATIOS = {
    "fwd/torch": ("numpy forward", "torch forward"),
    "both/torch": ("numpy both", "torch both"),
    "fwd/last": ("numpy forward", "channels_last forward"),
    "both/last": ("numpy both", "channels_last both"),
    "fwd/GEMM": ("numpy forward", "GEMM"),
    "fwd/floor": ("numpy forward", "floor"),
    "GEMM/torch": ("GEMM", "torch forward"),
    "floor/torch": ("floor", "torch forward"),
}
LEGEND = """\
fwd, both    cnnlib's forward pass; forward and backward, as multiples of the same in
torch, last  PyTorch with channels first; with channels last
GEMM         the fastest bare matrix product with as many multiplications: no formulation by
             products in NumPy goes below it, so GEMM/torch says how far one can go here
floor        that product, the smallest copy that leads to columns, and fresh memory for the result
naive/fwd    how many times longer the seven loops of conv2d_naive take
extra MB     memory held beyond the result"""


def clean_environment(threads):
    """Return this environment without pinned BLAS kernels, at a fixed number of threads."""
    environment = {name: value for name, value in os.environ.items() if name not in PINNED}
    count = str(threads)
    return environment | {"OMP_NUM_THREADS": count, "OPENBLAS_NUM_THREADS": count}


def run_worker(groups, dtype, threads, sides, seconds):
    """Measure groups in a fresh process and return its JSON."""
    command = [sys.executable, str(HERE / "bench_worker.py"), *groups, "--dtype", dtype]
    command += ["--threads", str(threads), "--seconds", str(seconds), "--sides", *sides]
    done = subprocess.run(
        command, env=clean_environment(threads), check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout)


def merge(results):
    """Keep, for every case and contender, the smallest minimum and the smallest median."""
    merged = {}
    for result in results:
        for case, figures in result.items():
            entry = merged.setdefault(case, {"times": {}})
            for name, (least, median) in figures["times"].items():
                old = entry["times"].get(name, (math.inf, math.inf))
                entry["times"][name] = (min(old[0], least), min(old[1], median))
            entry |= {key: figures[key] for key in ("naive", "extra") if key in figures}
    return merged


def add_floor(times):
    """Add the best bare product, "GEMM", and the floor, to the times of a dense convolution."""
    ways = {part: [t for name, t in times.items() if name.startswith(part)] for part in FLOOR_PARTS}
    if ways["product"]:
        times["GEMM"] = min(ways["product"])
        times["floor"] = sum(min(seconds) for seconds in ways.values() if seconds)


def row(case, entry):
    """Turn one case into {heading: figure}, without what there is nothing to compare for."""
    times = {name: least for name, (least, _) in entry["times"].items()}
    add_floor(times)
    forward = times["numpy forward"]
    median = entry["times"]["numpy forward"][1]
    cells = {"case": case, "fwd ms": forward * 1e3, "median": median * 1e3}
    for heading, (over, under) in RATIOS.items():
        if over in times and under in times:
            cells[heading] = times[over] / times[under]
    if entry.get("naive"):
        cells["naive/fwd"] = entry["naive"] / forward
    return cells | {"extra MB": entry["extra"] / 1e6}


def summary(rows):
    """Return two rows more: the geometric mean of every ratio, and the largest."""
    means = {"case": "geometric mean"}
    worst = {"case": "worst"}
    for heading in RATIOS:
        values = [cells[heading] for cells in rows if heading in cells]
        if values:
            means[heading] = math.exp(sum(map(math.log, values)) / len(values))
            worst[heading] = max(values)
    return [means, worst]


def print_table(title, rows):
    """Print rows under a title, with geometric mean and worst ratio where there are several."""
    possible = ("fwd ms", "median", *RATIOS, "naive/fwd", "extra MB")
    headings = [h for h in possible if any(h in cells for cells in rows)]
    if len(rows) > 1:
        rows = rows + summary(rows)
    print(f"\n{title}")
    print(f"{'case':36}" + "".join(f"{h:>12}" for h in headings))
    for cells in rows:
        shown = [f"{cells[h]:12.2f}" if h in cells else f"{'-':>12}" for h in headings]
        print(f"{cells['case']:36}" + "".join(shown))


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
            runs = [
                run_worker(args.groups, dtype, threads, sides, args.seconds)
                for _ in range(args.processes)
                for sides in splits
            ]
            for group in args.groups:
                title = f"{group}, {dtype}, {threads} thread{'s' if threads > 1 else ''}"
                title += f" ({runs[0]['blas']}; torch {runs[0]['torch']})"
                merged = merge(run["results"][group] for run in runs)
                print_table(title, [row(name, entry) for name, entry in merged.items()])
    print(f"\n{LEGEND}")


if __name__ == "__main__":
    main()
