"""The set shanghai against the official form of its year: parts, headings, tables, columns, rows, notes, required sentences."""
import csv
import json
import re
import unittest

from harness import ProjectTest, gongkai, tool

YEAR = {'SOURCE_DATE_EPOCH': '1741600000'}  # in March 2025: accounts of 2024
NAME = '示例市示例区政务服务局'
TABLES = ['收入支出决算总表', '收入决算表', '支出决算表', '财政拨款收入支出决算总表', '一般公共预算财政拨款支出决算表',
          '一般公共预算财政拨款基本支出决算表', '财政拨款“三公”经费支出决算表', '政府性基金预算财政拨款收入支出决算表',
          '国有资本经营预算财政拨款收入支出决算表']
CONTENTS = [
    f'第一部分　{NAME}概况', '一、主要职能', '二、部门决算单位构成', f'第二部分　{NAME}2024年度部门决算表',
    *(f'{number}、{table}' for number, table in zip('一二三四五六七八九', TABLES)), f'第三部分　{NAME}2024年度部门决算情况说明',
    '一、收入支出决算总体情况说明', '二、收入决算情况说明', '三、支出决算情况说明', '四、财政拨款收入支出决算总体情况说明',
    '五、一般公共预算财政拨款支出决算情况说明', '六、一般公共预算财政拨款基本支出决算情况说明', '七、财政拨款“三公”经费支出决算情况说明',
    '八、政府性基金预算财政拨款收入支出决算情况说明', '九、国有资本经营预算财政拨款收入支出决算情况说明', '十、预算绩效管理情况',
    '十一、其他重要事项的情况说明', '第四部分　名词解释']
HEADS = {
    1: ['收入/项目', '收入/决算数', '支出/项目', '支出/决算数'],
    2: ['项目/科目编码', '项目/科目名称', '本年收入合计', '财政拨款收入', '上级补助收入', '事业收入', '经营收入', '附属单位上缴收入', '其他收入'],
    3: ['项目/科目编码', '项目/科目名称', '本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'],
    5: ['项目/科目编码', '项目/科目名称', '合计', '基本支出', '项目支出'],
    8: ['项目/科目编码', '项目/科目名称', '年初结转和结余', '本年收入', '本年支出/合计', '本年支出/基本支出', '本年支出/项目支出', '年末结转和结余'],
}
NOTES = {
    1: '注：本表反映部门本年度的总收支和年末结转结余情况。', 2: '注：本表反映部门本年度取得的各项收入情况。', 3: '注：本表反映部门本年度各项支出情况。',
    4: '注：本表反映部门本年度财政拨款总收支和结转结余情况。', 5: '注：本表反映部门本年度一般公共预算财政拨款支出情况。',
    6: '注：本表反映部门本年度一般公共预算财政拨款基本支出明细情况。', 7: '注：本表反映部门本年度“三公”经费支出预决算情况。',
    8: '注：本表反映部门本年度政府性基金预算财政拨款收入支出及结转和结余情况。',
    9: '注：本表反映部门本年度国有资本经营预算财政拨款收入支出及结转和结余情况。'}
TERMS = ['财政拨款收入', '事业收入', '经营收入', '其他收入', '年初结转和结余', '年末结转和结余', '基本支出', '项目支出', '经营支出', '“三公”经费', '机关运行经费']


