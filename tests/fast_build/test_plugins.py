"""Beside every plugin that is known, as much is kept as is said, and after edits that concern it the site is right."""

import json
import re
import sys
import types

import pytest
from mkdocs.plugins import BasePlugin

from mkdocs_fast_build import known
from tests.fast_build.edits import commit

pytestmark = pytest.mark.slow


@pytest.fixture
def wiki(wiki):
    for number in range(10):
        wiki.put(f"docs/part/page{number}.md", f"---\ntags: [red]\n---\n# Page {number}\n\n## Heading\n\nText\n")
    return wiki


def unchanged(wiki):
    """What is kept where nothing changes."""
    wiki.both()
    return wiki.both().kept


def one_edited(wiki, uri="docs/part/page5.md"):
    """What is kept where a paragraph changes."""
    text = (wiki.folder / uri).read_text()
    wiki.put(uri, f"{text}\n\nAnd more.\n")
    return wiki.both().kept


@pytest.mark.parametrize("name", ["search", "material/search"])
def test_search(wiki, name):
    wiki.config["theme"]["name"] = "material" if "/" in name else "mkdocs"
    wiki.config["plugins"] = [name]
    assert unchanged(wiki) == (12, 12)
    assert one_edited(wiki) == (11, 11)
    index = json.loads((wiki.folder / "site/search/search_index.json").read_text())
    assert "And more." in str(index)
    wiki.put("docs/part/page1.md", "---\nsearch: {exclude: true}\n---\n# Gone\n")
    wiki.both()
    wiki.config["plugins"] = [{name: {"lang": "ja"}}]
    wiki.both()


def test_what_search_takes_out_of_a_page_is_out_for_others_too(wiki):
    wiki.config["plugins"] = ["search"]
    wiki.config["hooks"] = ["hook.py"]
    wiki.put(
        "hook.py",
        "import mkdocs.plugins, pathlib\npages = []\ndef on_nav(nav, config, files):\n    pages[:] = nav.pages\ndef on_post_build(config):\n    (pathlib.Path(config.site_dir) / 'all.txt').write_text(' '.join(page.content for page in pages))\n",
    )
    wiki.put("docs/one.md", "# One\n\n<p data-search-exclude='' data-search-x=\"1\">x</p>\n")
    wiki.both()
    wiki.both()


def test_tags(wiki):
    wiki.config["plugins"] = ["search", "tags"]
    wiki.put("docs/tagged.md", "# Tagged\n\n<!-- material/tags -->\n")
    assert unchanged(wiki) == (13, 13)
    assert one_edited(wiki) == (12, 12)
    wiki.put("docs/part/page5.md", "---\ntags: [blue, green]\n---\n# Page 5\n")
    assert wiki.both().kept == (12, 0)
    wiki.put("docs/part/page6.md", "---\ntags: [red]\n---\n# Page six\n")
    wiki.both()
    wiki.drop("docs/tagged.md")
    wiki.both()


def test_meta(wiki):
    wiki.config["plugins"] = ["meta", "tags"]
    wiki.put("docs/part/.meta.yml", "description: one\ntags: [blue]\n")
    assert unchanged(wiki) == (12, 12)
    wiki.put("docs/part/.meta.yml", "description: two\ntags: [blue]\n")
    assert wiki.both().kept == (12, 0)
    wiki.drop("docs/part/.meta.yml")
    wiki.both()


def post(wiki, number, words=""):
    head = f"---\ndate: 2026-01-{number:02}\ncategories: [News]\ntags: [red]\n---\n"
    wiki.put(f"docs/blog/posts/post{number}.md", f"{head}# Post {number}\n\nShort\n\n<!-- more -->\n\nLong {words}\n")


def test_blog(wiki):
    wiki.config["plugins"] = ["search", "blog", "tags"]
    wiki.put("docs/blog/index.md", "# Blog\n")
    for number in (1, 2, 3):
        post(wiki, number)
    assert unchanged(wiki) == (18, 12)
    post(wiki, 2, "and longer")
    assert wiki.both().kept == (17, 12)
    post(wiki, 4)
    wiki.both()
    wiki.drop("docs/blog/posts/post1.md")
    wiki.both()
    assert one_edited(wiki) == (17, 11)


class Cards(BasePlugin):
    """Takes part where Material's social plugin does: it needs fonts from elsewhere, and so cannot be asked itself."""

    __module__ = "material.plugins.social.plugin"

    def on_page_markdown(self, markdown, *, page, config, files):
        page.meta["card"] = f"{page.file.src_uri}.png"

    def on_post_page(self, output, *, page, config):
        return output.replace("</head>", f"<meta name=card content={page.title}></head>")


def test_social(wiki):
    wiki.put(
        "hook.py",
        "from tests.fast_build.test_plugins import Cards\ndef on_config(config):\n    config.plugins['social'] = Cards()\n",
    )
    wiki.config["hooks"] = ["hook.py"]
    wiki.both()
    built = wiki.both()
    assert built.kept == (12, 0)
    assert [line for line in built.ours if "social" in line] == [
        "rendered pages are not kept: social is a plugin or hook that takes part in it"
    ]


