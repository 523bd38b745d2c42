# SPDX-License-Identifier: GPL-2.0-or-later
"""What planning talks about: plain data, standard library only."""
