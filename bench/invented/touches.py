"""Touches of everybody who became an MQL or a customer, and the orders that came of them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from invented.campaigns import campaign, channel
from invented.clock import UNTIL, after, days_of, moment
from invented.leads import Lead

ORDERS = {
    # month: orders, and their sum in millions of yen
    "2025-11": (37, 23.4),
    "2025-12": (34, 21.6),
    "2026-01": (31, 20.1),
    "2026-02": (39, 25.7),
    "2026-03": (60, 41.2),
    "2026-04": (39, 25.5),
    "2026-05": (41, 27.4),
    "2026-06": (47, 33.1),
    "2026-07": (51, 34.6),
    "2026-08": (43, 29.7),
    "2026-09": (71, 50.3),
    "2026-10": (61, 42.2),
    "2026-11": (32, 21.3),
}
"""Most orders come of people whom the company knew before the first month, or who are customers and buy more."""

_NEXT = {
    "webinar": 26,
    "email": 27,
    "content": 15,
    "organic-search": 10,
    "search-ads": 8,
    "direct": 7,
    "social-ads": 4,
    "referral": 3,
}
"""Shares of later touches, in percent."""
_SIZES = (1, 2, 2, 3, 3, 4, 5, 7, 11, 19)
"""How large orders are beside each other: a few bring much."""
_FIRST_ID = 11203

Touch = tuple[str, datetime, str, str]
Order = tuple[str, datetime, int]


def touches(chance: Random, leads: list[Lead]) -> tuple[list[Touch], list[Order]]:
    qualified = [lead for lead in leads if "mql" in lead.reached]
    won = {lead.id: lead.reached["won"] for lead in qualified if "won" in lead.reached}
    orders, before = _orders(chance, won)
    ends = {person: at for person, at, _ in orders}
    found: list[Touch] = []
    for lead in qualified:
        first = lead.reached["lead"]
        found.append((lead.id, first, lead.channel, lead.campaign))
        last = ends.get(lead.id, min(UNTIL, lead.reached["mql"] + timedelta(days=75)))
        found += _later(chance, lead.id, first, last, 5.4 if lead.id in ends else 2.9)
    for person in before:
        first = after(ends[person] - timedelta(days=60 + int(200 * chance.random())), int(9 * 3600 * chance.random()))
        first = min(first, ends[person] - timedelta(days=30))
        by = channel(chance)
        found.append((person, first, by, campaign(by, first) if first.year > 2025 or first.month > 10 else ""))
        found += _later(chance, person, first, ends[person], 5.4)
    found.sort(key=lambda touch: (touch[1], touch[0]))
    return found, sorted(orders, key=lambda order: (order[1], order[0]))


def _orders(chance: Random, won: dict[str, datetime]) -> tuple[list[Order], list[str]]:
    """The orders of leads, and as many of people known before as the month needs."""
    orders: list[Order] = []
    before: list[str] = []
    for month, (count, millions) in ORDERS.items():
        closed = [(person, at) for person, at in won.items() if f"{at:%Y-%m}" == month]
        while len(closed) < count:
            person = f"L{_FIRST_ID + 14 * len(before) + int(14 * chance.random())}"
            before.append(person)
            closed.append((person, after(moment(chance, days_of(month)), int(28_000 * chance.random()))))
        sizes = [chance.choice(_SIZES) + chance.random() for _ in closed]
        unit = millions * 1_000_000 / sum(sizes)
        for (person, at), size in zip(closed, sizes, strict=True):
            orders.append((person, at, max(12, round(size * unit / 10_000)) * 10_000))
    return [order for order in orders if order[1] <= UNTIL], before


def _later(chance: Random, person: str, first: datetime, last: datetime, mean: float) -> Iterator[Touch]:
    """Touches between the first one and the order, or the last day on which we hear of somebody."""
    span = int((last - first).total_seconds()) - 7200
    if span <= 0:
        return
    count = int(chance.random() * 2 * mean + 0.5)
    for at in sorted(first + timedelta(seconds=3600 + int(span * chance.random())) for _ in range(count)):
        by = chance.choices([*_NEXT], [*_NEXT.values()])[0]
        yield person, at, by, campaign(by, at) if f"{at:%Y-%m}" >= "2025-11" else ""
