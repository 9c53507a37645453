"""Attribution: paths, models against numbers that others published, and totals that are always those of all conversions."""

import csv
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise
from math import factorial
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest
from hypothesis import given
from hypothesis import settings as property_tests
from hypothesis import strategies as st

from mops_kb.kinds.dataset.model import Dataset
from mops_kb.kinds.kpi.parts import Asked
from mops_kb.measures.attribution.facts import MODELS, Attribution, Credit, added, apportioned
from mops_kb.measures.attribution.figures import figures
from mops_kb.measures.attribution.markov import Steps, markov, removal_effects
from mops_kb.measures.attribution.work import work
from mops_kb.model.catalog import Catalog
from mops_kb.model.document import Document
from mops_kb.model.question import Answer, Question, Source
from mops_kb.model.settings import Settings

HERE = Path(__file__).parent / "attribution"
AS_OF = Settings(date(2026, 11, 22))
END = datetime(2026, 10, 20, tzinfo=UTC)


class Touch(NamedTuple):
    channel: str
    days: float
    """Before the end of its path."""
    stage: str | None = None
    campaign: str = ""


class Walk(NamedTuple):
    """A path, and what its conversion is worth; None for one that has not led to a conversion."""

    touches: Sequence[Touch]
    value: Decimal | None
    ended: datetime = END


def attributed(walks: Iterable[Walk], shuffle: int | None = None, **asked: object) -> Attribution:
    """Each path is of a person of its own."""
    touches, conversions = [], []
    for person, walk in enumerate(walks):
        for touch in walk.touches:
            moment = walk.ended - timedelta(days=touch.days)
            touches.append((f"p{person}", moment, touch.channel, touch.campaign, touch.stage))
        if walk.value is not None:
            conversions.append((f"p{person}", walk.ended, walk.value))
    if shuffle is not None:
        random.Random(shuffle).shuffle(touches)
        random.Random(shuffle).shuffle(conversions)
    return of_rows(touches, conversions, **asked)


def of_rows(
    touches: Sequence[Sequence[object]], conversions: Sequence[Sequence[object]], **asked: object
) -> Attribution:
    """Answered here and now; the wikis below are answered as in a build."""
    tables = {
        "touchpoints": ("person TEXT, touched_at TIMESTAMPTZ, channel TEXT, campaign TEXT, stage TEXT", touches),
        "conversions": ("person TEXT, converted_at TIMESTAMPTZ, value DECIMAL(18, 6)", conversions),
    }

    def ask(questions: Sequence[Question], sources: Sequence[Source]) -> list[Answer]:
        with duckdb.connect(config={"threads": 2}) as database:
            database.execute("CREATE SCHEMA data")
            for name, (columns, rows) in tables.items():
                database.execute(f"CREATE TABLE data.{name} ({columns})")
                if rows:
                    database.executemany(f"INSERT INTO data.{name} VALUES ({', '.join('?' * len(rows[0]))})", rows)
            return [
                Answer(rows=tuple(database.execute(question.sql, question.parameters).fetchall()))
                for question in questions
            ]

    datasets = {
        name: Dataset.model_validate(
            {
                "id": name,
                "title": "x",
                "owner": "team:x",
                "file": f"{name}.csv",
                "columns": [{"name": column.split()[0]} for column in columns.split(", ") if column[0].islower()],
            }
        )
        for name, (columns, _) in tables.items()
    }
    documents = {one.ref: Document("datasets", f"datasets/{one.id}.yml", {}) for one in datasets.values()}
    catalog = Catalog(("dataset",), {"dataset": datasets}, documents, {}, {})
    question = Asked.model_validate({"name": "attribution", "of": "touchpoints", "conversions": "conversions", **asked})
    facts = work(question, catalog, AS_OF, ask).facts
    assert isinstance(facts, Attribution)
    return facts


