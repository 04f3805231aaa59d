"""Several projects in one run: one's error is its own, nothing is done again that need not be, and a run that was killed goes on."""
import os
import re
import shutil
import signal
import subprocess
import time

from harness import CACHE, GONGKAI, ProjectTest, files_of, gongkai

SEEN = '.gongkai-seen'


def published(folder):
    """Without what is noted of one machine's files, also where a kill left the note half written (.gongkai-seen.next)."""
    return {name: data for name, data in files_of(folder).items() if not name.split('/')[-1].startswith(SEEN)}


class ManyTest(ProjectTest):
    COUNT = 3

    def setUp(self):
        super().setUp()
        self.projects = [self.project]
        for number in range(2, self.COUNT + 1):
            copy = self.work / f'project{number}'
            shutil.copytree(self.project, copy)
            self.edit(copy / 'gongkai.yaml', 'title: 2023', f'title: 第{number}个部门2023')
            self.projects.append(copy)
        self.out = self.work / 'all'
        # What was written a moment ago is known by its bytes alone; here by its times.
        for path in self.work.rglob('*'):
            os.utime(path, (1700000000, 1700000000))

    def many(self, *arguments, to='html,data', **environment):
        return gongkai('build', *self.projects, '--to', to, '-o', self.out, *arguments, **environment)

    def told(self, result):
        return result.err.splitlines()[-1].split(';')[0]


class Together(ManyTest):
    def test_as_one_by_one(self):
        result = self.many(to='pdf,html,xlsx,data')
        self.assertEqual((result.status, self.told(result)), (0, '3 built, 0 left as they were, 0 failed'))
        alone = self.work / 'alone'
        for project in self.projects:
            gongkai('build', project, '-o', alone / project.name)
        self.assertEqual(published(self.out), files_of(alone))

    def test_any_number_of_threads(self):
        self.many(to='pdf,data', GONGKAI_THREADS='1')
        one = published(self.out)
        shutil.rmtree(self.out)
        self.many(to='pdf,data', GONGKAI_THREADS='8')
        self.assertEqual(published(self.out), one)

    def test_main_files_in_the_order_of_the_list(self):
        names = [line for line in self.many().out.splitlines() if line.endswith('index.html')]
        self.assertEqual(names, [str(self.out / project.name / 'index.html') for project in self.projects])

    def test_error_is_its_own(self):
        self.many()
        before = published(self.out / 'project2')
        self.append(self.projects[1] / 'sections' / self.section(3).name, '\n\n`= 没有这个数`万元\n')
        self.append(self.projects[2] / 'sections' / self.section(3).name, '\n\n另有一段话。\n')
        result = self.many()
        self.assertEqual((result.status, self.told(result)), (1, '1 built, 1 left as they were, 1 failed'))
        failures = [line for line in result.err.splitlines() if 'not built' in line]
        self.assertEqual(len(failures), 1)
        self.assertRegex(failures[0], r'project2: not built: sections/3-.*\.md:\d+:\d+: .*没有这个数.*\[')
        self.assertEqual(published(self.out / 'project2'), before)

    def test_an_error_of_a_shared_template_is_told_once(self):
        """Not one of a project's own template, though it reads the same."""
        broken = 'extends: department-budget\ntitel: 预算\n'
        for folder in (self.work / '共用', self.project / '自己的', self.projects[1] / '自己的'):
            folder.mkdir()
            (folder / 'template.yaml').write_text(broken, 'utf-8')
        for template, lines in (('./自己的', 3), ('../共用', 2)):
            for project in self.projects:
                self.edit(project / 'gongkai.yaml', *self.named(project), f'template: "{template}"')
            if template == './自己的':
                shutil.copytree(self.project / '自己的', self.projects[2] / '自己的')
            result = self.many()
            self.assertEqual((result.status, self.told(result)), (1, '0 built, 0 left as they were, 3 failed'))
            failures = [line for line in result.err.splitlines() if 'not built' in line]
            self.assertEqual(len(failures), lines, result.err)
        self.assertRegex(failures[0], r'project: not built: .*共用/template\.yaml:2:1: .*titel')
        self.assertRegex(failures[1], r'^2 more documents: not built: .*titel.*\(/.*/共用/template\.yaml\)$')

    def named(self, project):
        return re.findall(r'^template:.*$', (project / 'gongkai.yaml').read_text('utf-8'), re.M)[:1]

    def test_no_project(self):
        (self.work / 'empty').mkdir()
        self.projects.insert(1, self.work / 'empty')
        result = self.many()
        self.assertEqual((result.status, self.told(result)), (1, '3 built, 0 left as they were, 1 failed'))

    def test_fonts_of_its_own(self):
        (self.projects[1] / 'fonts').mkdir()
        result = self.many(to='pdf')
        self.assertEqual(self.told(result), '3 built, 0 left as they were, 0 failed')
        self.assertEqual(self.told(self.many(to='pdf')), '0 built, 3 left as they were, 0 failed')
        (self.projects[1] / 'fonts' / 'x.ttf').write_bytes(b'no font')
        self.assertEqual(self.told(self.many(to='pdf')), '1 built, 2 left as they were, 0 failed')


