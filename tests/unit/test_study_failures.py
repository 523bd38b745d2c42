# SPDX-License-Identifier: GPL-2.0-or-later
"""Whatever goes wrong, the study stays as it was, and one sentence says what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
import threading
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from osgeo import gdal

from smartcity_plugin.model.problem import Cancelled, SmartCityError
from smartcity_plugin.study import geopackage, migrations, schema
from smartcity_plugin.study import study as study_module
from smartcity_plugin.study.assessment import assess_and_save
from smartcity_plugin.study.geopackage import GeoPackage
from smartcity_plugin.study.study import Study
from smartcity_plugin.study.workflow import compute_and_save

pytestmark = pytest.mark.usefixtures("gdal_exceptions")

ROOT = Path(__file__).resolve().parents[2]
ONE_MODE = pytest.mark.parametrize("gdal_exceptions", [False], indirect=True)
"""For tests that start a process of their own, to which the mode of this one means nothing."""
ACCESS, SUPPLY = "gre_access_300m_share", "gre_local_supply"


@pytest.fixture
def path(tmp_path, build, catalogue):
    """A study with inventory and the values of one indicator."""
    path = tmp_path / "study.gpkg"
    with build.study(path) as study:
        build.inventory(study, catalogue)
        compute_and_save(study, catalogue, [ACCESS])
    return path


def contents(path: Path) -> dict[str, list]:
    """Return the definition and every row of every table, view, index and trigger, by a route without GDAL."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        found = {"": sorted(map(str, connection.execute("SELECT type, name, sql FROM sqlite_master")))}
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            found[name] = connection.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
    return found


@contextmanager
def unchanged(path: Path):
    """Fail if the study's tables differ afterwards or if anything else lies beside it."""
    before, beside = contents(path), sorted(item.name for item in path.parent.iterdir())
    yield
    assert contents(path) == before
    assert sorted(item.name for item in path.parent.iterdir()) == beside


@contextmanager
def problem(key: str, catalogue, **values):
    """Expect a problem with a sentence in both languages that contains the given values."""
    with pytest.raises(SmartCityError) as caught:
        yield
    found = caught.value.problem
    assert found.key == key, str(caught.value)
    assert {name: found.values[name] for name in values} == values
    for language in ("de", "en"):
        sentence = catalogue.sentence(found, language)
        assert sentence.count("\n") == 0
        assert len(sentence) > 40


def limit(study: Study, pages: int) -> None:
    """Let the file grow by a few pages only: what SQLite then says is what it says on a full disk."""
    dataset = study._package._dataset
    for pragma in ("PRAGMA page_count", "PRAGMA max_page_count"):
        result = dataset.ExecuteSQL(pragma)
        count = int(result.GetNextFeature().GetField(0))
        dataset.ReleaseResultSet(result)
        if pragma == "PRAGMA page_count":
            result = dataset.ExecuteSQL(f"PRAGMA max_page_count = {count + pages}")
            if result is not None:
                dataset.ReleaseResultSet(result)
    result = None


# Transactions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, Cancelled])
def test_an_exception_takes_everything_back(path, build, catalogue, error):
    def work(study):
        with study.transaction():
            study.save_goals([])
            build.inventory(study, catalogue)
            compute_and_save(study, catalogue, [SUPPLY])
            study._package.create_table("more", {"a": geopackage.TEXT})
            study._package.drop_table("inv_public_green")
            raise error

    with unchanged(path), Study.open(path, update=True) as study, pytest.raises(error):
        work(study)


def test_a_transaction_inside_another_belongs_to_it(path, catalogue):
    def work(study):
        with study.transaction():
            with study.transaction():
                compute_and_save(study, catalogue, [SUPPLY])
            raise RuntimeError

    with unchanged(path), Study.open(path, update=True) as study, pytest.raises(RuntimeError):
        work(study)


def test_a_study_can_be_used_after_a_failure(path, build, catalogue):
    def work(study):
        with study.transaction():
            study.save_layer(catalogue.roles["water"], build.passport("water"), build.table([build.square(0, 0)]))
            raise RuntimeError

    with Study.open(path, update=True) as study:
        with pytest.raises(RuntimeError):
            work(study)
        compute_and_save(study, catalogue, [SUPPLY])
    with Study.open(path) as study:
        assert set(study.values()["indicator_id"]) == {ACCESS, SUPPLY}
        assert "water" not in study.passports()


