#!/usr/bin/env python3
"""Changes one thing at a time in a disclosure and asks `gongkai check --strict` to notice.

usage: mutate.py GONGKAI [--every N] [--jobs N] [--list] [DIR…]

DIRs are projects; without any, the two of content/ and every template's starter. The originals must be clean. Of each kind
of change the share that was noticed is printed; the exit status is 1 where a kind is below what it must reach. --every N
tries one change in N of each kind, always the same ones. --list names what was missed.

    cell       an amount of a published table, by one in its last digit
    same       a bound amount of money, typed as it prints
    other      a bound amount of money, typed as another
    unit       the unit after a figure
    year       年度 or 上年度, typed as another year, outside of free sections
    word       the word of a change beside its amount, or of actual against budget, the wrong one typed
    section    a required section or part, left out
    table      a published table, left out

--prose does it to the text instead: every figure of a section is typed as it prints, and then one thing of it changed, as
often of each kind as --each says. What a change adds to the findings of the typed text must be more than an amount that
is typed:

    amount     an amount of money, by one in its last digit
    share      a share, by three in a hundred
    rate       a rate of change or completion, by three in a hundred
    count      a count of 其他数据, by one
    comparison a word of change or comparison, the other one
    item       the name of an account item, another one's
    member     a member of a list of account items, left out where the list does not end with 等
    dated      the document's year, two years before
"""
import argparse
import concurrent.futures
import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEMPLATES = ('department-budget', 'department-accounts', 'unit-budget', 'unit-accounts')
SETS = {template: ('national', own, *sorted(path.stem for path in (ROOT / 'templates' / template / 'sets').glob('*.yaml')))
        for template, own in (('department-budget', 'hunan'), ('department-accounts', 'shanghai'))}
UNPUBLISHED = ('其他数据', '说明')
FREE = ('职责', '职能', '名词解释', '概况')  # free sections; 收支概况 is not one of them
LEAST = {'cell': 95, 'same': 100, 'other': 100, 'unit': 100, 'year': 99, 'word': 99, 'section': 100, 'table': 100}
LEAST_PROSE = 97
# What a right text with typed figures may not be accused of.
PROSE_RULES = {'figure-differs', 'percent-wrong', 'rate-of-nothing', 'parts-exceed', 'parts-differ', 'change-wrong',
               'direction-sign', 'year-stale', 'list-item', 'item-skipped', 'unit-mismatch'}
UNITS = {'万元': '元', '元': '万元', '亿元': '万元', '平方米': '亩', '辆': '台', '套': '个', '台（套）': '个', '批次': '个',
         '人次': '个', '个': '套', '人': '个', '名': '个', '次': '场', '分': '个'}
FIGURE = re.compile(r'`=\s*([^`]+?)\s*`')
CODES = ('类', '款', '项', '行次', '栏次', '序号')


class Change:
    """One changed text of one file; text None: the file is left out. Alternatives: one of them must be noticed."""

    def __init__(self, kind, file, texts, what, probe=None):
        self.kind, self.file, self.texts, self.what = kind, file, texts, what
        self.probe = probe  # a text that is noticed wherever the place is printed


