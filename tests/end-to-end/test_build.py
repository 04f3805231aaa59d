"""The example built as a user builds it: what is in the output, that it is valid, and that it is the same each time."""
import os
import re
import shutil
import unittest

from harness import CACHE, ProjectTest, ROOT, SEED, files_of, gongkai, tool


def squeezed(text):
    """Text without what extraction may add or drop: blanks and line ends."""
    return re.sub(r'\s+', '', text)


class Build(ProjectTest):
    def setUp(self):
        super().setUp()
        self.result = self.build()
        self.assertEqual(self.result.status, 0, self.result.err)

    def test_no_findings(self):
        self.assertEqual(self.result.err, '')

    def test_prints_where_the_outputs_are(self):
        lines = self.result.out.splitlines()
        self.assertEqual(lines, [str(self.pdf()), *(str(self.out / name) for name in
                                                   ('index.html', 'tables.xlsx', 'datapackage.json'))])

    def test_twice_the_same_bytes(self):
        first = files_of(self.out)
        shutil.rmtree(self.out)
        shutil.rmtree(CACHE, ignore_errors=True)
        other = self.work / 'elsewhere'
        shutil.copytree(self.project, other)
        result = gongkai('build', other, '-o', self.out, TZ='Asia/Shanghai', USER='other')
        self.assertEqual(result.status, 0, result.err)
        second = files_of(self.out)
        self.assertEqual(sorted(first), sorted(second))
        for name in first:
            self.assertEqual(first[name], second[name], name)

    def test_nothing_of_the_machine(self):
        words = [str(self.work), str(ROOT), os.uname().nodename]
        for name, content in files_of(self.out).items():
            for word in words:
                if len(word) > 6:  # a host called “vm” would be found in any compressed stream
                    self.assertFalse(word.encode() in content, f'{word} is in {name}')

    def test_pdf_is_valid(self):
        self.assertIn('No syntax or stream encoding errors', tool('qpdf', '--check', self.pdf()))

    def test_fonts_are_embedded_subsets(self):
        rows = tool('pdffonts', self.pdf()).splitlines()[2:]
        self.assertGreater(len(rows), 0)
        for row in rows:
            self.assertRegex(row.split()[0], r'^[A-Z]{6}\+')
            self.assertRegex(row, r'\syes\s+yes\s+yes\s+\d+\s+\d+$')

    def test_pdf_returns_every_paragraph(self):
        text = squeezed(tool('pdftotext', '-raw', self.pdf(), '-'))
        position = 0
        for paragraph in self.paragraphs():
            # A page's number may stand within a paragraph that goes over the page.
            found = re.compile(r'(?:—\d+—)?'.join(map(re.escape, paragraph))).search(text, position)
            self.assertIsNotNone(found, f'not in the PDF, or out of order: {paragraph}')
            position = found.start()

    def paragraphs(self):
        """The paragraphs of the site's one page, in order, without the tables."""
        html = (self.out / 'document.html').read_text('utf-8')
        body = html[html.index('<main'):html.index('</main>')]
        for block in re.findall(r'<p[ >].*?</p>', re.sub(r'(?s)<(table|nav|figure|figcaption)[ >].*?</\1>', '', body), re.S):
            plain = re.sub(r'<[^>]*>', '', block)
            for entity, char in (('&lt;', '<'), ('&gt;', '>'), ('&quot;', '"'), ('&amp;', '&')):
                plain = plain.replace(entity, char)
            if len(squeezed(plain)) > 12:
                yield squeezed(plain)

    def test_numbers_keep_their_units_in_extracted_text(self):
        text = tool('pdftotext', self.pdf(), '-')
        for number in ('51.8万元', '1.8736万元', '28.86万元'):
            self.assertTrue(number in text.replace('\n', ''), number)

    def test_one_kind_at_a_time(self):
        before = files_of(self.out)
        result = self.build('--to', 'html')
        self.assertEqual(result.status, 0, result.err)
        self.assertIn(self.pdf().name, files_of(self.out))
        self.edit(self.section(2), '编制人数', '编制总人数')
        result = self.build('--to', 'html')
        self.assertEqual(result.status, 0, result.err)
        after = files_of(self.out)
        self.assertNotIn(self.pdf_name(before), after, 'a PDF of another input stayed')

    @staticmethod
    def pdf_name(files):
        return next(name for name in files if name.endswith('.pdf'))

    def test_an_unknown_section_hides_nothing(self):
        """One run reports everything: the whole document is checked, whatever section was asked for."""
        self.append(self.section(3), '\n本年收入12345.67万元。\n')
        result = self.build('--section', '没有这一节')
        self.assertEqual(result.status, 1)
        self.assertIn('[section-unknown]', result.err)
        self.assertIn('[figure-unbound]', result.err)

    def test_figures_lead_to_their_cells(self):
        pages = {name: content.decode('utf-8') for name, content in files_of(self.out).items() if name.endswith('.html')}
        links = re.findall(r'href="((?:table-[^"#]*\.html)?#table-[^"]*)"', '\n'.join(
            text for name, text in pages.items() if name.startswith('section-')))
        self.assertGreater(len(links), 20)
        for link in links:
            page, anchor = link.split('#')
            self.assertIn(f'id="{anchor}"', pages[page], link)


