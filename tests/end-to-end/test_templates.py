"""Templates of other names: what kind of document one is, and those copied out of the version before."""
import json
import pathlib
import re
import shutil
import tempfile
import unittest

from harness import ROOT, gongkai

ACCOUNTS = ROOT / 'content' / 'yunxi-education-2024'
BEFORE = ROOT / 'tests' / 'template' / 'before'


class TemplateTest(unittest.TestCase):
    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-test-'))
        self.addCleanup(shutil.rmtree, self.work)
        self.project = self.work / 'project'
        shutil.copytree(ACCOUNTS, self.project, ignore=shutil.ignore_patterns('out'))

    def take(self, template):
        manifest = self.project / 'gongkai.yaml'
        text = manifest.read_text('utf-8')
        self.assertIn('\ntemplate: department-accounts\n', text)
        manifest.write_text(text.replace('\ntemplate: department-accounts\n', f'\ntemplate: {template}\n'), 'utf-8')

    def test_another_name_changes_nothing(self):
        plain = json.loads(gongkai('check', '--format', 'json', self.project).out)
        template = self.work / 'plain'
        template.mkdir()
        (template / 'template.yaml').write_text('extends: department-accounts\nname: hubei\n', 'utf-8')
        self.take('../plain')
        self.assertEqual(gongkai('check', self.project).err, gongkai('check', ACCOUNTS).err)
        other = json.loads(gongkai('check', '--format', 'json', self.project).out)
        self.assertEqual(other['projects'][0].pop('outside'), [{'key': 'template', 'path': '../plain'}])
        self.assertEqual(plain['projects'][0].pop('outside'), [])
        self.assertEqual(other, plain)

    def test_one_of_the_version_before_works_and_says_what_to_change(self):
        plain = gongkai('check', '--strict', self.project)
        shutil.copytree(BEFORE, self.work / 'before')
        self.take('../before/final')
        result = gongkai('check', '--strict', self.project)
        self.assertEqual((result.status, result.rules()), (plain.status, plain.rules() | {'template-old'}))
        self.assertEqual({finding['severity'] for finding in result.findings if finding['rule'] == 'template-old'} - {'note'}, {'remark'})
        for change in ('phrases:', 'claims:', 'document: { owner: department, stage: accounts }'):
            self.assertIn(change, result.err)
        # Two rules stand under one id there.
        # What is held by now is more than it held.
        self.assertEqual(re.sub(r'\d+ comparisons by \d+ rules', '', result.out).replace('no error', 'nothing wrong'), re.sub(r'\d+ comparisons by \d+ rules', '', plain.out))
        built = [gongkai('build', '--to', 'html', self.project, '-o', self.work / 'out')]
        self.take_back('../before/final')
        built.append(gongkai('build', '--to', 'html', self.project, '-o', self.work / 'plain'))
        self.assertEqual([result.status for result in built], [0, 0])
        for page in (self.work / 'plain').glob('*.html'):
            # It had some tables turned that now stand as they fit.
            now, before = (re.sub(b'table landscape"', b'table"', (self.work / folder / page.name).read_bytes()) for folder in ('plain', 'out'))
            self.assertEqual(now, before, page.name)

    def test_a_style_of_the_version_before_works_and_lists_what_it_lacks(self):
        shutil.copytree(BEFORE / 'styles', self.work / 'styles')
        with (self.project / 'gongkai.yaml').open('a', encoding='utf-8') as manifest:
            manifest.write('\nstyle: ../styles/gb9704.yaml\n')
        result = gongkai('build', '--to', 'pdf', self.project, '-o', self.work / 'out')
        self.assertEqual(result.status, 0)
        self.assertEqual(result.err.count('[style-old]'), 1)
        self.assertIn('table: unit-gap', result.err)
        self.assertNotIn('key-missing', result.err)

    def test_sections_and_mentions_under_a_condition(self):
        template = self.work / 'asked'
        template.mkdir()
        self.take('../asked')

        def asked(sections):
            (template / 'template.yaml').write_text('extends: department-accounts\nname: asked\nsections:\n' + sections, 'utf-8')
            result = gongkai('check', self.project)
            return {finding['message'].split(';')[0] for finding in result.findings if finding['rule'] in ('section-required', 'mention-missing')}

        required = '  - {{ name: 科室设置, required: true, when: {} }}\n'
        missing = 'the document has no “科室设置”'
        for when, wanted in (('年度 = 2024', True), ('年度 = 2023', False), ('单位性质 = “行政”', False), ('"收入决算表[合计, 本年收入合计] > 0"', True),
                             ('机构类型 = “医院”', False), ('所属单位数 > 0', False), ('所属单位数 = 0', True)):
            with self.subTest(when=when):
                self.assertEqual(asked(required.format(when)), {missing} if wanted else set())
        mention = '  - {{ name: 名词解释, mentions: [收入, {{ say: 无此词|无彼词, when: {} }}] }}\n'
        self.assertEqual(asked(mention.format('年度 = 2024')), {'“名词解释” does not mention “无此词” or “无彼词”'})
        self.assertEqual(asked(mention.format('年度 = 2023')), set())

    def test_a_condition_that_is_wrong_is_told_where_it_stands(self):
        template = self.work / 'asked'
        template.mkdir()
        self.take('../asked')
        wrong = {'年度 >> 2024': 'figure-syntax', '所属单位数 >': 'figure-syntax', '（（': 'figure-syntax', '所属单位数 + 1': 'figure-type',
                 '单位性质 = 事业': 'figure-unknown-name', '所属单位个数 > 0': 'figure-unknown-name', '所属单位数 = “二”': 'figure-type',
                 '收入决算裱[合计, 本年收入合计] > 0': 'figure-unknown-table', '收入决算表[合计, 本年收人合计] > 0': 'figure-unknown-column'}
        right = ('机构类型 = “医院”', '床位数 > 0', '其他数据[无此项] > 0', '{国有资本经营.收入} > 0', '上年.收入决算表[合计, 本年收入合计] > 0')
        for line in ('  - {{ name: 科室设置, required: true, when: "{}" }}\n', '  - {{ name: 名词解释, mentions: [{{ say: 无此词, when: "{}" }}] }}\n'):
            for when in (*wrong, *right):
                with self.subTest(line=line, when=when):
                    (template / 'template.yaml').write_text('extends: department-accounts\nname: asked\nsections:\n' + line.format(when), 'utf-8')
                    result = gongkai('check', self.project)
                    found = [(one['rule'], one['line']) for one in result.findings if one['file'].endswith('template.yaml') and one['severity'] == 'error']
                    self.assertEqual(found, [(wrong[when], '4')] if when in wrong else [], result.err)

    def test_headings_by_other_names_and_with_the_year(self):
        section = self.project / 'sections'
        for name, heading in (('部门决算情况说明', '2024年度部门决算情况说明'), ('名词解释', '用语解释')):
            file = next(path for path in section.glob('*.md') if f'# {name}\n' in path.read_text('utf-8'))
            file.write_text(file.read_text('utf-8').replace(f'# {name}\n', f'# {heading}\n'), 'utf-8')
        result = gongkai('check', self.project)
        self.assertEqual([finding['message'].split(';')[0] for finding in result.findings if finding['rule'] == 'section-required'],
                         ['the document has no “名词解释”'])
        template = self.work / 'named'
        template.mkdir()
        (template / 'template.yaml').write_text('extends: department-accounts\nname: named\nsections: [{ name: 名词解释, or: [用语解释], required: true }]\n', 'utf-8')
        self.take('../named')
        self.assertNotIn('section-required', gongkai('check', self.project).rules())

    def test_words_of_its_own(self):
        section = next((self.project / 'sections').glob('*.md'))
        section.write_text(section.read_text('utf-8') + '\n本部门的联系人待核实。\n', 'utf-8')
        template = self.work / 'worded'
        template.mkdir()

        def found(words, rule='placeholder'):
            (template / 'template.yaml').write_text(f'extends: department-accounts\nname: worded\n{words}', 'utf-8')
            return [finding['message'] for finding in gongkai('check', self.project).findings if finding['rule'] == rule]

        self.take('../worded')
        self.assertEqual(found(''), [])
        self.assertEqual(len(found('words: { placeholders: { add: [待核实] } }\n')), 1)
        self.assertEqual(len(found('words: { placeholders: [本部门的联系人] }\n')), 1)
        self.assertEqual(found('words: { placeholder: [待核实] }\n', 'key-unknown'), ['there is no key “placeholder” here; did you mean “placeholders”?'])

    def test_days_of_publication(self):
        manifest = self.project / 'gongkai.yaml'
        text = '\n'.join(line for line in manifest.read_text('utf-8').splitlines() if not line.startswith(('date:', 'approved:')))
        manifest.write_text(text + '\ndate: 2025-09-20\napproved: 2025-09-01\n', 'utf-8')
        template = self.work / 'sooner'
        template.mkdir()
        for days, late in (('', False), ('publication-days: 19\n', False), ('publication-days: 18\n', True)):
            with self.subTest(days=days):
                (template / 'template.yaml').write_text(f'extends: department-accounts\nname: sooner\n{days}', 'utf-8')
                manifest.write_text(manifest.read_text('utf-8').replace('\ntemplate: department-accounts\n', '\ntemplate: ../sooner\n'), 'utf-8')
                self.assertEqual('publication-late' in gongkai('check', self.project).rules(), late)

    def take_back(self, template):
        manifest = self.project / 'gongkai.yaml'
        text = manifest.read_text('utf-8')
        manifest.write_text(text.replace(f'\ntemplate: {template}\n', '\ntemplate: department-accounts\n'), 'utf-8')


if __name__ == '__main__':
    unittest.main()
