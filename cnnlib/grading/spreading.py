"""Spread tasks over processes of this machine, or over a cluster that Dask runs.

Tasks are taken one by one, so that a class of thousands is never in memory at once.  A task whose
process dies is tried again alone; if that dies, too, it is given back with the error.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

AHEAD = 3  # tasks for each process that wait or run
TRIES_ON_A_CLUSTER = 3
CONNECT_SECONDS = 20


def spread(function, tasks, executor, workers) -> Iterator[tuple]:
    """Run a function over tasks, in the order in which they end.

    Parameters
    ----------
    function : callable
        Takes a task; must be importable.
    tasks : iterable of (label, task)
        Taken as processes become free.
    executor : concurrent.futures.Executor
    workers : int
        How many tasks run at a time.

    Yields
    ------
    label, result, error : the function's result or the exception, the other one None
    """
    waiting = iter(tasks)
    running = {}
    is_at_end = False
    while running or not is_at_end:
        while not is_at_end and len(running) < AHEAD * workers:
            pair = next(waiting, None)
            if pair is None:
                is_at_end = True
            else:
                label, task = pair
                try:
                    running[executor.submit(function, task)] = label
                except BrokenProcessPool as error:
                    yield label, None, error
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            label = running.pop(future)
            error = future.exception()
            yield label, None if error else future.result(), error


def spread_here(function, tasks, jobs) -> Iterator[tuple]:
    """Run a function over tasks on this machine; yields what `spread` does.

    One job runs in this process, several in processes of their own.
    """
    if jobs == 1:
        yield from ((label, *_done(function, task)) for label, task in tasks)
        return
    lost = []
    waiting = iter(tasks)
    remember = {}

    def remembered():
        for label, task in waiting:
            remember[label] = task
            yield label, task

    is_broken = True
    while is_broken:  # a pool that breaks ends its tasks; they are tried alone
        is_broken = False
        with local_pool(jobs) as pool:
            for label, result, error in _until_broken(function, remembered(), pool, jobs):
                task = remember.pop(label)
                if isinstance(error, BrokenProcessPool):
                    is_broken = True
                    lost.append((label, task))
                else:
                    yield label, result, error
        for label, task in lost:
            with local_pool(1) as pool:
                yield from spread(function, [(label, task)], pool, 1)
        lost.clear()


def _done(function, task):
    """Return result and error of a task that runs here."""
    try:
        return function(task), None
    except Exception as error:
        return None, error


def _until_broken(function, tasks, pool, jobs):
    """Yield what `spread` does; take no more tasks from where the pool has broken."""
    is_broken = False

    def while_whole():
        while not is_broken and (pair := next(tasks, None)) is not None:
            yield pair

    for label, result, error in spread(function, while_whole(), pool, jobs):
        is_broken = is_broken or isinstance(error, BrokenProcessPool)
        yield label, result, error


@contextmanager
def local_pool(jobs):
    """Give a pool of fresh processes, which end with this one however that ends."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=end_with_the_parent)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def end_with_the_parent():
    """Watch the parent from a thread, and end with it; leave interrupts to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def watch():
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def spread_on_cluster(function, tasks, scheduler) -> Iterator[tuple]:
    """Run a function over tasks on the workers of a Dask scheduler; yields what `spread` does.

    Parameters
    ----------
    function, tasks
        As for `spread`.
    scheduler : str
        Such as ``"tcp://10.0.0.5:8786"``.
    """
    from distributed import Client  # takes half a second, and only a cluster needs it

    with Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=False) as client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise ConnectionError(f"no worker is connected to {scheduler}: start some first")
        executor = client.get_executor(retries=TRIES_ON_A_CLUSTER, pure=False)
        yield from spread(function, tasks, executor, threads)
