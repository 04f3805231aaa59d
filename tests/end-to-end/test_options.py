"""A command takes its own options and refuses those of others, saying whose they are."""
import tempfile
import unittest

from harness import gongkai

COMMANDS = {'build': (), 'check': (), 'preview': (), 'new': ('x',), 'trace': ('x', '1'), 'convert': ('x.txt', 'x'), 'verify': ('x.pdf', 'x'), 'diff': ('x', 'x')}
OPTIONS = {
    ('--to', 'pdf'): {'build'},
    ('-o', 'x'): {'build'},
    ('--output', 'x'): {'build'},
    ('--section', '1'): {'build', 'preview'},
    ('--port', '8000'): {'preview'},
    ('--strict',): {'build', 'check'},
    ('--format', 'json'): {'check', 'diff'},
    ('--report', 'x.html'): {'check', 'diff'},
    ('--list', 'x.csv'): {'verify'},
    ('--fix',): {'check'},
    ('--dry-run', '--fix'): {'check'},
    ('--draft',): {'build', 'preview'},
    ('--pdf-attach',): {'build'},
    ('--template', 'x'): {'new', 'check'},
    ('--table-set', 'x'): {'new', 'check'},
    ('--department', 'x'): {'check'},
    ('--year', '2024'): {'check'},
    ('--example',): {'new'},
    ('--from', 'x'): {'new'},
    ('--verbose',): set(COMMANDS),
    ('--no-sandbox',): set(COMMANDS),
}


class Options(unittest.TestCase):
    """In a folder without a project, where no command that was understood has anything to do."""

    def run_one(self, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            return gongkai(*arguments, cwd=folder)

    def test_each_of_each(self):
        for option, owners in OPTIONS.items():
            for command, words in COMMANDS.items():
                with self.subTest(command=command, option=option[0]):
                    if command in owners and command == 'preview':
                        continue  # it would serve until it is ended: see test_preview
                    result = self.run_one(command, *option, *words)
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
                          ('build', '--to'), ('build', '--no-such'), ('build', '--pdf-attach', '--to', 'html')):
            result = self.run_one(*arguments)
            self.assertEqual((result.status, result.out), (2, ''), arguments)
            self.assertIn('gongkai --help', result.err)
