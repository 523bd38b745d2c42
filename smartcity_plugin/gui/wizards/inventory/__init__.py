# SPDX-License-Identifier: GPL-2.0-or-later
"""The Inventory wizard: brings a town's data into an open study, one page per module."""
