# SPDX-License-Identifier: GPL-2.0-or-later
"""The editor of the town's own indicators: a list, and a form for one of them."""
