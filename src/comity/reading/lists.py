"""Lists of names: “Brazil, Russia, India and China” is one coordination, whatever the parser made of it.

The small model often reads a list as appositions or compounds; since the names are known, the parse is mended
once here, in the page's own Doc, so that every reader sees the coordination.
"""

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Span, Token

from comity.reading.lexicon import words
from comity.reading.names import Name
from comity.reading.roles import role_words

_LINKS = frozenset({",", "and", "&", "or", "the"})
_OF_WHOM = frozenset({"of", "for", "from"})
_LAST = frozenset({"and", "or", "&"})


def mend_lists(doc: Doc, names: Sequence[Name]) -> None:
    """Attach every later name of a list to the first one as its conjunct, and persons to persons."""
    for run in _runs(doc, names):
        _attach([Span(doc, n.start, n.end).root for n in run], run)
    of_token = {i: name for name in names for i in range(name.start, name.end)}
    for name in names:
        if _family(name) == "person":
            _mend_joined_person(doc, Span(doc, name.start, name.end).root, of_token)


def _mend_joined_person(doc: Doc, root: Token, of_token: Mapping[int, Name]) -> None:
    """“Ana Roth of Chad and Ian Low of Peru”, “the emir of Qatar and Ian Low”: nobody is joined to a country."""
    land = of_token.get(root.head.i)
    if root.dep_ != "conj" or root.head.dep_ != "pobj" or (land is not None and _family(land) == "person"):
        return
    preposition = root.head.head
    if preposition.lower_ not in _OF_WHOM or not preposition.i or preposition.i > root.head.i:
        return
    above, first = doc[preposition.i - 1], of_token.get(preposition.i - 1)
    if first is not None and _family(first) == "person":
        above = Span(doc, first.start, first.end).root
    elif land is None or above.tag_ != "NN" or above.lower_ not in role_words():
        return
    if root in above.ancestors or above.dep_ in ("compound", "amod"):
        return
    for mark in [c for c in root.head.rights if c.dep_ == "cc" and c.i < root.i][-1:]:
        mark.head = above
    root.head = above


def _runs(doc: Doc, names: Sequence[Name]) -> Iterator[list[Name]]:
    run: list[Name] = []
    for name in names:
        if len(run) == 1 and _opens_clause(doc, run[0]):
            run = []
        if run and _linked(doc, run[-1], name) and not _is_closed(doc, run, name):
            run.append(name)
            continue
        if _is_list(doc, run):
            yield run
        run = [name]
    if _is_list(doc, run):
        yield run


def _opens_clause(doc: Doc, name: Name) -> bool:
    """“At the United Nations, Britain and France vetoed it”: the first name stands in a phrase of its own."""
    at = name.start - 1
    while at >= 0 and doc[at].pos_ == "DET":
        at -= 1
    if at < 0 or not doc[at].is_sent_start or doc[at].pos_ != "ADP" or doc[name.end : name.end + 1].text != ",":
        return False
    governor = Span(doc, name.start, name.end).root.sent.root
    subject = next((c for c in governor.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return subject is not None and subject.i > name.end and governor.i > subject.i


def _linked(doc: Doc, left: Name, right: Name) -> bool:
    between = doc[left.end : right.start]
    if not 1 <= len(between) <= 3 or any(t.lower_ not in _LINKS for t in between) or between[0].lower_ == "the":
        return False
    if any(t.is_sent_start for t in doc[left.end : right.start + 1]):
        return False
    return _family(left) == _family(right) and not _modifies(doc, left) and not _modifies(doc, right)


def _is_closed(doc: Doc, run: Sequence[Name], name: Name) -> bool:
    """“fled to Chad, Egypt and Sudan, UNHCR says”: who stands before a verb behind the last of a list begins anew."""
    if _is_new_subject(doc, run, name):
        return True
    if len(run) < 2 or doc[name.start - 1].text != "," or doc[run[-1].start - 1].lower_ not in _LAST:
        return False
    return name.end < len(doc) and doc[name.end].tag_ in ("VBZ", "VBD", "VBP")


def _is_new_subject(doc: Doc, run: Sequence[Name], name: Name) -> bool:
    """“Fiji suspended Chad, and Norway sent aid”: no comma parts two names that something is done to.

    Nor does an auxiliary stand behind them: “met him in Lima and Chile had agreed”.
    """
    between = [t.lower_ for t in doc[run[-1].end : name.start]]
    if between in (["and"], ["but"]) and len(run) == 1:
        root, behind = Span(doc, name.start, name.end).root, doc[name.end : name.end + 1]
        acts = root.dep_ in ("nsubj", "nsubjpass") and root.head.i > name.end
        first = Span(doc, run[0].start, run[0].end).root
        return acts and first.dep_ in ("dobj", "pobj") and any(t.dep_ in ("aux", "auxpass") for t in behind)
    if len(run) > 1 or between[:2] not in ([",", "and"], [",", "but"]):
        return False
    done_to = Span(doc, run[0].start, run[0].end).root.dep_ in ("dobj", "pobj", "dative")
    return done_to and name.end < len(doc) and doc[name.end].tag_ in ("VBZ", "VBD", "VBP", "MD")


def _modifies(doc: Doc, name: Name) -> bool:
    """A possessive or a demonym before a noun is no member of a list of names."""
    following = doc[name.end] if name.end < len(doc) else None
    if following is not None and following.tag_ == "POS":
        return True
    return bool(name.readings) and name.readings[0][1] in ("demonym",)


def _family(name: Name) -> str:
    if not name.readings:
        return "person" if name.kind == "person" else "body"
    return "person" if name.readings[0][0].startswith("person:") else "body"


def _is_list(doc: Doc, run: Sequence[Name]) -> bool:
    """Two names need an “and”; three or more need one before the last, or a comma all along."""
    if len(run) < 2:
        return False
    last = {t.lower_ for t in doc[run[-2].end : run[-1].start]}
    return bool(last & _LAST) or len(run) > 2


def _attach(heads: Sequence[Token], run: Sequence[Name]) -> None:
    inside = {i for n in run for i in range(n.start, n.end)}
    top = min(heads, key=_depth)
    governor, relation = top.head, top.dep_
    if governor.i == top.i or governor.i in inside:
        if governor.i != top.i:
            return
        _chain(heads, top)
        return
    first = heads[0]
    if relation == "conj" and first.dep_ == "pobj" and first.head.head.i == governor.i < first.i:
        if _acts_for_one(governor):
            return  # “the government of Yemen and the Houthis”: two, of whom one is named by what acts for it
    else:
        first.head, first.dep_ = governor, relation
    for token in heads[1:]:
        token.head, token.dep_ = first, "conj"


def _acts_for_one(noun: Token) -> bool:
    return noun.tag_ == "NN" and noun.lower_ in words("actors", "state_nouns") | words("actors", "arm_nouns")


def _chain(heads: Sequence[Token], top: Token) -> None:
    """The list is the root of its sentence: everything hangs on what was the root."""
    for token in heads:
        if token.i != top.i:
            token.head, token.dep_ = top, "conj"


def _depth(token: Token) -> int:
    depth = 0
    while token.head.i != token.i:
        token = token.head
        depth += 1
    return depth
