"""A department held to the sum of its units: right, and wrong in each way that it can be."""
import json
import re
import shutil
import unittest

from harness import ROOT, ProjectTest, gongkai

BALANCE = '部门收支总表'
ITEMS = '部门支出总表'
INCOME = '部门收入总表'
APPROPRIATION = '一般公共预算支出表'


class UnitsTest(ProjectTest):
    """Three units made from the starter of unit-budget, and the department that is made of them, with files of its own."""

    def setUp(self):
        super().setUp()
        self.units = []
        for name in ('', '政务服务中心', '信息中心'):  # 本级 has the department's own name
            unit = self.work / f'unit-{len(self.units)}'
            result = gongkai('new', unit, '--example', '--template', 'unit-budget', SOURCE_DATE_EPOCH='1767225600')
            self.assertEqual(result.status, 0, result.err)
            for path in [unit / 'gongkai.yaml', *(unit / 'tables').glob('*.csv')]:
                path.write_text(path.read_text('utf-8').replace('政务服务局', f'政务服务局{name}'), 'utf-8')
            self.units.append(unit)
        self.department = self.work / 'department'
        gongkai('new', self.department, '--example', '--template', 'department-budget', SOURCE_DATE_EPOCH='1767225600')
        manifest = self.department / 'gongkai.yaml'
        self.edit(manifest, '# units: [../本级, ../信息中心]', 'units: [../unit-0, ../unit-1, ../unit-2]')
        # Its files are the sums that a build makes of its units.
        tables = self.department / 'tables'
        for path in tables.glob('*.csv'):
            if path.name not in ('其他数据.csv', '说明.csv'):
                path.unlink()
        facts = tables / '其他数据.csv'
        self.edit(facts, '会议费,3.00', '会议费,9.00')
        self.edit(facts, '培训费,4.00', '培训费,12.00')
        self.edit(facts, '\n车辆,2,', '\n车辆,6,')
        self.edit(facts, '一般公务用车,2,', '一般公务用车,6,')
        result = gongkai('build', self.department, '-o', self.out, '--to', 'data')
        self.assertEqual(result.status, 0, result.err)
        package = json.loads((self.out / 'datapackage.json').read_text('utf-8'))
        for resource in package['resources']:
            (tables / f'{resource["title"]}.csv').write_bytes((self.out / resource['path']).read_bytes())

    def check(self, *arguments):
        return gongkai('check', self.department, *arguments)

    def change(self, path, row, column, value):
        """Sets a field by what stands in its row's code or name and by its column's number."""
        lines = path.read_text('utf-8').split('\n')
        at = next(i for i, line in enumerate(lines) if row in line.split(','))
        fields = lines[at].split(',')
        fields[column], old = value, fields[column]
        lines[at] = ','.join(fields)
        path.write_text('\n'.join(lines), 'utf-8')
        return old

    def test_facts(self):
        """A fact that the department does not give is its units' together; its own goes before; a score is no sum."""
        for number, unit in enumerate(self.units):
            with open(unit / 'tables' / '其他数据.csv', 'a', encoding='utf-8') as stream:  # 名称,数值,单位,上年
                stream.write(f'电动自行车,{number + 1},辆,4\n回访评分,90,分,80\n路灯改造,2.5,万元,1\n')
        section = self.department / 'sections' / '9-其他.md'
        section.write_text('# 其他情况\n\n电动自行车`= 其他数据[电动自行车]`辆，上年`= 上年.其他数据[电动自行车]`辆，'
                           '路灯改造`= 其他数据[路灯改造]`万元。\n', 'utf-8')
        before = self.check()
        self.assertEqual([f for f in before.findings if '9-其他' in f['file']], [], before.err)
        printed = gongkai('build', self.department, '-o', self.out, '--to', 'html')
        self.assertEqual(printed.status, 0, printed.err)
        page = re.sub('<[^>]*>', '', ''.join(path.read_text('utf-8') for path in self.out.rglob('*.html')))
        self.assertTrue('电动自行车6辆，上年12辆，路灯改造7.5万元' in page)
        section.write_text('# 其他情况\n\n回访评分`= 其他数据[回访评分]`分。\n', 'utf-8')
        self.assertIn('figure-unknown-row', self.check().rules())
        section.write_text('# 其他情况\n\n电动自行车`= 其他数据[电动自行车]`辆。\n', 'utf-8')
        facts = self.units[1] / 'tables' / '其他数据.csv'
        whole = facts.read_text('utf-8')
        facts.write_text('\n'.join(line for line in whole.split('\n') if '电动自行车' not in line), 'utf-8')
        self.assertIn('政务服务中心', self.check().err)
        with open(self.department / 'tables' / '其他数据.csv', 'a', encoding='utf-8') as stream:
            stream.write('电动自行车,9,辆,\n')
        self.assertNotIn('figure-unknown-row', self.check().rules())

    def findings(self, *arguments):
        result = gongkai('check', self.department, '--format', 'json', *arguments)
        return [f for f in json.loads(result.out)['projects'][0]['findings']]

    def only(self):
        """The one finding of the sum."""
        found, = [finding for finding in self.findings() if finding['rule'] == 'units-sum']
        return found

    def own(self, name):
        return self.department / 'tables' / f'{name}.csv'

    def of_unit(self, unit, name):
        return next((self.units[unit] / 'tables').glob(f'*{name.removeprefix("部门")}.csv'))


    def test_right(self):
        result = self.check('--strict')
        self.assertEqual((result.status, result.err), (0, ''))
        rule = next(rule for rule in json.loads(self.check('--format', 'json').out)['projects'][0]['rules']
                    if rule['id'] == 'units-sum')
        self.assertGreater(rule['held'], 300)
        self.assertEqual(rule['failed'], 0)

    def test_a_cell_that_differs(self):
        """Both sides, the difference, and each unit's cell by file and row."""
        self.change(self.own(APPROPRIATION), '2010301', 2, '2070.4')
        found = self.only()
        self.assertEqual((found['severity'], found['file'], found['line']), ('error', f'tables/{APPROPRIATION}.csv', 5))
        self.assertIn('2070.40万元', found['message'])
        self.assertIn('2070.30万元', found['message'])
        self.assertIn('difference is 0.10万元', found['message'])
        places = [(note['file'], note['line']) for note in found['notes']]
        self.assertGreater(len(places), 4)
        self.assertEqual([file for file, _ in places[1:4]],
                         [f'../unit-{i}/tables/{path.name}' for i, path in enumerate(
                             self.of_unit(i, APPROPRIATION) for i in range(3))])

    def test_a_cell_of_a_unit_that_differs(self):
        self.change(self.of_unit(1, APPROPRIATION), '行政运行', 2, '690.2')
        self.assertIn('the difference is -0.10万元', self.only()['message'])

    def test_side_by_side_lists(self):
        path = self.own(BALANCE)
        self.edit(path, '一、一般公共服务支出,3037.8', '一、一般公共服务支出,3037.9')
        self.assertIn('一般公共服务支出', self.only()['message'])

    def test_a_row_of_units_alone(self):
        path = self.own(ITEMS)
        path.write_text(''.join(line for line in path.read_text('utf-8').splitlines(True) if ',住房公积金,' not in line),
                        'utf-8')
        found = self.only()
        self.assertIn('2210201 住房公积金', found['message'])
        self.assertEqual(len({note['file'] for note in found['notes'] if note.get('file')}), 3)

    def test_a_row_of_no_unit(self):
        self.append(self.own(ITEMS), '229,,,其他支出,5,5,,,,\n')
        self.assertIn('229, 合计', [f for f in self.findings() if f['rule'] == 'units-sum'][0]['message'])

    def test_an_empty_table(self):
        path = self.own(ITEMS)
        path.write_text(path.read_text('utf-8').split('\n')[0] + '\n', 'utf-8')
        self.assertIn('“合计”', self.only()['message'])

    def test_tables_by_unit(self):
        """A unit's row is that unit's total, whatever code it has."""
        path = self.own(INCOME)
        self.edit(path, '900001,示例市示例区政务服务局信息中心', '900003,示例市示例区政务服务局信息中心')
        self.assertEqual(self.check('--strict').err, '')
        self.change(path, '示例市示例区政务服务局', 2, '1268.45')
        self.change(path, '示例市示例区政务服务局信息中心', 2, '1268.25')
        found = [f for f in self.findings() if f['rule'] == 'units-sum']
        self.assertEqual(len(found), 2)
        self.assertEqual(len([n for n in found[0]['notes'] if 'so does not' not in n['message']]), 2)

    def put_above(self, office):
        """A row of the department with all its units above theirs, of which 本级's is called `office`."""
        path = self.own(INCOME)
        head, total, own, *others = path.read_text('utf-8').splitlines()
        above = own.replace('900001', '101').replace('1268.35', '3805.05')
        below = [own.replace('示例市示例区政务服务局', office), *others]
        path.write_text('\n'.join([head, total, above, *[row.replace(',', ',　　', 1) for row in below], '']), 'utf-8')

    def test_a_department_above_its_units(self):
        """It is none of 本级's, which it is named like."""
        self.put_above('示例市示例区政务服务局本级')
        rules = self.check().rules()
        self.assertNotIn('units-sum', rules)
        self.assertNotIn('csv-ragged', rules)

    def test_a_department_with_rows_under_it(self):
        """Nor where its units' rows stand under it, whatever they are called."""
        template = self.work / 'own'
        shutil.copytree(ROOT / 'templates/department-budget', template)
        self.edit(template / 'template.yaml', 'name: 部门收入总表, ', 'name: 部门收入总表, hierarchy: names, ')
        self.edit(self.department / 'gongkai.yaml', 'template: department-budget', 'template: ../own')
        self.put_above('机关')
        result = self.check()
        self.assertEqual((result.status, result.rules()), (0, set()), result.err)

    def test_a_row_with_units_under_it(self):
        """Nothing is called as the row and more but units, and they stand under it: it is the whole department."""
        template = self.department / 'own' / 'template.yaml'
        template.parent.mkdir()
        shutil.copy(ROOT / 'templates' / 'department-budget' / 'template.yaml', template)
        self.edit(template, '{ name: 部门收入总表, may', '{ name: 部门收入总表, hierarchy: names, may')
        self.edit(self.department / 'gongkai.yaml', 'template: department-budget', 'template: ./own')
        path = self.own(INCOME)
        text = path.read_text('utf-8')
        for unit in ('政务服务中心', '信息中心'):
            text = text.replace(f',示例市示例区政务服务局{unit},', f',　　示例市示例区政务服务局{unit},')
        path.write_text(text, 'utf-8')
        self.edit(path, ',示例市示例区政务服务局,1268.35,1268.35,1268.35', ',示例市示例区政务服务局,3805.05,3805.05,3805.05')
        result = self.check()
        self.assertEqual(result.rules(), {'parent-sum'}, result.err)  # 本级 is not listed

    def test_a_part_under_a_units_row(self):
        """What 其中 says of a unit is no unit under it."""
        path = self.own(INCOME)
        row = next(line for line in path.read_text('utf-8').splitlines() if '信息中心' in line)
        part = row.replace('示例市示例区政务服务局信息中心', '其中：专户')
        self.edit(path, row, f'{row}\n{part}')
        self.assertNotIn('units-sum', self.check().rules())
        self.change(path, '示例市示例区政务服务局信息中心', 2, '1268.25')
        self.assertIn('信息中心', self.only()['message'])

    def test_a_unit_in_yuan(self):
        """The unit's file holds 元 to the cent; the department publishes 万元: what rounding explains is no error."""
        path = self.of_unit(2, ITEMS)
        lines = path.read_text('utf-8').strip().split('\n')
        for i, line in enumerate(lines[1:], 1):
            fields = line.split(',')
            for c, field in enumerate(fields):
                if '.' in field:
                    fields[c] = f'{float(field) * 10000:.2f}'
            lines[i] = ','.join(fields)
        path.write_text('单位：元\n' + '\n'.join(lines) + '\n', 'utf-8')
        self.assertEqual(self.check('--strict').err, '')
        amount = self.change(path, '行政运行', lines[0].split(',').index('合计'), '7126012.34')
        self.assertEqual(amount, '7126000.00')
        rules = self.check().rules()
        self.assertNotIn('units-sum', rules)
        self.change(path, '行政运行', lines[0].split(',').index('合计'), '7126112.34')
        self.assertIn('units-sum', self.check().rules())

    def test_rounding(self):
        """Stored values that agree and printed ones that do not are 尾差."""
        for unit in range(3):
            path = self.of_unit(unit, APPROPRIATION)
            column = path.read_text('utf-8').split('\n')[0].split(',').index('上年执行数')
            self.change(path, '行政运行', column, '690.104')
        self.change(self.own(APPROPRIATION), '2010301', 2, '2070.312')
        rules = self.check().rules()
        self.assertIn('rounding', rules)
        self.assertNotIn('units-sum', rules)
        self.append(self.department / 'gongkai.yaml', '\nrounding-note: true\n')
        self.assertNotIn('rounding', self.check().rules())

    def test_a_unit_without_a_table(self):
        self.of_unit(1, ITEMS).unlink()
        found = self.only()
        self.assertEqual(found['severity'], 'warning')
        self.assertIn('政务服务中心', found['message'])
        self.assertIn(ITEMS, found['message'])

    def test_a_unit_that_cannot_be_read(self):
        """What is left of the units is not the department's sum, and nothing is said of it."""
        (self.units[1] / 'gongkai.yaml').unlink()
        rules = self.check().rules()
        self.assertIn('units-missing', rules)
        self.assertNotIn('units-sum', rules)

    def test_units_of_units(self):
        """本级 is itself the sum of two projects."""
        inner = self.work / 'inner'
        self.units[0].rename(inner)
        self.units[0].mkdir()
        empty = self.work / 'empty'
        gongkai('new', empty, '--example', '--template', 'unit-budget', SOURCE_DATE_EPOCH='1767225600')
        for path in (empty / 'tables').glob('*.csv'):
            path.write_text(path.read_text('utf-8').split('\n')[0] + '\n', 'utf-8')
        manifest = (inner / 'gongkai.yaml').read_text('utf-8')
        (self.units[0] / 'gongkai.yaml').write_text(manifest + '\nunits: [../inner, ../empty]\n', 'utf-8')
        (self.units[0] / 'sections').mkdir()
        self.assertNotIn('units-sum', self.check().rules())
        self.change(self.own(APPROPRIATION), '2010301', 2, '2070.4')
        self.assertIn('inner/tables', json.dumps(self.only()['notes'], ensure_ascii=False))

    def test_ignored(self):
        self.change(self.own(APPROPRIATION), '2010301', 2, '2070.4')
        section = sorted((self.department / 'sections').iterdir())[-1]
        self.append(section, f'\n<!-- gongkai: ignore units-sum 年中划转一个单位 -->\n```table {APPROPRIATION}\n```\n')
        self.assertEqual([f for f in self.findings() if f['rule'] == 'units-sum'], [])

    def test_traced(self):
        result = gongkai('trace', self.department, f'{APPROPRIATION}[2010301, 上年执行数]')
        self.assertIn('units-sum', result.out, result.err)


if __name__ == '__main__':
    unittest.main()