class Shanghai(ProjectTest):
    def setUp(self):
        super().setUp()
        self.project = self.work / 'sh'
        result = gongkai('new', self.project, '--example', '--template', 'department-accounts', '--table-set', 'shanghai', **YEAR)
        self.assertEqual((result.status, result.err), (0, ''))

    def rows(self, number):
        file = next((self.project / 'tables').glob(f'{number:02d}-*.csv'))
        return list(csv.reader(file.read_text('utf-8-sig').splitlines()))

    def pages(self):
        self.assertEqual(self.build('--strict', '--to', 'html').status, 0)
        return {page.name: page.read_text('utf-8') for page in sorted(self.out.glob('*.html'))}

    def text_of(self, page):
        return re.sub(r'\s+', '', re.sub(r'<[^>]*>', '', page))

    def test_contents_are_the_forms_name_for_name(self):
        pages = self.pages()
        contents = pages['index.html'].split('<ol class="contents">')[1].split('</nav>')[0]
        listed = [re.sub(r'\s+', '', re.sub(r'<[^>]*>', '', entry)) for entry in re.findall(r'<a [^>]*>(.*?)</a>', contents, re.S)]
        wanted = [entry.replace('　', '') for entry in CONTENTS if not any(entry.endswith(table) and entry[1] == '、' for table in TABLES)]
        self.assertEqual(listed, wanted)

    def test_tables_in_the_pdfs_contents_have_their_numbers(self):
        self.assertEqual(self.build('--to', 'pdf').status, 0)
        text = re.sub(r'[\s…\d]+', '', tool('pdftotext', '-layout', '-l', '4', self.pdf(), '-').split('目录')[1].replace('目 录', ''))
        at = -1
        for number, table in zip('一二三四五六七八九', TABLES):
            at = text.index(f'{number}、{table}', at + 1)

    def test_heads_of_tables(self):
        for number, heads in HEADS.items():
            self.assertEqual(self.rows(number)[0], heads, TABLES[number - 1])
        self.assertEqual(self.rows(9)[0], HEADS[8])
        kinds = ['合计', '因公出国（境）费', '公务用车购置及运行维护费/小计', '公务用车购置及运行维护费/公务用车购置费',
                 '公务用车购置及运行维护费/公务用车运行维护费', '公务接待费']
        self.assertEqual(self.rows(7)[0], [f'财政拨款“三公”经费/{kind}/{number}' for kind in kinds for number in ('预算数', '决算数')])

    def test_rows_of_the_form(self):
        classes = [row[2] for row in self.rows(1)[1:] if re.match('[一二三四五六七八九十]+、', row[2])]
        self.assertEqual((len(classes), classes[-1]), (24, '二十四、抗疫特别国债安排的支出'))
        opening = [row[0] for row in self.rows(4)]
        at = opening.index('年初财政拨款结转和结余')
        self.assertEqual([row.strip('　 ') for row in opening[at + 1:at + 4]],
                         ['一、一般公共预算财政拨款', '二、政府性基金预算财政拨款', '三、国有资本经营预算财政拨款'])
        items = self.rows(6)[1:]
        self.assertEqual((sum(bool(row[0]) for row in items), sum(bool(row[3]) for row in items)), (27, 38))
        self.assertEqual(items[-1][1::3], ['人员经费合计', '公用经费合计'])
        self.assertEqual(self.rows(5)[-1][1], '合计')
        self.assertEqual(self.rows(2)[1][1], '合计')

    def test_the_pdf_is_the_form_line_by_line(self):
        self.assertEqual(self.build('--to', 'pdf').status, 0)
        text = tool('pdftotext', '-layout', self.pdf(), '-')
        pages = [re.sub(r'^ *示例 *$', '', page, flags=re.M) for page in text.split('\f')]
        front = re.sub(r'\s', '', ''.join(page for page in pages[1:4] if re.search(r'^ *[ivx]+ *$', page, re.M)))
        listed = re.sub(r'…+\d+', '\n', front.split('目录')[1]).split('\n')
        self.assertEqual([line for line in listed if line.strip('ivx')], [entry.replace('　', '') for entry in CONTENTS])
        at = next(i for i, page in enumerate(pages) if '二、部门决算单位构成' in page and '…' not in page)
        lines = [re.sub(r'\s+', ' ', line).strip() for line in pages[at].splitlines()]
        self.assertIn('序号 单位名称 备注', lines)  # the units are a table of the text, without a title and a unit
        self.assertIn(f'1 {NAME}（本级）', lines)
        self.assertFalse(any(line.startswith('单位：') or line == '决算单位' for line in lines))
        # A set's own rows: those that a department leaves out stand there all the same, in the form's order.
        table = next((self.project / 'tables').glob('01-*.csv'))
        rows = table.read_text('utf-8-sig').splitlines()
        table.write_text('\n'.join(row for row in rows if '外交' not in row and '国防' not in row).replace('十、节能', '节能') + '\n', 'utf-8')
        self.assertEqual(self.build('--to', 'pdf').status, 0)
        text = tool('pdftotext', '-layout', self.pdf(), '-')
        classes = re.findall(r'([一二三四五六七八九十]+)、\S+支出(?:\s|$)', text.split('收入支出决算总表\n')[1].split('本年支出合计')[0])
        self.assertEqual(len(classes), 24, classes)

    def test_notes_and_sentences_of_empty_tables(self):
        page = self.text_of(''.join(self.pages().values()))
        for note in NOTES.values():
            self.assertIn(note, page)
        for kind, number in (('政府性基金预算', 8), ('国有资本经营预算', 9)):
            self.assertIn(f'{NOTES[number]}说明：{NAME}本年度没有{kind}财政拨款收入和支出，故本表无数据。', page)

    def test_terms(self):
        text = self.section(4).read_text('utf-8')
        self.assertEqual(re.findall('^[一二三四五六七八九十]+、(.+?)：', text, re.M), TERMS)

    def test_what_is_not_there_is_said_in_the_forms_words(self):
        for name in ('财政拨款“三公”经费支出决算表',):
            file = next((self.project / 'tables').glob(f'*-{name}.csv'))
            head = file.read_text('utf-8-sig').splitlines()[0]
            file.write_text(head + '\n' + ','.join(['0'] * 12) + '\n', 'utf-8')
        result = gongkai('check', self.project)
        self.assertNotIn('mention-missing', result.rules())
        self.edit(self.section(3), '无“三公”经费财政拨款支出', '没有“三公”经费')
        result = gongkai('check', self.project)
        self.assertIn(f'{NAME}2024年度无“三公”经费财政拨款支出', result.first('mention-missing')['message'])

    def test_a_unit_has_the_same_form_by_its_own_name(self):
        unit = self.work / 'unit'
        gongkai('new', unit, '--example', '--template', 'unit-accounts', '--table-set', 'shanghai', **YEAR)
        result = gongkai('build', '--strict', '--to', 'html', unit, '-o', self.out)
        self.assertEqual((result.status, result.err), (0, ''))
        text = self.text_of((self.out / 'index.html').read_text('utf-8'))
        for heading in (f'{NAME}概况', '机构设置', f'{NAME}2024年度单位决算表', f'{NAME}2024年度单位决算情况说明'):
            self.assertIn(heading, text)


