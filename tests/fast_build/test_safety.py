"""Whatever happens to the cache, to the site or to a build, the next site is right."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time

import pytest

from mkdocs_fast_build import workers
from tests.fast_build.conftest import EPOCH, Wiki, contents

pytestmark = pytest.mark.slow
SITE = "site/one/index.html"


@pytest.fixture
def wiki(tmp_path):
    """Enough pages for forks."""
    made = Wiki(tmp_path, plugins=["search"])
    made.put("docs/index.md", "# Home\n")
    for number in range(20):
        made.put(
            f"docs/part{number % 3}/page{number}.md", f"# Page {number}\n\n[home](../index.md#gone) [gone](gone.md)\n"
        )
    made.put("docs/one.md", "# One\n\n[gone](gone.md)\n")
    return made


def kept_page(wiki):
    """The file that is kept of a page: the same as that in the site."""
    inode = (wiki.folder / SITE).stat().st_ino
    return next(file for file in wiki.cache.rglob("*.html") if file.stat().st_ino == inode)


# Damage


def truncated(wiki):
    facts = wiki.cache / "mkdocs/kept.sqlite"
    facts.write_bytes(facts.read_bytes()[:5000])


def emptied(wiki):
    (wiki.cache / "mkdocs/kept.sqlite").write_bytes(b"")


def no_database(wiki):
    (wiki.cache / "mkdocs/kept.sqlite").write_text("something else entirely" * 1000)


def foreign(wiki):
    (wiki.cache / "mkdocs/kept.sqlite").unlink()
    with sqlite3.connect(wiki.cache / "mkdocs/kept.sqlite") as facts:
        facts.execute("CREATE TABLE kept (other TEXT)")
        facts.execute("INSERT INTO kept VALUES ('x')")


def of_another_version(wiki):
    with sqlite3.connect(wiki.cache / "mkdocs/kept.sqlite") as facts:
        facts.execute("UPDATE kept SET value = CAST('\"0\"' AS BLOB) WHERE stage = 'store'")


def a_folder_instead(wiki):
    (wiki.cache / "mkdocs/kept.sqlite").unlink()
    (wiki.cache / "mkdocs/kept.sqlite").mkdir()


def a_file_instead(wiki):
    shutil.rmtree(wiki.cache / "mkdocs")
    (wiki.cache / "mkdocs").write_text("x")


def no_pages(wiki):
    shutil.rmtree(wiki.cache / "mkdocs/pages")


def pages_are_a_file(wiki):
    no_pages(wiki)
    (wiki.cache / "mkdocs/pages").write_text("x")


def a_page_is_gone(wiki):
    kept_page(wiki).unlink()


def a_page_is_edited(wiki):
    kept_page(wiki).write_text("edited")


def a_page_is_edited_as_long_as_before(wiki):
    page = kept_page(wiki)
    page.write_bytes(page.read_bytes().replace(b"One", b"Two"))


def a_page_is_a_folder(wiki):
    page = kept_page(wiki)
    page.unlink()
    page.mkdir()
    (page / "file").write_text("x")


def a_page_is_gone_from_the_site(wiki):
    (wiki.folder / SITE).unlink()


def a_page_of_the_site_is_replaced(wiki):
    (wiki.folder / SITE).unlink()
    (wiki.folder / SITE).write_text("edited")


def a_page_of_the_site_is_a_folder(wiki):
    (wiki.folder / SITE).unlink()
    (wiki.folder / SITE).mkdir()


def something_else_is_in_the_site(wiki):
    wiki.put("site/more/file.txt", "x")
    wiki.put("site/one/more.txt", "x")


def the_site_is_gone(wiki):
    shutil.rmtree(wiki.folder / "site")


def entries_lack_a_byte(wiki):
    with sqlite3.connect(wiki.cache / "mkdocs/kept.sqlite") as facts:
        facts.execute("UPDATE kept SET value = substr(value, 2) WHERE stage != 'store'")


def names_are_none(wiki):
    with sqlite3.connect(wiki.cache / "mkdocs/kept.sqlite") as facts:
        facts.execute("UPDATE kept SET name = CAST(name AS BLOB) WHERE name LIKE '%page1%'")


DAMAGES = [
    *(truncated, emptied, no_database, foreign, of_another_version, a_folder_instead, a_file_instead, no_pages),
    *(pages_are_a_file, a_page_is_gone, a_page_is_edited, a_page_is_edited_as_long_as_before, a_page_is_a_folder),
    *(a_page_is_gone_from_the_site, a_page_of_the_site_is_replaced, a_page_of_the_site_is_a_folder),
    *(something_else_is_in_the_site, the_site_is_gone, entries_lack_a_byte, names_are_none),
]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_is_made_good(wiki, damage):
    right = wiki.both().files
    damage(wiki)
    assert wiki.fast().files == right
    again = wiki.fast()
    assert again.files == right
    assert again.kept == (22, 22)


@pytest.mark.parametrize("seed", range(4))
def test_bytes_that_flip_change_no_site(wiki, seed):
    chance = random.Random(seed)
    right = wiki.plain()
    for _ in range(8):
        wiki.fast()
        facts = wiki.cache / "mkdocs/kept.sqlite"
        content = bytearray(facts.read_bytes())
        for _ in range(chance.choice([1, 10, 1000])):
            content[chance.randrange(len(content))] = chance.randrange(256)
        facts.write_bytes(content)
        built = wiki.fast()
        assert not built.error
        assert built.differs(right) == []


def test_a_folder_that_cannot_be_written_costs_only_time(wiki):
    wiki.put(".cache/fast-build", "a file")
    for _ in range(2):
        built = wiki.both()
        assert built.kept == (0, 0)
        assert any("the cache cannot be used" in line for line in built.ours)


def test_a_page_that_is_edited_in_the_site_poisons_nothing(wiki):
    wiki.fast()
    with (wiki.folder / SITE).open("r+b") as page:  # in place: the same file is in the cache
        page.write(b"poison")
    wiki.put("docs/two.md", "# Two\n")
    wiki.both()
    wiki.drop("docs/two.md")
    wiki.both()


# What a build says


def test_kept_pages_warn_again(wiki):
    said = [wiki.both().said for _ in range(3)]
    assert len([line for line in said[0] if line[0] == "WARNING"]) == 21
    assert said[0] == said[1] == said[2]


def test_strict_fails_just_the_same(wiki):
    wiki.config["strict"] = True
    errors = {wiki.both().error for _ in range(3)}
    assert errors == {"Abort: Aborted with 21 warnings in strict mode!"}
    assert wiki.fast().kept == (22, 22)


def test_a_failed_build_leaves_what_was_kept(wiki):
    wiki.both()
    wiki.put("overrides/main.html", "{% if page and page.title == 'One' %}{{ 1 / 0 }}{% endif %}")
    assert "division" in wiki.fast().error
    wiki.drop("overrides/main.html")
    assert wiki.both().kept == (22, 22)


# What goes


def test_nothing_is_left_of_what_has_gone(wiki):
    wiki.config["plugins"] = ["search", {"redirects": {"redirect_maps": {"old.md": "one.md"}}}]
    wiki.put("docs/file.txt", "x")
    wiki.both()
    wiki.config["plugins"] = ["search"]
    for file in ("docs/file.txt", "docs/one.md", "docs/part0/page0.md"):
        wiki.drop(file)
    files = wiki.both().files
    assert not {"old/index.html", "file.txt", "one/index.html"} & {*files}
    assert not (wiki.folder / "site/one").exists()
    assert len([*(wiki.cache / "mkdocs/pages").iterdir()]) == 20


def test_a_hook_sees_no_page_that_has_gone(wiki):
    wiki.put(
        "hook.py",
        "import pathlib\ndef on_post_build(config):\n    folder = pathlib.Path(config.site_dir)\n    (folder / 'list.txt').write_text('\\n'.join(sorted(str(file.relative_to(folder)) for file in folder.rglob('*'))))\n",
    )
    wiki.config["hooks"] = ["hook.py"]
    wiki.both()
    wiki.drop("docs/one.md")
    wiki.both()


# How it is shared out


@pytest.mark.parametrize(
    "options",
    [{"processes": 1}, {"processes": 2}, {"processes": 4}, {"cache": False}, {"cache": False, "processes": 2}],
)
def test_the_same_bytes_whoever_works(wiki, options):
    wiki.options = options
    wiki.both()
    wiki.put("docs/one.md", "# Another\n")
    assert wiki.both().kept == ((0, 0) if "cache" in options else (21, 0))


def test_the_same_bytes_without_forks(wiki, monkeypatch):
    monkeypatch.setattr(workers, "can_fork", lambda: False)
    wiki.options = {"processes": 4}
    wiki.both()
    wiki.both()


DIES = """
import os
from markdown import Extension
from markdown.preprocessors import Preprocessor

