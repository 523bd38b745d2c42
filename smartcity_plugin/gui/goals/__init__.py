# SPDX-License-Identifier: GPL-2.0-or-later
"""The window of the goals: their tree, a form for each, the SMART check, and the way to a spreadsheet and back."""
