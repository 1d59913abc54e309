"""The made-up press of the benches: the same each time, and as true to its texts as what is read."""

from world import World

from comity.recording.soundness import find_fault
from comity.register import default


def test_the_same_seed_gives_the_same_documents_with_sound_statements() -> None:
    one, other = (list(World(default()).documents(300)) for _ in range(2))
    assert one == other
    assert sum(len(told) for _, told in one) >= 300
    assert not [reason for document, told in one for statement in told if (reason := find_fault(document, statement))]
