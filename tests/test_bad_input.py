"""Bad input: for every mistake one line, at its place, with what to do; never a traceback, never silence."""

import os
import re
import signal
import sys
import tempfile
import traceback
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import markdown
import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mops_kb.cli import commands
from mops_kb.labels import LANGUAGES
from mops_kb.model.problem import ENOUGH
from mops_kb.sanitise import sanitise

HERE = Path(__file__).parent
LEAD = "title: Lead\nowner: role:lead\n"
TEAM = "title: A\nowner: role:lead\n"
KIND = "kind: mandate\ntitle: Contract\nplural: Contracts\nfields:\n"
Make = str | dict[str, str | bytes] | Callable[[Any], object]


class Mistake(NamedTuple):
    """Something that a contributor did; `told` is `path:line:col: CODE`. A role `lead` is there in every wiki."""

    name: str
    make: Make
    told: str


def team(name: str, text: str, told: str) -> Mistake:
    return Mistake(name, {"teams/a.yml": text}, told)


def field(name: str, line: str, told: str) -> Mistake:
    """A team with one more line, the third."""
    return Mistake(name, {"teams/a.yml": f"{TEAM}{line}\n"}, told)


def tool(name: str, line: str, told: str) -> Mistake:
    return Mistake(name, {"tools/a.yml": f"{TEAM}category: crm\n{line}\n"}, told)


def kpi(name: str, line: str, told: str) -> Mistake:
    return Mistake(name, {"kpis/a.yml": f"{TEAM}group: demand\n{line}\n"}, told)


def contract(name: str, line: str, told: str) -> Mistake:
    """One with one more line, the sixth."""
    text = f"{TEAM}tool: a\nprice: 1200\nstarts_on: 2026-04-01\n{line}\n"
    return Mistake(name, {"tools/a.yml": f"{TEAM}category: crm\n", "contracts/a.yml": text}, told)


def event(name: str, when: str, told: str) -> Mistake:
    return Mistake(name, {"events/a.yml": f"{TEAM}category: webinar\nwhen: {when}\n"}, told)


def body(name: str, text: str, told: str) -> Mistake:
    """A page whose body begins in its fourth line."""
    return Mistake(name, {"knowhow/a.md": f"---\ntitle: A\n---\n{text}\n"}, told)


def rows(name: str, text: str, told: str) -> Mistake:
    return Mistake(name, {"teams/all.csv": text}, told)


def kind(name: str, fields: str, told: str) -> Mistake:
    return Mistake(name, {"mandates/_kind.yml": f"{KIND}{fields}", "mandates/a.yml": TEAM}, told)


FIELDS = [
    field("unknown field", "servces: x", "teams/a.yml:3:1: unknown-field"),
    field("unknown field like no other", "zzz: x", "teams/a.yml:3:1: unknown-field"),
    team("misspelt required field", "titel: A\nowner: role:lead\n", "teams/a.yml:1:1: unknown-field"),
    Mistake(
        "unknown field of a part",
        {"people/p.yml": f"{TEAM}posts:\n  - role: lead\n    sinse: 2026-01-01\n"},
        "people/p.yml:5:5: unknown-field",
    ),
    field("list for a text", "intake: [a, b]", "teams/a.yml:3:9: wrong-type"),
    field("mapping for a list", "tags: {a: b}", "teams/a.yml:3:7: wrong-type"),
    field("list in a list of texts", "services: [[a]]", "teams/a.yml:3:12: wrong-type"),
    kpi("list for a number", "target: [1]", "kpis/a.yml:4:9: wrong-type"),
    field("mapping for a reference", "parent: {a: b}", "teams/a.yml:3:9: wrong-type"),
    field("list for a choice", "group: [marketing]", "teams/a.yml:3:8: wrong-type"),
    field("text for a list of parts", "reviewed_on: [2026-01-01]", "teams/a.yml:3:14: wrong-type"),
    Mistake("text for parts", {"playbooks/a.yml": f"{TEAM}steps: x\n"}, "playbooks/a.yml:3:8: wrong-type"),
    Mistake("text for a part", {"playbooks/a.yml": f"{TEAM}steps:\n  - x\n"}, "playbooks/a.yml:4:5: wrong-type"),
    team("missing field", "owner: role:lead\n", "teams/a.yml:1:1: missing-field"),
    team("empty field", "owner: role:lead\ntitle:\n", "teams/a.yml:2:1: missing-field"),
    Mistake(
        "number as the name of a step",
        {"playbooks/a.yml": f"{TEAM}steps:\n  - {{id: 2, title: B}}\n"},
        "playbooks/a.yml:4:10: step-number",
    ),
    Mistake(
        "other name of a capability",
        {
            "capabilities/mail.yml": f"{TEAM}group: nurture\naliases: [newsletter]\n",
            "tools/a.yml": f"{TEAM}category: crm\ncapabilities: newsletter\n",
        },
        "tools/a.yml:4:15: dangling-ref",
    ),
    Mistake(
        "missing field of a part",
        {"playbooks/a.yml": f"{TEAM}steps:\n  - role: lead\n"},
        "playbooks/a.yml:4:5: missing-field",
    ),
    team("empty text", 'title: ""\nowner: role:lead\n', "teams/a.yml:1:8: wrong-type"),
    field("wrong choice", "group: sales", "teams/a.yml:3:8: not-a-choice"),
    field("language that is none", "summary:\n  english: A", "teams/a.yml:4:3: language-code"),
    field("empty language", 'summary:\n  ja: "a"\n  en: ""', "teams/a.yml:5:7: wrong-type"),
    team("id of another form", "id: Team A\n" + TEAM, "teams/a.yml:1:5: id-form"),
    Mistake("file name that is no id", {"teams/Team_A.yml": TEAM}, "teams/Team_A.yml:1:1: id-form"),
    field("impossible date", "reviewed_on: 2026-02-30", "teams/a.yml:3:14: impossible-date"),
    field("29 February of another year", "reviewed_on: 2027-02-29", "teams/a.yml:3:14: impossible-date"),
    field("date of another form", "reviewed_on: 2026/11/22", "teams/a.yml:3:14: date-form"),
    field("end of all days", "reviewed_on: 9999-12-31", "teams/a.yml:3:14: far-year"),
    field("length of time", "review_cycle: half a year", "teams/a.yml:3:15: span-form"),
    event("impossible day of an event", "2026-02-30", "events/a.yml:4:7: impossible-date"),
    event("impossible month of an event", "2026-13", "events/a.yml:4:7: impossible-date"),
    event("date without a year", "11月中旬", "events/a.yml:4:7: when-year"),
    event("end before start", "2026-11-22/2026-11-21", "events/a.yml:4:7: end-before-start"),
    event("year out of reach", "FY9999", "events/a.yml:4:7: far-year"),
    event("date that depends on the reader", "来週", "events/a.yml:4:7: when-form"),
    event("date with two meanings", "11/12/2026", "events/a.yml:4:7: when-ambiguous"),
    event("wrong day of the week", "2026年11月12日(金)", "events/a.yml:4:7: when-weekday"),
    event("25 o'clock", "2026-11-12 25:00", "events/a.yml:4:7: when-time"),
    event("time left out by the clocks", "2026-03-08 02:30 America/New_York", "events/a.yml:4:7: when-gap"),
    event("zone with two meanings", "2026-11-12 14:00 EST", "events/a.yml:4:7: when-zone"),
    event("hours of several days", "2026-11-12〜14 10:00-17:00", "events/a.yml:4:7: when-hours"),
    event("series without a first day", "毎週火曜", "events/a.yml:4:7: when-start"),
    event("last business day", "last business day of every month from 2026-04-01", "events/a.yml:4:7: when-workday"),
    event("rule of another sort", "RRULE:FREQ=HOURLY from 2026-04-07", "events/a.yml:4:7: when-rule"),
    event("series that never happens", "every year on February 30 from 2026", "events/a.yml:4:7: when-never"),
    event(
        "exception on another day",
        "every Tuesday from 2026-04-07 except 2026-05-06",
        "events/a.yml:4:7: when-exception",
    ),
    event("time of day", "TBD\ntime: 8:30 am", "events/a.yml:5:7: clock-form"),
    event("address", "TBD\nlanding_page: javascript:alert(1)", "events/a.yml:5:15: url-form"),
    event("time that stands twice", "2026-11-12 14:00\ntime: 15:00", "events/a.yml:5:7: time-twice"),
    event(
        "address that is turned round",
        "TBD\nlanding_page: https://example.com/\u202egpj",
        "events/a.yml:5:15: url-form",
    ),
    kpi("target to be decided without a date", "target: tbd", "kpis/a.yml:4:9: target-undecided"),
    contract("currency", "currency: yen", "contracts/a.yml:6:11: currency-form"),
    *(
        kpi(f"number {number}", f"target: {number}", "kpis/a.yml:4:9: number-form")
        for number in (
            "1,000",
            "１２３",
            "12%",
            "¥5",
            "(5)",
            "NaN",
            "Infinity",
            "-inf",
            "1e3",
            "0x1F",
            "1_000",
            "8:30",
            "no",
            "012",
            "1" * 16,
        )
    ),
    tool("part of a seat", "seats: 1.5", "tools/a.yml:4:8: whole-number"),
    tool("seats below nothing", "seats: -1", "tools/a.yml:4:8: out-of-range"),
    kpi("too many decimals", "decimals: 7", "kpis/a.yml:4:11: out-of-range"),
    Mistake(
        "neither true nor false",
        {"playbooks/a.yml": f"{TEAM}steps:\n  - title: B\n    execution: yes\n"},
        "playbooks/a.yml:5:16: true-or-false",
    ),
]

