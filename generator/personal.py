"""Find personal data in text: identity, mobile and card numbers, private mailboxes, homes (gov-site rules §2).

Gets any text, sound YAML or not; gives the kind and the place of each find and a mask of the same shape. What it
found is never handed out unmasked. Knows no file and no rule; a figure of money or a source's address is no find.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

Kind = Literal["identity", "mobile", "card", "mailbox", "home"]
Match: TypeAlias = re.Match[str]


@dataclass(frozen=True, slots=True)
class Find:
    """Something about a person on one line of a text."""

    kind: Kind
    line: int
    """Counts from 1, as the column of its first character does."""
    column: int
    length: int
    masked: str


_SPACES: Final = "\u00a0\u2002\u2003\u2009\u200b-\u200d\u2060\u3000\ufeff"
_GAPS: Final = rf" .\-\u2010-\u2014\u2212．－{_SPACES}"
_GAP: Final = rf"(?:[{_GAPS}]| - )?"
"""What people write between the groups of a number; pasted text brings invisible characters too."""
# From here on patterns are texts where only a suspect line needs them: `re` compiles those on first use and keeps them.
_BEFORE: Final = r"(?<![0-9])(?<![0-9]\.)"
_AFTER: Final = r"(?![0-9])(?!\.[0-9])(?! ?(?:元|万|亿|吨))"
_IDENTITY: Final = rf"{_BEFORE}[1-8][0-9]{{5}}{_GAP}(?:19|20)[0-9]{{6}}{_GAP}[0-9]{{3}}[0-9Xx](?![0-9])"
_CARD: Final = rf"{_BEFORE}(?:[0-9]{{16,19}}|(?:[0-9]{{4}}{_GAP}){{4}}(?:[0-9]{{1,3}})?(?<=[0-9])){_AFTER}"
_ISSUERS: Final = re.compile(r"(?:[3-6]|2[2-7])[0-9]{15}|(?:[46]|50|5[6-9]|9558)[0-9]*")
"""First digits of bank cards (ISO/IEC 7812); credit codes of bodies (GB 32100) begin otherwise in 18 digits."""
_GROUPED: Final = "|".join(
    rf"1[3-9][0-9]{{{first}}}{_GAP}[0-9]{{{second}}}{_GAP}[0-9]{{{third}}}"
    for first, second, third in ((1, 4, 4), (2, 3, 4), (1, 3, 5))
)
_MOBILE: Final = (
    rf"{_BEFORE}(?:\(?(?:\+|00)?86\)?{_GAP}(?:{_GROUPED})|1[3-9][0-9]{{9}}|(?<![0-9][{_GAPS}])(?:{_GROUPED})){_AFTER}"
)
_MAILBOX: Final = (
    r"(?i)[A-Za-z0-9._%+\-]+ ?@ ?(?:(?:vip\.)?(?:qq|163|126|188|sina|sohu)\.com|sina\.(?:cn|com\.cn)|foxmail\.com|yeah\.net"
    r"|139\.com|189\.cn|wo\.cn|aliyun\.com|21cn\.com|263\.net|tom\.com|g(?:oogle)?mail\.com|msn\.com"
    r"|(?:hotmail|outlook|live|yahoo)\.(?:com|cn|com\.cn)|(?:icloud|me|mac)\.com|proton(?:mail\.com|\.me))"
    r"(?![A-Za-z0-9]|[.\-][A-Za-z0-9])"
)
_COUNT: Final = "[0-9〇零一二两三四五六七八九十百]"
_PART: Final = rf"(?:{_COUNT}{{1,5}}|[A-Za-z甲乙丙丁]) ?"
# Townships and offices are fine: what tells a home is the flat, the villagers' group, or the word itself.
_HOME: Final = (
    rf"{_PART}(?:号楼|栋|幢|座)[^，。；,;]{{0,6}}?{_PART}单元(?: ?{_PART}[层楼])?(?: ?{_PART}(?:室|号|户))?"
    rf"|{_PART}单元 ?(?:{_PART}[层楼] ?)?{_PART}(?:室|号|户)"
    rf"|[一-鿿]{{1,3}}村[^，。；,;0-9]{{0,8}}?{_PART}(?:村民小组|组|社|队)[^，。；,;0-9]{{0,6}}?{_PART}号"
    r"|(?P<label>(?:(?:家庭)?住址|(?:家庭|户籍|户口|居住|现住)(?:所在)?地址?)[ \t\"']*[:：][ \t\"']*)"
    r"[^，。；,;\"'}\]]*?(?:村|社区|路|街|巷|弄|胡同|小区|组|屯|号|栋|幢|座|单元|室)[^，。；,;\"'}\]]*"
)
_NUMBERED: Final = re.compile(rf"{_COUNT} ?(?:号|栋|幢|座|弄|楼|单元|室|户|村民小组|组|社|队)")
_ADDRESS: Final = re.compile(r"https?://[!#-&*+\-./0-9:=?@A-Z_a-z~]+")
_AMOUNT: Final = re.compile(r"(?:value|upper|amount)[\"']?[ \t]*:[ \t]*\Z")

_WIDE: Final = "０１２３４５６７８９＠"
_NARROWED: Final = str.maketrans({chr(code): chr(code - 0xFEE0) for code in map(ord, f"{_WIDE}Ｘｘ＋（）")})
"""One character for one, so that places stay places."""
_LOOKS: Final = (
    re.compile(rf"1[3-9][0-9{_GAPS}]{{8}}"),
    re.compile(rf"[1-9][0-9{_GAPS}]{{14,17}}[0-9Xx]"),
    re.compile("单[元]"),
    re.compile("村[^\n]*?[组社队][^\n]*?号"),
    re.compile("址[ \t\"']*[:：]"),
    re.compile("地[ \t\"']*[:：]"),
)
"""What no find lacks. A pattern that begins with one plain character runs many times as fast as any other."""


def find_personal(text: str) -> list[Find]:
    """Every find in *text*, in its order; none overlaps another."""
    found = []
    for begin in sorted(_suspects(text)):
        end = text.find("\n", begin)
        number = text.count("\n", 0, begin) + 1
        for kind, start, stop, masked in _search_line(text[begin : end if end >= 0 else len(text)]):
            found.append(Find(kind, number, start + 1, stop - start, masked))
    return found


def mask_personal(text: str) -> str:
    """*text* with each find masked."""
    return "\n".join(mask_line(line, 0)[0] for line in text.split("\n"))


def mask_line(line: str, place: int) -> tuple[str, int]:
    """*line* with each find masked, and where its *place* (counted from 0) then is."""
    pieces, done, moved = [], 0, place
    for find in find_personal(line):
        start, end = find.column - 1, find.column - 1 + find.length
        pieces += [line[done:start], find.masked]
        done = end
        if start < place:
            moved += len(find.masked) - (end - start) if end <= place else min(0, start + len(find.masked) - place)
    return "".join([*pieces, line[done:]]), moved


def _suspects(text: str) -> set[int]:
    """Where the lines begin that are worth the slow look; nearly no record has any."""
    places = {match.start() for look in _LOOKS for match in look.finditer(text)}
    for character in f"{_WIDE}@":
        if character in text:
            places |= {place for place, each in enumerate(text) if each == character}
    return {text.rfind("\n", 0, place) + 1 for place in places}


def _search_line(line: str) -> list[tuple[Kind, int, int, str]]:
    found: list[tuple[Kind, int, int, str]] = []
    for kind, match in _candidates(line.translate(_NARROWED)):
        start, end = match.span()
        if all(end <= each[1] or start >= each[2] for each in found):
            found.append((kind, start, end, _MASKS[kind](match)))
    return sorted(found, key=lambda each: each[1])


def _candidates(line: str) -> Iterator[tuple[Kind, Match]]:
    """Finds in *line*, the surest kinds first."""
    addresses = [match.span() for match in _ADDRESS.finditer(line)]

    def is_number(match: Match) -> bool:
        return not _is_amount(match) and not any(start <= match.start() < end for start, end in addresses)

    for match in re.finditer(_IDENTITY, line):
        if _is_identity(_digits(match)):
            yield "identity", match
    for match in re.finditer(_CARD, line):
        if _is_card(_digits(match)) and is_number(match):
            yield "card", match
    yield from (("mobile", match) for match in re.finditer(_MOBILE, line) if is_number(match))
    yield from (("mailbox", match) for match in re.finditer(_MAILBOX, line))
    yield from (("home", match) for match in re.finditer(_HOME, line) if "*" not in match[0])


def _digits(match: Match) -> str:
    """The digits of a number, without what stands between its groups."""
    return re.sub(r"[^0-9X]", "", match[0].upper())


def _is_amount(match: Match) -> bool:
    """Whether the number is a bare figure of a record (``value: 15000000000``); none is as long as an identity's."""
    return match[0].isdigit() and bool(_AMOUNT.search(match.string, max(0, match.start() - 24), match.start()))


