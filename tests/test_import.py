"""Import of texts and rows: exported articles, corpora, WordPress exports; what is none is said in a line."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import (
    Article,
    Image,
    Mark,
    article_of,
    check,
    open_shelf,
)
from tests.exchanged import PARAGRAPHS, run, told

PYARROW = find_spec("pyarrow") is not None

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
strings = st.one_of(st.none(), texts)


@given(
    st.builds(
        Article,
        url=texts,
        headline=strings,
        byline=strings,
        tags=st.tuples(texts),
        body=st.lists(st.text("花市開鑼。a ", min_size=1), min_size=1).map(tuple),
        images=st.lists(st.builds(Image, url=strings, caption=strings, credit=strings)).map(tuple),
        marks=st.lists(st.sampled_from(Mark)).map(tuple),
    )
)
def test_any_article_is_the_same_after_json(article: Article) -> None:
    row = {name: getattr(article, name) for name in Article.__dataclass_fields__}
    row |= {"images": [{"url": i.url, "caption": i.caption, "credit": i.credit} for i in article.images]}
    assert article_of(json.loads(json.dumps(row))) == article


@pytest.mark.parametrize(
    "line", ["[]", "{}", '{"url": "https://a.example/1"}', '{"url": "u", "body": ["x"], "marks": ["?"]}']
)
def test_a_line_that_is_no_article_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "x.jsonl").write_text(f"{line}\n", "utf-8")
    shown = run(tmp_path / "data", "import", "articles", tmp_path / "x.jsonl")
    assert shown.exit_code == 2
    assert "line 1: no exported article" in shown.stderr


@pytest.mark.skipif(not PYARROW, reason="NOT TESTED: Parquet, because pyarrow is not installed")
def test_a_corpus_in_parquet_is_read(tmp_path: Path) -> None:
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415

    text = "\n\n".join(("港灣花市開鑼", *PARAGRAPHS))
    pq.write_table(pa.table({"url": ["https://a.example/1"], "text": [text]}), tmp_path / "corpus.parquet")
    assert run(tmp_path / "data", "import", "text", tmp_path / "corpus.parquet").stdout.startswith(
        "1 articles imported"
    )


WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
{items}</channel></rss>"""
ITEM = """<item><title>{title}</title><link>https://harbour.example/archives/{number}</link>
<dc:creator><![CDATA[林若海]]></dc:creator><content:encoded><![CDATA[{html}]]></content:encoded>
<wp:post_date_gmt>2018-02-03 04:05:06</wp:post_date_gmt><wp:post_type>{kind}</wp:post_type>
<wp:status>{status}</wp:status></item>"""


def test_a_wordpress_export_is_read_as_its_pages_are(tmp_path: Path) -> None:
    html = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    bare = "\n\n".join(PARAGRAPHS)
    items = [
        ITEM.format(title="花市開鑼", number=1, html=html, kind="post", status="publish"),
        ITEM.format(title="花市落幕", number=2, html=bare, kind="post", status="publish"),
        ITEM.format(title="草稿", number=3, html=html, kind="post", status="draft"),
        ITEM.format(title="圖", number=4, html="", kind="attachment", status="inherit"),
    ]
    (tmp_path / "x.xml").write_text(WXR.format(items="\n".join(items)), "utf-8")
    shown = run(tmp_path / "data", "import", "wordpress", tmp_path / "x.xml")
    assert shown.stdout == "2 articles imported, 0 revised, 0 known, 2 passed over, 0 failed\n"
    first, second = told(tmp_path / "data")
    assert (first["headline"], first["published_at"]) == ("花市開鑼", "2018-02-03T04:05:06Z")
    assert first["body"] == second["body"] == list(PARAGRAPHS)
    with open_shelf(tmp_path / "data") as shelf:
        assert "林若海" in shelf.read(1).body.decode()
    assert run(tmp_path / "data", "reextract").exit_code == 0


POST = ITEM.format(title="花市開鑼", number=1, html="{html}", kind="post", status="publish")
HTML = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def imported(folder: Path, items: str) -> str:
    (folder / "x.xml").write_text(WXR.format(items=items), "utf-8")
    return run(folder / "data", "import", "wordpress", folder / "x.xml").stdout


@pytest.mark.parametrize(
    ("odd", "headline"),
    [
        (POST.replace("<title>花市開鑼</title>", ""), None),
        (POST.replace("花市開鑼", ""), None),
        (POST.replace("花市開鑼", "花市\x0b開\x00鑼"), "花市開鑼"),
        (POST.replace("2018-02-03 04:05:06", "0000-00-00 00:00:00"), "花市開鑼"),
    ],
    ids=["no title", "an empty title", "control characters", "no date"],
)
def test_odd_posts_are_read(tmp_path: Path, odd: str, headline: str | None) -> None:
    assert imported(tmp_path, odd.replace("{html}", HTML)).startswith("1 articles imported")
    [row] = told(tmp_path / "data")
    assert (row["headline"], row["body"]) == (headline, list(PARAGRAPHS))
    assert list(check(tmp_path / "data")) == []


def test_a_post_without_an_address_stops_no_import(tmp_path: Path) -> None:
    lost = POST.replace("https://harbour.example/archives/1", "/archives/1")
    said = imported(tmp_path, (lost + POST).replace("{html}", HTML))
    assert said == "1 articles imported, 0 revised, 0 known, 0 passed over, 1 failed\n"


def test_a_post_behind_a_password_is_not_published(tmp_path: Path) -> None:
    locked = POST.replace("</item>", "<wp:post_password>花市</wp:post_password></item>").replace("{html}", HTML)
    assert imported(tmp_path, locked) == "0 articles imported, 0 revised, 0 known, 1 passed over, 0 failed\n"


def test_shortcodes_are_what_wordpress_makes_of_them(tmp_path: Path) -> None:
    """A picture with its caption, and nothing of what only a running site could show."""
    one, two, three = PARAGRAPHS
    html = (
        f'[caption id="a_1" width="300"]<img src="https://harbour.example/a.jpg" /> 花市一角[/caption]\n\n{one}\n\n'
        f'[gallery ids="1,2"]\n\n{two}\n[embed]https://video.example/1[/embed]\n\n{three}[1]'
    )
    imported(tmp_path, POST.replace("{html}", html))
    [row] = told(tmp_path / "data")
    assert row["body"] == [one, two, f"{three}[1]"]
    assert row["images"] == [{"url": "https://harbour.example/a.jpg", "caption": "花市一角", "credit": None}]


def test_single_line_breaks_stay_breaks(tmp_path: Path) -> None:
    imported(tmp_path, POST.replace("{html}", "\r\n".join(PARAGRAPHS)))
    [row] = told(tmp_path / "data")
    assert row["body"] == list(PARAGRAPHS)


def test_what_is_no_wordpress_export_is_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text("<rss><channel><item>", "utf-8")
    shown = run(tmp_path / "data", "import", "wordpress", tmp_path / "x.xml")
    assert (shown.exit_code, shown.stderr.count("\n")) == (2, 1)


def test_trafilaturas_output_is_read(tmp_path: Path) -> None:
    row = {
        "source": "https://a.example/1",
        "title": "港灣花市開鑼",
        "raw_text": "\n\n".join(PARAGRAPHS),
        "date": "2020-01-01",
    }
    (tmp_path / "x.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    assert run(tmp_path / "data", "import", "text", tmp_path / "x.jsonl").stdout.startswith("1 articles imported")
