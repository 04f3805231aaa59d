"""What a web site's content system is handed (--to submission): the archive, its list, what it asks, what is left empty."""
import hashlib
import io
import pathlib
import re
import unittest
import zipfile

from harness import ROOT, ProjectTest, gongkai

FIELDS = ['标题', '索引号', '发布机构', '主题分类', '体裁', '成文日期', '文号', '公开方式', '关键词', '栏目路径', '有效性']


def build(project, out, *options):
    result = gongkai('build', project, '--to', 'submission', '-o', out, *options)
    files = list(pathlib.Path(out).glob('*.zip'))
    return result, files[0] if files else None


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def asked(workbook):
    """The rows of the sheet of metadata, as its XML has them."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        sheet = archive.read('xl/worksheets/sheet1.xml').decode('utf-8')
        strings = archive.read('xl/sharedStrings.xml').decode('utf-8') if 'xl/sharedStrings.xml' in archive.namelist() else ''
    shared = re.findall(r'<si>.*?<t[^>]*>([^<]*)</t>.*?</si>', strings, re.S)
    rows = {}
    for row in re.findall(r'<row .*?</row>', sheet, re.S):
        cells = dict(re.findall(r'<c r="([AB])\d+"[^>]*?(?:/>|>(?:<is><t[^>]*>|<v>)([^<]*)<)', row))
        value = {at: shared[int(text)] if text.isdigit() and 't="s"' in row and int(text) < len(shared) else text for at, text in cells.items()}
        rows[value.get('A', '')] = value.get('B', '')
    return rows


class Submission(ProjectTest):
    def test_whole_and_the_same_each_time(self):
        result, one = build(self.project, self.work / 'one')
        self.assertEqual(result.status, 0, result.err)
        _, two = build(self.project, self.work / 'two')
        self.assertEqual(one.read_bytes(), two.read_bytes())
        self.assertEqual(one.name, '2023年部门预算公开-投稿包.zip')
        read = parts(one)
        self.assertEqual(
            list(read), ['正文.html', '附件/2023年部门预算公开.pdf', '附件/2023年部门预算公开-附表.xlsx', '元数据.xlsx', '清单.txt']
        )
        self.assertTrue(read['附件/2023年部门预算公开.pdf'].startswith(b'%PDF'))

    def test_list_has_every_other_file(self):
        _, path = build(self.project, self.work / 'out')
        read = parts(path)
        lines = read.pop('清单.txt').decode('utf-8-sig').strip().split('\r\n')
        self.assertEqual(lines[0], '文件\t字节\tSHA-256')
        self.assertEqual(
            [line.split('\t') for line in lines[1:]],
            [[name, str(len(data)), hashlib.sha256(data).hexdigest()] for name, data in read.items()],
        )

    def test_what_nobody_said_is_left_empty_and_told(self):
        result, path = build(self.project, self.work / 'out')
        rows = asked(parts(path)['元数据.xlsx'])
        self.assertEqual(list(rows), ['项目', *FIELDS])
        self.assertEqual(rows['标题'], '株洲市石峰区委网络安全和信息化委员会办公室2023年部门预算公开')
        self.assertEqual(rows['发布机构'], '株洲市石峰区委网络安全和信息化委员会办公室')
        self.assertEqual(rows['栏目路径'], '财政预决算')
        for name in ('索引号', '主题分类', '体裁', '成文日期', '文号', '公开方式', '有效性'):
            self.assertEqual(rows[name], '', name)
        self.assertRegex(result.err, r'索引号、主题分类、体裁、成文日期、文号、公开方式、关键词、有效性.*\[submission-field\]')

    def test_what_the_manifest_says_is_taken(self):
        given = {name: f'甲{i}' for i, name in enumerate(FIELDS)}
        self.append(self.project / 'gongkai.yaml', '\nsubmission:\n' + ''.join(f'  {name}: {value}\n' for name, value in given.items()))
        result, path = build(self.project, self.work / 'out')
        self.assertEqual(result.status, 0, result.err)
        self.assertNotIn('submission-field', result.err)
        self.assertEqual(asked(parts(path)['元数据.xlsx']), {'项目': '内容', **given})

    def test_another_key_is_told(self):
        self.append(self.project / 'gongkai.yaml', '\nsubmission:\n  索引码: 1\n')
        result, path = build(self.project, self.work / 'out')
        self.assertEqual(result.status, 1)
        self.assertIsNone(path)
        self.assertRegex(result.err, r'索引码.*索引号')

    def test_stands_alone(self):
        self.assertEqual(gongkai('build', self.project, '--to', 'html,submission').status, 2)
        self.assertEqual(gongkai('build', self.project, '--to', 'submission').status, 0)
        self.assertTrue(list((self.project / 'out-submission').glob('*.zip')))
        self.assertFalse((self.project / 'out').exists())

    def test_text_needs_nothing_that_is_taken_away(self):
        (self.project / '附件').mkdir()
        (self.project / '附件' / '报告.pdf').write_bytes(b'%PDF-1.4 one')
        (self.project / '报告.pdf').write_bytes(b'%PDF-1.4 two')
        section = next((self.project / 'sections').glob('1-*'))
        section.write_text(
            section.read_text('utf-8') + '\n见[报告](附件/报告.pdf)、[又一份](报告.pdf)、[网站](https://example.gov.cn/a)、[表](table:表1)[^1]。\n\n[^1]: 脚注的文字。\n',
            'utf-8',
        )
        result, path = build(self.project, self.work / 'out', '--draft')
        self.assertIsNotNone(path, result.err)
        read = parts(path)
        body = read['正文.html'].decode('utf-8')
        self.assertNotRegex(body, r'<(script|style|link|svg|img|iframe)|\s(style|class|id)=')
        links = re.findall(r'\shref="([^"]*)"', body)
        self.assertTrue(links)
        anchors = set(re.findall(r'<a name="([^"]*)"></a>', body))
        for link in links:
            self.assertTrue(link.startswith('https://') or link[1:] in anchors, link)
        self.assertIn('见报告、又一份、<a href="https://example.gov.cn/a">网站</a>、<a href="#table-01">表</a>', body)
        self.assertIn('脚注的文字。', body)
        self.assertRegex(body, r'<table border="1" cellpadding="4" cellspacing="0"')
        self.assertEqual({read['附件/报告.pdf'], read['附件/2-报告.pdf']}, {b'%PDF-1.4 one', b'%PDF-1.4 two'})

    def test_nothing_of_the_project_is_in_it(self):
        accounts = ROOT / 'content' / 'yunxi-education-2024'
        _, path = build(accounts, self.work / 'out')
        body = parts(path)['正文.html'].decode('utf-8')
        for hidden in ('其他数据', '说明.csv', 'tables/', 'sections/', str(ROOT)):
            self.assertNotIn(hidden, body)


if __name__ == '__main__':
    unittest.main()
