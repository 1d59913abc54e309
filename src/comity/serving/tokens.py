"""`comity tokens`: with which programs of a team ask a server at which people sign in."""

from pathlib import Path
from typing import Annotated

import typer

tokens = typer.Typer(
    name="tokens", no_args_is_help=True, help="Tokens with which programs ask a server at which a team signs in."
)
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The file that “comity serve --tokens” was given.")]


@tokens.command()
def make(
    file: FileArgument,
    name: Annotated[str, typer.Argument(help="What it is for, such as “nightly report”.")],
    person: Annotated[str, typer.Option("--person", help="In whose name it asks.")],
    role: Annotated[str, typer.Option("--role", help="reader, editor or owner.")] = "reader",
    days: Annotated[int, typer.Option("--days", help="For how many days it counts.")] = 90,
) -> None:
    """Make a token and print it, this once."""
    from comity.errors import UserError
    from comity.serving.terminal import messages, output, plain
    from comity.serving.web.signing_on.arrangement import ROLES
    from comity.serving.web.tokens import Tokens

    if role not in ROLES:
        raise UserError(f"“{role}” is no role; there are {', '.join(reversed(ROLES))}.")
    secret, made = Tokens(file).make(person, role, name, days)
    output().print(plain(secret), soft_wrap=True)
    messages().print(plain(f"{made.id} counts until {made.ends}. It is shown this once; keep it as a password."))


@tokens.command("list")
def show(file: FileArgument) -> None:
    """Tokens that count, without what would let anybody in."""
    from comity.serving.terminal import output, plain
    from comity.serving.web.tokens import Tokens

    for one in Tokens(file).current():
        line = f"{one.id}  {one.name}: {one.person} ({one.role}), {one.made} to {one.ends}"
        output().print(plain(line), soft_wrap=True)


@tokens.command()
def revoke(file: FileArgument, id: Annotated[str, typer.Argument(help="The token's id, tk-….")]) -> None:
    """End a token at once, also at a server that runs."""
    from comity.serving.terminal import messages, plain
    from comity.serving.web.tokens import Tokens

    gone = Tokens(file).revoke(id)
    messages().print(plain(f"{gone.id} of {gone.person} counts no more."))
