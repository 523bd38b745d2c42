# SPDX-License-Identifier: GPL-2.0-or-later
"""The Processing provider: every step of the method as an algorithm."""
