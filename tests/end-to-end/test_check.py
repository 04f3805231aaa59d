"""check on a copy of the example: each kind of output, the template's rules both ways, ignore comments, a mutation of every amount."""
import csv
import json
import shutil
import unittest
import xml.etree.ElementTree as ElementTree

from harness import ROOT, ProjectTest, gongkai

ACCOUNTS = ROOT / 'content' / 'yunxi-education-2024'


class CheckTest(ProjectTest):
    def check(self, *arguments, **environment):
        return gongkai('check', self.project, *arguments, **environment)

    def rules(self):
        return {finding['rule'] for finding in json.loads(self.check('--format', 'json').out)['projects'][0]['findings']}

    def break_balance(self):
        self.edit(self.table('部门收支总表'), '支出总计,51.8', '支出总计,51.9')

    def own_rule(self, text):
        self.append(self.project / 'gongkai.yaml', f'\nrules:\n  - {{ {text} }}\n')

    def test_warnings_are_not_nothing(self):
        path = self.project / 'sections' / '2-机构设置.md'
        path.write_text(path.read_text('utf-8') + '\n按规定安排，\n', 'utf-8')
        run = gongkai('check', self.project)
        self.assertIn('paragraph-end', run.rules())
        self.assertNotIn('nothing wrong', run.out)
        self.assertIn('no error', run.out)

    def test_places_of_several(self):
        """Of several projects each finding's file is named from here; one that stands elsewhere keeps its path."""
        template = self.work / 'template'
        shutil.copytree(ROOT / 'templates' / 'department-budget', template)
        self.append(template / 'template.yaml', 'bogus: 1\n')
        self.edit(self.project / 'gongkai.yaml', 'template: department-budget', f'template: {template}')
        self.append(self.project / 'gongkai.yaml', 'none: 1\n')
        result = gongkai('check', self.project, self.project)
        self.assertEqual({f['file'] for f in result.findings}, {str(template / 'template.yaml'), str(self.project / 'gongkai.yaml')}, result.err)

    def test_examples_are_clean(self):
        for project in (self.project, ACCOUNTS):
            result = gongkai('check', project, '--strict')
            self.assertEqual((result.status, result.err), (0, ''), result.err)

    def test_every_template_rule_applies(self):
        """A rule that applies to neither example would be a typing mistake of the template, but for what their sets have not."""
        for project, may_skip in ((self.project, {'last-year-change', 'procurement-reserve'}), (ACCOUNTS, {'running-costs'})):
            summary = json.loads(gongkai('check', project, '--format', 'json').out)['projects'][0]
            idle = {rule['id'] for rule in summary['rules'] if rule['held'] == 0}
            self.assertEqual(idle, may_skip)

    def test_failure_is_shown(self):
        self.break_balance()
        result = self.check()
        self.assertEqual(result.status, 1)
        self.assertIn('51.90万元', result.first('total-row')['message'])
        self.assertIn('is 51.8', result.err)

    def test_build_stops(self):
        self.break_balance()
        result = self.build('--to', 'html')
        self.assertEqual(result.status, 1)
        self.assertFalse(self.out.exists())
        self.assertEqual(self.build('--to', 'html', '--draft').status, 0)

    def test_json_says_what_it_is(self):
        log = json.loads(self.check('--format', 'json').out)
        self.assertEqual(list(log)[:3], ['format', 'version', 'generator'])
        self.assertEqual((log['format'], log['version']), ('gongkai-check', 1))

    def test_own_rule(self):
        self.own_rule('id: 支出上限, that: "部门支出总表[合计, 合计] <= 50万元", severity: warning')
        result = self.check('--format', 'json')
        self.assertEqual(result.status, 0)
        finding, = json.loads(result.out)['projects'][0]['findings']
        self.assertEqual((finding['rule'], finding['severity'], finding['file']), ('支出上限', 'warning', 'tables/部门支出总表.csv'))
        self.assertEqual(self.check('--strict').status, 1)

    def test_rule_of_a_rule(self):
        self.own_rule('id: 甲, that: "乙 = 1" }\n  - { id: 乙, that: "1 = 1"')
        self.assertIn('rule-reference', self.check().rules())

    def test_override(self):
        """年初 that differs from last year's 年末 is wrong, unless the manifest says what was published and why."""
        project = self.work / 'accounts'
        shutil.copytree(ACCOUNTS, project, ignore=shutil.ignore_patterns('out', 'out-section'))
        table = project / '2023-accounts' / '政府性基金预算财政拨款收入支出决算表.csv'
        total = next(line for line in table.read_text('utf-8').splitlines() if line.startswith(',合计'))
        self.edit(table, total, total.replace('80.00', '81.00'))
        self.assertEqual(gongkai('check', project).rules(), {'last-year-closing'})
        self.append(project / 'gongkai.yaml', '\noverrides:\n  政府性基金预算财政拨款收入支出决算表[合计, 年初结转和结余]: '
                                              '{ value: 81.00, reason: 收回存量资金 }\n')
        result = gongkai('check', project)
        self.assertEqual(result.status, 0, result.err)
        self.edit(project / 'gongkai.yaml', 'value: 81.00', 'value: 82.00')
        self.assertEqual(gongkai('check', project).rules(), {'last-year-closing'})

    def test_figures_in_a_circle(self):
        self.edit(self.project / 'gongkai.yaml', 'figures:\n', 'figures:\n  甲: 乙\n  乙: 甲\n')
        self.own_rule('id: 圈, that: "甲 = 1"')
        self.assertIn('figure-circle', self.check().rules())

    def test_ignored(self):
        self.break_balance()
        self.append(self.section(5), '\n<!-- gongkai: ignore balance 上报原数如此 -->\n\n```table 部门收支总表\n```\n')
        summary = json.loads(self.check('--format', 'json').out)['projects'][0]
        ignore, = summary['ignores']
        self.assertEqual((ignore['rule'], ignore['reason'], ignore['silenced']), ('balance', '上报原数如此', 1))
        self.assertNotIn('balance', {finding['rule'] for finding in summary['findings']})

    def test_ignore_without_use(self):
        self.append(self.section(5), '\n<!-- gongkai: ignore balance 原因 -->\n\n甲\n\n<!-- gongkai: ignore blaance 原因 -->\n\n乙\n')
        result = self.check()
        self.assertEqual(result.status, 0)
        self.assertLessEqual({'ignore-unused', 'ignore-unknown'}, result.rules())
        self.assertIn('did you mean “balance”?', result.err)

    def test_sarif(self):
        self.break_balance()
        result = gongkai('check', 'project', '--format', 'sarif', cwd=self.work)
        self.assertEqual(result.status, 1)
        log = json.loads(result.out)
        self.assertEqual(log['version'], '2.1.0')
        run, = log['runs']
        self.assertEqual(run['columnKind'], 'unicodeCodePoints')
        found = next(item for item in run['results'] if item['ruleId'] == 'total-row')
        self.assertEqual(run['tool']['driver']['rules'][found['ruleIndex']]['id'], 'total-row')
        place = found['locations'][0]['physicalLocation']
        self.assertTrue(place['artifactLocation']['uri'].startswith('project/tables/%E9%83%A8'), place)
        self.assertGreater(place['region']['endColumn'], place['region']['startColumn'])
        self.assertTrue(found['relatedLocations'])

    def test_report(self):
        self.break_balance()
        self.edit(self.project / 'gongkai.yaml', 'title: 2023年部门预算公开', 'title: "<b>&公开"')
        report = self.work / 'report.html'
        self.assertEqual(self.check('--report', report).status, 1)
        text = report.read_text('utf-8')
        self.assertIn('&lt;b&gt;&amp;公开', text)
        self.assertNotIn('<b>', text)
        page = ElementTree.fromstring(text.replace('<!DOCTYPE html>', ''))
        found = {row.findall('td')[3].text for row in page.findall('.//tr[@class="must"]')}
        self.assertEqual(found, {'total-row'})
        self.assertIn('(balance)', text)
        self.assertIn('(whole-goal)', text)
        self.assertNotIn('http', text)
        self.assertEqual(self.check('--report', self.work / 'no' / 'report.html').status, 3)

    def test_remarks_stand_with_what_was_read(self):
        for path in (self.project / 'tables').glob('*.csv'):
            if path.stem not in ('其他数据', '说明'):
                path.write_text(path.stem + '\n' + path.read_text('utf-8-sig'), 'utf-8')
        report = self.work / 'report.html'
        self.check('--report', report)
        findings, read = report.read_text('utf-8').split('<h3>What was read</h3>')
        self.assertEqual(read.count('<strong>remark</strong>'), 1)
        self.assertIn('no unit is said in', read)
        self.assertNotIn('no unit is said in', findings)

    def test_report_over_another_file(self):
        for name in ('gongkai.yaml', 'html'):
            before = (self.project / name).read_bytes() if (self.project / name).exists() else None
            self.assertEqual(self.check('--report', self.project / name).status, 2)
            if before:
                self.assertEqual((self.project / name).read_bytes(), before)
        folder = self.work / 'reports'
        folder.mkdir()
        linked, report = self.work / 'linked.html', folder / 'report.HTM'
        linked.write_text('keep me', 'utf-8')
        report.hardlink_to(linked)
        self.assertEqual(self.check('--report', report).status, 0)
        self.assertEqual(linked.read_text('utf-8'), 'keep me')
        (folder / 'taken.html').mkdir()
        self.assertEqual(self.check('--report', folder / 'taken.html').status, 3)
        self.assertEqual(sorted(path.name for path in folder.iterdir()), ['report.HTM', 'taken.html'])

    def test_options(self):
        self.assertEqual(self.check('--format', 'xml').status, 2)
        self.assertEqual(self.build('--format', 'json').status, 2)

    def test_chinese(self):
        self.break_balance()
        self.assertIn('收入总计等于支出总计', self.check(LC_ALL='zh_CN.UTF-8', LANGUAGE='zh_CN').err)


