"""The example's tables as workbooks: what is published is the same to the byte as from CSV."""
import csv
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile
from xml.sax.saxutils import escape

from harness import ProjectTest, gongkai

SOFFICE = shutil.which('soffice')

MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
TYPE = 'application/vnd.openxmlformats-'
PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'


def reference(row, column):
    letters = ''
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(ord('A') + digit) + letters
    return f'{letters}{row}'


def cell(row, column, text):
    if not text:
        return ''
    if re.fullmatch(r'-?(0|[1-9][0-9]*)(\.[0-9]+)?', text):
        return f'<c r="{reference(row, column)}"><v>{float(text) * 3 / 3!r}</v></c>'  # as binary64, noise and all
    return f'<c r="{reference(row, column)}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


class Sheet:
    """A table as 预算管理一体化 exports it: title, unit, a merged header of several rows, 栏次, notes."""

    def __init__(self, name, path):
        with open(path, encoding='utf-8-sig', newline='') as stream:
            self.header, *self.records = list(csv.reader(stream))
        self.name, self.rows, self.merges = name, [], []
        self.title = path.stem

    def merge(self, top, left, bottom, right):
        if (top, left) != (bottom, right):
            self.merges.append(f'{reference(top, left)}:{reference(bottom, right)}')

    def add(self, texts):
        self.rows.append(texts)

    def add_header(self):
        paths = [name.split('/') for name in self.header]
        depth, first = max(map(len, paths)), len(self.rows) + 1
        levels = [[''] * len(paths) for _ in range(depth)]
        for level in range(depth):
            for column, path in enumerate(paths):
                if level >= len(path):
                    continue
                if level + 1 < len(path) and column and paths[column - 1][:level + 1] == path[:level + 1]:
                    continue
                levels[level][column] = path[level]
                last = column
                while level + 1 < len(path) and last + 1 < len(paths) and paths[last + 1][:level + 1] == path[:level + 1]:
                    last += 1
                bottom = depth if level + 1 == len(path) else level + 1
                self.merge(first + level, column + 1, first + bottom - 1, last + 1)
        for level in levels:
            self.add(level)

    def xml(self, decorated=True):
        if decorated:
            self.merge(1, 1, 1, len(self.header))
            self.add([f'2023年{self.title}'])
            self.add(['单位名称：某局'] + [''] * (len(self.header) - 2) + ['单位：万元'])
        self.add_header()
        if decorated:
            self.add(['栏次'] + [str(i) for i in range(1, len(self.header))])
        for record in self.records:
            self.add(record)
        if decorated:
            self.add(['注：1．本表按财政部门的口径填列。'])
            self.add(['　　2．空表表示没有此项。'])
        rows = ''.join(f'<row r="{r}">' + ''.join(cell(r, c, text) for c, text in enumerate(row, 1)) + '</row>'
                       for r, row in enumerate(self.rows, 1))
        merges = ''.join(f'<mergeCell ref="{ref}"/>' for ref in self.merges)
        return (f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>'
                + (f'<mergeCells>{merges}</mergeCells>' if merges else '') + '</worksheet>')


