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
ASSESSED = ['项目名称', '指标名称', '目标值', '权重', '得分', '等级']
# What one text says is asked of the whole document; rules that have their examples elsewhere, and are here for what stays silent.
ALONE = {'attachment-missing', 'units-counted', 'cost-rise', 'cost-base'}
OTHERS = {'counts', 'personal-data', 'figure-differs', 'words-contradict', 'department-kind', 'date-cutoff', 'department-self', 'decimals-mixed', 'none-contradicts', 'figure-unbound'}


def cases():
    """(line number, wrong or right, rule, base, edits) of each."""
    found = []
    for number, line in enumerate(CASES.read_text('utf-8').splitlines(), 1):
        if line and not line.startswith('#'):
            word, rule, base, edits = line.split(' ', 3)
            found.append((number, word, rule, base, edits))
    return found


def link(path, there):
    """A copy where it is another file system's."""
    try:
        os.link(path, there)
    except OSError:
        shutil.copy(path, there)


class Copy:
    """A project of links to a base's files; what is changed is written anew."""

    def __init__(self, base, folder):
        self.folder = folder
        for path in base.rglob('*'):
            there = folder / path.relative_to(base)
            if path.is_dir():
                there.mkdir(parents=True, exist_ok=True)
            else:
                there.parent.mkdir(parents=True, exist_ok=True)
                link(path, there)

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

    def apply(self, together):
        """The edits of all cases; where each one's text stands, and what is marked in it."""
        marks, text = {}, '# 其他情况\n'
        for number, word, rule, base, edits in together:
            for edit in edits.split(' & '):
                if not edit.strip().startswith(': '):
                    self.edit(edit.strip())
                    continue
                text += f'\n## 其他情况之{number}\n\n' if len(together) > 1 else '\n'
                mark = {'first': text.count('\n') + 1}
                text += edit.strip()[2:].replace('‖', '\n\n')
                if '⟦' in text:
                    before = text.split('⟦')[0].split('\n')
                    mark['at'] = (len(before), len(before[-1]) + 1)
                text = text.replace('⟦', '').replace('⟧', '') + '\n'
                marks[number] = mark | {'last': text.count('\n')}
        if marks:
            self.write(self.folder / TEXT, text)
        return marks

    def text(self, text):
        self.write(self.folder / TEXT, '# 其他情况\n\n' + text + '\n')

    def edit(self, edit):
        if edit == '-':
            return
        if edit.startswith('@'):
            self.manifest(*map(str.strip, edit[1:].split(':', 1)))
        elif edit.startswith('~'):
            self.replace(*edit[1:].split(' → '))
        elif edit.startswith('%'):
            self.write(self.folder / 'tables' / '项目支出绩效自评表.yaml', 'columns: [{ name: 项目名称, kind: name }, ' +
                       ', '.join(f'{{ name: {name}, kind: text }}' for name in ASSESSED[1:]) + ']\n')
            self.write(self.folder / 'tables' / '项目支出绩效自评表.csv', ','.join(ASSESSED) + '\n' + edit[1:].replace('‖', '\n') + '\n')
        elif edit.startswith('>'):  # a file, and what it holds
            name, text = edit[1:].split(': ', 1)
            self.write(self.folder / name, text.replace('‖', '\n').replace('\\0', '\0') + '\n')
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
                    link(path, self.folder / folder / path.name)
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
        """Sections of different rules share a project: the first of each, the second of each, …; other cases have their own."""
        bases, projects, count = self.bases(), [], collections.Counter()
        shared = {}
        for case in cases():
            number, word, rule, base, edits = case
            if edits == '-':
                shared.setdefault((word, base, 0), []).append(case)
            elif edits.startswith(': ') and ' & ' not in edits and rule not in ALONE | OTHERS:
                count[word, rule, base] += 1
                shared.setdefault((word, base, count[word, rule, base]), []).append(case)
            else:
                projects.append([case])
        projects += shared.values()
        copies = [Copy(bases[together[0][3]], self.work / 'cases' / str(together[0][0])) for together in projects]
        marks = [copy.apply(together) for copy, together in zip(copies, projects)]
        checked = json.loads(gongkai('check', '--format', 'json', *(copy.folder for copy in copies)).out)['projects']
        counts = collections.Counter()
        for together, marked, project in zip(projects, marks, checked):
            for case in together:
                self.compare(case, marked.get(case[0]), project['findings'], len(together) > 1)
                counts[case[2], case[1]] += 1
        print()
        for rule in sorted({rule for rule, _ in counts}):
            print(f'{rule:24} wrong {counts[rule, "wrong"]:3}  right {counts[rule, "right"]:3}')
        few = {rule: (counts[rule, 'wrong'], counts[rule, 'right']) for rule, _ in counts if counts[rule, 'wrong'] and rule not in OTHERS}
        self.assertEqual({rule: n for rule, n in few.items() if min(n) < 10}, {})

    def compare(self, case, marked, findings, shared):
        number, word, rule, base, edits = case
        found = [f for f in findings if f['rule'] == rule]
        with self.subTest(line=number, word=word, rule=rule, edits=edits):
            if word == 'right':
                self.assertEqual([f['message'] for f in found], [])
                broken = {'yaml-syntax', 'key-unknown', 'value-invalid', 'table-header-missing', 'csv-ragged', 'file-missing'}
                self.assertEqual([f['message'] for f in findings if f['rule'] in broken], [])
                return
            if shared and marked:
                found = [f for f in found if f.get('file') == TEXT and marked['first'] <= f.get('line', 0) <= marked['last']]
            self.assertTrue(found, sorted({f['rule'] for f in findings}))
            if marked and 'at' in marked:
                self.assertIn(marked['at'], [(f.get('line'), f.get('column')) for f in found])

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
        self.append(self.project / 'gongkai.yaml', 'attachments: [附件/照片.png]\n')
        (self.project / '附件').mkdir()
        shutil.copy(self.project / 'images' / 'a.png', self.project / '附件' / '照片.png')
        self.assertEqual(self.build().status, 0)
        self.assertIn('附件/照片.png', files_of(self.out))
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

    def package(self, name, **parts):
        """A document of Office Open XML or OpenDocument with these properties."""
        path = self.project / '附件' / name
        path.parent.mkdir(exist_ok=True)
        kind = {'.docx': ('word/document.xml', '<document><body><p><r><t>绩效良好</t></r></p></body></document>'), '.xlsx': ('xl/workbook.xml', '<workbook><sheets/></workbook>')}
        main, text = kind[path.suffix]
        with zipfile.ZipFile(path, 'w') as book:
            book.writestr('[Content_Types].xml', '<Types/>')
            book.writestr('_rels/.rels', f'<Relationships><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{main}"/></Relationships>')
            book.writestr(main, text)
            for part, properties in parts.items():
                book.writestr(f'docProps/{part}.xml', f'<p:Properties xmlns:p="p" xmlns:dc="d">{properties}</p:Properties>')

    def test_attachments(self):
        """They stand beside the site under their names, offered and recorded; one with a page's name is refused."""
        self.package('报告.docx')
        (self.project / '附件' / '说明.txt').write_text('完成', 'utf-8')
        (self.project / '.隐藏.txt').write_text('不公开', 'utf-8')
        self.append(self.project / 'gongkai.yaml', 'attachments: [附件/报告.docx]\n')
        self.append(self.section(1), '\n详见[说明](附件/说明.txt)，[甲](../外面.txt)，[乙](.隐藏.txt)，[丙](附件/没有.txt)。\n')
        (self.work / '外面.txt').write_text('别处', 'utf-8')
        self.assertEqual(self.build().status, 0)
        files = files_of(self.out)
        self.assertEqual(files['附件/报告.docx'], (self.project / '附件' / '报告.docx').read_bytes())
        self.assertEqual(files['附件/说明.txt'], '完成'.encode())
        self.assertFalse([name for name in files if '外面' in name or '隐藏' in name or '没有' in name])
        self.assertIn('下载报告.docx', files['index.html'].decode())
        self.assertIn('附件/报告.docx', [file['name'] for file in json.loads((self.out / '.gongkai').read_text('utf-8'))['files']])
        self.edit(self.project / 'gongkai.yaml', '[附件/报告.docx]', '[index.html]')
        (self.project / 'index.html').write_text('<p>完成</p>', 'utf-8')
        self.assertIn('output-name', self.build().rules())
        self.assertEqual(files_of(self.out), files)

    def test_attachment_authors(self):
        wrong = {'a.docx': {'core': '<dc:creator>张三</dc:creator>'}, 'b.docx': {'core': '<p:lastModifiedBy>李四</p:lastModifiedBy>'}, 'c.docx': {'app': '<p:Company>某公司</p:Company>'},
                 'd.xlsx': {'core': '<dc:creator>张三</dc:creator>'}, 'e.xlsx': {'core': '<dc:creator></dc:creator><p:lastModifiedBy>王五</p:lastModifiedBy>'},
                 'f.xlsx': {'app': '<p:Manager>赵六</p:Manager>'}, 'g.docx': {'core': '<dc:title>报告</dc:title><dc:creator>微软用户</dc:creator>'}, 'h.xlsx': {'app': '<p:Company>某局</p:Company>', 'core': ''},
                 'i.docx': {'core': '<dc:creator> 张三 </dc:creator>'}, 'j.xlsx': {'core': '<p:lastModifiedBy>admin</p:lastModifiedBy>'}}
        right = {'k.docx': {}, 'l.docx': {'core': '<dc:creator></dc:creator>'}, 'm.docx': {'core': '<dc:title>绩效报告</dc:title>'}, 'n.docx': {'app': '<p:Application>WPS</p:Application><p:Company/>'},
                 'o.xlsx': {}, 'p.xlsx': {'core': '<dc:creator/><p:lastModifiedBy/>'}, 'q.xlsx': {'core': '<dc:creator> </dc:creator>'}, 'r.xlsx': {'app': '<p:Pages>3</p:Pages>'},
                 's.docx': {'core': '<dc:subject>张三</dc:subject>'}, 't.xlsx': {'core': '<p:revision>3</p:revision>'}}
        for name, parts in {**wrong, **right}.items():
            self.package(name, **parts)
        self.append(self.project / 'gongkai.yaml', 'attachments: [' + ', '.join(f'附件/{name}' for name in {**wrong, **right}) + ']\n')
        found = gongkai('check', '--format', 'json', self.project).out
        self.assertEqual(sorted(f['file'] for f in json.loads(found)['projects'][0]['findings'] if f['rule'] == 'attachment-author'), sorted(f'附件/{name}' for name in wrong))

    def test_workbooks_name_nobody(self):
        gongkai('build', self.project, '-o', self.out, '--to', 'xlsx')
        for name, data in files_of(self.out).items():
            if name.endswith('.xlsx'):
                core = zipfile.ZipFile(io.BytesIO(data)).read('docProps/core.xml').decode()
                self.assertEqual(re.findall(r'<(?:dc:creator|cp:lastModifiedBy)>([^<]+)<', core), [], name)

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
