"""Secrets: they come from the environment, and no message ever repeats one."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, quote_plus

NAMED = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
HIDDEN = "***"
_IN_ADDRESS = re.compile(r"(?<=://)[^/\s@]+(?=@)")
_ASSIGNED = re.compile(
    r"(?i)\b([\w-]*(?:passw|pwd|secret|token|api_?key)[\w-]*\s*[=:]\s*)(\"[^\"]*\"|'[^']*'|[^\s,;&]+)"
)


class Missing(Exception):
    """The environment has no variable of this name."""


def filled(written: str, environment: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """With `${NAME}` replaced by what the environment has, and what was put in."""
    put: list[str] = []

    def value(named: re.Match[str]) -> str:
        if not environment.get(named[1]):
            raise Missing(named[1])
        put.append(environment[named[1]])
        return environment[named[1]]

    return NAMED.sub(value, written), tuple(put)


def redacted(text: str, secrets: Iterable[str]) -> str:
    """Without the secrets in any spelling that drivers use, and without what looks like one."""
    spelled = {
        form for secret in secrets for form in (secret, repr(secret)[1:-1], quote(secret, ""), quote_plus(secret))
    }
    for form in sorted(spelled, key=len, reverse=True):
        if form:
            text = text.replace(form, HIDDEN)
    return _ASSIGNED.sub(rf"\1{HIDDEN}", _IN_ADDRESS.sub(HIDDEN, text))
