"""The errors that end a command, each with its exit status; the messages are Vietnamese and for users."""

from __future__ import annotations

import errno
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


_SYSTEM = {
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "đã dùng hết dung lượng được cấp",
    errno.EFBIG: "tệp lớn quá mức hệ thống cho phép",
    errno.EROFS: "ổ đĩa chỉ cho phép đọc",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.ENOENT: "không tìm thấy",
    errno.EEXIST: "đã có tệp trùng tên",
    errno.ENOTDIR: "trong đường dẫn có một tệp không phải là thư mục",
    errno.EISDIR: "đây là một thư mục",
    errno.EIO: "ổ đĩa báo lỗi",
}


def reason(error: BaseException) -> str:
    """Why the system refused, in Vietnamese where it is one of the usual reasons."""
    number = error.errno if isinstance(error, OSError) else None
    return _SYSTEM.get(number or 0) or getattr(error, "strerror", None) or str(error)
