"""The short name people say for a division: 潜江 for 潜江市, 恩施 for 恩施土家族苗族自治州.

Gets the full name, gives the short one; knows no codes and reads no files. Names whose short
form nobody says (兴安, 正蓝, 市中) stay whole.
"""

import re
from typing import Final

# 各族 stands for several peoples at once (龙胜各族自治县); 维吾尔 and the last five are written without 族.
_PEOPLES: Final = (
    "蒙古族|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|傣族|黎族|傈僳族|佤族|畲族|拉祜族"
    "|水族|东乡族|纳西族|景颇族|柯尔克孜族|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|阿昌族|普米族|塔吉克族|怒族"
    "|鄂温克族|保安族|裕固族|独龙族|各族|蒙古|哈萨克|柯尔克孜|塔吉克|锡伯"
)
_AUTONOMOUS: Final = re.compile(rf"(?P<stem>..+?)(?:{_PEOPLES})*(?:自治[区州县旗])")
_ETHNIC_DISTRICT: Final = re.compile(r"(?P<stem>..+?)(?:回族|达斡尔族)区")
_SUFFIX: Final = re.compile(r"(?P<stem>.{2,}?)(?:特别行政区|地区|特区|省|市|县|区|旗|盟)")
# A mine belongs to its name; a stem that only points (市中, 城东, 巴林左) is no name of its own.
_WHOLE: Final = re.compile(r".*矿区|[市城][东南西北中关]区|[东西新]市区|.*(?:[左右中前后蓝黄白]|联合)旗")
_SPOKEN: Final = {
    "浦东新区": "浦东",
    "滨海新区": "滨海新区",
    "沈北新区": "沈北新区",
    "两江新区": "两江新区",
    "神农架林区": "神农架",
    "兴安盟": "兴安盟",
    "四子王旗": "四子王旗",
    "海南藏族自治州": "海南州",
    "河南蒙古族自治县": "河南县",
    "鄂温克族自治旗": "鄂温克",
    "东乡族自治县": "东乡",
}


def derive_short_name(name: str) -> str:
    """Drop rank and peoples from *name*, unless a single character or no real name would be left.

    >>> [derive_short_name(name) for name in ("广西壮族自治区", "蓟州区", "安县", "沙县区", "阿拉善左旗")]
    ['广西', '蓟州', '安县', '沙县', '阿拉善左旗']
    """
    if name in _SPOKEN:
        return _SPOKEN[name]
    if _WHOLE.fullmatch(name):
        return name
    for form in (_AUTONOMOUS, _ETHNIC_DISTRICT, _SUFFIX):
        if match := form.fullmatch(name):
            return match["stem"]
    return name