def walk(path: str, value: str | None = None) -> Walk:
    """`Email@3 > Search@1:lead`: channel, days before the end, stage."""
    touches = []
    for place, step in enumerate(path.split(" > ")):
        rest, _, stage = step.partition(":")
        channel, _, days = rest.partition("@")
        touches.append(Touch(channel, float(days or -place), stage or None, channel))
    return Walk(touches, Decimal(value) if value else None)


def conversions(facts: Attribution, model: str) -> dict[str, Fraction]:
    return {name: credit.conversions for name, credit in facts.channels[model].items()}


# -- Published numbers

PATHS: dict[str, list[Walk]] = defaultdict(list)
for _row in csv.DictReader((HERE / "paths.csv").open(encoding="utf-8")):
    PATHS[_row["case"]] += [walk(_row["path"], _row["value"])] * int(_row["times"])
PUBLISHED = list(csv.DictReader((HERE / "published.csv").open(encoding="utf-8")))
WORKED: dict[str, Attribution] = {}


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: f"{row['case']}-{row['model']}-{row['of']}-{row['name']}")
def test_published(row: Mapping[str, str]) -> None:
    facts = WORKED.setdefault(
        row["case"], attributed(PATHS[row["case"]]) if row["case"] not in WORKED else WORKED[row["case"]]
    )
    for split in (facts.channels, facts.campaigns):
        credit = split[row["model"]].get(row["name"], Credit())
        assert abs(getattr(credit, row["of"]) - Fraction(row["expected"])) <= Fraction(row["within"])


def test_every_model_is_checked_against_published_numbers() -> None:
    assert {row["model"] for row in PUBLISHED} == set(MODELS)


def test_every_source_of_published_numbers_is_named() -> None:
    told = (HERE / "README.md").read_text(encoding="utf-8")
    assert [case for case in PATHS if f"| {case.removesuffix('-two')} |" not in told] == []


def test_removal_effects_as_published() -> None:
    """Bryl's, as the paths above."""
    steps = Steps({"C1": 2, "C2": 1}, {("C1", "C2"): 1, ("C2", "C3"): 2}, {"C3": 1}, {"C3": 1000}, {"C1": 1, "C3": 1})
    assert removal_effects(steps) == {"C1": Fraction(1, 2), "C2": 1, "C3": 1}


# -- Definitions


def test_a_path_reaches_back_to_the_conversion_before_and_ninety_days() -> None:
    touches = [
        ("p", END - timedelta(days=91), "too old", "", None),
        ("p", END - timedelta(days=90), "oldest", "", None),
        ("p", END - timedelta(days=40), "at the first", "", None),
        ("p", END - timedelta(days=39), "second", "", None),
        ("p", END, "at the second", "", None),
        ("p", END + timedelta(seconds=1), "after", "", None),
    ]
    facts = of_rows(touches, [("p", END - timedelta(days=40), 10), ("p", END, 20)])
    assert conversions(facts, "first") == {"too old": 1, "second": 1}
    assert conversions(facts, "last") == {"at the first": 1, "at the second": 1}
    assert conversions(facts, "linear")["oldest"] == Fraction(1, 3)
    assert facts.paths.open == 1


def test_a_touch_from_before_the_look_back_is_on_no_path() -> None:
    facts = of_rows([("p", END - timedelta(days=91), "a", "", None)], [("p", END, 20)])
    assert facts.total == Credit(Fraction(1), Fraction(20))
    assert facts.attributed == Credit()
    assert facts.months[0].unattributed == facts.total


def test_two_conversions_at_one_moment_share_a_path() -> None:
    facts = of_rows([("p", END, "a", "", None)], [("p", END, 20), ("p", END, 30)])
    assert {model: dict(facts.channels[model]) for model in MODELS} == {
        model: {"a": Credit(Fraction(2), Fraction(50))} for model in MODELS
    }


