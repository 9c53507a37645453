"""Pictures: lazy, and with their room, whatever was said of them before."""

from pathlib import Path

import pytest

from mops_kb.pictures import roomy, size
from mops_kb.sanitise import sanitise

FAVICON = Path(__file__).parent.parent / "overrides/assets/images/favicon.png"
KNOWN = {"a.png": (640, 480), "a & b.png": (3, 2)}


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ('<img src="a.png" alt="x">', '<img src="a.png" alt="x" loading="lazy" width="640" height="480">'),
        ('<img src="a &amp; b.png">', '<img src="a &amp; b.png" loading="lazy" width="3" height="2">'),
        ('<img src="a.png" width="50">', '<img src="a.png" width="50" loading="lazy">'),
        ('<img src="a.png" loading="eager">', '<img src="a.png" loading="eager" width="640" height="480">'),
        ('<img src="b.png">', '<img src="b.png" loading="lazy">'),
        ("<img>", "<img>"),
        ("<p>img src</p>", "<p>img src</p>"),
    ],
)
def test_what_a_picture_says(written, made):
    assert roomy(sanitise(written), KNOWN.get) == made


def test_the_size_is_in_the_file(tmp_path):
    assert size(FAVICON) == (64, 64)
    (tmp_path / "a.png").write_text("no picture", encoding="utf-8")
    assert size(tmp_path / "a.png") is None
    assert size(tmp_path / "b.png") is None
