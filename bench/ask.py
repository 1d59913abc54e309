"""How many questions in plain English are understood: the tested ones, and those that are only measured.

A question is right when its pattern and its command are the expected ones, refused when it is turned away with the
nearest questions, and wrong when another query would be run, which is worse.
"""

import argparse
import datetime as dt
import tempfile
from collections import Counter
from pathlib import Path

from comity.asking.actors import Actors
from comity.asking.ask import Context, understand
from comity.errors import UserError
from comity.model import Document, Evidence, Quotation, Reference
from comity.recording import Run, open_record
from comity.register import Register

CASES = Path(__file__).resolve().parents[1] / "tests" / "asking" / "cases"
TODAY = dt.date(2024, 8, 1)


def main() -> None:
    """Print a line for each set and, when asked, each question that is not right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list the questions that are refused or wrong")
    options = parser.parse_args()
    register = Register.load()
    with tempfile.TemporaryDirectory() as folder, open_record(f"{folder}/empty.db", create=True) as record:
        with record.writer() as writer:
            writer.add(*known_speaker(), run=Run("bench"))
        with record.view() as view:
            context = Context(Actors(view, register), register, TODAY)
            for name in ("ask.txt", "ask_measured.txt", "ask_other_words_measured.txt"):
                measure(CASES / name, context, errors=options.errors)


def known_speaker() -> tuple[Document, list[Quotation]]:
    """A text that quotes the one person whom the questions name and the register does not know."""
    text = "“The club grows faster than its agenda,” said Anna Berg."
    document = Document(text, source="berg.md")
    speaker = Reference("person:anna-berg", "Anna Berg")
    words = Evidence(1, 39, text[1:39])
    said = Quotation(document=document.id, evidence=(words,), speaker=speaker, text=words.exact, form="direct")
    return document, [said]


def measure(file: Path, context: Context, *, errors: bool) -> None:
    """Grade the questions of a file."""
    cases = [line.split("|") for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    tally: Counter[str] = Counter()
    for question, pattern, command, *_ in cases:
        grade, got = put(question.strip(), pattern.strip(), f"comity {command.strip()}", context)
        tally[grade] += 1
        if errors and grade != "right":
            print(f"  {grade:8} {question.strip()} -> {got}")
    grades = ("right", "refused", "wrong")
    shares = ", ".join(f"{grade} {tally[grade]} ({tally[grade] / len(cases):.1%})" for grade in grades)
    print(f"{file.stem:14} {len(cases):4} questions: {shares}")


def put(question: str, pattern: str, command: str, context: Context) -> tuple[str, str]:
    """The grade of a question and what it was taken for."""
    try:
        query = understand(question, context)
    except UserError as error:
        return "refused", str(error)
    got = f"{query.pattern}: {query.command}"
    return ("right" if got == f"{pattern}: {command}" else "wrong"), got


if __name__ == "__main__":
    main()
