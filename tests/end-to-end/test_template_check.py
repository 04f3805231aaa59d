"""gongkai template check: everything in a template evaluated once, in each of its sets."""
import pathlib
import shutil
import tempfile
import unittest

from harness import ROOT, gongkai

YEAR = {'SOURCE_DATE_EPOCH': '1741600000'}  # in March 2025
RULE = 'rules: {{ own: {{ title: 自己的, that: "{}" }} }}\n'


class TemplateCheck(unittest.TestCase):
    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-test-'))
        self.addCleanup(shutil.rmtree, self.work)
        self.trials = self.work / 'trials'
        self.trials.mkdir()

    def check(self, name, *arguments):
        result = gongkai('template', 'check', name, *arguments, cwd=self.work, TMPDIR=str(self.trials), **YEAR)
        self.assertEqual(list(self.trials.iterdir()), [])
        return result

    def own(self, text, base='department-accounts'):
        folder = self.work / '省'
        folder.mkdir(exist_ok=True)
        (folder / 'template.yaml').write_text(f'extends: {base}\nname: own\n{text}', 'utf-8')
        return self.check('./省')

    def found(self, text, one_set=False, **more):
        """With one_set in the national set alone: what is wrong there is wrong in each, and one takes a third of the time."""
        result = self.own(text + ('offers: [national]\n' if one_set else ''), **more)
        return [(finding['severity'], finding['rule']) for finding in result.findings], result

    def test_those_that_come_with_it_are_clean(self):
        for name in ('department-budget', 'department-accounts', 'unit-budget', 'unit-accounts'):
            with self.subTest(template=name):
                result = self.check(name, '--strict')
                self.assertEqual((result.status, result.err), (0, ''))
                self.assertIn(f"{name}: {6 if 'budget' in name else 8} table sets, ", result.out)

    def test_what_a_set_does_not_hold_is_listed_with_the_reason(self):
        lines = self.check('department-accounts').out.splitlines()
        self.assertTrue(any(line.startswith('shanghai: last-year-closing: ') and line.endswith('there is no table “上年.收入支出决算总表”')
                            for line in lines))
        self.assertIn('national: appropriation-table: {国有资本经营.收入} = {收支.收入.国有资本经营}: no table of the set “national” says that it '
                      'means “国有资本经营.收入”', lines)

    def test_the_reason_is_what_is_lacking(self):
        """A condition, rows, a whole table, all meanings, another year: each as it is."""
        def reasons(rule, more=''):
            self.own('offers: [national]\nrules: { own: { title: 自己的, %s } }\n%s' % (rule, more))
            lines = self.check('./省').out.splitlines()
            return [line.split(': ', 3)[3] for line in lines if line.startswith('national: own: ')]
        said = 'no table of the set “national” says that it means '
        for rule, reason in {'when: 年度 = 1999, that: "{收支.收入.总计} = {收支.支出.总计}"': 'its condition does not hold here: 年度 = 1999',
                             'each: 政府性基金预算财政拨款收入支出决算表 level=项, that: "行[年初结转和结余] = 0"': '“政府性基金预算财政拨款收入支出决算表” is empty',
                             'each: 收入支出决算总表.收入 level=项, that: "行[决算数] = 0"': '“收入支出决算总表” has no row that it is about: 收入支出决算总表.收入 level=项',
                             'that: "{财政专户.支出} = {国有资本经营.收入}"': said + '“财政专户.支出”“国有资本经营.收入”',
                             'when: "{财政专户.支出} > 0", that: "{收支.收入.总计} = 0"': said + '“财政专户.支出”',
                             'that: "收入决算表[20899, 事业收入] = 0"': '收入决算表 has no row “20899”'}.items():
            with self.subTest(rule=rule):
                self.assertEqual(reasons(rule), [reason])

    def test_a_rule_of_wrong_syntax(self):
        found, result = self.found(RULE.format('收入决算表[合计, 本年收入合计] = ('))
        self.assertEqual(found, [('error', 'figure-syntax')])
        self.assertEqual(result.first('figure-syntax')['file'], './省/template.yaml')
        self.assertEqual(result.status, 1)

    def test_rules_of_names_that_are_nowhere(self):
        cases = {'收入决算表[合计, 本年收入总计] = 0': ('error', 'figure-unknown-column'),
                 '收支决算表[合计, 合计] = 0': ('error', 'figure-unknown-table'),
                 '收入决算表[总合计, 事业收入] = 0': ('warning', 'rule-unproven'),
                 '一般公共预算财政拨款基本支出决算明细表.公用经费[30298] = 0': ('warning', 'rule-unproven')}
        for claim, finding in cases.items():
            with self.subTest(claim=claim):
                self.assertEqual(self.found(RULE.format(claim), one_set=True)[0], [finding])

    def test_conditions_of_sections_and_mentions(self):
        """What is wrong in each project is an error; a name that no starter has may be a project's."""
        cases = {'年度 >> 2024': [('error', 'figure-syntax')], '单位性质 = 行政': [('error', 'figure-unknown-name')],
                 '所属单位个数 > 0': [('error', 'figure-unknown-name')], '机构类型 = “医院”': [('warning', 'rule-unproven')], '所属单位数 > 9': []}
        for line in ('sections: [{{ name: 名词解释, or: [用语解释], when: "{}" }}]\n', 'sections: [{{ name: 名词解释, mentions: [{{ say: 三公, when: "{}" }}] }}]\n'):
            for when, findings in cases.items():
                with self.subTest(line=line, when=when):
                    found, result = self.found(line.format(when), one_set=bool(findings))
                    self.assertEqual(found, findings, result.err)

    def test_a_section_under_what_no_starter_has_does_not_build(self):
        """Told once, where the template says the condition, whatever is wrong in it."""
        for when, finding in {'机构类型 = “医院”': ('error', 'rule-unproven'), '年度 >> 2024': ('error', 'figure-syntax')}.items():
            with self.subTest(when=when):
                found, result = self.found(f'offers: [tianjin]\ntable-sets: {{ tianjin: {{ sections: [{{ name: 名词解释, text: 名词解释, when: "{when}" }}] }} }}\n')
                self.assertEqual([one for one in found if one[1] != 'section-unwritten'], [finding], result.err)

    def test_an_account_item_that_no_starter_has_is_known(self):
        self.assertEqual(self.found(RULE.format('一般公共预算财政拨款基本支出决算明细表.公用经费[30203] = 0'))[0], [])

    def test_a_code_twice(self):
        accounts = self.work / '省' / '科目'
        accounts.mkdir(parents=True)
        text = (ROOT / 'templates' / 'accounts' / '2023.csv').read_text('utf-8')
        (accounts / '2023.csv').write_text(text.rstrip('\n') + '\n201,一般公共服务\n', 'utf-8')
        found, result = self.found('accounts: ./科目\n')
        self.assertEqual(found, [('error', 'account-twice')])
        self.assertIn('the code 201 stands on line ', result.err)

    def test_rows_that_are_no_account_items(self):
        accounts = self.work / '省'
        accounts.mkdir(parents=True)
        head = '科目编码,科目名称\n201,一般公共服务支出\n20103,政府办公厅（室）及相关机构事务\n'
        for row, findings in {'20199x,坏': ['error'], ',没有编码': ['error'], '20104,': ['error'], '2080505,没有上级': ['warning'], '20104,发展与改革事务': [],
                              '2010301,行政运行': []}.items():
            with self.subTest(row=row):
                (accounts / '2023.csv').write_text(head + row + '\n', 'utf-8')
                found, result = self.found('accounts: { 2023: ./2023.csv }\n', one_set=bool(findings))
                self.assertEqual([one for one in found if one[1] == 'account-row'], [(severity, 'account-row') for severity in findings], result.err)
                if findings:
                    self.assertEqual((result.first('account-row')['file'], result.first('account-row')['line']), ('./2023.csv', '4'))

    def form(self, tables, more=''):
        """A template with one set of these tables, checked."""
        return self.found(f'offers: [own]\nstarter: own\ntable-sets:\n  own:\n    sections: []\n{more}    tables:\n' + ''.join(f'      - {table}\n' for table in tables))

    def test_rates_of_columns_that_are_not_there(self):
        column = '{{ name: 甲表, columns: [项目, 甲, {{ 乙: [丙, 丁] }}, {{ name: 率, unit: "%", rate: [{}] }}] }}'
        for rate, wrong in {'甲, 丙': 0, '乙/丙, 甲': 0, '甲, 没有': 1, '没有, 无': 2, '项目, 甲': 1, '甲, 乙': 1}.items():
            with self.subTest(rate=rate):
                found, result = self.form([column.format(rate)])
                self.assertEqual([one for one in found if one[1] == 'value-invalid'], [('error', 'value-invalid')] * wrong, result.err)
        self.assertIn('“甲表” has no column “乙” of amounts for the rate “率”', result.err)
        self.assertEqual(result.first('value-invalid')['line'], '9')

    def test_printed_rows_that_stand_twice(self):
        table = '{{ name: 甲表, {}, rows: [{}] }}'
        names, codes = 'hierarchy: names, columns: [项目, 数]', 'columns: [科目编码, 科目名称, 数]'
        for columns, rows, twice in ((names, '甲, 乙', 0), (names, '甲, 乙, 甲', 1), (names, '一、甲, 二、甲', 1), (names, '合计, 甲, 合计', 0),
                                     (names, '甲, "　　其中：丙", 乙, "　　其中：丙"', 0), (names, '甲, …, …', 0), (codes, '201 甲, 20103 甲', 0),
                                     (codes, '201 甲, 201 乙', 1), ('columns: [项目, 数]', '甲, 甲', 1)):
            with self.subTest(rows=rows):
                found, result = self.form([table.format(columns, rows)])
                self.assertEqual([one for one in found if one[1] == 'row-duplicate'], [('warning', 'row-duplicate')] * twice, result.err)
        found, result = self.form(['{ name: 甲表, lists: [{ name: 一, columns: [项目, 数] }, { name: 二, columns: [项目, 数] }], rows: [[甲, 甲], [~, 乙], [丙, 甲]] }'])
        self.assertEqual(result.first('row-duplicate')['message'][:20], 'the row “甲” stands t')

    def test_patterns_without_a_place_for_the_number(self):
        table = ['{ name: 甲表, columns: [项目, 数] }']
        for line, wrong in {'numbering: [{ pattern: 第部分, role: part }]': 1, 'numbering: [{ pattern: "第{一}部分", role: part }]': 0,
                            'numbering: [{ pattern: "", role: part }]': 0, 'chart-label: 图': 1, 'chart-label: "图{0}"': 0, 'contents-label: 一、': 1,
                            'contents-label: "{一}、"': 0, 'table-title: 决算表': 1, 'table-title: "{year}年决算表"': 1, 'table-title: "{0}（{year}年）"': 0}.items():
            with self.subTest(line=line):
                found, result = self.form(table, f'    {line}\n')
                self.assertEqual([one for one in found if one[1] == 'value-invalid'], [('error', 'value-invalid')] * wrong, result.err)
        self.assertEqual([one for one in self.found('table-sets: { national: 表, other: [] }\n')[0] if one[1] == 'value-type'], [('error', 'value-type')] * 2)

    def test_order_within_groups(self):
        base = '{ name: 甲表, columns: [项目, { 数: [甲, 乙] }] }'
        found, result = self.form([base, '{ from: own/甲表, name: 乙表, order: [乙, 没有] }'])
        self.assertIn(('error', 'value-invalid'), found)
        self.assertIn('has no column “没有”', result.err)
        found, result = self.form([base, '{ from: own/甲表, name: 乙表, order: [乙] }'])
        self.assertNotIn(('error', 'value-invalid'), found)

    def test_a_folder_beside_is_offered_by_its_path(self):
        (self.work / '省' / '科目').mkdir(parents=True)
        found, result = self.found('accounts: 科目\n')
        self.assertEqual(found, [('error', 'value-invalid')])
        self.assertIn('did you mean “./科目”?', result.err)

    def test_a_set_that_is_offered_and_not_there(self):
        found, result = self.found('offers: [tianjing]\n')
        self.assertEqual(found, [('error', 'value-invalid')], result.err)

    def test_one_root_one_error(self):
        found, _ = self.found('', base='nope')
        self.assertEqual(found, [('error', 'template-unknown')])

    def test_mistakes_in_tables_are_one_error_each(self):
        first = 'from: national/收入支出决算总表'
        for table, said in {f'{first}, columns: []': 'none stands here', f'{first}, columns: [合计, 合计]': '“合计” stands here twice',
                            f'{first}, lists: [{{ name: 收入 }}]': '“columns” is missing', f'{first}, label: "表{{一"': 'nothing closes'}.items():
            with self.subTest(table=table):
                found, result = self.found(f'offers: [own]\ntable-sets: {{ own: {{ sections: [], told-tables: [], tables: [{{ {table} }}] }} }}\n')
                self.assertEqual([severity for severity, _ in found], ['error'], result.err)
                self.assertIn(said, result.err)
        found, result = self.found(f'offers: [own]\ntable-sets: {{ own: {{ tables: [{{ {first} }}, {{ {first} }}] }} }}\n')
        self.assertEqual(found, [('error', 'value-invalid')], result.err)

    def test_a_row_that_the_table_says_for_a_meaning(self):
        """It takes the place of the one that the table which it is made from has for it."""
        found, result = self.found('offers: [own]\ntable-sets: { own: { sections: [], told-tables: [], tables: [{ from: national/收入支出决算总表, '
                                   'means: { 收支.收入.总计: 收入总数 } }] } }\n')
        self.assertNotIn('meaning-twice', {rule for _, rule in found}, result.err)

    def test_a_ragged_row_of_the_classification_is_one_finding(self):
        (self.work / '省').mkdir()
        (self.work / '省' / '2024.csv').write_text('科目编码,科目名称\n201,一般公共服务支出\n20101\n', 'utf-8')
        found, result = self.found('accounts: { 2024: ./2024.csv }\n')
        self.assertEqual([one for one in found if one[0] == 'error'], [('error', 'csv-ragged')], result.err)

    def test_columns_that_no_rule_reads(self):
        found, result = self.found('rules: { total-column: ~, three-public-budget: ~, three-public-total: ~ }\n')
        self.assertIn(('warning', 'column-unseen'), found)
        self.assertIn('no rule reads the column “预算数/公务接待费” of “财政拨款“三公”经费支出决算表” (national)', result.err)

    def test_a_section_without_text(self):
        starter = self.work / '省' / 'starter' / 'sections'
        starter.mkdir(parents=True)
        (starter / '4-名词解释.md').write_text('# 名词解释\n', 'utf-8')
        found, result = self.found('')
        self.assertEqual(set(found), {('warning', 'section-unwritten'), ('warning', 'mention-missing'), ('warning', 'term-missing')})
        self.assertIn('the starter says nothing under “名词解释”', result.err)

    def test_phrases_of_what_is_nowhere(self):
        found, _ = self.found('phrases: { cells: [{ words: [收入], is: ["收入决算表[合计, 收入"] }, { rows: 没有的表 }] }\n')
        self.assertEqual(found, [('error', 'phrase-unknown')] * 2)
        self.assertEqual(self.found('told-tables: [没有的表]\n')[0], [('error', 'told-unknown')])

    def test_meanings_that_no_set_has(self):
        self.assertEqual(self.found(RULE.format('{财政专户.支出} = 0'))[0], [('warning', 'rule-unproven')])
        found, result = self.found('phrases: { cells: [{ words: [专户], is: ["{财政专户.支出}"] }] }\n')
        self.assertEqual(found, [('error', 'phrase-unknown')])
        found, result = self.found(RULE.format('{三公.接待费.决算} = 0'))
        self.assertEqual(found, [('error', 'meaning-unknown')])
        self.assertIn('did you mean “三公.公务接待费.决算”?', result.err)

    def test_compositions_and_counterparts(self):
        found, result = self.found('composition: [{ of: 别的经费, codes: ["301", "398"], tables: 基本开支 }]\n')
        self.assertEqual(found, [('error', 'composition-unknown')] * 2)
        self.assertIn('“398” of `composition:`', result.err)
        found, result = self.found('table-sets: { shanghai: ~, national: { tables: [{ from: other/收入决算表, '
                                   'counterpart: { budget: 部门收支总览 } }] }, other: { tables: [{ name: 收入决算表, '
                                   'columns: [项目, { name: 数, means: 收入.本年合计 }] }] } }\n')
        self.assertEqual([one for one in found if one[1] == 'counterpart-unknown'], [('warning', 'counterpart-unknown')])
        self.assertIn('did you mean “部门收支总表”?', result.err)

    def test_each_set_with_each_rule(self):
        lines = self.check('department-budget', '--verbose').out.splitlines()
        self.assertIn('| | hunan | national | anhui | beijing | gansu | sichuan |', lines)
        self.assertIn('| `balance` | 2/2 | 2/2 | 2/2 | 2/2 | 2/2 | 2/2 |', lines)
        self.assertTrue(any(line.startswith('national: expenditure-lists: {收支.支出.按功能.本年合计} = ') and '“national”' in line for line in lines))

    def test_a_starter_of_its_own_takes_nothing_of_the_other(self):
        starter = self.work / '省' / 'starter'
        shutil.copytree(ROOT / 'templates' / 'department-accounts' / 'starter', starter)
        (starter / 'sections' / '4-名词解释.md').rename(starter / 'sections' / '5-名词解释.md')
        for text, names in (('', ['4-名词解释.md', '5-名词解释.md']), ('starter: own\n', ['5-名词解释.md']),
                            ('starter: shared\n', ['4-名词解释.md', '5-名词解释.md'])):
            with self.subTest(text=text):
                self.own(text)
                project = self.work / f'project-{len(text)}'
                gongkai('new', project, '--example', '--template', './省', cwd=self.work, **YEAR)
                self.assertEqual(sorted(path.name for path in (project / 'sections').iterdir())[3:], names)
        self.own('starter: own\n')
        shutil.rmtree(starter)
        result = gongkai('new', self.work / 'none', '--template', './省', cwd=self.work, **YEAR)
        self.assertEqual((result.rules(), result.first('starter-missing')['file'], result.first('starter-missing')['line']),
                         ({'starter-missing'}, './省/template.yaml', '1'))

    def test_a_unit_that_is_none(self):
        self.assertEqual({finding for finding in self.found('tables: { unit: 万员 }\n')[0] if finding[1] == 'unit-odd'},
                         {('warning', 'unit-odd')})

    def test_what_is_wrong_in_a_starter_names_its_set(self):
        starter = self.work / '省' / 'starter-shanghai' / 'sections'
        starter.mkdir(parents=True)
        (starter / '4-名词解释.md').write_text('# 名词解释\n\n`= 没有的数`万元。\n', 'utf-8')
        result = self.own('')
        self.assertEqual([(finding['file'], finding['rule']) for finding in result.findings if finding['rule'] != 'term-missing'],
                         [('starter-shanghai/sections/4-名词解释.md', 'figure-unknown-name')])


if __name__ == '__main__':
    unittest.main()
