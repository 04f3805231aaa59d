"""What four readers of PDF make of spread lines, long words and addresses: the source's text, with no blank between Han.

Poppler and PDFium take a hyphen at a line's end for one that parts a word; PDFium parts a mark of another family than its neighbour's (①, and the quotation marks of a 楷体 that has them narrow).
Lines of more than 0.15 em between Han are not judged: two of the readers take such gaps for blanks whatever the file says (pypdf and
mutool read no ActualText). Blanks between Han and Western are a reader's own.
"""
import re
import shutil
import statistics
import subprocess
import unittest
import xml.etree.ElementTree as ElementTree

from harness import ROOT, ProjectTest, gongkai, tool
from test_reading import PDFIUM, squeezed

WIDE = '\u2e80-\u9fff\uff00-\uffef\U00020000-\U0003ffff“”‘’—…·'
HAN = re.compile('[\u3400-\u9fff〇]')
TORN = re.compile(f'(?<=[{WIDE}])[^\\S\\n]+(?=[{WIDE}])')
MOST = 0.15  # em

AMOUNTS = [
    f'{year}年{kind}年初预算数{n * 1237.19:,.2f}万元，支出决算数{n * 1198.03:,.2f}万元，完成年初预算的{96.83 + n / 7:.2f}%，比上年{"增加" if n % 2 else "减少"}'
    f'{n * 31.07:.2f}万元，{"增长" if n % 2 else "下降"}{n * 1.37:.2f}%；其中，人员经费{n * 868.35:.2f}万元，公用经费{n * 100.4:.2f}万元，项目支出{n * 268.44:,.2f}万元。'
    for n, (year, kind) in enumerate([(2023, '一般公共服务支出'), (2024, '社会保障和就业支出'), (2025, '住房保障支出'), (2026, '灾害防治及应急管理支出'),
                                      (2023, '国有资本经营预算支出'), (2024, '政府性基金预算支出'), (2025, '资源勘探工业信息等支出')], 3)]
NAMES = [
    f'由示例市示例区{name}牵头，会同中国共产党示例市示例区委员会网络安全和信息化委员会办公室、示例市示例区人民代表大会常务委员会办公室，'
    f'依据《关于进一步推进预算公开工作的意见》（中办发〔2016〕{13 + n}号）和《{name}内部控制管理办法（试行）》（示政办规〔202{n}〕{n * 7}号）'
    f'办理；联系人为Alexander{"a" * n}ndrovich Konstantinopolskiy，联系电话0731-2236{n}418。'
    for n, name in enumerate(['住房和城乡建设局', '人力资源和社会保障局（区退役军人事务局）', '文化旅游广电体育局', '市场监督管理局（区知识产权局）',
                              '农业农村局（区乡村振兴局）'], 1)]
ADDRESSES = [
    f'本部门预算公开网址为https://www.example.gov.cn/zwgk/{part}/2024/t20240208_{8800 + n}{"0" * n}.html，全文{what}请登录政务服务网'
    f'（https://zwfw.example.gov.cn/portal/index.html?region=4302{n}0&lang=zh-CN&from=budget_{part}）查询，或发送邮件至budget-{n}@czj.example.gov.cn。'
    for n, (part, what) in enumerate([('caizheng/yusuan', '及附表'), ('czyjs/bmys_gongkai', '、附表和绩效目标表'), ('jiguan', '均可下载，'), ('a', ''),
                                      ('xxgk/fdzdgknr/ysjs/bmysjs/qhbmys', '与历年数据')], 1)]


