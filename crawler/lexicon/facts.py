"""The row of facts under a headline: 時間：… 來源：… 作者：… 點擊：321次 字號：大 中 小 列印版."""

import re

from crawler.lexicon.plain import aligned, kept

# In the spelling of `plain.aligned`, which changes no positions: what is left is cut verbatim out of the line.
_DATED = r"(?:中?华?民国)?(?:[\d\s:/.-]|年|月|日|(?:发[布表]|更新)于?|时间|日期|星期.|[上下]午|[ap]m){7,}"
_AGO = (
    r"(?:\d{1,3}|半|[一两数几十]{1,3})\s?个?(?:秒钟?|分钟?|小时|钟头|天|日|周|星期|礼拜|月)之?前"
    r"|(?:刚刚|刚才|今天|昨天|前天)(?:\s*[上下]午)?(?:\s*\d{1,2}:\d\d|(?=[\s|]|$))"
    r"|(?:\d{1,3}|an?) (?:second|minute|min|hour|day|week|month)s? ago"
)
_SOURCE_LABEL = "(?:文章|新闻|稿件|信息|消息|资讯)?(?:来源|稿源|出处|转自)"
_NEXT = r"(?=[\s|,，;；()\[\]]|$|作者|记者|编辑|责编|时间|日期)"
_SOURCE = rf"{_SOURCE_LABEL}\s?:\s*(?P<source>[^\s|,，;；()\[\]:]{{1,20}}?)?{_NEXT}"
# A counter counts, or stands alone: 评论员 is a person.
_NUMBERED = r"(?:率|次数|人数|数|量)"
_COUNTED = (
    r"(?:点击|点阅|浏览|阅读|人气|观看|评论|留言|跟帖|回应|分享|收藏)"
    rf"(?:{_NUMBERED}?\s?:?\s*\d+\s*[次人条]?|{_NUMBERED}\s?:?|\s?:|(?=\s|$))"
    r"|leave a (?:comment|reply)|(?:\d+|no) comments?"
)
_SIZES = r"(?:字[号体型](?:大小)?|文字大小)\s?:?|(?<=\s)(?:[大中小特]\s*){2,}(?=\s|$)"
_BUTTONS = r"(?:友善|我要)?(?:打印|列印)(?:版|本[页文])?|(?:转寄|发给)(?:朋友|好友)|纠错|复制?链接"
_FACT = re.compile("|".join((_DATED, _AGO, _SOURCE, _COUNTED, _SIZES, _BUTTONS)), re.IGNORECASE)
_SOURCE_ALONE = re.compile(_SOURCE)
_EDGES = " \t|·•/,，;；"


@kept
def besides_facts(line: str) -> tuple[str, ...]:
    """The parts of a line that are neither date, source, counter nor button, as printed."""
    facts = [fact.span() for fact in _FACT.finditer(aligned(line))]
    begins, ends = (0, *(end for _, end in facts)), (*(begin for begin, _ in facts), len(line))
    parts = (line[begin:end].strip(_EDGES) for begin, end in zip(begins, ends, strict=True))
    return tuple(part for part in parts if part)


def source_in(line: str) -> str | None:
    """Where a line says the story comes from, as printed: 來源：環華社; None where it says nothing."""
    found = _SOURCE_ALONE.search(aligned(line))
    if found is None or found["source"] is None:
        return None
    return line[found.start("source") : found.end("source")] or None
