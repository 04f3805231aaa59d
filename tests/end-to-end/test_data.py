"""Workbooks, CSV and datapackage.json as other programs read them."""
import csv
import io
import json
import re
import shutil
import unittest
import xml.etree.ElementTree as ET
import zipfile
from decimal import Decimal

from harness import ProjectTest, files_of, gongkai

SHEET = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
RELATIONS = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}'


def column_of(reference):
    column = 0
    for letter in re.match(r'[A-Z]+', reference).group():
        column = column * 26 + ord(letter) - ord('A') + 1
    return column - 1


class Workbook:
    """The sheets of a workbook: text as str, numbers as Decimal at 15 digits, as Excel shows them."""

    def __init__(self, path):
        self.archive = zipfile.ZipFile(path)
        targets = {item.get('Id'): item.get('Target') for item in self.tree('xl/_rels/workbook.xml.rels')}
        self.sheets = {item.get('name'): self.tree('xl/' + targets[item.get(RELATIONS + 'id')])
                       for item in self.tree('xl/workbook.xml').iter(SHEET + 'sheet')}

    def tree(self, name):
        return ET.fromstring(self.archive.read(name))

    def rows(self, sheet):
        for row in self.sheets[sheet].iter(SHEET + 'row'):
            cells = {}
            for cell in row.iter(SHEET + 'c'):
                value = cell.find(SHEET + 'v')
                if cell.find(SHEET + 'f') is not None:
                    raise AssertionError(f'{cell.get("r")} is a formula')
                text = cell.find(f'{SHEET}is/{SHEET}t')
                if text is not None:
                    cells[column_of(cell.get('r'))] = text.text
                elif value is not None:
                    cells[column_of(cell.get('r'))] = Decimal(f'{float(value.text):.15g}')
            yield cells

    def merged(self, sheet):
        return {item.get('ref') for item in self.sheets[sheet].iter(SHEET + 'mergeCell')}


def records(path):
    return list(csv.reader(io.StringIO(path.read_bytes().decode('utf-8-sig'), newline='')))


