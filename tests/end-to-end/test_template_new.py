"""gongkai template new DIR --from FORM: workbooks and documents as finance bureaus hand them out become a template that is
checked clean, and a project of it that builds as a draft."""
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile

from harness import ROOT, gongkai, tool

PYTHON = ROOT / 'build' / 'test-data' / 'spreadsheets' / 'bin' / 'python3'
YEAR = {'SOURCE_DATE_EPOCH': '1741600000'}  # in March 2025
BOOK = '''
import sys
import openpyxl
book = openpyxl.Workbook()
book.remove(book.active)
%s
book.save(sys.argv[1])
'''
SHEETS = '''
def sheet(name, *rows, merge=()):
    page = book.create_sheet(name)
    for r, row in enumerate(rows, 1):
        for c, text in enumerate(row, 1):
            if text != '':
                page.cell(r, c, text)
    for range_ in merge:
        page.merge_cells(range_)
'''
TWO_LISTS = '''
sheet('公开01表', ['收支总表'], ['', '', '', '', '', '公开01表'], ['部门：', '', '', '', '', '单位：万元'],
      ['收入', '', '', '支出', '', ''], ['项目', '行次', '预算数', '项目', '行次', '预算数'], ['栏次', '', 1, '栏次', '', 2],
      ['一、财政拨款收入', 1, '', '一、教育支出', 4, ''], ['二、其他收入', 2, '', '二、住房保障支出', 5, ''],
      ['', '', '', '三、其他支出', 6, ''], ['收入总计', 3, '', '支出总计', 7, ''], ['注：本表反映全部收支。'],
      merge=('A1:F1', 'A4:C4', 'D4:F4', 'A11:F11'))
'''
DEEP = '''
sheet('附表2', ['2025年部门支出预算表'], ['编制单位：', '', '', '', '', '', '', '单位：元'],
      ['科目编码', '', '', '科目名称', '支出', '', '', '备注'], ['类', '款', '项', '', '合计', '基本支出', '', ''],
      ['', '', '', '', '', '人员经费', '公用经费', ''], ['合计', '', '', '', '', '', '', ''],
      ['201', '', '', '一般公共服务支出'], ['说明：没有数据的单位也要公开空表。'],
      merge=('A1:H1', 'A3:C3', 'A4:A5', 'B4:B5', 'C4:C5', 'D3:D5', 'E3:G3', 'E4:E5', 'F4:G4', 'H3:H5'))
'''
WORD = ('<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>')


def paragraph(text, level=0):
    style = f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>' if level else ''
    return f'<w:p>{style}<w:r><w:t>{text}</w:t></w:r></w:p>'


def cell(text, span=1, down=None):
    merge = '' if down is None else '<w:vMerge w:val="restart"/>' if down else '<w:vMerge/>'
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>{paragraph(text)}</w:tc>'


def table(*rows):
    return '<w:tbl>' + ''.join('<w:tr>' + ''.join(row) + '</w:tr>' for row in rows) + '</w:tbl>'


