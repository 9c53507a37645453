"""A wiki of a given size, made by rule: the same numbers give the same bytes. Shares are those of our own docs."""

from collections.abc import Callable, Iterator
from pathlib import Path

SHARES = (
    ("events", 23),
    ("channels", 13),
    ("people", 11),
    ("skills", 11),
    ("roles", 7),
    ("tools", 7),
    ("kpis", 6),
    ("learnings", 5),
    ("trainings", 5),
    ("playbooks", 4),
    ("knowhow", 3),
    ("teams", 3),
    ("stakeholders", 2),
)
"""Per hundred entities. Scenarios do not grow with a wiki: there are two."""
MONTHS = [f"{2025 + (4 + n) // 12}-{(4 + n) % 12 + 1:02}" for n in range(18)]
DUTIES = ("process", "martech", "data", "enablement")
AREAS = ("strategy", "data", "technology", "content", "process", "people")
GROUPS = ("demand", "efficiency", "technology", "revenue", "satisfaction", "brand")
FREQUENCIES = ("weekly", "monthly", "biweekly", "weekly", "quarterly", "daily")
TEXT = "見込み客の情報をそろえ、担当者が次の一手を迷わず選べるようにするための手順と注意点をまとめます。"


class Counts(dict[str, int]):
    """How many records each folder has."""

    def one(self, folder: str, number: int) -> str:
        """An id; after the last record comes the first again."""
        return f"{folder}-{number % self[folder]}"

    def some(self, folder: str, *numbers: int) -> list[str]:
        return list(dict.fromkeys(self.one(folder, number) for number in numbers))


