"""Edits: what contributors and maintainers do to a wiki, at random but the same for the same seed."""

import os
import random
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.fast_build.conftest import Wiki

FOLDERS = ("", "alpha", "alpha/deep", "alpha/deep/er", "beta", "日本 語", "gamma-x")
NAMES = (
    "index",
    "README",
    "intro",
    "Set up",
    "ページ",
    "a.b",
    "notes",
    "plan",
    "faq",
    "x",
    "y",
    "z",
    "howto",
    "über",
    "404",
    "q&a",
    "c++",
)
WORDS = (
    "budget",
    "lead",
    "ウェブ",
    "campaign",
    "<b>bold</b>",
    "`code`",
    ":material-star:",
    "&amp;",
    "**strong**",
    ":custom-mark:",
    "é",
)
EXTENSIONS: list[Any] = [
    "admonition",
    "attr_list",
    "md_in_html",
    "footnotes",
    "def_list",
    "abbr",
    "tables",
    {"toc": {"permalink": True}},
    {"pymdownx.snippets": {"base_path": ["."], "auto_append": ["snips/all.md"], "check_paths": False}},
    {
        "pymdownx.emoji": {
            "emoji_index": "%python/name:material.extensions.emoji.twemoji%",
            "emoji_generator": "%python/name:material.extensions.emoji.to_svg%",
            "options": {"custom_icons": ["overrides/.icons"]},
        }
    },
    {"pymdownx.b64": {"base_path": "docs"}},
    "pymdownx.details",
    "pymdownx.superfences",
    {"pymdownx.tabbed": {"alternate_style": True}},
]
TEMPLATES = {
    "main.html": '{% extends "base.html" %}{% block footer %}<i>WORD {{ page.title }}</i>{{ super() }}{% endblock %}',
    "partials/logo.html": "<b>WORD</b>",
    "partials/source-file.html": "WORD {{ page.edit_url }}",
    "partials/languages/en.html": "",
    "special.html": "<p>WORD</p>{{ page.content }}{% for one in nav %}{{ one.title }}{% endfor %}",
    "listed.html": '{% import "own.html" as own %}{% for one in pages %}{{ one.src_uri }} {{ one.page.title }} {{ own.sign() }}{% endfor %}{{ config.nav }}',
    "own.html": '{% import "owns.html" as owns %}{% macro sign() %}WORD {{ owns.mark() }}{% endmacro %}',
    "owns.html": "{% macro mark() %}WORD{% endmacro %}",
    "place.html": "{{ page.markdown }} {{ page.is_top_level }} {% for one in nav.items %}{{ one.active }}{% endfor %} WORD",
    "nearby.html": "{{ page.parent.title }} {{ page.next_page.meta }} {{ page.previous_page.toc }} {{ page.next_page.content | length }} WORD",
}
"""What `custom_dir` may have; a word in it changes now and then."""
SPECIAL = ("special.html", "listed.html", "place.html", "nearby.html")


