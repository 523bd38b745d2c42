# SPDX-License-Identifier: GPL-2.0-or-later
"""The wizard for a new study: municipality, border, planning units, file. One module per page."""
