"""What ends the filling of a form: a sentence for users, and no file."""

from __future__ import annotations


class FormError(ValueError):
    """The form cannot be filled; the message is Vietnamese, names the file, and nothing was written."""
