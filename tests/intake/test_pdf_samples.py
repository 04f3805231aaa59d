"""PDFs of many makers, which the sources of pypdf hold (./dev test fetches them): each is read, or said to be locked or broken."""
import collections
import pathlib
import shutil
import unittest

from documents import Read

SOURCES = sorted((pathlib.Path(__file__).resolve().parents[2] / 'build/test-data/pdfs').glob('*/resources'))


@unittest.skipUnless(SOURCES and shutil.which('mutool'), 'no samples, or no mutool')
class Samples(unittest.TestCase):
    def test_each(self):
        ends, here = collections.Counter(), sorted(pathlib.Path.cwd().iterdir())
        for path in sorted(SOURCES[-1].rglob('*.pdf')):
            with self.subTest(path.name):
                read = Read(path)
                self.assertIn(read.status, (0, 1), read.err)
                self.assertEqual('pdf-broken' in read.rules, read.status == 1, read.err)
                ends[read.status] += 1
        self.assertGreater(ends[0], 40)
        self.assertEqual(sorted(pathlib.Path.cwd().iterdir()), here)

    def test_locked(self):
        """What opens without a password is read, whatever locks it; the others are said to be locked."""
        folder = SOURCES[-1] / 'encryption'
        whole = Read(folder / 'unencrypted.pdf').texts()
        self.assertTrue(whole)
        for path in sorted(folder.glob('*.pdf')):
            with self.subTest(path.name):
                read = Read(path)
                if any(word in path.name for word in ('user', 'both', 'cleartext')):
                    self.assertEqual((read.status, read.rules), (1, {'pdf-broken'}))
                else:
                    self.assertEqual(read.texts(), whole)


if __name__ == '__main__':
    unittest.main()
