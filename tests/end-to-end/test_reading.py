"""What a reader of the PDF gets: its text, its structure, its ways around; and the same pages in every viewer."""
import collections
import functools
import html.parser
import json
import re
import subprocess
import tempfile
import pathlib
import shutil
import unittest

from harness import ROOT, SEED, ProjectTest, gongkai, tool

HAN = '\u2e80-\u9fff\uff00-\uffef\U00020000-\U0003ffff“”‘’—…·'
PDFIUM = ROOT / 'build' / 'test-data' / 'pdfium' / 'bin' / 'python'


def squeezed(text):
    return re.sub(r'\s+', '', text)


class Blocks(html.parser.HTMLParser):
    """The headings, paragraphs, captions and cells of a web page's main part, in order."""
    KINDS = {'p': 'P', 'th': 'TH', 'td': 'TD', **{f'h{level}': 'H' for level in range(1, 7)}}

    def __init__(self, text):
        super().__init__()
        self.blocks, self.open = [], []
        self.feed(text[text.index('<main'):text.index('</main>')])

    def handle_starttag(self, tag, attributes):
        if tag in self.KINDS:
            self.blocks.append([self.KINDS[tag], ''])
            self.open.append(self.blocks[-1])

    def handle_endtag(self, tag):
        if tag in self.KINDS:
            self.open.pop()

    def handle_data(self, data):
        if self.open:
            self.open[-1][1] += squeezed(data)


@functools.cache
def structure(pdf):
    """What pdfinfo reads in the structure tree, which takes it seconds: (depth, tag, attributes and text) in order."""
    elements = []
    for line in tool('pdfinfo', '-struct-text', pdf).splitlines():
        content = line.strip()
        found = re.match(r'([A-Z][A-Za-z0-9]*)(?: <[^>]*>)?(?: \((?:block|inline|grouping)\))?:?$', content)
        if content.startswith('"'):
            elements[-1][2].append(content[1:-1])
        elif found:
            elements.append([len(line) - len(line.lstrip()), found[1], []])
    return elements