class Project:
    def __init__(self, gongkai, folder, name):
        self.gongkai, self.folder, self.name = gongkai, pathlib.Path(folder), name
        manifest = (self.folder / 'gongkai.yaml').read_text('utf-8')
        self.year = int(re.search(r'^year:\s*(\d+)', manifest, re.M).group(1))
        self.accounts = 'accounts' in re.search(r'^template:\s*(\S+)', manifest, re.M).group(1)
        self.sections = sorted((self.folder / 'sections').glob('*.md'))
        self.tables = [t for t in sorted((self.folder / 'tables').glob('*.csv')) if t.stem not in UNPUBLISHED]
        self.printed = {}

    def strict(self, path):
        return not any(word in path.stem for word in FREE) or '收支概况' in path.stem

    def changes(self):
        yield from self.cells()
        for path in self.sections:
            text = path.read_text('utf-8')
            yield from self.figures(path, text)
            yield from self.headings(path, text)
        for table in self.tables:
            yield Change('table', table.relative_to(self.folder), [None], table.stem)

    # ---- tables

    def cells(self):
        for path in self.tables:
            text = path.read_text('utf-8')
            lines = text.split('\n')
            heads = lines[0].lstrip('\ufeff').split(',')
            for n, line in enumerate(lines[1:], 1):
                if '"' in line:
                    continue  # cells of prose with commas; none of the amounts stands there
                cells = line.split(',')
                for c, cell in enumerate(cells):
                    if not is_amount(heads, c, cell):
                        continue
                    changed = list(lines)
                    changed[n] = ','.join(cells[:c] + [one_more(cell)] + cells[c + 1:])
                    yield Change('cell', path.relative_to(self.folder), ['\n'.join(changed)],
                                 f'{path.stem}:{n + 1} {heads[c]} {cell}')

    # ---- figures

    def value(self, expression):
        """What a figure prints; None inside each, where it depends on the row."""
        if '行' in re.sub(r'[^\[\],.、]*行[^\[\],.、]+', '', expression) or expression.startswith('行') or '行.' in expression:
            return None
        if expression not in self.printed:
            out = run(self.gongkai, 'trace', self.folder, expression).stdout
            m = re.search(r'= (-?[\d.,]+)(?:万元|元|亿元)?$', out.split('\n', 1)[0])
            self.printed[expression] = m.group(1) if m else None
        return self.printed[expression]

    def figures(self, path, text):
        for m in FIGURE.finditer(text):
            if not in_condition(text, m.start()):
                for change in self.figure(path, text, m):
                    change.probe = text[:m.start()] + '待填写' + text[m.end():]
                    yield change

    def figure(self, path, text, m):
        file = path.relative_to(self.folder)
        expression, after = m.group(1), text[m.end():]
        what = f'{file}:{text.count(chr(10), 0, m.start()) + 1} {m.group(0)}'

        def put(new, start=m.start(), end=m.end()):
            return text[:start] + new + text[end:]

        unit = next((u for u in sorted(UNITS, key=len, reverse=True) if after.startswith(u)), None)
        if unit:
            yield Change('unit', file, [put(m.group(0) + UNITS[unit], end=m.end() + len(unit))], what)
        if unit in ('万元', '元', '亿元') and self.strict(path):
            value = self.value(expression)
            if value is not None:
                yield Change('same', file, [put(value)], what)
            yield Change('other', file, [put('7319.87' if value is None else one_more(value))], what)
        if expression in ('年度', '上年度') and self.strict(path) and after.startswith('年'):
            for year in (self.year - 2, self.year - 1, self.year, self.year + 1):
                if year != self.year - (expression == '上年度'):
                    yield Change('year', file, [put(str(year))], f'{what} {year}')
        yield from self.words(file, text, m, put, what)

    def words(self, file, text, m, put, what):
        change = re.fullmatch(r'(变动|变动说明)\(([^,]+),\s*([^,]+?)(?:,\s*[“"](.*)[”"])?\)', m.group(1))
        if change:
            now, then = change.group(2), change.group(3)
            lead = '' if change.group(4) == '' else f'比{change.group(4) or "上年"}'
            amount = f'`= 绝对值(增减({now}, {then}))`万元'
            # Of the two words one is wrong, or both where nothing changed.
            yield Change('word', file, [put(f'{lead}{word}{amount}') for word in ('增加', '减少')], what)
        if re.fullmatch(r'比较\(.*\)', m.group(1)) and text[m.end():].startswith(('预算数', '年初预算数')):
            yield Change('word', file, [put(word) for word in ('大于', '小于')], what)

    # ---- sections

    def headings(self, path, text):
        file = path.relative_to(self.folder)
        marks = list(re.finditer(r'^(#{1,2}) (.*)$', text, re.M))
        for i, m in enumerate(marks):
            if len(m.group(1)) == 2 and not self.accounts:
                continue
            end = next((n.start() for n in marks[i + 1:] if len(n.group(1)) <= len(m.group(1))), len(text))
            rest = text[:m.start()] + text[end:]
            yield Change('section', file, [rest if rest.strip() else None], m.group(2))


# ---- the text as it prints