class Again(ManyTest):
    def assert_built(self, built, *arguments, **environment):
        result = self.many(*arguments, **environment)
        self.assertEqual(self.told(result), f'{built} built, {self.COUNT - built} left as they were, 0 failed', result.err)

    def setUp(self):
        super().setUp()
        self.assert_built(3)
        self.assert_built(0)

    def test_inputs(self):
        first = self.projects[0]
        table = next((first / 'tables').glob('*.csv'))
        section = self.section(5)

        def same_bytes():
            data = section.read_bytes()
            section.unlink()
            section.write_bytes(data)

        def same_size_and_time():
            times = section.stat()
            self.edit(section, '是指', '即指')
            os.utime(section, ns=(times.st_atime_ns, times.st_mtime_ns))

        changes = {
            'a section touched': lambda: section.touch(),
            'another file of the same bytes': same_bytes,
            'as long, its time set back': same_size_and_time,
            'a section more': lambda: (first / 'sections' / '9-附言.md').write_text('# 附言\n\n没有了。\n', 'utf-8'),
            'that section gone': lambda: (first / 'sections' / '9-附言.md').unlink(),
            'a table more': lambda: shutil.copy(table, first / 'tables' / '另一张.csv'),
            'that table gone': lambda: (first / 'tables' / '另一张.csv').unlink(),
            'the manifest': lambda: self.append(first / 'gongkai.yaml', '\n# 完\n'),
        }
        for name, change in changes.items():
            with self.subTest(name):
                change()
                self.assert_built(1)
                self.assert_built(0)

    def test_outputs(self):
        page = self.out / 'project2' / 'index.html'
        data = page.read_bytes()
        for name, change in {'gone': page.unlink, 'other bytes': lambda: page.write_bytes(data.replace(b'<', b'>', 1)),
                             'touched': lambda: os.utime(page)}.items():
            with self.subTest(name):
                change()
                self.assert_built(1)
                self.assertEqual(page.read_bytes(), data)
                self.assert_built(0)

    def test_note_is_damaged(self):
        note = self.out / 'project2' / SEEN
        whole = note.read_bytes()
        for name, bad in {'empty': b'', 'cut': whole[:len(whole) // 2], 'a letter': whole.replace(b'F ', b'G ', 1),
                          'no line end': whole[:-1], 'another version': whole.replace(b'seen 1', b'seen 2', 1)}.items():
            with self.subTest(name):
                note.write_bytes(bad)
                self.assert_built(1)

    def test_options(self):
        self.assert_built(3, to='html')
        self.assert_built(3, '--draft', to='html')
        self.assert_built(3, '--strict', to='html')
        self.assert_built(3, SOURCE_DATE_EPOCH='1700000000')
        self.assert_built(0, SOURCE_DATE_EPOCH='1700000000')
        self.assert_built(3, '--anew', SOURCE_DATE_EPOCH='1700000000')

    def test_program(self):
        """It is known by what is in it: not by its place, its times or what starts it."""
        other = self.work / 'bin' / 'gongkai'
        other.parent.mkdir()
        shutil.copy(GONGKAI, other)
        data = {'GONGKAI_DATA': str(self.data())}
        loader = re.search(r'interpreter: (\S+)\]', subprocess.run(['readelf', '-l', GONGKAI], capture_output=True, text=True, check=True,
                                                                   env={'LC_ALL': 'C'} | {'PATH': os.environ['PATH']}).stdout).group(1)

        def told(*command):
            return self.told(gongkai('build', *self.projects, '--to', 'html,data', '-o', self.out, command=command, **data))

        for command in ((str(GONGKAI),), (str(other),), (loader, str(other))):
            with self.subTest(command):
                self.assertEqual(told(*command), '0 built, 3 left as they were, 0 failed')
        program = other.read_bytes()
        at = program.index(b'\x03\0\0\0GNU\0') + 8  # the note of its identity, of 20 bytes
        other.write_bytes(program[:at] + bytes(20) + program[at + 20:])
        self.assertEqual(told(str(other)), '3 built, 0 left as they were, 0 failed')

    def data(self):
        """The templates as an installation has them, in a folder that may be written."""
        data = self.work / 'data'
        if not data.exists():
            shutil.copytree(GONGKAI.parents[2] / 'templates', data / 'templates')
            self.assert_built(3, GONGKAI_DATA=str(data))
        return data

    def test_template_and_style(self):
        data = self.data()
        for path in (data / 'templates' / 'department-budget' / 'template.yaml', data / 'templates' / 'styles' / 'gb9704.yaml'):
            with self.subTest(path.name):
                self.append(path, '\n# 完\n')
                self.assert_built(3, GONGKAI_DATA=str(data))
                self.assert_built(0, GONGKAI_DATA=str(data))

    def test_from_another_folder(self):
        result = gongkai('build', *(project.name for project in self.projects), '--to', 'html,data', '-o', 'all', cwd=self.work)
        self.assertEqual(self.told(result), '0 built, 3 left as they were, 0 failed')

    def test_verify_reads_bytes(self):
        self.assert_built(0, '--verify')
        page = self.out / 'project2' / 'index.html'
        note = self.out / 'project2' / SEEN
        data, about = page.read_bytes(), page.stat()
        page.write_bytes(data.replace(b'<', b'>', 1))
        os.utime(page, ns=(about.st_atime_ns, about.st_mtime_ns))
        # Its time of change is the one thing that cannot be set back: the note is made to have the new one.
        lines = note.read_text('utf-8').splitlines()[:-1]
        lines = [with_changed(line, page.stat().st_ctime_ns) if line.endswith(' index.html') else line for line in lines]
        text = ''.join(line + '\n' for line in lines)
        note.write_text(f'{text}= {digest(text.encode()):x}\n', 'utf-8')
        self.assert_built(0)
        self.assert_built(1, '--verify')
        self.assertEqual(page.read_bytes(), data)

    def test_young_file_is_known_by_its_bytes(self):
        self.edit(self.section(5), '是指', '即指')
        self.assert_built(1)  # read within two seconds of its change
        note = (self.out / 'project' / SEEN).read_text('utf-8')
        self.assertIn(self.section(5).name, note)
        self.assert_built(0)
        lines = note.splitlines()[:-1]
        lines = [' '.join(line.split(' ')[:5] + ['1'] + line.split(' ')[6:]) if self.section(5).name in line and line[0] == 'F'
                 else line for line in lines]  # the hash of its bytes
        text = ''.join(line + '\n' for line in lines)
        (self.out / 'project' / SEEN).write_text(f'{text}= {digest(text.encode()):x}\n', 'utf-8')
        self.assert_built(1)

    def test_one_alone_is_always_built(self):
        result = gongkai('build', self.project, '--to', 'html,data', '-o', self.out / 'project')
        self.assertIn('index.html', result.out)
        self.assert_built(1)  # whose note went with the old output


def with_changed(line, nanoseconds):
    fields = line.split(' ')
    fields[4] = f'{nanoseconds:x}'
    return ' '.join(fields)


def digest(data):
    """As str_hash."""
    value, mask = 0xCBF29CE484222325, (1 << 64) - 1
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & mask
    value ^= value >> 32
    value = value * 0x9E3779B97F4A7C15 & mask
    return value ^ value >> 29


class FullDisk(ManyTest):
    COUNT = 6

    def test_who_failed_and_going_on(self):
        small = self.work / 'small'
        self.out = small / 'all'
        small.mkdir()
        mount = ('mount', '-t', 'tmpfs', '-o', 'size=100m', 'tmpfs', str(small))
        if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
            self.skipTest('no file system can be mounted here')
        try:
            self.fill_and_go_on()
        finally:
            subprocess.run(('umount', '-l', str(small)), check=True)

    def fill_and_go_on(self):
        self.many(GONGKAI_THREADS='1')
        before = published(self.out)
        for project in self.projects[1:]:
            self.append(project / 'sections' / self.section(3).name, '\n\n另有一段话。\n')
        about = os.statvfs(self.out)
        one = sum(path.stat().st_blocks * 512 for path in (self.out / 'project').rglob('*'))
        with open(self.out.parent / 'filler', 'wb') as filler:
            os.posix_fallocate(filler.fileno(), 0, about.f_bavail * about.f_frsize - one // 4)
        result = self.many(GONGKAI_THREADS='1')
        failed = re.findall(r'(project\d): not built: cannot write .*No space left on device \[output-write\]', result.err)
        self.assertEqual(result.status, 3)
        self.assertRegex(self.told(result), f'^{5 - len(failed)} built, 1 left as they were, {len(failed)} failed')
        self.assertTrue(failed)
        self.assertEqual([path.name for path in self.out.iterdir() if path.name.startswith('.')], [])
        for name in ['project', *failed]:
            self.assertEqual(published(self.out / name), {path.split('/', 1)[1]: data for path, data in before.items()
                                                          if path.split('/')[0] == name})
        (self.out.parent / 'filler').unlink()
        self.assertEqual(self.told(self.many()), f'{len(failed)} built, {6 - len(failed)} left as they were, 0 failed')
        full, self.out = published(self.out), self.work / 'all'
        self.many()
        self.assertEqual(full, published(self.out))


class Killed(ManyTest):
    COUNT = 8

    def start(self):
        return subprocess.Popen([str(GONGKAI), 'build', *map(str, self.projects), '--to', 'html,data', '-o', str(self.out)],
                                env={'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8', 'XDG_CACHE_HOME': str(CACHE)},
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))  # a job in the background ignores it

    def wait_for(self, process, count):
        """Until so many outputs are there."""
        while process.poll() is None and len(list(self.out.glob('project*/.gongkai'))) < count:
            time.sleep(0.001)

    def test_goes_on(self):
        self.many()
        whole = published(self.out)
        shutil.rmtree(self.out)
        for count in range(1, self.COUNT, 2):
            process = self.start()
            self.wait_for(process, count)
            process.kill()
            process.communicate()
            for folder in self.out.glob('project*'):  # what is there is whole
                self.assertEqual(published(folder), {name.split('/', 1)[1]: data for name, data in whole.items()
                                                     if name.split('/')[0] == folder.name})
        result = self.many()
        self.assertEqual(result.status, 0)
        self.assertRegex(self.told(result), r'^[0-8] built, [1-8] left as they were, 0 failed')
        self.assertEqual(published(self.out), whole)

    def test_interrupted(self):
        process = self.start()
        self.wait_for(process, 1)
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGINT)  # who is impatient
        _, messages = process.communicate()
        self.assertEqual(process.returncode, -signal.SIGINT)
        self.assertRegex(messages.decode(), r'\d built, 0 left as they were, 0 failed, \d not begun')
        self.assertEqual([path for path in self.out.iterdir() if path.name.startswith('.')], [])
