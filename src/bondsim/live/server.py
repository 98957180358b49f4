"""Serving a page on this machine alone: no telemetry, nothing fetched from elsewhere."""

import errno
import logging
import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from threading import Thread
from time import sleep
from typing import Any

HOST = "127.0.0.1"
PORT = 8765
TRIED = 20  # ports from the first one on, where none is asked for


class PageError(Exception):
    """A page cannot be served; the message says what would do."""


def serve(
    page: Callable[[], Any], title: str, *, port: int | None, say: Callable[[str], None], open_page: bool
) -> None:
    """Serve a page until the user stops it.

    Parameters
    ----------
    page
        Solara component that makes the page.
    title
        What the browser's tab says.
    port
        Port to serve it at; without it the first free one from 8765 on.
    say
        Is told the address once the page is there.
    open_page
        Whether to open it in the user's browser.

    Raises
    ------
    PageError
        If the port is taken, or what pages need is not installed.
    """
    with listening(port) as door:
        address = f"http://{HOST}:{door.getsockname()[1]}"
        server = _server(_application(page, title))
        Thread(target=_when_ready, args=(server, address, say, open_page), daemon=True).start()
        with suppress(KeyboardInterrupt):  # that is how a page is ended
            server.run(sockets=[door])


def listening(port: int | None) -> socket.socket:
    """A socket bound to a port of this machine that nobody else can reach.

    Raises
    ------
    PageError
        If the port, or all that were tried, are taken.
    """
    ports = range(PORT, PORT + TRIED) if port is None else [port]
    for one in ports:
        door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, one))
        except OSError as error:
            door.close()
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            if port is not None and error.errno == errno.EACCES:
                raise PageError(
                    f"--port {one}: this system keeps it to itself; one above 1023 would do"
                ) from None
            continue
        door.listen()
        return door
    if port is not None:
        raise PageError(f"--port {port} is taken; leave it out and a free one is found")
    raise PageError(f"the ports {PORT} to {PORT + TRIED - 1} are all taken; give another with --port")


def require_pages() -> None:
    """Make sure that what pages are made of is installed.

    Raises
    ------
    PageError
        If it is not; the message says how it is.
    """
    for name in ("solara", "solara_assets", "altair", "uvicorn"):
        try:
            import_module(name)
        except ImportError:
            how = "pip install 'bondsim[live]', or make setup in a clone"
            raise PageError(f"pages need {name}, which is not installed: {how}") from None


def _application(page: Callable[[], Any], title: str) -> Any:
    """Solara's application with this page; its scripts come from the installed assets and nowhere else."""
    from solara.server import app, settings, starlette
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware
    from starlette.routing import Mount
    from starlette.staticfiles import StaticFiles

    settings.theme.title = title
    assets = StaticFiles(directory=settings.assets.proxy_cache_dir)
    cdn = f"/{starlette.cdn_url_path}"
    routes = [
        Mount(cdn, app=assets) if getattr(route, "path", None) == cdn else route for route in starlette.routes
    ]
    app.apps["__default__"] = app.AppScript(f"{page.__module__}:{page.__name__}")
    own_host = Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])
    return Starlette(routes=routes, lifespan=starlette.lifespan, middleware=[own_host, *starlette.middleware])


def _server(application: Any) -> Any:
    import uvicorn

    class Server(uvicorn.Server):
        """One that does not wait for browsers that still look on."""

        def handle_exit(self, sig: int, frame: Any) -> None:
            logging.disable(logging.CRITICAL)  # pages that are drawing just now find nobody to send to
            super().handle_exit(sig, frame)
            self.force_exit = True

    logging.captureWarnings(True)
    logging.getLogger("py.warnings").addFilter(lambda record: "samesite" not in record.getMessage())
    logging.getLogger("solara").setLevel(logging.ERROR)
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    # a page that is busy drawing does not answer pings, and is there all the same
    config = uvicorn.Config(
        application,
        log_config=None,
        access_log=False,
        lifespan="on",
        ws_ping_interval=None,
        ws_ping_timeout=None,
    )
    return Server(config)


def _when_ready(server: Any, address: str, say: Callable[[str], None], open_page: bool) -> None:
    while not server.started:
        if server.should_exit:
            return
        sleep(0.05)
    say(address)
    if open_page:
        webbrowser.open(address)
