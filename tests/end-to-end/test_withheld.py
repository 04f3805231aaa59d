"""withheld.yaml: what may not be published is neither missed nor accused, nowhere in an output, and each way in which it follows from
the rest is found."""
import re
import shutil
import subprocess
import unittest
import zipfile
import zlib

from harness import StarterTest, gongkai, read_csv, write_csv

REFERENCE = '保密审查意见〔2024〕73号'
UNIT = '示例市隐名单位'
ITEMS = ('2010302', '2010399')
WITHHELD = [f'{{ item: "{code}", reference: {REFERENCE} }}' for code in ITEMS]


def bytes_of(path):
    """All that a reader could find in a file: its bytes, its members', its streams'."""
    data = path.read_bytes()
    yield data
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as file:
            for name in file.namelist():
                yield name.encode() + file.read(name)
    for at in re.finditer(rb'stream\r?\n', data):
        try:
            yield zlib.decompressobj().decompress(data[at.end():])
        except zlib.error:
            pass
    if path.suffix == '.pdf':
        yield subprocess.run(['pdftotext', str(path), '-'], capture_output=True, check=True).stdout


class Withheld(StarterTest):
    def make(self, name, template='department-accounts', times=1, withheld=(), without=ITEMS, more='', department='示例市示例区政务服务局'):
        """A project of the starter's tables, in which 20103 has three 项, all amounts `times` as much, some rows left out."""
        folder = self.work / name
        (folder / 'sections').mkdir(parents=True)
        (folder / 'tables').mkdir()
        (folder / 'sections' / '1.md').write_text('# 名词解释\n\n无。\n\n```table 表3\n```\n', 'utf-8')
        for path in (self.starter / 'starter' / 'tables').glob('0*.csv'):
            rows = read_csv(path)
            if path.name[:2] in ('02', '03', '05'):
                at = next(i for i, row in enumerate(rows) if row[0] == '2010301')
                for c in (2, 3):
                    rows[at][c] = f'{float(rows[at][c]) - 28:.2f}'
                rows.insert(at + 2, ['2010399', '其他政府办公厅（室）及相关机构事务支出', '28.00', '28.00'] + [''] * (len(rows[0]) - 4))
                rows = [row for row in rows if row[0] not in without]
            rows[1:] = [[f'{float(c) * times:.2f}' if re.fullmatch(r'-?\d+\.\d\d', c) else c for c in row] for row in rows[1:]]
            write_csv(folder / 'tables' / path.name.replace('部门', '单位'), rows)
        other = read_csv(self.starter / 'starter' / 'tables' / '其他数据.csv')
        # As many times the vehicles and guests, too, so that one of each costs the same.
        def scaled(text, unit):
            return f'{float(text) * times:.2f}' if unit == '万元' else str(int(text) * times) if text.isdigit() else text

        write_csv(folder / 'tables' / '其他数据.csv', [[row[0], scaled(row[1], row[2]), row[2], row[3]] for row in other])
        (folder / 'gongkai.yaml').write_text(f'example: true\ntemplate: {template}\nyear: 2024\ndepartment: {department}\ntitle: 部门决算\nunit: 万元\n{more}',
                                             'utf-8')
        if withheld:
            (folder / 'withheld.yaml').write_text(''.join(f'- {one}\n' for one in withheld), 'utf-8')
        return folder

    def found(self, folder):
        """The findings that are about numbers, by rule and place."""
        result = gongkai('check', folder)
        self.last = result
        return [(one['rule'], one['file']) for one in result.findings
                if one['severity'] in ('error', 'warning') and one['rule'] not in ('section-required', 'mention-missing', 'item-skipped', 'rounding')]

    def test_two_items_under_one_are_silent(self):
        folder = self.make('plain', withheld=WITHHELD)
        self.assertEqual(self.found(folder), [], self.last.err)
        (folder / 'withheld.yaml').unlink()
        self.assertEqual({rule for rule, _ in self.found(folder)}, {'parent-sum'})

    def test_a_parent_may_have_more_and_never_less(self):
        folder = self.make('less', withheld=WITHHELD)
        path = folder / 'tables' / '03-支出决算表.csv'
        rows = read_csv(path)
        rows[next(i for i, row in enumerate(rows) if row[0] == '20103')][2] = '1.00'
        write_csv(path, rows)
        self.assertIn(('parent-sum', 'tables/03-支出决算表.csv'), self.found(folder))

    def test_items_may_stop_at_the_level_above(self):
        folder = self.make('cut', without=(*ITEMS, '2010301'), withheld=[f'{{ below: "20103", reference: {REFERENCE} }}'])
        self.assertEqual(self.found(folder), [], self.last.err)
        (folder / 'withheld.yaml').unlink()
        self.assertEqual({rule for rule, _ in self.found(folder)}, {'item-level'})

    def test_one_item_follows_from_its_parent(self):
        folder = self.make('one', withheld=WITHHELD[:1], without=ITEMS[:1])
        found = self.found(folder)
        self.assertEqual([rule for rule, _ in found], ['withheld-derivable'])
        self.assertIn('“2010302” is withheld, but follows by subtraction', self.last.err)
        self.assertEqual(self.last.status, 1)

    def test_one_item_of_two_follows_where_the_other_has_nothing(self):
        """Of project expenditure only one of the two has any: where the other is said to be nothing, nothing is said of that."""
        folder = self.make('two', withheld=[*WITHHELD, f'{{ item: "20805", reference: {REFERENCE} }}'],
                           without=(*ITEMS, '20805', '2080505', '2080506'))
        self.assertEqual([rule for rule, _ in self.found(folder)], ['withheld-derivable'])
        self.assertIn('“20805” is withheld', self.last.err)

    def test_what_is_shown_all_the_same(self):
        folder = self.make('shown', withheld=WITHHELD, without=ITEMS[:1])
        self.assertIn(('withheld-published', 'tables/03-支出决算表.csv'), self.found(folder))
        folder = self.make('class', withheld=[f'{{ item: "210", reference: {REFERENCE} }}', f'{{ item: "221", reference: {REFERENCE} }}'],
                           without=('210', '21011', '2101101', '221', '22102', '2210201'))
        self.assertEqual({file for rule, file in self.found(folder) if rule == 'withheld-published'},
                         {'tables/01-收入支出决算总表.csv', 'tables/04-财政拨款收入支出决算总表.csv'})

    def test_tables(self):
        folder = self.make('table', without=(), withheld=[f'{{ table: 财政拨款“三公”经费支出决算表, reference: {REFERENCE} }}'])
        self.assertIn(('withheld-published', 'tables/09-财政拨款“三公”经费支出决算表.csv'), self.found(folder))
        (folder / 'tables' / '09-财政拨款“三公”经费支出决算表.csv').unlink()
        self.assertEqual(self.found(folder), [], self.last.err)
        (folder / 'withheld.yaml').unlink()
        self.assertEqual({rule for rule, _ in self.found(folder)}, {'table-missing'})

    def units(self, times, withheld, more=''):
        for name in ('甲', '乙'):
            self.make(name, template='unit-accounts', without=(), department=f'示例市{name}中心')
        return self.make('whole', times=times, without=(), withheld=withheld, more=f'units: [../甲, ../乙]\n{more}')

    def test_a_unit_alone_follows_and_two_do_not(self):
        secret = f'{{ unit: {UNIT}, reference: {REFERENCE} }}'
        found = self.found(self.units(3, [secret]))
        self.assertEqual([rule for rule, _ in found], ['withheld-derivable'], self.last.err)
        shutil.rmtree(self.work / 'whole')
        folder = self.make('whole', times=4, without=(), withheld=[secret, f'{{ unit: {UNIT}二, reference: {REFERENCE} }}'],
                           more='units: [../甲, ../乙]\n')
        self.assertEqual(self.found(folder), [], self.last.err)
        (folder / 'withheld.yaml').unlink()
        self.assertEqual({rule for rule, _ in self.found(folder)}, {'units-sum'})

    def test_a_unit_that_is_named(self):
        secret = [f'{{ unit: {UNIT}, reference: {REFERENCE} }}', f'{{ unit: {UNIT}二, reference: {REFERENCE} }}']
        folder = self.units(4, secret)
        section = folder / 'sections' / '1.md'
        section.write_text(section.read_text('utf-8').replace('无。', f'包括{UNIT}。'), 'utf-8')
        self.assertEqual(self.found(folder), [('withheld-published', 'sections/1.md')])
        shutil.rmtree(folder)
        folder = self.make('whole', times=4, without=(), withheld=[f'{{ unit: 示例市甲中心, reference: {REFERENCE} }}'],
                           more='units: [../甲, ../乙]\n')
        self.assertIn(('withheld-published', 'gongkai.yaml'), self.found(folder))

    def test_an_item_that_units_show(self):
        for name in ('甲', '乙'):
            self.make(name, template='unit-accounts', without=(), department=f'示例市{name}中心')
        folder = self.make('whole', times=2, withheld=WITHHELD, more='units: [../甲, ../乙]\n')
        found = self.found(folder)
        self.assertEqual({rule for rule, _ in found}, {'withheld-published'}, self.last.err)
        self.assertTrue(all('甲' in file or '乙' in file for _, file in found))

    def test_items_of_two_units_each_with_one(self):
        """Each unit hides the one that it has: what it has less than its parent is that one, and so the department's."""
        for name, code in (('甲', ITEMS[0]), ('乙', ITEMS[1])):
            self.make(name, template='unit-accounts', without=[code], withheld=[f'{{ item: "{code}", reference: {REFERENCE} }}'],
                      department=f'示例市{name}中心')
        folder = self.make('whole', times=2, withheld=WITHHELD, more='units: [../甲, ../乙]\n')
        self.assertIn('withheld-derivable', {rule for rule, _ in self.found(folder)})

    def test_a_table_that_is_the_sum_of_its_units(self):
        table = '财政拨款“三公”经费支出决算表'
        folder = self.units(2, [f'{{ table: {table}, reference: {REFERENCE} }}'])
        (folder / 'tables' / f'09-{table}.csv').unlink()
        self.assertEqual([rule for rule, _ in self.found(folder)], ['withheld-derivable'], self.last.err)

    def test_last_years_amount_in_this_years_column(self):
        for year in (2024, 2025):
            gongkai('new', self.work / str(year), '--example', '--template', 'department-budget',
                    SOURCE_DATE_EPOCH={2024: '1710000000', 2025: '1741600000'}[year])
        manifest = self.work / '2025' / 'gongkai.yaml'
        text = re.sub(r'^last-year:.*\n(?:  .*\n)*', 'last-year: ../2024\n', manifest.read_text('utf-8'), flags=re.M)
        manifest.write_text(text, 'utf-8')
        before = {rule for rule, _ in self.found(self.work / '2025')}
        table = read_csv(next((self.work / '2024' / 'tables').glob('*一般公共预算支出表.csv')))
        code = next(row[0] for row in table if len(row[0]) == 7)
        (self.work / '2024' / 'withheld.yaml').write_text(f'- {{ item: "{code}", reference: {REFERENCE} }}\n', 'utf-8')
        self.assertEqual({rule for rule, _ in self.found(self.work / '2025')} - before, {'withheld-derivable'}, self.last.err)
        self.assertIn('was withheld last year', self.last.err)

    def test_a_department_with_all_of_it(self):
        """Secret items, secret units and a predecessor: silent; each leak that is planted is found."""
        for name in ('甲', '乙'):
            self.make(name, template='unit-accounts', withheld=WITHHELD, department=f'示例市{name}中心')
        old = self.make('2023', times=4, without=(), department='示例市旧局')
        manifest = old / 'gongkai.yaml'
        manifest.write_text(manifest.read_text('utf-8').replace('year: 2024', 'year: 2023'), 'utf-8')
        units = [f'{{ unit: {UNIT}{n}, reference: {REFERENCE} }}' for n in ('一', '二')]
        for table in (old / 'tables').glob('0[14]*.csv'):
            write_csv(table, [[('48.00' if cell == '32.00' else cell) for cell in row] for row in read_csv(table)])
        more = 'units: [../甲, ../乙]\nlast-year: ../2023\npredecessors: [示例市旧局]\n'
        folder = self.make('whole', times=4, withheld=[*WITHHELD, *units], more=more)
        section = folder / 'sections' / '1.md'
        text = section.read_text('utf-8').replace('无。', '机构改革前为示例市旧局。')
        section.write_text(text, 'utf-8')
        self.assertEqual(self.found(folder), [], self.last.err)
        secret = folder / 'withheld.yaml'
        whole = secret.read_text('utf-8')
        path = folder / 'tables' / '03-支出决算表.csv'
        rows = read_csv(path)
        leaks = {
            'an item that stands there': lambda: write_csv(path, rows[:6] + [['2010302', '一般行政管理事务', '1.00', '', '1.00', '', '', '']] + rows[6:]),
            'an item alone': lambda: secret.write_text(''.join(line for line in whole.splitlines(True) if ITEMS[1] not in line), 'utf-8'),
            'a unit alone': lambda: secret.write_text(''.join(line for line in whole.splitlines(True) if f'{UNIT}二' not in line), 'utf-8'),
            'a unit that is named': lambda: section.write_text(text.replace('旧局。', f'旧局，下设{UNIT}一。'), 'utf-8'),
            'a name with its amount': lambda: section.write_text(text.replace('旧局。', f'旧局。{item}112.00万元。'), 'utf-8'),
            'a name in a chart': lambda: section.write_text(text.replace(
                '旧局。', f'旧局。\n\n```chart\n类型: 条形\n标题: 支出\n{item}: 支出决算表[20103, 本年支出合计]\n```\n'), 'utf-8'),
            'a name in a caption': lambda: section.write_text(text.replace(
                '旧局。', f'旧局。\n\n```chart\n类型: 条形\n标题: {item}\n甲: 支出决算表[20103, 本年支出合计]\n```\n'), 'utf-8'),
            'a name in a table of its own': lambda: own.write_text(f'项目,金额\n{item},112.00\n', 'utf-8'),
            'a name in a data file': lambda: own.write_text(f'项目,{item}\n甲,112.00\n', 'utf-8'),
            'an item in a unit': lambda: write_csv(self.work / '甲' / 'tables' / '03-支出决算表.csv', rows[:6] + [
                ['2010399', '其他政府办公厅（室）及相关机构事务支出', '28.00', '28.00', '', '', '', '']] + rows[6:]),
        }
        unit = read_csv(self.work / '甲' / 'tables' / '03-支出决算表.csv')
        item = '其他政府办公厅（室）及相关机构事务支出'  # as last year's tables and the other names have it
        own = folder / 'tables' / '附件.csv'
        for leak, plant in leaks.items():
            with self.subTest(leak=leak):
                plant()
                self.assertTrue({rule for rule, _ in self.found(folder)} & {'withheld-published', 'withheld-derivable'}, self.last.err)
                secret.write_text(whole, 'utf-8')
                section.write_text(text, 'utf-8')
                own.unlink(missing_ok=True)
                write_csv(path, rows)
                write_csv(self.work / '甲' / 'tables' / '03-支出决算表.csv', unit)
        self.assertEqual(self.found(folder), [], self.last.err)
        manifest = folder / 'gongkai.yaml'
        manifest.write_text(manifest.read_text('utf-8').replace('predecessors: [示例市旧局]\n', ''), 'utf-8')
        self.assertIn('department-other', {rule for rule, _ in self.found(folder)})

    def test_mistakes_in_the_file(self):
        for text, rule in (('item: 2010302', 'value-type'), ('- { item: "2010302" }', 'key-missing'),
                           (f'- {{ item: "2010302", table: 表3, reference: {REFERENCE} }}', 'value-invalid'),
                           (f'- {{ item: 办公费, reference: {REFERENCE} }}', 'value-invalid'),
                           (f'- {{ table: 没有的表, reference: {REFERENCE} }}', 'value-invalid'),
                           (f'- {{ items: "2010302", reference: {REFERENCE} }}', 'key-unknown')):
            with self.subTest(text=text):
                folder = self.make(f'wrong-{rule}-{len(text)}', without=())
                (folder / 'withheld.yaml').write_text(text + '\n', 'utf-8')
                self.assertIn((rule, 'withheld.yaml'), self.found(folder))

    def test_the_name_of_a_withheld_item(self):
        """Beside an amount it tells what is withheld, alone it asks; of another item of that name, or in a longer name, nothing is said."""
        item = '其他政府办公厅（室）及相关机构事务支出'
        texts = {
            f'{item}28.00万元，用于办公。': 'withheld-published', f'其中，28.00万元用于{item}。': 'withheld-published',
            f'1.政府办公厅（室）及相关机构事务（款）{item}（项）。支出决算为28.00万元。': 'withheld-published',
            f'（一）{item}（项）。\n\n支出决算为28.00万元。': 'withheld-published',
            f'## {item}\n\n支出决算为28.00万元。': 'withheld-published', f'## {item}\n\n无。\n\n## 附': 'withheld-named',
            '其他政府办公厅(室)及相关机构事务支出二十八万元。': 'withheld-published',
            '其他政府办公厅\n（室）及相关机构事务支出`= 支出决算表[合计, 本年支出合计]`万元。': 'withheld-published',
            f'本部门职责包括{item}有关工作。支出合计1268.35万元。': 'withheld-named', f'![{item}28.00万元](图.png)': 'withheld-published',
            f'除{item}方面外，支出合计1268.35万元。': 'withheld-named', f'| 项目 | 金额 |\n| {item} | 28.00 |': 'withheld-published',
            f'```chart\n类型: 条形\n标题: 支出\n{item}: 支出决算表[20805, 本年支出合计]\n```': 'withheld-published',
            f'```chart\n类型: 条形\n标题: {item}\n养老: 支出决算表[20805, 本年支出合计]\n```': 'withheld-published',
            # A name that a shown item has too is the withheld one's where it stands under what that stands under.
            '一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）一般行政管理事务（项）1.00万元。': 'withheld-published',
            '社会保障和就业支出（类）一般行政管理事务（项）1.00万元。': None, '一般公共服务支出1268.35万元。': None, f'原有{item}结余事务。': 'withheld-named'}
        folder = self.make('named', withheld=[f'{{ item: "{code}", name: {name}, reference: {REFERENCE} }}'
                                              for code, name in zip(ITEMS, ('一般行政管理事务', item))])
        for path in (folder / 'tables').glob('0[235]*.csv'):
            rows = read_csv(path)
            at = next(i for i, row in enumerate(rows) if row[0] == '20805')
            rows.insert(at, ['2080102', '一般行政管理事务'] + [''] * (len(rows[0]) - 2))
            write_csv(path, rows)
        section = folder / 'sections' / '1.md'
        text = section.read_text('utf-8')
        for passage, rule in texts.items():
            with self.subTest(passage=passage):
                section.write_text(text.replace('无。', passage), 'utf-8')
                told = [(one['rule'], one['file']) for one in gongkai('check', folder).findings if one['rule'] in ('withheld-published', 'withheld-named')]
                self.assertEqual(told, [(rule, 'sections/1.md')] if rule else [])
        section.write_text(text, 'utf-8')
        files = {'附件.csv': (f'项目,金额\n{item},28.00\n', 'withheld-published'), '名单.csv': (f'项目,备注\n{item},见附件\n', 'withheld-named'),
                 f'{item}明细表.csv': ('项目,金额\n甲,28.00\n', 'withheld-published'),
                 '专项.csv': (f'项目,{item}\n甲,28.00\n', 'withheld-published'), '平常.csv': ('项目,金额\n行政运行,28.00\n', None)}
        for name, (rows, rule) in files.items():
            with self.subTest(file=name):
                path = folder / 'tables' / name
                path.write_text(rows, 'utf-8')
                told = [(one['rule'], one['file']) for one in gongkai('check', folder).findings if one['rule'] in ('withheld-published', 'withheld-named')]
                self.assertEqual(told, [(rule, f'tables/{name}')] if rule else [])
                path.unlink()
        for name, row, rule in (('其他数据.csv', f'{item},28.00,万元,', 'withheld-published'), ('说明.csv', f'2010301,行政运行,{item}28.00万元', 'withheld-published')):
            with self.subTest(file=name):
                path = folder / 'tables' / name
                kept = path.read_text('utf-8') if path.exists() else '科目编码,科目名称,用途\n'
                path.write_text(kept + row + '\n', 'utf-8')
                told = {(one['rule'], one['file']) for one in gongkai('check', folder).findings if one['rule'] in ('withheld-published', 'withheld-named')}
                self.assertEqual(told, {(rule, f'tables/{name}')})
                path.write_text(kept, 'utf-8')
                if kept.count('\n') == 1:
                    path.unlink()
        manifest = folder / 'gongkai.yaml'
        manifest.write_text(manifest.read_text('utf-8').replace('title: 部门决算', f'title: {item}决算'), 'utf-8')
        self.assertIn(('withheld-named', 'gongkai.yaml'), self.found(folder))

    def test_the_code_of_a_withheld_item(self):
        for text, rule in (('2010302科目支出2301.50万元。', 'withheld-published'), ('科目2010302另行安排。', 'withheld-named'), ('合同编号12010302，金额2.50万元。', None)):
            with self.subTest(text=text):
                folder = self.make(f'code-{rule}', withheld=WITHHELD)
                (folder / 'sections' / '1.md').write_text(f'# 名词解释\n\n{text}\n\n```table 表3\n```\n', 'utf-8')
                self.assertEqual([one for one, _ in self.found(folder) if one.startswith('withheld')], [rule] if rule else [], self.last.err)

    def test_parts_that_the_text_does_not_tell(self):
        """A whole has what is withheld: the parts that may be told come to less, and never to more."""
        lesser, more = '专题支出1268.35万元，包括甲专题1000.00万元、乙专题200.00万元。', '专题支出1268.35万元，包括甲专题1100.00万元、乙专题200.00万元。'
        bound = '行政事业单位养老支出`= 支出决算表[20805, 本年支出合计]`万元，包括甲支出60.00万元、乙支出20.00万元。'
        for n, (text, withheld, told) in enumerate(((lesser, WITHHELD, False), (lesser, (), True), (more, WITHHELD, True), (bound, WITHHELD, True),
                                                    (bound, [f'{{ below: "20805", reference: {REFERENCE} }}'], False),
                                                    (lesser, [f'{{ table: 财政拨款“三公”经费支出决算表, reference: {REFERENCE} }}'], True))):
            with self.subTest(n=n):
                folder = self.make(f'parts-{n}', withheld=withheld)
                (folder / 'sections' / '1.md').write_text(f'# 支出决算情况说明\n\n{text}\n', 'utf-8')
                self.assertEqual(bool({rule for rule, _ in self.found(folder)} & {'parts-differ', 'parts-exceed'}), told, self.last.err)

    def test_what_nothing_has(self):
        """A code, a table or a unit that is mistyped guards nothing: an error where that is certain, else a remark that names nothing."""
        def told(folder):
            return {(one['severity'], one['rule'], one['line']) for one in gongkai('check', folder).findings if one['file'] == 'withheld.yaml'}

        for n, (entry, finding) in enumerate({
                'item: "9999999"': ('error', 'withheld-unknown', '1'), 'below: "2010301"': ('error', 'withheld-unknown', '1'),
                'below: "30201"': ('error', 'withheld-unknown', '1'), 'item: "2010310"': ('remark', 'withheld-unknown', '1'),
                f'unit: {UNIT}': ('remark', 'withheld-unknown', '1'), 'table: 财政拨款“三公”经费支出决算标': ('error', 'value-invalid', '1'),
                'item: "20805"': None, 'item: "2080505"': None, 'below: "20103"': None, 'item: "30201"': None}.items()):
            with self.subTest(entry=entry):
                folder = self.make(f'typed-{n}', withheld=[f'{{ {entry}, reference: {REFERENCE} }}'])
                self.assertEqual(told(folder), {finding} if finding else set())
        self.assertIn('did you mean “财政拨款“三公”经费支出决算表”?', gongkai('check', self.work / 'typed-5').err)
        self.assertIn('did you mean “2010301”?', gongkai('check', self.work / 'typed-3').err)
        remark = next(one for one in gongkai('check', self.work / 'typed-3').findings if one['rule'] == 'withheld-unknown')
        self.assertNotIn('2010310', ''.join(map(str, remark.values())))
        # A list that has the items of each 款 leaves nothing open.
        folder = self.make('whole', withheld=[f'{{ item: "2010310", reference: {REFERENCE} }}'], more='accounts: { 2024: 科目.csv }\n')
        (folder / '科目.csv').write_text('科目编码,科目名称\n201,一般公共服务支出\n20103,政府办公厅（室）及相关机构事务\n2010301,行政运行\n2010302,一般行政管理事务\n',
                                       'utf-8')
        self.assertEqual(told(folder), {('error', 'withheld-unknown', '1')})

    def test_no_output_carries_it(self):
        folder = self.work / 'whole'
        shutil.copytree(self.starter / 'starter', folder)
        self.make('rows', withheld=WITHHELD)
        shutil.copytree(self.work / 'rows' / 'tables', folder / 'tables', dirs_exist_ok=True)
        (folder / 'withheld.yaml').write_text(''.join(f'- {one}\n' for one in (
            *WITHHELD, *(f'{{ unit: {UNIT}{n}, reference: {REFERENCE} }}' for n in ('一', '二')))), 'utf-8')
        reasons = folder / 'tables' / '说明.csv'
        reasons.write_text(''.join(line for line in reasons.read_text('utf-8').splitlines(True) if '2010302' not in line), 'utf-8')
        out = self.work / 'out'
        for arguments in ((), ('--attach',)):
            shutil.rmtree(out, ignore_errors=True)
            result = gongkai('build', folder, '-o', out, *arguments)
            self.assertEqual(result.status, 0, result.err)
            files = [path for path in out.rglob('*') if path.is_file()]
            self.assertGreater(len(files), 10)
            self.assertEqual({path.suffix for path in files} & {'.pdf', '.html', '.csv', '.xlsx', '.json'},
                             {'.pdf', '.html', '.csv', '.xlsx', '.json'})
            words = [REFERENCE, '保密审查', UNIT, *ITEMS, 'withheld']
            for path in files:
                for data in bytes_of(path):
                    for word in words:
                        for encoding in ('utf-8', 'gb18030', 'utf-16-be', 'utf-16-le'):
                            self.assertNotIn(word.encode(encoding), data, f'{path}: {word}')
        report = self.work / 'report.html'
        gongkai('check', folder, '--report', report)
        for word in (REFERENCE, UNIT, *ITEMS):
            self.assertNotIn(word, report.read_text('utf-8'))


if __name__ == '__main__':
    unittest.main()
