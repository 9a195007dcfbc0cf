"""What the store says when it cannot: one error, with a message for users in Vietnamese."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

# Primary result codes of SQLite (https://www.sqlite.org/rescode.html); an extended code keeps them in its low byte.
_SQLITE_REASONS = {
    sqlite3.SQLITE_BUSY: "Cơ sở dữ liệu đang bị một tiến trình khác khóa; hãy đợi tiến trình đó xong rồi chạy lại.",
    sqlite3.SQLITE_LOCKED: "Cơ sở dữ liệu đang bị một tiến trình khác khóa; hãy đợi tiến trình đó xong rồi chạy lại.",
    sqlite3.SQLITE_READONLY: "Cơ sở dữ liệu chỉ cho phép đọc; hãy kiểm tra quyền ghi của tệp và thư mục chứa nó.",
    sqlite3.SQLITE_PERM: "Không có quyền dùng tệp cơ sở dữ liệu; hãy kiểm tra quyền của tệp và thư mục chứa nó.",
    sqlite3.SQLITE_CANTOPEN: "Không mở được tệp cơ sở dữ liệu; hãy kiểm tra đường dẫn và quyền của thư mục.",
    sqlite3.SQLITE_NOTADB: "Tệp này không phải là cơ sở dữ liệu của KiểmCổng.",
    sqlite3.SQLITE_CORRUPT: "Tệp cơ sở dữ liệu bị hỏng; hãy khôi phục từ bản sao lưu.",
    sqlite3.SQLITE_FULL: "Ổ đĩa đã đầy nên không ghi được cơ sở dữ liệu.",
    sqlite3.SQLITE_IOERR: "Ổ đĩa báo lỗi khi đọc hoặc ghi cơ sở dữ liệu.",
}


class StoreError(Exception):
    """The store cannot do what is asked; the message is for users, in Vietnamese."""


def explain(error: SQLAlchemyError, where: str) -> StoreError:
    """Return the StoreError that tells users what `error` means; `where` is the database's name without a password."""
    reason = f"Cơ sở dữ liệu báo lỗi: {error}"
    if isinstance(error, IntegrityError):
        reason = f"Dữ liệu không khớp với cơ sở dữ liệu: {error.orig}"
    elif isinstance(error, DBAPIError):
        reason = f"Cơ sở dữ liệu báo lỗi: {error.orig}"
        if isinstance(error.orig, sqlite3.Error):
            # Errors that the driver raises by itself carry no code.
            code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
            reason = _SQLITE_REASONS.get(code, reason)
    return StoreError(f"{reason} ({where})")
