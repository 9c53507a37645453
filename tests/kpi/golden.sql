-- The oracle: what the KPIs of cases.csv are, in SQLite, on whole numbers alone. A month is year × 12 + month − 1. A value
-- is a fraction of two whole numbers (p, q), q above zero. Nothing here is taken from the program that is tested.

CREATE VIEW c AS
SELECT k.*, coalesce(k.brk, a.brk, b.brk) AS broken, k.fys - 1 AS begins,
  b.aggregation AS below_how, (a.aggregation = 'sum') <> (b.aggregation = 'sum') AS mixed
FROM cases k LEFT JOIN cases a ON a.id = k.above LEFT JOIN cases b ON b.id = k.below;

-- One value for each month: typed ones in hundredths, ratios of two of them.
CREATE TABLE v AS
SELECT c.id, f.m, f.x AS a, 100 AS b, f.x AS p, 100 AS q
FROM c JOIN figures f ON f.id = c.id WHERE c.above IS NULL
UNION ALL
SELECT c.id, f.m, f.x, g.x, c.scale * f.x, g.x
FROM c JOIN figures f ON f.id = c.above JOIN figures g ON g.id = c.below AND g.m = f.m;
CREATE INDEX by_month ON v (id, m);

-- The target of each month, and of months that have no value but stand in a quarter or year.
CREATE TABLE months AS
WITH RECURSIVE n(m) AS (SELECT 2023 * 12 UNION ALL SELECT m + 1 FROM n WHERE m < 2028 * 12) SELECT m FROM n;
CREATE TABLE t AS
SELECT c.id, months.m,
  CASE
    WHEN one.value IS NULL THEN 'no-figure'
    WHEN one.since IS NULL AND months.m < c.broken THEN 'break'
    WHEN one.since < c.broken AND c.broken <= months.m THEN 'break'
  END AS why,
  CASE WHEN c.curve = 'linear' AND nxt.since IS NOT NULL AND NOT coalesce(one.since < c.broken AND c.broken <= nxt.since, 0)
    THEN one.value * (nxt.since - one.since) + (nxt.value - one.value) * (months.m - one.since)
    ELSE one.value END AS p,
  CASE WHEN c.curve = 'linear' AND nxt.since IS NOT NULL AND NOT coalesce(one.since < c.broken AND c.broken <= nxt.since, 0)
    THEN 100 * (nxt.since - one.since) ELSE 100 END AS q
FROM c CROSS JOIN months
LEFT JOIN targets one ON one.id = c.id AND one.rowid = (
  SELECT rowid FROM targets o WHERE o.id = c.id AND (o.since IS NULL OR o.since <= months.m) ORDER BY o.since DESC LIMIT 1)
LEFT JOIN targets nxt ON nxt.id = c.id AND nxt.rowid = (
  SELECT rowid FROM targets o WHERE o.id = c.id AND o.since > months.m ORDER BY o.since LIMIT 1);
CREATE INDEX target_of ON t (id, m);

-- Stretches of months: the last 3 and 12, the fiscal year so far, and whole fiscal quarters and years.
CREATE TABLE s AS
SELECT v.id, 'rolling_3' AS sort, v.m AS at, v.m - 2 AS lo, v.m AS hi FROM v
UNION ALL SELECT v.id, 'rolling_12', v.m, v.m - 11, v.m FROM v
UNION ALL SELECT v.id, 'year_to_date', v.m, v.m - (v.m - c.begins) % 12, v.m FROM v JOIN c USING (id)
UNION ALL
SELECT DISTINCT c.id, 'quarter', months.m, months.m, months.m + 2
FROM c JOIN months ON (months.m - c.begins) % 3 = 0
WHERE months.m + 2 >= (SELECT min(m) FROM v WHERE v.id = c.id) AND months.m <= (SELECT max(m) FROM v WHERE v.id = c.id)
UNION ALL
SELECT DISTINCT c.id, 'year', months.m, months.m, months.m + 11
FROM c JOIN months ON (months.m - c.begins) % 12 = 0
WHERE months.m + 11 >= (SELECT min(m) FROM v WHERE v.id = c.id) AND months.m <= (SELECT max(m) FROM v WHERE v.id = c.id);

