"""Every table of the national accounts in another shape: other names of tables, columns and rows, another order, groups the other way
round, codes in three columns, lists merged, “三公” by rows. No rule is lost, and each changed amount is found by the same rules."""
import json
import pathlib
import shutil
import tempfile
import unittest

from harness import gongkai, read_csv, write_csv

YEAR = {'SOURCE_DATE_EPOCH': '1741600000'}  # in March 2025: the accounts of 2024
# Rules that go by totals, children and columns of any table: how often they are held is the shape's.
SHAPE = {'parent-sum', 'total-row', 'total-column', 'rounding', 'unit-mistake', 'item-level'}

TEMPLATE = '''extends: department-accounts
name: reshaped
table-sets:
  reshaped:
    label: 表{0}
    total-names: [合计, 总额, 收入共计, 支出共计, 人员共计, 公用共计]
    tables:
      - name: 收支一览
        lists:
          - name: 支
            hierarchy: names
            columns: [项目, { name: 金额, means: 收支.支出.各项 }]
            means: { 收支.支出.本年合计: 支出共计, 收支.支出.年末结转: 年末余额, 收支.支出.总计: 总额 }
          - name: 收
            hierarchy: names
            columns: [项目, { name: 金额, means: 收支.收入.各项 }]
            means:
              收支.收入.一般公共预算: 一般公共预算拨款
              收支.收入.政府性基金: 基金拨款
              收支.收入.国有资本经营: 国资拨款
              收支.收入.上级补助: 上级补助
              收支.收入.事业: 事业
              收支.收入.经营: 经营
              收支.收入.附属上缴: 下级上缴
              收支.收入.其他: 其他
              收支.收入.本年合计: 收入共计
              收支.收入.年初结转: 年初余额
              收支.收入.总计: 总额
      - name: 各项收入
        columns:
          - 科目: [类, 款, 项]
          - 科目名称
          - { name: 其他来源, means: 收入.其他 }
          - 下级: [{ name: 上缴, means: 收入.附属上缴 }]
          - 自身: [{ name: 经营所得, means: 收入.经营 }, { name: 事业所得, means: 收入.事业 }]
          - 上级: [{ name: 补助, means: 收入.上级补助 }, { name: 拨款, means: 收入.财政拨款 }]
          - { name: 收入共计, means: 收入.本年合计 }
      - name: 各项支出
        columns:
          - 科目名称
          - 科目编码
          - { name: 给下级, means: 支出.对附属补助 }
          - { name: 给上级, means: 支出.上缴上级 }
          - { name: 经营, means: 支出.经营 }
          - { name: 项目, kind: amount, means: 支出.项目支出 }
          - { name: 基本, means: 支出.基本支出 }
          - { name: 支出共计, means: 支出.合计 }
      - name: 拨款一览
        lists:
          - name: 支
            hierarchy: names
            columns:
              - 项目
              - { name: 国资, means: 财政拨款.支出.国有资本经营 }
              - { name: 基金, means: 财政拨款.支出.政府性基金 }
              - { name: 一般, means: 财政拨款.支出.一般公共预算 }
              - { name: 合计, means: 财政拨款.支出.合计 }
            means: { 财政拨款.行.本年支出: 支出共计, 财政拨款.行.年末结转: 年末余额, 财政拨款.行.支出总计: 总额 }
          - name: 收
            hierarchy: names
            columns: [项目, 金额]
            means:
              财政拨款.收入.本年合计: 收入共计
              财政拨款.收入.年初结转: 年初余额
              财政拨款.收入.年初结转.一般公共预算: 年初余额/一般公共预算拨款
              财政拨款.收入.年初结转.政府性基金: 年初余额/基金拨款
              财政拨款.收入.年初结转.国有资本经营: 年初余额/国资拨款
              财政拨款.收入.总计: 总额
      - from: national/一般公共预算财政拨款支出决算表
        name: 一般支出
        split: { 科目编码: [类, 款, 项] }
        order: [科目名称]
      - name: 基本支出细目
        lists:
          - name: 公用
            columns: [科目编码, 科目名称, { name: 金额, means: 基本支出.公用 }]
            means: { 基本支出.公用合计: 公用共计 }
          - name: 人员
            columns: [科目编码, 科目名称, { name: 金额, means: 基本支出.人员 }]
            means: { 基本支出.人员合计: 人员共计 }
      - { from: national/政府性基金预算财政拨款收入支出决算表, name: 基金收支, order: [科目名称, 年末结转和结余] }
      - name: 国资收支
        columns:
          - 科目编码
          - 科目名称
          - { name: 项目, kind: amount, means: 国有资本经营.项目支出 }
          - { name: 基本, means: 国有资本经营.基本支出 }
          - { name: 合计, means: 国有资本经营.支出 }
      - name: 三项经费
        hierarchy: names
        columns: [项目, 预算数, 决算数]
        means:
          三公.合计.预算: [合计, 预算数]
          三公.合计.决算: [合计, 决算数]
          三公.因公出国费.预算: [出国, 预算数]
          三公.因公出国费.决算: [出国, 决算数]
          三公.公务用车费.预算: [用车, 预算数]
          三公.公务用车费.决算: [用车, 决算数]
          三公.公务用车购置费.预算: [购置, 预算数]
          三公.公务用车购置费.决算: [购置, 决算数]
          三公.公务用车运行费.预算: [运行, 预算数]
          三公.公务用车运行费.决算: [运行, 决算数]
          三公.公务接待费.预算: [接待, 预算数]
          三公.公务接待费.决算: [接待, 决算数]
'''
ROWS = {'一般公共预算财政拨款收入': '一般公共预算拨款', '政府性基金预算财政拨款收入': '基金拨款', '国有资本经营预算财政拨款收入': '国资拨款',
        '一般公共预算财政拨款': '一般公共预算拨款', '政府性基金预算财政拨款': '基金拨款', '国有资本经营预算财政拨款': '国资拨款',
        '上级补助收入': '上级补助', '事业收入': '事业', '经营收入': '经营', '附属单位上缴收入': '下级上缴', '其他收入': '其他',
        '本年收入合计': '收入共计', '本年支出合计': '支出共计', '年初结转和结余': '年初余额', '年末结转和结余': '年末余额',
        '年初财政拨款结转和结余': '年初余额', '年末财政拨款结转和结余': '年末余额', '总计': '总额', '人员经费合计': '人员共计',
        '公用经费合计': '公用共计'}
