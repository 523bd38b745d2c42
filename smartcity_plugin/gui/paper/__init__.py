# SPDX-License-Identifier: GPL-2.0-or-later
"""Windows about what is printed: design, atlas, strategy document, look of maps."""
