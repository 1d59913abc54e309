"""Introduced names: what a name is by the noun that introduces it, where the recogniser is silent or wrong."""

from collections.abc import Iterator, Set
from functools import cache
from typing import Literal

from spacy.tokens import Doc

from comity.reading.frames import event_lexicon
from comity.reading.lexicon import load, words

_OWNER = 4
"""Tokens in front of a noun of kinship in which its owner must stand (“his late brother, Aco”)."""

_TITLE = 10
"""Tokens between a post with its owner and the comma in front of who holds it."""
_FULL = 4
"""Words that a person's full name may have."""


def introduced_as(doc: Doc, start: int, end: int) -> Literal["person", "organisation", "group"] | None:
    """“his son Gamal” is a person, “the firm Sandline” a body, “the party Fidesz” a group; None where nothing tells."""
    if start < 2 or doc[start].is_sent_start:
        return None
    comma = doc[start - 1].text == ","
    noun = doc[start - 2] if comma else doc[start - 1]
    if noun.lower_ in _kin():
        owned = any(t.tag_ in ("PRP$", "POS", "WP$") for t in doc[max(0, noun.i - _OWNER) : noun.i])
        return "person" if owned and (not comma or _closes(doc, end)) else None
    if noun.lower_ == "and" and not comma and _joins_a_person(doc, start, end):
        return "person"
    heads = words("actors", "group_heads")
    if comma:  # “Ranariddh's party, Funcinpec, …”
        owned = noun.lower_ in heads and any(t.tag_ in ("PRP$", "POS", "WP$") for t in noun.lefts or [noun.nbor(-1)])
        return "group" if owned and _closes(doc, end) else None
    if noun.lower_ in words("actors", "firm_nouns"):
        return "organisation"
    after = doc[end].lower_ if end < len(doc) else ""
    if noun.lower_ in heads or noun.lower_ in ("group", "faction") or after in heads:
        return "group"
    if noun.lower_ == "the" and end - start == 1 and _is_acronym(doc[start].text):
        return "organisation"
    acts = doc[end - 1].dep_ in ("nsubj", "nsubjpass")
    return "organisation" if noun.tag_ == "POS" and acts and doc[start - 2].ent_type_ == "GPE" else None


def _joins_a_person(doc: Doc, start: int, end: int) -> bool:
    """“Ana Roth and Jaime del Valle”: a full name beside a person's is a person's."""
    full = doc[start].is_title and doc[end - 1].is_title and 2 <= end - start <= _FULL
    common = any(doc[i].lower_ in _common_heads() for i in range(start, end))
    return full and not common and doc[start - 2].ent_type_ == "PERSON" and doc[start - 2].dep_ != "compound"


def is_of_post(doc: Doc, start: int, end: int) -> bool:
    """“the prime minister, Mir-Hossein Mousavi,” is a person, whatever the recogniser makes of the name."""
    if _bears_a_title(doc, start, end):
        return True
    if start < 2 or doc[start].is_sent_start or sum(doc[i].is_title for i in range(start, end)) < 2:
        return False
    comma = doc[start - 1].text == ","
    if comma and not _closes(doc, end):
        return False
    known = words("actors", "introducing_posts")
    post = doc[start - 2] if comma else doc[start - 1]
    if post.lower_ in known and post.tag_ != "NNS":
        return True
    owned = [doc[i - 1] for i in behind_owner(doc, start, end)]
    return any(t.lower_ in known | words("actors", "aside_posts") and t.tag_ != "NNS" for t in owned)


def behind_owner(doc: Doc, start: int, end: int) -> Iterator[int]:
    """Where the owner of a post may begin behind which the full name at `start` closes an aside.

    “A spokesman for the Chadian government, Aziz Saleh, …”, “the mayor of Gori, Zviad Khmaladze”.
    """
    given = start
    while start > 1 and (doc[start - 1].ent_type_ == "NORP" or doc[start - 1].lower_ == "the"):
        start -= 1  # “…, the Angolan Ana Roque”
    written = all(t.is_title and not t.is_upper for t in (doc[given], doc[end - 1]))
    if start < 2 or doc[start - 1].text != "," or not written or not 2 <= end - given <= _FULL or not _ends(doc, end):
        return
    for at in range(start - 2, max(0, start - _TITLE), -1):
        if doc[at].lower_ in ("of", "for"):
            yield at
        if doc[at].is_punct or doc[at].pos_ in ("VERB", "AUX") or doc[at].is_sent_start:
            return


def _ends(doc: Doc, end: int) -> bool:
    return end >= len(doc) or doc[end].text in (",", ".", ";", ")", "–", "—")


def _bears_a_title(doc: Doc, start: int, end: int) -> bool:
    """“President Mutharika”: a lone name right behind a post that is written as a title."""
    if start < 1 or end - start != 1 or not doc[start].is_title or doc[start].is_sent_start:
        return False
    title, name = doc[start - 1], doc[start]
    named = title.is_title and title.tag_ in ("NNP", "NN") and name.tag_ in ("NNP", "NNPS", "NN")
    return named and title.lower_ in words("actors", "introducing_posts") and name.lower_ not in _common_heads()


