"""Reference: whom pronouns, titles without a name, and descriptions such as “the bloc” or “both sides” mean."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from comity.model import Reference
from comity.reading.lexicon import load, words
from comity.reading.page import Mention, MentionForm, Page
from comity.reading.people import usual_name
from comity.reading.salience import salient_body
from comity.reading.syntax import is_passive, objects, subjects
from comity.reading.titles import Title
from comity.register import Register

_MODIFIERS = frozenset({"amod", "compound", "poss", "nmod", "nummod", "npadvmod"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_WINDOW = 6
"""Sentences back that a pronoun may reach."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One earlier mention as a candidate: where it stood and whether it was a subject."""

    references: tuple[Reference, ...]
    token: int
    sentence: int
    subject: bool
    plural: bool


@dataclass(slots=True)
class _Discourse:
    """What has been mentioned so far, in order of the text."""

    page: Page
    register: Register
    seen: list[Seen] = field(default_factory=list)
    found: list[Mention] = field(default_factory=list)
    roles: frozenset[int] = frozenset()
    """Tokens of role phrases."""

    def note(self, mention: Mention, sentence: int) -> None:
        token = self.page.doc[mention.head]
        if mention.references:
            subject = _conjunct_root(token).dep_ in _SUBJECTS
            self.seen.append(Seen(mention.references, mention.head, sentence, subject, len(mention.references) > 1))

    def add(self, start: int, end: int, head: int, form: MentionForm, references: tuple[Reference, ...]) -> None:
        self.found.append(Mention(start, end, head, form, references))


def resolve_references(page: Page, register: Register) -> list[Mention]:
    """The page's named mentions together with its resolved titles, descriptions and pronouns."""
    roles = frozenset(i for t in page.titles for i in range(t.role.start, t.role.end))
    talk = _Discourse(page, register, found=list(page.mentions), roles=roles)
    named = {m.start: m for m in page.mentions}
    covered = {i for m in page.mentions for i in range(m.start, m.end)}
    titles: dict[int, list[Title]] = {}
    for title in page.titles:
        if title.person is None:
            titles.setdefault(title.role.head, []).append(title)
    for sentence in page.sentences:
        if sentence.passage.kind in ("boilerplate", "stamp"):
            continue
        for token in sentence.span:
            if token.i in named:
                _note_named(talk, named[token.i], sentence.index)
            elif token.i in titles:
                _title(talk, titles[token.i], sentence.index)
            elif token.i not in covered:
                _word(talk, token, sentence.index)
    return talk.found


def _note_named(talk: _Discourse, mention: Mention, sentence: int) -> None:
    head = talk.page.doc[mention.head]
    governed = _governing_noun(head, mention)
    if governed is not None and mention.references and _is_free(talk, governed):
        _owned_noun(talk, governed, mention, sentence)
    talk.note(mention, sentence)
    group = _coordinated(talk, head)
    if len(group) > 1:
        talk.seen.append(Seen(group, mention.head, sentence, _conjunct_root(head).dep_ in _SUBJECTS, True))


def _is_free(talk: _Discourse, noun: Token) -> bool:
    """The noun is neither part of a name nor of a role phrase."""
    return noun.i not in talk.page.covering and noun.i not in talk.roles


def _governing_noun(head: Token, mention: Mention) -> Token | None:
    """“troops” for “Georgian” in “Georgian troops”, if the noun stands for the government."""
    noun = _conjunct_root(head).head if _conjunct_root(head).dep_ in _MODIFIERS else head.head
    if _conjunct_root(head).dep_ not in _MODIFIERS and head.dep_ not in _MODIFIERS:
        return _next_noun(head, mention)
    return noun if noun.lower_ in words("actors", "government_nouns") else None


def _next_noun(head: Token, mention: Mention) -> Token | None:
    """The noun right behind a demonym that the parser did not attach."""
    doc = head.doc
    if mention.form == "demonym" and mention.end < len(doc) and doc[mention.end].pos_ == "NOUN":
        noun = doc[mention.end]
        return noun if noun.lower_ in words("actors", "government_nouns") else None
    return None


def _owned_noun(talk: _Discourse, noun: Token, mention: Mention, sentence: int) -> None:
    references = tuple(_represented(r) for r in mention.references)
    talk.add(min(mention.start, noun.i), max(mention.end, noun.i + 1), noun.i, "description", references)


def _represented(reference: Reference) -> Reference:
    return Reference(reference.acts_for, reference.name) if reference.acts_for else reference


def _conjunct_root(token: Token) -> Token:
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def _coordinated(talk: _Discourse, head: Token) -> tuple[Reference, ...]:
    """The references of a coordination that begins at `head`."""
    if head.dep_ == "conj" or not any(c.dep_ == "conj" for c in head.children):
        return ()
    found: list[Reference] = list(talk.page.who(head))
    for other in head.conjuncts:
        found.extend(talk.page.who(other))
    return tuple(dict.fromkeys(found))


