#!/usr/bin/env python3
"""Time, processor time, peak memory and size of whole builds, cold and with the font cache warm.

usage: bench.py GONGKAI [--runs N] [--keep DIR]

Workloads: the example as it is; its narrative 10 and 60 times, with a table of 60 rows a chapter. Each is built with
`--to pdf --draft` into a fresh folder. Cold: an empty font cache before every run. Prints the median of N runs; it measures, it
does not judge.
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


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('gongkai', type=pathlib.Path)
    parser.add_argument('--runs', type=int, default=5)
    parser.add_argument('--keep', type=pathlib.Path, help='leave the workloads in this folder')
    arguments = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-bench-'))
    try:
        for name, times in (('seed', 1), ('x10', 10), ('x60', 60)):
            project = (arguments.keep or work) / name
            shutil.rmtree(project, ignore_errors=True)
            make_workload(project, times)
            measure(arguments.gongkai.resolve(), name, project, work, arguments.runs)
    finally:
        shutil.rmtree(work)


if __name__ == '__main__':
    main()