AMOUNT = re.compile(r'(?<![\d.])(\d[\d,]*(?:\.\d+)?)(?=万元|亿元|元)')
SHARE = re.compile(r'(?<=占)(?:[^，。；%占]{0,24}的)?(\d+(?:\.\d+)?)(?=%)')
RATE = re.compile(r'(?:增长|下降|完成[^，。；%]{0,12}?|增幅为?)(\d+(?:\.\d+)?)(?=%)')
COUNT = re.compile(r'(?<![\d.])(\d+)(?=辆|批次|人次|个(?!百分点|月)|台（套）)')
OTHER_WORDS = {'增加': '减少', '减少': '增加', '增长': '下降', '下降': '增长', '大于': '小于', '小于': '大于'}
WORD = re.compile(r'(增加|减少|增长|下降)(?=\d)|(?<=数)(大于|小于)(?=[年预])')
ITEM = re.compile(r'(?<=（款）)([^（）]+)(?=（项）)')
MEMBERS = re.compile(r'(?:主要包括|主要用于)[：:]?((?:[^、，。；]+、){3,}[^、，。；]+)[。；]')
LIMITS = re.compile(r'单价|单位价值|以上|每')


class Prose(Project):
    """The project with its figures typed, in a folder of its own."""

    def __init__(self, gongkai, folder, name, work):
        typed = pathlib.Path(tempfile.mkdtemp(dir=work)) / 'typed'
        shutil.copytree(folder, typed, ignore=shutil.ignore_patterns('out', 'out-section'))
        super().__init__(gongkai, typed, name)
        out = pathlib.Path(work) / (typed.parent.name + '-out')
        run(gongkai, 'build', folder, '--to', 'html', '-o', out)
        for path, page in zip(self.sections, sorted(out.glob('section-*.html'))):
            if FIGURE.search(path.read_text('utf-8')) and self.strict(path):
                path.write_text(self.printed_text(path.read_text('utf-8'), page.read_text('utf-8')), 'utf-8')
        self.base = None

    @staticmethod
    def printed_text(source, page):
        """The paragraphs of the page under the headings of its source."""
        headings = [(marks, words, re.compile('.*?'.join(re.escape(part) for part in re.split(r'`=[^`]*`', words.strip())) + r'\Z'))
                    for marks, words in re.findall(r'^(#+) (.*)$', source, re.M)]
        lines, run_in = [], ''
        for tag, inner in re.findall(r'<(h[1-6]|p)\b[^>]*>(.*?)</\1>', page, re.S):
            text = html.unescape(re.sub(r'<[^>]+>', '', inner)).strip()
            own = max((h for h in headings if h[2].search(text)), key=lambda h: len(h[1]), default=None)
            if tag[0] == 'h' and own:
                lines.append(f'{own[0]} {text[own[2].search(text).start():]}')
            elif tag[0] == 'h':
                run_in = text
            elif text:
                lines.append(run_in + text)
                run_in = ''
        return '\n\n'.join(lines) + '\n'

    def changes(self):
        names = []
        for path in self.sections:
            names += ITEM.findall(path.read_text('utf-8'))
        for path in self.sections:
            if not self.strict(path):
                continue
            text = path.read_text('utf-8')
            file = path.relative_to(self.folder)

            def put(kind, match, group, new):
                at = match.start(group)
                changed = text[:at] + new + text[match.end(group):]
                return Change(kind, file, [changed], f'{text[max(0, at - 24):match.end(group) + 8]!r} {new}')

            for m in AMOUNT.finditer(text):
                if not LIMITS.search(text[max(0, m.start() - 12):m.end() + 9]):
                    yield put('amount', m, 1, one_more(m[1].replace(',', '')))
            for kind, pattern in (('share', SHARE), ('rate', RATE)):
                for m in pattern.finditer(text):
                    yield put(kind, m, 1, f'{float(m[1]) + 3:.{len(m[1].partition(".")[2])}f}')
            for m in COUNT.finditer(text):
                yield put('count', m, 1, str(int(m[1]) + 1))
            for m in WORD.finditer(text):
                yield put('comparison', m, 0, OTHER_WORDS[m[0]])
            for m in ITEM.finditer(text):
                other = next((name for name in names if name != m[1]), None)
                if other:
                    yield put('item', m, 1, other)
            for m in MEMBERS.finditer(text):
                members = m[1].split('、')
                if m[1].endswith('等'):  # it need not name all
                    continue
                for i in range(0, len(members) - 1):
                    yield put('member', m, 1, '、'.join(members[:i] + members[i + 1:]))
            for m in re.finditer(rf'(?<!\d){self.year}(?=年)', text):
                yield put('dated', m, 0, str(self.year - 2))

    def seen(self, folder):
        found = json.loads(run(self.gongkai, 'check', folder, '--format', 'json').stdout)['projects'][0]['findings']
        return {(f['rule'], f.get('line'), f['message']) for f in found
                if f['rule'] != 'figure-unbound' or f['severity'] == 'error'}