class CausesTest(ProjectTest):
    """One cause, one finding: on a copy of the accounts example."""

    def setUp(self):
        super().setUp()
        self.project = self.work / 'accounts'
        shutil.copytree(ACCOUNTS, self.project)

    def notes(self, path, *edits):
        """The findings of formulas after edits of a table: their rules, and the rules that follow from each."""
        for old, new in edits:
            self.edit(self.project / 'tables' / f'{path}.csv', old, new)
        found = json.loads(gongkai('check', self.project, '--format', 'json').out)['projects'][0]['findings']
        return [(f['rule'], [n['message'][-20:].split('(')[-1].rstrip(')') for n in f.get('notes', [])
                             if n['message'].startswith('so does not')]) for f in found]

    def test_one_cause_is_told_once(self):
        """A cent at an item breaks its row and its 款; in both columns of it, the 款 twice."""
        self.assertEqual(self.notes('支出决算表', (',128.60,,128.60,', ',128.60,,128.61,')), [('total-column', ['parent-sum'])])

    def test_one_cause_in_two_columns(self):
        self.assertEqual(self.notes('支出决算表', (',1971.08,1298.80', ',1971.09,1298.81')), [('parent-sum', ['parent-sum'])])

    def test_two_causes_are_told_twice(self):
        found = self.notes('支出决算表', (',128.60,,128.60,', ',128.60,,128.61,'), (',8643.75,7921.36', ',8643.75,7921.38'))
        self.assertEqual(found, [('total-column', ['parent-sum']), ('total-column', ['parent-sum'])])

    def check(self):
        return gongkai('check', self.project)

    def told(self):
        return [(f['rule'], f['file'], f['message']) for f in self.check().findings if f['severity'] != 'note']

    def manifest(self, text):
        self.append(self.project / 'gongkai.yaml', '\n' + text)

    def test_a_budget_that_cannot_be_read(self):
        """Nothing is said where its rows are used, nor of the passages that are not there for it."""
        self.edit(self.project / '2024-budget' / 'tables' / '一般公共预算支出表.csv', '-0.92', '-abc')
        (rule, file, message), = self.told()
        self.assertEqual((rule, file), ('cell-not-amount', '2024-budget/tables/一般公共预算支出表.csv'))
        self.assertTrue(message.startswith('of the budget: '), message)

    def test_last_year_is_marked(self):
        self.edit(self.project / '2023-accounts' / '收入支出决算总表.csv', '28958.57', '28958.57x')
        self.assertTrue(self.told()[0][2].startswith('of last year: '))

    def test_an_item_without_a_reason(self):
        """An empty cell and a missing record of 说明 are told by item, once."""
        path = self.project / 'tables' / '说明.csv'
        self.edit(path, ',上级年中下达支持学前教育发展资金', ',')
        (rule, _, message), = self.told()
        self.assertEqual(rule, 'reason-missing')
        self.assertIn('2050201 学前教育', message)
        self.assertIn('tables/说明.csv:5', self.check().err)
        path.write_text(''.join(line for line in path.read_text('utf-8').splitlines(True) if ',2050201,' not in line), 'utf-8')
        (rule, _, message), = self.told()
        self.assertEqual(rule, 'figure-unknown-row')
        self.assertIn('“学前教育”', message)

    def test_the_nearest_heading(self):
        path = self.project / 'sections' / '4-名词解释.md'
        self.edit(path, '# 名词解释', '# 名词的解释')
        self.assertEqual([told[:2] for told in self.told()], [('section-required', 'sections/4-名词解释.md')])
        path.unlink()
        self.assertEqual([told[:2] for told in self.told()], [('section-required', 'sections/3-部门决算情况说明.md')])

    def test_a_rule_on_other_data(self):
        self.edit(self.project / 'tables' / '其他数据.csv', '\n车辆,5,', '\n车辆,6,')
        self.assertEqual([told[0] for told in self.told()], ['vehicles'])
        self.manifest('ignore:\n  - { rule: vehicles, table: 其他数据, reason: 上报原数 }\n')
        self.assertEqual(self.told(), [])
        project, = json.loads(gongkai('check', self.project, '--format', 'json').out)['projects']
        self.assertEqual([(i['rule'], i['reason'], i['file'], i['silenced']) for i in project['ignores']],
                         [('vehicles', '上报原数', 'gongkai.yaml', 1)])

    def test_an_ignored_rule_of_no_table(self):
        self.manifest('ignore:\n  - { rule: vehicles, table: 其它数椐, reason: 上报原数 }\n')
        self.assertEqual([told[0] for told in self.told()], ['table-unknown', 'ignore-unused'])
        self.edit(self.project / 'gongkai.yaml', 'rule: vehicles, table: 其它数椐', 'rule: vehicels, table: 其他数据')
        self.assertEqual([told[0] for told in self.told()], ['ignore-unknown'])

    def test_an_own_rule_replaces_one(self):
        """By its title one of several under an id; else all, which is told."""
        self.manifest('rules:\n  - { id: balance, title: 财政拨款收支相等, that: "1 = 1" }\n')
        self.assertNotIn('rule-replaces', self.check().err)
        self.edit(self.project / 'gongkai.yaml', 'title: 财政拨款收支相等, ', '')
        self.assertIn('rule-replaces', self.check().err)
        self.assertNotIn('nothing wrong', self.check().out)

    def test_what_is_ignored_takes_nothing_with_it(self):
        """A follower that is ignored is gone; the finding stays."""
        section = self.project / 'sections' / '2-部门决算表.md'
        text = section.read_text('utf-8')
        self.assertIn('```table 支出决算表', text)
        section.write_text(text.replace('```table 支出决算表', '<!-- gongkai: ignore parent-sum 上报原数 -->\n```table 支出决算表', 1), 'utf-8')
        self.assertEqual(self.notes('支出决算表', (',128.60,,128.60,', ',128.60,,128.61,')), [('total-column', [])])


