"""Every command line that the documents show is understood: run in a folder where what it names is there, or, where it is a form with
brackets or would serve until it is ended, held against the help of its command."""
import pathlib
import re
import shlex
import shutil
import tempfile
import unittest

from harness import ROOT, gongkai

MISUSE = re.compile(r'there is no (option|command|folder|file)|takes no|wants a value|other words are|half a command')
FILES = re.compile(r'\.(docx|odt|html?|pdf|csv|xlsx?|ods|txt|md|yaml|json)$')
FORM = re.compile(r'[\[\]|{}…$]')


def lines_of(text):
    """Command lines of code blocks, those that another program is given too, and of code within text."""
    for match in re.finditer(r"""(?m)^    (?:\$ )?(?:[\w/]*/)?gongkai (.+)$|^    (?:parallel|sbatch|srun) .*?\bgongkai ([^':\n]+)|`gongkai ([^`]+)`""", text):
        line = match[1] or match[2] or match[3]
        yield re.split(r'  +#|\s{2,}(?=[^\s-])', line)[0].strip()


def documents():
    return [*sorted((ROOT / 'docs').glob('*.md')), *sorted(ROOT.glob('*.md')), *sorted((ROOT / 'content').glob('*/README.md'))]


class Docs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-test-'))
        cls.addClassCleanup(shutil.rmtree, cls.work)
        text = gongkai('--help').out.split('Commands:\n')[1].split('\n\n')[0]
        cls.commands = re.findall(r'^  ([a-z-]+(?: [a-z-]+)?)(?:  |\n)', text + '\n', re.M)
        gongkai('new', 'example', '--example', cwd=cls.work)
        (cls.work / 'office').mkdir()
        (cls.work / 'office/gongkai.yaml').write_text('register: 名册.xlsx\n', 'utf-8')

    def command_of(self, line):
        found = [command for command in self.commands if f'{line} '.startswith(f'{command} ')]
        return max(found, key=len) if found else None

    def held_against_help(self, line, command):
        text = gongkai('help', *command.split()).out
        for option in re.findall(r'(?<![\w-])--?[a-zA-Z][a-z-]*', line):
            self.assertRegex(text, rf'(?m)^  (-., )?{re.escape(option)}[ ,]|^  {re.escape(option)},', line)

    def run_it(self, line, command):
        words = shlex.split(line, comments=True)
        for at, mark in enumerate(words):
            if mark in ('>', '|', '2>', '&&'):
                words = words[:at]
                break
        example = self.work / ('office' if command.startswith('office') else 'example')
        with tempfile.TemporaryDirectory(dir=self.work) as folder:
            for word in words[len(command.split()):]:
                path = pathlib.Path(folder, word.replace('*', '甲'))
                if word.startswith('-') or word.startswith('/') or '://' in word or path.exists() or re.fullmatch(r'[\d:T-]+', word):
                    continue
                path.parent.mkdir(parents=True, exist_ok=True)
                if FILES.search(word):
                    path.touch()
                elif not (command.endswith('new') and word == words[len(command.split())]):
                    shutil.copytree(example, path)
            (pathlib.Path(folder) / 'gongkai.yaml').exists() or shutil.copytree(example, folder, dirs_exist_ok=True)
            result = gongkai(*[word.replace('*', '甲') for word in words], cwd=folder)
            self.assertNotRegex(result.err, MISUSE, line)

    def test_every_command_line(self):
        seen, tried = set(), 0
        for path in documents():
            for line in lines_of(path.read_text('utf-8')):
                if line in seen or re.match(r'(help|doctor|menu)?$', line):
                    continue
                seen.add(line)
                with self.subTest(document=path.name, line=line):
                    command = self.command_of(line)
                    if command is None and FORM.search(line):
                        continue
                    self.assertIsNotNone(command, f'no such command: {line}')
                    # A form, or an option that is spoken of.
                    if FORM.search(line) or command == 'preview' or re.fullmatch(r'( --[a-z-]+( (json|text|sarif))?)*', line[len(command):]):
                        self.held_against_help(line, command)
                    else:
                        self.run_it(line, command)
                    tried += 1
        self.assertGreater(tried, 40)


if __name__ == '__main__':
    unittest.main()
