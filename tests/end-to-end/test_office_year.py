"""An office through a year: frozen, published, corrected, verified, archived, next year begun from it; nothing withheld in 公开/."""
import io
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile

import office_fixture as fixture
import test_office_hand_out as drafts
from harness import GONGKAI, gongkai

HEAD = fixture.HEAD + ['批复文号', '涉密审查人', '涉密审查日期', '签字人', '签字日期', '联系人', '备注']
SIGNED = ['', '张审查', '2026-02-03', '李签发', '2026-02-04', '王联系', '内部备注标记']
PUBLISHED = {'101': '2026-02-05T10:00', '101001': '2026-02-06', '102': '2026-02-05', '103': '2026-02-06'}
REGISTER = [row + SIGNED for row in fixture.REGISTER]


def url(code):
    return f'https://www.example.gov.cn/2026/{code}.html'


def everything(folder):
    """Every file's name and bytes below a folder, those within archives too, and the text of PDFs."""
    for path in sorted(pathlib.Path(folder).rglob('*')):
        if path.is_file():
            yield from opened(str(path.relative_to(folder)), path.read_bytes())


def opened(name, data):
    yield name, data
    if data[:4] == b'PK\x03\x04':
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            for part in book.namelist():
                yield from opened(f'{name}!{part}', book.read(part))
    if data[:5] == b'%PDF-':
        with tempfile.NamedTemporaryFile(suffix='.pdf') as file:
            file.write(data)
            file.flush()
            for tool in (['pdftotext', file.name, '-'], ['pdfinfo', '-meta', file.name], ['pdfinfo', file.name]):
                yield f'{name}!{tool[0]}', subprocess.run(tool, capture_output=True, check=True).stdout


def messages(result, rule):
    """What findings of a rule say; their places may be cells of the register."""
    return re.findall(rf'(?:^|: )(?:remark|note|warning|error): (.*) \[{rule}\]$', result.err, re.M)


def found_in(folder, words):
    return [(name, word) for name, data in everything(folder) for word in words
            if word.encode() in data or word.encode() in name.encode()]


WORK = pathlib.Path(tempfile.mkdtemp())


def setUpModule():
    unittest.addModuleCleanup(shutil.rmtree, WORK)
    made = WORK / 'made'
    fixture.make(made)
    fixture.write_register(made / '名册.xlsx', REGISTER, HEAD)
    result = gongkai('office', 'finalize', made, *PUBLISHED)
    assert result.status == 0, result.err


class YearTest(unittest.TestCase):
    """Each test has an office of its own, by a copy of one that is finalized once."""

    work = WORK

    def setUp(self):
        self.office = pathlib.Path(tempfile.mkdtemp(dir=self.work)) / '清河县2026预算'
        shutil.copytree(self.work / 'made', self.office)
        self.tables = fixture.tables()

    def run_office(self, verb, *arguments, status=0):
        result = gongkai('office', verb, self.office, *arguments)
        self.assertEqual(result.status, status, result.out + result.err)
        return result

    def publish(self, *codes):
        for code in codes or PUBLISHED:
            self.run_office('record', code, url(code), PUBLISHED[code])

    def archive(self, code):
        return next((self.office / '存档').glob(code + '_*'))

    def change_export(self, folder=None):
        """One amount of 101001 by ten, wherever it stands, so that all still adds up."""
        def changed(unit):
            unit['items'] = [('2010301', '行政运行', 72260, 0, 69010)] + unit['items'][1:]
        kept = fixture.UNITS['101001']['items']
        try:
            changed(fixture.UNITS['101001'])
            fixture.write_export((folder or self.office) / '导出' / '2026-01-20', fixture.tables())
        finally:
            fixture.UNITS['101001']['items'] = kept

    def status_rows(self, today='2026-02-08'):
        self.run_office('status', '--today', today)
        page = (self.office / '内部/status.html').read_text('utf-8')
        rows = re.findall(r'<tr>(<td.*?)</tr>', page)
        heads = re.findall(r'<th scope="col">(.*?)</th>', page)
        cells = [[re.sub('<.*?>', '', cell) for cell in re.findall(r'<t[dh].*?>(.*?)</t[dh]>', row)] for row in rows]
        return page, {row[0]: dict(zip(heads, row)) for row in cells if len(row) > 10}