def _is_identity(digits: str) -> bool:
    """Whether a day of birth and the check digit (GB 11643: ISO 7064, MOD 11-2) are right."""
    try:
        date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * (2 ** (17 - index) % 11) for index, digit in enumerate(digits[:17]))
    return digits[17] == "10X98765432"[total % 11]


def _is_card(digits: str) -> bool:
    """Whether it begins as bank cards do and its check digit is right (ISO/IEC 7812, Luhn)."""
    if not _ISSUERS.fullmatch(digits):
        return False
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (doubled + sum(map(int, digits[-1::-2]))) % 10 == 0


def _mask_number(first: int, last: int) -> Callable[[Match], str]:
    """A mask that leaves so many digits at both ends."""

    def mask(match: Match) -> str:
        digits = _digits(match)
        return digits[:first] + "*" * (len(digits) - first - last) + digits[-last:]

    return mask


def _mask_mobile(match: Match) -> str:
    digits = _digits(match)
    return f"{digits[-11:-8]}****{digits[-4:]}"


def _mask_mailbox(match: Match) -> str:
    name, _, host = re.sub(" ", "", match[0]).partition("@")
    return f"{name[0]}***@{host}"


def _mask_home(match: Match) -> str:
    """Every number of the address blotted out; one that names a home without a number is blotted out whole."""
    label = match["label"] or ""
    address = match[0].removeprefix(label)
    return label + (re.sub(_COUNT, "*", address) if _NUMBERED.search(address) else "***")


_MASKS: Final[dict[Kind, Callable[[Match], str]]] = {
    "identity": _mask_number(2, 3),
    "card": _mask_number(4, 4),
    "mobile": _mask_mobile,
    "mailbox": _mask_mailbox,
    "home": _mask_home,
}