class Reader(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix='gongkai-reading-'))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        result = gongkai('build', SEED, '--to', 'pdf,html', '-o', cls.folder / 'out')
        assert result.status == 0, result.err
        cls.file = next((cls.folder / 'out').glob('*.pdf'))
        cls.web = (cls.folder / 'out' / 'document.html').read_text('utf-8')
        cls.objects = {name: value for name, value in json.loads(tool('qpdf', '--json=1', '--json-key=objects', cls.file))
                       ['objects'].items()}
        pages = json.loads(tool('qpdf', '--json=1', '--json-key=pages', '--json-key=pagelabels', cls.file))
        cls.pages = [page['object'] for page in pages['pages']]
        cls.labels = pages['pagelabels']

    # ---- text

    def prose_pages(self):
        """Their text as pdftotext gives it without options, from the first section to the tables."""
        for page in tool('pdftotext', self.file, '-').split('\f'):
            numbered = re.search(r'—\s*\d+\s*—', page)
            if numbered and re.search('(?m)^2023年部门预算公开表$', page):
                return
            if numbered:
                yield [line for line in page.splitlines() if line.strip() and not re.fullmatch(r'—\s*\d+\s*—', line.strip())]

    def test_text_without_options_is_the_source(self):
        text = squeezed(''.join(line for page in self.prose_pages() for line in page))
        position = paragraphs = 0
        body = Blocks(self.web).blocks
        for kind, block in body[next(i for i, b in enumerate(body) if b[1].startswith('一、部门职能')):]:
            if block == '2023年部门预算公开表':
                break
            self.assertEqual(text[position:position + len(block)], block, f'{kind} {block[:30]}')
            position += len(block)
            paragraphs += 1
        self.assertEqual(position, len(text), 'more than the source')
        self.assertGreater(paragraphs, 40)

    def test_spaces_stand_between_han_and_western_alone(self):
        lines = [line for page in self.prose_pages() for line in page]
        self.assertGreater(len(lines), 120)
        for line in lines:
            self.assertIsNone(re.search(rf'[{HAN}] +[{HAN}]|[0-9] +[0-9]', line), line)

    def test_lines_are_as_printed(self):
        """No line falls apart at a mark: between two lines there is the leading, never a piece of the same line."""
        words = tool('pdftotext', '-bbox-layout', self.file, '-')
        for page in words.split('<page ')[5:9]:
            lines = [tuple(map(float, found)) for found in
                     re.findall(r'<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"', page)]
            baselines = sorted(bottom for _, _, bottom in lines)
            self.assertGreater(len(lines), 15)
            for one, other in zip(baselines, baselines[1:]):
                self.assertGreater(other - one, 10, 'a line in two pieces')

    # ---- structure

    def elements(self):
        """(tag, text) of headings, paragraphs and cells, each with all that is inside it, in the tree's order."""
        found, stack = [], []
        for depth, tag, text in structure(self.file):
            while stack and stack[-1][0] >= depth:
                stack.pop()
            if re.fullmatch(r'H\d|P|TH|TD|Caption', tag):
                found.append([tag, ''])
                stack.append((depth, found[-1]))
            for _, holder in stack[-1:]:
                holder[1] += squeezed(''.join(text))
        return found

    def test_structure_is_the_document(self):
        read = self.elements()
        start = next(i for i, (_, text) in enumerate(read) if text == '一、部门职能职责')
        body = Blocks(self.web).blocks
        body = body[next(i for i, b in enumerate(body) if b[1] == '一、部门职能职责'):]
        # A table's title is a heading on the web and in the Caption here; its own heading is the part's.
        titles = [text for tag, text in read if tag == 'Caption']
        wanted = [(kind, text) for kind, text in body if not (kind == 'H' and any(text in title for title in titles))]
        given = [('H' if tag[0] == 'H' else tag, text) for tag, text in read[start:] if tag != 'Caption']
        for kinds in (('H', 'P'), ('TH', 'TD')):
            one, other = ([(kind, text) for kind, text in blocks if kind in kinds and text] for blocks in (given, wanted))
            self.assertEqual(one, other)
            self.assertGreater(len(one), 40)

    def test_headings_skip_no_level(self):
        level = 0
        for _, tag, _ in structure(self.file):
            if re.fullmatch(r'H\d', tag):
                self.assertLessEqual(int(tag[1]), level + 1)
                level = int(tag[1])

    def kids(self, element):
        kids = element.get('/K', [])
        return [self.objects[kid] for kid in (kids if isinstance(kids, list) else [kids])
                if isinstance(kid, str) and isinstance(self.objects.get(kid), dict) and '/S' in self.objects[kid]]

    def below(self, element, tag):
        for kid in self.kids(element):
            if kid['/S'] == tag:
                yield kid
            yield from self.below(kid, tag)

    def test_cells_reach_their_heads(self):
        tables = [value for value in self.objects.values() if isinstance(value, dict) and value.get('/S') == '/Table']
        self.assertEqual(len(tables), 23)
        reached = 0
        for table in tables:
            heads = {head['/ID']: head for head in self.below(table, '/TH') if '/ID' in head}
            for head in self.below(table, '/TH'):
                self.assertIn(head['/A']['/Scope'], ('/Column', '/Row', '/Both'))
            columns = sum(head['/A'].get('/ColSpan', 1) for head in self.kids(next(self.below(table, '/TR'))))
            spans = any(head['/A'].get('/ColSpan', 1) > 1 for head in self.below(table, '/TH'))
            for row in self.below(table, '/TR'):
                for cell in self.kids(row):
                    names = cell.get('/A', {}).get('/Headers', [])
                    for name in names:
                        self.assertIn(name, heads, 'a head of another table')
                    if cell['/S'] == '/TD' and spans:
                        self.assertTrue(any(heads[name]['/A']['/Scope'] == '/Column' for name in names))
                    reached += cell['/S'] == '/TD'
                # Without Headers a cell's heads are those of its column and row: every row is as wide as the head.
                if not spans:
                    self.assertEqual(sum(cell.get('/A', {}).get('/ColSpan', 1) for cell in self.kids(row)), columns)
        self.assertGreater(reached, 300)

    # ---- ways around

    def destinations(self):
        names = {}
        for value in self.objects.values():
            entries = value.get('/Names') if isinstance(value, dict) else None
            if isinstance(entries, list):
                names.update(zip(entries[::2], entries[1::2]))
        return names

    def words(self, page, left, top, right, bottom):
        """The text of a box on a page, in points from its top left."""
        return tool('pdftotext', '-f', page, '-l', page, '-x', round(left), '-y', round(top), '-W',
                    max(1, round(right - left)), '-H', max(1, round(bottom - top)), self.file, '-')

    def test_figures_lead_to_their_cells(self):
        places, figures = self.destinations(), 0
        for number, name in enumerate(self.pages, 1):
            page = self.objects[name]
            height = page['/MediaBox'][3]
            for link in page.get('/Annots', []):
                link = self.objects[link]
                self.assertEqual(link['/F'], 4)
                self.assertTrue(link['/Contents'])
                target = places[link['/Dest']]
                if '-r' not in link['/Dest']:
                    continue
                left, bottom, right, top = link['/Rect']
                shown = squeezed(self.words(number, left, height - top, right, height - bottom))
                there = self.pages.index(target[0]) + 1
                if self.objects[target[0]].get('/Rotate'):
                    continue
                # A blank cell prints 0 in prose, and a change names more than its first cell.
                if not re.fullmatch(r'[\d.]+', shown) or float(shown) == 0:
                    continue
                x, y = target[2], self.objects[target[0]]['/MediaBox'][3] - target[3]
                cell = self.words(there, x - 2, y - 2, x + 60, y + 40)
                self.assertIn(float(shown), map(float, re.findall(r'\d+(?:\.\d+)?', cell)), link['/Dest'])
                figures += 1
        self.assertGreater(figures, 10)

    def test_outline_has_headings_and_tables(self):
        outline = squeezed(tool('mutool', 'show', self.file, 'outline'))
        for kind, text in Blocks(self.web).blocks:
            if kind == 'H' and text != '目录':
                self.assertIn(text.rstrip('：'), outline + '2023年部门预算公开')

    def test_page_labels_are_the_printed_numbers(self):
        texts = tool('pdftotext', self.file, '-').split('\f')
        rows = [(entry['index'], entry['label']) for entry in self.labels]
        checked = 0
        for number, text in enumerate(texts[:len(self.pages)]):
            first, label = [row for row in rows if row[0] <= number][-1]
            value = label.get('/St', 1) + number - first
            printed = re.findall(r'(?m)^—\s*(\d+)\s*—$', text)
            if printed:
                self.assertEqual((label.get('/S'), str(value)), ('/D', printed[-1]))
                checked += 1
        self.assertGreater(checked, 25)

    # ---- viewers

    def pictures(self, *command):
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        subprocess.run([*map(str, command)], check=True, cwd=folder, capture_output=True)
        pages = []
        for path in sorted(folder.iterdir(), key=lambda path: int(re.findall(r'\d+', path.name)[-1])):
            header = re.match(rb'P5\s+(\d+)\s+(\d+)\s+255\s', path.read_bytes())
            pages.append(((int(header[1]), int(header[2])), path.read_bytes()[header.end():]))
        return pages

    def compare(self, one, other):
        self.assertEqual(len(one), len(other))
        for number, ((size, first), (size_too, second)) in enumerate(zip(one, other), 1):
            self.assertTrue(abs(size[0] - size_too[0]) <= 1 and abs(size[1] - size_too[1]) <= 1, f'page {number}')
            rows = min(size[1], size_too[1])
            # Ink in bands of a few lines: what is missing or elsewhere shows, how edges are smoothed does not, nor on
            # which side of a band's edge a thin rule falls.
            def ink(page, top, bottom):
                width, data = page
                return sum(255 - byte for byte in data[top * width:bottom * width])
            pages = (size[0], first), (size_too[0], second)
            for top in range(0, rows - 32, 32):
                for page, other_page in (pages, pages[::-1]):
                    inner, outer = ink(page, top + 1, top + 31), ink(other_page, max(top - 1, 0), top + 33)
                    self.assertLess(inner - outer, 8000 + 0.4 * inner, f'page {number}, row {top}')

    def test_poppler_and_mupdf_draw_the_same(self):
        poppler = self.pictures('pdftoppm', '-gray', '-r', '72', self.file, 'page')
        self.compare(poppler, self.pictures('mutool', 'draw', '-q', '-r', '72', '-c', 'gray', '-F', 'pgm', '-o', 'page%d.pgm', self.file))

    @unittest.skipUnless(PDFIUM.exists(), 'pypdfium2 is not there: ./dev test fetches it')
    def test_pdfium_draws_the_same(self):
        program = ('import pypdfium2, sys\n'
                   'for number, page in enumerate(pypdfium2.PdfDocument(sys.argv[1])):\n'
                   '    bitmap = page.render(scale=1, grayscale=True, rev_byteorder=False)\n'
                   '    rows = bytes(bitmap.buffer)\n'
                   '    rows = b"".join(rows[i * bitmap.stride:i * bitmap.stride + bitmap.width] for i in range(bitmap.height))\n'
                   '    open(f"page{number}.pgm", "wb").write(b"P5 %d %d 255\\n" % (bitmap.width, bitmap.height) + rows)\n')
        poppler = self.pictures('pdftoppm', '-gray', '-r', '72', self.file, 'page')
        self.compare(poppler, self.pictures(PDFIUM, '-c', program, self.file))