def test_closing_in_the_middle_takes_everything_back(path, catalogue):
    with unchanged(path):
        study = Study.open(path, update=True)
        study._package._dataset.StartTransaction(True)
        study._package._in_transaction = True
        study.save_goals([])
        compute_and_save(study, catalogue, [SUPPLY])
        study.close()


# Cancel and kill ----------------------------------------------------------------------------------------------------


def count_of_steps(path, catalogue) -> int:
    told: list[float] = []
    with Study.open(path) as study:
        study_module.Study.save_results, kept = lambda *_: None, study_module.Study.save_results
        try:
            compute_and_save(study, catalogue, progress=told.append)
        finally:
            study_module.Study.save_results = kept
    return len(told)


@ONE_MODE
def test_a_cancelled_run_leaves_the_file_byte_for_byte(path, catalogue):
    steps = count_of_steps(path, catalogue)
    assert steps > 10
    for last in range(steps):
        before = path.read_bytes()
        left = iter(range(last))

        def cancel(_fraction, left=left):
            if next(left, None) is None:
                raise Cancelled

        with Study.open(path, update=True) as study, pytest.raises(Cancelled):
            compute_and_save(study, catalogue, progress=cancel)
        assert path.read_bytes() == before, f"cancelled at step {last} of {steps}"


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from smartcity_plugin.catalogue import load_catalogue
    from smartcity_plugin.study.study import Study
    from smartcity_plugin.study.workflow import compute_and_save

    study = Study.open(Path(sys.argv[1]), update=True)
    with study.transaction():
        compute_and_save(study, load_catalogue())
        study.save_goals([])
        study._package.drop_table("inv_public_green")
        if sys.argv[2] == "flushed":
            # So many rows that SQLite must write some of them before the end.
            rows = study.cell_values("gre_access_300m_share")
            study._package.append("cell_values", rows.loc[rows.index.repeat(10_000)].reset_index(drop=True))
        os._exit(7) if sys.argv[2] == "exit" else os.kill(os.getpid(), signal.SIGKILL)
"""


def run_script(script: str, *arguments: str, **options) -> subprocess.CompletedProcess:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", textwrap.dedent(script), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60, **options)


@ONE_MODE
@pytest.mark.parametrize("how", ["exit", "kill", "flushed"])
def test_a_killed_run_leaves_the_study_as_it_was(path, how, catalogue):
    before = contents(path)
    ended = run_script(KILLED, str(path), how)
    assert ended.returncode in (7, -9), ended.stderr
    with Study.open(path, update=True) as study:
        assert set(study.values()["indicator_id"]) == {ACCESS}
        compute_and_save(study, catalogue, [ACCESS])
    after = contents(path)
    for name in ("inv_public_green", "inv_population_cells", "planning_units", "inventory_register", "goals", "needs"):
        assert after[name] == before[name], name
    assert len(after["cell_values"]) == len(before["cell_values"])


KILLED_WHILE_CREATING = """
    import os, signal, sys
    from pathlib import Path
    import pandas as pd, shapely
    from smartcity_plugin.engine.table import GeoTable
    from smartcity_plugin.study.study import Study, StudySettings

    Study._write_units = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    settings = StudySettings("t", "m", "", "EPSG:25832", "de", "2022")
    units = GeoTable(pd.DataFrame({"unit_id": ["a"], "name": ["b"]}), shapely.points([[0, 0]]), "EPSG:25832")
    Study.create(Path(sys.argv[1]), settings, shapely.box(0, 0, 1, 1), units)
