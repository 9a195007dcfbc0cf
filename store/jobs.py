"""APScheduler's own table: it lives in the project's database, and no migration of ours knows it."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.job import Job
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from sqlalchemy.exc import SQLAlchemyError

from store.engine import BUSY_SECONDS, make_engine, read_url
from store.sessions import WRITES

# APScheduler makes this table by itself, in a shape of its own, and pickles its jobs into it: `store.migrate` leaves it
# alone. A job is one stable function and a list's id, so that nothing of the program is kept in the pickle.
JOBS_TABLE = "kiemcong_jobs"
_AGAIN = timedelta(seconds=10)

log = logging.getLogger(__name__)


class PatientJobStore(SQLAlchemyJobStore):
    """A job store whose database may be locked or away: the scheduler's thread would die of these two calls, and no
    night would ever begin again."""

    def update_job(self, job: Job) -> None:
        """Called once a job was begun: where that cannot be noted, it is due still and noted the next time."""
        try:
            super().update_job(job)
        except SQLAlchemyError:
            log.exception("the next time of %s could not be noted", job.id)

    def get_next_run_time(self) -> datetime | None:
        """Called to know how long to sleep."""
        try:
            found: datetime | None = super().get_next_run_time()
        except SQLAlchemyError:
            log.exception("the time of the next job could not be read")
            return datetime.now(UTC) + _AGAIN
        return found


def open_job_store(url_or_path: str | Path) -> PatientJobStore:
    """Return APScheduler's job store in a database that `open_store` has opened before."""
    engine = make_engine(read_url(url_or_path), BUSY_SECONDS, foreign_keys=True)
    return PatientJobStore(engine=engine.execution_options(**{WRITES: True}), tablename=JOBS_TABLE)
