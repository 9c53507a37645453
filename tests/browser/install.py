"""Makes sure that there is a Chromium that can show Japanese, and prints where it is.

The system's own browser comes first, then Debian's package, then Playwright's download. Nothing of the three is an
error: tests that need a browser are never skipped. Standard library only, so any Python can run it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")

# Node, which Playwright brings to speak with a browser, needs libatomic.
DEBIAN = ("chromium", "fonts-noto-cjk", "libatomic1")

ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def main() -> None:
    chromium = _on_path() or _from_debian() or _playwrights_own() or _from_playwright()
    if chromium is None:
        sys.exit(
            "no Chromium: none on PATH, none from Debian (needs root or sudo), none from Playwright.\n"
            "Install chromium or google-chrome with your system's packages, then try again."
        )
    if not _japanese_font():
        _install("fonts-noto-cjk")
        if not _japanese_font():
            print("warning: no Japanese font; Japanese text will show as boxes in screenshots", file=sys.stderr)
    print(chromium)


def find() -> Path | None:
    """The Chromium that the tests use."""
    return _on_path() or _playwrights_own()


def _on_path() -> Path | None:
    return next((Path(path) for name in NAMES if (path := shutil.which(name))), None)


def _from_debian() -> Path | None:
    """Not on Ubuntu: there `chromium` is a snap, which a build machine cannot run."""
    return _on_path() if _is_debian() and _install(*DEBIAN) else None


def _playwrights_own() -> Path | None:
    """Asked in a process of its own, as Playwright may be running in this one or not run at all."""
    asked = subprocess.run([sys.executable, "-c", ASK_PLAYWRIGHT], capture_output=True, text=True, check=False)
    path = Path(asked.stdout.strip())
    return path if asked.returncode == 0 and path.is_file() else None


def _from_playwright() -> Path | None:
    return _playwrights_own() if _runs(sys.executable, "-m", "playwright", "install", "chromium") else None


def _japanese_font() -> bool:
    """Without fontconfig (as on macOS) the system is taken to bring its own."""
    if not shutil.which("fc-list"):
        return sys.platform != "linux"
    fonts = subprocess.run(["fc-list", ":lang=ja"], capture_output=True, text=True, check=False)
    return bool(fonts.stdout.strip())


def _install(*packages: str) -> bool:
    as_root = _as_root()
    if as_root is None or not shutil.which("apt-get"):
        return False
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    return _runs(*apt, "update", "-qq") and _runs(*apt, "install", "-y", "-qq", "--no-install-recommends", *packages)


def _is_debian() -> bool:
    release = Path("/etc/os-release")
    return release.is_file() and "ID=debian" in release.read_text(encoding="utf-8").splitlines()


def _as_root() -> list[str] | None:
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if shutil.which("sudo") and _runs("sudo", "-n", "true") else None


def _runs(*command: str) -> bool:
    """What the command says goes to stderr: stdout is for the path."""
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False).returncode == 0


if __name__ == "__main__":
    main()
