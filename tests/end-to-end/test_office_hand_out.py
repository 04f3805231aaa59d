"""Drafts that an office sends to its departments, and what comes back: filled in and edited as people do, saved by other programs."""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile

import office_fixture
from harness import ROOT, files_of, gongkai
from office_fixture import TEXTS, make, tables

sys.path.insert(0, str(ROOT / 'tests' / 'merge'))
import edits  # noqa: E402
from edits import W, set_text, text_of  # noqa: E402

PYTHON = ROOT / 'build' / 'test-data' / 'spreadsheets' / 'bin' / 'python'
OFFICE = shutil.which('soffice')

BLANK_TEXTS = {
    '1-部门职能职责.md': '# 部门职能职责\n\n`= 部门简称`的主要职责是【待填写：主要职责】。\n',
    '3-部门收支概况.md': '''# 部门收支概况

（一）**收入预算**：`= 年度`年收入预算`= 收入合计`万元，`= 变动说明(收入合计, 上年.收入合计)`，主要原因是【待填写：增减的原因】。

（二）**支出预算**：`= 年度`年支出预算`= {支出.合计}`万元，按项列示：

~~~each 部门支出总表 level=项
`= 行.名称`（项）`= 行[合计]`万元，主要用于`= 行.用途`。
~~~
'''}

# What people do to a workbook, as a program that the packages of the tests run: a JSON of cells by row's name and head, and of habits.
FILL = r'''
import json, sys, openpyxl
source, target, wanted = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
book = openpyxl.load_workbook(source)
def find(name):
    for sheet in book.worksheets:
        heads = {str(c.value): c.column for row in sheet.iter_rows(min_row=3, max_row=3) for c in row if c.value}
        for row in sheet.iter_rows(min_row=4):
            if len(row) > 1 and row[1].value == name:
                return sheet, row[0].row, heads
    raise SystemExit('no row ' + name)
for name, cells in wanted.get('cells', {}).items():
    sheet, row, heads = find(name)
    for head, value in cells.items():
        sheet.cell(row, heads[head]).value = value
for sheet in list(book.worksheets):
    if sheet.sheet_state == 'hidden':
        if wanted.get('unhide'):
            del book[sheet.title]
        continue
    if wanted.get('sorted'):
        rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=4)]
        for i, row in enumerate(reversed(rows)):
            for k, value in enumerate(row):
                sheet.cell(4 + i, k + 1).value = value
    if wanted.get('inserted'):
        sheet.insert_rows(5)
        sheet.cell(5, 3).value = wanted['inserted']
    if wanted.get('renamed'):
        sheet.title = 'Sheet%d' % book.worksheets.index(sheet)
    sheet.column_dimensions['B'].width = 60
book.save(target)
'''


def letter_text(path):
    with zipfile.ZipFile(path) as letter:
        xml = letter.read('word/document.xml').decode('utf-8')
    return re.sub(r'<[^>]+>', '', xml.replace('</w:p>', '\n'))


class OfficeTest(unittest.TestCase):
    """Each test has an office of its own, a copy of one that is made once; `sent`: its drafts went out."""
    sent = False

    @classmethod
    def setUpClass(cls):
        cls.made = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-test-'))
        cls.addClassCleanup(shutil.rmtree, cls.made)
        make(str(cls.made / '清河县2026预算'))
        for name, text in BLANK_TEXTS.items():
            (cls.made / '清河县2026预算' / '共用文字' / name).write_text(text, 'utf-8')
        (cls.made / '清河县2026预算' / '收件').mkdir()
        if cls.sent:
            result = gongkai('office', 'hand-out', cls.made / '清河县2026预算', '--today', '2026-02-10')
            assert result.status == 0, result.err

    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-test-'))
        self.addCleanup(shutil.rmtree, self.work)
        self.office = self.work / '清河县2026预算'
        shutil.copytree(self.made / '清河县2026预算', self.office)
        self.received = self.office / '收件'

    def run_office(self, verb, *words, status=0):
        result = gongkai('office', verb, self.office, *words, '--today', '2026-02-10')
        self.assertEqual(result.status, status, result.err + result.out)
        return result

    def draft(self, base, name, ending, number=1):
        return self.office / '内部' / '送审' / base / f'{base}-{name}-第{number}稿.{ending}'

    def form(self, base='101_县府办', number=1):
        return self.draft(base, '填写表', 'xlsx', number)

    def copy(self, base='101_县府办', number=1):
        return edits.Copy(self.draft(base, '送审稿', 'docx', number))

    def letter(self, base='101_县府办', number=1):
        return letter_text(self.draft(base, '退回单', 'docx', number))

    def own(self, name, base='101_县府办'):
        return (self.office / '部门' / base / name).read_text('utf-8-sig')

    def fill(self, target, source=None, **wanted):
        if not PYTHON.exists():
            self.skipTest('openpyxl is not there')
        subprocess.run([PYTHON, '-c', FILL, source or self.form(), self.received / target, json.dumps(wanted)], check=True)

    def change(self, copy, words, new, about=''):
        paragraph = next(p for p in copy.paragraphs() if words in text_of(p) and about in text_of(p))
        node = next(n for n in paragraph.iter(W + 't') if words in (n.text or ''))
        set_text(node, node.text.replace(words, new))

    def saved_by_office(self, path, ending):
        if not OFFICE:
            self.skipTest('LibreOffice is not there')
        folder = self.work / 'saved'
        subprocess.run([OFFICE, f'-env:UserInstallation=file://{self.work}/profile', '--headless', '--convert-to', ending, '--outdir', folder,
                        path], check=True, capture_output=True)
        path.unlink()
        return next(folder.iterdir())


