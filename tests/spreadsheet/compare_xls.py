"""Reads every .xls below a folder (test files of public projects, say) with sheet_dump and with xlrd, and compares what both read.

Usage: SHEET_DUMP=build/dev/tests/sheet_dump build/test-data/spreadsheets/bin/python compare_xls.py FOLDER [--verbose]

Exit status 1 where the reader crashed or a cell differs. Files that the reader refuses are listed by rule, with whether xlrd reads them.
"""
import collections
import json
import os
import pathlib
import re
import subprocess
import sys

import xlrd

DUMP = os.environ.get('SHEET_DUMP', 'sheet_dump')


def dump(path):
    try:
        done = subprocess.run([DUMP, path], capture_output=True, timeout=60)
    except subprocess.TimeoutExpired:
        return -1, [], []
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode('utf-8', 'replace').splitlines()


def other(path):
    try:
        with open(os.devnull, 'w') as log:
            return xlrd.open_workbook(path, formatting_info=True, logfile=log)
    except Exception as error:  # whatever it does not read
        return f'{type(error).__name__}: {error}'


def number(text):
    text = text.strip().removesuffix('%')
    return float(text) if re.fullmatch(r'-?\d*\.?\d+(E[+-]?\d+)?', text) else None


def same(text, fault, cell):
    """Whether a cell's text is what xlrd has of it; None where the two cannot be compared (dates, faults)."""
    if fault or cell.ctype in (xlrd.XL_CELL_ERROR, xlrd.XL_CELL_DATE):
        return None
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return text.strip().upper() in ('TRUE', 'FALSE', '1', '0')
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        read = number(text)
        if read is None:
            return None  # as a format shows it
        return any(abs(value - read) <= 1e-9 * max(1, abs(value)) for value in (cell.value, cell.value * 100))
    return text.strip() == str(cell.value).strip()


def compare(path, sheets, book, counts):
    wrong = []
    for sheet in sheets:
        if sheet['name'] not in book.sheet_names():
            continue
        theirs = book.sheet_by_name(sheet['name'])
        ours = {(r, c): (text, fault) for r, c, text, fault in sheet['cells']}
        for r in range(theirs.nrows):
            for c in range(theirs.row_len(r)):
                cell = theirs.cell(r, c)
                if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or str(cell.value).strip() == '':
                    continue
                text, fault = ours.get((r + 1, c + 1), ('', 0))
                answer = same(text, fault, cell)
                counts['cells' if answer else 'not compared' if answer is None else 'differ'] += 1
                if answer is False and not sheet['broken']:
                    wrong.append(f'{sheet["name"]}!R{r + 1}C{c + 1}: {text!r}, xlrd {cell.value!r}')
        merges = sorted([a + 1, left + 1, b, right] for a, b, left, right in theirs.merged_cells)
        if not sheet['broken'] and sorted(sheet['merges']) != merges:
            wrong.append(f'{sheet["name"]}: merges {sheet["merges"][:3]} and {merges[:3]}')
    return wrong


def main(folder, verbose):
    counts, refused, crashed, wrong = collections.Counter(), collections.Counter(), [], 0
    for path in sorted(pathlib.Path(folder).rglob('*.xls')):
        status, sheets, findings = dump(path)
        book = other(path)
        if status < 0 or status > 3:
            crashed.append(path)
        elif not sheets:
            why = findings[0].split()[0] if findings else 'nothing'
            refused[f'{why}; xlrd {"reads it" if not isinstance(book, str) else "does not"}'] += 1
            if verbose and not isinstance(book, str):
                print('refused:', path, findings[:1])
        elif isinstance(book, str):
            counts['files that xlrd does not read'] += 1
        else:
            counts['files compared'] += 1
            found = compare(path, sheets, book, counts)
            if any(sheet['broken'] for sheet in sheets):
                print('broken:', path, findings[:1])
            for line in found[:5 if verbose else 1]:
                print(f'{path}: {line}')
            wrong += bool(found)
    print(dict(counts))
    for why, n in refused.items():
        print(f'refused {n}: {why}')
    print(f'{wrong} files differ, {len(crashed)} crashed', *crashed)
    return bool(wrong or crashed)


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], '--verbose' in sys.argv))