def is_amount(heads, c, cell):
    if c >= len(heads) or not re.fullmatch(r'-?\d+(\.\d+)?', cell):
        return False
    head = heads[c].split('/')[-1]
    return not ('编码' in head or '代码' in head or head in CODES or '指标' in head)


def one_more(cell):
    digits = len(cell.split('.')[1]) if '.' in cell else 0
    return f'{int(cell.replace(".", "")) + 1:0{digits + 1}d}'[:None] if not digits else with_point(cell, digits)


def with_point(cell, digits):
    number = int(cell.replace('.', '')) + 1
    text = f'{abs(number):0{digits + 1}d}'
    return ('-' if number < 0 else '') + text[:-digits] + '.' + text[-digits:]


def in_condition(text, at):
    """A figure in the head of a `when` or `each` block is no figure of the text."""
    line = text[text.rfind('\n', 0, at) + 1:at]
    return line.startswith(('~~~', '```'))


def run(gongkai, *arguments):
    clean = {'PATH': os.environ['PATH'], 'HOME': os.environ.get('HOME', '/'), 'LC_ALL': 'C.UTF-8'}
    return subprocess.run([str(gongkai), *map(str, arguments)], capture_output=True, env=clean, check=False,
                          text=True, encoding='utf-8', stdin=subprocess.DEVNULL)


FOUND = re.compile(r'(?:warning|error|failure): .* \[(?!columns-assumed\])[a-z0-9-]+\]$', re.M)  # what sets say of themselves


def noticed(gongkai, folder):
    result = run(gongkai, 'check', folder)
    if result.returncode not in (0, 1):
        raise RuntimeError(f'check ended with status {result.returncode}')
    return FOUND.search(result.stderr) is not None


class Worker:
    """A copy of the project that is changed and put back."""

    def __init__(self, project):
        self.project = project
        self.home = tempfile.mkdtemp(prefix='gongkai-mutation-')
        self.folder = pathlib.Path(self.home) / project.folder.name
        shutil.copytree(project.folder, self.folder, ignore=shutil.ignore_patterns('out', 'out-section'))

    def try_change(self, change):
        path = self.folder / change.file
        before = path.read_bytes()
        try:
            for text in change.texts:
                if self.try_text(path, text):
                    return True
            # In a `when` block whose condition does not hold there is nothing to notice.
            return None if change.probe and not self.try_text(path, change.probe) else False
        finally:
            path.write_bytes(before)

    def try_text(self, path, text):
        if text is None:
            path.unlink()
        else:
            path.write_text(text, 'utf-8')
        if isinstance(self.project, Prose):
            return bool(self.project.seen(self.folder) - self.project.base)
        return noticed(self.project.gongkai, self.folder)

    def close(self):
        shutil.rmtree(self.home)


def try_all(project, changes, jobs):
    """(change, noticed) of each that can be."""
    parts = [changes[i::jobs] for i in range(jobs)]

    def work(part):
        worker = Worker(project)
        try:
            tried = [(change, worker.try_change(change)) for change in part]
            return [(change, seen) for change, seen in tried if seen is not None]
        finally:
            worker.close()

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        return [result for results in pool.map(work, parts) for result in results]


