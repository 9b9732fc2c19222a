"""Whether a sentence is told by a story or said by the page: who speaks shows in how it opens and whom it addresses.

A label, a button or a row of facts is no sentence. A page's own sentences speak of the page (本網轉載…), forbid (未經…)
or ask its readers to do something (請…); a sentence that opens otherwise, or says what somebody did, is a story's.
"""

import re

from crawler.lexicon.plain import kept

# In the spelling of `plain`.
_ENDED = re.compile(r"(?:[。!?;]|(?<=.{12})(?:…|\.{3}))[」』”\")\]】]*$|[」』”]$")
_OF_ITSELF = re.compile(
    r"^\W*(?:本(?:[报站网台刊社页栏篇文]|平台|新闻)|以上|上述|(?:此|原|上|该)文|文[章中责]|图[片文]|内容|作者文责|"
    r"发[布表](?:留言|评论|回[复覆])|(?:网友|读者|用户)(?:的)?(?:评论|留言|发言|言论)(?:内容)?(?:仅|只|不|与|纯|均|:\()|"
    r"版权(?:所有|声明|说明|归?属|归.{2,12}所有)|"
    r"[^,。:]{0,24}(?:声明|专稿|原创|启事|提示|条款):?|[^,。]{0,12}版权所有|©|已(?:将|复制)|(?:暂|尚)无|推荐进入|\(c\)|\*|"
    r"详情?请?收看|发送|recaptcha|joom!|this|you|we|please|by)"
)
_TO_READERS = re.compile(
    r"^\W*(?:更多|看更多|想|若|如[需有欲果蒙]?|凡|任何|未经|严禁|禁止|不得|谢绝|转载|引用|请|敬请|欢迎|立即|立刻|马上|"
    r"记得|免费|点[击此选开按]|按|扫|长按|识别|打开|关注|订阅|追踪|加入|下载|分享|喜欢|觉得|登[录入]|注册|成为|会员|"
    r"开通|购买|解锁|付费|剩余|试读|继续|收听|观看|在|您|新(?:读者|用户)|已有|[^,。]{0,14}(?:请勿|不得|严禁|谢绝|禁止))"
)
_ADDRESS = re.compile(
    r"我们(?!的,)|本(?:[报站网台刊社页文]|公众号)|您|请|公众号|公号|频道|专页|注明|出处|转[载贴发](?!的)|必究|侵权|"
    r"联[系络]|长按|立即|立刻|马上|即可|欢迎|此处|这里|按此|点此|@|www\.|https?:|\d{5,}"
)
_OF_SOMEBODY = re.compile(
    r"(?<![其吉])他|她|[说称道](?=[,:。」』”])|(?:表示|指出|强调|透露|呼吁|提醒)[,:]|昨[日天晚夜]|今[日天早晚晨年]?[,起]|日前|"
    r"近日|去年|当[天日时年晚]|法[官院]|警[方员察]|市民|居民|街坊|老人|学生|议员|主席|会长|横幅|原告|被告(?!知)|勒令|对簿|引发|刊出后|"
    r"的(?:人|时候|提醒)"
)


@kept
def is_told(line: str) -> bool:
    """Whether a `plain` line is a sentence of a story: ended as sentences are, and not spoken by the page."""
    if not _ENDED.search(line):
        return False
    of_itself = _OF_ITSELF.match(line) is not None
    to_readers = _TO_READERS.match(line) is not None and _ADDRESS.search(line) is not None
    return not (of_itself or to_readers) or _OF_SOMEBODY.search(line) is not None
