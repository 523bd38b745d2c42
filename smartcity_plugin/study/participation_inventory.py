# SPDX-License-Identifier: GPL-2.0-or-later
"""Located contributions as a layer of the inventory, for the indicators that count them; without any text."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..engine.table import GeoTable
from ..model.provenance import Fitness, Passport
from ..model.strategy import Contribution, Procedure
from .participation import status_of
from .provenance import now
from .study import Study

ROLE = "contributions"


def inventory_of(study: Study, procedure: Procedure) -> tuple[GeoTable, Passport]:
    """Return the located contributions of a procedure as the role's layer (date, category, status), and its passport.

    What one procedure gathered is one source: indicators compare places within a procedure, not several of them.
    """
    shapes = study.shapes(Contribution)
    own = [item for item in study.records(Contribution) if item.procedure_id == procedure.procedure_id]
    items = [item for item in own if item.contribution_id in shapes]
    frame = pd.DataFrame(
        {
            "date": [item.date for item in items],
            "category": [item.category for item in items],
            "status": [status_of(item) for item in items],
        },
        dtype=object,
    )
    points = np.full(len(items), None, dtype=object)
    points[:] = [shapes[item.contribution_id] for item in items]
    days = sorted(item.date for item in items if item.date)
    passport = Passport(
        role=ROLE,
        title=procedure.title,
        source=procedure.platform or procedure.title,
        licence="",
        attribution="",
        data_date=days[-1] if days else now()[:10],
        fitness=Fitness.GOOD if len(items) == len(own) else Fitness.PARTIAL,
        origin=procedure.procedure_id,
    )
    return GeoTable(frame, points, study.settings.crs, ROLE), passport
