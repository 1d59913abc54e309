"""Name kinds: whether a name is of a person, a people, a group or a body."""

from comity.reading.names import Name


def is_person(name: Name) -> bool:
    return name.kind == "person" or (bool(name.readings) and name.readings[0][0].startswith("person:"))


def is_demonym(name: Name) -> bool:
    return bool(name.readings) and name.readings[0][1] in ("demonym", "people")


def is_group(name: Name) -> bool:
    return name.kind == "group" or (bool(name.readings) and name.readings[0][0].startswith("group:"))


def is_body(name: Name) -> bool:
    return name.kind == "organisation" or (bool(name.readings) and name.readings[0][0].startswith("org:"))
