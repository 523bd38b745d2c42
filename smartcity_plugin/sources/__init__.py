# SPDX-License-Identifier: GPL-2.0-or-later
"""Foreign data on their way into the study: repair, selection and quality checks."""
