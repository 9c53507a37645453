"""The page of the ledger, and what the page of an improvement says of its state and its worth."""

from collections.abc import Iterable
from dataclasses import dataclass

from mops_kb.kinds.improvement.model import Improvement
from mops_kb.model.page import View
from mops_kb.model.report import Wiki
from mops_kb.reports.ledger.entries import Entry, ledger


@dataclass(frozen=True)
class Answers:
    entry: Entry


def views(wiki: Wiki) -> Iterable[View]:
    return ()


def of_improvement(improvement: Improvement, wiki: Wiki) -> Answers:
    return Answers(wiki.catalog.once(ledger, wiki.settings).of(improvement.id))
