"""gongkai check FILE: a document that was published, without its project."""
import re
import shutil
import sys
import unittest

from harness import ROOT, ProjectTest, gongkai, tool

sys.path.insert(0, str(ROOT / 'tests' / 'intake'))
from pdfs import Pdf


@unittest.skipUnless(shutil.which('mutool'), 'no mutool')
class Published(ProjectTest):
    def published(self, *kinds):
        self.assertEqual(self.build('--to', ','.join(kinds or ('pdf',))).status, 0)
        return self.pdf() if 'pdf' in (kinds or ('pdf',)) else self.out / 'document.html'

    def test_what_is_right(self):
        """Template, set, year and department are found, every table is read, and nothing is accused."""
        result = gongkai('check', self.published())
        self.assertEqual(result.status, 0, result.err)
        self.assertIn('read as department-budget, hunan, of 2023, by 株洲市石峰区委网络安全和信息化委员会办公室: 23 of 23 tables', result.err)
        self.assertFalse([f for f in result.findings if f['severity'] in ('error', 'warning')], result.err)
        self.assertRegex(result.out, r'23 tables, \d{3} amounts, 0 figures, \d{3} comparisons')

    def test_accounts(self):
        self.project = self.work / 'accounts'
        shutil.copytree(ROOT / 'content' / 'yunxi-education-2024', self.project)
        result = gongkai('check', self.published())
        self.assertIn('9 of 9 tables', result.err)
        self.assertFalse([f for f in result.findings if f['severity'] in ('error', 'warning')], result.err)

    def test_what_is_wrong(self):
        """A cell and a sentence, at their pages and lines."""
        self.edit(self.table('部门收入总表'), '51.8', '51.7')
        self.edit(self.section(3), '主要原因是人员增资', '主要原因是人员增资，另有上年结转9.99万元，其中：基本支出99.99万元')
        self.build('--to', 'pdf', '--draft')
        result = gongkai('check', self.pdf())
        self.assertEqual(result.status, 1)
        self.assertRegex(result.err, r'page 12 line 6: error: .*51\.70万元')
        self.assertRegex(result.err, r'page 7 line \d+: error: “99.99万元” .*\[figure-differs\]')
        report = self.work / 'report.html'
        gongkai('check', self.pdf(), '--report', report)
        page = report.read_text('utf-8')
        self.assertIn('page 12 line 6', page)
        self.assertRegex(page, r'<svg role="img" aria-label="12".*fill="#c00"')

    def test_a_hint_is_for_who_holds_the_file(self):
        """It speaks of no block, no expression and no key, which stand in a project."""
        self.project = self.work / 'accounts'
        shutil.copytree(ROOT / 'content' / 'yunxi-education-2024', self.project)
        section = self.section(3)
        section.write_text(re.sub(r'(?ms)^~~~~each .*? level=项\n.*?^~~~~\n', '', section.read_text('utf-8')), 'utf-8')
        self.build('--to', 'pdf', '--draft')
        self.assertIn('; tell its purpose, budget, amount and reason; an `each` block tells them all [item-skipped]', gongkai('check', self.project).err)
        said = gongkai('check', self.pdf()).err
        self.assertIn('; tell its purpose, budget, amount and reason [item-skipped]', said)
        self.assertNotIn('`', said)

    def test_from_the_pdf_alone(self):
        """A manifest and the PDF make a project whose PDF is the same, its tables and most amounts bound."""
        pdf = self.published()
        alone = self.work / 'alone'
        alone.mkdir()
        manifest = (self.project / 'gongkai.yaml').read_text('utf-8')
        (alone / 'gongkai.yaml').write_text(re.sub(r'\nfigures:\n(?: .*\n)+', '\n', manifest), 'utf-8')
        result = gongkai('convert', pdf, alone)
        self.assertIn('23 tables of the document', result.out, result.err)
        again = self.work / 'again'
        gongkai('build', alone, '--to', 'pdf', '--draft', '-o', again)
        result = gongkai('verify', self.pdf(again), self.project)
        self.assertEqual(result.status, 0, result.err)

    def test_a_folder_of_pages(self):
        """The pages of a site and the workbook beside them, as one document."""
        self.published('html', 'xlsx')
        hangs, alone = self.work / 'hangs', self.work / 'alone'
        for folder in (hangs, alone):
            folder.mkdir()
        for page in self.out.glob('section-*.html'):
            shutil.copy(page, hangs)
        shutil.copy(self.out / 'tables.xlsx', hangs)
        (hangs / '附件.zip').write_bytes(b'PK')
        manifest = (self.project / 'gongkai.yaml').read_text('utf-8')
        (alone / 'gongkai.yaml').write_text(re.sub(r'\nfigures:\n(?: .*\n)+', '\n', manifest), 'utf-8')
        result = gongkai('convert', hangs, alone)
        self.assertEqual(result.status, 0, result.err)
        self.assertIn('convert-passed', result.rules())
        self.assertTrue((alone / 'tables' / 'tables.xlsx').exists())
        self.assertRegex(result.out, r'5 sections, \d\d amounts bound')

    def test_attached(self):
        """The workbook that a PDF has attached is read instead of its printed tables, which are held against it."""
        self.assertEqual(self.build('--to', 'pdf,xlsx', '--pdf-attach').status, 0)
        result = gongkai('check', self.pdf())
        self.assertRegex(result.err, r'\d+ tables are taken from the workbook that is attached')
        self.assertNotIn('[published-attached]', result.err)
        table = self.project / 'tables' / '一般公共预算支出表.csv'
        table.write_text(table.read_text('utf-8').replace('51.8', '51.9', 1), 'utf-8')
        built = gongkai('build', self.project, '--to', 'xlsx', '--draft', '-o', self.work / 'other')
        self.assertTrue((self.work / 'other' / 'tables.xlsx').exists(), built.err)
        bare, sheet, hangs = self.work / 'bare.pdf', self.work / 'tables.xlsx', self.work / 'hangs.pdf'
        shutil.copy(self.work / 'other' / 'tables.xlsx', sheet)
        tool('qpdf', '--remove-attachment=tables.xlsx', self.pdf(), bare)
        tool('qpdf', bare, '--add-attachment', sheet, '--', hangs)
        result = gongkai('check', hangs)
        self.assertRegex(result.err, r'hangs.pdf:page \d+ line \d+: warning: .*“51.80” is printed, “51.90” is in the attached workbook')
        alone = self.work / 'alone'
        alone.mkdir()
        manifest = (self.project / 'gongkai.yaml').read_text('utf-8')
        (alone / 'gongkai.yaml').write_text(re.sub(r'\nfigures:\n(?: .*\n)+', '\n', manifest), 'utf-8')
        self.assertEqual(gongkai('convert', hangs, alone).status, 0)
        self.assertEqual([path.name for path in (alone / 'tables').iterdir()], ['tables.xlsx'])

    def test_a_folder_of_pages_is_checked(self):
        """As one document, with the workbook beside it; a folder without pages is a project that lacks its manifest."""
        self.published('html', 'xlsx')
        hangs = self.work / 'hangs'
        hangs.mkdir()
        for page in [*self.out.glob('section-*.html'), self.out / 'index.html', self.out / 'tables.xlsx']:
            shutil.copy(page, hangs)
        result = gongkai('check', hangs)
        self.assertEqual(result.status, 0, result.err)
        self.assertIn('by 株洲市石峰区委网络安全和信息化委员会办公室: 23 of 23 tables', result.err)
        self.assertIn('23 tables are taken from the workbook that is attached', result.err)
        page = next(page for page in hangs.glob('section-*.html') if '主要原因是人员增资' in page.read_text('utf-8'))
        self.edit(page, '主要原因是人员增资', '主要原因是人员增资，另有上年结转9.99万元，其中：基本支出99.99万元')
        result = gongkai('check', hangs)
        self.assertEqual(result.status, 1)
        self.assertRegex(result.err, rf'hangs:{page.name}:\d+: error: “99.99万元” .*\[figure-differs\]')
        for page in hangs.glob('*.html'):
            page.unlink()
        self.assertEqual(gongkai('check', hangs).rules(), {'manifest-missing'})

    def test_a_draft_that_was_published(self):
        """Its mark over the pages or on the cover is told; the same word in a sentence of its own is none."""
        page = sorted((self.project / 'sections').glob('*.md'))[0]
        self.append(page, '\n（十三）负责起草有关地方性法规的征求意见稿。\n')
        for kind in ('pdf', 'html'):
            for options, told in ((('--draft',), True), ((), False)):
                with self.subTest(kind, told=told):
                    out = self.work / f'{kind}{told}'
                    self.assertTrue(gongkai('build', self.project, '--to', kind, '-o', out, *options).status in (0, 1))
                    file = next(out.glob('*.pdf')) if kind == 'pdf' else out / 'document.html'
                    result = gongkai('check', file)
                    self.assertEqual('[published-draft]' in result.err, told, result.err)
        file = self.work / 'a.html'
        for title, told in (('2024年部门预算公开（征求意见稿）', True), ('2024年部门预算公开 第三稿', True),
                            ('2024年部门预算公开', False), ('预算公开说明，仅供参考', False)):
            file.write_text(f'<p>某市水务局</p><p>{title}</p><p>某市水务局是市政府工作部门，起草水务规划的征求意见稿。</p>', 'utf-8')
            result = gongkai('check', file, '--template', 'department-budget', '--department', '某市水务局', '--year', '2024')
            self.assertEqual('[published-draft]' in result.err, told, result.err)

    def test_a_form_that_no_source_gives(self):
        """Of a table whose columns are assumed other columns are a remark; its title alone makes it this table. Parts without headings are said."""
        def table(title, *rows):
            return f'<p>{title}</p><table>' + ''.join('<tr>' + ''.join(f'<td>{cell}</td>' for cell in row) + '</tr>' for row in rows) + '</table>'

        body = ('<h1>某县水务局2025年部门预算</h1><p>一、基本职能及主要工作</p><p>管水。</p><p>二、部门预算单位构成</p><p>无。</p>'
                '<p>三、支出预算情况</p><p>某县水务局2025年支出预算12.00万元，其中：基本支出12.00万元，项目支出0.00万元。</p>')
        file = self.work / '公开.html'
        for tables, rule, count in ((('sichuan', '部门预算项目支出绩效目标表', ('项目名称', '产出', '效益'), ('河道', '一条', '有')), 'table-column-unknown', 1),
                                    (('sichuan', '绩效情况', ('项目名称', '产出', '效益'), ('河道', '一条', '有')), 'published-table', 0)):
            name, title, *rows = tables
            file.write_text(body + table(title, *rows), 'utf-8')
            result = gongkai('check', file, '--template', 'department-budget', '--table-set', name, '--department', '某县水务局', '--year', '2025')
            self.assertIn(f'{count} of 14 tables', result.err)
            self.assertRegex(result.err, rf'(remark|note): .*\[{rule}\]')
            self.assertNotRegex(result.err, r'error: .*\[table-column')
            self.assertEqual(result.err.count('[convert-section]'), 2)

    def test_a_table_that_lacks_columns(self):
        """Its other columns are held all the same; what would need those that are not there is not judged."""
        heads = ('科目编码', '科目名称', '本年支出合计', '基本支出', '项目支出')
        for total, wrong in (('20.00', '8.00'), ('20.00', '9.00'), ('21.00', '8.00')):
            for left in ((), (2,)):
                rows = (heads, ('合计', '', total, '12.00', wrong), ('201', '一般公共服务支出', '20.00', '12.00', '8.00'),
                        ('20103', '政府办公厅（室）及相关机构事务', '20.00', '12.00', '8.00'), ('2010301', '行政运行', '20.00', '12.00', '8.00'))
                cells = ''.join('<tr>' + ''.join(f'<td>{cell}</td>' for i, cell in enumerate(row) if i not in left) + '</tr>' for row in rows)
                file = self.work / '公开.html'
                file.write_text(f'<p>某县水务局2024年度部门决算</p><p>支出决算表</p><p>单位：万元</p><table>{cells}</table>', 'utf-8')
                result = gongkai('check', file, '--template', 'department-accounts', '--table-set', 'national', '--department', '某县水务局', '--year', '2024')
                self.assertIn('[table-column-missing]', result.err)
                told = wrong != '8.00' or (total != '20.00' and not left)
                self.assertEqual('[total-row]' in result.err, told, (total, wrong, left, result.err))

    def test_a_folder_of_several_departments(self):
        """Whose each page is stands on it; pages without it, and of a department's own units' names, are one document's."""
        hangs = self.work / 'hangs'
        hangs.mkdir()
        for first, second, several in (('某县水务局', '某县林业局', True), ('某县水务局', '', False), ('某县水务局', '某县水务局（本级）', False)):
            for i, name in enumerate((first, second)):
                title = f'<p>{name}2024年部门预算公开</p>' if name else '<p>第二部分 情况说明</p>'
                (hangs / f'{i}.html').write_text(f'{title}<p>一、部门收支总体情况</p><p>没有别的。</p>', 'utf-8')
            result = gongkai('check', hangs, '--template', 'department-budget')
            self.assertEqual('documents of several departments' in result.err, several, result.err)
        self.assertEqual(result.status, 1)

    def test_a_folder_of_many_documents(self):
        """It is none that one document hangs in: up to 500 files are read as one, more are refused."""
        hangs = self.work / 'hangs'
        hangs.mkdir()
        for i in range(500):
            (hangs / f'{i}.html').write_text(f'<p>第{i}页</p>' if i < 499 else '<p>最后一页的内容在这里。</p>', 'utf-8')
            (hangs / f'{i}.png').write_bytes(b'')
        rules = ('check', hangs, '--year', '2024', '--department', '某市某某局', '--template', 'department-accounts')
        self.assertNotIn('convert-many', gongkai(*rules).rules())
        (hangs / '500.pdf').write_bytes(b'%PDF-1.7')
        result = gongkai(*rules)
        self.assertEqual((result.status, result.rules()), (1, {'convert-many'}), result.err)

    def test_what_it_is_not_told(self):
        file = self.work / 'a.txt'
        file.write_text('这里什么也没有。\n', 'utf-8')
        for options, asked in (((), '--year'), (('--year', '2024'), '--department'),
                               (('--year', '2024', '--department', '某某区某某局'), '--template')):
            result = gongkai('check', file, *options)
            self.assertEqual((result.status, result.rules()), (1, {'published-kind'}), result.err)
            self.assertIn(f'say it with {asked}', result.err)

    def test_rows_whose_numbers_tell_what_a_total_sums(self):
        """A page lost what rows were set in by; those of 一、 二、 alone are summed, others are not known."""
        def page(*rows):
            path = self.work / '公开.html'
            rows = '\n'.join('<tr>' + ''.join(f'<td>{cell}</td>' for cell in row.split(',')) + '</tr>' for row in rows)
            path.write_text(f'<meta charset="utf-8"><h1>云溪区教育局2024年度部门决算</h1><h2>收入支出决算总表</h2><p>单位：万元</p><table>{rows}</table>', 'utf-8')
            return gongkai('check', path, '--template', 'department-accounts', '--table-set', 'national')
        head = ('收入,收入,支出,支出', '项目,决算数,项目,决算数')
        total = '本年收入合计,30.00,本年支出合计,30.00'
        rows = ('一、一般公共预算财政拨款收入,20.00,一、教育支出,20.00', '二、事业收入,9.00,二、住房保障支出,10.00')
        result = page(*head, *rows, total)
        self.assertRegex(result.err, 'error: .*收入支出决算总表.收入\\[本年收入合计, 决算数\\].*\\[total-row\\]')
        self.assertIn('lacks the columns “收入/行次”, “支出/行次”', result.err)
        self.assertNotIn('total-row', page(*head, *rows, '其中：专户,1.00,,', total).rules())
        self.assertNotIn('total-row', page(*head, '财政专户,1.00,,', *rows, '三、其他收入,1.00,,', '小计,31.00,,', total).rules())

    def test_tables_of_no_set(self):
        """Where they stand is said, of the first five; how many there are, of all."""
        path = self.work / '公开.html'
        own = '<p>绩效自评</p><table><tr><td>自评项目</td><td>等级</td></tr><tr><td>校舍维修</td><td>优</td></tr></table>'
        for n in (5, 6):
            path.write_text(f'<meta charset="utf-8"><h1>云溪区教育局2024年度部门决算</h1>{own * n}', 'utf-8')
            result = gongkai('check', path, '--template', 'department-accounts', '--table-set', 'national')
            self.assertIn(f'{n} tables are none of the set', result.err)
            self.assertEqual(result.err.count('this table is none of the set'), 5)
            self.assertIn('    自评项目 等级', result.err)

    def test_heads_without_rows(self):
        """Of a table of no set that has heads alone, blank cells under other heads are no blanks of a text."""
        path = self.work / '公开.html'
        path.write_text('<meta charset="utf-8"><h1>云溪区教育局2024年度部门决算</h1><h2>第二部分 部门决算表</h2><table><tr><td rowspan="2">科目编码</td><td rowspan="2">科目名称</td>'
                        '<td colspan="2">本年支出</td></tr><tr><td>基本支出</td><td>项目支出</td></tr><tr><td></td><td></td><td></td><td></td></tr></table><p>注：本表无数据。</p>', 'utf-8')
        result = gongkai('check', path, '--template', 'department-accounts', '--table-set', 'national')
        self.assertIn('1 tables are none of the set', result.err)
        self.assertNotIn('space-stray', result.rules(), result.err)

    def test_several(self):
        self.published('pdf', 'html')
        result = gongkai('check', self.pdf(), self.out / 'document.html')
        self.assertRegex(result.out, r'by file:\n(  .*: \d+ errors, \d+ warnings\n){2}by rule:')

    def test_what_was_not_read_is_not_missing(self):
        """Of a document of which a page is a picture, or whose characters the file does not say, nothing is said to lack."""
        kind = ('--template', 'department-accounts', '--year', '2024', '--department', '某市某某局')
        file = self.work / 'scan.pdf'
        for habit in ('', 'picture', 'unknown'):
            with self.subTest(habit):
                pdf = Pdf().page().text(200, 90, '第三部分  部门决算情况说明', 16, font='F2').text(114, 130, '一、收入支出决算总体情况说明', font='F2')
                pdf.text(114, 150, '本年收入与支出都没有变化。')
                if habit == 'picture':
                    pdf.page().picture()
                if habit == 'unknown':
                    pdf.text(114, 190, '\ue123\ue124\ue125')
                file.write_bytes(pdf.bytes())
                result = gongkai('check', file, *kind)
                missing = {'table-missing', 'section-required'}
                self.assertEqual(result.rules() & missing, set() if habit else missing, result.err)
                self.assertEqual('published-unread' in result.rules(), bool(habit))
                self.assertNotIn('.csv', result.err)  # who holds the file alone cannot add one
                self.assertEqual('look for it on the pages' in result.err, not habit)
                self.assertNotIn('key-missing', result.rules())

    def test_items_of_tables_that_were_not_read(self):
        """What only tables that are not there, or could not be read, would have is no item that no table has."""
        heads = {True: '<tr><td>科目编码</td><td>科目名称</td><td>小计</td><td>基本支出</td><td>项目支出</td></tr>', False: '<tr><td>科目</td><td>甲</td><td>乙</td></tr>'}
        row = '<tr><td>2050205</td><td>高等教育</td><td>30.00</td><td>20.00</td><td>10.00</td></tr>'
        detail = ('<p>一般公共预算财政拨款基本支出决算明细表</p><p>单位：万元</p><table><tr><td colspan="3">人员经费</td><td colspan="6">公用经费</td></tr><tr>'
                  + '<td>科目编码</td><td>科目名称</td><td>决算数</td>' * 3 + '</tr><tr><td>301</td><td>工资福利支出</td><td></td><td>302</td><td>商品和服务支出</td><td>5.00</td><td></td><td></td><td></td></tr>'
                  '<tr><td></td><td></td><td></td><td>30201</td><td>办公费</td><td>5.00</td><td></td><td></td><td></td></tr></table>')
        path = self.work / '公开.html'
        for read in (True, False):
            for told in (True, False):
                with self.subTest(read=read, told=told):
                    path.write_text('<meta charset="utf-8"><h1>云溪区教育局2024年度部门决算</h1><h2>第二部分 部门决算表</h2><p>一般公共预算财政拨款支出决算表</p><p>单位：万元</p>'
                                    f'<table>{heads[read]}{row}</table>{detail if told else ""}<h2>第三部分 部门决算情况说明</h2><h3>五、一般公共预算财政拨款支出决算情况说明</h3>'
                                    '<p>1.教育支出（类）普通教育（款）小学教育（项）。支出决算为30.00万元。</p>'
                                    '<p>公用经费5.00万元，主要包括：办公费、印刷费、水费。</p>', 'utf-8')
                    result = gongkai('check', path, '--template', 'department-accounts', '--table-set', 'national')
                    self.assertEqual('no table has the item “小学教育”' in result.err, read, result.err)
                    self.assertEqual('“水费” is listed' in result.err, told, result.err)

    def test_titles_with_a_tables_number(self):
        """表一：收入支出决算总表 is that table's title; what goes on after a colon otherwise is none."""
        table = '<table><tr><td>项目</td><td>决算数</td></tr><tr><td>本年收入合计</td><td>30.00</td></tr></table>'
        path = self.work / '公开.html'
        for before, known in (('', True), ('表一：', True), ('表1:', True), ('附表 1-1：', True), ('公开01表：', True), ('说明：', False), ('表一，', False)):
            with self.subTest(before):
                path.write_text(f'<meta charset="utf-8"><h1>云溪区教育局2024年度部门决算</h1><p>{before}收入支出决算总表</p><p>单位：万元</p>{table}', 'utf-8')
                result = gongkai('check', path, '--template', 'department-accounts', '--table-set', 'national')
                self.assertIn(f'{int(known)} of 9 tables', result.err)

    def test_whose_it_is_where_the_title_says_a_place(self):
        path = self.work / '公开.html'
        for title, below, name in (('白石市云山县', '白石市云山县青岭镇人民政府', '白石市云山县青岭镇人民政府'), ('云山县水务局', '云山县水务局防汛办公室', '云山县水务局'), ('云山县', '青岭镇', '云山县')):
            path.write_text(f'<meta charset="utf-8"><h1>{title}2024年度部门决算</h1><p>{below}</p><p>收入支出决算总表</p><table><tr><td>项目</td><td>决算数</td></tr></table>', 'utf-8')
            self.assertIn(f'by {name}: ', gongkai('check', path, '--template', 'department-accounts', '--table-set', 'national').err)

    def test_what_is_not_sure_is_not_wrong(self):
        """In a table of which a cell is not told surely nothing is accused, and how many findings that are is said."""
        xs, head = (60, 120, 260, 340, 420, 500), ('科目编码', '科目名称', '合计', '基本支出', '项目支出')
        rows = [head, ('', '合计', '30.00', '20.00', '9.00'), ('205', '教育支出', '30.00', '20.00', '9.00')]
        file = self.work / 'table.pdf'
        for sure in (True, False):
            with self.subTest(sure):
                pdf = Pdf().page().text(150, 60, '一般公共预算财政拨款支出决算表', 16, font='F2').text(420, 84, '单位：万元', 10).table(xs, 100, rows)
                if not sure:
                    pdf.text(334, 154, '7.7', 10)
                file.write_bytes(pdf.bytes())
                result = gongkai('check', file, '--template', 'department-accounts', '--year', '2024', '--department', '某市某某局')
                self.assertEqual('pdf-cells' in result.rules() or 'pdf-cells' in result.err, not sure, result.err)
                self.assertEqual('[total-column]' in result.err, sure, result.err)
                self.assertEqual('findings are left out' in result.err, not sure, result.err)
                # It has tables alone: what text would have to say is not asked for.
                self.assertIn('it has tables alone', result.err)
                self.assertEqual(('[table-missing]' in result.err, '[section-required]' in result.err, '[mention-missing]' in result.err), (True, False, False))
        file.write_bytes(Pdf().page().picture().bytes())
        result = gongkai('check', file, '--template', 'department-accounts', '--year', '2024', '--department', '某市某某局')
        self.assertEqual((result.status, result.rules()), (1, {'convert-empty'}), result.err)

    def test_nothing_is_left(self):
        temporary = self.work / 'tmp'
        temporary.mkdir()
        gongkai('check', self.published(), TMPDIR=str(temporary))
        self.assertEqual(list(temporary.iterdir()), [])


if __name__ == '__main__':
    unittest.main()
