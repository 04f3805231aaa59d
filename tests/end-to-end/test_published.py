"""Every set of tables and every order of parts that published documents were seen to have (published_forms.txt): a template by
YAML alone says it, is clean, and its document's contents are the published ones, name for name."""
import pathlib
import re
import shutil
import tempfile
import unittest

from harness import gongkai, tool

YEAR = {'SOURCE_DATE_EPOCH': '1741600000'}  # in March 2025
FORMS = pathlib.Path(__file__).with_name('published_forms.txt')
DEPARTMENT = '示例市示例局'
# What a set's tables are made from, where the central departments have their like; the columns of the others are assumed.
BASES = {'accounts': {'收入支出决算总表': '收入支出决算总表', '收入支出决算表': '收入支出决算总表', '收入决算表': '收入决算表', '支出决算表': '支出决算表',
                      '财政拨款收入支出决算总表': '财政拨款收入支出决算总表', '财政拨款收入支出决算表': '财政拨款收入支出决算总表',
                      '一般公共预算财政拨款支出决算表': '一般公共预算财政拨款支出决算表',
                      '一般公共预算财政拨款基本支出决算表': '一般公共预算财政拨款基本支出决算明细表',
                      '一般公共预算财政拨款基本支出决算明细表': '一般公共预算财政拨款基本支出决算明细表',
                      '政府性基金预算财政拨款收入支出决算表': '政府性基金预算财政拨款收入支出决算表',
                      '国有资本经营预算财政拨款支出决算表': '国有资本经营预算财政拨款支出决算表',
                      '财政拨款“三公”经费支出决算表': '财政拨款“三公”经费支出决算表'},
         'budget': {'部门收支总表': '部门收支总表', '收支总表': '部门收支总表', '部门收入总表': '部门收入总表', '收入总表': '部门收入总表',
                    '部门支出总表': '部门支出总表', '支出总表': '部门支出总表', '财政拨款收支总表': '财政拨款收支总表',
                    '一般公共预算支出表': '一般公共预算支出表', '一般公共预算基本支出表': '一般公共预算基本支出表'}}
NUMBERS = '零一二三四五六七八九十'


def han(number):
    return NUMBERS[number] if number <= 10 else '十' + NUMBERS[number - 10] if number < 20 else '二十'


def forms():
    """(kind, name, what the template says besides, names) of each."""
    found = []
    for line in FORMS.read_text('utf-8').splitlines():
        match = re.match(r'== (\w+) (\S+) ?(.*)$', line)
        if match:
            found.append((match[1], match[2], match[3], []))
        elif line and not line.startswith('#'):
            found[-1][3].extend(line.split('｜'))
    return found


def said(options):
    """What a form's line says as keys of a set, and those that are this test's own."""
    own, rest = {}, []
    for part in re.findall(r'[\w-]+: (?:"[^"]*"|\{(?:"[^"]*"|[^}"])*\}|\[(?:[^\]"]|"[^"]*")*\]|[^,]+)', options):
        key, value = part.split(': ', 1)
        if key in ('kind', 'after'):
            own[key] = value
        else:
            rest.append(part)
    return own, ''.join(part + '\n' for part in rest)


def filled(text):
    return text.replace('{department}', DEPARTMENT).replace('{year}', '2024')


