"""The house itself: the Makefile, the lock file, and the budgets every file keeps."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
CODE = sorted([*(HOUSE / "crawler").rglob("*.py"), *(HOUSE / "archive").rglob("*.py")])
BANNED = {"util", "utils", "helper", "helpers", "manager", "process", "data", "content"}
# words that are not ours to choose: Scrapy's hooks and HTTP's header
GIVEN = {
    "requires_crawler_process",
    "process_request",
    "process_response",
    "process_exception",
    "process_start",
    "content_type",
    "content_encoding",
}

# --- the Makefile and set_up -----------------------------------------------------------------------------------------


def test_help_lists_every_target() -> None:
    makefile = (HOUSE / "Makefile").read_text("utf-8")
    targets = re.findall(r"^([a-z-]+):(?!=)", makefile, re.MULTILINE)
    said = subprocess.run(["make", "help"], cwd=HOUSE, capture_output=True, text=True, check=True).stdout
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert re.findall(r"^  make ([a-z-]+) +\S", said, re.MULTILINE) == targets
    assert phony
    assert phony[1].split() == targets
    assert {"setup", "demo", "crawl", "serve", "test", "check", "format", "docs", "quality"} <= set(targets)


def test_every_target_sets_up_what_it_needs() -> None:
    makefile = (HOUSE / "Makefile").read_text("utf-8")
    rules = dict(re.findall(r"^([a-z-]+):(?!=) ?(.*?) ?##", makefile, re.MULTILINE))
    assert {name for name, needs in rules.items() if "setup" not in needs.split()} == {"help", "setup"}


@pytest.mark.parametrize(
    "stub",
    [
        "#!/bin/sh\necho Python 3.9.2\n",
        '#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 && exit\nexit 1\n',
        '#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 && exit\necho False\n',
    ],
    ids=["says the same to everything", "fails at -c", "knows that it is old"],
)
def test_too_old_a_python_is_one_plain_line(tmp_path: Path, stub: str) -> None:
    python = tmp_path / "an old one" / "python3"
    python.parent.mkdir()
    python.write_text(stub)
    python.chmod(0o755)
    done = subprocess.run(
        ["sh", ".ci/set_up"],
        check=False,
        cwd=HOUSE,
        env={"PATH": "/usr/bin:/bin", "PYTHON": str(python)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert f"needs Python 3.11 or later, but {python} is Python 3.9.2" in done.stderr


def test_generated_docs_are_what_the_code_says_today() -> None:
    pages = ["README.md", *(str(page.relative_to(HOUSE)) for page in sorted((HOUSE / "docs").glob("*.md")))]
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", "--diff", *pages],
        check=False,
        cwd=HOUSE,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"run `make docs`\n{done.stdout}{done.stderr}"


# --- the lock file ---------------------------------------------------------------------------------------------------


def test_the_lock_names_the_public_index_only() -> None:
    hosts = set(re.findall(r"[a-z+]+://([^/\"]+)", (HOUSE / "uv.lock").read_text("utf-8")))
    assert hosts == {"pypi.org", "files.pythonhosted.org"}


def test_every_locked_package_has_a_wheel() -> None:
    packages = tomllib.loads((HOUSE / "uv.lock").read_text("utf-8"))["package"]
    # the project itself, and what Scrapy needs on PyPy only
    assert {p["name"] for p in packages if not p.get("wheels")} == {"qiaowen", "pypydispatcher"}


# --- budgets and names -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(HOUSE)))
def test_files_and_functions_keep_their_budget(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 300, "a file this long has two jobs: find the seam"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= 60, f"{node.name} has {lines} lines"


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
                | ast.arg(arg=name)
            ):
                yield name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(HOUSE)))
def test_names_say_what_a_thing_is(path: Path) -> None:
    names = [path.stem, *_names(ast.parse(path.read_text("utf-8")))]
    split = {name: set(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_")) for name in names}
    assert {name for name, words in split.items() if words & BANNED and name not in GIVEN} == set()