REFERENCES = [
    field("dangling reference", "lead: laed", "teams/a.yml:3:7: dangling-ref"),
    field("dangling reference like no other", "lead: zzz", "teams/a.yml:3:7: dangling-ref"),
    team("dangling owner", "title: A\nowner: role:laed\n", "teams/a.yml:2:8: dangling-ref"),
    team("owner without a kind", "title: A\nowner: laed\n", "teams/a.yml:2:8: ref-form"),
    team("owner of another kind", "title: A\nowner: tool:x\n", "teams/a.yml:2:8: ref-form"),
    Mistake(
        "reference to two",
        {"teams/a.yml": TEAM, "people/a.yml": TEAM, "tools/t.yml": "title: T\ncategory: crm\nowner: a\n"},
        "tools/t.yml:3:8: ambiguous-ref",
    ),
    Mistake(
        "dangling reference in a row",
        {"teams/all.csv": "id,title,owner,lead\na,A,role:lead,lead\nb,B,role:lead,laed\n"},
        "teams/all.csv:3:15: dangling-ref",
    ),
    Mistake("duplicate id", {"teams/a.yml": TEAM, "teams/b/a.yml": TEAM}, "teams/b/a.yml:1:1: duplicate-id"),
    Mistake(
        "duplicate id in a list",
        {"teams/all.yml": "- {id: b, title: B, owner: role:lead}\n- {id: b, title: C, owner: role:lead}\n"},
        "teams/all.yml:2:8: duplicate-id",
    ),
    Mistake(
        "two figures for a month",
        {"kpis/k.yml": f"{TEAM}group: demand\n", "figures/k.csv": "kpi,period,value\nk,2026-10,1\nk,2026-10,2\n"},
        "figures/k.csv:3:1: duplicate-id",
    ),
    Mistake("team above itself", {"teams/a.yml": f"{TEAM}parent: a\n"}, "teams/a.yml:3:9: cycle"),
    Mistake(
        "circle of teams",
        {f"teams/{a}.yml": f"{TEAM}parent: {b}\n" for a, b in ("ab", "bc", "ca")},
        "teams/a.yml:3:9: cycle",
    ),
    Mistake(
        "circle of roles",
        {f"roles/{a}.yml": f"{TEAM}reports_to: {b}\n" for a, b in ("xy", "yx")},
        "roles/x.yml:3:13: cycle",
    ),
]

YAML = [
    team("duplicate key", f"{TEAM}title: B\n", "teams/a.yml:3:1: duplicate-key"),
    team("no space behind the colon", "title:A\nowner: role:lead\n", "teams/a.yml:1:1: yaml-syntax"),
    team("quote that swallows keys", 'title: "A\nowner: role:lead\nchannel: b"\n', "teams/a.yml:1:8: unclosed-quote"),
    team(
        "quote that ends in the next", 'title: "A\nowner: role:lead\nchannel: "b"\n', "teams/a.yml:1:8: unclosed-quote"
    ),
    team("quote to the end of the file", 'title: "A\nowner: role:lead\n', "teams/a.yml:1:8: unclosed-quote"),
    team("single quote to the end of the file", "title: 'A\nowner: role:lead\n", "teams/a.yml:1:8: unclosed-quote"),
    field("quote in a list", 'services:\n  - "a\n  - "b"', "teams/a.yml:4:5: unclosed-quote"),
    field("backslash in quotes", 'intake: "C:\\Users"', "teams/a.yml:3:12: yaml-syntax"),
    field("tab", "summary:\n\tja: x", "teams/a.yml:4:1: yaml-tab"),
    field("tab behind spaces", "summary:\n  ja: x\n \ten: y", "teams/a.yml:5:2: yaml-tab"),
    team("full-width colon", "title：A\nowner: role:lead\n", "teams/a.yml:1:6: yaml-wide-colon"),
    team("full-width colon in the last line", "title: A\nowner：role:lead\n", "teams/a.yml:2:6: yaml-wide-colon"),
    team("full-width colons only", "title：A\nowner：B\n", "teams/a.yml:1:6: yaml-wide-colon"),
    team("full-width colon in a list", "- title：A\n", "teams/a.yml:1:8: yaml-wide-colon"),
    field("full-width colon behind a language", "summary:\n  ja：日本語", "teams/a.yml:4:5: yaml-wide-colon"),
    field("full-width indent", "summary:\n\u3000ja: x", "teams/a.yml:4:1: yaml-wide-space"),
    field("full-width indent behind spaces", "summary:\n  ja: x\n \u3000en: y", "teams/a.yml:5:2: yaml-wide-space"),
    team("full-width space behind the colon", "title:\u3000A\nowner: role:lead\n", "teams/a.yml:1:7: yaml-wide-space"),
    team("smart quotes", "title: “A”\nowner: role:lead\n", "teams/a.yml:1:8: yaml-smart-quote"),
    team("smart single quotes", "title: ‘A’\nowner: role:lead\n", "teams/a.yml:1:8: yaml-smart-quote"),
    field("half of a text taken for a comment", "channel: mops #help", "teams/a.yml:3:15: yaml-hash"),
    field("all of a text taken for a comment", "channel: #mops", "teams/a.yml:3:10: yaml-hash"),
    field("colon in a text", "channel: a: b", "teams/a.yml:3:11: yaml-syntax"),
    field("at sign", "channel: @mops", "teams/a.yml:3:10: yaml-syntax"),
    field("wrong indent", " channel: mops", "teams/a.yml:3:9: yaml-syntax"),
    field("bracket that is not closed", "tags: [a, b", "teams/a.yml:3:7: yaml-syntax"),
    field("tag", "channel: !!python/object:os.system x", "teams/a.yml:3:10: yaml-tag"),
    field("tag of our own", "channel: !important", "teams/a.yml:3:10: yaml-tag"),
    field("star for a list", "channel: *mops", "teams/a.yml:3:10: yaml-alias"),
    field("list as a key", "[a]: b", "teams/a.yml:3:1: yaml-key"),
    field("nothing as a key", "~: b", "teams/a.yml:3:1: yaml-key"),
    team("nesting of 10,000", f"title: {'[' * 10_000}{']' * 10_000}\n", "teams/a.yml:1:71: yaml-depth"),
    team("nesting of 10,000 mappings", f"title: {'{a: ' * 10_000}\n", "teams/a.yml:1:260: yaml-depth"),
    team(
        "alias bomb",
        "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]\n" for a, b in ("ab", "bc", "cd")),
        "teams/a.yml:3:40: yaml-alias-bomb",
    ),
    team("alias that holds itself", "title: &a [*a]\n", "teams/a.yml:1:12: yaml-alias"),
    team(
        "aliases inside each other",
        f"a: &a {'[' * 60}{']' * 60}\nb: &b [{'[' * 9}*a{']' * 9}]\n",
        "teams/a.yml:2:17: yaml-depth",
    ),
    team("two documents", f"{TEAM}---\n{TEAM}", "teams/a.yml:3:1: yaml-documents"),
    team("text alone", "A team\n", "teams/a.yml:1:1: not-a-record"),
    team("texts in a list", "- A team\n", "teams/a.yml:1:3: not-a-record"),
    team("nothing in a file", "", "teams/a.yml:1:1: not-a-record"),
    team("only a comment in a file", "# nothing yet\n", "teams/a.yml:1:1: not-a-record"),
]

MARKDOWN = [
    Mistake(
        "front matter not closed", {"tools/a.md": f"---\n{TEAM}category: crm\n\nText\n"}, "tools/a.md:1:1: front-matter"
    ),
    Mistake("tab in front matter", {"tools/a.md": f"---\n{TEAM}summary:\n\tja: x\n---\n"}, "tools/a.md:5:1: yaml-tab"),
    Mistake("colon in front matter", {"tools/a.md": "---\ntitle: A: B\n---\n"}, "tools/a.md:2:9: yaml-syntax"),
    Mistake(
        "wrong value in front matter",
        {"tools/a.md": f"---\n{TEAM}category: crn\n---\n"},
        "tools/a.md:4:11: not-a-choice",
    ),
    Mistake(
        "front matter without fields",
        {"knowhow/a.md": "---\nA page\n---\n# A\n"},
        "knowhow/a.md:2:1: front-matter-mapping",
    ),
    Mistake(
        "full-width colon in front matter",
        {"knowhow/a.md": "---\ntitle：A\n---\n\u3000x\n"},
        "knowhow/a.md:2:6: yaml-wide-colon",
    ),
    Mistake("page without a title", {"knowhow/a.md": "Text\n"}, "knowhow/a.md:1:1: missing-field"),
    body("javascript in a link", "\n[a](javascript:alert(1))", "knowhow/a.md:5:1: link-scheme"),
    body("javascript with a tab in a link", "[a](<java\tscript:alert(1)>)", "knowhow/a.md:4:1: link-scheme"),
    body("data in a link", "x [a](data:text/html,x)", "knowhow/a.md:4:3: link-scheme"),
    body("javascript in a definition", "[a][b]\n\n[b]: javascript:alert(1)", "knowhow/a.md:6:1: link-scheme"),
    body("link to another host without a scheme", "[a](//example.com)", "knowhow/a.md:4:1: link-scheme"),
    body("link that is turned round", "[a](https://example.com/\u202egpj)", "knowhow/a.md:4:1: link-scheme"),
    body("link out of docs", "[a](../../etc/passwd)", "knowhow/a.md:4:1: broken-link"),
    body("link over two lines", "[a\nb](c.md)", "knowhow/a.md:4:1: broken-link"),
    body("picture that is not there", "![a](a.png)", "knowhow/a.md:4:1: broken-link"),
    body("picture from elsewhere", "![a](https://example.com/a.png)", "knowhow/a.md:4:1: foreign-picture"),
    body("link by an id that is not there", "[a](role:laed)", "knowhow/a.md:4:1: dangling-ref"),
    Mistake(
        "broken link, with a near one",
        {"teams/a.yml": TEAM, "knowhow/a.md": "# A\n\nSee [the team](../teams/b.yml).\n"},
        "knowhow/a.md:3:5: broken-link",
    ),
    Mistake(
        "broken link in a translation",
        {"knowhow/a.md": "# A\n", "knowhow/a.en.md": "---\ntitle: A\n---\n\n\n[a](b.md)\n"},
        "knowhow/a.en.md:6:1: broken-link",
    ),
    field("broken link in a block of text", "body: |\n\n  A\n  [a](b.md)", "teams/a.yml:6:3: broken-link"),
    Mistake("translation of nothing", {"knowhow/a.en.md": "# A\n"}, "knowhow/a.en.md:1:1: translation-of-nothing"),
    Mistake(
        "translation with fields",
        {"knowhow/a.md": "# A\n", "knowhow/a.en.md": "---\ntitle: A\nowner: role:lead\n---\n"},
        "knowhow/a.en.md:3:1: translation-field",
    ),
    Mistake(
        "translation with a list for a title",
        {"knowhow/a.md": "# A\n", "knowhow/a.en.md": "---\ntitle: [A]\n---\n"},
        "knowhow/a.en.md:2:1: wrong-type",
    ),
    Mistake(
        "translation without fields",
        {"knowhow/a.md": "# A\n", "knowhow/a.en.md": "---\n- A\n---\n"},
        "knowhow/a.en.md:2:1: front-matter-mapping",
    ),
]

