"""The SQL of lead response: from two moments of a lead to business seconds, and from those to medians and shares.

The site's calendar rules: which days are open, and from when to when, is said by its country, blackouts and business
hours. A row's `time_zone` only says which clock its moments were read from.
"""

from collections.abc import Sequence

from mops_kb.kinds.dataset.model import Dataset
from mops_kb.measures import opening, rows
from mops_kb.measures.rows import instant, literal
from mops_kb.model.question import Question
from mops_kb.model.settings import Settings

SLOTS = ("open", "before-or-after", "day-off")
RECENT = 90
"""Days that teams and hours are told of."""
_EARLIEST, _LATEST = -2208988800, 7258118400
"""1900 and 2200, in seconds since 1970."""
_ZONES = "(SELECT name FROM pg_timezone_names())"


def _clocked(data: Dataset, settings: Settings) -> tuple[str, str]:
    """The rows, and what their clocks are called. An unknown name would stop the whole question; its row is told as a
    problem and left out."""
    own = literal(settings.time_zone)
    if not rows.has(data, "time_zone"):
        return rows.table(data), own
    clock = f"CASE WHEN time_zone IN {_ZONES} THEN time_zone ELSE {own} END AS clock"
    return f"(SELECT *, {clock} FROM {rows.table(data)})", "clock"


def _moments(data: Dataset, settings: Settings) -> str:
    """(created, touched, team) of each row that can be reckoned with, and is of a day that has come."""
    table, zone = _clocked(data, settings)
    team = "CAST(team AS VARCHAR)" if rows.has(data, "team") else "NULL"
    end = opening.start_of(settings.as_of, settings) + 86400
    return f"""SELECT * FROM (
            SELECT {instant("created_at", zone)} AS created, {instant("first_touch_at", zone)} AS touched,
                   {team} AS team FROM {table})
        WHERE created >= {_EARLIEST} AND created < {min(end, _LATEST)}
            AND (touched IS NULL OR (touched >= created AND touched < {_LATEST}))"""


def judged(data: Dataset, settings: Settings) -> str:
    """What `speeds` counts: for each lead its month, hour and slot, the business seconds that it waited (`seconds`,
    NULL if it still does) and those that it has waited so far (`age`). Its age is reckoned to the last moment that the
    data know of, or to the beginning of the day of the export if that is later: it waited at least so long."""
    exported = opening.start_of(data.exported_on, settings) if data.exported_on else _EARLIEST
    end = opening.start_of(settings.as_of, settings) + 86400
    zone = literal(settings.time_zone)
    created_day, touched_day = opening.local_day("created", settings), opening.local_day("touched", settings)
    last_day = opening.local_day("latest", settings)
    return f"""moments AS ({_moments(data, settings)}),
    known AS (
        SELECT least(greatest(max(created), max(touched), {exported}), {end}) AS latest,
               min(created) AS earliest, max(touched) AS touched FROM moments),
    days AS (
        {
        opening.open_days(
            f"(SELECT {opening.local_day('earliest', settings)} FROM known)",
            f"(SELECT {opening.local_day('greatest(latest, touched)', settings)} FROM known)",
            settings,
        )
    }),
    until AS (
        SELECT day AS until, {opening.until("latest", "days")} AS open_seconds
        FROM known JOIN days ON days.day = {last_day}),
    placed AS (
        SELECT created, touched, team, {created_day} AS day, {touched_day} AS day_of_touch,
               extract('hour' FROM make_timestamptz(created * 1000000) AT TIME ZONE {zone}) AS hour FROM moments),
    judged AS (
        SELECT strftime(placed.day, '%Y-%m') AS month, coalesce(team, '') AS team, hour, until.until,
               placed.day > until.until - {RECENT} AS recent,
               CASE WHEN came.seconds = 0 THEN 'day-off'
                    WHEN created >= came.opens AND created < came.opens + came.seconds THEN 'open'
                    ELSE 'before-or-after' END AS slot,
               {opening.until("touched", "went")} - {opening.until("created", "came")} AS seconds,
               open_seconds - {opening.until("created", "came")} AS age
        FROM placed JOIN days AS came ON came.day = placed.day
             LEFT JOIN days AS went ON went.day = day_of_touch CROSS JOIN until)"""


_PARTS = {"month": 31, "recent": 47, "team-ever": 55, "team": 59, "slot": 61, "hour": 62, "whole": 63}
"""What `GROUPING` says of each."""


