"""The families of lines that are a page's own and not the story's, as data.

Patterns are matched against `plain` lines: no white space, one width, lower case, simplified script. `most` is the
length in characters beyond which a line is prose and out of the family's reach. `where` says which part of the body the
family may touch: `head` before the first prose, `tail` after the last, `any` everywhere.
"""

import re
from dataclasses import dataclass
from typing import Literal

from crawler.lexicon.buttons import BETWEEN, BUTTONS
from crawler.lexicon.plain import plain
from crawler.lexicon.told import is_told

Where = Literal["any", "head", "tail", "ends"]


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of boilerplate: its name is the rule's name in `Removed`."""

    name: str
    pattern: re.Pattern[str]
    where: Where
    most: int

    def has(self, line: str, own: str | None = None) -> bool:
        """Whether a plain line is of this kind; `own` is the line without what somebody is quoted with."""
        if len(line) > self.most or is_told(line):  # asked first: it is remembered, and spares a story every search
            return False
        return self.pattern.search(line if own is None else own) is not None


def _family(name: str, where: Where, most: int, *patterns: str) -> Family:
    return Family(name, re.compile("|".join(patterns)), where, most)


# A line made of nothing but the words on buttons, counters and separators.
# Possessive, so that a line of words that could be parted in many ways costs no more than one look; single signs last.
CONTROLS = Family("controls", re.compile(rf"(?:{'|'.join(BUTTONS)}|{BETWEEN}|[大中小特正简繁tx])++"), "any", 120)

