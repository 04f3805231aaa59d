"""The Word copy for approval (--to docx): what is in it, as other readers read it."""
import pathlib
import re
import subprocess
import sys
import unittest
import zipfile

from harness import ROOT, ProjectTest, gongkai

sys.path.insert(0, str(ROOT / 'tests' / 'merge'))
import edits  # noqa: E402

VENV = ROOT / 'build' / 'test-data' / 'documents' / 'bin'
W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'


def build(project, out, *options):
    result = gongkai('build', project, '--to', 'docx', '-o', out, *options)
    files = list(pathlib.Path(out).glob('*.docx'))
    return result, files[0] if files else None


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode('utf-8', 'replace') for name in archive.namelist()}


def texts(document):
    return re.findall(r'<w:t(?: [^>]*)?>([^<]*)</w:t>', document)


class Copy(ProjectTest):
    def test_head_says_whose_turn(self):
        result, path = build(self.project, self.work / 'out', '--round', '2')
        self.assertEqual(result.status, 0, result.err)
        self.assertIn('送审稿-第2稿', path.name)
        head = ''.join(texts(parts(path)['word/header1.xml']))
        for words in ('送审稿', '第2稿', '2023年2月10日', '校验码 ', '不对外公开'):
            self.assertIn(words, head)

    def test_final_has_no_head(self):
        _, path = build(self.project, self.work / 'out', '--final')
        read = parts(path)
        self.assertEqual(texts(read['word/header1.xml']), [])
        self.assertNotIn('审签单', read['word/document.xml'])
        self.assertNotIn('送审稿', path.name)

    def test_same_bytes(self):
        _, one = build(self.project, self.work / 'one')
        _, two = build(self.project, self.work / 'two')
        self.assertEqual(one.read_bytes(), two.read_bytes())

    def test_names_no_one(self):
        _, path = build(self.project, self.work / 'out')
        core = parts(path)['docProps/core.xml']
        self.assertNotIn('created', core)
        self.assertNotIn('lastModifiedBy', core)

    def test_stands_alone(self):
        self.assertEqual(gongkai('build', self.project, '--to', 'pdf,docx').status, 2)
        self.assertEqual(gongkai('build', self.project, '--round', '2').status, 2)
        result = gongkai('build', self.project, '--to', 'docx')
        self.assertEqual(result.status, 0)
        self.assertTrue(list((self.project / 'out-review').glob('*.docx')))
        self.assertFalse((self.project / 'out').exists())

    def test_figures_are_bound(self):
        _, path = build(self.project, self.work / 'out')
        document = parts(path)['word/document.xml']
        controls = re.findall(r'<w:alias w:val="([^"]*)"/>', document)
        self.assertGreater(len(controls), 20)
        self.assertIn('其他数据 · 编制人数', controls)
        self.assertNotIn('<w:lock', document)

    def test_sheets_on_their_side(self):
        _, path = build(self.project, self.work / 'out')
        document = parts(path)['word/document.xml']
        self.assertIn('w:orient="landscape"', document)
        self.assertIn('<w:tblHeader/>', document)
        self.assertIn('<w:vMerge w:val="restart"/>', document)

    def test_contents_have_pages(self):
        _, path = build(self.project, self.work / 'out')
        document = parts(path)['word/document.xml']
        entries = re.findall(r'<w:pStyle w:val="TOC\d"/>.*?</w:p>', document, re.S)
        self.assertGreater(len(entries), 20)
        self.assertTrue(all(texts(entry)[-1].isdigit() for entry in entries))

    def test_numbered(self):
        _, path = build(self.project, self.work / 'out', '--numbered')
        document = parts(path)['word/document.xml']
        self.assertGreater(document.count('<w:framePr'), 30)


