"""A real WordPress on loopback, installed in Vietnamese and filled from a `WordPressSpec`.

`start_wordpress(spec)` serves it with PHP's own web server until the block ends; `WordPressPortal.set` flips its
switches in well under a second without filling it again. Needs Debian's packages (see `why_not`).
"""

from __future__ import annotations

import dataclasses
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.portals.truth import PortalTruth
from tests.portals.wordpress import files
from tests.portals.wordpress.database import (
    PORTAL_PHP,
    DatabaseServer,
    answers,
    database_server,
    free_port,
    server_program,
)
from tests.portals.wordpress.spec import BLOCK_THEME, CLASSIC_THEME, PLAIN, STATUSES, MenuItem, WordPressSpec

WORDPRESS = Path("/usr/share/wordpress")
PACKAGES = (
    "wordpress",
    "wordpress-l10n",
    "wordpress-theme-twentytwentyone",
    "wordpress-theme-twentytwentythree",
    "php-cli",
    "php-mysql",
    "mariadb-server",
)
PHP_DIR = PORTAL_PHP.parent
SWITCHES = ("rest", "permalinks", "sitemaps", "feed", "per_page", "date_format", "time_format", "theme")
STARTS_WITHIN_SECONDS = 30.0
WORKERS = 4


def why_not() -> str | None:
    """Why no WordPress can be started on this machine, None when it can."""
    if shutil.which("php") is None:
        return "php-cli is not installed"
    modules = subprocess.run(["php", "-m"], capture_output=True, text=True, check=True).stdout.split()
    if "mysqli" not in modules:
        return "php-mysql is not installed"
    if not (WORDPRESS / "wp-load.php").is_file():
        return "wordpress is not installed"
    if not (WORDPRESS / "wp-content/languages/vi.mo").is_file():
        return "wordpress-l10n is not installed"
    for theme in (BLOCK_THEME, CLASSIC_THEME):
        if theme not in available_themes():
            return f"wordpress-theme-{theme} is not installed"
    if not answers() and server_program() is None:
        return "no MariaDB answers on 127.0.0.1:3306 and mariadb-server is not installed"
    return None


def available_themes() -> tuple[str, ...]:
    """The installed themes, e.g. ``("twentytwentyone", "twentytwentythree")``: classic and block."""
    return tuple(sorted(entry.name for entry in (WORDPRESS / "wp-content/themes").iterdir() if entry.is_dir()))


@dataclass
class WordPressPortal:
    """A running portal. `spec` is as it stands now (flipped switches included); `seconds` is what starting took."""

    spec: WordPressSpec
    host: str
    port: int
    folder: Path
    seconds: float
    process: subprocess.Popen[bytes]

    @property
    def base_url(self) -> str:
        """``http://127.x.y.z:port`` without a slash at the end."""
        return f"http://{self.host}:{self.port}"

    @property
    def truth(self) -> PortalTruth:
        """What is so, with addresses in the present permalink mode; it follows from the spec alone."""
        return self.spec.truth(self.base_url)

    @property
    def access_log(self) -> str:
        """What PHP's web server wrote: a line per request, e.g. ``… [200]: GET /feed/``."""
        return (self.folder / "web.log").read_text(errors="replace")

    def set(self, **switches: Any) -> None:
        """Flip switches of the running portal: any of `SWITCHES`. ValueError for others; nothing is filled again."""
        unknown = set(switches) - set(SWITCHES)
        if unknown:
            raise ValueError(f"not a switch: {', '.join(sorted(unknown))}")
        changed = {name for name, value in switches.items() if getattr(self.spec, name) != value}
        if not changed:
            return
        self.spec = dataclasses.replace(self.spec, **switches)
        plain = self.folder / "plain"
        if self.spec.permalinks == PLAIN:
            plain.touch()
        else:
            plain.unlink(missing_ok=True)
        _portal_php("switch", self.folder, self.spec, self.base_url)
        if changed & {"permalinks", "theme", "sitemaps"}:
            _portal_php("dress", self.folder, self.spec, self.base_url)

    def kill(self) -> None:
        """End the web server at once, as a portal that dies in mid-visit."""
        _end(self.process, signal.SIGKILL)


@contextmanager
def start_wordpress(
    spec: WordPressSpec, *, host: str | None = None, database: DatabaseServer | None = None
) -> Iterator[WordPressPortal]:
    """Install, fill and serve `spec`. `host`: a loopback address, drawn from 127/8 when None; `database`: a server to
    share between portals, looked for or started when None. Ends the server and drops the database in the end."""
    began = time.monotonic()
    with ExitStack() as stack:
        server = database or stack.enter_context(database_server())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kiemcong-wordpress-")))
        name = stack.enter_context(server.database(f"kiemcong_{secrets.token_hex(6)}"))
        # An address of its own for each portal: whatever is limited or remembered per host then is per school.
        address = host or ".".join(["127", *(str(secrets.randbelow(250) + 2) for _ in range(3))])
        port = free_port(address)
        url = f"http://{address}:{port}"
        _make_docroot(folder / "www", name, server.port, url)
        _write_files(folder / "www/wp-content/uploads", spec)
        for command in ("install", "dress"):
            _portal_php(command, folder, spec, url)
        if spec.permalinks == PLAIN:
            (folder / "plain").touch()
        process = _serve(folder, address, port)
        stack.callback(_end, process, signal.SIGTERM)
        _wait(address, port, process)
        yield WordPressPortal(spec, address, port, folder, time.monotonic() - began, process)


