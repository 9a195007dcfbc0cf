"""All forms, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reports.form import offices


@pytest.fixture(scope="session")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bieu")
    offices.build(folder)
    return folder
