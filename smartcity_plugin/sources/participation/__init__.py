# SPDX-License-Identifier: GPL-2.0-or-later
"""Readers of exports of participation platforms; only what a contribution needs leaves them."""
