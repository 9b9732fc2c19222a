"""Where a page leaves its story: the headings of lists of other stories, and the lines behind which nothing is told.

In the spelling of `crawler.lexicon.plain`.
"""

import re

from crawler.lexicon.phrases import Family
from crawler.lexicon.plain import plain

# From such a line on, the page speaks of other stories.
RELATED = Family(
    "related stories",
    re.compile(
        r"^\W*(?:(?:本日|今日|本周|本月|更|最|24小时|48小时|一周|近期|其他|其它|其它|同类|同|编辑|编者|"
        r"小编|为[您你]|猜[您你]|[您你]可能|也许[您你]|[您你]也许|大家|网友|读者|人气|往期|精彩|站内|"
        r"网站)?"
        r"(?:的|也|都|还|可能|会)?(?:相关|延伸|推荐|热门|热点|精选|喜欢|感兴趣|关注|在看|爱看|点阅|阅读|"
        r"最新|更多|关联|精彩|热搜|排行|排行榜|回顾|往期|必读|必看|好文|热文|头条|看更多|想看)+"
        r"(?:的|之)?(?:新闻|阅读|文章|报道|报导|链接|连结|内容|专题|推荐|视频|影片|影音|资讯|消息|话题|"
        r"信息|帖子|主题|图片|图集|组图|点阅|排行|排行榜|条目|故事|节目|精选|好文|热文|关键[字词]|更多|"
        r"关于|标签|博文|评论|动态)*"
        r"[:：>»\W]*"
        r"|relatedposts?.{0,20}|related(?:articles?|stories|news|content|topics)?:?|readmore.{0,6}|"
        r"seealso.{0,4}|(?:you)?may?also(?:like|be).{0,20}|moref?r?o?m?.{0,20}|recommended.{0,12}|"
        r"trending.{0,8}|mostpopular|latest(?:news|posts?)|recentposts?|dontmiss.{0,6}"
        r"|.{0,6}(?:最新|热门|相关|头条)(?:新闻|文章|消息|报道|报导|焦点)?:"
        r"|.{0,8}(?:更多|其他|延伸).{0,8}(?:报道|报导|新闻|文章|阅读|内容|资讯|关于)[:：]?"
        r"|(?:网友|您|你|读者).{0,6}也(?:对|喜欢|关注|看).{0,14}"
        r"|(?:返回|上一篇|下一篇|前一篇|后一篇|上一则|下一则)[:：].{0,60}"
        r"|.{0,8}(?:论坛|社区|论坛)(?:热点|热帖|精华|热议)"
        r"|(?:看完这篇|看了这篇|看过本文|阅读本文).{0,24}"
        r")$"
    ),
    "any",
    40,
)

# After such a line nothing more of this story follows, whatever stands there.
THE_END = Family(
    "after the end",
    re.compile(
        r"仅提供信息存储|(?:平台|用户|作者).{0,12}(?:上传|发布)并?.{0,12}(?:平台|网站)仅"
        r"|^\W*(?:责任编辑|责编|本文编辑)[:/].{0,20}$|"
        r"^\W*(?:网友|读者|最新|热门|全部|精彩)(?:评论|留言|跟帖)[\d\W条则]*$"
    ),
    "any",
    200,
)

# A link to the rest of a story; two of them after a heading, and what follows is other stories.
MORE = re.compile(r"^\W*(?:阅读全文|阅读更多|readmore(?:details)?|详细|详情|看更多|continuereading)\W*$")


def heads_other_stories(text: str) -> bool:
    """Whether a line is the heading of a list of other stories."""
    return RELATED.has(plain(text))
