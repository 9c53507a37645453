"""Limits: `limits.yml`, from when on something is held against an initiative."""

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml


class Limits(NamedTuple):
    """`coverage` is a share; the rest is time."""

    coverage: Fraction
    blocker: timedelta
    concern: timedelta
    grace: timedelta
    every: Mapping[str, timedelta]


@cache
def limits() -> Limits:
    lines = yaml.load((Path(__file__).parent / "limits.yml").read_bytes(), yaml.CSafeLoader)
    return Limits(
        Fraction(lines["training_coverage"], 100),
        timedelta(days=lines["blocker_days"]),
        timedelta(days=lines["concern_days"]),
        timedelta(days=lines["report_grace"]),
        {every: timedelta(days=days) for every, days in lines["report_every"].items()},
    )
