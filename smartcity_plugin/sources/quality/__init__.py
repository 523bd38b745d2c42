# SPDX-License-Identifier: GPL-2.0-or-later
"""Quality checks: what is wrong with a layer, with a set of planning units, with a whole study; found, not fixed."""

from .finding import Finding, problems_of
from .layer import SUPPRESSION_WORTH_SAYING, check_layer
from .passport import AGE_LIMIT, check_age, check_passport
from .population import CALIBRATION_TOLERANCE, Calibration, calibration, check_allocation
from .reach import check_overlap, check_reach
from .study import check_all_units, check_study
from .units import OVERLAP_TOLERANCE, check_units

__all__ = [
    "AGE_LIMIT",
    "CALIBRATION_TOLERANCE",
    "OVERLAP_TOLERANCE",
    "SUPPRESSION_WORTH_SAYING",
    "Calibration",
    "Finding",
    "calibration",
    "check_age",
    "check_all_units",
    "check_allocation",
    "check_layer",
    "check_overlap",
    "check_passport",
    "check_reach",
    "check_study",
    "check_units",
    "problems_of",
]
