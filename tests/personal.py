"""Personal data of nobody, for tests: numbers with right check digits, and the ways people write them."""

import re
from datetime import date
from typing import Final

from hypothesis import strategies as st

MOBILE: Final = "13800138000"
"""A carrier's service number."""
IDENTITY: Final = "11010519491231002X"
"""The example of GB 11643."""
CARD: Final = "6200000000000005"
"""A payment company's test number."""


def _with_check_digit(body: str) -> str:
    total = sum(int(digit) * 2 ** (17 - index) for index, digit in enumerate(body))
    return body + "0123456789X"[(12 - total) % 11]


def _with_luhn_digit(body: str) -> str:
    doubled = sum(sum(divmod(int(digit) * 2, 10)) for digit in body[::-2])
    return body + str(-(doubled + sum(map(int, body[-2::-2]))) % 10)


def _write(number: str, sizes: tuple[int, ...], gap: str, *, wide: bool) -> str:
    """*number* in groups of *sizes*, in full-width digits if *wide*."""
    ends = [sum(sizes[: index + 1]) for index in range(len(sizes))]
    groups = (number[end - size : end] for end, size in zip(ends, sizes, strict=True))
    written = gap.join(group for group in groups if group)
    return written.translate({ord("0") + digit: ord("０") + digit for digit in range(10)}) if wide else written


def _digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


_GAPS: Final = st.sampled_from(["", " ", "-", "\u3000", "\u00a0", "－", " - "])

IDENTITIES: Final = st.builds(
    lambda place, day, order, gap, wide: _write(
        _with_check_digit(f"{place}{day:%Y%m%d}{order}"), (6, 8, 4), gap, wide=wide
    ),
    st.sampled_from(["110105", "429005", "320402", "650102"]),
    st.dates(date(1930, 1, 1), date(2020, 12, 31)),
    _digits(3),
    _GAPS,
    st.booleans(),
)
MOBILES: Final = st.builds(
    lambda prefix, second, rest, sizes, gap, wide: prefix + _write(f"1{second}{rest}", sizes, gap, wide=wide),
    st.sampled_from(["", "", "+86", "86 ", "+86-", "（+86）"]),
    st.sampled_from("3456789"),
    _digits(9),
    st.sampled_from([(3, 4, 4), (4, 3, 4), (3, 3, 5)]),
    _GAPS,
    st.booleans(),
)
CARDS: Final = st.builds(
    lambda start, rest, gap, wide: _write(
        number := _with_luhn_digit(start + rest), (4, 4, 4, 4, len(number) - 16), gap, wide=wide
    ),
    st.sampled_from(["62", "4", "60"]),
    st.integers(13, 16).flatmap(_digits),
    _GAPS,
    st.booleans(),
).filter(lambda card: 16 <= sum(character.isdigit() for character in card) <= 19)
MAILBOXES: Final = st.builds(
    lambda name, at, host: f"{name}{at}{host}",
    st.from_regex(r"[a-z0-9][a-z0-9._-]{0,12}[a-z0-9]", fullmatch=True),
    st.sampled_from(["@", "＠"]),
    st.sampled_from(["qq.com", "163.com", "126.com", "gmail.com", "outlook.com", "vip.sina.com", "yeah.net"]),
)
_COUNTS: Final = st.sampled_from(["1", "12", "101", "2204", "三", "十二"])
HOMES: Final = st.one_of(
    st.builds("{}栋{}单元{}室".format, _COUNTS, _COUNTS, _COUNTS),
    st.builds("{}号楼{}单元".format, _COUNTS, _COUNTS),
    st.builds("李家村{}组{}号".format, _COUNTS, _COUNTS),
    st.builds("家庭住址：潜江市园林路{}号".format, _COUNTS),
    st.just("户籍地址：熊口镇李家村"),
)
ANY: Final = st.one_of(IDENTITIES, MOBILES, CARDS, MAILBOXES, HOMES)


def is_told(value: str, output: str) -> bool:
    """Whether *output* repeats *value*, in whatever digits and groups."""
    return _bare(value) in _bare(output)


def _bare(text: str) -> str:
    narrow = text.translate({ord("０") + digit: ord("0") + digit for digit in range(10)} | {ord("＠"): "@"})
    return re.sub(r"[ \-－\u3000\u00a0+（）()]", "", narrow)