class Sections(ProjectTest):
    def section_text(self, name):
        result = gongkai('build', self.project, '--section', name, '-o', self.out)
        self.assertEqual(result.status, 0, result.err)
        return squeezed(tool('pdftotext', '-raw', self.pdf(), '-'))

    def test_by_number_heading_and_file(self):
        for name in ('三', '3', '部门收支概况', self.section(3).name):
            text = self.section_text(name)
            self.assertTrue(text.startswith('三、部门收支概况'), (name, text[:40]))
            self.assertNotIn('四、其他重要事项', text)

    def test_run_in_heading(self):
        text = self.section_text('支出预算')
        self.assertTrue(text.startswith('（二）支出预算'), text[:40])
        self.assertIn('51.8万元', text)
        self.assertNotIn('收入预算：', text)

    def test_unknown(self):
        result = gongkai('build', self.project, '--section', '部门收支概括', '-o', self.out)
        self.assertEqual(result.status, 1)
        self.assertIn('部门收支概况', result.err)

    def test_default_folder(self):
        result = gongkai('build', self.project, '--section', '三', '--to', 'html')
        self.assertEqual(result.status, 0, result.err)
        self.assertTrue((self.project / 'out-section' / 'index.html').is_file())


class Drafts(ProjectTest):
    def test_errors_do_not_stop_a_draft(self):
        self.append(self.section(2), '\n共`= 没有这个数`。\n')
        self.assertEqual(self.build().status, 1)
        self.assertFalse(self.out.exists())
        result = self.build('--draft')
        self.assertEqual(result.status, 0, result.err)
        text = tool('pdftotext', self.pdf(), '-')
        self.assertTrue('【？】' in squeezed(text))
        self.assertTrue('草稿' in text)
        self.assertTrue('草稿' in (self.out / 'index.html').read_text('utf-8'))


class Strict(ProjectTest):
    def test_a_warning_of_the_check_writes_nothing(self):
        with open(self.project / 'gongkai.yaml', encoding='utf-8') as stream:
            self.assertNotIn('\nrules:', stream.read())
        self.append(self.project / 'gongkai.yaml', '\nrules: [{ id: 上限, that: "部门支出总表[合计, 合计] <= 50万元", severity: warning }]\n')
        self.writes_nothing('上限')

    def test_a_warning_of_the_pages_writes_nothing(self):
        self.append(self.section(2), f'\n{"ab" * 200}\n')
        self.writes_nothing('line-forced')

    def writes_nothing(self, rule):
        result = self.build('--strict', '--to', 'pdf')
        self.assertEqual(result.status, 1, result.err)
        self.assertIn(f'[{rule}]', result.err)
        self.assertEqual(result.out, '')
        self.assertFalse(self.out.exists())
        self.assertEqual(self.build('--to', 'pdf').status, 0)
        self.assertTrue(self.out.exists())


class Folders(ProjectTest):
    def test_several(self):
        other = self.work / 'second'
        shutil.copytree(self.project, other)
        result = gongkai('build', self.project, other, '--to', 'html', '-o', self.out)
        self.assertEqual(result.status, 0, result.err)
        self.assertEqual(sorted(path.name for path in self.out.iterdir()), ['project', 'second'])

    def test_default_output_is_in_the_project(self):
        result = gongkai('build', '--to', 'html', cwd=self.project)
        self.assertEqual(result.status, 0, result.err)
        self.assertTrue((self.project / 'out' / 'index.html').is_file())

    def test_check_writes_nothing(self):
        before = files_of(self.project)
        result = gongkai('check', self.project)
        self.assertEqual((result.status, result.err), (0, ''))
        self.assertEqual(files_of(self.project), before)


class Encodings(ProjectTest):
    def test_other_encodings_give_the_same_pages(self):
        result = self.build()
        self.assertEqual(result.status, 0, result.err)
        expected = files_of(self.out)
        for encoding in ('gb18030', 'utf-16', 'utf-8-sig'):
            for path in [*self.project.glob('sections/*.md'), *self.project.glob('tables/*.csv')]:
                text = path.read_bytes().decode('utf-8')
                (self.work / 'recoded').mkdir(exist_ok=True)
                path.write_bytes(text.replace('\n', '\r\n').encode(encoding))
            result = self.build()
            self.assertEqual((result.status, result.err), (0, ''), encoding)
            actual = files_of(self.out)
            for name in expected:
                if name != '.gongkai':
                    self.assertEqual(actual[name], expected[name], (encoding, name))
            shutil.rmtree(self.project)
            shutil.copytree(SEED, self.project, ignore=shutil.ignore_patterns('out', 'out-section'))


class Messages(ProjectTest):
    def test_chinese_by_locale(self):
        self.append(self.section(2), '\n共`= 没有这个数`。\n')
        result = gongkai('check', self.project, LC_ALL='zh_CN.UTF-8')
        self.assertIn('必须改', result.err)

    def test_caret_under_the_character(self):
        self.section(2).write_text('# 机构设置\n\n共有`= 没有这个数`个。\n', 'utf-8')
        result = gongkai('check', self.project)
        lines = result.err.splitlines()
        shown = next(index for index, line in enumerate(lines) if line.startswith('    共有'))
        self.assertEqual(lines[shown + 1].index('^') - 4, 2 * 2 + 3)

    def test_version_and_help(self):
        self.assertRegex(gongkai('--version').out, r'^gongkai \d+\.\d+\.\d+\n$')
        self.assertIn('--section', gongkai('build', '--help').out)


if __name__ == '__main__':
    unittest.main()
