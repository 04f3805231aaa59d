"""What the end-to-end tests share: a copy of the example to break, the real binary, and the tools that read its output."""
import csv
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SEED = ROOT / 'content' / 'shifeng-cac-2023'
GONGKAI = pathlib.Path(os.environ.get('GONGKAI', ROOT / 'build' / 'dev' / 'gongkai'))
FINDING = re.compile(r'^(?:(?P<file>[^:\n]+):(?:(?P<line>\d+):)?(?:(?P<column>\d+):)? )?'
                     r'(?P<severity>note|remark|warning|error|failure): (?P<message>.*) \[(?P<rule>[a-z0-9-]+)\]$', re.M)


def read_csv(path):
    with open(path, encoding='utf-8-sig', newline='') as file:
        return list(csv.reader(file))


def write_csv(path, rows):
    with open(path, 'w', encoding='utf-8', newline='') as file:
        csv.writer(file).writerows(rows)


class Result:
    def __init__(self, process):
        self.status = process.returncode
        self.out = process.stdout.decode('utf-8')
        self.err = process.stderr.decode('utf-8')
        self.findings = [m.groupdict() for m in FINDING.finditer(self.err)]

    def rules(self):
        return {finding['rule'] for finding in self.findings}

    def first(self, rule):
        return next(finding for finding in self.findings if finding['rule'] == rule)


def gongkai(*arguments, cwd=None, command=(str(GONGKAI),), **environment):
    """Runs the binary, or a command that runs it, in a clean environment: English messages, its own cache."""
    clean = {'PATH': os.environ['PATH'], 'HOME': os.environ.get('HOME', '/'), 'LC_ALL': 'C.UTF-8',
             'XDG_CACHE_HOME': str(CACHE)}
    for name in ('ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LSAN_OPTIONS'):
        if name in os.environ:
            clean[name] = os.environ[name]
    clean.update(environment)
    process = subprocess.run([*command, *map(str, arguments)], capture_output=True, env=clean, cwd=cwd,
                             check=False, stdin=subprocess.DEVNULL)
    return Result(process)


CACHE = pathlib.Path(tempfile.gettempdir()) / 'gongkai-test-cache'


class ProjectTest(unittest.TestCase):
    """Each test has a copy of the example in self.project and an empty folder in self.work."""

    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-test-'))
        self.addCleanup(shutil.rmtree, self.work)
        self.project = self.work / 'project'
        shutil.copytree(SEED, self.project, ignore=shutil.ignore_patterns('out', 'out-section'))
        self.out = self.work / 'out'

    def build(self, *arguments, **environment):
        return gongkai('build', self.project, '-o', self.out, *arguments, **environment)

    def section(self, number):
        return sorted((self.project / 'sections').glob(f'{number}-*.md'))[0]

    def table(self, name):
        return self.project / 'tables' / f'{name}.csv'

    def edit(self, path, old, new, count=1):
        text = path.read_text('utf-8')
        self.assertIn(old, text, f'{path.name} no longer holds what this test breaks')
        path.write_text(text.replace(old, new, count), 'utf-8')

    def append(self, path, text):
        with open(path, 'a', encoding='utf-8') as stream:
            stream.write(text)

    def pdf(self, folder=None):
        return next((folder or self.out).glob('*.pdf'))


class StarterTest(unittest.TestCase):
    """The example of department-accounts in `starter`, begun once, whose tables a test takes; a folder of its own in `work`."""
    YEAR = {'SOURCE_DATE_EPOCH': '1741600000'}  # in March 2025: the accounts of 2024

    @classmethod
    def setUpClass(cls):
        cls.starter = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-test-'))
        cls.addClassCleanup(shutil.rmtree, cls.starter)
        gongkai('new', cls.starter / 'starter', '--example', '--template', 'department-accounts', **cls.YEAR)

    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-test-'))
        self.addCleanup(shutil.rmtree, self.work)


def tool(*arguments):
    """A reader's tool over an output; its standard output."""
    return subprocess.run(list(map(str, arguments)), capture_output=True, check=True).stdout.decode('utf-8', 'replace')


def files_of(folder):
    """Every file below a folder, with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob('*')) if path.is_file()}
