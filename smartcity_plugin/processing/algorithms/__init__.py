# SPDX-License-Identifier: GPL-2.0-or-later
"""One module per step of the method."""

from .add_layer import AddInventoryLayer
from .assess_needs import AssessNeeds
from .check_inventory import CheckInventory
from .compute_indicators import ComputeIndicators
from .create_study import CreateStudy
from .demo_study import DemoStudy
from .export_atlas import ExportAtlas
from .export_document import ExportDocument
from .import_register import ImportRegister
from .save_project import SaveProject
from .study_from_recipe import StudyFromRecipe

STEPS = (
    CreateStudy,
    AddInventoryLayer,
    CheckInventory,
    ComputeIndicators,
    AssessNeeds,
    ImportRegister,
    ExportAtlas,
    ExportDocument,
    SaveProject,
    StudyFromRecipe,
    DemoStudy,
)
