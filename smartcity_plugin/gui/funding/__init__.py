# SPDX-License-Identifier: GPL-2.0-or-later
"""The window of the funding check and of the comparison with the Smart City Charter."""
