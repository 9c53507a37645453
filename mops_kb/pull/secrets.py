"""Secrets: they come from the environment, and no message ever repeats one."""

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, quote_plus

NAMED = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
HIDDEN = "***"
_ESCAPE = re.compile("%[0-9A-F]{2}")
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
    spelled = {form for secret in secrets for form in _spelled(secret)}
    for form in sorted(spelled, key=len, reverse=True):
        if form:
            text = text.replace(form, HIDDEN)
    return _ASSIGNED.sub(rf"\1{HIDDEN}", _IN_ADDRESS.sub(HIDDEN, text))


def _spelled(secret: str) -> Iterator[str]:
    """As it is; in a text of Python, JSON or libpq; in an address, in either case; in a header."""
    yield from (secret, repr(secret)[1:-1], json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1])
    yield secret.replace("\\", "\\\\").replace("'", "\\'")
    for quoted in (quote(secret, ""), quote(secret), quote_plus(secret)):
        yield quoted
        yield _ESCAPE.sub(lambda sign: sign[0].lower(), quoted)
    yield b64encode(secret.encode()).decode()
