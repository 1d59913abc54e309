"""Lists of names are one coordination, and end where the sentence goes on with somebody else."""

import pytest

from comity.model import Document, Quotation
from comity.reading import Reader
from comity.register import Register
from comity.settings import Settings


@pytest.fixture(scope="module")
def reader(register: Register) -> Reader:
    return Reader(Settings(learnt=False), register)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("More than a million people have fled to Chad, Egypt and South Sudan, UNHCR says.", ["org:UNHCR"]),
        ("Talks on trade were held with Brazil, India and China, Russia said.", ["state:RUS"]),
        ("Brazil, India and China said that the tariffs were unfair.", ["state:BRA", "state:CHN", "state:IND"]),
    ],
)
def test_who_speaks_behind_a_list_is_not_of_it(reader: Reader, text: str, speakers: list[str]) -> None:
    said = [s for s in reader.read(Document(text, published="2024-05-01")).statements if isinstance(s, Quotation)]
    assert sorted(quotation.speaker.id for quotation in said) == speakers
