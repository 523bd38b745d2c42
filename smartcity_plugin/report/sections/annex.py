# SPDX-License-Identifier: GPL-2.0-or-later
"""The annex: how everything was computed, from what, and when."""

from __future__ import annotations

from ..builder import Blocks
from ..context import Context
from .annex_data import attributions, data_passports, fingerprints, run_records
from .annex_inventory import gaps, inventory_matrix
from .annex_limits import excluded, null_steps, privacy
from .annex_methods import composite_sheet, method_sheets, null_policy
from .annex_trace import evidence, replay


def annex(context: Context, out: Blocks) -> None:
    """Build the annex."""
    method_sheets(context, out)
    composite_sheet(context, out)
    null_policy(context, out)
    null_steps(context, out)
    excluded(context, out)
    privacy(context, out)
    inventory_matrix(context, out)
    gaps(context, out)
    data_passports(context, out)
    attributions(context, out)
    run_records(context, out)
    replay(context, out)
    fingerprints(context, out)
    evidence(context, out)
