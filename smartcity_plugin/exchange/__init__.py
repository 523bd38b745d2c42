# SPDX-License-Identifier: GPL-2.0-or-later
"""What leaves the house: results for others, with the rules of privacy applied."""
