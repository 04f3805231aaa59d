#!/usr/bin/env python3
"""Time, processor time, peak memory and size of whole builds, cold and with the font cache warm, of sites and of checks.

usage: bench.py GONGKAI [--runs N] [--keep DIR]

Workloads: the example as it is; its narrative 10 and 60 times, with a table of 60 rows a chapter. Each is built with
`--to pdf --draft` into a fresh folder. Cold: an empty font cache before every run. Then the site of the largest, and `check` of the
example and of one with 200 tables, 100,000 cells of amounts in them, each held by rules. Prints the median of N runs; it
measures, it does not judge.
"""
import argparse
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SEED = ROOT / 'content' / 'shifeng-cac-2023'


def chapter_table(chapter):
    rows = ['编码,名称,合计,基本支出,项目支出']
    for row in range(1, 61):
        base, project = chapter * 100 + row * 7, row * 13
        rows.append(f'{301 * 100 + row},第{row}项支出,{(base + project) / 100:.2f},{base / 100:.2f},{project / 100:.2f}')
    return '\n'.join(rows) + '\n'


def make_workload(folder, times):
    """The seed's narrative `times` times, a table a chapter; 1: the seed itself."""
    shutil.copytree(SEED, folder, ignore=shutil.ignore_patterns('out', 'out-section'))
    if times == 1:
        return
    sections = sorted((folder / 'sections').glob('*.md'))
    texts = [(path.name.split('-', 1)[1], path.read_text('utf-8')) for path in sections]
    for path in sections:
        path.unlink()
    number = 0
    for chapter in range(1, times + 1):
        table = f'第{chapter}章明细表'
        (folder / 'tables' / f'{table}.csv').write_text(chapter_table(chapter), 'utf-8')
        for index, (name, text) in enumerate(texts):
            number += 1
            if index == len(texts) - 1:
                text += f'\n```table {table}\n```\n'
            (folder / 'sections' / f'{number}-{name}').write_text(text, 'utf-8')


WIDE_TABLES, WIDE_ROWS, WIDE_COLUMNS = 200, 57, 9


def wide_table(number):
    """Rows below one in which they are summed, columns beside one in which they are."""
    cells = [[(number + row * 7 + column * 3) % 100 for column in range(WIDE_COLUMNS)] for row in range(WIDE_ROWS - 1)]
    cells.insert(0, [sum(column) for column in zip(*cells)])
    lines = ['编码,名称,合计,' + ','.join(f'第{column + 1}类' for column in range(WIDE_COLUMNS))]
    for row, amounts in enumerate(cells):
        code = '301' if row == 0 else f'301{row:02}'
        lines.append(f'{code},支出{row},{sum(amounts)}.00,' + ','.join(f'{amount}.00' for amount in amounts))
    return '\n'.join(lines) + '\n'


def make_wide(folder):
    """The example with tables of its own to 200, a rule for every row and one for every parent of each."""
    make_workload(folder, 1)
    columns = ' + '.join(f'行[第{column + 1}类]' for column in range(WIDE_COLUMNS))
    rules = ['rules:']
    for number in range(len(list((folder / 'tables').glob('*.csv'))), WIDE_TABLES):
        name = f'明细{number}'
        (folder / 'tables' / f'{name}.csv').write_text(wide_table(number), 'utf-8')
        rules.append(f'  - {{ id: 行{number}, each: {name}, that: "行[合计] = {columns}" }}')
        rules.append(f'  - {{ id: 级{number}, each: {name} level=类, that: "行[合计] = 合计(行/*[合计])" }}')
    with open(folder / 'gongkai.yaml', 'a', encoding='utf-8') as manifest:
        manifest.write('\n' + '\n'.join(rules) + '\n')


def run(command, environment):
    """One build: wall seconds, processor seconds, peak MiB."""
    start = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    messages = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    if status != 0:
        sys.exit(f'{command} failed:\n{messages.decode("utf-8", "replace")[-2000:]}')
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def page_count(pdf):
    try:
        text = subprocess.run(['pdfinfo', str(pdf)], capture_output=True, text=True, check=True).stdout
        return int(next(line.split()[1] for line in text.splitlines() if line.startswith('Pages:')))
    except (OSError, subprocess.CalledProcessError, StopIteration):
        return 0


def measure(gongkai, name, project, work, runs):
    for warm in (False, True):
        results = []
        for index in range(runs + 1):
            cache, out = work / 'cache', work / 'out'
            shutil.rmtree(out, ignore_errors=True)
            if not warm:
                shutil.rmtree(cache, ignore_errors=True)
            environment = dict(os.environ, XDG_CACHE_HOME=str(cache))
            command = [str(gongkai), 'build', str(project), '--to', 'pdf', '--draft', '-o', str(out)]
            result = run(command, environment)
            if index > 0:  # the first warms the page cache
                results.append(result)
        wall, cpu, memory = (statistics.median(column) for column in zip(*results))
        pdf = next(out.glob('*.pdf'))
        pages, size = page_count(pdf), pdf.stat().st_size
        print(f'{name:8} {"warm" if warm else "cold"}  {wall:7.3f} s  {cpu:7.3f} s cpu  {memory:7.1f} MiB  '
              f'{pages:5} pages  {size / 1024:8.1f} KiB  {size / max(1, pages):7.0f} bytes a page', flush=True)


def measure_command(name, command, runs):
    """The median of a command that needs nothing fresh."""
    results = [run([str(part) for part in command], dict(os.environ)) for _ in range(runs + 1)][1:]
    wall, cpu, memory = (statistics.median(column) for column in zip(*results))
    print(f'{name:13}  {wall:7.3f} s  {cpu:7.3f} s cpu  {memory:7.1f} MiB', flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('gongkai', type=pathlib.Path)
    parser.add_argument('--runs', type=int, default=5)
    parser.add_argument('--keep', type=pathlib.Path, help='leave the workloads in this folder')
    arguments = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    work, gongkai = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-bench-')), arguments.gongkai.resolve()
    try:
        for name, times in (('seed', 1), ('x10', 10), ('x60', 60)):
            project = (arguments.keep or work) / name
            shutil.rmtree(project, ignore_errors=True)
            make_workload(project, times)
            measure(gongkai, name, project, work, arguments.runs)
        wide = (arguments.keep or work) / 'wide'
        shutil.rmtree(wide, ignore_errors=True)
        make_wide(wide)
        measure_command('x60 site', (gongkai, 'build', project, '--to', 'html', '--draft', '-o', work / 'out'), arguments.runs)
        measure_command('seed check', (gongkai, 'check', (arguments.keep or work) / 'seed'), arguments.runs)
        measure_command('200 tables', (gongkai, 'check', wide), arguments.runs)
    finally:
        shutil.rmtree(work)


if __name__ == '__main__':
    main()