CSV = [
    rows("ragged row", "id,title,owner\na,A,role:lead\nb,B\n", "teams/all.csv:3:1: csv-ragged"),
    rows("column twice", "id,title,owner,title\na,A,role:lead,B\n", "teams/all.csv:1:16: duplicate-key"),
    rows("column without a name", "id,title,,owner\na,A,,role:lead\n", "teams/all.csv:1:10: csv-header"),
    rows("column without a name, with values", "id,title,,owner\na,A,x,role:lead\n", "teams/all.csv:1:10: csv-header"),
    rows(
        "quote that is not closed", 'id,title,owner\na,"A,role:lead\nb,B,role:lead\n', "teams/all.csv:2:1: csv-syntax"
    ),
    rows(
        "quote that ends in the next",
        'id,title,owner\na,"A,role:lead\nb,"B",role:lead\n',
        "teams/all.csv:2:1: csv-syntax",
    ),
    rows("unknown column", "id,titel,owner\na,A,role:lead\nb,B,role:lead\n", "teams/all.csv:1:4: unknown-field"),
    rows("missing column", "id,title\na,A\nb,B\n", "teams/all.csv:1:1: missing-field"),
    rows("empty cell", "id,title,owner\na,A,role:lead\nb,,role:lead\n", "teams/all.csv:3:3: missing-field"),
    rows("wrong cell", 'id,title,owner,group\na,"A, B",role:lead,sales\n', "teams/all.csv:2:20: not-a-choice"),
    rows(
        "wrong cell below a cell of two lines",
        'id,title,owner,group\na,"A\nB",role:lead,\nb,B,role:lead,sales\n',
        "teams/all.csv:4:15: not-a-choice",
    ),
    rows("semicolons", "id;title;owner\na;A;role:lead\n", "teams/all.csv:1:1: csv-separator"),
    rows("tabs", "id\ttitle\towner\na\tA\trole:lead\n", "teams/all.csv:1:1: csv-separator"),
    Mistake(
        "figure that is no number",
        {"kpis/k.yml": f"{TEAM}group: demand\n", "figures/k.csv": 'kpi,period,value\nk,2026-10,"1,200"\n'},
        "figures/k.csv:2:11: number-form",
    ),
    Mistake(
        "figure of a day",
        {"kpis/k.yml": f"{TEAM}group: demand\n", "figures/k.csv": "kpi,period,value\nk,2026-10-01,1\n"},
        "figures/k.csv:2:3: period-form",
    ),
    Mistake(
        "figure of no KPI",
        {"kpis/mql.yml": f"{TEAM}group: demand\n", "figures/k.csv": "kpi,period,value\nmqls,2026-10,1\n"},
        "figures/k.csv:2:1: dangling-ref",
    ),
    Mistake("figures that are no rows", {"figures/k.yml": "a: b\n"}, "figures/k.yml:1:1: rows-only"),
]

DONE = "person,training,on\n"


def training(name: str, line: str, told: str) -> Mistake:
    return Mistake(name, {"trainings/a.yml": f"{TEAM}{line}\n"}, told)


def completion(name: str, rows: str, told: str) -> Mistake:
    """Rows about people and trainings, of which `ann` (Ann Lee) and `crm` (CRM basics) are there."""
    files = {
        "people/ann.yml": "title: Ann Lee\nowner: role:lead\n",
        "trainings/crm.yml": "title: CRM basics\nowner: role:lead\n",
    }
    return Mistake(name, {**files, "completions/a.csv": rows}, told)


TRAININGS = [
    training("training for a person", "required_for: person:lead", "trainings/a.yml:3:15: ref-form"),
    training("training for nobody known", "required_for: [role:led]", "trainings/a.yml:3:16: dangling-ref"),
    training("training about a skill that is not there", "skills: [sql]", "trainings/a.yml:3:10: dangling-ref"),
    training("time in which nothing can be reckoned", "due_within: soon", "trainings/a.yml:3:13: span-form"),
    training("time in Japanese", "valid_for: 1年", "trainings/a.yml:3:12: span-form"),
    training("format like no other", "format: webinar", "trainings/a.yml:3:9: not-a-choice"),
    training("part of a minute", "minutes: 1.5", "trainings/a.yml:3:10: whole-number"),
    training("session without a date", "sessions:\n  - {time: 14:00}", "trainings/a.yml:4:5: missing-field"),
    training("session on a day like no other", "sessions: [{on: 12/9}]", "trainings/a.yml:3:17: date-form"),
    training("session in the afternoon", "sessions: [{on: 2026-12-09, time: 2pm}]", "trainings/a.yml:3:35: clock-form"),
    completion("completion of nobody", f"{DONE}bob,crm,2026-01-01\n", "completions/a.csv:2:1: dangling-ref"),
    completion("completion by name", f"{DONE}Ann Lee,crm,2026-01-01\n", "completions/a.csv:2:1: dangling-ref"),
    completion(
        "completion of a training by its title",
        f"{DONE}ann,CRM basics,2026-01-01\n",
        "completions/a.csv:2:5: dangling-ref",
    ),
    completion("completion as Excel writes dates", f"{DONE}ann,crm,2026/1/1\n", "completions/a.csv:2:9: date-form"),
    completion("completion on no day", f"{DONE}ann,crm,2026-02-30\n", "completions/a.csv:2:9: impossible-date"),
    completion("completion without its day", f"{DONE}ann,crm,\n", "completions/a.csv:2:9: missing-field"),
    completion("completions without days", "person,training\nann,crm\n", "completions/a.csv:1:1: missing-field"),
    completion(
        "completion twice", f"{DONE}ann,crm,2026-01-01\nann,crm,2026-01-01\n", "completions/a.csv:3:1: duplicate-id"
    ),
    Mistake("completions that are no rows", {"completions/a.yml": "a: b\n"}, "completions/a.yml:1:1: rows-only"),
    Mistake("page at the address of a checklist", {"onboarding/lead.md": "# A\n"}, "onboarding/lead.md:1:1: same-page"),
    Mistake(
        "page in a folder at the address of a checklist",
        {"onboarding/lead/index.md": "# A\n"},
        "onboarding/lead/index.md:1:1: same-page",
    ),
]

JAPANESE = "id,title,owner\na,営業企画の部門,role:lead\n"
ENCODINGS = [
    *(
        Mistake(name, {"teams/all.csv": JAPANESE.encode(codec)}, f"teams/all.csv:2:{column}: encoding")
        for name, codec, column in (
            ("Shift_JIS", "cp932", 3),
            ("EUC-JP", "euc_jp", 3),
            ("ISO-2022-JP", "iso2022_jp", 3),
        )
    ),
    Mistake("UTF-16", {"teams/all.csv": JAPANESE.encode("utf-16")}, "teams/all.csv:1:1: encoding"),
    Mistake("UTF-16 without a mark", {"teams/all.csv": JAPANESE.encode("utf-16-le")}, "teams/all.csv:1:1: encoding"),
    Mistake("Shift_JIS in Markdown", {"knowhow/a.md": "# A\n\n日本語".encode("cp932")}, "knowhow/a.md:3:1: encoding"),
    Mistake(
        "Shift_JIS with half-width katakana", {"teams/all.csv": "a,ﾏｰｹ".encode("cp932")}, "teams/all.csv:1:5: encoding"
    ),
    Mistake("EUC-JP with one word", {"teams/all.csv": "a,企画".encode("euc_jp")}, "teams/all.csv:1:3: encoding"),
    Mistake(
        "Latin-1", {"teams/a.yml": "title: Café\nowner: role:lead\n".encode("latin-1")}, "teams/a.yml:1:11: encoding"
    ),
    team("NUL", "title: A\0\nowner: role:lead\n", "teams/a.yml:1:9: control-character"),
    team("control character", "title: A\nowner: role:\x1b[31mlead\n", "teams/a.yml:2:13: control-character"),
    team(
        "control character of the upper half", "title: A\x9b\nowner: role:lead\n", "teams/a.yml:1:9: control-character"
    ),
    team("line separator", "title: A\u2028owner: b\n", "teams/a.yml:1:9: control-character"),
    team("second byte order mark", "title: A\ufeff\n", "teams/a.yml:1:9: control-character"),
    team("carriage returns alone", "title: A\rowner: role:lead\r", "teams/a.yml:1:9: line-ends"),
]


def link_out(wiki: Any) -> None:
    (wiki.docs.parent / "secret.yml").write_text(TEAM, encoding="utf-8")
    (wiki.docs / "teams").mkdir()
    (wiki.docs / "teams/a.yml").symlink_to(wiki.docs.parent / "secret.yml")


def link_folder_out(wiki: Any) -> None:
    (wiki.docs.parent / "elsewhere").mkdir()
    (wiki.docs.parent / "elsewhere/_kind.yml").write_text(KIND, encoding="utf-8")
    (wiki.docs.parent / "elsewhere/a.yml").write_text(TEAM, encoding="utf-8")
    (wiki.docs / "mandates").symlink_to(wiki.docs.parent / "elsewhere")


def link_declaration_out(wiki: Any) -> None:
    (wiki.docs.parent / "_kind.yml").write_text(KIND, encoding="utf-8")
    wiki.put("mandates/a.yml", TEAM)
    (wiki.docs / "mandates/_kind.yml").symlink_to(wiki.docs.parent / "_kind.yml")


def fifo(path: str) -> Callable[[Any], None]:
    def make(wiki: Any) -> None:
        (wiki.docs / path).parent.mkdir(parents=True)
        os.mkfifo(wiki.docs / path)

    return make


def undecodable(wiki: Any) -> None:
    wiki.put(os.fsdecode(b"knowhow/\xff.md"), "# A\n")


