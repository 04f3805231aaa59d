"""One workbook as .xlsx, .xls and .ods, as LibreOffice saves it: what is read is the same, and what xlrd reads of the .xls."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
PYTHON = HERE.parents[1] / 'build' / 'test-data' / 'spreadsheets' / 'bin' / 'python'
SOFFICE = shutil.which('soffice')


@unittest.skipUnless(PYTHON.exists() and SOFFICE, 'openpyxl, xlrd or LibreOffice is not there: ./dev test fetches them')
class Formats(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.temporary.cleanup)
        cls.folder = pathlib.Path(cls.temporary.name)
        kinds = ('write', 'write-1904', 'write-unseen')
        for kind in kinds:
            subprocess.run([PYTHON, HERE / 'make_workbook.py', kind, cls.folder / f'{kind}.xlsx'], check=True)
        for extension, form in (('xls', 'xls'), ('ods', 'ods'), ('xlsx', 'xlsx:Calc MS Excel 2007 XML')):
            subprocess.run([SOFFICE, f'-env:UserInstallation=file://{cls.folder}/profile', '--headless', '--convert-to', form,
                            '--outdir', cls.folder / extension, *(cls.folder / f'{kind}.xlsx' for kind in kinds)],
                           check=True, capture_output=True)

    def dump(self, name, extension):
        done = subprocess.run([os.environ['SHEET_DUMP'], self.folder / extension / f'{name}.{extension}'],
                              check=True, capture_output=True)
        self.assertEqual(done.stderr, b'')
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_same_in_every_format(self):
        for name in ('write', 'write-1904'):
            want = self.dump(name, 'xlsx')
            for extension in ('xls', 'ods'):
                with self.subTest(name=name, extension=extension):
                    self.assertEqual(self.dump(name, extension), want)

    def test_what_is_read(self):
        for name in ('write', 'write-1904'):
            sheet, hidden = self.dump(name, 'xls')
            cells = {(row, column): (text, fault) for row, column, text, fault in sheet['cells']}
            for place, text in {(4, 2): '1268.35', (4, 3): '二、支出𠮷', (4, 4): '0.3', (5, 1): '长' * 9000, (5, 2): '2536.7',
                                (5, 3): '一、拨款字', (6, 2): '1234567.89', (6, 3): '2013701', (6, 4): '-7.00%',
                                (7, 2): '2023-02-10', (7, 3): '0037', (7, 4): '2023-02-10 09:30', (59, 3): 'é59'}.items():
                self.assertEqual(cells[place], (text, 0))
            self.assertEqual(cells[8, 2], ('#DIV/0!', 1))
            self.assertNotIn((8, 3), cells)
            self.assertEqual((sheet['rows'], sheet['columns']), ([8], [[6, 6]]))
            self.assertEqual(sheet['merges'], [[1, 1, 1, 4], [9, 1, 10, 1]])
            self.assertEqual((sheet['hidden'], hidden['name'], hidden['hidden']), (False, '隐藏', True))

    def test_unseen_is_known_in_every_format(self):
        for extension in ('xlsx', 'xls', 'ods'):
            with self.subTest(extension=extension):
                sheet, = self.dump('write-unseen', extension)
                shown = {(row, column): rest for row, column, *rest in sheet['shown']}
                for place, (unseen, money, scaled) in {
                        (1, 1): (1, 0, False), (1, 2): (1, 0, False), (1, 4): (1, 0, False), (2, 2): (1, 0, False),
                        (6, 1): (0, 0, True), (6, 2): (0, 0, True), (7, 1): (0, 5, False), (7, 2): (0, 5, False),
                        (8, 4): (1, 0, False), (10, 1): (0, 4, True), (10, 2): (0, 4, True), (1, 6): (1, 0, False),
                        (3, 6): (2, 0, False), (5, 6): (2, 0, False), (6, 6): (1, 0, False)}.items():
                    self.assertEqual(shown.pop(place), [unseen, money, scaled], place)
                self.assertEqual(shown, {})
                # A format that drops the sign, and one that shows some numbers in thousands and others not.
                self.assertEqual([cell[:2] for cell in sheet['cells'] if cell[3]], [[3, 2], [10, 1], [10, 2]])
                self.assertEqual(sheet['columns'], [[8, 8]])
                self.assertEqual(sheet['beside'], ['单位：万元', '注：本表单位为元', '金额单位：元'])
                self.assertEqual(sheet['fading'], [3, 12])

    def test_xlrd_reads_the_same(self):
        done = subprocess.run([PYTHON, HERE / 'make_workbook.py', 'read', self.folder / 'xls' / 'write.xls'],
                              check=True, capture_output=True)
        for ours, theirs in zip(self.dump('write', 'xls'), map(json.loads, done.stdout.splitlines()), strict=True):
            self.assertEqual(ours['name'], theirs['name'])
            cells = {(row, column): text for row, column, text, _ in ours['cells']}
            compared = 0
            for row, column, kind, value in theirs['cells']:
                if kind == 1 and value:  # text
                    self.assertEqual(cells[row, column], value)
                elif kind == 2:  # number
                    text = cells[row, column]
                    number = float(text[:-1]) / 100 if text.endswith('%') else float(text)
                    self.assertEqual(f'{number:.12g}', f'{value:.12g}')
                compared += 1
            self.assertEqual(compared, len(theirs['cells']))
            self.assertTrue({(row, column) for row, column, _, _ in theirs['cells']} >= set(cells))


if __name__ == '__main__':
    unittest.main()
