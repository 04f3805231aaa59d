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
SAMPLE = 63
TOLD = {  # what an author must mend, so that no sheet with it can be read
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


def read_one(folder, seed, tally):
    project = folder / str(seed)
    shutil.copytree(folder / 'model', project)
    made = subprocess.run([PYTHON, HERE / 'make_habits.py', folder / 'model' / 'tables', str(seed), project / 'tables' / '全套.xlsx'],
                          check=True, capture_output=True, text=True)
    for path in (project / 'tables').glob('[0-9]*.csv'):
        path.unlink()
    done = gongkai('build', project, '--draft', '--to', 'data', '-o', project / 'out')
    for line in made.stdout.splitlines():
        sheet = json.loads(line)
        name = f'table-{sheet["number"]:02}.csv'
        errors = [e for e in done.stderr.splitlines() if f'全套.xlsx:{sheet["sheet"]}!' in e and 'error:' in e]
        out = project / 'out' / 'tables' / name
        sheet['seed'], sheet['errors'] = seed, errors
        same = out.exists() and cells(out) == cells(folder / 'want' / 'tables' / name)
        tally.add(sheet, errors, same)
        if '--verbose' in sys.argv and errors:
            print(seed, sheet['sheet'], sheet['habits'], errors[0])
    shutil.rmtree(project)


def read_many(sheets):
    tally = Tally()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        gongkai('new', folder / 'model', '--example', '--template', 'department-budget')
        done = gongkai('build', folder / 'model', '--draft', '--to', 'data', '-o', folder / 'want')
        assert done.returncode == 0, done.stderr
        for seed in range(1, sheets // 9 + 1):
            read_one(folder, seed, tally)
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
        result = read_many(numbers[0] if numbers else 900)
        result.show()
        for one in result.silent[:10]:
            print(one)
        sys.exit(bool(result.silent))
    unittest.main()