class Extracted(ProjectTest):
    # https://github.com/mozilla/pdf.js/issues/6705, https://github.com/yfedoseev/pdf_oxide/issues/665 and
    # https://github.com/pymupdf/PyMuPDF/issues/1270: blanks between the Han of lines that are spread, in what
    # is copied or searched.
    def document(self):
        project = self.work / '长文'
        shutil.copytree(ROOT / 'tests' / 'projects' / 'typesetting', project)
        self.paragraphs = []
        for number, (title, texts) in enumerate([('金额', AMOUNTS), ('名称', NAMES), ('网址', ADDRESSES)], 4):
            (project / 'sections' / f'{number}-{title}.md').write_text(f'# {title}\n\n' + '\n\n'.join(texts) + '\n', 'utf-8')
            self.paragraphs += texts
        self.source = '\n'.join(path.read_text('utf-8') for path in sorted((project / 'sections').iterdir()))
        result = gongkai('build', '--draft', '--to', 'pdf', project)
        self.assertEqual(result.status, 0, result.err)
        return next((project / 'out').glob('*.pdf'))

    @staticmethod
    def lines(pdf):
        """(page, text, the median gap between Han in em) of each line, from where its glyphs stand."""
        xml = re.sub('[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#x(?:[0-9a-f]|1[0-9a-f]|fff[ef]);', '?',
                     tool('mutool', 'draw', '-q', '-F', 'stext', pdf))
        for page, element in enumerate(ElementTree.fromstring(xml).iter('page')):
            rows = {}
            for font in element.iter('font'):
                for char in font.iter('char'):
                    left, right = float(char.get('quad').split()[0]), float(char.get('quad').split()[2])
                    if char.get('c').strip():
                        rows.setdefault(round(float(char.get('y'))), []).append((left, right, char.get('c'), float(font.get('size'))))
            for row in rows.values():
                row.sort()
                gaps = [(b[0] - a[1]) / a[3] for a, b in zip(row, row[1:]) if HAN.match(a[2]) and HAN.match(b[2])]
                yield page, ''.join(char[2] for char in row), statistics.median(gaps) if gaps else 0

    def judge(self, pdf, reader, pages):
        spread = {}
        for page, text, gap in self.lines(pdf):
            spread.setdefault(page, []).append((squeezed(text), gap))
        whole = ''
        for page, text in enumerate(pages):
            text = text.replace('草稿', '')
            for line in text.splitlines():
                if squeezed(line) not in squeezed(self.source):  # of the contents, of a table, beside another column
                    continue
                for torn in TORN.finditer(line):
                    around = squeezed(line[max(0, torn.start() - 4):torn.end() + 4])
                    if re.search(re.escape(line[torn.start() - 2:torn.start()]) + r'\s' + re.escape(line[torn.end():torn.end() + 2]), self.source):
                        continue  # a blank that was typed
                    if reader == 'pypdfium2' and re.search('[“”‘’①-⑩]', line[torn.start() - 2:torn.end() + 1]):
                        continue
                    gaps = [gap for content, gap in spread.get(page, []) if around in content]
                    # Marks that part columns of a heading (第一部分　概况), and lines that are wide, are none.
                    if gaps and max(gaps) <= MOST and '\u3000' not in torn[0]:
                        self.fail(f'{reader}, page {page + 1}, {max(gaps):.3f} em: {line}')
            whole += re.sub(r'—\d+—', '', squeezed(text))
        hyphens = '-' if reader in ('pdftotext []', 'pypdfium2') else ''
        whole = re.sub('[\x02\ufffe]', '', whole)
        for paragraph in self.paragraphs:
            self.assertTrue(squeezed(paragraph).replace(hyphens, '') in whole.replace(hyphens, ''), f'{reader}: {paragraph}')
        self.assertGreater(len(whole), 3000)

    def test_mutool(self):
        pdf = self.document()
        self.judge(pdf, 'mutool', tool('mutool', 'draw', '-q', '-F', 'txt', pdf).split('\f'))

    def test_poppler(self):
        pdf = self.document()
        for options in [], ['-raw'], ['-layout']:
            self.judge(pdf, f'pdftotext {options}', tool('pdftotext', *options, pdf, '-').split('\f'))

    def python(self, library, program):
        if not PDFIUM.exists() or subprocess.run([PDFIUM, '-c', f'import {library}'], capture_output=True, check=False).returncode:
            self.skipTest(f'{library} is not there: ./dev test fetches it')
        pdf = self.document()
        text = subprocess.run([PDFIUM, '-c', program, pdf], check=True, capture_output=True).stdout.decode('utf-8')
        self.judge(pdf, library, text.split('\f'))

    def test_pypdf(self):
        self.python('pypdf', 'import pypdf, sys\nfor page in pypdf.PdfReader(sys.argv[1]).pages:\n'
                             '    sys.stdout.buffer.write(page.extract_text().encode("utf-8", "replace") + b"\\f")')

    def test_pdfium(self):
        self.python('pypdfium2', 'import pypdfium2, sys\nfor page in pypdfium2.PdfDocument(sys.argv[1]):\n'
                                 '    sys.stdout.buffer.write(page.get_textpage().get_text_range().encode("utf-8", "replace") + b"\\f")')

    def test_lines_are_spread(self):
        """The text is one that puts readers to the test: some lines are spread past a tenth of an em, none past MOST."""
        gaps = [gap for _, text, gap in self.lines(self.document()) if len(text) > 20]
        self.assertLess(max(gaps), MOST)
        self.assertGreater(sum(gap > 0.03 for gap in gaps), 10)


if __name__ == '__main__':
    unittest.main()
