"""The machine's Chromium, to prove what a visitor sees: one page as it stands, or a page in the hand.

Loopback is all it is sent to. The clock is a Vietnamese visitor's: some front-ends print times in the browser's zone.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

PROGRAM = "chromium"
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-dev-shm-usage", "--no-proxy-server")  # fmt: skip
WITHIN_SECONDS = 60.0


def why_not() -> str | None:
    """Why there is no browser here, None when there is one."""
    return None if shutil.which(PROGRAM) else f"{PROGRAM} not installed"


def dump_dom(url: str) -> str:
    """The document as it stands some seconds after it was opened, in a fresh browser."""
    with tempfile.TemporaryDirectory(prefix="kiemcong-chromium-") as profile:
        done = subprocess.run(
            [PROGRAM, *FLAGS, f"--user-data-dir={profile}", "--dump-dom", "--virtual-time-budget=8000", url],
            env=_environment(profile),
            capture_output=True,
            text=True,
            check=True,
            timeout=WITHIN_SECONDS,
            stdin=subprocess.DEVNULL,
        )
    return done.stdout


def _environment(home: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": home, "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C.UTF-8"}


class Window:
    """One window of a running browser, driven through the pipe of the DevTools protocol."""

    def __init__(self, to_browser: int, from_browser: int) -> None:
        self._to, self._from = to_browser, from_browser
        self._read = b""
        self._asked = 0
        self._session: str | None = None
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = str(self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])

    def open(self, url: str) -> None:
        """Go to `url` by a full load, even where only what stands after the hash differs."""
        for address in ("about:blank", url):
            self._ask("Page.navigate", url=address)
            self.wait(f"document.readyState === 'complete' && location.href.startsWith({json.dumps(address)})")

    def speak(self, locale: str) -> None:
        """Write days and numbers as a browser of `locale` does."""
        self._ask("Emulation.setLocaleOverride", locale=locale)

    def value(self, script: str) -> object:
        """What `script` is worth in the page."""
        answer = self._ask("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        result = answer["result"]
        assert isinstance(result, dict)
        return result.get("value")

    def links(self) -> list[str]:
        """What the page links to, without the host."""
        script = "Array.from(document.querySelectorAll('a[href]'), a => a.href.replace(location.origin, ''))"
        return cast(list[str], self.value(script))

    def wait(self, script: str) -> None:
        """Wait until `script` is true in the page."""
        deadline = time.monotonic() + WITHIN_SECONDS
        while not self.value(script):
            if time.monotonic() > deadline:
                raise TimeoutError(
                    f"never true: {script}; the page says {str(self.value('document.body.innerText'))[:500]}"
                )
            time.sleep(0.03)

    def _ask(self, method: str, **parameters: object) -> dict[str, object]:
        self._asked += 1
        message: dict[str, object] = {"id": self._asked, "method": method, "params": parameters}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = json.loads(self._next())
            if answer.get("id") == self._asked:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                found: dict[str, object] = answer["result"]
                return found

    def _next(self) -> bytes:
        while b"\0" not in self._read:
            more = os.read(self._from, 1 << 16)
            if not more:
                raise RuntimeError("the browser has ended")
            self._read += more
        message, _, self._read = self._read.partition(b"\0")
        return message


@contextmanager
def browser(*more: str) -> Iterator[Window]:
    """A fresh browser with one window and `more` flags, ended with the block."""
    ends: list[int] = []
    for end in (*os.pipe(), *os.pipe()):
        # Above 3 and 4, which the browser takes for its pipe.
        ends.append(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10))
        os.close(end)
    its_in, our_out, our_in, its_out = ends

    def join() -> None:
        os.dup2(its_in, 3)
        os.dup2(its_out, 4)

    with tempfile.TemporaryDirectory(prefix="kiemcong-chromium-", ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [PROGRAM, *FLAGS, *more, f"--user-data-dir={profile}", "--remote-debugging-pipe", "about:blank"],
            env=_environment(profile),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            close_fds=False,
            preexec_fn=join,
            start_new_session=True,
        )
        os.close(its_in)
        os.close(its_out)
        try:
            yield Window(our_out, our_in)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(timeout=10)
            os.close(our_out)
            os.close(our_in)
