"""What is kept never survives a change that it depends on. Each story builds at every `yield`, both ways."""

import inspect
import logging
import os

import pytest

STORIES = []


def story(told):
    STORIES.append(told)
    return told


@pytest.mark.parametrize("told", STORIES, ids=lambda told: told.__name__)
def test_hit(wiki, told, monkeypatch):
    told = told(wiki, monkeypatch) if "monkeypatch" in inspect.signature(told).parameters else told(wiki)
    for _ in told:
        built = wiki.both()
        assert not built.error


def shown(wiki, text):
    """Have every page rendered by this alone."""
    wiki.put("overrides/main.html", text)


# What a template shows


@story
def its_markdown(wiki):
    shown(wiki, "{{ page.markdown }}")
    yield
    wiki.put("docs/one.md", "# One\n\nSee [home](index.md).\n\n\n\n")
    yield


@story
def how_deep_it_stands(wiki):
    shown(wiki, "{{ page.is_top_level }}")
    wiki.config["nav"] = ["index.md", "one.md"]
    yield
    wiki.config["nav"] = ["index.md", {"Section": ["one.md"]}]
    yield


@story
def the_section_that_is_active(wiki):
    shown(wiki, "{% for one in nav.items %}{{ one.title }} {{ one.active }}{% endfor %}")
    wiki.put("docs/two.md", "# Two\n")
    wiki.config["nav"] = ["index.md", {"A": [{"B": ["one.md"]}]}, {"C": [{"D": ["two.md"]}]}]
    yield
    wiki.config["nav"] = ["index.md", {"A": [{"B": ["two.md"]}]}, {"C": [{"D": ["one.md"]}]}]
    yield


@story
def the_navigation_itself(wiki):
    shown(wiki, "{% for one in nav %}{{ one.title }}{% endfor %}{{ nav | length }}")
    yield
    wiki.put("docs/two.md", "# Two\n")
    yield
    wiki.drop("docs/two.md")
    yield


@story
def one_entry_by_its_place(wiki):
    shown(wiki, "{{ nav.items[1].title }} {{ (nav.items | last).url }} {{ nav.items | map(attribute='title') | join }}")
    yield
    wiki.put("docs/a.md", "# A\n")
    yield
    wiki.put("docs/a.md", "# B\n")
    yield


@story
def an_attribute_by_name(wiki):
    shown(
        wiki,
        "{{ nav.items | map('attr', 'title') | join(' ') }} {{ pages[0] | attr('url') }} {{ (pages | first).page | attr('toc') | length }}",
    )
    yield
    wiki.put("docs/one.md", "# Another\n\n## Two\n")
    yield
    wiki.put("docs/index.md", "# Home\n\n## Two\n\n# Three\n")
    yield


@story
def all_pages(wiki):
    shown(wiki, "{% for one in pages %}{{ one.page.title }} {{ one.page.content }} {{ one.page.meta.x }}{% endfor %}")
    yield
    wiki.put("docs/one.md", "---\nx: 1\n---\n# One\n\nOther\n")
    yield
    wiki.put("docs/one.md", "---\nx: '1'\n---\n# One\n\nOther\n")
    yield


@story
def numbers_that_look_like_text(wiki):
    shown(wiki, "{% if page %}{{ page.meta }} {{ page.meta.get(1) }}{% endif %} {{ config.extra }}")
    for meta in (
        "1: x",
        "'1': x",
        "true: x",
        "'true': x",
        "a: 1",
        "a: '1'",
        "a: 1.0",
        "a: true",
        "a: [1]",
        "a: {}",
        "a: 2026-01-02",
        "a: 2026-01-02 00:00:00",
    ):
        wiki.put("docs/one.md", f"---\n{meta}\n---\n# One\n")
        yield
    for extra in ({1: 1}, {"1": 1}, {"1": "1"}, {"1": True}):
        wiki.config["extra"] = extra
        yield


@story
def options_of_the_build(wiki):
    shown(
        wiki,
        "{{ config.strict }} {{ config['nav'] }} {{ config.docs_dir }} {{ config.dev_addr }} {{ config.validation.links.anchors }} {% set c = config %}{{ c.nav }} {{ config.get('nav') }}",
    )
    yield
    wiki.config["strict"] = True
    yield
    wiki.config["nav"] = ["index.md", "one.md"]
    yield
    wiki.config["nav"] = [{"Home": "index.md"}, "one.md"]
    yield
    wiki.config["dev_addr"] = "localhost:1234"
    yield
    wiki.config["validation"] = {"links": {"anchors": "warn"}}
    yield


