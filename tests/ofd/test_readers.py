"""OFD files of everything that can stand on a page: by a check of their structure, and by other programs that read OFD.

Readers are where ./dev test puts them, in build/test-data/ofd; what is not there is skipped. A reader that does not use a font says
nothing and takes another: so pages are compared with the PDF's, character by character, and by the fonts that show these.
"""
import collections
import io
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / 'end-to-end'), str(HERE.parent / 'verapdf')]
import structure  # noqa: E402
from harness import ROOT, gongkai, tool  # noqa: E402
from test_verapdf import DOCUMENTS, everything  # noqa: E402

READERS = ROOT / 'build' / 'test-data' / 'ofd'
CORE = READERS / 'cargo' / 'release' / 'ofd-read'
OFDKIT = READERS / 'venv' / 'bin' / 'python'
OPTIONS = {'draft': ['--draft'], 'attached': ['--attach'], 'section': ['--section', '三']}
NAMES = ['seed', 'torture', 'accounts', 'attached', 'draft', 'section', *(name for name in DOCUMENTS if name.startswith('new-'))]
DRAWN = 2  # the first of them are drawn
DPI = 144


def grey_jpeg(width, height, shade):
    """Of one shade, which is not 128: its first block has the step from there, and the others go on with it."""
    step, blocks = shade - 128, -(-width // 8) * -(-height // 8)
    size = abs(step).bit_length()
    bits = f'10{step if step > 0 else step + (1 << size) - 1:0{size}b}0' + '00' * (blocks - 1)
    bits += '1' * (-len(bits) % 8)
    parts = [(0xdb, b'\0' + b'\x08' * 64), (0xc0, struct.pack('>BHHB', 8, height, width, 1) + b'\1\x11\0'),
             (0xc4, b'\0' + bytes([1, 1] + [0] * 14 + [0, size])), (0xc4, b'\x10' + bytes([1] + [0] * 15 + [0])),
             (0xda, b'\1\1\0\0\x3f\0')]
    return (b'\xff\xd8' + b''.join(struct.pack('>BBH', 0xff, marker, len(part) + 2) + part for marker, part in parts)
            + int(bits, 2).to_bytes(len(bits) // 8, 'big').replace(b'\xff', b'\xff\0') + b'\xff\xd9')


def everything_bold(target):
    """Where what is stressed is bold of the text's own face, which has no bold; and a grey JPEG."""
    everything(target)
    (target / 'images' / '灰.jpg').write_bytes(grey_jpeg(301, 200, 90))
    with next((target / 'sections').glob('1-*.md')).open('a', encoding='utf-8') as section:
        section.write('\n![灰](images/灰.jpg)\n')
    style = (ROOT / 'templates' / 'styles' / 'gb9704.yaml').read_text('utf-8')
    (target / 'style.yaml').write_text(re.sub(r'(?m)^  strong: .*$', '  strong: ~', style), 'utf-8')
    with (target / 'gongkai.yaml').open('a', encoding='utf-8') as manifest:
        manifest.write('style: style.yaml\n')


def squeezed(text):
    return ''.join(text.split())


# ---- pictures, as rows of bits

class Picture:
    """A grey picture (PGM): where it is dark, and where it is not white and what is beside that."""

    def __init__(self, path):
        data = path.read_bytes()
        head = re.match(rb'P5\s(\d+)\s(\d+)\s255\s', data)
        self.width, self.height = int(head[1]), int(head[2])
        rows = self.rows = [data[head.end() + i * self.width:head.end() + (i + 1) * self.width] for i in range(self.height)]
        dark, light = (bytes(49 if value < most else 48 for value in range(256)) for most in (110, 215))
        self.dark = [int(row.translate(dark), 2) for row in rows]
        near = [int(row.translate(light), 2) for row in rows]
        near = [row | row << 1 | row >> 1 for row in near]
        self.near = [row | (near[i - 1] if i else 0) | (near[i + 1] if i + 1 < len(near) else 0) for i, row in enumerate(near)]


def covered(one, other, left, top, right, bottom):
    """How much of one's ink in a box is where the other has some, and how much that is, in pixels."""
    left, top, right, bottom = max(left, 0), max(top, 0), min(right, one.width), min(bottom, one.height)
    mask = (1 << max(right - left, 0)) - 1 << one.width - max(right, left)
    dark = both = 0
    for row in range(top, bottom):
        bits = one.dark[row] & mask
        dark += bits.bit_count()
        both += (bits & other.near[row]).bit_count() if row < other.height else 0
    return both, dark


def ink(picture, left, top, right, bottom):
    """How dark a box is: 255 for each black pixel. Unlike where there is ink, it tells a bold from a thinner one."""
    rows = [row[max(left, 0):right] for row in picture.rows[max(top, 0):bottom]]
    return sum(255 * len(row) - sum(row) for row in rows)


LEAST, MOST = .85, 1.18  # of a character's ink; two good renderers differ by less
SMALL = 60  # dark pixels: a mark or a digit is not weighed, where edges are most of it


def differences(file, pictures, drawn):
    """Characters that one picture shows elsewhere, otherwise, thinner or fatter, by font, and how many of each there are."""
    scale, wrong, counts = DPI / 25.4, collections.defaultdict(list), collections.Counter()
    for page, cells in enumerate(file.cells()):
        a, b = pictures[page], drawn[page]
        for font, size, character, x, y, aside in cells:
            box = ((x - .15 * size, y, x + .85 * size, y + size) if aside else (x, y - .85 * size, x + size, y + .15 * size))
            box = [round(side * scale) for side in box]
            (one, dark), (other, back) = covered(a, b, *box), covered(b, a, *box)
            if dark + back < 12:
                continue
            counts[font] += 1
            weight, heft = ink(a, *box), ink(b, *box)
            same_weight = max(dark, back) < SMALL or LEAST * weight <= heft <= MOST * weight
            if one < .9 * dark or other < .9 * back or not same_weight:
                wrong[font].append((page, character, one, dark, other, back, weight, heft))
    return wrong, counts


class Files(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-ofd-'))
        cls.addClassCleanup(shutil.rmtree, cls.work)
        cls.files = {}
        for name in NAMES:
            (everything_bold if name == 'torture' else DOCUMENTS[name])(cls.work / name)
            out = cls.work / 'out' / name
            result = gongkai('build', cls.work / name, '--to', 'pdf,ofd', '-o', out, *OPTIONS.get(name, []))
            if result.status != 0:
                raise AssertionError(f'{name}: {result.err}')
            cls.files[name] = next(out.glob('*.ofd'))
        cls.opened = {name: structure.File(path.read_bytes()) for name, path in cls.files.items()}

    def pdf(self, name):
        return next(self.files[name].parent.glob('*.pdf'))

    def run_reader(self, *command):
        process = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
        self.assertEqual((process.returncode, process.stdout), (0, ''), process.stderr)

    def test_structure(self):
        for name, file in self.opened.items():
            with self.subTest(name):
                self.assertEqual(file.problems, [])

    def test_everything_is_tried(self):
        """Colours, bold without a bold face, pictures, turned pages, links, files: else the other tests say little."""
        all_parts = '\n'.join(part.decode('utf-8') for name in NAMES for path, part in self.opened[name].parts.items()
                              if path.endswith('.xml'))
        for sign in ('<ofd:ImageObject', '<ofd:FillColor', '-Bold" FamilyName="FandolFang" Bold="true"', ' CTM="0 1 -1 0 ', '<ofd:URI ', '<ofd:Goto>', '<ofd:Attachment ',
                     '<ofd:CGTransform', '<ofd:OutlineElem', '<tag:TH ', ' Alt="', ' Headers="', 'DeltaX="g '):
            self.assertIn(sign, all_parts, sign)

    def test_text_is_the_pages(self):
        for name, file in self.opened.items():
            pages = tool('pdftotext', '-raw', self.pdf(name), '-').split('\f')[:-1]
            own = [''.join(page) for page in file.texts()]
            self.assertEqual(len(own), len(pages))
            for number, (one, other) in enumerate(zip(own, pages)):
                with self.subTest(name, page=number):
                    self.assertEqual(collections.Counter(squeezed(one)), collections.Counter(squeezed(other)))

    def test_size(self):
        for name in NAMES:
            with self.subTest(name):
                self.assertLess(self.files[name].stat().st_size, 1.6 * self.pdf(name).stat().st_size)

    def test_same_bytes(self):
        out = self.work / 'again'
        result = gongkai('build', self.work / 'torture', '--to', 'ofd', '-o', out, GONGKAI_THREADS='1')
        self.assertEqual(result.status, 0, result.err)
        self.assertEqual(next(out.glob('*.ofd')).read_bytes(), self.files['torture'].read_bytes())

    # ---- broken on purpose

    def changed(self, change):
        """The seed's file with its parts changed by a function of name and bytes, which leaves out what it makes None."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, 'w') as archive:
            for name, part in self.opened['seed'].parts.items():
                part = change(name, part)
                if part is not None:
                    archive.writestr(name, part)
        return out.getvalue()

    def test_faults_are_found(self):
        def replaced(part, old, new):
            return lambda name, data: re.sub(old, new, data, count=1) if name.endswith(part) else data
        content = 'Page_3/Content.xml'
        for what, change in {
            'is not there': lambda name, data: None if name.endswith('.ttf') else data,
            'no font that there is': replaced(content, rb' Font="\d+"', b' Font="9999"'),
            'steps for': replaced(content, rb' DeltaX="[\d.]+ ', b' DeltaX="'),
            'again, as in': replaced(content, rb'<ofd:TextObject ID="\d+"', b'<ofd:TextObject ID="1"'),
            'MaxUnitID': replaced('Document.xml', rb'<ofd:MaxUnitID>\d+', b'<ofd:MaxUnitID>20'),
            'TextObject holds': replaced(content, rb'(<ofd:TextCode.*?</ofd:TextCode>)', rb'\1<ofd:FillColor Value="0 0 0"/>'),
            'TextObject without Boundary': replaced(content, rb' Boundary="[^"]*"', b''),
            'its font has no': replaced(content, '职能'.encode(), '职龘'.encode()),
            'leads to a page': replaced('Document.xml', rb'<ofd:Dest Type="XYZ" PageID="\d+"', b'<ofd:Dest Type="XYZ" PageID="1"'),
            'has no object': replaced('structure.xml', rb'">\d+</ofd:ObjectRef>', b'">9999999</ofd:ObjectRef>'),
            'reaches out of its boundary': replaced('Page_10/Content.xml', rb'M 0 0 L', b'M 0 900 L'),
            'Fill is': replaced('Page_10/Content.xml', rb' Fill="true"', b' Fill="yes"'),
            'blanks at the ends': replaced(content, rb'</ofd:TextCode>', b' </ofd:TextCode>'),
        }.items():
            with self.subTest(what):
                found = structure.problems(self.changed(change))
                self.assertTrue(any(what in problem for problem in found), found)

    # ---- other readers

    @unittest.skipUnless(OFDKIT.is_file(), 'ofdkit is not there: ./dev test fetches it')
    def test_ofdkit_reads_it(self):
        script = ('import sys, ofdkit\nfor path in sys.argv[1:]:\n    document = ofdkit.open(path)\n'
                  '    print(path, "".join(document.text().split()), sep="\\t")\n')
        process = subprocess.run([OFDKIT, '-c', script, *self.files.values()], capture_output=True, text=True, check=True)
        for (name, file), line in zip(self.opened.items(), process.stdout.splitlines()):
            with self.subTest(name):
                own = squeezed(''.join(''.join(page) for page in file.texts()))
                self.assertEqual(collections.Counter(line.split('\t')[1]), collections.Counter(own))

    @unittest.skipUnless(CORE.is_file(), 'ofd-core is not there: ./dev test builds it where there is a new cargo')
    def test_ofd_core_reads_and_draws_it(self):
        folder = self.work / 'core'
        folder.mkdir()
        self.run_reader(CORE, DPI, DRAWN, folder, *self.files.values())
        self.compare(folder)

    @unittest.skipUnless(shutil.which('java') and (READERS / 'classes' / 'OfdRead.class').is_file(),
                         'ofdrw is not there (java, and its jars): ./dev test fetches it')
    def test_ofdrw_reads_and_draws_it(self):
        folder = self.work / 'ofdrw'
        folder.mkdir()
        self.run_reader('java', '-Djava.awt.headless=true', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp',
                        f'{READERS}/classes:{READERS}/jars/*', 'OfdRead', DPI / 25.4, DRAWN, folder, *self.files.values())
        for number, (name, file) in enumerate(self.opened.items()):
            with self.subTest(name):
                own = squeezed(''.join(''.join(page) for page in file.texts()))
                self.assertEqual(squeezed((folder / f'{number}.txt').read_text('utf-8')), own)
        self.compare(folder)

    def pictures(self, name):
        """Of the PDF's pages, drawn once."""
        folder = self.work / 'pdf' / name
        if not folder.is_dir():
            folder.mkdir(parents=True)
            tool('pdftoppm', '-gray', '-r', DPI, self.pdf(name), folder / 'page')
        return [Picture(path) for path in sorted(folder.glob('*.pgm'))]

    def compare(self, folder):
        for number, name in enumerate(NAMES[:DRAWN]):
            pictures = self.pictures(name)
            drawn = [Picture(folder / f'{number}-{page}.pgm') for page in range(len(pictures))]
            wrong, counts = differences(self.opened[name], pictures, drawn)
            for font, count in counts.items():
                with self.subTest(name, font=font):
                    self.assertLessEqual(len(wrong[font]), count / 200, (count, len(wrong[font]), wrong[font][:20]))
            for page, box in self.opened[name].pictures():
                box = [round(side * DPI / 25.4) for side in box]
                with self.subTest(name, page=page, picture=box):
                    self.assertAlmostEqual(ink(drawn[page], *box) / ink(pictures[page], *box), 1, delta=.03)


if __name__ == '__main__':
    unittest.main()
