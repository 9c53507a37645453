"""The SQL of the funnel: when each lead passed each stage, and who went on from there."""

from collections.abc import Sequence

from mops_kb.kinds.dataset.model import Dataset
from mops_kb.measures import opening, rows
from mops_kb.measures.rows import instant, literal
from mops_kb.model.problem import ENOUGH
from mops_kb.model.question import Column, Question, Source
from mops_kb.model.settings import Settings

STAGES = "stages_in_order"
_DAY = 86400
_EARLIEST = -2208988800
"""1900, in seconds since 1970."""
_NUMBER = "DECIMAL(18, 6)"


def stages(ids: Sequence[str]) -> Source:
    """The stages by their place in the lifecycle."""
    return Source(STAGES, (Column("id", "text"), Column("place", "whole")), tuple((id, n) for n, id in enumerate(ids)))


def _passed(data: Dataset, settings: Settings) -> str:
    """`seen`: when a lead was first seen in a stage; `passed`: when it had got so far, `own` if it was seen there."""
    end = opening.start_of(settings.as_of, settings) + _DAY
    exported = opening.start_of(data.exported_on, settings) if data.exported_on else _EARLIEST
    channel = "CAST(channel AS VARCHAR)" if rows.has(data, "channel") else "NULL"
    return f"""given AS (
        SELECT lead, place, reached, channel FROM (
            SELECT CAST(lead AS VARCHAR) AS lead, CAST(stage AS VARCHAR) AS stage, {channel} AS channel,
                   {instant("reached_at", literal(settings.time_zone))} AS reached FROM {rows.table(data)})
        JOIN {STAGES} ON id = stage WHERE lead IS NOT NULL AND reached >= {_EARLIEST} AND reached < {end}),
    known AS (SELECT least(greatest(max(reached), {exported}), {end}) AS until FROM given),
    seen AS (SELECT lead, place, min(reached) AS own FROM given GROUP BY lead, place),
    channels AS (SELECT lead, coalesce(arg_min(channel, reached), '') AS channel FROM given GROUP BY lead),
    passed AS (
        SELECT lead, stages.place, min(own) AS since, min(own) FILTER (WHERE seen.place = stages.place) AS own
        FROM seen JOIN {STAGES} AS stages ON stages.place <= seen.place GROUP BY lead, stages.place)"""


def _month(moment: str, settings: Settings) -> str:
    return f"strftime({opening.local_day(moment, settings)}, '%Y-%m')"


def standings(data: Dataset, settings: Settings) -> Question:
    """One row for each stage."""
    return Question(
        f"""WITH {_passed(data, settings)},
    furthest AS (SELECT lead, max(place) AS place FROM seen GROUP BY lead)
    SELECT stages.id, count(passed.lead) AS passed, count(passed.own) AS seen, count(furthest.lead) AS sitting,
           quantile_cont(CAST((until - passed.own) / {_DAY} AS {_NUMBER}), 0.5)
               FILTER (WHERE furthest.lead IS NOT NULL) AS days,
           (SELECT count(*) FROM furthest) AS leads,
           (SELECT count(DISTINCT lead) FROM passed WHERE own > since) AS disordered,
           max({opening.local_day("until", settings)}) AS until
    FROM {STAGES} AS stages LEFT JOIN passed ON passed.place = stages.place
         LEFT JOIN furthest ON furthest.lead = passed.lead AND furthest.place = passed.place CROSS JOIN known
    GROUP BY stages.id, stages.place ORDER BY stages.place""",
        trusted=True,
    )


def steps(data: Dataset, horizons: Sequence[int], settings: Settings) -> Question:
    """One row for each way, in all (`part` is `whole`), and by month and by channel."""
    within = "".join(
        f""",
            count(*) FILTER (WHERE ripe >= {days}) AS had_{days},
            count(*) FILTER (WHERE ripe >= {days} AND took <= {days * _DAY}) AS gone_{days},
            quantile_cont(spent, 0.5) FILTER (WHERE ripe >= {days} AND took <= {days * _DAY}) AS median_{days},
            count(spent) FILTER (WHERE ripe >= {days} AND took <= {days * _DAY}) AS timed_{days}"""
        for days in horizons
    )
    return Question(
        f"""WITH {_passed(data, settings)},
    ways AS (
        SELECT began.lead, began.place AS came, later.place AS went, {_month("began.since", settings)} AS month,
               (until - began.since) / {_DAY} AS ripe, ended.since - began.since AS took,
               CASE WHEN ended.own >= began.own THEN CAST((ended.own - began.own) / {_DAY} AS {_NUMBER}) END AS spent
        FROM passed AS began JOIN {STAGES} AS later ON later.place > began.place
             LEFT JOIN passed AS ended ON ended.lead = began.lead AND ended.place = later.place CROSS JOIN known),
    counted AS (
        SELECT GROUPING(month, channel) AS parts, came, went, month, channel,
            count(*) AS n, count(took) AS gone{within}
        FROM ways JOIN channels ON channels.lead = ways.lead
        GROUP BY GROUPING SETS ((came, went), (came, went, month), (came, went, channel)))
    SELECT CASE parts WHEN 3 THEN 'whole' WHEN 1 THEN 'month' ELSE 'channel' END AS part,
           coalesce(month, channel, '') AS name, first.id AS came, last.id AS went,
           counted.* EXCLUDE (parts, came, went, month, channel)
    FROM counted JOIN {STAGES} AS first ON first.place = came JOIN {STAGES} AS last ON last.place = went
    ORDER BY part, first.place, last.place, name""",
        trusted=True,
    )


def arrivals(data: Dataset, settings: Settings) -> Question:
    return Question(
        f"""WITH {_passed(data, settings)}
    SELECT id, {_month("since", settings)} AS month, count(*) AS n
    FROM passed JOIN {STAGES} AS stages ON stages.place = passed.place GROUP BY id, month ORDER BY id, month""",
        trusted=True,
    )


def wrong(data: Dataset, settings: Settings) -> Question:
    given = f", {instant('reached_at', literal(settings.time_zone))} AS reached"
    typed = any(column.name == "reached_at" and column.type != "text" for column in data.columns)
    cases = [
        ("row-moment", "reached_at IS NULL" if typed else "reached IS NULL", "reached_at", "''"),
        ("row-far", f"reached < {_EARLIEST}", "reached_at", "''"),
    ]
    return rows.wrong_rows(data, rows.table(data), cases, given)


def unknown(data: Dataset) -> Question:
    """Names of stages that are none: where each stands first, and how often."""
    line = "min(number)" if rows.is_parquet(data) else "min(number) + 1"
    col = rows.begin_of([column.name for column in data.columns], "stage", data)
    return Question(
        f"""SELECT coalesce(name, ''), {line}, arg_min(col, number), count(*) FROM (
            SELECT row_number() OVER () AS number, CAST(stage AS VARCHAR) AS name, {col} AS col FROM {rows.table(data)})
        WHERE name IS NULL OR name NOT IN (SELECT id FROM {STAGES})
        GROUP BY name ORDER BY min(number) LIMIT {ENOUGH}""",
        trusted=True,
    )
