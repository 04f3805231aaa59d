"""What the commands open, write and run, seen from outside: nothing that docs/security.md does not list."""
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

import office_fixture
from harness import CACHE, GONGKAI, ROOT, SEED, gongkai

sys.path.insert(0, str(ROOT / 'tests' / 'merge'))
import edits  # noqa: E402

STRACE = shutil.which('strace')
CALL = re.compile(r'^(?:\[pid +)?\d* *\]? *(?P<name>[a-z0-9_]+)\((?P<arguments>.*)\) += (?P<result>-?\d+)(?:<(?P<opened>[^>]*)>)?')
CHANGES = ('mkdir', 'mkdirat', 'unlink', 'unlinkat', 'rename', 'renameat', 'renameat2', 'link', 'linkat', 'rmdir', 'symlink')
SYSTEM = ('/usr', '/lib', '/etc/fonts', '/etc/localtime', '/etc/gnutls', '/etc/ld.so', '/var/cache/fontconfig', '/proc',
          '/sys/devices/system/cpu', '/dev/urandom', '/dev/null', '/dev/shm', '/tmp')


class Sandbox(unittest.TestCase):
    """Everything stands outside of /tmp, which the commands may use."""

    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-test-', dir='/var/tmp')).resolve()
        self.addCleanup(shutil.rmtree, self.work)
        self.projects = self.work / 'projects'
        self.projects.mkdir()
        self.project = self.projects / 'project'
        shutil.copytree(SEED, self.project, ignore=shutil.ignore_patterns('out', 'out-section'))
        self.home = self.work / 'home'
        self.home.mkdir()
        self.environment = {'PATH': os.environ['PATH'], 'HOME': str(self.home), 'LC_ALL': 'C.UTF-8'}
        for name in ('ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LSAN_OPTIONS'):
            if name in os.environ:
                self.environment[name] = os.environ[name]
        # The sanitizers' search for leaks does not work under a tracer.
        self.traceable = self.environment | {'ASAN_OPTIONS': 'detect_leaks=0'}
        word = gongkai('check', self.project).err
        if 'sandbox' in word:
            self.skipTest(word.strip())

    def run_it(self, *arguments, **options):
        return subprocess.run([str(GONGKAI), *map(str, arguments)], env=self.environment, capture_output=True,
                              stdin=subprocess.DEVNULL, check=False, **options)

    def traced(self, *arguments, end=None, sandboxes=1):
        """Each call that succeeded once the sandbox was entered, and that of the process beside it: name, arguments, the path that
        was opened."""
        if not STRACE:
            self.skipTest('no strace')
        log = self.work / 'trace'
        command = [STRACE, '-f', '-y', '-s', '4096', '-o', str(log), '-e', 'trace=file,network,process,landlock_restrict_self,seccomp',
                   str(GONGKAI), *map(str, arguments)]
        process = subprocess.Popen(command, env=self.traceable, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        if end:
            self.assertTrue(process.stdout.readline())
            children = pathlib.Path(f'/proc/{process.pid}/task/{process.pid}/children').read_text().split()
            os.kill(int(children[0]), end)  # the tracer itself passes none on
        out, err = process.communicate(timeout=120)
        if b'ptrace' in err.lower():
            self.skipTest(err.decode())
        # It writes letters that are not ASCII as bytes in octal.
        written = re.sub(rb'\\([2-3][0-7]{2})', lambda octal: bytes([int(octal[1], 8)]), log.read_bytes())
        calls = written.decode('utf-8', 'backslashreplace').split('\n')
        entered = [i for i, line in enumerate(calls) if 'landlock_restrict_self(' in line]
        self.assertEqual(len(entered), sandboxes, err.decode())
        first = next(line for line in calls if 'clone' in line) if any('clone' in line for line in calls) else None
        if first and sandboxes == 1:
            self.assertGreater(calls.index(first), entered[0], 'a thread before the sandbox')
        found = []
        for line in calls[entered[-1] + 1:]:
            call = CALL.match(line)
            if call and int(call['result']) >= 0:
                found.append((call['name'], call['arguments'], call['opened']))
        self.assertTrue(found)
        return process.returncode, found

    def assert_within(self, calls, read, written, listens=False):
        """Of files that were opened, and names that were changed; what was only looked at is no access."""
        data = (str(ROOT / 'templates'), str(ROOT / 'fonts' / 'fetched'), str(GONGKAI.parent / 'locale'))
        read = tuple(map(str, read)) + tuple(map(str, written)) + SYSTEM + ('/memfd:',) + data
        written = tuple(map(str, written)) + ('/dev/null', '/dev/shm', '/tmp', '/memfd:')
        for name, arguments, opened in calls:
            self.assertNotIn(name, ('execve', 'execveat', 'connect', 'ptrace'), arguments)
            if name in ('socket', 'bind', 'listen'):
                self.assertTrue(listens, arguments)
            if name in ('open', 'openat', 'openat2', 'creat') and 'O_PATH' not in arguments:
                allowed = written if re.search('O_WRONLY|O_RDWR|O_CREAT|O_TRUNC', arguments) else read
                self.assertTrue(opened.startswith(allowed), f'{name}({arguments}) = {opened}')
            if name in CHANGES:
                folder = re.search(r'<([^>]*)>', arguments)
                path = re.search(r'"([^"]*)"', arguments)[1]
                path = path if path.startswith('/') else os.path.join(folder[1] if folder else os.getcwd(), path)
                self.assertTrue(path.startswith(written), f'{name}({arguments})')

    def caches(self):
        return self.home / '.cache', pathlib.Path('/var/cache/fontconfig')

    def test_build(self):
        status, calls = self.traced('build', self.project)
        self.assertEqual(status, 0)
        self.assert_within(calls, [self.project], [self.project, *self.caches()])
        self.assertEqual([path.name for path in self.home.iterdir()], ['.cache'])

    def test_build_to_elsewhere(self):
        status, calls = self.traced('build', self.project, '-o', self.work / 'site' / 'out')
        self.assertEqual(status, 0)
        written = [path for path in (self.work / 'site', self.work / 'out')]
        self.assert_within(calls, [self.project, self.work], [*written, *self.caches()])

    def test_check_and_trace(self):
        for command in (('check', self.project), ('trace', self.project, '收入合计')):
            status, calls = self.traced(*command)
            self.assertEqual(status, 0)
            self.assert_within(calls, [self.project], [])

    def test_template_check(self):
        folder = self.work / 'own'
        folder.mkdir()
        (folder / 'template.yaml').write_text('extends: department-budget\nname: own\n', 'utf-8')
        for template in ('department-budget', folder):
            status, calls = self.traced('template', 'check', template)
            self.assertEqual(status, 0)
            self.assert_within(calls, [folder], [])

    def test_convert(self):
        text = self.work / 'old.txt'
        text.write_text('第一部分 部门概况\n本部门2023年收入预算51.8万元。\n', 'utf-8')
        shutil.rmtree(self.project / 'sections')
        status, calls = self.traced('convert', text, self.project)
        self.assert_within(calls, [text], [self.project])
        self.assertTrue(any(name.startswith('mkdir') for name, _, _ in calls))

    @unittest.skipUnless(shutil.which('mutool'), 'no mutool')
    def test_convert_of_a_pdf(self):
        """Two sandboxes: of the process that runs mutool, and of the command. mutool opens libraries alone."""
        self.assertEqual(self.run_it('build', self.project, '--to', 'pdf').returncode, 0)
        pdf = next((self.project / 'out').glob('*.pdf'))
        shutil.rmtree(self.project / 'sections')
        log = self.work / 'trace'
        process = subprocess.run([STRACE, '-f', '-y', '-o', str(log), '-e', 'trace=file,network,process,landlock_restrict_self',
                                  str(GONGKAI), 'convert', str(pdf), str(self.project)], env=self.traceable, capture_output=True,
                                 stdin=subprocess.DEVNULL, check=False)
        if b'ptrace' in process.stderr.lower():
            self.skipTest(process.stderr.decode())
        lines = log.read_text('utf-8', 'backslashreplace').split('\n')
        self.assertEqual(sum('landlock_restrict_self(' in line for line in lines), 2)
        run = [line for line in lines if 'execve(' in line][1:]
        self.assertTrue(all('mutool' in line for line in run) and run)
        pid = run[0].split()[0]
        opened = [re.search(r' = \d+<([^>]*)>', line) for line in lines if line.startswith(pid) and 'open' in line]
        for path in filter(None, opened):
            self.assertTrue(path[1].startswith(('/usr/lib', '/lib', '/etc/ld.so.cache', '/memfd:', '/dev/null')), path[1])

    def test_new(self):
        status, calls = self.traced('new', self.projects / 'begun')
        self.assertEqual(status, 0)
        self.assert_within(calls, [], [self.projects])

    def test_template_new(self):
        office_fixture.write_book(str(self.work / 'form.xlsx'), [('部门收支总表', [['部门收支总表'], ['项目', '本年预算'], ['收入合计', None]], [])])
        status, calls = self.traced('template', 'new', self.projects / 'own', '--from', self.work / 'form.xlsx')
        self.assertEqual(status, 0)
        self.assert_within(calls, [self.work / 'form.xlsx'], [self.projects])

    def test_other_kinds_of_output(self):
        for kind in ('ofd', 'docx', 'submission'):
            status, calls = self.traced('build', self.project, '--to', kind, *(['--draft'] if kind == 'docx' else []))
            self.assertEqual(status, 0)
            self.assert_within(calls, [self.project], [self.project, *self.caches()])

    def test_copies_and_merge(self):
        for name in ('earlier', 'later'):
            self.assertEqual(self.run_it('build', self.project, '--to', 'docx', '--draft', '-o', self.work / name).returncode, 0)
        earlier = next((self.work / 'earlier').glob('*.docx'))
        status, calls = self.traced('build', self.project, '--to', 'docx', '--draft', '--since', earlier)
        self.assertEqual(status, 0)
        self.assert_within(calls, [self.project, earlier.parent], [self.project, *self.caches()])
        status, calls = self.traced('merge', earlier, self.project, '--dry-run')
        self.assert_within(calls, [earlier.parent, self.project], [])
        copied = edits.Copy(earlier)
        edits.edit(copied, random.Random(1), 'word_in')
        copied.save(earlier)
        status, calls = self.traced('merge', earlier, self.project)
        self.assertEqual(status, 0)
        self.assert_within(calls, [earlier.parent, self.project], [self.project / 'sections', self.project / 'tables'])
        self.assertTrue(any(name.startswith('rename') for name, _, _ in calls))

    def test_what_was_published(self):
        self.assertEqual(self.run_it('build', self.project, '--to', 'html', '-o', self.work / 'site').returncode, 0)
        page, other = self.work / 'site' / 'index.html', self.work / 'other'
        shutil.copytree(self.project, other)
        section = next((other / 'sections').glob('1-*.md'))
        section.write_text(section.read_text('utf-8') + '\n另起一段。\n', 'utf-8')
        (self.work / 'list.csv').write_text(f'{page},{other}\n', 'utf-8')
        for command, read, written in (
                (('verify', page, self.project, '-o', self.work / 'differences'), [self.project, self.work / 'site'], [self.work / 'differences']),
                (('verify', '--list', self.work / 'list.csv'), [page, self.work / 'list.csv', other], []),
                (('diff', self.project, other, '--report', self.work / 'reports' / 'a.html'), [self.project, other], [self.work / 'reports']),
                (('check', page), [self.work / 'site'], []),
                (('check', other, '--report', self.work / 'reports' / 'b.html'), [other], [self.work / 'reports']),
                (('check', other, '--fix'), [other], [other / 'sections'])):
            (self.work / 'reports').mkdir(exist_ok=True)
            with self.subTest(command=command):
                status, calls = self.traced(*command, sandboxes=2 if '--list' in command else 1)
                self.assertIn(status, (0, 1))
                self.assert_within(calls, read, written)

    def test_plan_and_gather(self):
        out, plan = self.work / 'all' / 'out', self.work / 'all' / 'plan.json'
        out.parent.mkdir()
        status, calls = self.traced('plan', self.project, '--shards', '2', '--to', 'data', '-o', out, '--plan', plan)
        self.assertEqual(status, 0)
        self.assert_within(calls, [self.project], [out.parent])
        for shard in ('1', '2'):
            status, calls = self.traced('build', '--plan', plan, '--shard', shard)
            self.assertEqual(status, 0)
            self.assert_within(calls, [self.project, plan], [out.parent, *self.caches()])
        status, calls = self.traced('gather', out, '--plan', plan)
        self.assertEqual(status, 0)
        self.assert_within(calls, [self.project, plan], [out])

    def test_a_plan_knows_what_a_manifest_names(self):
        """As the builds by it do, which are in sandboxes of their own."""
        other = self.work / '别处'
        shutil.copytree(self.project / 'tables', other / 'tables')
        with open(self.project / 'gongkai.yaml', 'a', encoding='utf-8') as manifest:
            manifest.write('\nbudget: ../../别处/tables\n')
        planned = 'plan', self.project, '--shards', '1', '--to', 'data', '-o', self.projects / 'out', '--plan', self.projects / 'plan.json'
        self.assertEqual(self.run_it(*planned).returncode, 0)
        result = self.run_it('build', '--plan', self.projects / 'plan.json', '--shard', '1')
        self.assertEqual(result.returncode, 0, result.stderr.decode())
        table = next((other / 'tables').glob('*.csv'))
        table.write_bytes(table.read_bytes() + b'\n')
        result = self.run_it('build', '--plan', self.projects / 'plan.json', '--shard', '1')
        self.assertIn(b'plan-old', result.stderr)

    def test_an_office(self):
        around = self.work / 'offices'
        office, day = around / 'office', ('--today', '2026-02-10')
        office_fixture.make(str(office))
        (office / '收件').mkdir()
        shutil.copytree(office, around / '2025')
        page = self.work / 'saved.html'

        def come_back():
            copied = edits.Copy(next((office / '内部').rglob('*送审稿*.docx')))
            edits.edit(copied, random.Random(1), 'word_in')
            copied.save(office / '收件' / '送审稿.docx')

        def published():
            shutil.copy(next((office / '公开').rglob('*.html')), page)

        def corrected():
            path = office / '共用文字' / '5-名词解释.md'
            path.write_text(path.read_text('utf-8').replace('正常运转', '日常运转'), 'utf-8')

        steps = ((None, 'hand-out', '102', *day), (come_back, 'take-in', *day), (None, 'check'), (None, 'finalize', '102'),
                 (None, 'record', '102', 'https://www.example.gov.cn/102.html', '2026-02-11T10:00'), (published, 'verify', '102', page),
                 (corrected, 'correct', '102', '--reason', '录入有误'), (None, 'status', *day), (None, 'index'), (None, 'archive'))
        for before, verb, *words in steps:
            if before:
                before()
            with self.subTest(verb=verb):
                status, calls = self.traced('office', verb, office, *words)
                self.assertIn(status, (0, 1))
                self.assert_within(calls, [around, page], [office, *self.caches()])
        with self.subTest(verb='build'):
            status, calls = self.traced('build', office, '--only', '102', '--to', 'data')
            self.assertEqual(status, 0)
            self.assert_within(calls, [office], [office / '内部', office / '公开', *self.caches()])

    def test_help_for_files(self):
        status, calls = self.traced('help', '--files', self.work / 'made')
        self.assertEqual(status, 0)
        self.assert_within(calls, [], [self.work / 'made'])

    def test_preview(self):
        status, calls = self.traced('preview', self.project, end=signal.SIGTERM)
        self.assert_within(calls, [self.projects], self.caches(), listens=True)
        self.assertTrue(any(name == 'bind' for name, _, _ in calls))
        for name, arguments, _ in calls:
            if name == 'bind':
                self.assertRegex(arguments, r'127\.0\.0\.1|"::1"')

    def test_what_the_manifest_names_can_be_read(self):
        """In each of the ways that YAML writes a text, through templates and units."""
        other = self.work / '别处, 2022 年'
        shutil.copytree(self.project / 'tables', other / 'tables')
        own = self.work / 'templates' / 'own'
        for folder, base in ((own, "'../base #1'"), (own.parent / 'base #1', 'department-budget')):
            folder.mkdir(parents=True)
            (folder / 'template.yaml').write_text(f'extends: {base}\nname: own\n', 'utf-8')
        manifest = self.project / 'gongkai.yaml'
        text = manifest.read_text('utf-8').replace('template: department-budget', 'template: "../../templates/own"')
        for written in (f'../../{other.name}/tables', f'"../../{other.name}/tables"', f'{other}/tables # 去年'):
            manifest.write_text(f'{text}\nbudget: {written}\n', 'utf-8')
            result = self.run_it('check', self.project)
            self.assertNotIn(b'file-unreadable', result.stderr)
            self.assertEqual(result.returncode, 0, result.stderr.decode())

    def injected(self, faults, *arguments):
        """A kernel that answers some calls with an error."""
        if not STRACE:
            self.skipTest('no strace')
        inject = [word for fault in faults for word in ('-e', f'inject={fault}')]
        names = ','.join(fault.split(':')[0] for fault in faults)
        return subprocess.run([STRACE, '-f', '-o', str(self.work / 'trace'), '-e', f'trace={names}', *inject, str(GONGKAI),
                               *map(str, arguments)], env=self.traceable, capture_output=True, check=False)

    def test_without_proc(self):
        """As in a chroot: Gongkai's own data is found by the name that it was started by, links followed."""
        if not STRACE:
            self.skipTest('no strace')
        link = self.work / 'started'
        link.symlink_to(GONGKAI)
        result = subprocess.run([STRACE, '-o', str(self.work / 'trace'), '-P', '/proc/self', '-e', 'trace=?readlink,readlinkat',
                                 '-e', 'inject=?readlink,readlinkat:error=ENOENT', str(link), 'check', str(self.project)],
                                env=self.traceable, capture_output=True, check=False)
        self.assertIn('INJECTED', (self.work / 'trace').read_text())
        self.assertEqual(result.returncode, 0, result.stderr.decode())

    def test_where_there_is_none(self):
        """Of an old kernel, one that is told to go without, a container that forbids it: the work is done, and a word said."""
        for error in ('ENOSYS', 'EOPNOTSUPP', 'EPERM'):
            result = self.injected([f'landlock_create_ruleset:error={error}'], 'check', self.project)
            self.assertEqual(result.returncode, 0, result.stderr.decode())
            self.assertIn(b'there is no sandbox here', result.stderr)
        for fault in ('landlock_restrict_self:error=E2BIG', 'landlock_add_rule:error=EPERM'):
            result = self.injected([fault], 'check', self.project)
            self.assertEqual(result.returncode, 0, result.stderr.decode())
            self.assertIn(b'the sandbox cannot be entered', result.stderr)

    def test_without_openat2(self):
        """Links are looked at one by one, and lead no further."""
        (self.project / 'sections' / '9-附.md').symlink_to('../../../home')
        for error in ('ENOSYS', 'EPERM'):
            result = self.injected([f'openat2:error={error}'], 'check', self.project)
            self.assertEqual(result.returncode, 1)
            self.assertIn(b'[file-outside]', result.stderr)
        (self.project / 'sections' / '9-附.md').unlink()
        result = self.injected(['openat2:error=ENOSYS'], 'check', self.project)
        self.assertEqual(result.returncode, 0, result.stderr.decode())

    def test_no_sandbox(self):
        result = self.run_it('check', '--no-sandbox', self.project)
        self.assertEqual(result.returncode, 0)
        if STRACE:
            log = self.work / 'trace'
            subprocess.run([STRACE, '-f', '-o', str(log), str(GONGKAI), 'check', '--no-sandbox', str(self.project)],
                           env=self.environment, capture_output=True, check=False)
            self.assertNotIn('landlock', log.read_text('utf-8', 'backslashreplace'))


if __name__ == '__main__':
    unittest.main()
