"""Sentences of an account, right and wrong: each a section of its own in the accounts example. ./dev test shows how many of each rule."""
import collections
import json
import re
import shutil
import unittest

from harness import ROOT, ProjectTest, gongkai

SENTENCES = ROOT / 'tests' / 'prose'


def lines(name):
    return [line for line in (SENTENCES / name).read_text('utf-8').splitlines() if line and not line.startswith('#')]


class SentencesTest(ProjectTest):
    def setUp(self):
        super().setUp()
        self.project = self.work / 'accounts'
        shutil.copytree(ROOT / 'content' / 'yunxi-education-2024', self.project)
        self.file = self.project / 'sections' / '9-其他.md'

    def found(self, text):
        """| begins another paragraph."""
        self.file.write_text('# 其他情况\n\n' + text.replace('|', '\n\n') + '\n', 'utf-8')
        project, = json.loads(gongkai('check', '--format', 'json', self.project).out)['projects']
        return [f for f in project['findings'] if f.get('file') == 'sections/9-其他.md']

    def found_each(self, texts):
        """The same of many, each in a project of its own, checked together."""
        folders = []
        for i, text in enumerate(texts):
            folder = self.work / f'one-{i}'
            shutil.copytree(self.project, folder)
            (folder / 'sections' / self.file.name).write_text('# 其他情况\n\n' + text.replace('|', '\n\n') + '\n', 'utf-8')
            folders.append(folder)
        projects = json.loads(gongkai('check', '--format', 'json', *folders).out)['projects']
        self.assertEqual([project['failures'] for project in projects], [0] * len(folders))
        self.assertTrue(all(project['read'] for project in projects))
        return [[f for f in project['findings'] if f.get('file') == 'sections/' + self.file.name] for project in projects]

    def test_wrong(self):
        """The rules, a blank, the sentence; what is wrong in it stands between ⟦ and ⟧ where that is told."""
        counts = collections.Counter()
        wrong = [line.split(' ', 1) for line in lines('accounts-wrong.txt')]
        all_found = self.found_each(text.replace('⟦', '').replace('⟧', '') for _, text in wrong)
        for (rules, text), found in zip(wrong, all_found):
            marked = text.replace('|', '\n\n').replace('⟧', '')
            with self.subTest(text):
                self.assertEqual(sorted({f["rule"] for f in found}), sorted(set(rules.split(","))))
                if '⟦' in marked:
                    before = marked.split('⟦')[0].split('\n')
                    place = (len(before) + 2, len(before[-1]) + 1)
                    self.assertIn(place, [(f['line'], f['column']) for f in found])
            counts.update(rules.split(','))
        print('\n' + ', '.join(f'{rule} {n}' for rule, n in sorted(counts.items())))

    def test_right(self):
        right = lines('accounts-silent.txt')
        for text, found in zip(right, self.found_each(right)):
            with self.subTest(text):
                self.assertEqual([(f['rule'], f['message']) for f in found], [])

    def test_other_years(self):
        """What the budget's or last year's tables alone have is no amount that no table has."""
        for amount, has in (('1057.60', '预算.'), ('1005.00', '上年.'), ('91827.36', None)):
            finding, = self.found(f'其中安排{amount}万元。')
            self.assertEqual(finding['rule'], 'figure-unbound')
            self.assertIn(f'`= {has}' if has else 'no table has', finding['message'] + str(finding.get('hint')))

    def test_derived(self):
        """What follows from amounts beside it that the tables have is no amount that no table has; one that does not follow is."""
        for text, wrong in (('年初预算为30089.39万元，执行中追加505.16万元，调整后预算30594.55万元。', '505.61'),
                            ('公务接待费预算5.00万元，支出2.89万元，节约2.11万元。', '2.21'),
                            ('公务接待费支出2.89万元，比预算数少2.11万元。', '2.21'),
                            ('公务用车购置及运行维护费11.93万元，比预算少1.67万元。', '1.76'),
                            ('公务用车运行维护费支出11.93万元，平均每辆车2.39万元。', '2.93'),
                            ('车辆运行维护费平均每辆2.39万元。', '2.93'),
                            ('“三公”经费支出决算数小于全年预算数3.78万元。', '3.87'),
                            ('与年初预算数30089.39万元相比，增加505.16万元。', '505.61'),
                            ('一般公共预算财政拨款支出年中追加505.16万元。', '505.61'),
                            ('公务用车运行维护费11.93万元，车辆5辆，车均2.39万元。', '2.93'),
                            ('公务接待费2.89万元，接待23批次，每批次0.13万元。', '0.31'),
                            ('公务接待费决算2.89万元，预算5.00万元，结余2.11万元。', '2.12'),
                            ('年初预算18.60万元，决算14.82万元，差额3.78万元。', '3.87'),
                            ('“三公”经费预算18.60万元，决算14.82万元。两者相差3.78万元。', '4.78')):
            right = re.findall(r'(\d+\.\d+)万元', text)[-2 if '调整后' in text else -1]
            said = [f['message'] for f in self.found(text)]
            self.assertEqual([m for m in said if m.startswith('no table')], [], text)
            said = [f['message'] for f in self.found(text.replace(right, wrong))]
            self.assertEqual([m for m in said if m.startswith('no table')], [f'no table has “{wrong}万元”'], text)

    def test_what_follows_from_a_wrong_amount(self):
        """An amount that differs from its cell is told alone: rates, parts and words that the cell bears out are right."""
        vehicles = '财政拨款“三公”经费支出决算14.82万元，其中：公务用车购置及运行维护费支出决算{}万元，占{}%；公务接待费支出决算2.89万元，占{}%。'
        for amounts, rules in ((('11.93', '80.50', '19.50'), []), (('19.13', '80.50', '19.50'), ['figure-differs']),
                               (('19.13', '85.00', '19.50'), ['figure-differs', 'percent-wrong']), (('11.93', '80.50', '14.50'), ['percent-wrong'])):
            found = [f['rule'] for f in self.found('## 财政拨款“三公”经费支出决算情况说明\n\n' + vehicles.format(*amounts)) if f['rule'] != 'figure-unbound']
            self.assertEqual(sorted(found), rules, amounts)

    def test_budget_of_units(self):
        """A budget that is the sum of its units' is compared as one that has tables of its own."""
        budget = self.project / '2024-budget'
        manifest = (budget / 'gongkai.yaml').read_text('utf-8')
        for unit in ('甲学校', '乙学校'):
            shutil.copytree(budget / 'tables', budget / unit / 'tables')
            own = re.sub('(?m)^department: .*', f'department: {unit}', manifest).replace('department-budget', 'unit-budget')
            (budget / unit / 'gongkai.yaml').write_text(own, 'utf-8')
        shutil.rmtree(budget / 'tables')
        (budget / 'tables').mkdir()
        (budget / 'gongkai.yaml').write_text(manifest + '\nunits: [甲学校, 乙学校]\n', 'utf-8')
        for amount, rule in (('60178.78', 'figure-unbound'), ('60178.87', 'figure-differs')):
            finding, = self.found(f'一般公共预算财政拨款支出年初预算{amount}万元。')
            self.assertEqual(finding['rule'], rule)

    def test_plainest(self):
        """Where no heading tells, the words mean what they say: 收入总计 is not the one of 财政拨款."""
        for text, means in (('2024年度收入总计比上年增加99.99万元。', '增减(收入总计, 上年.收入总计)'), ('收入支出总计33165.71万元。', '收入总计'),
                            ('2024年度财政拨款收入总计31465.30万元。', '财政拨款收入总计')):
            finding, = self.found(text)
            self.assertIn(f'its words may mean {means},', finding['hint'], text)

    def test_fixed_phrases(self):
        """One character other, more or less; what is right, what is shorter and what differs by a year is silent."""
        (self.project / 'phrases-fixed.txt').write_text('# 名称\n义务教育优质均衡发展先行创建区\n\n“十四五”公共服务规划2024年实施方案\n双减\n', 'utf-8')
        for text in ('按义务教育优质均衡发展先行创建区的要求公开。', '按“十四五”公共服务规划2023年实施方案执行。', '落实双碱政策。'):
            self.assertEqual([f['rule'] for f in self.found(text) if f['rule'] == 'phrase-fixed'], [], text)
        for text, column in (('按义务教育优质均衡发展先进创建区的要求公开。', 2), ('义务教育优质平均衡发展先行创建区。', 1), ('建设义务教育优质均衡发展行创建区。', 3),
                             ('按“十四五”公共服务规划2024年实施方法案执行。', 2), ('落实“十四五”公共服务计划2024年实施方案。', 3)):
            self.assertEqual([(f['rule'], f['column']) for f in self.found(text)], [('phrase-fixed', column)], text)

    def test_order_of_sections(self):
        """Two that are swapped are told at the second, as the form has them."""
        path = self.project / 'sections' / '3-部门决算情况说明.md'
        text = path.read_text('utf-8')
        top, *parts = text.split('\n## ')
        for i in range(5):
            swapped = parts[:]
            swapped[i], swapped[i + 1] = swapped[i + 1], swapped[i]
            path.write_text('\n## '.join([top] + [part.rstrip('\n') + '\n' for part in swapped]), 'utf-8')
            project, = json.loads(gongkai('check', '--format', 'json', self.project).out)['projects']
            found = [f for f in project['findings'] if f['rule'] == 'section-order']
            line = path.read_text('utf-8').split('\n').index('## ' + parts[i].split('\n')[0]) + 1
            self.assertEqual([(f['line'], f['level']) for f in found], [(line, 'verify')], parts[i].split('\n')[0])


if __name__ == '__main__':
    unittest.main()
