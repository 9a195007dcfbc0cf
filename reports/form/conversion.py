"""Old office files made new by LibreOffice, where it is installed: nothing in them runs, nothing is fetched."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import olefile

from reports.form.errors import FormError

CONVERTED = {".doc": "docx", ".rtf": "docx", ".odt": "docx", ".xls": "xlsx", ".ods": "xlsx"}
"""What each old ending becomes."""
_SECONDS = 120
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
# No macro runs, whoever signed it; nothing that a document names outside of itself is loaded.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
</item></oor:items>
"""


def converted(path: Path, data: bytes) -> bytes:
    """The bytes of the file at `path` as DOCX or XLSX. Raises FormError when it is locked or cannot be converted."""
    target = _target(path, data)
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise FormError(
            f"{path.name}: tệp dạng cũ. Máy này không có LibreOffice để chuyển; hãy mở tệp, lưu thành .{target} rồi "
            "thử lại."
        )
    with tempfile.TemporaryDirectory(prefix="kiemcong-form-") as folder:
        work = Path(folder)
        profile = work / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        source = work / f"bieu{path.suffix.lower() if path.suffix.lower() in CONVERTED else '.doc'}"
        source.write_bytes(data)
        _run(program, work, source, target, path.name)
        made = work / "out" / f"bieu.{target}"
        if not made.is_file():
            raise FormError(f"{path.name}: LibreOffice không chuyển được tệp này; hãy lưu thành .{target} rồi thử lại.")
        return made.read_bytes()


def _target(path: Path, data: bytes) -> str:
    """What an old file becomes, by what it is and not by its name."""
    if not olefile.isOleFile(io.BytesIO(data)):
        return CONVERTED[path.suffix.lower()]
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as holder:
            names = {name[0].casefold() for name in holder.listdir()}
    except (OSError, ValueError, IndexError, TypeError) as error:
        raise FormError(f"{path.name}: tệp hỏng.") from error
    if names & {"encryptedpackage", "encryptioninfo"}:
        raise FormError(f"{path.name}: tệp có mật khẩu. Hãy gỡ mật khẩu rồi thử lại.")
    if "worddocument" in names:
        return "docx"
    if names & {"workbook", "book"}:
        return "xlsx"
    raise FormError(f"{path.name}: không phải văn bản Word hay bảng tính Excel.")


def _run(program: str, work: Path, source: Path, target: str, name: str) -> None:
    command = [
        program, f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", _FILTERS[target], "--outdir", str(work / "out"), str(source),
    ]  # fmt: skip
    nowhere = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "HOME": str(work)}
    with subprocess.Popen(  # noqa: S603 - the program is the system's, the file name is ours
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **nowhere},
        start_new_session=True,
    ) as process:
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            # soffice is a script that starts the program proper: the whole group has to go.
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            raise FormError(f"{name}: LibreOffice chuyển tệp quá lâu; hãy lưu thành .{target} rồi thử lại.") from None
