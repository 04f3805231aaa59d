"""An office: the documents of departments and units, cut from one export, found wrong where people wrote them."""
import copy
import fcntl
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import office_fixture as fixture
from harness import GONGKAI, gongkai


class OfficeTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        fixture.make(cls.folder / 'made')

    def setUp(self):
        self.office = pathlib.Path(tempfile.mkdtemp(dir=self.folder)) / '清河县2026预算'
        shutil.copytree(self.folder / 'made', self.office)
        self.tables = fixture.tables()

    def export(self):
        fixture.write_export(self.office / '导出' / '2026-01-20', self.tables)

    def check(self, *arguments, status=None):
        result = gongkai('check', self.office, '--format', 'json', *arguments)
        if status is not None:
            self.assertEqual(result.status, status, result.out + result.err)
        return {p['folder'] if 'folder' in p else p['project']: p for p in json.loads(result.out)['projects']}

    def found(self, rule, *arguments):
        """Of each document that has findings of a rule: where they are."""
        return {name.split(' ')[0]: [f['file'] for f in p['findings'] if f['rule'] == rule]
                for name, p in self.check(*arguments).items() if any(f['rule'] == rule for f in p['findings'])}


class Documents(OfficeTest):
    def test_clean_and_built(self):
        result = gongkai('build', self.office)
        self.assertEqual((result.status, result.err), (0, ''), result.out + result.err)
        self.assertEqual(sorted(p.name for p in (self.office / '公开').iterdir()),
                         ['101001_府办本级', '101_县府办', '102_档案馆', '103_文旅局'])
        again = gongkai('build', self.office)
        self.assertIn('0 of 4 documents built, 4 as they were', again.out)

    def test_amounts_are_exact(self):
        self.check(status=0)
        rows = (self.office / '内部/项目/101_县府办/tables/部门支出总表.csv').read_text('utf-8').splitlines()
        self.assertIn(',,,合计,1213.75,913.75,300,,,', rows)
        self.assertIn('201,03,,政府办公厅（室）及相关机构事务,1213.75,913.75,300,,,', rows)
        self.assertIn('201,03,50,事业运行,201.15,201.15,,,,', rows)

    def test_a_secret_unit_is_nowhere(self):
        gongkai('build', self.office)
        for path in (self.office / '公开').rglob('*'):
            if path.is_file():
                self.assertNotIn('某局'.encode(), path.read_bytes(), path)

    def test_only_failed_changed(self):
        self.assertEqual([name for name in self.check('--only', '档案馆，103')], ['102 档案馆', '103 文旅局'])
        self.assertEqual([name for name in self.check('--changed')], ['101001 府办本级', '101 县府办'])
        self.assertEqual(self.check('--changed'), {})
        self.assertEqual(self.check('--failed'), {})
        text = self.office / '部门/102_档案馆/文字'
        text.mkdir(parents=True)
        (text / '2-机构设置.md').write_text('# 机构设置\n\n编制5人，经费9.99万元。\n', 'utf-8')
        self.assertEqual(list(self.check('--changed')), ['102 档案馆'])
        self.assertEqual(list(self.check('--failed')), ['102 档案馆'])
        self.assertEqual(self.check('--only', '109', status=1)[str(self.office)]['findings'][0]['rule'], 'register-only')

    def test_a_text_is_named_that_a_person_wrote(self):
        text = self.office / '部门/103_文旅局/文字'
        text.mkdir(parents=True)
        (text / '2-机构设置.md').write_text('# 机构设置\n\n编制5人，经费9.99万元。\n', 'utf-8')
        findings = [f for p in self.check(status=1).values() for f in p['findings'] if f['severity'] == 'error']
        self.assertEqual({f['file'] for f in findings}, {'部门/103_文旅局/文字/2-机构设置.md'})

    def test_own_table(self):
        tables = self.office / '部门/102_档案馆/表格'
        tables.mkdir(parents=True)
        (tables / '其他数据.csv').write_text('名称,数值,单位\n编制人数,5,人\n实有人数,6,人\n', 'utf-8')
        found = self.check()['102 档案馆']['findings']
        self.assertEqual([(f['rule'], f['file']) for f in found if f['severity'] != 'note'],
                         [('staff-most', '部门/102_档案馆/表格/其他数据.csv')])

    def test_preview(self):
        process = subprocess.Popen([str(GONGKAI), 'preview', str(self.office), '--only', '103'], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env={'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8', 'HOME': '/tmp'})
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.stdout.close)
        try:
            self.assertIn(b'http://127.0.0.1', process.stdout.readline())
            self.assertIn(b'pages in', process.stderr.readline())
            text = self.office / '共用文字/1-部门职能职责.md'
            text.write_text(text.read_text('utf-8').replace('各项职责', '各项公开职责'), 'utf-8')
            self.assertIn(b'pages in', process.stderr.readline())  # built anew
            made = self.office / '内部/项目/103_文旅局/sections/1-部门职能职责.md'
            self.assertIn('公开职责', made.read_text('utf-8'))
        finally:
            process.terminate()
            process.wait()

    def test_trace(self):
        result = gongkai('trace', self.office, '收入合计', '--only', '102')
        self.assertEqual(result.status, 0, result.err)
        self.assertIn('210.65', result.out)
        self.assertEqual(gongkai('trace', self.office, '收入合计').status, 2)

    def test_convert(self):
        text = self.office.parent / '去年.md'
        text.write_text('# 部门职能职责\n\n负责档案工作。\n\n# 部门收支概况\n\n2026年收入预算210.65万元。\n', 'utf-8')
        gongkai('convert', text, self.office, '--only', '102')
        self.assertTrue(list((self.office / '部门/102_档案馆/转换').rglob('*.md')))
        self.check(status=0)

    def test_export(self):
        out = self.office.parent / '单独'
        result = gongkai('office', 'export', self.office, '103', '-o', out)
        self.assertEqual(result.status, 0, result.err)
        self.assertEqual(gongkai('check', out).status, 0)


