"""Japanese: `2026年度 第3四半期`, `11月中旬`, `午後2時`, `毎月第2・第4木曜`."""

import re
from datetime import date

from mops_kb.model.when.tongue import Tongue, phrase, word

_DAYS = "月火水木金土日"
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
_ERAS = {
    "明治": (date(1868, 1, 1), date(1912, 7, 29)),
    "大正": (date(1912, 7, 30), date(1926, 12, 24)),
    "昭和": (date(1926, 12, 25), date(1989, 1, 7)),
    "平成": (date(1989, 1, 8), date(2019, 4, 30)),
    "令和": (date(2019, 5, 1), date.max),
}
_LETTERS = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
_THIRDS = {"上": 0, "初": 0, "中": 1, "下": 2, "末": 2}

_DAY = rf"[{_DAYS}](?:曜日?)?"
_AND = r"\s*(?:[・、,と/]|および)\s*"
_LIST_OF_DAYS = rf"(?P<days>{_DAY}(?:(?:{_AND})?{_DAY})*)"
_NTH = rf"(?:第\s*[1-9一二三四五]\s*(?:{_DAY})?|(?<!\d)[1-9]\s*[{_DAYS}]曜日?|最終\s*{_DAY})"
_ITEM = rf"(?:{_NTH}|\d{{1,2}}日|月?末日?)"
_ITEMS = rf"(?P<items>{_ITEM}(?:{_AND}{_ITEM})*)"
_MONTHS = (
    r"(?:毎月|月(?:に?1回|次)|(?P<other>隔月)|(?P<n>[1-9]\d?)(?:か|ヶ|カ|ケ|ヵ|箇)月(?:ごと|に1回)"
    r"|(?P<quarter>毎四半期|四半期(?:ごと|に1回)))(?:\s*の)?"
)
_YEARS = r"(?:毎年(?!度)|年(?:に?1回|次)|(?P<other>隔年)|(?P<n>[1-9]\d?)年ごと)(?:\s*の)?"
_LEFT_OUT = rf"[^()、・;]*?(?:日|\d)(?:\s*\([{_DAYS}]\))?"


def _number(digit: str) -> int:
    return _DIGITS.get(digit) or int(digit)


def _era(match: re.Match[str]) -> dict[str, object]:
    first, last = _ERAS[match[1]]
    year = first.year + (1 if match[2] == "元" else int(match[2])) - 1
    return {"year": year, "fiscal": True} if match[3] else {"year": year, "era": (first, last)}


def _in_short(match: re.Match[str]) -> dict[str, object]:
    """`R8.11.12`, as forms have it."""
    first, last = _ERAS[_LETTERS[match[1]]]
    return {
        "year": first.year + int(match[2]) - 1,
        "era": (first, last),
        "month": int(match[3]),
        "day": int(match[4]),
    }


def _fiscal(match: re.Match[str]) -> dict[str, object]:
    return {"year": int(match[1]) + (2000 if len(match[1]) == 2 else 0), "fiscal": True}


def _weekday(name: str) -> int:
    return _DAYS.index(name[0])


JAPANESE = Tongue(
    words=(
        word(r"(明治|大正|昭和|平成|令和)\s*(元|\d{1,2})\s*年(度)?", _era),
        word(r"(?-i:([MTSHR]))(\d{1,2})[./](\d{1,2})[./](\d{1,2})(?!\d)", _in_short),
        word(r"(\d{4}|\d{2})\s*年度", _fiscal),
        word(r"(?<!\d)\d{1,2}\s*年", "when-ambiguous"),
        word(r"(\d{1,2})\s*月(?!曜)", lambda m: {"month": int(m[1])}),
        word(r"(\d{1,2})\s*日(?!曜)", lambda m: {"day": int(m[1])}),
        word(r"([上初中下])旬|(末)日?", lambda m: {"third": _THIRDS[m[1] or m[2]]}),
        word(r"第?\s*([1-4一二三四])\s*四半期", lambda m: {"quarter": _number(m[1])}),
        word(r"第\s*([1-4])(?=\s*[~–-])", lambda m: {"number": int(m[1])}),
        word(r"([上下])半期", lambda m: {"half": "上下".index(m[1]) + 1}),
        word(r"([上下])期", lambda m: {"half": "上下".index(m[1]) + 1, "term": True}),
        word(rf"\(([{_DAYS}])(?:曜日?)?(?:[・/]?祝日?)?\)", lambda m: {"weekday": _weekday(m[1])}),
        word(rf"([{_DAYS}])(?:曜日?|(?=\s|$))", lambda m: {"weekday": _weekday(m[1])}),
    ),
    phrases=(
        phrase("WEEKLY", r"(?P<working>平日(?:は)?\s*(?:毎日)?|毎平日)"),
        phrase("DAILY", r"毎日|(?P<n>[1-9]\d?)日ごと"),
        phrase(
            "WEEKLY",
            rf"(?:毎週|週(?:に?1回|次)|(?P<other>隔週)|(?P<n>[1-9]\d?)週間?(?:ごと|に1回))(?:\s*の)?\s*(?:{_LIST_OF_DAYS})?",
        ),
        phrase("YEARLY", rf"{_YEARS}\s*(?P<month>\d{{1,2}})月(?:\s*の)?\s*(?P<items>{_ITEM})"),
        phrase("YEARLY", _YEARS),
        phrase("MONTHLY", rf"{_MONTHS}\s*{_ITEMS}"),
        phrase("MONTHLY", _MONTHS),
        phrase("MONTHLY", rf"(?P<items>{_NTH}(?:{_AND}{_NTH})*)"),
    ),
    item=re.compile(
        rf"(?P<last>最終)|(?P<end>月?末日?)|(?P<day>\d{{1,2}})日|第?\s*(?P<nth>[1-9一二三四五])|(?P<weekday>[{_DAYS}])曜?日?"
    ),
    weekdays=re.compile(_DAY),
    weekday=_weekday,
    month=int,
    number=_number,
    bare_days=False,
    doubtful="おき",
    undecided=r"(?:開催)?(?:日程|日時|時期|日付|日)?(?:は|、)?\s*(?:未定|未確定|調整中|検討中)(?=\W|$)",
    deadline=r"(?:(?:決定)?期限|決定)?[:は\s]*(.+?)\s*(?:までに?(?:決定|確定|決める)?(?:する|します|予定)?)?",
    repeats=r"毎|[週月年]次|[週月年]1回|隔[週月年]|ごと|おき|に1回|平日|営業日",
    which=rf"(?:第\s*[\d一二三四五](?:{_AND}第?\s*\d)*\s*|最終\s*)[{_DAYS}]曜",
    workday="営業日",
    left_out=re.compile(
        rf"(?:[(、,]|ただし|但し)\s*(?:ただし|但し)?\s*({_LEFT_OUT}(?:\s*[、・;]\s*{_LEFT_OUT})*)\s*(?:は|を)?(?:除く|除外|休み)\s*\)?"
    ),
)
