"""This year beside last year (comparison: true): only what is published and known, exact, in every output."""
import csv
import decimal
import html
import re
import shutil
import subprocess
import unittest
import zipfile

from harness import ROOT, ProjectTest, gongkai

ACCOUNTS = ROOT / 'content' / 'yunxi-education-2024'
D = decimal.Decimal
TITLE = '与上年比较'


def rows(path, code=None, value=0):
    """The rows of a comparison on its page by what stands first in them."""
    text = path.read_text('utf-8')
    found = {}
    for title, table in re.findall(r'<h2 class="table-title"[^>]*>(.*?)</h2>.*?<table[^>]*>(.*?)</table>', text, re.S):
        body = table.split('<tbody>')[1]
        found[html.unescape(re.sub(r'<[^>]*>', '', title))] = [
            [html.unescape(re.sub(r'<[^>]*>', '', cell)).strip().replace('−', '-') for cell in re.findall(r'<t[hd][^>]*>(.*?)</t[hd]>', row, re.S)]
            for row in re.findall(r'<tr>(.*?)</tr>', body, re.S)
        ]
    return found


def rate(now, last):
    return str(((now - last) / last * 100).quantize(D('0.01'), decimal.ROUND_HALF_UP)) if last > 0 else ''


class Comparison(ProjectTest):
    def setUp(self):
        super().setUp()
        shutil.rmtree(self.project)
        shutil.copytree(ACCOUNTS, self.project, ignore=shutil.ignore_patterns('out', 'out-*'))

    def on(self):
        self.append(self.project / 'gongkai.yaml', '\ncomparison: true\n')

    def site(self, *options):
        result = gongkai('build', self.project, '--to', 'html', '-o', self.out, *options)
        self.assertEqual(result.status, 0, result.err)
        return result

    def test_off_by_default(self):
        self.site()
        self.assertFalse((self.out / 'comparison.html').exists())
        for page in self.out.glob('*.html'):
            self.assertNotIn(TITLE, page.read_text('utf-8'), page.name)

    def test_each_item_beside_last_years(self):
        self.on()
        self.site()
        found = rows(self.out / 'comparison.html')['一般公共预算财政拨款支出决算表与上年比较']
        name = '一般公共预算财政拨款支出决算表.csv'

        def amounts(folder):
            with open(self.project / folder / name, encoding='utf-8') as stream:
                lines = list(csv.DictReader(stream))
            return {(line['科目编码'].strip() or line['科目名称'].strip()): D(line.get('合计') or line.get('本年支出/合计') or '0') for line in lines}

        now, last = amounts('tables'), amounts('2023-accounts')
        self.assertGreater(len(found), 30)
        shown = {row[0] or row[1]: row for row in found}
        expected = {key for key in {*now, *last} if now.get(key, 0) or last.get(key, 0)}
        self.assertEqual(set(shown), expected)
        for key, row in shown.items():
            a, b = now.get(key, D(0)), last.get(key, D(0))
            self.assertEqual([D(cell) for cell in row[2:5]], [a, b, a - b], key)
            self.assertEqual(row[5], rate(a, b), key)
        self.assertIn('2050299', set(last) - {key for key in now if now[key]})  # only last year has it, and it is there

    def test_index_says_what_the_text_says(self):
        self.on()
        self.site()
        index = (self.out / 'index.html').read_text('utf-8')
        self.assertIn('<dd class="change">比上年增加2042.73万元，增长6.57%</dd>', index)
        self.assertIn('<dd class="change">比年初预算增加765.91万元，增长2.50%</dd>', index)
        self.assertIn('<svg', index)
        self.assertIn('<dd class="change">比上年增加1780.00万元，增长5.75%</dd>', index)
        self.assertIn('比上年增加1780.00万元，增长5.75%', re.sub(r'<[^>]*>', '', (self.out / 'section-03.html').read_text('utf-8')))

    def test_nothing_that_is_not_published(self):
        self.on()
        self.site()
        page = (self.out / 'comparison.html').read_text('utf-8')
        self.assertNotIn('机关运行经费', page)  # of 其他数据
        self.assertNotIn('其他数据', page)
        self.assertNotIn('年初预算', page)  # of another year alone

    def test_in_the_pdf_and_the_word_copy(self):
        self.on()
        result = gongkai('build', self.project, '--to', 'pdf', '-o', self.out)
        self.assertEqual(result.status, 0, result.err)
        text = subprocess.run(['pdftotext', '-layout', next(self.out.glob('*.pdf')), '-'], capture_output=True, text=True, check=True).stdout
        self.assertRegex(text, r'普通教育 +19901.59 +19048.26 +853.33 +4.48')
        gongkai('build', self.project, '--to', 'docx', '-o', self.work / 'copy')
        with zipfile.ZipFile(next((self.work / 'copy').glob('*.docx'))) as archive:
            document = archive.read('word/document.xml').decode('utf-8')
        self.assertIn('19048.26', document)
        self.assertEqual(gongkai('verify', next(self.out.glob('*.pdf')), self.project).status, 0)

    def test_the_saved_site_is_as_built(self):
        """What the first page shows of last year, and the whole document beside its sections, is no addition."""
        self.on()
        self.site()
        hangs = self.work / 'hangs'
        hangs.mkdir()
        for page in self.out.glob('*.html'):
            shutil.copy(page, hangs)
        result = gongkai('verify', hangs, self.project)
        self.assertEqual(result.status, 0, result.out + result.err)
        for name, old, new in (('index.html', '增长6.57%</dd>', '增长6.58%</dd>'), ('document.html', '主要原因是学生', '主要原因是教师'),
                               ('section-01.html', '教师进修学校', '教师进修学院'), ('document.html', '<p>（八）', '<p>（八）（九）')):
            with self.subTest(name):
                page = hangs / name
                before = page.read_text('utf-8')
                self.assertTrue(old in before, old)
                page.write_text(before.replace(old, new, 1), 'utf-8')
                result = gongkai('verify', hangs, self.project)
                self.assertEqual(result.status, 1, result.out + result.err)
                self.assertIn(f'hangs:{name}:', result.err)
                page.write_text(before, 'utf-8')

    def test_a_published_page_is_converted_without_it(self):
        self.on()
        self.site()
        page = self.out / 'document.html'
        result = gongkai('convert', page, self.project)
        self.assertLess(result.status, 2, result.err)
        names = [path.name for path in (self.project / 'sections-converted').rglob('*.*')]
        self.assertIn('4-名词解释.md', names)
        self.assertFalse([name for name in names if TITLE in name], names)
        self.assertIn(TITLE, (self.project / 'convert-report.html').read_text('utf-8'))
        # a department's own part of that name is text
        page.write_text(re.sub(r'(<h(\d)[^>]*>与上年比较</h\2>).*', r'\1<p>本年各项支出与上年持平。</p></main></body></html>', page.read_text('utf-8'), flags=re.S), 'utf-8')
        shutil.rmtree(self.project / 'sections-converted')
        gongkai('convert', page, self.project)
        self.assertIn('本年各项支出与上年持平', (self.project / 'sections-converted' / '5-与上年比较.md').read_text('utf-8'))

    def test_parts_of_the_money_have_the_decimals_of_their_table(self):
        shutil.rmtree(self.project)
        gongkai('new', self.project, '--example')
        self.on()
        gongkai('build', self.project, '--to', 'html', '--draft', '-o', self.out)
        parts = re.findall(r'<td[^>]*>(?:<[^>]*>)*([\d.]+)(?:<[^>]*>)*</td><td[^>]*>[\d.]+%', (self.out / 'index.html').read_text('utf-8'))
        self.assertGreater(len(parts), 2)
        self.assertTrue(all(re.fullmatch(r'\d+\.\d\d', part) for part in parts), parts)

    def test_without_last_year_nothing_is_said(self):
        self.on()
        manifest = self.project / 'gongkai.yaml'
        manifest.write_text(re.sub(r'(?m)^last-year:.*\n', '', manifest.read_text('utf-8')), 'utf-8')
        result = gongkai('build', self.project, '--to', 'html', '--draft', '-o', self.out)
        self.assertRegex(result.err, r'gongkai\.yaml:\d+.*\[comparison-missing\]')
        self.assertFalse((self.out / 'comparison.html').exists())
        self.assertNotIn('class="change"', (self.out / 'index.html').read_text('utf-8'))

    def test_a_table_that_last_year_lacks_is_told(self):
        self.on()
        (self.project / '2023-accounts' / '政府性基金预算财政拨款收入支出决算表.csv').unlink()
        result = gongkai('build', self.project, '--to', 'html', '--draft', '-o', self.out)
        self.assertRegex(result.err, r'政府性基金预算财政拨款收入支出决算表.*\[comparison-missing\]')
        self.assertNotIn('政府性基金预算财政拨款收入支出决算表与上年比较', rows(self.out / 'comparison.html'))

    def test_last_year_in_another_unit(self):
        self.on()
        path = self.project / '2023-accounts' / '一般公共预算财政拨款支出决算表.csv'
        with open(path, encoding='utf-8') as stream:
            lines = list(csv.reader(stream))
        (path.with_suffix('.yaml')).write_text('file-unit: 元\n', 'utf-8')
        number = re.compile(r'^-?\d+\.\d+$')
        with open(path, 'w', encoding='utf-8', newline='') as stream:
            csv.writer(stream).writerows([[str(D(cell) * 10000) if number.match(cell) else cell for cell in line] for line in lines])
        self.site()
        found = {row[1]: row for row in rows(self.out / 'comparison.html')['一般公共预算财政拨款支出决算表与上年比较']}
        self.assertEqual(found['普通教育'][2:], ['19901.59', '19048.26', '853.33', '4.48'])

    def test_figures_given_in_place(self):
        shutil.rmtree(self.project)
        shutil.copytree(ROOT / 'content' / 'shifeng-cac-2023', self.project, ignore=shutil.ignore_patterns('out', 'out-*'))
        self.on()
        result = self.site()
        found = rows(self.out / 'comparison.html')
        self.assertEqual(list(found), ['主要数据与上年比较'])
        self.assertEqual(
            found['主要数据与上年比较'],
            [
                ['收入合计', '51.8000', '49.9264', '1.8736', '3.75'],
                ['机关运行经费', '4.9400', '4.9360', '0.0040', '0.08'],
                ['三公经费合计', '0.0000', '0.0542', '-0.0542', '-100.00'],
            ],
        )
        for name in ('支出合计', '部门收支总表', '一般公共预算支出表'):
            self.assertRegex(result.err, rf'{name}.*\[comparison-missing\]')


if __name__ == '__main__':
    unittest.main()
