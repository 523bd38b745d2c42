# SPDX-License-Identifier: GPL-2.0-or-later
"""Everything with a widget. It fills parameters and shows states; the work is done by the algorithms."""