class Exports(OfficeTest):
    def row(self, table, unit, n=0):
        rows = [i for i, row in enumerate(self.tables[table]) if row[2] == unit]
        return rows[n]

    def test_name_is_not_its_codes(self):
        i = self.row('部门支出总表', '102001')
        self.tables['部门支出总表'][i][2] = '103001'
        self.export()
        found = self.found('export-name')
        self.assertEqual(sorted(found), ['102', '103'])
        self.assertEqual(found['102'][0], '导出/2026-01-20/预算公开.xlsx')

    def test_nobody(self):
        i = self.row('部门支出总表', '102001')
        self.tables['部门支出总表'][i][2] = '102009'
        self.export()
        self.assertEqual(list(self.found('export-nobody')), ['102'])

    def test_lost_zeros(self):
        register = [['0' + row[0] if row[0] else '', row[1], '0' + row[2] if row[2] else ''] + row[3:] for row in fixture.REGISTER]
        fixture.write_register(self.office / '名册.xlsx', register)
        self.assertIn('0101', self.found('export-nobody', '--only', '0101'))

    def test_twice(self):
        rows = self.tables['部门支出总表']
        rows.insert(self.row('部门支出总表', '103001'), list(rows[self.row('部门支出总表', '103001')]))
        self.export()
        self.assertEqual(list(self.found('export-twice')), ['103'])

    def test_rows_of_one_item_are_added(self):
        rows = self.tables['部门支出总表']
        i = self.row('部门支出总表', '103001', 1)
        first, second = list(rows[i]), list(rows[i])
        first[6], first[8], second[6], second[8] = 100.0, 100.0, 20.01, 20.01
        rows[i:i + 1] = [first, second]
        self.export()
        self.check('--only', '103', status=0)

    def test_departments_rows_are_held(self):
        self.tables['部门支出总表'].append(['101', '清河县人民政府办公室', '101', '清河县人民政府办公室', '2010301', '行政运行', 712.61, 712.61] + [None] * 4)
        self.export()
        self.assertEqual(list(self.found('export-sum')), ['101'])

    def test_a_row_that_is_missing(self):
        del self.tables['部门支出总表'][self.row('部门支出总表', '103001')]
        self.export()
        self.assertIn('103', self.found('expenditure-table'))

    def test_a_document_without_rows(self):
        for table in ('部门支出总表',):
            self.tables[table] = [row for row in self.tables[table] if row[2] != '102001']
        self.export()
        self.assertEqual(list(self.found('export-empty')), ['102'])

    def test_names_and_codes_of_items(self):
        self.tables['一般公共预算支出表'][self.row('一般公共预算支出表', '101002')][5] = '事业营运'
        self.tables['部门支出总表'][self.row('部门支出总表', '103001')][4] = '2070151'
        self.export()
        self.assertEqual(sorted(self.found('export-item')), ['101', '103'])

    def test_a_line_of_a_form(self):
        rows = self.tables['财政拨款收支总表']
        del rows[self.row('财政拨款收支总表', '102001', 2)]
        self.export()
        self.assertEqual(list(self.found('export-line')), ['102'])

    def test_newest_folder(self):
        tables = copy.deepcopy(self.tables)
        tables['部门支出总表'][self.row('部门支出总表', '103001')][6] += 1
        fixture.write_export(self.office / '导出' / '2026年2月1日', tables)
        self.assertEqual(self.found('total-column')['103'][0], '导出/2026年2月1日/预算公开.xlsx')

    def test_no_export(self):
        shutil.rmtree(self.office / '导出')
        self.assertIn('export-missing', [f['rule'] for f in self.check(status=1)[str(self.office)]['findings']])

    def test_two_runs(self):
        gongkai('check', self.office)
        with open(self.office / '内部' / '.运行中', 'w') as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.assertEqual([f['rule'] for f in self.check(status=1)[str(self.office)]['findings']], ['office-busy'])
        self.check(status=0)


class Made(unittest.TestCase):
    """The office that `new --office` makes."""

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.office = cls.folder / 'made'
        cls.made = gongkai('new', cls.office, '--office', SOURCE_DATE_EPOCH='1767225600')

    def test_it_is_whole_and_the_same(self):
        self.assertEqual((self.made.status, self.made.err), (0, ''))
        gongkai('new', self.folder / 'again', '--office', SOURCE_DATE_EPOCH='1767225600')
        for path in self.office.rglob('*'):
            if path.is_file() and '内部' not in path.parts and '公开' not in path.parts:
                self.assertEqual(path.read_bytes(), (self.folder / 'again' / path.relative_to(self.office)).read_bytes(), path)
        self.assertEqual(gongkai('new', self.office, '--office').status, 2)

    def test_nothing_is_wrong_with_it(self):
        result = gongkai('check', self.office)
        self.assertEqual((result.status, result.err), (0, ''), result.out)
        self.assertEqual(result.out.count('nothing wrong'), 87)  # 30 departments, 57 units: one alone, one within, one nowhere
        self.assertIn('11 tables cut', result.out)
        gongkai('build', self.office, '--only', '114,114001')
        for path in (self.office / '公开').rglob('*'):  # the item that is not listed, and the unit that is not published
            if path.is_file():
                self.assertNotIn(b'2040201', path.read_bytes(), path)


if __name__ == '__main__':
    unittest.main()