class EveryFont(ProjectTest):
    def test_marks_and_rare_characters_come_back(self):
        """In 黑体 (CFF, of a collection), 楷体 (TrueType) and 仿宋 (CFF, single): marks close together, plane 2."""
        words = '甲（乙），“丙”、《丁》：（〔戊〕）——己……“‘庚’”𠮷𫖯𬭊（辛）〇㐂'
        self.append(self.section(5), f'\n# {words}\n\n## {words}\n\n{words * 3}。\n')
        result = self.build('--to', 'pdf')
        self.assertEqual(result.status, 0, result.err)
        kinds = collections.Counter(row.split('CID ')[1].split()[0] for row in tool('pdffonts', self.pdf()).splitlines()[2:])
        self.assertTrue(kinds['TrueType'] and kinds['Type'], kinds)
        for options in ([], ['-raw']):
            text = tool('pdftotext', *options, self.pdf(), '-')
            self.assertGreaterEqual(squeezed(text).count(words), 7, text)  # two in the contents besides
            self.assertGreaterEqual(text.replace('\n', '').count(words), 7, 'a space within')
        self.assertGreaterEqual(squeezed(tool('mutool', 'draw', '-q', '-F', 'txt', self.pdf())).count(words), 7)


class Threads(ProjectTest):
    def test_any_number_makes_the_same_bytes(self):
        made = set()
        for number in ('1', '2', '7'):
            self.assertEqual(self.build('--to', 'pdf', '--attach', GONGKAI_THREADS=number).status, 0)
            made.add(self.pdf().read_bytes())
        self.assertEqual(len(made), 1)


