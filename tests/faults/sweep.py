#!/usr/bin/env python3
"""Makes one thing fail in a build, for every thing that can, one by one: allocations, threads, system calls, kills.

usage: sweep.py GONGKAI FAULTS.so [--sample N] [--seed S] [--only KIND ...] [--at N] [--from N] [--minutes M] [--copies N]

The example is built over an older output of its own. Whatever fails, the build ends by itself with a status of its own and a
message, and there stands either the older output, byte for byte, or the new one; with status 0 the new one; beside it nothing,
unless it was killed or could not remove what it had made (memory+: nor list it), and then the next build removes that. An
allocation that fails ends in status 3 and the message of full memory alone, a system call that matters in status 3. --sample takes N of each kind, spread over all; --only and --at repeat one; --from begins later.
--copies N lets every N-th allocation fail in a copy of the process that is made before it, in one run: with 1 all of them. What a copy
would remove it does not; that is seen where an allocation fails in the process itself.
Prints the counts, and how to repeat what was wrong; exit status 1 where anything was.
"""
import argparse
import collections
import os
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SEED = ROOT / 'content' / 'shifeng-cac-2023'
KINDS = ['memory', 'memory+', 'thread', 'call', 'kill']
COUNTED = {'memory': 0, 'memory+': 0, 'thread': 1, 'call': 2, 'kill': 3}
WRONG = 16
RECORD = struct.Struct(f'=4Q2Q{WRONG}Q{WRONG}qQ216s')  # of faults.c
LONGEST = 120  # seconds; more is a hang
NOT_SUPPORTED = 77
FULL = 'gongkai: out of memory\n'


def files_of(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob('*')) if path.is_file()}


class Faults:
    """A command in which things fail; its cache and what was counted lie in `work`."""

    def __init__(self, gongkai, library, work):
        self.gongkai, self.library = gongkai, library
        self.cache, self.counts = work / 'cache', work / 'counts'

    def run_it(self, arguments, fault=None, counted=False, cwd=None):
        environment = {'PATH': os.environ['PATH'], 'HOME': '/nonexistent', 'LC_ALL': 'C.UTF-8', 'XDG_CACHE_HOME': str(self.cache)}
        if fault or counted:
            self.counts.write_bytes(bytes(RECORD.size))
            environment.update(LD_PRELOAD=str(self.library), GONGKAI_FAULT_COUNTS=str(self.counts))
        if fault:
            environment['GONGKAI_FAULT'] = '%s %d' % fault
        return subprocess.run([str(self.gongkai), *map(str, arguments)], env=environment, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=LONGEST, check=False)

    def counted(self):
        if not any(self.counts.read_bytes()):
            sys.exit(f'{self.library} was not loaded')
        return RECORD.unpack(self.counts.read_bytes())

    def failed_call(self):
        *_, number, file = RECORD.unpack(self.counts.read_bytes())
        return f' (system call {number} {file.rstrip(bytes(1)).decode("utf-8", "replace")})'


