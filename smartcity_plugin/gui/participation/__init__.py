# SPDX-License-Identifier: GPL-2.0-or-later
"""The window in which contributions are imported, read, linked, weighed and answered."""
