"""What is read in a fraction of the time is read as Python and Markdown read it."""

from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from material.plugins.search.plugin import Parser

from mkdocs_fast_build import sections
from mkdocs_fast_build.again import asked_once
from mkdocs_fast_build.inline import needs, only_what_may_match
from mkdocs_fast_build.parsers import quick_parsers

PIECES = st.sampled_from(
    [
        *(
            '<p class="x">',
            "</p>",
            "<b>",
            "</b>",
            "<br>",
            "<br />",
            "<br/>",
            '<a href="b?c&amp;d" title=x>',
            "</A >",
            "<!-- a -->",
        ),
        *(
            "<script>",
            "</script>",
            "<",
            ">",
            "&lt;",
            "&am",
            "&",
            "x < y",
            "<3",
            '<h2 id="two">',
            "</h2>",
            "text\n",
            "日本語",
            "<svg>",
        ),
        *(
            "<pre>",
            "</pre>",
            "<code data-search-exclude>",
            "</code>",
            "<p",
            '<p a="',
            "<title>",
            "&#x3c;",
            "<?php ?>",
            "<!DOCTYPE x>",
        ),
    ]
)
WORDS = st.sampled_from(
    [
        *(
            "*",
            "**",
            "_",
            "`",
            "``",
            "[",
            "](",
            ")",
            "![",
            "<",
            ">",
            "<https://example.com>",
            "<a@b.c>",
            "&amp;",
            "&",
            "\\",
            "\\*",
        ),
        *(
            "  \n",
            "\n",
            "\n\n",
            "text",
            "日本語",
            "[^1]",
            "[x]: /y",
            "<b>",
            "</b>",
            "~~",
            "==",
            ":smile:",
            "a_b_c",
            "http://x.y",
            "# ",
            "- ",
        ),
    ]
)


PLAIN = st.sampled_from(
    ['<h1 id="a">', "</h1>", '<h2 id="b">', "</h2>", "<h2>", '<h3 id="c" data-search-exclude>', "</h3>", "<div>", "</div>",
     '<div class="linenodiv">', '<div data-search-exclude="">', '<a class="headerlink" href="#b" title="x">', "</a>", "<p>", "</p>",
     "<ul>", "<li>", "</li>", "</ul>", "<pre>", "<code>", "</code>", "</pre>", "<sub>", "</sub>", "<hr />", "<img src=\"x\" />", "<b />", "<p/>",
     " ", "\n", "text\n", "&amp; &lt;b&gt; ", "日本語", "a > b", "<object>", "</object>"]
)  # fmt: skip


@settings(max_examples=1000)
@given(st.lists(PLAIN, max_size=40).map("".join), st.lists(PLAIN, max_size=4).map("".join))
def test_sections_are_those_of_materials_parser(html, more):
    def made(kind=Parser):
        parser = kind()
        try:
            parser.feed(html)
            parser.feed(more)
        except ValueError as odd:  # it stumbles over some HTML
            return repr(odd)
        sections = [(one.el.tag, one.el.attrs, one.depth, one.id, one.title, one.text) for one in parser.data]
        return sections, [one.tag for one in parser.context], {str(one) for one in parser.skip}

    plain = made()
    with quick_parsers():
        assert made() == plain
        assert made(type("Derived", (Parser,), {})) == plain


def test_materials_parser_is_one_that_was_read():
    """Else its own takes its time: compare `sections.py` with the new one, and note its digest there."""
    assert sections.are_known(Parser)
    assert not sections.are_known(HTMLParser)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_html_is_told_in_the_same_words(html):
    def told():
        parser = Parser()
        try:
            parser.feed(html)
            parser.close()
        except (AttributeError, ValueError) as odd:  # it stumbles over some HTML; then it stumbles here as well
            return repr(odd)
        return [(section.el.tag, section.id, section.title, section.text) for section in parser.data]

    plain = told()
    with quick_parsers():
        assert told() == plain
    assert Parser.feed is HTMLParser.feed


@pytest.mark.parametrize(
    "extensions", [[], ["extra", "pymdownx.betterem", "pymdownx.tilde", "pymdownx.magiclink", "smarty"]]
)
@settings(max_examples=200, deadline=None)
@given(text=st.lists(WORDS, max_size=20).map("".join))
def test_markdown_becomes_the_same_html(extensions, text):
    plain = markdown.markdown(text, extensions=extensions)
    with only_what_may_match(), asked_once():
        assert markdown.markdown(text, extensions=extensions) == plain


def test_a_block_is_what_markdown_takes_for_one():
    def told(tags):
        markdown_itself = markdown.Markdown()
        first = [markdown_itself.is_block_level(tag) for tag in tags]
        markdown_itself.block_level_elements.append("aside-note")
        added = [markdown_itself.is_block_level(tag) for tag in tags]
        markdown_itself.block_level_elements = ["em"]
        return first, added, [markdown_itself.is_block_level(tag) for tag in tags]

    tags = ["p", "P", "p/", "em", "aside-note", "", None, 7, [], markdown.Markdown]
    plain = told(tags)
    with asked_once():
        assert told(tags * 2) == tuple(2 * one for one in plain)


def test_every_match_has_what_it_needs():
    patterns = {kind: needs(one.getCompiledRegExp()) for kind, one in _patterns()}
    assert patterns["image_link"] == ("![", ())
    assert patterns["em_strong"] == ("*", ()) or "*" in (patterns["em_strong"][0], *patterns["em_strong"][1])
    assert patterns["linebreak"] == ("  \n", ())


def _patterns():
    registry = markdown.Markdown().inlinePatterns
    return [(item.name, registry[item.name]) for item in registry._priority]