class Frozen(YearTest):
    def test_what_is_frozen_is_whole_and_stands_alone(self):
        folder = self.archive('101') / '定稿'
        lines = (folder / '清单.txt').read_text('utf-8').splitlines()
        self.assertGreater(len(lines), 30)
        subprocess.run(['sha256sum', '--quiet', '-c', '清单.txt'], cwd=folder, check=True)
        self.assertIn('units: ["单位/101001_府办本级", "单位/101002_信息中心"]', (folder / 'gongkai.yaml').read_text('utf-8'))
        alone = self.work / 'alone'
        shutil.copytree(folder, alone)
        self.assertEqual(gongkai('check', alone).status, 0)
        shutil.rmtree(alone)

    def test_figures_of_units_are_frozen_with_their_department(self):
        """What a department's text says of its units is the same in the frozen version: nothing to correct."""
        manifest = self.office / 'gongkai.yaml'
        manifest.write_text(manifest.read_text('utf-8').replace(
            'figures:\n', 'figures:\n  行政公用: "单位合计({基本支出.公用}, “行政”)"\n'), 'utf-8')
        text = self.office / '共用文字/4-其他重要事项情况说明.md'
        text.write_text(text.read_text('utf-8') + '\n`= 所属单位数`个单位中行政单位的公用经费`= 行政公用`万元。\n', 'utf-8')
        self.run_office('finalize', '101')
        self.run_office('record', '101', url('101'), '2026-02-05')
        self.assertEqual(gongkai('check', self.archive('101') / '首发_2026-02-05').status, 0)
        self.assertTrue(messages(self.run_office('correct', '101', '--reason', '录入有误', status=1), 'office-same'))

    def test_recording_changes_no_published_byte(self):
        before = list(everything(self.office / '公开'))
        self.publish()
        self.assertEqual(list(everything(self.office / '公开')), before)
        self.assertTrue((self.archive('101') / '首发_2026-02-05').is_dir())
        self.run_office('record', '101', url('101'), '2026-02-07')  # put right
        self.assertTrue((self.archive('101') / '首发_2026-02-07').is_dir())
        self.assertFalse((self.archive('101') / '首发_2026-02-05').exists())

    def test_what_cannot_be_recorded(self):
        for words, rule in ((('101', 'www.example.gov.cn', '2026-02-05'), 'office-url'), (('101', url('101'), '明天'), 'office-time'),
                            (('101', url('101'), '2026-01-02'), 'office-time')):
            self.assertTrue(messages(self.run_office('record', *words, status=1), rule))
        shutil.rmtree(self.archive('102'))
        ledger = self.office / '内部/.台账.jsonl'
        ledger.write_text(''.join(line + '\n' for line in ledger.read_text('utf-8').splitlines() if '"102"' not in line), 'utf-8')
        self.assertTrue(messages(self.run_office('record', '102', url('102'), '2026-02-05', status=1), 'office-not-final'))
        (self.archive('103') / '定稿/gongkai.yaml').write_text('year: 2026\n', 'utf-8')
        self.assertTrue(messages(self.run_office('record', '103', url('103'), '2026-02-06', status=1), 'office-frozen'))

    def test_terms_and_what_web_sites_ask(self):
        rows = [row + ['15日内' if row[0] == '101' and not row[2] else '', 'QH-' + (row[2] or row[0])] for row in REGISTER]
        fixture.write_register(self.office / '名册.xlsx', rows, HEAD + ['截止日期', '索引号'])
        manifest = self.office / 'gongkai.yaml'
        manifest.write_text(manifest.read_text('utf-8') + 'publish-within: 12\npublish-within-units: 3\nsubmission: {体裁: 通知}\n', 'utf-8')
        self.run_office('finalize', '101')
        made = (self.archive('101') / '定稿/gongkai.yaml').read_text('utf-8')
        self.assertIn('submission:\n  索引号: "QH-101"\n  体裁: "通知"\n', made)
        _, shown = self.status_rows()
        self.assertEqual([shown[code]['截止日期'] for code in ('101', '101001', '102')], ['2026-02-06', '2026-02-05', '2026-02-03'])

    def test_another_short_name_loses_nothing(self):
        changed = [[cell.replace('县府办', '政府办') if i == 4 else cell for i, cell in enumerate(row)] for row in REGISTER]
        fixture.write_register(self.office / '名册.xlsx', changed, HEAD)
        self.publish('101')
        self.assertTrue((self.office / '存档/101_县府办/首发_2026-02-05').is_dir())
        self.assertEqual(messages(self.run_office('check'), 'office-public'), [])

    def test_edits_after_signature_show(self):
        text = self.office / '部门/102_档案馆/文字'
        text.mkdir(parents=True)
        (text / '2-机构设置.md').write_text('# 机构设置\n\n核定编制`= 其他数据[编制人数]`人。\n', 'utf-8')
        page, rows = self.status_rows()
        self.assertIn('2-机构设置.md', rows['102']['审签后改动'])
        self.assertEqual(rows['103']['审签后改动'], '')
        self.assertIn('处理审签后改动', page)
        self.assertTrue(messages(self.run_office('record', '102', url('102'), '2026-02-05'), 'office-edited'))

    def test_a_document_with_errors_is_not_frozen(self):
        text = self.office / '部门/102_档案馆/文字'
        text.mkdir(parents=True)
        (text / '2-机构设置.md').write_text('# 机构设置\n\n编制5人，经费9.99万元。\n', 'utf-8')
        before = list(everything(self.archive('102')))
        self.run_office('finalize', '102', status=1)
        self.assertEqual(list(everything(self.archive('102'))), before)

    def test_a_build_leaves_what_is_frozen(self):
        before = list(everything(self.office / '公开'))
        self.change_export()
        result = gongkai('build', self.office)
        self.assertEqual(result.status, 0, result.err)
        self.assertEqual(len(messages(result, 'office-final')), 2, result.err)
        self.assertEqual(list(everything(self.office / '公开')), before)

    def test_a_full_disk_in_the_middle(self):
        """What writes past a limit is killed: the version and the ledger are whole, and it can be done again."""
        self.change_export()
        ledger = (self.office / '内部/.台账.jsonl').read_bytes()
        before = list(everything(self.archive('101001')))
        for blocks in (1, 8, 40, 100):
            result = gongkai('office', 'finalize', self.office, '101001',
                             command=('sh', '-c', f'ulimit -f {blocks}; exec "$0" "$@"', str(GONGKAI)))
            self.assertNotEqual(result.status, 0)
            self.assertEqual((self.office / '内部/.台账.jsonl').read_bytes(), ledger)
            self.assertEqual(list(everything(self.archive('101001'))), before)
        self.run_office('finalize', '101001')
        subprocess.run(['sha256sum', '--quiet', '-c', '清单.txt'], cwd=self.archive('101001') / '定稿', check=True)

    def test_killed_between_ledger_and_folder(self):
        self.publish('101')
        (self.archive('101') / '首发_2026-02-05').rename(self.archive('101') / '定稿')
        self.run_office('archive', '101')
        self.assertTrue((self.archive('101') / '首发_2026-02-05').is_dir())

    def test_a_cut_and_a_damaged_ledger(self):
        ledger = self.office / '内部/.台账.jsonl'
        with ledger.open('a', encoding='utf-8') as file:
            file.write('{"event":"published","docu')
        self.publish('101')
        self.assertTrue(all(json.loads(line) for line in ledger.read_text('utf-8').splitlines()))
        ledger.write_text('nonsense\n' + ledger.read_text('utf-8'), 'utf-8')
        self.assertTrue(messages(self.run_office('record', '102', url('102'), '2026-02-05', status=1), 'office-ledger'))


