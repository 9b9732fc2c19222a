"""A labelled set of copies and of what only looks like them: the newsroom's stories, an editor's changes to them, forms
filled in twice, columns in instalments, and those of copies_by_hand.py. `python -m tests.copies` says how well copies
are told.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from opencc import OpenCC

from archive import likeness
from tests.copies_by_hand import BY_HAND
from tests.newsroom.story import ZONES, Story, stories

OTHER_WORDS = {
    "表示": "指出", "認為": "相信", "认为": "相信", "附近": "周边", "目前": "現時", "已經": "業已", "已经": "业已",
    "因為": "由於", "因为": "由于", "不過": "然而", "不过": "然而", "現在": "如今", "现在": "如今",
    "說": "稱", "说": "称",
}  # fmt: skip

LOCAL = {
    "Hant": "本地僑團負責人得知後說，這件事在這裏也常被談起，僑團下月會在會所開一次座談，歡迎鄉親來說說自己的經驗。",
    "Hans": "本地侨团负责人得知后说，这件事在这里也常被谈起，侨团下月会在会所开一次座谈，欢迎乡亲来说说自己的经验。",
}

# One form, other facts: the outlet prints it every day, and it is another story every day.
FORMS = {
    "rates": (
        "今日外幣找換：一美元兌{a}元，一加元兌{b}元，一百日圓兌{c}元。找換店東主{n}說，{d}買賣的人{m}，"
        "多為{w}的客人。店東提醒，大額找換須帶身份證明，匯款一般要{e}個工作天才到帳。以上價格以{f}收市為準，只供參考。",
        (
            {"a": "7.81", "b": "5.62", "c": "5.03", "n": "何啟明", "d": "早上", "m": "比昨日多", "w": "準備回鄉",
             "e": "兩", "f": "十一月三日"},
            {"a": "7.79", "b": "5.71", "c": "4.98", "n": "何啟明", "d": "午後", "m": "不多", "w": "替子女交學費",
             "e": "三", "f": "十一月四日"},
            {"a": "7.84", "b": "5.58", "c": "5.11", "n": "羅惠珍", "d": "全日", "m": "與平日相若", "w": "做小生意",
             "e": "兩", "f": "十一月十日"},
        ),
    ),
    "notice": (
        "{g}定於{d}{t}在{p}舉行{e}，由{h}主講，費用全免，座位{s}個，先到先得。報名可致電{c}，或到會所櫃枱填表。"
        "會方備有茶點，並請長者穿着防滑鞋出席。查詢請於辦公時間聯絡{o}。",
        (
            {"g": "南番順同鄉會", "d": "11月8日", "t": "下午2時", "p": "片打東街會所", "e": "糖尿病講座",
             "h": "郭醫生", "s": "60", "c": "604-555-0131", "o": "劉幹事"},
            {"g": "台山會館", "d": "11月22日", "t": "上午10時", "p": "緬街禮堂", "e": "報稅講座", "h": "會計師方婉儀",
             "s": "45", "c": "604-555-0178", "o": "甄幹事"},
            {"g": "中山隆鎮同鄉會", "d": "12月6日", "t": "下午3時", "p": "奇化街二樓", "e": "遺囑講座",
             "h": "律師沈伯言", "s": "80", "c": "604-555-0112", "o": "歐幹事"},
        ),
    ),
    "weather": (
        "天文台预测，{d}{s}，气温{l}至{h}度，吹{w}级风。{x}的市民出门应{y}。周末{z}，日夜温差达{t}度。"
        "提醒独居长者留意保暖，如需协助可拨打社区热线。",
        (
            {"d": "周三", "s": "多云间晴", "l": "8", "h": "14", "w": "三", "x": "早出", "y": "多带一件外套",
             "z": "转晴", "t": "9"},
            {"d": "周五", "s": "有大雨", "l": "4", "h": "9", "w": "五", "x": "住在低洼地带", "y": "避开沿河道路",
             "z": "仍有骤雨", "t": "5"},
            {"d": "周一", "s": "天色明朗", "l": "11", "h": "19", "w": "二", "x": "登山", "y": "带足饮水",
             "z": "持续干燥", "t": "12"},
        ),
    ),
    "crime": (
        "警方通報，{d}{t}在{p}發生一宗{k}，{v}歲{s}事主損失約{m}元。警員到場後{r}，案件交由{u}跟進。"
        "警方呼籲知情者致電舉報熱線，或以匿名方式提供線索，任何消息都會保密處理。",
        (
            {"d": "11月2日", "t": "晚上9時許", "p": "王子街車站", "k": "搶包案", "v": "67", "s": "女", "m": "400",
             "r": "拘捕一名青年", "u": "第二分局"},
            {"d": "11月13日", "t": "清晨6時", "p": "海傍市場", "k": "爆竊案", "v": "52", "s": "男", "m": "3800",
             "r": "未有發現疑人", "u": "重案組"},
        ),
    ),
}  # fmt: skip

COLUMN_HEAD = "【灶邊閒話】本欄每週見報，談的是廚房裏的小事，文字由街坊口述，編者記錄，不代表本報立場。"
COLUMN_FOOT = "（本欄歡迎來稿，來稿請附姓名和電話，刊出後略致薄酬。下週續談。）"
COLUMN = (
    "阿婆說，蒸蛋要水蒸氣跑得出去，碟上斜擱一根筷子，蛋面就平。她試過保鮮膜，戳幾個洞也行，只是那股膜味去不掉。"
    "她的孫子學會了，宿舍裏用電飯鍋照做，同房的人都來要。",
    "鹹魚頭別扔，滾豆腐最好。先煎後下薑，水一次放夠，中途添水湯就寡。魚腥怕酒，酒要從鍋邊淋，聽見響才算數。"
    "去年冬天她滾了兩大鍋，送給樓下剛生孩子的一家。",
    "洗米水留着泡竹筍，麻嘴的東西全跑到水裏。第二遍的水最好，頭遍有塵，三遍又太清。泡一夜，早上換一次，"
    "中午就能下鍋。她說這是她婆婆教的，婆婆是聽船家說的。",
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text, and the story it tells: texts that tell the same one are copies of one another."""

    name: str
    story: str
    body: str


