"""Too little memory: what is asked for is made whole, or the one message comes and nothing else has happened."""
import unittest

from harness import GONGKAI, ProjectTest, files_of, gongkai, tool

SANITIZED = 'libasan' in tool('ldd', GONGKAI)
FULL = 'gongkai: out of memory\n'
MB = 1 << 20


def limited(megabytes, *arguments, **environment):
    """The binary in so much address space; the limit is set by prlimit, so that this process keeps its own."""
    command = ['prlimit', f'--as={megabytes * MB}', str(GONGKAI)]
    return gongkai(*arguments, command=command, **environment)


def loads(megabytes):
    """Whether the dynamic loader, which speaks for itself, has room for the program and its libraries."""
    return limited(megabytes, '--version').status != 127


LEAST = 0 if SANITIZED else next(megabytes for megabytes in range(20, 60, 2) if loads(megabytes))


@unittest.skipIf(SANITIZED, 'the sanitizer needs far more address space')
class Memory(ProjectTest):
    def test_a_build_is_whole_or_not_there(self):
        self.assertEqual(self.build().status, 0)
        older = files_of(self.out)
        self.append(self.section(1), '\n另起一段。\n')
        self.assertEqual(self.build().status, 0)
        newer = files_of(self.out)
        seen = set()
        for megabytes in range(max(30, LEAST), 330, 12):
            self.out.rename(self.work / 'last')
            self.restore(older)
            built = limited(megabytes, 'build', self.project, '-o', self.out)
            seen.add(built.status)
            with self.subTest(megabytes=megabytes):
                if built.status == 0:
                    self.assertEqual(files_of(self.out), newer)
                else:
                    self.assertEqual((built.status, built.out, built.err), (3, '', FULL))
                    self.assertEqual(files_of(self.out), older)
                self.assertEqual(sorted(path.name for path in self.work.iterdir()), ['last', 'out', 'project'])
            tool('rm', '-r', self.work / 'last')
        self.assertEqual(seen, {0, 3}, 'the limits lie on both sides of what a build takes')

    def restore(self, files):
        for name, bytes_ in files.items():
            path = self.out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(bytes_)

    def test_a_parent_folder_that_was_made_goes_too(self):
        built = limited(60, 'build', self.project, '-o', self.work / 'new' / 'deeper' / 'out')
        self.assertEqual((built.status, built.err), (3, FULL))
        self.assertFalse((self.work / 'new').exists())

    def test_encodings_are_not_blamed(self):
        section = self.section(1)
        section.write_bytes(section.read_text('utf-8').encode('gb18030'))
        for megabytes in range(max(28, LEAST), 48, 2):
            checked = limited(megabytes, 'check', self.project)
            with self.subTest(megabytes=megabytes):
                if checked.status != 0:
                    self.assertEqual((checked.status, checked.err), (3, FULL))

    def test_a_new_project_is_whole_or_not_there(self):
        for megabytes in range(LEAST, 40, 2):
            made = limited(megabytes, 'new', self.work / f'new-{megabytes}')
            with self.subTest(megabytes=megabytes):
                if made.status != 0:
                    self.assertEqual((made.status, made.err), (3, FULL))
                    self.assertEqual([p.name for p in self.work.iterdir() if p.name.startswith(f'new-{megabytes}')], [])

    def test_it_is_said_in_the_users_language(self):
        self.assertEqual(limited(60, 'build', self.project, '-o', self.out, LC_ALL='zh_CN.UTF-8').err, 'gongkai: 内存不足\n')


if __name__ == '__main__':
    unittest.main()