class Corrected(YearTest):
    def test_a_correction(self):
        self.publish()
        self.assertTrue(messages(self.run_office('correct', '101001', '--reason', '录入有误', status=1), 'office-same'))
        self.change_export()
        self.assertTrue(messages(self.run_office('correct', '101001', '--reason', ' ', status=1), 'office-reason'))
        result = self.run_office('correct', '101001', '--reason', '人员经费录入有误')
        self.assertEqual(messages(result, 'office-touched'),
                         ['the correction of 府办本级 touches 清河县人民政府办公室: its sums have these amounts; see whether it is to be '
                          'corrected too'])
        note = (self.archive('101001') / '更正1/更正说明.html').read_text('utf-8')
        for said in ('1012.6', '1022.6', '人员经费录入有误', '首次公开日期：2026-02-06', '一般公共预算支出表'):
            self.assertIn(said, note)
        self.assertNotIn('sections/', note)
        self.assertTrue(messages(self.run_office('finalize', '101001', status=1), 'office-published'))
        self.run_office('record', '101001', url('101001-1'), '2026-03-09')
        archive = self.archive('101001')
        self.assertEqual((archive / '首发_2026-02-06/已更正.txt').read_text('utf-8'), '更正1_2026-03-09\n')
        subprocess.run(['sha256sum', '--quiet', '-c', '清单.txt'], cwd=archive / '首发_2026-02-06', check=True)
        _, rows = self.status_rows('2026-03-10')
        self.assertEqual((rows['101001']['更正'], rows['101001']['公开时间']), ('1次', '2026-03-09'))
        self.run_office('index')
        page = (self.office / '公开/index.html').read_text('utf-8')
        self.assertIn('2026-02-06', page)  # the first day stays
        self.assertIn('101001_%E6%9B%B4%E6%AD%A31.html', page)
        self.assertTrue((self.office / '公开/更正说明/101001_更正1.html').is_file())

    def test_next_year_is_touched_and_reads_what_was_published(self):
        self.publish('101', '101001', '102')
        after = self.office.parent / '清河县2027预算'
        tables = fixture.tables()
        del tables['上年数']
        fixture.make(after, tables)
        manifest = (after / 'gongkai.yaml').read_text('utf-8').replace('year: 2026', 'year: 2027')
        (after / 'gongkai.yaml').write_text(manifest + 'last-year: ../清河县2026预算@发布\n', 'utf-8')
        self.change_export()  # somebody still edits the old office
        result = gongkai('check', after, '--format', 'json')
        projects = {p['folder'] if 'folder' in p else p['project']: p for p in json.loads(result.out)['projects']}
        lacking = [name.split(' ')[0] for name, p in projects.items() if any(f['rule'] == 'last-year-not-published' for f in p['findings'])]
        self.assertEqual(lacking, ['103'])
        project = (after / '内部/项目/101001_府办本级/gongkai.yaml').read_text('utf-8')
        self.assertIn('清河县2026预算/存档/101001_府办本级/首发_2026-02-06', project)
        traced = gongkai('trace', after / '内部/项目/101001_府办本级', '上年.收入合计').out
        self.assertIn('1012.6', traced)
        self.assertNotIn('1022.6', traced)
        touched = messages(self.run_office('correct', '101001', '--reason', '录入有误'), 'office-touched')
        self.assertTrue(any('清河县2027预算' in message for message in touched), touched)
        self.run_office('record', '101001', url('101001'), '2026-03-09')
        gongkai('check', after)
        project = (after / '内部/项目/101001_府办本级/gongkai.yaml').read_text('utf-8')
        self.assertIn('更正1_2026-03-09', project)


