"""Touches of everybody who became an MQL or a customer, and the orders that came of them."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random

from invented.campaigns import FAIRS, campaign, channel, fair_days
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
    "2026-10": (61, 46.4),
    "2026-11": (32, 21.3),
}
"""Most orders come of people whom the company knew before the first month, or who are customers and buy more."""

_NEXT = {
    # channel: shares of later touches in percent, of those who order and of those who do not
    "webinar": (31, 14),
    "email": (22, 33),
    "content": (15, 17),
    "organic-search": (9, 11),
    "search-ads": (6, 10),
    "direct": (9, 6),
    "social-ads": (2, 7),
    "referral": (6, 2),
}
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
        found += _later(chance, lead.id, first, last, lead.id in ends)
    for person in before:
        first, by, name = _met(chance, ends[person])
        found.append((person, first, by, name))
        found += _later(chance, person, first, ends[person], orders=True)
    found.sort(key=lambda touch: (touch[1], touch[0]))
    return found, sorted(orders, key=lambda order: (order[1], order[0]))


def _met(chance: Random, ordered: datetime) -> tuple[datetime, str, str]:
    """When and where somebody who was known before the first month took up the subject again: some of them at a fair."""
    for fair, day, days, _ in FAIRS:
        at = datetime.combine(chance.choice(fair_days(day, days)), time(11), UNTIL.tzinfo)
        if 20 <= (ordered - at).days <= 85 and chance.random() < 0.2:
            return at + timedelta(seconds=int(20_000 * chance.random())), "exhibition", fair
    first = after(ordered - timedelta(days=30 + int(58 * chance.random())), int(9 * 3600 * chance.random()))
    first, by = min(first, ordered - timedelta(days=20)), channel(chance)
    return first, by, campaign(by, first) if f"{first:%Y-%m}" >= "2025-11" else ""


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


def _later(chance: Random, person: str, first: datetime, last: datetime, orders: bool) -> Iterator[Touch]:
    """Touches between the first one and the order, or the last day on which we hear of somebody."""
    span = int((last - first).total_seconds()) - 7200
    if span <= 0:
        return
    weights = [shares[0] if orders else shares[1] for shares in _NEXT.values()]
    count = int(chance.random() * (9 if orders else 6) + 0.5)
    for at in sorted(first + timedelta(seconds=3600 + int(span * chance.random())) for _ in range(count)):
        by = chance.choices([*_NEXT], weights)[0]
        yield person, at, by, campaign(by, at) if f"{at:%Y-%m}" >= "2025-11" else ""
