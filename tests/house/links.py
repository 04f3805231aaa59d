#!/usr/bin/env python3
"""Links between the documents lead to a file that is there, and to one of its headings."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def anchors(path):
    headings = re.findall(r'^#+ (.*)$', path.read_text('utf-8'), re.M)
    return {re.sub(r'[^\w\- ]', '', heading.strip().lower()).replace(' ', '-') for heading in headings}


def main():
    wrong, seen = [], 0
    for path in sorted([*ROOT.glob('*.md'), *(ROOT / 'docs').glob('*.md')]):
        for name, anchor in re.findall(r'\]\(((?:[\w.\-]+/)*[\w.\-]+\.md)?#([^)\s]+)\)', path.read_text('utf-8')):
            target = (path.parent / name) if name else path
            seen += 1
            if not target.is_file() or anchor not in anchors(target):
                wrong.append(f'{path.relative_to(ROOT)}: {name}#{anchor} leads nowhere')
    print('\n'.join(wrong))
    return 1 if wrong or not seen else 0


sys.exit(main())
