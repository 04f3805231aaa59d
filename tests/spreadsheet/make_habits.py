"""Writes a starter's tables as one workbook, each sheet with habits drawn of those that departments have.

Usage: make_habits.py TABLES SEED OUT.xlsx; prints a line of JSON for each sheet: its name, its table's number and its habits.
"""
import csv
import json
import pathlib
import random
import re
import sys
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Alignment

AMOUNT = re.compile(r'-?\d+(\.\d+)?')
UNITS = {  # how the unit is said: where, in which words, how many 元 it has
    '万元 beside the department': ('line', '单位：万元', 10000),
    '元 beside the department': ('line', '单位：元', 1),
    '金额单位：元（列至角分）': ('line', '金额单位：元（列至角分）', 1),
    '人民币单位：元': ('line', '人民币单位：元', 1),
    '单位 元': ('line', '单位 元', 1),
    '（元）': ('line', '（元）', 1),
    '单位：千元': ('line', '单位：千元', 1000),
    'in the title': ('title', '（单位：元）', 1),
    'in the heads': ('heads', '（元）', 1),
    'in a note': ('note', '注：本表金额单位为元。', 1),
    'not said': ('none', '', 10000),
    'in words that are not understood': ('line', '本表按元填列', 1),
}
HABITS = {
    'unit': list(UNITS),
    'owner': ['none', '单位：', '编制单位：', '预算单位：'],
    'below': ['none', 'signatures in one cell', 'signatures in several', 'page number', 'note', 'note and signatures', 'note on rounding',
              'telephone', 'other text'],
    'again': ['once', 'header repeated', 'title and header repeated'],
    'numbering': ['none', '栏次', 'numbers'],
    'codes': ['text', 'numbers', 'only where they change', 'in names', 'whole'],
    'amounts': ['numbers', 'texts', 'with commas', 'noise', 'formulas'],
    'heads': ['as they are', 'other words', 'with 序号 and 备注', 'spread with blanks', 'groups unmerged'],
    'hidden': ['nothing', 'nothing', 'a row', 'a column'],
    'blocks': ['one', 'one', 'side by side'],
    'sheet': ['name', 'number and name', 'title only'],
    'zeros': ['0', 'blank', '—'],
}
RARE = {('unit', 'in words that are not understood'), ('below', 'other text'), ('amounts', 'formulas'), ('hidden', 'a row'),
        ('hidden', 'a column')}  # that an author must mend: not in every other sheet
PLAIN = ('单位编码', '单位代码', '行次', '栏次', '序号')  # numbers that are no amounts
WORDS = {'科目名称': '功能分类科目名称', '合计': '合计数', '本年预算': '2026年预算数', '单位名称': '预算单位名称'}


def draw(random_):
    habits = {}
    for habit, choices in HABITS.items():
        choice = random_.choice(choices)
        if (habit, choice) in RARE and random_.random() < 0.7:
            choice = choices[0]
        habits[habit] = choice
    return habits


