"""`comity serve` and `comity mcp`: the record in a browser and for language models, on this machine."""

from typing import Annotated

import typer

from comity.errors import UserError
from comity.serving.options import RecordOption


def serve(
    ctx: typer.Context,
    record: RecordOption = None,
    host: Annotated[str, typer.Option("--host", help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")] = 8017,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="HOST", help="A further host name under which it is reached; * for any."),
    ] = None,
    public: Annotated[bool, typer.Option("--public", help="For everyone: nothing can be written.")] = False,
) -> None:
    """Open the record in a browser."""
    import secrets
    import socket

    import uvicorn

    from comity.serving.terminal import output, plain
    from comity.serving.web.app import LOOPBACK, build_app
    from comity.serving.web.jobs import Jobs
    from comity.serving.web.site import Site
    from comity.serving.web.workshop import Workshop

    address = record or ctx.obj.settings.record
    desk = ctx.obj.open_desk(address, ctx.obj.settings)
    with desk, socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
        except OSError as error:
            raise UserError(f"Cannot listen at {host} port {port} ({error.strerror}); give another --port.") from None
        taken = listening.getsockname()[1]
        here = f"http://{f'[{host}]' if ':' in host else host}:{taken}"
        output().print(plain(f"Comity at {here}/ (Ctrl+C ends it)"))
        workshop = Workshop(ctx.obj.settings)
        site = Site(desk, public, workshop)
        if not public:
            jobs = Jobs(lambda: ctx.obj.open_record(address), workshop, desk.register)
            site = Site(desk, public, workshop, jobs, secrets.token_urlsafe(24))
            output().print(plain(f"To write as well, open {here}/enter/{site.token}"), soft_wrap=True)
        app = build_app(site, (*LOOPBACK, host, *(name or ())))
        config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=3)
        try:
            uvicorn.Server(config).run([listening])
        finally:
            workshop.close()


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