@story
def all_options_at_once(wiki):
    for text in (
        "{% for name, value in config | dictsort if name in ('strict', 'nav') %}{{ name }} {{ value }}{% endfor %}",
        "{% for name in config if name != 'strict' or config.get(name) %}{{ name }}{% endfor %}",
    ):
        shown(wiki, text)
        wiki.config["strict"] = False
        yield
        wiki.config["strict"] = True
        yield
        wiki.config["nav"] = [{str(len(text)): "index.md"}, "one.md"]
        yield


@story
def a_title_with_a_line_break(wiki):
    shown(
        wiki,
        "{% for one in nav.items %}{{ one.title }}{% for two in one.children or () %}{{ two.title }}{% endfor %}{% endfor %}",
    )
    wiki.config["nav"] = ["index.md", {"Two\nlines": [{"X": "https://example.org/"}]}]
    yield
    wiki.config["nav"] = ["index.md", {"Two\nlines": [{"Y": "https://example.org/"}]}]
    yield


@story
def two_sections_of_one_name(wiki):
    shown(
        wiki,
        "{% for one in nav.items recursive %}{{ one.title }}{{ one.url }}({{ loop(one.children or ()) }}){% endfor %}",
    )
    wiki.put("docs/two.md", "# Two\n")
    wiki.config["nav"] = ["index.md", {"Same": ["one.md"]}, {"Same": ["two.md", {"L": "https://example.org/"}]}]
    yield
    wiki.config["nav"] = ["index.md", {"Same": ["two.md", {"L": "https://example.org/"}]}, {"Same": ["one.md"]}]
    yield
    wiki.config["nav"] = ["index.md", {"Same": ["one.md"]}, {"Same": ["two.md", {"L": "https://example.org/x"}]}]
    yield


@story
def neighbours(wiki):
    shown(
        wiki,
        "{% set next = page.next_page or {} %}{{ next.content }} {{ (page.previous_page or {}).title }} {{ (next.next_page or {}).url }} {{ (page.parent or {}).children }}",
    )
    wiki.put("docs/two.md", "# Two\n")
    yield
    wiki.put("docs/two.md", "# Two!\n\nText\n")
    yield
    wiki.put("docs/a/three.md", "# Three\n")
    yield


# Where templates come from


@story
def a_macro_that_is_imported_once(wiki):
    shown(wiki, '{% import "a.html" as a %}{{ a.say() }}')
    wiki.put(
        "overrides/a.html",
        '{% from "b.html" import word %}{% include "c.html" %}{% macro say() %}{{ word() }}{% endmacro %}',
    )
    wiki.put("overrides/b.html", "{% macro word() %}before{% endmacro %}")
    wiki.put("overrides/c.html", "c")
    yield
    wiki.put("overrides/b.html", "{% macro word() %}after{% endmacro %}")
    yield
    wiki.put("docs/one.md", "# One\n\nMore\n")
    yield
    wiki.put("overrides/b.html", "{% macro word() %}again{% endmacro %}")
    yield
    wiki.put("overrides/b.html", "{% macro word() %}{{ joined() }}{% endmacro %}{% from 'd.html' import joined %}")
    wiki.put("overrides/d.html", "{% macro joined() %}d{% endmacro %}")
    yield
    wiki.put("overrides/d.html", "{% macro joined() %}e{% endmacro %}")
    yield


@story
def a_template_that_appears(wiki):
    shown(wiki, '{% include "maybe.html" ignore missing %}{% include ["one.html", "other.html"] ignore missing %}')
    yield
    wiki.put("overrides/maybe.html", "now")
    yield
    wiki.put("overrides/other.html", "other")
    yield
    wiki.put("overrides/one.html", "one")
    yield
    wiki.drop("overrides/one.html")
    yield


@story
def a_label(wiki):
    wiki.put(
        "overrides/partials/languages/en.html",
        '{% macro t(key) %}{{ {"language": "en", "toc": "BEFORE"}[key] }}{% endmacro %}',
    )
    yield
    wiki.put(
        "overrides/partials/languages/en.html",
        '{% macro t(key) %}{{ {"language": "en", "toc": "AFTER"}[key] }}{% endmacro %}',
    )
    yield
    wiki.drop("overrides/partials/languages/en.html")
    yield


