"""Functions: those that a contributor's SQL may call. Each gives the same for the same, reads nothing, and makes no
text that is larger by itself than what it was given."""

_AGGREGATES = """
    any_value arg_max arg_min argmax argmin array_agg avg bool_and bool_or corr count count_if count_star countif
    covar_pop covar_samp entropy first geomean group_concat histogram kurtosis last list listagg mad max max_by mean
    median min min_by mode product quantile quantile_cont quantile_disc regr_avgx regr_avgy regr_count regr_intercept
    regr_r2 regr_slope regr_sxx regr_sxy regr_syy sem skewness stddev stddev_pop stddev_samp string_agg sum var_pop
    var_samp variance weighted_avg grouping
"""
_WINDOWS = """
    cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number
"""
_NUMBERS = """
    abs ceil ceiling cbrt even exp fdiv floor fmod gcd greatest isfinite isinf isnan lcm least ln log log10 log2 mod pi
    pow power round round_even sign signbit sqrt trunc acos asin atan atan2 cos cot degrees radians sin tan divide
    multiply subtract add xor
"""
_DATES = """
    century date_add date_diff date_part date_sub date_trunc datediff datepart datesub datetrunc day dayname dayofmonth
    dayofweek dayofyear days_in_month decade epoch epoch_ms extract hour isodow isoyear julian last_day make_date
    make_timestamp millennium minute month monthname quarter second strftime strptime time_bucket timezone to_days
    to_hours to_milliseconds to_minutes to_months to_quarters to_seconds to_timestamp to_weeks to_years try_strptime
    week weekday weekofyear year yearweek
"""
_TEXTS = """
    ascii bit_length char_length character_length chr concat concat_ws contains damerau_levenshtein ends_with hamming
    ilike_escape instr jaccard jaro_similarity jaro_winkler_similarity lcase left len length levenshtein like_escape
    lower lpad ltrim md5 nfc_normalize not_ilike_escape not_like_escape ord overlay position prefix regexp_escape
    regexp_extract regexp_extract_all regexp_full_match regexp_matches regexp_replace regexp_split_to_array replace
    reverse right rpad rtrim split split_part starts_with str_split string_split string_to_array strip_accents strlen
    strpos substr substring suffix to_base translate trim ucase unicode upper url_decode url_encode
"""
_LISTS = """
    array_append array_cat array_concat array_contains array_distinct array_extract array_filter array_has
    array_has_all array_has_any array_indexof array_intersect array_length array_position array_prepend array_reverse
    array_slice array_sort array_to_string array_transform array_unique cardinality element_at filter flatten
    generate_series list_any_value list_append list_apply list_avg list_cat list_concat list_contains list_count
    list_distinct list_element list_extract list_filter list_first list_has list_has_all list_has_any list_indexof
    list_intersect list_last list_max list_median list_min list_pack list_position list_prepend list_product
    list_reduce list_reverse list_reverse_sort list_select list_slice list_sort list_string_agg list_sum
    list_transform list_unique list_value list_where list_zip map map_contains map_entries map_extract
    map_extract_value map_from_entries map_keys map_values range reduce row struct_extract struct_pack unnest
"""
_OTHERS = """
    cast coalesce constant_or_null error if ifnull nullif switch try try_cast typeof
"""
FUNCTIONS = frozenset(f"{_AGGREGATES} {_WINDOWS} {_NUMBERS} {_DATES} {_TEXTS} {_LISTS} {_OTHERS}".split()) - {"error"}
GROUPS = {
    "aggregate": _AGGREGATES,
    "window": _WINDOWS,
    "number": _NUMBERS,
    "date": _DATES,
    "text": _TEXTS,
    "list": _LISTS,
}
"""For the page that tells authors what there is."""
TABLE_FUNCTIONS = frozenset({"range", "generate_series", "unnest"})
_CHANGING = """
    age ago current_localtime current_localtimestamp currval gen_random_uuid get_current_time get_current_timestamp
    nextval now random rand setseed today transaction_timestamp txid_current uuid uuidv4 uuidv7 current_date
    current_time current_timestamp localtime localtimestamp
"""
VOLATILE = frozenset(_CHANGING.split())
"""What gives something else each time; for these a remedy is known."""
_BARE = """
    current_catalog current_date current_role current_schema current_time current_timestamp current_user localtime
    localtimestamp session_user user
"""
SPECIAL = frozenset(_BARE.split())
"""What DuckDB takes for a function although no bracket follows."""
