"""The pages in 繁體, 简体 and English: chosen rightly, and complete."""

import ast
import re
import tomllib
from dataclasses import fields
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import opencc
import pytest
from jinja2 import Environment, nodes

from archive.absences import Reason
from archive.articles import Cause
from archive.describe import COLUMNS, TABLES
from archive.model import Mark, Relation, Tally
from archive.serve import meanings
from archive.serve.language import choose, descriptions, say, tag_of, words
from archive.serve.questions import QUESTIONS
from crawler.health.verdict import CALM, VERDICTS
from tests.reading_room import furnish, opened
from tests.test_serve import pages

SERVE = Path(__file__).parent.parent / "archive" / "serve"
TEMPLATES = sorted((SERVE / "templates").glob("*.html"))

# Names, which are the same in every language.
NAMES = {"僑聞", "Qiaowen", "Datasette", "JSON", "CSV", "Atom", "SQL", "BibTeX", "RIS", "CSL-JSON"}
# Attributes that a reader sees or hears.
SPOKEN = re.compile(r'\b(?:title|alt|placeholder|aria-label|value)="([^"]*)"')


def phrases(template: Path) -> set[str]:
    """What a template says through `_()`."""
    calls = Environment(autoescape=True).parse(template.read_text(encoding="utf-8")).find_all(nodes.Call)
    said = {call.args[0] for call in calls if isinstance(call.node, nodes.Name) and call.node.name == "_"}
    return {phrase.value for phrase in said if isinstance(phrase, nodes.Const)}


def meant() -> set[str]:
    """Phrases that are looked up by a code."""
    tables = [value for name, value in vars(meanings).items() if name.isupper() and isinstance(value, dict)]
    questions = [(question.title, question.meaning) for question in QUESTIONS]
    return set().union(*(table.values() for table in tables), *questions)


def test_every_phrase_is_translated_and_none_is_left_over() -> None:
    assert set().union(*map(phrases, TEMPLATES), meant()) == set(words())


def test_every_table_and_column_is_described_in_every_language() -> None:
    sentences = {*TABLES.values(), *(meaning for columns in COLUMNS.values() for meaning in columns.values())}
    assert sentences == set(descriptions())


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans"])
async def test_the_pages_of_tables_are_in_the_readers_language(tmp_path: Path, language: str) -> None:
    furnish(tmp_path)
    async with opened(tmp_path) as datasette:
        for path in ("/schema", "/archive", "/archive/articles", "/archive?_show_hidden=1"):
            html = (await datasette.client.get(path, headers={"accept-language": language})).text
            left = [sentence for sentence in descriptions() if len(sentence) > 15 and f">{sentence}" in html]
            assert left == [], path


