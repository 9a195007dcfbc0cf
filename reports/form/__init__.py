"""The office's own form, filled: the office's file is the template, and what is not filled stays as it was."""

from __future__ import annotations

from reports.form.errors import FormError
from reports.form.form import FORM_ENDINGS, Form, open_form
from reports.form.plan import COLUMN_NAMES

__all__ = ["COLUMN_NAMES", "FORM_ENDINGS", "Form", "FormError", "open_form"]
