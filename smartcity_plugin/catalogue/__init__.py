# SPDX-License-Identifier: GPL-2.0-or-later
"""The catalogue: YAML in ``resources/catalogue``, read strictly into the model."""

from .catalogue import Catalogue, load_catalogue
from .entry import CatalogueError

__all__ = ["Catalogue", "CatalogueError", "load_catalogue"]
