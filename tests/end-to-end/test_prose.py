"""Rules of the text that are about whole documents, both ways: the example keeps them, and one edit breaks each."""
import pathlib
import shutil
import unittest

from harness import ROOT, ProjectTest, gongkai

ACCOUNTS = ROOT / 'content' / 'yunxi-education-2024'


class DocumentRuleTest(ProjectTest):
    def rules(self, project=None):
        return gongkai('check', project or self.project).rules()

    def change(self, name, old, new):
        path = self.project / name
        text = path.read_text('utf-8')
        self.assertIn(old, text)
        path.write_text(text.replace(old, new, 1), 'utf-8')

    def broken(self, rule, name, old, new):
        self.assertNotIn(rule, self.rules())
        self.change(name, old, new)
        self.assertIn(rule, self.rules())

    def test_sections(self):
        self.broken('mention-missing', 'sections/3-部门收支概况.md', '主要原因是人员增资', '人员增资')
        self.broken('section-required', 'sections/2-机构设置.md', '# 机构设置', '# 编制')

    def test_income_as_last_year(self):
        self.change('gongkai.yaml', '收入合计: 49.9264', '收入合计: 51.8')
        text = (self.project / 'sections/3-部门收支概况.md').read_text('utf-8')
        for written in ('相比', '比上年'):
            text = text.replace(written, '')
        (self.project / 'sections/3-部门收支概况.md').write_text(text, 'utf-8')
        self.assertNotIn('mention-missing', self.rules())  # 与上年持平 is what 变动 prints

    def test_changes_have_reasons(self):
        name = 'sections/4-其他重要事项情况说明.md'
        self.broken('change-unexplained', name, '，主要是因为厉行节约，减少支出', '')
        self.change(name, '上年.三公经费合计)`。\n', '上年.三公经费合计)`。\n\n减少的原因是厉行节约。\n')
        self.assertEqual(self.rules(), set())
        self.broken('change-unexplained', name, '，主要原因是人员公用经费增加', '')

    def test_unchanged_needs_no_reason(self):
        self.change('gongkai.yaml', '三公经费合计: 0.0542', '三公经费合计: 0')
        self.change('sections/4-其他重要事项情况说明.md', '，主要是因为厉行节约，减少支出', '')
        self.assertEqual(self.rules(), set())

    def test_headings(self):
        self.broken('heading-skipped', 'sections/2-机构设置.md', '# 机构设置\n', '# 机构设置\n\n### 编制\n')
        self.broken('heading-duplicate', 'sections/5-名词解释.md', '# 名词解释\n', '# 名词解释\n\n## 收入\n\n甲。\n\n## 收入\n')
        self.broken('heading-punctuation', 'sections/5-名词解释.md', '# 名词解释\n', '# 名词解释：\n')

    def test_publication(self):
        self.broken('publication-late', 'gongkai.yaml', '2023-02-10 09:00', '2023-03-10 09:00')

    def test_published_on_the_twentieth_day(self):
        self.change('gongkai.yaml', '2023-02-10 09:00', '2023-02-17 09:00')
        self.assertEqual(self.rules(), set())
        self.change('gongkai.yaml', '2023-02-17 09:00', '2023-02-18 09:00')
        self.assertEqual(self.rules(), {'publication-late'})

    def test_title(self):
        self.broken('year-stale', 'gongkai.yaml', 'title: 2023年', 'title: 2022年')

    def test_tables_in_the_text(self):
        table = '```table {}\n```\n'
        self.broken('table-order', 'sections/2-机构设置.md', '# 机构设置\n',
                    '# 机构设置\n\n' + table.format('部门支出总表') + '\n' + table.format('部门收入总表'))
        self.broken('table-twice', 'sections/2-机构设置.md', '# 机构设置\n', '# 机构设置\n\n' + table.format('部门支出总表'))

    def test_account_items(self):
        self.broken('code-name', 'tables/部门支出总表.csv', '201,,,一般公共服务支出', '201,,,一般公共事务支出')
        self.change('tables/部门支出总表.csv', '一般公共事务支出', '一般公共服务支出')
        path = self.project / 'tables' / '部门支出总表.csv'
        rows = path.read_text('utf-8').split('\n')
        path.write_text('\n'.join(row for row in rows if not row.startswith('201,37')) + '\n', 'utf-8')
        self.assertIn('item-level', self.rules())

    def test_classification_is_data(self):
        """A template's own, by year: of a year without a file the last before it; of a code that is not in it, nothing."""
        template = self.work / 'template'
        folder = template / 'accounts'
        template.mkdir()
        folder.mkdir()
        (template / 'template.yaml').write_text(f'extends: {ROOT}/templates/department-budget\naccounts: ./accounts\n', 'utf-8')
        self.change('gongkai.yaml', 'template: department-budget', 'template: ../template')
        (folder / '2024.csv').write_text('科目编码,科目名称\n201,甲\n', 'utf-8')
        self.assertEqual(self.rules(), set())
        (folder / '2022.csv').write_text('科目名称取自某通知\n科目编码,科目名称\n201,旧名|一般公共服务支出\n20137,旧事务\n', 'utf-8')
        (folder / '2021.csv').write_text('科目编码,科目名称\n201,乙\n', 'utf-8')
        result = gongkai('check', self.project)
        self.assertEqual(result.rules(), {'code-name'})
        self.assertEqual({finding['message'] for finding in result.findings}, {'the name of 20137 is not “网信事务”; 20137 is 旧事务'})

    def test_personal_data_in_a_cell(self):
        self.broken('personal-data', 'tables/整体支出绩效目标表.csv', '保障本机关正常运转', '联系人13812345678，保障本机关正常运转')

    def test_placeholders_in_a_cell(self):
        self.broken('placeholder', 'tables/整体支出绩效目标表.csv', '保障本机关', '保障XX机关')
        self.change('tables/整体支出绩效目标表.csv', '保障XX机关', '保障本机关')
        self.broken('placeholder', 'tables/项目支出绩效目标表.csv', '网络', '待填写网络')
        self.broken('secrecy-mark', 'tables/项目支出绩效目标表.csv', '待填写网络', '机密★网络')

    def test_items_told(self):
        project = self.work / 'accounts'
        shutil.copytree(ACCOUNTS, project, ignore=shutil.ignore_patterns('out'))
        self.assertNotIn('item-skipped', self.rules(project))
        path = project / 'sections' / '3-部门决算情况说明.md'
        path.write_text(path.read_text('utf-8').replace('`= 行.项`（项）', '一项'), 'utf-8')
        self.assertIn('item-skipped', self.rules(project))

    def test_decimals(self):
        project = self.work / 'accounts'
        shutil.copytree(ACCOUNTS, project, ignore=shutil.ignore_patterns('out'))
        path = project / 'sections' / '3-部门决算情况说明.md'
        path.write_text(path.read_text('utf-8').replace('`= 收入总计`', '`= 收入总计 | 0.0`', 1), 'utf-8')
        result = gongkai('check', project)
        self.assertEqual(result.rules(), {'decimals-mixed'})
        self.assertIn('others: | 0.00 [', result.err)
        path.write_text(path.read_text('utf-8') + '\n收入`= 收入总计 | 0`万元。\n' * 400, 'utf-8')
        self.assertIn('others: | 0 [', gongkai('check', project).err)

    def test_accounts_of_a_department(self):
        """Sentences of an education office's accounts of 2024, published in 2025, in which nothing is wrong."""
        project = self.work / 'accounts'
        shutil.copytree(ACCOUNTS, project, ignore=shutil.ignore_patterns('out'))
        text = (pathlib.Path(__file__).parent / 'accounts_silent.txt').read_text('utf-8')
        lines = [line for line in text.split('\n') if line and line[0] != '#']
        self.assertGreater(len(lines), 60)
        path = project / 'sections' / '3-部门决算情况说明.md'
        with open(path, 'a', encoding='utf-8') as stream:
            stream.write('\n## 其他事项说明\n\n' + '\n\n'.join(lines) + '\n')
        shown = [finding for finding in gongkai('check', project).findings 
                 if finding['rule'] not in ('figure-unbound', 'figure-differs')]  # its amounts are its own
        self.assertEqual(shown, [])

    def test_typed_amounts(self):
        """Each wrong sentence is found where it stands, and the right ones are not."""
        project = self.work / 'accounts'
        shutil.copytree(ACCOUNTS, project, ignore=shutil.ignore_patterns('out'))
        text = (pathlib.Path(__file__).parent / 'accounts_typed.txt').read_text('utf-8')
        cases = [line.split(' ', 1) for line in text.split('\n') if line and line[0] != '#']
        path = project / 'sections' / '3-部门决算情况说明.md'
        before = path.read_text('utf-8').rstrip('\n')
        path.write_text(before + '\n\n' + '\n\n'.join(sentence for _, sentence in cases) + '\n', 'utf-8')
        first, found = before.count('\n') + 3, {}
        for finding in gongkai('check', project).findings:
            if finding['rule'] not in ('figure-unbound', 'content-misplaced'):  # all stand under one heading
                found.setdefault((int(finding['line']) - first) // 2, set()).add(finding['rule'])
        wrong = []
        for number, (rule, sentence) in enumerate(cases):
            rules = found.get(number, set()) - ({'figure-differs'} if rule != 'figure-differs' else set())
            if rule == 'right' and found.get(number) or rule != 'right' and rules != {rule}:
                wrong.append((rule, sentence, found.get(number)))
        self.assertEqual(wrong, [])

    def test_ignored(self):
        name = 'sections/2-机构设置.md'
        self.change(name, '# 机构设置\n', '# 机构设置\n\n<!-- gongkai: ignore placeholder 引用原文 -->\n由XXX负责。\n')
        self.assertEqual(self.rules(), set())

    def test_repeated_row_is_reported_once(self):
        project = self.work / 'accounts'
        shutil.copytree(ACCOUNTS, project, ignore=shutil.ignore_patterns('out'))
        path = project / 'sections' / '3-部门决算情况说明.md'
        path.write_text(path.read_text('utf-8').replace('（项）。主要用于：', '（项）。用于XXX：'), 'utf-8')
        found = [f['line'] for f in gongkai('check', project).findings if f['rule'] == 'placeholder']
        self.assertEqual(len(found), len(set(found)))


class NamesTest(ProjectTest):
    """Departments of other kinds, each in its own words: nothing is found."""

    TEXTS = {
        '示例县青山镇人民政府': '我镇部门预算编报范围为镇机关及所属事业单位。全县农村人居环境整治现场会在我镇召开。镇党委、镇政府按规定履行职责。'
                               '落实省、市、县各项惠农政策。示例县财政局、示例县农业农村局联合下达转移支付资金。',
        '示例市人民医院': '我院是三级甲等综合医院。市卫生健康委员会为我院的主管部门。与省人民医院建立医联体。全市急救网络以我院为中心。医疗收费实行收支两条线管理。',
        '示例县第一中学': '我校现有教学班60个。县教育局是我校的主管部门。毕业生考入清华大学、北京大学等高校。',
        '示例区青山街道办事处': '我街道辖12个社区。区民政局、区人力资源和社会保障局指导。街道党工委、办事处机关运行正常。',
        '示例市中级人民法院': '全市法院受理案件3.2万件。我院审判执行质效居全省前列。基层人民法院的预算由各县区编报。',
        '示例县公安局': '全县公安机关共有民警500名。我局下设派出所15个。局机关、派出所、看守所的经费一并编报。',
        '中共示例县委宣传部': '县委、县政府主要领导多次调研。县融媒体中心为宣传部所属事业单位。',
    }

    def test_other_departments(self):
        for name, text in self.TEXTS.items():
            folder = self.work / name
            gongkai('new', folder, '--example', '--template', 'department-budget', SOURCE_DATE_EPOCH='1767225600')
            for path in folder.rglob('*'):
                if path.is_file():
                    path.write_text(path.read_text('utf-8').replace('示例市示例区政务服务局', name), 'utf-8')
            with open(folder / 'sections' / '2-机构设置.md', 'a', encoding='utf-8') as section:
                section.write(f'\n{text}\n')
            self.assertEqual(gongkai('check', '--strict', folder).err, '', name)


if __name__ == '__main__':
    unittest.main()