def test_months_are_those_of_the_sites_time_zone_and_only_whole_ones_count() -> None:
    evening = datetime(2026, 9, 30, 15, tzinfo=UTC)
    november = datetime(2026, 11, 2, tzinfo=UTC)
    facts = attributed([Walk([Touch("a", 1)], Decimal(1), evening), Walk([Touch("a", 1)], Decimal(1), november)])
    assert [(month.period, month.total.conversions) for month in facts.months] == [("2026-10", 1)]


def test_a_month_without_conversions_stands_between_those_with() -> None:
    facts = attributed([Walk([Touch("a", 1)], Decimal(1), datetime(2026, month, 10, tzinfo=UTC)) for month in (7, 9)])
    assert [(month.period, month.total.conversions) for month in facts.months] == [
        ("2026-07", 1),
        ("2026-08", 0),
        ("2026-09", 1),
    ]


def test_the_year_are_the_last_twelve_months() -> None:
    facts = attributed(
        [
            Walk([Touch("a", 1, campaign="c")], Decimal(1), datetime(2025, month, 10, tzinfo=UTC))
            for month in range(1, 13)
        ]
        + [walk("b", "1")]
    )
    assert [facts.year[0].period, facts.year[-1].period] == ["2025-11", "2026-10"]
    assert conversions(facts, "markov") == {"a": 2, "b": 1}
    assert {name: credit.conversions for name, credit in facts.campaigns["markov"].items()} == {"c": 2, "b": 1}


def test_people_whose_touches_all_come_after_their_conversions_are_counted() -> None:
    after = [Walk([Touch("a", -3)], Decimal(1))]
    on = [Walk([Touch("a", 3), Touch("a", -3)], Decimal(1))]
    assert attributed([*after * 2, *on]).late == 2


def test_how_long_paths_are_and_take() -> None:
    paths = attributed([walk("a@9 > b@1", "1"), walk("a@3", "1"), walk("a@2", "1"), walk("a@1")]).paths
    assert (paths.converting, paths.touches, paths.length, paths.days, paths.open) == (3, 4, Fraction(4, 3), 3, 1)


@pytest.mark.parametrize(
    ("path", "shares"),
    [
        ("a", "1"),
        ("a > b", "1/2 1/2"),
        ("a > b > c", "1/3 1/3 1/3"),
        ("a > b > c > d", "3/10 3/10 1/10 3/10"),
        ("a > b > c > d > e", "3/10 1/20 3/10 1/20 3/10"),
        ("a:lead > b > c:opportunity", "6/10 1/10 3/10"),
        ("a > b > c:lead > d:opportunity > e", "3/10 1/20 3/10 3/10 1/20"),
        ("a:lead > b:opportunity", "2/3 1/3"),
        ("a > b:lead > c:lead > d:opportunity", "3/10 3/10 1/10 3/10"),
        ("a > b > c:lead > d > e", "3/10 1/20 3/10 1/20 3/10"),
        ("a:opportunity > b:lead", "2/3 1/3"),
    ],
)
def test_w(path: str, shares: str) -> None:
    """Lacking a mark, a path is taken by position; the first touch with a mark is the one that counts."""
    steps = path.split(" > ")
    dated = " > ".join(
        f"{step.partition(':')[0]}@{len(steps) - place}:{step.partition(':')[2]}" for place, step in enumerate(steps)
    )
    got = conversions(attributed([walk(dated, "1")]), "position-based-w")
    assert " ".join(str(got[name]) for name in sorted(got)) == " ".join(
        str(Fraction(share)) for share in shares.split()
    )


def test_half_life() -> None:
    facts = attributed([walk("a@30 > b@0", "1")], model="time-decay", half_life="30")
    assert {name: round(share, 8) for name, share in conversions(facts, "time-decay").items()} == {
        "a": round(Fraction(1, 3), 8),
        "b": round(Fraction(2, 3), 8),
    }


# -- Properties

CHANNELS = ["ad", "event", "mail", "search", "web"]