class Data(ProjectTest):
    def setUp(self):
        super().setUp()
        result = self.build('--to', 'xlsx,data')
        self.assertEqual((result.status, result.err), (0, ''))
        self.printed = result.out.splitlines()
        self.package = json.loads((self.out / 'datapackage.json').read_text('utf-8'))

    def test_says_where_they_are(self):
        self.assertEqual(self.printed, [str(self.out / 'tables.xlsx'), str(self.out / 'datapackage.json')])

    def test_a_file_a_table(self):
        names = {path.name for path in (self.out / 'tables').iterdir()}
        self.assertEqual(names, {f'table-{n:02}.{kind}' for n in range(1, 24) for kind in ('csv', 'xlsx')})

    def test_package_describes_every_csv(self):
        for resource in self.package['resources']:
            header, *body = records(self.out / resource['path'])
            fields = resource['schema']['fields']
            self.assertEqual(header, [field['name'] for field in fields])
            for record in body:
                self.assertEqual(len(record), len(fields))
                for value, field in zip(record, fields):
                    if field['type'] == 'number' and value:
                        Decimal(value)

    def test_a_sheet_a_table(self):
        workbook = Workbook(self.out / 'tables.xlsx')
        self.assertEqual(list(workbook.sheets), [f'公开{n:02}表' for n in range(1, 24)])
        for sheet, resource in zip(workbook.sheets, self.package['resources']):
            first = next(workbook.rows(sheet))
            self.assertEqual(first, {0: resource['title']})

    def test_workbooks_hold_the_cells_of_the_csv(self):
        whole = Workbook(self.out / 'tables.xlsx')
        for sheet, resource in zip(whole.sheets, self.package['resources']):
            alone = Workbook(self.out / resource['path'].replace('.csv', '.xlsx'))
            rows = list(whole.rows(sheet))
            self.assertEqual(rows, list(alone.rows(sheet)))
            fields = resource['schema']['fields']
            _, *body = records(self.out / resource['path'])
            expected = [{i: Decimal(value) if field['type'] == 'number' else value
                         for i, (value, field) in enumerate(zip(record, fields)) if value} for record in body]
            notes = [row for row in rows if re.match('注：', str(row.get(0, '')))]
            rows = rows[:len(rows) - len(notes)]
            self.assertEqual(rows[len(rows) - len(body):] if body else [], expected, resource['title'])

    def test_heads_are_merged_as_printed(self):
        workbook = Workbook(self.out / 'tables.xlsx')
        rows = list(workbook.rows('公开07表'))
        self.assertEqual(rows[1][0], '部门公开表07')
        self.assertEqual(rows[1][max(rows[1])], '单位：万元')
        self.assertEqual([rows[2][0], rows[2][3], rows[2][5]], ['科目编码', '科目名称', '基本支出'])
        self.assertLessEqual({'A3:C3', 'D3:D5', 'F3:I3', 'G4:H4'}, workbook.merged('公开07表'))
        pane = workbook.sheets['公开07表'].find(f'.//{SHEET}pane')
        self.assertEqual((pane.get('topLeftCell'), pane.get('state')), ('E6', 'frozen'))

    def test_every_printed_sheet_has_the_head(self):
        for path in sorted((self.out / 'tables').glob('*.xlsx')):
            workbook = Workbook(path)
            pane = next(iter(workbook.sheets.values())).find(f'.//{SHEET}pane')
            titles = [name.text for name in workbook.tree('xl/workbook.xml').iter(SHEET + 'definedName')
                      if name.get('name') == '_xlnm.Print_Titles']
            last = int(re.sub('[A-Z]+', '', pane.get('topLeftCell'))) - 1
            self.assertEqual([title.split('!')[1] for title in titles], [f'$3:${last}'], path.name)

    def test_numbers_have_the_tables_format(self):
        workbook = Workbook(self.out / 'tables' / 'table-03.xlsx')
        styles = workbook.tree('xl/styles.xml')
        formats = [item.get('numFmtId') for item in styles.find(SHEET + 'cellXfs')]
        fonts = styles.find(SHEET + 'fonts')
        total = [cell for cell in workbook.sheets['公开03表'].iter(SHEET + 'c') if cell.get('r') == 'E5'][0]
        self.assertEqual(total.find(SHEET + 'v').text, '51.8')
        codes = {'2': '0.00', **{item.get('numFmtId'): item.get('formatCode') for item in styles.iter(SHEET + 'numFmt')}}  # 2: of every program's own
        self.assertEqual(codes[formats[int(total.get('s'))]], '0.00')
        font = styles.find(SHEET + 'cellXfs')[int(total.get('s'))].get('fontId')
        self.assertIsNotNone(fonts[int(font)].find(SHEET + 'b'))

    def test_dates_are_the_manifests(self):
        for path in [self.out / 'tables.xlsx', *(self.out / 'tables').glob('*.xlsx')]:
            archive = zipfile.ZipFile(path)
            self.assertIn(b'>2023-02-10T01:00:00Z<', archive.read('docProps/core.xml'))
            self.assertEqual({entry.date_time for entry in archive.infolist()}, {(1980, 1, 1, 0, 0, 0)})

    def test_no_date_is_not_now(self):
        self.edit(self.project / 'gongkai.yaml', 'date: 2023-02-10 09:00', '# none')
        self.assertEqual(self.build('--to', 'xlsx,data').status, 0)
        self.assertIn(b'>1980-01-01T00:00:00Z<', zipfile.ZipFile(self.out / 'tables.xlsx').read('docProps/core.xml'))
        self.assertNotIn('created', json.loads((self.out / 'datapackage.json').read_text('utf-8')))

    def test_twice_the_same_bytes(self):
        first = files_of(self.out)
        shutil.rmtree(self.out)
        self.assertEqual(self.build('--to', 'data,xlsx', TZ='Asia/Shanghai').status, 0)
        self.assertEqual(files_of(self.out), first)


class RoundTrip(ProjectTest):
    """What was written, put in the place of the project's own tables, gives the same again."""

    def setUp(self):
        super().setUp()
        self.assertEqual(self.build('--to', 'xlsx,data').status, 0)
        self.first = {name: content for name, content in files_of(self.out).items() if not name.startswith('.')}

    def replace_tables(self, files):
        for path in (self.project / 'tables').glob('*.csv'):
            if path.stem not in ('其他数据', '说明'):
                path.unlink()
        for name, content in files.items():
            (self.project / 'tables' / name).write_bytes(content)

    def assert_same_again(self):
        result = self.build('--to', 'xlsx,data')
        self.assertEqual((result.status, result.err), (0, ''))
        again = files_of(self.out)
        for name, content in self.first.items():
            self.assertEqual(again[name], content, name)

    def test_one_workbook_of_all_tables(self):
        self.replace_tables({'导出.xlsx': self.first['tables.xlsx']})
        self.assert_same_again()

    def test_a_workbook_a_table(self):
        self.replace_tables({f'{n}.xlsx': self.first[f'tables/table-{n:02}.xlsx'] for n in range(1, 24)})
        self.assert_same_again()

    def test_csv(self):
        self.replace_tables({f'表{n}.csv': self.first[f'tables/table-{n:02}.csv'] for n in range(1, 24)})
        self.assert_same_again()


