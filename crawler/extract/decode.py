"""Bytes → text. The bytes decide; what a header or a meta tag declares is only one more candidate."""

import codecs
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from crawler.errors import PageUnreadable

MAX_BYTES = 12_000_000  # the largest real story page seen has 2 MB; twelve is hostile or not a page

_GZIP = b"\x1f\x8b"
_BINARY = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a sound, film or WebP file"),
    (b"PK\x03\x04", "a ZIP archive or office file"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
    (b"\x00\x00\x00\x18ftyp", "a film"),
    (b"ID3", "a sound file"),
)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,30})""", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,30})", re.IGNORECASE)
# A declared member of a family means its largest: pages that say gb2312 hold GBK, pages that say big5 hold HKSCS.
_LARGEST = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs"}
_CHINESE = ("gb18030", "big5hkscs")
_WESTERN = {"iso8859-1", "cp1252", "ascii"}  # declared by servers that never looked at the page
# No byte of these is ever part of a character in the encodings read here, save the wide ones, which have a BOM.
_CONTROL = bytes([*range(9), 11, 12, *range(14, 27), *range(28, 32), 127])
_NO_TEXT = bytes([*range(9), *range(14, 27)])
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_LATIN = re.compile("[\xc0-\xff’‘“”–—…·]+")
_WRONG = re.compile("[�\ue000-\uf8ff\x80-\x9f]+")  # what no writer would print
_HAN_PAIR = re.compile("[\u4e00-\u9fff]{2}")
# The characters that fill Chinese news: whatever the story, they are over a third of it. Read in a wrong encoding, a
# text spreads evenly over the thousands of characters of that set, and these become rare.
COMMON = frozenset(
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後"
    "作里裡用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因"
    "只从從想实實日军軍者意无無力它与與长長把机機十民第公此已工使情明性知全三又关關点點正业業外将將两兩高间間由问問很最重并並物"
    "手应應战戰向头頭文体體政美相见見被利什二等产產或新己制身果加西斯月话話合回特代内內信表化老给給世位次度门門任常先海通教儿兒"
    "原东東声聲提立及比员員解水名真论論处處走义義各入几幾口认認条條平系气氣题題活尔爾更别別打女变變四神总總何电電数數安少报報才"
    "结結反受目太量再感建务務做接必场場件计計管期市直德资資命山金指克许許统統区區保至队隊形社便空决決治展马馬科司五基眼书書非则則"
    "听聽白却卻界达達光放强強即像难難且权權思王象完设設式色路记記南品住告类類求据據程北边邊死张張该該交规規万萬取拉格望觉覺术術"
    "领領共确確传傳师師观觀清今切院让讓识識候带帶导導争爭运運笔筆每目近台臺港湾灣京华華族居民選选举舉党黨總统警察访訪问問示导报"
    "，。、：；「」『』《》“”（）！？"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and the encoding it was read in. `intact` is False where bytes had no meaning and U+FFFD stands for them."""

    text: str
    encoding: str
    intact: bool


def decode(body: bytes, content_type: str | None = None, expected: str | None = None) -> Decoded:
    """Read a page's bytes. `expected` is what the outlet declares. Raises PageUnreadable where there is no text."""
    body = _unpacked(body)
    _refuse_binary(body)
    for bom, name in _BOMS:
        if body.startswith(bom):
            return _decoded(body.decode(name, "replace"), name)
    body = body.translate(None, _CONTROL)
    strict = _strict(body, "utf-8")
    if strict is not None:
        return _decoded(_unscrambled(strict), "utf-8")
    names = _candidates(_declared(body, content_type, expected))
    _, name, text = max(
        ((_score(text), name, text) for name, text in _readings(body, names)), key=lambda found: found[0]
    )
    if "�" in text and name in ("utf-8", *_CHINESE):
        text = _mixed(body, name)
    return _decoded(text, name)


def share_of_common(text: str) -> float:
    """How much of a text's Chinese is made of the most common characters, 0 to 1; real prose is above one third."""
    chinese = [c for c in text if "\u2e80" <= c <= "\u9fff" or "\ue000" <= c <= "\uf8ff" or c in COMMON or c == "�"]
    return sum(map(COMMON.__contains__, chinese)) / len(chinese) if chinese else 0.0


