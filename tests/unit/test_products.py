# SPDX-License-Identifier: GPL-2.0-or-later
"""The declarations of map products: complete, about fields that exist, in colours that can be told apart."""

from __future__ import annotations

import pytest

from smartcity_plugin.catalogue.entry import CatalogueError
from smartcity_plugin.catalogue.products import load_products
from smartcity_plugin.study import schema
from smartcity_plugin.study.strategy_tables import PRODUCT_TABLES, REGISTER_TABLES

TABLES = {table.name: table for table in PRODUCT_TABLES}
GOOD = """
burden:
  table: burden
  title: {de: "Mehrfachbelastung", en: "Multiple burden"}
  field: burdens
  breaks: [1, 2]
  colours: ["#ffffff", "#888888", "#000000"]
  tip: [name]
  reading: {de: "So liest man das.", en: "How to read it."}
"""


@pytest.mark.parametrize("product", load_products().values(), ids=lambda item: item.id)
def test_a_product_is_about_fields_that_exist(product, catalogue):
    fields = TABLES[product.table].fields
    assert {product.field, *product.tip} <= set(fields)
    assert TABLES[product.table].geometry
    assert not product.unit or product.unit in catalogue.units
    assert not product.sector or product.sector in catalogue.sectors
    assert len(set(product.colours)) == len(product.colours)
    for text in (product.reading.de, product.reading.en):
        assert text.endswith((".", "!", ")"))


@pytest.mark.parametrize(
    "table", [*PRODUCT_TABLES, *REGISTER_TABLES, schema.GOALS, schema.MEASURES], ids=lambda item: item.name
)
def test_the_words_of_a_table_exist(table, catalogue):
    for name, field in table.fields.items():
        if field.vocabulary and "." in field.vocabulary:
            product, _, of = field.vocabulary.partition(".")
            assert load_products()[product].field == of, name
            assert load_products()[product].categories, name
        elif field.vocabulary:
            assert hasattr(catalogue.vocabulary, field.vocabulary) or field.vocabulary in ("indicators", "roles"), name


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("breaks: [1, 2]", "breaks: [2, 1]"),
        ("breaks: [1, 2]", "breaks: [1]"),
        ("breaks: [1, 2]", "classes: 3"),
        ('"#888888"', '"grey"'),
        ("tip: [name]", "tips: [name]"),
        ("reading: {de:", "reading: {fr:"),
    ],
)
def test_a_wrong_declaration_names_its_place(old, new, tmp_path):
    assert old in GOOD
    (tmp_path / "burden.yaml").write_text(GOOD, encoding="utf-8")
    assert load_products.__wrapped__(tmp_path)["burden"].breaks == (1.0, 2.0)
    (tmp_path / "burden.yaml").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"burden\.yaml: burden"):
        load_products.__wrapped__(tmp_path)


def test_two_files_may_not_declare_the_same_product(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(CatalogueError, match="already the product 'burden'"):
        load_products.__wrapped__(tmp_path)
