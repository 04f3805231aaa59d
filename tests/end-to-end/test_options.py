"""The command line by the conventions: each command takes its own options and refuses those of others, saying whose they are;
help stands for every command and option, in both languages; what is mistyped is answered with what was meant."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from harness import GONGKAI, ROOT, gongkai

# What stands after each command so that it is understood, in a folder where x.txt, x.pdf and the folder x are.
COMMANDS = {'build': (), 'check': (), 'preview': (), 'new': ('n',), 'trace': ('x', '1'), 'convert': ('x.txt', 'x'),
            'merge': ('x.txt', 'x'), 'verify': ('x.pdf', 'x'), 'diff': ('x', 'x'), 'template check': ('x',),
            'template new': ('n', '--from', 'x.txt'), 'office export': ('1',), 'office finalize': ('1',), 'office record': ('1', 'u', 't'),
            'office correct': ('1',), 'office status': (), 'office hand-out': (), 'office take-in': (),
            'office verify': ('1', 'x.pdf'), 'office check': (), 'office index': (),
            'office archive': (), 'help': (), 'plan': ('x', '-o', 'y', '--shards', '2'), 'gather': ('x',), 'menu': (), 'doctor': ()}
# The values of options that take one.
VALUES = {'to': 'pdf', 'output': 'x', 'section': '1', 'port': '8000', 'format': 'json', 'report': 'x.html', 'list': 'x.csv',
          'template': 'x', 'table-set': 'x', 'department': 'x', 'year': '2024', 'from': 'x', 'round': '1', 'since': 'x',
          'tracked': 'list', 'color': 'never', 'reason': 'x', 'today': '2026-03-01', 'completion': 'bash',
          'table-sets': 'department-budget', 'sections': 'x', 'files': 'made', 'only': 'x', 'plan': 'x.csv', 'shard': '1',
          'shards': '2'}
ALL = {'verbose', 'quiet', 'color', 'no-sandbox', 'help', 'version'}


def commands_of_help(language='C.UTF-8'):
    text = gongkai('--help', LC_ALL=language).out
    block = text.split('Commands:\n' if language == 'C.UTF-8' else '命令：\n')[1].split('\n\n')[0]
    return re.findall(r'^  ([a-z]+(?: [a-z-]+)?)(?:  |\n)', block + '\n', re.M)


def options_of(command, language='C.UTF-8'):
    """Its options as its help lists them: name to (what stands for a value, what it does)."""
    text = gongkai('help', *command.split(), LC_ALL=language).out
    block = text.split('\nOptions:\n' if language == 'C.UTF-8' else '\n选项：\n')[1].split('\n\n')[0]
    found = {}
    for entry in re.split(r'\n(?=  -)', block):
        match = re.match(r'  (?:-\w, )?--([a-z-]+)(?: (\S+))?(?:  +|\n +)(.*)', entry, re.S)
        found[match[1]] = (match[2], ' '.join(match[3].split()))
    return found


def forms_of(command):
    """The forms of its usage, each as one line."""
    usage = gongkai('help', *command.split()).out.split('\n\n')[0]
    return [' '.join(form.split()) for form in re.split(r'(?=gongkai )', usage)[1:]]


class Options(unittest.TestCase):
    """In a folder without a project, where no command that was understood has anything to do."""

    def run_one(self, *arguments, **kwargs):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, 'x').mkdir()
            for name in ('x.txt', 'x.pdf', 'x.csv'):
                pathlib.Path(folder, name).touch()
            return gongkai(*arguments, cwd=folder, **kwargs)

    def test_all_commands_are_tried(self):
        self.assertEqual(set(commands_of_help()), set(COMMANDS))

    def test_each_of_each(self):
        options = {command: options_of(command) for command in COMMANDS}
        for name in sorted({name for own in options.values() for name in own} - {'help', 'version'}):
            given = ('--' + name, VALUES[name]) if name in VALUES else ('--' + name,)
            owners = {command for command in options if name in options[command]}  # preview serves until it is ended: see test_preview
            others = [command for command in COMMANDS if command not in owners]
            # All commands refuse by the same table: two are asked.
            for command in sorted(owners - {'preview'} if len(owners) < len(COMMANDS) else ['build', 'help']) + others[:1] + others[-1:]:
                words = COMMANDS[command]
                with self.subTest(command=command, option=name):
                    self.assertEqual(name in VALUES, (options[command].get(name) or options[min(owners)][name])[0] is not None)
                    result = self.run_one(*command.split(), *given, *words)
                    self.assertNotIn('there is no option', result.err)
                    self.assertEqual('takes no' not in result.err, command in owners, result.err)
                    if command not in owners:
                        self.assertEqual((result.status, result.out), (2, ''), result.err)
                        for owner in owners:
                            self.assertIn(owner, result.err.split('that is of')[1])

    def test_an_amount_is_of_trace_alone(self):
        self.assertEqual(self.run_one('build', '-0.5').status, 2)
        self.assertNotEqual(self.run_one('trace', 'x', '-0.5').status, 2)
        self.assertEqual(self.run_one('trace', 'x', '-0.5', '-0.5').status, 2)

    def test_words(self):
        for arguments in ((), ('make',), ('new',), ('new', 'a', 'b'), ('trace', 'a'), ('convert', 'a'), ('preview', 'a', 'b'),
                          ('build', '--to'), ('build', '--no-such'), ('build', '--attach', '--to', 'html'), ('build', '--pdf-attach', '--to', 'html'), ('template',),
                          ('build', '--to', ''), ('build', '--to', 'pdf,'), ('verify', 'x.pdf'), ('check', '--dry-run')):
            result = self.run_one(*arguments)
            if arguments == ('build', '--to', 'pdf,'):
                self.assertNotEqual(result.status, 2)  # a comma at the end says nothing
                continue
            self.assertEqual((result.status, result.out), (2, ''), arguments)
            self.assertRegex(result.err, 'gongkai (--help|help )')

    def test_what_cannot_be_printed_is_no_success(self):
        """As on a full disk, or a file of the most size that is allowed."""
        full = ('sh', '-c', 'exec "$0" "$@" >/dev/full', str(GONGKAI))
        project = ROOT / 'content' / 'shifeng-cac-2023'
        for arguments in (('help',), ('help', '--completion', 'bash'), ('--version',), ('check', project), ('check', project, '--format', 'json'),
                          ('trace', project, '收入合计'), ('diff', project, project), ('template', 'check', 'department-budget')):
            result = gongkai(*arguments, command=full)
            self.assertEqual((result.status, result.err.splitlines()[-1]), (3, 'gongkai: what was to be printed cannot be written'), arguments)
        self.assertEqual(gongkai('check', project, '--quiet', command=full).status, 0)


class Help(unittest.TestCase):
    def test_every_command_and_option_is_explained(self):
        for language in ('C.UTF-8', 'zh_CN.UTF-8'):
            for command in commands_of_help(language):
                options = options_of(command, language)
                self.assertLessEqual(ALL, set(options), command)
                for name, (_, says) in options.items():
                    self.assertGreater(len(says), 3, f'{command} --{name}')
                    if language != 'C.UTF-8':
                        self.assertRegex(says, '[一-鿿]', f'{command} --{name}')

    def test_two_examples_each(self):
        for language, heading in (('C.UTF-8', '\nExamples:\n'), ('zh_CN.UTF-8', '\n例：\n')):
            for command in commands_of_help(language):
                text = gongkai('help', *command.split(), LC_ALL=language).out
                lines = [line for line in text.split(heading)[1].splitlines() if line.startswith('  gongkai ')]
                self.assertEqual(len(lines), 2, command)
                for line in lines:
                    self.assertTrue((line + ' ').startswith(f'  gongkai {command} '), line)

    def test_forms_name_the_commands_own_options_and_all_of_them(self):
        for command in commands_of_help():
            named = set(re.findall(r'--([a-z][a-z-]*)', ' '.join(forms_of(command))))
            if re.search(r'[\[ ]-o ', ' '.join(forms_of(command))):
                named.add('output')
            self.assertEqual(named, set(options_of(command)) - ALL, command)

    def test_the_ways_of_asking_are_one(self):
        for command in commands_of_help():
            shown = gongkai('help', *command.split())
            self.assertEqual(shown.status, 0)
            for asked in ((*command.split(), '--help'), (*command.split(), '-h'), (*command.split(), '--no-such', '-h'),
                          ('--help', *command.split()) if ' ' not in command else ('help', *command.split())):
                result = gongkai(*asked)
                if asked[0] == '--help':
                    self.assertEqual((result.status, result.out), (0, gongkai('--help').out))
                else:
                    self.assertEqual((result.status, result.out), (0, shown.out), asked)
        for asked in (('-h',), ('help',), ('--help',)):
            self.assertEqual(gongkai(*asked).out, gongkai('--help').out)
        self.assertIn('template new', gongkai('template', '--help').out)
        self.assertEqual(gongkai('-V').out, gongkai('--version').out)
        self.assertEqual(gongkai('build', '--version').out, gongkai('-V').out)

    def test_lines_fit_a_terminal(self):
        def columns(line):
            return sum(2 if re.match('[　-〿一-鿿＀-｠]', char) else 1 for char in line)
        for language in ('C.UTF-8', 'zh_CN.UTF-8'):
            for command in ['', *commands_of_help()]:
                text = gongkai('help', *command.split(), LC_ALL=language).out
                for line in text.splitlines():
                    self.assertLessEqual(columns(line), 80, line)
                for line in text.split('\n\n')[0].splitlines():  # [--section NAME] is not parted
                    self.assertEqual(line.count('['), line.count(']'), line)

    def test_readmes_list_all_commands(self):
        for name, language in (('README.md', 'C.UTF-8'), ('README.zh-CN.md', 'zh_CN.UTF-8')):
            text = (ROOT / name).read_text('utf-8')
            shown = re.findall(r'^    gongkai ([a-z]+(?: [a-z-]+)?)  +(.*)$', text, re.M)
            help_text = gongkai('--help', LC_ALL=language).out
            self.assertEqual([command for command, _ in shown], commands_of_help(language), name)
            for _, says in shown:
                self.assertIn(''.join(says.split()), ''.join(help_text.split()), name)


class Made(unittest.TestCase):
    """What is made of the same table: manual pages, completions."""

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-test-'))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        for language in ('C.UTF-8', 'zh_CN.UTF-8'):
            result = gongkai('help', '--files', cls.folder, LC_ALL=language)
            assert result.status == 0, result.err
        cls.bash = cls.folder / 'bash-completion/completions/gongkai'

    def pages(self):
        for language, folder in (('C.UTF-8', 'man/man1'), ('zh_CN.UTF-8', 'man/zh_CN/man1')):
            for command in ['', *commands_of_help(language)]:
                yield language, command, self.folder / folder / ('-'.join(['gongkai', *command.split()]) + '.1')

    def test_a_page_of_each_command_with_all_its_options(self):
        names = {path.relative_to(self.folder) for path in self.folder.glob('man/**/*.1')}
        self.assertEqual({path.relative_to(self.folder) for _, _, path in self.pages()}, names)
        for language, command, path in self.pages():
            text = path.read_text('utf-8').replace('\\-', '-')
            self.assertEqual(gongkai('help', *command.split(), '--man', LC_ALL=language).out.replace('\\-', '-'), text)
            text = re.sub(r'\\f[BR]', '', text)
            for name, (shown, _) in (options_of(command, language).items() if command else ()):
                self.assertRegex(text, f'(?m)^\\.TP\n(-., )?--{name}{" " + re.escape(shown) if shown else ""}\n\\S', path)

    def test_pages_are_right(self):
        if not shutil.which('mandoc'):
            self.skipTest('mandoc is not installed')
        for language, _, path in self.pages():
            result = subprocess.run(['mandoc', '-T', 'lint', '-W', 'warning', path], capture_output=True, text=True, check=False)
            self.assertEqual((result.returncode, result.stdout), (0, ''), path)

    def test_scripts_are_right(self):
        if not shutil.which('shellcheck'):
            self.skipTest('shellcheck is not installed')
        result = subprocess.run(['shellcheck', '-s', 'bash', self.bash], capture_output=True, text=True, check=False)
        self.assertEqual((result.returncode, result.stdout), (0, ''))

    def proposed(self, *words, cwd=None):
        """What bash proposes for the last of the words."""
        script = (f'PATH={GONGKAI.parent}:$PATH; compopt() {{ :; }}; source {self.bash}; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); '
                  'COMPREPLY=(); _gongkai; printf "%s\\n" "${COMPREPLY[@]}"')
        result = subprocess.run(['bash', '-c', script, 'bash', 'gongkai', *words], capture_output=True, text=True, cwd=cwd, check=False)
        self.assertEqual(result.stderr, '')
        return [line for line in result.stdout.splitlines() if line]

    def test_bash_proposes(self):
        first = {command.split()[0] for command in commands_of_help()}
        self.assertEqual(set(self.proposed('')), first)
        self.assertEqual(self.proposed('bu'), ['build'])
        for command in commands_of_help():
            self.assertEqual(set(self.proposed(*command.split(), '--')), {'--' + name for name in options_of(command)}, command)
        self.assertEqual(set(self.proposed('template', '')), {'new', 'check'})
        self.assertEqual(self.proposed('template', 'n'), ['new'])
        self.assertEqual(self.proposed('check', '--format', 's'), ['sarif'])
        self.assertEqual(self.proposed('diff', '--format', ''), ['text', 'json'])
        self.assertEqual(self.proposed('build', '--to', '=', 'h'), ['html'])
        self.assertEqual(self.proposed('build', '--to', 'pdf,x'), ['pdf,xlsx'])
        self.assertIn('department-accounts', self.proposed('new', '--template', 'department-'))
        self.assertEqual(self.proposed('new', '--template', 'department-accounts', '--table-set', 'yun'), ['yunnan'])
        self.assertEqual(self.proposed('new', '--table-set', 'yun'), [])
        self.assertIn('check', self.proposed('help', ''))

    def test_bash_proposes_what_is_in_the_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            gongkai('new', 'p', '--example', cwd=folder)
            names = [path.stem for path in pathlib.Path(folder, 'p/sections').glob('*.md')]
            self.assertEqual(sorted(self.proposed('build', 'p', '--section', '', cwd=folder)), sorted(names))
            self.assertEqual(sorted(self.proposed('preview', '--section', '', cwd=folder + '/p')), sorted(names))
            self.assertEqual(self.proposed('build', '', cwd=folder), ['p'])
            self.assertIn('p/gongkai.yaml', self.proposed('check', 'p/', cwd=folder))

    def test_zsh_reads_its_file(self):
        if not shutil.which('zsh'):
            self.skipTest('zsh is not installed')
        path = self.folder / 'zsh/site-functions/_gongkai'
        result = subprocess.run(['zsh', '-n', path], capture_output=True, text=True, check=False)
        self.assertEqual((result.returncode, result.stderr), (0, ''))
        text = path.read_text('utf-8')
        for command in commands_of_help():
            block = text.split(f"  '{command}')\n")[1].split(';;')[0]
            self.assertEqual(set(re.findall(r"--([a-z-]+)(?:\[|}'\[)", block)), set(options_of(command)), command)


class Mistyped(unittest.TestCase):
    def meant(self, *arguments):
        result = gongkai(*arguments)
        self.assertEqual((result.status, result.out), (2, ''), result.err)
        found = re.search('did you mean “(.*?)”', result.err)
        return found and found[1]

    def test_what_was_meant(self):
        self.assertEqual(self.meant('bulid'), 'build')
        self.assertEqual(self.meant('chekc', 'x'), 'check')
        self.assertEqual(self.meant('template', 'chek'), 'template check')
        self.assertEqual(self.meant('help', 'bild'), 'build')
        self.assertEqual(self.meant('build', '--strct'), '--strict')
        self.assertEqual(self.meant('--strct', 'build'), '--strict')
        self.assertEqual(self.meant('build', '--sectoin=3'), '--section')
        self.assertEqual(self.meant('build', '--to', 'pfd'), 'pdf')
        self.assertEqual(self.meant('build', '--to', 'html,dat'), 'data')
        self.assertEqual(self.meant('check', '--format', 'jsno'), 'json')
        self.assertEqual(self.meant('diff', '--format', 'jsno', '.'), 'json')
        self.assertEqual(self.meant('merge', '--tracked', 'acept', 'a', 'b'), 'accept')
        self.assertEqual(self.meant('new', 'x', '--color', 'alway'), 'always')
        self.assertEqual(self.meant('build', '-to', 'pdf'), '--to')
        self.assertIsNone(self.meant('fly'))
        self.assertIsNone(self.meant('check', '--zzz'))
        # No option of another command is proposed.
        self.assertNotEqual(self.meant('trace', '--prt', 'x'), '--port')


    def test_what_is_wrong_is_named(self):
        for arguments, says in ((('build', '--strict=1'), '“--strict” takes no value'), (('build', '--to'), '“--to” wants a value'),
                                (('build', '-xz'), 'no option “-xz”'), (('-q', 'trace', '.', '-0.5', '-y'), 'no option “-y”'),
                                (('office',), 'export, hand-out'), (('template',), 'check, new')):
            result = gongkai(*arguments)
            self.assertEqual((result.status, result.out), (2, ''), arguments)
            self.assertIn(says, result.err)
            self.assertRegex(result.err, 'help build' if arguments[0] == 'build' else 'Try')


class Folders(unittest.TestCase):
    def test_a_folder_that_is_not_there_is_wrong_usage(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, 'x').mkdir()
            pathlib.Path(folder, 'x.txt').touch()
            for arguments in (('build', 'no'), ('build', 'x', 'no'), ('check', 'no'), ('preview', 'no'), ('trace', 'no', '1'),
                              ('convert', 'no', 'x'), ('merge', 'no', 'x'), ('verify', 'no', 'x'),
                              ('verify', 'x.txt', 'no'), ('diff', 'x', 'no'), ('new', 'n', '--from', 'no'), ('build', 'x.txt/y'),
                              ('template', 'new', 'n', '--from', 'no')):
                result = gongkai(*arguments, cwd=folder)
                self.assertEqual((result.status, result.out), (2, ''), arguments)
                self.assertRegex(result.err, 'there is no (file or folder|folder|file) “(no|x.txt/y)”', arguments)
                self.assertFalse(pathlib.Path(folder, 'n').exists())
            for arguments in (('build', 'x.txt'), ('preview', 'x.txt'), ('trace', 'x.txt', '1')):
                result = gongkai(*arguments, cwd=folder)
                self.assertEqual(result.status, 2, arguments)
                self.assertIn('is a file', result.err)

    def test_a_manifest_stands_for_its_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(gongkai('new', 'p', '--example', cwd=folder).status, 0)
            whole = gongkai('check', 'p', cwd=folder)
            self.assertEqual(whole.status, 0, whole.err)
            self.assertEqual(gongkai('check', 'p/gongkai.yaml', cwd=folder).out, whole.out)
            self.assertEqual(gongkai('check', './p/gongkai.yaml', cwd=folder).status, 0)
            self.assertEqual(gongkai('check', 'gongkai.yaml', cwd=os.path.join(folder, 'p')).status, 0)
            self.assertEqual(gongkai('check', os.path.join(folder, 'p/gongkai.yaml')).status, 0)
            self.assertEqual(gongkai('build', 'p/gongkai.yaml', '--to', 'data', cwd=folder).status, 0)
            self.assertTrue(pathlib.Path(folder, 'p/out').is_dir())
            self.assertEqual(gongkai('new', 'q', '--from', 'p/gongkai.yaml', cwd=folder).status, 0)
            self.assertEqual(gongkai('diff', 'p/gongkai.yaml', 'q/gongkai.yaml', cwd=folder).status in (0, 1), True)

    def test_folders_above_a_new_one_are_made(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(gongkai('new', 'a/b/c', '--example', cwd=folder).status, 0)
            self.assertEqual(gongkai('check', 'a/b/c', cwd=folder).status, 0)
            # A project that cannot be begun leaves nothing.
            self.assertEqual(gongkai('new', 'd/e', '--template', 'no-such', cwd=folder).status, 2)
            self.assertFalse(pathlib.Path(folder, 'd').exists())


class Printed(unittest.TestCase):
    def silent(self, result):
        self.assertEqual((result.status, result.out, result.err), (0, '', ''))

    def test_quiet(self):
        with tempfile.TemporaryDirectory() as folder:
            self.silent(gongkai('new', 'p', '--example', '-q', cwd=folder))
            self.silent(gongkai('check', 'p', '-q', cwd=folder))
            self.silent(gongkai('build', 'p', '--to', 'data', '--quiet', cwd=folder))
            self.assertIn('"projects"', gongkai('check', 'p', '-q', '--format', 'json', cwd=folder).out)
            pathlib.Path(folder, 'p/sections/0.md').write_text('# 一\n\n`= 没有这个`\n', 'utf-8')
            wrong = gongkai('check', 'p', '-q', cwd=folder)
            self.assertEqual((wrong.status, wrong.out), (1, ''))
            self.assertIn('error', wrong.err)

    def test_colour(self):
        with tempfile.TemporaryDirectory() as folder:
            def coloured(*arguments, **variables):
                return '\033[' in gongkai('check', folder, *arguments, **variables).err
            self.assertFalse(coloured())
            self.assertTrue(coloured('--color', 'always'))
            self.assertTrue(coloured('--color=always', NO_COLOR='1'))
            self.assertFalse(coloured('--color', 'never', CLICOLOR_FORCE='1'))
            self.assertTrue(coloured(CLICOLOR_FORCE='1'))
            self.assertFalse(coloured(CLICOLOR_FORCE='1', NO_COLOR='1'))
