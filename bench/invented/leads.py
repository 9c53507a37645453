"""Leads of a year: from the first form to the order, and how long each waited for the first call."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from invented.campaigns import FAIRS, QUALITY, campaign, channel, fair_days
from invented.clock import UNTIL, after, days_of, moment, pick, spread

MONTHS = {
    # month: new leads, MQLs, of these to SQL in percent, median minutes to the first call (more where sales calls)
    "2025-11": (1012, 251, 30.3, 224.3),
    "2025-12": (768, 186, 31.2, 124),
    "2026-01": (1104, 229, 30.4, 91),
    "2026-02": (1046, 246, 31.8, 68),
    "2026-03": (1098, 271, 31.4, 52),
    "2026-04": (987, 218, 33.9, 23),
    "2026-05": (1486, 268, 32.8, 17),
    "2026-06": (1162, 281, 34.2, 13.2),
    "2026-07": (1094, 270, 35.2, 10.5),
    "2026-08": (871, 214, 34.6, 8.6),
    "2026-09": (1248, 301, 35.9, 6.1),
    "2026-10": (1412, 338, 37.3, 4.7),
    "2026-11": (824, 196, 0, 4.5),
}
"""Since 2026-04 an MQL needs 60 points, not 50, and 50 employees: fewer of them, and better ones."""

HAND_RAISERS = 0.45
"""What share of MQLs asks for a call with the very first form."""
LOST_CALLS = 0.003
"""What share nobody ever called."""
ENTERPRISE = 0.13
"""What share goes to sales at once, which is slower."""
STAGES = ("lead", "mql", "sal", "sql", "opportunity", "won")


@dataclass
class Lead:
    id: str
    channel: str
    campaign: str
    reached: dict[str, datetime] = field(default_factory=dict)
    first_touch: datetime | None = None
    team: str = "inside-sales"
    zone: str = ""
    called: bool = False


def leads(chance: Random) -> list[Lead]:
    found: list[Lead] = []
    for month in MONTHS:
        fresh = _new(chance, month)
        found += _qualified(chance, month, fresh, [lead for lead in found if "mql" not in lead.reached])
        found += fresh
        called = [lead for lead in found if "mql" in lead.reached and not lead.called]
        _call(chance, month, called)
        _sell(chance, month, called)
    for lead in found:
        lead.reached = {stage: at for stage, at in lead.reached.items() if at <= UNTIL}
    found.sort(key=lambda lead: lead.reached["lead"])
    for number, lead in enumerate(found, start=20417):
        lead.id = f"L{number}"
    return found


def _new(chance: Random, month: str) -> list[Lead]:
    """The leads of a month who did not ask for a call at once."""
    count, asked = MONTHS[month][0], round(MONTHS[month][1] * HAND_RAISERS)
    moments = []
    for _, first, days, many in FAIRS:
        if first.startswith(month):
            opened = [day for day in fair_days(first, days) if day in days_of(month)]
            for _ in range(many):
                day = chance.choice(opened)
                at = datetime(day.year, day.month, day.day, 10, tzinfo=UNTIL.tzinfo)
                moments.append(("exhibition", at + timedelta(seconds=int(7 * 3600 * chance.random()))))
    while len(moments) < count - asked:
        moments.append((channel(chance), moment(chance, days_of(month))))
    return [Lead("", by, campaign(by, at), {"lead": at}) for by, at in moments]


def _qualified(chance: Random, month: str, fresh: list[Lead], waiting: list[Lead]) -> list[Lead]:
    """Makes MQLs of leads that were there; the answer are those that came as MQLs."""
    count = MONTHS[month][1]
    asked = round(count * HAND_RAISERS)
    came = []
    for _ in range(asked):
        by = channel(chance)
        at = moment(chance, days_of(month))
        created = at - timedelta(seconds=int(150 * chance.random()))
        if f"{created:%Y-%m}" != month:
            created = at
        came.append(Lead("", by, campaign(by, at), {"lead": created, "mql": at}))
    pool = [*fresh, *waiting]
    weights = [QUALITY[lead.channel] * (3 if number < len(fresh) else 0.6) for number, lead in enumerate(pool)]
    for place in pick(chance, weights, count - asked):
        lead = pool[place]
        begins = max(lead.reached["lead"].date(), days_of(month)[0])
        at = moment(chance, [day for day in days_of(month) if day >= begins])
        lead.reached["mql"] = max(at, lead.reached["lead"] + timedelta(minutes=4))
    return came


def _call(chance: Random, month: str, called: list[Lead]) -> None:
    waits = spread(chance, len(called), MONTHS[month][3] * 60)
    called.sort(key=lambda lead: lead.reached["mql"])
    for lead, wait in zip(called, waits, strict=True):
        lead.called, opens, slower = True, 9, 1.0
        if chance.random() < ENTERPRISE:
            lead.team, slower = "sales", 1.6
        elif month >= "2026-07" and chance.random() < 0.03:
            lead.zone, opens = "Asia/Singapore", 10
        at = after(lead.reached["mql"], round(wait * slower), opens)
        if chance.random() >= LOST_CALLS and at <= UNTIL:
            lead.first_touch = at


def _sell(chance: Random, month: str, called: list[Lead]) -> None:
    """What became of them: accepted, qualified, an opportunity, an order."""
    weights = [QUALITY[lead.channel] * (1.0 if lead.first_touch else 0.01) for lead in called]
    share = MONTHS[month][2] or 12
    qualified = set(pick(chance, weights, round(len(called) * share / 100)))
    for place, lead in enumerate(called):
        if not lead.first_touch or (place not in qualified and chance.random() > 0.72):
            continue
        at = lead.reached["sal"] = after(lead.first_touch, int(60 + 4 * 3600 * chance.random()))
        if place not in qualified:
            continue
        at = lead.reached["sql"] = after(at, _days(chance, 0.4, 14))
        if chance.random() > 0.71:
            continue
        at = lead.reached["opportunity"] = after(at, _days(chance, 1, 16))
        if chance.random() < 0.22 * QUALITY[lead.channel] ** 0.5:
            lead.reached["won"] = after(at, _days(chance, 14, 75))


def _days(chance: Random, least: float, most: float) -> int:
    """Seconds of office hours of so many days, more often few than many."""
    return int(9 * 3600 * (least + (most - least) * chance.random() * chance.random()))


def events(found: list[Lead]) -> Iterator[tuple[str, ...]]:
    for lead in sorted(
        (lead for lead in found if "mql" in lead.reached), key=lambda lead: (lead.reached["mql"], lead.id)
    ):
        touched = lead.first_touch.isoformat() if lead.first_touch else ""
        yield lead.id, lead.reached["mql"].isoformat(), touched, lead.zone, lead.team


def stages(found: list[Lead]) -> Iterator[tuple[str, ...]]:
    for lead in found:
        for stage in STAGES:
            if stage in lead.reached:
                yield lead.id, stage, lead.reached[stage].isoformat(), lead.channel, lead.campaign
