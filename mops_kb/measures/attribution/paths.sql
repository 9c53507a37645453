-- Paths: all that the models of attribution need, counted by the month in which a path ends, in one pass over the touches.
--
-- $1 is the time zone of the months, $2 the last month that counts, $3 the half-life in days, $4 for how many days a touch
-- stays on a path. Everything that is added up is a whole number, so that neither the order of rows nor the number of
-- threads can change a sum: money in millionths, weights of time decay in parts of 2^90, what a touch gets in billionths.
WITH
touches AS (
    SELECT person, touched_at::TIMESTAMPTZ AS moment, channel, coalesce(campaign, '') AS campaign, {stage} AS stage
    FROM {touchpoints}
    WHERE NOT ({bad_touch})
),
-- Two conversions of a person at the same moment have one path.
ends AS MATERIALIZED (
    SELECT row_number() OVER () AS path, person, moment, strftime(timezone($1::VARCHAR, moment), '%Y-%m') AS month,
        conversions, value
    FROM (
        SELECT person, moment, count(*) AS conversions,
            sum(trunc(worth)::HUGEINT * 1000000 + ((worth - trunc(worth)) * 1000000)::HUGEINT)::HUGEINT AS value
        FROM (
            SELECT person, converted_at::TIMESTAMPTZ AS moment, value::DECIMAL(18, 6) AS worth
            FROM {conversions}
            WHERE NOT ({bad_conversion})
        )
        GROUP BY ALL
    )
),
months AS MATERIALIZED (
    SELECT month, sum(conversions)::HUGEINT AS conversions, sum(value)::HUGEINT AS value
    FROM ends WHERE month <= $2::VARCHAR
    GROUP BY month
),
-- The twelve months that the pages speak of.
year AS (
    SELECT strftime(strptime(max(month), '%Y-%m') - INTERVAL 11 MONTH, '%Y-%m') AS since, max(month) AS until FROM months
),
-- A touch belongs to the next conversion of its person, or to a path that has none.
joined AS (
    SELECT ends.path, CASE WHEN ends.path IS NULL THEN touches.person END AS loner, ends.moment AS ended, ends.month,
        ends.conversions, ends.value, touches.moment, touches.channel, touches.campaign, touches.stage
    FROM touches ASOF LEFT JOIN ends ON touches.person = ends.person AND touches.moment <= ends.moment
    WHERE ends.path IS NULL OR touches.moment >= ends.moment - to_days($4::INTEGER)
),
placed AS (
    SELECT * EXCLUDE (stage),
        row_number() OVER along AS place,
        count(*) OVER whole AS length,
        sum(weight) OVER along AS weight_so_far,
        sum(weight) OVER whole AS weight_of_all,
        min(moment) OVER whole AS first_at,
        max(moment) OVER whole AS last_at,
        lag(moment) OVER along AS previous_at,
        lead(channel) OVER along AS next_channel,
        lead(campaign) OVER along AS next_campaign,
        coalesce(stage = 'lead' AND count(*) FILTER (stage = 'lead') OVER along = 1, false) AS makes_lead,
        coalesce(stage = 'opportunity' AND count(*) FILTER (stage = 'opportunity') OVER along = 1, false) AS makes_deal,
        coalesce(first_value(stage) OVER whole IN ('lead', 'opportunity'), false) AS starts_marked,
        count(*) FILTER (stage = 'lead') OVER whole > 0 AND count(*) FILTER (stage = 'opportunity') OVER whole > 0 AS is_marked
    FROM (
        SELECT *, CASE WHEN path IS NULL THEN 1::HUGEINT
            ELSE greatest(1, pow(2.0, 90 - epoch_us(ended - moment) / 86400000000.0 / $3::DOUBLE)::HUGEINT) END AS weight
        FROM joined
    )
    WINDOW
        along AS (
            PARTITION BY path, loner ORDER BY moment, channel, campaign, stage ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ),
        whole AS (
            PARTITION BY path, loner ORDER BY moment, channel, campaign, stage
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        )
),
-- A path without a conversion ends at its last touch, and reaches back no further than the others.
walked AS MATERIALIZED (
    SELECT path, coalesce(month, strftime(timezone($1::VARCHAR, last_at), '%Y-%m')) AS month, conversions, value,
        channel, campaign, next_channel, next_campaign, place, length,
        coalesce(epoch_us(ended - first_at), 0) AS lasted,
        previous_at IS NULL OR (path IS NULL AND previous_at < last_at - to_days($4::INTEGER)) AS starts,
        (1000000000 * weight_so_far) // weight_of_all - (1000000000 * (weight_so_far - weight)) // weight_of_all AS decayed,
        CASE WHEN is_marked THEN (place = 1)::INTEGER + makes_lead::INTEGER + makes_deal::INTEGER
            ELSE (place = 1)::INTEGER + (place = length)::INTEGER + (length > 2 AND place = (length + 1) // 2)::INTEGER
            END AS marks,
        CASE WHEN is_marked OR length > 2 THEN 3 ELSE 2 END AS full_marks,
        length - CASE WHEN is_marked THEN 3 - starts_marked::INTEGER ELSE least(length, 3) END AS unmarked
    FROM placed
    WHERE path IS NOT NULL OR moment >= last_at - to_days($4::INTEGER)
),
-- What a touch gets of its conversion, as a fraction of whole numbers.
shares AS (
    FROM walked
    SELECT path, month, conversions, value, channel, campaign, unnest([
        {'model': 'first', 'part': (place = 1)::HUGEINT, 'of': 1},
        {'model': 'last', 'part': (place = length)::HUGEINT, 'of': 1},
        {'model': 'linear', 'part': 1, 'of': length},
        {'model': 'time-decay', 'part': decayed, 'of': 1000000000},
        {'model': 'position-based-u',
          'part': CASE WHEN length > 2 AND place IN (1, length) THEN 2 ELSE 1 END,
          'of': CASE WHEN length < 3 THEN length WHEN place IN (1, length) THEN 5 ELSE 5 * (length - 2) END},
        {'model': 'position-based-w',
          'part': CASE WHEN unmarked = 0 THEN marks WHEN marks > 0 THEN 3 * marks ELSE 1 END,
          'of': CASE WHEN unmarked = 0 THEN full_marks WHEN marks > 0 THEN 10 ELSE 10 * unmarked END}
    ]) AS share
    WHERE path IS NOT NULL
),
steps AS (
    SELECT month, channel, campaign, next_channel, next_campaign, starts, coalesce(conversions, 1) AS times,
        CASE WHEN path IS NULL THEN 'end' ELSE 'conversion' END AS ending,
        CASE WHEN path IS NULL OR place < length THEN 0 ELSE value END AS earned
    FROM walked
)
SELECT 'month' AS part, '' AS model, month, '' AS name, '' AS next, 1::HUGEINT AS share_of, conversions, value FROM months
UNION ALL
SELECT 'channel', share.model, month, channel, '', share.of,
    sum(share.part * conversions)::HUGEINT, sum(share.part * value)::HUGEINT
FROM shares SEMI JOIN months USING (month)
GROUP BY ALL
UNION ALL
SELECT 'campaign', share.model, '', campaign, '', share.of,
    sum(share.part * conversions)::HUGEINT, sum(share.part * value)::HUGEINT
FROM shares JOIN year ON month BETWEEN since AND until
GROUP BY ALL
UNION ALL
-- Shapley: each of the different channels of a path gets as much.
SELECT 'channel', 'shapley', month, channel, '', others, sum(conversions)::HUGEINT, sum(value)::HUGEINT
FROM (
    SELECT *, count(*) OVER (PARTITION BY path) AS others
    FROM (SELECT DISTINCT path, month, conversions, value, channel FROM walked WHERE path IS NOT NULL)
) SEMI JOIN months USING (month)
GROUP BY ALL
UNION ALL
SELECT 'campaign', 'shapley', '', campaign, '', others, sum(conversions)::HUGEINT, sum(value)::HUGEINT
FROM (
    SELECT *, count(*) OVER (PARTITION BY path) AS others
    FROM (SELECT DISTINCT path, month, conversions, value, campaign FROM walked WHERE path IS NOT NULL)
) JOIN year ON month BETWEEN since AND until
GROUP BY ALL
UNION ALL
-- Markov: how often each step is taken, from the start of a path to its conversion or its end.
SELECT 'channel', step.sort, month, step.name, step.next, 1, sum(step.times)::HUGEINT, sum(step.value)::HUGEINT
FROM (
    SELECT month, unnest([
        {'sort': CASE WHEN starts THEN 'start' END, 'name': channel, 'next': '', 'times': times, 'value': 0::HUGEINT},
        {'sort': CASE WHEN next_channel <> channel THEN 'step' WHEN next_channel IS NULL THEN ending END,
         'name': channel, 'next': coalesce(next_channel, ''), 'times': times, 'value': earned}
    ]) AS step
    FROM steps
)
WHERE step.sort IS NOT NULL
GROUP BY ALL
UNION ALL
SELECT 'campaign', step.sort, '', step.name, step.next, 1, sum(step.times)::HUGEINT, sum(step.value)::HUGEINT
FROM (
    SELECT month, unnest([
        {'sort': CASE WHEN starts THEN 'start' END, 'name': campaign, 'next': '', 'times': times, 'value': 0::HUGEINT},
        {'sort': CASE WHEN next_campaign <> campaign THEN 'step' WHEN next_campaign IS NULL THEN ending END,
         'name': campaign, 'next': coalesce(next_campaign, ''), 'times': times, 'value': earned}
    ]) AS step
    FROM steps
) JOIN year ON month BETWEEN since AND until
WHERE step.sort IS NOT NULL
GROUP BY ALL
UNION ALL
SELECT 'fact', fact.name, '', '', '', 1, fact.n, 0
FROM (
    SELECT unnest([
        {'name': 'paths', 'n': count(*) FILTER (path IS NOT NULL AND place = 1)},
        {'name': 'touches', 'n': count(*) FILTER (path IS NOT NULL)},
        {'name': 'lasted', 'n': coalesce(round(median(lasted) FILTER (path IS NOT NULL AND place = 1)), 0)::HUGEINT},
        {'name': 'open', 'n': count(*) FILTER (path IS NULL AND starts)}
    ]) AS fact
    FROM walked JOIN year ON month BETWEEN since AND until
)
UNION ALL
-- Those all of whose touches are later than all of their conversions.
SELECT 'fact', 'late', '', '', '', 1, count(*), 0
FROM (SELECT person, min(moment) AS began FROM touches GROUP BY person)
JOIN (SELECT person, max(moment) AS ended FROM ends GROUP BY person) USING (person)
WHERE began > ended
ORDER BY ALL
