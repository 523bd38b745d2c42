# SPDX-License-Identifier: GPL-2.0-or-later
"""Maps: styled layers, the QGIS project inside a study, the printed atlas and the figures of the document."""
