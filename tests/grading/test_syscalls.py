"""The filter is a program that the kernel takes, and it denies what it names, nothing else."""

import struct

import pytest

from cnnlib.grading import syscalls

AUDIT = {machine: audit for machine, (_, audit) in syscalls.MACHINES.items()}


def answer(machine, number, argument=0, architecture=None, fourth=0):
    """Return what the filter says of a call: the program is run here, step by step."""
    arguments = (argument, 0, 0, fourth, 0, 0)
    data = struct.pack("<iIQ6Q", number, architecture or AUDIT[machine], 0, *arguments)
    program = [*struct.iter_unpack("<HBBI", syscalls.filter_program(machine))]
    place, loaded = 0, 0
    while True:
        code, if_true, if_false, value = program[place]
        place += 1
        if code == syscalls.RETURN:
            return value
        if code == syscalls.LOAD:
            (loaded,) = struct.unpack_from("<I", data, value)
            continue
        tests = {
            syscalls.EQUAL: loaded == value,
            syscalls.AT_LEAST: loaded >= value,
            syscalls.ANY_BIT: bool(loaded & value),
        }
        place += if_true if tests[code] else if_false


@pytest.mark.parametrize("machine", syscalls.MACHINES)
@pytest.mark.parametrize("name", syscalls.DENIED)
def test_named_calls_are_denied(machine, name):
    number = syscalls.DENIED[name][syscalls.MACHINES[machine][0]]
    assert answer(machine, number) == syscalls.NOT_PERMITTED


@pytest.mark.parametrize("machine", syscalls.MACHINES)
def test_all_other_calls_are_allowed(machine):
    column = syscalls.MACHINES[machine][0]
    special = {numbers[column] for numbers in syscalls.DENIED.values()}
    special |= {syscalls.CLONE3[column], syscalls.SOCKET[column], syscalls.PRLIMIT[column]}
    assert {answer(machine, n) for n in set(range(600)) - special} == {syscalls.ALLOW}


@pytest.mark.parametrize("machine", syscalls.MACHINES)
def test_clone_makes_processes_but_no_namespaces(machine):
    clone = syscalls.CLONE[syscalls.MACHINES[machine][0]]
    assert answer(machine, clone, 0x01200011) == syscalls.ALLOW  # what fork passes
    for bit in (17, 25, 26, 27, 28, 29, 30):
        assert answer(machine, clone, 0x11 | 1 << bit) == syscalls.NOT_PERMITTED
    assert answer(machine, syscalls.CLONE3[0]) == syscalls.NOT_KNOWN


@pytest.mark.parametrize("machine", syscalls.MACHINES)
def test_memory_of_no_file_is_private(machine):
    mmap = syscalls.MMAP[syscalls.MACHINES[machine][0]]
    shared, private, validated, anonymous = 1, 2, 3, 0x20
    for flags in (private | anonymous, shared, private, 0x4022):
        assert answer(machine, mmap, fourth=flags) == syscalls.ALLOW
    for flags in (shared | anonymous, validated | anonymous, 0x8021):
        assert answer(machine, mmap, fourth=flags) == syscalls.NOT_PERMITTED


@pytest.mark.parametrize("machine", syscalls.MACHINES)
def test_sockets_of_other_families_are_denied(machine):
    socket = syscalls.SOCKET[syscalls.MACHINES[machine][0]]
    allowed = {family for family in range(60) if answer(machine, socket, family) == syscalls.ALLOW}
    assert allowed == {1, 2, 10}


@pytest.mark.parametrize("machine", syscalls.MACHINES)
def test_limits_are_those_of_the_calling_process(machine):
    limit = syscalls.PRLIMIT[syscalls.MACHINES[machine][0]]
    assert answer(machine, limit, 0) == syscalls.ALLOW
    assert answer(machine, limit, 1) == syscalls.NOT_PERMITTED


def test_calls_under_other_numbers_are_denied():
    assert answer("x86_64", 0x40000000 + 101) == syscalls.NOT_PERMITTED  # ptrace of x32
    assert answer("x86_64", 26, architecture=0x40000003) == syscalls.NOT_PERMITTED  # of i386


def test_other_processors_are_not_known():
    assert syscalls.supports("x86_64")
    assert not syscalls.supports("riscv64")
