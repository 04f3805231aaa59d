#!/usr/bin/env python3
"""Runs the fuzz targets in turn until each has had its share of the processor, and enters what was reached into the ledger.

usage: turns.py MINUTES [--turn SECONDS] [--jobs N] [--until HH:MM] [NAME ...]

MINUTES are of processor time, for each target (all of run.sh, unless named). Those that have had least come first. A target
is done when it has had them and its last quarter found no new edge. The ledger, tests/fuzz/ledger.csv, stands in the
repository, and so do the inputs that hold the edges (kept.py): work goes on from sitting to sitting and on any machine. It has
of each target: minutes, runs, edges, the minute at which the last one was new, the places that its program could reach, how
many findings were mended (entered by hand), and the commit that was last fuzzed. Where a program has a tenth more or fewer
places than the ledger says, what it reads has changed so much that the target begins anew; its findings stay.

A target that finds something has no more turns until its file in build/fuzz/found is gone. An input is a finding too where it
alone takes more than SLOW seconds of the processor. Exit status 1 where something was found, 3 where a target is not done.
"""
import argparse
import csv
import dataclasses
import datetime
import os
import pathlib
import re
import resource
import subprocess
import sys
import threading

ROOT = pathlib.Path(__file__).resolve().parents[2]
KEPT = ROOT / 'build' / 'fuzz'
FOUND = KEPT / 'found'
RUN = ROOT / 'tests' / 'fuzz' / 'run.sh'
LEDGER = ROOT / 'tests' / 'fuzz' / 'ledger.csv'
SLOW = 5  # seconds of processor time for one input, with sanitizers
LONGEST = 900  # seconds by the clock until libFuzzer gives an input up: the machine may have other work
QUIET = 0.75  # of a target's minutes, after which no edge may be new
PLACES = re.compile(rb'^INFO: Loaded \d+ modules +\((\d+) inline 8-bit counters\)')
EDGES = re.compile(rb'^#\d+\s+(\w+)\s+cov: (\d+) ')
RUNS = re.compile(rb'stat::number_of_executed_units: (\d+)')


@dataclasses.dataclass
class Target:
    target: str
    minutes: float = 0
    runs: int = 0
    edges: int = 0
    last_new: float = 0
    places: int = 0
    mended: int = 0
    version: str = ''

    def reach(self, places):
        """Begins anew where the program is another."""
        if abs(places - self.places) * 10 > self.places:
            self.minutes, self.runs, self.edges, self.last_new, self.places = 0, 0, 0, 0, places

    def done(self, minutes):
        return self.minutes >= minutes and self.last_new <= QUIET * self.minutes

    def line(self, minutes):
        quiet = 1 - self.last_new / self.minutes if self.minutes else 0
        return (f'{self.target:9} {self.minutes:5.1f} of {minutes:g} min  {self.runs:>11,} runs  {self.edges:>6,} edges of {self.places:>6,}, '
                f'the last new at {self.last_new:.1f}, none in the last {quiet:.0%}')


def read_ledger():
    fields = {field.name: field.type for field in dataclasses.fields(Target)}
    if not LEDGER.is_file():
        return {}
    with open(LEDGER, encoding='utf-8', newline='') as file:
        return {row['target']: Target(**{name: fields[name](value) for name, value in row.items()}) for row in csv.DictReader(file)}


def write_ledger(targets):
    beside = LEDGER.with_suffix('.new')
    with open(beside, 'w', encoding='utf-8', newline='') as file:
        writer = csv.writer(file, lineterminator='\n')
        writer.writerow(field.name for field in dataclasses.fields(Target))
        for _, one in sorted(targets.items()):
            writer.writerow(f'{value:.1f}' if isinstance(value, float) else value for value in dataclasses.astuple(one))
    beside.replace(LEDGER)


def version():
    """The commit that everybody has: what was not pushed yet may have another name tomorrow."""
    for command in (['merge-base', 'HEAD', '@{upstream}'], ['rev-parse', 'HEAD']):
        said = subprocess.run(['git', *command], cwd=ROOT, capture_output=True, text=True, check=False)
        if said.returncode == 0:
            return said.stdout[:10]
    return ''


