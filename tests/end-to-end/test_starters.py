"""What gongkai new begins: a project whose blanks check lists, one a line, and nothing else; and an example, marked on every
page, of which nothing may be left in what is published."""
import csv
import decimal
import io
import json
import re
import shutil
import unittest
import zipfile

from harness import ProjectTest, files_of, gongkai, tool

KINDS = [(template, table_set)
         for template, sets in (('department-budget', ('national', 'hunan')), ('unit-budget', ('national', 'hunan')),
                                ('department-accounts', ('national', 'shanghai')), ('unit-accounts', ('national', 'shanghai')))
         for table_set in sets]
YEAR = {'SOURCE_DATE_EPOCH': '1741600000'}  # in March 2025
INVENTED = ('示例市', 'example.gov.cn', '900001', '0000000000', '1268.35', '1287.30')
DUTIES = '{0}承担本{1}的档案接收、保管和利用工作。\n'


class Starters(ProjectTest):
    def new(self, folder, template='department-budget', table_set='national', *more):
        path = self.work / folder
        result = gongkai('new', path, '--template', template, '--table-set', table_set, *more, **YEAR)
        self.assertEqual((result.status, result.err), (0, ''))
        return path

    def left(self, project):
        return [f for f in gongkai('check', project).findings if f['rule'] == 'starter-left']

    # ---- to be filled in

    def test_check_lists_what_is_to_be_filled_in_and_nothing_else(self):
        for template, table_set in KINDS:
            with self.subTest(template=template, table_set=table_set):
                project = self.new(f'{template}-{table_set}', template, table_set)
                result = gongkai('check', project)
                self.assertEqual((result.status, result.rules()), (1, {'placeholder'}), result.err)
                places = [(f['file'], f['line'], f['column']) for f in result.findings]
                self.assertEqual(len(places), len(set(places)))
                self.assertTrue(all(line and column for _, line, column in places))
                files = [file for file, _, _ in places]
                for path in (project / 'tables').iterdir():
                    if path.suffix == '.csv' and path.name != '其他数据.csv':
                        self.assertEqual(files.count(f'tables/{path.name}'), 1, path.name)
                facts = (project / 'tables' / '其他数据.csv').read_text('utf-8-sig')
                self.assertEqual(files.count('tables/其他数据.csv'), facts.count('待填写'))
                self.assertGreaterEqual(facts.count('待填写'), len(facts.splitlines()) - 1)
                keys = {f['message'].split(': ')[1] for f in result.findings if f['file'] == 'gongkai.yaml'}
                self.assertLessEqual({'department', 'unit-kind', 'SiteName', 'SiteDomain', 'SiteIDCode', 'ContentSource'}, keys)

    def test_nothing_invented_is_in_it(self):
        for template, table_set in KINDS:
            project = self.new(f'{template}-{table_set}', template, table_set)
            for name, data in files_of(project).items():
                for invented in INVENTED:
                    self.assertNotIn(invented, data.decode('utf-8-sig'), name)
                self.assertNotIn('{blank', data.decode('utf-8-sig'), name)

    def test_a_draft_is_built(self):
        for template, table_set in KINDS:
            with self.subTest(template=template, table_set=table_set):
                project = self.new(f'{template}-{table_set}', template, table_set)
                result = gongkai('build', '--draft', project)
                self.assertEqual((result.status, result.rules()), (0, {'placeholder'}), result.err)
                text = tool('pdftotext', self.pdf(project / 'out'), '-')
                self.assertIn('草稿', text)
                self.assertIn('待填写', text)
                self.assertNotIn('故本表无数据', text)
                self.assertEqual(gongkai('build', project).status, 1)

    def test_a_form_s_rows_are_there(self):
        text = (self.new('n') / 'tables' / '01-部门收支总表.csv').read_text('utf-8-sig')
        self.assertIn('　　经费拨款,,', text)
        self.assertNotRegex(text, r',\d')
        codes = (self.new('m') / 'tables' / '03-部门支出总表.csv').read_text('utf-8-sig').splitlines()
        self.assertEqual(len(codes), 2)

    def test_facts_are_asked_for_one_by_one(self):
        """What is filled in is used at once, and what is not keeps its own line."""
        project = self.new('n')
        path = project / 'tables' / '其他数据.csv'
        self.edit(path, '编制人数,待填写', '编制人数,41')
        result = gongkai('check', project)
        self.assertFalse([f for f in result.findings if '编制人数' in f['message']])
        self.assertEqual(result.rules(), {'placeholder'})
        self.assertIn('实有人数', result.err)
        gongkai('build', '--draft', project)
        self.assertIn('核定编制41人', tool('pdftotext', self.pdf(project / 'out'), '-').replace(' ', '').replace('\n', ''))

    def test_a_table_is_asked_for_until_its_line_is_gone(self):
        project = self.new('n')
        path = project / 'tables' / '08-政府性基金预算支出表.csv'
        lines = path.read_text('utf-8').splitlines()
        path.write_text(lines[0] + '\n', 'utf-8')
        self.assertNotIn(f'tables/{path.name}', gongkai('check', project).err)
        other = project / 'tables' / '01-部门收支总表.csv'
        self.edit(other, '一、一般公共预算拨款收入,,', '一、一般公共预算拨款收入,待填写,')
        self.assertEqual({(f['line'], f['column']) for f in gongkai('check', project).findings
                          if f['file'] == f'tables/{other.name}'}, {('2', '1'), ('3', '14')})

    def test_a_workbook_takes_the_place_of_what_is_not_filled_in(self):
        example = self.new('e', 'department-budget', 'national', '--example')
        gongkai('build', '--to', 'xlsx', example)
        project = self.new('n')
        shutil.copy(example / 'out' / 'tables.xlsx', project / 'tables')
        result = gongkai('check', project)
        self.assertEqual({f['rule'] for f in result.findings if f['file'] != 'tables/tables.xlsx'}, {'placeholder'})
        self.assertNotIn('部门支出总表', ''.join(f['message'] for f in result.findings if f['rule'] == 'placeholder'))
        self.assertEqual(gongkai('check', '--verbose', project).err.count('not filled in, and passed over'), 9)
        # Two that are filled in are two.
        shutil.copy(example / 'tables' / '03-部门支出总表.csv', project / 'tables')
        self.assertIn('[table-duplicate]', gongkai('check', project).err)

    def test_what_says_that_it_is_to_be_filled_in_is_told_anywhere(self):
        self.edit(self.table('部门支出总表'), '201,37,01,行政运行,33.8', '201,37,01,行政运行,待填写')
        self.append(self.section(5), '\n待填写。【待填写：甲】和【待填写】。\n')
        self.edit(self.project / 'gongkai.yaml', '年部门预算公开', '年部门预算公开（待填写）')
        found = gongkai('check', self.project).findings
        self.assertEqual({f['rule'] for f in found}, {'placeholder'})
        self.assertEqual(len(found), 5)
        self.assertEqual(len([f for f in found if f['message'].endswith('甲')]), 1)

    # ---- the example

    def test_the_example_is_marked(self):
        project = self.new('e', 'department-budget', 'national', '--example')
        result = gongkai('build', '--strict', project)
        self.assertEqual((result.status, result.err), (0, ''))
        out = project / 'out'
        for page in tool('pdftotext', self.pdf(out), '-').split('\f')[:-1]:
            self.assertIn('示例', page)
        note = '示例：内容和数字都是虚构的'
        for name in ('index.html', 'section-03.html', 'table-02.html', 'document.html', 'fragment.html'):
            self.assertIn(note, (out / name).read_text('utf-8'), name)
        with zipfile.ZipFile(out / 'tables.xlsx') as book:
            self.assertIn(note, book.read('xl/worksheets/sheet1.xml').decode('utf-8'))
        self.assertIn('示例', json.loads((out / 'datapackage.json').read_text('utf-8'))['title'])
        self.edit(project / 'gongkai.yaml', 'example: true', 'example: false')
        self.assertEqual(gongkai('check', project).rules(), {'starter-left'})

    def test_all_that_is_left_of_it_is_told(self):
        for template, table_set in KINDS:
            with self.subTest(template=template, table_set=table_set):
                project = self.new(f'{template}-{table_set}', template, table_set, '--example')
                self.edit(project / 'gongkai.yaml', 'example: true', '#')
                result = gongkai('check', project)
                self.assertEqual((result.status, result.rules()), (1, {'starter-left'}))
                files = {f['file'] for f in result.findings}
                self.assertLessEqual({'gongkai.yaml', 'tables/其他数据.csv'}, files)
                with_amounts = {f'tables/{path.name}' for path in (project / 'tables').iterdir()
                                if re.search(r',[1-9]\d*\.\d[1-9],', path.read_text('utf-8'))}
                self.assertGreaterEqual(len(with_amounts), 5)
                self.assertLessEqual(with_amounts, files)

    def own(self, folder='own'):
        """A department's own project, with all of the example replaced: other names, and every amount another."""
        project = self.new(folder, 'department-budget', 'national', '--example')
        manifest = project / 'gongkai.yaml'
        text = re.sub(r'example: true.*\n', '', manifest.read_text('utf-8'))
        for old, new in (('示例市示例区政务服务局', '清河市东湖区档案馆'), ('示例区人民政府', '东湖区人民政府'),
                         ('www.example.gov.cn', 'www.donghu.example'), ('0000000000', '4300000017'),
                         ('示例区政务服务局', '东湖区档案馆'), ('1255.00', '3758.91'), ('98.60', '297.37'), ('7.20', '23.17')):
            text = text.replace(old, new)
        manifest.write_text(text, 'utf-8')
        for path in (project / 'tables').iterdir():
            rows = list(csv.reader(io.StringIO(path.read_text('utf-8-sig'), newline='')))
            for row in rows[1:]:
                for i, field in enumerate(row):
                    if re.fullmatch(r'\d+(\.\d+)?', field) and (path.name == '其他数据.csv' or '.' in field):
                        row[i] = str(decimal.Decimal(field) * 3)
                    row[i] = row[i].replace('900001', '230007').replace('示例市示例区政务服务局', '清河市东湖区档案馆')
            out = io.StringIO(newline='')
            csv.writer(out).writerows(rows)
            path.write_text(out.getvalue(), 'utf-8')
        duties = next((project / 'sections').glob('1-*'))
        duties.write_text('# 部门职能职责\n\n' + DUTIES.format('本部门', '区'), 'utf-8')
        return project

    def test_a_project_of_one_s_own_has_nothing_left(self):
        project = self.own()
        self.assertEqual(self.left(project), [])
        # What any department may have: two vehicles, a reason in the usual words.
        self.edit(project / 'tables' / '其他数据.csv', '车辆,6', '车辆,2')
        self.edit(project / 'tables' / '其他数据.csv', '一般公务用车,6', '一般公务用车,2')
        self.assertEqual(self.left(project), [])

    def test_each_thing_left_alone_is_found(self):
        project = self.own()
        whole = files_of(project)
        for name, mine, invented in (('gongkai.yaml', '清河市东湖区档案馆', '示例市示例区政务服务局'),
                                     ('gongkai.yaml', 'www.donghu.example', 'www.example.gov.cn'),
                                     ('gongkai.yaml', '4300000017', '0000000000'),
                                     ('gongkai.yaml', 'ContentSource: 东湖区档案馆', 'ContentSource: 示例区政务服务局'),
                                     ('gongkai.yaml', '3758.91', '1255.00'),
                                     ('tables/02-部门收入总表.csv', '230007', '900001'),
                                     ('tables/其他数据.csv', '政府采购合计,259.62', '政府采购合计,86.54'),
                                     ('tables/01-部门收支总表.csv', '收入总计,3805.05', '收入总计,1268.35'),
                                     ('sections/5-名词解释.md', '# 名词解释\n', '# 名词解释\n\n示例市示例区政务服务局的用语：\n')):
            with self.subTest(name=name, invented=invented):
                self.edit(project / name, mine, invented)
                found = {f['file'] for f in self.left(project)}
                (project / name).write_bytes(whole[name])
                self.assertIn(name, found)
                # Beside it reasons in the usual words count too.
                self.assertFalse([file for file in found - {name} if not file.startswith('sections/')])
        self.assertEqual(self.left(project), [])

    def test_figures_of_an_example_are_not_compared_with(self):
        example = self.new('e', 'department-budget', 'national', '--example')
        manifest = self.own() / 'gongkai.yaml'
        text = manifest.read_text('utf-8')
        manifest.write_text(re.sub(r'last-year:\n(  .*\n)+', 'last-year: ../e\n', text), 'utf-8')
        self.edit(example / 'gongkai.yaml', 'year: 2025', 'year: 2024')
        self.assertEqual([(f['file'], f['rule']) for f in self.left(manifest.parent)], [('gongkai.yaml', 'starter-left')])

    def test_a_starter_of_one_s_own(self):
        template = self.work / 'hubei'
        (template / 'starter' / 'sections').mkdir(parents=True)
        (template / 'template.yaml').write_text('extends: department-budget\nname: hubei\n', 'utf-8')
        section = template / 'starter' / 'sections' / '2-机构设置.md'
        section.write_text('# 机构设置\n\n本部门设{blank: 几个科室 | {综合}科、业务科}。\n', 'utf-8')
        for more, text in (((), '本部门设【待填写：几个科室】。'), (('--example',), '本部门设{综合}科、业务科。')):
            result = gongkai('new', f'a{len(more)}', '--template', './hubei', *more, cwd=self.work, **YEAR)
            self.assertEqual((result.status, result.err), (0, ''))
            self.assertIn(text, (self.work / f'a{len(more)}' / 'sections' / '2-机构设置.md').read_text('utf-8'))
        section.write_text('# 机构设置\n\n本部门设{blank: 几个科室 | 业务科。\n', 'utf-8')
        self.assertIn('value-invalid', gongkai('new', 'b', '--template', './hubei', cwd=self.work, **YEAR).rules())


if __name__ == '__main__':
    unittest.main()
