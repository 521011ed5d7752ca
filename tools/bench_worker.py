"""Measures one group of cases in a process of its own and prints the figures as JSON.

Contenders are interleaved and shuffled, so that a busy moment of the machine hits all alike.
Called by tools/bench.py, which sets the environment and adds processes up.
"""

import argparse
import json
import random
import statistics
import time
import tracemalloc
from functools import partial

import numpy as np
import torch
import torch.nn.functional as F
from threadpoolctl import threadpool_info, threadpool_limits

from bench_cases import GROUPS
from bench_networks import network_calls
from cnnlib import ops
from cnnlib.ops.columns import GAP

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


def gemm_calls(case, inputs, output):
    """Return the bare products with as many multiplications as the convolution, by name.

    Both orders, on columns without and with a gap between their rows: the fastest is the limit.
    """
    if case.operator != "conv2d" or case.options.get("groups", 1) != 1:
        return {}
    n, filters = output.shape[:2]
    places = output[0, 0].size
    weight = inputs[1].reshape(filters, -1)
    calls = {}
    for gap in (0, GAP):
        columns = np.ones((weight.shape[1], places + gap), weight.dtype)[:, :places]
        straight = weight, columns, np.empty((filters, places), weight.dtype)
        turned = columns.T, weight.T, np.empty((places, filters), weight.dtype)
        for order, arrays_of in (("", straight), (" turned", turned)):
            calls[f"gemm{order}, gap {gap}"] = partial(multiply, n, *arrays_of)
    return calls


def multiply(times, a, b, out):
    """Multiply two matrices, several times."""
    for _ in range(times):
        np.matmul(a, b, out=out)


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
    start = time.perf_counter()
    few = ops.conv2d_naive(few_x, few_weights, **options)
    seconds = time.perf_counter() - start
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
    """Run all in shuffled rounds; return {name: [minimum, median]} in seconds of `clock`."""
    times = {name: [] for name in contenders}
    order, shuffle = list(contenders), random.Random(0).shuffle
    end = clock() + seconds
    while clock() < end or len(times[order[0]]) < 3:
        shuffle(order)
        for name in order:
            start = clock()
            contenders[name]()
            times[name].append(clock() - start)
    return {name: [min(t), statistics.median(t)] for name, t in times.items()}


def measure(case, dtype, sides, seconds, clock):
    """Race the sides over one case, after checking that they agree."""
    inputs, contenders, facts = arrays(case, dtype), {}, {}
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
        contenders |= gemm_calls(case, inputs, output)
        facts = {"naive": naive_seconds(case, inputs), "extra": extra_bytes(numpy_forward)}
    return {"times": race(contenders, seconds, clock), **facts}


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


def main():
    """Measure one group and print JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("group", choices=[*GROUPS, "networks"])
    parser.add_argument("--dtype", default="float32")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--sides", nargs="+", default=["numpy", "torch"])
    parser.add_argument("--seconds", type=float, default=1.0)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    # What other programs do on this machine does not count against a single thread.
    clock = time.thread_time if args.threads == 1 else time.perf_counter
    blas = [info for info in threadpool_info() if info["user_api"] == "blas"]
    with threadpool_limits(args.threads):
        settings = args.dtype, args.sides, args.seconds, clock
        if args.group == "networks":
            results = measure_networks(*settings)
        else:
            results = {case.name: measure(case, *settings) for case in GROUPS[args.group]}
    kernels = ", ".join(f"{b['internal_api']} {b['version']} {b['architecture']}" for b in blas)
    print(json.dumps({"blas": kernels, "torch": torch.__version__, "results": results}))


if __name__ == "__main__":
    main()
