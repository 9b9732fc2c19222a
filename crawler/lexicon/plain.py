"""One spelling of a line for comparing and matching: one width, one case, one form of the signs that rules speak of."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

Said = TypeVar("Said")

# Rules name their words in simplified script; a line in traditional script is read through this table. It holds the
# signs that occur in rules and no others: stored text is never passed through it.
_FORMS = str.maketrans(
    "並佈併來係俬個們備傢傳僅儲內兩冊別刪則剛創動務區協卽厭參員問啓啟單噹嚴國圖團執報場墰壇壜實審專尋對導屬幷庫廣張彆彔後復愛態應懷戶掃擊擔據敗數於時暢暫書會朮査條構標機檔檢檯欄權歡歸氣沒準瀏為無熱爲現當發"
    "監眞眾確碼礙箇節簡簽籌籤糰糾純紙級細終組結絕絡給統絲絶經綫維網綵線編縮總繫繼續纔罈罎羣習聞聯聲聽臉臺興舉舊華萬蒐蔘薦處號衆術衕裏裡製複覈見視覺覽觀訂訊討記訪設許訴註証評詞試話該詳語誤說説調請論謝證識議"
    "護讀讚負責買費貼資賜賬購贊蹤載輯轉辦迴這連週進遊過違選還郵鄭鈕鈡錄錯録錶鍵鍾鎖鏈鏡鐘長門閉開間閱閲闆關險隱隻電頁頂項頭頻題類顧風颱餘饋馬騰驗體髮麪麫麵點齣"
    "傷價喪學將帳強業橫獲禮稱籲與詢諮講預額藍",
    "并布并来系私个们备家传仅储内两册别删则刚创动务区协即厌参员问启启单当严国图团执报场坛坛坛实审专寻对导属并库广张别录后复爱态应怀户扫击担据败数于时畅暂书会术查条构标机档检台栏权欢归气没准浏为无热为现当发"
    "监真众确码碍个节简签筹签团纠纯纸级细终组结绝络给统丝绝经线维网彩线编缩总系继续才坛坛群习闻联声听脸台兴举旧华万搜参荐处号众术同里里制复核见视觉览观订讯讨记访设许诉注证评词试话该详语误说说调请论谢证识议"
    "护读赞负责买费贴资赐账购赞踪载辑转办回这连周进游过违选还邮郑钮钟录错录表键钟锁链镜钟长门闭开间阅阅板关险隐只电页顶项头频题类顾风台余馈马腾验体发面面面点出"
    "伤价丧学将帐强业横获礼称吁与询咨讲预额蓝",
)
# Of names and credits alone, on top of those; and one kind of slash, bracket and blank.
_ALIGNED = _FORMS | str.maketrans(
    "報導訊電記實習見攝資駐約員聞採訪評論團隊綜專題連線編譯獨獻聯輯圖執筆業無責開時現場據寫間來網臺視頻體號閱讀訂"
    "雜誌態動東長總發轉擊╱／∕⁄｜︱【〔［（﹝〖】〕］）﹞〗：\u3000",
    "报导讯电记实习见摄资驻约员闻采访评论团队综专题连线编译独献联辑图执笔业无责开时现场据写间来网台视频体号阅读订"
    "杂志态动东长总发转击////||(((((())))))"
    ": ",
)
# On top of the forms, what NFKC says of the commonest signs that are no letters: one pass in place of two.
_WIDTHS = {0x3000: " ", 0xA0: " ", 0x2026: "..."} | {sign: sign - 0xFEE0 for sign in range(0xFF01, 0xFF5F)}
_PLAIN = _FORMS | _WIDTHS
_INVISIBLE = re.compile("[\u200b-\u200d\u00ad\ufeff]")
_SIGN = re.compile(r"[\W_]")

LONGEST_KEPT = 400  # characters; what is longer is rarely asked for twice


def kept(rule: Callable[[str], Said]) -> Callable[[str], Said]:
    """The same rule, which remembers what it said of the last lines: a dozen rules look at each line of a page, and
    the next page of the site has the same menus.
    """
    remembered = lru_cache(maxsize=2048)(rule)

    @wraps(rule)
    def said(text: str) -> Said:
        return remembered(text) if len(text) <= LONGEST_KEPT else rule(text)

    return said


@kept
def plain(text: str) -> str:
    """A line without white space, in one width, lower case and, for the words rules know, in simplified script."""
    form = text.translate(_PLAIN)
    if not unicodedata.is_normalized("NFKC", form):
        form = unicodedata.normalize("NFKC", text).translate(_FORMS)
    if not form.isalnum():
        form = "".join(_INVISIBLE.sub("", form).split())
    return form.lower()


@kept
def aligned(text: str) -> str:
    """A text in simplified script as far as rules go, with one kind of slash and bracket, character for character.

    No position changes, so what a rule finds in it is cut verbatim out of the text as printed.
    """
    return text.translate(_ALIGNED)


@kept
def bare(text: str) -> str:
    """Letters and digits alone of the plain spelling: equal for lines that differ in punctuation only."""
    form = plain(text)
    return form if form.isalnum() else _SIGN.sub("", form)