def write(path, sheets):
    names = ''.join(f'<sheet name="{escape(sheet.name)}" sheetId="{i}" r:id="r{i}"/>' for i, sheet in enumerate(sheets, 1))
    links = ''.join(f'<Relationship Id="r{i}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
                    for i in range(1, len(sheets) + 1))
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as book:
        book.writestr('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                      f'<Default Extension="rels" ContentType="{TYPE}package.relationships+xml"/><Default Extension="xml" '
                      f'ContentType="{TYPE}officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/workbook.xml" '
                      f'ContentType="{TYPE}officedocument.spreadsheetml.sheet.main+xml"/></Types>')
        book.writestr('_rels/.rels', f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{OFFICE}/officeDocument" '
                                     'Target="xl/workbook.xml"/></Relationships>')
        book.writestr('xl/workbook.xml', f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>')
        book.writestr('xl/_rels/workbook.xml.rels', f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>')
        for i, sheet in enumerate(sheets, 1):
            book.writestr(f'xl/worksheets/sheet{i}.xml', sheet.xml(sheet.name != '其他数据'))


class Workbooks(ProjectTest):
    def tables(self):
        return sorted((self.project / 'tables').glob('*.csv'))

    def published(self):
        result = self.build('--to', 'pdf,html')
        self.assertEqual((result.status, result.findings), (0, []), result.err)
        files = {str(path.relative_to(self.out)): path.read_bytes() for path in self.out.rglob('*')
                 if path.is_file() and path.name != '.gongkai'}  # which has the input's digest
        self.assertTrue(any(name.endswith('.pdf') for name in files) and 'index.html' in files)
        return files

    def assert_same(self, before, after):
        self.assertEqual(sorted(before), sorted(after))
        self.assertEqual([name for name in before if before[name] != after[name]], [])

    def test_many_sheets(self):
        before = self.published()
        paths = self.tables()
        sheets = [Sheet('其他数据' if path.stem == '其他数据' else f'Sheet{i}', path) for i, path in enumerate(paths)]
        write(self.project / 'tables' / '导出.xlsx', sheets)
        for path in paths:
            path.unlink()
        self.assert_same(before, self.published())

    def test_a_workbook_a_table(self):
        before = self.published()
        for path in self.tables():
            if path.stem != '其他数据':
                write(path.with_suffix('.xlsx'), [Sheet('Sheet1', path)])
                path.unlink()
        self.assert_same(before, self.published())

    @unittest.skipUnless(SOFFICE, 'LibreOffice is not there: ./dev test installs it')
    def test_formats_of_other_programs(self):
        before = self.published()
        paths = self.tables()
        export = self.out.parent / '导出.xlsx'
        write(export, [Sheet('其他数据' if path.stem == '其他数据' else f'Sheet{i}', path) for i, path in enumerate(paths)])
        for path in paths:
            path.unlink()
        for kind, extension in (('xls', 'xls'), ('xls', 'et'), ('ods', 'ods')):
            with self.subTest(extension), tempfile.TemporaryDirectory() as profile:
                subprocess.run([SOFFICE, f'-env:UserInstallation=file://{profile}', '--headless', '--convert-to', kind,
                                '--outdir', profile, export], check=True, capture_output=True, timeout=300)
                table = self.project / 'tables' / f'导出.{extension}'
                shutil.move(f'{profile}/导出.{kind}', table)
                self.assert_same(before, self.published())
                table.unlink()

    def test_findings_name_cells(self):
        path = self.table('部门支出总表')
        path.write_text(path.read_text('utf-8').replace('51.8', '五十一', 1), 'utf-8')
        write(path.with_suffix('.xlsx'), [Sheet('支出', path)])
        path.unlink()
        result = gongkai('check', self.project)
        self.assertEqual(result.status, 1)
        self.assertIn('tables/部门支出总表.xlsx:支出!E5: error: ', result.err)

    def test_other_files_under_the_name(self):
        path = self.table('部门支出总表')
        for extension in ('.xlsx', '.xls', '.et', '.ods', '.xlsb', '.numbers', '.txt', '.tsv'):
            with self.subTest(extension):
                path = path.rename(path.with_suffix(extension))
                result = gongkai('check', self.project)
                self.assertEqual((result.status, result.first('file-kind')['file']),
                                 (1, f'tables/部门支出总表{extension}'))
                self.assertNotIn('table-missing', result.rules())

    def test_files_that_are_no_tables(self):
        tables = self.project / 'tables'
        for name in ('.DS_Store', '~$部门收支总表.xlsx', 'Thumbs.db', 'desktop.ini'):
            (tables / name).write_bytes(b'\x00\x01')
        self.assertEqual(gongkai('check', self.project).err, '')
        (tables / 'readme.txt').write_text('张三：各表由预算系统导出，2023年1月。\n', 'utf-8')
        (tables / '批复.docx').write_bytes(b'PK\x03\x04')
        (tables / '旧').mkdir()
        result = gongkai('check', '--strict', self.project)
        self.assertEqual((result.status, result.rules()), (0, {'file-other'}))
        self.assertIn('3 files are no tables and were not read: “readme.txt”, “批复.docx”, “旧”', result.err)
        for text in ('项目\t金额\n办公费\t5\n', '项目,金额\n办公费,5\n差旅费,6\n'):
            (tables / 'readme.txt').write_text(text, 'utf-8')
            self.assertIn('file-kind', gongkai('check', self.project).rules())


if __name__ == '__main__':
    unittest.main()
