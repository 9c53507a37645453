"""What contributors may write as HTML, and what is taken out of it."""

import pytest

from mops_kb.sanitise import sanitise


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ('<div id="__config">{}</div>', "<div>{}</div>"),
        ('<h2 id="fn:1">x</h2>', '<h2 id="fn:1">x</h2>'),
        ('<pre class="mermaid">x</pre>', "<pre>x</pre>"),
        ('<p class="md-overlay note">x</p>', '<p class="note">x</p>'),
        ('<img src="https://evil.example/p.gif" alt="x">', '<img alt="x">'),
        ('<img src="//evil.example/p.gif" alt="x">', '<img alt="x">'),
        ('<img src="../pictures/p.png" alt="x">', '<img src="../pictures/p.png" alt="x">'),
        ('<a href="//evil.example">x</a>', "<a>x</a>"),
        ('<a href="https://example.com">x</a>', '<a href="https://example.com">x</a>'),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="mailto:a@example.com">x</a>', '<a href="mailto:a@example.com">x</a>'),
        ('<input type="password" name="pw">', "<input>"),
        ('<input type="checkbox" disabled>', '<input type="checkbox" disabled="">'),
        ("<button>x</button>", "x"),
        ('<p data-sort="12">x</p>', "<p>x</p>"),
        ("<script>x</script>y", "y"),
        ('<p style="position:fixed" onclick="x()">y</p>', "<p>y</p>"),
        ('<td style="text-align: right; color: red">1</td>', "1"),
    ],
)
def test_what_is_left(written, left):
    assert sanitise(written) == left


def test_paint_comes_from_the_page_only():
    assert "url" not in sanitise('<svg><path d="M0" fill="url(https://evil.example/x.svg#a)"/></svg>')
    assert 'stroke="var(--md-default-fg-color--light)"' in sanitise(
        '<svg><path d="M0" stroke="var(--md-default-fg-color--light)"/></svg>'
    )


def test_a_table_keeps_its_alignment_and_nothing_else():
    made = sanitise('<table><tr><td style="text-align: right; position: fixed">1</td></tr></table>')
    assert 'style="text-align:right"' in made
    assert "position" not in made


def test_a_table_says_what_its_cells_are_sorted_by_and_downloaded_as():
    row = '<tbody><tr><th data-sort="さとう みさき">佐藤 美咲</th><td data-sort="12" data-csv="=1">x</td></tr></tbody>'
    written = f'<table class="mk-table" data-table="people">{row}</table>'
    assert sanitise(written) == written
    assert sanitise(f'<table onclick="x()" data-tools="open">{row}</table>') == f"<table>{row}</table>"


@pytest.mark.parametrize(
    ("address", "stays"),
    [
        ("webcal://example.com/wiki/calendar/all.ics", True),
        ("webcal://example.com/other/all.ics", False),
        ("webcal://example.com/wiki/../other/all.ics", False),
        ("webcal://example.com/wiki", False),
        ("webcal://example.com/wiki/calendar/", False),
        ("webcal://example.com.evil.example/wiki/all.ics", False),
        ("webcal://example.com@evil.example/wiki/all.ics", False),
        ("WEBCAL://evil.example/wiki/all.ics", False),
        ("web&#9;cal://evil.example/all.ics", False),
        ("&#1;webcal://evil.example/all.ics", False),
        ("webcal:evil.example/all.ics", False),
    ],
)
def test_only_calendars_of_the_site_itself_may_be_subscribed_to(address, stays):
    link = f'<a href="{address}">x</a>'
    assert sanitise(link, "https://example.com/wiki/") == (link if stays else "<a>x</a>")
    assert sanitise(link) == "<a>x</a>"