@st.composite
def walks(draw: st.DrawFn) -> list[Walk]:
    def one() -> Walk:
        touches = draw(
            st.lists(
                st.builds(
                    Touch,
                    st.sampled_from(CHANNELS),
                    st.integers(0, 80),
                    st.sampled_from([None, None, "lead", "opportunity"]),
                    st.sampled_from(["", "spring", "fair"]),
                ),
                max_size=6,
            )
        )
        value = draw(st.none() | st.decimals(0, 10**6, places=2))
        month = draw(st.integers(8, 10))
        return Walk(touches, value, datetime(2026, month, 15, 12, tzinfo=UTC))

    return [one() for _ in range(draw(st.integers(1, 12)))]


@pytest.mark.slow
@property_tests(max_examples=20)
@given(walks())
def test_every_model_gives_away_all_conversions_and_no_more(given: list[Walk]) -> None:
    facts = attributed(given)
    ended = [one for one in given if one.value is not None]
    assert facts.total == Credit(Fraction(len(ended)), sum((Fraction(one.value or 0) for one in ended), Fraction()))
    touched = [one for one in ended if one.touches]
    assert facts.attributed == Credit(
        Fraction(len(touched)), sum((Fraction(one.value or 0) for one in touched), Fraction())
    )
    for model in MODELS:
        assert added(facts.channels[model].values()) == facts.attributed
        assert added(facts.campaigns[model].values()) == facts.attributed
        for month in facts.months:
            assert added(month.channels[model].values()) == month.attributed


@property_tests(max_examples=8)
@given(walks())
def test_the_order_of_rows_does_not_matter(given: list[Walk]) -> None:
    assert attributed(given, shuffle=1) == attributed(given, shuffle=2)


@property_tests(max_examples=8)
@given(walks())
def test_shapley_is_the_average_over_all_orders_of_joining(given: list[Walk]) -> None:
    """By its definition, over every coalition; v(S) are the conversions whose channels are all in S."""
    sets = [frozenset(touch.channel for touch in one.touches) for one in given if one.value is not None and one.touches]
    n = len(CHANNELS)

    def worth(those: Iterable[str]) -> int:
        return sum(one <= frozenset(those) for one in sets)

    expected = {
        channel: sum(
            Fraction(factorial(size) * factorial(n - size - 1), factorial(n))
            * (worth([*those, channel]) - worth(those))
            for size in range(n)
            for those in combinations([other for other in CHANNELS if other != channel], size)
        )
        for channel in CHANNELS
    }
    assert conversions(attributed(given), "shapley") == {channel: share for channel, share in expected.items() if share}


@property_tests(max_examples=8)
@given(walks(), st.permutations(CHANNELS))
def test_names_do_not_matter_to_shapley_and_markov(given: list[Walk], others: list[str]) -> None:
    names = dict(zip(CHANNELS, others, strict=True))
    # Touches of the same moment are ordered by name, so here each has a moment of its own.
    apart = [
        one._replace(touches=[touch._replace(days=place) for place, touch in enumerate(one.touches)]) for one in given
    ]
    renamed = [
        one._replace(touches=[touch._replace(channel=names[touch.channel]) for touch in one.touches]) for one in apart
    ]
    before, after = attributed(apart), attributed(renamed)
    for model in ("shapley", "markov"):
        assert {names[name]: share for name, share in conversions(before, model).items()} == conversions(after, model)


def test_channels_that_do_the_same_get_the_same() -> None:
    facts = attributed([walk("a@2 > b@1", "5"), walk("b@2 > a@1", "5"), walk("a@1"), walk("b@1")])
    for model in MODELS:
        assert facts.channels[model]["a"] == facts.channels[model]["b"] if model != "time-decay" else True
    assert conversions(facts, "time-decay")["a"] == conversions(facts, "time-decay")["b"]


