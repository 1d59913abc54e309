"""What somebody said, as the texts have it; the same words in several texts are one row."""

from comity.asking.answer import ONLY, Answer
from comity.asking.asked import Asked
from comity.asking.rows import QuoteRow
from comity.asking.timeline import Stretch
from comity.errors import UnknownActor, UserError
from comity.model import Quotation
from comity.recording.sayings import Sought
from comity.recording.stored import Recorded
from comity.recording.summaries import name_publishers, name_vouchers


def quotes(
    asked: Asked,
    speaker: str | None = None,
    about: str | None = None,
    *,
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
    last: int | None = None,
) -> Answer[QuoteRow]:
    """Quotations of a speaker, or of those who speak for a state or organisation, oldest first; the last `limit`.

    A stretch counts by the day of the saying, else of publication; of all these only the `last` are wanted.
    Raises `UserError` without speaker and `about`.
    """
    if not speaker and not about:
        raise UserError("Quotations of whom, or about what? Name a speaker, or what they are about.")
    who = asked.actor("speaker", speaker) if speaker else None
    asked.take(about=about, since=since, until=until)
    named = _names(asked, about) if about else ()
    sought = Sought(who, named, Stretch.between(since, until).span, limit, last)
    said, texts = asked.view.sayings(sought)
    if limit is not None and texts > limit:
        asked.notes.append(
            f"{ONLY}last {limit} of {texts:,} quotations are shown; data files hold all, “until” shows earlier ones."
        )
    same: dict[tuple[str, str], list[Recorded]] = {}
    for item in said:
        same.setdefault(_words(item), []).append(item)
    kept = texts if limit is None else min(texts, limit)
    left_out = 0 if last is None else max(0, kept - last)
    return asked.answer(QuoteRow, [_row(asked, items) for items in same.values()], left_out)


def _names(asked: Asked, about: str) -> tuple[str, ...]:
    """The words themselves and, when they name an actor, its other names."""
    try:
        actor = asked.actors.find(about)
    except UnknownActor:
        return (about.casefold(),)
    return tuple(name.casefold() for name in (about, *asked.actors.names_of(actor.id)) if len(name) > 2)


def _words(item: Recorded) -> tuple[str, str]:
    said = item.statement
    if not isinstance(said, Quotation):
        raise TypeError(f"{item.id} is no quotation")
    return said.speaker.id, " ".join(said.text.casefold().split())


def _row(asked: Asked, items: list[Recorded]) -> QuoteRow:
    first, said = items[0], items[0].statement
    if not isinstance(said, Quotation):
        raise TypeError(f"{first.id} is no quotation")
    return QuoteRow(
        speaker=said.speaker.id,
        name=asked.actors.name(said.speaker.id),
        text=said.text,
        form=said.form,
        cue=said.cue,
        said=said.when,
        published=first.document.published,
        publisher=first.document.publisher,
        said_by=name_vouchers(i.statement.said_by.name if i.statement.said_by else None for i in items),
        sources=len({item.document.family for item in items}),
        publishers=name_publishers((i.document.family, i.document.agency, i.document.publisher) for i in items),
        statements=tuple(item.id for item in items),
    )
