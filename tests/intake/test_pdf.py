"""PDFs with one habit each, and what is read of them; those that are broken on purpose."""
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest

from documents import Read
from pdfs import Pdf

XS = (90, 190, 290, 390)
HEAD = ('项目', '预算数', '决算数')
ROWS = [('基本支出', '100.20', '99.10'), ('项目支出', '3.00', '2.95'), ('合计', '103.20', '102.05')]
LONG = '本年收入合计由财政拨款收入、事业收入和其他收入组成，比上年有所增加，主要原因是人员增加，以及按规定'  # wider than a line


def body(pdf, y=150, x=90):
    """A paragraph over two lines."""
    return pdf.text(x + 24, y, LONG[:32]).text(x, y + 20, LONG[32:] + '提高了标准。')


def seeds():
    """Short documents with tables and text, for the fuzz target of traces."""
    over = Pdf().page().text(240, 70, '收支表').table(XS, 100, [HEAD, *ROWS[:1]]).page().text(240, 60, '（续表）').table(XS, 100, [HEAD, ROWS[1]])
    return [over, Pdf().page().table(XS, 100, [HEAD, *ROWS], rules=False), Pdf().page().text(270, 90, '目录').text(90, 120, '一、甲……1'),
            Pdf().page().text(100, 100, '转', matrix='0 1 -1 0').picture()]