class Kept(YearTest):
    def test_verified_and_archived(self):
        self.publish('101', '102')
        page = self.office / '公开/101_县府办/document.html'
        self.run_office('verify', '101', page)
        other = self.work / 'other.html'
        other.write_text(page.read_text('utf-8').replace('1213.75', '1213.57'), 'utf-8')
        self.assertEqual(self.run_office('status', '--today', '2026-02-08').status, 0)
        _, rows = self.status_rows()
        self.assertEqual(rows['101']['核验'], '一致')
        self.run_office('verify', '101', other, status=1)
        page, rows = self.status_rows()
        self.assertRegex(rows['101']['核验'], r'^\d+处不同$')
        self.assertIn('与公开的不一致 1', page)
        self.assertEqual(sorted(p.name for p in (self.archive('101') / '网页存证').iterdir()), ['document.html', 'other.html'])
        forms = self.office / '部门/101_县府办/签批件'
        forms.mkdir(parents=True)
        (forms / '签批单.pdf').write_bytes(b'%PDF-1.4 signed')
        approvals = self.office / '批复'
        approvals.mkdir()
        for name in ('101批复.pdf', '101001批复.pdf'):
            (approvals / name).write_bytes(b'approved')
        result = self.run_office('archive')
        self.assertEqual(sorted(m.split(' has no ')[1].split(';')[0] for m in messages(result, 'office-archive') if '档案馆' in m), ['批复', '签批件', '网页存证'])
        archive = self.archive('101')
        self.assertEqual([p.name for p in (archive / '批复').iterdir()], ['101批复.pdf'])
        book = zipfile.ZipFile(archive / '目录.xlsx').read('xl/worksheets/sheet1.xml').decode('utf-8')
        for said in ('签批件/签批单.pdf', '30年', '永久', url('101'), '2026-02-05T10:00', '网页存证/document.html'):
            self.assertIn(said, book)
        self.assertEqual(self.status_rows()[1]['101']['归档'], '是')

    def test_status_is_in_order(self):
        self.publish('101')
        page, rows = self.status_rows('2026-02-20')
        self.assertEqual(list(rows), ['102', '103', '101001', '101'])  # by days left, then what is published
        self.assertEqual(rows['102']['剩余天数'], '-9')
        self.assertIn('应公开 4　已公开 1　逾期 2', page)
        self.assertIn('张审查 2026-02-03', rows['101']['涉密审查'])
        self.assertRegex(rows['101']['定稿校验码'], r'^[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}$')
        for name in ('status.xlsx', '台账.xlsx'):
            zipfile.ZipFile(self.office / '内部' / name).testzip()


