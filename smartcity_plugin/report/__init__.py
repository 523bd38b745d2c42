# SPDX-License-Identifier: GPL-2.0-or-later
"""The strategy document: findings in sentences, a neutral block tree, and a writer for Word."""
