"""Gathers the outlets: every module here is one, its file name is its slug. Nobody lists them."""

from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from crawler.errors import UnknownOutlet
from crawler.outlet import Outlet


@cache
def outlets() -> dict[str, Outlet]:
    """Slug → outlet, in order of slug. Raises BadDeclaration where a file says something that cannot be."""
    slugs = sorted(module.name for module in iter_modules(__path__))
    return {slug: replace(import_module(f"{__name__}.{slug}").OUTLET, slug=slug) for slug in slugs}


def outlet(slug: str) -> Outlet:
    """The outlet of that slug. Raises UnknownOutlet, naming those that come closest."""
    found = outlets().get(slug)
    if found is None:
        near = ", ".join(s for s in outlets() if s[:3] == slug[:3]) or "see `qiaowen outlets`"
        raise UnknownOutlet(f"no outlet is called {slug!r}: {near}")
    return found
