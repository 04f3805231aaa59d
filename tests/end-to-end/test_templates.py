"""Templates of other names: what kind of document one is, and those copied out of the version before."""
import json
import pathlib
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
        self.assertEqual({finding['severity'] for finding in result.findings if finding['rule'] == 'template-old'}, {'note'})
        for change in ('phrases:', 'claims:', 'document: { owner: department, stage: accounts }'):
            self.assertIn(change, result.err)
        self.assertEqual(result.out.replace('before/final', ''), plain.out)
        built = [gongkai('build', '--to', 'html', self.project, '-o', self.work / 'out')]
        self.take_back('../before/final')
        built.append(gongkai('build', '--to', 'html', self.project, '-o', self.work / 'plain'))
        self.assertEqual([result.status for result in built], [0, 0])
        for page in (self.work / 'plain').glob('*.html'):
            self.assertEqual(page.read_bytes(), (self.work / 'out' / page.name).read_bytes(), page.name)

    def take_back(self, template):
        manifest = self.project / 'gongkai.yaml'
        text = manifest.read_text('utf-8')
        manifest.write_text(text.replace(f'\ntemplate: {template}\n', '\ntemplate: department-accounts\n'), 'utf-8')


if __name__ == '__main__':
    unittest.main()