@story
def an_icon_of_the_theme(wiki):
    wiki.put("overrides/.icons/own/a.svg", "<svg>1</svg>")
    wiki.config["theme"]["icon"] = {"logo": "own/a"}
    yield
    wiki.put("overrides/.icons/own/a.svg", "<svg>2</svg>")
    yield


# What a conversion opens


def with_extension(wiki, name, **options):
    wiki.config["markdown_extensions"] = [{name: options}]


@story
def snippets(wiki):
    with_extension(wiki, "pymdownx.snippets", base_path=["snips", "."], auto_append=["all.md"])
    wiki.put("snips/all.md", "")
    wiki.put("docs/one.md", '# One\n\n--8<-- "a.md"\n\n--8<-- "docs/two.md"\n')
    yield
    wiki.put("a.md", "second base")
    yield
    wiki.put("snips/a.md", "first base")
    yield
    wiki.put("snips/a.md", "nested\n\n--8<-- 'b.md'\n")
    yield
    wiki.put("snips/b.md", "nested")
    yield
    wiki.put("snips/all.md", "everywhere")
    yield
    wiki.put("docs/two.md", "# Two\n")
    yield
    wiki.drop("snips/a.md")
    yield


@story
def snippets_whose_folder_appears(wiki):
    with_extension(wiki, "pymdownx.snippets", base_path=["later", "sub/file.md"])
    wiki.put("docs/one.md", '# One\n\n--8<-- "a.md"\n\n--8<-- "file.md"\n')
    yield
    wiki.put("later/a.md", "there")
    yield
    wiki.put("sub/file.md", "there too")
    yield


@story
def an_inline_picture(wiki):
    with_extension(wiki, "pymdownx.b64", base_path="docs")
    wiki.put("docs/one.md", "# One\n\n![x](x.png)\n")
    yield
    wiki.put("docs/x.png", b"1")
    yield
    wiki.put("docs/x.png", b"2")
    yield
    wiki.drop("docs/x.png")
    yield


@story
def an_icon_that_a_page_shows(wiki):
    wiki.config["markdown_extensions"] = [
        {
            "pymdownx.emoji": {
                "emoji_index": "%python/name:material.extensions.emoji.twemoji%",
                "emoji_generator": "%python/name:material.extensions.emoji.to_svg%",
                "options": {"custom_icons": ["overrides/.icons"]},
            }
        }
    ]
    wiki.put("overrides/.icons/custom/mark.svg", "<svg>1</svg>")
    wiki.put("docs/one.md", "# One\n\n:custom-mark:\n")
    wiki.put("docs/two.md", "# Two\n\n:custom-mark:\n")
    yield
    wiki.put("overrides/.icons/custom/mark.svg", "<svg>2</svg>")
    yield


@story
def a_place_told_from_the_page(wiki):
    wiki.config["markdown_extensions"] = [{"pymdownx.snippets": {"base_path": ["%relative%"]}}]
    wiki.put("docs/a/one.md", '# One\n\n--8<-- "s.txt"\n')
    wiki.put("docs/b/one.md", '# One\n\n--8<-- "s.txt"\n')
    wiki.put("docs/a/s.txt", "of a")
    yield
    wiki.put("docs/b/s.txt", "of b")
    yield


# What a conversion links to


@story
def a_link_and_what_it_may_mean(wiki):
    wiki.put(
        "docs/one.md",
        "# One\n\n[a](two.md#x) [b](two) [c](sub/) [d](/two.md) ![e](p.png) [f](two.html) [g](#here) [h](../one.md)\n",
    )
    yield
    wiki.put("docs/two.md", "# Two\n")
    yield
    wiki.put("docs/two.md", "# Two\n\n## X\n")
    yield
    wiki.put("docs/sub/index.md", "# Sub\n")
    wiki.put("docs/p.png", b"p")
    yield
    wiki.config["exclude_docs"] = "two.md"
    yield
    wiki.config["draft_docs"] = wiki.config.pop("exclude_docs")
    yield
    wiki.config["use_directory_urls"] = False
    yield