def _make_docroot(docroot: Path, database: str, database_port: int, url: str) -> None:
    """A tree of our own around Debian's files: entry points copied, because they find the rest by their own place."""
    docroot.mkdir()
    for entry in WORDPRESS.glob("*.php"):
        shutil.copy(entry, docroot / entry.name)
    shutil.copytree(WORDPRESS / "wp-admin", docroot / "wp-admin")
    (docroot / "wp-includes").symlink_to(WORDPRESS / "wp-includes")
    content = docroot / "wp-content"
    for made in ("uploads", "mu-plugins", "plugins"):
        (content / made).mkdir(parents=True)
    (content / "index.php").write_text("<?php\n// Silence is golden.\n")
    for shared in ("themes", "languages"):
        (content / shared).symlink_to(WORDPRESS / "wp-content" / shared)
    shutil.copy(PHP_DIR / "mu-plugin.php", content / "mu-plugins/kiem-thu.php")
    constants = {
        "DB_NAME": database,
        "DB_USER": "root",
        "DB_PASSWORD": "",
        "DB_HOST": f"127.0.0.1:{database_port}",
        "DB_CHARSET": "utf8mb4",
        "DB_COLLATE": "utf8mb4_unicode_520_ci",
        "WP_HOME": url,
        "WP_SITEURL": url,
        "WP_POST_REVISIONS": False,
        "DISABLE_WP_CRON": True,
        "AUTOMATIC_UPDATER_DISABLED": True,
        "WP_AUTO_UPDATE_CORE": False,
        "AUTOSAVE_INTERVAL": 86400,
        "EMPTY_TRASH_DAYS": 0,
        **{
            f"{kind}_{what}": secrets.token_hex(24)
            for kind in ("AUTH", "SECURE_AUTH", "LOGGED_IN", "NONCE")
            for what in ("KEY", "SALT")
        },
    }
    lines = [f"define({json.dumps(key)}, {json.dumps(value)});" for key, value in constants.items()]
    lines += ["$table_prefix = 'wp_';", "if (!defined('ABSPATH')) { define('ABSPATH', __DIR__ . '/'); }"]
    lines += ["require_once ABSPATH . 'wp-settings.php';"]
    (docroot / "wp-config.php").write_text("<?php\n" + "\n".join(lines) + "\n")


def _write_files(uploads: Path, spec: WordPressSpec) -> None:
    for file in spec.files:
        if file.opens:
            target = uploads / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((files.docx if file.path.endswith(".docx") else files.pdf)(file.lines))


def _portal_php(command: str, folder: Path, spec: WordPressSpec, url: str) -> None:
    order = folder / "order.json"
    order.write_text(json.dumps(_order(spec, url), ensure_ascii=False, default=_as_json))
    done = subprocess.run(
        ["php", "-d", "memory_limit=256M", str(PORTAL_PHP), command, str(folder / "www"), str(order)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0 or done.stderr.strip():
        raise RuntimeError(f"WordPress {command}: {(done.stderr or done.stdout).strip()[:2000]}")


def _order(spec: WordPressSpec, url: str) -> dict[str, Any]:
    """The spec as the PHP script wants it."""
    order = {entry.name: getattr(spec, entry.name) for entry in dataclasses.fields(spec)}
    menu = list(spec.menu)
    footer = f"<p>{spec.name} - {spec.place}</p><p>Điện thoại: (0274) 3822 456</p>"
    if spec.parent_url is not None and spec.parent_in == "menu":
        menu.append(MenuItem("Phòng GD&ĐT", spec.parent_url))
    if spec.parent_url is not None and spec.parent_in == "footer":
        footer += f'<p>Liên kết: <a href="{spec.parent_url}">Phòng Giáo dục và Đào tạo</a></p>'
    order |= {"url": url, "menu": menu, "footer": footer, "forms": None}
    order["posts"] = [{**dataclasses.asdict(post), "status": STATUSES[post.access]} for post in spec.posts]
    order["files"] = [
        {**dataclasses.asdict(file), "url_path": file.url_path, "media_type": file.media_type} for file in spec.files
    ]
    return order


def _as_json(value: object) -> object:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    raise TypeError(f"no JSON for {value!r}")


def _serve(folder: Path, address: str, port: int) -> subprocess.Popen[bytes]:
    command = ["php", "-d", "opcache.enable_cli=1", "-d", "display_errors=0", "-S", f"{address}:{port}"]
    command += ["-t", str(folder / "www"), str(PHP_DIR / "router.php")]
    with (folder / "web.log").open("wb") as log:
        return subprocess.Popen(
            command,
            stdout=log,
            stderr=log,
            env={**os.environ, "PHP_CLI_SERVER_WORKERS": str(WORKERS)},
            # Its workers are in its group: ended together, by the group's id.
            start_new_session=True,
        )


def _end(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    if process.poll() is None:
        os.killpg(process.pid, how)
        process.wait(timeout=10)


def _wait(address: str, port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"PHP's web server ended with status {process.returncode}")
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex((address, port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("PHP's web server did not start in time")