@st.composite
def steps(draw: st.DrawFn, names: Sequence[str] = CHANNELS) -> Steps:
    """Those of random walks: what comes in goes out."""
    found = Steps()
    for _ in range(draw(st.integers(1, 15))):
        path = draw(st.lists(st.sampled_from(names), min_size=1, max_size=6))
        found.starts[path[0]] = found.starts.get(path[0], 0) + 1
        for pair in pairwise(path):
            found.between[pair] = found.between.get(pair, 0) + 1
        ending = found.conversions if draw(st.booleans()) else found.ends
        ending[path[-1]] = ending.get(path[-1], 0) + 1
        if ending is found.conversions:
            found.values[path[-1]] = found.values.get(path[-1], 0) + draw(st.integers(0, 100))
    return found


def chance(steps: Steps, without: str | None = None) -> Fraction:
    """Of a conversion from the start, by solving the chain anew, in which nothing leads on from `without`."""
    names = steps.names
    left = {
        name: sum(count for (one, _), count in steps.between.items() if one == name)
        + steps.conversions.get(name, 0)
        + steps.ends.get(name, 0)
        for name in names
    }
    rows = [
        [
            Fraction(int(one == other))
            - (Fraction(steps.between.get((one, other), 0), left[one]) if one != without else 0)
            for other in names
        ]
        + [Fraction(steps.conversions.get(one, 0), left[one]) if one != without else Fraction()]
        for one in names
    ]
    for place in range(len(names)):
        pivot = next(number for number in range(place, len(names)) if rows[number][place])
        rows[place], rows[pivot] = rows[pivot], rows[place]
        rows[place] = [part / rows[place][place] for part in rows[place]]
        for number in range(len(names)):
            if number != place:
                factor = rows[number][place]
                rows[number] = [part - factor * other for part, other in zip(rows[number], rows[place], strict=True)]
    total = sum(steps.starts.values())
    return sum(
        (Fraction(steps.starts.get(name, 0), total) * row[-1] for name, row in zip(names, rows, strict=True)),
        Fraction(),
    )


@given(steps())
def test_removal_effects_are_those_of_the_chain_without_the_channel(given: Steps) -> None:
    if given.conversions:
        base = chance(given)
        assert removal_effects(given) == {name: 1 - chance(given, name) / base for name in given.names}


@given(steps())
def test_steps_from_a_channel_to_itself_change_nothing(given: Steps) -> None:
    once = replace(given, between={step: count for step, count in given.between.items() if step[0] != step[1]})
    total = Credit(Fraction(7), Fraction(70))
    assert markov(given, total) == markov(once, total)


@property_tests(max_examples=10)
@given(steps([f"c{number}" for number in range(30)]))
def test_many_channels_are_reckoned_in_floating_point_and_add_up_all_the_same(given: Steps) -> None:
    total = Credit(Fraction(sum(given.conversions.values())), Fraction(sum(given.values.values())))
    exact, near = markov(given, total), markov(given, total, exact_up_to=0)
    assert added(near.values()) == added(exact.values())
    for name in exact:
        assert abs(exact[name].conversions - near.get(name, Credit()).conversions) < Fraction(1, 10**9)


@given(st.dictionaries(st.sampled_from(CHANNELS), st.fractions(0, 1000, max_denominator=97)), st.integers(0, 3))
def test_rounded_parts_add_up_to_the_rounded_total(parts: dict[str, Fraction], decimals: int) -> None:
    shown = apportioned(parts, decimals)
    assert sum(shown.values()) == Decimal(round(sum(parts.values(), Fraction()) * 10**decimals)).scaleb(-decimals)
    assert all(abs(Fraction(shown[name]) - part) < Fraction(1, 10**decimals) for name, part in parts.items())