@story
def what_is_said_of_anchors_after_a_build_that_said_more(wiki, monkeypatch):
    wiki.config["validation"] = {"links": {"anchors": "warn"}}
    wiki.put("docs/one.md", "# One\n\n[gone](index.md#gone)\n")
    logging.getLogger("mkdocs").setLevel(logging.DEBUG)
    wiki.fast()
    logging.getLogger("mkdocs").setLevel(logging.NOTSET)
    yield


@story
def an_edit_address_that_is_none(wiki):
    wiki.config |= {"edit_uri": "edit/docs/", "not_in_nav": "one.md"}
    yield
    yield


@story
def another_folder_to_build_from(wiki, monkeypatch):
    with_extension(wiki, "pymdownx.snippets", base_path=["snips"])
    wiki.put("snips/a.md", "there")
    wiki.put("docs/one.md", '# One\n\n--8<-- "a.md"\n')
    yield
    here = wiki.folder / "elsewhere"
    here.mkdir()
    chdir = os.chdir
    monkeypatch.setattr(os, "chdir", lambda to: chdir(here if to == wiki.folder else to))
    yield


# Folders and files


@story
def files_of_the_same_place(wiki):
    wiki.config["use_directory_urls"] = False
    wiki.put("docs/two.html", "static")
    yield
    wiki.put("docs/two.md", "# Two\n")
    yield
    wiki.drop("docs/two.md")
    yield
    wiki.put("docs/404.md", "# Not here\n")
    yield
    wiki.drop("docs/404.md")
    yield
    wiki.put("docs/two.md", "# Two\n")
    wiki.drop("docs/two.html")
    yield


@story
def a_page_that_becomes_a_folder_and_back(wiki):
    wiki.config["use_directory_urls"] = False
    yield
    wiki.drop("docs/one.md")
    wiki.put("docs/one.html/index.md", "# One\n")
    yield
    wiki.drop("docs/one.html/index.md")
    (wiki.docs / "one.html").rmdir()
    wiki.put("docs/one.md", "# One\n")
    yield


@story
def an_empty_page(wiki):
    shown(wiki, "{% if page and page.meta.x %}shown{% endif %}")
    yield
    wiki.put("docs/one.md", "---\nx: 1\n---\n")
    yield
    wiki.put("docs/one.md", "")
    yield


# What changes by itself, and what is asked in odd ways


@story
def the_time_of_the_build(wiki, monkeypatch):
    shown(wiki, "{{ build_date_utc }} {{ page.update_date }}")
    yield
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795402800")
    yield
    shown(wiki, "{{ (page or {}).update_date }}")
    yield
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795489200")
    yield


@story
def a_template_by_its_page(wiki):
    shown(
        wiki,
        '{% extends (page or {"meta": {}}).meta.get("base", "a.html") %}{% block x %}{% include (page or {"meta": {}}).meta.part or "b.html" %}{% endblock %}',
    )
    for name in ("a.html", "b.html", "c.html"):
        wiki.put(f"overrides/{name}", f"{name}{{% block x %}}{{% endblock %}}")
    wiki.put("docs/one.md", "---\npart: c.html\n---\n# One\n")
    yield
    wiki.put("overrides/c.html", "new")
    yield
    wiki.put("overrides/b.html", "new")
    yield
    wiki.put("docs/one.md", "---\nbase: c.html\n---\n# One\n")
    yield


@story
def files_by_all_their_names(wiki):
    shown(
        wiki,
        "{% for one in pages %}{{ one.src_uri }} {{ one.name }} {{ one.dest_path }} {{ one.edit_uri }} {{ one.inclusion }} {{ one.is_documentation_page() }} {{ one.content_string }}{% endfor %} {% if page %}{{ page.file.abs_src_path }} {{ page.edit_url }}{% endif %}",
    )
    wiki.config["repo_url"] = "https://example.org/r/"
    yield
    wiki.move("docs/one.md", "docs/two.md")
    yield
    wiki.put("docs/two.md", "# Two\n<!-- more -->\n")
    yield
    wiki.config["edit_uri_template"] = "x/{path}"
    yield
    wiki.config["not_in_nav"] = "two.md"
    yield


@story
def two_pages_that_change_places(wiki):
    wiki.put("docs/a.md", "# A\n\n[b](b.md)\n")
    wiki.put("docs/b.md", "# B\n\n[a](a.md)\n")
    yield
    wiki.put("docs/a.md", "# B\n\n[a](a.md)\n")
    wiki.put("docs/b.md", "# A\n\n[b](b.md)\n")
    yield


