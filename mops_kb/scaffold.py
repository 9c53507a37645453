"""Scaffold: a new wiki, and a new record in one."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from mops_kb.kinds import KINDS
from mops_kb.model.kind import Kind
from mops_kb.model.settings import LANGUAGES

_STARTER = Path(__file__).parent / "starter"
_TOGGLES = {"ダークモードにする": "Switch to dark mode", "ライトモードにする": "Switch to light mode"}
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def configuration(site_name: str, language: str) -> str:
    """The configuration of a new wiki, as YAML."""
    name = json.dumps(site_name, ensure_ascii=False)
    return _configured("mkdocs.yml", language).replace("site_name: MOps Wiki", f"site_name: {name}")


def _configured(file: str, language: str) -> str:
    """One of our configurations, where `ja` and `en` change places if the wiki is English first."""
    text = (_STARTER / file).read_text(encoding="utf-8")
    if language == "ja":
        return text
    for ja, en in _TOGGLES.items():
        text = text.replace(ja, "\0").replace(en, ja).replace("\0", en)
    swapped = {"ja": "en", "en": "ja", "Japanese": "English", "English": "Japanese"}
    return re.sub(r"\b(ja|en|Japanese|English)\b", lambda found: swapped[found[0]], text)


def init(folder: Path, site_name: str, language: str) -> Iterator[Path]:
    """Write a new wiki to an empty folder; yields each file."""
    yield _write(folder / "mkdocs.yml", configuration(site_name, language))
    yield _write(folder / f"mkdocs.{_other(language)}.yml", _configured("mkdocs.en.yml", language))
    for file in sorted(_STARTER.rglob("*")):
        name = file.relative_to(_STARTER).as_posix()
        if file.is_file() and name not in ("mkdocs.yml", "mkdocs.en.yml"):
            target = folder / name.replace("dot-", ".")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
            yield target
    for kind in KINDS:
        if (sample := kind.sample) and not kind.built_in:
            where = folder / "docs" / (kind.folder or "knowhow")
            yield _write(where / f"{_sample_id(sample)}{sample.suffix}", sample.read_text(encoding="utf-8"))
            for other in sorted(kind.room.glob("sample.??.md")):
                name = other.name.replace("sample", _sample_id(sample), 1)
                yield _write(where / name, other.read_text(encoding="utf-8"))


def _other(language: str) -> str:
    return next(other for other in LANGUAGES if other != language)


def new(kind: Kind, id: str, docs: Path) -> Path:
    """Begin a record from the kind's sample; refuses an id of another form and a file that is there."""
    if not _ID.fullmatch(id):
        raise ValueError(f"`{id}` is no id: lower-case letters, digits and hyphens only, like `spring-webinar`")
    sample = kind.sample
    suffix = sample.suffix if sample else ".yml"
    file = docs / (kind.folder or "knowhow") / f"{id}{suffix}"
    if file.exists():
        raise FileExistsError(f"{file} is there already")
    text = sample.read_text(encoding="utf-8") if sample else _blank(kind)
    text = re.sub(r"(?m)^(reviewed_on|review_cycle): .*\n", "", text)  # nobody has reviewed it yet
    return _write(file, re.sub(r"(?m)^id: .*\n", "" if suffix == ".md" else f"id: {id}\n", text, count=1))


def _sample_id(sample: Path) -> str:
    found = re.search(r"(?m)^id: (.+)$", sample.read_text(encoding="utf-8"))
    return found[1].strip() if found else sample.parent.name


def _blank(kind: Kind) -> str:
    """A record with every field that must be given, for kinds that a site declares."""
    required = [name for name, field in kind.model.model_fields.items() if field.is_required() and name != "id"]
    return "id: x\n" + "".join(f"{name}: \n" for name in required)


def _write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file
