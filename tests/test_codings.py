"""Content-encodings of stored bodies are undone as a browser would, and as the crawl did when it first read them."""

import gzip
import sys
import zlib
from dataclasses import replace

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import Capture, CaptureUnreadable, decoded

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = "港灣區年宵花市週六開鑼。".encode() * 40
PLAIN = Capture(url="https://harbour.example/7", fetched_at="2026-01-24T19:00:00Z", status=200, headers=(), body=TEXT)


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


CODINGS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
    "identity": bytes,
}


def sent(coding: str, body: bytes) -> Capture:
    return replace(PLAIN, headers=(("content-encoding", coding),), body=body)


@pytest.mark.parametrize("coding", CODINGS)
@given(body=st.binary(max_size=500))
def test_every_encoding_the_crawl_asks_for_is_undone(coding: str, body: bytes) -> None:
    assert decoded(sent(coding.upper(), CODINGS[coding](body))) == body


def test_deflate_may_be_raw() -> None:
    assert decoded(sent("deflate", raw_deflate(TEXT))) == TEXT


def test_several_are_undone_in_reverse() -> None:
    assert decoded(sent("gzip, br", brotli.compress(gzip.compress(TEXT)))) == TEXT


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate"])
def test_what_is_only_claimed_is_passed_over(coding: str) -> None:
    assert decoded(sent(coding, TEXT)) == TEXT


def test_of_a_body_that_was_cut_off_what_came_is_read() -> None:
    found = decoded(sent("gzip", gzip.compress(bytes(range(256)) * 2000)[:-20]))
    assert (bytes(range(256)) * 2000).startswith(found)
    assert len(found) > 1000


def test_one_that_nobody_can_undo_is_said() -> None:
    with pytest.raises(CaptureUnreadable, match="'sdch' is not known"):
        decoded(sent("sdch", TEXT))
