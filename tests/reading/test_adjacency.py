from comity.reading.adjacency import adjoin
from comity.reading.lexicon import load
from comity.register import Register


def test_every_pair_stands_once_and_is_of_states_that_the_register_knows():
    register, seen = Register.load(), set()
    for part in load("neighbours").values():
        for one, others in part.items():
            for other in others:
                pair = frozenset((one, other))
                assert len(pair) == 2
                assert pair not in seen
                seen.add(pair)
                assert all(register.entry(f"state:{code}") is not None for code in pair), pair


def test_adjoining_holds_both_ways_and_denies_nothing_of_what_is_on_no_list():
    assert adjoin("state:BOL", "state:CHL")
    assert adjoin("state:CHL", "state:BOL")
    assert not adjoin("state:RUS", "state:PAK")
    assert adjoin("state:SUN", "state:TUR")
    assert adjoin("region:xinjiang", "state:KAZ")
