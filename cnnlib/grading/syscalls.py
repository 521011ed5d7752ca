"""The system calls that no student's code needs, as a filter that the kernel applies.

They make memory that no limit counts, reach into other processes, or make new namespaces.  The
filter is a program of the kernel's packet filter (seccomp(2)), which bubblewrap loads.
"""

import platform
import struct

# Call -> its number on x86_64 and on aarch64.
DENIED = {
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "userfaultfd": (323, 282),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "io_uring_setup": (425, 425),
    "setpriority": (141, 140),
    "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119),
    "sched_setattr": (314, 274),
    "kexec_load": (246, 104),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsmount": (432, 432),
}
CLONE = (56, 220)
CLONE3 = (435, 435)
SOCKET = (41, 198)
MMAP = (9, 222)  # shared memory of no file stays when nobody counts it
PRLIMIT = (302, 261)  # of the calling process only: the server has the same user
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column, audit number

NEW_NAMESPACES = 0x7E020000  # flags of clone
SHARED, ANONYMOUS = 0x01, 0x20  # flags of mmap
FAMILIES = (1, 2, 10)  # sockets of this machine, IPv4, IPv6; there is no network to reach
X32 = 0x40000000  # numbers of a second set of calls on x86_64

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
# Offsets in seccomp_data, little-endian.
NUMBER, ARCHITECTURE, FIRST_ARGUMENT, FOURTH_ARGUMENT = 0, 4, 16, 40
ALLOW = 0x7FFF0000
NOT_PERMITTED = 0x00050001  # EPERM
NOT_KNOWN = 0x00050026  # ENOSYS: glibc then takes clone, whose flags can be read


def supports(machine=None):
    """Tell whether there is a filter for this kind of processor."""
    return (machine or platform.machine()) in MACHINES


def filter_program(machine=None):
    """Return the filter as the kernel reads it: eight bytes for each instruction."""
    column, audit = MACHINES[machine or platform.machine()]
    program = [(LOAD, 0, 0, ARCHITECTURE)]
    program += [(EQUAL, 1, 0, audit), (RETURN, 0, 0, NOT_PERMITTED)]
    program += [(LOAD, 0, 0, NUMBER)]
    program += _deny(AT_LEAST, X32, NOT_PERMITTED)
    for numbers in DENIED.values():
        program += _deny(EQUAL, numbers[column], NOT_PERMITTED)
    program += _deny(EQUAL, CLONE3[column], NOT_KNOWN)
    look = [(LOAD, 0, 0, FIRST_ARGUMENT), *_deny(ANY_BIT, NEW_NAMESPACES, NOT_PERMITTED)]
    program += _only_for(CLONE[column], [*look, (RETURN, 0, 0, ALLOW)])
    both = [(ANY_BIT, 0, 2, ANONYMOUS), *_deny(ANY_BIT, SHARED, NOT_PERMITTED)]
    flags = [(LOAD, 0, 0, FOURTH_ARGUMENT), *both, (RETURN, 0, 0, ALLOW)]
    program += _only_for(MMAP[column], flags)
    own = [(LOAD, 0, 0, FIRST_ARGUMENT), (EQUAL, 1, 0, 0), (RETURN, 0, 0, NOT_PERMITTED)]
    program += _only_for(PRLIMIT[column], [*own, (RETURN, 0, 0, ALLOW)])
    known = [(EQUAL, len(FAMILIES) - i, 0, family) for i, family in enumerate(FAMILIES)]
    refuse = (RETURN, 0, 0, NOT_PERMITTED)
    program += _only_for(SOCKET[column], [(LOAD, 0, 0, FIRST_ARGUMENT), *known, refuse])
    program += [(RETURN, 0, 0, ALLOW)]
    return b"".join(struct.pack("<HBBI", *row) for row in program)


def _deny(test, value, answer):
    """Return instructions that answer at once where the test holds."""
    return [(test, 0, 1, value), (RETURN, 0, 0, answer)]


def _only_for(number, instructions):
    """Return instructions that run for one call only."""
    return [(EQUAL, 0, len(instructions), number), *instructions]