FUNDS = [['', '合计', '', '10.00', '10.00', '', '10.00', '']] + [
    [code, name, '', '10.00', '10.00', '', '10.00', ''] for code, name in (
        ('212', '城乡社区支出'), ('21208', '国有土地使用权出让收入安排的支出'), ('2120899', '其他国有土地使用权出让收入安排的支出'))]
CAPITAL = [['', '合计', '5.00', '', '5.00']] + [[code, name, '5.00', '', '5.00'] for code, name in (
    ('223', '国有资本经营预算支出'), ('22399', '其他国有资本经营预算支出'), ('2239999', '其他国有资本经营预算支出'))]


def plus(text, amount):
    return f'{float(text or 0) + amount:.2f}'


def renamed(name):
    """A row's name without its numbering, as the reshaped set calls it; indents stay."""
    plain = name.lstrip('　')
    rest = plain.split('、', 1)[-1]
    return '　' * (len(name) - len(plain)) + (ROWS.get(rest) or plain)


def side(rows, columns):
    return [[row[c] for c in columns] for row in rows if row[columns[0]] or row[columns[-1]]]


def beside(lists):
    """Lists side by side, the longest first to last."""
    most = max(map(len, lists))
    return [[cell for one in lists for cell in (one[i] if i < len(one) else [''] * len(one[0]))] for i in range(most)]