def _title(talk: _Discourse, titles: Sequence[Title], sentence: int) -> None:
    references = tuple(dict.fromkeys(r for t in titles for r in _holder(talk, t)))
    if references:
        talk.add(titles[0].start, titles[0].end, titles[0].role.head, "title", references)
        talk.note(talk.found[-1], sentence)


def _holder(talk: _Discourse, title: Title) -> tuple[Reference, ...]:
    """Whom “the Chinese president” means: someone in the text, the holder on the document's date, or the state."""
    page, name = talk.page, talk.page.doc[title.role.start : title.role.end].text
    owner = _owner(talk, title)
    cast = page.cast
    if owner is None:
        return _last_with_role(talk, title) if title.definite and not title.role.plural else ()
    if not owner.id.startswith(("state:", "org:", "region:", "group:")):
        return ()
    known = cast.posts.get((title.role.noun, owner.id)) if cast else None
    if known is None and title.role.public and page.document.published and title.tense == "current":
        known = _register_holder(talk, title.role.noun, owner.id)
    if known is not None:
        return (Reference(known, _name_of(talk, known), owner.id),)
    return (Reference(owner.id, owner.name),) if title.role.public else (Reference(f"group:{name.lower()}", name),)[:0]


def _owner(talk: _Discourse, title: Title) -> Reference | None:
    page = talk.page
    if title.of is not None and page.names:
        references = page.who(page.doc[page.names[title.of].end - 1])
        return _government(page, title.of) or (references[0] if references else None)
    if title.possessor is not None:
        owner = _possessor(talk, page.doc[title.possessor])
        return _represented(owner) if owner else None
    default = load("roles")["belongs"].get(title.role.text)
    return Reference(default, title.role.text) if default else None


def _government(page: Page, index: int) -> Reference | None:
    name = page.names[index]
    for id_, form in name.readings:
        if form in ("capital", "seat"):
            return Reference(id_, name.text(page.doc, page.document.text))
    return None


def _possessor(talk: _Discourse, token: Token) -> Reference | None:
    found = _pronoun_references(talk, token)
    return found[0] if len(found) == 1 else None


def _register_holder(talk: _Discourse, noun: str, owner: str) -> str | None:
    at = talk.page.document.published
    if talk.register.entry(owner) is None:
        return None
    for office in load("roles")["kinds"].get(noun, [noun]):
        holders = {h.person for h in talk.register.holders(office, owner, at=at)}
        if len(holders) == 1:
            return holders.pop()
    return None


def _name_of(talk: _Discourse, id_: str) -> str:
    """The name form in the text when the person is named there, else the usual name."""
    for seen in reversed(talk.seen):
        for reference in seen.references:
            if reference.id == id_:
                return reference.name
    for mention in talk.page.mentions:
        for reference in mention.references:
            if reference.id == id_:
                return reference.name
    return usual_name(talk.register, id_)


def _last_with_role(talk: _Discourse, title: Title) -> tuple[Reference, ...]:
    cast = talk.page.cast
    holders = {person for (noun, _), person in cast.posts.items() if noun == title.role.noun} if cast else set()
    for seen in reversed(talk.seen):
        for reference in seen.references:
            if reference.id in holders:
                return (reference,)
    return ()


def _word(talk: _Discourse, token: Token, sentence: int) -> None:
    low = token.lower_
    if token.pos_ == "PRON" or low in ("his", "her", "their", "its", "whose"):
        references = _pronoun_references(talk, token)
        if references:
            talk.add(token.i, token.i + 1, token.i, "pronoun", references)
            _possessed(talk, token, references)
            if len(references) == 1 or low in ("they", "both"):
                talk.seen.append(Seen(references, token.i, sentence, token.dep_ in _SUBJECTS, len(references) > 1))
        return
    if low == "two" and token.i and token.nbor(-1).lower_ == "the" and token.dep_ in _SUBJECTS | {"pobj", "dobj"}:
        _the_two(talk, token, sentence)
    elif token.pos_ in ("NOUN", "PROPN"):
        _description(talk, token, sentence)


def _the_two(talk: _Discourse, token: Token, sentence: int) -> None:
    """“the two agreed”: the last two persons, or else states, that were named together."""
    references = _last_two(talk, "leaders") or _last_two(talk, "countries")
    if references:
        talk.add(token.i - 1, token.i + 1, token.i, "description", references)
        talk.seen.append(Seen(references, token.i, sentence, True, True))