class Same(ProjectTest):
    def test_text_of_the_pdf(self):
        """Every paragraph, heading and cell of the copy stands in the PDF, in the copy's order."""
        _, path = build(self.project, self.work / 'out', '--final')
        gongkai('build', self.project, '--to', 'pdf', '-o', self.work / 'pdf')
        pdf = subprocess.run(['pdftotext', '-raw', next((self.work / 'pdf').glob('*.pdf')), '-'], capture_output=True, text=True,
                             check=True).stdout
        pages = re.sub(r'\s', '', re.sub(r'^—\s*\d+\s*—$', '', pdf, flags=re.M))
        at = 0
        for p in edits.Copy(path).paragraphs():
            text = re.sub(r'\s', '', edits.text_of(p))
            found = pages.find(text, at)
            self.assertGreaterEqual(found, 0, text)
            at = found
        cells = {re.sub(r'\s', '', edits.text_of(cell)) for cell in edits.Copy(path).body.iter(edits.W + 'tc')}
        self.assertEqual([cell for cell in cells if len(cell) < 12 and cell not in pages], [])


@unittest.skipUnless((VENV / 'openxml-audit').exists(), 'openxml-audit is not there')
class Valid(ProjectTest):
    def test_no_errors(self):
        accounts = ROOT / 'content' / 'yunxi-education-2024'
        for project, option in ((self.project, '--numbered'), (self.project, '--final'), (accounts, '--charts')):
            with self.subTest(project=project, option=option):
                _, path = build(project, self.work / f'{project.name}{option}', option)
                audit = subprocess.run([VENV / 'openxml-audit', path], capture_output=True, text=True, check=False)
                self.assertEqual(audit.returncode, 0, audit.stdout)


    def test_no_errors_with_footnotes(self):
        path = next((self.project / 'sections').glob('2-*.md'))
        path.write_text(path.read_text(encoding='utf-8').replace('为综合办公室。', '为综合办公室[^1]，又见[^1]、[^2]。') +
                        '\n[^1]: 含派驻人员`= 其他数据[实有人数]`人，见[网站](https://www.example.gov.cn/)。\n'
                        '\n[^2]: 第一段。\n\n    第二段。\n', encoding='utf-8')
        for option in ('--numbered', '--final', '--since'):
            more = ('--since', ROOT / 'content' / 'shifeng-cac-2023') if option == '--since' else (option,)
            with self.subTest(option=option):
                result, copy = build(self.project, self.work / option, *more)
                self.assertEqual(result.status, 0, result.err)
                read = parts(copy)
                self.assertEqual(read['word/document.xml'].count('<w:footnoteReference'), 2)
                self.assertEqual(read['word/document.xml'].count(' NOTEREF _GkNote1 '), 1)
                self.assertEqual(read['word/footnotes.xml'].count('<w:footnoteRef/>'), 2)
                self.assertIn('第二段。', read['word/footnotes.xml'])
                self.assertEqual('第二段。' in read['word/document.xml'], option == '--since')  # in the table of changes
                self.assertFalse(re.search('[\U000f0000-\U000f0fff]', read['word/document.xml'] + read['word/footnotes.xml']))
                self.assertIn('footnotePr', read['word/settings.xml'])
                audit = subprocess.run([VENV / 'openxml-audit', copy], capture_output=True, text=True, check=False)
                self.assertEqual(audit.returncode, 0, audit.stdout)


READ = r'''
import sys, docx
from docx.oxml.ns import qn
document = docx.Document(sys.argv[1])
print(len(document.tables), sum(len(row.cells) for table in document.tables for row in table.rows) > 100)
for paragraph in document.paragraphs:
    print(''.join(t.text or '' for t in paragraph._p.iter(qn('w:t'))))
'''


@unittest.skipUnless((VENV / 'python').exists(), 'python-docx is not there')
class Read(ProjectTest):
    def test_python_docx(self):
        _, path = build(self.project, self.work / 'out', '--final')
        read = subprocess.run([VENV / 'python', '-c', READ, path], capture_output=True, text=True, check=True).stdout
        self.assertEqual(read.split('\n')[0], '23 True')
        self.assertIn('本部门共有编制人数3人，实有人数2人。内设科室1个，为综合办公室。', read)


if __name__ == '__main__':
    unittest.main()