class Build(Faults):
    """The example, built over an older output of its own."""

    def __init__(self, gongkai, library, work):
        super().__init__(gongkai, library, work)
        self.project, self.place = work / 'project', work / 'place'
        self.kept, self.kept_cache = work / 'kept', work / 'kept-cache'
        shutil.copytree(SEED, self.project, ignore=shutil.ignore_patterns('out', 'out-section'))
        self.place.mkdir()
        first = sorted((self.project / 'sections').glob('*.md'))[0]
        now = first.read_text('utf-8')
        first.write_text(now + '\n这一段只在旧稿里。\n', 'utf-8')
        self.older = self.plain()
        shutil.copytree(self.place / 'out', self.kept)
        shutil.rmtree(self.cache)  # the new output's build makes its subsets: there is more that may fail
        self.cache.mkdir()
        shutil.copytree(self.cache, self.kept_cache)
        first.write_text(now, 'utf-8')
        self.newer = self.plain()
        assert self.older != self.newer

    def run(self, fault=None, counted=False):
        process = self.run_it(['build', self.project, '-o', self.place / 'out'], fault, counted)
        return process.returncode, process.stderr.decode('utf-8', 'replace')

    def plain(self):
        status, said = self.run()
        if status != 0:
            sys.exit(f'the example cannot be built:\n{said}')
        return files_of(self.place / 'out')

    def restore(self):
        for folder, kept in ((self.place, None), (self.cache, self.kept_cache)):
            shutil.rmtree(folder)
            if kept:
                shutil.copytree(kept, folder)
        self.place.mkdir()
        shutil.copytree(self.kept, self.place / 'out')

    def copies(self, every):
        """Every so many-th allocation fails in a copy of the process; how many copies ended as they must, and those that did not."""
        self.restore()
        process = self.run_it(['build', self.project, '-o', self.place / 'out', '--no-sandbox'], ('memory*', every))
        if process.returncode == NOT_SUPPORTED:
            sys.exit(NOT_SUPPORTED)
        counted = self.counted()
        right, wrong = counted[4:6]
        at = [f'--at {n} (ended {end})' for n, end in zip(counted[6:6 + WRONG], counted[6 + WRONG:6 + 2 * WRONG]) if n]
        stands = files_of(self.place / 'out') == self.newer and process.returncode == 0
        return counted[0], right, wrong, at, stands

    def count(self):
        self.restore()
        status, said = self.run(counted=True)
        if status != 0:
            print(said, file=sys.stderr)
            sys.exit(status)
        return self.counted()

    def one(self, kind, n):
        """What became of it, and whether that is as it must be."""
        self.restore()
        try:
            status, said = self.run((kind, n))
        except subprocess.TimeoutExpired:
            return 'hang', False, ''
        out = files_of(self.place / 'out') if (self.place / 'out').is_dir() else {}
        stands = 'older' if out == self.older else 'newer' if out == self.newer else 'other'
        beside = {path.name for path in self.place.iterdir()} - {'out'}
        result = f'{status} {stands}' + (' beside' if beside else '')
        killed = kind == 'kill' and status == -9
        if status < 0 and not killed:
            return f'crash {-status} {stands}', False, said
        right = stands != 'other' and (status != 0 or stands == 'newer') and (killed or status == 0 or said != '')
        if kind in ('memory', 'memory+'):
            right = right and (not beside or kind == 'memory+') and (status == 0 or (status == 3 and said == FULL))
        if kind == 'call':  # nothing in the document is wrong
            right = right and status in (0, 3)
        if beside:
            status, _ = self.run()
            right = right and kind in ('memory+', 'call', 'kill') and status == 0 and files_of(self.place / 'out') == self.newer and \
                {path.name for path in self.place.iterdir()} == {'out'}
        return result, right, said


def chosen(total, sample, source):
    """`sample` numbers from 1 to total, one of each part of equal size; all where there are no more."""
    if not sample or total <= sample:
        return range(1, total + 1)
    return [source.randint(total * i // sample + 1, total * (i + 1) // sample) for i in range(sample)]


def sweep(faults, arguments, said_of=''):
    """All that was chosen of one command; how much was wrong."""
    totals, wrong = faults.count(), 0
    source, end = random.Random(arguments.seed), time.monotonic() + arguments.minutes * 60
    for kind in arguments.only or KINDS:
        total, results = totals[COUNTED[kind]], collections.Counter()
        for n in [arguments.at] if arguments.at else chosen(total, arguments.sample, source):
            if n < arguments.first:
                continue
            if time.monotonic() > end:
                print(f'{said_of}{kind}: stopped before {n} for the time')
                break
            result, right, said = faults.one(kind, n)
            results[result + ('' if right else ' WRONG')] += 1
            if not right or arguments.at:
                wrong += not right
                call = faults.failed_call() if kind == 'call' else ''
                print(f'{"right" if right else "wrong"}: {said_of}--only {kind} --at {n}{call}: {result}\n{said[-600:]}', flush=True)
        listed = ', '.join(f'{count} × {result}' for result, count in sorted(results.items()))
        print(f'{said_of}{kind}: {sum(results.values())} of {total}: {listed}', flush=True)
    return wrong


def sweep_copies(build, every):
    total, right, wrong, at, stands = build.copies(every)
    print(f'memory*: {right + wrong} of {total}: {right} × 3 with its message, {wrong} × not; the build that was copied '
          f'{"is right" if stands else "IS WRONG"}', flush=True)
    for one in at:
        print(f'wrong: --only memory {one}', flush=True)
    return wrong + (not stands) + (right == 0)


def options(about):
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('gongkai', type=pathlib.Path)
    parser.add_argument('library', type=pathlib.Path)
    parser.add_argument('--sample', type=int, default=0)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--only', choices=KINDS, action='append')
    parser.add_argument('--at', type=int)
    parser.add_argument('--from', type=int, default=1, dest='first')
    parser.add_argument('--minutes', type=float, default=24 * 60)
    return parser


def main():
    parser = options(__doc__)
    parser.add_argument('--copies', type=int, default=0)
    arguments = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-faults-'))
    try:
        build = Build(arguments.gongkai.resolve(), arguments.library.resolve(), work)
        wrong = sweep_copies(build, arguments.copies) if arguments.copies else 0
        if arguments.only or not arguments.copies:
            wrong += sweep(build, arguments)
        sys.exit(1 if wrong else 0)
    finally:
        shutil.rmtree(work)


if __name__ == '__main__':
    main()