NFC, NFD = (unicodedata.normalize(form, "ガイド") for form in ("NFC", "NFD"))
FILES = [
    Mistake("symbolic link to a file", link_out, "teams/a.yml:1:1: symlink"),
    Mistake("symbolic link to a folder", link_folder_out, "mandates:1:1: symlink"),
    Mistake("symbolic link to a declaration", link_declaration_out, "mandates/_kind.yml:1:1: symlink"),
    Mistake("FIFO", fifo("teams/a.yml"), "teams/a.yml:1:1: not-a-file"),
    Mistake("FIFO for a declaration", fifo("mandates/_kind.yml"), "mandates/_kind.yml:1:1: not-a-file"),
    Mistake("too large page", {"knowhow/a.md": "# A\n" + "x" * 1_000_000}, "knowhow/a.md:1:1: too-large"),
    Mistake("too large picture", {"knowhow/a.png": b"\0" * 20_000_001}, "knowhow/a.png:1:1: too-large"),
    *(
        Mistake(f"name that Windows refuses: {name}", {f"knowhow/{name}": "# A\n"}, f"knowhow/{name}:1:1: file-name")
        for name in ("a:b.md", "a?.md", "con.md", "LPT1.md", "nul.en.md", 'a".md', "a|b.md", "a.md.", "a.md ")
    ),
    Mistake("line break in a name", {"knowhow/a\nb.md": "# A\n"}, "knowhow/a\\nb.md:1:1: file-name"),
    Mistake("direction mark in a name", {"knowhow/a\u202eb.md": "# A\n"}, "knowhow/a\\u202eb.md:1:1: file-name"),
    Mistake("name in no encoding", undecodable, "knowhow/\\udcff.md:1:1: file-name"),
    Mistake("space in the name of a page", {"knowhow/a b.md": "# A\n"}, "knowhow/a b.md:1:1: file-name"),
    Mistake("hash in the name of a page", {"knowhow/a#b.md": "# A\n"}, "knowhow/a#b.md:1:1: file-name"),
    Mistake("names alike but for case", {"knowhow/a.md": "# A\n", "knowhow/A.md": "# A\n"}, "knowhow/a.md:1:1: twin"),
    Mistake("folders alike but for case", {"Knowhow/a.md": "# A\n", "knowhow/b.md": "# A\n"}, "knowhow:1:1: twin"),
    Mistake(
        "names alike but for their Unicode form",
        {f"knowhow/{NFC}.md": "# A\n", f"knowhow/{NFD}.md": "# A\n"},
        f"knowhow/{max(NFC, NFD)}.md:1:1: twin",
    ),
    Mistake(
        "two files for one page",
        {"knowhow/a.md": "# A\n", "knowhow/a/index.md": "# A\n"},
        "knowhow/a/index.md:1:1: same-page",
    ),
    Mistake("page at the address of a page of the guide", {"guide/kpi.md": "# A\n"}, "guide/kpi.md:1:1: same-page"),
    Mistake("page at the address of a report", {"health.md": "# A\n"}, "health.md:1:1: same-page"),
    Mistake("page at the address of an index", {"teams.md": "# A\n", "teams/a.yml": TEAM}, "teams.md:1:1: same-page"),
    Mistake("record at the address of an index", {"teams/index.yml": TEAM}, "teams/index.yml:1:1: same-page"),
    Mistake("unknown folder", {"team/a.yml": TEAM}, "team/a.yml:1:1: no-collection"),
    Mistake("record in no folder", {"a.yml": TEAM}, "a.yml:1:1: no-collection"),
    Mistake("unknown file type", {"teams/a.docx": b"x"}, "teams/a.docx:1:1: asset-type"),
    Mistake("spreadsheet", {"calendar/plan.xlsx": b"PK"}, "calendar/plan.xlsx:1:1: asset-type"),
    Mistake("SVG", {"knowhow/a.svg": "<svg onload='alert(1)'/>"}, "knowhow/a.svg:1:1: asset-type"),
    Mistake("HTML", {"knowhow/a.html": "<script>"}, "knowhow/a.html:1:1: asset-type"),
    Mistake("no file type", {"knowhow/README": "x"}, "knowhow/README:1:1: asset-type"),
]

DECLARATIONS = [
    kind("unknown type of a field", "  a: {type: money, title: A}\n", "mandates/_kind.yml:5:13: not-a-choice"),
    kind("choice without choices", "  a: {type: choice, title: A}\n", "mandates/_kind.yml:5:3: kind-choices"),
    kind("reference to an unknown kind", "  a: {type: ref, to: tols, title: A}\n", "mandates/_kind.yml:5:3: kind-ref"),
    kind("reference to figures", "  a: {type: ref, to: measurement, title: A}\n", "mandates/_kind.yml:5:3: kind-ref"),
    kind("reference without a kind", "  a: {type: ref, title: A}\n", "mandates/_kind.yml:5:3: kind-ref"),
    kind("field that every record has", "  title: {type: text, title: A}\n", "mandates/_kind.yml:5:3: kind-field"),
    kind("field that the wiki needs", "  path: {type: text, title: A}\n", "mandates/_kind.yml:5:3: kind-field"),
    kind("name of a field", "  Start-Date: {type: date, title: A}\n", "mandates/_kind.yml:5:3: field-name"),
    kind("field without a type", "  a: {title: A}\n", "mandates/_kind.yml:5:6: missing-field"),
    kind("field that is a text", "  a: text\n", "mandates/_kind.yml:5:6: wrong-type"),
    Mistake(
        "fields that are a list", {"c/_kind.yml": f"{KIND}  - a\n", "c/a.yml": TEAM}, "c/_kind.yml:5:3: wrong-type"
    ),
    Mistake(
        "declaration that cannot be read",
        {"c/_kind.yml": "kind：c\n", "c/a.yml": TEAM},
        "c/_kind.yml:1:5: yaml-wide-colon",
    ),
    Mistake("declaration that is a list", {"c/_kind.yml": "- a\n", "c/a.yml": TEAM}, "c/_kind.yml:1:1: not-a-record"),
    Mistake(
        "name of a kind that there is",
        {"c/_kind.yml": "kind: event\ntitle: A\nplural: A\nfields: {}\n", "c/a.yml": TEAM},
        "c/_kind.yml:1:7: kind-taken",
    ),
    Mistake(
        "name of a kind, twice",
        {
            "c/_kind.yml": KIND.replace("\nfields:", "\nfields: {}"),
            "d/_kind.yml": KIND.replace("\nfields:", "\nfields: {}"),
        },
        "d/_kind.yml:1:7: kind-taken",
    ),
    Mistake(
        "folder of a kind that there is",
        {"teams/_kind.yml": KIND.replace("fields:", "fields: {}")},
        "teams/_kind.yml:1:7: kind-taken",
    ),
    Mistake(
        "folder of the guide",
        {"guide/_kind.yml": KIND.replace("fields:", "fields: {}")},
        "guide/_kind.yml:1:1: same-page",
    ),
]


def asks(name: str, requirements: str, told: str) -> Mistake:
    """A role that asks for something, in its third line; there is a skill `sql`, called 集計."""
    return Mistake(
        name,
        {
            "skills/sql.yml": "title: {ja: 集計, en: SQL}\nowner: role:lead\n",
            "roles/a.yml": f"{TEAM}requirements: {requirements}\nreports_to: lead\n",
        },
        told,
    )


def assessed(name: str, text: str, told: str) -> Mistake:
    """Rows of levels; there is a person `ann`, called 安藤 杏."""
    return Mistake(
        name,
        {
            "skills/sql.yml": "title: {ja: 集計, en: SQL}\nowner: role:lead\n",
            "people/ann.yml": "title: {ja: 安藤 杏, en: Ann}\nowner: role:lead\nposts: lead\n",
            "skill-levels/ops.csv": f"person,skill,level,on\n{text}\n",
        },
        told,
    )


SKILLS = [
    asks("level above 4 in a requirement", "[{skill: sql, level: 5}]", "roles/a.yml:3:36: level-range"),
    asks("level in words", "[{skill: sql, level: 中級}]", "roles/a.yml:3:36: level-range"),
    asks("list for a level", "[{skill: sql, level: [3]}]", "roles/a.yml:3:36: level-range"),
    asks("need that is none", "[{skill: sql, need: must}]", "roles/a.yml:3:35: not-a-choice"),
    asks("requirement without a skill", "[{level: 3}]", "roles/a.yml:3:16: missing-field"),
    asks("misspelt skill", "[sqll]", "roles/a.yml:3:16: dangling-ref"),
    asks("name of a skill for its id", "[{skill: 集計}]", "roles/a.yml:3:24: dangling-ref"),
    asks("skill that is not there", "[{skill: python}]", "roles/a.yml:3:24: dangling-ref"),
    asks("requirement twice", "[sql, {skill: sql, level: 4}]", "roles/a.yml:3:21: requirement-twice"),
    asks("requirement twice with its kind", "[sql, 'skill:sql']", "roles/a.yml:3:21: requirement-twice"),
    Mistake(
        "skills as loose texts",
        {"roles/a.yml": f"{TEAM}reports_to: lead\nskills: [SQL]\n"},
        "roles/a.yml:4:1: unknown-field",
    ),
    Mistake("fifth level", {"skills/a.yml": f"{TEAM}levels: [a, b, c, d, e]\n"}, "skills/a.yml:3:22: too-many-levels"),
    assessed("level of 0", "ann,sql,0,2026-10-01", "skill-levels/ops.csv:2:9: level-range"),
    assessed("level between two", "ann,sql,2.5,2026-10-01", "skill-levels/ops.csv:2:9: level-range"),
    assessed("full-width level", "ann,sql,３,2026-10-01", "skill-levels/ops.csv:2:9: level-range"),
    assessed("level that was left out", "ann,sql,,2026-10-01", "skill-levels/ops.csv:2:9: missing-field"),
    assessed("name of a person for the id", "安藤杏,sql,3,2026-10-01", "skill-levels/ops.csv:2:1: dangling-ref"),
    assessed("person who is not there", "bob,sql,3,2026-10-01", "skill-levels/ops.csv:2:1: dangling-ref"),
    assessed("name of a skill in a row", "ann,集計,3,2026-10-01", "skill-levels/ops.csv:2:5: dangling-ref"),
    assessed("day of an assessment", "ann,sql,3,2026-10", "skill-levels/ops.csv:2:11: date-form"),
    assessed(
        "person assessed twice",
        "ann,sql,3,2026-10-01\nann,sql,4,2026-11-01",
        "skill-levels/ops.csv:3:1: duplicate-id",
    ),
    assessed(
        "person assessed twice, once with the kind",
        "ann,sql,3,2026-10-01\nperson:ann,sql,4,2026-11-01",
        "skill-levels/ops.csv:3:1: duplicate-id",
    ),
]


