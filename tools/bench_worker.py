"""Measures groups of cases in a process of its own and prints the figures as JSON.

Contenders are interleaved and shuffled, so that a busy moment of the machine hits all alike.
Called by tools/bench.py, which sets the environment and adds processes up.
"""

import argparse
import json
import random
import statistics
import time
import tracemalloc

import numpy as np
import torch
import torch.nn.functional as F
from threadpoolctl import threadpool_info, threadpool_limits

from bench_cases import GROUPS
from bench_floor import floor_calls
from bench_networks import network_calls
from cnnlib import ops

LEAST_ROUNDS = 2  # of a case whose single round takes longer than its budget
NAIVE_PRODUCTS = 20_000  # multiplications that the naive loops are timed on, then scaled


def arrays(case, dtype):
    """Draw the inputs of a case: x and, for convolutions, weight."""
    rng = np.random.default_rng(0)
    shapes = [case.x] + ([case.weight] if case.weight else [])
    return [rng.standard_normal(shape).astype(dtype) for shape in shapes]


def torch_call(case, inputs, memory_format=None):
    """Return functions that run a case in torch, forward and with backward."""
    function = getattr(F, case.operator)
    tensors = [torch.from_numpy(a) for a in inputs]
    if memory_format:
        tensors = [t.to(memory_format=memory_format) for t in tensors]
    tracked = [t.clone().requires_grad_() for t in tensors]
    grad = torch.ones_like(function(*tensors, **case.options))

    def forward():
        with torch.no_grad():
            return function(*tensors, **case.options)

    def both():
        return torch.autograd.grad(function(*tracked, **case.options), tracked, grad)

    return forward, both


def numpy_call(case, inputs):
    """Return functions that run a case in cnnlib, forward and with backward."""
    function = getattr(ops, case.operator)
    backward = getattr(ops, f"{case.operator}_backward")
    grad = np.ones_like(function(*inputs, **case.options))

    def forward():
        return function(*inputs, **case.options)

    def both():
        forward()
        return backward(grad, *inputs, **case.options)

    return forward, both


def naive_seconds(case, inputs):
    """Time the naive loops on a few rows of one image, and scale to the whole case."""
    if case.operator != "conv2d":
        return None
    x, weight = inputs
    options = dict(case.options)
    filters, channels = options.get("groups", 1), 1
    options["groups"] = filters
    few_weights = np.ascontiguousarray(weight[:filters, :channels])
    few_x = np.ascontiguousarray(x[:1, : filters * channels])
    while few_x[0, 0].size * few_weights.size > NAIVE_PRODUCTS and few_x.shape[2] > weight.shape[2]:
        few_x = few_x[:, :, : max(weight.shape[2], few_x.shape[2] // 2)]
    start = time.thread_time()
    few = ops.conv2d_naive(few_x, few_weights, **options)
    seconds = time.thread_time() - start
    whole = ops.conv2d(x, weight, **case.options)
    return seconds * (whole.size * weight[0].size) / (few.size * few_weights[0].size)


def extra_bytes(function):
    """Return the most memory that a call holds beyond what it returns."""
    function()
    tracemalloc.start()
    result = function()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak - result.nbytes


def race(contenders, seconds, clock):
    """Run all in shuffled rounds; return {name: [minimum, median]} in seconds of `clock`.

    The rounds end with the budget of `seconds`, but there are at least LEAST_ROUNDS.
    """
    times = {name: [] for name in contenders}
    order, shuffle = list(contenders), random.Random(0).shuffle
    end = clock() + seconds
    while clock() < end or len(times[order[0]]) < LEAST_ROUNDS:
        shuffle(order)
        for name in order:
            start = clock()
            contenders[name]()
            times[name].append(clock() - start)
    return {name: [min(t), statistics.median(t)] for name, t in times.items()}


def measure(case, dtype, sides, seconds, clock):
    """Race the sides over one case, after checking that they agree."""
    inputs = arrays(case, dtype)
    contenders = {}
    floors = {}
    facts = {}
    torch_forward, torch_both = torch_call(case, inputs)
    numpy_forward, numpy_both = numpy_call(case, inputs)
    expected, output = torch_forward().numpy(), numpy_forward()
    np.testing.assert_allclose(output, expected, rtol=1e-3, atol=1e-4 * np.abs(expected).max())
    if "torch" in sides:
        contenders |= {"torch forward": torch_forward, "torch both": torch_both}
        if case.operator != "conv_transpose2d":
            last = torch_call(case, inputs, torch.channels_last)
            contenders |= {"channels_last forward": last[0], "channels_last both": last[1]}
    if "numpy" in sides:
        contenders |= {"numpy forward": numpy_forward, "numpy both": numpy_both}
        floors = floor_calls(case, inputs, output)
        contenders |= {name: call for name, (call, _) in floors.items()}
        facts = {"naive": naive_seconds(case, inputs), "extra": extra_bytes(numpy_forward)}
    times = race(contenders, seconds, clock)
    for name, (_, scale) in floors.items():
        times[name] = [scale * seconds for seconds in times[name]]
    return {"times": times, **facts}


def measure_networks(dtype, sides, seconds, clock):
    """Race the sides over whole networks, after checking that their outputs agree."""
    results = {}
    for name, calls in network_calls(dtype).items():
        expected = calls["torch forward"]().numpy()
        np.testing.assert_allclose(calls["numpy forward"](), expected, rtol=1e-3, atol=1e-4)
        owners = {"torch": ("torch", "channels_last"), "numpy": ("numpy",)}
        raced = tuple(owner for side in sides for owner in owners[side])
        contenders = {key: call for key, call in calls.items() if key.split()[0] in raced}
        extra = extra_bytes(calls["numpy forward"])
        results[name] = {"times": race(contenders, seconds, clock), "extra": extra}
    return results


def measure_group(group, dtype, *settings):
    """Return {name of a case: its figures}."""
    if group == "networks":
        return measure_networks(dtype, *settings)
    return {case.name: measure(case, dtype, *settings) for case in GROUPS[group]}


def main():
    """Measure the groups, one after the other, and print JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("groups", nargs="+", choices=[*GROUPS, "networks"])
    parser.add_argument("--dtype", default="float32")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--sides", nargs="+", default=["numpy", "torch"])
    parser.add_argument("--seconds", type=float, default=1.0)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    # What other programs do on this machine does not count against a single thread.
    clock = time.thread_time if args.threads == 1 else time.perf_counter
    blas = [info for info in threadpool_info() if info["user_api"] == "blas"]
    settings = args.dtype, args.sides, args.seconds, clock
    with threadpool_limits(args.threads):
        results = {group: measure_group(group, *settings) for group in args.groups}
    kernels = ", ".join(f"{b['internal_api']} {b['version']} {b['architecture']}" for b in blas)
    print(json.dumps({"blas": kernels, "torch": torch.__version__, "results": results}))


if __name__ == "__main__":
    main()
