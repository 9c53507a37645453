-- Statements that are allowed as such, but take too much: they are stopped. One a line.
SELECT count(*) FROM range(1000000000) a(x), range(1000000000) b(y) WHERE x + y = 3
SELECT count(*) FROM range(100000000000000)
SELECT sum(x * y) FROM range(3000000) a(x), range(3000000) b(y)
SELECT list(x) FROM range(1000000000) a(x)
SELECT array_agg(x ORDER BY x DESC) FROM range(1000000000) a(x)
SELECT string_agg(x::text, ',') FROM range(1000000000) a(x)
SELECT count(DISTINCT x) FROM range(10000000000) a(x)
SELECT x, count(*) FROM range(10000000000) a(x) GROUP BY x
SELECT DISTINCT x FROM range(10000000000) a(x)
SELECT * FROM range(10000000000) a(x) ORDER BY x DESC
SELECT row_number() OVER (ORDER BY x DESC) FROM range(10000000000) a(x)
SELECT lpad('x', 2000000000, 'y')
SELECT rpad('x', 2000000000, 'y') || rpad('x', 2000000000, 'z')
SELECT range(10000000000)
SELECT len(range(100000000000))
SELECT unnest(range(10000000000))
SELECT x FROM range(20000) a(x)
SELECT list_reduce(range(100000000), (a, b) -> a + b)
SELECT list_transform(range(1000000000), lambda x: x + 1)
SELECT list_sort(range(1000000000))
SELECT max(x) FROM (SELECT unnest(range(y)) AS x FROM range(1000000) b(y))
SELECT count(*) FROM range(1000000) a(x), LATERAL (SELECT * FROM range(x)) l(z), LATERAL (SELECT * FROM range(z)) m(w)
SELECT sum((SELECT count(*) FROM range(x * 1000000) b(y) WHERE y % 3 = x % 3)) FROM range(1000000) a(x)
SELECT count(*) FROM days a, days b, days c, days d WHERE a.day + 1 > b.day AND c.day > d.day
SELECT regexp_replace(lpad('a', 200000000, 'a'), '(a|aa)+', 'b', 'g')
SELECT count(*) FROM range(100000000) a(x) WHERE regexp_matches(lpad(x::text, 1000, 'a'), '(a+)+$')
SELECT levenshtein(lpad('x', 1000000, 'x'), lpad('y', 1000000, 'y'))
WITH a AS (SELECT lpad('x', 10000, 'y') AS t), b AS (SELECT t || t || t || t || t || t || t || t AS t FROM a), c AS (SELECT t || t || t || t || t || t || t || t AS t FROM b), d AS (SELECT t || t || t || t || t || t || t || t AS t FROM c), e AS (SELECT t || t || t || t || t || t || t || t AS t FROM d), f AS (SELECT t || t || t || t || t || t || t || t AS t FROM e) SELECT length(t || t || t || t || t || t || t || t) FROM f
SELECT 10000::HUGEINT ** 10000 AS value FROM range(10000000000) a(x) WHERE x < 0
SELECT quantile_cont(x, 0.5) FROM range(10000000000) a(x)
SELECT histogram(x) FROM range(10000000000) a(x)
SELECT mode(x) FROM range(10000000000) a(x)