@cache
def labelled() -> tuple[Labelled, ...]:
    """The whole set."""
    told = [story for outlet in ZONES for story in stories(outlet, 2)]
    found = [Labelled(f"{s.outlet}/{s.name}", _told(s), "\n\n".join(s.paragraphs)) for s in told]
    for number, story in enumerate(s for s in told if s.copy_of is None and len("".join(s.paragraphs)) > 120):
        name, change = list(_CHANGES.items())[number % len(_CHANGES)]
        found.append(Labelled(f"{story.outlet}/{story.name} ({name})", _told(story), change(story.paragraphs)))
    for name, (form, filled) in FORMS.items():
        found += [Labelled(f"{name} {n}", f"{name} {n}", form.format(**facts)) for n, facts in enumerate(filled)]
    for number, text in enumerate(COLUMN):
        found.append(Labelled(f"column {number}", f"column {number}", f"{COLUMN_HEAD}\n\n{text}\n\n{COLUMN_FOOT}"))
    for name, texts in BY_HAND.items():
        found += [Labelled(f"by hand: {name} {n}", name, body) for n, body in enumerate(texts)]
    return tuple(found)


# Stories that repeat another in wording of their own, with its agency printed: told by reading them.
RETOLD = {
    "nandao/dumpling-copy": "gangwan/dumpling-shop",
    "hepan/ikebukuro-copy": "yinghua/ikebukuro-shinya",
}


def _told(story: Story) -> str:
    name = f"{story.outlet}/{story.name}"
    return story.copy_of or RETOLD.get(name, name)


def _cut(paragraphs: tuple[str, ...]) -> str:
    """As a paper short of room prints it: the last paragraph gone."""
    return "\n\n".join(paragraphs[:-1] if len(paragraphs) > 2 else paragraphs)


def _reworded(paragraphs: tuple[str, ...]) -> str:
    """As a careful editor prints it: other words where there are others."""
    return re.sub("|".join(OTHER_WORDS), lambda found: OTHER_WORDS[found[0]], "\n\n".join(paragraphs))


def _converted(paragraphs: tuple[str, ...]) -> str:
    """In the other script, by a program, with other quotation marks."""
    text = "\n\n".join(paragraphs)
    converted: str = OpenCC("t2s" if OpenCC("t2s").convert(text) != text else "s2twp").convert(text)
    return converted.translate(str.maketrans("「」『』", "“”‘’"))


def _localised(paragraphs: tuple[str, ...]) -> str:
    """With a dateline in front and a paragraph of one's own behind."""
    return "\n\n".join(("【綜合報道】" + paragraphs[0], *paragraphs[1:], LOCAL["Hant"]))


def _condensed(paragraphs: tuple[str, ...]) -> str:
    """Every third sentence gone, paragraphs run together."""
    sentences = re.findall("[^。]+。[」』”]?", "".join(paragraphs))
    return "".join(sentence for at, sentence in enumerate(sentences) if at % 3 != 2)


def _all_at_once(paragraphs: tuple[str, ...]) -> str:
    """Cut, reworded, and in the other script."""
    return _converted((_reworded((_cut(paragraphs),)),))


_CHANGES = {
    "cut": _cut,
    "reworded": _reworded,
    "converted": _converted,
    "localised": _localised,
    "condensed": _condensed,
    "all at once": _all_at_once,
}


@dataclass(frozen=True, slots=True)
class Measured:
    """How well pairs were told: right ones among those found, found ones among the right."""

    precision: float
    recall: float
    wrong: tuple[tuple[str, str], ...]
    missed: tuple[tuple[str, str], ...]


def measured(found: set[frozenset[str]]) -> Measured:
    """Pairs of names that were taken for copies, against the labels."""
    right = {frozenset((a.name, b.name)) for a, b in combinations(labelled(), 2) if a.story == b.story}
    good = found & right
    return Measured(
        len(good) / len(found),
        len(good) / len(right),
        tuple(sorted((min(pair), max(pair)) for pair in found - right)),
        tuple(sorted((min(pair), max(pair)) for pair in right - found)),
    )


if __name__ == "__main__":
    texts = {item.name: likeness.text(item.body) for item in labelled()}
    pairs = {frozenset((a, b)) for a, b in combinations(texts, 2) if likeness.is_copy(texts[a], texts[b])}
    told = measured(pairs)
    print(f"{len(texts)} texts, {len(pairs)} pairs: precision {told.precision:.3f}, recall {told.recall:.3f}")
    for name, wrong in (("wrong", told.wrong), ("missed", told.missed)):
        for one, other in wrong:
            print(f"{name}: {one} | {other}, {likeness.common(texts[one], texts[other]):.2f} in common")
