"""What offices, input methods and file managers do to a project, and what happens in the middle of a build."""
import os
import signal
import subprocess
import time
import unittest

from harness import GONGKAI, ProjectTest, files_of, gongkai


class Clerk(ProjectTest):
    def files(self):
        return [self.project / 'gongkai.yaml', *sorted(self.project.glob('sections/*')), *sorted(self.project.glob('tables/*'))]

    def pages(self):
        result = self.build('--to', 'html,data')
        self.assertEqual((result.status, result.err), (0, ''))
        return {name: data for name, data in files_of(self.out).items() if name != '.gongkai'}

    def same(self, spoil):
        """Nothing is found wrong, and the same pages are made, of files that are spoilt so."""
        before = self.pages()
        for path in self.files():
            path.write_bytes(spoil(path.read_text('utf-8-sig')))
        self.assertEqual(self.pages(), before)

    def test_encodings_and_line_ends(self):
        self.same(lambda text: b'\xef\xbb\xbf' + text.encode('utf-8'))
        self.same(lambda text: text.encode('gb18030'))
        for path in self.files():
            path.write_text(path.read_bytes().decode('gb18030'), 'utf-8')
        self.same(lambda text: text.replace('\n', '\r\n').encode('utf-16'))

    def test_blanks_at_line_ends(self):
        self.same(lambda text: text.replace('\n', ' \n').encode('utf-8'))

    def test_files_of_other_programs(self):
        before = self.pages()
        for folder in ('', 'sections', 'tables'):
            for name in ('.DS_Store', '~$表.xlsx', '~$文.md', '._表.csv', '.~lock.表.csv#', 'Thumbs.db', 'desktop.ini'):
                (self.project / folder / name).write_bytes(b'\0\1\2')
            (self.project / folder / '__MACOSX').mkdir()
            (self.project / folder / '__MACOSX' / '表.csv').write_bytes(b'\0')
        self.assertEqual(self.pages(), before)

    def test_names_of_files(self):
        before = self.pages()
        self.table('一般公共预算“三公”经费支出表').rename(self.project / 'tables' / '14 - 一般公共预算"三公"经费支出表.csv')
        self.table('部门支出总表').rename(self.project / 'tables' / '３、部门支出总表.CSV')
        self.assertEqual(self.pages(), before)

    def refused(self, old, new, rule, line, words):
        manifest = self.project / 'gongkai.yaml'
        whole = manifest.read_text('utf-8')
        self.edit(manifest, old, new)
        result = gongkai('check', self.project)
        manifest.write_text(whole, 'utf-8')
        self.assertEqual((result.status, [finding['rule'] for finding in result.findings]), (1, [rule]), result.err)
        self.assertEqual(int(result.first(rule)['line']), line)
        self.assertIn(words, result.err)

    def test_the_manifest(self):
        manifest = self.project / 'gongkai.yaml'
        lines = manifest.read_text('utf-8').splitlines()
        year = lines.index('year: 2023') + 1
        department = next(i for i, text in enumerate(lines) if text.startswith('department: ')) + 1
        self.refused('year: 2023', 'year：2023', 'yaml-syntax', year, 'full-width')
        self.refused('year: 2023', 'year:2023', 'yaml-syntax', year, 'space')
        self.refused('year: 2023', '\tyear: 2023', 'yaml-syntax', year, 'tab')
        self.refused('year: 2023', ' year: 2023', 'yaml-syntax', year, 'as far to the left')
        self.refused('year: 2023', 'year: 2023年', 'value-invalid', year, 'whole number')
        self.refused(lines[department - 1], 'department:', 'value-invalid', department, 'no text')
        self.refused('unit-kind: 行政', 'unit-kind: 机关', 'value-invalid', department + 1, '参公')
        self.edit(manifest, 'year: 2023', 'year: ２０２３')
        self.assertEqual(gongkai('check', self.project).err, '')

    def test_another_unit(self):
        before = self.pages()
        table = self.table('部门支出总表')
        rows = [line.split(',') for line in table.read_text('utf-8').splitlines()]
        def in_yuan(cell, column):
            return f'{round(float(cell) * 10000)}' if cell and column > 3 else cell
        yuan = [rows[0]] + [[in_yuan(cell, i) for i, cell in enumerate(row)] for row in rows[1:]]
        table.write_text('单位：元\n' + '\n'.join(','.join(row) for row in yuan) + '\n', 'utf-8')
        self.assertEqual(self.pages()['document.html'], before['document.html'])
        table.write_text('\n'.join(','.join(row) for row in yuan) + '\n', 'utf-8')
        self.assertIn('unit-mistake', gongkai('check', self.project).rules())


class Interrupted(ProjectTest):
    def start(self):
        environment = dict(os.environ, LC_ALL='C.UTF-8', XDG_CACHE_HOME=str(self.work / 'cache'))
        return subprocess.Popen([str(GONGKAI), 'build', str(self.project), '-o', str(self.out), '--to', 'html,data'],
                                env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def setUp(self):
        super().setUp()
        self.assertEqual(self.build('--to', 'html,data').status, 0)
        self.good = files_of(self.out)

    def whole(self):
        self.assertEqual(self.build('--to', 'html,data').status, 0)
        self.assertEqual(files_of(self.out), self.good)
        self.assertEqual({path.name for path in self.work.iterdir()} - {'cache'}, {'project', 'out'})

    def test_killed_at_any_time(self):
        for i in range(12):
            process = self.start()
            time.sleep(0.004 * i)
            process.send_signal(signal.SIGKILL)
            process.communicate()
            self.assertEqual(files_of(self.out), self.good)
        self.whole()

    def test_several_builds_into_one_folder(self):
        builds = [self.start() for _ in range(4)]
        for process in builds:
            err = process.communicate()[1].decode('utf-8')
            self.assertIn(process.returncode, (0, 3), err)
            if process.returncode:
                self.assertIn('[output-busy]', err)
        self.assertIn(0, [process.returncode for process in builds])
        self.whole()


if __name__ == '__main__':
    unittest.main()
