"""Workbooks as departments have them: what is read is the starter's table, cell by cell, or an error names the sheet's cell.

Usage: test_habits.py, or `test_habits.py --many [SHEETS]` for more, which prints how many sheets were read by habit.
"""
import collections
import csv
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from decimal import Decimal

HERE = pathlib.Path(__file__).resolve().parent
PYTHON = HERE.parents[1] / 'build' / 'test-data' / 'spreadsheets' / 'bin' / 'python'
GONGKAI = os.environ.get('GONGKAI', 'gongkai')
SOFFICE = shutil.which('soffice')
SETS = (('department-budget', 'national'), ('department-accounts', 'national'), ('unit-budget', ''), ('department-accounts', 'shanghai'),
        ('unit-accounts', 'national'), ('unit-accounts', 'shanghai'))
SAVED = ('openpyxl .xlsx', 'LibreOffice .xlsx', 'LibreOffice .xls', 'LibreOffice .ods')
SAMPLE = (1, 2, 3, 4, 5, 6, 8, 14, 15)  # three of them saved by LibreOffice
TOLD = {  # what an author must mend, so that no sheet with it can be read
    'format: by size', 'format: not shown', 'unseen: a white row', 'unseen: a struck row', 'beside: a text far out',
    'unit: in words that are not understood', 'below: other text', 'amounts: formulas', 'hidden: a row', 'hidden: a column'}


def gongkai(*arguments):
    return subprocess.run([GONGKAI, *map(str, arguments)], capture_output=True, text=True, timeout=120,
                          env={**os.environ, 'LC_ALL': 'C.UTF-8'})


def cells(path):
    """The cells, amounts as numbers: a blank, a dash and a zero are the same."""
    with open(path, encoding='utf-8-sig', newline='') as stream:
        records = list(csv.reader(stream))
    return [[value_of(text) for text in record] for record in records]


def value_of(text):
    text = text.strip()
    if re.fullmatch(r'-?[\d,]*\.?\d+', text):
        return '' if Decimal(text.replace(',', '')) == 0 else str(Decimal(text.replace(',', '')).normalize())
    return '' if text in ('—', '-') else text


class Tally:
    def __init__(self):
        self.right, self.told, self.silent = collections.Counter(), collections.Counter(), []

    def add(self, sheet, errors, same):
        counter = self.told if errors else self.right
        if not errors and not same:
            self.silent.append(sheet)
            return
        counter['sheets'] += 1
        if not TOLD & {f'{habit}: {choice}' for habit, choice in sheet['habits'].items()}:
            counter['sheets without what must be mended'] += 1
        counter.update(f'{habit}: {choice}' for habit, choice in sheet['habits'].items())

    def show(self):
        for name in sorted({*self.right, *self.told}):
            print(f'{name:55} {self.right[name]:5} right {self.told[name]:5} told')
        print(f'misread in silence: {len(self.silent)}')


class Book:
    """One workbook: of which set, drawn by which seed, saved by which program."""

    def __init__(self, folder, seed):
        self.seed, self.template = seed, SETS[(seed - 1) % len(SETS)]
        self.saved = SAVED[(seed - 1) // len(SETS) % len(SAVED)] if SOFFICE else SAVED[0]
        self.model, self.want = folder / '-'.join(self.template), folder / ('want-' + '-'.join(self.template))
        self.path = folder / 'books' / f'{seed}.xlsx'
        self.sheets = []

    def make(self):
        if not self.model.exists():
            template, tables = self.template
            gongkai('new', self.model, '--example', '--template', template, *(['--table-set', tables] if tables else []))
            done = gongkai('build', self.model, '--draft', '--to', 'data', '-o', self.want)
            assert done.returncode == 0, done.stderr
        made = subprocess.run([PYTHON, HERE / 'make_habits.py', self.model / 'tables', str(self.seed), self.path,
                               *([] if self.saved == SAVED[0] else ['anew'])],
                              check=True, capture_output=True, text=True)
        self.sheets = [json.loads(line) for line in made.stdout.splitlines()]

    def read(self, tally):
        project = self.path.with_suffix('')
        shutil.copytree(self.model, project)
        for path in (project / 'tables').glob('[0-9]*.csv'):
            path.unlink()
        book = '全套' + self.path.suffix
        shutil.copy(self.path, project / 'tables' / book)
        done = gongkai('build', project, '--draft', '--to', 'data', '-o', project / 'out')
        for sheet in self.sheets:
            name = f'table-{sheet["number"]:02}.csv'
            errors = [e for e in done.stderr.splitlines() if f'{book}:{sheet["sheet"]}!' in e and 'error:' in e]
            out = project / 'out' / 'tables' / name
            sheet['seed'], sheet['errors'] = self.seed, errors
            sheet['habits'] |= {'saved by': self.saved, 'set': ' '.join(self.template)}
            same = out.exists() and cells(out) == cells(self.want / 'tables' / name)
            tally.add(sheet, errors, same)
            if '--verbose' in sys.argv and errors:
                print(self.seed, sheet['sheet'], sheet['habits'], errors[0])
        shutil.rmtree(project)


def save_anew(books):
    """LibreOffice saves those that it is to save, all of one kind at once."""
    for saved in SAVED[1:]:
        mine = [book for book in books if book.saved == saved]
        if not mine:
            continue
        extension, out = saved.split()[1], mine[0].path.parent / saved.replace(' ', '-')
        subprocess.run([SOFFICE, f'-env:UserInstallation=file://{out}-profile', '--headless', '--convert-to', extension[1:], '--outdir', out,
                        *[book.path for book in mine]], check=True, capture_output=True, timeout=1200)
        for book in mine:
            book.path = out / (book.path.stem + extension)


def read_many(seeds):
    tally = Tally()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        (folder / 'books').mkdir()
        books = [Book(folder, seed) for seed in seeds]
        for book in books:
            book.make()
        save_anew(books)
        for book in books:
            book.read(tally)
    return tally


@unittest.skipUnless(PYTHON.exists(), 'openpyxl is not there: ./dev test fetches it')
class Habits(unittest.TestCase):
    def test_none_is_misread_in_silence(self):
        tally = read_many(SAMPLE)
        self.assertEqual(tally.silent, [])
        plain = 'sheets without what must be mended'
        self.assertGreaterEqual(tally.right[plain], 0.9 * (tally.right[plain] + tally.told[plain]))


if __name__ == '__main__':
    if '--many' in sys.argv:
        numbers = [int(a) for a in sys.argv if a.isdigit()]
        result = read_many(range(1, (numbers[0] if numbers else 360) // 8 + 1))
        result.show()
        for one in result.silent[:10]:
            print(one)
        sys.exit(bool(result.silent))
    unittest.main()
