"""Answers to the two surveys among colleagues, quarter by quarter."""

from collections.abc import Iterator
from random import Random

WAVES = ("fy2025-q2", "fy2025-q3", "fy2025-q4", "fy2026-q1", "fy2026-q2")
TEAMS = {
    "demand-generation": 5,
    "field-marketing": 5,
    "content-marketing": 5,
    "digital-marketing": 5,
    "customer-marketing": 5,
    "brand-pr": 5,
    "inside-sales": 5,
    "product-marketing": 3,
}
"""How many answer: product marketing is too few to be shown on its own."""

SATISFIED = {
    "demand-generation": (3.5, 3.8, 3.9, 4.3, 4.6),
    "field-marketing": (3.4, 3.6, 3.8, 4.2, 4.6),
    "content-marketing": (3.5, 3.8, 3.9, 4.1, 4.4),
    "digital-marketing": (3.6, 3.8, 3.8, 4.2, 4.5),
    "customer-marketing": (3.7, 4.0, 4.1, 3.9, 2.8),
    "brand-pr": (3.2, 3.4, 3.6, 3.9, 4.3),
    "inside-sales": (3.4, 3.6, 3.8, 4.2, 4.6),
    "product-marketing": (3.5, 3.7, 3.7, 4.0, 4.3),
}
"""Mean answers from 1 to 5. Since training in selecting lists has stopped, customer marketing is not satisfied."""

RECOMMENDED = ((8, 11), (11, 10), (12, 10), (14, 9), (15, 8))
"""How many recommend us, and how many do not."""

_COMMENTS = {
    5: (
        "配信前のチェックが早くなった。",
        "依頼票のひな型がわかりやすい。",
        "リードの通知に必要なことが全部書いてある。",
        "朝の返事が早く、その日のうちに出せる。",
        "数字の相談に、理由まで一緒に考えてくれる。",
    ),
    4: (
        "返事は早い。見通しがもう少しほしい。",
        "ダッシュボードの見方を一度教えてほしい。",
        "相談会の時間が短い。",
        "決まりの変更を、先に知りたい。",
        "UTMの手順は楽になった。レポートも同じ形だとうれしい。",
    ),
    3: (
        "急ぎの依頼のとき、誰に聞けばよいか迷う。",
        "差し戻しの理由が、あとから分かる。",
        "担当によって返事の早さが違う。",
        "画面が3つに分かれていて、どれを見ればよいか分からない。",
    ),
    2: ("同じ説明を何度もしている。", "依頼から何日も返事がなかった。"),
}
_UNTRAINED = (
    "抽出の研修がなく、対象リストは依頼するしかない。",
    "抽出の研修の日程が決まらない。",
    "自分で抽出できれば、6日も待たずに済んだ。",
)

Row = tuple[str, ...]


def satisfaction(chance: Random) -> Iterator[Row]:
    for wave, name in enumerate(WAVES):
        number = 0
        left = {score: [*said] for score, said in _COMMENTS.items()}
        untrained = [*_UNTRAINED]
        for team, count in TEAMS.items():
            mean = SATISFIED[team][wave]
            for score in _around(chance, round(mean * _answering(wave, count)), _answering(wave, count)):
                number += 1
                theirs = untrained if team == "customer-marketing" and mean < 3 else left.get(score, [])
                says = chance.random() < (0.7 if theirs is untrained else 0.3)
                said = theirs.pop(int(len(theirs) * chance.random())) if theirs and says else ""
                yield "internal-survey", name, str(number), team, str(score), said


def recommendation(chance: Random) -> Iterator[Row]:
    """From 0 to 10: whoever is more satisfied is likelier among those who recommend."""
    for wave, name in enumerate(WAVES):
        asked = [team for team, count in TEAMS.items() for _ in range(_answering(wave, count))]
        eager = {place: SATISFIED[team][wave] + 1.6 * chance.random() for place, team in enumerate(asked)}
        order = sorted(eager, key=lambda place: -eager[place])
        promoters, detractors = RECOMMENDED[wave]
        for rank, place in enumerate(order):
            if rank < promoters:
                eager[place] = 9 + (chance.random() < 0.3)
            elif rank < len(order) - detractors:
                eager[place] = 7 + (chance.random() < 0.5)
            else:
                eager[place] = 4 + int(3 * chance.random() ** 0.5)
        for place, team in enumerate(asked):
            yield "internal-nps", name, str(place + 1), team, str(int(eager[place])), ""


def _answering(wave: int, count: int) -> int:
    """One fewer of the smallest team in the first waves."""
    return count - 1 if wave < 2 and count < 4 else count


def _around(chance: Random, total: int, count: int) -> list[int]:
    """So many answers from 2 to 5 with this sum, around their mean."""
    answers = [total // count + (place < total % count) for place in range(count)]
    for _ in range(count):
        up, down = chance.randrange(count), chance.randrange(count)
        if up != down and answers[up] < 5 and answers[down] > 2 and chance.random() < 0.5:
            answers[up] += 1
            answers[down] -= 1
    chance.shuffle(answers)
    return answers
