#!/usr/bin/env python3
"""Makes ODataFeed.mez, which Power BI Desktop loads from Documents/Power BI Desktop/Custom Connectors.

    python3 make_mez.py [file]

A .mez is a zip of the section document, its texts and its pictures, side by side. Equal sources make equal files.
"""
import pathlib
import sys
import zipfile

HERE = pathlib.Path(__file__).resolve().parent


def main(target="ODataFeed.mez"):
    parts = [HERE / "ODataFeed.pq", HERE / "resources.resx", *sorted(HERE.glob("ODataFeed*.png"))]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for part in parts:
            package.writestr(zipfile.ZipInfo(part.name, date_time=(1980, 1, 1, 0, 0, 0)), part.read_bytes(), zipfile.ZIP_DEFLATED)
    print(f"{target}: {len(parts)} parts")


if __name__ == "__main__":
    main(*sys.argv[1:])