def make(folder: Path, size: int) -> None:
    """Fill `folder/docs` with about `size` entities and with the rows of their tables."""
    counts = Counts({name: max(size * share // 100, 1) for name, share in SHARES}, scenarios=2)
    for name, record in RECORDS.items():
        for number in range(counts[name]):
            suffix = "md" if name in ("tools", "knowhow") else "yml"
            _write(folder / "docs" / name / f"{name}-{number}.{suffix}", record(number, counts))
    for name, (columns, rows) in TABLES.items():
        _write(folder / "docs" / name / "all.csv", "\n".join([columns, *rows(counts), ""]))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _head(name: str, number: int, counts: Counts) -> str:
    return (
        f"title: {{ja: {name}の記録 {number}, en: Record {number} of {name}}}\n"
        f"summary: {{ja: {TEXT}, en: A short summary of record {number}.}}\n"
        f"owner: role:{counts.one('roles', number)}\n"
        f"tags: [見本, 群{number % 7}]\nreviewed_on: 2026-{number % 9 + 1:02}-10\nreview_cycle: 1 year\n"
    )


def _list(ids: list[str], kind: str = "") -> str:
    return f"[{', '.join(kind + id for id in ids)}]"


def _event(number: int, counts: Counts) -> str:
    month = number * 5 % 12 + 1
    return _head("events", number, counts) + (
        f"when: 2026-{month:02}-{number % 28 + 1:02}\ncategory: webinar\nstatus: {'done' if month < 11 else 'confirmed'}\n"
        f"team: {counts.one('teams', number)}\nchannel: [web, email]\nbudget: 300000\n"
        f"goals: {_list(counts.some('kpis', number, number + 1))}\ntools: {_list(counts.some('tools', number, number + 3))}\n"
        f"playbook: {counts.one('playbooks', number)}\npeople: {_list(counts.some('people', number))}\n"
    )


def _channel(number: int, counts: Counts) -> str:
    """The first one is for everybody; every eighth is a standing one; a third have been judged."""
    teams = range(counts["teams"]) if number == 0 else (number, number + 1)
    parties = [f"team:{id}" for id in counts.some("teams", *teams)]
    parties += [f"role:{id}" for id in counts.some("roles", number * 2, number * 3 + 1)]
    parties += [f"person:{id}" for id in counts.some("people", number * 5 + 2)]
    held = (
        "sort: standing\nformat: chat\nminutes_per_week: 30\n"
        if number % 8 == 7
        else f"frequency: {FREQUENCIES[number % 6]}\nminutes: {15 + number % 4 * 15}\nformat: online\n"
        "weekday: tuesday\ntime: '10:00'\nstarts_on: 2026-04-07\n"
    )
    verdict = f"verdict: {{decision: keep, on: 2026-10-15, by: {counts.one('people', number)}, reason: {TEXT}}}\n"
    return _head("channels", number, counts) + (
        f"purpose: {TEXT}\nagenda: [数字の確認, 困りごと, 次の担当]\noutput: 担当と期限\n"
        f"topics: [話題{number % (counts['channels'] // 2 + 1)}, 話題{number * 3 % (counts['channels'] // 2 + 1)}]\n"
        f"participants: {_list(parties)}\n{held}{verdict if number % 3 == 0 else ''}"
    )


def _person(number: int, counts: Counts) -> str:
    return _head("people", number, counts) + (
        f"reading: よみ {number}\nteam: {counts.one('teams', number)}\nposts: [{counts.one('roles', number)}]\n"
        f"ask_about: [配信の設定, 計測の相談, 案件{number}の経緯]\nchat: '@p{number}'\nhours: 平日 9:30-18:00\n"
        f"deputy: {counts.one('people', number + 1)}\njoined: {2010 + number % 16}-04-01\n"
    )


def _skill(number: int, counts: Counts) -> str:
    levels = "levels: [言葉が分かる, 手順書があればできる, 一人でできる, 教えられる]\n"
    sort = ("skill", "knowledge", "experience")[number % 3]
    return (
        _head("skills", number, counts)
        + f"sort: {sort}\narea: {AREAS[number % 6]}\n{levels if number % 3 == 0 else ''}"
    )


def _role(number: int, counts: Counts) -> str:
    """One in ten has a vacancy."""
    posts = len(range(number, counts["people"], counts["roles"])) + (number % 10 == 9)
    boss = f"reports_to: roles-{(number - 1) // 5}\n" if number else ""
    asked = "".join(
        f"  - {{skill: {skill}, level: {2 + place % 3}, need: {'nice' if place > 4 else 'required'}}}\n"
        for place, skill in enumerate(_asked(number, counts))
    )
    return _head("roles", number, counts) + (
        f"{boss}team: {counts.one('teams', number)}\nheadcount: {posts}\n"
        f"duty: [{DUTIES[number % 4]}]\nresponsibilities: [{TEXT}, 計画を立てる, 結果を報告する]\n"
        f"decides: [予算の配分, 順番]\nrequirements:\n{asked}"
    )


def _asked(role: int, counts: Counts) -> list[str]:
    """Skills that a role asks for: one of the three that everybody needs, and six of its own."""
    return counts.some("skills", role % 3, *(role * 2 + place for place in range(3, 9)))


def _tool(number: int, counts: Counts) -> str:
    return (
        f"---\n{_head('tools', number, counts)}duty: [martech]\n"
        f"category: analytics\nuse_for: [集計, 可視化]\nseats: 40\nseats_used: {20 + number % 20}\n"
        f"used_by: {_list(counts.some('teams', number, number + 1, number + 2))}\n"
        f"it_contact: role:{counts.one('roles', number + 1)}\n---\n\n## 使い方の要点\n\n" + f"{TEXT}\n\n" * 4
    )


def _kpi(number: int, counts: Counts) -> str:
    return _head("kpis", number, counts) + (
        f"duty: [data]\ngroup: {GROUPS[number % 6]}\ndefinition: {TEXT}\nformula: 分子 ÷ 分母\ntarget: {110 + number % 30}\n"
        f"source: レポート\ntools: {_list(counts.some('tools', number, number + 2))}\n"
    )


def _learning(number: int, counts: Counts) -> str:
    about = f"event:{counts.one('events', number * 12)}, playbook:{counts.one('playbooks', number)}, tool:{counts.one('tools', number)}"
    sort = ("worked", "failed", "surprise")[number % 3]
    return _head("learnings", number, counts) + (
        f"on: 2026-{number % 9 + 1:02}-20\nabout: [{about}]\nsort: {sort}\nsituation: {TEXT}\nlesson: {TEXT}\nchange: {TEXT}\n"
        f"by: {_list(counts.some('people', number, number * 2 + 1))}\n"
    )


def _training(number: int, counts: Counts) -> str:
    required = (
        _list(counts.some("teams", *range(counts["teams"])), "team:")
        if number == 0
        else _list([f"roles-{role}" for role in _required(number, counts)], "role:")
    )
    return _head("trainings", number, counts) + (
        f"duty: [enablement]\nformat: group\nrequired_for: {required}\nuseful_for: {_list(counts.some('teams', number + 1), 'team:')}\n"
        f"tools: {_list(counts.some('tools', number))}\nplaybooks: {_list(counts.some('playbooks', number, number + 1))}\n"
        f"skills: {_list(counts.some('skills', number * 2))}\nminutes: 60\ndue_within: 30 days\n{'valid_for: 1 year' if number % 2 else ''}\n"
        f"trainer: role:{counts.one('roles', number)}\nsessions: [{{on: 2026-12-{number % 28 + 1:02}, time: '14:00-15:00', seats: 12}}]\n"
        f"body: |\n  ## 学ぶこと\n\n  {TEXT}\n"
    )


def _required(training: int, counts: Counts) -> list[int]:
    """Roles that must take a training: five of them, a role in about four trainings."""
    first = training * counts["roles"] // counts["trainings"]
    return sorted({(first + place) % counts["roles"] for place in range(5)})


def _playbook(number: int, counts: Counts) -> str:
    steps = "".join(
        f"  - {{title: 手順 {step}, role: {counts.one('roles', number + step)}, "
        f"tools: {_list(counts.some('tools', number + step, number + step * 2))}, timing: T-{20 - step}, output: 成果物 {step}}}\n"
        for step in range(7)
    )
    return _head("playbooks", number, counts) + (
        f"duty: [process]\ntrigger: 依頼が届いたとき\noutcome: 完了の報告が済んでいる\n"
        f"kpis: {_list(counts.some('kpis', number, number + 1, number + 2))}\nsteps:\n{steps}"
    )


def _note(number: int, counts: Counts) -> str:
    tool, playbook = counts.one("tools", number), counts.one("playbooks", number)
    about = f"about: [tool:{tool}, playbook:{playbook}]\n"
    return (
        f"---\n{_head('knowhow', number, counts)}{about}---\n\n## 学んだこと\n\n[道具](tool:{tool})\n\n"
        + f"{TEXT}\n\n" * 6
    )


def _team(number: int, counts: Counts) -> str:
    """The first is the team of MOps."""
    above = f"parent: teams-{(number - 1) // 5}\n" if number else "mops: true\n"
    return _head("teams", number, counts) + (
        f"{above}lead: {counts.one('roles', number)}\nservices: [施策の相談, 資料の確認]\nintake: チャットで依頼する\nchannel: '#team-{number}'\n"
    )


def _stakeholder(number: int, counts: Counts) -> str:
    scores = ", ".join(f"{{on: 2026-{month:02}-20, score: {3 + (number + month) % 20 / 10}}}" for month in (3, 6, 9))
    return _head("stakeholders", number, counts) + (
        f"id: teams-{number + 1}\nteam: teams-{number + 1}\nneeds: [{TEXT}, 数字の見える化]\ncontact: role:{counts.one('roles', number * 3)}\n"
        f"counterpart: role:{counts.one('roles', number + 1)}\nchannel: {counts.one('channels', number + 1)}\n"
        f"cadence: monthly\nsatisfaction: [{scores}]\n"
    )


def _scenario(number: int, counts: Counts) -> str:
    """Two new posts: one takes over from a role and is filled from another, one stays open."""
    giver, mover = counts.one("roles", number + 2), number + 3
    return _head("scenarios", number, counts) + (
        f"starts_on: 2027-04-01\nreason: {TEXT}\ncosts: {{default: 9000000, roles: [{{role: roles-0, per_year: 14000000}}]}}\n"
        f"adds:\n  - {{id: added-{number}-0, title: 新しい役割, team: teams-0, reports_to: roles-0, duty: [data]}}\n"
        f"  - {{id: added-{number}-1, title: 次の役割, team: teams-0, reports_to: added-{number}-0}}\n"
        f"changes:\n  - {{do: hand-over, role: {giver}, to: added-{number}-0}}\n"
        f"  - {{do: release, person: people-{mover}, role: roles-{mover}}}\n"
        f"  - {{do: assign, person: people-{mover}, role: added-{number}-0, share: 0.6}}\n"
        f"  - {{do: assign, person: people-{mover}, role: roles-{mover}, share: 0.4}}\n"
        f"  - {{do: move-role, role: roles-{counts['roles'] - 1}, reports_to: roles-0, team: teams-0}}\n"
        f"  - {{do: headcount, role: roles-1, to: 3}}\n"
    )


RECORDS: dict[str, Callable[[int, Counts], str]] = {
    "events": _event,
    "channels": _channel,
    "people": _person,
    "skills": _skill,
    "roles": _role,
    "tools": _tool,
    "kpis": _kpi,
    "learnings": _learning,
    "trainings": _training,
    "playbooks": _playbook,
    "knowhow": _note,
    "teams": _team,
    "stakeholders": _stakeholder,
    "scenarios": _scenario,
}


def _figures(counts: Counts) -> Iterator[str]:
    for kpi in range(counts["kpis"]):
        for place, month in enumerate(MONTHS):
            yield f"kpis-{kpi},{month},{100 + (kpi * 7 + place * 3) % 50}"


def _levels(counts: Counts) -> Iterator[str]:
    """Of four people in five, in what their role asks for."""
    for person in range(counts["people"]):
        for place, skill in enumerate(_asked(person % counts["roles"], counts) if person % 5 else ()):
            yield f"people-{person},{skill},{1 + (person + place) % 4},2026-04-{person % 28 + 1:02}"


def _completions(counts: Counts) -> Iterator[str]:
    """Of most who must; half of them have taken it again this year."""
    for training in range(counts["trainings"]):
        roles = range(counts["roles"]) if training == 0 else _required(training, counts)
        for person in (person for role in roles for person in range(role, counts["people"], counts["roles"])):
            if (person + training) % 6:
                yield f"people-{person},trainings-{training},2025-06-{person % 28 + 1:02}"
            if (person + training) % 6 > 2:
                yield f"people-{person},trainings-{training},2026-05-{person % 28 + 1:02}"


TABLES: dict[str, tuple[str, Callable[[Counts], Iterator[str]]]] = {
    "figures": ("kpi,period,value", _figures),
    "skill-levels": ("person,skill,level,on", _levels),
    "completions": ("person,training,on", _completions),
}
