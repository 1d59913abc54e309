"""`comity serve`: the record in a browser, on this machine unless told otherwise."""

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
    import socket

    import uvicorn

    from comity.serving.terminal import output, plain
    from comity.serving.web.app import LOOPBACK, build_app
    from comity.serving.web.site import Site

    desk = ctx.obj.open_desk(record or ctx.obj.settings.record, ctx.obj.settings)
    with desk, socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
        except OSError as error:
            raise UserError(f"Cannot listen at {host} port {port} ({error.strerror}); give another --port.") from None
        taken = listening.getsockname()[1]
        app = build_app(Site(desk, public=public), (*LOOPBACK, host, *(name or ())))
        output().print(plain(f"Comity at http://{f'[{host}]' if ':' in host else host}:{taken}/ (Ctrl+C ends it)"))
        config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=3)
        uvicorn.Server(config).run([listening])
