"""gongkai convert: last year's narrative, as text, Markdown or a Word document, to the sections of a project."""
import html
import pathlib
import re
import shutil
import subprocess
import sys
import unittest
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'intake'))
import documents
from harness import ROOT, ProjectTest, gongkai

PICTURE = ('<w:r><w:drawing><wp:inline><wp:docPr id="2" name="图片 2" descr="办公楼"/><a:graphic><a:graphicData><a:blip r:embed="r2"/>'
           '</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>')
SEED = ROOT / 'tests' / 'convert' / 'shifeng-2023.txt'
NAMESPACE = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'


def xml(root, body):
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{NAMESPACE}">{body}</w:{root}>'


def relations(*pairs):
    rows = ''.join(f'<Relationship Id="r{i}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
                   for i, (kind, target) in enumerate(pairs))
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def paragraph(text, properties=''):
    runs = ''.join(f'<w:r><w:t xml:space="preserve">{part}</w:t></w:r>' for part in (text[:3], text[3:]))
    return f'<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>'


def level(number, kind, text):
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'


def document_of(path, body):
    numbered = level(0, 'chineseCounting', '%1、') + level(1, 'chineseCountingThousand', '（%2）') + level(2, 'decimal', '%3.')
    with zipfile.ZipFile(path, 'w') as package:
        package.writestr('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
        package.writestr('_rels/.rels', relations(('officeDocument', 'word/document.xml')))
        package.writestr('word/_rels/document.xml.rels', relations(('styles', 'styles.xml'), ('numbering', 'numbering.xml')))
        package.writestr('word/styles.xml', xml('styles', '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/>'
                                                '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'))
        package.writestr('word/numbering.xml', xml('numbering', f'<w:abstractNum w:abstractNumId="7">{numbered}</w:abstractNum>'
                                                   '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'))
        package.writestr('word/document.xml', xml('document', f'<w:body>{body}</w:body>'))


def numbered(at):
    return f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="3"/></w:numPr>'


class Convert(ProjectTest):
    def setUp(self):
        super().setUp()
        shutil.rmtree(self.project / 'sections')
        self.input = self.work / '去年.txt'
        shutil.copy(SEED, self.input)

    def convert(self, status=0):
        result = gongkai('convert', self.input, self.project)
        self.assertEqual(result.status, status, result.err)
        return result

    def text(self, number, folder='sections'):
        return next((self.project / folder).glob(f'{number}-*.md')).read_text('utf-8')

    def test_seed(self):
        result = self.convert()
        self.assertEqual(result.rules(), {'convert-unbound'})
        self.assertIn('5 sections, 42 amounts bound to cells, 1 left', result.out)
        self.assertEqual(result.first('convert-unbound')['line'], '41')
        # A sum of one row has its row's amount by chance: both stand among those that are meant.
        self.assertIn('[合计, 办公费]、', result.first('convert-unbound')['message'])
        self.assertRegex(result.first('convert-unbound')['message'], r'\[2013701?, 办公费\]')
        self.assertIn('`= 变动(收入合计, 上年.收入合计)`，主要原因是人员增资', self.text(3))
        checked = gongkai('check', self.project)
        self.assertFalse([rule for rule in checked.rules() if rule.startswith('figure') and rule != 'figure-unbound'])
        self.assertEqual(sorted(path.name for path in self.project.iterdir()),
                         ['README.md', 'convert-report.html', 'gongkai.yaml', 'sections', 'tables'])

    def test_accounts(self):
        """The starter's own text, printed and converted again, is bound as its author bound it."""
        project = self.work / 'accounts'
        gongkai('new', project, '--example', '--template', 'department-accounts', SOURCE_DATE_EPOCH='1741600000')
        self.assertEqual(gongkai('build', project, '--to', 'html', '-o', self.out).status, 0)
        page = re.sub(r'<table.*?</table>', '', (self.out / 'fragment.html').read_text('utf-8'), flags=re.S)
        blocks = re.findall(r'<(?:h[1-6]|p)\b[^>]*>(.*?)</(?:h[1-6]|p)>', page, re.S)
        self.input.write_text('\n'.join(html.unescape(re.sub(r'<[^>]+>', '', block)).strip() for block in blocks), 'utf-8')
        source = ''.join(path.read_text('utf-8') for path in (project / 'sections').glob('*.md'))
        authored = {re.sub('^变动说明', '变动', figure) for figure in re.findall(r'`= ([^`]*)`', source)}
        shutil.rmtree(project / 'sections')
        self.project = project
        self.assertIn('111 amounts bound to cells, 0 left', self.convert().out)
        bound = re.findall(r'`= ([^`]*)`', self.text(3))
        # Those of `each` name their row, those of the budget where it stands; an income is as much as the expenditure.
        bound = [self.plainly(figure) for figure in bound]
        authored = {self.plainly(figure) for figure in authored}
        own = {figure for figure in bound if re.search(r'决算表\[\d+, |预算\.|预算数/', figure)}
        self.assertGreater(len(own), 25)
        self.assertEqual(set(bound) - own - authored, set())
        # And it prints what was printed.
        gongkai('build', project, '--to', 'html', '--draft', '-o', self.out)
        again = re.sub(r'<table.*?</table>', '', (self.out / 'fragment.html').read_text('utf-8'), flags=re.S)
        printed = self.plain(page, '收入支出决算总体情况说明')
        self.assertEqual(self.plain(again, '收入支出决算总体情况说明')[:len(printed)], printed)

    @staticmethod
    def plainly(figure):
        """A comparison without its words, of income and expenditure alike."""
        return figure.replace('变动说明', '变动').replace(', “”)', ')').replace('支出总计', '收入总计')

    @staticmethod
    def plain(page, first):
        """The words of a page from a heading on, without blanks."""
        words = re.sub(r'\s', '', html.unescape(re.sub(r'<[^>]+>', '', page[page.rindex(first):])))
        return words

    def pages(self, project):
        """The web page that is built, and the words of the PDF's pages, with contents and page numbers."""
        self.assertEqual(gongkai('build', project, '--to', 'html,pdf', '-o', self.out, SOURCE_DATE_EPOCH='1741600000').status, 0)
        text = subprocess.run(['pdftotext', next(self.out.glob('*.pdf')), '-'], check=True, capture_output=True).stdout.decode()
        return (self.out / 'fragment.html').read_text('utf-8'), text

    def build_again(self, project):
        """The words of the PDF, and those of the PDF of what its own web page was converted to."""
        page, first = self.pages(project)
        self.input = self.work / '公开.html'
        self.input.write_text(re.sub('<p [^>]*>示例：.*?</p>', '', page, count=1), 'utf-8')  # the mark of an example
        shutil.rmtree(project / 'sections')
        self.project = project
        self.convert()
        return first, self.pages(project)[1]

    def test_pdf_of_the_seed(self):
        shutil.copytree(ROOT / 'content' / 'shifeng-cac-2023', self.work / 'seed')
        first, again = self.build_again(self.work / 'seed')
        self.assertEqual(again, first)
        # The tables follow the text by themselves, under their heading.
        self.assertNotIn('```table', ''.join(path.read_text('utf-8') for path in (self.project / 'sections').iterdir()))

    def test_pdf_of_the_accounts(self):
        project = self.work / 'accounts'
        gongkai('new', project, '--example', '--template', 'department-accounts', SOURCE_DATE_EPOCH='1741600000')
        first, again = self.build_again(project)
        self.assertEqual(re.sub(r'\s', '', again), re.sub(r'\s', '', first))  # 1. 甲 is a list there, here a typed number: 1.甲

    def test_word_and_pdf_of_both_projects(self):
        """The Word copy and the PDF, read back, print the first PDF's words; every amount of the example that a cell has is bound."""
        gongkai('new', self.work / 'accounts', '--example', '--template', 'department-accounts', SOURCE_DATE_EPOCH='1741600000')
        shutil.copytree(ROOT / 'content' / 'shifeng-cac-2023', self.work / 'seed', ignore=shutil.ignore_patterns('out*'))
        for name, counts in (('accounts', '111 amounts bound to cells, 0 left'), ('seed', '47 amounts bound to cells, 1 left')):
            project = self.work / name
            shutil.rmtree(self.out, ignore_errors=True)
            shutil.rmtree(self.work / 'word', ignore_errors=True)
            _, first = self.pages(project)
            copies = [self.work / f'{name}.docx', self.work / f'{name}.pdf']
            gongkai('build', project, '--to', 'docx', '--final', '-o', self.work / 'word', SOURCE_DATE_EPOCH='1741600000')
            shutil.copy(next((self.work / 'word').glob('*.docx')), copies[0])
            shutil.copy(next(self.out.glob('*.pdf')), copies[1])
            for copy in copies:
                with self.subTest(copy.name):
                    shutil.rmtree(project / 'sections')
                    result = gongkai('convert', '--each', copy, project)
                    self.assertEqual(result.status, 0, result.err)
                    self.assertIn(counts, result.out)
                    self.assertEqual(re.sub(r'\s', '', self.pages(project)[1]), re.sub(r'\s', '', first))

    def test_footnotes_of_a_pdf(self):
        project = self.work / 'accounts'
        gongkai('new', project, '--example', '--template', 'department-accounts', SOURCE_DATE_EPOCH='1741600000')
        section = next((project / 'sections').glob('3-*.md'))
        text, n = re.subn('(?m)(，主要原因是[^，。\\n]*)(?=。)', lambda found: f'{found[1]}[^{len(found[1])}-{found.start()}]', section.read_text('utf-8'), count=4)
        labels = re.findall(r'\[\^([^]]*)\]', text)
        self.assertEqual((n, len(set(labels))), (4, 4))
        section.write_text(text + ''.join(f'\n[^{label}]: 第{i}条注，{"数据来源为部门决算报表，" * 6 * i}。\n' for i, label in enumerate(labels)), 'utf-8')
        _, first = self.pages(project)
        self.input = self.work / '公开.pdf'
        shutil.copy(next(self.out.glob('*.pdf')), self.input)
        shutil.rmtree(project / 'sections')
        self.project = project
        self.convert()
        self.assertEqual(re.findall(r'(?m)^\[\^\d\]: 第\d', self.text(3)), [f'[^{i + 1}]: 第{i}' for i in range(4)])
        self.assertEqual(re.sub(r'\s', '', self.pages(project)[1]), re.sub(r'\s', '', first))

    def test_headings_by_their_numbers_alone(self):
        """All of one form below a section, from the first on, each with text of its own."""
        self.project = self.work / 'accounts'
        gongkai('new', self.project, '--example', '--template', 'department-accounts', SOURCE_DATE_EPOCH='1741600000')
        text = '第三部分 部门决算情况说明\n五、一般公共预算财政拨款支出决算情况说明\n（一）甲\n有字。\n（二）乙\n有字。\n'
        for given, found in ((text, ['甲', '乙']), (text.replace('（二）', '（三）'), []), (text.replace('甲\n有字。', '甲'), []), (text.replace('乙', '乙。'), [])):
            shutil.rmtree(self.project / 'sections', ignore_errors=True)
            self.input.write_text(given, 'utf-8')
            self.convert()
            written = ''.join(path.read_text('utf-8') for path in (self.project / 'sections').iterdir())
            self.assertEqual(re.findall('### (.)', written), found, written)

    def converted(self, *lines):
        """What the accounts' sections become of a text."""
        project = self.work / 'project'
        shutil.rmtree(project, ignore_errors=True)
        shutil.copytree(ROOT / 'content' / 'yunxi-education-2024', project, ignore=shutil.ignore_patterns('out*', 'sections'))
        source = self.work / 'text.txt'
        source.write_text('\n'.join(lines), 'utf-8')
        result = gongkai('convert', source, project)
        self.assertEqual(result.status, 0, result.err)
        return ''.join(path.read_text('utf-8') for path in sorted((project / 'sections').iterdir())), result

    def test_lists_whose_amounts_stand_in_another_order(self):
        heading = ('第三部分 2024年度部门决算情况说明', '三、支出决算情况说明')
        for line in ('基本支出、项目支出分别为{1}万元、{0}万元。', '2023年基本支出、项目支出分别为{0}万元、{1}万元。',
                     '基本支出、项目支出、人员支出分别为{0}万元、{1}万元。', '基本支出、项目支出较上年分别增加{0}万元、{1}万元。'):
            line = line.format(*self.amounts())
            text, result = self.converted(*heading, line)
            self.assertIn(line, text)
            self.assertIn('convert-unbound', result.err)
        line = '其他用车、百万元以上设备分别为1辆、1台（套）。'
        self.assertNotIn('`= 其他数据[百万元以上设备]`辆', self.converted(*heading, line)[0])

    @staticmethod
    def amounts():
        rows = (ROOT / 'content' / 'yunxi-education-2024' / 'tables' / '支出决算表.csv').read_text('utf-8-sig').split('\n')
        return next(row for row in rows if '合计' in row and row.startswith(',')).split(',')[3:5]

    def test_title_that_is_not_the_projects_word_for_word(self):
        for title in ('清河市云溪区教育局2024年度部门决算', '2024年度部门决算', '清河市云溪区教育局部门决算公开'):
            text, result = self.converted(title, '目  录', '第一部分 部门概况', '一、主要职能', '教育。', '第三部分 2024年度部门决算情况说明', '三、支出决算情况说明', '无。')
            self.assertTrue(text.startswith('# 部门概况\n'), (title, text))

    def test_parts_without_a_heading(self):
        """Sections that stand below no part's heading are of the part that the template has them in, and that is said."""
        body = ('一、主要职责', '教育。', '二、机构设置情况', '无。', '三、收入决算情况说明', '无。', '四、别的说明', '无。', '五、支出决算情况说明',
                '（一）甲', '无。', '六、名词解释', '甲：乙。')
        wanted = ['# 部门概况', '## 主要职能', '## 部门决算单位构成', '# 部门决算情况说明', '## 收入决算情况说明', '## 别的说明', '## 支出决算情况说明', '# 名词解释']
        for before in ((), ('清河市云溪区教育局2024年度部门决算',), ('目录', *(line for line in body if line[1] == '、')), ('前言。',)):
            with self.subTest(before=before[:1]):
                text, result = self.converted(*before, *body)
                self.assertEqual([line for line in text.split('\n') if line.startswith('#')], wanted)
                self.assertEqual(result.err.count('[convert-section]'), 2, result.err)
        # One alone may be a section's name by chance, and where a part has its heading nothing is begun twice.
        self.assertNotIn('# 部门概况', self.converted('一、主要职责', '教育。', '二、别的', '无。')[0])
        text, result = self.converted('第一部分 部门概况', *body)
        self.assertEqual(text.count('# 部门概况\n'), 1)
        self.assertEqual(result.err.count('[convert-section]'), 1)

    def test_a_form_of_numbers_that_few_sections_have(self):
        """（二）收入决算情况说明 beside many sections with 一、: other paragraphs with （一） are none."""
        names = ('收入支出决算总体情况说明', '支出决算情况说明', '财政拨款收入支出决算总体情况说明', '一般公共预算财政拨款支出决算情况说明',
                 '一般公共预算财政拨款基本支出决算情况说明')
        for few, found in ((names, False), (names[:4], True)):
            lines = [line for i, name in enumerate(few) for line in (f'{"一二三四五"[i]}、{name}', '无。')]
            text, _ = self.converted('第三部分 部门决算情况说明', *lines[:2], '（一）收入决算情况说明', '无。', *lines[2:], '（一）甲乙', '（二）丙丁')
            self.assertEqual('## 甲乙' in text, found, text)

    def test_a_heading_over_one_of_the_same_section(self):
        """五、预算绩效管理情况, and right below it （一）预算绩效管理工作开展情况: the section is the one that has the text."""
        before = ('一、部门基本情况', '（一）主要职责。', '教育。', '二、部门决算情况说明', '（一）收入决算情况说明。', '无。', '（二）支出决算情况说明。', '无。')
        for over, below, wanted in (('三、预算绩效管理情况说明', '（一）预算绩效管理工作开展情况。', ['# 预算绩效管理情况说明', '## 预算绩效管理工作开展情况说明', '## 结果']),
                                    ('三、预算绩效管理工作', '（一）别的。', ['## 预算绩效管理工作开展情况说明', '## 别的', '## 结果'])):
            text, _ = self.converted(*before, over, below, '12个项目。', '（二）结果。', '优。')
            self.assertEqual([line for line in text.split('\n') if line.startswith('#')][-3:], wanted, text)

    def test_a_section_of_its_parts_name(self):
        """二、名词解释 in the part 名词解释 is a section; where no part has that name it is the part."""
        before = ('第三部分 部门决算情况说明', '一、收入决算情况说明', '无。', '二、支出决算情况说明', '无。')
        for part, wanted in (('第四部分 名词解释', ['# 名词解释', '## 名词解释']), ('三、结转情况说明', ['## 别的', '# 名词解释'])):
            text, _ = self.converted(*before, part, '一、别的', '无。', '二、名词解释', '甲：乙。')
            self.assertEqual([line for line in text.split('\n') if line.startswith('#')][-2:], wanted, text)

    def test_parts_whose_number_a_mark_follows(self):
        """第一部分：某局概况: a part, of whatever name; and a part that the template has as a section of another is one."""
        for mark in ('：', ':', '、', ' '):
            with self.subTest(mark):
                text, result = self.converted(f'第一部分{mark}云溪概况', '一、主要职责', '教育。', '二、机构设置情况', '无。', f'第二部分{mark}部门决算情况说明', '一、收入决算情况说明', '无。',
                                              '二、支出决算情况说明', '无。', f'第三部分{mark}名词解释', '一、甲：乙。', f'第四部分{mark}预算绩效管理', '一、别的。')
                self.assertEqual([line for line in text.split('\n') if line.startswith('#')],
                                 ['# 部门概况', '## 主要职能', '## 部门决算单位构成', '# 部门决算情况说明', '## 收入决算情况说明', '## 支出决算情况说明', '# 名词解释', '# 预算绩效管理'], text)
                self.assertIn('“云溪概况” is taken for “部门概况”', result.err)
                self.assertNotIn(mark + '云溪', text)

    def test_years_that_are_last_years(self):
        heading = ('第三部分 2024年度部门决算情况说明', '七、财政拨款“三公”经费支出决算情况说明')
        last = [row for row in (ROOT / 'content' / 'yunxi-education-2024' / '2023-accounts' / '财政拨款“三公”经费支出决算表.csv').read_text('utf-8-sig').split('\n') if row][-1].split(',')[-1].strip()
        text, _ = self.converted(*heading, f'2023年公务接待费为{last}万元。', '2023年公务接待费为99.99万元。', '2023年成立的学校无公务接待费。')
        self.assertIn('`= 上年度`年公务接待费为`= 上年.接待决算`万元。', text)
        self.assertIn('2023年公务接待费为99.99万元', text)
        self.assertIn('2023年成立', text)

    def test_items_that_run_on(self):
        """Several items with their numbers in one paragraph, each by its own path."""
        rows = [row.split(',') for row in (ROOT / 'content' / 'yunxi-education-2024' / 'tables' / '一般公共预算财政拨款支出决算表.csv').read_text('utf-8-sig').split()]
        names = {row[0]: row[1] for row in rows}
        items = [row for row in rows if len(row[0]) == 7 and row[0].startswith('205')][:4]
        said = ''.join(f'{mark}{names[row[0][:3]]}（类）{names[row[0][:5]]}（款）{row[1]}（项）。支出决算为{row[2]}万元。'
                       for mark, row in zip(('1.', '2)', '③', '（4）'), items))
        text, _ = self.converted('第三部分 2024年度部门决算情况说明', '五、一般公共预算财政拨款支出决算情况说明', '具体情况：' + said)
        self.assertEqual(re.findall(r'支出决算为`= [^\[]*\[(\d+), ', text), [row[0] for row in items], text)

    def test_charts_are_no_tables(self):
        project = self.work / 'charts'
        shutil.copytree(ROOT / 'content' / 'yunxi-education-2024', project, ignore=shutil.ignore_patterns('out*'))
        gongkai('build', project, '--to', 'html', '-o', self.out)
        shutil.rmtree(project / 'sections')
        result = gongkai('convert', self.out / 'fragment.html', project)
        self.assertEqual([f['rule'] for f in result.findings if f['severity'] == 'warning'], ['convert-table'] * 2)
        self.assertNotIn('2023年度对比', ''.join(path.read_text('utf-8') for path in (project / 'sections').iterdir()))
        self.assertEqual([path.name for path in (project / 'tables').iterdir() if path.name.endswith('说明表.csv')], [])

    def test_tables_of_lines(self):
        text, result = self.converted('第三部分 2024年度部门决算情况说明', '三、支出决算情况说明', '有字。', '支出决算表', '科目编码  科目名称  本年支出合计  基本支出', '205  教育支出  1.00  2.00',
                                      '20501  教育管理事务  1.00', '后面的字。', '某表', '甲  1.50  2.50', '乙  1.00', '丙  2.00  3.00')
        self.assertIn('```table 支出决算表', text)
        self.assertIn('后面的字。', text)
        self.assertNotIn('教育管理事务', text)
        self.assertNotIn('丙', text)
        self.assertIn('convert-table', result.rules())

    def test_digits_that_no_figure_prints(self):
        text, result = self.converted('第三部分 2024年度部门决算情况说明', '三、支出决算情况说明', '支出总计1，234.56万元，另有3，456人，567万元。')
        self.assertIn('1,234.56万元', result.err)
        self.assertIn('1，234.56万元', text)

    def test_each(self):
        """Paragraphs on the items of a table become one passage, which prints them all again; 说明 has what they say of each."""
        project = self.work / 'accounts'
        gongkai('new', project, '--example', '--template', 'department-accounts', SOURCE_DATE_EPOCH='1741600000')
        reasons = (project / 'tables' / '说明.csv').read_text('utf-8-sig')
        page, first = self.pages(project)
        self.input = self.work / '公开.html'
        self.input.write_text(re.sub('<p [^>]*>示例：.*?</p>', '', page, count=1), 'utf-8')
        for existing in ('', '表,科目编码,用途,原因,备注\n支出决算表,201,别的,,记\n一般公共预算财政拨款支出决算表,2010301,旧的,旧的,留\n'):
            shutil.rmtree(project / 'sections')
            (project / 'tables' / '说明.csv').unlink()
            if existing:
                (project / 'tables' / '说明.csv').write_text(existing, 'utf-8')
            result = gongkai('convert', '--each', self.input, project)
            self.assertEqual((result.status, result.rules()), (0, set()), result.err)
            text = ''.join(path.read_text('utf-8') for path in (project / 'sections').iterdir())
            self.assertEqual((text.count('~~~~each'), text.count('~~~when'), text.count('（项）')), (1, 3, 3))
            self.assertEqual(re.sub(r'\s', '', self.pages(project)[1]), re.sub(r'\s', '', first))
            written = (project / 'tables' / '说明.csv').read_text('utf-8-sig')
            if existing:
                self.assertIn('支出决算表,201,别的,,记', written)
                self.assertIn(',2010301,机关在职人员工资福利和日常公用支出,人员正常晋级晋档,留', written)
            else:
                self.assertEqual(written.splitlines(), reasons.splitlines())

    def test_each_that_does_not_hold(self):
        """A row that is missing, or says something else than its row: as it stands."""
        project = self.work / 'accounts'
        gongkai('new', project, '--example', '--template', 'department-accounts', SOURCE_DATE_EPOCH='1741600000')
        page, _ = self.pages(project)
        self.input = self.work / '公开.html'
        items = re.findall('<p[^>]*>(?:(?!</p>).)*（项）.*?</p>', page, re.S)
        self.assertGreater(len(items), 4)
        for changed in (page.replace(items[2], ''), page.replace(items[2], items[2].replace('支出决算', '全年支出决算'))):
            self.input.write_text(re.sub('<p [^>]*>示例：.*?</p>', '', changed, count=1), 'utf-8')
            shutil.rmtree(project / 'sections')
            result = gongkai('convert', '--each', self.input, project)
            self.assertIn('convert-each', result.rules())
            text = ''.join(path.read_text('utf-8') for path in (project / 'sections').iterdir())
            self.assertNotIn('each', text)
            self.assertGreater(text.count('（项）'), 4)

    def test_what_follows_is_of_what_was_bound(self):
        """A change is of the amount before it, however that was found: income and expenditure in one word, a total by its column's name."""
        project = self.work / 'accounts'
        gongkai('new', project, '--example', '--template', 'department-accounts', SOURCE_DATE_EPOCH='1741600000')
        shutil.rmtree(project / 'sections')
        self.project = project
        for heading, said, bound in (
                ('收入支出决算总体情况说明', '收、支总计{0}万元。收、支与上年相比，增加{1}万元', '收入总计'),
                ('收入支出决算总体情况说明', '收支总计{0}万元。收、支总计各比上年增加{1}万元', '收入总计'),
                ('收入决算情况说明', '收入合计{0}万元，比上年度决算数增加{1}万元', '本年收入')):
            now = {'收入总计': '1300.91', '本年收入': '1292.61'}[bound]
            last = {'收入总计': '1287.30', '本年收入': '1275.20'}[bound]
            table = (project / 'tables' / '01-收入支出决算总表.csv').read_text('utf-8')
            now = re.search('总计,[0-9]*,([0-9.]+),总计', table)[1] if bound == '收入总计' else now
            change = f'{abs(float(now) - float(last)):.2f}'
            shutil.rmtree(project / 'sections', ignore_errors=True)
            self.input.write_text(f'第三部分 部门决算情况说明\n一、{heading}\n2024年度{said.format(now, change)}。\n', 'utf-8')
            self.convert()
            text = ''.join(path.read_text('utf-8') for path in (project / 'sections').iterdir())
            self.assertNotIn(change, text, said)
            self.assertRegex(text, r'(变动|增减)[^(]*\(' + bound + ', 上年.' + bound)

    # ---- facts of 其他数据 that the text tells

    def facts(self, folder='tables'):
        """The records of 其他数据, by name."""
        text = (self.project / folder / '其他数据.csv').read_text('utf-8-sig')
        records = [record.split(',') for record in text.split()]
        return {record[0]: dict(zip(records[0], record)) for record in records[1:]}

    def blank_facts(self):
        before = self.facts()
        path = self.project / 'tables' / '其他数据.csv'
        head, *records = path.read_text('utf-8-sig').split()
        records = [record.split(',') for record in records]
        path.write_text('\n'.join([head, *(','.join([name, '待填写', *rest]) for name, _, *rest in records), '']), 'utf-8')
        return before

    def test_facts(self):
        before = self.blank_facts()
        result = self.convert()
        after = self.facts()
        taken = {name for name, fact in after.items() if fact['数值'] != '待填写'}
        self.assertLessEqual({'编制人数', '实有人数', '办公及业务用房面积', '车辆', '会议费', '培训费'}, taken)
        self.assertEqual({name: after[name]['数值'] for name in taken}, {name: before[name]['数值'] for name in taken})
        self.assertEqual({name for name, fact in after.items() if fact['备注'] == '来自原文'}, taken)
        self.assertIn('30 amounts bound to cells', result.out)  # and none of those
        self.assertIn(f'其他数据.csv: {len(taken)} facts taken from the text', result.out)
        self.assertIn('`= 其他数据[会议费]`', ''.join(path.read_text('utf-8') for path in (self.project / 'sections').iterdir()))
        self.assertEqual(list(self.project.glob('.*')), [])
        found = gongkai('check', self.project)
        self.assertFalse([one for one in found.findings if '其他数据' in one['file'] and one['rule'] != 'placeholder'])
        # The next year's are not from this text.
        gongkai('new', self.work / 'next', '--from', self.project)
        self.assertNotIn('来自原文', (self.work / 'next' / 'tables' / '其他数据.csv').read_text('utf-8-sig'))

    def test_facts_of_converted_sections(self):
        """The project's own file stays where its sections do."""
        self.blank_facts()
        (self.project / 'sections').mkdir()
        (self.project / 'sections' / '1-自己的.md').write_text('# 自己写的\n', 'utf-8')
        self.convert()
        self.assertEqual(self.facts()['车辆']['数值'], '待填写')
        self.assertEqual(self.facts('sections-converted/tables')['车辆']['数值'], '0')

    def test_facts_that_are_not_told(self):
        self.blank_facts()
        for said in ('全市共有车辆20辆', '上年共有车辆3辆', '2022年共有车辆3辆', '车辆2辆以上的部门', '共有车辆2台', '车辆比上年增加2辆',
                     '计划购置车辆1辆', '单价50万元以上大型设备情况', '车辆情况：2辆', '人均培训费0.3万元', '拟新增会议费0.2万元',
                     '会议费比上年增加0.1万元', '有关数据。\n（二）会议费：0.2万元', '有关数据。\n（二）车辆：2辆为租用', '上年会议费0.2万元', '会议费中财政拨款0.2万元'):
            shutil.rmtree(self.project / 'sections', ignore_errors=True)
            self.input.write_text(f'四、其他重要事项情况说明\n（一）有关情况：{said}。\n', 'utf-8')
            self.convert()
            taken = {name: fact['数值'] for name, fact in self.facts().items() if fact['数值'] != '待填写'}
            self.assertEqual(taken, {}, said)
        self.input.write_text('四、其他重要事项情况说明\n（一）共有车辆2辆。\n（二）年末共有车辆2辆，会议费0.2万元。\n（三）共有车辆3辆，会议费2000元。\n',
                              'utf-8')
        shutil.rmtree(self.project / 'sections')
        self.assertEqual(self.convert().first('convert-fact')['line'], '4')
        facts = self.facts()
        self.assertEqual((facts['车辆']['数值'], facts['会议费']['数值']), ('待填写', '0.2'))

    def test_headings_of_short_texts(self):
        """A heading that is nearly as long as the longest line is one; what has two numbers has one in the end."""
        self.input.write_text('一、部门职能职责及其主要工作\n2023年本单位负责某方面的工作。\n二、（一）收入预算\n（一）收入预算：2023年年初预算数51.8万元。\n', 'utf-8')
        self.convert()
        texts = [path.read_text('utf-8') for path in sorted((self.project / 'sections').iterdir())]
        self.assertEqual(texts, ['# 部门职能职责及其主要工作\n\n`= 年度`年本单位负责某方面的工作。\n',
                                 '# 收入预算\n\n（一）**收入预算**：`= 年度`年年初预算数`= 收入合计`万元。\n'])

    def test_marks_of_headings_in_the_report(self):
        self.input.write_text('一、部门职能职责\n负责。\n九、别的事。\n有字。\n', 'utf-8')
        self.convert()
        self.assertIn('no mark at its end', (self.project / 'convert-report.html').read_text('utf-8'))

    def test_reasons_in_the_report(self):
        self.input.write_text('三、部门收支概况\n（一）收入预算：2023年年初预算数51.8万元，占3.21%。2021年收入51.8万元。\n', 'utf-8')
        self.convert()
        report = (self.project / 'convert-report.html').read_text('utf-8')
        self.assertIn('give this share or rate', report)
        self.assertIn('the text speaks of 2021 here', report)

    def test_other_encodings_give_the_same(self):
        self.convert()
        first = self.text(3)
        shutil.rmtree(self.project / 'sections')
        self.input.write_bytes(self.input.read_text('utf-8').encode('gb18030'))
        self.convert()
        self.assertEqual(self.text(3), first)

    def test_without_tables(self):
        shutil.rmtree(self.project / 'tables')
        result = self.convert()
        self.assertEqual(result.rules(), {'convert-no-tables', 'convert-unbound'})
        self.assertIn('年初预算数51.8万元', self.text(3))

    def accounts(self):
        """What the example of accounts prints, as plain text with its tables."""
        gongkai('new', self.work / 'accounts', '--example', '--template', 'department-accounts', '--table-set', 'shanghai', SOURCE_DATE_EPOCH='1741600000')
        gongkai('build', self.work / 'accounts', '--to', 'docx', '--final', '-o', self.work / 'word', SOURCE_DATE_EPOCH='1741600000')
        return next((self.work / 'word').glob('*.docx'))

    def test_a_project_for_what_is_published(self):
        """A folder that is not there, or is empty, becomes the project of what the document is."""
        copy = self.accounts()
        new, empty = self.work / '新' / '决算', self.work / '空'
        empty.mkdir()
        for folder in (new, empty):
            result = gongkai('convert', copy, folder)
            self.assertEqual(result.status, 0, result.err)
            self.assertIn('begun as department-accounts, shanghai, of 2024', result.out)
            manifest = (folder / 'gongkai.yaml').read_text('utf-8')
            self.assertRegex(manifest, r'(?m)^table-set: shanghai\n(#.*\n)*year: 2024\ndepartment: [^待]+ #')
            bound, left = map(int, re.search(r'(\d+) amounts bound to cells, (\d+) left', result.out).groups())
            self.assertGreater(bound, left)  # by the document's own tables; what last year's would bind is left
            self.assertEqual(len(list((folder / 'tables').glob('*.xlsx'))), 9)
            self.assertTrue((folder / 'sections').is_dir())

    def test_what_the_document_does_not_say_is_asked_for(self):
        self.input.write_text('# 说明\n\n今年的收入预算是51.8万元。\n', 'utf-8')
        new = self.work / '新'
        self.assertEqual(gongkai('convert', self.input, new).rules(), {'published-kind'})
        self.assertFalse(new.exists())
        asked = ('--year', '2025', '--department', '甲市乙局', '--template', 'unit-budget')
        result = gongkai('convert', self.input, new, *asked)
        self.assertEqual(result.status, 0, result.err)
        self.assertIn('year: 2025\ndepartment: 甲市乙局', (new / 'gongkai.yaml').read_text('utf-8'))
        # What is there already is what its manifest says.
        self.assertEqual(gongkai('convert', self.input, new, *asked[:2]).rules(), {'published-kind'})
        self.assertFalse((new / 'sections-converted').exists())

    def test_nothing_is_begun_for_what_cannot_be_converted(self):
        self.input = self.work / '无.txt'
        self.input.write_text('\n\n')
        self.assertEqual(gongkai('convert', self.input, self.work / '新', '--year', '2025', '--department', '甲市乙局',
                                 '--template', 'unit-budget').rules(), {'convert-empty'})
        self.assertFalse((self.work / '新').exists())
        self.assertEqual(gongkai('convert', SEED, SEED).status, 2)

    def test_tables_that_are_begun_count_as_none(self):
        copy = self.accounts()
        gongkai('new', self.work / '决算', '--template', 'department-accounts', '--table-set', 'shanghai', SOURCE_DATE_EPOCH='1741600000')
        result = gongkai('convert', copy, self.work / '决算')
        self.assertIn('9 tables of the document', result.out)
        self.assertNotIn('the project has tables', result.out)
        result = gongkai('convert', copy, self.work / 'accounts')
        self.assertIn('9 tables of the document are left out: the project has tables\n', result.out)

    def test_capital_extension(self):
        self.input = self.input.rename(self.work / '去年.TXT')
        self.assertIn('42 amounts bound to cells', self.convert().out)

    def test_folders(self):
        (self.project / 'sections').mkdir()
        self.convert()
        before = self.text(3)
        (self.project / 'sections' / '3-部门收支概况.md').write_text('# 自己写的\n', 'utf-8')
        self.convert()
        self.assertEqual(self.text(3, 'sections-converted'), before)
        self.assertEqual(self.text(3), '# 自己写的\n')
        self.assertEqual(self.convert(1).rules(), {'convert-exists'})
        self.assertEqual(self.text(3, 'sections-converted'), before)

    def test_nothing_is_written_of_what_cannot_be_read(self):
        self.input.write_bytes(b'\xff\xff\x80\x80 \x00')
        result = self.convert(1)
        self.assertTrue(result.rules() & {'encoding-invalid', 'nul-byte'}, result.err)
        self.input.write_text('\n\n')
        self.assertEqual(self.convert(1).rules(), {'convert-empty'})
        self.input = self.work / '去年.doc'
        self.input.write_bytes(b'\xd0\xcf\x11\xe0')
        self.assertEqual(self.convert(1).rules(), {'file-kind'})
        self.input = self.work / '没有.txt'
        self.convert(2)
        self.assertFalse((self.project / 'sections').exists())
        self.assertEqual(gongkai('convert', self.input).status, 2)

    def test_word_document(self):
        self.input = self.work / '去年.docx'
        table = ('<w:tbl><w:tr><w:tc>' + paragraph('项目') + '</w:tc><w:tc>' + paragraph('金额') + '</w:tc></w:tr></w:tbl>')
        document_of(self.input, ''.join([
            paragraph('部门职能职责', '<w:pStyle w:val="2"/>'),
            paragraph('负责一件事。', numbered(1)),
            paragraph('部门收支概况', numbered(0)),
            paragraph('收入预算：2023年年初预算数51.8万元。', numbered(1)),
            paragraph('支出预算：2023年年初预算数51.8万元。', numbered(1)),
            paragraph('基本支出：2023年年初预算数为33.8万元。', numbered(2)),
            paragraph('项目支出：2023年年初预算数为18万元。', numbered(2)),
            table,
            '<w:p><w:del><w:r><w:delText>删去的</w:delText></w:r></w:del></w:p>',
        ]))
        result = self.convert()
        self.assertEqual(result.rules(), {'convert-table', 'intake-left-out'})
        self.assertEqual(self.text(1), '# 部门职能职责\n\n（一）负责一件事。\n')
        self.assertEqual(self.text(2).splitlines()[2::2], [
            '（一）**收入预算**：`= 年度`年年初预算数`= 收入合计`万元。',
            '（二）**支出预算**：`= 年度`年年初预算数`= 支出合计`万元。',
            '1.**基本支出**：`= 年度`年年初预算数为`= 基本支出合计`万元。',
            '2.**项目支出**：`= 年度`年年初预算数为`= 项目支出合计`万元。',
            '项目　金额'])

    def test_word_document_that_is_none(self):
        self.input = self.work / '去年.docx'
        for content, rule in ((b'PK\x03\x04 broken', 'zip-broken'), (b'', 'file-kind'), (b'\xff\xfe\xff', 'file-kind'),
                              ('纯文本'.encode(), 'file-kind'),
                              (b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + 'WordDocument'.encode('utf-16le'), 'file-kind')):
            self.input.write_bytes(content)
            result = self.convert(1)
            self.assertEqual(result.rules(), {rule}, content)
            self.assertNotRegex(result.err, 'workbook|Excel|xlsx|tables', content)
        document_of(self.input, paragraph('部门职能职责'))
        whole = self.input.read_bytes()
        for cut in (10, len(whole) // 2, len(whole) - 5):
            self.input.write_bytes(whole[:cut])
            self.assertEqual(self.convert(1).rules(), {'zip-broken'}, cut)
        with zipfile.ZipFile(self.input, 'w') as package:
            package.writestr('_rels/.rels', relations(('officeDocument', 'xl/workbook.xml')))
            package.writestr('xl/workbook.xml', '<workbook/>')
        self.assertEqual(self.convert(1).rules(), {'file-kind'})
        document_of(self.input, '<w:p><w:r><w:t>没有收尾')
        self.assertEqual(self.convert(1).rules(), {'xml-syntax'})
        self.assertFalse((self.project / 'sections').exists())


class Documents(ProjectTest):
    """Whole documents: what they hold beside text."""

    def setUp(self):
        super().setUp()
        shutil.rmtree(self.project / 'sections')
        self.input = self.work / '去年.docx'

    def convert(self, body, parts=()):
        documents.docx(self.input, body, parts=parts)
        result = gongkai('convert', self.input, self.project)
        self.assertEqual(result.status, 0, result.err)
        return result

    def test_footnotes(self):
        par, run = documents.par, documents.run

        def call(number, kind='footnote'):
            return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'

        def notes(kind, *texts):
            return (f'{kind}s', f'{kind}s.xml', f'{kind}s', f'<w:{kind} w:type="separator" w:id="0"><w:p/></w:{kind}>' + ''.join(
                f'<w:{kind} w:id="{i}">' + par(f'<w:r><w:{kind}Ref/></w:r>', text) + f'</w:{kind}>' for i, text in enumerate(texts, 1)))
        result = self.convert(''.join([
            par('一、部门职能职责', call(1)),
            par('负责一件事', call(2), '，再负责一件事', call(3), '。'),
            par('（一）', run('收入预算', '<w:b/>'), '：100.00万元', call(1, 'endnote'), '。'),
            documents.table(('项目', '金额'), (par('甲', call(4)), '1')),
        ]), [notes('footnote', '标题的注。', '见《条例》[2020]第*3*条。', '收入51.8万元。', '表内的注。'), notes('endnote', '尾注。')])
        text = (self.project / 'sections/1-部门职能职责.md').read_text('utf-8')
        self.assertEqual(text.splitlines()[:12:2], [
            '# 部门职能职责[^1]', '[^1]: 标题的注。', '负责一件事[^2]，再负责一件事[^3]。', '[^2]: 见《条例》\\[2020\\]第\\*3\\*条。',
            '[^3]: 收入51.8万元。', '（一）**收入预算**：100.00万元[^4]。'])
        self.assertIn('\n[^4]: 尾注。\n', text)
        self.assertIn('甲（表内的注。）', ''.join(path.read_text('utf-8') for path in self.project.glob('tables/*.csv')))
        self.assertIn('intake-moved', result.rules())  # the end note, and that of the table
        self.assertNotRegex(result.err + (self.project / 'convert-report.html').read_text('utf-8'), '[\U000f0000-\U000f0fff]')
        self.assertFalse({rule for rule in gongkai('check', self.project).rules() if rule.startswith('note-')})

    def test_tables_and_pictures(self):
        body = (documents.par('二、机构设置') + documents.par('内设科室情况表') + documents.par('单位：人')
                + documents.table(('科室', '人数'), ('办公室', '2'), ('网信科', '1')) + documents.par('注：人数为年末数。') + documents.par(PICTURE)
                + documents.par('三、部门收支概况') + documents.par('部门收支总表') + documents.par('单位：万元')
                + documents.table(('收入', '', '支出', ''), ('项目', '本年预算', '项目', '本年预算'), ('一、一般公共预算拨款收入', '51.8', '一、教育支出', '0')))
        result = self.convert(body, parts=[('image', 'media/image1.png', '', documents.PNG)])
        self.assertEqual(result.rules(), set())
        self.assertEqual((self.project / 'tables' / '内设科室情况表.csv').read_text('utf-8'), '单位：人,\n科室,人数\n办公室,2\n网信科,1\n')
        self.assertEqual((self.project / 'images' / 'image1.png').read_bytes(), documents.PNG)
        text = next((self.project / 'sections').glob('1-*')).read_text('utf-8')
        self.assertEqual(text, '# 机构设置\n\n```table 内设科室情况表\n```\n\n注：人数为年末数。\n\n![办公楼](<images/image1.png>)\n')
        self.assertEqual(next((self.project / 'sections').glob('2-*')).read_text('utf-8'), '# 部门收支概况\n\n```table 部门收支总表\n```\n')
        report = (self.project / 'convert-report.html').read_text('utf-8')
        self.assertIn('内设科室情况表', report)
        # The second conversion touches nothing of the first.
        self.convert(body, parts=[('image', 'media/image1.png', '', b'other')])
        self.assertEqual((self.project / 'images' / 'image1.png').read_bytes(), documents.PNG)
        self.assertEqual((self.project / 'sections-converted' / 'images' / 'image1.png').read_bytes(), b'other')
        self.assertTrue((self.project / 'sections-converted' / 'tables' / '内设科室情况表2.csv').exists())

    def test_a_line_in_brackets_under_a_title(self):
        """（2022年度） between a table's title and the table is of the title, a unit of the table; anything else there is text."""
        table = documents.table(('科室', '人数'), ('办公室', '2'), ('网信科', '1'))
        for line, names in (('（2022年度）', ['内设科室情况表.csv']), ('(2022年)', ['内设科室情况表.csv']), ('（单位：人）', ['内设科室情况表.csv']), ('（2022年，单位：人）', ['内设科室情况表.csv']), ('（万元）', ['机构设置表.csv']), ('（一）办公室', ['机构设置表.csv']), ('见下。', ['机构设置表.csv'])):
            with self.subTest(line):
                for path in self.project.glob('sections*'):
                    shutil.rmtree(path)
                before = {path.name for path in self.project.glob('tables/*')}
                self.convert(documents.par('二、机构设置') + documents.par('内设科室情况表') + documents.par(line) + documents.par('单位：人') + table)
                made = sorted({path.name for path in self.project.glob('tables/*')} - before)
                text = next((self.project / 'sections').glob('*.md')).read_text('utf-8')
                self.assertEqual(made, names, text)
                self.assertEqual('title: false' in text, names != ['内设科室情况表.csv'])
                for name in made:
                    said = (self.project / 'tables' / name).read_text('utf-8')
                    self.assertEqual(line in said, names == ['内设科室情况表.csv'])  # it stays above the head
                    (self.project / 'tables' / name).unlink()

    def test_the_form_around_an_own_table(self):
        """Labels above its head, beside the table or in its first rows, are no part of the names of its columns, and stay in its CSV."""
        head, rows = ('科室', '人数', '其中：在职'), (('办公室', '2', '1'), ('网信科', '1', '1'))
        body = '科室,人数,其中：在职\n办公室,2,1\n网信科,1,1\n'
        for lines, above, title in (
                ((), [('填报单位：某局', '', '单位：人')], '机构设置表'),
                ((), [('附表2：人员情况表', '', ''), ('编制单位：某局', '2023年度', '计量单位：人')], '人员情况表'),
                (('人员情况表', '填报单位：某局', '单位：人'), [], '人员情况表'),
                (('附表2：人员情况表', '公开02表'), [('某局', '', '单位：人')], '人员情况表'),
                ((), [('人员情况', '', '')], '人员情况'),
                (('人员情况表（单位：人）',), [], '人员情况表'),
                (('全部人员如下（单位：人）：',), [], None),
                ((), [('', '2023年', '')], None)):
            with self.subTest(lines=lines, above=above):
                for path in self.project.glob('sections*'):
                    shutil.rmtree(path)
                before = {path.name for path in self.project.glob('tables/*')}
                self.convert(documents.par('二、机构设置') + ''.join(map(documents.par, lines)) + documents.table(*above, head, *rows))
                made = {path.name for path in self.project.glob('tables/*')} - before
                text = next((self.project / 'sections').glob('*.md')).read_text('utf-8')
                self.assertEqual(made, {f'{title or "机构设置表"}.csv'}, text)
                said = (self.project / 'tables' / made.pop()).read_text('utf-8')
                if title:
                    self.assertTrue(said.endswith('\n' + body), said)
                    for word in [line for line in lines[1:] if not line.endswith('：')] + [cell for row in above for cell in row]:
                        self.assertIn(word, said)
                    result = gongkai('check', self.project, '--verbose')
                    self.assertRegex(result.err, f'“{title}”, 2 rows; unit ' + ('人, said in' if '人' in ''.join(map(str, (lines, above))).replace('人员', '') else '万元'))
                else:
                    self.assertIn('2023年' if above else '单位：人', said.split('\n')[0])  # it may be a head over what is below it
                    self.assertEqual([line for line in lines if line.removesuffix('：') not in text], [])  # a sentence stays, its unit is taken
                (self.project / 'tables' / f'{title or "机构设置表"}.csv').unlink()

    def test_cells_of_an_own_table_that_span_others(self):
        """Those below its head are counted, for a CSV has none; those of its head are its columns' groups."""
        def cell(text, properties):
            return f'<w:tc><w:tcPr>{properties}</w:tcPr>{documents.par(text)}</w:tc>'
        wide, begins, goes_on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', '<w:vMerge/>'
        head = ('科室', cell('人数', wide)), ('', '在职', '退休')
        plain, spans = ('办公室', '2', '1'), (('网信科', cell('无', wide)), (cell('产出', begins), '数量', '3'), (cell('', goes_on), '质量', '1'), (cell('', goes_on), '时效', '1'))
        for rows, said in (((plain,), None), ((plain, spans[0]), '1 cell '), ((plain, *spans[1:]), '1 cell '), ((plain, *spans), '2 cells ')):
            with self.subTest(said=said, rows=len(rows)):
                for path in self.project.glob('sections*'):
                    shutil.rmtree(path)
                result = self.convert(documents.par('二、机构设置') + documents.par('人员情况表') + documents.table(*head, *rows))
                found = [one['message'] for one in result.findings if one['rule'] == 'convert-table']
                self.assertEqual([one.startswith(said) for one in found if 'span' in one], [True] if said else [])
                for path in self.project.glob('tables/人员情况表*'):
                    self.assertTrue(path.read_text('utf-8').startswith('科室,人数/在职,人数/退休\n'), path.read_text('utf-8'))
                    path.unlink()

    def test_headings_that_the_template_has_not(self):
        result = self.convert(''.join(documents.par(line) for line in (
            '一、部门职能职责', '负责。', '九、别的事', '有字。', '十、再别的', '有字。')))
        self.assertEqual([found['message'].count('别的') for found in result.findings if found['rule'] == 'convert-heading'], [1, 1])
        self.assertEqual(sorted(path.name[2:] for path in (self.project / 'sections').iterdir()), ['再别的.md', '别的事.md', '部门职能职责.md'])

    def test_years(self):
        self.convert(''.join(documents.par(line) for line in (
            '三、部门收支概况', '（一）收入预算：本单位于2023年成立，2023年年初预算数51.8万元，与2022年相比，增加1.8736万元。')))
        text = next((self.project / 'sections').glob('1-*')).read_text('utf-8')
        self.assertIn('本单位于2023年成立，`= 年度`年年初预算数`= 收入合计`万元，与`= 上年度`年相比，`= 变动(收入合计, 上年.收入合计, “”)`。', text)

    def test_rates(self):
        self.convert(''.join(documents.par(line) for line in (
            '三、部门收支概况', '（一）收入预算：2023年年初预算数51.80万元，比上年增加1.8736万元，增长3.75%，主要原因是人员增资。',
            '（二）支出预算：2023年年初预算数518,000元，其中：基本支出33.8万元，占65.25%；项目支出18万元，占34.7%。')))
        text = next((self.project / 'sections').glob('1-*')).read_text('utf-8')
        self.assertIn('`= 收入合计 | 0.00`万元，`= 变动说明(收入合计, 上年.收入合计)`，主要原因', text)
        self.assertIn('`= 支出合计 | 元 ,0`元，其中：基本支出`= 基本支出合计`万元，占`= 占比(基本支出合计, 支出合计)`；'
                      '项目支出`= 项目支出合计`万元，占`= 占比(项目支出合计, 支出合计) | 0.0%`。', text)

    def test_web_page_is_as_good_as_text(self):
        """The example's own page, published and read back, prints what it printed."""
        shutil.rmtree(self.project)
        shutil.copytree(ROOT / 'content' / 'yunxi-education-2024', self.project, ignore=shutil.ignore_patterns('out*'))
        gongkai('build', self.project, '--to', 'html', '-o', self.out)
        shutil.rmtree(self.project / 'sections')
        self.input = self.work / 'page.html'
        shutil.copy(self.out / 'document.html', self.input)
        result = gongkai('convert', self.input, self.project)
        self.assertEqual(result.status, 0, result.err)
        self.assertRegex(result.out, '4 sections, 161 amounts bound to cells, 0 left')


if __name__ == '__main__':
    unittest.main()