def test_redirects(wiki):
    options = {"redirect_maps": {"old.md": "one.md", "older.md": "one.md"}}
    wiki.config["plugins"] = [{"redirects": options}]
    assert unchanged(wiki) == (12, 12)
    options["redirect_maps"] = {"old.md": "part/page1.md"}
    assert "older/index.html" not in wiki.both().files
    wiki.move("docs/one.md", "docs/two.md")
    options["redirect_maps"]["one.md"] = "two.md"
    assert b"Redirecting" in wiki.both().files["one/index.html"]
    options["redirect_maps"] = {}
    assert "one/index.html" not in wiki.both().files


def test_git_dates(wiki):
    wiki.config["plugins"] = [{"git-revision-date-localized": {"enable_creation_date": True, "type": "iso_date"}}]
    commit(wiki, "2026-01-01T12:00:00+0000")
    assert unchanged(wiki) == (12, 12)
    wiki.put("docs/part/page1.md", "# Other\n")
    commit(wiki, "2026-02-02T12:00:00+0000")
    built = wiki.both()
    assert b"2026-02-02" in built.files["part/page1/index.html"]
    commit(wiki, "2026-03-03T12:00:00+0000")
    assert wiki.both().kept == (12, 12)
    wiki.put(
        "docs/one.md", "---\nx: {{ git_revision_date_localized }}\n---\n# One\n\n{{ git_revision_date_localized }}\n"
    )
    wiki.both()
    commit(wiki, "2026-04-04T12:00:00+0000")
    assert b"2026-04-04" in wiki.both().files["one/index.html"]


def test_feeds(wiki):
    wiki.config["plugins"] = [
        {"rss": {"use_git": False, "date_from_meta": {"as_creation": "date"}, "match_path": "part/.*"}}
    ]
    for number in (1, 2):
        wiki.put(f"docs/part/page{number}.md", f"---\ndate: 2026-01-0{number}\n---\n# Page {number}\n\nSomething\n")
    assert unchanged(wiki) == (12, 12)
    wiki.put("docs/part/page2.md", "---\ndate: 2026-01-03\n---\n# Page two\n\nSomething else\n")
    built = wiki.both()
    assert b"Something else" in built.files["feed_rss_created.xml"]
    assert one_edited(wiki) == (11, 11)


def test_order_of_folders(wiki):
    wiki.config["plugins"] = ["awesome-nav"]
    wiki.put("docs/part/.nav.yml", "title: A part\nnav:\n  - page3.md\n  - '*'\n")
    assert unchanged(wiki) == (12, 12)
    wiki.put("docs/part/.nav.yml", "title: Another part\nnav:\n  - page4.md\n  - '*'\n")
    wiki.both()
    wiki.put("docs/part/.nav.yml", "ignore: page5.md\n")
    wiki.both()
    wiki.drop("docs/part/.nav.yml")
    wiki.both()


# Hooks and plugins that nobody knows

ARGUMENTS = {
    "pre_page": "page, config, files",
    "page_read_source": "page, config",
    "page_markdown": "markdown, page, config, files",
    "page_content": "html, page, config, files",
    "env": "env, config, files",
    "page_context": "context, page, config, nav",
    "post_page": "output, page, config",
}
ONE_BY_ONE = "pages are read one by one: {} is a plugin or hook that takes part in it"
NOT_RENDERED = "rendering is neither kept nor shared out: {} is a plugin or hook that takes part in it"
NOT_KEPT = "rendered pages are not kept: {} is a plugin or hook that takes part in it"
COSTS = {
    "pre_page": (ONE_BY_ONE, (12, 12)),
    "page_read_source": (ONE_BY_ONE, (12, 12)),
    "page_markdown": (ONE_BY_ONE, (12, 12)),
    "page_content": (ONE_BY_ONE, (12, 12)),
    "env": (NOT_RENDERED, (12, 0)),
    "page_context": (NOT_RENDERED, (12, 0)),
    "post_page": (NOT_KEPT, (12, 0)),
}
CHANGES = {
    "page_markdown": "    return markdown + '\\n\\nfrom a hook ' + str(len(calls))\n",
    "page_content": "    return html + '<p>from a hook ' + str(len(calls)) + '</p>'\n",
    "env": "    env.globals['by_hook'] = 'x'\n    return env\n",
    "page_context": "    context['by_hook'] = len(calls)\n    return context\n",
    "post_page": "    return output + '<!-- from a hook ' + str(len(calls)) + '-->'\n",
}


