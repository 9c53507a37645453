"""Whether entries of the navigation may be drawn once is read off the templates that draw them."""

from pathlib import Path

import pytest
from mkdocs.theme import Theme

from mkdocs_fast_build.syntax import may_be_shared

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def env():
    return Theme(name="material").get_env()


@pytest.mark.parametrize("name", ["nav-item", "tabs-item"])
def test_materials_entries_may_be_shared(env, name):
    source, _, _ = env.loader.get_source(env, f"partials/{name}.html")
    assert may_be_shared(env, source)


def test_ours_may_be_shared(env):
    assert may_be_shared(env, (ROOT / "overrides/partials/nav-item.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("drawn", "may"),
    [
        ("{{ entry.title }}", True),
        ("{{ entry.url | url }}", True),
        ("{{ 'to ' ~ (entry.url | url) if entry.url }}", True),
        ("{% if entry == page %}{{ page.title }}{% endif %}", True),
        ("{% if entry.pages and page in entry.pages %}here{% endif %}", True),
        ("{% include '.icons/' ~ entry.meta.icon ~ '.svg' %}", True),
        ("{{ below(entry) }}{{ below(entry) if entry.children }}", True),
        ("{% for one in entry.children recursive %}{{ loop(one.children) }}{% endfor %}", True),
        ("{{ page.title }}", False),
        ("{% if entry != page %}elsewhere{% endif %}", False),
        ("{% if entry == page %}here{% else %}{{ page.title }}{% endif %}", False),
        ("{% if page.title == page %}here{% endif %}", False),
        ("{% if page in entry.children %}here{% endif %}", False),
        ("{% set here = page %}", False),
        ("{{ nav.homepage.url }}", False),
        ("{{ base_url }}", False),
        ("{{ varargs }}", False),
        ("{% include 'partials/source.html' %}", False),
        ("{% from 'partials/icons.html' import x %}", False),
        ("{{ entry.url | url | length }}", False),
        ("{{ entry.url | url | e }}", False),
        ("{% set to = entry.url | url %}", False),
        ("{% if entry.url | url %}{% endif %}", False),
        ("{{ 'x' if entry.url | url else '' }}", False),
        ("{{ [entry.url] | map('url') | join }}", False),
        ("{% filter upper %}{{ entry.url | url }}{% endfilter %}", False),
        ("{% set to %}{{ below(entry) }}{% endset %}", False),
        ("{% call below(entry) %}{% endcall %}", False),
        ("{{ below(entry) | trim }}", False),
        ("{% set draw = below %}{{ draw(entry) }}", False),
        ("{{ below(below(entry)) }}", False),
    ],
)
def test_what_may_be_shared(env, drawn, may):
    source = (
        f"{{% macro below(one) %}}{{{{ one.title }}}}{{% endmacro %}}{{% macro render(entry) %}}{drawn}{{% endmacro %}}"
    )
    assert may_be_shared(env, source) is may
