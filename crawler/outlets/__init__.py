"""Gathers the outlets: every module here is one, its file name is its slug. Nobody lists them."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from crawler.errors import BadDeclaration, UnknownOutlet
from crawler.outlet import Outlet

SLUG = r"[a-z][a-z0-9_]*"


@cache
def outlets() -> dict[str, Outlet]:
    """Slug → outlet, in order of slug. Raises BadDeclaration where a file says something that cannot be."""
    found = {slug: _declared(slug) for slug in sorted(module.name for module in iter_modules(__path__))}
    refuse_shared_hosts(found)
    return found


def outlet(slug: str) -> Outlet:
    """The outlet of that slug. Raises UnknownOutlet, naming those that come closest."""
    found = outlets().get(slug)
    if found is None:
        near = ", ".join(s for s in outlets() if s[:3] == slug[:3]) or "see `qiaowen outlets`"
        raise UnknownOutlet(f"no outlet is called {slug!r}: {near}")
    return found


def claimed_by(host: str) -> str | None:
    """The slug of the outlet whose pages live on a host, None where it is nobody's."""
    return next((slug for slug, declared in outlets().items() if host in declared.hosts), None)


def refuse_shared_hosts(found: Mapping[str, Outlet]) -> None:
    """Raises BadDeclaration where two outlets claim a host: nobody could say whose page a page is."""
    claimed: dict[str, str] = {}
    for slug, declared in found.items():
        for host in declared.hosts:
            if claimed.setdefault(host, slug) != slug:
                raise BadDeclaration(
                    f"{_file(slug)}: hosts has {host!r}; allowed is a host that no other outlet claims, "
                    f"and {claimed[host]} does"
                )


def _declared(slug: str) -> Outlet:
    """The outlet in a file. Raises BadDeclaration, naming the file, for whatever is wrong with it."""
    if not re.fullmatch(SLUG, slug):
        raise BadDeclaration(f"{_file(slug)}: its name is {slug!r}; allowed is a-z, 0-9 and _, a letter first")
    try:
        declared: Outlet = replace(import_module(f"{__name__}.{slug}").OUTLET, slug=slug)
        _refuse_strange_examples(declared)
        return declared
    except BadDeclaration as fault:
        raise BadDeclaration(f"{_file(slug)}: {fault}") from fault
    except (TypeError, NameError, AttributeError, SyntaxError, ImportError) as fault:
        raise BadDeclaration(f"{_file(slug)}: {fault}; allowed are the words of crawler/outlet.py") from fault


def _refuse_strange_examples(declared: Outlet) -> None:
    for url in declared.examples:
        if not (declared.is_article(url) and declared.is_own(url)):
            raise BadDeclaration(
                f"{declared.slug}: examples has {url!r}; allowed is an address on its hosts of the form of its articles"
            )


def _file(slug: str) -> str:
    return f"crawler/outlets/{slug}.py"