MAIN = os.getpid()

class Dies(Preprocessor):
    def run(self, lines):
        if os.getpid() != MAIN and any("Page 1" in line for line in lines):
            os.kill(os.getpid(), 9)
        return lines

class Dying(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Dies(md), "dies", 1)

def makeExtension(**options):
    return Dying(**options)
"""


def test_a_fork_that_dies_loses_nothing(wiki):
    wiki.put("dying.py", DIES)
    wiki.config["markdown_extensions"] = ["dying"]
    wiki.options = {"processes": 3, "pure_extensions": ["dying"]}
    plain = wiki.process("-d", "plain", FAST_BUILD_ENABLED="0", PYTHONPATH=str(wiki.folder))
    fast = wiki.process(PYTHONPATH=str(wiki.folder))
    assert plain.returncode == fast.returncode == 0, fast.stderr
    assert contents(wiki.folder / "site") == contents(wiki.folder / "plain")


# Several at once, and ends without notice


def started(wiki, *options):
    return subprocess.Popen(
        wiki.command("-q", *options), cwd=wiki.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def test_two_builds_at_once(wiki):
    wiki.config["strict"] = False
    wiki.written(fast=True)
    for _ in range(2):
        both = [started(wiki), started(wiki, "-d", "site2")]
        assert [one.wait() for one in both] == [0, 0]
        wiki.put("docs/one.md", "# Another\n")
    plain = wiki.plain().files
    for site in (contents(wiki.folder / "site2"), wiki.fast().files):
        assert {name for name in {*plain, *site} if plain.get(name) != site.get(name)} <= {"one/index.html", *plain}
    wiki.both()


def test_killed_at_any_moment(wiki):
    """The next build makes right what is left, be it much or little."""
    chance = random.Random(1)
    wiki.options = {"processes": 2}
    start = time.monotonic()
    assert started(wiki_written(wiki)).wait() == 0
    took = time.monotonic() - start
    for step in range(20):
        wiki.put(f"docs/part0/page{chance.randrange(20)}.md", f"# Step {step}\n")
        wiki.config["site_name"] = f"Wiki {step // 4}"
        build = started(wiki_written(wiki))
        time.sleep(chance.uniform(0.3, 1.05) * took)
        os.kill(build.pid, signal.SIGKILL)
        build.wait()
        wiki.both()


def wiki_written(wiki):
    wiki.written(fast=True)
    return wiki


def test_the_time_is_fixed():
    assert os.environ["SOURCE_DATE_EPOCH"] == EPOCH
