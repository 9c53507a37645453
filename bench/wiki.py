"""A wiki of a given size, made by rule: the same numbers give the same bytes. Shares are those of our own docs."""

from collections.abc import Callable
from pathlib import Path

SHARES = (
    ("people", 16),
    ("roles", 9),
    ("teams", 5),
    ("tools", 10),
    ("playbooks", 6),
    ("kpis", 8),
    ("events", 36),
    ("knowhow", 10),
)
"""Per hundred entities."""
MONTHS = [f"{2025 + (3 + n) // 12}-{(3 + n) % 12 + 1:02}" for n in range(19)]
TEXT = "見込み客の情報をそろえ、担当者が次の一手を迷わず選べるようにするための手順と注意点をまとめます。"


def make(folder: Path, size: int) -> None:
    """Fill `folder/docs` with about `size` entities and figures for every KPI."""
    counts = {name: max(size * share // 100, 1) for name, share in SHARES}
    for name, one in WRITERS.items():
        for number in range(counts[name]):
            suffix = "md" if name in ("tools", "knowhow") else "yml"
            file = folder / "docs" / name / f"{name}-{number}.{suffix}"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(one(number, counts), encoding="utf-8")
    rows = [
        f"kpis-{kpi},{month},{100 + (kpi * 7 + place * 3) % 50}"
        for kpi in range(counts["kpis"])
        for place, month in enumerate(MONTHS)
    ]
    (folder / "docs/figures").mkdir(parents=True, exist_ok=True)
    (folder / "docs/figures/all.csv").write_text("kpi,period,value\n" + "\n".join(rows) + "\n", encoding="utf-8")


def _head(name: str, number: int, counts: dict[str, int]) -> str:
    return (
        f"title: {{ja: {name}の記録 {number}, en: Record {number} of {name}}}\n"
        f"summary: {{ja: {TEXT}, en: A short summary of record {number}.}}\n"
        f"owner: role:roles-{number % counts['roles']}\n"
        f"tags: [見本, 群{number % 7}]\nreviewed_on: 2026-{number % 9 + 1:02}-10\nreview_cycle: 1 year\n"
    )


def _person(number: int, counts: dict[str, int]) -> str:
    return _head("people", number, counts) + (
        f"reading: よみ {number}\nteam: teams-{number % counts['teams']}\nposts: [roles-{number % counts['roles']}]\n"
        f"ask_about: [配信の設定, 計測の相談, 数字の見方]\nchat: '@p{number}'\nhours: 平日 9:30-18:00\n"
        f"deputy: people-{(number + 1) % counts['people']}\n"
    )


def _role(number: int, counts: dict[str, int]) -> str:
    boss = f"reports_to: roles-{(number - 1) // 5}\n" if number else ""
    return (
        _head("roles", number, counts)
        + boss
        + (
            f"team: teams-{number % counts['teams']}\nheadcount: 2\nresponsibilities: [{TEXT}, 計画を立てる, 結果を報告する]\n"
        )
    )


def _team(number: int, counts: dict[str, int]) -> str:
    parent = f"parent: teams-{(number - 1) // 5}\n" if number else ""
    return (
        _head("teams", number, counts)
        + parent
        + (f"lead: roles-{number % counts['roles']}\nservices: [施策の相談, 資料の確認]\nintake: チャットで依頼する\n")
    )


def _tool(number: int, counts: dict[str, int]) -> str:
    return (
        "---\n"
        + _head("tools", number, counts)
        + (
            f"category: analytics\nuse_for: [集計, 可視化]\nseats: 40\nseats_used: {20 + number % 20}\ncost_per_year: {number * 1000 + 500}\n"
            f"used_by: [teams-{number % counts['teams']}]\n---\n\n## 使い方の要点\n\n" + f"{TEXT}\n\n" * 4
        )
    )


def _playbook(number: int, counts: dict[str, int]) -> str:
    steps = "".join(
        f"  - {{title: 手順 {step}, role: roles-{(number + step) % counts['roles']}, "
        f"tools: [tools-{(number + step) % counts['tools']}], timing: T-{20 - step}, output: 成果物 {step}}}\n"
        for step in range(7)
    )
    return _head("playbooks", number, counts) + (
        f"trigger: 依頼が届いたとき\noutcome: 完了の報告が済んでいる\nkpis: [kpis-{number % counts['kpis']}]\nsteps:\n{steps}"
    )


def _kpi(number: int, counts: dict[str, int]) -> str:
    return _head("kpis", number, counts) + (
        f"group: demand\ndefinition: {TEXT}\nformula: 分子 ÷ 分母\ntarget: {110 + number % 30}\nsource: レポート\n"
    )


def _event(number: int, counts: dict[str, int]) -> str:
    return _head("events", number, counts) + (
        f"when: 2026-{(number * 5) % 12 + 1:02}-{number % 28 + 1:02}\ncategory: webinar\nstatus: confirmed\n"
        f"team: teams-{number % counts['teams']}\nchannel: [web, email]\nbudget: 300000\n"
        f"goals: [kpis-{number % counts['kpis']}]\nplaybook: playbooks-{number % counts['playbooks']}\n"
    )


def _note(number: int, counts: dict[str, int]) -> str:
    about = f"about: [tool:tools-{number % counts['tools']}]\n"
    return "---\n" + _head("knowhow", number, counts) + about + "---\n\n## 学んだこと\n\n" + f"{TEXT}\n\n" * 6


WRITERS: dict[str, Callable[[int, dict[str, int]], str]] = {
    "people": _person,
    "roles": _role,
    "teams": _team,
    "tools": _tool,
    "playbooks": _playbook,
    "kpis": _kpi,
    "events": _event,
    "knowhow": _note,
}