def channel(name: str, line: str, told: str) -> Mistake:
    """A meeting with one more line, the third; there are a person `ann`, called 安藤 杏, and a meeting `b`."""
    files = {
        "people/ann.yml": "title: {ja: 安藤 杏, en: Ann}\nowner: role:lead\nposts: lead\n",
        "channels/b.yml": "title: B\nowner: role:lead\n",
    }
    return Mistake(name, {**files, "channels/a.yml": f"{TEAM}{line}\n"}, told)


def verdict(name: str, decision: str, told: str) -> Mistake:
    return channel(name, f"verdict: {{on: 2026-11-02, by: ann, reason: r, {decision}}}", told)


CHANNELS = [
    channel("frequency like no other", "frequency: 月2回", "channels/a.yml:3:12: frequency-form"),
    channel("frequency as a sentence", "frequency: every second Tuesday", "channels/a.yml:3:12: frequency-form"),
    channel("participant who is not there", "participants: [role:lead, team:ops]", "channels/a.yml:3:27: dangling-ref"),
    channel("participant by name", "participants: [person:安藤杏]", "channels/a.yml:3:16: dangling-ref"),
    channel("participant without a kind", "participants: [bob]", "channels/a.yml:3:16: ref-form"),
    channel("meeting without an end", "minutes: an hour", "channels/a.yml:3:10: number-form"),
    channel("weekday in Japanese", "weekday: 月曜", "channels/a.yml:3:10: not-a-choice"),
    channel("sixth week of a month", "week_of_month: 6", "channels/a.yml:3:16: out-of-range"),
    channel(
        "verdict without a reason",
        "verdict: {decision: keep, on: 2026-11-02, by: ann}",
        "channels/a.yml:3:10: missing-field",
    ),
    verdict("verdict like no other", "decision: maybe", "channels/a.yml:3:57: not-a-choice"),
    verdict("merged into nothing", "decision: merge", "channels/a.yml:3:10: merge-without-target"),
    verdict(
        "merged into a meeting that is not there", "decision: merge, into: weekly", "channels/a.yml:3:70: dangling-ref"
    ),
    verdict("merged into itself", "decision: merge, into: a", "channels/a.yml:3:70: cycle"),
    verdict("moved to no tool", "decision: move", "channels/a.yml:3:10: move-without-tool"),
    verdict("change of nothing", "decision: change", "channels/a.yml:3:10: change-without-change"),
    Mistake(
        "merged into a meeting that stops",
        {
            "people/ann.yml": "title: Ann\nowner: role:lead\nposts: lead\n",
            "channels/a.yml": f"{TEAM}verdict: {{on: 2026-11-02, by: ann, reason: r, decision: merge, into: b}}\n",
            "channels/b.yml": f"{TEAM}verdict: {{on: 2026-11-02, by: ann, reason: r, decision: stop}}\n",
        },
        "channels/a.yml:3:70: merge-into-nothing",
    ),
    Mistake(
        "two meetings merged into each other",
        {
            "people/ann.yml": "title: Ann\nowner: role:lead\nposts: lead\n",
            "channels/a.yml": f"{TEAM}verdict: {{on: 2026-11-02, by: ann, reason: r, decision: merge, into: b}}\n",
            "channels/b.yml": f"{TEAM}verdict: {{on: 2026-11-02, by: ann, reason: r, decision: merge, into: a}}\n",
        },
        "channels/a.yml:3:70: cycle",
    ),
]

ORGANISATION = {
    "roles/all.yml": (
        "- {id: boss, title: Boss, owner: role:lead, reports_to: lead}\n"
        "- {id: dev, title: Developer, owner: role:lead, reports_to: boss, headcount: 2}\n"
    ),
    "people/all.yml": (
        "- {id: ann, title: Ann, owner: role:lead, posts: [boss]}\n"
        "- {id: ben, title: Ben, owner: role:lead, posts: [{role: dev, share: 0.5}]}\n"
        "- {id: cat, title: Cat, owner: role:lead, posts: [{role: dev, until: 2027-03-31}]}\n"
    ),
}


def plan(name: str, text: str, told: str) -> Mistake:
    """A scenario with more fields from its fourth line on, in a small organisation."""
    start = f"{TEAM}starts_on: 2027-04-01\n"
    return Mistake(name, {**ORGANISATION, "scenarios/a.yml": f"{start}{text}\n"}, f"scenarios/a.yml:{told}")


def changes(name: str, *lines: str, told: str) -> Mistake:
    """The first change stands in line 5, and `do` in its column 6."""
    return plan(name, "changes:\n" + "\n".join(f"  - {{do: {line}}}" for line in lines), told)


NEW = "adds:\n  - {id: aide, title: Aide, reports_to: boss}\nchanges:\n"

SCENARIOS = [
    Mistake("scenario without a day", {"scenarios/a.yml": TEAM}, "scenarios/a.yml:1:1: missing-field"),
    changes("change of no sort", "promote, role: dev", told="5:10: not-a-choice"),
    changes("change without a role", "end-role", told="5:5: missing-field"),
    changes("headcount without a number", "headcount, role: dev", told="5:5: change-lacks"),
    changes("headcount that is no number", "headcount, role: dev, to: boss", told="5:36: number-form"),
    changes("headcount below nothing", "headcount, role: dev, to: -1", told="5:36: out-of-range"),
    changes("move to nowhere", "move-role, role: dev", told="5:5: move-nowhere"),
    changes("nobody takes up a role", "assign, role: dev", told="5:5: change-lacks"),
    changes("share of a change above 1", "assign, role: dev, person: cat, share: 2", told="5:49: out-of-range"),
    changes("share of who gives up", "release, role: dev, person: ben, share: 0.5", told="5:43: change-superfluous"),
    changes("person of a role that ends", "end-role, role: dev, person: ben", told="5:31: change-superfluous"),
    changes("field that no change has", "end-role, role: dev, when: now", told="5:31: unknown-field"),
    changes("unknown role is moved", "move-role, role: bos, reports_to: lead", told="5:27: dangling-ref"),
    changes("move below an unknown role", "move-role, role: dev, reports_to: laed", told="5:44: dangling-ref"),
    changes("unknown person takes up a role", "assign, person: bem, role: dev", told="5:26: dangling-ref"),
    changes("hand-over to an unknown role", "hand-over, role: dev, to: bos", told="5:36: dangling-ref"),
    changes("hand-over of an unknown duty", "hand-over, role: dev, to: boss, duty: [date]", told="5:49: dangling-ref"),
    plan(
        "new role misspelt",
        f"{NEW}  - {{do: assign, person: cat, role: aid}}",
        "7:37: dangling-ref",
    ),
    plan(
        "new role is no person",
        f"{NEW}  - {{do: assign, person: aide, role: aide}}",
        "7:26: dangling-ref",
    ),
    plan("cost of an unknown role", "costs: {default: 9, roles: [{role: bos, per_year: 1}]}", "4:36: dangling-ref"),
    plan("cost without a default", "costs: {roles: [{role: boss, per_year: 1}]}", "4:8: missing-field"),
    changes("role given up that is not held", "release, person: ann, role: dev", told="5:38: not-held"),
    changes("role given up that is over by then", "release, person: cat, role: dev", told="5:38: not-held"),
    changes("end of a role with others below", "end-role, role: boss", told="5:26: still-below"),
    changes(
        "move below a role that ends",
        "end-role, role: boss",
        "move-role, role: dev, reports_to: boss",
        told="6:44: ended-role",
    ),
    changes(
        "taking up a role that ends", "end-role, role: dev", "assign, person: cat, role: dev", told="6:37: ended-role"
    ),
    changes(
        "handing over to a role that ends",
        "end-role, role: dev",
        "hand-over, role: boss, to: dev",
        told="6:37: ended-role",
    ),
    changes("circle in a plan", "move-role, role: boss, reports_to: dev", told="5:45: cycle"),
    changes("role below itself", "move-role, role: dev, reports_to: dev", told="5:44: cycle"),
    changes("more than a whole time", "assign, person: ben, role: lead, share: 0.6", told="5:50: too-much-work"),
    changes("more than a whole time by default", "assign, person: ben, role: lead", told="5:5: too-much-work"),
    changes(
        "fewer posts than holders",
        "headcount, role: dev, to: 0",
        told="5:36: too-few-posts",
    ),
    changes("more holders than posts", "assign, person: cat, role: boss", told="5:37: too-few-posts"),
    changes(
        "the same changed twice",
        "headcount, role: dev, to: 3",
        "headcount, role: dev, to: 4",
        told="6:5: duplicate-key",
    ),
    plan("new role that there is", "adds:\n  - {id: dev, title: D, reports_to: lead}", "5:10: duplicate-id"),
    plan(
        "new role twice",
        "adds:\n  - {id: aide, title: A, reports_to: lead}\n  - {id: aide, title: B, reports_to: lead}",
        "6:10: duplicate-id",
    ),
    plan("second top of a plan", "adds:\n  - {id: king, title: King}", "5:10: two-roots"),
    plan(
        "people in public",
        "visibility: public\nchanges:\n  - {do: release, person: ben, role: dev}",
        "4:13: public-plan",
    ),
]

MQL = f"{TEAM}group: demand\n"
DATA = f"{TEAM}file: d.csv\ncolumns:\n  - {{name: lead}}\n  - {{name: amount, type: number}}\n"
SURVEY = f"{TEAM}question: Happy?\nsort: csat\nwaves:\n  - {{id: w1, period: FY2026 Q1}}\n"


def figure(name: str, row: str, told: str, header: str = "kpi,period,value") -> Mistake:
    """Rows of figures of a KPI `mql`."""
    return Mistake(name, {"kpis/mql.yml": MQL, "figures/x.csv": f"{header}\n{row}\n"}, f"figures/x.csv:{told}")


def data(name: str, rows: str, told: str) -> Mistake:
    return Mistake(name, {"datasets/d.yml": DATA, "data/d.csv": rows}, f"data/d.csv:{told}")


def dataset(name: str, text: str, told: str) -> Mistake:
    return Mistake(name, {"datasets/d.yml": text, "data/d.csv": "lead,amount\nL1,5\n"}, f"datasets/d.yml:{told}")