class MutationTest(ProjectTest):
    """Each amount of the published tables changed in its last digit, one at a time: some rule must say so."""

    def cells(self):
        for path in sorted((self.project / 'tables').glob('*.csv')):
            if path.stem in ('其他数据', '说明'):
                continue
            rows = list(csv.reader(path.read_text('utf-8').splitlines()))
            for r, row in enumerate(rows[1:], 1):
                for c, cell in enumerate(row):
                    if cell.replace('.', '', 1).isdigit() and not self.is_label(path.stem, rows[0][c]):
                        yield path, rows, r, c

    @staticmethod
    def is_label(table, column):
        return any(word in column for word in ('编码', '代码', '类', '款', '项', '行次', '指标')) and '支出' not in column \
            or column in ('项', '单位代码')

    def test_amounts_of_the_budget(self):
        self.mutate(40)

    def mutate(self, step):
        missed, tried = [], 0
        for i, (path, rows, r, c) in enumerate(self.cells()):
            if i % step:
                continue
            before = path.read_text('utf-8')
            old, changed = rows[r][c], [list(row) for row in rows]
            changed[r][c] = old[:-1] + ('4' if old[-1] != '4' else '5')
            with open(path, 'w', encoding='utf-8', newline='') as stream:
                csv.writer(stream, lineterminator='\n').writerows(changed)
            tried += 1
            if gongkai('check', self.project).status == 0:
                missed.append((path.stem, rows[0][c], r + 1))
            path.write_text(before, 'utf-8')
        self.assertGreater(tried, 5)
        self.assertEqual(missed, [])


if __name__ == '__main__':
    unittest.main()
