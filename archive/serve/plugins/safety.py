"""Archived text is hostile: none of it runs, nothing is loaded from elsewhere. Robots and the curious stay out."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from datasette import NotFound, Response, hookimpl

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Message, Any, Send], Awaitable[None]]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    # The outlet a reader goes on to need not know what was searched for here.
    (b"referrer-policy", b"no-referrer"),
    (b"x-robots-tag", b"noindex, nofollow, noarchive"),
    (b"cross-origin-opener-policy", b"same-origin"),
)

ROBOTS = "User-agent: *\nDisallow: /\n"


@hookimpl
def asgi_wrapper() -> Callable[[Asgi], Asgi]:
    """Put the safety headers on every answer."""

    def wrap(app: Asgi) -> Asgi:
        async def guarded(scope: Message, receive: Any, send: Send) -> None:
            async def with_headers(message: Message) -> None:
                if message["type"] == "http.response.start":
                    message = {**message, "headers": [*message.get("headers", []), *HEADERS]}
                await send(message)

            await app(scope, receive, with_headers)

        return guarded

    return wrap


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """/robots.txt, and what Datasette says of itself that is the keeper's alone"""
    return [(r"^/robots\.txt$", robots), (r"^/-/(metadata|databases)(\.json)?$", withheld)]


async def withheld() -> Any:
    """Tell nobody where the file lies, nor what plugins were told, such as the hashes of passwords."""
    raise NotFound("this is the keeper's alone")


async def robots() -> Any:
    """Keep robots out: the archive is for people; what is public in it is public where it came from."""
    return Response.text(ROBOTS)
