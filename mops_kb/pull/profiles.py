"""Profiles: `warehouses.yml` beside the configuration of the site says how each warehouse is reached."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from mops_kb.formats import encoding, yaml
from mops_kb.model.problem import Problem, problem
from mops_kb.pull import secrets

FILE = "warehouses.yml"
_LIMIT = 100_000
_COMMON = ("engine", "timeout")


@dataclass(frozen=True)
class Engine:
    """`secret` are fields that must come from the environment, `number` those that must be whole numbers; `extra` is
    what one installs for it."""

    needs: tuple[str, ...]
    may: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()
    number: tuple[str, ...] = ("timeout", "port")
    extra: str = "warehouse"

    @property
    def fields(self) -> tuple[str, ...]:
        return (*_COMMON, *self.needs, *self.may, *self.secret)


ENGINES: Mapping[str, Engine] = {
    "bigquery": Engine(("project_id",), ("dataset_id", "location"), extra="warehouse-bigquery"),
    "duckdb": Engine(("database",)),
    "postgres": Engine(("host", "database"), ("port", "user", "schema", "sslmode", "sslrootcert"), ("password",)),
    "pyspark": Engine((), ("master", "catalog", "database"), ("remote",), extra="warehouse-spark"),
    "snowflake": Engine(
        ("account", "user"),
        ("database", "schema", "warehouse", "role", "authenticator"),
        ("password", "token"),
        extra="warehouse-snowflake",
    ),
    "trino": Engine(
        ("host", "user"),
        ("port", "database", "schema", "http_scheme"),
        ("password",),
        extra="warehouse-trino",
    ),
}


@dataclass(frozen=True)
class Profile:
    """How a warehouse is reached, as it is written: `${NAME}` stands for what the environment has."""

    name: str
    engine: str
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def timeout(self) -> int:
        """Seconds that one question may take."""
        return int(self.fields.get("timeout", "300"))


def read(root: Path) -> tuple[dict[str, Profile], list[Problem]]:
    """All profiles of the file in a folder, and what is wrong with the file; none if there is no file."""
    file = root / FILE
    if not file.is_file():
        return {}, []
    text, unreadable = encoding.read(file, FILE, _LIMIT)
    tree = unreadable or yaml.parse(text, FILE)
    if isinstance(tree, Problem):
        return {}, [tree]
    written = tree.value.get("profiles") if isinstance(tree.value, dict) else None
    if not isinstance(written, dict) or not all(isinstance(fields, dict) for fields in written.values()):
        return {}, [problem(FILE, tree.places.get((), (1, 1)), "profiles-form")]
    wrong = [found for name, fields in written.items() for found in _wrong(name, fields, tree)]
    if wrong:
        return {}, wrong
    return {name: Profile(name, fields["engine"], _texts(fields)) for name, fields in written.items()}, []


def reach(profile: Profile) -> tuple[dict[str, str], tuple[str, ...]]:
    """The fields to connect with, and the secrets among them. Raises `Missing` where the environment lacks one."""
    found, hidden = {}, []
    for name, written in profile.fields.items():
        found[name], put = secrets.filled(written, os.environ)
        hidden += [value for value in put if name in ENGINES[profile.engine].secret or len(value) > 3]
    return found, tuple(hidden)


def _texts(fields: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in fields.items() if name != "engine" and value is not None}


def _wrong(name: str, fields: Mapping[str, Any], tree: yaml.Tree) -> Iterator[Problem]:
    here = ("profiles", name)
    engine = ENGINES.get(str(fields.get("engine")))
    if not engine:
        near = _near(str(fields.get("engine", "")), ENGINES)
        place = tree.places.get((*here, "engine"), tree.keys.get(here, (1, 1)))
        yield problem(
            FILE, place, "profile-engine", "near" if near else "remedy",
            profile=name, written=fields.get("engine") or "", near=near, engines=sorted(ENGINES),
        )  # fmt: skip
        return
    for field_name, value in fields.items():
        key, place = tree.keys[*here, field_name], tree.places[*here, field_name]
        if field_name not in engine.fields:
            near = _near(field_name, engine.fields)
            yield problem(
                FILE, key, "profile-field", "near" if near else "remedy",
                profile=name, field=field_name, near=near, fields=sorted(engine.fields),
            )  # fmt: skip
        elif not isinstance(value, str | None):
            yield problem(FILE, place, "profile-value", profile=name, field=field_name)
        elif value and field_name in engine.secret and not secrets.NAMED.fullmatch(value):
            yield problem(FILE, place, "profile-secret", profile=name, field=field_name)
        elif value and field_name in engine.number and not (value.isdecimal() or _is_named(field_name, value)):
            yield problem(FILE, place, "profile-number", profile=name, field=field_name)
    for missing in engine.needs:
        if not fields.get(missing):
            yield problem(FILE, tree.keys[here], "profile-missing", profile=name, field=missing)


def _is_named(field_name: str, value: str) -> bool:
    """Whether the environment has it; how long to wait is nobody's secret."""
    return field_name != "timeout" and bool(secrets.NAMED.fullmatch(value))


def _near(written: str, known: Any) -> str:
    return next(iter(get_close_matches(written, known, 1)), "")
