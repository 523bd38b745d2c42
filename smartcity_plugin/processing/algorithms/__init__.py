# SPDX-License-Identifier: GPL-2.0-or-later
"""One module per step of the method."""

from .add_layer import AddInventoryLayer
from .add_raster import AddInventoryRaster
from .add_units import AddPlanningUnits
from .ahp_weights import AhpWeights
from .answer_table import AnswerTable
from .assess_needs import AssessNeeds
from .check_document import CheckDocument
from .check_goals import CheckGoals
from .check_inventory import CheckInventory
from .checklists import AnswerChecklist, FundingCheck
from .compare_schemes import CompareSchemes
from .compare_units import CompareUnits
from .compare_variants import CompareVariants
from .compute_indicators import ComputeIndicators
from .conflicts_synergies import ConflictsSynergies
from .contribution_density import ContributionDensity
from .create_study import CreateStudy
from .demo_study import DemoStudy
from .document_pdf import DocumentPdf
from .export_atlas import ExportAtlas
from .export_design import ExportDesign
from .export_document import ExportDocument
from .export_indicators import ExportIndicators
from .export_pages import ExportPages
from .export_register import ExportRegister
from .export_summary import ExportSummary
from .export_values import ExportValues
from .focus_areas import FocusAreas, UpdateFocusAreas
from .hot_spots import HotSpots
from .import_alkis import ImportAlkis
from .import_census import ImportCensus
from .import_citygml import ImportCityGml
from .import_contributions import ImportContributions
from .import_design import ImportDesign
from .import_gtfs import ImportGtfs
from .import_indicators import ImportIndicators
from .import_osm import ImportOsm
from .import_register import ImportRegister
from .import_statistics import ImportStatistics
from .import_tables import ImportTables
from .import_xplan import ImportXplan
from .indicator_change import IndicatorChange
from .justice import JusticeCharts, MeasureJustice
from .measures import CheckMeasures, CostTableExport, SetMeasureArea
from .method_sheet import MethodSheet
from .multi_burden import MultiBurden
from .need_gaps import NeedGaps
from .open_pages import OpenPages
from .page_templates import RemovePageTemplate, SavePageTemplate
from .relation_matrix import RelationMatrixExport
from .remove_layer import RemoveInventoryLayer
from .remove_own_indicator import RemoveOwnIndicator
from .repair_inventory import RepairInventory
from .robustness import TestRobustness
from .rules import ResetRule, SaveRule
from .save_project import SaveProject
from .scenarios import ChoosePortfolio, CompareScenarios, ComputeScenario, RemoveScenario, SaveScenario
from .schemes import CopyScheme, ExportScheme, RemoveScheme, SaveScheme, UseScheme
from .set_design import SetDesign
from .set_map_style import RemoveMapStyle, SetMapStyle
from .study_from_recipe import StudyFromRecipe
from .swot import DecideSwot, SuggestSwot
from .update_layer import UpdateInventoryLayer
from .watching import MonitoringReport, RecordObservation, TraceReport
from .weigh_contributions import WeighContributions

STEPS = (
    CreateStudy,
    AddPlanningUnits,
    AddInventoryLayer,
    AddInventoryRaster,
    UpdateInventoryLayer,
    RemoveInventoryLayer,
    CheckInventory,
    RepairInventory,
    ComputeIndicators,
    IndicatorChange,
    CompareUnits,
    ExportIndicators,
    ImportIndicators,
    RemoveOwnIndicator,
    SaveScheme,
    CopyScheme,
    UseScheme,
    RemoveScheme,
    ExportScheme,
    CompareSchemes,
    TestRobustness,
    CompareVariants,
    AhpWeights,
    MethodSheet,
    AssessNeeds,
    NeedGaps,
    SuggestSwot,
    DecideSwot,
    HotSpots,
    FocusAreas,
    UpdateFocusAreas,
    MultiBurden,
    MeasureJustice,
    JusticeCharts,
    ConflictsSynergies,
    SaveRule,
    ResetRule,
    ImportRegister,
    ExportRegister,
    CheckGoals,
    CheckMeasures,
    CostTableExport,
    SetMeasureArea,
    ImportTables,
    ImportContributions,
    WeighContributions,
    ContributionDensity,
    AnswerTable,
    RelationMatrixExport,
    RecordObservation,
    MonitoringReport,
    TraceReport,
    FundingCheck,
    AnswerChecklist,
    SaveScenario,
    ComputeScenario,
    ChoosePortfolio,
    CompareScenarios,
    RemoveScenario,
    SetDesign,
    ExportDesign,
    ImportDesign,
    SetMapStyle,
    RemoveMapStyle,
    ExportAtlas,
    ExportPages,
    OpenPages,
    SavePageTemplate,
    RemovePageTemplate,
    ExportDocument,
    DocumentPdf,
    CheckDocument,
    ExportSummary,
    ExportValues,
    SaveProject,
    StudyFromRecipe,
    DemoStudy,
    ImportCensus,
    ImportStatistics,
    ImportGtfs,
    ImportOsm,
    ImportXplan,
    ImportAlkis,
    ImportCityGml,
)
