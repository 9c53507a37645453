"""Overlap: whatever is claimed, and in whatever order, nothing is counted twice."""

import random
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mops_kb.reports.ledger.overlap import Claim, counted

DAYS = st.integers(0, 12).map(lambda n: date(2026, 1, 1) + timedelta(days=30 * n))


@st.composite
def books(draw):
    """Up to nine claims on two KPIs or none, some of them part of others."""
    ids = [f"c{n}" for n in range(draw(st.integers(1, 9)))]
    claims = []
    for id in ids:
        first, last = sorted([draw(DAYS), draw(DAYS)])
        worth = tuple(Fraction(draw(st.integers(0, 3))) for _ in range(3))
        claims.append(Claim(id, draw(st.sampled_from([None, "mql", "cost"])), first, last, worth))
    part_of = {}
    for n, id in enumerate(ids[1:], 1):  # a part comes after its whole, so there is no circle
        if draw(st.booleans()):
            part_of[id] = ids[draw(st.integers(0, n - 1))]
    return claims, part_of


def whole(id, part_of):
    while id in part_of:
        id = part_of[id]
    return id


def total(claims, part_of):
    found = counted(claims, part_of)
    return [claim for claim in claims if claim.id not in found and claim.id not in part_of]


@given(books())
def test_nothing_is_counted_twice(book):
    claims, part_of = book
    roots = {claim.id for claim in total(claims, part_of)}
    inside = [claim for claim in claims if whole(claim.id, part_of) in roots]
    for one in inside:
        for other in inside:
            if whole(one.id, part_of) != whole(other.id, part_of):
                assert not one.overlaps(other)


@given(books(), st.randoms(use_true_random=False))
def test_the_order_does_not_matter(book, chance: random.Random):
    claims, part_of = book
    mixed = chance.sample(claims, len(claims))
    assert counted(mixed, part_of) == counted(claims, part_of)


@given(books())
def test_what_is_not_counted_has_a_greater_one_that_is(book):
    claims, part_of = book
    by_id = {claim.id: claim for claim in claims}
    roots = {claim.id for claim in total(claims, part_of)}
    for id, greater in counted(claims, part_of).items():
        assert greater in roots
        assert by_id[greater].worth >= by_id[id].worth


@given(books())
def test_what_overlaps_nothing_is_counted(book):
    claims, part_of = book
    for claim in claims:
        others = [one for one in claims if whole(one.id, part_of) != whole(claim.id, part_of)]
        mine = [one for one in claims if whole(one.id, part_of) == claim.id]
        if claim.id not in part_of and not any(one.overlaps(other) for one in mine for other in others):
            assert claim in total(claims, part_of)


def claim(id: str, first: str, last: str, money: int, kpi: str | None = "mql") -> Claim:
    days = date.fromisoformat(first), date.fromisoformat(last)
    return Claim(id, kpi, *days, (Fraction(money), Fraction(0), Fraction(0)))


@pytest.mark.parametrize(
    ("one", "other", "greater"),
    [
        (claim("a", "2026-04-30", "2026-08-01", 5), claim("b", "2026-05-31", "2026-09-01", 4), {"b": "a"}),
        (claim("a", "2026-04-30", "2026-08-01", 4), claim("b", "2026-05-31", "2026-09-01", 5), {"a": "b"}),
        (claim("a", "2026-04-30", "2026-08-01", 5), claim("b", "2026-05-31", "2026-09-01", 5), {"b": "a"}),
        # One after the other: April → August, and August → October.
        (claim("a", "2026-04-30", "2026-08-01", 5), claim("b", "2026-08-31", "2026-10-01", 4), {}),
        (claim("a", "2026-04-30", "2026-08-01", 5), claim("b", "2026-05-31", "2026-09-01", 4, "cost"), {}),
        (claim("a", "2026-04-30", "2026-08-01", 5, None), claim("b", "2026-04-30", "2026-08-01", 4, None), {}),
    ],
)
def test_two_claims(one, other, greater):
    assert counted([one, other], {}) == greater
    assert counted([one, other], {"b": "a"}) == {}


def test_a_part_of_another_stands_in_the_way_of_a_third():
    """The whole names no KPI, but what it contains is claimed by the third as well."""
    umbrella = claim("umbrella", "2026-01-01", "2026-12-31", 9, None)
    part, third = claim("part", "2026-04-30", "2026-08-01", 3), claim("third", "2026-04-30", "2026-08-01", 5)
    assert counted([umbrella, part, third], {"part": "umbrella"}) == {"third": "umbrella"}


def test_parts_in_a_circle_are_counted_nowhere():
    both = [claim("a", "2026-01-01", "2026-02-01", 1), claim("b", "2026-01-01", "2026-02-01", 2)]
    assert total(both, {"a": "b", "b": "a"}) == []
