# SPDX-License-Identifier: GPL-2.0-or-later
"""Mail addresses and telephone numbers leave every text; what only looks like them stays."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.sources.participation.masking import Masker, readable, review_reason

MASKER = Masker("de")
AROUND = ("{}", "Bitte {} anrufen.", "({})", "Hallo,\n{}, danke", "Rückfragen:{}!", "„{}“", "– {};")

MAILS = [
    *("anna.beispiel@example.org", "a@b.de", "anna+stadt@mail.example.co.uk", "a(at)b(dot)de", "anna[at]example.de"),
    *("anna (at) example (punkt) de", "anna [ät] example.de", "&#97;nna&#64;example.de", "anna@ex\u200bample.de"),
    *("ANNA@EXAMPLE.DE", "jörg.müller@stadt-größe.de", "anna＠example.de", "anna @ example.de", "anna@[192.0.2.1]"),
    *("anna at example punkt de", "anna.b at example.de", "anna ät example dot com"),
    *("anna_at_example.de", "anna*at*example.de", "anna <at> example.de", "anna (a) example.de", "anna|ät|example.de"),
    *("anna [Klammeraffe] example.de", "anna bei example punkt de"),
    *("anna%40example.de", '"anna b"@example.de', "anna@social.example", "@anna@social.example", "anna@localhost"),
]
PHONES = [
    *(
        "03641 49-0",
        "03641/492000",
        "(03641) 49 20 00",
        "03641 – 49 20 00",
        "03641.492000",
        "030/123456",
        "0170 1234567",
    ),
    *("0170-123 45 67", "01701234567", "+49 3641 492000", "+49 (0)3641 4920-00", "+4936414920", "0049 3641 492000"),
    *("0049/170/1234567", "+43 1 5550123", "+33 1 23 45 67 89", "+1 (555) 123-4567", "00 41 44 555 01 23"),
    *(
        "(0 36 41) 12 34 56",
        "0 36 41 / 12 34 56",
        "01 70 12 34 56 7",
        "Tel. 49 20 00",
        "Telefon: 492000",
        "Handy 170 1234567",
    ),
    *(
        "Tel.-Nr.: 49 20 00",
        "Tel. Nr. 492000",
        "Telefon-Nr. 49 20 00",
        "Festnetz: 492000",
        "telefonisch unter 49 20 00",
    ),
    *("03641/\n49 20 00", "(0361)\r\n555-0123"),
    *("meine Nummer ist 492000", "0 36 41-49 20 00", "０３６４１ ４９２０００"),
    *("49 170 1234567", "49 3641 492000", "4917012345678", "170 1234567", "1512345678", "3641-123456", "30/1234567"),
    *("3641 / 492000", "151-12345678", "170/12 34 567", "49 (0) 3641 492000"),
    *(
        "tel:03641492000",
        "Fax 0361/37900",
        "mobil: 0151 555 01 23",
        "+49\u00a0170\u00a01234567",
        "WhatsApp 0170 1 23 45 67",
    ),
]
OTHERS = [
    *(
        "@anna_b",
        "https://www.facebook.com/anna.beispiel",
        "https://platform.example/users/anna",
        "xing.com/profile/Anna",
    ),
    *("DE12 3456 7890 1234 5678 90", "DE12345678901234567890", "GB82 WEST 1234 5698 7654 32"),
]
KEPT = [
    *(
        "01.02.2024",
        "1.2.24",
        "01.02.–03.04.2024",
        "2024-05-01",
        "05/2024",
        "2024/25",
        "01.01.2024, 08.00 Uhr",
        "08:30",
    ),
    *("07.30-09.30 Uhr", "DIN 18034", "DIN EN 1176-1", "07743 Jena", "07743, 07745", "D-07743", "PLZ 99084", "12 a"),
    *(
        "Schulstraße 12/14",
        "Flurstück 123/4",
        "1.250.000 €",
        "+1.000.000 Euro",
        "12.345,67 EUR",
        "250 000 Euro",
        "0,5 km",
    ),
    *("0.5 km", "20 000 Einwohner", "Linie 12, 14, 16", "3 x 4 m", "+20 %", "§ 34 BauGB", "1000 Bäume", "Tempo 30"),
    *(
        "10-12 Jahre",
        "von 2010 bis 2024",
        "Vorlage 24/1234-BV",
        "https://www.example.org/de/123456",
        "0815",
        "Tel Aviv",
    ),
    *("5000-12000 Fahrzeuge am Tag", "200000-350000", "2010/2011", "1000000000 Euro", "150 000 000 Euro"),
    *("11.586944444",),
    *("2500-75000 €", "Flur 12/1234", "ein Café am Markt, offen bis 22.00", "Treffen at Campus", "49 12"),
    *("07743\n07745\n07747", "07743 Jena\n12 Bänke", "in 07743\n15000 Menschen"),
    *("Plan_A_Nord.pdf", "zu Fuß erreichbar. 150 Meter weiter", "mehr Info bei jena.de", "Nummer 3 (a) Wege"),
    *("Telefonzelle 3 am Markt", "Kita 5 @ Markt", "a < b und c > d", "§§ 1-3", "1:500", "100 m²", "Ecke B 7 / B 88"),
]


@pytest.mark.parametrize("secret", [*MAILS, *PHONES, *OTHERS])
def test_what_identifies_is_masked_wherever_it_stands(secret):
    for words in AROUND:
        text = words.format(secret)
        masked = MASKER.mask(text)
        assert masked.count >= 1, text
        assert "entfernt]" in masked.text, text
        assert readable(secret) not in masked.text, text
        assert sum(sign.isdecimal() for sign in masked.text) < 3, masked.text
        assert MASKER.mask(masked.text) == type(masked)(masked.text, 0), "a masked text stays as it is"


@pytest.mark.parametrize("text", KEPT)
def test_what_only_looks_like_it_stays(text):
    for words in ("{}", "Am {} soll", "({})"):
        assert MASKER.mask(words.format(text)) == type(MASKER.mask(""))(words.format(text), 0)


@given(
    st.emails(domains=st.sampled_from(["example.org", "stadt.example.de", "xn--gre-8ka.example"])),
    st.text(max_size=60),
    st.text(max_size=60),
)
def test_a_mail_address_anywhere_in_any_text_is_gone(mail, before, after):
    assert mail not in MASKER.mask(before + mail + after).text


@st.composite
def phones(draw):
    """Telephone numbers in German and international spellings."""
    separator = draw(st.sampled_from(["", " ", "-", "/", " / ", ".", " - ", "–"]))
    area = draw(st.sampled_from(["30", "361", "3641", "170", "1511", "40", "89", "6221"]))
    local = draw(st.text("123456789", min_size=6, max_size=8))
    grouped = draw(st.booleans())
    rest = " ".join(local[at : at + 2] for at in range(0, len(local), 2)) if grouped else local
    start = draw(st.sampled_from(["0{}", "(0{})", "+49 {}", "+49{}", "+49 (0){}", "0049 {}", "0049{}", "0 {}/"]))
    return start.format(area) + (separator if start != "0 {}/" else " ") + rest


@given(
    phones(),
    st.text(string.ascii_letters + "äöüß ,;:!?\n", max_size=40),
    st.text(string.ascii_letters + "äöüß ,;:!?\n", max_size=40),
)
def test_a_telephone_number_anywhere_in_a_text_is_gone(phone, before, after):
    masked = MASKER.mask(f"{before} {phone} {after}").text
    assert phone not in masked
    assert not any(sign.isdecimal() for sign in masked)


@given(
    st.integers(1, 28), st.integers(1, 12), st.integers(1990, 2035), st.integers(1, 99_999), st.integers(1067, 99998)
)
def test_dates_amounts_and_postcodes_stay(day, month, year, amount, postcode):
    for text in (
        f"Am {day:02}.{month:02}.{year} um 08.30 Uhr",
        f"{year}-{month:02}-{day:02}",
        f"Kosten: {amount:,} €".replace(",", "."),
        f"in {postcode:05} Beispielstadt",
        f"Hausnummer {amount % 200} b",
    ):
        assert MASKER.mask(text).text == text


def test_markup_is_read_as_text():
    assert readable("<p>Ein&nbsp;Weg</p><p>f&uuml;r <b>alle</b></p>") == "Ein Weg\nfür alle"
    assert readable("x <100 und y>3") == "x <100 und y>3"


def test_marks_are_in_the_language_of_the_study():
    assert Masker("en").mask("a@example.org").text == "[e-mail removed]"
    assert MASKER.mask("a@example.org").text == "[E-Mail entfernt]"


def test_texts_that_may_name_persons_are_told():
    told = [
        "Mein Name ist Anna",
        "… Mit freundlichen Grüßen",
        "Frau Muster sagt",
        "gez. Meier",
        "My name is Ann",
        "MfG",
    ]
    assert all(review_reason(text) for text in told)
    assert not any(review_reason(text) for text in ("als Frau allein im Dunkeln", "Der Platz ist heiß", "", "Grüße"))


def test_garbage_takes_no_longer_than_it_is_long():
    parts = ["0", "0 ", "a@", "a.", "+1 ", "<a ", "0361-", "DE12 ", '"', "http://", "&amp;", "www.a/", "a-", "tel. "]
    parts += ["_at_", "a at b ", "a bei b punkt ", "(a) ", "tel nr ist ", "03641\n\n", "meine nummer ist "]
    for part in parts:  # each of them once took minutes, which nobody who runs the tests would wait for
        garbage = part * (20_000 // len(part))
        assert len(MASKER.mask(garbage).text) <= len(garbage)