def _possessed(talk: _Discourse, token: Token, references: tuple[Reference, ...]) -> None:
    """“his army”, “its troops”: the noun means the state."""
    noun = token.head
    if token.dep_ == "poss" and noun.lower_ in words("actors", "possessed_nouns"):
        states = tuple(_represented(r) for r in references)
        if noun.i not in {m.head for m in talk.found} and noun.lower_ not in ("neighbour", "neighbor"):
            talk.add(token.i, noun.i + 1, noun.i, "description", states)


def _pronoun_references(talk: _Discourse, token: Token) -> tuple[Reference, ...]:
    low = token.lower_
    if token.tag_ in ("WP", "WDT", "WP$") or low in ("who", "which", "whose", "whom"):
        return _antecedent(talk, token)
    if low in words("actors", "person_pronouns"):
        return _best(talk, token, _persons(talk, low))
    if low in words("actors", "thing_pronouns"):
        return _best(talk, token, _things(talk))
    if low in words("actors", "plural_pronouns"):
        return _best(talk, token, [s for s in talk.seen if s.plural or _is_collective(s)])
    return ()


def _antecedent(talk: _Discourse, token: Token) -> tuple[Reference, ...]:
    """The noun that a relative clause hangs on."""
    for verb in token.ancestors:
        if verb.dep_ == "relcl":
            mention = talk.page.mention_at(verb.head) or next((m for m in talk.found if m.head == verb.head.i), None)
            if mention is None or _can_be_who(token, mention.references):
                return mention.references if mention else ()
            return _last_human(talk, token)
        if verb.dep_ in ("ccomp", "ROOT", "advcl"):
            break
    before = talk.page.covering.get(token.i - 1) or (talk.page.covering.get(token.i - 2) if token.i > 1 else None)
    return before.references if (before and token.i and token.nbor(-1).text in (",",)) or before else ()


def _can_be_who(token: Token, references: tuple[Reference, ...]) -> bool:
    human = all(r.id.startswith(("person:", "group:", "state:", "org:")) for r in references)
    return human or token.lower_ not in ("who", "whom")


def _last_human(talk: _Discourse, token: Token) -> tuple[Reference, ...]:
    """“Colley, a scientist at a university in Dakar, who believes”: the person before, not the place."""
    here = talk.page.sentence_of(token).index
    for seen in reversed(talk.seen):
        if seen.sentence == here and seen.references[0].id.startswith("person:"):
            return seen.references
    return ()


def _persons(talk: _Discourse, low: str) -> list[Seen]:
    cast = talk.page.cast
    barred = frozenset() if cast is None else (cast.men if low in words("actors", "feminine") else cast.women)
    return [
        s
        for s in talk.seen
        if len(s.references) == 1 and s.references[0].id.startswith("person:") and s.references[0].id not in barred
    ]


def _things(talk: _Discourse) -> list[Seen]:
    prefixes = ("state:", "org:", "group:")
    return [
        s
        for s in talk.seen
        if len(s.references) == 1 and s.references[0].id.startswith(prefixes) and not _is_plural_group(talk, s)
    ]


def _is_plural_group(talk: _Discourse, seen: Seen) -> bool:
    return seen.references[0].id.startswith("group:") and talk.page.doc[seen.token].tag_ == "NNS"


def _is_collective(seen: Seen) -> bool:
    return all(r.id.startswith("group:") for r in seen.references)


def _best(talk: _Discourse, token: Token, candidates: Sequence[Seen]) -> tuple[Reference, ...]:
    """The nearest candidate, subjects first; arguments of the pronoun's own verb are out unless it is possessive."""
    here = talk.page.sentence_of(token).index
    best: tuple[float, tuple[Reference, ...]] = (-99.0, ())
    for seen in candidates:
        back = here - seen.sentence
        if back > _WINDOW or seen.token >= token.i or _bound(token, token.doc[seen.token]):
            continue
        score = -1.0 * back + 1.2 * seen.subject + 0.3 * (back == 0) - 0.001 * (token.i - seen.token)
        if score >= best[0]:
            best = (score, seen.references)
    return best[1]


def _bound(pronoun: Token, other: Token) -> bool:
    """Both are arguments of one verb (“Xi met him”), so they are two."""
    if pronoun.dep_ == "poss" or pronoun.lower_.endswith(("self", "selves")):
        return False
    return _verb_of(pronoun) == _verb_of(_conjunct_root(other)) and pronoun.dep_ not in _SUBJECTS


def _verb_of(token: Token) -> int:
    head = token.head
    while head.pos_ in ("ADP", "SCONJ", "PART") and head.head.i != head.i:
        head = head.head
    return head.i


