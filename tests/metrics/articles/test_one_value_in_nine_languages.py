"""One value, written in nine languages and many ways, is one value."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.articles.numbers import find_quantities
from metrics.vocabulary import Comparator


def comma(number):
    return str(number).replace(".", ",")


def grouped(number, sign):
    return f"{int(number * 1_000_000):,}".replace(",", sign)


def wide(text):
    return text.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})


WAYS = {
    "en": [
        lambda n: f"{n} million",
        lambda n: f"{n}M",
        lambda n: f"{n}m",
        lambda n: grouped(n, ","),
        lambda n: f"{n}-million",
        lambda n: f"**{n}** million",
    ],
    "fr": [
        lambda n: f"{comma(n)} millions",
        lambda n: f"{comma(n)}\u00a0millions",
        lambda n: f"{comma(n)} M",
        lambda n: grouped(n, "\u202f"),
        lambda n: grouped(n, " "),
    ],
    "de": [
        lambda n: f"{comma(n)} Millionen",
        lambda n: f"{comma(n)} Mio.",
        lambda n: grouped(n, "."),
        lambda n: grouped(n, "\u2019"),
    ],
    "es": [lambda n: f"{comma(n)} millones", lambda n: grouped(n, ".")],
    "it": [lambda n: f"{comma(n)} milioni", lambda n: f"{comma(n)} mln", lambda n: grouped(n, ".")],
    "pt": [lambda n: f"{comma(n)} milhões", lambda n: f"{comma(n)} mi", lambda n: grouped(n, ".")],
    "zh": [
        lambda n: f"{n * 100:f}万",
        lambda n: f"{n * 100:f} 萬",
        lambda n: f"{n / 100:f}亿",
        lambda n: wide(f"{int(n * 100)}") + "万",
        lambda n: grouped(n, ","),
    ],
    "ja": [lambda n: f"{int(n * 100):,}万", lambda n: f"{n / 100:f}億", lambda n: wide(f"{int(n * 100)}") + "万"],
    "ko": [lambda n: f"{int(n * 100)}만", lambda n: f"{int(n * 100):,}만", lambda n: f"{n / 100:f}억"],
}
AROUND = {
    "en": ("It counts ", " users every day."),
    "fr": ("Elle compte ", " d'utilisateurs par jour."),
    "de": ("Sie zählt ", " Nutzer am Tag."),
    "es": ("Suma ", " de usuarios al día."),
    "it": ("Conta ", " di utenti al giorno."),
    "pt": ("Soma ", " de usuários por dia."),
    "zh": ("日活跃用户达", "人。"),
    "ja": ("利用者は", "人だった。"),
    "ko": ("이용자는 ", " 명이다."),
}
BOUNDS = {
    "en": {">": "more than {}", "≥": "at least {}", "~": "about {}", "<": "fewer than {}", "≤": "up to {}"},
    "fr": {">": "plus de {}", "≥": "au moins {}", "~": "environ {}", "<": "moins de {}", "≤": "jusqu'à {}"},
    "de": {">": "mehr als {}", "≥": "mindestens {}", "~": "rund {}", "<": "weniger als {}", "≤": "bis zu {}"},
    "es": {">": "más de {}", "≥": "al menos {}", "~": "cerca de {}", "<": "menos de {}", "≤": "como máximo {}"},
    "it": {">": "oltre {}", "≥": "almeno {}", "~": "circa {}", "<": "meno di {}", "≤": "fino a {}"},
    "pt": {">": "mais de {}", "≥": "pelo menos {}", "~": "cerca de {}", "<": "menos de {}", "≤": "no máximo {}"},
    "zh": {">": "超过{}", "≥": "至少{}", "~": "约{}", "<": "不足{}", "≤": "最多{}"},
    "ja": {">": "{}人超", "≥": "{}人以上", "~": "約{}", "<": "{}人未満", "≤": "最大{}"},
    "ko": {">": "{} 명 초과", "≥": "{} 명 이상", "~": "약 {}", "<": "{} 명 미만", "≤": "최대 {}"},
}
PATIENT = settings(deadline=None, max_examples=20)
"""The first example of a language compiles its grammar."""
EACH_WAY = [(language, number) for language, ways in WAYS.items() for number in range(len(ways))]
MILLIONS = st.integers(101, 99_999).map(lambda number: Decimal(number) / 100)


def read(text, language):
    found = find_quantities(text, language)
    assert len(found) == 1, (text, found)
    return found[0]


@pytest.mark.parametrize(("language", "way"), EACH_WAY)
@PATIENT
@given(millions=MILLIONS)
def test_a_value_is_read_the_same_however_it_is_written(language, way, millions):
    before, after = AROUND[language]
    written = WAYS[language][way](millions)
    quantity = read(f"{before}{written}{after}", language)
    assert quantity.value == float(millions * 1_000_000)
    assert (quantity.comparator, quantity.unit_sign, quantity.kind) == (Comparator.EQUAL, None, "plain")
    assert quantity.start == len(before) + written.count("*") // 2


@pytest.mark.parametrize(("language", "way"), EACH_WAY)
@PATIENT
@given(millions=MILLIONS, digit=st.integers(1, 9))
def test_another_digit_is_another_value(language, way, millions, digit):
    other = millions + digit
    values = {read(WAYS[language][way](number) + AROUND[language][1], language).value for number in (millions, other)}
    assert len(values) == 2


@pytest.mark.parametrize("sign", [">", "≥", "~", "<", "≤"])
@pytest.mark.parametrize(("language", "way"), EACH_WAY)
def test_a_bound_holds_however_the_number_is_written(language, way, sign):
    if language in {"ja", "ko"} and way == 2 and sign != "~":
        pytest.skip("one way is enough where the bound follows a counter")
    written = WAYS[language][way](Decimal("22.15"))
    quantity = read(BOUNDS[language][sign].format(written), language)
    assert (quantity.value, quantity.comparator) == (22_150_000, sign)


@pytest.mark.parametrize("language", list(WAYS))
@PATIENT
@given(low=st.integers(1, 400), more=st.integers(1, 400))
def test_a_range_has_both_its_ends(language, low, more):
    between = {
        "en": "between {} and {} million users", "fr": "entre {} et {} millions d'utilisateurs",
        "de": "zwischen {} und {} Millionen Nutzer", "es": "entre {} y {} millones de usuarios",
        "it": "tra {} e {} milioni di utenti", "pt": "entre {} e {} milhões de usuários",
        "zh": "{}万至{}万用户", "ja": "{}万〜{}万人", "ko": "{}만~{}만 명",
    }  # fmt: skip
    scale = 1e4 if language in {"zh", "ja", "ko"} else 1e6
    quantity = read(between[language].format(low, low + more), language)
    assert (quantity.value, quantity.low, quantity.high) == (None, low * scale, (low + more) * scale)


@pytest.mark.parametrize("language", list(WAYS))
@PATIENT
@given(percent=st.integers(1, 999).map(lambda number: Decimal(number) / 10))
def test_percent_is_percent_in_every_language(language, percent):
    decimal = str(percent) if language in {"en", "zh", "ja", "ko"} else comma(percent)
    word = {"en": " percent", "fr": " pour cent", "de": " Prozent", "es": " por ciento", "it": " per cento"}
    for written in (f"{decimal}%", f"{decimal} %", f"{decimal}{word.get(language, '%')}"):
        quantity = read(written, language)
        assert (quantity.value, quantity.unit_sign) == (float(percent), "percent")