-- What stands in each stretch.
CREATE TABLE w AS
SELECT s.*, s.hi - s.lo + 1 AS months, count(v.m) AS has,
  coalesce(s.lo < c.broken AND c.broken <= s.hi, 0) AS is_broken,
  CASE WHEN s.sort LIKE 'rolling%' AND c.aggregation = 'last' THEN 'mean' ELSE c.aggregation END AS how,
  sum(v.a) AS above, c.scale,
  CASE c.below_how WHEN 'last'
    THEN (SELECT l.b FROM v l WHERE l.id = s.id AND l.m BETWEEN s.lo AND s.hi ORDER BY l.m DESC LIMIT 1)
    ELSE sum(v.b) END AS below,
  (SELECT l.p FROM v l WHERE l.id = s.id AND l.m BETWEEN s.lo AND s.hi ORDER BY l.m DESC LIMIT 1) AS latest
FROM s JOIN c USING (id) LEFT JOIN v ON v.id = s.id AND v.m BETWEEN s.lo AND s.hi
GROUP BY s.id, s.sort, s.at;

CREATE TABLE made AS
SELECT w.*,
  CASE
    WHEN is_broken THEN 'break'
    WHEN has = 0 THEN 'no-figure'
    WHEN has < months AND sort NOT IN ('quarter', 'year') THEN 'no-figure'
    WHEN how = 'none' THEN 'not-added'
    WHEN how = 'ratio' AND below = 0 THEN 'zero'
  END AS why,
  CASE how WHEN 'sum' THEN above WHEN 'mean' THEN above WHEN 'last' THEN latest WHEN 'ratio' THEN scale * above END AS p,
  CASE how WHEN 'sum' THEN 100 WHEN 'mean' THEN 100 * has WHEN 'last' THEN 100 WHEN 'ratio' THEN below END AS q
FROM w;

-- Targets of quarters and years; where targets lie on a line this is left to single months.
CREATE TABLE wt AS
SELECT made.id, made.sort, made.at,
  coalesce(CASE WHEN c.mixed THEN 'not-added' END, (SELECT o.why FROM t o WHERE o.id = made.id AND o.why IS NOT NULL AND o.m BETWEEN made.lo AND made.hi
            ORDER BY o.m LIMIT 1), CASE WHEN c.curve = 'linear' THEN 'left' END) AS why,
  CASE c.aggregation WHEN 'last' THEN max(CASE WHEN t.m = made.hi THEN t.p END) ELSE sum(t.p) END AS p,
  CASE c.aggregation WHEN 'last' THEN 100 WHEN 'sum' THEN 100 ELSE 100 * count(*) END AS q
FROM made JOIN c USING (id) JOIN t ON t.id = made.id AND t.m BETWEEN made.lo AND made.hi
WHERE made.sort IN ('quarter', 'year', 'year_to_date') GROUP BY made.id, made.sort, made.at;

-- Against the target. tolerance is in hundredths: shortfall ≤ tolerance × |target|.
CREATE VIEW judged_months AS
SELECT v.id, v.m, v.p, v.q, t.p AS tp, t.q AS tq, t.why AS twhy,
  CASE
    WHEN v.q = 0 THEN 'zero'
    WHEN t.why IS NOT NULL THEN 'no-target'
    WHEN c.side * (t.p * v.q - v.p * t.q) <= 0 THEN 'on-track'
    WHEN 100 * c.side * (t.p * v.q - v.p * t.q) <= c.tolerance * abs(t.p) * v.q THEN 'at-risk'
    ELSE 'off-track'
  END AS status,
  CASE
    WHEN v.q = 0 OR t.why IS NOT NULL OR t.p <= 0 OR v.p < 0 THEN 'none'
    WHEN c.side = 1 THEN (v.p * t.q) || '/' || (v.q * t.p)
    WHEN v.p > 0 THEN (v.q * t.p) || '/' || (v.p * t.q)
    ELSE 'none'
  END AS attainment