class HandOut(OfficeTest):
    def test_each_department_gets_a_copy_and_a_workbook(self):
        result = self.run_office('hand-out')
        self.assertIn('draft 1, 5 places to be filled in', result.out)
        bases = sorted(path.name for path in (self.office / '内部' / '送审').iterdir())
        self.assertEqual(bases, ['101001_府办本级', '101_县府办', '102_档案馆', '103_文旅局'])  # neither the withheld, nor who is within another
        before = files_of(self.office / '内部' / '送审')
        self.assertEqual(len(before), 8)
        again = self.run_office('hand-out')
        self.assertIn('draft 1 as it went out', again.out)
        self.assertEqual(files_of(self.office / '内部' / '送审'), before)
        # Of what is lost the same is made again.
        self.form().unlink()
        self.run_office('hand-out', '101')
        self.assertEqual(files_of(self.office / '内部' / '送审'), before)

    def test_a_changed_text_is_the_next_draft(self):
        self.run_office('hand-out', '102')
        path = self.office / '共用文字' / '5-名词解释.md'
        path.write_text(path.read_text('utf-8').replace('正常运转', '日常运转'), 'utf-8')
        self.assertIn('draft 2', self.run_office('hand-out', '102').out)
        with zipfile.ZipFile(self.draft('102_档案馆', '送审稿', 'docx', 2)) as copy:
            self.assertIn('<w:ins ', copy.read('word/document.xml').decode('utf-8'))
        self.assertTrue(self.form('102_档案馆').exists())

    def test_nobody_is_named_in_a_workbook(self):
        self.run_office('hand-out', '101')
        with zipfile.ZipFile(self.form()) as book:
            core = book.read('docProps/core.xml').decode('utf-8')
        self.assertNotRegex(core, r'<dc:creator>[^<]|<cp:lastModifiedBy>[^<]')


