#!/usr/bin/env python3
"""Time grows with the input and no faster: instructions of one command on inputs of a size n, of 2n and of 4n.

usage: linear.py GONGKAI [NAME ...] [--seconds]

Each case makes a project of a size. With I its instructions, (I(4n) - I(2n)) / (I(2n) - I(n)) is 2 where they grow with n and 4
where they grow with its square: it must be below 2.3, and I(n) at least ten times that of the smallest project. Instructions are
counted by cachegrind, the same on every machine, however busy. --seconds prints the processor's seconds at n, 10n and 30n instead
of judging. Exit status 1 where a case is steeper, 77 where valgrind is missing.
"""
import argparse
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tests' / 'intake'))
from pdfs import Pdf
STEEPEST, LEAST = 2.3, 10

MANIFEST = '''template: ./template
table-set: {table_set}
year: 2023
department: 某市某区网信办
title: 2023年部门预算公开
date: 2023-02-10 09:00
approved: 2023-01-28
unit: 万元
'''
TABLE = '名称,金额\n' + '\n'.join(f'第{row}项,{row}.5' for row in range(1, 11)) + '\n'


def project(folder, text='正文。\n', tables=None, manifest='', table_set='none'):
    shutil.rmtree(folder, ignore_errors=True)
    (folder / 'sections').mkdir(parents=True)
    (folder / 'tables').mkdir()
    (folder / 'sections' / '1-正文.md').write_text(text, 'utf-8')
    for name, content in {'明细': TABLE, **(tables or {})}.items():
        (folder / 'tables' / f'{name}.csv').write_text(content, 'utf-8')
    (folder / 'gongkai.yaml').write_text(MANIFEST.format(table_set=table_set) + manifest, 'utf-8')
    # The smallest template there is, with a page of the site's.
    shutil.copytree(ROOT / 'tests' / 'golden' / 'template', folder / 'template')
    for name in ('page.html', 'style.css', 'search.js'):
        shutil.copy(ROOT / 'templates' / 'department-budget' / name, folder / 'template')


def digits(folder, n):
    project(folder, tables={'长数': f'名称,金额\n甲,{"1" * n}\n'})


def quotations(folder, n):
    project(folder, ''.join(f'第{i}项为`= 明细[第{i % 10 + 1}项, 金额]`万元。\n\n' for i in range(n)))


def quotations_of_a_paragraph(folder, n):
    project(folder, '，'.join(f'第{i}项为`= 明细[第{i % 10 + 1}项, 金额]`万元' for i in range(n)) + '。\n')


