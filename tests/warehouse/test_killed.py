"""Killed while it writes: whoever reads the snapshot reads the old one or the new one, never half of one."""

import subprocess
import sys
import time

import pytest

from mops_kb.pull.line import write

WRITING = """
import sys
from pathlib import Path
from mops_kb.pull.line import write
file = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for letter in "ab":
        write(file, letter * 3_000_000)
"""


@pytest.mark.parametrize("after", [0.003 * n for n in range(1, 16)])
def test_a_process_that_is_killed_leaves_a_whole_file(after, tmp_path):
    file = tmp_path / "snapshots/a.yml"
    write(file, "a" * 3_000_000)
    with subprocess.Popen([sys.executable, "-c", WRITING, str(file)], stdout=subprocess.PIPE) as writing:
        assert writing.stdout
        assert writing.stdout.readline() == b"ready\n"
        time.sleep(after)
        writing.kill()
    assert file.read_bytes() in (b"a" * 3_000_000, b"b" * 3_000_000)
    write(file, "c")
    assert [left.name for left in file.parent.iterdir()] == ["a.yml"]