# -- Figures of KPIs


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ({"statistic": "conversions", "model": "first"}, "2"),
        ({"statistic": "conversions", "model": "linear", "channels": ["a"]}, "1.5"),
        ({"statistic": "conversions", "model": "linear", "channels": ["a", "b"]}, "2"),
        ({"statistic": "value", "model": "last", "channels": ["b"]}, "10"),
        ({"statistic": "share", "model": "first", "channels": ["a"]}, "66.666667"),
        ({"model": "last", "channels": ["nobody"]}, "0"),
    ],
)
def test_figures(asked: dict[str, object], value: str) -> None:
    """A share is of all conversions, those without a touch too."""
    facts = attributed([walk("a@2 > b@1", "10"), walk("a", "30"), Walk([], Decimal(5))])
    question = Asked.model_validate({"name": "attribution", "of": "x", "conversions": "y", **asked})
    assert [tuple(figure)[:3] for figure in figures(question, facts, AS_OF)] == [("2026-10", Decimal(value), 3)]


# -- In a wiki

REVENUE = """
    teams/ops.yml
    | title: Operations
    | owner: team:ops
    datasets/data.yml
    | - id: touchpoints
    |   title: Touchpoints
    |   owner: team:ops
    |   file: touchpoints.csv
    |   columns: [{name: person}, {name: touched_at, type: moment}, {name: channel}, {name: campaign}]
    |   invented: true
    | - id: conversions
    |   title: Orders
    |   owner: team:ops
    |   file: conversions.csv
    |   columns: [{name: person}, {name: converted_at, type: moment}, {name: value, type: number}]
    kpis/mail.yml
    | title: Revenue by mail
    | owner: team:ops
    | group: revenue
    | unit: jpy
    | measure: {name: attribution, statistic: value, of: touchpoints, conversions: conversions, model: linear, channels: [mail]}
    data/touchpoints.csv
    | person,touched_at,channel,campaign
    | a,2026-08-03 10:00,mail,spring
    | a,2026-08-04 10:00,web,
    | b,2026-09-03 10:00,mail,spring
    data/conversions.csv
    | person,converted_at,value
    | a,2026-08-05 10:00,1000
    | b,2026-09-05 10:00,500
    | c,2026-09-05 10:00,300
"""


@pytest.fixture
def revenue(wiki):
    return wiki(REVENUE)


def test_a_kpi_has_the_figures_of_its_model(revenue) -> None:
    catalog = revenue.study().catalog
    rows = [(row.id, row.value, row.n) for row in catalog.named("measurement")]
    assert rows == [("mail@2026-08@measure", Decimal(500), 1), ("mail@2026-09@measure", Decimal(500), 2)]


def test_the_page_answers_first_and_adds_up(revenue) -> None:
    page = revenue.page("attribution.md", language="en")
    answers = page[page.index('<dl class="mk-answers">') : page.index('<dl class="mk-facts">')]
    assert '<strong class="mk-figure">mail</strong>' in answers
    assert "from 33% (Last touch) to 67% (First touch)" in answers
    assert "33% of the conversions have no known touch" in answers
    assert "Invented data" in answers
    assert page.count("<strong>3</strong>") == 16


def test_the_page_of_a_kpi_tells_what_other_models_would_say(revenue) -> None:
    page = revenue.page("kpis/mail.md", language="en")
    assert "By other models" in page
    assert "Channels: mail" in page


def test_no_page_where_no_kpi_asks(revenue) -> None:
    (revenue.docs / "kpis/mail.yml").unlink()
    assert "attribution.md" not in [page.path for page in revenue.site().pages]


def test_who_may_not_see_the_data_sees_neither_page_nor_section(revenue) -> None:
    path = revenue.docs / "datasets/data.yml"
    path.write_text(path.read_text().replace("  title: Orders", "  title: Orders\n  visibility: internal"))
    assert "attribution.md" not in [page.path for page in revenue.site().pages]
    assert "attribution.md" in [page.path for page in revenue.site(visibility="internal").pages]


