"""The reader's language: chosen by hand or by the browser, known to every template and every hook."""

from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from typing import Any
from urllib.parse import quote

from datasette import Response, hookimpl
from datasette.utils.asgi import Request

from archive.serve.language import COOKIE, LANGUAGES, choose, current, say, tag_of

A_YEAR = 365 * 24 * 3600

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Message, Any, Send], Awaitable[None]]


@hookimpl
def asgi_wrapper() -> Callable[[Asgi], Asgi]:
    """Settle the language before anything is asked of it, and say that the answer depends on it."""

    def wrap(app: Asgi) -> Asgi:
        async def in_language(scope: Message, receive: Any, send: Send) -> None:
            if scope["type"] == "http":
                request = Request(scope, receive)
                current.set(choose(request.cookies.get(COOKIE), request.headers.get("accept-language", "")))

            async def varied(message: Message) -> None:
                if message["type"] == "http.response.start":
                    message = {
                        **message,
                        "headers": [*message.get("headers", []), (b"vary", b"Accept-Language, Cookie")],
                    }
                await send(message)

            await app(scope, receive, varied)

        return in_language

    return wrap


@hookimpl
def extra_template_vars(request: Any) -> dict[str, Any]:
    """What every template may say: `_("phrase")`, the language, the other languages, the `lang` of a text."""
    language = current.get()
    return {
        "_": partial(say, language),
        "language": language,
        "languages": LANGUAGES,
        "here": quote(request.full_path) if request else "/",
        "tag_of": tag_of,
    }


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """/language/zh-Hant?next=/search: choose a language and go back."""
    return [(r"^/language/(?P<language>[A-Za-z-]+)$", choose_language)]


async def choose_language(request: Any) -> Any:
    """Remember the language for a year in a cookie that says nothing else, and go back to the page."""
    wanted = request.url_vars["language"]
    response = Response.redirect(_within(request.args.get("next")))
    if wanted in LANGUAGES:
        response.set_cookie(COOKIE, wanted, max_age=A_YEAR, samesite="lax")
    return response


def _within(path: str | None) -> str:
    """The path if it is one of this site, else its home: nobody is sent elsewhere from here."""
    inside = path and path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if path and inside and path.isprintable() else "/"