class Attachments(ProjectTest):
    def test_are_the_published_files(self):
        self.assertEqual(self.build('--to', 'pdf,xlsx,data', '--attach').status, 0)
        folder = self.work / 'detached'
        folder.mkdir()
        tool('pdfdetach', '-saveall', '-o', folder, self.pdf())
        attached = {path.name: path.read_bytes() for path in folder.iterdir()}
        published = {path.name: path.read_bytes() for path in self.out.rglob('*')
                     if path.suffix in ('.csv', '.xlsx', '.json')}
        self.assertEqual(attached, published)
        self.assertEqual(len(attached), 48)

    def test_say_what_they_are(self):
        self.assertEqual(self.build('--to', 'pdf,xlsx,data', '--attach').status, 0)
        objects = json.loads(tool('qpdf', '--json', '--json-key=qpdf', self.pdf()))['qpdf'][1].values()
        dictionaries = [one['stream']['dict'] for one in objects if 'stream' in one]
        kinds = {one['/Subtype'] for one in dictionaries if one.get('/Type') == '/EmbeddedFile'}
        self.assertEqual(kinds, {'/text/csv', '/application/json', '/application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'})

    def test_want_a_pdf(self):
        self.assertEqual(self.build('--to', 'html', '--attach').status, 2)


if __name__ == '__main__':
    unittest.main()
