"""`comity serve` and `comity mcp`: the record in a browser and for language models, on this machine."""

import os
from pathlib import Path
from typing import Annotated

import typer

from comity.serving.options import RecordOption

PUBLIC_RATE = 240
"""Requests a minute from one address, where everyone may ask."""
TEAM = "Teams"


def serve(
    ctx: typer.Context,
    record: RecordOption = None,
    host: Annotated[str, typer.Option("--host", help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")] = 8017,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="HOST", help="A further host name under which it is reached; * for any."),
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help="For everyone: nothing can be written, nobody can ask too often.")
    ] = False,
    rate: Annotated[
        int | None,
        typer.Option("--rate", min=1, help="Requests a minute from one address.", show_default="240 with --public"),
    ] = None,
    processes: Annotated[
        int | None,
        typer.Option("--processes", min=1, max=64, help="How many processes answer.",
                     show_default="as many as there are processors, at most 4"),
    ] = None,
    trusted_proxy: Annotated[
        list[str] | None,
        typer.Option("--trusted-proxy", metavar="ADDRESS", help="A proxy in front, whose X-Forwarded-For counts."),
    ] = None,
    oidc: Annotated[
        Path | None,
        typer.Option("--oidc", metavar="FILE", rich_help_panel=TEAM, help="Settings of the provider at which people "
                     "sign on (OpenID Connect)."),
    ] = None,
    user_header: Annotated[
        str | None,
        typer.Option("--user-header", metavar="NAME", rich_help_panel=TEAM, help="The header in which that proxy "
                     "names who is signed in, such as X-Remote-User."),
    ] = None,
    editor: Annotated[
        list[str] | None, typer.Option("--editor", metavar="NAME", rich_help_panel=TEAM, help="Who may add and judge.")
    ] = None,
    owner: Annotated[
        list[str] | None, typer.Option("--owner", metavar="NAME", rich_help_panel=TEAM, help="An owner; as an editor.")
    ] = None,
    listed_only: Annotated[
        bool, typer.Option("--listed-only", rich_help_panel=TEAM, help="Only who has a role comes in, not all others "
                           "as readers.")
    ] = False,
    tokens: Annotated[
        Path | None,
        typer.Option("--tokens", metavar="FILE", rich_help_panel=TEAM, help="Where tokens of its programs are kept, as "
                     "hashes; people make them at /tokens."),
    ] = None,
    embed_in: Annotated[
        list[str] | None,
        typer.Option("--embed-in", metavar="SITE", help="A site that may show charts in frames: https://example.org."),
    ] = None,
) -> None:  # fmt: skip
    """Open the record in a browser."""
    from comity.serving.terminal import tell_now
    from comity.serving.web.app import LOOPBACK
    from comity.serving.web.embedding import check_framers
    from comity.serving.web.running import Orders, choose_processes, listen_at, open_tokens, run, team_door
    from comity.serving.web.signing_on.arrangement import load_arrangement

    address = record or ctx.obj.settings.record
    sign_on = load_arrangement(oidc, os.environ) if oidc else None
    team = team_door(user_header, trusted_proxy or (), address, editor or (), owner or (), listed_only, sign_on)
    names = (*LOOPBACK, host, *(name or ()), *([sign_on.host] if sign_on else []))
    with listen_at(host, port) as listening:
        here = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
        orders = Orders(
            address, names, sign_on.address if sign_on else here, choose_processes(processes), public,
            rate or (PUBLIC_RATE if public else None),
            tuple(trusted_proxy or ()), team, check_framers(embed_in or ()), open_tokens(tokens, team),
        )  # fmt: skip
        run(ctx.obj, orders, listening, tell_now)


def mcp(
    ctx: typer.Context,
    record: RecordOption = None,
    http: Annotated[
        bool, typer.Option("--http", help="Over HTTP at /mcp instead of standard input and output.")
    ] = False,
    host: Annotated[str, typer.Option("--host", help="The address to listen at, with --http.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port, with --http.")] = 8018,
) -> None:
    """Give language models read-only tools whose every fact carries its words (Model Context Protocol)."""
    from comity.serving.agents.tools import build_server
    from comity.serving.terminal import messages, plain

    with ctx.obj.open_desk(record or ctx.obj.settings.record, ctx.obj.settings) as desk:
        server = build_server(desk)
        if http:
            messages().print(plain(f"Comity's tools at http://{host}:{port}/mcp (Ctrl+C ends it)"))
            server.run("streamable-http", host=host, port=port, stateless_http=True, json_response=True)
        else:
            server.run("stdio")
