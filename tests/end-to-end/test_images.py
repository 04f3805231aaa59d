"""A picture from the project's folder to the PDF and the site, and one that is broken."""
import struct
import unittest
import zlib

from harness import ProjectTest, files_of, tool


def chunk(name, data):
    return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))


def png(width, height, shade):
    """Grey, half transparent."""
    rows = (b'\0' + bytes([shade, 128]) * width) * height
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 4, 0, 0, 0))
            + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


class Images(ProjectTest):
    def setUp(self):
        super().setUp()
        self.image = self.project / 'images' / '公章.png'
        self.image.parent.mkdir()
        self.image.write_bytes(png(96, 48, 90))
        self.append(self.section(1), '\n![公章的样子](images/公章.png)\n\n又一次：![](images/公章.png)\n')

    def test_in_both_outputs(self):
        result = self.build('--to', 'pdf,html')
        self.assertEqual(result.status, 0, result.err)
        tool('qpdf', '--check', self.pdf())
        shown = [line.split() for line in tool('pdfimages', '-list', self.pdf()).splitlines()[2:]]
        self.assertEqual(len(shown), 2)
        self.assertEqual(shown[0][2:7], ['image', '96', '48', 'gray', '1'])
        self.assertEqual(shown[0][10], shown[1][10], 'written twice')
        self.assertEqual(shown[0][12:14], ['96', '96'], 'not its natural size')
        self.assertIn('Figure', tool('pdfinfo', '-struct', self.pdf()))
        files = files_of(self.out)
        self.assertEqual(files['images/image-01.png'], self.image.read_bytes())
        self.assertIn('<img src="images/image-01.png" alt="公章的样子" width="96" height="48" />',
                      files['section-01.html'].decode('utf-8'))

    def test_another_picture_is_another_input(self):
        self.build('--to', 'pdf')
        self.image.write_bytes(png(96, 48, 91))
        self.assertEqual(self.build('--to', 'html').status, 0)
        self.assertEqual(list(self.out.glob('*.pdf')), [], 'a PDF of another input stayed')

    def test_broken(self):
        self.build('--to', 'pdf,html')
        before = files_of(self.out)
        whole = self.image.read_bytes()
        for bytes_, rule in ((b'GIF89a', 'image-kind'), (whole[:40], 'image-broken'),
                             (whole.replace(b'IDAT\x78', b'IDAT\x11'), 'image-broken')):
            self.image.write_bytes(bytes_)
            result = self.build('--to', 'pdf,html')
            self.assertEqual(result.status, 1, result.err)
            self.assertEqual(len(result.findings), 1, result.err)
            found = result.first(rule)
            self.assertTrue(found['file'].startswith('sections/1-'), result.err)
            self.assertTrue(int(found['line']) > 1 and int(found['column']) > 1)
            self.assertEqual(files_of(self.out), before)

    def test_a_draft_goes_on_without_it(self):
        self.image.write_bytes(self.image.read_bytes().replace(b'IDAT\x78', b'IDAT\x11'))
        result = self.build('--to', 'pdf', '--draft')
        self.assertEqual(result.status, 0, result.err)
        self.assertIn('image-broken', result.rules())
        tool('qpdf', '--check', self.pdf())


if __name__ == '__main__':
    unittest.main()