def test_a_channel_that_the_data_does_not_know(revenue) -> None:
    revenue.put("kpis/mail.yml", (revenue.docs / "kpis/mail.yml").read_text().replace("[mail]", "[mial]"))
    assert revenue.problems() == [
        "kpis/mail.yml:5:117: attribution-channel no touch is of a channel `mial` (did you mean `mail`?)"
    ]


def test_a_unit_that_does_not_fit(revenue) -> None:
    revenue.put("kpis/mail.yml", (revenue.docs / "kpis/mail.yml").read_text().replace("unit: jpy", "unit: percent"))
    assert revenue.problems() == [
        "kpis/mail.yml:4:7: attribution-unit `value` is in the unit `jpy`, and the KPI in `percent` (write `unit: jpy`, or choose another `statistic`)"
    ]


def test_only_time_decay_has_a_half_life(revenue) -> None:
    """KPIs of other models share the work; another half-life is a study of its own."""
    given = (revenue.docs / "kpis/mail.yml").read_text()
    revenue.put("kpis/decay.yml", given.replace("model: linear", "model: time-decay, half_life: 30"))
    revenue.put("kpis/first.yml", given.replace("model: linear", "model: first, half_life: 30"))
    page = revenue.page("attribution.md", language="en")
    assert page.count('<dl class="mk-answers">') == 2
    assert "Touchpoints and Orders &#40;half&#45;life 30 days&#41;" in page


def test_rows_that_cannot_be_used_are_told_with_their_line(revenue) -> None:
    revenue(
        """
        data/touchpoints.csv
        | person,touched_at,channel,campaign
        | ,2026-08-03 10:00,mail,spring
        | a,,mail,spring
        | a,2026-08-03 10:00,,spring
        | a,2026-08-03 10:00,mail,
        data/conversions.csv
        | person,converted_at,value
        | a,2026-08-05 10:00,1000
        | a,2026-08-06 10:00,-1
        | a,2026-08-07 10:00,
        """
    )
    fill = "(fill it in or remove the row; an unknown channel is `unknown`, a conversion worth no money 0)"
    change = "(change the value of the conversion itself if it was cancelled or refunded)"
    assert revenue.problems() == [
        f"data/conversions.csv:3:1: attribution-negative row 2 of the data has a `value` below 0 {change}",
        f"data/conversions.csv:4:1: attribution-empty row 3 of the data has no `value` {fill}",
        f"data/touchpoints.csv:2:1: attribution-empty row 1 of the data has no `person` {fill}",
        f"data/touchpoints.csv:3:1: attribution-empty row 2 of the data has no `touched_at` {fill}",
        f"data/touchpoints.csv:4:1: attribution-empty row 3 of the data has no `channel` {fill}",
    ]


def test_a_column_that_is_missing(revenue) -> None:
    path = revenue.docs / "datasets/data.yml"
    path.write_text(path.read_text().replace("{name: channel}", "{name: chanel}"))
    revenue.put("data/touchpoints.csv", "person,touched_at,chanel,campaign\n")
    (told,) = [one for one in revenue.problems() if "measure-column" in one]
    assert told.startswith("datasets/data.yml:5:")
    assert "`channel`" in told
    assert "`chanel`" in told


def test_touches_after_the_conversion_are_a_finding(revenue) -> None:
    revenue.put("data/conversions.csv", "person,converted_at,value\na,2026-08-01 10:00,1\nb,2026-09-05 10:00,500\n")
    (told,) = [one for one in revenue.findings() if "touch-after-conversion" in one]
    assert told == (
        "datasets/data.yml:1:3: touch-after-conversion `touchpoints` has one person all of whose touches are later than"
        " their conversions in `conversions` (check the time zones, and that both files call people by the same ids)"
    )


def test_a_kpi_must_name_its_model(revenue) -> None:
    revenue.put("kpis/mail.yml", (revenue.docs / "kpis/mail.yml").read_text().replace("model: linear, ", ""))
    assert [one for one in revenue.problems() if "model" in one]