def hook(wiki, *events, changes=True):
    """Of every call, the event and the page are noted in `calls.txt`."""
    lines = ["import pathlib", "calls = []"]
    for event in events:
        names = ARGUMENTS[event]
        page = "page.file.src_uri" if "page," in names else "''"
        lines += [
            f"def on_{event}({names}):",
            f"    calls.append(('{event}', {page}))",
            *([CHANGES.get(event, "")] if changes else []),
        ]
    lines += [
        "def on_post_build(config):",
        "    pathlib.Path(config.site_dir, 'calls.txt').write_text(repr(calls))",
        "",
    ]
    wiki.put("hook.py", "\n".join(lines))
    wiki.put("overrides/main.html", '{% extends "base.html" %}{% block footer %}{{ by_hook }}{% endblock %}')
    wiki.config["hooks"] = ["hook.py"]


@pytest.mark.parametrize("event", ARGUMENTS)
@pytest.mark.parametrize("processes", [1, 2])
def test_an_unknown_hook_sees_all_that_it_would(wiki, event, processes):
    wiki.options = {"processes": processes}
    hook(wiki, event)
    wiki.both()
    built = wiki.both()
    reason, kept = COSTS[event]
    assert len([line for line in built.ours if line == reason.format("hook.py")]) == 1
    assert built.kept == kept
    assert event in built.files["calls.txt"].decode()
    one_edited(wiki)
    wiki.put("hook.py", (wiki.folder / "hook.py").read_text().replace("from a hook", "from the same hook"))
    wiki.both()


def test_hooks_of_every_page_are_called_in_the_same_order(wiki):
    hook(wiki, "pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")
    calls = wiki.both().files["calls.txt"]
    assert wiki.both().files["calls.txt"] == calls
    assert len(re.findall("page_content", calls.decode())) == 12


def test_a_hook_of_the_configuration_costs_nothing(wiki):
    wiki.put(
        "hook.py",
        "def on_config(config):\n    config.extra['x'] = 1\n\ndef on_nav(nav, config, files):\n    nav.items.reverse()\n",
    )
    wiki.config["hooks"] = ["hook.py"]
    assert unchanged(wiki) == (12, 12)
    wiki.put("hook.py", "def on_config(config):\n    config.site_name = 'x'\n")
    wiki.both()


def test_what_a_hook_adds_to_the_files_is_linked_to(wiki):
    wiki.put("docs/page.md", "# Makes one\n\nyes\n")
    wiki.put("docs/zzz.md", "# Links\n\n[made](made.txt)\n")
    wiki.put(
        "hook.py",
        "from mkdocs.structure.files import File\ndef on_page_markdown(markdown, page, config, files):\n    if page.file.src_uri == 'page.md' and 'yes' in markdown:\n        files.append(File.generated(config, 'made.txt', content='x'))\n",
    )
    wiki.config["hooks"] = ["hook.py"]
    wiki.both()
    wiki.put("docs/page.md", "# Makes none\n")
    wiki.both()
    wiki.put("docs/page.md", "# Makes one\n\nyes\n")
    wiki.both()


def test_an_unknown_extension_is_asked_for_every_page(wiki):
    module = types.ModuleType("own_extension")
    exec("from markdown import Extension\nclass Own(Extension):\n    def extendMarkdown(self, md):\n        md.own = 1\ndef makeExtension(**options):\n    return Own(**options)\n", vars(module))  # fmt: skip
    sys.modules["own_extension"] = module
    wiki.config["markdown_extensions"] = ["own_extension"]
    wiki.both()
    built = wiki.both()
    assert built.kept == (0, 12)
    assert "conversion is not kept: own_extension is an extension of Markdown that is not known" in built.ours
    wiki.options = {"processes": 1, "pure_extensions": ["own_extension"]}
    assert unchanged(wiki) == (12, 12)


def test_all_that_is_known_was_tried():
    tried = {"search", "tags", "blog", "meta", "social", "redirects", "git_revision", "rss", "awesome"}
    untold = [name for name in known.PLUGINS if not any(word in name for word in tried)]
    assert untold == [
        "material.plugins.info.plugin",
        "material.plugins.offline.plugin",
        "material.plugins.group.plugin",
    ]


def test_the_index_is_joined_only_where_nobody_else_may_look_at_it(wiki):
    wiki.config["plugins"] = ["search"]
    wiki.put("docs/empty.md", "---\nsearch: {exclude: true}\n---\n# Empty\n")
    wiki.put(
        "docs/boosted.md",
        "---\nsearch: {boost: 2.5}\ntags: [1, a]\n---\n# 日本語 & <more>\n\n## B {#b}\n\n\u2028 text\n",
    )
    wiki.both()
    assert wiki.both().kept[1] > 3
    wiki.put(
        "hook.py",
        "from mkdocs.plugins import event_priority\n\n@event_priority(100)\ndef on_post_build(config):\n    for entry in config.plugins['material/search'].search_index.entries:\n        entry['title'] += '!'\n",
    )
    wiki.config["hooks"] = ["hook.py"]
    for _ in range(2):
        assert b'"Heading!"' in wiki.both().files["search/search_index.json"]
