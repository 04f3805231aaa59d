#!/usr/bin/env python3
"""Fails when a JSON format of the sources is not in the table of docs/formats.md with its version, or one there is in no source."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
WRITTEN = re.compile(r'"format",\s*"(gongkai-[a-z-]+)",\s*"version",\s*(\d+)')
TOLD = re.compile(r'^\|.*`"format": "(gongkai-[a-z-]+)"` \| (\d+) \|$', re.M)


def main():
    written = {found for path in (ROOT / 'compiler').rglob('*.c') for found in WRITTEN.findall(path.read_text('utf-8'))}
    told = set(TOLD.findall((ROOT / 'docs/formats.md').read_text('utf-8')))
    for name, version in sorted(written ^ told):
        print(f'{name} {version}: ' + ('not in docs/formats.md' if (name, version) in written else 'in no source'))
    return 1 if written != told or not written else 0


if __name__ == '__main__':
    sys.exit(main())
