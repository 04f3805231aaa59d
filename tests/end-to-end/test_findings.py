"""What check writes for machines: JSON and SARIF as they are kept, and SARIF by its published schema.

GOLDEN_UPDATE=1 in the environment writes what is kept anew. ./dev test fetches the schema (sarif-2.1.0-rtm.5, in Microsoft's
@microsoft/jest-sarif) and a validator; without them that test is skipped.
"""
import json
import os
import re
import subprocess
import unittest

from harness import ROOT, ProjectTest, gongkai
from test_workbooks import Sheet, write

VERSION = re.compile(r'"(version|generator)": "(Gongkai )?0[0-9.]+"')
KEPT = ROOT / 'tests' / 'golden' / 'findings'
FETCHED = ROOT / 'build' / 'test-data' / 'sarif'
SCHEMA = FETCHED / 'package' / 'lib' / 'schemas' / 'sarif-2.1.0-rtm.5.json'
PYTHON = FETCHED / 'venv' / 'bin' / 'python'
VALIDATE = '''
import json, sys
from jsonschema import Draft4Validator
schema = json.load(open(sys.argv[1], encoding='utf-8'))
Draft4Validator.check_schema(schema)
validator = Draft4Validator(schema)
for name in sys.argv[2:]:
    for error in validator.iter_errors(json.load(open(name, encoding='utf-8'))):
        print(name, '/'.join(map(str, error.absolute_path)), error.message[:300])
'''


class FindingsTest(ProjectTest):
    """The example with a finding of each shape: a formula's with notes, a hint, a cell of a workbook, a file without a line, an
    ignored one."""

    def setUp(self):
        super().setUp()
        self.edit(self.table('部门收支总表'), '支出总计,51.8', '支出总计,51.9')
        self.append(self.section(2), '\n截止2022年12月31日，本部门有“甲”<乙>&丙。\n\n'
                                     '<!-- gongkai: ignore placeholder 引用原文 -->\n由XXX负责。\n')
        self.edit(self.project / 'gongkai.yaml', '2023-02-10 09:00', '2023-03-10 09:00')
        goals = self.table('整体支出绩效目标表')
        goals.write_text(goals.read_text('utf-8').replace('保障本机关正常运转', '电话13812345678'), 'utf-8')
        write(goals.with_suffix('.xlsx'), [Sheet('目标', goals)])
        goals.unlink()

    def output(self, form):
        result = gongkai('check', 'project', '--format', form, cwd=self.work)
        self.assertEqual((result.status, result.err), (1, ''))
        return result.out

    def assert_kept(self, name, text):
        path = KEPT / name
        if os.environ.get('GOLDEN_UPDATE'):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, 'utf-8')
        self.assertEqual(text, path.read_text('utf-8'))

    def test_json(self):
        self.assert_kept('findings.json', VERSION.sub(r'"\1": "…"', self.output('json')))

    def test_sarif(self):
        self.assert_kept('findings.sarif', VERSION.sub(r'"\1": "…"', self.output('sarif')))

    def test_places(self):
        """A cell of a workbook is a logical location, and no region of a text."""
        run, = json.loads(self.output('sarif'))['runs']
        found = {result['ruleId']: result for result in run['results']}
        cell, = found['personal-data']['locations']
        self.assertEqual(cell['logicalLocations'][0]['fullyQualifiedName'].split('!')[0], '目标')
        self.assertNotIn('region', cell['physicalLocation'])
        self.assertTrue(found['total-row']['relatedLocations'])
        self.assertNotIn('placeholder', found)

    @unittest.skipUnless(SCHEMA.is_file() and PYTHON.is_file(), 'the SARIF schema and its validator are not there: ./dev test')
    def test_sarif_by_its_schema(self):
        paths = []
        for name, folders in (('one', ['project']), ('none', [ROOT / 'content' / 'yunxi-education-2024']),
                              ('many', ['project', ROOT / 'tests' / 'projects' / 'shifeng-cac-2023-published']),
                              ('broken', [self.broken()])):
            paths.append(self.work / f'{name}.sarif')
            paths[-1].write_text(gongkai('check', *folders, '--format', 'sarif', cwd=self.work).out, 'utf-8')
        self.assertEqual(self.validate(paths), '')
        log = json.loads(paths[0].read_text('utf-8'))
        log['runs'][0]['results'][0]['level'] = 'failure'
        paths[0].write_text(json.dumps(log), 'utf-8')
        self.assertIn("'failure' is not one of", self.validate(paths[:1]))

    def broken(self):
        """A project of which nothing is read."""
        folder = self.work / 'broken'
        folder.mkdir()
        (folder / 'gongkai.yaml').write_text('template：department-budget\n', 'utf-8')
        return folder

    @staticmethod
    def validate(paths):
        done = subprocess.run([PYTHON, '-c', VALIDATE, SCHEMA, *paths], capture_output=True, text=True, check=True,
                              encoding='utf-8')
        return done.stdout


if __name__ == '__main__':
    unittest.main()
