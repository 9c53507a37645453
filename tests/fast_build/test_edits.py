"""Whatever is edited, the site that goes on from what was kept is the one that MkDocs makes anew."""

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.fast_build.conftest import Wiki
from tests.fast_build.edits import Editor, PluginEditor, commit

CHAINS: dict[str, dict[str, Any]] = {
    "plain": {},
    "pruned": {
        "theme": {"name": "material", "custom_dir": "overrides", "font": False, "features": ["navigation.prune"]}
    },
    "mkdocs": {"theme": {"name": "mkdocs", "custom_dir": "overrides"}},
    "search": {"plugins": ["search", "tags", "meta"]},
    "blog": {"plugins": ["search", "blog", "tags", {"rss": {"use_git": False}}, "meta"]},
    "dates": {
        "plugins": [
            "search",
            "awesome-nav",
            {"git-revision-date-localized": {"fallback_to_build_date": True, "enable_creation_date": True}},
            "rss",
            {"redirects": {"redirect_maps": {"old.md": "index.md"}}},
        ]
    },
}
SLOW, STEPS = ("blog", "dates"), 21


def differing(folder: Path, seed: object, config: dict[str, Any], steps: int) -> tuple[int, list[str], list[str]]:
    """Edit a wiki and build it, over and over; stops at the first difference."""
    wiki = Wiki(folder, **config)
    editor = PluginEditor(wiki, seed) if wiki.config["plugins"] else Editor(wiki, seed)
    if wiki.config["plugins"]:
        wiki.put("docs/blog/index.md", "# Blog\n")
        commit(wiki, "2026-01-01T12:00:00+0000")
    failed = 0
    for step in range(steps):
        done = editor.edit(editor.chance.randrange(4)) if step else []
        if wiki.config["plugins"]:
            editor.edit_commit()  # of what is in no commit, the plugin for dates tells the time of day
        wiki.options["processes"] = editor.chance.choice([1, 1, 2])
        fast = wiki.fast()
        found = fast.differs(wiki.plain())
        if found:
            return step, done, found
        failed += bool(fast.error)
    return steps, [], [f"{failed} builds failed, so that hardly anything was compared"] if failed > steps / 5 else []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("chain", "seed"), [(chain, seed) for chain in CHAINS for seed in ((1,) if chain in SLOW else (1, 2))]
)
def test_edited_at_random(tmp_path, chain, seed):
    """In all, the site is held to a plain one after 210 sequences of edits."""
    assert differing(tmp_path, f"{chain} {seed}", CHAINS[chain], STEPS) == (STEPS, [], [])


def test_edited_a_little(tmp_path):
    assert differing(tmp_path, "little", {"plugins": ["search"]}, 6) == (6, [], [])


if __name__ == "__main__":  # python -m tests.fast_build.test_edits CHAIN FIRST-SEED COUNT STEPS
    import os
    import tempfile

    os.environ.update(SOURCE_DATE_EPOCH="1795316400", NO_MKDOCS_2_WARNING="1")
    for seed in range(int(sys.argv[2]), int(sys.argv[2]) + int(sys.argv[3])):
        with tempfile.TemporaryDirectory() as folder:
            step, done, found = differing(Path(folder), f"{sys.argv[1]} {seed}", CHAINS[sys.argv[1]], int(sys.argv[4]))
            print(seed, step, done, *found[:12], sep="\n   ", flush=True)  # noqa: T201
