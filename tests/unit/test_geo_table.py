# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables of places hand out numbers that callers may change."""

from __future__ import annotations

import numpy as np


def test_numbers_belong_to_the_caller(build):
    """Newer pandas hands out the column itself: calculating with it must not change the data."""
    table = build.table([build.square(0, 0), build.square(100, 0)], amount=[1.0, 2.0], count=[3, 4])
    for name, stored in (("amount", [1.0, 2.0]), ("count", [3.0, 4.0])):
        numbers = table.numbers(name)
        numbers *= 10.0
        np.testing.assert_array_equal(table.numbers(name), stored)