def _description(talk: _Discourse, token: Token, sentence: int) -> None:
    if token.i in {m.head for m in talk.found[-40:]}:
        return
    low = token.lower_
    determiner = next((c for c in token.children if c.dep_ == "det" or c.tag_ in ("DT", "CD")), None)
    definite = determiner is not None and determiner.lower_ in ("the", "both", "this", "two", "these")
    references: tuple[Reference, ...] = ()
    if low in words("actors", "plural_nouns") and _counts_two(token):
        references = _last_two(talk, low)
    elif definite and low in words("actors", "group_nouns") and (last := _last_group(talk, token)):
        references = last
    elif definite and low in words("actors", "organisation_nouns") and not _has_modifier_name(talk, token):
        references = salient_body(talk.page, token, low)
    elif definite and low in words("actors", "state_nouns") and not _has_modifier_name(talk, token):
        references = _last(talk, ("state:",))
    elif low in words("actors", "organisation_nouns") | words("actors", "state_nouns") and not definite:
        references = _predicated(talk, token)
    elif low in words("actors", "generic_groups"):
        references = (_generic(talk, token),)
    if references:
        start = min([determiner.i if determiner is not None and definite else token.i, token.i])
        talk.add(start, token.i + 1, token.i, "description", references)
        talk.seen.append(
            Seen(references, token.i, sentence, _conjunct_root(token).dep_ in _SUBJECTS, len(references) > 1)
        )


def _predicated(talk: _Discourse, token: Token) -> tuple[Reference, ...]:
    """“the SCO, a grouping led by China”, “seen as a bloc”: the noun is whatever it is said of."""
    holders: list[Token] = []
    if token.dep_ == "appos":
        holders = [token.head]
    elif token.dep_ == "attr" and token.head.pos_ in ("AUX", "VERB"):
        holders = subjects(token.head)
    elif token.dep_ == "pobj" and token.head.lower_ == "as" and token.head.head.pos_ == "VERB":
        verb = token.head.head
        holders = subjects(verb) if is_passive(verb) else objects(verb)
    for holder in holders:
        references = talk.page.who(holder) or next((m.references for m in talk.found if m.head == holder.i), ())
        if len(references) == 1 and references[0].id.startswith(("org:", "state:")):
            return references
    return ()


def _counts_two(token: Token) -> bool:
    """“the two leaders”, “both sides”, and pairs that need no number: “the neighbours”."""
    if token.lower_ in words("actors", "pairs") and any(c.lower_ == "the" for c in token.children):
        return True
    return any(c.lower_ in ("two", "both", "2") for c in token.children)


def _has_modifier_name(talk: _Discourse, token: Token) -> bool:
    """“the Georgian government” names its owner itself."""
    return any(c.i in talk.page.covering for c in token.children if c.dep_ in _MODIFIERS)


def _last_two(talk: _Discourse, noun: str) -> tuple[Reference, ...]:
    persons = noun in words("actors", "plural_persons")
    found: list[Reference] = []
    for seen in reversed(talk.seen):
        for reference in reversed(seen.references):
            kept = reference if persons else _represented(reference)
            wanted = kept.id.startswith("person:") if persons else kept.id.startswith(("state:", "org:", "group:"))
            if wanted and kept.id not in {f.id for f in found}:
                found.append(kept)
            if len(found) == 2:
                return tuple(reversed(found))
    return ()


def _last(talk: _Discourse, prefixes: tuple[str, ...]) -> tuple[Reference, ...]:
    for seen in reversed(talk.seen):
        if len(seen.references) == 1 and seen.references[0].id.startswith(prefixes):
            return seen.references
    return ()


def _last_group(talk: _Discourse, token: Token) -> tuple[Reference, ...]:
    """The last named group, unless the noun can call an organisation too and one is spoken of."""
    for seen in reversed(talk.seen):
        reference = seen.references[0]
        if len(seen.references) == 1 and reference.id.startswith("group:") and reference.name[:1].isupper():
            if token.lower_ in words("actors", "organisation_nouns"):
                break
            return (reference,)
    return ()


def _generic(talk: _Discourse, token: Token) -> Reference:
    compound = [c for c in token.lefts if c.dep_ in ("compound", "amod") and c.pos_ in ("NOUN",) and c.i == token.i - 1]
    more = [c for c in compound[0].lefts if c.i == token.i - 2 and c.pos_ in ("NOUN", "ADJ")] if compound else []
    words_ = [*more, *compound, token]
    text = talk.page.document.text[words_[0].idx : token.idx + len(token)]
    return Reference("group:" + "-".join(w.lower_ for w in words_), text)


def references_of(page: Page, token: Token) -> tuple[Reference, ...]:
    """Whom a noun and everything coordinated with it mean, in order."""
    found = list(page.who(token))
    for other in token.conjuncts:
        found.extend(page.who(other))
    return tuple(dict.fromkeys(found))


def expand(doc: Doc, mention: Mention) -> Mention:
    """The mention with its article."""
    if mention.start and doc[mention.start - 1].lower_ in ("the", "a", "an"):
        return replace(mention, start=mention.start - 1)
    return mention
