"""The work of marketing operations: requests, routine tasks, and how many people use the tools."""

from collections.abc import Iterator
from datetime import date
from random import Random

from invented.clock import UNTIL, days_of, is_open, months, shift, spread

MONTHS = months("2025-04", "2026-10")

CYCLE = dict(
    zip(
        MONTHS,
        (18, 18, 18, 17, 16, 17, 16, 15, 16, 15, 14, 14, 13, 13, 12, 11, 11, 10, 9),
        strict=True,
    )
)
"""Business days from a request to its launch, by the month of the launch (median)."""
_CYCLES = (0.35, 0.55, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.45, 1.8, 2.6)
_CATEGORIES = {"email": 30, "landing-page": 18, "webinar": 16, "list": 14, "ads": 10, "report": 8, "exhibition": 4}
_TEAMS = {
    "demand-generation": 30,
    "field-marketing": 18,
    "content-marketing": 15,
    "customer-marketing": 14,
    "digital-marketing": 12,
    "product-marketing": 7,
    "brand-pr": 4,
}

Row = tuple[str, ...]


def requests(chance: Random) -> list[Row]:
    found: list[tuple[date, str, str, str]] = []
    for month in [*MONTHS, "2026-11"]:
        opened = [day for day in days_of(month) if is_open(day)]
        for wait in spread(chance, len(opened) + len(opened) // 2, CYCLE.get(month, 9), _CYCLES):
            delivered = chance.choice(opened)
            category = chance.choices([*_CATEGORIES], [*_CATEGORIES.values()])[0]
            team = chance.choices([*_TEAMS], [*_TEAMS.values()])[0]
            found.append((shift(delivered, -max(1, round(wait))), delivered.isoformat(), category, team))
    last = [day for day in days_of("2026-11") if is_open(day)]
    found += [(chance.choice(last), "", "email", chance.choice([*_TEAMS])) for _ in range(9)]
    assert all(requested <= UNTIL.date() for requested, *_ in found)
    found.sort()
    return [(f"R{number}", row[0].isoformat(), *row[1:]) for number, row in enumerate(found, start=1104)]


TASKS = {
    # task: runs a month, minutes before; then from which month on: share without hands, minutes now
    "list-import": (38, 45, (("2025-04", 0, 44), ("2025-10", 0.2, 34), ("2026-02", 0.55, 18), ("2026-09", 0.7, 12))),
    "reminder-mail": (64, 20, (("2025-04", 0.75, 14), ("2025-07", 0.85, 9), ("2026-01", 0.95, 4))),
    "lead-assignment": (
        260,
        6,
        (("2025-04", 0.1, 5.6), ("2025-12", 0.16, 4), ("2026-04", 0.6, 2), ("2026-08", 0.7, 1.5)),
    ),
    "result-upload": (26, 60, (("2025-04", 0, 58), ("2025-09", 0.15, 40), ("2026-05", 0.6, 14), ("2026-09", 0.8, 9))),
    "weekly-report": (
        20,
        90,
        (("2025-04", 0.1, 76), ("2025-12", 0.5, 40), ("2026-03", 0.85, 15), ("2026-10", 0.95, 12)),
    ),
    "utm-links": (130, 5, (("2025-04", 0.25, 4), ("2025-11", 0.45, 3), ("2026-04", 0.72, 1), ("2026-09", 0.78, 0.8))),
    "webinar-setup": (4, 1320, (("2025-04", 0, 1290), ("2026-02", 0, 1180), ("2026-05", 0, 960), ("2026-09", 0, 840))),
    "data-cleansing": (34, 30, (("2025-04", 0.2, 27), ("2026-01", 0.4, 20), ("2026-07", 0.65, 11))),
}
TITLES = {
    "list-import": ("リストの取り込み", "List imports", "list-import"),
    "reminder-mail": ("リマインドの配信", "Reminders", "webinar"),
    "lead-assignment": ("リードの割り当て", "Assigning leads", "lead-handover"),
    "result-upload": ("参加結果の反映", "Loading attendance", "event-follow-up"),
    "weekly-report": ("定期レポート", "Regular reports", "monthly-kpi-review"),
    "utm-links": ("UTMリンクの作成", "UTM links", "utm-naming"),
    "webinar-setup": ("ウェビナーの設定", "Setting up webinars", "webinar"),
    "data-cleansing": ("名寄せと補正", "Matching and mending", "data-cleansing"),
}
"""What a task is called in Japanese and English, and the playbook that tells how it is done."""
_QUIET = {"01": 0.85, "08": 0.8, "12": 0.92, "05": 1.06, "10": 1.12, "03": 1.08}


def tasks(chance: Random) -> Iterator[Row]:
    for month in MONTHS:
        for task, (runs, before, steps) in TASKS.items():
            share, now = next((share, now) for since, share, now in reversed(steps) if since <= month)
            count = max(2, round(runs * _QUIET.get(month[5:], 1.0) * (0.96 + 0.08 * chance.random())))
            alone = round(count * share * (0.97 + 0.06 * chance.random()))
            yield task, *TITLES[task], month, str(count), str(min(count, alone)), str(before), str(now)


SEATS = {
    # tool: licensed since, active in the first and in the last month, features to use, of these used first and last
    "salesforce": ((("2025-04", 220), ("2026-04", 180)), 138, 167, (("2025-04", 14), ("2026-04", 15)), 5, 9),
    "marketo": ((("2025-04", 25),), 16, 21, (("2025-04", 18), ("2026-04", 19)), 7, 12),
    "tableau": ((("2025-04", 25), ("2026-02", 20)), 13, 9, (("2025-04", 8),), 2, 4),
    "figma": ((("2025-04", 12),), 7, 8, (), 0, 0),
    "asana": ((("2025-04", 80), ("2025-11", 60)), 47, 51, (), 0, 0),
    "canva": ((("2025-04", 30), ("2026-04", 20)), 17, 19, (), 0, 0),
    "hootsuite": ((("2025-04", 5),), 4, 3, (), 0, 0),
    "ahrefs": ((("2025-04", 3),), 3, 3, (), 0, 0),
    "hotjar": ((("2025-04", 10),), 7, 5, (), 0, 0),
    "surveymonkey": ((("2025-04", 5),), 3, 4, (), 0, 0),
    "sansan": ((("2025-04", 120),), 88, 104, (), 0, 0),
    "eventhub": ((("2025-04", 12),), 6, 9, (), 0, 0),
}
_AUDITED_UNTIL = "2026-07"


def usage(chance: Random) -> Iterator[Row]:
    for place, month in enumerate(MONTHS):
        for tool, (seats, first, last, features, used, uses) in SEATS.items():
            part = place / (len(MONTHS) - 1)
            licensed = next(count for since, count in reversed(seats) if since <= month)
            swing = (chance.random() - 0.5) * 0.04 * first if 0 < part < 1 else 0
            quiet = -0.03 * first if month.endswith("-08") else 0
            active = min(licensed, round(first + (last - first) * part + swing + quiet))
            counted = features and month <= _AUDITED_UNTIL
            wanted = next(count for since, count in reversed(features) if since <= month) if counted else ""
            adopted = round(used + (uses - used) * min(1, place / 15)) if counted else ""
            yield tool, month, str(licensed), str(active), str(wanted), str(adopted), ""
