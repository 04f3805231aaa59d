"""A department's name: with all its parts, spelled one way, and what it was called before; 机关运行经费 of a department."""
import csv
import shutil
import unittest

from harness import StarterTest, gongkai

NAME = '上海市普陀区财政局'


class Names(StarterTest):
    def make(self, name, text='', department=NAME, year=2024, template='department-accounts', more=''):
        folder = self.work / name
        (folder / 'sections').mkdir(parents=True)
        (folder / 'tables').mkdir()
        (folder / 'sections' / '1.md').write_text(f'# 名词解释\n\n{text or "无。"}\n', 'utf-8')
        for path in (self.starter / 'starter' / 'tables').glob('*.csv'):
            if path.name[:1] == '0' or path.name.startswith('其他'):
                shutil.copy(path, folder / 'tables' / path.name.replace('部门', '单位' if template.startswith('unit') else '部门'))
        (folder / 'gongkai.yaml').write_text(f'example: true\ntemplate: {template}\nyear: {year}\ndepartment: {department}\ntitle: 决算\n'
                                             f'unit: 万元\n{more}', 'utf-8')
        return folder

    def other(self, *arguments, **more):
        """The names that are told to be another's, or spelled otherwise."""
        folder = self.make('one', *arguments, **more)
        result = gongkai('check', folder)
        shutil.rmtree(folder)
        self.last = result.err
        return [(one['line'], one['message']) for one in result.findings if one['rule'] == 'department-other']

    def test_the_bureau_of_another_region(self):
        """No character of its region's name is the department's: beside the department it is another's, and no slip of the pen."""
        for department, other, told in (('云岭市青岚区农业农村和林业局', '云岭市紫竹区农业农村和林业局', False), ('海州市青岚区财政局', '云岭市青岚区财政局', False),
                                        ('云岭市青岚区农业农村和林业局', '云岭市青蓝区农业农村和林业局', True), ('云岭市青岚区城市管理局', '云岭市青岚区成市管理局', True),
                                        ('云岭市青岚区农业农村和林业局', '云岭市青岚区农业衣村和林业局', True)):
            with self.subTest(other=other):
                shutil.rmtree(self.work / 'one', ignore_errors=True)
                self.assertEqual(any('nearly' in message for _, message in self.other(f'{other}与本部门协作。', department=department)), told)

    def test_a_name_that_drops_its_district(self):
        for text in ('上海市财政局概况如下。', '上海市财政局2024年度部门决算公开。', '上海市财政局2024年度收入总计30万元。', '包括上海市财政局（本级）。'):
            with self.subTest(text=text):
                found = self.other(text)
                self.assertEqual(len(found), 1, self.last)
                self.assertIn('without a part of its region', found[0][1])
        for text in (f'{NAME}概况如下。', '普陀区财政局概况如下。', '根据《上海市财政局关于决算的通知》办理。', '上海市财政局统一部署了这项工作。',
                     '向上海市财政局报送部门决算。'):
            with self.subTest(text=text):
                self.assertEqual(self.other(text), [], self.last)

    def test_its_parts_as_the_manifest_says_them(self):
        parts = '{ name: 黔南布依族苗族自治州都匀市财政局, short: 市财政局, superior: 黔南布依族苗族自治州都匀市 }'
        self.assertEqual(self.other('市财政局概况如下。', department=parts), [], self.last)
        folder = self.make('wrong', department='{ name: 甲市乙区财政局, superior: 丙市 }')
        self.assertIn('value-invalid', gongkai('check', folder).rules())

    def test_one_name_spelled_two_ways(self):
        found = self.other('会同市住房和城乡建设局办理。\n\n会同市住房与城乡建设局办理。\n\n会同市住房和城乡建设局办理。')
        self.assertEqual([line for line, _ in found], ['5'], self.last)
        self.assertIn('one name, spelled two ways', found[0][1])
        self.assertEqual(len(self.other('甲县发展与改革局2024年度决算。', department='甲县发展和改革局')), 1, self.last)
        for text in ('市人社局和市教育局会同办理。\n\n市人社局与市教育局会同办理。', '收入和支出由财务管理中心核算。\n\n收入与支出由财务管理中心核算。',
                     '会同市住房和城乡建设局办理。\n\n会同市住房和城乡建设局办理。'):
            with self.subTest(text=text):
                self.assertEqual(self.other(text), [], self.last)

    def test_what_it_was_called_before(self):
        self.make('last', department='上海市普陀区财政税务局', year=2023)
        text = '机构改革前为上海市普陀区财政税务局。'
        self.assertEqual(len(self.other(text, more='last-year: ../last\n')), 1, self.last)
        self.assertEqual(self.other(text, more='last-year: ../last\npredecessors: [上海市普陀区财政税务局]\n'), [], self.last)

    def costs(self, kinds, amount):
        """The findings on a department's 机关运行经费, of units of these kinds with 104.30 each."""
        for i, kind in enumerate(kinds):
            self.make(f'单位{i}', department=f'示例市第{"一二三"[i]}中心', template='unit-accounts', more=f'unit-kind: {kind}\n' if kind else '')
        folder = self.make('whole', department='示例市管理局', more='units: [%s]\n' % ', '.join(f'../单位{i}' for i in range(len(kinds))))
        for path in (folder / 'tables').glob('0*.csv'):
            path.unlink()
        path = folder / 'tables' / '其他数据.csv'
        with open(path, encoding='utf-8-sig', newline='') as file:
            rows = list(csv.reader(file))
        next(row for row in rows if row[0] == '机关运行经费')[1] = amount
        with open(path, 'w', encoding='utf-8', newline='') as file:
            csv.writer(file).writerows(rows)
        result = gongkai('check', '--verbose', folder)
        for name in ('whole', *(f'单位{i}' for i in range(len(kinds)))):
            shutil.rmtree(self.work / name)
        return [one['message'] for one in result.findings if one['rule'] == 'running-costs' and one['severity'] == 'error'], result.err

    def test_running_costs_are_those_of_the_units_that_have_them(self):
        self.assertEqual(self.costs(('行政', '参公', '事业'), '208.60')[0], [])
        found, err = self.costs(('行政', '参公', '事业'), '312.90')
        self.assertEqual(len(found), 1, err)
        self.assertIn('208.6', found[0])
        self.assertEqual(self.costs(('事业',), '0')[0], [])
        found, err = self.costs(('行政', ''), '1.00')
        self.assertEqual(found, [])
        self.assertIn('does not say which kind it is', err)


if __name__ == '__main__':
    unittest.main()
