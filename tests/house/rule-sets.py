"""Holds the tables of docs/rules.md that say how many formulas of each rule each set of tables holds, against what
`gongkai template check --verbose` says; with --write it writes them.

usage: rule-sets.py GONGKAI [--write]
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCS = ROOT / 'docs' / 'rules.md'
PART = re.compile(r'(<!-- made by tests/house/rule-sets.py: ([a-z-]+) -->\n\n)(.*?)(\n\n<!-- made -->)', re.S)


def made(gongkai, template):
    with tempfile.TemporaryDirectory() as folder:
        environment = {'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8', 'TMPDIR': folder, 'SOURCE_DATE_EPOCH': '1741600000'}
        for name in ('ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LSAN_OPTIONS'):
            if name in os.environ:
                environment[name] = os.environ[name]
        out = subprocess.run([gongkai, 'template', 'check', template, '--verbose'], capture_output=True, check=False, text=True,
                             env=environment, cwd=folder).stdout
    lines = [line for line in out.splitlines() if line.startswith('|')]
    return '\n'.join(lines).replace('| |', '| rule |', 1)


def main():
    gongkai = str(pathlib.Path(sys.argv[1]).resolve())
    text = DOCS.read_text('utf-8')
    parts = PART.findall(text)
    new = PART.sub(lambda part: part[1] + made(gongkai, part[2]) + part[4], text)
    if len(parts) < 2 or any(not made(gongkai, part[1]) for part in parts):
        sys.exit('docs/rules.md has no tables of sets and rules')
    if '--write' in sys.argv:
        DOCS.write_text(new, 'utf-8')
    elif new != text:
        sys.exit('docs/rules.md: the tables of sets and rules are not those of the templates: run tests/house/rule-sets.py GONGKAI --write')


main()
