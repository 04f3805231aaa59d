"""What others' programs were reported to set wrong in Chinese: each with an input of our own, read from the glyphs' places.

The address of each report stands above its test. Table heads and rows: tests/layout/test_table_fit.c; extracted text: test_extracted.py.
"""
import re
import shutil
import unittest
import xml.etree.ElementTree as ElementTree

from harness import ROOT, ProjectTest, gongkai, tool

NO_START = '，。、；：？！）》〉」』】〕］｝”’·…—～％%‰℃‼⁇⁈⁉々〃〻‥°′″¢'
NO_END = '（《〈「『【〔［｛“‘￥№'
EM = 156 / 28 * 72 / 25.4


class Line:
    def __init__(self, chars):
        self.chars = sorted(chars)  # (left, right, character, font)
        self.text = ''.join(char[2] for char in self.chars)

    def gap(self, pair):
        """From the box of the first character to that of the second, as they are set, in em."""
        at = self.text.index(pair)
        first, second = self.chars[at], self.chars[at + 1]
        return (second[0] - first[1]) / EM

    def step(self, pair):
        at = self.text.index(pair)
        return (self.chars[at + 1][0] - self.chars[at][0]) / EM

    def font(self, character):
        return self.chars[self.text.index(character)][3]


class Cases(ProjectTest):
    def lines(self, text, *, status=0):
        """The lines of a text at the body's size, and what is found in it."""
        project = self.work / '例'
        if not project.exists():
            self.assertEqual(gongkai('new', project, '--example', '--table-set', 'hunan').status, 0)
        last = next((project / 'sections').glob('5-*.md'))
        last.write_text(f'# 名词解释\n\n开始处。\n\n{text}\n\n结束处。\n', 'utf-8')
        result = gongkai('build', '--to', 'pdf', project)
        self.assertEqual(result.status, status, result.err)
        self.found = result
        if status:
            return []
        xml = tool('mutool', 'draw', '-q', '-F', 'stext', next((project / 'out').glob('*.pdf')))
        lines = []
        for page in ElementTree.fromstring(re.sub('[\x00-\x08\x0b\x0c\x0e-\x1f]', '?', xml)).iter('page'):
            rows = {}
            for font in page.iter('font'):
                for char in font.iter('char'):
                    quad = [float(value) for value in char.get('quad').split()]
                    if char.get('c').strip() and abs(float(font.get('size')) - EM) < 0.2:
                        rows.setdefault(round(float(char.get('y'))), []).append((quad[0], quad[2], char.get('c'), font.get('name')))
            lines += [Line(rows[y]) for y in sorted(rows)]
        texts = [line.text for line in lines]
        return lines[texts.index('开始处。') + 1:texts.index('结束处。')]

    def shifted(self, text):
        """The text after 0 to 27 characters, so that each of its places comes to a line's end."""
        return '\n\n'.join('字' * n + text for n in range(28))

    def assert_edges(self, lines):
        for line in lines:
            self.assertNotIn(line.text[0], NO_START, line.text)
            self.assertNotIn(line.text[-1], NO_END, line.text)

    # https://github.com/typst/typst/issues/3082
    def test_a_comma_after_a_number_in_brackets(self):
        self.assert_edges(self.lines(self.shifted('其中（1234.5），另有（67），均为（8.9％）。')))

    # https://github.com/typst/typst/issues/560 /1009 /6501 /6774
    def test_marks_at_ends_and_side_by_side(self):
        lines = self.lines(self.shifted('“甲”，“乙”。《丙》、《丁》（戊）·己；“庚‘辛’”。'))
        self.assert_edges(lines)
        whole = next(line for line in lines if '甲”，“乙' in line.text)
        self.assertLess(whole.step('”，'), 0.6)
        self.assertLess(next(line for line in lines if '）·己' in line.text).step('·己'), 0.8)

    # https://github.com/typst/typst/issues/5778
    def test_no_space_after_a_heading_s_number(self):
        lines = self.lines('## 收入情况')
        self.assertEqual(lines[0].text, '（一）收入情况')
        self.assertLess(lines[0].gap('）收'), 0.1)

    # https://github.com/typst/typst/issues/8191
    def test_straight_quotation_marks(self):
        self.lines('围绕"三公"经费开展工作。')
        self.assertIn('punctuation-half-width', self.found.rules())

    # https://github.com/typst/typst/issues/8390, https://github.com/w3c/clreq/issues/761, https://github.com/clerkma/ptex-ng-dist/issues/5
    def test_a_question_mark_that_is_centred(self):
        line = self.lines('“好？”真？！')[0]
        self.assertNotIn('Fang', line.font('？'))

    # https://github.com/typst/typst/issues/7113 /3129
    def test_footnotes(self):
        lines = self.lines('本年收入[^1]比上年增加。\n\n[^1]: 含上年结转。')
        self.assertEqual(lines[0].text, '本年收入比上年增加。')  # the mark is smaller
        self.assertIn('含上年结转', tool('pdftotext', next((self.work / '例' / 'out').glob('*.pdf')), '-'))

    # https://github.com/CTeX-org/ctex-kit/issues/259 /287 /442
    def test_dashes_between_brackets_and_dots(self):
        lines = self.lines(self.shifted('《甲》——《乙》，**粗**（字）……完'))
        self.assert_edges(lines)
        line = next(line for line in lines if '》——《乙' in line.text and '粗（字）……完' in line.text)
        self.assertAlmostEqual(line.step('——'), 1, delta=0.02)
        self.assertAlmostEqual(line.step('……'), 1, delta=0.02)
        for line in lines:
            self.assertFalse(re.search('[^—]—$|^—[^—]|[^…]…$|^…[^…]', line.text), line.text)

    # https://github.com/subframe7536/maple-font/issues/369
    def test_a_yuan_sign_that_is_another(self):
        self.assertNotIn('Fang', self.lines('共￥100元。')[0].font('￥'))

    # https://github.com/stecue/fixcjk/issues/98, https://github.com/koreader/koreader/issues/6078
    def test_an_address_and_a_long_word_after_han(self):
        text = '本部门网址为https://www.example.gov.cn/zwgk/caizheng/yusuan/2024/index.html，负责人Konstantinopolskiy办理。'
        for line in self.lines(self.shifted(text)):
            gaps = sorted((b[0] - a[1]) / EM for a, b in zip(line.chars, line.chars[1:]) if re.match('[一-龥]{2}', a[2] + b[2]))
            if gaps:
                self.assertLess(gaps[len(gaps) // 2], 0.251, line.text)
            if len(gaps) > 5:
                self.assertLess(gaps[len(gaps) // 2], 0.15, line.text)

    # https://github.com/w3c/clreq/issues/262, https://github.com/ONLYOFFICE/DocumentServer/issues/1593
    def test_what_does_not_part_from_a_number(self):
        for line in self.lines(self.shifted('共￥1,292.61万元，增长12.5%，温度－3.5℃，折合1‰。')):
            self.assertFalse(re.search(r'^[%℃‰,.]|[￥,.]$', line.text), line.text)
            self.assertFalse(re.search(r'^\d+\.\d+万元', line.text) and not re.search(r'^(1,292\.61|12\.5|3\.5|1‰)', line.text), line.text)

    # https://github.com/w3c/clreq/issues/384 /527
    def test_connectors(self):
        line = self.lines('北京—上海，1～3月，甲－乙。')[0]
        for mark in '—～－':
            at = line.text.index(mark)
            self.assertAlmostEqual((line.chars[at + 1][0] - line.chars[at - 1][1]) / EM, 1, delta=0.35, msg=mark)
            self.assertNotIn('Fang', line.font('～'))

    # https://github.com/web-platform-tests/wpt/tree/master/css/css-text/i18n/zh
    def test_line_start_prohibition(self):
        self.assert_edges(self.lines(self.shifted('甲‼乙⁇丙⁈丁⁉戊々己〃庚‥辛°壬′癸″子。')))

    # https://github.com/commonmark/commonmark-spec/issues/650, https://github.com/xoofx/markdig/issues/583,
    # https://github.com/markdown-it/markdown-it/issues/1080
    def test_emphasis_beside_chinese_marks(self):
        self.assertEqual(self.lines('依据《**预算法**》编制。')[0].text, '依据《预算法》编制。')
        self.lines('她__真。__她')
        self.assertIn('markdown-other', self.found.rules())
        self.lines('依据**《预算法》，**编制。', status=1)
        self.assertIn('emphasis-unclosed', self.found.rules())

    # https://github.com/markedjs/marked/issues/90, https://github.com/jgm/pandoc/issues/11241, https://github.com/markdown-it/markdown-it/issues/334
    def test_soft_breaks(self):
        line = self.lines('第一行\n第二行，\n第三行。')[0]
        self.assertEqual(line.text, '第一行第二行，第三行。')
        self.assertLess(abs(line.gap('行第')), 0.02)

    # https://github.com/bhollis/maruku/issues/72, https://github.com/kylepelham/Drift/issues/81, https://github.com/markdown-it/markdown-it/issues/752
    def test_typed_numbers_are_no_lists(self):
        texts = [line.text for line in self.lines('1.5万元以上的项目。\n\n2024年。\n\n（一）甲。\n（二）乙。\n\n1、丙。')]
        self.assertEqual(texts, ['1.5万元以上的项目。', '2024年。', '（一）甲。', '（二）乙。', '1、丙。'])

    # https://github.com/WordPress/wporg-parent-2021/issues/123 /171, https://github.com/simonbengtsson/jsPDF-AutoTable/issues/960
    def test_heads_on_the_web_break_between_words(self):
        self.assertEqual(gongkai('new', self.work / '例', '--example', '--table-set', 'hunan').status, 0)
        self.assertEqual(gongkai('build', '--to', 'html', self.work / '例').status, 0)
        page = (self.work / '例' / 'out' / 'table-02.html').read_text('utf-8')
        self.assertIn('国有<wbr />资本<wbr />经营<wbr />预算', page)
        self.assertRegex((self.work / '例' / 'out' / 'style.css').read_text('utf-8'), r'thead th \{[^}]*word-break: keep-all')

    # https://github.com/laorange/paper-assistant/issues/22, https://github.com/pymupdf/PyMuPDF/issues/3999
    def test_kangxi_radicals(self):
        self.lines('⼯作与⼈员。')
        self.assertIn('character-other', self.found.rules())

    def test_the_cover_breaks_a_long_name_between_its_words(self):
        project = self.work / '封'
        shutil.copytree(ROOT / 'content' / 'shifeng-cac-2023', project, ignore=shutil.ignore_patterns('out'))
        for style in 'gb9704', 'book':
            manifest = project / 'gongkai.yaml'
            manifest.write_text(re.sub(r'(?m)^style:.*\n', '', manifest.read_text('utf-8')) + f'\nstyle: {style}\n', 'utf-8')
            self.assertEqual(gongkai('build', '--draft', '--to', 'pdf', project).status, 0)
            cover = tool('pdftotext', '-l', '1', next((project / 'out').glob('*.pdf')), '-').split()
            self.assertIn('株洲市石峰区委网络安全和', cover)
            self.assertIn('信息化委员会办公室', cover)

    def test_a_table_of_names_that_wrap_is_smaller_rather_than_close(self):
        project = self.work / '书'
        shutil.copytree(ROOT / 'content' / 'shifeng-cac-2023', project, ignore=shutil.ignore_patterns('out'))
        manifest = project / 'gongkai.yaml'
        manifest.write_text(re.sub(r'(?m)^style:.*\n', '', manifest.read_text('utf-8')) + '\nstyle: book\n', 'utf-8')
        self.assertEqual(gongkai('build', '--draft', '--to', 'pdf', project).status, 0)
        xml = tool('mutool', 'draw', '-q', '-F', 'stext', next((project / 'out').glob('*.pdf')))
        fonts = [(''.join(char.get('c') for char in font.iter('char')), float(font.get('size')), float(font.find('char').get('y')))
                 for font in ElementTree.fromstring(re.sub('[\x00-\x08\x0b\x0c\x0e-\x1f]', '?', xml)).iter('font') if font.find('char') is not None]
        at = next(i for i, (text, size, _) in enumerate(fonts) if text.startswith('二十一、粮油物资') and size < 10)
        (_, size, first), (_, _, second) = fonts[at:at + 2]
        self.assertGreater((second - first) / size, 1.25)


if __name__ == '__main__':
    unittest.main()
