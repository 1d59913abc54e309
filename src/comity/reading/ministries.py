"""Ministries: whose “the interior ministry” or “the Foreign Ministry in Ankara” is, where the words do not say it."""

from spacy.tokens import Token

from comity.model import Reference
from comity.reading.besides import beside
from comity.reading.discourse import MODIFIERS, Discourse
from comity.reading.lexicon import words
from comity.reading.page import Mention
from comity.reading.people import slug


def is_ministry(token: Token) -> bool:
    """Whether a noun is that of a ministry."""
    return token.lower_ in words("actors", "ministry_nouns")


def ministry_called(talk: Discourse, token: Token, seat: Reference | None) -> tuple[Reference, ...]:
    """Whom “the ministry” or “the interior ministry” at `token` means: one spoken of before, else that of a state.

    `seat` is the state that a phrase behind it tells (“in Kyiv”). Without one it is the state that the text speaks of
    there, as with “the government”. Nobody when it is not said whether it is a ministry of interior or finance.
    """
    portfolio = _portfolio(token)
    if seat is None and (known := _spoken_of(talk, token, portfolio)):
        return (known,)
    state = seat or talk.trail.likeliest(talk.page, token, beside(talk, token))
    if state is None or not portfolio:
        return ()
    return (_of_state(talk, state.represents, f"{portfolio} {token.lower_}"),)


def with_owner(talk: Discourse, mention: Mention) -> Mention:
    """The mention of a ministry or court whose name tells no state (“The Interior Ministry said”), with the state."""
    token = talk.page.doc[mention.head]
    named = mention.references[0] if len(mention.references) == 1 else None
    if named is None or named.id in talk.page.kinds or not named.id.startswith("org:"):
        return mention
    if is_ministry(token):
        found = () if named.acts_for else ministry_called(talk, token, None)
    else:
        found = _national(talk, token, named)
    if not found or found[0].acts_for is None:
        return mention
    return Mention(mention.start, mention.end, mention.head, mention.form, (_named(found[0], named.name),))


def _national(talk: Discourse, token: Token, named: Reference) -> tuple[Reference, ...]:
    """“The Supreme Court”, “the Electoral Commission”: of the state it acts for, or of the one that the text tells."""
    called = named.name.lower().removeprefix("the ")
    if called not in words("actors", "national_organs"):
        return ()
    if named.acts_for:
        return (_of_state(talk, named.acts_for, called),) if named.acts_for.startswith("state:") else ()
    for mention in (m for m in reversed(talk.found) if m.references):
        before = mention.references[0]
        if mention.start < token.i and before.acts_for and before.name.lower().endswith(called):
            return mention.references[:1]
    state = talk.trail.likeliest(talk.page, token, beside(talk, token))
    return () if state is None else (_of_state(talk, state.represents, called),)


def _named(reference: Reference, name: str) -> Reference:
    return Reference(reference.id, name, reference.acts_for)


def _portfolio(token: Token) -> str:
    """The words that tell what a ministry is for: “interior”, “foreign”, “defence and industry”."""
    before = [c for c in token.lefts if c.dep_ in MODIFIERS and c.dep_ != "poss"]
    return " ".join(t.lower_ for c in before for t in c.subtree if t.i < token.i and not t.is_punct)


def _spoken_of(talk: Discourse, token: Token, portfolio: str) -> Reference | None:
    """The ministry of that portfolio, or of any when none is told, that was named last and whose state is known."""
    for mention in reversed(talk.found):
        if mention.start >= token.i or len(mention.references) != 1 or not is_ministry(talk.page.doc[mention.head]):
            continue
        reference = mention.references[0]
        called = reference.name.lower().split()
        if reference.represents.startswith("state:") and all(word in called for word in portfolio.split()):
            return reference
    return None


def _of_state(talk: Discourse, state: str, name: str) -> Reference:
    """The ministry of a state under the id that its full name has (“the Georgian interior ministry”)."""
    demonym = next((row.name for row in talk.register.names(state) if row.form == "demonym"), "")
    full = f"{demonym} {name}".strip()
    listed = [c.id for c in talk.register.resolve(full) if c.id.startswith("org:")] if demonym else []
    return Reference(listed[0] if listed else f"org:{slug(full)}", name, state)
