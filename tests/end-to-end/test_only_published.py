"""What is the author's own never stands in an output: expressions, names of 其他数据 and of figures, comments, texts that were not
chosen, reasons of passed-over findings, the findings themselves, paths. Every byte of every file is read, packed ones inflated."""
import html
import io
import json
import os
import re
import shutil
import subprocess
import unittest
import zipfile
import zlib

from harness import ProjectTest, gongkai

# What is planted, by where: none of it is ever to be read.
MARKS = {
    'a comment of the manifest': '标记甲注',
    'a figure of the manifest that is not among the first': '标记乙数',
    'a figure of last year that is given in place': '标记丙去年',
    'a fact of 其他数据': '标记丁数',
    'a text that a figure did not choose': '标记戊不印',
    'a comment of a section': '标记己注',
    'why a finding is passed over': '标记庚理由',
    'a text of a condition': '标记辛条件',
    'a passage that does not hold': '标记壬段落',
    'a reason of 说明 that nothing prints': '标记癸原因',
    'a column of 说明': '标记子栏',
    'the name of a section’s file': '标记丑文件',
    'the folder of the project': '标记寅路径',
}


def texts_of(data):
    """All that a reader could find in a file: its bytes, its members, its streams, what a reader of PDF sees."""
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            for member in file.infolist():
                yield member.filename.encode() + member.comment + member.extra
                yield from texts_of(file.read(member))
    for at in re.finditer(rb'stream\r?\n', data):
        try:
            yield zlib.decompressobj().decompress(data[at.end():])
        except zlib.error:
            pass
    if data.startswith(b'%PDF'):
        yield subprocess.run(['pdftotext', '-', '-'], input=data, capture_output=True, check=True).stdout
        yield subprocess.run(['pdfinfo', '-'], input=data, capture_output=True, check=True).stdout


def forms_of(text):
    """The ways in which a text is written in a file."""
    yield text.encode('utf-8')
    yield text.encode('gb18030')
    yield text.encode('utf-16-be')
    yield text.encode('utf-16-be').hex().encode()
    yield json.dumps(text).strip('"').lower().encode()
    yield html.escape(text).encode('utf-8')
    yield ''.join(f'%{byte:02X}' for byte in text.encode('utf-8')).encode()


def holding(folder, texts):
    """Which of the texts stand in which files below the folder."""
    found = []
    wanted = [(text, set(forms_of(text))) for text in texts]
    for path in sorted(folder.rglob('*')):
        name = str(path.relative_to(folder))
        parts = [name.encode('utf-8')] + (list(texts_of(path.read_bytes())) if path.is_file() else [])
        whole = b'\0'.join(parts)
        whole += whole.lower()  # escapes of JSON and hexadecimal are written in either case
        found += [(name, text) for text, forms in wanted if any(form in whole for form in forms)]
    return found


class OnlyPublished(ProjectTest):
    def plant(self):
        root = self.work / MARKS['the folder of the project']
        root.mkdir()
        self.project = self.project.rename(root / 'project')
        manifest = self.project / 'gongkai.yaml'
        self.edit(manifest, 'last-year:\n', f'last-year:\n  {MARKS["a figure of last year that is given in place"]}: 1\n')
        self.edit(manifest, '\nfigures:\n', f'\n# {MARKS["a comment of the manifest"]}\nfigures:\n')
        self.edit(manifest, '  整体支出绩效目标金额:', '  标记乙数: 收入合计 - 支出合计\n  整体支出绩效目标金额:')
        self.append(self.table('其他数据'), '标记丁数,7,人,6\n')
        (self.table('说明')).write_text('表,科目编码,用途,标记子栏\n一般公共预算支出表,2013701,保障运转,标记癸原因\n', 'utf-8')
        section = self.section(3)
        moved = section.with_name('3-标记丑文件.md')
        section.rename(moved)
        self.append(moved, '''
<!-- 标记己注 -->

<!-- gongkai: ignore phrase-repeated 标记庚理由 -->
本年情况如下：在职`= 其他数据[标记丁数]`人，`= 若(其他数据[标记丁数] > 6人, “人数较多”, “标记戊不印”)`，\
比上年`= 变动(其他数据[标记丁数], 上年.其他数据[标记丁数], “”)`，收支相差`= 标记乙数`万元，\
合计`= 部门收支总表.收入[本年收入合计] + 上年.标记丙去年 × 0`万元，占`= 占比(基本支出合计, 支出合计)`。

~~~when 其他数据[标记丁数] = 6人 或 单位性质 = “标记辛条件”
标记壬段落。
~~~
''')

    def expressions(self):
        """All that stands in code spans that are figures, and after the manifest's names of figures."""
        found = set()
        for path in (self.project / 'sections').glob('*.md'):
            found.update(one.strip() for one in re.findall(r'`=([^`]*)`', path.read_text('utf-8')))
        part = (self.project / 'gongkai.yaml').read_text('utf-8').split('\nfigures:\n')[1].split('\n\n')[0]
        found.update(line.split(':', 1)[1].strip() for line in part.splitlines() if ':' in line)
        return [one for one in found if re.search(r'[\[(×+]', one)]

    def check_folder(self, folder, built):
        expressions = self.expressions()
        self.assertGreater(len(expressions), 20)
        self.assertEqual(holding(folder, MARKS.values()), [])
        self.assertEqual(holding(folder, expressions), [])
        self.assertEqual(holding(folder, ['其他数据', str(self.work), os.path.basename(self.work)]), [])
        told = [finding[key] for finding in built.findings for key in ('message', 'rule')]
        self.assertEqual(holding(folder, told), [])

    def test_outputs(self):
        self.plant()
        built = self.build()
        self.assertEqual(built.status, 0, built.err)
        self.assertTrue((self.out / 'figures-data.js').exists())
        self.assertIn('人数较多', ''.join(path.read_text('utf-8') for path in self.out.glob('section-*.html')))
        self.check_folder(self.out, built)

    def test_other_outputs(self):
        self.plant()
        for kind in ('submission', 'ofd'):
            built = gongkai('build', self.project, '--to', kind, '-o', self.work / kind)
            self.assertEqual(built.status, 0, built.err)
            self.check_folder(self.work / kind, built)

    def test_what_is_packed_is_read(self):
        """The test itself: it finds what stands in a workbook's part, in a PDF's text, in JSON and in an archive."""
        built = self.build()
        self.assertEqual(built.status, 0, built.err)
        self.assertIn('2023年部门预算公开.pdf', [name for name, _ in holding(self.out, ['预算收支增减变化'])])
        self.assertIn('tables.xlsx', [name for name, _ in holding(self.out, ['部门收支总表'])])
        self.assertIn('index.html', [name for name, _ in holding(self.out, ['部门收支总表'])])
        packed = self.work / 'packed'
        packed.mkdir()
        with zipfile.ZipFile(packed / 'a.zip', 'w', zipfile.ZIP_DEFLATED) as file:
            file.writestr('b.json', json.dumps({'a': '标记甲注'}))
        self.assertEqual(holding(packed, ['标记甲注']), [('a.zip', '标记甲注')])
        shutil.rmtree(packed)


if __name__ == '__main__':
    unittest.main()