def sql(name: str, select: str, told: str) -> Mistake:
    """SQL in the fifth line of a KPI, where the dataset `d` can be asked."""
    files = {"datasets/d.yml": DATA, "data/d.csv": "lead,amount\nL1,5\n", "kpis/a.yml": f"{MQL}sql: |\n  {select}\n"}
    return Mistake(name, files, f"kpis/a.yml:{told}")


def reply(name: str, row: str, told: str) -> Mistake:
    files = {"surveys/s.yml": SURVEY, "replies/s.csv": f"survey,wave,number,team,score,comment\n{row}\n"}
    return Mistake(name, files, f"replies/s.csv:{told}")


FIGURES = [
    figure("figure of a month without a year", "mql,11月,5", "2:5: period-form"),
    figure("figure of a month as Excel has it", "mql,Jul-26,5", "2:5: period-form"),
    figure("figure of a day", "mql,2026-07-01,5", "2:5: period-form"),
    figure("figure of another cadence", "mql,FY2026 Q1,5", "2:5: figure-period"),
    figure("figure with a thousands separator", 'mql,2026-07,"1,000"', "2:13: number-form"),
    figure("figure in full-width digits", "mql,2026-07,１２３", "2:13: number-form"),
    figure("figure in yen", "mql,2026-07,¥5", "2:13: number-form"),
    figure("figure that a spreadsheet could not divide", "mql,2026-07,#DIV/0!", "2:13: number-form"),
    figure("figure outside its bounds", "mql,2026-07,5,6,8", "2:15: figure-bounds", "kpi,period,value,low,high"),
    figure("figure twice", "mql,2026-07,5\nmql,2026-07,6", "3:1: duplicate-id"),
    figure("header with a strange name", "mql,2026-07,5", "1:5: unknown-field", "kpi,month,value"),
    figure("header in Japanese", "mql,2026-07,5", "1:1: csv-names", "指標,期間,値"),
    figure("no header", "mql,2026-07,5", "1:1: csv-names", "mql,2026-06,4"),
    kpi("target that is undecided in other words", "target: 未定", "kpis/a.yml:4:9: target-form"),
    data("empty data", "", "1:1: data-empty"),
    data("data without a header", "L1,5\nL2,6\n", "1:1: data-header"),
    data("data with semicolons", "lead;amount\nL1;5\n", "1:1: csv-separator"),
    data("data with a thousands separator", 'lead,amount\nL1,"1,000"\n', "2:4: number-form"),
    Mistake(
        "data as a spreadsheet",
        {"datasets/d.yml": DATA.replace("d.csv", "d.xlsx"), "data/d.xlsx": b"PK"},
        "data/d.xlsx:1:1: data-type",
    ),
    dataset("dataset of no file", DATA.replace("d.csv", "e.csv"), "3:7: data-file"),
    dataset("column in Japanese", DATA.replace("amount", "金額"), "6:12: column-name"),
    dataset("column twice", DATA.replace("amount", "lead"), "6:5: column-twice"),
    dataset("columns by name alone", f"{TEAM}file: d.csv\ncolumns: [lead, amount]\n", "4:11: wrong-type"),
    dataset("dataset without columns", f"{TEAM}file: d.csv\n", "1:1: data-columns"),
    sql("column misspelt in SQL", "SELECT '2026-10' AS period, amout AS value FROM data.d", "5:31: sql-no-column"),
    sql("table misspelt in SQL", "SELECT '2026-10' AS period, 1 AS value FROM data.e", "5:52: sql-table"),
    sql("function misspelt in SQL", "SELECT '2026-10' AS period, cuont(*) AS value FROM data.d", "5:31: sql-function"),
    sql("SQL without FROM", "SELECT period, 1 AS value", "5:10: sql-no-from"),
    sql("text in double quotes in SQL", 'SELECT "2026-10" AS period, 1 AS value', "5:10: sql-no-from"),
    sql("SQL without GROUP BY", "SELECT lead AS period, count(*) AS value FROM data.d", "5:10: sql-no-group"),
    sql("full-width comma in SQL", "SELECT '2026-10' AS period， 1 AS value", "5:29: sql-wide"),
    sql("full-width bracket in SQL", "SELECT '2026-10' AS period, count（*） AS value FROM data.d", "5:36: sql-wide"),
    sql("SQL of a comment", "-- later", "5:3: sql-empty"),
    sql("today in SQL", "SELECT today() AS period, 1 AS value", "5:10: sql-volatile"),
    sql("two statements", "SELECT '2026-10' AS period, 1 AS value; SELECT 2", "5:43: sql-statement"),
    kpi(
        "measure in another unit",
        "unit: percent\nmeasure: {name: hours-saved, statistic: total}",
        "kpis/a.yml:4:7: measure-unit",
    ),
    kpi("measure without a unit", "measure: {name: hours-saved, statistic: total}", "kpis/a.yml:4:1: measure-unit"),
    reply("score off the scale", "s,w1,1,,6,", "2:9: score-scale"),
    reply("wave that there is not", "s,w2,1,,5,", "2:3: unknown-wave"),
    Mistake(
        "wave without a year",
        {"surveys/s.yml": SURVEY.replace("FY2026 Q1", "Q1")},
        "surveys/s.yml:6:22: period-form",
    ),
    Mistake(
        "snapshot by hand",
        {"kpis/a.yml": MQL, "snapshots/a.yml": "kpi: a\nperiod: 2026-10\nvalue: 5\n"},
        "snapshots/a.yml:1:1: not-as-written",
    ),
]


def change(name: str, text: str, told: str) -> Mistake:
    """An initiative that is planned and touches a team; what is wrong stands in its fifth line."""
    return Mistake(name, {"teams/t.yml": TEAM, "initiatives/a.yml": f"{TEAM}state: planned\nteams: t\n{text}\n"}, told)


def improvement(name: str, text: str, told: str) -> Mistake:
    """One with more lines, from the fifth on."""
    return Mistake(name, {"improvements/a.yml": f"{TEAM}since: 2026-06-01\nbetter: lower\n{text}\n"}, told)


def kept(name: str, text: str, told: str) -> Mistake:
    """A brief that was kept; its figures stand in the fifth line."""
    head = f"{TEAM}period: 2026-10\nkept_on: 2026-11-05\n"
    return Mistake(name, {"briefs/2026-10.yml": f"{head}{text}\n"}, told)


def step(name: str, line: str, told: str) -> Mistake:
    return Mistake(name, {"buy-in/a.yml": f"{TEAM}{line}\n"}, told)


def told_to(name: str, text: str, told: str) -> Mistake:
    """Rows of the advocacy log; there is a team `t`."""
    return Mistake(name, {"teams/t.yml": TEAM, "advocacy/2026.csv": f"{text}\n"}, told)


BENCHMARK = f"{TEAM}claim: A\nunit: percent\nsource: A\npublisher: Hinata\nquality: second-hand\nvia: A\nvalue: 37\n"
BUY_IN = [
    improvement("after without before", "after: 5 minutes", "improvements/a.yml:5:8: after-without-before"),
    improvement("percent sign in a figure", "before: 40%", "improvements/a.yml:5:9: figure-form"),
    improvement("full-width time", "before: ４時間", "improvements/a.yml:5:9: figure-form"),
    improvement("units that do not meet", "before: 2 days\nafter: 5", "improvements/a.yml:6:8: unit-mismatch"),
    improvement(
        "rate of nothing",
        "saves: 5 minutes\nrate: {per_hour: 1, source: A}",
        "improvements/a.yml:5:8: saves-without-volume",
    ),
    improvement(
        "after that was before",
        "before: {value: 9, period: 2026-05}\nafter: {value: 5, period: 2026-04}",
        "improvements/a.yml:6:27: after-too-early",
    ),
    Mistake(
        "benchmark in words",
        {"benchmarks/b.yml": BENCHMARK.replace("37", "about a third")},
        "benchmarks/b.yml:9:8: number-form",
    ),
    Mistake(
        "benchmark cited by a misspelt id",
        {"benchmarks/hinata.yml": BENCHMARK, "knowhow/a.md": "# A\n\nHinata found [37%](benchmark:hinta).\n"},
        "knowhow/a.md:3:14: dangling-ref",
    ),
    told_to("day in the advocacy log", "on,audience,message\n11/20,team:t,A", "advocacy/2026.csv:2:1: date-form"),
    told_to("everybody in it", "on,audience,message\n2026-11-20,全員,A", "advocacy/2026.csv:2:12: ref-form"),
    told_to("header of it", "date,audience,message\n2026-11-20,team:t,A", "advocacy/2026.csv:1:1: unknown-field"),
    told_to(
        "row of it twice",
        "on,audience,message.ja,message.en\n2026-11-20,team:t,亜,A\n2026-11-20,team:t,亜,A",
        "advocacy/2026.csv:3:1: duplicate-id",
    ),
    step("letter that is a word", "letter: SAFARI", "buy-in/a.yml:3:9: letter-long"),
    step("unknown letter", "extends: Z", "buy-in/a.yml:3:10: unknown-letter"),
    change("gate that is ticked", "gates: {before: passed}", "initiatives/a.yml:5:17: date-form"),
    change(
        "gate before its evidence",
        "gates: {during: 2026-06-01, after: 2026-05-01}",
        "initiatives/a.yml:5:36: days-out-of-order",
    ),
    kept("figure of nothing", "figures: [{key: MQL, value: 3}]", "briefs/2026-10.yml:5:17: brief-key"),
    kept("figure in words", "figures: [{key: hours, value: many}]", "briefs/2026-10.yml:5:31: number-form"),
    kept("full-width figure", "figures: [{key: hours, value: ３}]", "briefs/2026-10.yml:5:31: number-form"),
]

ALL = [
    *FIELDS,
    *REFERENCES,
    *YAML,
    *MARKDOWN,
    *CSV,
    *ENCODINGS,
    *FILES,
    *DECLARATIONS,
    *SKILLS,
    *TRAININGS,
    *CHANNELS,
    *SCENARIOS,
    *FIGURES,
    *BUY_IN,
]


def make(mistake: Mistake, wiki: Any) -> None:
    wiki.put("roles/lead.yml", LEAD)
    if callable(mistake.make):
        mistake.make(wiki)
    elif isinstance(mistake.make, str):
        wiki(mistake.make)
    else:
        for path, content in mistake.make.items():
            wiki.put(path, content)


