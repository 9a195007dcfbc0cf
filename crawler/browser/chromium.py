"""The machine's Chromium: where it is, whether it can be used, how it is started. Nothing here imports Playwright."""

from __future__ import annotations

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ENVIRONMENT = "KIEMCONG_CHROMIUM"
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
_HEAP_MB = 256

# Playwright already switches off updates, sync, first-run pages and background requests.
_SWITCHES = (
    "--disable-gpu",
    "--disable-extensions",
    "--disable-quic",
    "--disable-remote-fonts",
    "--dns-prefetch-disable",
    "--deny-permission-prompts",
    "--no-pings",
    "--mute-audio",
    "--disable-dev-shm-usage",
    "--renderer-process-limit=2",
    "--blink-settings=imagesEnabled=false",
    f"--js-flags=--max-old-space-size={_HEAP_MB}",
    # Nothing may pass the proxy by: neither a name that is resolved here nor WebRTC's datagrams.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)


def find_chromium(named: str = "") -> str:
    """The program to start: the one named, else the system's; empty where there is none."""
    if named:
        return named if os.access(named, os.X_OK) and Path(named).is_file() else ""
    return next((found for name in _NAMES if (found := shutil.which(name))), "")


def what_is_missing(named: str = "") -> str:
    """What rendering lacks, in one word: ``playwright`` (the extra `browser`), ``chromium``; empty when nothing."""
    if any(find_spec(package) is None for package in ("playwright", "scrapy_playwright")):
        return "playwright"
    return "" if find_chromium(named) else "chromium"


def launch_options(program: str, home: Path, port: int) -> dict[str, Any]:
    """How to start it: in an empty home, without this process's environment, all traffic to the proxy at `port`."""
    return {
        "executable_path": program,
        "headless": True,
        "args": list(_SWITCHES),
        # As root there is no sandbox; for everybody else there is.
        "chromium_sandbox": not (hasattr(os, "geteuid") and os.geteuid() == 0),
        "proxy": {"server": f"http://127.0.0.1:{port}"},
        "artifacts_dir": str(home),
        "env": _environment(home),
        # The visit under way is closed by the crawler, not by the terminal's signal.
        "handle_sigint": False,
        "handle_sigterm": False,
        "handle_sighup": False,
        "timeout": 20_000,
    }


def context_options(port: int, user_agent: str) -> dict[str, Any]:
    """A school's own corner of the browser: nothing is saved, nothing is shared with other schools."""
    return {
        "proxy": {"server": f"http://127.0.0.1:{port}"},
        "user_agent": f"Mozilla/5.0 (compatible; {user_agent})",
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "accept_downloads": False,
        "service_workers": "block",
        # As for every page: a certificate that ran out is a signal, not a closed door.
        "ignore_https_errors": True,
        "permissions": [],
    }


def _environment(home: Path) -> dict[str, str]:
    # A hostile page that gets out of the browser should find no password of the office's database.
    kept = ("PATH", "LANG", "LD_LIBRARY_PATH", "SYSTEMROOT", "WINDIR") if sys.platform != "linux" else ("PATH",)
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    return {**environment, "HOME": str(home), "TMPDIR": str(home), "LANG": "C.UTF-8"}