"""


@ONE_MODE
def test_a_study_appears_only_when_it_is_complete(tmp_path, build):
    path = tmp_path / "new.gpkg"
    assert run_script(KILLED_WHILE_CREATING, str(path)).returncode == -9
    assert not path.exists()
    build.study(path).close()
    assert [item.name for item in tmp_path.iterdir()] == ["new.gpkg"]


def test_a_failed_creation_leaves_nothing(tmp_path, build, monkeypatch, catalogue):
    def fail(*_):
        raise SmartCityError("disk_full", path="x")

    monkeypatch.setattr(Study, "_write_units", fail)
    with problem("disk_full", catalogue):
        build.study(tmp_path / "new.gpkg")
    assert list(tmp_path.iterdir()) == []


# Full disk ----------------------------------------------------------------------------------------------------------


def test_a_full_disk_while_computing(path, catalogue):
    with unchanged(path), Study.open(path, update=True) as study:
        limit(study, 0)
        with problem("disk_full", catalogue, path=str(path)):
            compute_and_save(study, catalogue)


def test_a_full_disk_while_adding_a_layer(path, build, catalogue):
    many = build.table([build.square(x, 0, 5) for x in range(3000)], name=["x" * 50] * 3000)
    with unchanged(path):
        with Study.open(path, update=True) as study:
            limit(study, 2)
            with problem("disk_full", catalogue):
                study.save_layer(catalogue.roles["public_green"], build.passport("public_green"), many)
        with Study.open(path) as study:
            assert len(study.layer("public_green")) == 2


FULL = """
    import resource, signal, sys
    from pathlib import Path
    from smartcity_plugin.catalogue import load_catalogue
    from smartcity_plugin.model.problem import SmartCityError
    from smartcity_plugin.study.study import Study
    from smartcity_plugin.study.workflow import compute_and_save

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    path = Path(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, resource.RLIM_INFINITY))
    with Study.open(path, update=True) as study:
        try:
            compute_and_save(study, load_catalogue())
        except SmartCityError as error:
            print(error.problem.key)
"""


@ONE_MODE
def test_a_file_that_may_not_grow(path):
    """A quota fails in another way than a full disk, but it fails as well."""
    with unchanged(path):
        ended = run_script(FULL, str(path))
        assert ended.returncode == 0, ended.stderr
        assert ended.stdout.strip() in ("disk_full", "write_failed"), ended.stderr


FULL_WHILE_CREATING = """
    import resource, signal, sys
    from pathlib import Path
    import pandas as pd, shapely
    from smartcity_plugin.engine.table import GeoTable
    from smartcity_plugin.model.problem import SmartCityError
    from smartcity_plugin.study.study import Study, StudySettings

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    settings = StudySettings("t", "m", "", "EPSG:25832", "de", "2022")
    units = GeoTable(pd.DataFrame({"unit_id": ["a"], "name": ["b"]}), shapely.box([0], [0], [1], [1]), "EPSG:25832")
    try:
        Study.create(Path(sys.argv[1]), settings, shapely.box(0, 0, 1, 1), units)
    except SmartCityError as error:
        print(error.problem.key)
