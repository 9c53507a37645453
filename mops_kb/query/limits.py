"""Limits: how much time, memory and space a question may take."""

from dataclasses import dataclass

_MB = 2**20


@dataclass(frozen=True)
class Limits:
    """`wall` is for one question in seconds, `memory` and `spill` are megabytes, `rows` how many an answer may have,
    `answer` how many bytes it may be. With one thread even sums of floating-point numbers come out alike."""

    wall: float
    memory: int
    spill: int
    rows: int
    answer: int
    threads: int = 1

    @property
    def config(self) -> dict[str, str]:
        return {
            "threads": str(self.threads),
            "max_execution_time": str(int(self.wall * 1_000)),
            "memory_limit": f"{self.memory}MiB",
            "max_temp_directory_size": f"{self.spill}MiB",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "allow_persistent_secrets": "false",
            "python_enable_replacements": "false",
            "ieee_floating_point_ops": "false",
            "error_on_division_by_zero": "false",
        }

    def system(self, questions: int) -> dict[str, int]:
        """What the operating system is asked to hold the process to, while it loads and answers so many questions."""
        return {
            "RLIMIT_CPU": int(LOADING + questions * self.wall * self.threads),
            "RLIMIT_AS": (self.memory + 3_000) * _MB,
            "RLIMIT_FSIZE": self.spill * _MB,
            "RLIMIT_NOFILE": 256,
            "RLIMIT_CORE": 0,
        }


GRACE = 1.0
"""Seconds after which a child that should have stopped a question by itself is ended."""
LOADING = 300.0
"""Seconds for all tables together."""
DEATHS = 5
"""After so many questions that had to be stopped, the rest of them is not asked."""
STRANGER = Limits(wall=5, memory=1_024, spill=2_048, rows=10_000, answer=16 * _MB)
"""For what a contributor wrote."""
OURS = Limits(wall=600, memory=1_024, spill=32_768, rows=1_000_000, answer=512 * _MB)
"""For what we wrote ourselves."""
