"""Related pages: which are near, why, and that asking stays cheap; and that every page tells who links to it."""

import time
from collections import Counter

import pytest

from mops_kb.kinds import KINDS
from mops_kb.model.nearby import OF_A_KIND, SHOWN, nearby
from tests.conftest import Wiki

LEAD = "title: Lead\nowner: role:lead\n"


def tool(title: str, *tags: str, more: str = "") -> str:
    return f"title: {title}\nowner: role:lead\ncategory: crm\ntags: [{', '.join(tags)}]\n{more}"


def near(wiki: Wiki, kind: str, id: str) -> list[tuple[str, list[str]]]:
    found = wiki.study()
    of = {str(ref): those for ref, those in nearby(found.catalog, found.settings).items()}[f"{kind}:{id}"]
    return [(one.entity.id, [what if isinstance(what, str) else what.id for what in one.shares]) for one in of]


def test_what_few_have_in_common_brings_near(wiki):
    wiki.put("roles/lead.yml", LEAD)
    wiki.put("tools/a.yml", tool("A", "common", "rare"))
    wiki.put("tools/b.yml", tool("B", "common", "rare"))
    for name in "cdef":
        wiki.put(f"tools/{name}.yml", tool(name, "common"))
    assert near(wiki, "tool", "a")[0] == ("b", ["rare", "common"])
    assert [id for id, _ in near(wiki, "tool", "a")] == ["b", "c", "d"]


def test_shared_references_and_links_count_but_not_the_owner(wiki):
    wiki.put("roles/lead.yml", LEAD)
    wiki.put("capabilities/mail.yml", "title: Mail\nowner: role:lead\ngroup: nurture\n")
    wiki.put("tools/a.yml", tool("A", more="capabilities: mail\n"))
    wiki.put("tools/b.yml", tool("B", more="capabilities: mail\n"))
    wiki.put("tools/c.yml", tool("C"))
    wiki.put("knowhow/x.md", "# X\n\n[C](tool:c) and [A](tool:a)\n")
    assert near(wiki, "tool", "a") == [("b", ["mail"]), ("c", ["knowhow/x"])]


def test_what_is_listed_already_is_not_near(wiki):
    wiki.put("roles/lead.yml", LEAD)
    wiki.put("tools/a.yml", tool("A", "t", more="replaces: b\n"))
    wiki.put("tools/b.yml", tool("B", "t"))
    wiki.put("tools/c.yml", tool("C", "t"))
    assert [id for id, _ in near(wiki, "tool", "a")] == ["c"]
    assert [id for id, _ in near(wiki, "tool", "b")] == ["c"]


def test_at_most_five_and_three_of_a_kind(wiki):
    wiki.put("roles/lead.yml", LEAD)
    for name in "abcdef":
        wiki.put(f"tools/{name}.yml", tool(name, "t"))
        wiki.put(f"knowhow/{name}.md", f"---\ntitle: {name}\ntags: [t]\n---\nx\n")
    found = wiki.study()
    for those in nearby(found.catalog, found.settings).values():
        assert len(those) <= SHOWN
        assert max(Counter(one.entity.kind for one in those).values(), default=0) <= OF_A_KIND
    assert len(near(wiki, "tool", "a")) == SHOWN


def test_hidden_pages_are_near_to_nothing_and_bring_nothing_near(wiki):
    wiki.put("roles/lead.yml", LEAD)
    wiki.put("capabilities/zz.yml", "title: Zz\nowner: role:lead\ngroup: nurture\nvisibility: internal\n")
    wiki.put("tools/a.yml", tool("A", more="capabilities: zz\n"))
    wiki.put("tools/b.yml", tool("B", more="capabilities: zz\n"))
    assert near(wiki, "tool", "a") == []


def test_the_page_says_why(wiki):
    wiki.put("roles/lead.yml", LEAD)
    wiki.put("capabilities/mail.yml", "title: Mail\nowner: role:lead\ngroup: nurture\n")
    for name in "ab":
        wiki.put(f"tools/{name}.yml", tool(name, "news", more="capabilities: mail\n"))
    assert "同じできること（Mail）、同じタグ（news）" in wiki.page("tools/a.md")
    assert "same capability (Mail), same tag (news)" in wiki.page("tools/a.md", language="en")


@pytest.fixture(scope="module")
def linked(tmp_path_factory, samples):
    """The samples, and a page that links to each of them."""
    wiki = Wiki(tmp_path_factory.mktemp("linked") / "docs")
    for file in samples.docs.rglob("*"):
        if file.is_file():
            wiki.put(file.relative_to(samples.docs).as_posix(), file.read_bytes())
    refs = [entity.ref for entity in wiki.study(visibility="draft").catalog.entities()]
    wiki.put("knowhow/all.md", "# All\n\n" + "".join(f"- [{ref}]({ref})\n" for ref in refs))
    return {page.path: page.text for page in wiki.site(visibility="draft", language="en").pages}, refs


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_every_page_tells_who_links_to_it(linked, kind):
    pages, refs = linked
    folder = next(one.folder for one in KINDS if one.name == kind)
    ids = [ref.id for ref in refs if ref.kind == kind]
    assert ids
    for id in ids:
        text = pages[f"{folder}/{id}.md" if folder else f"{id}.md"]
        assert "Mentioned in" in text, (kind, id)
        assert 'all/"' in text


@pytest.mark.slow
def test_three_thousand_pages_take_no_longer_than_three_times_a_thousand(wiki):
    wiki.put("roles/lead.yml", LEAD)
    taken = []
    for count in (1000, 3000):
        rows = "".join(
            f"- {{id: t{n}, title: T{n}, owner: role:lead, category: crm, tags: [a{n % 97}, b{n % 13}, c{n // 7}]}}\n"
            for n in range(count)
        )
        wiki.put("tools/all.yml", rows)
        found = wiki.study()
        begun = time.process_time()
        nearby(found.catalog, found.settings)
        taken.append(time.process_time() - begun)
    assert taken[1] < 5 * taken[0] + 0.1