def speeds(data: Dataset, slas: Sequence[int], settings: Settings) -> Question:
    """One row for each part (`whole`, `month`, `team`, …) and each name in it. Quantiles are read off the numbers of
    leads for each number of seconds, and told in tenths of seconds: unlike those of DuckDB they are exact, and need no
    more memory than there are different waits."""
    waiting = "".join(
        f", count(*) FILTER (WHERE seconds IS NULL AND age > {sla * 60}) AS waiting_{sla}" for sla in slas
    )
    kept = "".join(
        f""",
           CAST(coalesce(sum(leads) FILTER (WHERE seconds <= {sla * 60}), 0) AS BIGINT) AS kept_{sla},
           CAST(coalesce(sum(leads) FILTER (WHERE seconds > {sla * 60}), 0) + sum(waiting_{sla}) AS BIGINT)
               AS late_{sla},
           CAST(sum(waiting_{sla}) AS BIGINT) AS waiting_{sla}"""
        for sla in slas
    )
    named = " ".join(f"WHEN {number} THEN '{part}'" for part, number in _PARTS.items())
    return Question(
        f"""WITH {judged(data, settings)},
    keyed AS (
        SELECT month, CASE WHEN recent THEN '' END AS recent, team, CASE WHEN recent THEN team END AS recent_team,
               CASE WHEN recent THEN slot END AS slot, CASE WHEN recent THEN hour END AS hour, seconds, age, until
        FROM judged),
    counted AS (
        SELECT GROUPING(month, recent, team, recent_team, slot, hour) AS parts,
               coalesce(month, recent, team, recent_team, slot, CAST(hour AS VARCHAR)) AS name,
               seconds, max(until) AS until, count(*) AS leads, count(seconds) AS touched{waiting}
        FROM keyed
        GROUP BY GROUPING SETS ((seconds), (month, seconds), (recent, seconds), (team, seconds),
                                (recent_team, seconds), (slot, seconds), (hour, seconds))),
    ranked AS (
        SELECT * REPLACE (CASE parts WHEN 63 THEN '' ELSE name END AS name),
               CAST(sum(touched) OVER (PARTITION BY parts, name) AS BIGINT) AS all_touched,
               sum(touched) OVER (PARTITION BY parts, name ORDER BY seconds NULLS LAST) AS so_far
        FROM counted WHERE parts = 63 OR name IS NOT NULL)
    SELECT CASE parts {named} END AS part, name, max(until) AS until, CAST(sum(leads) AS BIGINT) AS n,
           max(all_touched) AS touched, {_tenths(5)} AS median, {_tenths(9)} AS p90{kept}
    FROM ranked GROUP BY parts, name ORDER BY part, name""",
        trusted=True,
    )


def _tenths(share: int) -> str:
    """So many tenths of the leads were faster: the wait at that place in the order, between the closest two of them."""
    place = f"((all_touched - 1) * {share})"
    below = f"min(seconds) FILTER (WHERE so_far > {place} // 10)"
    above = f"min(seconds) FILTER (WHERE so_far > ({place} + 9) // 10)"
    return f"{below} * 10 + ({above} - {below}) * ((max(all_touched) - 1) * {share} % 10)"


def wrong(data: Dataset, settings: Settings) -> Question:
    """Rows whose moments cannot be read, are too far away or stand the wrong way round, or whose zone is unknown.
    In columns that are said to hold moments, what is none has been told when the file was read."""
    table, zone = _clocked(data, settings)
    given = f", {instant('created_at', zone)} AS created, {instant('first_touch_at', zone)} AS touched"
    typed = {column.name for column in data.columns if column.type != "text"}
    unread = "created_at IS NULL" if "created_at" in typed else "created IS NULL"
    cases = [
        ("row-moment", unread, "created_at", "''"),
        ("row-far", f"created NOT BETWEEN {_EARLIEST} AND {_LATEST - 1}", "created_at", "''"),
        ("row-far", f"touched NOT BETWEEN {_EARLIEST} AND {_LATEST - 1}", "first_touch_at", "''"),
        ("row-negative", "touched < created", "first_touch_at", "created_at"),
    ]
    if "first_touch_at" not in typed:
        cases.append(("row-moment", "touched IS NULL AND first_touch_at IS NOT NULL", "first_touch_at", "''"))
    if rows.has(data, "time_zone"):
        cases.insert(0, ("row-zone", f"time_zone NOT IN {_ZONES}", "time_zone", "''"))
    return rows.wrong_rows(data, table, cases, given)
