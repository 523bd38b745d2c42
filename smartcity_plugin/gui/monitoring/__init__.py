# SPDX-License-Identifier: GPL-2.0-or-later
"""The window of monitoring: how the goals stand, values over time, what they lack."""
