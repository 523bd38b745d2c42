# SPDX-License-Identifier: GPL-2.0-or-later
"""One module per kind of page; each says which pages there are and draws one of them on a sheet."""
