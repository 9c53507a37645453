-- Statements that a contributor could write and that must do nothing outside. One a line; what follows `-- ` at the
-- beginning of a line is a heading. {file}, {folder}, {csv} and {port} are filled in by the test.

-- files are read
SELECT * FROM read_csv('{csv}')
SELECT * FROM read_csv_auto('{csv}')
SELECT * FROM read_text('{file}')
SELECT * FROM read_blob('{file}')
SELECT * FROM read_json('{file}')
SELECT * FROM read_json_auto('{file}')
SELECT * FROM read_json_objects('{file}')
SELECT * FROM read_ndjson('{file}')
SELECT * FROM read_ndjson_objects('{file}')
SELECT * FROM read_parquet('{file}')
SELECT * FROM parquet_scan('{file}')
SELECT * FROM parquet_metadata('{file}')
SELECT * FROM parquet_schema('{file}')
SELECT * FROM parquet_kv_metadata('{file}')
SELECT * FROM parquet_file_metadata('{file}')
SELECT * FROM parquet_bloom_probe('{file}', 'a', 1)
SELECT * FROM read_duckdb('{file}')
SELECT * FROM sniff_csv('{csv}')
SELECT * FROM glob('{folder}/*')
SELECT * FROM glob('/etc/*')
SELECT content FROM read_text('/etc/passwd')
SELECT content FROM read_text('/proc/self/environ')
SELECT * FROM read_csv('/dev/stdin')
SELECT * FROM read_csv(['{csv}', '{file}'])
SELECT (SELECT content FROM read_text('{file}')) AS value
SELECT * FROM people WHERE id IN (SELECT content FROM read_text('{file}'))
WITH x AS (SELECT * FROM read_text('{file}')) SELECT * FROM x
SELECT * FROM people, LATERAL (SELECT * FROM read_text('{file}'))
SELECT * FROM people JOIN read_csv('{csv}') ON true
SELECT 1 UNION ALL SELECT content FROM read_text('{file}')
SELECT * FROM (VALUES (1)) v(a), read_text('{file}')
FROM read_text('{file}')
FROM '{csv}'
TABLE '{csv}'

-- files stand in place of tables
SELECT * FROM '{csv}'
SELECT * FROM "{csv}"
SELECT * FROM '{folder}/*.csv'
SELECT * FROM 'file://{csv}'
SELECT * FROM people, '{csv}'
SELECT * FROM people WHERE EXISTS (FROM '{csv}')
SELECT * FROM data."{csv}"
SELECT * FROM 'x.parquet'
SELECT * FROM 'https://localhost:{port}/x.csv'
SELECT * FROM E'{csv}'
SELECT count(*) FROM $${csv}$$

-- files are written
COPY (SELECT 1) TO '{folder}/new.csv'
COPY people TO '{csv}'
COPY people TO '{csv}' (USE_TMP_FILE false)
COPY (SELECT 1) TO '{folder}/new.parquet' (FORMAT parquet)
COPY people FROM '{csv}'
COPY FROM DATABASE memory TO other
EXPORT DATABASE '{folder}/dump'
IMPORT DATABASE '{folder}'
ATTACH '{folder}/new.db' AS other
ATTACH '{folder}/new.db'
ATTACH ':memory:' AS other
DETACH memory
USE memory
CREATE TABLE t AS SELECT 1
CREATE OR REPLACE TABLE people AS SELECT 1 AS id
CREATE TEMP TABLE t(a int)
CREATE VIEW v AS SELECT 1
CREATE MACRO f() AS 1
CREATE FUNCTION f() AS TABLE SELECT 1
CREATE SEQUENCE s
CREATE SCHEMA other
CREATE TYPE mood AS ENUM ('sad')
CREATE INDEX i ON people(id)
CREATE SECRET (TYPE s3, KEY_ID 'a', SECRET 'b')
CREATE PERSISTENT SECRET (TYPE http)
INSERT INTO people VALUES ('x')
UPDATE people SET id = 'x'
DELETE FROM people
TRUNCATE people
MERGE INTO people USING teams ON false WHEN NOT MATCHED THEN INSERT VALUES ('x')
DROP TABLE people
DROP SCHEMA data CASCADE
ALTER TABLE people ADD COLUMN x int
COMMENT ON TABLE people IS 'x'
CHECKPOINT
FORCE CHECKPOINT
VACUUM
ANALYZE
WITH x AS (INSERT INTO people VALUES ('x') RETURNING *) SELECT * FROM x
WITH x AS (DELETE FROM people RETURNING *) SELECT * FROM x
SELECT * INTO other FROM people
SELECT * FROM people FOR UPDATE

