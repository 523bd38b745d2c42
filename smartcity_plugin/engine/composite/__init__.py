# SPDX-License-Identifier: GPL-2.0-or-later
"""From many indicators to one score: normalise, weight, aggregate, turn into needs."""
