"""Sites of a given size, made by rule: the same number gives the same bytes.

Chapters (the tabs) hold sections of 25 to 50 pages; a page has 400 to 800 words, every other one in Japanese, with
headings, lists, a table, and links to other pages.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random

CHAPTERS = 6


def _split(text: str) -> list[str]:
    return text.split()


ENGLISH = _split(
    "campaign channel lead audience budget owner report figure review process meeting launch webinar survey partner "
    "customer content score handover decision tool field record team quarter target forecast segment journey message "
    "plan check weekly shared clear early late small open next first every common simple new measured agreed written "
    "keeps shows follows brings needs explains compares collects reaches answers before after with without about from"
)
NOUNS = _split(
    "見込み客 施策 予算 担当者 報告 数値 会議 展示会 調査 顧客 記事 スコア 引き継ぎ 判断 ツール 項目 記録 四半期 目標 "
    "予測 セグメント 配信 計画 手順 商談 受注 部門 契約 権限 データ 定義 承認 窓口 期限 一覧 理由 効果 費用 体制 資料"
)
PARTICLES = ("は", "が", "を", "に", "で", "の", "と", "から", "まで", "へ")
VERBS = _split("確認します 更新します まとめます 決めます 共有します 見直します 集めます 比べます 残します 知らせます")


def pages(size: int) -> list[str]:
    """The paths of all pages, those of one section after those of another."""
    paths: list[str] = ["index.md"]
    section = 0
    while len(paths) < size:
        folder = f"chapter-{section % CHAPTERS + 1}/section-{section + 1:03}"
        count = min(25 + section * 7 % 26, size - len(paths))
        paths += [f"{folder}/{f'page-{number:02}' if number else 'index'}.md" for number in range(count)]
        section += 1
    return sorted(paths)


def make(docs: Path, size: int) -> None:
    """Fill a folder with as many pages."""
    paths = pages(size)
    for number, path in enumerate(paths):
        file = docs / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_page(number, paths), encoding="utf-8")


def _page(number: int, paths: list[str]) -> str:
    chance = Random(number)
    sentence = _japanese if number % 2 else _english
    title = f"{chance.choice(NOUNS)}の{chance.choice(NOUNS)} {number}" if number % 2 else _title(chance, number)
    parts = [f"---\ntitle: {title}\n---\n", f"# {title}\n", sentence(chance, 12) + "\n"]
    words, wanted = 0, chance.randint(360, 760)
    while words < wanted:
        parts += _section(chance, sentence, _links(chance, number, paths))
        words += 130
    return "\n".join(parts)


def _title(chance: Random, number: int) -> str:
    return f"{chance.choice(ENGLISH).capitalize()} {chance.choice(ENGLISH)} {number}"


def _section(chance: Random, sentence: object, links: Iterator[str]) -> Iterator[str]:
    assert callable(sentence)
    mark = "##" if chance.random() < 0.6 else "###"
    yield f"{mark} {sentence(chance, 5).rstrip('.。')}\n"
    yield f"{sentence(chance, 14)} {sentence(chance, 16)} **{sentence(chance, 4)}** {next(links)}\n"
    yield "".join(f"- {sentence(chance, 7)} `{chance.choice(ENGLISH)}`\n" for _ in range(4))
    if chance.random() < 0.4:
        rows = "".join(f"| {sentence(chance, 3)} | {chance.randint(1, 900)} | {next(links)} |\n" for _ in range(5))
        yield f"| {sentence(chance, 2)} | {chance.choice(ENGLISH)} | {chance.choice(NOUNS)} |\n|---|---:|---|\n{rows}"
    yield f"{sentence(chance, 18)} *{sentence(chance, 4)}* {sentence(chance, 12)}\n"


def _links(chance: Random, number: int, paths: list[str]) -> Iterator[str]:
    """Half of them in the neighbourhood, half anywhere."""
    ups = "../" * paths[number].count("/")
    while True:
        near = min(max(number + chance.randint(-9, 9), 0), len(paths) - 1)
        yield f"[{chance.choice(NOUNS)}]({ups}{paths[near if chance.random() < 0.5 else chance.randrange(len(paths))]})"


def _english(chance: Random, words: int) -> str:
    return " ".join(chance.choice(ENGLISH) for _ in range(words)).capitalize() + "."


def _japanese(chance: Random, words: int) -> str:
    """Every noun, particle and verb is a word."""
    pairs = (chance.choice(NOUNS) + chance.choice(PARTICLES) for _ in range(max(words // 2, 1)))
    return "".join(pairs) + chance.choice(VERBS) + "。"


def edit_body(docs: Path, size: int, number: int) -> None:
    """Another sentence on a page in the middle."""
    file = docs / pages(size)[size // 2 + 1]
    file.write_text(f"{file.read_text(encoding='utf-8')}\nEdited for the {number}th time.\n", encoding="utf-8")


def edit_title(docs: Path, size: int, number: int) -> None:
    """Another title of a page that stands in the navigation of others."""
    file = docs / pages(size)[size // 3 + 2]
    lines = file.read_text(encoding="utf-8").split("\n")
    lines[1] = f"{lines[1].partition(' no. ')[0]} no. {number}"
    file.write_text("\n".join(lines), encoding="utf-8")