class Editor:
    """Edits one wiki. Every edit says what it did, so that a failure can be told."""

    def __init__(self, wiki: Wiki, seed: object) -> None:
        self.wiki = wiki
        self.chance = random.Random(str(seed))
        self.edits: list[Callable[[], str]] = [
            getattr(self, name) for name in dir(type(self)) if name.startswith("edit_")
        ]
        wiki.config.setdefault("markdown_extensions", EXTENSIONS)
        wiki.put("snips/all.md", "*[HTML]: Hyper Text\n")
        wiki.put("docs/pictures/a.svg", "<svg xmlns='http://www.w3.org/2000/svg'></svg>")
        wiki.put("overrides/.icons/custom/mark.svg", "<svg>mark</svg>")
        wiki.put("docs/index.md", "# Home\n")
        for name in (*SPECIAL, "own.html", "owns.html"):
            wiki.put(f"overrides/{name}", TEMPLATES[name])
        while len(self.pages()) < 40:
            self.edit_add()

    def edit(self, count: int) -> list[str]:
        return [self.chance.choice(self.edits)() for _ in range(count)]

    def pages(self) -> list[Path]:
        return sorted(self.wiki.docs.rglob("*.md"))

    def page(self) -> Path:
        return self.chance.choice(self.pages())

    def word(self) -> str:
        return self.chance.choice(WORDS) + str(self.chance.randrange(100))

    def body(self) -> str:
        return "\n\n".join(self.block() for _ in range(self.chance.randrange(1, 6))) + "\n"

    def block(self) -> str:
        there, word = self.page_uri(), self.word()
        return self.chance.choice(
            [
                f"{word} and {word}, HTML",
                f"## {word}",
                f"## {word} {{ #{self.chance.choice('abc')} }}",
                f"[{word}](<{there}>)",
                f"[{word}](<{there}#a>)",
                f"[there](#{self.chance.choice('abc')}) and [gone](nowhere{self.chance.randrange(9)}.md)",
                f"[odd](/{there}) [folder](alpha/) [mail](x@example.org)",
                f"![picture](/pictures/{self.chance.choice('abc')}.svg) ![beside](../pictures/a.svg)",
                f"![inline](pictures/{self.chance.choice('ab')}.png)",
                f'--8<-- "snips/{self.chance.choice("abc")}.md"',
                f'!!! note "{word}"\n    {word}',
                f'<div id="raw{self.chance.randrange(3)}" data-search-exclude markdown>{word}</div>',
                f"text[^1]\n\n[^1]: {word}",
                f"| a | b |\n|---|---|\n| {word} | :material-star: :custom-mark: |",
                f"<!-- {word} -->",
                f"[ref]: https://example.org/{self.chance.randrange(99)}",
            ]
        )

    def page_uri(self) -> str:
        pages = self.pages()
        return self.chance.choice(pages).relative_to(self.wiki.docs).as_posix() if pages else "index.md"

    def meta(self) -> str:
        lines = [
            f"title: {self.word()!r}",
            f"description: About {self.chance.randrange(99)}",
            "hide: [navigation, toc]",
            "search: {exclude: true}",
            "search: {boost: 2}",
            f"tags: [{', '.join(self.chance.sample(['red', 'green', 'blue'], 2))}]",
            f"template: {self.chance.choice(SPECIAL)}",
            f"icon: material/{self.chance.choice(['star', 'heart'])}",
            "status: new",
            f"{self.chance.choice([1, chr(39) + '1' + chr(39)])}: {self.chance.randrange(9)}",
            "date: 2026-01-02",
        ]
        return "---\n" + "\n".join(self.chance.sample(lines, self.chance.randrange(1, 4))) + "\n---\n"

    def _told(self, what: str, path: Path) -> str:
        return f"{what} {path.relative_to(self.wiki.folder).as_posix()}"

    # What contributors do

    def edit_add(self) -> str:
        folder, name = self.chance.choice(FOLDERS), self.chance.choice(NAMES)
        if self.chance.random() < 0.3:
            name += str(self.chance.randrange(30))
        head = self.meta() if self.chance.random() < 0.2 else ""
        title = f"# {self.word()}\n\n" if self.chance.random() < 0.9 else ""
        path = f"docs/{folder}/{name}.md".replace("//", "/")
        return self._told("add", self.wiki.put(path, head + title + self.body()))

    def edit_body(self) -> str:
        page = self.page()
        page.write_text(page.read_text() + "\n" + self.block() + "\n")
        return self._told("body", page)

    def edit_body_again(self) -> str:
        return self.edit_body()

    def edit_space(self) -> str:
        page = self.page()
        page.write_text(page.read_text() + "\n\n")
        return self._told("blank lines", page)

    def edit_retitle(self) -> str:
        page = self.page()
        page.write_text(re.sub(r"(?m)^# .*", f"# {self.word()}", page.read_text(), count=1))
        return self._told("retitle", page)

    def edit_meta(self) -> str:
        page = self.page()
        text = re.sub(r"(?s)\A---\n.*?\n---\n", "", page.read_text())
        page.write_text((self.meta() if self.chance.random() < 0.7 else "") + text)
        return self._told("front matter", page)

    def edit_delete(self) -> str:
        page = self.page()
        if len(self.pages()) > 35 and page.name != "index.md":
            page.unlink()
        return self._told("delete", page)

    def edit_rename(self) -> str:
        page = self.page()
        new = page.with_name(f"{self.chance.choice(NAMES)}{self.chance.randrange(9)}.md")
        page.rename(new)
        return f"{self._told('rename', page)} {new.name}"

    def edit_move(self) -> str:
        page = self.page()
        new = self.wiki.docs / self.chance.choice(FOLDERS) / page.name
        if not new.exists():
            new.parent.mkdir(parents=True, exist_ok=True)
            page.rename(new)
        return f"{self._told('move', page)} {new.parent.name}"

    def edit_snippet(self) -> str:
        return self._toggled(f"snips/{self.chance.choice(['a', 'b', 'c', 'all'])}.md", self.word())

    def edit_picture(self) -> str:
        return self._toggled(f"docs/pictures/{self.chance.choice('abc')}.svg", f"<svg>{self.word()}</svg>")

    def edit_inline_picture(self) -> str:
        return self._toggled(f"docs/pictures/{self.chance.choice('ab')}.png", self.word())

    def edit_static(self) -> str:
        return self._toggled(
            self.chance.choice(["docs/data/table.csv", "docs/x/index.html", "docs/404.html"]), self.word()
        )

    def _toggled(self, path: str, content: str) -> str:
        """Write a file, or remove it."""
        file = self.wiki.folder / path
        if file.exists() and self.chance.random() < 0.4:
            file.unlink()
            return f"no {path}"
        self.wiki.put(path, content)
        return f"write {path}"

    # What maintainers do

    def edit_template(self) -> str:
        name = self.chance.choice(list(TEMPLATES))
        text = TEMPLATES[name].replace("WORD", self.word())
        if name == "partials/languages/en.html":
            text = f"{{% macro t(key) %}}{self.word()} {{{{ key }}}}{{% endmacro %}}"
        if name in SPECIAL or name.startswith("own"):
            self.wiki.put(f"overrides/{name}", text)
            return f"write {name}"
        return self._toggled(f"overrides/{name}", text)

    def edit_icon(self) -> str:
        return self._told("icon", self.wiki.put("overrides/.icons/custom/mark.svg", f"<svg>{self.word()}</svg>"))

    def edit_config(self) -> str:
        config, chance = self.wiki.config, self.chance
        theme = config["theme"]
        change = chance.choice(
            [
                lambda: config.update(site_name=self.word()),
                lambda: config.update(copyright=self.word()),
                lambda: config.update(
                    extra={chance.choice([1, "1"]): chance.choice([1, "1"]), "generator": chance.random() < 0.5}
                ),
                lambda: config.update(use_directory_urls=chance.random() < 0.5),
                lambda: config.update(site_url=chance.choice(["", "https://example.org/", "https://example.org/x/"])),
                lambda: config.update(repo_url=chance.choice(["https://github.com/a/b", "https://example.org/r"])),
                lambda: config.update(edit_uri=chance.choice(["", "edit/main/docs/", "https://example.org/e/"])),
                lambda: config.update(
                    extra_css=chance.sample(["a.css", "https://example.org/b.css"], chance.randrange(3))
                ),
                lambda: theme.update(features=chance.sample(_FEATURES, chance.randrange(5))),
                lambda: theme.update(language=chance.choice(["en", "ja", "de"])),
                lambda: theme.update(palette={"primary": chance.choice(["red", "blue"])}),
                lambda: config.update(markdown_extensions=[one for one in EXTENSIONS if chance.random() < 0.95]),
                lambda: config.update(
                    validation={
                        "links": {
                            "anchors": chance.choice(["warn", "info", "ignore"]),
                            "absolute_links": chance.choice(["warn", "relative_to_docs"]),
                        }
                    }
                ),
            ]
        )
        change()
        return "config"

    def edit_nav(self) -> str:
        config, chance = self.wiki.config, self.chance
        if chance.random() < 0.4:
            config.pop("nav", None)
            return "no nav"
        config["nav"] = self.nav(self.some_pages(12))
        return f"nav {config['nav']}"

    def some_pages(self, count: int) -> list[str]:
        pages = [page.relative_to(self.wiki.docs).as_posix() for page in self.pages()]
        return self.chance.sample(pages, min(count, len(pages)))

    def nav(self, pages: list[str]) -> list[Any]:
        return list(self._nav(pages, 0))

    def _nav(self, pages: list[str], depth: int) -> Iterator[Any]:
        chance = self.chance
        while pages:
            kind = chance.random()
            if kind < 0.4:
                yield pages.pop()
            elif kind < 0.6:
                yield {self.chance.choice(["Same", self.word()]): pages.pop()}
            elif kind < 0.7:
                yield {
                    self.word(): chance.choice(
                        ["https://example.org/", "../up/", "/abs/", "missing.md", "pictures/a.svg", "#top"]
                    )
                }
            elif depth < 3:
                part = [pages.pop() for _ in range(min(len(pages), chance.randrange(1, 5)))]
                yield {self.chance.choice(["Section", "Same", self.word()]): list(self._nav(part, depth + 1))}

    def edit_inclusion(self) -> str:
        option = self.chance.choice(["draft_docs", "not_in_nav", "exclude_docs"])
        if self.chance.random() < 0.3:
            self.wiki.config.pop(option, None)
            return f"no {option}"
        self.wiki.config[option] = (
            "\n".join(self.chance.choice([f"/{uri}", "beta/", "x*.md"]) for uri in self.some_pages(2)) + "\n"
        )
        return f"{option} {self.wiki.config[option]}"