class OwnTable(ProjectTest):
    def write(self, text):
        (self.project / 'tables' / '自有：表.csv').write_text(text, 'utf-8')

    def test_text_that_would_be_calculated_is_refused(self):
        self.write('项目,金额,备注\n=1+1,9.03,@SUM(A1)\n+甲,-0.5,"=cmd|\' /C calc\'!A0"\n-1+2,1,-5.2%\n--,2,"+1,234.50"\n甲=乙,3,=\n')
        result = self.build('--to', 'data')
        self.assertEqual((result.status, result.rules()), (1, {'cell-calculated'}), result.err)
        self.assertFalse(self.out.exists())
        self.assertEqual([(finding['line'], finding['column']) for finding in result.findings],
                         [('2', '1'), ('2', '11'), ('3', '1'), ('3', '9'), ('4', '1')], result.err)

    def test_text_is_never_a_formula(self):
        """In a draft, which is written in spite of it."""
        self.write('项目,金额,备注\n=1+1,9.03,@SUM(A1)\n+甲,-0.5,"=cmd|\' /C calc\'!A0"\n')
        self.assertEqual(self.build('--to', 'xlsx,data', '--draft').status, 0)
        self.assertEqual((self.out / 'tables' / 'table-own-1.csv').read_bytes().decode('utf-8-sig'),
                         '项目,金额,备注\r\n"=1+1",9.03,"@SUM(A1)"\r\n"+甲",-0.5,"=cmd|\' /C calc\'!A0"\r\n')
        rows = list(Workbook(self.out / 'tables' / 'table-own-1.xlsx').rows('自有：表'))
        self.assertEqual(rows[-2:], [{0: '=1+1', 1: Decimal('9.03'), 2: '@SUM(A1)'},
                                     {0: '+甲', 1: Decimal('-0.5'), 2: "=cmd|' /C calc'!A0"}])
        raw = zipfile.ZipFile(self.out / 'tables' / 'table-own-1.xlsx').read('xl/worksheets/sheet1.xml').decode()
        value = re.search(r'<c r="B4"[^>]*><v>([^<]*)</v>', raw).group(1)
        self.assertEqual(float(value), 9.03)

    def test_what_looks_like_an_escape_is_escaped(self):
        self.write('项目,备注\n甲,_x000A_x0041_\n')
        self.assertEqual(self.build('--to', 'xlsx').status, 0)
        rows = list(Workbook(self.out / 'tables' / 'table-own-1.xlsx').rows('自有：表'))
        self.assertEqual(rows[-1], {0: '甲', 1: '_x005F_x000A_x005F_x0041_'})

    def test_more_digits_than_a_number_holds_stay_exact(self):
        self.write('项目,金额\n甲,12345678901234.56\n')
        self.assertEqual(self.build('--to', 'xlsx').status, 0)
        rows = list(Workbook(self.out / 'tables' / 'table-own-1.xlsx').rows('自有：表'))
        self.assertEqual(rows[-1], {0: '甲', 1: '12345678901234.56'})

    def test_a_text_past_a_cells_limit(self):
        self.write(f'项目,备注\n甲,{"长" * 40000}\n')
        result = self.build('--to', 'xlsx')
        self.assertEqual((result.status, result.rules()), (1, {'workbook-limit'}))
        self.assertEqual(result.first('workbook-limit')['line'], '2')
        self.assertFalse(self.out.exists())
        self.assertEqual(self.build('--to', 'data').status, 0)

    def test_a_draft_says_so(self):
        self.write('项目,金额\n甲,1\n')
        self.append(self.section(3), '\n`= 没有的数字`\n')
        self.assertEqual(self.build('--to', 'xlsx,data', '--draft').status, 0)
        self.assertIn('草稿', json.loads((self.out / 'datapackage.json').read_text('utf-8'))['title'])
        self.assertIn('草稿', zipfile.ZipFile(self.out / 'tables.xlsx').read('xl/worksheets/sheet1.xml').decode())


