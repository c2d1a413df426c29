"""Rules of people: the basis of publication, consent, personal data in records and attachments (P)."""

from typing import Final

from generator.diagnostics import Rule, Severity

_E, _W, _H = Severity.ERROR, Severity.WARNING, Severity.HINT

PEOPLE: Final = (
    Rule(
        "P501",
        _E,
        "有身份证号码：{value}",
        "an identity number: {value}",
        "删掉；已经推送过的，请维护者从仓库的历史里清掉",
        "remove it; if it was pushed already, have it removed from the history too",
        "记录、附件和图片都是公开的，里面不能有身份证号码（个人信息保护法第二十五条）。",
    ),
    Rule(
        "P502",
        _E,
        "有手机号码：{value}",
        "a mobile number: {value}",
        "删掉，要留电话就写单位的办公电话；已经推送过的，请维护者从仓库的历史里清掉",
        "remove it, or give an office telephone; if it was pushed already, have it removed from the history too",
        "手机号码是个人信息，公开的记录里只写单位的办公电话（个人信息保护法第二十五条）。",
    ),
    Rule(
        "P503",
        _E,
        "有银行卡号：{value}",
        "a bank card number: {value}",
        "删掉；已经推送过的，请维护者从仓库的历史里清掉",
        "remove it; if it was pushed already, have it removed from the history too",
        "金融账户是敏感个人信息，不能公开（个人信息保护法第二十五条、第二十八条）。",
    ),
    Rule(
        "P504",
        _E,
        "有个人邮箱：{value}",
        "a private mailbox: {value}",
        "删掉，要留邮箱就写单位的；已经推送过的，请维护者从仓库的历史里清掉",
        "remove it, or give an office address; if it was pushed already, have it removed from the history too",
        "个人邮箱是个人信息，公开的记录里只写单位的邮箱（个人信息保护法第二十五条）。",
    ),
    Rule(
        "P505",
        _E,
        "有家庭住址：{value}",
        "a home address: {value}",
        "写到乡镇、街道为止；已经推送过的，请维护者从仓库的历史里清掉",
        "name the township at most; if it was pushed already, have it removed from the history too",
        "住址细到门牌、村组就能找到人，公开的记录最多写到乡镇、街道（个人信息保护法第二十五条）。",
    ),
    Rule(
        "P506",
        _E,
        "图片里带着拍摄地点",
        "the picture holds the place where it was taken",
        "用看图软件另存一份，不保留位置信息（EXIF），再放进来",
        "save the picture again without its location (EXIF)",
        "网页上的图片会去掉这些信息，可仓库里的原图也是公开的，会说出拍的人到过哪里。",
    ),
    Rule(
        "P507",
        _E,
        "查不了这个文件有没有个人信息，不能放在这里：{reason}",
        "the file cannot be checked for personal data and does not belong here: {reason_en}",
        "换成 JPG、PNG、WebP、文本、docx 或 xlsx；同意书、扫描件和压缩包不放进仓库",
        "use JPG, PNG, WebP, plain text, docx or xlsx; consent forms, scans and archives stay outside",
        "仓库是公开的，看不到里面的文件不能放进来。",
    ),
    Rule(
        "P508",
        _E,
        "人物 {id} 的依据是已公开报道，引用的却只有线索（C 级来源）",
        "figure {id} rests on public reports but cites only leads (grade C)",
        "引用一条 A、A- 或 B 级的报道；没有就不要收这个人物",
        "cite a report of grade A, A- or B, or leave the person out",
        "没有正式报道，就不能当作已经合法公开的信息来用（个人信息保护法第二十七条）。",
    ),
    Rule(
        "P509",
        _W,
        "人物 {id} 的同意已到期（{until}），网站不再显示",
        "the consent of figure {id} ran out ({until}); the site no longer shows it",
        "续签了就改 until；没有续签就删掉这一条，在 removed_figures 里留下编号",
        "renew it and change until, or remove the figure and keep its id in removed_figures",
        "同意到期，人物介绍就要撤下（个人信息保护法第四十七条）。",
    ),
    Rule(
        "P510",
        _H,
        "人物 {id} 的同意到 {until} 为止，还有 {days} 天",
        "the consent of figure {id} ends on {until}, {days} days from now",
        "要继续公开就提前续签；过了这一天，网站会自动撤下",
        "renew it in time; after that day the site drops the figure by itself",
        "同意到期，人物介绍就要撤下（个人信息保护法第四十七条）。",
    ),
    Rule(
        "P511",
        _E,
        "人物编号 {id} 已经撤下，不能再用",
        "figure id {id} was taken down and may not be used again",
        "换一个编号，在后面加数字，如 {suggestion}",
        "use another id, e.g. {suggestion}",
        "撤下的网址要说明已经撤下，不能换成别人的介绍。",
    ),
)
