"""The menu of a desktop, by digits, and the page about a machine."""
import os
import pathlib
import pty
import re
import select
import shlex
import shutil
import signal
import subprocess
import unittest

from harness import CACHE, GONGKAI, ROOT, ProjectTest, gongkai


class Menu(ProjectTest):
    def menu(self, typed, folder=None, **variables):
        environment = {'PATH': os.environ['PATH'], 'HOME': str(self.work), 'LC_ALL': 'C.UTF-8', 'XDG_CACHE_HOME': str(CACHE), **variables}
        for name in ('ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LSAN_OPTIONS'):
            if name in os.environ:
                environment[name] = os.environ[name]
        return subprocess.run([GONGKAI, 'menu', folder or self.project], input=typed.encode(), capture_output=True, env=environment,
                              check=False)

    def test_each_item(self):
        result = self.menu('2\n4\n5\n0\n')
        out = result.stdout.decode()
        self.assertEqual((result.returncode, result.stderr), (0, b''))
        self.assertEqual(re.findall(r'(?m)^\$ gongkai (\w+)', out), ['check', 'build', 'build'])
        self.assertEqual(out.count('done.'), 3)
        self.assertTrue(list((self.project / 'out').glob('*.pdf')) or list((self.project / 'out').rglob('*.pdf')))
        copy = next((self.project / 'out-review').rglob('*.docx'))
        # The copy that was made is offered first to be taken back, unchanged.
        out = self.menu('6\n1\n0\n').stdout.decode()
        self.assertIn(copy.name, out)
        self.assertIn('$ gongkai merge', out)

    def test_import(self):
        shutil.rmtree(self.project / 'sections')
        (self.project / '去年.txt').write_text((ROOT / 'tests/convert/shifeng-2023.txt').read_text('utf-8'), 'utf-8')
        out = self.menu('1\n1\n0\n').stdout.decode()
        self.assertIn('$ gongkai convert', out)
        self.assertTrue(list((self.project / 'sections').glob('*.md')), out)

    def test_nothing_to_choose_from(self):
        out = self.menu('1\n6\n0\n').stdout.decode()
        self.assertIn('there is no document to import', out)
        self.assertIn('there is no Word copy', out)
        self.assertNotIn('$ gongkai', out)

    def test_what_is_wrong_is_said(self):
        self.section(3).write_text('# 一\n\n`= 没有这个`\n', 'utf-8')
        result = self.menu('2\n0\n')
        self.assertIn('something to be mended', result.stdout.decode())
        self.assertIn('没有这个', result.stderr.decode())

    def test_bad_input(self):
        for typed in ('', '\n\n', 'x\n', '99999999999999999999\n', '-1\n', '7\n', '\0\n', '２\n', '2', '１\n', '二\n', '1\n1\n1\n' * 50):
            result = self.menu(typed)
            self.assertEqual(result.returncode, 0, typed)
        self.assertIn('$ gongkai check', self.menu('２\n').stdout.decode())  # as an input method writes digits
        self.assertIn('from 0 to 6', self.menu('7\n').stdout.decode())

    def test_a_folder_without_a_project(self):
        folder = self.work / '空'
        folder.mkdir()
        out = self.menu('0\n', folder).stdout.decode()
        self.assertIn('no project in this folder.', out)
        out = self.menu('1\n2\n0\n', folder).stdout.decode()
        self.assertIn('$ gongkai new', out)
        made = next(folder.iterdir())
        self.assertTrue((made / 'gongkai.yaml').is_file(), out)
        self.assertIn(f'  1  {made}', self.menu('1\n0\n', folder).stdout.decode())

    def test_preview_ends_with_enter(self):
        out = self.menu('3\n\n0\n').stdout.decode()
        self.assertRegex(out, r'http://127\.0\.0\.1:\d+/\S+/\nopen this address')
        self.assertEqual(out.count('  0  end'), 2)

    def test_ctrl_c_ends_the_preview_and_not_the_menu(self):
        process = subprocess.Popen([GONGKAI, 'menu', self.project], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
                                   env={**os.environ, 'LC_ALL': 'C.UTF-8'}, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
        process.stdin.write(b'3\n')
        process.stdin.flush()
        for line in process.stdout:
            if b'press Enter' in line:
                break
        os.killpg(process.pid, signal.SIGINT)
        for line in process.stdout:
            if b'  0  end' in line:
                break
        process.stdin.write(b'0\n')
        process.stdin.close()
        self.assertEqual((process.stdout.read(), process.wait()), (b'number (0: back): ', 0))
        process.stdout.close()

    def test_what_is_shown_can_be_typed(self):
        folder = self.work / "一 个 'x'"
        shutil.copytree(self.project, folder)
        out = self.menu('2\n0\n', folder).stdout.decode()
        line = next(line for line in out.splitlines() if line.startswith('$ gongkai '))
        self.assertEqual(shlex.split(line), ['$', 'gongkai', 'check', str(folder)])

    def test_what_it_is_started_by(self):
        """A loader between: /proc/self/exe is that."""
        script = self.work / 'gongkai.sh'
        script.write_text(f'#!/bin/sh\necho "again: $1"\n', 'utf-8')
        script.chmod(0o755)
        self.assertIn('again: check', self.menu('2\n0\n', GONGKAI_PROGRAM=str(script)).stdout.decode())

    def test_chinese(self):
        out = self.menu('0\n', LC_ALL='zh_CN.UTF-8').stdout.decode()
        for word in ('导入文稿', '检查', '预览', '生成', '送审稿', '收回'):
            self.assertIn(word, out)


class Doctor(ProjectTest):
    def test_all_is_said(self):
        result = gongkai('doctor', self.project, HOME=str(self.work), USER='wangxiaoming', HOSTNAME='caizhengju-07')
        self.assertEqual((result.status, result.err), (0, ''))
        for wanted in ('gongkai 0', 'kernel: Linux', 'locale: LC_ALL=C.UTF-8', '仿宋: ', 'libhpdf', 'cache: ', 'a project', 'mutool: ',
                       'Sandbox:\n  '):
            self.assertIn(wanted, result.out)
        for personal in (str(self.work), 'wangxiaoming', 'caizhengju'):
            self.assertNotIn(personal, result.out)
        chinese = gongkai('doctor', LC_ALL='zh_CN.UTF-8').out
        self.assertIn('提示信息的语言：中文', chinese)
        self.assertNotRegex(chinese, r'(?m)^  (may|not)')

    def test_what_is_missing(self):
        result = gongkai('doctor', GONGKAI_DATA=str(self.work))
        self.assertEqual(result.status, 3)
        self.assertIn("needed is not there: Gongkai's own templates", result.out)
        (self.work / 'fonts.conf').write_text('<fontconfig></fontconfig>', 'utf-8')
        result = gongkai('doctor', FONTCONFIG_FILE=str(self.work / 'fonts.conf'), XDG_CACHE_HOME=str(self.work))
        self.assertEqual(result.status, 3)
        self.assertIn('fonts-lxgw-wenkai', result.out)

    def test_a_cache_that_is_not_there(self):
        self.assertIn('cache: none', gongkai('doctor', HOME='', XDG_CACHE_HOME='').out)
        self.assertIn('a/b/gongkai, not there yet', gongkai('doctor', XDG_CACHE_HOME=str(self.work / 'a/b')).out)
        self.assertIn('/gongkai, may not be written', gongkai('doctor', XDG_CACHE_HOME='/dev/null').out)


class Desktop(unittest.TestCase):
    def test_entry(self):
        path = ROOT / 'desktop/gongkai.desktop'
        text = path.read_text('utf-8')
        self.assertIn('\nExec=gongkai menu %f\n', text)
        self.assertIn('\nTerminal=true\n', text)
        if shutil.which('desktop-file-validate'):
            result = subprocess.run(['desktop-file-validate', path], capture_output=True, text=True, check=False)
            self.assertEqual((result.returncode, result.stdout), (0, ''))
        if shutil.which('xmllint'):
            subprocess.run(['xmllint', '--noout', ROOT / 'desktop/gongkai.svg'], check=True)


class Progress(ProjectTest):
    def on_terminal(self, *arguments, command=(GONGKAI,), **variables):
        """What a command writes to a terminal that stderr is."""
        master, slave = pty.openpty()
        process = subprocess.Popen([*map(str, command), *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=slave,
                                   env={**os.environ, 'LC_ALL': 'C.UTF-8', 'TERM': 'xterm', **variables})
        os.close(slave)
        seen = b''
        while True:
            ready, _, _ = select.select([master], [], [], 60)
            try:
                part = os.read(master, 65536) if ready else b''
            except OSError:
                part = b''
            if not part:
                break
            seen += part
        process.wait()
        os.close(master)
        return seen.decode('utf-8', 'replace')

    def test_none_where_it_is_quick_or_unwanted(self):
        self.assertNotIn('… ', self.on_terminal('help'))
        self.assertEqual(gongkai('check', self.project).err, '')

    def test_what_takes_long_is_told(self):
        if not shutil.which('strace'):
            self.skipTest('strace is not installed')
        table = sorted((self.project / 'tables').glob('*.csv'))[0]
        seen = self.on_terminal('check', self.project, command=(
            'strace', '-f', '-qq', '-o', '/dev/null', '-P', table.name, '-P', table, '-P', f'tables/{table.name}', '-e', 'trace=openat,openat2',
            '-e', 'inject=openat,openat2:delay_enter=1700000:when=1', GONGKAI))
        self.assertRegex(seen, rf'\r\x1b\[K{re.escape(str(self.project))}… 1 s')
        self.assertIn('\r\x1b[K', seen.rsplit('…', 1)[1])  # and taken away


if __name__ == '__main__':
    unittest.main()
