#!/usr/bin/env python3
"""Many documents: one run of all, the same run again, and beside it single runs under `xargs -P`.

usage: many.py GONGKAI [--count N] [--to KINDS] [--singles N] [--keep DIR] [--kills N [--seed N]]

The documents are the example under other names, so that each has other text and other fonts' subsets. Prints processor time (of
programs and kernel), wall time and peak memory, in all and a document. It measures, it does not judge.

With --kills it judges: runs are killed at so many random moments, first where nothing is published yet, then where each document
has changed since it was. After each kill every output must be the one before or the one after, whole; a last run must make all.
"""
import argparse
import hashlib
import itertools
import os
import pathlib
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SEED = ROOT / 'content' / 'shifeng-cac-2023'
NAMES = '东南西北中山水林田湖草沙清河青石白云长安永和新华光明建设民主团结友谊胜利红旗金银铜铁锦绣前程'


def names():
    """Of three characters, none beside itself: a word that stands twice is a finding."""
    for last, middle, first in itertools.product(NAMES, repeat=3):
        if first != middle != last:
            yield first + middle + last


def make(folder, count):
    for number, name in enumerate(itertools.islice(names(), count)):
        project = folder / f'部门{number + 1}'
        shutil.copytree(SEED, project, ignore=shutil.ignore_patterns('out', 'out-section'))
        for path in (project / 'gongkai.yaml', *(project / 'sections').glob('*.md'), *(project / 'tables').glob('*.csv')):
            text = path.read_text('utf-8')
            path.write_text(text.replace('株洲市石峰区', f'{name}市{name[::-1]}区').replace('石峰', name), 'utf-8')


def measure(what, count, command, environment):
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
    messages = process.stderr.read().decode('utf-8', 'replace').strip().splitlines()
    process.wait()
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f'{what:24} {count:6} documents  {cpu:8.2f} s cpu {1000 * cpu / count:7.2f} ms each  {wall:8.2f} s wall '
          f'{1000 * wall / count:7.2f} ms each  {after.ru_maxrss / 1024:6.0f} MiB  {messages[-1] if messages else ""}', flush=True)
    if process.returncode != 0:
        sys.exit('\n'.join(messages[-10:]))


# ---- kills

def published(folder):
    """Of each document the names and bytes of its files, without what is noted of one machine's files."""
    return {output.name: {str(path.relative_to(output)): hashlib.sha256(path.read_bytes()).digest() for path in output.rglob('*')
                          if path.is_file() and not path.name.startswith('.gongkai-seen')}
            for output in folder.iterdir() if output.name[0] != '.'} if folder.exists() else {}


def run_killed(command, environment, after):
    """True where it ended before."""
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    return process.returncode >= 0


def kill(work, command, environment, kills, random):
    """command('FOLDER') builds all into it. Returns how many runs were killed before they ended."""
    versions, ended = [{}], 0
    for time_of in (0, 1):
        if time_of == 1:
            for section in (work / 'projects').glob('*/sections/5*.md'):
                section.write_text(section.read_text('utf-8') + '\n另有一段话。\n', 'utf-8')
        start = time.monotonic()
        subprocess.run(command(f'whole{time_of}'), env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wall = time.monotonic() - start
        versions.append(published(work / f'whole{time_of}'))
        for _ in range(kills // 2):
            ended += run_killed(command('killed'), environment, random.uniform(0, 2 * wall / kills))
            for name, files in published(work / 'killed').items():
                if files not in [version.get(name) for version in versions[-2:]]:
                    sys.exit(f'{name}: neither the output before nor the one after')
        subprocess.run(command('killed'), env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        left = [path.name for path in (work / 'killed').iterdir() if path.name[0] == '.']
        if left or published(work / 'killed') != versions[-1]:
            sys.exit(f'not as a run that was not killed: {left}')
    return kills // 2 * 2 - ended


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('gongkai', type=pathlib.Path)
    parser.add_argument('--count', type=int, default=1000)
    parser.add_argument('--to', default='pdf,html,xlsx,data')
    parser.add_argument('--singles', type=int, help='how many are built by single runs (default: a tenth)')
    parser.add_argument('--keep', type=pathlib.Path, help='leave the documents and outputs in this folder')
    parser.add_argument('--kills', type=int, default=0, help='kill so many runs')
    parser.add_argument('--seed', type=int, default=0, help='of the moments at which they are killed')
    arguments = parser.parse_args()
    work = arguments.keep or pathlib.Path(tempfile.mkdtemp(prefix='gongkai-many-'))
    work.mkdir(exist_ok=True)
    gongkai, singles = str(arguments.gongkai.resolve()), arguments.singles or max(1, arguments.count // 10)
    environment = dict(os.environ, LC_ALL='C.UTF-8', XDG_CACHE_HOME=str(work / 'cache'))
    try:
        if not (work / 'projects').exists():
            make(work / 'projects', arguments.count)
        names = [f'部门{number + 1}' for number in range(arguments.count)]
        projects = [str(work / 'projects' / name) for name in names]
        if arguments.kills:
            killed = kill(work, lambda folder: [gongkai, 'build', *projects, '--to', arguments.to, '-o', str(work / folder)], environment,
                          arguments.kills, random.Random(arguments.seed))
            print(f'{killed} of {arguments.kills // 2 * 2} runs killed; each output whole, in the end all as of runs that were not')
            return
        listed = '\n'.join(str(work / 'projects' / name) for name in names[-singles:])
        (work / 'list').write_text(listed + '\n', 'utf-8')
        one = ('sh', '-c', 'xargs -P "$(nproc)" -I{} "$0" build {} --to "$1" <"$2"', gongkai, arguments.to, str(work / 'list'))
        many = [gongkai, 'build', *projects, '--to', arguments.to, '-o', str(work / 'out')]
        measure('single runs', singles, one, environment)
        measure('one run', arguments.count, many, environment)
        measure('again', arguments.count, many, environment)
        measure('again, all bytes read', arguments.count, [*many, '--verify'], environment)
        measure('single runs', singles, one, environment)
    finally:
        if not arguments.keep:
            shutil.rmtree(work)


if __name__ == '__main__':
    main()
