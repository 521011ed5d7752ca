"""Tasks are spread over processes; one that kills its process costs nobody else anything."""

import os
import time

import pytest

from cnnlib.grading.spreading import AHEAD, spread_here

pytestmark = pytest.mark.filterwarnings("ignore")


def work(task):
    """Do what a task says."""
    if task == "die":
        os._exit(1)
    if task == "raise":
        raise ValueError("no")
    return task * 2


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_and_errors_come_with_their_label(jobs):
    tasks = [(f"t{n}", n) for n in range(8)] + [("bad", "raise")]
    found = {
        label: (result, type(error)) for label, result, error in spread_here(work, tasks, jobs)
    }
    assert found == {f"t{n}": (2 * n, type(None)) for n in range(8)} | {"bad": (None, ValueError)}


def test_a_task_that_kills_its_process_is_given_back_and_no_other_is_lost():
    tasks = [(n, "die" if n == 3 else n) for n in range(20)]
    found = {label: (result, error) for label, result, error in spread_here(work, tasks, 2)}
    assert found.keys() == {*range(20)}
    assert [n for n in found if found[n][1]] == [3]
    assert all(found[n][0] == 2 * n for n in found if n != 3)


def test_tasks_are_taken_as_they_are_needed():
    taken = []

    def tasks():
        for number in range(50):
            taken.append(number)
            yield number, number

    done = spread_here(work, tasks(), 2)
    next(done)
    assert len(taken) <= 2 * AHEAD + 1
    assert sum(1 for _ in done) == 49


def test_no_tasks_take_no_time():
    start = time.monotonic()
    assert [*spread_here(work, [], 2)] == []
    assert time.monotonic() - start < 5