@story
def options_of_the_theme_and_of_plugins(wiki):
    shown(
        wiki,
        "{{ config.theme.palette }} {{ config.theme['x'] }} {{ config.plugins['material/search'].config.lang }} {{ config.extra.a.b }} {{ config.theme.name }}",
    )
    wiki.config["plugins"] = ["search"]
    wiki.config["extra"] = {"a": {"b": 1}}
    yield
    wiki.config["theme"]["palette"] = {"scheme": "slate"}
    yield
    wiki.config["plugins"] = [{"search": {"lang": "ja"}}]
    yield
    wiki.config["extra"] = {"a": {"b": 2}}
    yield


@story
def what_a_late_hook_reads(wiki):
    wiki.put(
        "hook.py",
        "import pathlib\nfrom mkdocs.plugins import event_priority\npages = []\ndef on_nav(nav, config, files):\n    pages[:] = nav.pages\n@event_priority(-100000)\ndef on_post_build(config):\n    text = ' '.join(f'{page.content} {[*page.toc]} {sorted(page.present_anchor_ids)} {page.title}' for page in pages)\n    pathlib.Path(config.site_dir, 'all.txt').write_text(__import__('re').sub('0x[0-9a-f]+', '', text))\n",
    )
    wiki.config["hooks"] = ["hook.py"]
    yield
    yield
    wiki.put("docs/one.md", "# One more\n\n## Two\n")
    yield


@story
def a_pages_own_functions(wiki):
    shown(
        wiki,
        "{% if page %}{{ page.file.url_relative_to(page.file) }} {{ page.ancestors | map(attribute='title') | join }} {{ page.active }}{% endif %}",
    )
    wiki.config["nav"] = ["index.md", {"A": ["one.md"]}]
    yield
    wiki.config["nav"] = ["index.md", {"B": ["one.md"]}]
    yield


@story
def the_navigation_with_everything(wiki):
    wiki.config["theme"]["features"] = [
        "navigation.indexes",
        "navigation.tabs",
        "navigation.sections",
        "navigation.path",
        "navigation.footer",
        "navigation.instant",
    ]
    for uri in ("a/index.md", "a/x y.md", "a/日本/index.md", "a/日本/ページ.md", "b/c/d/e.md", "b/README.md"):
        wiki.put(f"docs/{uri}", f"# {uri}\n")
    yield
    nav = [
        "index.md",
        {"Same": ["a/index.md", "a/x y.md", {"Same": ["a/日本/index.md", "a/日本/ページ.md"]}]},
        {"Same": ["b/c/d/e.md", {"Out": "https://example.org/?a&b"}, {"Up": "../x"}, {"Gone": "gone.md"}]},
    ]
    wiki.config["nav"] = nav
    yield
    wiki.config["nav"] = [*nav, "a/x y.md", {"Again": "a/x y.md"}]
    yield
    wiki.put("docs/a/日本/ページ.md", "---\nstatus: new\nicon: material/star\n---\n# Other\n")
    yield
    wiki.config["theme"]["features"] = ["navigation.prune", "navigation.indexes"]
    yield
    wiki.config["nav"] = [nav[2], nav[1], nav[0]]
    yield
    wiki.config["use_directory_urls"] = False
    yield


@story
def entries_that_tell_more_than_where_they_are(wiki):
    """Those may not be rendered once for all pages."""
    wiki.config["theme"]["features"] = ["navigation.tabs"]
    wiki.config["nav"] = [{"Ours": ["index.md", "one.md"]}, {"Theirs": ["two.md", "three.md"]}]
    for uri in ("two.md", "three.md"):
        wiki.put(f"docs/{uri}", f"# {uri}\n")
    for name, begin in (
        ("nav", "{% macro render(nav_item, path, level) %}"),
        ("tabs", "{% macro render(nav_item, ref) %}"),
    ):
        for more in (
            "{{ nav_item.title }} {{ page.title }}",
            "{% set here = page %}{{ here.url }}",
            "{{ nav.items[0].active }}",
            "{{ nav_item.title }}{% if nav_item.active %} {{ page.title }}{% endif %}",
            "{% if nav_item == page or nav_item.title != page.title %}!{% endif %}",
            "{{ base_url }} {{ nav_item.url | d('', true) | url }}",
        ):
            wiki.put(f"overrides/partials/{name}-item.html", f"{begin}{more}{{% endmacro %}}")
            yield
        wiki.drop(f"overrides/partials/{name}-item.html")


