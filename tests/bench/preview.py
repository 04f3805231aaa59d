#!/usr/bin/env python3
"""Time from a save to the preview's event, and what hundreds of them cost in memory.

usage: preview.py GONGKAI [--runs N]

Workloads as in bench.py. One character of the middle section is changed; from the write's begin to the event's arrival in a
client that listens. Prints the median and the worst of N saves and the resident memory after the first and the last.
"""
import argparse
import http.client
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from bench import make_workload  # noqa: E402


class Preview:
    """The preview of a project, and a client that listens to it."""

    def __init__(self, gongkai, project, cache):
        self.process = subprocess.Popen([str(gongkai), 'preview', str(project), '--draft'], stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, env=dict(os.environ, XDG_CACHE_HOME=str(cache)))
        address = self.process.stdout.readline().decode()
        match = re.fullmatch(r'http://127\.0\.0\.1:(\d+)(/[0-9a-f]+)/\n', address)
        if not match:
            sys.exit(f'no preview: {address!r}')
        self.connection = http.client.HTTPConnection('127.0.0.1', int(match[1]), timeout=60)
        self.connection.request('GET', match[2] + '/events')
        self.events = self.connection.getresponse()

    def wait(self):
        """Until the next event has come whole."""
        lines = []
        while True:
            line = self.events.readline()
            if not line:
                sys.exit('the preview ended')
            if line == b'\n' and any(each.startswith(b'data:') for each in lines):
                return
            lines.append(line)

    def resident(self):
        status = pathlib.Path(f'/proc/{self.process.pid}/status').read_text()
        return int(re.search(r'VmRSS:\s+(\d+)', status)[1]) / 1024

    def end(self):
        self.connection.close()
        self.process.terminate()
        self.process.wait(10)


def measure(gongkai, name, project, work, runs):
    preview = Preview(gongkai, project, work / 'cache')
    sections = sorted((project / 'sections').glob('*.md'))
    section = sections[len(sections) // 2]
    text = section.read_text('utf-8')
    times, first = [], 0
    preview.wait()  # for the build at the start
    for index in range(runs + 1):
        start = time.monotonic()
        section.write_text(f'{text}\n第{index}次。\n', 'utf-8')
        preview.wait()
        times.append((time.monotonic() - start) * 1000)
        time.sleep(0.05)  # until the build before is freed
        if index == 0:
            times.clear()  # the first opens what later ones find open
            first = preview.resident()
    print(f'{name:8} preview  {statistics.median(times):7.1f} ms median  {max(times):7.1f} ms worst of {runs}  '
          f'{first:7.1f} MiB at first  {preview.resident():7.1f} MiB at last', flush=True)
    preview.end()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('gongkai', type=pathlib.Path)
    parser.add_argument('--runs', type=int, default=20)
    arguments = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-bench-'))
    try:
        for name, times in (('seed', 1), ('x10', 10), ('x60', 60)):
            project = work / name
            make_workload(project, times)
            measure(arguments.gongkai.resolve(), name, project, work, arguments.runs)
    finally:
        shutil.rmtree(work)


if __name__ == '__main__':
    main()
