"""Changes an office's export, one thing at a time and as many of each kind, and asks `check` to notice it in the right department.

usage: mutate_office.py GONGKAI [--each N] [--seed N]: what was missed is listed; fails under 97 %."""
import argparse
import copy
import json
import pathlib
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'end-to-end'))
import office_fixture as fixture  # noqa: E402

KINDS = ('amount', 'code', 'name', 'missing row', 'doubled row')
SECRET = '104'  # its rows are in no document
# Facts that one table alone has cannot be held against another.
TABLES = [name for name in fixture.tables() if name not in ('其他数据', '上年数')]


def changed_text(text, random_):
    """A digit or a character of it is another."""
    at = random_.randrange(len(text))
    other = random_.choice([c for c in ('0123456789' if text[at].isdigit() else '县市局办中心服务文化') if c != text[at]])
    return text[:at] + other + text[at + 1:]


def mutate(tables, kind, random_):
    """Mutates the tables; the department and what was done."""
    while True:
        name = random_.choice(TABLES)
        rows = [i for i, row in enumerate(tables[name]) if i and row[0] != SECRET]
        if not rows:
            continue
        i = random_.choice(rows)
        row = tables[name][i]
        department = row[0]
        if kind == 'amount':
            cells = [c for c in range(4, len(row)) if isinstance(row[c], (int, float)) and row[c]]
            if not cells:
                continue
            c = random_.choice(cells)
            before = row[c]
            row[c] = round(row[c] + random_.choice([-1, 1]) * random_.choice([0.01, 0.1, 1, 10, 9.99]), 2)
            return department, f'{name} row {i}: {tables[name][0][c]} {before} to {row[c]}'
        if kind in ('code', 'name'):
            first = 2 if kind == 'code' else 3
            cells = [first] + ([4 if kind == 'code' else 5] if tables[name][0][4].endswith('编码') else [])
            c = random_.choice(cells)
            before = row[c]
            if c < 4 and random_.random() < 0.5:  # somebody else's
                row[c] = random_.choice([r[first] for r in fixture.REGISTER if r[first] and r[first] != before])
            else:
                row[c] = changed_text(row[c], random_)
            return department, f'{name} row {i}: {before} to {row[c]}'
        if kind == 'missing row':
            if not any(isinstance(value, float) for value in row[4:]):
                continue  # a line of a form that is blank
            del tables[name][i]
        else:
            tables[name].insert(i, list(row))
        return department, f'{name} row {i} ({row[3]}, {row[4]})'


def found_in(gongkai, office, clean):
    result = subprocess.run([gongkai, 'check', str(office), '--format', 'json'], capture_output=True, check=False,
                            env={'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8', 'HOME': '/tmp'})
    found = set()
    for project in json.loads(result.stdout)['projects']:
        name = project.get('folder', project.get('project', ''))
        if any(f['severity'] in ('error', 'warning') for f in project['findings']):
            found.add(name.split(' ')[0][:3])
    return found - clean


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('gongkai')
    parser.add_argument('--each', type=int, default=40)
    parser.add_argument('--seed', type=int, default=1)
    arguments = parser.parse_args()
    gongkai = str(pathlib.Path(arguments.gongkai).resolve())
    random_ = random.Random(arguments.seed)
    original = fixture.tables()
    missed, total = [], 0
    with tempfile.TemporaryDirectory() as folder:
        office = pathlib.Path(fixture.make(pathlib.Path(folder) / 'office'))
        clean = found_in(gongkai, office, set())
        assert not clean, clean
        for kind in KINDS:
            noticed = 0
            for _ in range(arguments.each):
                tables = copy.deepcopy(original)
                department, what = mutate(tables, kind, random_)
                fixture.write_export(office / '导出' / '2026-01-20', tables)
                if department in found_in(gongkai, office, clean):
                    noticed += 1
                else:
                    missed.append(f'{kind}: {department}: {what}')
            total += noticed
            print(f'{kind:12} {noticed:4} of {arguments.each}')
    of = arguments.each * len(KINDS)
    print(f'{"all":12} {total:4} of {of}: {100 * total / of:.1f} %')
    print(*missed, sep='\n')
    return 0 if total >= 0.97 * of else 1


if __name__ == '__main__':
    sys.exit(main())