class Published(unittest.TestCase):
    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-test-'))
        self.addCleanup(shutil.rmtree, self.work)

    def contents(self, base, form, sections):
        """The lines of the contents of the document that a form makes, leaders and page numbers taken off."""
        template = self.work / '省'
        shutil.rmtree(template, ignore_errors=True)
        for path, text in {'template.yaml': f'extends: department-{base}\nname: own\nstarter: own\noffers: [form]\n',
                           'sets/form.yaml': 'told-tables: []\n' + form,
                           'starter/gongkai.yaml': f'template: {{template}}\ntable-set: {{table-set}}\nyear: 2024\ndepartment: {DEPARTMENT}\ntitle: 公开\n',
                           **{f'starter/sections/{i:02}.md': text for i, text in enumerate(sections, 1)}}.items():
            (template / path).parent.mkdir(parents=True, exist_ok=True)
            (template / path).write_text(text, 'utf-8')
        result = gongkai('template', 'check', './省', cwd=self.work, **YEAR)
        self.assertEqual((result.status, result.err), (0, ''))
        project = self.work / 'project'
        shutil.rmtree(project, ignore_errors=True)
        result = gongkai('new', project, '--example', '--template', './省', cwd=self.work, **YEAR)
        self.assertEqual((result.status, result.err), (0, ''))
        result = gongkai('build', project, '--to', 'pdf', cwd=self.work, **YEAR)
        self.assertEqual(result.status, 0, result.err)
        self.assertLessEqual(result.rules(), {'columns-assumed', 'line-forced'})
        return self.read(next((project / 'out').glob('*.pdf')))

    def read(self, pdf):
        pages = tool('pdftotext', '-layout', pdf, '-').split('\f')
        first = next(i for i, page in enumerate(pages) if re.search(r'^ *目 *录 *$', page, re.M))
        lines = []
        for page in pages[first:]:
            text = re.sub(r'^ *示例 *$', '', page, flags=re.M)
            if page is not pages[first] and not re.search(r'^ *[ivx]+ *$', text, re.M):
                break
            lines += [re.sub(r'\s', '', line) for line in text.splitlines()]
        entries, open_line = [], ''
        for line in lines:
            if line in ('', '目录') or re.fullmatch('[ivx]+', line):
                continue
            open_line += line
            if not re.search(r'(…+\d+|\d+)$', line) or '…' not in line and not re.search(r'[^\d]\d+$', line):
                continue
            entries.append(re.sub(r'…*\d+$', '', open_line))
            open_line = ''
        return entries

    def tables(self, base, names):
        text = 'tables:\n'
        for name in names:
            label = re.match('「(.*)」(.*)', name)
            bare = label[2] if label else name
            more = f', label: "{label[1].strip()}", contents-label: "{label[1]}"' if label else ''
            made = BASES[base].get(bare)
            columns = f'from: national/{made}' if made else 'assumed: true, columns: [项目, 金额]'
            text += f'  - {{ {columns}, name: {bare}, counterpart: ~, may-be-empty: true{more} }}\n'
        return text

    def expected_tables(self, form, names):
        title = re.search('^table-title: "(.*)"$', form, re.M)
        pattern = re.search('^contents-label: "(.*)"$', form, re.M)
        listed = []
        for i, name in enumerate(names, 1):
            label = re.match('「(.*)」(.*)', name)
            bare = label[2] if label else name
            number = label[1] if label else pattern[1].replace('{一}', han(i)).replace('{0}', str(i)) if pattern else ''
            listed.append(filled(number + (title[1].replace('{0}', bare) if title else bare)).replace(' ', ''))
        return listed

    def test_each_set_of_tables(self):
        for base, name, options, names in forms():
            if base == 'order':
                continue
            with self.subTest(set=name):
                own, form = said(options)
                sections = ['# 概况\n\n本部门各表均无数据。\n', '# 公开表\n\n```tables\n```\n']
                expected = ['第一部分概况', '第二部分公开表']
                if 'tables-in' not in form:
                    expected += self.expected_tables(form, names)
                if 'after' in own:
                    sections[1] += f"\n## {own['after']}\n\n以上各表均无数据。\n"
                    expected.append(f"{han(len(names) + 1)}、{own['after']}")
                numbering = '' if base == 'accounts' else 'numbering: [{ pattern: "第{一}部分", role: part }, { pattern: "{一}、", role: heading-1 }]\n'
                found = self.contents(base, 'sections: [{ name: 概况, amounts: free }, { name: 公开表 }]\n' + numbering + form + self.tables(base, names), sections)
                self.assertEqual(found, expected)

    def test_each_order_of_parts(self):
        for base, name, options, lines in forms():
            if base != 'order':
                continue
            with self.subTest(order=name):
                own, form = said(options)
                base = own.get('kind', 'accounts')
                self.order(base, form, lines)

    def order(self, base, form, lines):
        parts, sections, expected, spec = 0, [], [], 'sections:\n'
        names = [name for name in list(BASES[base])[:4] if BASES[base][name] == name]
        parts_named = 'numbering' not in form or '部分' in form
        numbers = '{1}.' in form and parts_named
        if 'numbering' not in form:
            form += 'numbering: [{ pattern: "第{一}部分", role: part }, { pattern: "{一}、", role: heading-1 }]\n'
        for line in lines:
            if line.startswith('+'):
                section += 1
                sections[-1] += f'## {written(line[1:])}\n\n文字。\n\n'
                number = f'{section}.' if numbers else f'{han(section)}、' if parts_named else f'（{han(section)}）'
                expected.append(number + filled(line[1:]))
                spec += f'      - {{ name: "{line[1:]}", required: true }}\n'
                continue
            parts, section, head = parts + 1, 0, line.removeprefix('T')
            sections.append(f'# {written(head)}\n\n' + ('```tables\n```\n\n' if line.startswith('T') else '文字。\n\n'))
            expected.append((f'第{han(parts)}部分' if parts_named else f'{han(parts)}、') + filled(head))
            follows = lines[lines.index(line) + 1:][:1]
            spec += f'  - {{ name: "{head}", required: true, amounts: free }}\n' if not (follows and follows[0].startswith('+')) else \
                f'  - name: "{head}"\n    required: true\n    amounts: free\n    parts:\n'
            if line.startswith('T'):
                expected += self.expected_tables(form, names)
        sections[0] += '本部门各表均无数据。\n'
        self.assertEqual(self.contents(base, spec + form + self.tables(base, names), sections), expected)

    def test_how_many_there_are(self):
        kinds = [form[0] for form in forms()]
        self.assertEqual((kinds.count('accounts'), kinds.count('budget'), kinds.count('order')), (22, 20, 23))


def written(name):
    return name.replace('{department}', '`= 部门全称`').replace('{year}', '`= 年度`')


if __name__ == '__main__':
    unittest.main()
