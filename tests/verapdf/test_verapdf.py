"""The reference validator, veraPDF, on documents with everything that can stand on a page: PDF/A and PDF/UA, no failed check.

Its jars are where ./dev test puts them, in the user's cache, or in the folder that VERAPDF names. Without them or a Java runtime the tests are skipped.
All files are built first and given to one run of it.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'end-to-end'))
from harness import ROOT, SEED, gongkai, tool  # noqa: E402
from test_images import png  # noqa: E402

CACHE = pathlib.Path(os.environ.get('XDG_CACHE_HOME') or pathlib.Path.home() / '.cache')
JARS = pathlib.Path(os.environ.get('VERAPDF') or CACHE / 'gongkai-verapdf')
COMMONMARK = ROOT / 'build' / 'test-data' / 'commonmark' / 'package' / 'spec.txt'
ARCHIVE, ATTACHED, ACCESSIBLE = 'PDF/A-2A validation profile', 'PDF/A-3A validation profile', 'PDF/UA-1 validation profile'


def without_output(source, target):
    shutil.copytree(source, target, ignore=shutil.ignore_patterns('out', 'out-section'))


def everything(target):
    """The seed with a section of all that Markdown can say, and pictures."""
    without_output(SEED, target)
    images = target / 'images'
    images.mkdir()
    (images / '图.png').write_bytes(png(96, 48, 90))
    (images / '高.png').write_bytes(png(96, 4800, 200))
    last = sorted((target / 'sections').glob('5-*.md'))[0]
    last.write_text(last.read_text('utf-8') + (HERE / 'torture.md').read_text('utf-8'), 'utf-8')


def commonmark(target):
    """Every example of the CommonMark specification, a section each."""
    without_output(SEED, target)
    shutil.rmtree(target / 'sections')
    (target / 'sections').mkdir()
    fence = '`' * 32
    examples = re.findall(rf'^{fence} example\n(.*?)^\.\n.*?^{fence}$', COMMONMARK.read_text('utf-8'), re.M | re.S)
    for number, markdown in enumerate(examples, 1):
        # Two characters that no font here has: their place would be .notdef's, and the file would claim nothing.
        markdown = markdown.replace('&#XD06;', '&#XD6;').replace('&#xcab;', '&#xab;')
        (target / 'sections' / f'{number:03}.md').write_text(markdown.replace('→', '\t'), 'utf-8')


def golden(name):
    def make(target):
        without_output(HERE.parent / 'golden' / name, target)
        template = HERE.parent / 'golden' / 'template'
        shutil.copytree(template, target.parent / 'template', dirs_exist_ok=True)
        (target / 'tables').mkdir(exist_ok=True)
    return make


def project(path):
    return lambda target: without_output(path, target)


def starter(*options):
    def make(target):
        made = gongkai('new', target, '--example', *options)
        if made.status != 0:
            raise AssertionError(made.err)
    return make


DOCUMENTS = {'seed': project(SEED), 'accounts': project(ROOT / 'content' / 'yunxi-education-2024'), 'torture': everything}
DOCUMENTS |= {folder.parent.name: golden(folder.parent.name) for folder in HERE.parent.glob('golden/*/gongkai.yaml')}
DOCUMENTS |= {f'new-{template}': starter('--template', template)
              for template in ('department-budget', 'department-accounts', 'unit-budget', 'unit-accounts')}
DOCUMENTS['new-hunan'] = starter('--table-set', 'hunan')
# Options besides: what is wrong in the examples stops no draft.
OPTIONS = {'commonmark': ['--draft'], 'section': ['--section', '三'], 'draft': ['--draft'],
           'attached': ['--attach'], 'attached-accounts': ['--attach']}
DOCUMENTS |= {'section': project(SEED), 'draft': project(SEED), 'attached': project(SEED),
              'attached-accounts': DOCUMENTS['accounts']}


def validate(files):
    """Profiles and failures by file name."""
    process = subprocess.run(
        ['java', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', f'{JARS}/*', 'org.verapdf.apps.GreenfieldCliWrapper',
         '-f', '0', '--format', 'xml', '--maxfailuresdisplayed', '3', *map(str, files)],
        capture_output=True, check=False)
    found = {}
    for job in ElementTree.fromstring(process.stdout).iter('job'):
        reports = {}
        for report in job.iter('validationReport'):
            details = report.find('details')
            failures = [f'{rule.get("clause")}-{rule.get("testNumber")}: {rule.findtext("description")}\n      '
                        + '\n      '.join(check.findtext('context') for check in rule.iter('check'))
                        for rule in report.iter('rule')]
            reports[report.get('profileName')] = (int(details.get('passedChecks')), int(details.get('failedChecks')), failures)
        found[pathlib.Path(job.findtext('item/name')).parent.name] = reports
    return found


@unittest.skipUnless(shutil.which('java') and list(JARS.glob('greenfield-apps-*.jar')),
                     f'veraPDF is not there (java, and its jars in {JARS}): ./dev test fetches it')
class Conformance(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-verapdf-'))
        cls.addClassCleanup(shutil.rmtree, cls.work)
        documents = dict(DOCUMENTS)
        if COMMONMARK.is_file():
            documents['commonmark'] = commonmark
        cls.files = {}
        for name, make in documents.items():
            make(cls.work / name)
            result = gongkai('build', cls.work / name, '--to', 'pdf', '-o', cls.work / 'out' / name, *OPTIONS.get(name, []))
            if result.status != 0:
                raise AssertionError(f'{name}: {result.err}')
            cls.files[name] = next((cls.work / 'out' / name).glob('*.pdf'))
        cls.reports = validate(cls.files.values())

    def test_no_check_fails(self):
        for name in self.files:
            with self.subTest(name):
                reports = self.reports[name]
                self.assertEqual(set(reports), {ATTACHED if 'attached' in name else ARCHIVE, ACCESSIBLE})
                for profile, (passed, failed, failures) in reports.items():
                    self.assertEqual(failed, 0, f'{name}, {profile}:\n  ' + '\n  '.join(failures))
                    self.assertGreater(passed, 500, f'{name}, {profile}')

    def test_the_torture_document_is_one(self):
        """What makes it worth validating is on its pages."""
        structure = tool('pdfinfo', '-struct', self.files['torture'])
        for tag in ('BlockQuote', 'Code', 'Span', 'L', 'LI', 'Lbl', 'LBody', 'Link', 'Figure', 'Table', 'THead',
                    'TBody', 'TR', 'TH', 'TD', 'Caption', 'TOC', 'TOCI', 'Reference', 'H1', 'H2', 'H3', 'P', 'Sect'):
            self.assertRegex(structure, rf'(?m)^ *{tag}\b', tag)

    def test_other_tools_are_content(self):
        for name, file in self.files.items():
            with self.subTest(name):
                self.assertIn('No syntax or stream encoding errors', tool('qpdf', '--check', file))
                for command in (['mutool', 'clean', file, self.work / 'clean.pdf'], ['pdfinfo', file]):
                    process = subprocess.run(list(map(str, command)), capture_output=True, check=True)
                    self.assertEqual(process.stderr.decode(), '', command[0])


if __name__ == '__main__':
    unittest.main()