class TakeIn(OfficeTest):
    sent = True

    def setUp(self):
        super().setUp()
        self.shared = files_of(self.office / '共用文字')

    def take_in(self, *words):
        before = files_of(self.received)
        result = self.run_office('take-in', *words)
        self.assertEqual(files_of(self.received), before)  # whatever came back stays there
        self.assertEqual(files_of(self.office / '共用文字'), self.shared)
        return result

    def test_answers_go_to_the_departments_own_texts(self):
        self.fill('新建表格.xlsx', cells={'收入合计': {'原因': '主要原因是人员增加。'}, '部门职能职责': {'填写': '协助领导处理日常工作'},
                                    '2010301 行政运行': {'用途': '机关运转'}, '2010302 一般行政管理事务': {'用途': '无'}})
        result = self.take_in()
        self.assertIn('3 places taken, 2 to be done', result.out)
        self.assertIn('，主要原因是人员增加。\n', self.own('文字/3-部门收支概况.md'))
        self.assertIn('主要职责是协助领导处理日常工作。\n', self.own('文字/1-部门职能职责.md'))
        self.assertEqual(self.own('表格/说明.csv'), '表,科目编码,用途\n部门支出总表,2010301,机关运转\n')
        self.assertFalse((self.office / '部门' / '102_档案馆').exists())
        self.assertIn('第4处：2010302 一般行政管理事务，没有写用途。', self.letter())

    def test_what_is_not_explained_is_asked_again(self):
        self.fill('表.xlsx', cells={'部门职能职责': {'填写': '甲'}})
        self.take_in()
        self.assertIn('第1处：收入合计增加13.65万元，未说明原因。', self.letter())

    def test_what_people_do_to_a_workbook(self):
        self.fill('a.xlsx', cells={'收入合计': {'原因': '人员 增加'}, '2010350 事业运行': {'用途': '运行'}}, sorted=True, renamed=True,
                  inserted='这里说一句')
        self.take_in()
        self.assertIn('人员 增加', self.own('文字/3-部门收支概况.md'))
        self.assertIn('2010350,运行', self.own('表格/说明.csv'))
        self.assertIn('“这里说一句”不是要填的地方', self.letter())

    def test_amounts_are_not_a_departments_to_change(self):
        self.fill('a.xlsx', cells={'收入合计': {'本年数': 1300, '原因': '甲项目增加', '意见': '应为1300'}, '三公经费合计': {'本年数': '3.0'}})
        self.take_in()
        letter = self.letter()
        self.assertIn('第1处：收入合计的“本年数”改成了“1300.00”，没有收', letter)
        self.assertIn('意见“应为1300”已转告', letter)
        self.assertNotIn('三公经费合计的“本年数”', letter)
        self.assertIn('`= 收入合计`', self.own('文字/3-部门收支概况.md'))

    def test_saved_by_another_program_under_another_name(self):
        self.fill('a.xlsx', cells={'收入合计': {'原因': '人员增加'}})
        shutil.copy(self.saved_by_office(self.received / 'a.xlsx', 'xls'), self.received / '县府办.et')
        self.take_in()
        self.assertIn('主要原因是人员增加。', self.own('文字/3-部门收支概况.md'))

    def test_without_what_is_hidden_the_title_tells(self):
        self.fill('a.xlsx', cells={'收入合计': {'原因': '人员增加'}}, unhide=True)
        self.take_in()
        self.assertIn('主要原因是人员增加。', self.own('文字/3-部门收支概况.md'))

    def test_a_word_copy_becomes_the_departments_own_text(self):
        copy = self.copy()
        self.change(copy, '正常运转', '正常运转、完成日常工作任务')
        copy.save(self.received / '发给财政局的.docx')
        self.take_in()
        self.assertIn('正常运转、完成日常工作任务', self.own('文字/5-名词解释.md'))
        self.assertEqual(sorted(p.name for p in (self.office / '部门' / '101_县府办' / '文字').iterdir()), ['5-名词解释.md'])
        result = gongkai('office', 'hand-out', self.office, '101', '--today', '2026-02-11')
        self.assertIn('draft 2', result.out)

    def test_a_word_copy_saved_by_another_program(self):
        copy = self.copy()
        self.change(copy, '正常运转', '正常运转、完成日常工作任务')
        copy.save(self.received / 'b.docx')
        shutil.copy(self.saved_by_office(self.received / 'b.docx', 'docx'), self.received / 'c.docx')
        self.take_in()
        self.assertIn('正常运转、完成日常工作任务', self.own('文字/5-名词解释.md'))

    def test_a_word_copy_that_no_longer_says_what_it_was(self):
        copy = self.copy('101001_府办本级')  # its name begins with its department's
        self.change(copy, '正常运转', '正常运转、完成日常工作任务')
        copy.parts = {name: part for name, part in copy.parts.items() if not name.startswith('customXml')}
        for name in ('[Content_Types].xml', 'word/_rels/document.xml.rels'):
            copy.parts[name] = re.sub(rb'<(?:Override|Relationship) [^>]*customXml[^>]*/>', b'', copy.parts[name])
        copy.save(self.received / 'c.docx')
        self.take_in()
        self.assertIn('正常运转、完成日常工作任务', self.own('文字/5-名词解释.md', '101001_府办本级'))
        self.assertFalse((self.office / '部门' / '101_县府办').exists())

    def test_digits_of_a_copy_are_not_taken(self):
        copy = self.copy('102_档案馆')
        node = next(t for p in copy.paragraphs() if '收入预算' in text_of(p) for t in edits.figures(p) if t.text == '210.65')
        set_text(node, '310.65')
        copy.save(self.received / 'a.docx')
        self.take_in()
        self.assertIn('310.65', self.letter('102_档案馆'))
        self.assertFalse((self.office / '部门' / '102_档案馆' / '文字').exists())

    def test_a_copy_and_a_workbook_together(self):
        self.fill('a.xlsx', cells={'收入合计': {'原因': '人员增加'}, '部门职能职责': {'填写': '甲'}})
        copy = self.copy()
        self.change(copy, '【待填写：主要职责】', '乙')
        copy.save(self.received / 'a.docx')
        self.take_in()
        self.assertIn('主要原因是人员增加。', self.own('文字/3-部门收支概况.md'))
        self.assertIn('主要职责是乙。', self.own('文字/1-部门职能职责.md'))  # the other answer is told
        self.assertIn('第6处：部门职能职责，主要职责的“填写”填了“甲”，但这里后来已经改过', self.letter())

    def test_a_better_answer_takes_the_place_of_the_first(self):
        self.fill('a.xlsx', cells={'收入合计': {'原因': '人员增加'}, '2010301 行政运行': {'用途': '运转'}})
        self.take_in()
        self.fill('b.xlsx', cells={'收入合计': {'原因': '人员增加，新增一个项目'}, '2010301 行政运行': {'用途': '机关运转'}})
        self.assertIn('2 places taken', self.take_in().out)
        self.assertIn('主要原因是人员增加，新增一个项目。\n', self.own('文字/3-部门收支概况.md'))
        self.assertIn('2010301,机关运转', self.own('表格/说明.csv'))
        # What the bureau wrote since is not a department's to change.
        path = self.office / '部门' / '101_县府办' / '文字' / '3-部门收支概况.md'
        path.write_text(path.read_text('utf-8').replace('新增一个项目', '新增重点项目'), 'utf-8')
        self.fill('c.xlsx', cells={'收入合计': {'原因': '别的原因'}})
        self.take_in()
        self.assertIn('新增重点项目', self.own('文字/3-部门收支概况.md'))
        self.assertIn('填了“别的原因”，但这里后来已经改过', self.letter())

    def test_two_blanks_of_one_line(self):
        path = self.office / '共用文字' / '1-部门职能职责.md'
        path.write_text('# 部门职能职责\n\n设【待填写：几个】个科室，即【待填写：名称】。\n', 'utf-8')
        self.shared = files_of(self.office / '共用文字')
        self.run_office('hand-out', '102')
        if not PYTHON.exists():
            self.skipTest('openpyxl is not there')
        script = FILL.replace("row[1].value == name", "row[3].value == name")  # by what is asked
        subprocess.run([PYTHON, '-c', script, self.form('102_档案馆', 2), self.received / 'a.xlsx',
                        json.dumps({'cells': {'几个': {'填写': '2'}, '名称': {'填写': '甲科、乙科'}}})], check=True)
        self.take_in()
        self.assertIn('设2个科室，即甲科、乙科。', self.own('文字/1-部门职能职责.md', '102_档案馆'))

    def test_twice_is_once(self):
        self.fill('a.xlsx', cells={'收入合计': {'原因': '人员增加'}})
        copy = self.copy()
        self.change(copy, '正常运转', '正常工作')
        copy.save(self.received / 'a.docx')
        self.take_in()
        before = files_of(self.office / '部门')
        ledger = (self.office / '内部' / '.台账.jsonl').read_bytes()
        self.assertIn('2 of them taken before', self.take_in().out)
        self.assertEqual(files_of(self.office / '部门'), before)
        self.assertEqual((self.office / '内部' / '.台账.jsonl').read_bytes(), ledger)


