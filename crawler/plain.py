"""One spelling of a line for comparing and matching: one width, one case, one form of the signs that rules speak of."""

import re
import unicodedata

# Rules name their words in simplified script; a line in traditional script is read through this table. It holds the
# signs that occur in rules and no others: stored text is never passed through it.
_FORMS = str.maketrans(
    "關聯鏈連結鍵詞標籤類閱讀覽點擊擎熱門薦選視頻圖攝評論轉發載寫責編輯權聲許經證機構號體縮聽檔錄冊訂購"
    "掃碼維條則頁顯顧這裡裏網載電郵箱話時間開啟關閉複製舉報檢讚贊贏戶應為與從樣麼請點專題題訪談觀劇繼續"
    "廣廠產業務隱條約僅個無語聞據務隨資訊記者臉書團頻熱響會員幫讓動態導綜議壓壇區實該檔貼貴費試們來臺灣"
    "對幾張廳歡進還過遊後復麗飛鑰鍊鄉參與獨買賣貨價別說說劃標準備傳單處種應當嚴禁執業場屬護內擔負風險歸爾髮"
    "變項稱優於傾繫係勝轟蓋濟環國際華報導訊專欄廣義務攔據將錯誤補償師務負數額頭級紅綠燈館統計輕鬆醫療聯絡顯示"
    "樂濾鏡適當貳參陸萬億兩圓錢銀銷鏽鎖鐘鐵閃閒隊階陽陰陳難雜雲霧靜順須領頗顆願驗驚體鬧魚鳥鹽麥黃點齊齡龍",
    "关联链连结键词标签类阅读览点击擎热门荐选视频图摄评论转发载写责编辑权声许经证机构号体缩听档录册订购"
    "扫码维条则页显顾这里里网载电邮箱话时间开启关闭复制举报检赞赞赢户应为与从样么请点专题题访谈观剧继续"
    "广厂产业务隐条约仅个无语闻据务随资讯记者脸书团频热响会员帮让动态导综议压坛区实该档贴贵费试们来台湾"
    "对几张厅欢进还过游后复丽飞钥链乡参与独买卖货价别说说划标准备传单处种应当严禁执业场属护内担负风险归尔发"
    "变项称优于倾系系胜轰盖济环国际华报导讯专栏广义务拦据将错误补偿师务负数额头级红绿灯馆统计轻松医疗联络显示"
    "乐滤镜适当贰参陆万亿两圆钱银销锈锁钟铁闪闲队阶阳阴陈难杂云雾静顺须领颇颗愿验惊体闹鱼鸟盐麦黄点齐龄龙",
)
_SPACE = re.compile(r"[\s\u200b-\u200d\u00ad\ufeff]+")


def plain(text: str) -> str:
    """A line without white space, in one width, lower case and, for the words rules know, in simplified script."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).lower().translate(_FORMS)


def bare(text: str) -> str:
    """Letters and digits alone of the plain spelling: equal for lines that differ in punctuation only."""
    return "".join(c for c in plain(text) if c.isalnum())
