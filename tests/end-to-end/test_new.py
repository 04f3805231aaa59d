"""gongkai new: a project from each template and table set that builds and passes every check at once."""
import csv
import io
import os
import unittest

from harness import ROOT, ProjectTest, files_of, gongkai, tool

KINDS = {'department-budget': ('national', 'hunan'), 'unit-budget': ('national', 'hunan'),
         'department-accounts': ('national', 'shanghai'), 'unit-accounts': ('national', 'shanghai')}
YEAR = {'SOURCE_DATE_EPOCH': '1741600000'}  # in March 2025


class New(ProjectTest):
    def new(self, *arguments, **environment):
        return gongkai('new', '--example', *arguments, **YEAR, **environment)

    def folder(self, template, table_set):
        folder = self.work / f'{template}-{table_set}'
        result = self.new(folder, '--template', template, '--table-set', table_set)
        self.assertEqual((result.status, result.err), (0, ''))
        return folder

    def test_each_kind_builds_and_passes_at_once(self):
        for template, table_sets in KINDS.items():
            for table_set in table_sets:
                with self.subTest(template=template, table_set=table_set):
                    folder = self.folder(template, table_set)
                    for command in ('check', 'build'):
                        result = gongkai(command, '--strict', folder)
                        self.assertEqual((result.status, result.err), (0, ''))
                    self.assertIn('示例市', tool('pdftotext', self.pdf(folder / 'out'), '-'))

    def test_tables_have_the_headers_of_their_set(self):
        folder = self.folder('department-budget', 'hunan')
        names = sorted(path.name for path in (folder / 'tables').iterdir())
        self.assertEqual(len(names), 24)
        self.assertEqual(names[0], '01-部门收支总表.csv')
        text = (folder / 'tables' / names[0]).read_bytes()
        self.assertTrue(text.startswith(b'\xef\xbb\xbf'))
        header = next(csv.reader(io.StringIO(text.decode('utf-8-sig'), newline='')))
        self.assertEqual(header[2], '支出功能/项目')
        empty = (folder / 'tables' / '15-政府性基金预算支出表.csv').read_text('utf-8-sig').splitlines()
        self.assertEqual(empty, ['科目编码,科目名称,本年支出/合计,本年支出/基本支出,本年支出/项目支出'])

    def test_years(self):
        budget = (self.folder('department-budget', 'national') / 'gongkai.yaml').read_text('utf-8')
        self.assertIn('\nyear: 2025\n', budget)
        self.assertIn('\ntitle: 2025年部门预算公开\n', budget)
        accounts = (self.folder('unit-accounts', 'shanghai') / 'gongkai.yaml').read_text('utf-8')
        self.assertIn('\nyear: 2024\n', accounts)
        self.assertIn('\ntemplate: unit-accounts\ntable-set: shanghai\n', accounts)

    def test_no_slot_is_left(self):
        for template, table_sets in KINDS.items():
            manifest = (self.folder(template, table_sets[0]) / 'gongkai.yaml').read_text('utf-8')
            self.assertNotRegex(manifest, r'\{(template|table-set|year|last-year)\}')

    def test_a_units_starter_says_unit(self):
        folder = self.folder('unit-budget', 'national')
        self.assertTrue((folder / 'sections' / '1-单位职能职责.md').is_file())
        self.assertTrue((folder / 'tables' / '01-单位收支总表.csv').is_file())
        for path in (folder / 'sections').iterdir():
            self.assertNotIn('本部门', path.read_text('utf-8'))

    def test_a_full_folder_is_refused(self):
        before = files_of(self.project)
        result = self.new(self.project)
        self.assertEqual((result.status, result.rules()), (2, {'project-exists'}))
        self.assertEqual(files_of(self.project), before)

    def test_an_empty_folder_is_filled(self):
        folder = self.work / 'empty'
        folder.mkdir()
        inode = folder.stat().st_ino
        result = gongkai('new', '.', cwd=folder, **YEAR)
        self.assertEqual((result.status, result.err), (0, ''))
        self.assertEqual(folder.stat().st_ino, inode)
        self.assertEqual(sorted(path.name for path in folder.iterdir()), ['.schema', 'gongkai.yaml', 'sections', 'tables'])
        # What the first line names for editors is there.
        schema = (folder / 'gongkai.yaml').read_text('utf-8').splitlines()[0].split('$schema=')[1]
        self.assertEqual((folder / schema).read_bytes(), (ROOT / 'templates/schemas/gongkai.schema.json').read_bytes())

    def test_nothing_is_left_of_what_fails(self):
        before = sorted(path.name for path in self.work.iterdir())
        for arguments, rule in ((('--template', 'departmant-budget'), 'template-unknown'),
                                (('--table-set', 'hubei'), 'value-invalid'),
                                (('--template', ROOT / 'tests/template/extends/child'), 'starter-missing')):
            result = self.new(self.work / 'new', *arguments)
            self.assertEqual((result.status, result.rules()), (2, {rule}))
        (self.work / 'file').touch()
        before.append('file')
        result = self.new(self.work / 'file' / 'above' / 'new')
        self.assertEqual((result.status, result.rules()), (3, {'output-write'}))
        self.assertEqual(sorted(path.name for path in self.work.iterdir()), sorted(before))

    def test_a_template_of_ones_own(self):
        template = self.work / 'hubei'
        template.mkdir()
        (template / 'template.yaml').write_text(f'extends: {ROOT}/templates/department-budget\nname: hubei\n', 'utf-8')
        (template / 'starter' / 'sections').mkdir(parents=True)
        (template / 'starter' / 'sections' / '2-机构设置.md').write_text('# 机构设置\n\n湖北的写法。\n', 'utf-8')
        result = gongkai('new', 'a', '--example', '--template', './hubei', cwd=self.work, **YEAR)
        self.assertEqual((result.status, result.err), (0, ''))
        folder = self.work / 'a'
        self.assertIn('\ntemplate: ../hubei\n', (folder / 'gongkai.yaml').read_text('utf-8'))
        self.assertIn('湖北', (folder / 'sections' / '2-机构设置.md').read_text('utf-8'))
        self.assertEqual(gongkai('check', '--strict', folder).err, '')

    def test_wrong_usage(self):
        for arguments in ((), ('a', 'b'), ('a', '--draft'), ('a', '--to', 'pdf')):
            self.assertEqual(gongkai('new', *arguments, cwd=self.work).status, 2)
        self.assertEqual(gongkai('build', '--template', 'department-budget', self.project).status, 2)

    def test_units_add_up_to_a_department(self):
        unit = self.folder('unit-budget', 'national')
        department = self.folder('department-budget', 'national')
        for path in (department / 'tables').iterdir():
            if path.name != '其他数据.csv':
                path.unlink()
        other = self.work / 'other'
        self.new(other, '--template', 'unit-budget')
        for path in [other / 'gongkai.yaml', *(other / 'tables').iterdir()]:
            path.write_text(path.read_text('utf-8').replace('政务服务局', '政务服务中心'), 'utf-8')
        manifest = department / 'gongkai.yaml'
        self.edit(manifest, '# units: [../本级, ../信息中心]',
                  f'units: [{os.path.relpath(unit, department)}, ../other]')
        self.edit(department / 'sections' / '2-机构设置.md', '`= 年度`年预算编报范围为本级机关。',
                  '~~~each 单位\n`= 行.序号`.`= 行.名称`\n~~~\n')
        facts = department / 'tables' / '其他数据.csv'
        self.edit(facts, '会议费,3.00', '会议费,6.00')
        self.edit(facts, '培训费,4.00', '培训费,8.00')
        result = gongkai('build', '--strict', department, '-o', self.out)
        self.assertEqual((result.status, result.err), (0, ''))
        self.assertIn('收入预算2536.7万元', tool('pdftotext', self.pdf(), '-').replace(' ', '').replace('\n', ''))


if __name__ == '__main__':
    unittest.main()