def _unpacked(body: bytes) -> bytes:
    if body.startswith(_GZIP):
        unpack = zlib.decompressobj(wbits=31)
        try:
            body = unpack.decompress(body, MAX_BYTES + 1)
        except zlib.error as error:
            raise PageUnreadable(f"the page is packed with gzip and cannot be unpacked: {error}") from error
        if not body:
            raise PageUnreadable("the page is packed with gzip and cut off before its first word")
    if len(body) > MAX_BYTES:
        raise PageUnreadable(f"the page has more than {MAX_BYTES // 1_000_000} MB: too large for a story")
    return body


def _refuse_binary(body: bytes) -> None:
    if not body.strip(b"\x00 \t\r\n"):
        raise PageUnreadable("the page is empty")
    for start, what in _BINARY:
        if body.startswith(start):
            raise PageUnreadable(f"this is {what}, not a page")
    head = body[:2000]
    wide = body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    # a stray NUL happens in old pages; one byte in twenty does not
    if not wide and len(head) - len(head.translate(None, _NO_TEXT)) > len(head) / 20:
        raise PageUnreadable("this is binary data, not a page")


def _strict(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except UnicodeDecodeError as error:
        if name == "utf-8" and error.start >= len(body) - 3:  # cut off in the middle of a character
            return body[: error.start].decode(name)
        return None


def _declared(body: bytes, content_type: str | None, expected: str | None) -> Iterable[str]:
    header = _CHARSET.search(content_type or "")
    names = [expected, header and header[1], *(m.decode("ascii") for m in _DECLARED.findall(body[:4096])[:3])]
    for name in names:
        try:
            known = codecs.lookup(name or "").name
        except LookupError:
            continue
        yield _LARGEST.get(known, known)


def _candidates(declared: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*(n for n in declared if n not in _WESTERN), "utf-8", *_CHINESE, "cp1252"]))


def _readings(body: bytes, names: Iterable[str]) -> Iterable[tuple[str, str]]:
    for name in names:
        try:
            yield name, body.decode(name, "replace")
        except (LookupError, ValueError, UnicodeError):  # codecs that are no text encodings, or have no "replace"
            continue


def _score(text: str) -> float:
    """Share of common characters among those outside ASCII; what no writer would print counts against it."""
    foreign = "".join(_FOREIGN.findall(text))[:20_000]
    if not foreign:
        return 0.0
    common = sum(map(COMMON.__contains__, foreign))
    latin, wrong = (sum(map(len, signs.findall(foreign))) for signs in (_LATIN, _WRONG))
    # Latin letters outside ASCII stand alone among ASCII ones; a page full of them is Chinese read wrongly
    western = 0.3 * latin / len(foreign) if len(foreign) * 10 < len(text) else -latin / len(foreign)
    return common / len(foreign) + western - 3 * wrong / len(foreign)


def _mixed(body: bytes, main: str) -> str:
    """Read piece by piece a page sewn together from several encodings; the seams of such pages are tags and lines.

    `<` and the line feed are never a second byte in these encodings.
    """
    others = [name for name in ("utf-8", *_CHINESE) if name != main]
    pieces = []
    for piece in re.split(rb"(?=[<\n])", body):
        text = piece.decode(main, "replace")
        if "�" in text:
            strict = [t for t in (_strict(piece, name) for name in others) if t is not None]
            text = max([*strict, text], key=_score)
        pieces.append(text)
    return "".join(pieces)


def _unscrambled(text: str) -> str:
    """Undo a text that was once read as Latin-1 or Windows-1252 and saved again as UTF-8, where that loses nothing."""
    if text.isascii() or _HAN_PAIR.search(text):
        return text
    foreign = [c for c in text if c > "\x7f"]
    if len(foreign) < 20 or sum(c < "\u0100" for c in foreign) < 0.6 * len(foreign):
        return text
    for name in ("latin-1", "cp1252"):
        try:
            body = text.encode(name)
        except UnicodeEncodeError:
            continue
        best = max((t for t in (_strict(body, n) for n in ("utf-8", *_CHINESE)) if t), key=_score, default=text)
        if share_of_common(best) > 1 / 3:
            return best
    return text


def _decoded(text: str, name: str) -> Decoded:
    return Decoded(text, name, "�" not in text)
