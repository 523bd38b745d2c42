# SPDX-License-Identifier: GPL-2.0-or-later
"""The window of the scenarios: which measures, what they bring, side by side, and under a budget."""