class WholeYear(drafts.OfficeTest):
    def run_office(self, verb, *words, status=0):
        if verb in ('hand-out', 'take-in'):
            return super().run_office(verb, *words, status=status)
        result = gongkai('office', verb, self.office, *words)
        self.assertEqual(result.status, status, result.err + result.out)
        return result

    def test_from_drafts_to_the_next_year(self):
        """Drafts out and back (a copy saved by LibreOffice), final, published, corrected, archived; next year reads what was published."""
        self.run_office('hand-out', '102')
        copy = drafts.edits.Copy(self.draft('102_档案馆', '送审稿', 'docx'))
        self.change(copy, '为保障机构正常运转', '为保障单位日常运转')
        copy.save(self.work / '改.docx')
        shutil.copy(self.saved_by_office(self.work / '改.docx', 'docx:MS Word 2007 XML'), self.received / '档案馆改.docx')
        self.fill('新建.xlsx', self.form('102_档案馆'), cells={
            '部门职能职责': {'填写': '保管档案'}, '收入合计': {'原因': '新增库房'}, '2012601 行政运行': {'用途': '机关运转'},
            '2012604 档案馆': {'用途': '库房维护'}})
        self.assertIn('5 places taken, 0 to be done', self.run_office('take-in').out)
        self.assertEqual(gongkai('check', self.office, '--only', '102').status, 0)
        self.run_office('finalize', '102')
        self.run_office('record', '102', url('102'), '2026-02-11')
        page = (self.office / '公开/102_档案馆/document.html').read_text('utf-8')
        for said in ('为保障单位日常运转', '新增库房', '库房维护', '保管档案'):
            self.assertIn(said, page)
        text = self.office / '部门/102_档案馆/文字/1-部门职能职责.md'
        text.write_text(text.read_text('utf-8').replace('保管档案', '收集、保管档案'), 'utf-8')
        self.run_office('correct', '102', '--reason', '漏写职责')
        self.run_office('record', '102', url('102-1'), '2026-03-09')
        self.run_office('verify', '102', self.office / '公开/102_档案馆/document.html')
        self.run_office('archive', '102')
        self.assertEqual(messages(self.run_office('check'), 'office-public'), [])
        after = self.work / '清河县2027预算'
        tables = fixture.tables()
        del tables['上年数']
        # Renamed, and under another code.
        renamed = [[cell.replace('102', '109').replace('清河县档案馆', '清河县档案局') if i < 5 else cell for i, cell in enumerate(row)]
                   for row in fixture.REGISTER if row[0] == '102']
        renamed[0][-1] = '清河县档案馆'
        for rows in tables.values():
            rows[1:] = [[renamed[0][i] if i < 4 else cell for i, cell in enumerate(row)] for row in rows[1:] if row[0] == '102']
        fixture.make(after, tables, renamed)
        manifest = (after / 'gongkai.yaml').read_text('utf-8').replace('year: 2026', 'year: 2027')
        (after / 'gongkai.yaml').write_text(manifest + 'last-year: ../清河县2026预算@发布\n', 'utf-8')
        gongkai('check', after)
        project = (after / '内部/项目/109_档案馆/gongkai.yaml').read_text('utf-8')
        self.assertIn('清河县2026预算/存档/102_档案馆/更正1_2026-03-09', project)


