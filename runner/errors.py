"""The errors that end a command, each with its exit status; the messages are Vietnamese and for users."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """What a command tells the shell."""

    OK = 0
    INTERNAL = 1
    UNUSABLE_INPUT = 2
    NOTHING_MEASURED = 3
    INTERRUPTED = 130


class InputError(Exception):
    """What the user gave cannot be used; the command ends with status 2."""


class RunError(Exception):
    """The command could not do its work for a reason that is known; it ends with status 1."""
