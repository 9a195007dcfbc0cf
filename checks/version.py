"""The version of the code that judges, named by every verdict."""

from __future__ import annotations

CODE_VERSION = "0.1.0"
"""The project's version. A constant, since reading the installed package's metadata is I/O; a test compares the two."""
