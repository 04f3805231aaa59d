"""A table in another unit than it says, or than is taken for it, is never passed over in silence.

Usage: test_unit_sizes.py for a sample, or `test_unit_sizes.py --many` for every table of every set, of the project, its last year, its budget
and its units, at every factor. What may be silent is named in SILENT, with why.
"""
import concurrent.futures
import csv
import io
import pathlib
import re
import shutil
import sys
import tempfile
import unittest
from decimal import Decimal

from harness import ROOT, gongkai

SETS = (('department-budget', 'national'), ('department-budget', 'hunan'), ('unit-budget', ''), ('department-accounts', 'national'),
        ('department-accounts', 'shanghai'), ('unit-accounts', 'national'), ('unit-accounts', 'shanghai'))
AMOUNT = re.compile(r'-?\d+(\.\d+)?')
NO_MONEY = ('类', '款', '项', '科目编码', '编码', '代码', '行次', '栏次', '序号', '率', '%', '数量', '（辆）', '（人）', '（个）', '人次', '批次', '人数')
SAMPLE = 29  # one in so many
FACTORS = ('×10000', '÷10000', '×1000', '×10', 'wording 亿元', 'wording 元', 'wording 千元')


def records_of(path):
    with open(path, encoding='utf-8-sig', newline='') as stream:
        return list(csv.reader(stream))


def changed(path, how):
    """The table's text with its amounts of money so many times as large, or with another unit said above it; None where it has none."""
    header, *records = records_of(path)
    columns = [i for i, name in enumerate(header) if not any(name.split('/')[-1].endswith(word) for word in NO_MONEY)]
    money = [(r, c) for r in records for c in columns if c < len(r) and AMOUNT.fullmatch(r[c]) and Decimal(r[c]) != 0]
    if not money:
        return None
    if how.startswith('wording'):
        records = [[f'单位：{how.split()[1]}'] + [''] * (len(header) - 1), header, *records]
    else:
        times = Decimal(how[1:]) if how[0] == '×' else 1 / Decimal(how[1:])
        for record, column in money:
            record[column] = f'{Decimal(record[column]) * times:f}'
        records = [header, *records]
    out = io.StringIO()
    csv.writer(out, lineterminator='\n').writerows(records)
    return out.getvalue()


def tables_of(folder):
    return sorted(p for p in folder.glob('*.csv') if p.stem not in ('其他数据', '说明'))


SILENT = {
    # A department's “三公” table shares no amount with others but by chance, and ten times as much is less than the whole.
    ('三公', '×10'), ('三公', 'wording 千元'),
    # The budget's and last year's tables may have ten times as much.
    ('政府性基金', '×10'), ('政府性基金', 'wording 千元')}


def may_be_silent(case):
    return any(word in case.table.stem and how == case.how for word, how in SILENT)


def rules_of(project):
    result = gongkai('check', project / 'main' if (project / 'main').is_dir() else project)
    return set(re.findall(r': (?:note|remark|warning|error|failure): .* \[([a-z0-9-]+)\]$', result.err, re.M))


class Case:
    """One table of one folder of a project, changed in one way."""

    def __init__(self, project, table, how):
        self.project, self.table, self.how = project, table, how
        self.name = f'{project.name}: {table.relative_to(project)}'

    def run(self):
        """The rules of what is found; None where the table has no amounts of money."""
        text = changed(self.table, self.how)
        if text is None:
            return None
        with tempfile.TemporaryDirectory(prefix='gongkai-units-') as work:
            copy = pathlib.Path(work) / self.project.name
            shutil.copytree(self.project, copy, symlinks=True)
            (copy / self.table.relative_to(self.project)).write_text(text, 'utf-8')
            return rules_of(copy)


def make(folder, template, tables):
    arguments = ['--table-set', tables] if tables else []
    result = gongkai('new', folder, '--example', '--template', template, *arguments)
    assert result.status == 0, result.err


def projects(work):
    for template, tables in SETS:
        folder = work / f'{template}-{tables}'.rstrip('-')
        make(folder, template, tables)
        yield folder
    lesser = work / 'with-last-year'
    lesser.mkdir()
    make(lesser / 'main', 'department-budget', 'national')
    make(lesser / '2025', 'department-budget', 'national')
    for path in tables_of(lesser / '2025' / 'tables'):
        path.write_text(changed(path, '×0.9') or path.read_text('utf-8'), 'utf-8')
    manifest = lesser / '2025' / 'gongkai.yaml'
    manifest.write_text(manifest.read_text('utf-8').replace('year: 2026', 'year: 2025'), 'utf-8')
    manifest = lesser / 'main' / 'gongkai.yaml'
    text = re.sub(r'^last-year:\n(  .*\n)+', 'last-year: ../2025\n', manifest.read_text('utf-8'), flags=re.M)
    manifest.write_text(text, 'utf-8')
    yield lesser
    whole = work / 'with-units'
    whole.mkdir()
    for unit, name in (('unit-1', ''), ('unit-2', '信息中心')):
        make(whole / unit, 'unit-budget', '')
        for path in [whole / unit / 'gongkai.yaml', *(whole / unit / 'tables').glob('*.csv')]:
            path.write_text(path.read_text('utf-8').replace('政务服务局', f'政务服务局{name}'), 'utf-8')
    make(whole / 'main', 'department-budget', 'national')
    manifest = whole / 'main' / 'gongkai.yaml'
    manifest.write_text(re.sub(r'^# units: .*', 'units: [../unit-1, ../unit-2]', manifest.read_text('utf-8'), flags=re.M), 'utf-8')
    for path in tables_of(whole / 'main' / 'tables'):
        path.unlink()
    facts = whole / 'main' / 'tables' / '其他数据.csv'
    facts.write_text(facts.read_text('utf-8').replace('会议费,3.00', '会议费,6.00').replace('培训费,4.00', '培训费,8.00'), 'utf-8')
    yield whole
    for name in ('shifeng-cac-2023', 'yunxi-education-2024'):
        shutil.copytree(ROOT / 'content' / name, work / name, ignore=shutil.ignore_patterns('out*'))
        yield work / name


