"""What auditors look for, case by case (audit.txt): what is wrong is found by its rule, at its place; what is right is silent."""
import collections
import csv
import io
import json
import os
import pathlib
import re
import shutil
import struct
import unittest
import zipfile
import zlib

from harness import ROOT, ProjectTest, files_of, gongkai

CASES = pathlib.Path(__file__).with_name('audit.txt')
BASES = {'budget': ROOT / 'content' / 'shifeng-cac-2023', 'accounts': ROOT / 'content' / 'yunxi-education-2024'}
STARTERS = {'office': ('department-accounts', 'national'), 'plan': ('department-budget', 'national'), 'unit': ('unit-budget', 'national')}
TEXT = 'sections/9-其他.md'


def cases():
    """(line number, wrong or right, rule, base, edits) of each."""
    found = []
    for number, line in enumerate(CASES.read_text('utf-8').splitlines(), 1):
        if line and not line.startswith('#'):
            word, rule, base, edits = line.split(' ', 3)
            found.append((number, word, rule, base, edits))
    return found


class Copy:
    """A project of links to a base's files; what is changed is written anew."""

    def __init__(self, base, folder):
        self.folder = folder
        self.marked = None
        for path in base.rglob('*'):
            there = folder / path.relative_to(base)
            if path.is_dir():
                there.mkdir(parents=True, exist_ok=True)
            else:
                there.parent.mkdir(parents=True, exist_ok=True)
                os.link(path, there)

    def write(self, path, text):
        path.parent.mkdir(exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_text(text, 'utf-8')

    def table(self, name, folder='tables'):
        names = sorted((self.folder / folder).glob('*.csv'), key=lambda path: len(path.name))
        return next(path for path in names if re.sub(r'^\d+-', '', path.stem) == name)

    def records(self, path):
        return list(csv.reader(io.StringIO(path.read_text('utf-8-sig'))))

    def write_records(self, path, records):
        out = io.StringIO()
        csv.writer(out, lineterminator='\n').writerows(records)
        self.write(path, out.getvalue())

    def set_cell(self, path, row, column, value):
        records = self.records(path)
        head = records[0]
        at = int(column) if column.isdigit() else next(i for i, name in enumerate(head) if name == column or name.endswith('/' + column))
        record = records[1] if row == '*' else next((r for r in records[1:] if row in [cell.strip() for cell in r]), None)
        if record is None:
            raise LookupError(f'{path.name} has no row {row}')
        record[at] = value
        self.write_records(path, records)

    def add_record(self, path, record):
        text, cells = path.read_text('utf-8'), record.split(',')
        cells += [''] * (len(self.records(path)[0]) - len(cells))
        self.write(path, text + ('' if text.endswith('\n') else '\n') + ','.join(cells) + '\n')

    def manifest(self, key, value):
        path = self.folder / 'gongkai.yaml'
        lines = path.read_text('utf-8').split('\n')
        kept, dropping = [], False
        for line in lines:
            dropping = line.startswith(key + ':') or (dropping and line.startswith(' '))
            if not dropping:
                kept.append(line)
        self.write(path, '\n'.join(kept) + (f'\n{key}: {value}\n' if value else '\n'))

    def replace(self, old, new):
        """In whatever section has it."""
        for path in sorted((self.folder / 'sections').glob('*.md')):
            text = path.read_text('utf-8')
            if old in text:
                self.write(path, text.replace(old, new, 1))
                return
        raise LookupError(f'no section has {old}')

    def text(self, text):
        text = '# 其他情况\n\n' + text.replace('‖', '\n\n') + '\n'
        if '⟦' in text:
            before = text.split('⟦')[0].split('\n')
            self.marked = (len(before), len(before[-1]) + 1)
        self.write(self.folder / TEXT, text.replace('⟦', '').replace('⟧', ''))

    def edit(self, edit):
        if edit == '-':
            return
        if edit.startswith(': '):
            self.text(edit[2:])
        elif edit.startswith('@'):
            self.manifest(*map(str.strip, edit[1:].split(':', 1)))
        elif edit.startswith('~'):
            self.replace(*edit[1:].split(' → '))
        elif edit.startswith('>'):  # a file, and what it holds
            name, text = edit[1:].split(': ', 1)
            self.write(self.folder / name, text.replace('‖', '\n') + '\n')
        elif edit.startswith('+'):
            name, record = edit[1:].split(': ', 1)
            self.add_record(self.table(*reversed(name.split('.')) if '.' in name else (name,)), record)
        else:
            match = re.fullmatch(r'(?:([^\s.]+)\.)?([^\[]+)\[(.+), ?([^,]+)\]=(.*)', edit)
            if not match:
                raise ValueError(edit)
            folder, name, row, column, value = match.groups()
            folder = {'批复': 'approved'}.get(folder, folder) or 'tables'
            if folder == 'approved' and not (self.folder / folder).exists():
                (self.folder / folder).mkdir()
                for path in (self.folder / 'tables').glob('*.csv'):
                    os.link(path, self.folder / folder / path.name)
                self.manifest('approved-tables', 'approved')
            self.set_cell(self.table(name, folder), row, column, value)


class AuditTest(ProjectTest):
    def bases(self):
        made = dict(BASES)
        for name, (template, tables) in STARTERS.items():
            made[name] = self.work / name
            gongkai('new', '--example', '--template', template, '--table-set', tables, made[name], SOURCE_DATE_EPOCH='1741600000')
        return made

    def test_cases(self):
        bases, copies, folders = self.bases(), {}, []
        for number, word, rule, base, edits in cases():
            copies[number] = copy = Copy(bases[base], self.work / 'cases' / str(number))
            for edit in edits.split(' & '):
                copy.edit(edit.strip())
            folders.append(copy.folder)
        projects = json.loads(gongkai('check', '--format', 'json', *folders).out)['projects']
        counts = collections.Counter()
        for (number, word, rule, base, edits), project in zip(cases(), projects):
            with self.subTest(line=number, word=word, rule=rule, edits=edits):
                found = [f for f in project['findings'] if f['rule'] == rule]
                if word == 'wrong':
                    self.assertTrue(found, sorted({f['rule'] for f in project['findings']}))
                    marked = copies[number].marked
                    if marked:
                        self.assertIn(marked, [(f.get('line'), f.get('column')) for f in found])
                else:
                    self.assertEqual([f['message'] for f in found], [])
                    broken = {'yaml-syntax', 'key-unknown', 'value-invalid', 'table-header-missing', 'csv-ragged', 'file-missing'}
                    self.assertEqual([f['message'] for f in project['findings'] if f['rule'] in broken], [])
                counts[rule, word] += 1
        print()
        for rule in sorted({rule for rule, _ in counts}):
            print(f'{rule:24} wrong {counts[rule, "wrong"]:3}  right {counts[rule, "right"]:3}')

    def test_units(self):
        """A unit is approved by its department within 15 days of the department's approval."""
        for template, tables, name in (('unit-budget', 'national', 'a'), ('department-budget', 'national', 'whole')):
            gongkai('new', '--example', '--template', template, '--table-set', tables, self.work / name, SOURCE_DATE_EPOCH='1741600000')
        unit, whole = Copy(self.work / 'a', self.work / 'u'), Copy(self.work / 'whole', self.work / 'd')
        whole.manifest('units', '[../u]')
        for own, theirs, found in (('2026-01-20', '2026-02-05', True), ('2026-01-20', '2026-01-19', True), ('2026-02-25', '2026-03-13', True), ('2026-01-20', '2026-02-04', False),
                                   ('2026-01-20', '2026-01-20', False), ('2026-02-14', '2026-03-01', False), ('2026-01-20', '', False)):
            with self.subTest(own=own, theirs=theirs):
                whole.manifest('approved', own)
                unit.manifest('approved', theirs)
                self.assertEqual('approval-late' in gongkai('check', whole.folder).rules(), found)

    def test_units_counted(self):
        """Against gongkai.yaml's units: the department itself is none of its own."""
        for name in ('a', 'b'):
            gongkai('new', '--example', '--template', 'unit-budget', '--table-set', 'national', self.work / name, SOURCE_DATE_EPOCH='1741600000')
        gongkai('new', '--example', '--template', 'department-budget', '--table-set', 'national', self.work / 'whole', SOURCE_DATE_EPOCH='1741600000')
        whole = Copy(self.work / 'whole', self.work / 'd')
        whole.manifest('units', '[../a, ../b]')
        for text, found in (('预算编报范围的单位共3个。', True), ('预算编报范围的单位共2个。', False), ('下属单位3个。', True), ('下属单位1个。', False), ('所属二级预算单位2个。', False),
                            ('纳入编报范围的独立核算单位五家。', True), ('内设科室3个。', False), ('本部门预算单位1个。', True)):
            with self.subTest(text):
                whole.text(text)
                self.assertEqual('units-counted' in gongkai('check', whole.folder).rules(), found)

    def test_approval_named(self):
        """Where the template wants it: the number and the day, in the manifest and in the text."""
        self.manifest = self.project / 'gongkai.yaml'
        template = self.work / 'named'
        template.mkdir()
        (template / 'template.yaml').write_text('name: named\nextends: department-budget\napproval: { named: true }\n', 'utf-8')
        self.edit(self.manifest, 'template: department-budget', 'template: ../named')
        self.assertEqual(self.missing(), 2)
        self.append(self.manifest, 'approval-number: 石财预〔2023〕5号\n')
        self.assertEqual(self.missing(), 2)
        self.append(self.section(1), '\n本预算由区财政局批复（石财预〔2023〕5号）。\n')
        self.assertEqual(self.missing(), 1)
        self.append(self.section(1), '\n批复日期为2023年1月28日。\n')
        self.assertEqual(self.missing(), 0)

    def missing(self):
        return [finding['rule'] for finding in gongkai('check', self.project).findings].count('approval-missing')

    def test_nobody_is_in_the_outputs(self):
        """Who made a picture or a workbook stands in no output, whole or packed."""
        mark = b'ZhangSanMark'
        chunk = lambda kind, data: struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
        (self.project / 'images').mkdir()
        (self.project / 'images' / 'a.png').write_bytes(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 2, 2, 8, 2, 0, 0, 0)) +
                                                       chunk(b'tEXt', b'Author\0' + mark) + chunk(b'eXIf', b'II*\0' + mark) +
                                                       chunk(b'IDAT', zlib.compress(b'\0' + b'abc' * 2 + b'\0' + b'abc' * 2)) + chunk(b'IEND', b''))
        self.append(self.section(1), '\n![图](images/a.png)\n')
        self.assertEqual(self.build().status, 0)
        for name, data in files_of(self.out).items():
            packed = [data]
            if zipfile.is_zipfile(io.BytesIO(data)):
                book = zipfile.ZipFile(io.BytesIO(data))
                packed += [book.read(part) for part in book.namelist()]
            for stream in re.findall(rb'stream\r?\n(.*?)endstream', data, re.S) if name.endswith('.pdf') else []:
                try:
                    packed.append(zlib.decompressobj().decompress(stream))
                except zlib.error:
                    pass
            self.assertFalse([part for part in packed if mark in part], name)

    def test_approved_workbook(self):
        """A workbook, and what is no table or not there."""
        gongkai('build', self.project, '-o', self.out, '--to', 'xlsx')
        whole = max(self.out.rglob('*.xlsx'), key=lambda path: path.stat().st_size)
        shutil.copy(whole, self.work / '批复表.xlsx')
        self.edit(self.project / 'gongkai.yaml', 'unit: 万元', 'unit: 万元\napproved-tables: ../批复表.xlsx')
        self.assertEqual(gongkai('check', self.project).findings, [])
        self.edit(self.table('部门支出总表'), '33.8', '33.9')
        self.assertIn('approved-differs', gongkai('check', self.project).rules())
        (self.work / '批复表.xlsx').unlink()
        self.assertIn('value-invalid', gongkai('check', self.project).rules())


if __name__ == '__main__':
    unittest.main()