_NETWORKS = (
    "facebook|fb|脸书|twitter|推特|微博|微信|instagram|ig|line|telegram|youtube|whatsapp|google|threads|tiktok|抖音"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY_ALONE = r"\d{1,2}月\d{1,2}日"
_DATED = (
    rf"{_MONTH}\d{{1,2}},?(?:19|20)\d{{2}}|\d{{1,2}}{_MONTH},?(?:19|20)\d{{2}}|"
    rf"\d{{1,2}}月\d{{1,2}},?(?:19|20)\d{{2}}|"
    r"(?:19|20)?\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2}|"
    r"\d{1,2}-\d{1,2}\d{1,2}:\d{2}|\d{1,2}:\d{2}:\d{2}"
)
_DATE = rf"{_DATED}|{_DAY_ALONE}"
_NOT_WIRED = r"(?!电|讯|报道|报导|消息|.*(?:。|讯|日.{0,6}电|电\)|日(?:报道|报导|消息)))"

FAMILIES = (
    _family(
        "date and source",
        "head",
        90,
        rf"^\W*(?:(?:星期|周)[一二三四五六日天],|(?:mon|tues?|wed|thu|fri|sat|sun)[a-z]*,|【?[^。,]{{0,20}})(?:{_DATED})"
        rf"{_NOT_WIRED}(?:[^。,]|,(?=\d)){{0,70}}$",
        rf"^\W*(?:星期.|周.)?\W*[^。,]{{0,6}}(?:{_DAY_ALONE}){_NOT_WIRED}(?:[^。,]|,(?=\d)){{0,40}}$",
        rf"^(?:{_DATED})\W*(?:vol|issue|no|第?\d+期).{{0,30}}$|^\W*(?:星期|周)[一二三四五六日天]\W*$|^\W*-?\d{{1,2}}°?[cf]$",
        r"(?:来源|稿源|发布时间|发布于|发布日期|发表时间|发表于|更新时间|最后更新|最近更新|上稿时间|"
        r"刊登时间|入稿日期|日期|时间|出处|时事|栏目|频道|查看|阅读|点击|浏览)[:：][^。]{0,60}$",
        r"^(?:published|posted|updated|lastupdated|createdat)[^。]{0,60}$",
        r"^(?:刚刚|昨天|今天|\d+(?:分钟|小时|天|周)前)[^,。]{0,12}$",
    ),
    _family(
        "source",
        "ends",
        90,
        r"^[(\[【]?(?:参考|资料|新闻|文章|消息|信息|稿件|内容|数据|本文|原文|转载|摘)*(?:来源|资料|出处|"
        r"转自|稿源|摘自)(?:于|自)?[:：/].{0,70}$",
        r"^(?:(?:原文|本文|原始)(?:网址|地址|标题)|(?:原文|本文|原始)?(?:链接|连结|url|reference|source|via)(?:地址)?):.{0,80}$",
        r"^\W*(?:文章|本文)?(?:来源|来自|转自|转载自|原载).{0,30}$",
    ),
    _family(
        "address",
        "any",
        600,
        r"^\W*(?:reference|source|via|link|url|(?:资料|新闻|原文|图片|参考)?(?:来源|链接|网址|连结|资料)|"
        r".{0,6})[:/]?\W*https?://\S*\W*$",
    ),
    _family(
        "key words",
        "tail",
        300,
        r"^(?:[^,、。!?:]{1,14}[,|/]){5,}[^,、。!?:]{1,14}$",
    ),
    _family(
        "link to another story",
        "any",
        60,
        r"^\W*(?:延伸阅读|相关(?:新闻|阅读|报道|报导|文章|链接)|推荐阅读|看?更多(?:新闻|阅读|报道|报导|内容)?)[:>»▸].{2,}$",
    ),
    _family(
        "printed in",
        "tail",
        60,
        rf"^.{{0,10}}(?:{_DATE})$",
        rf"^[(\[【〔《]?(?:{_DATE})[^。,]{{0,16}}[)\]】〕》]?@?(?:https?://\S*)?$",
        r"^[(\[【〔]?(?:摘自|原载|刊于|刊登于|载于|转载自|节选自)[^。]{2,30}$",
    ),
    _family(
        "editor",
        "any",
        60,
        r"^\W*(?:本文)?(?:责任|网络|执行|值班|本期|文字|主|副|编辑|审核|图文|网页|美术|新媒体|视觉|版面|实习|见习|核稿|文|网|"
        r"分)*(?:编辑|责编|编审|校对|审校|审核|监制|主编|总编|终审|初审|复审|二审|三审|美编|文编|网编|编务|审稿|"
        r"核稿|值班主任|统筹|签发)[人员]?[:/|][^!?]{1,40}$",
        r"^\W*(?:责任|本文)编辑\W*[\w·]{2,12}\W*$",
        r"^\W?(?:完|(?:本文|全文)完)\W$|^(?:本文|全文)完$|^\W*(?:the)?end\W*$",
    ),
    _family(
        "editor",
        "tail",
        30,
        r"^\W*编辑(?!先生|女士)\W*[\w·]{2,3}(?:[/|、](?:核稿|校对|审核|美编|责编)\W*[\w·]{2,3})?\W*$",
    ),
    _family(
        "tags",
        "ends",
        120,
        r"^\W*(?:关键[字词]|标签|相关标签|tags?|tagged|keywords?|分类|类别|文章分类|归档|categor(?:y|"
        r"ies)|专题|filedunder|labels?|所属专题|话题)[:：].*$",
        r"^(?:tagged|filedunder|postedin).*$",
        r"^#\S+(?:#\S+)*$",
    ),
    _family(
        "share and follow",
        "any",
        90,
        r"^.{0,16}(?:分享(?:到|至|此文|本文|这篇|文章|好友|按钮)|share(?:this|on|via)).{0,30}$|扫码分享",
        r"^\W*(?:更多.{0,8},)?(?:更多|欢迎|请|立即|立刻|马上|点击|按此|点此|记得|免费)*(?:订阅|关注|追踪|加入|按赞|"
        r"follow|subscribe|下载|扫描|扫码|长按|识别|打开|点开|成为).{0,30}"
        r"(?:公众号|公号|微信|微博|频道|粉丝团|粉丝专页|专页|line|facebook|脸书|telegram|youtube|"
        r"instagram|newsletter|电子报|app|客户端|二维码|qrcode|会员|好友|群组?|推送|通知|我们|报纸|新闻|"
        r"账号).{0,30}$",
        r"^点击(?:上方|下方|右上角|文末|左下角|蓝字).{0,30}$",
        r"(?:扫一?扫|扫描|长按|识别).{0,10}(?:二维码|qrcode|qr码)",
        r"^\W*(?:更多|请|欢迎|关注|本[报站网台刊社]|我们的?|官方)*(?:微信公众号|微信号|官方微博|官方微信|粉丝团|粉丝专页):.{0,40}$",
        r"^\W*(?:本[报站网台刊社]|我们的?).{0,4}(?:官方网站|官网|网址):.{0,40}$",
        r"扫一扫,访问|每日新闻信",
        r"^下载.{0,10}(?:应用程序|应用|app).{0,20}$",
        r"(?:注册|订阅|登记|signup).{0,20}(?:newsletter|电子报|电子邮件|每日新闻|新闻信)",
        rf"^\W*请?在(?:.{{1,14}}(?:关注|追踪|订阅|follow)(?:我们|本[报台站刊网]|us)|.{{0,4}}(?:{_NETWORKS})上?"
        r"(?:关注|追踪|订阅|follow)).{0,20}$|^newsletter\W.{0,80}$",
        r"(?:点击|点|按)(?:此处|这里|此|这)(?:可|以)?(?:免费)?(?:订阅|下载|关注|注册|报名).{0,20}$",
        r"发送.{0,12}到\d{4,}.{0,30}(?:订阅|手机报|定制)?",
        r"^(?:如果?)?[您你]?(?:喜欢|觉得).{0,20}(?:请?按赞|点赞|分享|转发).{0,20}$",
    ),
    _family(
        "audio and video",
        "any",
        70,
        r"(?:浏览器|browser).{0,8}(?:不支持|不支援|doesnotsupport|版本过低|版本太旧).{0,40}$",
        r"^\W*(?:点击|按|收听|收看|欢迎点击).{0,6}(?:音频|视频|播放|收听|影片|▶|节目).{0,30}$|"
        r"^\W*(?:收听|收看|观看|播放).{0,8}请?(?:点击|按|点)(?:此|这里|此处|播放).{0,6}$",
        r"^\W*\d+:\d{2}/\d+:\d{2}.*$",
        r"^详情?请收看.{0,20}$",
    ),
    _family(
        "comments",
        "any",
        160,
        r"recaptcha|leavea(?:comment|reply)|youremailaddresswillnotbepublished|^发布留言",
        r"(?:验证码|必填(?:项|栏位)|发布留言|发表(?:评论|回复|留言)|取消回[复覆])|登录后(?:才能|可|即可)?(?:评论|发表|留言)",
        r"(?:网友|读者|用户)(?:评论|留言|发言|言论).{0,30}(?:观点|立场|意见|删除|权利|负责)|有权(?:删除|"
        r"封锁|移除).{0,60}(?:留言|言论|评论|用户)",
        r"(?:尚无|暂无|没有)(?:人)?(?:评论|留言)|^\W*(?:目前)?(?:尚无|暂无|(?:还|尚)?没有)(?:人)?(?:回复|回应)|^共?\d+[条则个篇]?(?:评论|留言|回[应复]|comments?)$|^发表[您你]?的?(?:看法|评论|意见)$|commentsaremoderated|"
        r"已有\d+人(?:次|参与)?(?:评论|留言|回复|跟帖|跟贴|阅读|浏览|看过|点赞|赞过|喜欢|收藏|关注|分享|转发|投票|参与)|"
        r"^nocomments?|请(?:您)?(?:对该文章评分|文明上网|理性发言)|请您?遵守|usesakismet|commentdataisprocessed",
        r"^.{0,30}(?:评论区|留言区)(?:告诉|留言|讨论|分享).{0,20}$",
    ),
    _family(
        "copyright",
        "ends",
        420,
        r"未经.{0,14}(?:授权|许可|同意|允许|批准)|严禁.{0,14}(?:转载|复制|转贴)|(?:不得|请勿|禁止|"
        r"谢绝).{0,10}(?:转载|复制|转贴|摘编|引用|镜像|节录|转发)",
        r"版权(?:所有|声明|归|属|来自|说明)|著作权|copyright|allrights?reserved|©\d{4}|©|\(c\)(?:19|"
        r"20)\d{2}|创用cc|creativecommons|翻印必究|侵权必究|必究",
        r"(?:平台|用户|作者|网友).{0,12}(?:上传|发布|提供).{0,16}(?:信息存储|存储服务|仅提供)|仅提供信息存储",
        r"(?:不代表|仅代表|并非|不等于|不反映|纯属|只代表).{0,24}(?:立场|观点|意见|看法|个人|证实)|"
        r"免责(?:声明|条款)|平台声明|特别声明|郑重声明|重要声明|本网声明|风险提示[:：]",
        r"(?:如需?|若|欢迎|凡|转载|转发|引用).{0,10}(?:转载|注明|标明|授权)(?:.{0,20}(?:出处|来源|作者|"
        r"本[网站报刊]|我们|处理|删除|授权|邮))?",
        r"(?:违法|不良|侵权|举报).{0,10}(?:信息|电话|邮箱|举报|热线)|icp[备证]|网安备|增值电信|视听许可|"
        r"网络视听|许可证[:：号]|备\d{6,}号",
        r"(?:内容|文章|资料|信息|资讯|本站).{0,12}(?:仅供参考|不构成|不对.{0,12}(?:保证|负责)|不承担)|"
        r"本(?:网站|网|站|刊|报|版|页).{0,6}(?:有权|保留|不承担|不负|仅|所刊|所载|内容|严禁)",
        r"^(?:服务|客服|投稿|广告|新闻|爆料|报料|编辑部|总机|读者|订报|发行|商务|业务|本[报社站刊网台]).{0,6}(?:热线|电话|"
        r"邮箱|信箱|专线|方式|地址|传真|:).{0,80}$|^(?:商务|广告|业务)合作.{0,4}(?:请|:).{0,60}$|"
        r"^(?=.*(?:传真|邮编|fax)).{0,6}(?:电话|地址|传真|邮编|邮箱|tel|fax|e-?mail):.{0,80}$",
        r"(?:来稿|投稿|赐稿).{0,14}(?:寄|至|信箱|邮箱|@)|侵权.{0,10}(?:联[系络]|删除|告知|处理)|请.{0,4}与(?:我们|本[网站报台])联[系络]",
        r"termsof(?:use|service)|privacypolicy|隐私(?:权)?(?:政策|声明|保护)|使用条款|"
        r"关于我们.{0,6}(?:联系|广告|$)|建议.{0,8}(?:浏览器|分辨率|解析度)|最佳浏览",
        r"^\W*本[报刊站网]署名文章",
        r"poweredby|技术支持[:：]|designedby|(?:主管|主办)单位:.{2,20}(?:主管|主办|承办|技术支持)单位?:",
    ),
    _family(
        "pay wall",
        "ends",
        90,
        r"(?:登录|登入|订阅|付费|会员|开通|购买|解锁).{0,20}(?:阅读|畅读|全文|权限|继续|无限|内容)",
        r"(?:阅读|畅读|解锁|查看|继续看|继续阅读).{0,6}(?:全文|完整内容|完整文章|更多内容).{0,20}$|"
        r"^.{0,6}会员(?:专享|专区|可读|登录)?$",
        r"(?:免费|试读|剩余).{0,12}(?:篇|字|%).{0,12}(?:订阅|会员|登录|阅读)|推荐进入.{2,12}(?:数据库|"
        r"频道)|查阅.{0,30}(?:数据|信息)。?$",
    ),
    _family(
        "site leftovers",
        "any",
        80,
        r"^\W*(?:[您你](?:当前|现在|目前)?(?:所在)?(?:的)?位置|(?:当前|现在|目前|所在)(?:的)?位置|位置(?=\W*首页)|[您你]在这里|youarehere|home|"
        r"首页)(?:\W*[:：>»/]|首页).{0,60}$|^\W*\d?\.?(?:新闻首页|首页|新闻)/.{0,14}$|^家\d{4}$|"
        r"^每年的档案|^(?:category|archives?|allpostsby):?.{0,40}$|^首页.{0,12}页面?\d+$",
        r"joom!fish|checkconfiguration|^sitelogo|^résultatsderecherche|^\W*time\d+|^\S+\.(?:jpe?g|png|"
        r"gif|webp|bmp)$|webarchivecopypastetempfiles|^\W*(?:article_?img|cover|time|image|img|test|null|"
        r"undefined|nan|图片)$|^页面未找到$|不存在或不再可用",
        r"剪贴[簿板]|^\(?原标题[:].{0,60}$|^.{0,8}热门关键词[:]?$|^.{0,12}(?:新闻|爆料|报料)热线:[^a-z]*\d[^,。]{0,30}$",
        r"^\W*(?:略过|跳过)(?:巡览列|导航|导览)$|^\W*(?:广告|赞助)?[,\W]*(?:(?:文章|全文)未完)?,?请?继续往?下?(?:阅读|看)(?:本文)?\W*$|^赞助内容$",
        r"^[a-z]+(?:_[a-z0-9]+)+$|^(?:ảnh|photo|pic|foto|bild|artikelbild|图片?)\d*$|^loremipsum|^wemustexplaintoyou",
        r"^(?:刊登|发布)小?广告(?:(?:\W|请|电话|热线|联|咨询|服务|价).{0,40})?$",
        r"^(?:报纸|电子报).{0,6}(?:在线阅读|下载).{0,12}$|^栏目分类.{0,14}$",
        r"^在.{2,12}(?:新闻|资讯|专题)(?:分类|栏目)?(?:中|下)?发[布表](?:(?:于|[\d\W]).{0,19})?$|"
        r"^最新回[复应]:.{0,20}$",
        r"^quantcast$|^点击浏览.{0,20}$|^编辑推荐$|^editcontent$|^aboutus$",
    ),
)


# What closes a paragraph that is otherwise the story's: who edited it, where it was copied from.
CLOSES = re.compile(
    r"\s*(?:(?:\.{2,}|…)\s*[\[［【](?:[詳详][細细情]|[閱阅][讀读]全文|全文|more)[\]］】]"
    r"|[(（\[【]\s*(?:責任|责任|網絡|网络|本文|实习|實習)?(?:編輯|编辑|責編|"
    r"责编)\s*[:：/／]?[^)）\]】]{1,24}[)）\]】]"
    r"|(?:Source|Reference|Via|[資资]?料?[來来]源|原文[連链鏈]?[結结接]?)\s*[:：]\s*https?://\S+)\s*$",
    re.IGNORECASE,
)

# A notice belongs to the article whatever else it looks like.
NOTICE = re.compile(
    r"^\W*(?:编[者辑]?[按注]|更正|勘误|订正|澄清|启事|后记|记者手记|correction|editor'?snote|clarification)\W"
)


_IMPRINT = tuple(family for family in FAMILIES if family.name in {"copyright", "comments"})
# Whose address it is does not show: in a notice of an event it is the story's, beside the paper's rights the paper's.
CONTACT = re.compile(
    r"^\W*(?:(?:联[系络]|查询|咨询|服务)?(?:电话|地址|电邮|邮箱|信箱|传真|邮编|网址|网站|官方网站|官网|方式|微信|电子邮件)|"
    r"tel|fax|e-?mail|phone|address|web(?:site)?):.{2,80}$|\d+号.{0,12}(?:tel|电话|传真|邮编)"
)


def is_imprint(text: str) -> bool:
    """Whether a line is about the site: rights, contacts, comments."""
    line = plain(text)
    return any(family.has(line) for family in _IMPRINT) or CONTACT.search(line) is not None


def is_page_s_own(text: str) -> bool:
    """Whether a line is one that no story has, wherever it stands."""
    line = plain(text)
    if len(line) <= CONTROLS.most and CONTROLS.pattern.fullmatch(line):
        return True
    return any(family.where == "any" and family.has(line) for family in FAMILIES)
