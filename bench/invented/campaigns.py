"""Where leads come from: channels, and the campaigns behind them, which are events of the marketing calendar since 2026-04."""

from datetime import date, datetime
from random import Random

CHANNELS = {
    "search-ads": 24,
    "organic-search": 20,
    "content": 14,
    "webinar": 14,
    "social-ads": 9,
    "email": 4,
    "referral": 7,
    "direct": 8,
}
"""Shares of new leads where there is no fair, in percent."""

QUALITY = {
    "search-ads": 1.0,
    "organic-search": 1.15,
    "content": 0.9,
    "webinar": 1.35,
    "social-ads": 0.5,
    "email": 1.0,
    "referral": 1.9,
    "direct": 1.2,
    "exhibition": 0.9,
}
"""How likely it is that more comes of them."""

FAIRS = (
    ("saas-tsunagaru-summit-2025", "2025-11-12", 2, 130),
    ("somu-keiri-solution-2026", "2026-01-21", 3, 270),
    ("backoffice-mirai-2026-spring", "2026-05-13", 3, 430),
    ("kansai-keiri-forum-2026", "2026-06-03", 2, 120),
    ("contract-dx-fair-2026", "2026-09-09", 3, 290),
    ("backoffice-mirai-2026-autumn", "2026-10-21", 3, 410),
    ("saas-tsunagaru-summit-2026", "2026-11-11", 2, 140),
)
"""Fairs: the first day, how many days, and how many new leads came of them."""

_WEBINARS = (
    ("2025-11-20", "webinar-2025-11-yearend-closing"),
    ("2025-12-11", "webinar-2025-12-contract-renewal"),
    ("2026-01-15", "webinar-2026-01-fy-plan"),
    ("2026-02-05", "webinar-2026-02-audit"),
    ("2026-03-12", "webinar-2026-03-new-fy"),
    ("2026-04-16", "webinar-2026-04-subscription-basics"),
    ("2026-05-21", "webinar-2026-05-sign-basics"),
    ("2026-06-11", "webinar-2026-06-usage-billing"),
    ("2026-07-09", "webinar-2026-07-close-faster"),
    ("2026-08-06", "webinar-2026-08-contract-ledger"),
    ("2026-09-17", "webinar-2026-09-invoice-check"),
    ("2026-10-08", "webinar-2026-10-credit-control"),
    ("2026-11-05", "webinar-2026-11-sign-approval"),
    ("2026-11-26", "webinar-2026-11-yearend-closing"),
)
_PAPERS = (
    ("2026-03-31", "ebook-2025-09-invoice-basics"),
    ("2026-06-30", "ebook-2026-04-denshi-chobo"),
    ("2026-10-31", "survey-2026-07-billing"),
    ("2027-03-31", "ebook-2026-11-usage-pricing"),
)


def channel(chance: Random) -> str:
    return chance.choices([*CHANNELS], [*CHANNELS.values()])[0]


def campaign(channel: str, at: datetime) -> str:
    """The campaign that a channel had at that time; for a webinar it is the next one."""
    day = f"{at:%Y-%m-%d}"
    if channel == "search-ads":
        fiscal = at.year if at.month >= 4 else at.year - 1
        return f"search-ads-fy{fiscal}-{'h1' if 4 <= at.month <= 9 else 'h2'}"
    if channel == "webinar":
        return next((name for last, name in _WEBINARS if day <= last), "")
    if channel == "content":
        return next(name for last, name in _PAPERS if day <= last)
    if channel == "email":
        return f"newsletter-{at:%Y-%m}"
    if channel == "social-ads" and "2026-05-10" <= day <= "2026-06-15":
        return "social-ads-2026-05"
    if channel == "exhibition":
        return [name for name, first, *_ in FAIRS if first <= day][-1]
    return ""


def fair_days(first: str, days: int) -> list[date]:
    start = date.fromisoformat(first)
    return [start.replace(day=start.day + number) for number in range(days)]
