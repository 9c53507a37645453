"""Feeds of what is to do: tasks, reports and answers of every team and person, each as an entry for the whole day."""

from collections.abc import Iterator
from datetime import timedelta

from mops_kb.model.feed import Entry, Feed
from mops_kb.model.report import Wiki
from mops_kb.model.settings import Settings
from mops_kb.reports.change.feeds import of_moment
from mops_kb.reports.plans.coming import agendas
from mops_kb.reports.plans.plan import Task


def feeds(wiki: Wiki) -> Iterator[Feed]:
    """What is done leaves the feed."""
    for agenda in wiki.catalog.once(agendas, wiki.settings).values():
        entries = [entry for task in agenda.tasks if (entry := _entry(task, wiki.settings))]
        entries += [of_moment(moment, wiki.settings) for moment in agenda.moments]
        yield Feed(agenda.feed, f"next.feed-{agenda.of.kind}", tuple(entries), agenda.of.title)


def _entry(task: Task, settings: Settings) -> Entry | None:
    """A task of one time of a recurring event has that day in its name."""
    if not task.due:
        return None
    known = (task.event.changed_on, task.event.reviewed_on, task.playbook.reviewed_on)
    return Entry(
        uid=f"plan:{task.event.id}:{task.name}" + (f":{task.day.isoformat()}" if task.day else ""),
        title=task.step.title.joined(task.event.title, settings.default_language),
        entity=task.event,
        start=task.due,
        end=task.due + timedelta(days=1),
        stamp=max((day for day in known if day), default=task.due),
        summary=task.step.output,
    )
