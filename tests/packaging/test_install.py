"""The shipped packs are found from a built wheel in an empty environment and from the editable install."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = {path.parent.name for path in (ROOT / "rules").glob("*/pack.yaml")}
BUILT_FROM = ("setup.cfg", "setup.py", "pyproject.toml", "README.md", "LICENSE", "src", "rules")
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "-q"]
LIST_FILES = (
    "from importlib.resources import files\n"
    "for pack in files('riskgrade.rules').iterdir():\n"
    "    if pack.joinpath('pack.yaml').is_file():\n"
    "        print(pack.name)\n"
)

pytestmark = [
    pytest.mark.slow,
    # One worker builds and installs; the others would only do it again.
    pytest.mark.xdist_group("packaging"),
]


def run(*command, cwd, home):
    """Run a command far from the repository, with an empty home and nothing of ours in the environment."""
    kept = ("PATH", "LANG", "TMPDIR", "SYSTEMROOT", "COMSPEC")
    env = {name: os.environ[name] for name in kept if name in os.environ}
    env |= {"HOME": str(home), "USERPROFILE": str(home), "PYTHONUTF8": "1", "PIP_CONFIG_FILE": os.devnull}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=env, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def pack_files():
    found = (path for kind in ("*.yaml", "*.docx") for path in (ROOT / "rules").rglob(kind))
    return {path.relative_to(ROOT).as_posix() for path in found}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory, home):
    """The wheel, built from a copy so that nothing is left in the working tree."""
    place = tmp_path_factory.mktemp("wheel")
    source = place / "source"
    source.mkdir()
    ignore = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in BUILT_FROM:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=ignore)
        else:
            shutil.copy2(ROOT / name, source / name)
    run(*PIP, "wheel", "--no-deps", "--no-build-isolation", "-w", place / "dist", ".", cwd=source, home=home)
    (built,) = (place / "dist").glob("riskgrade-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(tmp_path_factory, wheel, home):
    """The scripts of a fresh environment with the wheel in it; what riskgrade needs is borrowed from this one."""
    place = tmp_path_factory.mktemp("fresh")
    environment = place / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=place, home=home)
    # Install first, borrow second: else pip would see, and try to remove, the editable install.
    python = environment / SCRIPTS / "python"
    run(*PIP, "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=place, home=home)
    variables = {"base": str(environment), "platbase": str(environment)}
    own = Path(sysconfig.get_path("purelib", scheme="venv", vars=variables))
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    # Plain lines do not run the .pth files of that folder, so its editable finder stays asleep.
    (own / "borrowed.pth").write_text("\n".join(sorted(borrowed)) + "\n", encoding="utf-8")
    return environment / SCRIPTS


def test_every_file_of_the_packs_is_in_the_wheel(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert pack_files()
    assert {f"riskgrade/{path}" for path in pack_files()} <= names
    assert "riskgrade/rules/__init__.py" in names


def test_every_module_is_in_the_wheel(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    modules = {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*.py")}
    assert modules <= names


def test_the_wheel_states_its_licence_and_its_needs(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
        metadata = archive.read(name).decode("utf-8")
        licences = [one for one in archive.namelist() if one.endswith("licenses/LICENSE")]
    assert "License-Expression: Apache-2.0" in metadata
    assert 'Requires-Dist: durable-rules>=2.0.28; python_version < "3.13"' in metadata
    assert licences


def test_the_wheel_alone_finds_the_packs(installed, tmp_path, home):
    here = run(installed / "python", "-c", "import riskgrade; print(riskgrade.__file__)", cwd=tmp_path, home=home)
    assert str(ROOT) not in here
    assert str(installed.parent) in here
    assert set(run(installed / "python", "-c", LIST_FILES, cwd=tmp_path, home=home).split()) >= SHIPPED
    listed = run(installed / "riskgrade", "pack", "list", cwd=tmp_path, home=home)
    assert all(name in listed for name in SHIPPED)


def test_the_editable_install_finds_the_packs(tmp_path, home):
    assert set(run(sys.executable, "-c", LIST_FILES, cwd=tmp_path, home=home).split()) >= SHIPPED
    script = Path(sysconfig.get_path("scripts")) / "riskgrade"
    listed = run(script, "pack", "list", cwd=tmp_path, home=home)
    assert all(name in listed for name in SHIPPED)
