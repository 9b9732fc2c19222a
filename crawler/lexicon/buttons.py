"""The words on buttons, in menus and beside counters, as data: what a line may be made of and say nothing.

In the spelling of `crawler.lexicon.plain`.
"""

BUTTONS = (
    r"(?:分享|收藏|转发|转寄|转贴|推荐|列印|打印|印刷)(?:到|至|给|本|此|该)?(?:文章?|页|新闻|朋友|好友|"
    r"微信|微博|朋友圈)*",
    r"(?:网友|发表|查看|我要|最新|全部|精彩|游客|读者|共有?)*(?:评论|留言|回应|跟帖|跟贴)(?:板|区|数)?",
    r"我来说两句|说两句|友善列印|友善打印|寄给朋友|推给朋友|关闭(?:窗口|视窗|本页|此页)?|返回(?:顶部|"
    r"首页|列表|搜狐|上页|上一页)?",
    r"回(?:顶部|首页|页首|到顶部|上页|上一页|列表)|(?:放大|缩小|调整)?字(?:体|号|型|级)?(?:大小|调整|放大|缩小)?|文字大小",
    r"点击(?:率|数|量)?|点阅(?:率|数)?|阅读(?:全文|原文|更多|模式|量|数)?|浏览(?:次数|人数|量|数)?|人气|"
    r"热度|观看(?:次数|人次)?|次数?|人次|访问量",
    r"printfriendly|pdf|likethis|related|当前|标准|放大|缩小",  # in front of their own beginnings: print, like
    r"微博|微信|朋友圈|qq空间|新浪微博|腾讯微博|人人网|开心网|豆瓣网?|搜狐微博|网易微博|qq好友|百度|"
    r"facebook|fb|twitter|tweet|line|whatsapp|wechat|weibo|telegram|instagram|youtube|threads|email|"
    r"e-mail|plurk|噗浪|脸书|pinterest|linkedin|reddit|google|messenger|copylink|print|shares|share|save|"
    r"like|pocket|tumblr|evernote|mail",
    r"电?邮箱?|电子邮件|复制(?:链接|连结|网址|成功)?|(?:链接|连结)?(?:已)?复制(?:成功)?|链接|连结|二维码|"
    r"扫一扫|下载|app|客户端|手机看|手机版",
    r"订阅|关注|追踪|追蹤|加入(?:最爱|书签|收藏)|设为首页|喜欢|讨厌|[赞踩顶]|点赞(?:失败|成功)?|"
    r"检举(?:本文)?|举报(?:错误)?|反馈|纠错|报错|投诉|首赞|\+1",
    r"更多>*|上一?[篇页则条张]|下一?[篇页则条张]|前一[篇页则条]|后一[篇页则条]|首页|尾页|末页|第一页|"
    r"最后一页|播放|暂停|聆听|听新闻|听全文|语音|播报|编辑|全文|正文|详细|详情|展开全文|收起|查看更多|"
    r"看更多",
    r"广告|赞助|[点按](?:图|击)?放大|(?:图片)?加载中|advertisement|ads|ad|sponsored|promoted|loading|正在(?:加载|载入)|请稍[候后]|登录名?|"
    r"登入|注册|登出|用户名|密码|搜索|搜寻|提交|取消|确定|无障碍|关怀版|保存|原标题",
    r"找回密码|立即注册|忘(?:记)?密码了?|设为主页|关于(?:我们|本站|本网站)|联[系络](?:我们)?|收藏本站|"
    r"中国语|中文版?|(?:新闻|站内)?搜索|登录名|刊登广告|主页|网页|"
    r"skipto(?:main|primary)?(?:content|navigation|sidebar|footer)|跳[转至到]+(?:主要|"
    r"更多)?[a-z]*(?:内容|主菜单|主选单|网站)|访问主要内容|readmore(?:details)?|continuereading|"
    r"leavea(?:reply|comment)",
    r"我的(?:频道|账户|帐号|最爱|收藏)|恢复预设|设[定置]|快讯|焦点(?:文章|新闻)?|[上下]一个|往期(?:专题|回顾)?|"
    r"拖拉类别|可自订排序|摘要|前言:|导读|内容提要|核心提示|阅读更多|最新消息|电子报|网页版|返回(?:网站)?首页",
)
BETWEEN = r"[\d\W_]|k|万|年|月|日"
