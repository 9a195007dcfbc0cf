"""APScheduler's own table: it lives in the project's database, and no migration of ours knows it."""

from __future__ import annotations

from pathlib import Path

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore

from store.engine import BUSY_SECONDS, make_engine, read_url
from store.sessions import WRITES

# APScheduler makes this table by itself, in a shape of its own, and pickles its jobs into it: `store.migrate` leaves it
# alone. A job is one stable function and a list's id, so that nothing of the program is kept in the pickle.
JOBS_TABLE = "kiemcong_jobs"


def open_job_store(url_or_path: str | Path) -> SQLAlchemyJobStore:
    """Return APScheduler's job store in a database that `open_store` has opened before."""
    engine = make_engine(read_url(url_or_path), BUSY_SECONDS, foreign_keys=True)
    return SQLAlchemyJobStore(engine=engine.execution_options(**{WRITES: True}), tablename=JOBS_TABLE)