# Sets of tables that other provinces publish, as those of the national one in other words and orders: label, then the
# table of the national set and, where it differs, its title.
NATIONAL = ['收入支出决算总表', '收入决算表', '支出决算表', '财政拨款收入支出决算总表', '一般公共预算财政拨款支出决算表',
            '一般公共预算财政拨款基本支出决算明细表', '政府性基金预算财政拨款收入支出决算表', '国有资本经营预算财政拨款支出决算表',
            '财政拨款“三公”经费支出决算表']
SETS = {
    '广西': ('表{一}：', [*((name, None) for name in NATIONAL[:8]), (NATIONAL[8], '财政拨款安排的“三公”经费支出决算表')]),
    '甘肃': ('公开{00}表', [*((name, None) for name in NATIONAL[:5]), (NATIONAL[5], '一般公共预算财政拨款基本支出决算表'),
                            *((name, None) for name in NATIONAL[6:])]),
    '辽宁': ('表{0}', [*((name, None) for name in NATIONAL[:6]), (NATIONAL[8], None), (NATIONAL[6], None), (NATIONAL[7], None)]),
    '临湘': ('', [(name, '{department-short}{year}年' + name) for name in NATIONAL]),
}


class Provinces(ProjectTest):
    """Sets written in YAML alone, from the tables of another."""

    def setUp(self):
        super().setUp()
        folder = self.work / '各省'
        folder.mkdir()
        lines = ['extends: department-accounts', 'name: provinces', 'table-sets:']
        for name, (label, tables) in SETS.items():
            lines += [f'  {name}:', f'    label: "{label}"', '    tables:']
            lines += [f'      - {{ from: national/{table}' + (f', title: "{title}"' if title else '') + ' }' for table, title in tables]
        (folder / 'template.yaml').write_text('\n'.join(lines) + '\n', 'utf-8')

    def test_the_template_is_clean(self):
        result = gongkai('template', 'check', './各省', '--strict', cwd=self.work, **YEAR)
        self.assertEqual((result.status, result.err), (0, ''))
        self.assertIn('12 table sets', result.out)

    def test_tables_stand_in_the_published_order_under_their_labels_and_titles(self):
        for name, (label, tables) in SETS.items():
            with self.subTest(set=name):
                project, out = self.work / name, self.work / f'{name}-out'
                gongkai('new', project, '--example', '--template', './各省', '--table-set', name, cwd=self.work, **YEAR)
                manifest = project / 'gongkai.yaml'
                self.edit(manifest, 'unit-kind:', 'department-short: 区政务局\nunit-kind:')
                self.assertEqual(gongkai('build', '--strict', '--to', 'data', project, '-o', out).status, 0)
                package = json.loads((out / 'datapackage.json').read_text('utf-8'))
                titles = [resource['title'] for resource in package['resources']]
                wanted = [(title or table).replace('{department-short}{year}', '区政务局2024') for table, title in tables]
                self.assertEqual(titles[:9], wanted)
                labels = [label.replace('{一}', han).replace('{00}', f'0{i}').replace('{0}', str(i))
                          for i, han in enumerate('一二三四五六七八九', 1)]
                self.assertEqual([resource['sources'][0]['title'].split(' ')[-1] for resource in package['resources'][:9] if label], labels if label else [])


if __name__ == '__main__':
    unittest.main()