def as_many(changes, each):
    """So many of each kind, from its first to its last at equal steps."""
    kinds = {}
    for change in changes:
        kinds.setdefault(change.kind, []).append(change)
    return [found[i * len(found) // min(each, len(found))] for found in kinds.values() for i in range(min(each, len(found)))]


def prose(options):
    total, missed = {}, []
    with tempfile.TemporaryDirectory(prefix='gongkai-prose-') as work:
        made = [Prose(options.gongkai, p.folder, p.name, work) for p in projects(options.gongkai, options.folders, work)]
        for project in made:
            project.base = project.seen(project.folder)
            wrong = {rule for rule, _, _ in project.base} & PROSE_RULES
            if wrong:
                print(f'{project.name}: the original is accused: {", ".join(sorted(wrong))}')
                return 1
            for change, seen in try_all(project, as_many(project.changes(), options.each), options.jobs):
                n = total.setdefault(change.kind, [0, 0])
                n[0] += seen
                n[1] += 1
                if not seen:
                    missed.append(f'missed {change.kind}: {project.name}: {change.what}')
    for kind, (seen, n) in total.items():
        print(f'{kind:10} {seen:6} of {n:6}  {100 * seen / n:6.2f} %')
    seen, n = (sum(of[i] for of in total.values()) for i in (0, 1))
    print(f'{"all":10} {seen:6} of {n:6}  {100 * seen / n:6.2f} %  (at least {LEAST_PROSE} %)')
    print('\n'.join(missed))
    return 100 * seen / n < LEAST_PROSE


def sample(changes, every):
    kinds, taken = {}, []
    for change in changes:
        n = kinds[change.kind] = kinds.get(change.kind, -1) + 1
        if n % every == 0:
            taken.append(change)
    return taken


def projects(gongkai, folders, work):
    for folder in folders or [ROOT / 'content' / 'shifeng-cac-2023', ROOT / 'content' / 'yunxi-education-2024']:
        yield Project(gongkai, folder, pathlib.Path(folder).name)
    for template in () if folders else TEMPLATES:
        for number, tables in enumerate(SETS.get(template, (None,))):
            folder = pathlib.Path(work) / f'{template}-{number}'
            arguments = ['--table-set', tables] if tables else []
            made = run(gongkai, 'new', folder, '--example', '--template', template, *arguments)
            if made.returncode:
                sys.exit(made.stderr)
            yield Project(gongkai, folder, f'{template} {tables or ""}'.strip())


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('gongkai')
    parser.add_argument('folders', nargs='*')
    parser.add_argument('--every', type=int, default=1)
    parser.add_argument('--jobs', type=int, default=2)
    parser.add_argument('--list', action='store_true')
    parser.add_argument('--prose', action='store_true')
    parser.add_argument('--each', type=int, default=25)
    options = parser.parse_intermixed_args()
    if options.prose:
        sys.exit(prose(options))
    total, missed, bad = {}, {}, False
    with tempfile.TemporaryDirectory(prefix='gongkai-starters-') as work:
        for project in projects(options.gongkai, options.folders, work):
            if noticed(options.gongkai, project.folder):
                print(f'{project.name}: the original is not clean')
                bad = True
                continue
            results = try_all(project, sample(list(project.changes()), options.every), options.jobs)
            counts = {}
            for change, seen in results:
                for table in (total, counts):
                    n = table.setdefault(change.kind, [0, 0])
                    n[0] += seen
                    n[1] += 1
                if not seen:
                    missed.setdefault(change.kind, []).append(f'{project.name}: {change.what}')
            print(f'{project.name}: ' + ', '.join(f'{kind} {n[0]}/{n[1]}' for kind, n in counts.items()), flush=True)
    for kind, (seen, n) in total.items():
        rate = 100 * seen / n
        print(f'{kind:8} {seen:6} of {n:6}  {rate:6.2f} %  (at least {LEAST[kind]} %)')
        bad = bad or rate < LEAST[kind]
    for kind, changes in missed.items():
        # Cells that no rule covers are always named.
        for what in changes if options.list or kind == 'cell' else []:
            print(f'missed {kind}: {what}')
    sys.exit(bad)


if __name__ == '__main__':
    main()
