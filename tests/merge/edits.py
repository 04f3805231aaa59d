"""Random edits of Word copies, as people make them, each with what merge should make of it. Seeded: the same edits every time."""
import collections
import copy
import pathlib
import random
import re
import subprocess
import xml.etree.ElementTree as ET
import zipfile

SPACES = {
    'w': 'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
    'r': 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
    'mc': 'http://schemas.openxmlformats.org/markup-compatibility/2006',
    'w15': 'http://schemas.microsoft.com/office/word/2012/wordml',
    'wp': 'http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing',
    'a': 'http://schemas.openxmlformats.org/drawingml/2006/main',
    'pic': 'http://schemas.openxmlformats.org/drawingml/2006/picture',
}
for prefix, uri in SPACES.items():
    ET.register_namespace(prefix, uri)
W = '{%s}' % SPACES['w']
WORDS = ['进一步', '切实', '有关工作', '稳步推进', '同时', '统筹安排', '据实', '按规定', '重点', '持续']
SENTENCES = ['有关情况按照规定向社会公开，接受监督。', '各项工作按照计划有序推进。', '下一步将继续加强管理，提高资金使用效益。',
             '上述安排已经集体研究决定。', '相关制度正在修订完善。']


def read_copy(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_copy(path, parts):
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def text_of(element):
    out = []
    for node in element.iter():
        if node.tag == W + 't':
            out.append(node.text or '')
        elif node.tag == W + 'br':
            out.append('\n')
        elif node.tag == W + 'tab' and 'val' not in ''.join(node.attrib):
            out.append('\t')
    return ''.join(out)


def style_of(paragraph):
    style = paragraph.find(f'{W}pPr/{W}pStyle')
    return style.get(W + 'val') if style is not None else ''


TEXT_STYLES = {'a': 'paragraph', 'GkList': 'item', 'GkQuote': 'quote', '1': 'heading', '2': 'heading', '3': 'heading', '4': 'heading'}


def kind_of(paragraph):
    kind = TEXT_STYLES.get(style_of(paragraph), '')
    if kind == 'paragraph':
        runs = [run for run in paragraph.iter(W + 'r')]
        if any((run.find(f'{W}rPr/{W}rStyle') is not None and
                run.find(f'{W}rPr/{W}rStyle').get(W + 'val', '').startswith('GkRunIn')) for run in runs):
            return 'run-in'
        if re.match(r'（[一二三四五六七八九十]+）|\d+\.|（\d+）', text_of(paragraph)):
            return 'numbered'
    return kind


class Copy:
    def __init__(self, path):
        self.parts = read_copy(path)
        self.root = ET.fromstring(self.parts['word/document.xml'])
        self.body = self.root.find(W + 'body')
        self.touched = set()
        self.expected = {}  # of paragraphs whose edit is not taken: what stays there

    def paragraphs(self):
        """Those of the text: after the contents, with a style of the text and something in them."""
        return [p for p in self.body.findall(W + 'p') if kind_of(p) and text_of(p).strip()]

    def save(self, path):
        self.parts['word/document.xml'] = ET.tostring(self.root, encoding='UTF-8', xml_declaration=True)
        write_copy(path, self.parts)

    def texts(self):
        """What should be built: in the copy's order."""
        return [self.expected.get(p, text_of(p)) for p in self.paragraphs() if self.expected.get(p, '') is not None]


def plain_texts(paragraph):
    """Its w:t outside controls, with what stands right before."""
    found, after_figure = [], False
    for child in paragraph.iter():
        if child.tag == W + 'sdt':
            after_figure = True
        if child.tag == W + 't':
            inside = any(child in list(sdt.iter()) for sdt in paragraph.iter(W + 'sdt'))
            if not inside:
                found.append((child, after_figure))
                after_figure = False
    return found


def choose_text(rng, paragraph, least=4):
    texts = [(node, 3 if after else 0) for node, after in plain_texts(paragraph)
             if node.text and len(node.text) - (3 if after else 0) >= least + 2 and '\n' not in node.text]
    return rng.choice(texts) if texts else None


def in_number(text, at):
    match = re.match(r'（[一二三四五六七八九十]+）|\d+\.|（\d+）', text)
    return bool(match) and at <= match.end()


def set_text(node, text):
    node.text = text
    node.set('{http://www.w3.org/XML/1998/namespace}space', 'preserve')


# ---- edits: each returns what should become of it, or None where it cannot be made

def word_in(rng, copied, p):
    chosen = choose_text(rng, p)
    if not chosen:
        return None
    node, from_ = chosen
    at = rng.randrange(from_ + 1, len(node.text))
    if in_number(text_of(p), at):
        return None
    set_text(node, node.text[:at] + rng.choice(WORDS) + node.text[at:])
    return 'taken'


def word_out(rng, copied, p):
    chosen = choose_text(rng, p, 6)
    if not chosen:
        return None
    node, from_ = chosen
    at = rng.randrange(from_ + 1, len(node.text) - 2)
    if in_number(text_of(p), at + 2):
        return None
    set_text(node, node.text[:at] + node.text[at + 2:])
    return 'taken'


def word_for_word(rng, copied, p):
    chosen = choose_text(rng, p, 5)
    if not chosen:
        return None
    node, from_ = chosen
    at = rng.randrange(from_ + 1, len(node.text) - 2)
    if in_number(text_of(p), at + 2):
        return None
    set_text(node, node.text[:at] + rng.choice(WORDS) + node.text[at + 2:])
    return 'taken'


def new_paragraph(text, style='a', strong=False):
    p = ET.Element(W + 'p')
    ET.SubElement(ET.SubElement(p, W + 'pPr'), W + 'pStyle').set(W + 'val', style)
    run = ET.SubElement(p, W + 'r')
    if strong:
        ET.SubElement(ET.SubElement(run, W + 'rPr'), W + 'b')
    set_text(ET.SubElement(run, W + 't'), text)
    return p


def add(rng, copied, p):
    if kind_of(p) not in ('paragraph', 'numbered', 'run-in', 'heading'):
        return None
    copied.body.insert(list(copied.body).index(p) + 1, new_paragraph(rng.choice(SENTENCES) + rng.choice(SENTENCES)))
    return 'taken'


def add_item(rng, copied, p):
    if kind_of(p) != 'item':
        return None
    new = copy.deepcopy(p)
    for sdt in new.findall(W + 'sdt'):
        new.remove(sdt)
    texts = list(new.iter(W + 't'))
    if not texts:
        return None
    set_text(texts[0], rng.choice(SENTENCES))
    for node in texts[1:]:
        set_text(node, '')
    for mark in list(new):
        if mark.tag in (W + 'bookmarkStart', W + 'bookmarkEnd'):
            new.remove(mark)
    copied.body.insert(list(copied.body).index(p) + 1, new)
    copied.touched.add(new)
    return 'taken'


def in_passage(p):
    """Of a passage of `each`, as the projects have them."""
    return '主要用于：' in text_of(p)


def has_figure(p):
    return p.find(f'.//{W}sdt') is not None


def remove(rng, copied, p):
    if kind_of(p) not in ('paragraph', 'item') or has_figure(p):
        return None
    copied.body.remove(p)
    return 'taken'


def split(rng, copied, p):
    if kind_of(p) not in ('paragraph', 'numbered', 'item'):
        return None
    chosen = [(node, m.end()) for node, _ in plain_texts(p) for m in re.finditer('[。；]', node.text or '') if m.end() < len(node.text) - 3]
    if not chosen:
        return None
    node, at = rng.choice(chosen)
    run = next(r for r in p.findall(W + 'r') if node in list(r)) if any(node in list(r) for r in p.findall(W + 'r')) else None
    if run is None:
        return None
    second = ET.Element(W + 'p')
    if p.find(W + 'pPr') is not None:
        second.append(copy.deepcopy(p.find(W + 'pPr')))
    rest = copy.deepcopy(run)
    set_text(next(t for t in rest.iter(W + 't') if t.text == node.text), node.text[at:])
    second.append(rest)
    children = list(p)
    for child in children[children.index(run) + 1:]:
        p.remove(child)
        if child.tag != W + 'bookmarkEnd':
            second.append(child)
        else:
            p.append(child)
    set_text(node, node.text[:at])
    copied.body.insert(list(copied.body).index(p) + 1, second)
    copied.touched.add(second)
    return 'taken'


def join(rng, copied, p):
    following = list(copied.body)[list(copied.body).index(p) + 1:]
    second = following[0] if following else None
    if second is None or second in copied.touched or second.tag != W + 'p' or kind_of(p) not in ('paragraph', 'numbered', 'item') or kind_of(second) != kind_of(p):
        return None
    if not text_of(second).strip() or any(re.match('本部门.*无', text_of(q)) for q in (p, second)):  # of a `when` block
        return None
    for child in list(second):
        if child.tag != W + 'pPr':
            p.append(child)
    copied.body.remove(second)
    return 'taken'


def move(rng, copied, p):
    if kind_of(p) != 'paragraph' or len(text_of(p)) < 25:
        return None
    others = [q for q in copied.paragraphs() if q is not p and q not in copied.touched and kind_of(q) == 'paragraph' and not in_passage(q)]
    if not others:
        return None
    target = rng.choice(others)
    index = list(copied.body).index(p)
    copied.body.remove(p)
    copied.body.insert(list(copied.body).index(target) + 1, p)
    if list(copied.body).index(p) == index:
        return None
    return 'taken'


def emphasis(rng, copied, p):
    runs = [r for r in p.findall(W + 'r') if r.find(W + 't') is not None and len(r.find(W + 't').text or '') > 8 and r.find(W + 'rPr') is None]
    if not runs or kind_of(p) in ('heading', 'run-in'):
        return None
    run = rng.choice(runs)
    node = run.find(W + 't')
    text = node.text
    words = [m for m in re.finditer(r'[\u4e00-\u9fff]{3,6}', text) if m.start() > 3]
    if not words:
        return None
    word = rng.choice(words)
    strong, rest = copy.deepcopy(run), copy.deepcopy(run)
    properties = ET.Element(W + 'rPr')
    ET.SubElement(properties, W + 'b')
    strong.insert(0, properties)
    set_text(strong.find(W + 't'), word[0])
    set_text(rest.find(W + 't'), text[word.end():])
    set_text(node, text[:word.start()])
    at = list(p).index(run)
    p.insert(at + 1, strong)
    p.insert(at + 2, rest)
    copied.strong = getattr(copied, 'strong', []) + [word[0]]
    return 'taken'


def heading_level(rng, copied, p):
    style = style_of(p)
    if style not in ('2', '3'):
        return None
    p.find(f'{W}pPr/{W}pStyle').set(W + 'val', '3' if style == '2' else '2')
    return 'taken'


def figures(p):
    return [t for sdt in p.iter(W + 'sdt') for t in sdt.iter(W + 't') if t.text]


def digits(rng, copied, p):
    nodes = [t for t in figures(p) if re.fullmatch(r'[\d.]+%?', t.text)]
    if not nodes:
        return None
    node = rng.choice(nodes)
    before = text_of(p)
    set_text(node, re.sub(r'\d', lambda m: str((int(m[0]) + 1) % 10), node.text, count=1))
    copied.expected[p] = before
    return 'conflict'


def unit(rng, copied, p):
    nodes = [node for node, after in plain_texts(p) if after and (node.text or '').startswith('万元')]
    if not nodes:
        return None
    before = text_of(p)
    node = rng.choice(nodes)
    set_text(node, '亿元' + node.text[2:])
    copied.expected[p] = before
    return 'conflict'


def figure_words(rng, copied, p):
    nodes = [t for t in figures(p) if t.text.startswith('比上年')]
    if not nodes:
        return None
    before = text_of(p)
    node = rng.choice(nodes)
    set_text(node, '较上年' + node.text[3:])
    copied.expected[p] = before
    return 'proposal'


def passage_text(rng, copied, p):
    if not in_passage(p):
        return None
    for node, _ in plain_texts(p):
        if node.text and '主要用于：' in node.text:
            before = text_of(p)
            set_text(node, node.text.replace('主要用于：', '用于：'))
            copied.expected[p] = before
            return 'listed'
    return None


def saying(rng, copied, p):
    if not in_passage(p):
        return None
    nodes = [t for sdt in p.iter(W + 'sdt') if sdt.find(f'{W}sdtPr/{W}alias').get(W + 'val') in ('行.用途', '行.原因')
             for t in sdt.iter(W + 't') if len(t.text or '') > 6]
    if not nodes:
        return None
    node = rng.choice(nodes)
    set_text(node, node.text[:4] + rng.choice(WORDS) + node.text[4:])
    return 'taken'


EDITS = {f.__name__: f for f in (word_in, word_out, word_for_word, add, add_item, remove, split, join, move, emphasis,
                                 heading_level, digits, unit, figure_words, passage_text, saying)}
UNPASTED = {'emphasis', 'heading_level', 'add_item'}  # what a copy of plain text cannot say


BLOCKS = collections.Counter()  # edited so far, so that rare kinds of blocks have their turn


def edit(copied, rng, kind):
    """One edit of a kind; returns (kind of block, outcome), or None where the copy has no such block left."""
    candidates = [p for p in copied.paragraphs() if p not in copied.touched]
    rng.shuffle(candidates)
    if rng.random() < 0.5:
        candidates.sort(key=lambda p: BLOCKS[kind_of(p)])
    for p in candidates:
        if text_of(p).endswith('公开表') and kind_of(p) == 'heading':  # the template's
            continue
        if in_passage(p) and kind not in ('passage_text', 'saying', 'digits'):
            continue
        neighbours = set(list(copied.body)[max(0, list(copied.body).index(p) - 1):list(copied.body).index(p) + 2])
        if kind in ('join', 'move', 'remove', 'split') and neighbours & copied.touched:
            continue
        block = kind_of(p)
        outcome = EDITS[kind](rng, copied, p)
        if outcome:
            copied.touched.add(p)
            BLOCKS[block] += 1
            if kind in ('add', 'join', 'move', 'split', 'remove'):
                copied.touched |= neighbours
            return block, outcome
    return None


# ---- other programs

def libreoffice(paths, out):
    """Saved by LibreOffice, all at once."""
    subprocess.run(['soffice', '--headless', '--convert-to', 'docx', '--outdir', out, *paths], check=True, capture_output=True)


PASTED = '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="%s"><w:body/></w:document>' % SPACES['w']
RELATIONS = ('<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
             '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
             'Target="word/document.xml"/></Relationships>')
TYPES = ('<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
         'PartName="/word/document.xml" '
         'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')


def paste(source, target, rows=None):
    """All its text in a new document: paragraphs and tables without ids, controls or styles. rows: as text alone, a table's row
    a line, with this between its cells."""
    body_of = ET.fromstring(read_copy(source)['word/document.xml']).find(W + 'body')
    root = ET.fromstring(PASTED)
    body = root.find(W + 'body')

    def paragraph(text):
        p = ET.Element(W + 'p')
        run = ET.SubElement(p, W + 'r')
        for i, line in enumerate(text.split('\n')):
            if i:
                ET.SubElement(run, W + 'br')
            for k, piece in enumerate(line.split('\t')):
                if k:
                    ET.SubElement(run, W + 'tab')
                set_text(ET.SubElement(run, W + 't'), piece)
        return p

    for element in body_of:
        if element.tag == W + 'p':
            body.append(paragraph(text_of(element)))
        elif element.tag == W + 'tbl' and rows:
            for row in element.iter(W + 'tr'):
                line = rows.join(text_of(cell) for cell in row.findall(W + 'tc'))
                body.extend(paragraph(text) for text in (line.split('\n') if rows == '\n' else [line]))
        elif element.tag == W + 'tbl':
            table = ET.SubElement(body, W + 'tbl')
            for row in element.iter(W + 'tr'):
                new = ET.SubElement(table, W + 'tr')
                for cell in row.findall(W + 'tc'):
                    ET.SubElement(new, W + 'tc').append(paragraph(text_of(cell)))
    write_copy(target, {'[Content_Types].xml': TYPES, '_rels/.rels': RELATIONS,
                        'word/document.xml': ET.tostring(root, encoding='UTF-8', xml_declaration=True)})


def sections(project):
    return {path.name: path.read_bytes() for path in sorted((pathlib.Path(project) / 'sections').glob('*.md'))}


def count_figures(project):
    return sum(text.count(b'`=') for text in sections(project).values())