class Whole(YearTest):
    def office_check(self, **kwargs):
        return self.run_office('check', **kwargs)

    def test_sums_and_reasons(self):
        self.assertEqual(self.office_check().err, '')
        approvals = self.office / '批复'
        approvals.mkdir()
        (approvals / '总数.csv').write_text('项目,金额（万元）\n收入总计,1977.73\n', 'utf-8')
        self.assertIn('99.99 are of what is not published', messages(self.office_check(), 'office-rest')[0])
        (approvals / '总数.csv').write_text('项目,金额（万元）\n收入总计,1870\n', 'utf-8')
        self.assertIn('1870.00', messages(self.office_check(status=1), 'office-total')[0])
        book = zipfile.ZipFile(self.office / '内部/汇总.xlsx').read('xl/worksheets/sheet1.xml').decode('utf-8')
        self.assertIn('不含不公开的：清河县某局', book)

    def test_one_reason_for_a_rise_and_a_fall(self):
        kept = fixture.UNITS['102001']['items']
        try:
            fixture.UNITS['102001']['items'] = [(*item[:4], item[4] + 5000) for item in kept]
            fixture.write_export(self.office / '导出' / '2026-01-20', fixture.tables())
        finally:
            fixture.UNITS['102001']['items'] = kept
        said = messages(self.office_check(), 'office-reason-both')
        self.assertTrue(said)
        for message in said:
            self.assertIn('档案馆', message)
            self.assertIn('人员经费按标准核定', message)


class Public(YearTest):
    SECRETS = ['某局', '104001', '张审查', '李签发', '王联系', '内部备注标记', '名册', '导出/', '内部/', '部门/1', '其他数据', '实有人数', '上年数']

    def test_nothing_withheld_internal_or_personal(self):
        self.publish()
        self.change_export()
        self.run_office('correct', '101001', '--reason', '录入有误')
        self.run_office('record', '101001', url('101001'), '2026-03-09')
        self.run_office('index')
        self.assertEqual(found_in(self.office / '公开', self.SECRETS), [])

    def test_a_planted_leak_is_found(self):
        text = self.office / '部门/102_档案馆/文字'
        text.mkdir(parents=True)
        (text / '2-机构设置.md').write_text('# 机构设置\n\n由王联系办理。核定编制`= 其他数据[编制人数]`人。\n', 'utf-8')
        self.run_office('finalize', '102')
        kinds = {name.rpartition('.')[2] for name, _ in found_in(self.office / '公开', self.SECRETS)}
        self.assertLessEqual({'html', 'pdf!pdftotext'}, kinds)

    def test_what_is_put_into_the_folder_by_hand_is_found(self):
        self.publish()
        self.run_office('index')
        self.assertEqual(messages(self.run_office('check'), 'office-public'), [])
        shown = self.office / '公开'
        shutil.copy(self.office / '名册.xlsx', shown / '名册.xlsx')
        (shown / '104_某局').mkdir()
        (shown / '104_某局/index.html').write_text('x', 'utf-8')
        (shown / '投稿包/104_某局').mkdir()
        (shown / '102_档案馆/内部意见.docx').write_bytes(b'x')
        page = shown / '103_文旅局/document.html'
        page.write_text(page.read_text('utf-8') + '<!-- 清河县某局 -->', 'utf-8')
        (shown / '101_县府办/style.css').unlink()
        result = self.run_office('check', status=1)
        self.assertEqual(sorted(re.findall(r'^公开/(\S+): .*office-public', result.err, re.M)),
                         ['101_县府办/style.css', '102_档案馆/内部意见.docx', '103_文旅局/document.html', '103_文旅局/document.html',
                          '104_某局', '名册.xlsx', '投稿包/104_某局'])

    def test_totals_only_where_nothing_follows(self):
        self.publish()
        self.run_office('index')
        page = (self.office / '公开/index.html').read_text('utf-8')
        self.assertNotIn('1877.74', page)
        self.assertTrue(messages(self.run_office('index', '--totals', status=1), 'office-totals'))
        self.assertEqual((self.office / '公开/index.html').read_text('utf-8'), page)
        fixture.write_register(self.office / '名册.xlsx', REGISTER[:-1], HEAD)
        self.run_office('index', '--totals')
        page = (self.office / '公开/index.html').read_text('utf-8')
        self.assertIn('1877.74', page)
        self.assertIn('口径：3个已公开的部门', page)


if __name__ == '__main__':
    unittest.main()
