"""Generates a package the whole way: read, normalise, write, format."""

from __future__ import annotations

import sys
from pathlib import Path

from specloom.build import Inputs, build_package
from specloom.config import PackageConfig
from specloom.formatting import format_folder
from specloom.source import read_bundled


def main(document: Path, folder: Path) -> None:
    """Generate, and tell how much came out of it."""
    config = PackageConfig.default("atlas-all")
    templates = Path(__file__).resolve().parents[3] / "templates"
    built = build_package(Inputs(read_bundled(document).data, config, templates))
    for name, text in built.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    format_folder(folder)
    print(len(built.files))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