class PluginEditor(Editor):
    """Edits also what plugins live on: posts, commits, redirects, files of theirs in the docs."""

    def edit_post(self) -> str:
        chance = self.chance
        day = f"2026-0{chance.randrange(1, 10)}-1{chance.randrange(9)}"
        head = (
            f"date: {day}\ncategories: [{chance.choice(['News', 'Talks'])}]\ntags: [{chance.choice(['red', 'blue'])}]"
        )
        body = f"# Post {self.word()}\n\n{self.block()}\n\n<!-- more -->\n\n{self.block()}\n"
        return self._toggled(f"docs/blog/posts/post{chance.randrange(6)}.md", f"---\n{head}\n---\n{body}")

    def edit_tags_page(self) -> str:
        return self._toggled("docs/tagged.md", "# Tagged\n\n<!-- material/tags -->\n")

    def edit_meta_file(self) -> str:
        folder, colour = self.chance.choice(["alpha", "beta"]), self.chance.choice(["red", "green"])
        return self._toggled(f"docs/{folder}/.meta.yml", f"tags: [{colour}]\nauthor: {self.chance.randrange(9)}\n")

    def edit_redirects(self) -> str:
        for plugin in self.wiki.config["plugins"]:
            if isinstance(plugin, dict) and "redirects" in plugin:
                old = self.chance.sample(["old.md", "alpha/gone.md", "very/old.md", "older.md"], 2)
                plugin["redirects"]["redirect_maps"] = dict.fromkeys(old, self.page_uri())
        return "redirects"

    def edit_order(self) -> str:
        first = self.chance.choice(["index.md", "alpha", "*"])
        return self._toggled(f"docs/{self.chance.choice(['', 'alpha/'])}.nav.yml", f"nav:\n  - {first}\n  - '*'\n")

    def edit_commit(self) -> str:
        commit(self.wiki, f"2026-0{self.chance.randrange(1, 10)}-20T12:00:00+0000")
        return "commit"


def commit(wiki: Wiki, when: str) -> None:
    """Commit all docs as of a moment."""
    who = {f"GIT_{one}_{what}": "a@example.org" for one in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = os.environ | who | {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    first = [] if (wiki.folder / ".git").exists() else [["init", "-q"]]
    for command in (*first, ["add", "docs"], ["commit", "-qm", "Edit", "--allow-empty"]):
        subprocess.run(["git", *command], cwd=wiki.folder, env=environment, check=True)


_FEATURES = [
    *("navigation.prune", "navigation.indexes", "navigation.sections", "navigation.tabs", "navigation.expand"),
    *("navigation.path", "navigation.footer", "navigation.top", "toc.integrate", "content.action.edit"),
]