@pytest.mark.parametrize("mistake", ALL, ids=lambda mistake: mistake.name)
def test_one_mistake_is_one_line(mistake, wiki, monkeypatch):
    make(mistake, wiki)
    monkeypatch.chdir(wiki.docs.parent)
    for language in LANGUAGES:
        said = wiki.check("--language", language)
        told = [line for line in said.output.split("\n") if line.startswith("docs/")]
        assert [line[: len(mistake.told) + 6] for line in told] == [f"docs/{mistake.told} "]
        assert re.fullmatch(r".+ \(.+\)", told[0])
        assert bool(re.search(r"[ぁ-ん]", told[0])) == (language == "ja")
        assert said.exit_code == 1


@pytest.mark.slow
def test_the_words_of_every_mistake(wiki, blessed):
    """All messages in one place, to be read as a contributor would."""
    told: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for number, mistake in enumerate(ALL):
        other = wiki.another(str(number))
        make(mistake, other)
        found = other.study()
        assert found.views
        for language in LANGUAGES:
            told[language] += [f"# {mistake.name}", *other.told(found, language)]
    blessed(
        HERE / "wikis/bad_input/expected", {f"{language}.txt": "\n".join(told[language]) + "\n" for language in told}
    )


# Together


TEN = """
    roles/lead.yml
    | title: Lead
    | owner: role:lead
    events/a.yml
    | title: A
    | owner: role:lead
    | category: webinar
    | when: 2026-02-30
    events/b.yml
    | title: "B
    | owner: role:lead
    figures/k.csv
    | kpi,period,value
    | k,2026-10,"1,000"
    knowhow/a.md
    | # A
    |
    | [a](b.md) [b](javascript:x)
    kpis/k.yml
    | title: K
    | owner: role:laed
    | group: demand
    people/p.yml
    | title: P
    | owner: role:lead
    | posts: [lead, lead2]
    strange/x.yml
    | title: X
    teams/t.yml
    | titel: T
    | owner: role:lead
    | parent: t
    teams/u.yml
    | title：U
"""


def test_ten_mistakes_are_told_in_one_run_in_order(wiki):
    wiki(TEN)
    assert [line[: line.index(" ", line.index(": ") + 2)] for line in wiki.problems()] == [
        "events/a.yml:4:7: impossible-date",
        "events/b.yml:1:8: unclosed-quote",
        "figures/k.csv:2:11: number-form",
        "knowhow/a.md:3:1: broken-link",
        "knowhow/a.md:3:11: link-scheme",
        "kpis/k.yml:2:8: dangling-ref",
        "people/p.yml:3:15: dangling-ref",
        "strange/x.yml:1:1: no-collection",
        "teams/t.yml:1:1: unknown-field",
        "teams/u.yml:1:6: yaml-wide-colon",
    ]


def test_what_is_wrong_is_not_missing_too(wiki):
    """Whoever refers to a record that is there but wrong has made no mistake."""
    wiki("""
        roles/lead.yml
        | title: Lead
        | owner: role:lead
        | headcount: many
        teams/all.csv
        | id,title,owner
        | a,A,role:lead
        | b,"B
        people/all.yml
        | - {id: p, title: P, owner: team:b}
        | - {id: q, title: "Q}
        knowhow/a.md
        | # A
        |
        | [lead](../roles/lead.yml), [b](team:b), [q](person:q), [c](c.md)
        knowhow/c.md
        | ---
        | title: C: D
        | ---
    """)
    assert [line.split()[0] for line in wiki.problems()] == [
        "knowhow/c.md:2:9:",
        "people/all.yml:2:18:",
        "roles/lead.yml:3:12:",
        "teams/all.csv:3:1:",
    ]


@pytest.mark.parametrize("suffix", ["yml", "md", "csv"])
def test_a_file_with_very_many_mistakes_tells_the_first(wiki, suffix):
    lines = {
        "yml": "".join(f"- {{id: a{n}, title: A, owner: role:x}}\n" for n in range(300)),
        "md": "# A\n\n" + "".join(f"[a](b{n}.md)\n" for n in range(300)),
        "csv": "id,title,owner\n" + "".join(f"a{n},A\n" for n in range(300)),
    }
    wiki.put(f"{'knowhow' if suffix == 'md' else 'teams'}/a.{suffix}", lines[suffix])
    told = wiki.problems()
    assert len(told) == ENOUGH + 1
    assert "too-many" in told[-1]


def test_a_mistake_in_the_header_is_told_once(wiki):
    wiki.put("teams/a.csv", "id,titel,owner,zzz\n" + "".join(f"a{n},A,team:a{n},x\n" for n in range(300)))
    assert [line.split()[0] for line in wiki.problems()] == ["teams/a.csv:1:4:", "teams/a.csv:1:16:"]


# What is not wrong


@pytest.mark.parametrize(
    "words_written",
    [
        "8:30",
        "no",
        "012",
        "1,000",
        "１２３",
        "12%",
        "NaN",
        "yes",
        "on",
        "1_000",
        "0x1F",
        "2026-11-22",
        "@ home",
        "a: b",
        "# x",
        "- x",
        "<b>",
        "`x`",
        "😀",
        "{a}",
        "é",
    ],
)
def test_a_text_stays_as_it_was_typed(wiki, words_written):
    wiki.put("teams/a.yml", f"title: '{words_written}'\nowner: team:a\nchannel: '{words_written}'\n")
    assert wiki.problems() == []
    entity = wiki.study().catalog.records["team"]["a"]
    assert (entity.title.plain(), entity.channel) == (words_written, words_written)


@pytest.mark.parametrize(
    "word",
    ["8:30", "no", "012", "1,000", "１２３", "12%", "NaN", "yes", "on", "1_000", "2026-11-22", "a:b", "C#", "a # b"],
)
def test_a_text_without_quotes_too(wiki, word):
    wiki.put("teams/a.yml", f"title: {word}\nowner: team:a\n")
    assert wiki.problems() == []
    assert wiki.study().catalog.records["team"]["a"].title.plain() == word.removesuffix(" # b")


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbftitle: A\nowner: team:a\n",
        b"title: A\r\nowner: team:a\r\n",
        b"title: A\nowner: team:a",
        b"# c\ntitle: A # c\nowner: team:a # c\n#c\nsummary:\n  # c\n  en: A\n#c\n",
        b"%YAML 1.2\n---\ntitle: A\nowner: team:a\n...\n",
        b"title: &a A\nowner: team:a\nsummary: *a\n",
        b"title: |\n  A\n\n  B\nowner: team:a\n",
        b'title: "A\n  B"\nowner: team:a\n',
        b"- id: a\n  title: A\n  owner: team:a\n",
        b"[]",
    ],
    ids=["BOM", "CRLF", "no line end", "comments", "directive", "alias", "block", "folded", "list", "empty list"],
)
def test_yaml_that_is_right(wiki, content):
    wiki.put("teams/a.yml", content)
    assert wiki.problems() == []


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfid,title,owner\r\na,A,team:a\r\n",
        b"id,title,owner\n\na,A,team:a\n,,\n",
        b'id,title,owner\na,"A, ""B""\nC",team:a\n',
        b"id,title.en,title.ja,owner,tags\na,A,B,team:a,x; y\n",
        b"id,title,owner\n",
        b"\n\n",
        b"",
    ],
    ids=["BOM and CRLF", "empty rows", "quotes", "languages and lists", "header alone", "empty lines", "empty"],
)
def test_csv_that_is_right(wiki, content):
    wiki.put("teams/a.csv", content)
    assert wiki.problems() == []


@pytest.mark.parametrize(
    "text",
    [
        "[a](a.md) [a](a.md#x) [b](#b) [c](../index.md) [d](https://example.com/) [e](mailto:a@example.com) [f](TEL:1)",
        "`[a](b.md)` ``[a](`b.md)`` \\[a](b.md)",
        "```\n[a](b.md)\n```\n\n~~~ md\n[a](b.md)\n~~~",
        "<!-- [a](b.md)\n[b](c.md) -->",
        "[^1]: note\n\n[a] [b]",
        "![a](<a (1).png>) ![a](a%20%281%29.png)",
        "[guide]("
        + unicodedata.normalize("NFD", "ガイド")
        + ".md) [x]("
        + unicodedata.normalize("NFC", "ガイド")
        + ".md)",
        "[t](note:knowhow/a) [u](duty:data) [health](../health.md) [duties](../duties/index.md)",
    ],
)
def test_links_that_are_right(wiki, text):
    wiki.put("index.md", "# Home\n")
    wiki.put(f"knowhow/{unicodedata.normalize('NFD', 'ガイド')}.md", "# G\n")
    wiki.put("knowhow/a (1).png", b"x")
    wiki.put("knowhow/a.md", f"# A\n\n{text}\n")
    assert wiki.problems() == []


# What contributors write may look like anything, but it may not act


SCRIPT = "<script>marker('x')</script> & \"q\""


def test_a_script_in_a_title_is_shown_as_text(wiki):
    wiki.put(
        "teams/a.yml",
        f"title: {SCRIPT!r}\nowner: team:a\nsummary: {SCRIPT!r}\ntags: [{SCRIPT!r}]\n".replace("\\'", "''"),
    )
    wiki.put("people/p.yml", "title: P\nowner: team:a\nteam: a\n")
    wiki.put("knowhow/a.md", "---\ntitle: A\nabout: team:a\n---\n[](team:a)\n")
    assert wiki.problems() == []
    site = wiki.site()
    shown = [page for page in site.pages if "marker" in page.text]
    assert {page.path for page in shown} >= {"teams/a.md", "teams/index.md", "people/p.md", "knowhow/a.md"}
    for page in shown:
        assert "<script" not in page.text
        html = sanitise(markdown.markdown(page.text.partition("\n---\n")[2], extensions=["attr_list", "tables"]))
        assert "<script" not in html
        assert re.search("&lt;script&gt;marker", html)
    page = next(page for page in shown if page.path == "teams/a.md")
    front = yaml.safe_load(page.text.split("---\n")[1])
    assert (
        front["title"]
        == front["description"]
        == "&lt;script&gt;marker(&#x27;x&#x27;)&lt;/script&gt; &amp; &quot;q&quot;"
    )
    assert page.title == SCRIPT
    assert "<script" not in next(file.content for file in site.files if file.path == "catalog.json")