def many(sample=1):
    with tempfile.TemporaryDirectory(prefix='gongkai-units-') as temporary, concurrent.futures.ThreadPoolExecutor(2) as pool:
        made = list(projects(pathlib.Path(temporary)))
        own = {project: rules_of(project) for project in made}  # as they are, they are right
        assert not any(rules & {'unit-mistake', 'unit-unsaid'} for rules in own.values()), own
        cases = [Case(project, table, how) for project in made
                 for table in sorted(project.rglob('*.csv')) if table.stem not in ('其他数据', '说明') for how in FACTORS]
        cases = cases[::sample]
        for case, rules in zip(cases, pool.map(Case.run, cases)):
            if rules is not None:
                yield case, rules - own[case.project] - {'unit-unsaid'}


class UnitSizes(unittest.TestCase):
    def test_no_other_unit_is_silent(self):
        told = [(case, rules) for case, rules in many(SAMPLE)]
        self.assertGreater(len(told), 20)
        self.assertEqual([f'{case.name} {case.how}' for case, rules in told if not rules and not may_be_silent(case)], [])
        mistakes = sum('unit-mistake' in rules for _, rules in told)
        self.assertGreater(mistakes, 0.8 * len(told))

    def project(self, change=lambda path: None):
        work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-units-'))
        self.addCleanup(shutil.rmtree, work)
        make(work / 'p', 'department-budget', 'national')
        for path in tables_of(work / 'p' / 'tables'):
            path.write_text(change(path) or path.read_text('utf-8'), 'utf-8')
        return work / 'p'

    def test_all_tables_alike_are_told_by_last_year(self):
        result = gongkai('check', self.project(lambda path: changed(path, '×10000')))
        self.assertEqual(result.first('unit-mistake')['file'], 'gongkai.yaml')
        self.assertIn('10000', result.first('unit-mistake')['message'])

    def last_year(self, factor):
        """What is found of a project whose last year had all amounts divided by the factor."""
        with tempfile.TemporaryDirectory(prefix='gongkai-units-') as temporary:
            lesser = next(p for p in projects(pathlib.Path(temporary)) if p.name == 'with-last-year')
            for path in tables_of(lesser / '2025' / 'tables'):
                text = changed(path, f'÷{factor}')
                if text:
                    path.write_text(text, 'utf-8')
            return gongkai('check', lesser / 'main')

    def test_a_department_that_grew_is_not_accused(self):
        self.assertNotIn('unit-mistake', self.last_year('4').rules())
        self.assertEqual(self.last_year('7').first('unit-mistake')['severity'], 'warning')
        self.assertEqual(self.last_year('10').first('unit-mistake')['severity'], 'error')
        self.assertEqual(self.last_year('1500').first('unit-mistake')['severity'], 'error')

    def test_the_unit_of_csvs_is_told_beside_the_counts(self):
        result = gongkai('check', self.project())
        self.assertEqual((result.status, result.err), (0, ''))
        self.assertIn('7 tables say no unit, and their amounts were read in 万元', result.out)

    def test_forms_that_say_none_are_told_once(self):
        result = gongkai('check', self.project(lambda path: path.stem[3:] + '\n' + path.read_text('utf-8-sig')))
        self.assertEqual([f['severity'] for f in result.findings], ['remark'])
        self.assertIn('in 7 tables, whose amounts were read in 万元', result.first('unit-unsaid')['message'])
        self.assertNotIn('say no unit', result.out)

    def test_a_unit_in_the_yaml_is_said(self):
        project = self.project(lambda path: path.stem[3:] + '\n' + path.read_text('utf-8-sig'))
        (project / 'tables' / '03-部门支出总表.yaml').write_text('file-unit: 万元\n', 'utf-8')
        self.assertIn('in 6 tables', gongkai('check', project).first('unit-unsaid')['message'])

    def test_assets_may_be_more_than_the_whole(self):
        project = self.project()
        (project / 'tables' / '国有资产情况表.csv').write_text('项目,金额\n房屋,9000000.00\n车辆,120.00\n', 'utf-8')
        self.assertNotIn('unit-mistake', gongkai('check', project).rules())

    def test_a_leap_from_last_year_is_no_mistake(self):
        """Of amounts that are some times those of the year before."""
        project = self.project()
        manifest = project / 'gongkai.yaml'
        manifest.write_text(manifest.read_text('utf-8').replace('收入合计: 1255.00', '收入合计: 12.55'), 'utf-8')
        self.assertNotIn('unit-mistake', gongkai('check', project).rules())


if __name__ == '__main__':
    if '--many' not in sys.argv:
        unittest.main()
    silent, told = [], {}
    for one, rules in many():
        told.setdefault(one.how, []).append('unit-mistake' in rules)
        if not rules and not may_be_silent(one):
            silent.append(one)
        elif 'unit-mistake' not in rules and '--verbose' in sys.argv:
            print('as something else:', one.name, one.how, sorted(rules))
    for one in silent:
        print('silent:', one.name, one.how)
    for how, found in told.items():
        print(f'{how:15} {len(found):4} told, {sum(found):4} as a mistake of the unit')
    sys.exit(bool(silent))