class TemplateNew(unittest.TestCase):
    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-test-'))
        self.addCleanup(shutil.rmtree, self.work)

    def book(self, *sheets, name='form.xlsx'):
        if not PYTHON.exists():
            self.skipTest('no openpyxl: ./dev test fetches it')
        subprocess.run([PYTHON, '-c', BOOK % (SHEETS + ''.join(sheets)), self.work / name], check=True)
        return name

    def docx(self, *parts):
        with zipfile.ZipFile(self.work / 'form.docx', 'w') as package:
            package.writestr('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                             '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
                             'wordprocessingml.document.main+xml"/></Types>')
            package.writestr('_rels/.rels', '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                             '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
                             'officeDocument" Target="word/document.xml"/></Relationships>')
            package.writestr('word/document.xml', WORD.format(''.join(parts)))
        return 'form.docx'

    def begin(self, form, remarks=0):
        """The template's text; that it is clean, and that a project of it builds as a draft, holds of every form."""
        result = gongkai('template', 'new', '省', '--from', form, cwd=self.work, **YEAR)
        self.assertEqual((result.status, result.err), (0, ''))
        self.assertIn(f'{remarks} things were not understood', result.out)
        text = (self.work / '省' / 'template.yaml').read_text('utf-8')
        self.assertEqual(text.count('\n# - '), remarks)
        checked = gongkai('template', 'check', './省', '--strict', cwd=self.work, **YEAR)
        self.assertEqual((checked.status, checked.err), (0, ''))
        made = gongkai('new', 'project', '--template', './省', cwd=self.work, **YEAR)
        self.assertEqual((made.status, made.err), (0, ''))
        self.assertEqual(gongkai('check', 'project', cwd=self.work).rules(), {'placeholder'})
        self.assertEqual(gongkai('build', '--draft', 'project', cwd=self.work).status, 0)
        return text

    def printed(self):
        return tool('pdftotext', '-layout', next((self.work / 'project' / 'out').glob('*.pdf')), '-').replace(' ', '')

    def test_lists_side_by_side(self):
        text = self.begin(self.book(TWO_LISTS))
        for line in ('extends: department-budget', '- name: "收支总表"', 'label: "公开01表"', 'unit: "万元"', 'column-numbers: true',
                     'note: "注：本表反映全部收支。"', '- { name: "收入", under: "收入", hierarchy: names, columns: ["项目", "行次", "预算数"] }',
                     '- ["一、财政拨款收入", "一、教育支出"]', '- [~, "三、其他支出"]', '- ["收入总计", "支出总计"]'):
            self.assertIn(line, text)
        printed = self.printed()
        for shown in ('公开01表', '二、住房保障支出', '注：本表反映全部收支。', '单位：万元'):
            self.assertIn(shown, printed)

    def test_a_header_of_three_rows(self):
        text = self.begin(self.book(DEEP))
        for line in ('- name: "部门支出预算表"', 'title: "{year}年部门支出预算表"', 'unit: "元"',
                     '{ "科目编码": ["类", "款", "项"] }, "科目名称"', '{ "支出": ["合计", { "基本支出": ["人员经费", "公用经费"] }] }',
                     '{ name: "备注", kind: text }', '- "合计"', '- "201 一般公共服务支出"', '- …'):
            self.assertIn(line, text)
        self.assertNotIn('column-numbers', text)
        self.assertIn('2025年部门支出预算表', self.printed())

    def test_the_second_lists_names_under_another_head(self):
        """项目（按功能分类）, or words that no list of heads has: what names rows between amounts begins a list."""
        for head in ('项目（按功能分类）', '支出功能分类'):
            with self.subTest(head=head):
                shutil.rmtree(self.work / '省', ignore_errors=True)
                form = self.book(TWO_LISTS.replace("'预算数', '项目', '行次'", f"'预算数', '{head}', '行次'"))
                gongkai('template', 'new', '省', '--from', form, cwd=self.work, **YEAR)
                text = (self.work / '省' / 'template.yaml').read_text('utf-8')
                self.assertIn('- { name: "收入", under: "收入", hierarchy: names, columns: ["项目", "行次", "预算数"] }', text)
                self.assertRegex(text, f'- {{ name: "支出", under: "支出", hierarchy: names, columns: \\[("{head}"|{{ name: "{head}", kind: name }}), "行次", "预算数"\\] }}')
                self.assertIn('- ["收入总计", "支出总计"]', text)
                self.assertEqual(gongkai('template', 'check', './省', cwd=self.work, **YEAR).status, 0)

    def test_a_title_in_the_table_under_typed_headings(self):
        """The document's title alone is marked as a heading; the table's own stands in its first row."""
        form = self.docx(paragraph('附件2：公开格式', 1), paragraph('第一部分 基本情况'), paragraph('一、主要职能'), paragraph('照实填写。'),
                         paragraph('第二部分 决算公开表'), table((cell('支出决算表', 2),), (cell('部门：'), cell('公开03表')), (cell('项目'), cell('决算数')), (cell('合计'), cell(''))),
                         paragraph('第三部分 名词解释'))
        result = gongkai('template', 'new', '省', '--from', form, cwd=self.work, **YEAR)
        text = (self.work / '省' / 'template.yaml').read_text('utf-8')
        self.assertIn('- name: "支出决算表"', text)
        self.assertIn('label: "公开03表"', text)
        for section in ('基本情况', '决算公开表', '名词解释'):
            self.assertIn(f'- {{ name: "{section}", required: true', text)
        self.assertIn('附件2：公开格式', result.out)

    def test_labels(self):
        def sheet(n, *rows):
            return ''.join((f"sheet('页{n}', ", ', '.join(f"['{row}']" for row in rows), ", ['项目', '预算数'], ['合计', ''])\n"))
        written = (('附件2-3', '附件2-3', '甲支出表'), ('附表１－１', '附表１－１', '乙支出表'), ('表3.2', '表3.2', '丙支出表'), ('附表一', '附表一', '丁支出表'),
                   ('附件4—1表', '附件4—1表', '戊支出表'), ('附件5-1：己支出表', '附件5-1', '己支出表'), ('附表6-1 庚支出表', '附表6-1', '庚支出表'),
                   ('公开07表　辛支出表', '公开07表', '辛支出表'), ('附件8-2壬支出表', '附件8-2', '壬支出表'))
        sheets = [sheet(i, *((line,) if name in line else (line, name))) for i, (line, _, name) in enumerate(written)]
        sheets.append(sheet(20, '公开2025年癸支出表'))  # a year is no number of a table
        sheets.append("sheet('附表9-1 子支出表', ['项目', '预算数'], ['合计', ''])\n")
        text = self.begin(self.book(*sheets))
        for _, label, name in written:
            self.assertRegex(text, f'- name: "{name}" .*\n        label: "{label}"\n')
        self.assertRegex(text, '- name: "公开2025年癸支出表" .*\n        label: ""\n')
        self.assertIn('- name: "子支出表"', text)

    def test_columns_of_words_and_rates(self):
        text = self.begin(self.book(
            "sheet('一', ['采购预算表'], ['序号', '采购内容', '采购方式', '采购预算', '占比', '较上年增减(%)', '变动事由'])\n"
            "sheet('二', ['资产情况表'], ['资产', '计量', '数量', '账面价值'], ['房屋', '平方米', '', ''], ['车辆', '辆', '', '——'])\n"
            "sheet('三', ['项目一览表'], ['项目名称', '金额', '承接方名称', '起止时间'], ['合计', '', '', ''])\n"
            "sheet('四', ['拨款表'], ['单位名称', '项目名称', '合计', '机动项目'], ['合计', '', '', ''])\n"
            "sheet('五', ['经费表'], ['项目', '预算数'], ['差旅费', '据实填'], ['会议费', ''], ['培训费', ''])\n"), remarks=2)
        for line in ('["序号", "采购内容", "采购方式"', ):
            self.assertNotIn(line, text)
        for line in ('[{ name: "序号", kind: text }, { name: "采购内容", kind: name }, { name: "采购方式", kind: text }, "采购预算", '
                     '{ name: "占比", unit: "%" }, { name: "较上年增减(%)", unit: "%" }, { name: "变动事由", kind: text }]',
                     '[{ name: "资产", kind: name }, { name: "计量", kind: text }, "数量", "账面价值"]', '- "房屋"', '- "车辆"',
                     '["项目名称", "金额", { name: "承接方名称", kind: text }, { name: "起止时间", kind: text }]',
                     '["单位名称", { name: "项目名称", kind: text }, "合计", "机动项目"]', '["项目", "预算数"]'):
            self.assertIn(line, text)
        for said in ('计量：平方米', '预算数：据实填'):  # fixed texts beside the rows' names
            self.assertIn(said, text)

    def test_sheets_that_are_no_tables(self):
        contents = "sheet('封面', ['附件'], ['序号', '表名'], ['1', '收支总表'])\n"
        hidden = "sheet('核对', ['核对表'], ['项目', '差额'], ['合计', ''])\nbook['核对'].sheet_state = 'hidden'\n"
        text = self.begin(self.book(contents, TWO_LISTS, hidden), remarks=2)
        self.assertEqual(text.count('- name: "'), 1)
        for said in ('封面', '核对'):
            self.assertRegex(text, f'\n# - {said}: .*left out')

    def test_a_note_of_several_lines(self):
        text = self.begin(self.book("sheet('一', ['支出表'], ['项目', '金额'], ['合计', ''], ['注：一、本表不含结转；'], ['　　二、尾差未作调整。'], "
                                    "['填表人：张']) \n"))
        self.assertIn('note: "注：一、本表不含结转；\\n二、尾差未作调整。"', text)
        self.assertNotIn('张', text)
        self.assertIn('二、尾差未作调整。', self.printed())

    def test_several_tables_on_one_sheet(self):
        text = self.begin(self.book(
            "sheet('合', ['公开01表'], ['支出表'], ['', '', '单位：万元'], ['项目', '2025年预算数', ''], ['合计', ''], [''], ['附件2-1'], ['2025年资产情况表'], "
            "['部门：', '', '单位：元'], ['资产名称', '账面', ''], ['资产名称', '原值', '净值'], ['房屋', '', ''], ['注：一'], ['人员情况表'], "
            "['项目', '人数'], ['在编', ''], merge=('A10:A11', 'B10:C10'))\n"
            "sheet('续', ['收入表'], ['项目', '金额'], ['一、拨款', ''], ['收入表'], ['项目', '金额'], ['二、其他', ''])\n"))
        self.assertEqual(text.count('- name: "'), 4)
        for lines in (('支出表', 'label: "公开01表"', 'unit: "万元"', 'columns: ["项目", "2025年预算数"]', 'rows:', '- "合计"', '- name: "资产情况表"'),
                      ('资产情况表', 'title: "{year}年资产情况表"', 'label: "附件2-1"', 'unit: "元"', 'note: "注：一"',
                       'columns: ["资产名称", { "账面": ["原值", "净值"] }]', 'rows:', '- "房屋"', '- name: "人员情况表"')):
            self.assertRegex(text, f'- name: "{lines[0]}"[^\\n]*\\n *' + r' *\n *'.join(map(re.escape, lines[1:])))
        self.assertRegex(text, '- "一、拨款"\n *- "二、其他"')  # a header again is the next page's

    def test_what_is_not_understood_is_said(self):
        contents = "sheet('目录', ['目录'], ['一、收支总表'], ['二、支出表'])\n"
        odd = "sheet('表3', ['项目支出表'], ['此表由预算科填报'], ['项目名称', '金额', ''], ['甲', '', '旁注'], ['注：一'], ['注：二'])\n"
        text = self.begin(self.book(contents, TWO_LISTS, odd), remarks=4)
        for said in ('目录', '此表由预算科填报', '旁注', '注：二'):
            self.assertIn(said, [line for line in text.splitlines() if line.startswith('# - ') and said in line][0])

    def test_other_workbooks(self):
        name = self.book(TWO_LISTS, DEEP)
        office = shutil.which('soffice')
        if not office:
            self.skipTest('no LibreOffice')
        for kind in ('ods', 'xls'):
            subprocess.run([office, '--headless', f'-env:UserInstallation=file://{self.work}/office', '--convert-to', kind, '--outdir',
                            self.work, self.work / name], check=True, capture_output=True)
        texts = []
        for form in (name, 'form.ods', 'form.xls'):
            for folder in ('省', 'project'):
                shutil.rmtree(self.work / folder, ignore_errors=True)
            texts.append(self.begin(form).split('\n', 2)[2])
        self.assertEqual(texts[0], texts[1])
        self.assertEqual(texts[0], texts[2])

    def test_accounts_are_accounts(self):
        text = self.begin(self.book(TWO_LISTS.replace('收支总表', '收入支出决算总表')))
        self.assertIn('extends: department-accounts', text)

    def test_a_document(self):
        form = self.docx(paragraph('单位概况', 1), paragraph('主要职能', 2), paragraph('照实填写。'), paragraph('决算表', 1),
                         paragraph('收入决算表'), paragraph('公开02表'), paragraph('单位：万元'),
                         table((cell('项目', 2), cell('收入', 2)), (cell('科目编码'), cell('科目名称'), cell('财政拨款'), cell('其他')),
                               (cell('合计', 2), cell(''), cell(''))),
                         paragraph('名词解释', 1), paragraph('照实填写。'))
        text = self.begin(form)
        for line in ('- { name: "单位概况", required: true', '- { name: "名词解释", required: true', '- name: "收入决算表"', 'label: "公开02表"',
                     '{ "项目": ["科目编码", "科目名称"] }, { "收入": ["财政拨款", "其他"] }'):
            self.assertIn(line, text)
        self.assertNotIn('- { name: "主要职能"', text)
        self.assertIn('主要职能', self.printed())

    def test_a_document_without_marked_headings(self):
        rows = table((cell('项目'), cell('金额')), (cell('合计'), cell('')))
        form = self.docx(paragraph('第一章　单位简况'), paragraph('一、职责'), paragraph('一、会议费：指开会用的钱。'), paragraph('第二章　公开表'),
                         paragraph('支出表'), rows, paragraph('第三章　术语'), paragraph('照实填写。'))
        text = self.begin(form)
        for line in ('- { name: "单位简况", required: true', '- { name: "公开表", required: true', '- { name: "术语", required: true', '- name: "支出表"'):
            self.assertIn(line, text)
        self.assertEqual(text.count('required: true'), 3)
        self.assertIn('职责', (self.work / '省' / 'starter' / 'sections' / '1.md').read_text('utf-8'))
        self.assertNotIn('会议费', (self.work / '省' / 'starter' / 'sections' / '1.md').read_text('utf-8'))

    def test_a_document_with_bold_headings(self):
        def bold(text):
            return paragraph(text).replace('<w:r>', '<w:r><w:rPr><w:b/></w:rPr>')
        form = self.docx(bold('单位简况'), paragraph('照实填写。'), bold('支出表'),
                         table((cell('项目'), cell('金额')), (cell('合计'), cell(''))), bold('术语'), paragraph('照实填写。'))
        text = self.begin(form)
        for line in ('- { name: "单位简况", required: true', '- { name: "术语", required: true', '- name: "支出表"'):
            self.assertIn(line, text)
        self.assertEqual(text.count('required: true'), 2)

    def test_contents_by_other_names(self):
        """Sheets that name the tables are no tables, whatever they are called."""
        names = ("sheet('目次', ['目次'], ['序号', '名称'], ['1', '收支总表'])\n", "sheet('公开目录', ['目录'], ['序号', '表'], ['1', '收支总表'])\n",
                 "sheet('内容', ['序号', '表'], ['1', '收支总表'])\n", "sheet('说明一', ['序号', '报表名称', '页码'], ['1', '收支总表', '3'])\n")
        text = self.begin(self.book(*names, TWO_LISTS), remarks=4)
        self.assertEqual(text.count('- name: "'), 1)
        for said in ('目次', '公开目录', '内容', '说明一'):
            self.assertRegex(text, f'\n# - {said}: .*left out')

    def test_a_second_table_under_other_words(self):
        text = self.begin(self.book(
            "sheet('合', ['支出表'], ['项目', '预算数'], ['合计', ''], ['一、基本支出', ''], ['国有资产占用'], ['项目', '数量', '价值'], ['车辆', '', ''], [''], "
            "['采购情况'], ['序号', '品目', '金额'], ['1', '', ''])\n", TWO_LISTS))
        self.assertEqual(text.count('- name: "'), 4)
        for name in ('支出表', '国有资产占用', '采购情况', '收支总表'):
            self.assertIn(f'- name: "{name}"', text)
        self.assertRegex(text, '- "一、基本支出"\n')

    def test_hidden_rows_and_columns_are_said(self):
        text = self.begin(self.book("sheet('一', ['支出表'], ['项目', '预算数', '核对'], ['合计', '', ''], ['甲', '', ''])\n"
                                    "book['一'].column_dimensions['C'].hidden = True\nbook['一'].row_dimensions[4].hidden = True\n"))
        self.assertIn('# ? 一: its hidden rows and columns were read: 2\n', text)

    def test_what_is_assumed_is_said(self):
        result = gongkai('template', 'new', '省', '--from', self.book("sheet('一', ['支出决算表'], ['项目', '决算数'], ['合计', ''])\n"), cwd=self.work)
        text = (self.work / '省' / 'template.yaml').read_text('utf-8')
        for said in ("a table's name says that these are accounts", "their form says no unit, and the template's holds: 支出决算表"):
            self.assertIn('assumed: ' + said, result.out)
            self.assertIn('\n# ? ' + said, text)

    def test_meanings_are_proposed(self):
        """By the words of the table of that name, as comments that may be taken over as they are."""
        text = self.begin(self.book(
            "sheet('一', ['收入支出决算总表'], ['收入', '', '支出', ''], ['项目', '决算数', '项目', '决算数'], ['本年收入合计', '', '本年支出合计', ''], ['总计', '', '总计', ''],"
            " merge=('A2:B2', 'C2:D2'))\n"
            "sheet('二', ['某市收入决算表'], ['科目编码', '科目名称', '本年收入合计', '财政拨款收入', '杂项收入'], ['合计', '', '', '', ''])\n"))
        for line in ('#   收入/决算数: { name: 决算数, means: 收支.收入.各项 }', '#   means: { 收支.收入.总计: 总计 }', '#   means: { 收支.收入.本年合计: 本年收入合计 }',
                     '#   财政拨款收入: { name: 财政拨款收入, means: 收入.财政拨款 }'):
            self.assertIn(line, text)
        self.assertNotIn('杂项收入: {', text)
        known = set(re.findall(r'^([^#\s:]+):', (ROOT / 'templates' / 'meanings.yaml').read_text('utf-8'), re.M))
        proposed = set(re.findall(r'^ +#.*means: (?:\{ )?([^\s:}]+)', text, re.M))
        self.assertTrue(proposed and proposed <= known, proposed - known)

    def test_headings_of_the_third_level_and_their_numbers(self):
        form = self.docx(paragraph('第一章　单位简况'), paragraph('一、职责'), paragraph('（一）内设机构'), paragraph('照实填写。'), paragraph('第二章　公开表'),
                         paragraph('支出表'), table((cell('项目'), cell('金额')), (cell('合计'), cell(''))))
        text = self.begin(form)
        for pattern in ('"第{一}章", role: part', '"{一}、", role: heading-1', '"（{一}）", role: heading-2'):
            self.assertIn('- { pattern: ' + pattern + ' }', text)
        self.assertIn('### 内设机构', (self.work / '省' / 'starter' / 'sections' / '1.md').read_text('utf-8'))
        self.assertIn('第一章', self.printed())

    def test_several_tables_of_a_document(self):
        rows = (cell('项目'), cell('金额')), (cell('合计'), cell(''))
        form = self.docx(paragraph('公开表', 1), paragraph('支出表'), table(*rows), paragraph('收入表'), paragraph('单位：元'), table(*rows),
                         paragraph('资产情况', 2), table(*rows), table((cell('拨款表', 2),), *rows, (cell('采购表', 2),), (cell('名称'), cell('数')), (cell('甲'), cell(''))))
        text = self.begin(form)
        self.assertEqual(re.findall('- name: "(.*?)"', text), ['支出表', '收入表', '资产情况', '拨款表', '采购表'])

    def test_a_document_without_headings(self):
        form = self.docx(paragraph('支出表'), table((cell('项目'), cell('金额')), (cell('合计'), cell(''))))
        self.assertIn('no heading was found', self.begin(form, remarks=1))

    def test_what_cannot_be(self):
        empty = "sheet('说明', ['只有文字'])\n"
        result = gongkai('template', 'new', '省', '--from', self.book(empty), cwd=self.work)
        self.assertEqual((result.status, result.rules()), (2, {'form-empty'}))
        self.assertFalse((self.work / '省').exists())
        (self.work / '省').mkdir()
        (self.work / '省' / '别的.txt').touch()
        result = gongkai('template', 'new', '省', '--from', self.book(TWO_LISTS), cwd=self.work)
        self.assertEqual((result.status, result.rules()), (2, {'project-exists'}))
        (self.work / '文件').touch()
        result = gongkai('template', 'new', '文件', '--from', self.book(TWO_LISTS), cwd=self.work)
        self.assertEqual((result.status, result.rules()), (2, {'project-exists'}))
        self.assertEqual({path.name for path in self.work.iterdir() if path.is_dir()}, {'省'})
        self.assertEqual(gongkai('template', 'new', '甲', '--from', 'none.xlsx', cwd=self.work).status, 2)
        for arguments in (('new', '甲'), ('check', '甲', '--from', 'x'), ('new', '甲', '--from', 'x', '--strict')):
            self.assertEqual(gongkai('template', *arguments, cwd=self.work).status, 2)


if __name__ == '__main__':
    unittest.main()