class Kinds(ProjectTest):
    def test_pages_link_to_what_is_there(self):
        self.assertEqual(self.build().status, 0)
        page = (self.out / 'table-14.html').read_text('utf-8')
        for kind in ('csv', 'xlsx'):
            self.assertIn(f'href="tables/table-14.{kind}"', page)
        index = (self.out / 'index.html').read_text('utf-8')
        self.assertIn('href="tables.xlsx"', index)
        self.assertIn('href="datapackage.json"', index)
        shutil.rmtree(self.out)
        self.assertEqual(self.build('--to', 'html', '--section', '表14').status, 0)
        self.assertNotIn('tables/table', (self.out / 'index.html').read_text('utf-8'))

    def test_kinds_stay_while_the_input_does(self):
        self.assertEqual(self.build('--to', 'xlsx').status, 0)
        self.assertEqual(self.build('--to', 'data').status, 0)
        self.assertEqual(self.build('--to', 'html').status, 0)
        whole = files_of(self.out)
        self.assertIn('tables/table-14.xlsx', whole)
        self.assertIn('tables/table-14.csv', whole)
        self.assertIn('href="tables/table-14.xlsx"', (self.out / 'table-14.html').read_text('utf-8'))
        self.edit(self.table('部门支出总表'), '51.8', '51.80')
        self.assertEqual(self.build('--to', 'data').status, 0)
        self.assertEqual({name.split('.')[-1] for name in files_of(self.out) if not name.startswith('.')},
                         {'csv', 'json'})

    def test_a_section_has_its_tables_alone(self):
        self.assertEqual(self.build('--section', '表14', '--to', 'xlsx,data').status, 0)
        self.assertEqual({name for name in files_of(self.out) if not name.startswith('.')},
                         {'tables/table-14.csv', 'tables/table-14.xlsx', 'tables.xlsx', 'datapackage.json'})
        result = self.build('--section', '五', '--to', 'xlsx,data')
        self.assertEqual((result.status, result.out, result.rules()), (1, '', {'output-empty'}))
        self.assertTrue((self.out / 'tables.xlsx').is_file(), 'the old output stays')
        self.assertEqual(self.build('--section', '五', '--to', 'html,xlsx').status, 0)

    def test_the_year_in_a_table_s_notes(self):
        (self.project / '模板').mkdir()
        (self.project / '模板' / 'template.yaml').write_text(
            'name: own\nextends: department-budget\nwording: { empty-note: "{year}年没有{0}，{year}年不变。" }\n', 'utf-8')
        self.edit(self.project / 'gongkai.yaml', 'template: department-budget', 'template: ./模板')
        (self.project / 'tables' / '附表.csv').write_text('项目,金额\n甲,1\n', 'utf-8')
        (self.project / 'tables' / '附表.yaml').write_text('title: "{year}年附表"\nnote: "注：{year}年"\n', 'utf-8')
        self.append(self.section(3), '\n```table 附表\n```\n')
        result = self.build('--to', 'html,data')
        self.assertEqual(result.status, 0, result.err)
        for path in ('document.html', 'datapackage.json'):
            text = (self.out / path).read_text('utf-8')
            for words in ('2023年没有政府性基金预算支出，2023年不变。', '2023年附表', '注：2023年'):
                self.assertIn(words, text)
            self.assertNotIn('{year}', text)

    def test_an_unknown_kind(self):
        result = gongkai('build', self.project, '--to', 'rtf')
        self.assertEqual(result.status, 2)
        self.assertIn('xlsx', result.err)


class Widths(ProjectTest):
    def test_columns(self):
        """A column is as wide as what stands in it and two characters more, within bounds."""
        heads = ['名', '四字列头', '这是一个很长的列头', '说明文字']
        cells = ['甲', '乙', '丙', '一二三四五六七八九十' * 3]
        (self.project / 'tables' / '附表.csv').write_text(','.join(heads) + '\n' + ','.join(cells) + '\n', 'utf-8')
        self.assertEqual(self.build('--to', 'xlsx').status, 0)
        raw = zipfile.ZipFile(self.out / 'tables' / 'table-own-1.xlsx').read('xl/worksheets/sheet1.xml').decode()
        widths = [int(float(width)) for width in re.findall(r'<col [^>]*width="([0-9.]+)"', raw)]
        self.assertEqual(widths, [6, 10, 14, 40])


if __name__ == '__main__':
    unittest.main()