class Unsaid(HTMLParser):
    """Chinese text of an English page that does not say that it is Chinese."""

    VOID = frozenset({"meta", "link", "input", "br", "col"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append((tag, dict(attrs).get("lang") or (self.open[-1][1] if self.open else "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if re.search(r"[\u4e00-\u9fff]", data) and not self.open[-1][1].startswith("zh"):
            self.texts += [data.strip()] * (self.open[-1][0] not in {"title", "textarea"})


async def test_every_chinese_text_of_an_english_page_says_that_it_is(tmp_path: Path) -> None:
    numbers = furnish(tmp_path)
    # Sentences of the schema that have a Chinese example in them.
    examples = {sentence for sentence in descriptions() if re.search(r"[\u4e00-\u9fff]", sentence)}
    async with opened(tmp_path) as datasette:
        for path in pages(numbers):
            html = (await datasette.client.get(path, headers={"accept-language": "en"})).text
            unsaid = {text.rstrip(".") for text in Unsaid(html).texts}
            assert unsaid <= examples, path


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_says_nothing_but_through_its_translation(template: Path) -> None:
    source = re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
    # Example SQL is the same in every language.
    source = re.sub(r"(<textarea[^>]*>).*?</textarea>", r"\1</textarea>", source, flags=re.DOTALL)
    source = re.sub(r"\{% block body_class %\}[a-z]*", "", source)
    plain = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", source, flags=re.DOTALL)
    spoken = " ".join(SPOKEN.findall(plain))
    text = re.sub(r"<[^>]*>", " ", plain)
    said = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", f"{text} {spoken}"))
    assert said <= NAMES


def test_both_scripts_are_written_in_their_own_characters() -> None:
    to_simplified = opencc.OpenCC("t2s")
    for english, (traditional, simplified) in (words() | descriptions()).items():
        assert to_simplified.convert(simplified) == simplified, f"{english}: {simplified} is not all simplified"
        values = re.compile(r"\{[^}]*\}")
        assert sorted(values.findall(traditional)) == sorted(values.findall(simplified)), english
        assert set(values.findall(traditional)) == set(values.findall(english)), english


@pytest.mark.parametrize("name", ["words.toml", "descriptions.toml"])
def test_no_phrase_is_given_twice(name: str) -> None:
    text = (SERVE / name).read_text(encoding="utf-8")
    assert len(tomllib.loads(text)) == len(re.findall(r'^"', text, re.MULTILINE))


def test_every_code_of_the_archive_has_its_words() -> None:
    assert set(meanings.MARKS) == {mark.value for mark in Mark}
    assert set(meanings.CAUSES) == set(get_args(Cause))
    assert set(meanings.ABSENCES) == set(get_args(Reason))
    assert set(meanings.RELATIONS) == {relation.value for relation in Relation}
    assert set(meanings.VERDICTS) == set(VERDICTS)
    assert meanings.CALM == CALM
    assert set(meanings.TALLY) < {field.name for field in fields(Tally)}


@pytest.mark.parametrize(
    ("cookie", "accept", "language"),
    [
        (None, "", "en"),
        (None, "zh-TW,zh;q=0.9,en;q=0.8", "zh-Hant"),
        (None, "zh-HK", "zh-Hant"),
        (None, "zh-Hant-US", "zh-Hant"),
        (None, "zh-CN,zh;q=0.9", "zh-Hans"),
        (None, "zh-SG", "zh-Hans"),
        (None, "zh", "zh-Hans"),
        (None, "fr-FR,fr;q=0.9,zh-TW;q=0.5,en;q=0.4", "zh-Hant"),
        (None, "en;q=0.1,zh-CN;q=0.2", "zh-Hans"),
        (None, "zh-TW;q=0,en", "en"),
        (None, "zh-TW;q=nonsense", "en"),
        (None, "de", "en"),
        ("zh-Hans", "zh-TW", "zh-Hans"),
        ("klingon", "zh-TW", "zh-Hant"),
    ],
)
def test_the_reader_gets_the_language_chosen_by_hand_or_by_browser(
    cookie: str | None, accept: str, language: str
) -> None:
    assert choose(cookie, accept) == language


def test_every_reason_a_page_gave_no_article_has_its_words() -> None:
    """Reasons are written where something goes wrong; those of HTTP are numbers, those of quality are marks."""
    written = re.compile(
        r'\b(?:Fault|Refused|refuse_trap)\(\s*"(\w+)"|^        "(\w+)",$|^    \("(\w+)", r"', re.MULTILINE
    )
    fetch = (SERVE.parent.parent / "crawler" / "fetch").glob("*.py")
    files = [*fetch, *(SERVE.parent.parent / "crawler" / name for name in ("reading.py", "reextract.py"))]
    found = {code for file in files for match in written.findall(file.read_text(encoding="utf-8")) for code in match}
    assert len(found) > 20
    assert found - {""} <= set(meanings.REASONS)
    assert set(meanings.MARKS) <= set(meanings.REASONS)


def test_counts_are_said_in_singular_and_plural() -> None:
    phrase = "{n:,} article|{n:,} articles"
    assert [say("en", phrase, n=n) for n in (0, 1, 1234)] == ["0 articles", "1 article", "1,234 articles"]
    assert say("zh-Hant", phrase, n=1) == "1 篇"
    with pytest.raises(KeyError):
        say("zh-Hans", "never said")


def test_the_language_of_a_text_is_what_was_measured_of_it() -> None:
    assert [
        tag_of("Hant", "zh"),
        tag_of("Hans", None),
        tag_of("mixed", "zh"),
        tag_of(None, "en"),
        tag_of(None, None),
    ] == [
        "zh-Hant",
        "zh-Hans",
        "zh",
        "en",
        None,
    ]


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/language/zh-Hant?next=/search%3Fq%3D%25E6%25B8%25A1", "/search?q=%E6%B8%A1"),
        ("/language/zh-Hant?next=https://evil.example/", "/"),
        ("/language/zh-Hant?next=//evil.example/", "/"),
        ("/language/zh-Hant?next=/%5Cevil.example/", "/"),
        ("/language/zh-Hant?next=/%0d%0aset-cookie:%20a=b", "/"),
        ("/language/zh-Hant", "/"),
    ],
)
async def test_choosing_a_language_leads_back_and_nowhere_else(tmp_path: Path, path: str, location: str) -> None:
    furnish(tmp_path)
    async with opened(tmp_path) as datasette:
        answer = await datasette.client.get(path)
        assert (answer.status_code, answer.headers["location"]) == (302, location)
        assert answer.headers["set-cookie"].startswith("language=zh-Hant; Max-Age=31536000; Path=/; SameSite=lax")
        chosen = await datasette.client.get("/", cookies={"language": "zh-Hant"}, headers={"accept-language": "en"})
        assert '<html lang="zh-Hant">' in chosen.text
        assert "set-cookie" not in (await datasette.client.get("/language/klingon")).headers


def test_the_modules_say_nothing_to_readers_but_through_say() -> None:
    """Python files of the pages hold no Chinese but in comments, docstrings and the few names of languages."""
    allowed = {"language.py", "moments.py", "citations.py", "feeds.py", "columns.py"}
    for path in SERVE.rglob("*.py"):
        if path.name in allowed:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
                assert not re.search(r"[\u4e00-\u9fff]", node.value), (path.name, node.value)
