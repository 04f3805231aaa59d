"""gongkai new DIR --from DIR: last year's project becomes this year's, which builds as a draft at once, and of which check lists
what is to be filled in and nothing else."""
import re
import shutil
import unittest
import zipfile
from xml.sax.saxutils import escape

from harness import ROOT, ProjectTest, files_of, gongkai, tool

CONTENT = {'shifeng-cac-2023': 2023, 'yunxi-education-2024': 2024}
YEAR = {'SOURCE_DATE_EPOCH': '1741600000'}  # in March 2025


def workbook(path, name, records):
    """A workbook of one sheet of texts."""
    main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    package = 'http://schemas.openxmlformats.org/package/2006'
    cells = [''.join(f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>' for text in record) for record in records]
    rows = ''.join(f'<row>{row}</row>' for row in cells)
    with zipfile.ZipFile(path, 'w') as file:
        file.writestr('[Content_Types].xml', f'<Types xmlns="{package}/content-types"/>')
        for folder, kind, target in (('_rels/.rels', 'officeDocument', 'xl/workbook.xml'), ('xl/_rels/workbook.xml.rels', 'worksheet', 'sheet.xml')):
            file.writestr(folder, f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/{kind}" Target="{target}"/></Relationships>')
        file.writestr('xl/workbook.xml', f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="{name}" sheetId="1" r:id="r1"/></sheets></workbook>')
        file.writestr('xl/sheet.xml', f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>')


class NextYear(ProjectTest):
    def begin(self, name, source, *more, cwd=None):
        result = gongkai('new', name, '--from', source, *more, cwd=cwd or self.work, **YEAR)
        self.assertEqual((result.status, result.err), (0, ''))
        return (cwd or self.work) / name, result.out

    def copy(self, name):
        shutil.copytree(ROOT / 'content' / name, self.work / name, ignore=shutil.ignore_patterns('out', 'out-section'))
        return self.work / name

    def test_both_projects_go_on(self):
        for name, year in CONTENT.items():
            with self.subTest(name=name):
                before = files_of(self.copy(name))
                project, out = self.begin(f'next-{name}', name)
                self.assertIn('gongkai check', out)
                result = gongkai('check', project)
                self.assertEqual((result.status, result.rules()), (1, {'placeholder'}), result.err)
                manifest = (project / 'gongkai.yaml').read_text('utf-8')
                self.assertIn(f'\nyear: {year + 1}\n', manifest)
                self.assertIn(f'\nlast-year: ../{name}\n', manifest)
                self.assertRegex(manifest, rf'\ntitle: {year + 1}年')
                self.assertRegex(manifest, rf'\n# date: {year}|\n# date: {year + 1}')
                draft = gongkai('build', '--draft', project)
                self.assertEqual((draft.status, draft.rules()), (0, {'placeholder'}))
                self.assertIn(str(year + 1), tool('pdftotext', self.pdf(project / 'out'), '-'))
                # Every table is there with its head, and no amount of last year's.
                for path in (project / 'tables').glob('[0-9]*.csv'):
                    self.assertNotRegex(path.read_text('utf-8-sig'), r',\d')
                self.assertEqual(files_of(self.work / name), before)

    def test_facts_go_to_last_year(self):
        self.copy('yunxi-education-2024')
        project, _ = self.begin('next', 'yunxi-education-2024')
        facts = (project / 'tables' / '其他数据.csv').read_text('utf-8-sig')
        self.assertIn('\n公务用车保有量,待填写,辆,5\n', facts.replace('\r', ''))
        reasons = (project / 'tables' / '说明.csv').read_text('utf-8-sig')
        self.assertIn('区教育局机关在职人员工资福利和日常公用支出,待填写', reasons)
        self.assertRegex(reasons, r'\d{7},[^,]+,\r?\n')  # blank stays blank
        # A project whose facts have no column 上年 gets one.
        self.edit(self.project / 'tables' / '其他数据.csv', ',上年', '')
        text = (self.project / 'tables' / '其他数据.csv').read_text('utf-8')
        (self.project / 'tables' / '其他数据.csv').write_text('\n'.join(line.rstrip(',') for line in text.splitlines()) + '\n', 'utf-8')
        other, _ = self.begin('other', self.project)
        self.assertIn('编制人数,待填写,人,3\n', (other / 'tables' / '其他数据.csv').read_text('utf-8-sig').replace('\r', ''))

    def test_reasons_are_written_anew(self):
        self.append(self.section(3), '\n增加1户，其主要原因为：甲、乙；`= 年度`年原因是`= 其他数据[会议次数]`。\n\n'
                                     '`= 部门全称`，主要原因是`= 部门全称`增员<!-- 旧 -->。\n\n<!-- 主要原因是注释。 -->\n\n由于原因：没有句号\n')
        project, out = self.begin('next', self.project)
        text = next((project / 'sections').glob('3-*')).read_text('utf-8')
        self.assertIn('其主要原因为：【待填写：原因】<!-- 去年写的是：甲、乙 -->；', text)
        self.assertIn('原因是`= 其他数据[会议次数]`。', text)            # a figure alone is no reason that was written
        self.assertIn('增员<!-- 旧 -->。', text)                          # and a comment cannot stand in a comment
        self.assertIn('<!-- 主要原因是注释。 -->', text)
        self.assertIn('由于原因：【待填写：原因】<!-- 去年写的是：没有句号 -->\n', text)
        self.assertIn('5 reasons are to be written anew', out)

    def test_own_tables_style_and_images(self):
        (self.project / 'tables' / '自有表.csv').write_text('项目,数\n甲,12.5\n', 'utf-8')
        (self.project / 'tables' / '自有表.yaml').write_text('title: 自己的表\n', 'utf-8')
        (self.project / 'images').mkdir()
        (self.project / 'images' / '章.png').write_bytes(b'\x89PNG\0')
        shutil.copy(ROOT / 'templates' / 'styles' / 'book.yaml', self.work / 'own.yaml')
        self.append(self.project / 'gongkai.yaml', '\nstyle: ../own.yaml\noverrides:\n  部门支出总表[合计, 合计]: { value: 1, reason: 更正 }\n')
        (self.work / 'deeper').mkdir()
        project, _ = self.begin('next', '../project', cwd=self.work / 'deeper')
        own = (project / 'tables' / '自有表.csv').read_text('utf-8-sig').splitlines()
        self.assertEqual((own[0], len(own)), ('项目,数', 2))
        self.assertTrue((project / 'tables' / '自有表.yaml').is_file())
        self.assertEqual((project / 'images' / '章.png').read_bytes(), b'\x89PNG\0')
        manifest = (project / 'gongkai.yaml').read_text('utf-8')
        self.assertIn('style: ../../own.yaml\n', manifest)
        self.assertIn('last-year: ../../project\n', manifest)
        self.assertIn('\n# overrides:\n#   部门支出总表', manifest)
        self.assertEqual(gongkai('check', project).rules(), {'placeholder'})

    def test_in_an_empty_folder(self):
        (self.work / 'here').mkdir()
        self.begin('.', '../project', cwd=self.work / 'here')
        self.assertEqual(gongkai('check', self.work / 'here').rules(), {'placeholder'})

    def test_tables_of_workbooks(self):
        gongkai('build', '--to', 'xlsx', self.project)
        for path in (self.project / 'tables').glob('*.csv'):
            if path.name != '其他数据.csv':
                path.unlink()
        shutil.copy(self.project / 'out' / 'tables.xlsx', self.project / 'tables')
        project, _ = self.begin('next', self.project)
        self.assertEqual(len(list((project / 'tables').glob('*.csv'))), 24)
        self.assertEqual(gongkai('check', project).rules(), {'placeholder'})

    def test_facts_of_a_workbook(self):
        """As those of a CSV: this year's are last year's then."""
        project = self.copy('yunxi-education-2024')
        facts = project / 'tables' / '其他数据.csv'
        records = [record.split(',') for record in facts.read_text('utf-8-sig').split()]
        workbook(facts.with_suffix('.xlsx'), '其他数据', records)
        facts.unlink()
        next_one, _ = self.begin('next-facts', project)
        after = [record.split(',') for record in (next_one / 'tables' / '其他数据.csv').read_text('utf-8-sig').split()]
        self.assertEqual([record[:4] for record in after[1:]], [[name, '待填写', unit, value] for name, value, unit, _ in records[1:]])
        self.assertEqual(gongkai('check', next_one).rules(), {'placeholder'})

    def test_typed_years(self):
        section = next((self.project / 'sections').glob('1-*'))
        section.write_text(section.read_text('utf-8') + '\n截至2022年12月31日有车。2023年新建，比2022年多。本局于2023年成立。2022年的事。2023年5月。`2023年`<!-- 2023年 -->\n', 'utf-8')
        result = gongkai('new', 'next-years', '--from', self.project, cwd=self.work, **YEAR)
        text = next((self.work / 'next-years' / 'sections').glob('1-*')).read_text('utf-8')
        self.assertIn('截至`= 上年度`年12月31日有车。`= 年度`年新建，比`= 上年度`年多。本局于2023年成立。2022年的事。2023年5月。`2023年`<!-- 2023年 -->', text)
        self.assertEqual(['stays' in found['message'] for found in result.findings], [False, False, False, True, True])

    def test_the_head_of_the_manifest(self):
        manifest = self.project / 'gongkai.yaml'
        head = '# 某局2023年部门预算，2023年3月起草，按财预〔2023〕1号。\n\n# 2022年度的另存。\n'
        manifest.write_text(head + manifest.read_text('utf-8'), 'utf-8')
        project, _ = self.begin('next', self.project)
        text = (project / 'gongkai.yaml').read_text('utf-8')
        self.assertTrue(text.startswith(head.replace('2023年部门', '2024年部门')), text[:200])

    def test_a_whole_year(self):
        """Last year's tables as this year's: what is left is what a clerk writes, and then it builds."""
        project, _ = self.begin('next', self.project)
        for path in (project / 'tables').iterdir():
            path.unlink()
        for path in (self.project / 'tables').iterdir():
            shutil.copy(path, project / 'tables')
        result = gongkai('check', project)
        self.assertEqual({f['file'].split('/')[0] for f in result.findings if f['rule'] == 'placeholder'}, {'sections'})
        for path in (project / 'sections').iterdir():
            text = re.sub(r'，主要(原因是|是因为)【待填写：原因】<!-- .*? -->', '', path.read_text('utf-8'))
            path.write_text(text, 'utf-8')
        result = gongkai('build', project)
        self.assertEqual((result.status, [f for f in result.findings if f['severity'] == 'error']), (0, []), result.err)
        self.assertIn('与上年持平', tool('pdftotext', self.pdf(project / 'out'), '-').replace('\n', ''))

    def test_accounts_of_a_budget(self):
        project, _ = self.begin('accounts', self.project, '--template', 'department-accounts')
        manifest = (project / 'gongkai.yaml').read_text('utf-8')
        for line in ('year: 2023', 'title: 2023年度部门决算公开', 'budget: ../project'):
            self.assertIn(f'\n{line}\n', manifest)
        self.assertIn('department: 株洲市石峰区委网络安全和信息化委员会办公室', manifest)
        self.assertIn('SiteDomain: www.shifeng.example', manifest)
        self.assertFalse((project / 'budget').exists())
        self.assertEqual(gongkai('check', project).rules(), {'placeholder'})
        self.assertEqual(gongkai('build', '--draft', project).status, 0)

    def test_budgets_and_units_of_the_new_year(self):
        """Those beside the old ones are taken where they are there, and asked for where they are not."""
        self.copy('yunxi-education-2024')
        budget = self.work / '2024-budget'
        shutil.copytree(self.work / 'yunxi-education-2024' / '2024-budget', budget)
        self.edit(self.work / 'yunxi-education-2024' / 'gongkai.yaml', 'budget: 2024-budget', 'budget: ../2024-budget')
        project, _ = self.begin('a', 'yunxi-education-2024')
        self.assertIn('\nbudget: 待填写\n', (project / 'gongkai.yaml').read_text('utf-8'))
        shutil.copytree(budget, self.work / '2025-budget')
        self.edit(self.work / '2025-budget' / 'gongkai.yaml', 'year: 2024', 'year: 2025')
        project, _ = self.begin('b', 'yunxi-education-2024')
        self.assertIn('\nbudget: ../2025-budget\n', (project / 'gongkai.yaml').read_text('utf-8'))
        self.assertEqual(gongkai('check', project).rules(), {'placeholder'})

    def test_what_cannot_be(self):
        for arguments, rule in ((('--from', self.project, '--template', 'unit-budget'), 'next-year'),
                                (('--from', self.work), 'manifest-missing')):
            result = gongkai('new', self.work / 'x', *arguments, **YEAR)
            self.assertEqual((result.status, result.rules()), (2, {rule}))
            self.assertFalse((self.work / 'x').exists())


if __name__ == '__main__':
    unittest.main()