FROM v JOIN c USING (id) JOIN t ON t.id = v.id AND t.m = v.m;

-- Against another month.
CREATE VIEW compared AS
SELECT v.id, v.m, back.n,
  CASE
    WHEN o.m IS NULL THEN 'no-figure'
    WHEN o.m < c.broken AND c.broken <= v.m THEN 'break'
    WHEN v.q = 0 OR o.q = 0 THEN 'zero'
    ELSE (v.p * o.q - o.p * v.q) || '/' || (v.q * o.q)
  END AS difference,
  CASE
    WHEN o.m IS NULL THEN 'no-figure'
    WHEN o.m < c.broken AND c.broken <= v.m THEN 'break'
    WHEN v.q = 0 OR o.q = 0 THEN 'zero'
    WHEN o.p = 0 OR (o.p < 0 AND v.p > 0) OR (o.p > 0 AND v.p < 0) THEN 'none'
    ELSE (v.p * o.q - o.p * v.q) || '/' || (v.q * abs(o.p))
  END AS share
FROM v JOIN c USING (id) CROSS JOIN (SELECT 1 AS n UNION ALL SELECT 12) back
LEFT JOIN v o ON o.id = v.id AND o.m = v.m - back.n;

CREATE VIEW golden_months AS
SELECT j.id AS kpi, printf('%04d-%02d', j.m / 12, j.m % 12 + 1) AS period,
  CASE WHEN j.q = 0 THEN 'zero' ELSE j.p || '/' || j.q END AS value,
  coalesce(j.twhy, j.tp || '/' || j.tq) AS target, j.status, j.attainment,
  b.difference AS change, b.share AS change_share, y.share AS last_year_share,
  coalesce(r3.why, r3.p || '/' || r3.q) AS rolling_3, coalesce(r12.why, r12.p || '/' || r12.q) AS rolling_12,
  coalesce(ytd.why, ytd.p || '/' || ytd.q) AS year_to_date
FROM judged_months j
JOIN compared b ON b.id = j.id AND b.m = j.m AND b.n = 1
JOIN compared y ON y.id = j.id AND y.m = j.m AND y.n = 12
JOIN made r3 ON r3.id = j.id AND r3.at = j.m AND r3.sort = 'rolling_3'
JOIN made r12 ON r12.id = j.id AND r12.at = j.m AND r12.sort = 'rolling_12'
JOIN made ytd ON ytd.id = j.id AND ytd.at = j.m AND ytd.sort = 'year_to_date'
ORDER BY j.id, j.m;

CREATE VIEW golden_wholes AS
SELECT m.id AS kpi, m.sort,
  CASE WHEN c.fys = 1 THEN '' ELSE 'FY' END || ((m.at - c.begins) / 12)
    || CASE m.sort WHEN 'quarter' THEN ' Q' || ((m.at - c.begins) % 12 / 3 + 1) ELSE '' END AS period,
  m.has, m.months AS of, coalesce(m.why, m.p || '/' || m.q) AS value,
  CASE WHEN wt.why = 'left' THEN '' ELSE coalesce(wt.why, wt.p || '/' || wt.q) END AS target,
  CASE
    WHEN wt.why = 'left' THEN ''
    WHEN m.has < m.months OR m.why IS NOT NULL THEN 'none'
    WHEN wt.why IS NOT NULL THEN 'no-target'
    WHEN c.side * (wt.p * m.q - m.p * wt.q) <= 0 THEN 'on-track'
    WHEN 100 * c.side * (wt.p * m.q - m.p * wt.q) <= c.tolerance * abs(wt.p) * m.q THEN 'at-risk'
    ELSE 'off-track'
  END AS status
FROM made m JOIN c USING (id) JOIN wt ON wt.id = m.id AND wt.sort = m.sort AND wt.at = m.at
WHERE m.sort IN ('quarter', 'year') AND c.aggregation <> 'none'
ORDER BY m.id, m.sort, m.at;
