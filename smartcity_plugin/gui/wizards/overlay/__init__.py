# SPDX-License-Identifier: GPL-2.0-or-later
"""The wizard for assessment schemes: schemes → choice → rules → weights → robustness → result."""
