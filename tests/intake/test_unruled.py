"""Tables that others print without rules, or with few: what is read is the project's table, cell by cell, or is told not to be sure.

Usage: test_unruled.py, or `test_unruled.py --many [PATTERN]` for all makers, styles, sizes and page formats, with what was read by maker and style
(names are SET-MAKER-STYLE-SIZE-FORMAT-HEADS: accounts-typst-none-9-wide-again).
"""
import collections
import itertools
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import makers
import measure
from documents import Read

ROOT = pathlib.Path(__file__).resolve().parents[2]
GONGKAI = os.environ.get('GONGKAI', str(ROOT / 'build/dev/gongkai'))
SETS = {'budget': 'shifeng-cac-2023', 'accounts': 'yunxi-education-2024'}


def tables(work, name):
    site = work / name
    if not site.exists():
        subprocess.run([GONGKAI, 'build', ROOT / 'content' / SETS[name], '-o', site, '-q'], check=True, capture_output=True)
    made = makers.tables_of(site)
    return [makers.thousands(table) for table in made] if name == 'accounts' else made


def score(work, name, maker, style, size=9, wide=True, again=True, tight=False):
    folder = work / f'{name}-{maker}-{style}-{size}-{"wide" if wide else "high"}-{"tight" if tight else "again" if again else "once"}'
    folder.mkdir()
    source = tables(work, name)
    makers.make(folder / 'tables.pdf', source, maker, style, size, wide, again, tight)
    return measure.score_of(source, Read(folder / 'tables.pdf'))


@unittest.skipUnless(shutil.which('mutool'), 'no mutool')
class Unruled(unittest.TestCase):
    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-test-'))
        self.addCleanup(shutil.rmtree, self.work)

    def test_tables_of_the_accounts(self):
        for maker, style in (('typst', 'none'), ('libreoffice', 'across')):
            if not makers.can_make(maker):
                continue
            with self.subTest(maker):
                found, wrong = score(self.work, 'accounts', maker, style)
                self.assertGreaterEqual(found['right'], found['all'] * 0.995, wrong)
                self.assertEqual(found['silent'], 0, wrong)

    @unittest.skipUnless(makers.can_make('typst'), 'no Typst')
    def test_tables_of_the_budget(self):
        found, wrong = score(self.work, 'budget', 'typst', 'three')
        self.assertGreaterEqual(found['right'], found['all'] * 0.9, wrong)
        self.assertEqual(found['silent'], 0, wrong)


def many(pattern):
    by = collections.defaultdict(measure.Score)
    work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-test-'))
    try:
        for name, maker, style, size, wide, heads in itertools.product(SETS, filter(makers.can_make, makers.MAKERS), makers.STYLES, makers.SIZES, (True, False),
                                                                       ('again', 'once', 'tight')):
            kind = f'{name}-{maker}-{style}-{size}-{"wide" if wide else "high"}-{heads}'
            if not re.search(pattern, kind):
                continue
            found, wrong = score(work, name, maker, style, size, wide, heads == 'again', heads == 'tight')
            by[f'{maker} {style}{" tight" if heads == "tight" else ""}'].update(found)
            print(f'{kind:44} {found}', flush=True)
            for title, cells in wrong.items():
                silent = [cell for cell in cells if cell[2] is None]
                if silent:
                    print(f'    in silence: {title}: {len(silent)}, {silent[:3]}')
    finally:
        shutil.rmtree(work)
    for kind, found in sorted(by.items()):
        print(f'{kind:44} {found}')


if __name__ == '__main__':
    if sys.argv[1:2] == ['--many']:
        many(sys.argv[2] if len(sys.argv) > 2 else '')
    else:
        unittest.main()