"""


@ONE_MODE
@pytest.mark.parametrize("size", [0, 20_000, 150_000])
def test_a_study_that_does_not_fit_on_the_disk(tmp_path, size):
    ended = run_script(FULL_WHILE_CREATING, str(tmp_path / "new.gpkg"), str(size))
    assert ended.stdout.strip() in ("disk_full", "write_failed", "folder_read_only"), ended.stderr
    assert list(tmp_path.iterdir()) == []


# Rights -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def no_rights(monkeypatch):
    """As a user without rights would see it: the tests may run as root, to whom nothing is forbidden."""
    access = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode, **more: False if mode & os.W_OK else access(path, mode, **more)
    )


def test_a_folder_that_cannot_be_written(tmp_path, build, catalogue, no_rights):
    with problem("folder_read_only", catalogue, folder=str(tmp_path)):
        build.study(tmp_path / "new.gpkg")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_does_not_exist(tmp_path, build, catalogue):
    with problem("folder_read_only", catalogue):
        build.study(tmp_path / "none" / "new.gpkg")


def test_a_folder_that_says_yes_and_means_no(tmp_path, build, catalogue, monkeypatch):
    """On network drives rights are not told beforehand; only the attempt shows them."""
    gone = tmp_path / "gone"
    monkeypatch.setattr(Path, "is_dir", lambda self: True)
    monkeypatch.setattr(os, "access", lambda *_, **__: True)
    with problem("folder_read_only", catalogue):
        build.study(gone / "new.gpkg")


def test_a_study_that_cannot_be_written_can_be_read(path, catalogue, no_rights):
    with unchanged(path):
        with problem("study_read_only", catalogue, path=str(path)):
            Study.open(path, update=True)
        with Study.open(path) as study:
            assert len(study.values()) == 3


def test_writing_to_a_study_opened_for_reading(path, catalogue):
    with unchanged(path), Study.open(path) as study:
        with pytest.raises(SmartCityError) as caught:
            compute_and_save(study, catalogue)
        assert caught.value.problem.key in ("study_read_only", "write_failed")


# Files that are no study --------------------------------------------------------------------------------------------


def test_no_file(tmp_path, catalogue):
    with problem("file_not_found", catalogue):
        Study.open(tmp_path / "none.gpkg")
    with problem("file_not_found", catalogue):
        Study.open(tmp_path)


@pytest.mark.parametrize("update", [False, True])
@pytest.mark.parametrize(
    "content", [b"", b"no database", b"SQLite format 3\x00" + b"x" * 500], ids=["", "text", "half"]
)
def test_a_file_that_is_no_database(tmp_path, catalogue, content, update):
    path = tmp_path / "x.gpkg"
    path.write_bytes(content)
    with problem("not_a_study", catalogue, path=str(path)):
        Study.open(path, update)
    assert path.read_bytes() == content


def test_another_geopackage(tmp_path, catalogue):
    path = tmp_path / "x.gpkg"
    with GeoPackage.create(path) as package:
        package.create_table("parks", {"name": geopackage.TEXT}, "POINT", "EPSG:25832")
    with problem("not_a_study", catalogue, path=str(path)):
        Study.open(path)


def test_a_file_that_is_there_already(path, build, catalogue):
    with unchanged(path), problem("file_exists", catalogue, path=str(path)):
        build.study(path)


# Versions -----------------------------------------------------------------------------------------------------------


def set_version(path: Path, version: str) -> None:
    with GeoPackage.open(path, update=True) as package:
        package.delete_where("study_settings", key="schema_version")
        package.append("study_settings", pd.DataFrame([{"key": "schema_version", "value": version}]))


@pytest.mark.parametrize("update", [False, True])
def test_a_study_of_a_newer_plugin(path, catalogue, update):
    set_version(path, str(schema.SCHEMA_VERSION + 1))
    expected = {"version": schema.SCHEMA_VERSION + 1, "supported": schema.SCHEMA_VERSION}
    with unchanged(path), problem("study_newer", catalogue, **expected):
        Study.open(path, update)


@pytest.mark.parametrize("version", ["0", "-1", "new", ""])
def test_a_study_of_no_known_version(path, catalogue, version):
    set_version(path, version)
    with unchanged(path), problem("not_a_study", catalogue):
        Study.open(path, update=True)


@pytest.fixture
def older(path, monkeypatch):
    """A study that is two versions older than the plugin."""
    monkeypatch.setattr(migrations, "SCHEMA_VERSION", schema.SCHEMA_VERSION + 2)

    def first(package):
        package.create_table("first", {"a": geopackage.TEXT})

    def second(package):
        package.append("first", pd.DataFrame([{"a": "ä"}]))

    monkeypatch.setitem(migrations.MIGRATIONS, schema.SCHEMA_VERSION, first)
    monkeypatch.setitem(migrations.MIGRATIONS, schema.SCHEMA_VERSION + 1, second)
    return path


def test_an_older_study_is_lifted_and_its_copy_kept(older):
    before = contents(older)
    with Study.open(older, update=True) as study:
        assert study.settings.title == "Studie Köln-Süd „Größe“"
        assert len(study.values()) == 3
    after = contents(older)
    assert len(after["first"]) == 1
    backup = older.with_name(f"study.schema{schema.SCHEMA_VERSION}.gpkg")
    assert contents(backup) == before
    with Study.open(older, update=True):
        pass
    assert contents(older) == after


def test_an_older_study_is_not_touched_by_reading(older):
    with unchanged(older), Study.open(older) as study:
        assert len(study.values()) == 3


def test_a_migration_that_fails_leaves_the_study_as_it_was(older, monkeypatch):
    def fail(_package):
        raise RuntimeError

    monkeypatch.setitem(migrations.MIGRATIONS, schema.SCHEMA_VERSION + 1, fail)
    before = contents(older)
    with pytest.raises(RuntimeError):
        Study.open(older, update=True)
    assert contents(older) == before


def test_without_room_for_the_copy_nothing_is_migrated(older, monkeypatch, catalogue):
    def fail(_source, target):
        Path(target).write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copy2", fail)
    with unchanged(older), problem("disk_full", catalogue):
        Study.open(older, update=True)


# Others who use the file --------------------------------------------------------------------------------------------


def compute_in(path: Path, catalogue) -> None:
    with Study.open(path, update=True) as study:
        compute_and_save(study, catalogue)


@contextmanager
def writer(path: Path, statement: str):
    """Another program in the middle of writing."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(statement)
        yield
        other.execute("ROLLBACK")


