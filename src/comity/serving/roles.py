"""`comity roles`: who may ask, add to and change a team's record on PostgreSQL."""

from typing import TYPE_CHECKING, Annotated

import typer

from comity.serving.options import RecordOption

if TYPE_CHECKING:
    from comity.recording.roles import Role

roles = typer.Typer(
    name="roles", no_args_is_help=True, help="Who may ask, add to and change a team's record on PostgreSQL."
)
RoleArgument = Annotated[str, typer.Argument(help="reader, editor or owner.")]
PersonArgument = Annotated[str, typer.Argument(help="A user of the database server.")]


@roles.command()
def lay(ctx: typer.Context, record: RecordOption = None) -> None:
    """Make the three roles of a record, with what each may do."""
    from comity.recording.roles import lay_roles

    _show(lay_roles(record or ctx.obj.settings.record))


@roles.command()
def give(ctx: typer.Context, role: RoleArgument, person: PersonArgument, record: RecordOption = None) -> None:
    """Give a role to a user of the server."""
    from comity.recording.roles import give_role

    _show(give_role(record or ctx.obj.settings.record, role, person))


@roles.command()
def take(ctx: typer.Context, role: RoleArgument, person: PersonArgument, record: RecordOption = None) -> None:
    """Take a role from a user."""
    from comity.recording.roles import take_role

    _show(take_role(record or ctx.obj.settings.record, role, person))


@roles.command("list")
def show(ctx: typer.Context, record: RecordOption = None) -> None:
    """Who has which role."""
    from comity.recording.roles import list_roles

    _show(list_roles(record or ctx.obj.settings.record))


def _show(held: "list[Role]") -> None:
    from comity.serving.terminal import output, plain

    for role in held:
        people = ", ".join(role.people) or "nobody"
        output().print(plain(f"{role.name} ({role.group}) {role.may}: {people}"), soft_wrap=True)
    if not held:
        output().print(plain("The record has no roles yet; make them with “comity roles lay”."), soft_wrap=True)
