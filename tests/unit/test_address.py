# SPDX-License-Identifier: GPL-2.0-or-later
"""What is written down of an address never holds a password."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.sources.address import without_secrets


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        (
            "dbname='gis' host=h user='u' password='p\\'x y' authcfg=abc1234 key='gid' table=\"public\".\"t\" (geom)",
            "dbname='gis' host=h authcfg=abc1234 key='gid' table=\"public\".\"t\" (geom)",
        ),
        ("postgres://dbname='x' user='maier' password='geheim' table=\"user\"", "postgres://dbname='x' table=\"user\""),
        ("url='https://u:p@h/wfs?token=s&map=x' username='u' password='p'", "url='https://h/wfs?map=x' "),
        ("https://h/a?key=1&b=2&apikey=z", "https://h/a?b=2"),
        ("https://h/a?b=2&key=1", "https://h/a?b=2"),
        ("PG:host=h user=maier password=geheim dbname=x", "PG:host=h dbname=x"),
        ("MSSQL:server=x;uid=a;pwd=b;database=c", "MSSQL:server=x;database=c"),
        ("/vsicurl/https://a:b@h/x.tif", "/vsicurl/https://h/x.tif"),
        ("/home/me@x/data.gpkg|layername=user", "/home/me@x/data.gpkg|layername=user"),
        ("C:/user=x/data.gpkg|layername=user", "C:/user=x/data.gpkg|layername=user"),
        (
            "file:///t/p.csv?delimiter=;&xField=key&crs=EPSG:4326",
            "file:///t/p.csv?delimiter=;&xField=key&crs=EPSG:4326",
        ),
    ],
)
def test_secrets_go_and_the_rest_stays(address, kept):
    assert without_secrets(address) == kept


SECRET = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="'\"\\&;,|@/?#"), min_size=8)
FORMS = st.sampled_from(
    [
        "host=h user='{}' dbname=x",
        "host=h password={} dbname=x",
        "url='https://h/wfs' password='{}' x='1'",
        "https://me:{}@h/wfs",
        "https://h/wfs?a=1&token={}&b=2",
        "https://h/wfs?api_key={}",
    ]
)


@given(FORMS, SECRET)
def test_no_secret_survives(form, secret):
    secret = f"Q{secret}Q"
    assert secret not in without_secrets(form.format(secret))


@given(st.text(max_size=80))
def test_any_text_can_be_cleaned_and_only_once(address):
    clean = without_secrets(address)
    assert len(clean) <= len(address)