@pytest.mark.parametrize(
    "html",
    [
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<a href='java&#115;cript:alert(1)'>x</a>",
        "[x]: javascript:alert(1)\n\n[a][x]",
        "<iframe src='https://example.com'></iframe>",
        "<form action='https://example.com'><button formaction='javascript:alert(1)'>x</button></form>",
        "<details ontoggle=alert(1) open>x</details>",
        "<div style='position:fixed;inset:0'>x</div>",
        "<base href='https://example.com'>",
        "<meta http-equiv=refresh content='0;url=https://example.com'>",
        "<object data='x'></object><embed src='x'>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "x{ onclick=alert(1) }",
        "## x { onmouseover=alert(1) }",
    ],
)
def test_html_in_a_body_does_not_act(wiki, html):
    wiki.put("knowhow/a.md", f"# A\n\n{html}\n")
    page = wiki.page("knowhow/a.md")
    assert html.split("\n")[0][:8] in page
    made = sanitise(markdown.markdown(page.partition("\n---\n")[2], extensions=["attr_list", "tables"]))
    assert not re.search(
        r"<[^>]*\son\w+\s*=|<(script|iframe|form|base|meta|object|embed|style)|javascript:|position:",
        made,
        re.IGNORECASE,
    )


# Nothing


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"teams/all.csv": ""},
        {"teams/all.csv": "id,title,owner\n", "figures/a.csv": "kpi,period,value\n"},
        {"teams/all.yml": "[]\n"},
        {"knowhow/a.md": "# A\n"},
        {"knowhow/a.md": "---\ntitle: A\n---\n"},
        {"index.md": "# A\n"},
        {"mandates/_kind.yml": KIND.replace("fields:", "fields: {}")},
    ],
    ids=[
        "no file",
        "empty CSV",
        "header alone",
        "empty list",
        "heading alone",
        "front matter alone",
        "home alone",
        "kind alone",
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_a_wiki_too(wiki, files, language):
    for path, content in files.items():
        wiki.put(path, content)
    assert wiki.check().exit_code == 0
    pages = {page.path for page in wiki.site(language=language).pages}
    assert {"index.md", "health.md", "guide/index.md", "duties/data.md"} <= pages
    assert not {"teams/index.md", "mandates/index.md"} & pages


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("teams/a.yml", ["not-a-record"]),
        ("tools/a.md", ["missing-field"] * 3),
        ("knowhow/a.md", ["missing-field"]),
        ("mandates/_kind.yml", ["not-a-record"]),
    ],
)
def test_an_empty_file_is_no_record(wiki, path, told):
    for content in ("", "\n", "\ufeff", " \n \n"):
        wiki.put(path, content)
        assert [line.split()[1] for line in wiki.problems()] == told


# Hostile


MB = 990_000
LONG = "x" * (MB // 2)


def much(piece: str, before: str = "", after: str = "") -> str:
    """About 1 MB."""
    return before + piece * ((MB - len(before) - len(after)) // len(piece.encode())) + after


def numbered(form: str, count: int, before: str = "") -> str:
    return before + "".join(form.replace("#", str(number)) for number in range(count))


HOSTILE = {
    "yml": {
        "open brackets": much("["),
        "brackets": "[" * (MB // 2) + "]" * (MB // 2),
        "open braces": much("{"),
        "mappings": much("{a: "),
        "quotes": much('"'),
        "single quotes": much("'"),
        "one line": much("x", "title: "),
        "one line of words": much("x y ", "title: "),
        "one list": much("a,", "title: [", "a]"),
        "one list of hashes": much("a #b, ", "title: [", "a]"),
        "one mapping": numbered("k#: v, ", 90_000, "title: {"),
        "dashes": much("- "),
        "lines of dashes": much("- \n"),
        "empty records": much("- {}\n"),
        "keys": numbered("k#: \n", 110_000),
        "the same key": much("a:\n"),
        "records with a wrong field": numbered("- k#: v\n", 70_000),
        "records": numbered("- {id: a#, title: A, owner: team:a#}\n", 20_000),
        "few enough records": numbered("- {id: a#, title: A, owner: role:x#}\n", 10_000),
        "dangling references": "title: A\nowner: role:lead\nduty: [" + numbered("d#, ", 120_000) + "]\n",
        "a long chain": numbered("- {id: a#, title: A, owner: role:lead, parent: b#}\n", 9_000),
        "aliases": much("*a, ", "a: &a x\nb: [", "*a]"),
        "anchors": numbered("&a# x, ", 80_000, "["),
        "nested aliases": "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"a{n + 1}: &a{n + 1} [{f'*a{n},' * 9}]\n" for n in range(9_000)),
        "question marks": much("? "),
        "colons": much(":\n"),
        "documents": much("--- a\n"),
        "tags": much("!a "),
        "comments": much("#\n"),
        "spaces": much(" "),
        "tabs": much("\t"),
        "line ends": much("\n"),
        "full-width spaces": much("\u3000"),
        "full-width colons": much("a：\n"),
        "escapes": much("\\x41", '"', '"'),
        "a long name": f"title: A\nowner: {LONG}\n",
        "a long key": f"? {LONG}\n: b\n",
        "a long number": f"title: A\nowner: role:lead\nheadcount: {'9' * MB}\n",
    },
    "md": {
        "links": much("[a](b.md) ", "# A\n\n"),
        "links to many": numbered("[a](b#.md) ", 60_000, "# A\n\n"),
        "links by id": much("[a](role:lead) ", "# A\n\n"),
        "open brackets": much("[", "# A\n\n[a](b) "),
        "brackets": much("[]", "# A\n\n[a](b) "),
        "brackets in brackets": much("[x]", "# A\n\n[a](b) ["),
        "escaped brackets": much("[\\]", "# A\n\n[a](b) "),
        "pictures": much("![a](b.png)\n", "# A\n\n"),
        "backticks": much("`", "# A\n\n[a](b) "),
        "runs of backticks": "# A\n\n[a](b) " + "".join("`" * n + "x" for n in range(1_390)),
        "definitions": much("[a]: b\n", "# A\n\n"),
        "comments": much("<!--", "# A\n\n[a](b) "),
        "targets": much("](", "# A\n\n"),
        "open targets": much("[](a()", "# A\n\n"),
        "rules": much("---\n"),
        "front matter": much("a\n", "---\n"),
        "title": much("x", "# "),
        "blank lines": much("\n", "# A\n", "[a](b)"),
    },
    "csv": {
        "one row": much("a,"),
        "one row of quotes": much('"a",'),
        "quotes": much('"'),
        "pairs of quotes": much('""'),
        "one cell": much("x", "id,title\na,"),
        "one cell of many lines": much("\n", 'id,title\na,"', '"'),
        "columns": numbered("c#,", 70_000) + "x\n" + "x," * 70_000 + "x\n",
        "ragged rows": much("a\n", "id,title\n"),
        "rows": numbered("a#,A,x\n", 80_000, "id,title,owner\n"),
        "the same rows": much("a,A,x\n", "id,title,owner\n"),
        "line ends": much("\n"),
        "commas": much(","),
    },
}
FOLDERS = {"yml": ("teams",), "md": ("knowhow", "tools"), "csv": ("teams", "figures")}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "content"),
    [
        pytest.param(f"{folder}/a.{suffix}", content, id=f"{folder}/{suffix}: {name}")
        for suffix, contents in HOSTILE.items()
        for folder in FOLDERS[suffix]
        for name, content in contents.items()
    ],
)
def test_a_hostile_file_has_its_verdict(wiki, path, content):
    """In 5 s on an idle machine; a file that takes 60 hangs."""
    assert len(content.encode()) < 1_400_000
    wiki.put("roles/lead.yml", LEAD)
    wiki.put(path, content)
    code, said = in_a_fork(["check", str(wiki.docs), "--as-of", "2026-11-22"], seconds=60)
    assert code in (0, 1), said
    assert "Traceback" not in said
    assert said.count("\n") < 4 * ENOUGH
    assert max(map(len, said.split("\n"))) < 1_000


def in_a_fork(arguments, seconds):
    """A command in a process of its own, as it may die of what it reads, but without Python's beginning: its exit code
    and all that it said."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        process = os.fork()
        if not process:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(seconds)
            code = 70
            try:
                os.dup2(said.fileno(), 1)
                os.dup2(said.fileno(), 2)
                sys.stdout, sys.stderr = open(1, "w", encoding="utf-8"), open(2, "w", encoding="utf-8")  # noqa: SIM115
                try:
                    commands.main(arguments)
                except SystemExit as end:
                    code = end.code
                except Exception:  # noqa: BLE001  # whatever it is, it is told
                    traceback.print_exc()
                sys.stdout.flush()
                sys.stderr.flush()
            finally:
                os._exit(code)
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        said.seek(0)
        return code, said.read()


ODD = st.text(st.sampled_from("abc:- \n\t#'\"[]{}|>&*!%@`,?~\u3000：；\r\0<>()\\_=+/.0129éあ\u2028\ufeff"))
BYTES = st.one_of(
    st.binary(max_size=400), ODD.map(str.encode), st.text(max_size=400).map(lambda text: text.encode("utf-8", "ignore"))
)
RECORD = st.dictionaries(
    st.sampled_from(["id", "title", "owner", "when", "category", "posts", "steps", "target", "parent", "body", "zzz"]),
    st.recursive(
        st.none() | ODD | st.sampled_from(["role:lead", "2026-11-22", "1"]),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ODD, inner, max_size=3),
    ),
)


@given(
    path=st.sampled_from(
        [
            "teams/a.yml",
            "events/a.yml",
            "people/a.csv",
            "figures/a.csv",
            "tools/a.md",
            "knowhow/a.md",
            "knowhow/b.en.md",
            "c/_kind.yml",
        ]
    ),
    content=BYTES,
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(path="teams/a.yml", content=b"a: \xc2\x85b")
@pytest.mark.slow
def test_no_bytes_raise(wiki, path, content):
    file = wiki.put(path, content)
    wiki.put("knowhow/b.md", "# B\n")
    assert wiki.study().views
    file.unlink()


@given(kind=st.sampled_from(["teams", "events", "people", "playbooks", "kpis", "tools", "roles"]), record=RECORD)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.slow
def test_no_values_raise(wiki, kind, record):
    file = wiki.put(f"{kind}/a.yml", yaml.safe_dump(record, allow_unicode=True, width=10_000))
    wiki.put("roles/lead.yml", LEAD)
    wiki.site()
    file.unlink()