def totals(folder, n):
    rows = ''.join(f'{201 + i // 1000},{i // 10 % 100:02},{i % 10:02},第{i}项,1.00,0.50,0.50\n' for i in range(n))
    whole = ''.join(f'{201 + i},,,第{i}类,7.00,7.00,7.00\n' for i in range((n + 999) // 1000))
    project(folder, tables={'支出表': f'类,款,项,科目名称,合计,基本支出,项目支出\n,,,合计,3.00,2.00,2.00\n{whole}{rows}',
                            '收支总表': '收入/项目,收入/本年预算,支出/项目,支出/本年预算\n合计,1.00,合计,1.00\n'}, table_set='long',
            manifest='rules:\n  - { id: 行, each: 支出表, that: "行[合计] = 行[基本支出]" }\n'
                     '  - { id: 级, each: 支出表 level=类, that: "行[合计] = 合计(行/*[合计])" }\n'
                     '  - { id: 总, that: "支出表[合计, 合计] = 合计(支出表[*, 合计])" }\n')


def digits_of_text(folder, n):
    project(folder, '1' * n + '万元。\n')


def named(folder, n):
    project(folder, manifest='figures:\n' + ''.join(f'  数{i}: 明细[第{i % 10 + 1}项, 金额]\n' for i in range(n)))


def each(folder, n):
    rows = ''.join(f'第{i}行,{i + 1}.5\n' for i in range(n))
    project(folder, '~~~each 长表\n`= 行.名称`有`= 行[金额]`万元。\n~~~\n', tables={'长表': f'名称,金额\n{rows}'})


def headings(folder, n):
    project(folder, ''.join(f'# 第{i}章\n\n正文。\n\n' for i in range(n)))


def paragraph(folder, n):
    project(folder, '本部门负责网络安全和信息化工作的统筹协调，并按规定公开预算。' * n + '\n')


def table_line(pdf, y, row, name='项目'):
    if name:
        pdf.text(40, y, f'{name}{row}', 5)
    for column in range(10):
        pdf.text(130 + 44 * column, y, f'{row}.{column}0', 5)


def table_head(pdf, y):
    pdf.text(40, y, '名称', 5)
    for column in range(10):
        pdf.text(128 + 44 * column, y, f'第{column}列', 5)


def pages_of_a_table(folder, n):
    project(folder)
    pdf = Pdf()
    for page in range(n):
        pdf.page()
        table_head(pdf, 40)
        for row in range(30):
            table_line(pdf, 50 + 10 * row, page * 30 + row)
    (folder / 'published.pdf').write_bytes(pdf.bytes())


def dense_page(folder, n):
    """Names of two lines, with the amounts beside their middle."""
    project(folder)
    pdf = Pdf(height=100 + 14 * n).page()
    table_head(pdf, 40)
    for row in range(n):
        y = 60 + 14 * row
        table_line(pdf, y, row, '')
        pdf.text(40, y - 3, f'{row}类款项经费支出第一行', 5).text(40, y + 3, '与第二行', 5)
    (folder / 'published.pdf').write_bytes(pdf.bytes())


CHECK, SITE, PDF = ('check',), ('build', '--to', 'html', '--draft'), ('build', '--to', 'pdf', '--draft')
CASES = {  # how it is made, the command, n
    'digits': (digits, CHECK, 1000000),
    'digits-text': (digits_of_text, CHECK, 90000),
    'quotations': (quotations, CHECK, 1200),
    'quotations-site': (quotations, SITE, 1200),
    'quotations-paragraph': (quotations_of_a_paragraph, CHECK, 1600),
    'totals': (totals, CHECK, 1000),
    'named': (named, CHECK, 2600),
    'each': (each, CHECK, 1000),
    'each-site': (each, SITE, 1000),
    'headings': (headings, CHECK, 1000),
    'headings-site': (headings, SITE, 1000),
    'headings-pages': (headings, PDF, 1000),
    'paragraph': (paragraph, CHECK, 6500),
    'paragraph-site': (paragraph, SITE, 5000),
    'paragraph-pages': (paragraph, PDF, 4500),
    'pdf-pages': (pages_of_a_table, CHECK, 8),
    'pdf-dense': (dense_page, CHECK, 180),
}


class Runner:
    def __init__(self, gongkai, work):
        self.gongkai, self.work = gongkai, work
        self.environment = {'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8', 'XDG_CACHE_HOME': str(work / 'cache'), 'GONGKAI_THREADS': '1'}

    def command(self, words):
        out = ['-o', str(self.work / 'out')] if words[0] == 'build' else []
        published = self.work / 'project' / 'published.pdf'
        return [str(self.gongkai), words[0], str(published if published.exists() else self.work / 'project'), *words[1:], *out]

    def instructions(self, words):
        self.seconds(words)  # subsets of fonts are made once, and then found
        command = ['valgrind', '--tool=cachegrind', '--cache-sim=no', '--cachegrind-out-file=/dev/null', *self.command(words)]
        said = subprocess.run(command, env=self.environment, capture_output=True, check=False).stderr.decode('utf-8', 'replace')
        return max(int(refs.replace(',', '')) for refs in re.findall(r'I +refs: +([\d,]+)', said))  # not a helper's

    def seconds(self, words):
        process = subprocess.Popen(self.command(words), env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        return os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime


def judge(runner, name):
    make, words, n = CASES[name]
    project(runner.work / 'project')
    smallest = runner.instructions(words)
    counted = []
    for times in (1, 2, 4):
        make(runner.work / 'project', times * n)
        counted.append(runner.instructions(words))
    ratio = (counted[2] - counted[1]) / max(1, counted[1] - counted[0])
    large = counted[0] >= LEAST * smallest
    print(f'{name:22} n={n:<6} {ratio:5.2f}  I(n)/I(0)={counted[0] / smallest:.1f}{"" if ratio < STEEPEST and large else "  WRONG"}', flush=True)
    return ratio < STEEPEST and large


def show_seconds(runner, name):
    make, words, n = CASES[name]
    for times in (1, 10, 30):
        make(runner.work / 'project', times * n)
        status, seconds = runner.seconds(words)
        print(f'{name:22} n={times * n:<7} status {status}  {seconds:7.2f} s', flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('gongkai', type=pathlib.Path)
    parser.add_argument('names', nargs='*', metavar='NAME')
    parser.add_argument('--seconds', action='store_true')
    arguments = parser.parse_args()
    if not arguments.seconds and not shutil.which('valgrind'):
        sys.exit(77)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-linear-'))
    runner, right = Runner(arguments.gongkai.resolve(), work), True
    try:
        for name in arguments.names or CASES:
            if arguments.seconds:
                show_seconds(runner, name)
            else:
                right = judge(runner, name) and right
    finally:
        shutil.rmtree(work)
    sys.exit(0 if right else 1)


if __name__ == '__main__':
    main()
