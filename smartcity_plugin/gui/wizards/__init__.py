# SPDX-License-Identifier: GPL-2.0-or-later
"""Guided capture: one package per wizard, on a common frame. A wizard fills parameters; the algorithms do the work."""
