#!/usr/bin/env python3
"""Runs the fuzz targets in turn until each has had its share of the processor, and prints what was reached.

usage: turns.py MINUTES [--turn SECONDS] [--until HH:MM] [NAME ...]

MINUTES are of processor time, for each target (all of run.sh, unless named). Turns are short, so that all get on together;
what was reached is kept in build/fuzz/turns.json, with the corpora beside it, and goes on when it is called again. A target
that finds something has no more turns until its file in build/fuzz/found is gone. For each target: minutes, runs, how many
edges its corpus covers, and at which minute the last one was new. Exit status 1 where something was found, 3 where a target
is not done.
"""
import argparse
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
KEPT = ROOT / 'build' / 'fuzz'
FOUND = KEPT / 'found'
RUN = ROOT / 'tests' / 'fuzz' / 'run.sh'
LONGEST = 60  # seconds by the clock that one input may take: the machine may have other work
EDGES = re.compile(rb'^#\d+\s+(\w+)\s+cov: (\d+) ')
RUNS = re.compile(rb'stat::number_of_executed_units: (\d+)')


def new_target():
    return {'seconds': 0.0, 'runs': 0, 'edges': 0, 'last': 0.0, 'program': None}


def used(pid):
    """Seconds of processor time of a process, those of its children left out."""
    with open(f'/proc/{pid}/stat', encoding='utf-8', errors='replace') as file:
        fields = file.read().rsplit(')', 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


def program_of(name):
    """What tells one build of a target from another: its edges are counted anew."""
    path = KEPT / 'tests' / 'fuzz' / f'fuzz_{name}'
    return [path.stat().st_size, path.stat().st_mtime_ns] if path.is_file() else None


def turn(name, target, seconds, log):
    """One turn; whether it ended as it should."""
    with subprocess.Popen([RUN, name, f'-max_total_time={seconds}', '-print_final_stats=1', f'-timeout={LONGEST}'], cwd=ROOT,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        for line in process.stdout:
            log.write(line)
            edges, runs = EDGES.match(line), RUNS.search(line)
            if edges and edges[1] == b'INITED' and target['program'] != program_of(name):
                target['program'], target['edges'] = program_of(name), int(edges[2])
            if edges and int(edges[2]) > target['edges']:
                target['edges'], target['last'] = int(edges[2]), target['seconds'] + used(process.pid)
            if runs:
                target['runs'] += int(runs[1])
        usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(usage[1])
        target['seconds'] += usage[2].ru_utime + usage[2].ru_stime
    return process.returncode == 0


def line_of(name, target, minutes):
    done = target['seconds'] / 60
    quiet = 1 - target['last'] / target['seconds'] if target['seconds'] else 0
    return (f'{name:9} {done:5.1f} of {minutes:g} min  {target["runs"]:>11,} runs  {target["edges"]:>6,} edges, '
            f'the last new at {target["last"] / 60:.1f}, none in the last {quiet:.0%}')


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('minutes', type=float)
    parser.add_argument('names', nargs='*')
    parser.add_argument('--turn', type=int, default=120)
    parser.add_argument('--until', type=datetime.time.fromisoformat)
    options = parser.parse_args()
    all_names = subprocess.run([RUN], capture_output=True, text=True, check=True).stdout.split()
    names, state = options.names or all_names, KEPT / 'turns.json'
    FOUND.mkdir(parents=True, exist_ok=True)
    targets = json.loads(state.read_text('utf-8')) if state.is_file() else {}
    found, broken = set(), set()

    def waiting():
        return [name for name in names if name not in broken and targets.setdefault(name, new_target())['seconds'] < options.minutes * 60]

    def late():
        return options.until and datetime.datetime.now().time() >= options.until

    with open(KEPT / 'turns.log', 'ab', buffering=0) as log:
        while waiting() and not late():
            for name in sorted(waiting(), key=lambda name: targets[name]['seconds']):
                if late():
                    break
                before = set(FOUND.iterdir())
                log.write(f'\n==== {name}\n'.encode())
                if not turn(name, targets[name], options.turn, log):
                    broken.add(name)
                for path in sorted(set(FOUND.iterdir()) - before):
                    if path.name.startswith('slow-unit-'):
                        continue
                    found.add(f'{name}: {path.relative_to(ROOT)}')
                    broken.add(name)
                state.write_text(json.dumps(targets, indent=1), 'utf-8')
                print(line_of(name, targets[name], options.minutes) + ('  STOPPED' if name in broken else ''), flush=True)
    print()
    for name in names:
        print(line_of(name, targets.get(name, new_target()), options.minutes))
    for line in sorted(found):
        print(f'found: {line}')
    if broken:
        print(f'{", ".join(sorted(broken))} stopped: see build/fuzz/turns.log')
        sys.exit(1)
    sys.exit(3 if waiting() else 0)


if __name__ == '__main__':
    main()
