"""Writes a starter's tables as one workbook, each sheet with habits drawn of those that departments have.

Usage: make_habits.py TABLES SEED OUT.xlsx [anew]; anew: another program saves it again, which is not read in all that it keeps. Prints a line of JSON for each sheet: its name, its table's number and its habits.
"""
import csv
import json
import pathlib
import random
import re
import sys
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

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
    'in the sheet name': ('name', '（元）', 1),
    'in a comment': ('comment', '金额单位：元', 1),
    'in the head of its pages': ('page', '单位：元', 1),
    'not said': ('none', '', 10000),
    'in words that are not understood': ('line', '本表按元填列', 1),
}
MONEY = {1: '元', 1000: '千元', 10000: '万元'}
FORMS = {  # number formats, and how many times what they show is stored
    'General': ('General', 1),
    '0.00': ('0.00', 1),
    'with its unit': ('#,##0.00"{}"', 1),
    'accounting': ('_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', 1),
    'red': ('#,##0.00;[Red]-#,##0.00', 1),
    'in thousands': ('#,##0.00,', 1000),
    'in 万 by a point': ('0"."0000', 10000),
    'by size': ('[>=10000]0.0,"万元";0.00', 1),
    'not shown': (';;;', 1),
}
ANEW = {'in a comment', 'in the head of its pages'}  # units that are read of workbooks as Excel writes them
HABITS = {
    'unit': list(UNITS),
    'format': list(FORMS),
    'names': ['as they are', 'as they are', 'broken by hand'],
    'unseen': ['nothing', 'nothing', 'white zeros', 'a white row', 'a struck row'],
    'beside': ['nothing', 'comments', 'frozen and filtered', 'protected', 'lists to choose from', 'links', 'a text far out'],
    'owner': ['none', '单位：', '编制单位：', '预算单位：'],
    'below': ['none', 'starred note', 'signatures in one cell', 'signatures in several', 'page number', 'note', 'note and signatures', 'note on rounding',
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
RARE = {('format', 'by size'), ('format', 'not shown'), ('unseen', 'a white row'), ('unseen', 'a struck row'), ('beside', 'a text far out'),
        ('unit', 'in words that are not understood'), ('below', 'other text'), ('amounts', 'formulas'), ('hidden', 'a row'),
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


class Number(float):
    """An amount with its number format."""
    form = 'General'


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
            cell = self.sheet.cell(self.row, column, float(value) if isinstance(value, Number) else value)
            if isinstance(value, Number):
                cell.number_format = value.form
                if value == 0 and self.habits['unseen'] == 'white zeros':
                    cell.font = Font(color='FFFFFFFF')
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
        if habit == 'noise' and (rate or FORMS[self.habits['format']][1] == 1):
            return float(value) * 3 / 3 + 0.0
        if habit == 'formulas' and self.random.random() < 0.2:
            return f'={value}+0'
        form, times = FORMS['General' if rate else self.habits['format']]
        number = Number(value * times)
        number.form = form.format(MONEY[self.power]) if '{}' in form else form
        return number

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
        if self.kind(column) in ('科目名称', '单位名称') and self.habits['names'] == 'broken by hand' and len(text) > 5 and text == text.strip():
            return text[:4] + '\n' + text[4:]
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

        if self.habits['unseen'] in ('a white row', 'a struck row'):
            self.put({1: '李四', 2: '身份证'})
            for cell in self.sheet[self.row]:
                cell.font = Font(color='FFFFFFFF') if self.habits['unseen'] == 'a white row' else Font(strike=True)

    def beside(self):
        sheet, habit = self.sheet, self.habits['beside']
        if self.where == 'comment':
            sheet.cell(2, 1).comment = Comment(self.words, '财务')
        elif habit == 'comments':
            sheet.cell(self.row, 1).comment = Comment('已与预算批复核对', '李四')
        if self.where == 'page':
            sheet.oddHeader.right.text = self.words
        if habit == 'frozen and filtered':
            sheet.freeze_panes, sheet.auto_filter.ref = 'C4', f'A3:D{max(self.row, 4)}'
        if habit == 'protected':
            sheet.protection.sheet = True
        if habit == 'lists to choose from':
            choice = DataValidation(type='list', formula1='"是,否"')
            sheet.add_data_validation(choice)
            choice.add(f'B4:B{max(self.row, 4)}')
        if habit == 'links':
            sheet.cell(1, 1).hyperlink = 'https://example.cn/'
        if habit == 'a text far out':
            sheet.cell(self.row, 300, '李四')

    def below(self):
        below, width = self.habits['below'], len(self.head_paths()) * self.blocks
        if self.where == 'note':
            self.put({1: self.words})
        if below.startswith('note on'):
            self.put({1: '注：部分数据因四舍五入存在尾差。'})
        elif below.startswith('note'):
            self.put({1: '注：1．本表反映部门预算。'})
            self.put({1: '2．数据来自预算批复。'})
        if below == 'starred note':
            self.put({1: '※本表为预算批复数'})
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
        self.beside()
        self.below()


def main(tables, seed, out, anew=''):
    random_, book = random.Random(int(seed)), Workbook()
    book.remove(book.active)
    for path in sorted(pathlib.Path(tables).glob('[0-9]*.csv')):
        habits = draw(random_)
        if anew and habits['unit'] in ANEW:
            habits['unit'] = '元 beside the department'
        name = {'name': path.stem[3:], 'number and name': f'{int(path.stem[:2])}{path.stem[3:]}', 'title only': f'Sheet{path.stem[:2]}'}
        said = UNITS[habits['unit']][1] if UNITS[habits['unit']][0] == 'name' else ''
        sheet = book.create_sheet(name[habits['sheet']][:31 - len(said)] + said)
        made = Sheet(sheet, path, habits, random_)
        made.write()
        print(json.dumps({'sheet': sheet.title, 'number': made.number, 'habits': habits}, ensure_ascii=False))
    book.save(out)


main(*sys.argv[1:])