@story
def entries_beside_others(wiki):
    wiki.config["theme"]["features"] = ["navigation.tabs"]
    wiki.config["nav"] = [{"Ours": ["index.md", "one.md"]}, {"Theirs": ["two.md"]}, {"Far": "https://example.org/"}]
    wiki.put("docs/two.md", "# Two\n")
    for name in ("nav", "tabs"):
        wiki.put(
            f"overrides/partials/{name}.html",
            f"""{{% import "partials/{name}-item.html" as item with context %}}
            {{% for one in nav.items %}}{{{{ item.render(one, page) }}}} {{{{ item.render(one, nav.items | last) }}}}
            {{{{ item.render(one, one.children | first) if one.children }}}}{{{{ item.render(one, '') }}}}{{% endfor %}}""",
        )
        wiki.put(
            f"overrides/partials/{name}-item.html",
            f"{{% macro render(nav_item, ref) %}}{name} {{{{ nav_item.title }}}} {{{{ ref.title }}}} {{{{ ref.active }}}}"
            "{{ (ref.url or '') | url }}{% endmacro %}",
        )
    yield
    wiki.put("docs/two.md", "# Another\n")
    yield
    wiki.drop("overrides/partials/nav.html")
    wiki.drop("overrides/partials/nav-item.html")
    yield


@story
def entries_with_words_and_icons_of_the_current_page(wiki):
    wiki.put("docs/two.md", "---\nicon: own\n---\n# Two\n")
    wiki.put("docs/three.md", "---\nicon: own\n---\n# Three\n")
    for name in ("nav", "tabs"):
        wiki.put(
            f"overrides/partials/{name}-item.html",
            "{% macro render(nav_item, path, level) %}{{ lang.t('nav') }} {{ nav_item.title }}{% endmacro %}",
        )
    wiki.put("overrides/partials/language.html", "{% macro t(key) %}{{ key }} {{ page.title }}{% endmacro %}")
    yield
    wiki.put("docs/two.md", "---\nicon: own\n---\n# Another\n")
    yield
    for name in ("nav", "tabs"):
        wiki.drop(f"overrides/partials/{name}-item.html")
    wiki.drop("overrides/partials/language.html")
    wiki.put("overrides/.icons/own.svg", "<svg>{{ page.title }}</svg>")
    yield
    wiki.put("docs/two.md", "---\nicon: own\n---\n# One more\n")
    yield
    wiki.put("overrides/.icons/own.svg", "<svg></svg>")
    yield


@story
def entries_that_do_more_with_urls_than_write_them(wiki):
    wiki.config["theme"]["features"] = ["navigation.tabs"]
    wiki.config["nav"] = [{"Ours": ["index.md", "one.md"]}, {"Theirs": ["deep/two.md", "deep/three.md"]}]
    for uri in ("deep/two.md", "deep/three.md"):
        wiki.put(f"docs/{uri}", f"# {uri}\n")
    to = "nav_item.url | d('one/', true) | url"
    for more in (
        f"{{{{ {to} | replace('../', '') }}}}",
        f"{{% set to = {to} %}}{{{{ to }}}} {{{{ to | length }}}}",
        f"{{% if ({to}) == '../one/' %}}here{{% endif %}}",
        f"{{% filter upper %}}{{{{ {to} }}}}{{% endfilter %}}",
        f"{{% set to %}}{{{{ {to} }}}}{{% endset %}}{{{{ to | length }}}}",
        "{{ [nav_item.url | d('one/', true)] | map('url') | join }}",
        "{{ drawn(nav_item) | replace('..', '!') }}",
        "{% set drawing = drawn %}{{ drawing(nav_item) | length }}",
        "{{ nav_item.url if drawn(nav_item) == '../one/' else 'x' ~ drawn(nav_item) }}",
        "{% for one in [nav_item] recursive %}{{ drawn(one) }}{{ loop([]) | length }}{% endfor %}",
        f"{{{{ 'to ' ~ ({to}) ~ (drawn(nav_item) if nav_item.title else '') }}}}",
    ):
        wiki.put(
            "overrides/partials/nav-item.html",
            "{% macro drawn(nav_item) %}{{ nav_item.url | d('one/', true) | url }}{% endmacro %}"
            f"{{% macro render(nav_item, path, level) %}}{more}"
            "{% for one in nav_item.children or () %}{{ render(one) }}{% endfor %}{% endmacro %}",
        )
        yield


