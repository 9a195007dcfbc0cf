"""What the store says when it cannot: one error, with a message for users in Vietnamese."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, SQLAlchemyError

# Primary result codes of SQLite (https://www.sqlite.org/rescode.html); an extended code keeps them in its low byte.
_SQLITE_REASONS = {
    sqlite3.SQLITE_BUSY: "Cơ sở dữ liệu đang bị một tiến trình khác khóa; hãy đợi tiến trình đó xong rồi chạy lại.",
    sqlite3.SQLITE_LOCKED: "Cơ sở dữ liệu đang bị một tiến trình khác khóa; hãy đợi tiến trình đó xong rồi chạy lại.",
    sqlite3.SQLITE_READONLY: "Cơ sở dữ liệu chỉ cho phép đọc; hãy kiểm tra quyền ghi của tệp và thư mục chứa nó.",
    sqlite3.SQLITE_PERM: "Không có quyền dùng tệp cơ sở dữ liệu; hãy kiểm tra quyền của tệp và thư mục chứa nó.",
    sqlite3.SQLITE_CANTOPEN: "Không mở được tệp cơ sở dữ liệu; hãy kiểm tra đường dẫn và quyền của thư mục.",
    sqlite3.SQLITE_NOTADB: "Tệp này không phải là cơ sở dữ liệu của KiểmCổng.",
    sqlite3.SQLITE_CORRUPT: "Tệp cơ sở dữ liệu bị hỏng; hãy khôi phục từ bản sao lưu.",
    sqlite3.SQLITE_FULL: "Ổ đĩa đã đầy nên không dùng được cơ sở dữ liệu; hãy dọn ổ đĩa rồi chạy lại.",
    sqlite3.SQLITE_IOERR: "Ổ đĩa báo lỗi khi đọc hoặc ghi cơ sở dữ liệu.",
}


_FULL = _SQLITE_REASONS[sqlite3.SQLITE_FULL]
_MAY_BE_FULL = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)
_NO_ROOM = 64 * 1024
"""SQLite needs a file beside the database even to read it; where that finds no room it tells of a fault of the disk."""


class StoreError(Exception):
    """The store cannot do what is asked; the message is for users, in Vietnamese."""


def explain(error: SQLAlchemyError, where: str) -> StoreError:
    """Return the StoreError that tells users what `error` means; `where` is the database's name without a password."""
    reason = f"Cơ sở dữ liệu báo lỗi: {error}"
    if isinstance(error, IntegrityError):
        reason = f"Dữ liệu không khớp với cơ sở dữ liệu: {error.orig}"
    elif isinstance(error, DBAPIError):
        reason = f"Cơ sở dữ liệu báo lỗi: {error.orig}"
        if isinstance(error, OperationalError):
            # Its further lines are advice in English.
            reason = f"Không dùng được máy chủ cơ sở dữ liệu: {str(error.orig).strip().partition(chr(10))[0]}"
        if isinstance(error.orig, sqlite3.Error):
            # Errors that the driver raises by itself carry no code.
            code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
            reason = _SQLITE_REASONS.get(code, reason)
            if code in _MAY_BE_FULL and _is_full(where):
                reason = _FULL
    return StoreError(f"{reason} ({where})")


def _is_full(where: str) -> bool:
    try:
        return shutil.disk_usage(Path(where).parent).free < _NO_ROOM
    except OSError:
        return False
