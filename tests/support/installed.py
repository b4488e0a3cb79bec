"""The package as its users have it: built, installed by pip, and imported from where pip put it.

The other tests import the package from where it is generated. Both copies have the same name, so one stands aside
while the other is in use.
"""

import importlib
import subprocess
import sys
from pathlib import Path
from types import ModuleType

PROJECT = Path(__file__).resolve().parents[2] / "generated" / "atlas-streams"


class Installed:
    """An installed copy of a package: `with installed:` makes it the one that is imported.

    Args:
        project: The folder of its pyproject.toml.
        import_name: What it is imported as.
        folder: Where to install it.

    """

    def __init__(self, project: Path, import_name: str, folder: Path) -> None:
        self.folder = folder
        self._import_name = import_name
        self._aside: dict[str, ModuleType] = {}
        offline = ["--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--quiet"]
        command = [sys.executable, "-m", "pip", "install", *offline, "--target", str(folder), str(project)]
        subprocess.run(command, check=True)

    def __enter__(self) -> None:
        sys.path.insert(0, str(self.folder))
        self._swap()

    def __exit__(self, *error: object) -> None:
        sys.path.remove(str(self.folder))
        self._swap()

    def _swap(self) -> None:
        present = [name for name in sys.modules if name.partition(".")[0] == self._import_name]
        self._aside, coming = {name: sys.modules.pop(name) for name in present}, self._aside
        sys.modules.update(coming)
        importlib.invalidate_caches()