@pytest.mark.parametrize("statement", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_study_that_another_program_writes_to(path, catalogue, statement):
    gdal.SetConfigOption("SQLITE_BUSY_TIMEOUT", "20")
    try:
        with unchanged(path), writer(path, statement), problem("study_locked", catalogue, path=str(path)):
            compute_in(path, catalogue)
    finally:
        gdal.SetConfigOption("SQLITE_BUSY_TIMEOUT", None)


def test_the_name_of_the_file_is_no_sign_of_a_full_disk(tmp_path):
    path = tmp_path / "disk is full, database is locked.gpkg"
    assert geopackage.failure(path, f"cannot write {path}: disk I/O error").problem.key == "write_failed"


@pytest.mark.parametrize(
    ("detail", "key"),
    [
        ("failed to execute insert : database or disk is full", "disk_full"),
        ("sqlite3_exec(COMMIT) failed: database is locked", "study_locked"),
        ("failed to prepare SQL: database table is locked", "study_locked"),
        ("attempt to write a readonly database", "study_read_only"),
        ("", "write_failed"),
    ],
)
def test_what_the_database_says_becomes_a_problem(detail, key):
    assert geopackage.failure(Path("x.gpkg"), detail).problem.key == key


def test_several_readers_at_once_while_one_writes(path, catalogue):
    failures: list[BaseException] = []

    def read():
        try:
            for _ in range(5):
                with Study.open(path) as study:
                    assert len(study.values()) in (3, 6)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    with Study.open(path, update=True) as study:
        compute_and_save(study, catalogue, [ACCESS, SUPPLY])
    for thread in threads:
        thread.join()
    assert [error for error in failures if not isinstance(error, SmartCityError)] == []


def test_a_study_can_be_computed_in_a_worker_thread(path, catalogue):
    done: list[int] = []

    def work():
        with Study.open(path, update=True) as study:
            done.append(len(compute_and_save(study, catalogue, [SUPPLY]).results))
            assess_and_save(study, catalogue)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [1]


def test_a_column_that_the_table_does_not_have_is_a_mistake_of_ours(path, build):
    with unchanged(path), Study.open(path, update=True) as study:
        with pytest.raises(KeyError):
            study._package.append("goals", pd.DataFrame([{"colour": "red"}]))
        with pytest.raises(KeyError):
            study._package.read("nothing")
        study._package.drop_table("nothing")
        assert shapely.area(study.area().geometry[0]) > 0


def test_an_interrupted_reading_is_told(build, tmp_path, monkeypatch, gdal_exceptions):
    """A reading that GDAL breaks off must not pass for an empty table."""

    def broken(layer):
        gdal.Error(gdal.CE_Failure, gdal.CPLE_AppDefined, "database is locked")
        return pd.DataFrame(), np.empty(0, dtype=object)

    with build.study(tmp_path / "study.gpkg") as study:
        for reader in ("read_arrow", "read_features"):
            monkeypatch.setattr(geopackage, reader, broken)
        with pytest.raises(SmartCityError) as error:
            study.values()
    assert error.value.problem.key == "study_locked"