def _common_heads() -> Set[str]:
    return words("actors", "organisation_heads") | words("roles", "portfolios")


def past_post(doc: Doc, start: int, end: int) -> int:
    """“Commission President José Barroso”: where the name begins behind a post in the same run of capitals."""
    posts = [i for i in range(start + 1, end - 1) if doc[i].lower_ in words("actors", "introducing_posts")]
    told = posts and all(doc[i].ent_type_ != "PERSON" for i in range(start, posts[-1] + 1))
    return posts[-1] + 1 if told and doc[posts[-1] + 1].ent_type_ == "PERSON" else start


def opens_title(doc: Doc, at: int, end: int, titles: Set[str]) -> bool:
    """“Wing Commander Ana Roth”, “Ambassadors Ana Roth and …”, “Yesterday Major Roth”: a word in front of the name."""
    low, after = doc[at].lower_, doc[at + 1].lower_.rstrip(".") if at + 1 < end else ""
    if low in words("roles", "rank_openers"):
        return after in titles | words("roles", "rank_openers")
    if low in words("roles", "opening_days"):
        return bool(doc[at].is_sent_start) and after in titles
    posts = low.endswith("s") and low.removesuffix("s") in words("actors", "introducing_posts")
    return posts and end - at > 2 and doc[at + 1].is_title and doc[at + 1].lower_ not in _common_heads()


def _is_acronym(text: str) -> bool:
    return text.isupper() and text.isalpha() and 3 <= len(text) <= 7 and text not in words("actors", "no_acronyms")


def is_of_firm(doc: Doc, start: int, end: int) -> bool:
    """“the firm Sandline”, which the recogniser takes for a person."""
    return start > 0 and end - start == 1 and doc[start - 1].lower_ in words("actors", "firm_nouns")


def _closes(doc: Doc, end: int) -> bool:
    return end >= len(doc) or not doc[end].text[:1].isalpha()


@cache
def _kin() -> frozenset[str]:
    return frozenset(noun for noun, rule in load("relations")["nouns"].items() if rule["relation"] == "family")


def is_creed(doc: Doc, start: int, end: int) -> bool:
    """“the Islamist group”: what somebody believes in is nobody's name."""
    if end - start == 1 and start and doc[start - 1].lower_ in ("a", "an") and doc[start].lower_ in _faiths():
        return True  # “Sonthi, a Muslim”
    return end - start == 1 and end < len(doc) and doc[start].lower_ in words("actors", "creeds")


def _faiths() -> frozenset[str]:
    return words("actors", "faiths")


def is_building(doc: Doc, start: int, end: int) -> bool:
    """“the Capella hotel”, “the Koryo Hotel”: where people are, not who acts."""
    after = doc[end].lower_ if end < len(doc) else ""
    article = start > 0 and doc[start - 1].lower_ == "the"
    return article and (after in words("actors", "buildings") or doc[end - 1].lower_ in words("actors", "buildings"))


def is_site(doc: Doc, start: int, end: int) -> bool:
    """“Port Stanley”, “Mount Igman”; “recaptured Tiger Hill”, which the recogniser takes for a body or a person."""
    if end - start < 2 or not all(doc[i].is_title for i in range(start, end)):
        return False
    if doc[start].lower_ in words("actors", "site_openers"):
        return True
    taken = any(doc[i].dep_ == "dobj" and doc[i].head.lemma_ in words("actors", "taking") for i in range(start, end))
    return taken and doc[end - 1].lower_ in words("actors", "site_heads")


def is_weapon(doc: Doc, start: int, end: int) -> bool:
    """“ten Mirage jets”, “its Leopard tanks”, “MiGs”: a make, and nobody's name."""
    if end - start == 1 and doc[start].lower_ in words("actors", "makes"):
        return True
    made = end < len(doc) and doc[end].lower_ in words("actors", "hardware")
    return made and end - start == 1 and doc[start].is_title and doc[start].dep_ in ("compound", "amod", "nmod")


def before_leader(doc: Doc, start: int, end: int, people: Set[int]) -> int:
    """Where a party's name ends: “the National Party of Andrej Danko” before its leader's; `people` are known ones."""
    of = next((i for i in range(start + 1, end) if doc[i].lower_ == "of"), None)
    if of is None or not {doc[start].lower_, doc[of - 1].lower_} & words("actors", "group_heads"):
        return end
    named = of + 1 in people or any(doc[i].ent_type_ == "PERSON" for i in range(of + 1, end))
    return of if named else end


def only_opens(doc: Doc, at: int) -> bool:
    """“Riot police”: a noun before a noun, whose capital only begins the sentence."""
    token = doc[at]
    before = token.is_sent_start and token.dep_ == "compound" and token.head.i == at + 1 and token.head.text.islower()
    return bool(before) and token.lower_ in event_lexicon().nouns
