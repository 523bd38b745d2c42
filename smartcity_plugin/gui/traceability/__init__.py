# SPDX-License-Identifier: GPL-2.0-or-later
"""The window of the chain from needs to goals to measures."""