@unittest.skipUnless(shutil.which('mutool'), 'no mutool')
class PdfTest(unittest.TestCase):
    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-test-'))
        self.addCleanup(shutil.rmtree, self.work)

    def read(self, pdf, name='公开.pdf'):
        (self.work / name).write_bytes(pdf if isinstance(pdf, bytes) else pdf.bytes())
        return Read(self.work / name)

    def texts(self, pdf):
        return [line.get('text', line.get('table')) for line in self.read(pdf).lines]

    def test_paragraphs(self):
        pdf = Pdf().page().text(240, 90, '一、收入情况', 16, font='F2')
        body(pdf)
        pdf.text(114, 190, '短的一段。').text(114, 210, '第二段也短。')
        self.assertEqual(self.texts(pdf), ['一、收入情况', LONG + '提高了标准。', '短的一段。', '第二段也短。'])

    def test_over_pages(self):
        pdf = Pdf()
        for number in (1, 2):
            pdf.page().text(90, 60, '某某局2024年度部门决算', 9).text(280, 800, f'— {number} —', 10)
            if number == 1:
                body(pdf, 120)
                pdf.text(114, 740, LONG[:32])
            else:
                pdf.text(90, 100, LONG[32:] + '提高了标准。').text(114, 120, '后面一段。')
        self.assertEqual(self.texts(pdf), [LONG + '提高了标准。', LONG + '提高了标准。', '后面一段。'])
        self.assertEqual(self.read(pdf).counts[3], 4)

    def test_painted_twice(self):
        pdf = Pdf().page().text(90, 90, '加粗的标题', 16, mode=2).text(90, 120, '又一个', 16).text(90.3, 120, '又一个', 16)
        pdf.text(90, 150, '叠叠aall00', 16)
        self.assertEqual(self.texts(pdf), ['加粗的标题', '又一个', '叠叠aall00'])

    def test_characters(self):
        pdf = Pdf().page().text(90, 90, '\u2f00般公共预算\u2ed8年\u2f3e籍')
        self.assertEqual(self.texts(pdf), ['一般公共预算青年户籍'])
        read = self.read(Pdf(said=False).page().text(90, 90, '没有字符表'))
        self.assertIn('pdf-unknown', read.rules)

    def test_characters_that_are_taken_for_letters(self):
        """Letters as wide as Chinese are no letters; a few may be, and narrow ones are."""
        for drawn, words in (('ABCDE12', '\ufffd' * 7), ('ABCD123', 'ABCD123'), ('MWMWMWM', 'MWMWMWM')):
            with self.subTest(drawn):
                read = self.read(Pdf().page().drawn(90, 90, drawn))
                self.assertEqual((read.words(), read.rules), (words, {'pdf-unknown'} if '\ufffd' in words else set()))
        self.assertEqual(self.texts(Pdf().page().text(90, 90, '采用ABCDEFG标准')), ['采用ABCDEFG标准'])

    def test_set_in_or_in_the_middle(self):
        """A long name that is set in by whole ems where the others begin at the edge is not in the middle, though as much is left on either side; 合计 is."""
        for x, right, indent in ((113, 236, 2), (117, 244, 0)):
            names = [('一、一般公共预算拨款收入', 93), ('纳入一般公共预算管理', x), ('二、政府性基金收入', 93), ('三、其他收入', 93), ('四、上级补助收入', 93), ('合计', (70 + right) / 2)]
            with self.subTest(indent):
                pdf = Pdf().page().grid((90, right, 320), [100 + 20 * i for i in range(7)])
                for i, (name, begin) in enumerate(names):
                    pdf.text(begin, 114 + 20 * i, name, 10).text(280, 114 + 20 * i, '1.00', 10)
                self.assertEqual([row[0][4] for row in self.read(pdf).lines[0]['shapes']], [0, indent, 0, 0, 0, 0])

    def test_table_by_rules(self):
        self.assertEqual(self.texts(Pdf().page().table(XS, 100, [HEAD, *ROWS])), [[list(row) for row in (HEAD, *ROWS)]])

    def test_table_without_rules(self):
        self.assertEqual(self.texts(Pdf().page().table(XS, 100, [HEAD, *ROWS], rules=False)), [[list(row) for row in (HEAD, *ROWS)]])

    def test_three_rules(self):
        pdf = Pdf().page().table(XS, 100, [HEAD, *ROWS], rules=False)
        for y in (100, 120, 180):
            pdf.rule(90, y, 390, y)
        self.assertEqual(self.texts(pdf), [[list(row) for row in (HEAD, *ROWS)]])

    # ---- without rules

    def shapes(self, pdf):
        """Of the first table its cells' texts with the columns that they span, without those covered."""
        line = next(line for line in self.read(pdf).lines if 'table' in line)
        return [[(text, shape[0]) for text, shape in zip(texts, shapes) if not shape[2]] for texts, shapes in zip(line['table'], line['shapes'])]

    def unsure(self, pdf):
        return {text for line in self.read(pdf).lines if 'table' in line for texts, shapes in zip(line['table'], line['shapes'])
                for text, shape in zip(texts, shapes) if shape[3]}

    @staticmethod
    def set(pdf, y, *texts, size=10):
        """Each text with its left edge, or with its right where it is below zero; in the middle of a pair."""
        for x, text in texts:
            wide = sum(size if ord(c) > 0x2E80 else size / 2 for c in text)
            pdf.text(x if isinstance(x, int) and x > 0 else -x - wide if isinstance(x, int) else (x[0] + x[1] - wide) / 2, y, text, size)
        return pdf

    def merged(self, pdf, top=100):
        """项目 over two rows, 支出 over two columns, 其他 over a column that is blank."""
        self.set(pdf, top, ((230, 390), '支出'))
        self.set(pdf, top + 9, ((90, 230), '项目'), ((390, 470), '其他'))
        self.set(pdf, top + 18, ((230, 310), '基本'), ((310, 390), '专项'))
        return self.set(pdf, top + 36, ((90, 230), '栏次'), ((230, 310), '1'), ((310, 390), '2'), ((390, 470), '3'))

    MERGED = [[('项目', 1), ('支出', 2), ('其他', 1)], [('基本', 1), ('专项', 1)], [('栏次', 1), ('1', 1), ('2', 1), ('3', 1)]]

    def test_heads_without_rules(self):
        pdf = self.merged(Pdf().page())
        for i, (name, a, b) in enumerate((('合计', '103.20', '2.00'), ('教育支出', '100.20', '2.00'), ('其他支出', '3.00', ''))):
            self.set(pdf, 154 + 18 * i, (93, name), (-307, a), (-387, b))
        self.assertEqual(self.shapes(pdf), [*self.MERGED, [('合计', 1), ('103.20', 1), ('2.00', 1), ('', 1)], [('教育支出', 1), ('100.20', 1), ('2.00', 1), ('', 1)],
                                            [('其他支出', 1), ('3.00', 1), ('', 1), ('', 1)]])
        self.assertEqual(self.unsure(pdf), set())

    def test_wrapped_names_without_rules(self):
        """In the middle of their rows, whether lines are closer than rows or not."""
        for pitch, high in ((12, 18), (15, 15)):
            with self.subTest(pitch):
                pdf = self.set(Pdf().page(), 100, (93, '项目'), (-307, '预算数'), (-387, '决算数'))
                self.set(pdf, 100 + high, (93, '合计'), (-307, '5.00'), (-387, '4.00'))
                y = 100 + 2 * high + pitch / 2
                self.set(pdf, y - pitch / 2, (93, '机关事业单位基本养老'))
                self.set(pdf, y, (-307, '2.00'), (-387, '1.00'))
                self.set(pdf, y + pitch / 2, (93, '保险缴费'))
                self.set(pdf, y + pitch / 2 + high, (93, '职业年金'), (-307, '3.00'), (-387, '3.00'))
                self.assertEqual([row[0][0] for row in self.shapes(pdf)], ['项目', '合计', '机关事业单位基本养老保险缴费', '职业年金'])

    def test_over_pages_without_rules(self):
        """The rest has no head and nothing in one column, and is the same table's all the same."""
        pdf = self.merged(Pdf().page(), 680)
        self.set(pdf, 734, (93, '合计'), (-307, '5.00'), (-387, '2.00'), (-467, '1.00')).page()
        for i in range(3):
            self.set(pdf, 60 + 18 * i, (93, '一类支出'), (-307, '1.00'), (-387, '2.00'))
        self.assertEqual(self.shapes(pdf), [*self.MERGED, [('合计', 1), ('5.00', 1), ('2.00', 1), ('1.00', 1)], *[[('一类支出', 1), ('1.00', 1), ('2.00', 1), ('', 1)]] * 3])

    def test_two_tables_of_three_rules(self):
        pdf = Pdf().page()
        for top, title in ((100, '收入表'), (250, '支出表')):
            pdf.text(220, top - 25, title, 14).table(XS, top, [HEAD, *ROWS], rules=False)
            for y in (top, top + 20, top + 80):
                pdf.rule(90, y, 390, y)
        self.assertEqual([text if isinstance(text, str) else len(text) for text in self.texts(pdf)], ['收入表', 4, '支出表', 4])

    def test_coloured_rows(self):
        pdf = Pdf().page()
        for row in (1, 3):
            for k in range(3):
                pdf.raw(f'0.9 g {XS[k]} {842 - 120 - 20 * row} {XS[k + 1] - XS[k]} 20 re f 0 g')
        pdf.table(XS, 100, [HEAD, *ROWS], rules=False)
        self.assertEqual(self.texts(pdf), [[list(row) for row in (HEAD, *ROWS)]])

    def test_columns_that_touch(self):
        pdf = self.set(Pdf().page(), 100, (93, '收入'), (-250, '金额'), (253, '支出'), (-390, '金额'))
        for i, (name, amount, other, more) in enumerate((('财政拨款', '12.00', '教育支出', '11.00'), ('其他收入', '3.50', '科学技术支出', '4.50'), ('合计', '15.50', '合计', '15.50'))):
            self.set(pdf, 118 + 18 * i, (93, name), (-250, amount), (250, other), (-390, more))
        self.assertEqual(self.shapes(pdf)[1:], [[('财政拨款', 1), ('12.00', 1), ('教育支出', 1), ('11.00', 1)], [('其他收入', 1), ('3.50', 1), ('科学技术支出', 1), ('4.50', 1)],
                                                [('合计', 1), ('15.50', 1), ('合计', 1), ('15.50', 1)]])

    def test_cells_over_rows_without_rules(self):
        """A name in the middle of its rows begins at the first of them, and is told not to be sure."""
        pdf = self.set(Pdf().page(), 100, (93, '项目'), (193, '指标'), (-387, '数值'))
        for i, name in enumerate(('数量', '质量', '时效', '效益', '满意')):
            self.set(pdf, 118 + 18 * i, (193, name), (-387, f'{i}.00'))
        self.set(pdf, 136, (93, '甲')).text(93, 181, '乙', 10)
        self.assertEqual(self.texts(pdf)[0][1:], [['甲', '数量', '0.00'], ['', '质量', '1.00'], ['', '时效', '2.00'], ['乙', '效益', '3.00'], ['', '满意', '4.00']])
        self.assertEqual(self.unsure(pdf), {'甲', '乙'})

    def test_columns_that_no_gap_parts(self):
        """A name that runs into the amount beside it: neither is told surely, nor what stands right of them."""
        pdf = self.set(Pdf().page(), 100, (93, '项目'), (-250, '预算数'), (-390, '决算数'))
        for i, name in enumerate(('合计', '一般公共服务支出其他支出等项目', '其他')):
            self.set(pdf, 118 + 18 * i, (93, name), (-236, '2.00'), (-390, '1.00'))
        self.assertTrue(self.unsure(pdf))
        self.assertIn('pdf-cells', self.read(pdf).rules)

    def wrapped(self, by_cell):
        """Rows no further apart than the lines of one cell, painted cell by cell or line by line."""
        texts, y = [(100, (93, '项目')), (100, (-307, '预算数')), (100, (-387, '决算数'))], 112
        for lines in (('合计',), ('机关事业单位基本养老', '保险缴费'), ('机关事业单位职业年金', '缴费和其他社会保障和', '就业支出以及按规定由', '单位负担的支出'), ('医疗补助',), ('其他社会保障和就业类', '支出'), ('其他',)):
            middle = y + 6 * (len(lines) - 1)
            texts += [(y + 12 * i, (93, line)) for i, line in enumerate(lines)] + [(middle, (-307, '2.00')), (middle, (-387, '1.00'))]
            y += 12 * len(lines)
        pdf = Pdf().page()
        for y, text in texts if by_cell else sorted(texts, key=lambda one: one[0]):
            self.set(pdf, y, text)
        return pdf

    def test_rows_as_tight_as_lines(self):
        """Cells are told by the order in which they are painted; where that tells nothing, no cell is wrong in silence."""
        names = ['项目', '合计', '机关事业单位基本养老保险缴费', '机关事业单位职业年金缴费和其他社会保障和就业支出以及按规定由单位负担的支出', '医疗补助', '其他社会保障和就业类支出', '其他']
        self.assertEqual([row[0] for row in self.texts(self.wrapped(True))[0]], names)
        self.assertEqual(self.unsure(self.wrapped(True)), set())
        read, unsure = self.texts(self.wrapped(False)), self.unsure(self.wrapped(False))
        for table in read:
            self.assertEqual({row[0] for row in table if row[0]} - set(names) - unsure, set())

    def test_a_row_over_pages_that_begins_with_a_number(self):
        """Text that fills its cell goes on overleaf with 2., which may be a row of its own: joined, and told."""
        xs = (90, 190, 390, 490)
        for above, joined in (('1.保障机关运转', True), ('二、保障机关运转', False)):
            with self.subTest(above):
                pdf = Pdf().page().grid(xs, (680, 700, 720, 740)).cells(xs, 694, ('项目', '说明', '金额')).cells(xs, 714, ('甲', '一、保障人员', '1.00'))
                fill = above + '其他职能' * 4
                number = '2.' if joined else '三、'
                pdf.cells(xs, 734, ('乙', fill[:19], '2.00')).page().grid(xs, (60, 80, 100)).cells(xs, 74, ('', number + '完成交办任务', '')).cells(xs, 94, ('丙', '说明', '3.00'))
                rows = self.texts(pdf)[0]
                self.assertEqual(len(rows), 4 if joined else 5)
                self.assertEqual(fill[:19] + number + '完成交办任务' in self.unsure(pdf), joined)

    def test_clipped(self):
        """What is clipped away is not there for who reads the page."""
        pdf = Pdf().page().raw('q 90 730 100 30 re W n').text(93, 100, '看得见').text(93, 130, '看不见').raw('Q').text(93, 150, '正文在后。')
        self.assertEqual(self.texts(pdf), ['看得见', '正文在后。'])

    def test_coloured_cells_over_rows(self):
        """Cells of which one reaches over two rows are no drawing."""
        pdf = Pdf().page().raw('0.9 g')
        for y, cells in ((120, ((90, 150, 40), (150, 230, 20), (230, 310, 20), (310, 390, 20))), (160, ((150, 230, 20), (230, 310, 40), (310, 390, 20))), (200, ((150, 230, 20), (230, 310, 20), (310, 390, 60)))):
            for x0, x1, high in cells:
                pdf.raw(f'{x0} {842 - y - high} {x1 - x0} {high} re f')
        pdf.raw('0 g')
        for i, row in enumerate((('项目', '指标', '预算数', '决算数'), ('甲', '数量', '1.00', '1.00'), ('', '质量', '2.00', '2.00'), ('乙', '时效', '3.00', '3.00'), ('', '成本', '', '4.00'), ('丙', '效益', '5.00', '5.00'))):
            pdf.cells((90, 150, 230, 310), 114 + 20 * i, row)
        self.assertIn('数量', str(self.texts(pdf)))

    def test_a_head_that_its_rows_leave(self):
        """Lines of a head at a page's end, its rows overleaf: which columns these have is not told."""
        pdf = Pdf().page().cells((90, 170, 250, 330, 410), 780, ('项目', '合计', '基本支出', '项目支出', '其他')).page()
        for i in range(4):
            pdf.cells((90, 170, 330), 60 + 20 * i, ('甲乙丙丁'[i], f'{i}.00', f'{i}.00'))
        self.assertIn('甲', self.unsure(pdf))
        self.assertIn('3.00', self.unsure(pdf))

    def test_two_tables_with_nothing_between(self):
        """Of other columns each: they may be one, and neither is told surely. Under a title of its own each is."""
        for title in (False, True):
            with self.subTest(title):
                pdf = Pdf().page().table(XS, 100, [HEAD, *ROWS], rules=False)
                if title:
                    pdf.text(200, 205, '项目支出表', 14)
                for i in range(4):
                    pdf.cells((90, 170, 250, 330), 250 + 20 * i, ('甲乙丙丁'[i], f'{i}.00', f'{i}.50', f'{i}.75'))
                self.assertEqual({'基本支出', '3.75'} <= self.unsure(pdf), not title)

    # ---- few rules

    def test_rows_that_no_rule_parts(self):
        pdf = Pdf().page().table(XS, 100, [HEAD, *ROWS], rules=False).grid(XS, (100, 120, 180))
        self.assertEqual(self.texts(pdf), [[list(row) for row in (HEAD, *ROWS)]])

    def test_merged_heads(self):
        pdf = Pdf().page()
        for y in (100, 140, 160):
            pdf.rule(90, y, 390, y)
        pdf.rule(190, 120, 390, 120)
        for x in (90, 190, 390):
            pdf.rule(x, 100, x, 160)
        pdf.rule(290, 120, 290, 160).cells(XS, 124, ('项目',)).cells(XS, 114, ('', '支出')).cells(XS, 134, ('', '基本', '项目'))
        pdf.cells(XS, 154, ('合计', '1.00', '2.00'))
        self.assertEqual(self.texts(pdf), [[['项目', '支出'], ['', '基本', '项目'], ['合计', '1.00', '2.00']]])

    def test_rules_that_another_table_nearly_has(self):
        """A rule of a table above, a little left of one, is not it: the cells beside that stay apart."""
        for beside in (190, 187.7):
            with self.subTest(beside):
                pdf = Pdf().page().table((90, beside, 290), 100, [('项目', '数'), ('甲', '1')]).text(90, 180, '中间一段。')
                xs, ys = (90, 190, 240, 290), (200, 220, 240, 260)
                for y in (ys[0], ys[3]):
                    pdf.rule(xs[0], y, xs[3], y)
                for x0, x1, y in ((190.4, 240, 220), (240, 290, 220), (90, 290, 240)):
                    pdf.rule(x0, y, x1, y)
                for x, y in ((90, 200), (190, 200), (240, 220), (290, 200)):
                    pdf.rule(x, y, x, ys[3])
                pdf.text(93, 224, '合计', 10).text(193, 214, '公务用车费', 10).text(193, 234, '小计', 10).text(243, 234, '购置费', 10)
                pdf.cells(xs, 254, ('3', '2', '1'))
                self.assertEqual([[cell for cell in row if cell] for row in self.texts(pdf)[-1]], [['合计', '公务用车费'], ['小计', '购置费'], ['3', '2', '1']])

    def test_wrapped_cell(self):
        pdf = Pdf().page().grid(XS, (100, 120, 160)).cells(XS, 114, HEAD).text(93, 136, '机关事业单位基本养', 10).text(93, 150, '老保险缴费', 10)
        pdf.cells(XS, 143, ('', '1.00', '2.00'))
        self.assertEqual(self.texts(pdf)[0][1], ['机关事业单位基本养老保险缴费', '1.00', '2.00'])

    def test_broken_codes(self):
        """Codes that narrow cells break are one row's."""
        xs = (90, 108, 140, 190, 290)
        pdf = Pdf().page().grid(xs, (100, 120, 150)).cells(xs, 114, ('类', '单位', '名称', '合计'), 9)
        pdf.cells(xs, 132, ('20', '13700', '网信'), 9).cells(xs, 144, ('1', '1', '事务'), 9).cells(xs, 138, ('', '', '', '4.94'), 9)
        self.assertEqual(self.texts(pdf)[0][1][3], '4.94')
        self.assertEqual(len(self.texts(pdf)[0]), 2)
        self.assertEqual(self.texts(pdf)[0][1][2], '网信事务')

    def test_too_wide_for_its_cell(self):
        """An amount that runs over its cell's edge stays whole."""
        pdf = Pdf().page().grid((90, 190, 230, 330), (100, 120, 140)).cells((90, 190, 230), 114, ('项目', '预算', '决算'))
        pdf.cells((90, 190, 230), 134, ('合计', '123456.78', '1.00'))
        self.assertEqual(self.texts(pdf)[0][1], ['合计', '123456.78', '1.00'])

    def test_codes_are_text(self):
        pdf = Pdf().page().table(XS, 100, [('科目编码', '科目名称', '合计'), ('0201', '行政运行', '1.00'), ('2013701', '运行', '2.00')])
        self.assertEqual(self.texts(pdf)[0][1:], [['0201', '行政运行', '1.00'], ['2013701', '运行', '2.00']])

    def test_table_over_pages(self):
        for over in ((), ('收支表（续表）', '单位：万元'), ('（续表）',)):
            with self.subTest(over):
                pdf = Pdf().page().text(240, 70, '收支表', 16).text(340, 90, '单位：万元', 10).table(XS, 100, [HEAD, *ROWS[:2]]).page()
                for i, line in enumerate(over):
                    pdf.text(240, 60 + 15 * i, line, 10)
                pdf.table(XS, 100, [HEAD, *ROWS[2:]])
                self.assertEqual(self.texts(pdf), ['收支表', '单位：万元', [list(row) for row in (HEAD, *ROWS)]])

    def test_a_head_that_the_page_parts(self):
        """The begin of a head at a page's end has fewer columns than what goes on overleaf; rows with amounts, and other edges, are another table's."""
        below = [['编码', '名称', '', '基本', '项目'], ['201', '运行', '3.00', '1.00', '2.00']]
        for edge, last, joined in ((250, '支出', True), (253, '支出', True), (262, '支出', False), (250, '12.34', False)):
            with self.subTest(edge=edge, last=last):
                xs, further = (90, edge, 290, 390), (90, 170, 250, 290, 340, 390)
                pdf = Pdf().page().text(90, 730, '正文。').grid(xs, (760, 780)).cells(xs, 774, ('项目', '收入', last)).page().table(further, 60, below)
                tables = [text for text in self.texts(pdf) if isinstance(text, list)]
                head = ['项目', '收入', last]
                self.assertEqual(tables, [[head, *below]] if joined else [[head], below])
                if joined:
                    self.assertEqual([shape[1] for shape in self.shapes(pdf)[0]], [2, 1, 2])

    def test_a_row_that_may_be_the_rest_of_one(self):
        """Lines that end before their column does go on overleaf, or do not: both rows are told not to be sure. Beside a row of one line they are a row."""
        for high in (60, 20):
            with self.subTest(high):
                xs, bottom = (90, 190, 390, 490), 740 + high
                pdf = Pdf().page().grid(xs, (700, 720, 740, bottom)).cells(xs, 714, ('项目', '说明', '金额')).cells(xs, 734, ('甲', '说明一', '1.00'))
                pdf.cells(xs, 754, ('乙', '人员经费', '2.00'))
                for i, line in enumerate(('公用经费', '项目支出') if high > 20 else ()):
                    pdf.text(193, 770 + 16 * i, line, 10)
                pdf.page().grid(xs, (60, 80, 100, 120)).cells(xs, 74, ('项目', '说明', '金额')).cells(xs, 94, ('', '其他支出', '')).cells(xs, 114, ('丙', '说明三', '3.00'))
                self.assertEqual(self.unsure(pdf), {'乙', '人员经费公用经费项目支出', '2.00', '其他支出'} if high > 20 else set())
                self.assertEqual('pdf-cells' in self.read(pdf).rules, high > 20)

    def test_two_tables_of_one_form(self):
        pdf = Pdf().page().text(240, 70, '收入表', 16).table(XS, 100, [HEAD, *ROWS]).page()
        pdf.text(240, 70, '支出表', 16).table(XS, 100, [HEAD, *ROWS])
        self.assertEqual([text if isinstance(text, str) else len(text) for text in self.texts(pdf)], ['收入表', 4, '支出表', 4])

    def test_two_tables_without_titles(self):
        """The same head again is the same table where the first fills its page, and another where it does not."""
        for top, tables in ((100, 2), (700, 1)):
            with self.subTest(top):
                pdf = Pdf().page().text(90, 60, '正文。').table(XS, top, [HEAD, *ROWS]).page().table(XS, 60, [HEAD, *ROWS])
                pdf.text(90, 400, '正文。').text(90, 780, '正文也到页末。')
                self.assertEqual(sum(isinstance(text, list) for text in self.texts(pdf)), tables)

    def test_narrow_columns(self):
        """Amounts that touch the next are painted for themselves, and each is its column's."""
        xs = (90, 190, 208, 226, 244, 300)
        pdf = Pdf().page().grid(xs, (100, 120, 140, 160)).cells(xs, 114, ('项目', '一', '二', '三', '四'), 8)
        for y, amounts in ((134, ('28.86', '20.04', '8.28', '1.00')), (154, ('9.50', '', '0.30', '2.00'))):
            pdf.cells(xs, y, ('合计', *amounts), 8)
        read = self.read(pdf)
        self.assertEqual(read.lines[0]['table'][1:], [['合计', '28.86', '20.04', '8.28', '1.00'], ['合计', '9.50', '', '0.30', '2.00']])

    def test_not_told_surely(self):
        xs = (90, 190, 290, 390)
        mixed = Pdf().page().grid(xs, (100, 120, 140)).cells(xs, 114, HEAD).cells(xs, 134, ('合计', '1.00', '')).text(196, 134, '2.00', 10)
        self.assertIn('pdf-cells', self.read(mixed).rules)
        on_rule = Pdf().page().grid(xs, (100, 120, 140)).cells(xs, 114, HEAD).text(277, 134, '12.34', 10)
        self.assertIn('pdf-cells', self.read(on_rule).rules)
        wide = (90, 290, 490, 600)
        self.assertIn('pdf-cut', self.read(Pdf().page().table(wide, 100, [HEAD, *ROWS])).rules)
        self.assertIn('pdf-columns', self.read(Pdf().page().table(XS, 100, [HEAD, *ROWS], rules=False)).rules)
        self.assertIn('pdf-lines', self.read(Pdf().page().cells(XS, 100, ROWS[0])).rules)
        self.assertEqual(self.read(Pdf().page().table(XS, 100, [HEAD, *ROWS])).rules, set())

    def test_a_cell_over_rows_and_pages(self):
        xs, pdf = (90, 130, 230, 330), Pdf().page()
        for y in (100, 120, 150):
            pdf.rule(90, y, 330, y)
        pdf.rule(130, 135, 330, 135)
        for x in xs:
            pdf.rule(x, 100, x, 150)
        pdf.cells(xs, 114, ('职责', '指标', '数值')).text(92, 132, '统筹全', 10).text(92, 145, '区网络', 10)
        pdf.cells(xs, 132, ('', '甲', '1.00')).cells(xs, 147, ('', '乙', '2.00')).page()
        for y in (60, 100):
            pdf.rule(90, y, 330, y)
        pdf.rule(130, 80, 330, 80)
        for x in xs:
            pdf.rule(x, 60, x, 100)
        pdf.text(92, 72, '安全。', 10).cells(xs, 74, ('', '丙', '3.00')).cells(xs, 94, ('', '丁', '4.00'))
        self.assertEqual(self.texts(pdf), [[['职责', '指标', '数值'], ['统筹全区网络安全。', '甲', '1.00'], ['', '乙', '2.00'],
                                            ['', '丙', '3.00'], ['', '丁', '4.00']]])

    def test_more_columns(self):
        pdf = Pdf().page().text(240, 70, '收支表', 16).table(XS, 100, [HEAD, *ROWS]).page().text(240, 70, '收支表（续表）', 10)
        pdf.table(XS, 100, [('项目', '差额', '说明')] + [(row[0], '1.10', '无') for row in ROWS])
        self.assertEqual(self.texts(pdf), ['收支表', [[*HEAD, '差额', '说明']] + [[*row, '1.10', '无'] for row in ROWS]])

    def test_turned_pages(self):
        turned = Pdf().page()
        for i, row in enumerate((HEAD, *ROWS)):
            for k, text in enumerate(row):
                turned.text(114 + i * 20, 500 - k * 100, text, 10, matrix='0 1 -1 0')
        for i in range(5):
            turned.rule(100 + i * 20, 203, 100 + i * 20, 503)
        for k in range(4):
            turned.rule(100, 203 + k * 100, 180, 203 + k * 100)
        self.assertEqual(self.texts(turned), [[list(row) for row in (HEAD, *ROWS)]])
        self.assertEqual(self.texts(Pdf().page(90).text(100, 100, '转过的页', matrix='0 1 -1 0')), ['转过的页'])

    def test_text_from_above(self):
        """Upright characters in columns from the right are lines; single characters of cells below each other are not."""
        pdf = Pdf(842, 595).page()
        for column, text in enumerate(('　　' + LONG[:30], LONG[30:].replace('，', '︐') + '提高了标准︒', '　　︵短的一段︶︓')):
            for i, character in enumerate(text):
                if character != '　':
                    pdf.text(760 - 24 * column, 100 + 14 * i, character)
        self.assertEqual(self.texts(pdf), [LONG + '提高了标准。', '（短的一段）：'])
        pdf = Pdf().page()
        for i in range(19):
            pdf.text(90, 100 + 14 * i, LONG[i])
        self.assertGreater(len(self.texts(pdf)), 1)

    def test_watermark(self):
        pdf = Pdf().page().text(100, 600, '草稿草稿', 60, matrix='0.7 0.7 -0.7 0.7').text(90, 90, '正文。')
        self.assertEqual(self.texts(pdf), ['正文。'])
        self.assertEqual(self.read(pdf).counts[8], 1)

    def test_upright_watermark(self):
        pdf = Pdf()
        for i in range(3):
            pdf.page().text(200, 160, '草稿', 90).table(XS, 100, [HEAD, *ROWS]).text(90, 300, f'第{"一二三"[i]}段的正文。')
        self.assertNotIn('草', str(self.texts(pdf)))
        self.assertEqual(self.read(pdf).counts[8], 3)

    def test_what_lies_over_text(self):
        """A stamp over a line is left out, and the line stays whole; text that runs into its neighbour is none."""
        pdf = body(Pdf().page()).text(120, 154, '收文章已阅', 14)
        self.assertEqual(self.texts(pdf), [LONG + '提高了标准。'])
        self.assertEqual(self.read(pdf).counts[8], 1)
        self.assertEqual(self.read(body(Pdf().page()).text(450, 150, '部门收支总表', 12)).counts[8], 0)

    def test_white_text(self):
        """On white it is hidden; on a dark ground it is read."""
        for ground, texts in (('', ['正文。']), ('0.2 0.3 0.5 rg 80 690 200 30 re f', ['正文。', '白色的字'])):
            pdf = Pdf().page().text(90, 90, '正文。').raw(ground).raw('1 1 1 rg').text(90, 142, '白色的字')
            self.assertEqual(self.texts(pdf), texts)
            self.assertEqual(self.read(pdf).counts[1], 0 if ground else 1)

    def test_unknown_by_page(self):
        pdf = Pdf().page().text(90, 90, '正文。')
        for _ in range(2):
            pdf.page().text(90, 90, '字\ue123。')
        pdf.page().text(90, 90, '正文。').page().text(90, 90, '字\ue124。')
        self.assertIn('on the pages 2–3, 5', self.read(pdf).err)

    @unittest.skipUnless(shutil.which('qpdf'), 'no qpdf')
    def test_attached(self):
        """Files that are no workbooks are said not to be read; a workbook's name may be Chinese."""
        (self.work / '附件.docx').write_bytes(b'PK')
        (self.work / 'a.pdf').write_bytes(body(Pdf().page()).bytes())
        subprocess.run(['qpdf', 'a.pdf', '--add-attachment', '附件.docx', '--', 'b.pdf'], cwd=self.work, check=True)
        self.assertRegex(Read(self.work / 'b.pdf').err, 'pdf-attached “附件.docx” is attached, and is not read')

    def test_picture(self):
        read = self.read(Pdf().page().text(90, 90, '正文在第一页，下一页是扫描的图片，不能读出文字。').page().picture())
        self.assertEqual(read.rules, {'pdf-picture'})
        read = self.read(Pdf().page().picture().text(90, 90, '看不见的文字层', mode=3))
        self.assertEqual(read.rules, {'pdf-picture', 'intake-left-out'})

    def test_contents(self):
        """With leaders, with blanks between their dots, with 第3页, and with nothing between a name and its page."""
        titles = ('一、主要职能', '二、机构设置', '三、名词解释')
        for leader, page in (('…' * 20, '{}'), ('.' * 50, '第{}页'), (' .' * 25, ' 第 {} 页'), ('', '{}')):
            with self.subTest(leader + page):
                pdf = Pdf().page().text(270, 90, '目录', 16)
                for i, title in enumerate(titles):
                    pdf.text(90, 120 + 20 * i, title + leader + (page.format(i + 1) if leader else ''))
                    if not leader:
                        pdf.text(490, 120 + 20 * i, page.format(i + 1))
                pdf.page()
                for i, title in enumerate(titles):
                    pdf.text(114, 100 + 40 * i, title, font='F2').text(114, 120 + 40 * i, '这里是说明。')
                read = self.read(pdf)
                self.assertEqual([line.get('text', line.get('table')) for line in read.lines],
                                 [text for title in titles for text in (title, '这里是说明。')])
                self.assertEqual((read.counts[2], read.rules), (4, {'intake-left-out'}))

    def test_page_numbers_in_wide_margins(self):
        """They count on; a number that does not is text."""
        for numbers, texts in ((('— 4 —', '— 5 —'), []), (('4', '5'), []), (('第4页 共9页', '第5页 共9页'), []), (('4', '7'), ['4', '7'])):
            with self.subTest(numbers):
                pdf = Pdf()
                for number in numbers:
                    body(pdf.page()).text(280, 700, number, 10)
                whole = LONG + '提高了标准。'
                self.assertEqual([text for text in self.texts(pdf) if text != whole], texts)

    def test_more_than_two_columns(self):
        """Three and four of them under a title, the last one short; three columns of cells are a table."""
        text = '一般公共预算支出用于教育科学技术社会保障等方面，年初预算为一百万元，支出决算为九十九万元，厉行节约压减非急需支出。'
        for columns, wide in ((3, 12), (4, 11)):
            with self.subTest(columns):
                pdf = Pdf(width=200 * columns).page().text(100 * columns - 90, 60, '某某局二〇二四年度情况', 16, font='F2')
                size = 156 / wide
                for column in range(columns):
                    y = 120
                    for paragraph in range(1 if column + 1 == columns else 2):
                        said = '　　' + text
                        for at in range(0, len(said), wide):
                            pdf.text(30 + 180 * column + (2 * size if at == 0 else 0), y, said[at:at + wide].strip(), size)
                            y += 1.6 * size
                self.assertEqual(self.texts(pdf), ['某某局二〇二四年度情况', *[text] * (2 * columns - 1)])
        pdf = Pdf(width=600).page()
        for i in range(8):
            pdf.cells((30, 210, 390), 100 + 20 * i, ('某某项目支出情况说明' + '甲乙丙丁戊己庚辛'[i], '由某某单位按照规定开支', f'{i}00.00'), 12)
        self.assertEqual([len(text) for text in self.texts(pdf)], [8])

    def test_two_columns(self):
        """The left one before the right one, a title over both, a table in one, a last page whose right one is empty."""
        first = '一般公共预算财政拨款支出主要用于教育、科学技术、社会保障和就业、卫生健康、住房保障等方面，年初预算为一百万元，支出决算为九十九万元，完成年初预算的百分之九十九。'
        second = '决算数小于年初预算数的主要原因是厉行节约，严格控制一般性支出，压减非急需非刚性支出，同时按照规定清理收回了部分项目的结转结余资金。'

        def column(pdf, x, y, text):
            """18 characters a line, the first set in; the next height."""
            text = '　　' + text
            for at in range(0, len(text), 18):
                pdf.text(x + (24 if at == 0 else 0), y, text[at:at + 18].strip(), 12)
                y += 18
            return y

        pdf = Pdf().page().text(150, 90, '某某局二〇二四年度部门决算情况说明', 18, font='F2')
        y = column(pdf, 60, 130, first)
        pdf.table((60, 130, 200, 270), y, [HEAD, *ROWS])
        column(pdf, 310, 133, second)
        column(pdf, 310, 217, first)
        column(pdf.page().text(260, 800, '— 2 —', 10), 60, 100, second)
        column(pdf, 60, 190, first)
        self.assertEqual(self.texts(pdf), ['某某局二〇二四年度部门决算情况说明', first, [list(row) for row in (HEAD, *ROWS)], second, first, second, first])
        # Two columns of cells are a table's, and are read row by row.
        pdf = Pdf().page()
        for i in range(8):
            pdf.text(60, 100 + 20 * i, '某某项目支出情况' + '甲乙丙丁戊己庚辛'[i]).text(310, 100 + 20 * i, f'{i}00.00')
        self.assertEqual([len(text) for text in self.texts(pdf)], [8])

    def test_footnotes(self):
        """Marks beside their text, notes after the paragraph that they part, one that goes on overleaf; what nothing calls stays where it is."""
        whole, note = LONG[:20] + '¹' + LONG[20:] + '提高了标准。', '由人力资源和社会保障部门核定'

        def called(mark, foot, goes_on):
            pdf = Pdf().page().text(114, 700, LONG[:20]).text(354, 695, mark, 7).text(361, 700, LONG[20:32])
            pdf.text(90, 757, foot[0], 6).text(96, 760, foot[1:] + note, 9)
            pdf.page().text(90, 100, LONG[32:] + '提高了标准。')
            return pdf.text(90, 760, '的标准执行。', 9) if goes_on else pdf.text(114, 120, '后面一段。')

        self.assertEqual(self.texts(called('1', '1', True)), [whole, '¹' + note + '的标准执行。'])
        self.assertEqual(self.texts(called('①', '①', False)), [whole.replace('¹', '①'), '①' + note, '后面一段。'])

        # Kept as notes, they have one mark with what calls them, and stand below that paragraph.
        def kept(pdf, loose=False):
            (self.work / 'a.pdf').write_bytes(pdf.bytes())
            read = Read(self.work / 'a.pdf', 'notes')
            self.assertEqual('became paragraphs' in read.err, loose, read.err)
            return [(line['text'], line['note']) for line in read.lines]

        mark = '\U000F0001'
        for called_by in ('1', '①'):
            noted = (whole.replace('¹', mark), False), (mark + note, True)
            self.assertEqual(kept(called(called_by, called_by, False)), [*noted, ('后面一段。', False)])
        self.assertEqual(kept(called('1', '1', True)), [noted[0], (noted[1][0] + '的标准执行。', True)])
        # Where the mark stands elsewhere too nothing tells which of them calls.
        again = called('①', '①', False)
        again.used.update('①甲；②乙。')
        again.pages[0]['content'] = Pdf().page().text(90, 100, '①甲；②乙。').pages[0]['content'] + again.pages[0]['content']
        self.assertEqual([line for line in kept(again, True) if line[1] or mark in line[0]], [])
        # Marks begin anew on each page, and are numbered through.
        pdf = called('1', '1', False).text(90, 300, '丙').text(103, 295, '1', 7).text(110, 300, '丁。').text(90, 757, '1', 6).text(96, 760, '又一条。', 9)
        self.assertEqual([line[0] for line in kept(pdf) if '\U000F0002' in line[0]], ['丙\U000F0002丁。', '\U000F0002又一条。'])
        self.assertEqual(self.texts(called('1', '2', False)), [LONG[:20] + '¹' + LONG[20:32], '²' + note, LONG[32:] + '提高了标准。', '后面一段。'])
        self.assertEqual(self.texts(Pdf().page().text(90, 90, '面积120m').text(138, 85, '2', 7).text(142, 90, '，共三处。')), ['面积120m²，共三处。'])
        # As large as the text, or level with it, it is none; nor is a word.
        for mark, raise_by, size, said in (('1', 5, 11, None), ('1', 1, 7, '甲乙1'), ('丙', 5, 7, None)):
            with self.subTest(mark, raise_by=raise_by, size=size):
                texts = self.texts(Pdf().page().text(90, 300, '甲乙').text(114, 300 - raise_by, mark, size))
                self.assertEqual(texts, [said] if said else [mark, '甲乙'])

    def test_damaged_within(self):
        """A page whose content breaks off is read as far as it goes, and it is said; one that is whole is not accused."""
        pdf = Pdf().page().text(90, 90, '前文。').raw('q /XX Do Q [ ( ) >> endobj').text(90, 120, '后文。').page().text(90, 90, '后页。')
        self.assertEqual(self.texts(pdf), ['前文。', '后页。'])
        self.assertEqual(self.read(pdf).rules, {'pdf-damaged'})
        self.assertEqual(self.read(Pdf().page().text(90, 90, '前文。')).rules, set())

    def test_broken(self):
        """Truncated, locked, in a circle, with numbers that are too large: said, or what can be read is."""
        whole = body(Pdf().page()).bytes()
        cases = {'cut': whole[:len(whole) // 3], 'head': b'%PDF-1.7\n', 'locked': body(Pdf().page()).bytes(encrypt=True),
                 'circle': whole.replace(b'/Kids [', b'/Kids [2 0 R '), 'count': whole.replace(b'/Count 1', b'/Count 2147483647'),
                 'length': whole.replace(b'/Length ', b'/Length 99999999', 1), 'nothing': whole.replace(b'/Type /Page ', b'/Type /Pogo '),
                 'box': whole.replace(b'[0 0 595 842]', b'[0 0 1e9 nan]'), 'zero': whole[:-200] + b'\0' * 200,
                 'states': Pdf().page().raw('q ' * 4000000).text(90, 90, '正文。').bytes(), 'far': Pdf().page().text(90, 90, '正文。', 1e9).text(1e30, 90, '远', 12).bytes(),
                 'parent': whole.replace(b'/Type /Pages /Count', b'/Type /Pages /Parent 2 0 R /Count')}
        for name, data in cases.items():
            with self.subTest(name):
                read = self.read(data, name + '.pdf')
                self.assertIn(read.status, (0, 1), read.err)
                if read.status:
                    self.assertEqual(read.rules, {'pdf-broken'}, read.err)
                else:
                    self.assertTrue(read.lines or read.counts[8])
        self.assertEqual(self.read(cases['locked'], 'locked.pdf').rules, {'pdf-broken'})
        self.assertEqual(sorted(path.suffix for path in self.work.iterdir()), ['.pdf'] * len(cases))
        self.assertLess(time.process_time(), 60)


if __name__ == '__main__':
    unittest.main()
