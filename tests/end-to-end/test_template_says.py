"""What a template can say of a form, by YAML alone: each shape that published documents have, built and read back."""
import pathlib
import re
import shutil
import tempfile
import unittest

from harness import gongkai, tool

YEAR = {'SOURCE_DATE_EPOCH': '1741600000'}  # in March 2025
MANIFEST = 'template: {template}\ntable-set: {table-set}\nyear: {last-year}\ndepartment: 示例市示例局\ntitle: {last-year}年度部门决算\n'
TABLES = 'tables:\n  - from: national/收入决算表\n  - { name: 国有资产占用情况表, columns: [项目, 数量] }\n'


class TemplateSays(unittest.TestCase):
    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-test-'))
        self.addCleanup(shutil.rmtree, self.work)
        self.template = self.work / '省'
        self.project = self.work / 'project'
        (self.template / 'sets').mkdir(parents=True)

    def write(self, name, text):
        path = self.template / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, 'utf-8')

    def begin(self, form, sections=None, manifest='', tables=None, more=''):
        """A template that is a form alone, and a project of it."""
        self.write('template.yaml', 'extends: department-accounts\nname: own\nstarter: own\noffers: [form]\n' + more)
        self.write('sets/form.yaml', 'sections: []\ntold-tables: []\n' + form)
        self.write('starter/gongkai.yaml', MANIFEST + manifest)
        for name, text in (sections or {'1.md': '# 概况\n\n文字。\n'}).items():
            self.write(f'starter/sections/{name}', text)
        for name, text in (tables or {}).items():
            self.write(f'starter/tables/{name}.csv', text)
        shutil.rmtree(self.project, ignore_errors=True)
        result = gongkai('new', self.project, '--example', '--template', './省', cwd=self.work, **YEAR)
        self.assertEqual((result.status, result.err), (0, ''))
        # Its rows are no example of this template any more, so that the project may have them.
        shutil.rmtree(self.template / 'starter' / 'tables', ignore_errors=True)
        own = self.project / 'gongkai.yaml'
        own.write_text(re.sub('^example: true.*\n', '', own.read_text('utf-8'), flags=re.M), 'utf-8')

    def build(self, *arguments):
        return gongkai('build', self.project, *arguments, cwd=self.work, **YEAR)

    def told(self):
        return self.build().rules() - {'table-note-missing'}  # the tables of these tests are empty

    def text(self, *arguments):
        result = self.build(*arguments)
        self.assertEqual(result.status, 0, result.err)
        self.found = result.rules()
        return tool('pdftotext', '-layout', next((self.project / 'out').glob('*.pdf')), '-')

    def lines(self, *arguments):
        return [' '.join(line.split()) for line in self.text(*arguments).splitlines() if line.strip()]

    def site(self, name='document.html'):
        return (self.project / 'out' / name).read_text('utf-8')

    # ---- around the text

    def test_lines_under_the_title_and_the_contents(self):
        self.begin('title-lines: [监督索引号, { name: 公开, text: "公开时间：{date}", under: contents }, { name: 审签情况, optional: true }]\n' + TABLES,
                   manifest='date: 2025-08-30\ntitle-lines: { 监督索引号: "5329000123" }\n')
        lines = self.lines()
        at = lines.index('监督索引号：5329000123')
        self.assertEqual(lines[at - 1], '2024年度部门决算')
        self.assertEqual(lines[lines.index('目录') + 1], '公开时间：2025年8月30日')
        self.assertFalse(any('审签情况' in line for line in lines))
        for page in ('index.html', 'document.html', 'fragment.html'):
            self.assertIn('监督索引号：5329000123', self.site(page))

    def test_a_line_that_the_manifest_does_not_give(self):
        self.begin('title-lines: [批复时间]\n' + TABLES)
        self.assertEqual(self.told(), {'title-line-missing'})
        self.assertIn('批复时间：【？】', self.text('--draft'))
        self.begin(TABLES, manifest='title-lines: { 批复时间: 2025年8月 }\n')
        self.assertEqual(self.told(), {'value-invalid'})
        self.begin('title-lines: [批复时间]\n' + TABLES, manifest='title-lines: { 批准时间: 2025年8月 }\n')
        self.assertEqual(self.told(), {'title-line-missing', 'key-unknown'})

    def test_contents_without_page_numbers_with_a_note(self):
        self.begin('contents: { page-numbers: false, levels: 1, note: "注：{year}年度金额单位转换时存在尾差。" }\n' + TABLES,
                   {'1.md': '# 概况\n\n## 职责\n\n文字。\n'})
        lines = self.lines()
        contents = lines[lines.index('目录') + 1:]
        self.assertEqual(contents[0], '第一部分 概况')
        self.assertEqual(contents[2], '注：2024年度金额单位转换时存在尾差。')
        self.assertIn('注：2024年度金额单位转换时存在尾差。', self.site('index.html'))
        self.begin(TABLES)
        lines = self.lines()
        self.assertRegex(lines[lines.index('目录') + 1], '^第一部分 概况 ?…+ ?1$')

    def test_charts_with_numbered_captions(self):
        chart = '```chart\n标题: {}\n甲: 1万元\n乙: 2万元\n```\n'
        self.begin('chart-label: "图{0}："\n' + TABLES, {'1.md': '# 概况\n\n' + chart.format('收入结构（柱状图）') + '\n' + chart.format('支出结构（饼状图）')})
        text = self.text()
        self.assertIn('图1：收入结构（柱状图）', text)
        self.assertLess(text.index('单位：万元'), text.index('图1：收入结构'))
        self.assertIn('图2：支出结构（饼状图）', text)
        self.assertIn('图2：支出结构（饼状图）', self.site())

    def test_part_numbers_with_a_colon_and_circles(self):
        self.begin('numbering: [{ pattern: "第{一}部分：", role: part }, { pattern: "{①}", role: heading-1 }]\n' + TABLES,
                   {'1.md': '# 概况\n\n## 职责\n\n文字。\n'})
        lines = self.lines()
        self.assertIn('第一部分：概况', lines)
        self.assertIn('①职责', lines)

    # ---- tables

    def test_tables_before_the_text_with_a_text_among_them(self):
        self.begin('contents-label: "{一}、"\n' + TABLES,
                   {'1-表.md': '# 决算表\n\n```tables\n```\n\n## 关于空表的说明\n\n本部门无政府性基金。\n', '2-说明.md': '# 情况说明\n\n文字。\n'})
        lines = self.lines()
        contents = [line.split('…')[0].strip() for line in lines[lines.index('目录') + 1:]]
        self.assertEqual(contents[:5], ['第一部分 决算表', '一、收入决算表', '二、国有资产占用情况表', '三、关于空表的说明', '第二部分 情况说明'])
        self.assertGreater(lines.index('三、关于空表的说明'), lines.index('国有资产占用情况表'))

    def test_a_number_typed_after_tables_goes_on(self):
        self.begin('contents-label: "{一}、"\n' + TABLES, {'1.md': '# 决算表\n\n```table 表1\n```\n\n```table 表2\n```\n\n## 四、说明\n\n文字。\n'})
        self.assertEqual(self.told(), {'heading-number'})
        self.assertIn('“三、” is next', self.build().err)

    def test_tables_that_are_attached(self):
        form = 'tables-in: attachment\ncontents-label: "{一}、"\nwording: { tables-part: 决算报表, tables-attached: "报表详见附件：{department}决算公开报表" }\n'
        self.begin(form + TABLES)
        lines = self.lines('--to', 'pdf,html,xlsx')
        self.assertEqual(lines[lines.index('决算报表'):][:4],
                         ['决算报表', '一、收入决算表', '二、国有资产占用情况表', '报表详见附件：示例市示例局决算公开报表'])
        self.assertFalse(any('单位：万元' in line for line in lines))
        self.begin(form + TABLES, {'1.md': '# 部门决算报表\n\n```tables\n```\n\n# 说明\n\n文字。\n'})
        lines = self.lines()
        self.assertIn('报表详见附件：示例市示例局决算公开报表', lines)
        self.assertNotIn('决算报表', lines)

    def test_a_document_without_tables(self):
        self.begin('tables-in: none\nwording: { tables-part: 决算报表 }\n' + TABLES)
        text = self.text('--to', 'pdf')
        self.assertNotIn('决算报表', text)
        self.assertNotIn('收入决算表', text)

    def test_tables_that_stand_elsewhere_are_data_all_the_same(self):
        for place in ('attachment', 'none'):
            self.begin(f'tables-in: {place}\n' + TABLES)
            (self.project / 'tables/附加表.csv').write_text('项目,金额\n甲,1.00\n', 'utf-8')
            self.assertEqual(self.build().status, 0)
            made = {str(file.relative_to(self.project / 'out')) for file in (self.project / 'out').rglob('*')}
            self.assertLessEqual({'tables.xlsx', 'datapackage.json', 'tables/table-01.csv', 'tables/table-02.xlsx', 'tables/table-own-1.csv'}, made)
            shutil.rmtree(self.project / 'out')
            result = self.build('--to', 'xlsx')
            self.assertEqual((result.status, result.rules() - {'table-note-missing'}), (0, set()), result.err)

    def test_names_of_tables_with_year_and_marks(self):
        self.begin('label: "表{一}："\ntable-title: "《{department}{year}年{0}》"\n' + TABLES + '  - { name: 附表, title: 自己的名称, label: 公开表1-1, contents-label: "1-1 ", columns: [项目, 数] }\n')
        lines = self.lines()
        text = '\n'.join(lines).replace(' ', '')
        for line in ('表一：', '《示例市示例局2024年收入决算表》', '公开表1-1', '自己的名称'):
            self.assertIn(f'\n{line}\n', text)
        self.assertIn('\n《示例市示例局2024年国有资产占用情况表》…', text)
        self.assertIn('\n1-1自己的名称…', text)

    def test_assumed_columns_are_told_each_time(self):
        self.begin('tables:\n  - { from: national/收入决算表, columns: assumed }\n  - { name: 甲表, columns: [项目, 数], assumed: true }\n  - { from: form/甲表, name: 乙表 }\n  - { from: form/甲表, name: 丙表, assumed: false }\n')
        for _ in range(2):
            result = self.build()
            self.assertEqual([finding['rule'] for finding in result.findings if finding['rule'] != 'table-note-missing'], ['columns-assumed'])
            self.assertIn('the columns of 3 tables of the set “form” are assumed', result.err)
        result = gongkai('template', 'check', './省', cwd=self.work, **YEAR)
        self.assertEqual((result.status, result.rules()), (0, {'table-note-missing'}))
        self.assertIn('form: the columns of 3 of its 4 tables are assumed\n', result.out)

    def test_lists_merged(self):
        basic = 'tables:\n  - { from: national/一般公共预算财政拨款基本支出决算明细表, merge: { 公用经费: [公用经费, 公用经费（续）] } }\n'
        rows = '人员经费/科目编码,人员经费/科目名称,人员经费/决算数,公用经费/科目编码,公用经费/科目名称,公用经费/决算数\n301,工资福利支出,1.00,302,商品和服务支出,2.00\n,人员经费合计,1.00,,公用经费合计,2.00\n'
        self.begin(basic, tables={'一般公共预算财政拨款基本支出决算明细表': rows})
        header = (self.project / 'tables' / '01-一般公共预算财政拨款基本支出决算明细表.csv').read_text('utf-8-sig').splitlines()[0]
        self.assertEqual(header, rows.splitlines()[0])
        self.assertIn('人员经费合计 1.00 公用经费合计 2.00', self.lines())
        self.write('sets/form.yaml', basic.replace('公用经费（续）] }', '没有的] }'))
        self.assertIn('has no list “没有的”', self.build().err)

    def test_a_section_that_is_not_asked_for_has_no_heading(self):
        for name in ('甲', '乙', '丙'):
            self.write(f'starter/texts/{name}.md', f'{name}的文字。\n')
        self.write('starter/texts/块.md', '~~~when 年度 > 1\n块的文字。\n~~~\n')
        sections = ('sections:\n  - { name: 概况, text: 甲, parts: [{ name: 单位构成, text: 乙, when: 所属单位数 > 0 }, { name: 机构设置, text: 块, when: 所属单位数 = 0 }] }\n'
                    '  - { name: 医院情况, when: 年度 = 1999, text: 丙, parts: [{ name: 床位, text: 乙, when: 年度 > 1 }] }\n')
        self.write('template.yaml', 'extends: department-accounts\nname: own\nstarter: own\noffers: [form]\n')
        self.write('sets/form.yaml', sections + 'told-tables: []\n' + TABLES)
        self.write('starter/gongkai.yaml', MANIFEST)
        self.assertEqual(gongkai('new', self.project, '--example', '--template', './省', cwd=self.work, **YEAR).status, 0)
        text = ' '.join(self.lines())
        for shown in ('机构设置', '块的文字。', '甲的文字。'):
            self.assertIn(shown, text)
        for unasked in ('单位构成', '医院情况', '床位', '丙的文字', '乙的文字'):
            self.assertNotIn(unasked, text)

    def test_shared_texts_say_the_unit_of_the_set(self):
        self.write('starter/texts/甲.md', '共`= 年度`{unit}，按{unit}计。\n')
        for unit in ('元', '万元'):
            shutil.rmtree(self.project, ignore_errors=True)
            self.write('template.yaml', 'extends: department-accounts\nname: own\nstarter: own\noffers: [form]\n')
            self.write('sets/form.yaml', f'unit: {unit}\nsections: [{{ name: 概况, text: 甲 }}]\ntold-tables: []\n{TABLES}')
            self.write('starter/gongkai.yaml', MANIFEST)
            self.assertEqual(gongkai('new', self.project, '--example', '--template', './省', cwd=self.work, **YEAR).status, 0)
            self.assertIn(f'`{unit}，按{unit}计', next((self.project / 'sections').iterdir()).read_text('utf-8'))

    def test_rows_that_sets_share_say_their_unit(self):
        """Rows that are counted in 万元 beside a set that counts in 元 stay as they are, and say so."""
        for unit, line in (('元', '单位：万元'), ('万元', None)):
            with self.subTest(unit=unit):
                self.begin(f'unit: {unit}\ntables:\n  - {{ name: 收支表, columns: [项目, 金额] }}\n', manifest='unit: 万元\n',
                           tables={'收支表': '项目,金额\n一、收入,12.34\n合计,12.34\n'})
                first = (self.project / 'tables' / '01-收支表.csv').read_text('utf-8-sig').splitlines()[0]
                self.assertEqual(first, line or '项目,金额')
                self.assertIn('123400' if unit == '元' else '12.34', ''.join(self.lines()))

    def test_a_starter_of_its_own_goes_on_in_what_extends_it(self):
        self.begin(TABLES)
        child = self.work / '市'
        child.mkdir()
        (child / 'template.yaml').write_text('extends: ../省\nname: child\n', 'utf-8')
        result = gongkai('new', self.work / 'of-child', '--example', '--template', './市', cwd=self.work, **YEAR)
        self.assertEqual((result.status, result.err), (0, ''))
        self.assertEqual([path.name for path in (self.work / 'of-child' / 'sections').iterdir()], ['1.md'])

    def test_marks_of_texts(self):
        """{year} is filled in as it is in names; what nothing fills in is told at its place."""
        self.begin(TABLES, sections={'1.md': '# 概况\n\n{department}{year}年，比{last-year}年好，{blank: 说明 | 甲}。\n'})
        self.assertIn('示例市示例局2024年，比2023年好，甲。', ''.join(self.lines()).replace(' ', ''))
        self.write('starter/sections/1.md', '# 概况\n\n`= {收入.本年合计}`，{yaer}年。\n')
        result = gongkai('new', self.work / 'other', '--template', './省', cwd=self.work, **YEAR)
        self.assertEqual([(f['file'], f['line'], f['rule']) for f in result.findings], [('starter/sections/1.md', '3', 'value-invalid')])

    def test_a_kind_of_unit_is_a_figure(self):
        """机构类型: “医院” is a text that conditions compare."""
        for kind in ('医院', '学校'):
            self.begin(TABLES, manifest=f'figures:\n  机构类型: “{kind}”\n')
            self.write('sets/form.yaml', 'sections: [{ name: 概况, parts: [{ name: 医疗情况, required: true, when: 机构类型 = “医院” }] }]\ntold-tables: []\n' + TABLES)
            self.assertEqual(self.told(), {'section-required'} if kind == '医院' else set())
        self.begin(TABLES, manifest='figures:\n  收入: “其他数据[收入]”\n')
        self.assertEqual(self.told(), {'yaml-syntax'})

    def test_words_that_only_contain_a_replaced_one_stay(self):
        self.write('template.yaml', 'extends: ../底\nname: own\nreplace: { 部门: 医院, 职能部门: 科室 }\nstarter: shared\noffers: [form]\n')
        base = self.work / '底'
        (base / 'starter' / 'sections').mkdir(parents=True)
        (base / 'template.yaml').write_text('extends: department-accounts\nname: base\nstarter: own\noffers: [form]\n', 'utf-8')
        (base / 'sets').mkdir()
        (base / 'sets' / 'form.yaml').write_text('sections: []\ntold-tables: []\n' + TABLES, 'utf-8')
        (base / 'starter' / 'gongkai.yaml').write_text(MANIFEST, 'utf-8')
        (base / 'starter' / 'sections' / '1.md').write_text('# 部门概况\n\n`= 部门全称`本部门按财政部门、有关部门和职能部门的要求填报。\n', 'utf-8')
        result = gongkai('new', self.project, '--example', '--template', './省', cwd=self.work, **YEAR)
        self.assertEqual((result.status, result.err), (0, ''))
        text = (self.project / 'sections' / '1.md').read_text('utf-8')
        self.assertEqual(text, '# 医院概况\n\n`= 部门全称`本医院按财政部门、有关部门和科室的要求填报。\n')

    def test_lists_merged_keep_the_example_rows_of_all(self):
        rows = '甲/项目,甲/数,乙/项目,乙/数,丙/项目,丙/数\n一,1.00,三,3.00,五,5.00\n二,2.00,四,4.00,六,6.00\n甲合计,3.00,乙丙合计,18.00,,\n'
        amounts = '[{ name: 项目, kind: name }, 数]'
        form = ('tables:\n  - { name: 甲表, lists: [{ name: 甲, columns: %s }, { name: 乙, columns: %s }, { name: 丙, columns: %s }] }\n'
                '  - { from: form/甲表, name: 乙表, merge: { 其余: [乙, 丙] }, total-names: [甲合计, 乙丙合计] }\n' % (amounts, amounts, amounts))
        self.begin(form, tables={'甲表': rows})
        self.assertEqual((self.project / 'tables' / '01-甲表.csv').read_text('utf-8-sig').splitlines(), rows.splitlines())
        self.assertEqual((self.project / 'tables' / '02-乙表.csv').read_text('utf-8-sig').splitlines(),
                         ['甲/项目,甲/数,其余/项目,其余/数', '一,1.00,三,3.00', '二,2.00,四,4.00', ',,五,5.00', ',,六,6.00', '甲合计,3.00,乙丙合计,18.00'])

    FORM = '''tables:
  - from: national/收入支出决算总表
    drop: [行次]
    rows:
      - [一、一般公共预算财政拨款收入, 一、一般公共服务支出]
      - [二、上级补助收入, 二、外交支出]
      - [~, 三、国防支出]
      - [本年收入合计, 本年支出合计]
      - [年初结转和结余, 年末结转和结余]
      - [总计, 总计]
'''
    ROWS = ('收入/项目,收入/决算数,支出/项目,支出/决算数\n一般公共预算财政拨款收入,3.00,国防支出,2.00\n,,十、其他支出,1.00\n'
            '本年收入合计,3.00,本年支出合计,3.00\n总计,3.00,总计,3.00\n')

    def rows_of(self, form, rows):
        self.begin(form, tables={'收入支出决算总表': rows})
        lines = self.lines('--to', 'pdf')
        at = next(i for i, line in enumerate(lines) if line.startswith('项目 决算数'))
        return lines[at + 1:next(i for i, line in enumerate(lines) if line.startswith('总计')) + 1]

    def test_rows_of_the_form(self):
        self.assertEqual(self.rows_of(self.FORM, self.ROWS),
                         ['一、一般公共预算财政拨款收入 3.00 一、一般公共服务支出', '二、上级补助收入 二、外交支出', '三、国防支出 2.00', '十、其他支出 1.00',
                          '本年收入合计 3.00 本年支出合计 3.00', '年初结转和结余 年末结转和结余', '总计 3.00 总计 3.00'])
        self.assertEqual(self.found, {'row-extra'})

    def test_rows_without_amounts_left_out(self):
        self.assertEqual(self.rows_of(self.FORM.replace('    rows:', '    blank-rows: drop\n    rows:'), self.ROWS.replace(',,十、其他支出,1.00\n', '').replace('国防支出,2.00', '国防支出,3.00')),
                         ['一、一般公共预算财政拨款收入 3.00 三、国防支出 3.00', '本年收入合计 3.00 本年支出合计 3.00', '总计 3.00 总计 3.00'])
        self.assertEqual(self.found, set())

    def test_an_open_line_of_the_form(self):
        self.begin('tables:\n  - { from: national/收入决算表, drop: [上级补助收入], rows: [合计, …] }\n',
                   tables={'收入决算表': '科目编码,科目名称,本年收入合计,财政拨款收入\n201,一般公共服务支出,1.00,1.00\n20101,人大事务,1.00,1.00\n,合计,1.00,1.00\n'})
        lines = self.lines('--to', 'pdf')
        at = lines.index('合计 1.00 1.00')
        self.assertIn('201 ', ' '.join(lines[at + 1:at + 4]))
        self.assertNotIn('201 ', ' '.join(lines[at - 3:at]))

    def test_a_form_begins_the_file(self):
        self.begin(self.FORM)
        csv = (self.project / 'tables' / '01-收入支出决算总表.csv').read_text('utf-8-sig').splitlines()
        self.assertEqual(csv[:4], ['收入/项目,收入/决算数,支出/项目,支出/决算数', '一、一般公共预算财政拨款收入,,一、一般公共服务支出,', '二、上级补助收入,,二、外交支出,', ',,三、国防支出,'])
        text = self.text()
        self.assertIn('三、国防支出', text)

    def test_a_table_within_the_text(self):
        self.begin(TABLES, {'1.md': '# 概况\n\n纳入的单位：\n\n```table 决算单位\ntitle: false\n```\n'})
        (self.project / 'tables' / '决算单位.csv').write_text('序号,单位名称,备注\n1,示例局（本级）,\n2,示例中心,\n', 'utf-8')
        lines = self.lines()
        self.assertIn('1 示例局（本级）', lines)
        self.assertFalse(any(line.startswith('决算单位') for line in lines))

    # ---- numbers

    def test_thousands_rates_and_a_zero_base(self):
        form = 'thousands: true\nunit: 元\nprose: { ratio-decimals: 1, thousands: true, keep-zeros: true }\nwording: { zero-base: "--（基数为0，不可比）" }\n' + TABLES
        self.begin(form, {'1.md': '# 概况\n\n收入`= 收入决算表[合计, 本年收入合计]`元，增长`= 增幅(收入决算表[合计, 本年收入合计], 1000000元)`，其他收入增长`= 增幅(收入决算表[合计, 其他收入], 0元)`。\n'},
                   manifest='unit: 元\n', tables={'收入决算表': '科目编码,科目名称,本年收入合计,财政拨款收入,其他收入\n201,一般公共服务支出,1234567.50,1234000.00,567.50\n,合计,1234567.50,1234000.00,567.50\n'})
        text = ''.join(self.lines())
        self.assertIn('收入1,234,567.50元，增长23.5%', text.replace(' ', ''))
        self.assertIn('--（基数为0，不可比）', text)

    def test_column_numbers_and_line_numbers_or_none(self):
        self.begin('tables:\n  - { from: national/收入决算表, column-numbers: false }\n  - { from: national/收入支出决算总表, drop: [行次] }\n')
        text = self.text()
        self.assertNotIn('栏次', text)
        self.assertNotIn('行次', text)

    def test_what_an_empty_table_tells_of(self):
        self.begin('tables:\n  - { name: 收入决算表（按单位列示）, columns: [单位名称, 合计] }\n  - { name: 收支预算总表, columns: [项目, 数] }\n')
        lines = self.lines()
        self.assertIn('本部门本年度无收入决算，故本表无数据。', lines)
        self.assertIn('本部门本年度无收支预算，故本表无数据。', lines)

    def test_the_note_and_the_sentence_of_an_empty_table(self):
        for first, order in (('note', ['注：甲。', '说明：示例市示例局没有收入，故本表无数据。']), ('empty-note', ['说明：示例市示例局没有收入，故本表无数据。', '注：甲。'])):
            self.begin(f'first-note: {first}\nwording: {{ empty-note: "说明：{{department}}没有{{0}}，故本表无数据。" }}\ntables:\n'
                       '  - { name: 收入总表, columns: [项目, 数], note: 注：甲。 }\n')
            lines = self.lines()
            self.assertEqual([line for line in lines if line in order], order)

    # ---- sets and account items

    def test_a_set_in_a_file_of_its_own_takes_from_others(self):
        self.write('sets/甲.yaml', 'tables:\n  - { name: 甲表, columns: [项目, 数] }\n')
        self.begin('tables:\n  - { from: 甲/甲表, name: 乙表 }\n')
        self.assertIn('乙表', self.text())
        result = gongkai('new', self.work / 'other', '--template', './省', '--table-set', '甲', cwd=self.work, **YEAR)
        self.assertIn('it has: form', result.err)

    def test_a_set_that_cannot_be_read_is_one_fault(self):
        self.begin(TABLES)
        self.write('sets/form.yaml', 'tables: [ "甲\n')
        self.assertEqual([finding['rule'] for finding in self.build().findings], ['yaml-syntax'])

    def test_account_items_by_year(self):
        self.write('科目/旧.csv', '科目编码,科目名称\n201,一般公共服务\n')
        self.write('科目/新.csv', '科目编码,科目名称\n201,一般公共服务支出\n')
        table = '科目编码,科目名称,本年收入合计,财政拨款收入\n201,{},1.00,1.00\n,合计,1.00,1.00\n'
        for name, found in (('一般公共服务支出', None), ('一般公共服务', '“一般公共服务” is what 201 was called in a year before'), ('公共服务', 'the name of 201 is not “公共服务”')):
            self.begin(TABLES, tables={'收入决算表': table.format(name)}, more='accounts: { 2020: ./科目/旧.csv, 2023: ./科目/新.csv }\n')
            err = self.build().err
            self.assertEqual('code-name' in err, found is not None)
            self.assertIn(found or '', err)
        (self.project / '自己的.csv').write_text('科目编码,科目名称\n201,公共服务\n', 'utf-8')
        with open(self.project / 'gongkai.yaml', 'a', encoding='utf-8') as stream:
            stream.write('accounts: { 2024: 自己的.csv }\n')
        self.assertNotIn('code-name', self.build().rules())

    def test_account_items_that_are_not_there(self):
        self.begin(TABLES)
        for accounts in ('{ 2020: ./没有.csv }', '{ 今年: ./没有.csv }', './没有'):
            self.write('template.yaml', f'extends: department-accounts\nname: own\nstarter: own\noffers: [form]\naccounts: {accounts}\n')
            self.assertEqual(self.told(), {'value-invalid'})

    def test_figures_that_touch(self):
        self.begin(TABLES, {'1.md': '# `= 部门全称``= 年度`年度概况\n\n`= 年度``= 上年度`与`= 年度` `= 年度`。\n'})
        lines = self.lines()
        self.assertIn('第一部分 示例市示例局2024年度概况', [line.replace(' 2024', '2024') for line in lines])
        self.assertIn('20242023', ''.join(lines))
        (self.project / 'sections' / '1.md').write_text('# 概况\n\n`= 年度``= 没有的`。\n', 'utf-8')
        finding = self.build().first('figure-unknown-name')
        self.assertEqual((finding['line'], finding['column']), ('3', '10'))


if __name__ == '__main__':
    unittest.main()
