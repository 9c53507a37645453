"""The way from one page to another, told once for all pages of a folder: the same as MkDocs tells each."""

from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.utils import normalize_url

from mkdocs_fast_build.urls import END, MARK, Subtree, Ways

NAMES = st.lists(st.sampled_from(["a", "b", "ab"]), max_size=3).map("/".join)
URLS = st.one_of(
    NAMES.map(lambda path: f"{path}/" if path else "./"), NAMES.map(lambda path: f"{path}/x.html".lstrip("/"))
)
MORE = st.one_of(
    URLS, NAMES, st.sampled_from(["../a/", "a//b/", "?q", "#top", "https://example.com/a/", "/a/", "a/x?y=/b/"])
)


@settings(max_examples=400, deadline=None)
@given(st.lists(MORE, min_size=1, max_size=4), st.lists(URLS, min_size=1, max_size=12))
def test_every_page_sees_what_it_would_see_alone(urls, pages):
    subtree, ways = Subtree("".join(f"<{MARK}{url}{END}>" for url in urls), set()), Ways()
    for page in pages:
        place = "" if page == "./" else page
        expected = "".join(f"<{normalize_url(url, SimpleNamespace(url=place))}>" for url in urls)
        assert subtree.seen_from(place, ways) == expected