class Sheet:
    def __init__(self, sheet, path, habits, random_):
        with open(path, encoding='utf-8-sig', newline='') as stream:
            self.header, *self.records = list(csv.reader(stream))
        self.sheet, self.habits, self.random, self.row = sheet, habits, random_, 0
        self.number, self.title = int(path.stem[:2]), path.stem[3:]
        self.where, self.words, self.power = UNITS[habits['unit']]
        self.paths = [name.split('/') for name in self.header]
        self.lists = len({path[0] for path in self.paths if path[-1] in ('项目', '科目名称')}) > 1

    def put(self, cells, texts=False):
        self.row += 1
        for column, value in cells.items():
            cell = self.sheet.cell(self.row, column, value)
            if texts and isinstance(value, str):
                cell.number_format = '@'

    def amount(self, text, rate):
        value = Decimal(text) if rate else Decimal(text) * 10000 / self.power
        habit = self.habits['amounts']
        if value == 0 and self.habits['zeros'] != '0':
            return None if self.habits['zeros'] == 'blank' else '—'
        if habit == 'texts':
            return str(value)
        if habit == 'with commas':
            return f'{value:,.2f}'
        if habit == 'noise':
            return float(value) * 3 / 3 + 0.0
        if habit == 'formulas' and self.random.random() < 0.2:
            return f'={value}+0'
        return float(value)

    def kind(self, column):
        return self.paths[column][-1]

    # ---- what is done with codes

    def is_code(self, column):
        return self.kind(column) in ('类', '款', '项', '科目编码')

    def columns(self):
        """The CSV's columns that the sheet has: codes may stand in the names."""
        if self.lists:
            return list(range(len(self.header)))
        if self.habits['codes'] in ('in names', 'whole') and any(self.is_code(c) for c in range(len(self.header))):
            return [c for c in range(len(self.header)) if not self.is_code(c)]
        return list(range(len(self.header)))

    def code(self, record):
        return ''.join(record[c] for c in range(len(record)) if self.is_code(c))

    def value(self, record, column, above):
        text = record[column]
        if AMOUNT.fullmatch(text) and not self.is_code(column) and self.kind(column) not in PLAIN:
            return self.amount(text, self.kind(column).endswith('率'))
        if self.is_code(column):
            if self.habits['codes'] == 'only where they change' and above and self.kind(column) in ('类', '款'):
                same = all(above[c] == record[c] for c in range(column + 1) if self.is_code(c))
                last = not any(record[c] for c in range(column + 1, len(record)) if self.is_code(c))
                if same and not last:
                    return None
            if self.habits['codes'] == 'numbers' and text.isdigit():
                return int(text)
        if self.kind(column) == '科目名称' and self.habits['codes'] == 'in names' and not self.lists and self.code(record):
            return self.random.choice(['[{}]{}', '{}-{}', '{}{}', '{} {}']).format(self.code(record), text.strip())
        return text or None

    # ---- the sheet from its top

    def preface(self):
        title = f'2026年{self.title}' + (self.words if self.where == 'title' else '')
        self.put({1: title})
        owner = '' if self.habits['owner'] == 'none' else self.habits['owner'] + '示例市示例区政务服务局'
        line = {1: owner} if owner else {}
        if self.where == 'line':
            line[max(len(self.shown), 3)] = self.words
        if line:
            self.put(line)

    def name(self, text):
        if self.habits['heads'] == 'other words':
            return WORDS.get(text, text)
        if self.habits['heads'] == 'spread with blanks' and len(text) == 2:
            return f'{text[0]}　　{text[1]}'
        return text

    def head_paths(self):
        paths = []
        for column in self.shown:
            path = [self.name(part) for part in self.paths[column]]
            if self.where == 'heads' and column in self.amounts:
                path[-1] += self.words
            paths.append(path)
        if self.habits['codes'] == 'whole' and len(self.shown) < len(self.header):
            paths.insert(0, ['科目编码'])
        if self.habits['heads'] == 'with 序号 and 备注':
            paths = [['序号'], *paths, ['备注']]
        return paths

    def heads(self):
        paths = self.head_paths() * self.blocks
        depth, top = max(map(len, paths)), self.row + 1
        rows = [{} for _ in range(depth)]
        for column, path in enumerate(paths, 1):
            for level, part in enumerate(path):
                if level == len(path) - 1 or column == 1 or paths[column - 2][:level + 1] != path[:level + 1]:
                    rows[level][column] = part
        for cells in rows:
            self.put(cells)
        if self.habits['heads'] == 'groups unmerged' or self.merged:
            return
        self.merged = True
        for column, path in enumerate(paths, 1):
            if depth > len(path):
                self.sheet.merge_cells(start_row=top + len(path) - 1, end_row=top + depth - 1, start_column=column, end_column=column)
            for level in range(len(path) - 1):
                last = column
                while last < len(paths) and paths[last][:level + 1] == path[:level + 1] and len(paths[last]) > level + 1:
                    last += 1
                first = column == 1 or paths[column - 2][:level + 1] != path[:level + 1]
                if first and last > column:
                    self.sheet.merge_cells(start_row=top + level, end_row=top + level, start_column=column, end_column=last)

    def numbering(self):
        if self.habits['numbering'] == 'none' or self.blocks > 1:
            return
        width = len(self.head_paths())
        if self.habits['numbering'] == '栏次':
            self.put({1: '栏次', **{c: c - 1 for c in range(2, width + 1)}})
        elif width >= 6:
            self.put({c: c for c in range(1, width + 1)})

    def cells(self, number, record, above):
        values = [self.value(record, c, above) for c in self.shown]
        if self.habits['codes'] == 'whole' and len(self.shown) < len(self.header):
            values.insert(0, self.code(record) or None)
        if self.habits['heads'] == 'with 序号 and 备注':
            values = [number, *values, '王五' if number == 2 else None]
        return values

    def body(self):
        rows = [self.cells(i, record, self.records[i - 2] if i > 1 else None) for i, record in enumerate(self.records, 1)]
        half = -(-len(rows) // self.blocks)
        for i in range(half):
            if i and i == half // 2 and self.habits['again'] != 'once' and self.blocks == 1:
                if self.habits['again'] == 'title and header repeated':
                    self.put({1: '第1页 共2页'})
                    self.preface()
                self.heads()
            values = [value for block in range(self.blocks) if i + block * half < len(rows) for value in rows[i + block * half]]
            self.put({c: value for c, value in enumerate(values, 1) if value is not None}, texts=True)
        if self.habits['hidden'] == 'a row':
            self.put({1: '李四', 2: '身份证'})
            self.sheet.row_dimensions[self.row].hidden = True
        if self.habits['hidden'] == 'a column':
            column = len(self.head_paths()) * self.blocks + 1
            self.sheet.cell(self.row, column, '李四')
            self.sheet.column_dimensions[self.sheet.cell(1, column).column_letter].hidden = True

    def below(self):
        below, width = self.habits['below'], len(self.head_paths()) * self.blocks
        if self.where == 'note':
            self.put({1: self.words})
        if below.startswith('note on'):
            self.put({1: '注：部分数据因四舍五入存在尾差。'})
        elif below.startswith('note'):
            self.put({1: '注：1．本表反映部门预算。'})
            self.put({1: '2．数据来自预算批复。'})
        if below in ('signatures in one cell', 'note and signatures'):
            self.put({1: '填表人：张三　　审核：李四　　填报日期：2026年1月5日'})
        if below == 'signatures in several':
            self.put({1: '制 表 人：', 2: '张三', max(width, 4): '复核：李四'})
        if below == 'page number':
            self.put({1: '第1页', max(width, 2): '共1页'})
        if below == 'telephone':
            self.put({1: '联系电话', 2: 13800001111})
        if below == 'other text':
            self.put({1: '请各科室于三日内反馈意见，联系王五。'})

    def write(self):
        self.merged = False
        self.shown = self.columns()
        self.amounts = {c for c in range(len(self.header)) if not self.is_code(c) and
                        any(AMOUNT.fullmatch(r[c]) for r in self.records) and self.kind(c) not in PLAIN and not self.kind(c).endswith('率')}
        self.blocks = 2 if self.habits['blocks'] == 'side by side' and not self.lists and len(self.records) > 2 else 1
        if self.blocks == 2 and len({tuple(p) for p in self.head_paths()}) != len({p[-1] for p in self.head_paths()}):
            self.blocks = 1
        self.preface()
        self.heads()
        self.numbering()
        self.body()
        self.below()


def main(tables, seed, out):
    random_, book = random.Random(int(seed)), Workbook()
    book.remove(book.active)
    for path in sorted(pathlib.Path(tables).glob('[0-9]*.csv')):
        habits = draw(random_)
        name = {'name': path.stem[3:], 'number and name': f'{int(path.stem[:2])}{path.stem[3:]}', 'title only': f'Sheet{path.stem[:2]}'}
        sheet = book.create_sheet(name[habits['sheet']][:31])
        made = Sheet(sheet, path, habits, random_)
        made.write()
        print(json.dumps({'sheet': sheet.title, 'number': made.number, 'habits': habits}, ensure_ascii=False))
    book.save(out)


main(*sys.argv[1:])
