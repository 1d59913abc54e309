"""`comity lexicon`: why a sentence reads as it does, and whether the reader's words are sound."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from comity.serving.options import PublishedOption

if TYPE_CHECKING:
    from comity.model import Statement

lexicon = typer.Typer(name="lexicon", no_args_is_help=True, help="The reader's words: look into them, check them.")
_UNTOLD = {"id", "kind", "document", "evidence", "contexts", "confidence", "frame", "when_basis"}


@lexicon.command()
def why(
    ctx: typer.Context,
    sentence: Annotated[str, typer.Argument(help="A sentence or more; - is standard input.")],
    published: PublishedOption = None,
) -> None:
    """Show which frames fired on a sentence, on which words, and what was rejected and why."""
    from comity.reading.explaining import explain_text
    from comity.serving.terminal import output, plain

    text = sys.stdin.read() if sentence == "-" else sentence
    doors, screen = ctx.obj, output()
    reader = doors.make_reader(doors.settings, doors.load_register(doors.settings))
    explanation = explain_text(reader, text, published)
    if not explanation.statements:
        screen.print(plain("Nothing is stated here." if explanation.sentences else "This is no running text.", "bold"))
    for statement in explanation.statements:
        head = f"{statement.kind} · {statement.frame or 'rule'} · {statement.confidence:.2f}"
        screen.print(plain(head, "bold"))
        screen.print(plain(_tell(statement)), soft_wrap=True)
        for evidence in statement.evidence:
            screen.print(plain(f"“{evidence.exact}”", "dim"), soft_wrap=True)
    for tried in explanation.tried:
        told = "fired" if tried.why_not is None else f"not: {tried.why_not}"
        more = "".join(f" · {one}" for one in (tried.to, tried.sure) if one)
        screen.print(plain(f"{tried.word} · {tried.frame} · {told}{more}"), soft_wrap=True)


@lexicon.command()
def check() -> None:
    """Look for faults in every file of the lexicon; status 2 when there are any."""
    from comity.reading.frames import event_lexicon
    from comity.reading.lexicon_check import check_lexicon
    from comity.serving.faults import USER
    from comity.serving.terminal import output, plain

    problems = check_lexicon()
    for problem in problems:
        output().print(plain(str(problem)), soft_wrap=True)
    if problems:
        output().print(plain(f"{len(problems)} faults.", "bold"))
        raise typer.Exit(USER)
    book = event_lexicon()
    output().print(plain(f"The lexicon is sound: {len(book.frames)} event frames, {book.count()} triggers.", "bold"))


def _tell(statement: "Statement") -> str:
    """What a statement says, key by key, without what is shown beside it."""
    said = {key: _brief(value) for key, value in statement.to_json().items() if key not in _UNTOLD}
    return ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in said.items() if value)


def _brief(value: Any) -> str:
    if isinstance(value, list):
        return " + ".join(map(_brief, value))
    if isinstance(value, dict):
        return f"{value['name']} ({value['id']})"
    return str(value) if value is not None else ""