class National:
    """The tables of the national set, by number, with funds and state capital in them."""

    def __init__(self, folder):
        self.heads, self.rows = {}, {}
        for path in folder.glob('0*.csv'):
            head, *rows = read_csv(path)
            self.heads[int(path.name[:2])], self.rows[int(path.name[:2])] = head, rows
            setattr(self, f't{int(path.name[:2])}', rows)
        self.names = {int(path.name[:2]): path.name for path in folder.glob('0*.csv')}
        self.rows[7][:], self.rows[8][:] = [list(row) for row in FUNDS], [list(row) for row in CAPITAL]
        for number, at in ((1, (2, 5)), (4, (2, 5))):
            for row in self.rows[number]:
                for key, column, amount in (('二、政府', 0, 10), ('三、国有', 0, 5), ('本年收入', 0, 15), ('总计', 0, 15)):
                    if row[column].startswith(key):
                        row[at[0]] = plus(row[at[0]], amount)
                for key, amount, budget in (('十一、城乡', 10, 7), ('二十一、国有', 5, 8), ('本年支出', 15, None), ('总计', 15, None)):
                    if row[3].startswith(key):
                        row[5] = plus(row[5], amount)
                        if number == 4 and budget:
                            row[budget] = plus('', amount)
                        if number == 4 and not budget:
                            row[7], row[8] = plus(row[7], 10), plus(row[8], 5)
        for number, total, part in ((2, 2, 3), (3, 2, 4)):
            rows = self.rows[number]
            rows[0][total], rows[0][part] = plus(rows[0][total], 15), plus(rows[0][part], 15)
            for source, amount in ((FUNDS, '10.00'), (CAPITAL, '5.00')):
                for code, name, *_ in source[1:]:
                    row = [code, name] + [''] * (len(rows[0]) - 2)
                    row[total] = row[part] = amount
                    rows.append(row)
            rows[1:] = sorted(rows[1:], key=lambda row: row[0])

    def write(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        for number, name in self.names.items():
            write_csv(folder / name, [self.heads[number], *self.rows[number]])

    def reshape(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        rows = self.rows
        pieces = lambda code: [code[:3], code[3:5], code[5:7]]
        named = lambda part: [[renamed(row[0]), *row[1:]] for row in part]
        write_csv(folder / '收支一览.csv', [['支/项目', '支/金额', '收/项目', '收/金额'],
                                   *beside([named(side(rows[1], (3, 5))), named(side(rows[1], (0, 2)))])])
        write_csv(folder / '各项收入.csv', [['类', '款', '项', '科目名称', '其他来源', '上缴', '经营所得', '事业所得', '补助', '拨款', '收入共计'],
                                   *[[*pieces(r[0]), r[1], r[8], r[7], r[6], r[5], r[4], r[3], r[2]] for r in rows[2]]])
        write_csv(folder / '各项支出.csv', [['科目名称', '科目编码', '给下级', '给上级', '经营', '项目', '基本', '支出共计'],
                                   *[[r[1], r[0], r[7], r[5], r[6], r[4], r[3], r[2]] for r in rows[3]]])
        write_csv(folder / '拨款一览.csv', [['支/项目', '支/国资', '支/基金', '支/一般', '支/合计', '收/项目', '收/金额'],
                                   *beside([named(side(rows[4], (3, 8, 7, 6, 5))), named(side(rows[4], (0, 2)))])])
        write_csv(folder / '一般支出.csv', [['科目名称', '类', '款', '项', '本年支出/合计', '本年支出/基本支出', '本年支出/项目支出'],
                                   *[[r[1], *pieces(r[0]), *r[2:]] for r in rows[5]]])
        last = lambda part: [[r[0], renamed(r[1]), r[2]] for r in part if r[0] or r[1]]
        total = [['', '公用共计', next(r[5] for r in rows[6] if r[4] == '公用经费合计')]]
        public = [r for r in last([r[3:6] for r in rows[6]]) if r[1] != '公用共计'] + last([r[6:9] for r in rows[6]])
        write_csv(folder / '基本支出细目.csv', [[f'{one}/{c}' for one in ('公用', '人员') for c in ('科目编码', '科目名称', '金额')],
                                     *beside([public + total, last([r[:3] for r in rows[6]])])])
        write_csv(folder / '基金收支.csv', [['科目名称', '年末结转和结余', '科目编码', '年初结转和结余', '本年收入', '本年支出/合计', '本年支出/基本支出',
                                    '本年支出/项目支出'], *[[r[1], r[7], r[0], *r[2:7]] for r in rows[7]]])
        write_csv(folder / '国资收支.csv', [['科目编码', '科目名称', '项目', '基本', '合计'], *[[r[0], r[1], r[4], r[3], r[2]] for r in rows[8]]])
        costs = zip(('合计', '一、出国', '二、用车', '（一）购置', '（二）运行', '三、接待'), rows[9][0][:6], rows[9][0][6:])
        write_csv(folder / '三项经费.csv', [['项目', '预算数', '决算数'], *map(list, costs)])


class Reshape(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-test-'))
        cls.addClassCleanup(shutil.rmtree, cls.work)
        gongkai('new', cls.work / 'starter', '--example', '--template', 'department-accounts', **YEAR)
        (cls.work / 'other').mkdir()
        (cls.work / 'other' / 'template.yaml').write_text(TEMPLATE, 'utf-8')
        for name in ('plain', 'shaped'):
            cls.project(name, 2024)
            cls.project(f'{name}-last', 2023)

    @classmethod
    def project(cls, name, year):
        template = 'department-accounts' if name.startswith('plain') else '../other'
        table_set = 'national' if name.startswith('plain') else 'reshaped'
        folder = cls.work / name
        (folder / 'sections').mkdir(parents=True)
        (folder / 'tables').mkdir()
        (folder / 'sections' / '1.md').write_text('# 名词解释\n\n无。\n', 'utf-8')
        shutil.copy(cls.work / 'starter' / 'tables' / '其他数据.csv', folder / 'tables')
        last = '' if name.endswith('-last') else f'last-year: ../{name}-last\n'
        (folder / 'gongkai.yaml').write_text(f'template: {template}\ntable-set: {table_set}\nyear: {year}\ndepartment: 示例市示例区政务服务局\n'
                                             f'unit-kind: 行政\ntitle: 部门决算\nunit: 万元\n{last}', 'utf-8')
        tables = National(cls.work / 'starter' / 'tables')
        if name.endswith('-last'):
            tables.rows[1][28][5] = tables.rows[4][27][5] = '12.00'
        cls.write(name, tables)

    @classmethod
    def write(cls, name, tables):
        (tables.write if name.startswith('plain') else tables.reshape)(cls.work / name / 'tables')

    def check(self, name):
        result = gongkai('check', '--format', 'json', self.work / name)
        project = json.loads(result.out)['projects'][0]
        rules = {rule['id']: rule['held'] for rule in project['rules'] if rule['held']}
        found = {finding['rule'] for finding in project['findings']} & set(rules)
        return rules, found, project['findings']

    def test_no_rule_is_lost(self):
        plain, found, all_plain = self.check('plain')
        shaped, found_shaped, all_shaped = self.check('shaped')
        self.assertEqual((found, found_shaped), (set(), set()), (all_plain, all_shaped))
        for rule, held in plain.items():
            with self.subTest(rule=rule):
                self.assertGreater(shaped.get(rule, 0), 0)
                if rule not in SHAPE:
                    self.assertEqual(shaped[rule], held)
        for rule in ('opening-closing', 'appropriation-class', 'last-year-closing', 'three-public-most', 'three-public-total', 'basic-table'):
            self.assertIn(rule, plain)

    def test_each_changed_amount_is_found_by_the_same_rules(self):
        tables, asked = National(self.work / 'starter' / 'tables'), 0
        cells = [(number, r, c) for number, rows in tables.rows.items() for r, row in enumerate(rows) for c, text in enumerate(row)
                 if '.' in text]
        for number, r, c in cells[::7]:
            tables = National(self.work / 'starter' / 'tables')
            tables.rows[number][r][c] = plus(tables.rows[number][r][c], 300)
            found = []
            for name in ('plain', 'shaped'):
                self.write(name, tables)
                found.append(self.check(name)[1])
            with self.subTest(table=number, row=tables.rows[number][r], column=tables.heads[number][c]):
                # By rows, “三公” adds up as any table does; one cause is told once.
                told = SHAPE | {'three-public-total'} if number == 9 else SHAPE
                self.assertEqual(found[0] - told, found[1] - told)
                self.assertEqual(bool(found[0]), bool(found[1]))
            asked += 1
        self.assertGreater(asked, 25)
        for name in ('plain', 'shaped'):
            self.write(name, National(self.work / 'starter' / 'tables'))


BUDGET_FUNDS = ([['', '合计', '10.00', '4.00', '6.00']] + [[code, name, '10.00', '4.00', '6.00'] for code, name in (
    ('212', '城乡社区支出'), ('21208', '国有土地使用权出让收入安排的支出'), ('2120899', '其他国有土地使用权出让收入安排的支出'))])
BUDGET_CAPITAL = [['', '合计', '5.00', '2.00', '3.00']] + [[code, name, '5.00', '2.00', '3.00'] for code, name in (
    ('223', '国有资本经营预算支出'), ('22399', '其他国有资本经营预算支出'), ('2239999', '其他国有资本经营预算支出'))]


class ReshapeBudget(unittest.TestCase):
    """The tables of the national budget the other way round: in another order, under other names, with their columns from last to first."""

    @classmethod
    def setUpClass(cls):
        cls.work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-test-'))
        cls.addClassCleanup(shutil.rmtree, cls.work)
        gongkai('new', cls.work / 'starter', '--example', '--template', 'department-budget', **YEAR)
        cls.tables = {path.stem[3:]: read_csv(path) for path in sorted((cls.work / 'starter' / 'tables').glob('0*.csv'))}
        cls.tables['政府性基金预算支出表'][1:] = BUDGET_FUNDS
        cls.tables['国有资本经营预算支出表'][1:] = BUDGET_CAPITAL
        (cls.work / 'other').mkdir()
        text = 'extends: department-budget\nname: reshaped\ntable-sets:\n  reshaped:\n    label: 表{0}\n    tables:\n'
        for name in reversed(cls.tables):
            tops = [column.split('/')[-1 if column.split('/')[0] in ('收入', '支出') else 0] for column in cls.tables[name][0]]
            names = json.dumps(list(dict.fromkeys(reversed(tops))), ensure_ascii=False)
            text += f'      - {{ from: national/{name}, name: 另一张{name}, title: 别的名称, order: {names} }}\n'
        (cls.work / 'other' / 'template.yaml').write_text(text, 'utf-8')
        for name in ('plain', 'shaped'):
            for year, folder in ((2025, name), (2024, f'{name}-last')):
                cls.begin(folder, year)
                cls.write(folder, cls.tables)

    @classmethod
    def begin(cls, name, year):
        folder = cls.work / name
        (folder / 'sections').mkdir(parents=True)
        (folder / 'tables').mkdir()
        (folder / 'sections' / '1.md').write_text('# 名词解释\n\n无。\n', 'utf-8')
        shutil.copy(cls.work / 'starter' / 'tables' / '其他数据.csv', folder / 'tables')
        template = 'template: department-budget\ntable-set: national' if name.startswith('plain') else 'template: ../other\ntable-set: reshaped'
        last = '' if name.endswith('-last') else f'last-year: ../{name}-last\n'
        (folder / 'gongkai.yaml').write_text(f'example: true\n{template}\nyear: {year}\ndepartment: 示例市示例区政务服务局\nunit-kind: 行政\n'
                                             f'title: 部门预算\nunit: 万元\n{last}figures: {{ 机关运行经费: "{{基本支出.公用}}" }}\n', 'utf-8')

    @classmethod
    def write(cls, name, tables):
        for table, rows in tables.items():
            if name.startswith('plain'):
                write_csv(cls.work / name / 'tables' / f'{table}.csv', rows)
            else:
                write_csv(cls.work / name / 'tables' / f'另一张{table}.csv', [list(reversed(row)) for row in rows])

    def check(self, name):
        result = gongkai('check', '--format', 'json', self.work / name)
        project = json.loads(result.out)['projects'][0]
        rules = {rule['id']: rule['held'] for rule in project['rules'] if rule['held']}
        return rules, sorted(finding['rule'] for finding in project['findings'] if finding['rule'] in rules), project['findings']

    def test_no_rule_is_lost(self):
        plain, found, _ = self.check('plain')
        shaped, found_shaped, findings = self.check('shaped')
        self.assertEqual(found, found_shaped, findings)
        self.assertEqual(plain, shaped)
        for rule in ('balance', 'appropriation-class', 'three-public-most', 'basic-table', 'last-year-change'):
            self.assertIn(rule, plain)
        self.assertGreater(len(plain), 10)

    def test_each_changed_amount_is_found_by_the_same_rules(self):
        cells = [(name, r, c) for name, rows in self.tables.items() for r, row in enumerate(rows) for c, text in enumerate(row) if '.' in text]
        for name, r, c in cells[::17]:
            tables = {table: [list(row) for row in rows] for table, rows in self.tables.items()}
            tables[name][r][c] = plus(tables[name][r][c], 300)
            found = []
            for project in ('plain', 'shaped'):
                self.write(project, {name: tables[name]})
                found.append(self.check(project)[1])
                self.write(project, {name: self.tables[name]})
            with self.subTest(table=name, row=tables[name][r], column=tables[name][0][c]):
                self.assertEqual(set(found[0]), set(found[1]))


if __name__ == '__main__':
    unittest.main()