class Strays(OfficeTest):
    sent = True

    def left(self, name):
        """What take-in says of a file that it leaves."""
        before = files_of(self.received)
        result = gongkai('office', 'take-in', self.office, '--today', '2026-02-10', LC_ALL='C.UTF-8')
        self.assertEqual(files_of(self.received), before)
        found = [f['message'] for f in result.findings if f['rule'] == 'received-left' and f['file'] == f'收件/{name}']
        self.assertEqual(len(found), 1, result.err)
        self.assertTrue((self.office / '内部' / '收件清单.xlsx').exists())
        return found[0]

    def other_office(self, **changes):
        """A draft of an office that is another: by its names, or its year."""
        other = self.work / 'other'
        register = [[cell.replace('清河县', changes.get('region', '清河县')) for cell in row] for row in office_fixture.REGISTER]
        made = {name: [[cell.replace('清河县', changes.get('region', '清河县')) if isinstance(cell, str) else cell for cell in row]
                       for row in rows] for name, rows in tables().items()}
        make(str(other), made, register)
        manifest = (other / 'gongkai.yaml').read_text('utf-8').replace('year: 2026', f'year: {changes.get("year", 2026)}')
        (other / 'gongkai.yaml').write_text(manifest, 'utf-8')
        result = gongkai('office', 'hand-out', other, '102', '--today', '2026-02-10')
        self.assertEqual(result.status, 0, result.err)
        return other / '内部' / '送审' / '102_档案馆'

    def test_of_another_county(self):
        folder = self.other_office(region='白河县')
        shutil.copy(folder / '102_档案馆-送审稿-第1稿.docx', self.received / '102_档案馆-送审稿-第1稿.docx')
        self.assertIn('不是名册里的单位：白河县档案馆', self.left('102_档案馆-送审稿-第1稿.docx'))
        self.assertFalse((self.office / '部门').exists())

    def test_of_another_year(self):
        folder = self.other_office(year=2025)
        shutil.copy(folder / '102_档案馆-填写表-第1稿.xlsx', self.received / 'a.xlsx')
        self.assertIn('是2025年的', self.left('a.xlsx'))

    def test_two_that_differ_are_both_left(self):
        for i in (1, 2):
            copy = self.copy()
            self.change(copy, '正常运转', f'正常运转{i}')
            copy.save(self.received / f'{i}.docx')
        self.assertIn('几份不同的稿子', self.left('1.docx'))
        self.assertFalse((self.office / '部门').exists())

    def test_the_same_twice_is_taken_once(self):
        copy = self.copy()
        self.change(copy, '正常运转', '正常工作')
        copy.save(self.received / 'a.docx')
        shutil.copy(self.received / 'a.docx', self.received / 'b.docx')
        self.assertIn('与a.docx是同一个文件', self.left('b.docx'))
        self.assertIn('正常工作', self.own('文字/5-名词解释.md'))

    def test_an_older_draft(self):
        copy = self.copy()
        self.change(copy, '正常运转', '正常工作')
        copy.save(self.received / 'a.docx')
        path = self.office / '共用文字' / '5-名词解释.md'
        path.write_text(path.read_text('utf-8').replace('公务接待费。', '公务接待费支出。'), 'utf-8')
        self.run_office('hand-out', '101')
        self.assertIn('是第1稿，现在是第2稿', self.left('a.docx'))

    def test_what_is_no_draft(self):
        folder = self.received / '杂'
        folder.mkdir()
        (folder / '照片.jpg').write_bytes(b'\xff\xd8\xff\xe0\0\x10JFIF')
        with zipfile.ZipFile(folder / '打包.zip', 'w') as archive:
            archive.write(self.form(), '填写表.xlsx')
        shutil.copy(self.office / '名册.xlsx', folder / '名册.xlsx')
        (folder / '~$a.docx').write_bytes(b'lock')
        (folder / '说明.txt').write_text('请查收', 'utf-8')
        result = gongkai('office', 'take-in', self.office, '--today', '2026-02-10')
        said = {f['file']: f['message'] for f in result.findings if f['rule'] == 'received-left'}
        self.assertEqual(sorted(said), ['收件/杂/名册.xlsx', '收件/杂/打包.zip', '收件/杂/照片.jpg', '收件/杂/说明.txt'])
        self.assertIn('picture', said['收件/杂/照片.jpg'])
        self.assertIn('zip', said['收件/杂/打包.zip'])
        self.assertIn('4 files in', result.out)

    def test_a_broken_copy_is_answered_and_nothing_taken(self):
        copy = self.copy()
        for paragraph in copy.paragraphs()[2:]:
            copy.body.remove(paragraph)
        copy.save(self.received / 'a.docx')
        result = gongkai('office', 'take-in', self.office, '--today', '2026-02-10')
        self.assertIn('没有收', next(f['message'] for f in result.findings if f['rule'] == 'received-left'))
        self.assertFalse((self.office / '部门').exists())
        self.assertIn('a.docx没有收', self.letter())

    def test_a_document_is_taken_whole_or_not_at_all(self):
        copy = self.copy()
        self.change(copy, '正常运转', '正常工作')
        copy.save(self.received / 'a.docx')
        other = self.copy('102_档案馆')
        self.change(other, '正常运转', '正常工作')
        other.save(self.received / 'b.docx')
        (self.office / '部门').mkdir()
        (self.office / '部门' / '102_档案馆').write_text('', 'utf-8')  # where a folder should be
        result = gongkai('office', 'take-in', self.office, '--today', '2026-02-10')
        self.assertNotEqual(result.status, 0)
        self.assertIn('正常工作', self.own('文字/5-名词解释.md'))
        (self.office / '部门' / '102_档案馆').unlink()
        self.run_office('take-in')
        self.assertIn('正常工作', self.own('文字/5-名词解释.md', '102_档案馆'))


if __name__ == '__main__':
    unittest.main()