-- extensions and the network
INSTALL httpfs
INSTALL httpfs FROM 'http://localhost:{port}'
INSTALL '{folder}/x.duckdb_extension'
FORCE INSTALL spatial
LOAD httpfs
LOAD '{folder}/x.duckdb_extension'
UPDATE EXTENSIONS
SELECT * FROM read_csv('http://localhost:{port}/x.csv')
SELECT * FROM read_parquet('http://localhost:{port}/x.parquet')
SELECT * FROM read_json('https://localhost:{port}/x.json')
SELECT * FROM read_text('s3://bucket/x')
SELECT * FROM postgres_scan('host=localhost port={port}', 'public', 't')
SELECT * FROM postgres_query('x', 'SELECT 1')
SELECT * FROM mysql_scan('host=localhost', 'a', 'b')
SELECT * FROM sqlite_scan('{file}', 't')
SELECT * FROM iceberg_scan('http://localhost:{port}/t')
SELECT * FROM delta_scan('http://localhost:{port}/t')
SELECT * FROM st_read('{file}')
SELECT * FROM read_xlsx('{file}')
ATTACH 'host=localhost port={port}' AS pg (TYPE postgres)
ATTACH 'http://localhost:{port}/x.db' AS remote
SELECT http_get('http://localhost:{port}/')

-- settings and what the database knows of itself
SET threads = 64
SET GLOBAL memory_limit = '64GB'
SET enable_external_access = true
SET lock_configuration = false
SET temp_directory = '{folder}'
SET allowed_directories = ['/']
SET VARIABLE x = 1
RESET memory_limit
PRAGMA database_list
PRAGMA enable_profiling
PRAGMA table_info('people')
PRAGMA version
SHOW TABLES
SHOW ALL TABLES
DESCRIBE people
SUMMARIZE people
EXPLAIN SELECT 1
EXPLAIN ANALYZE SELECT 1
SELECT * FROM (SHOW TABLES)
SELECT * FROM (DESCRIBE people)
SELECT * FROM (SUMMARIZE people)
SELECT * FROM duckdb_settings()
SELECT * FROM duckdb_secrets()
SELECT * FROM duckdb_tables()
SELECT * FROM duckdb_columns()
SELECT * FROM duckdb_functions()
SELECT * FROM duckdb_extensions()
SELECT * FROM duckdb_databases()
SELECT * FROM duckdb_logs()
SELECT * FROM duckdb_temporary_files()
SELECT * FROM duckdb_tables
SELECT * FROM duckdb_views
SELECT * FROM sqlite_master
SELECT * FROM pragma_table_info('people')
SELECT * FROM pragma_database_size()
SELECT * FROM information_schema.tables
SELECT * FROM information_schema.columns
SELECT * FROM pg_catalog.pg_class
SELECT * FROM pg_tables
SELECT * FROM main.people
SELECT * FROM memory.main.people
SELECT * FROM system.main.duckdb_tables
SELECT * FROM temp.people
SELECT * FROM which_secret('x', 's3')
SELECT * FROM test_all_types()
SELECT * FROM seq_scan('people')
SELECT * FROM arrow_scan(1, 2, 3)
SELECT * FROM pandas_scan(1)
SELECT * FROM checkpoint()
SELECT * FROM force_checkpoint()
SELECT * FROM enable_logging()
SELECT * FROM enable_profiling()
SELECT * FROM query('SELECT 1')
SELECT * FROM query_table('people')
SELECT * FROM query('SELECT content FROM read_text(''{file}'')')
SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))
SELECT json_serialize_plan('SELECT 1')
SELECT current_setting('temp_directory')
SELECT getenv('HOME')
SELECT getvariable('x')
SELECT version()
SELECT current_database()
SELECT current_schema()
SELECT current_query()
SELECT current_user
SELECT "current_user"
SELECT user
SELECT session_user
SELECT current_schemas(true)
SELECT in_search_path('main', 'main')
SELECT txid_current()
SELECT stats(id) FROM people
SELECT write_log('x')
SELECT pg_read_file('{file}')
SELECT load_extension('x')
SELECT sleep_ms(60000)

-- what gives something else each time
SELECT now()
SELECT today()
SELECT current_date
SELECT "current_date"
SELECT CURRENT_TIMESTAMP
SELECT current_time
SELECT localtime
SELECT localtimestamp
SELECT get_current_timestamp()
SELECT transaction_timestamp()
SELECT random()
SELECT rand()
SELECT setseed(0.5)
SELECT uuid()
SELECT gen_random_uuid()
SELECT uuidv7()
SELECT nextval('s')
SELECT currval('s')
SELECT age(TIMESTAMP '2026-01-01')
SELECT id.random() FROM people
SELECT reservoir_quantile(1, 0.5)
SELECT * FROM people USING SAMPLE 1
SELECT * FROM people TABLESAMPLE 10%
SELECT * FROM people TABLESAMPLE reservoir(1)