@story
def entries_as_texts(wiki):
    wiki.put("docs/two.md", "# Two\n")
    wiki.config["nav"] = ["index.md", {"Section": ["one.md", "two.md"]}]
    for text in (
        "{{ page.next_page }} {{ page.previous_page }}",
        "{{ nav.items }} {{ nav.homepage }} {{ nav }}",
        "{{ page.parent }} {{ page.ancestors }} {{ page.parent.children if page.parent }}",
        "{{ nav.items | string | length }} {{ '%s' | format(page.next_page) }} {{ nav.pages }}",
        "{{ pages | map(attribute='page') | list }} {{ nav.items | map('string') | join }}",
        "{{ page }} {{ page ~ '' }} {{ nav.items[1].children | join }}",
    ):
        shown(wiki, text)
        wiki.put("docs/two.md", "# Two\n")
        yield
        wiki.put("docs/two.md", "# Another\n")
        yield
        wiki.put("docs/one.md", f"---\ntitle: {len(text)}\n---\n")
        yield


@story
def entries_that_ask_for_their_neighbours(wiki):
    wiki.config["theme"]["features"] = ["navigation.tabs"]
    wiki.config["nav"] = [{"Ours": ["index.md", "one.md", "two.md"]}, {"Theirs": ["three.md", {"Below": ["four.md"]}]}]
    for uri in ("two.md", "three.md", "four.md"):
        wiki.put(f"docs/{uri}", f"# {uri}\n")
    for more in (
        "{{ nav_item.parent.active }}",
        "{{ nav_item.previous_page.active if nav_item.previous_page }}",
        "{% if nav_item.next_page == page %}before{% endif %}",
        "{% if nav_item.parent and (nav_item.parent.children | first) == page %}under{% endif %}",
        "{% if nav_item.parent and page in nav_item.parent.children %}beside{% endif %}",
        "{{ ref.active if ref }}{% if ref == page %}!{% endif %}{% if ref and ref.children | first == page %}?{% endif %}",
        "{{ nav_item.ancestors | map(attribute='active') | join }}",
        "{% if page.title == page or nav_item.meta == page %}never{% endif %}",
    ):
        wiki.put(
            "overrides/partials/nav-item.html",
            f"{{% macro render(nav_item, path, level, ref) %}}{{{{ nav_item.title }}}} {more}"
            "{% for one in nav_item.children or () %}{{ render(one, path, level, nav_item) }}{% endfor %}{% endmacro %}",
        )
        wiki.put(
            "overrides/partials/tabs-item.html",
            "{% macro render(nav_item, ref) %}{{ nav_item.title }} "
            f"{more}{{{{ render(nav_item.children[0], nav_item) if nav_item.children }}}}{{% endmacro %}}",
        )
        yield


def test_a_lexer_from_elsewhere(wiki):
    """Pygments asks all installed packages for more."""

    def built():
        done = wiki.process(PYTHONPATH=str(wiki.folder / "site-packages"))
        assert done.returncode == 0, done.stderr
        return (wiki.folder / "site/one/index.html").read_text(encoding="utf-8")

    wiki.config["markdown_extensions"] = ["pymdownx.superfences", "pymdownx.highlight"]
    wiki.put("docs/one.md", "# One\n\n```shout\nhello\n```\n")
    wiki.put("site-packages/other.py", "")
    assert 'class="k"' not in built()
    wiki.put(
        "site-packages/shouting.py",
        "from pygments.lexer import RegexLexer\nfrom pygments.token import Keyword\n\n\nclass Shout(RegexLexer):\n"
        "    name = 'Shout'\n    aliases = ['shout']\n    tokens = {'root': [('.+', Keyword)]}\n",
    )
    wiki.put("site-packages/shouting-1.dist-info/METADATA", "Name: shouting\nVersion: 1\n")
    wiki.put("site-packages/shouting-1.dist-info/entry_points.txt", "[pygments.lexers]\nshout = shouting:Shout\n")
    assert 'class="k"' in built()