def used(pid):
    """Minutes of processor time of a process, those of its children left out."""
    with open(f'/proc/{pid}/stat', encoding='utf-8', errors='replace') as file:
        fields = file.read().rsplit(')', 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK') / 60


def build(names):
    subprocess.run(['cmake', '--preset', 'fuzz', '-DBUILD_TESTING=ON'], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    subprocess.run(['cmake', '--build', '--preset', 'fuzz', '--target', 'gongkai', *(f'fuzz_{name}' for name in names)], cwd=ROOT,
                   stdout=subprocess.DEVNULL, check=True)


def turn(one, seconds, log):
    """One turn; whether it ended as it should."""
    begun, reached, last, runs_now = one.minutes, 0, None, 0
    with subprocess.Popen([RUN, one.target, f'-max_total_time={seconds}', '-print_final_stats=1', f'-timeout={LONGEST}', f'-report_slow_units={SLOW}'],
                          cwd=ROOT, env=os.environ | {'FUZZ_BUILT': '1'}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT) as process:
        for line in process.stdout:
            log.write(line)
            places, edges, runs = PLACES.match(line), EDGES.match(line), RUNS.search(line)
            if places:
                one.reach(int(places[1]))
                begun = one.minutes
            if edges:
                reached = max(reached, int(edges[2]))
            if reached > one.edges:
                last = begun + used(process.pid) if one.edges else 0
                one.edges = reached
            if runs:
                runs_now = int(runs[1])
        usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(usage[1])
        one.minutes = begun + (usage[2].ru_utime + usage[2].ru_stime) / 60
        one.runs += runs_now
        one.last_new = one.last_new if last is None else last
    return process.returncode == 0


def is_slow(name, path):
    """Whether an input that took long by the clock does so by the processor's, alone."""
    limit = 12 * SLOW
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = subprocess.run([KEPT / 'tests' / 'fuzz' / f'fuzz_{name}', f'-timeout={LONGEST}', path], cwd=ROOT, capture_output=True, check=False,
                            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit)))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return result.returncode != 0 or after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime > SLOW


class Turns:
    def __init__(self, options, names):
        self.options, self.names, self.targets = options, names, read_ledger()
        for name in names:
            self.targets.setdefault(name, Target(name))
        self.version = version()
        self.lock, self.judging = threading.Lock(), threading.Lock()
        self.busy, self.found = set(), {f'{name}: {path.relative_to(ROOT)}' for name in names for path in (FOUND / name).glob('*')}
        self.broken = {line.split(':')[0] for line in self.found}

    def next(self):
        """The target that has had least; None where nothing is left to do, or no time for it."""
        late = self.options.until and datetime.datetime.now().time() >= self.options.until
        waiting = [one for name, one in self.targets.items() if name in self.names and name not in self.busy | self.broken
                   and not one.done(self.options.minutes)]
        return None if late or not waiting else min(waiting, key=lambda one: (one.minutes, self.names.index(one.target)))

    def seconds(self, one):
        """Of a turn: no more than a target lacks, so that the last one gives the others what it does not need."""
        lacking = int((self.options.minutes - one.minutes) * 60) + 5
        return lacking if 0 < lacking < self.options.turn else self.options.turn

    def judge(self, name, path):
        with self.judging:  # its seconds are told from those of other children
            if path.name.startswith(('slow-unit-', 'timeout-')) and not is_slow(name, path):
                path.unlink()
                return
        with self.lock:
            self.found.add(f'{name}: {path.relative_to(ROOT)}')
            self.broken.add(name)

    def work(self):
        while True:
            with self.lock:
                one = self.next()
                if not one:
                    return
                self.busy.add(one.target)
            folder = FOUND / one.target
            folder.mkdir(parents=True, exist_ok=True)
            with open(KEPT / f'{one.target}.log', 'ab', buffering=0) as log:
                well = turn(one, self.seconds(one), log)
            left = sorted(folder.iterdir())
            for path in left:
                self.judge(one.target, path)
            with self.lock:
                if not well and not left:
                    self.broken.add(one.target)
                self.busy.remove(one.target)
                one.version = self.version
                write_ledger(self.targets)
                print(one.line(self.options.minutes) + ('  STOPPED' if one.target in self.broken else ''), flush=True)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('minutes', type=float)
    parser.add_argument('names', nargs='*')
    parser.add_argument('--turn', type=int, default=120)
    parser.add_argument('--jobs', type=int, default=1)
    parser.add_argument('--until', type=datetime.time.fromisoformat)
    options = parser.parse_intermixed_args()
    names = options.names or subprocess.run([RUN], capture_output=True, text=True, check=True).stdout.split()
    if 'FUZZ_BUILT' not in os.environ:
        build(names)
    turns = Turns(options, names)
    workers = [threading.Thread(target=turns.work) for _ in range(options.jobs)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print()
    for name in names:
        print(turns.targets[name].line(options.minutes))
    for line in sorted(turns.found):
        print(f'found: {line}')
    if turns.broken:
        print(f'{", ".join(sorted(turns.broken))} stopped: see build/fuzz/NAME.log')
        sys.exit(1)
    sys.exit(0 if all(turns.targets[name].done(options.minutes) for name in names) else 3)


if __name__ == '__main__':
    main()