-- several statements, and none
SELECT 1; SELECT 2
SELECT 1; DROP TABLE people
SELECT 1;; COPY people TO '{csv}'
SELECT 1 /* ; */ ; SET threads = 4
SELECT 1; PRAGMA version --
BEGIN
BEGIN; SELECT 1; COMMIT
ROLLBACK
PREPARE p AS SELECT 1
EXECUTE p
DEALLOCATE p
CALL duckdb_settings()
CALL range(3)
DO 1
KILL 1
VALUES (1)
SELECT 1 AS period, ? AS value
SELECT 1 AS period, $1 AS value
SELECT 1 AS period, :name AS value
.read {file}
;
--
/* nothing */

-- tricks with names, comments and signs
SELECT/**/now()
SELECT now/**/()
SELECT "now"()
SELECT main.now()
SELECT system.main.now()
SELECT NoW ( )
SELECT x.now() FROM people x
SELECT 'x'.getenv()
SELECT ('{file}').read_text()
SELECT * FROM "read_text"('{file}')
SELECT * FROM READ_TEXT('{file}')
SELECT * FROM main.read_text('{file}')
SELECT * FROM /* people */ read_text('{file}')
SELECT * FROM -- people
SELECT * FROM people now(a), (SELECT now())
WITH now(a) AS (SELECT 1) SELECT now() FROM now
WITH people AS (SELECT 1) SELECT * FROM people
WITH x AS (SELECT 1) SELECT * FROM x, duckdb_settings()
SELECT * FROM ｐｅｏｐｌｅ
SELECT ｎｏｗ()
SELECT nоw()
SELECT * FROM people；DROP TABLE people
SELECT $$ ' $$ || now() || $$ ' $$
SELECT 'a''; DROP TABLE people; --' || now()
SELECT U&'\0027' || now()
SELECT [now()]
SELECT {{'a': now()}}
SELECT list_transform([1], x -> now())
SELECT list_aggregate([1], 'reservoir_quantile', 0.5)
SELECT CASE WHEN true THEN now() END
SELECT sum(now()::date - DATE '2026-01-01') OVER ()
SELECT count(*) FILTER (WHERE now() > TIMESTAMP '2026-01-01')
SELECT * FROM people ORDER BY random()
SELECT * FROM people LIMIT random() * 10
SELECT * FROM people QUALIFY random() > 0.5
SELECT * FROM range(now())
SELECT COLUMNS(x -> now() IS NOT NULL) FROM people
SELECT * REPLACE (now() AS id) FROM people
SELECT * FROM people PIVOT (max(now()) FOR id IN ('a'))
PIVOT people ON id USING count(*)
UNPIVOT people ON id INTO NAME n VALUE v
SELECT * FROM (PIVOT people ON id)
SELECT * FROM people AT (VERSION => 1)
SELECT 1 INTERSECT SELECT now()

-- names that WITH gives elsewhere
SELECT (WITH pg_tables AS (SELECT 1 AS a) SELECT a FROM pg_tables), (SELECT max(tablename) FROM pg_tables)
SELECT (WITH sqlite_master AS (SELECT 1 AS a) SELECT a FROM sqlite_master), (SELECT count(*) FROM sqlite_master)
SELECT (WITH duckdb_columns AS (SELECT 1 AS a) SELECT a FROM duckdb_columns) AS x, d.table_name FROM duckdb_columns d
SELECT table_name FROM duckdb_columns UNION ALL (WITH duckdb_columns AS (SELECT 'a' AS t) SELECT t FROM duckdb_columns)
WITH x AS (WITH duckdb_tables AS (SELECT 1 AS a) SELECT * FROM duckdb_tables) SELECT table_name FROM duckdb_tables
WITH duckdb_tables AS (SELECT table_name, estimated_size FROM duckdb_tables) SELECT * FROM duckdb_tables
WITH x AS (SELECT count(*) FROM duckdb_views), duckdb_views AS (SELECT 1) SELECT * FROM x
SELECT * FROM duckdb_tables WHERE EXISTS (WITH duckdb_tables AS (SELECT 1) FROM duckdb_tables)

-- recursion
WITH RECURSIVE a(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM a) SELECT * FROM a
WITH RECURSIVE a AS (SELECT 1 AS n UNION SELECT n + 1 FROM a) SELECT count(*) FROM a
WITH RECURSIVE people AS (SELECT 1) SELECT * FROM people
WITH x AS (WITH RECURSIVE a AS (SELECT 1 AS n UNION ALL SELECT n FROM a) SELECT * FROM a) SELECT * FROM x
WITH RECURSIVE a(n) USING KEY (n) AS (SELECT 1 UNION SELECT n + 1 FROM a) SELECT * FROM a

-- texts that swell
SELECT repeat('x', 1000000000)
SELECT * FROM repeat('x', 1000000000)
SELECT format('{{:>999999999}}', 'x')
SELECT printf('%999999999d', 1)
SELECT list_resize([1], 1000000000)
SELECT bar(1, 0, 1, 1000000000)
SELECT hex(repeat('x', 100000000))
