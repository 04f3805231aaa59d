"""What GB/T 33190-2016 asks of an OFD file, as far as Gongkai writes it, and what readers were seen to want besides: problems(bytes).

Elements stand in the order of the standard's schemas with no attribute that these do not have; every reference leads somewhere; every
character of a text object is in its font; steps, glyphs and code units are as many as they have to be; what is drawn is on its page.
"""
import io
import re
import struct
import xml.etree.ElementTree as ElementTree
import zipfile

OFD = '{http://www.ofdspec.org/2016}'
STRUCTURE = '{http://iso.org/pdf/ssn}'

# By element: its children in order (? may be missing, * any number, + one at least; | any of them in any order), then its attributes
# (! must be there).
SCHEMA = {
    'OFD': ('DocBody+', 'Version! DocType!'),
    'DocBody': ('DocInfo DocRoot Versions? Signatures?', ''),
    'DocInfo': ('DocID Title? Author? Subject? Abstract? CreationDate? ModDate? DocUsage? Cover? Keywords? Creator? CreatorVersion?', ''),
    'Document': ('CommonData Pages Outlines? Permissions? Actions? VPreferences? Bookmarks? Annotations? CustomTags? Attachments? Extensions?', ''),
    'CommonData': ('MaxUnitID PageArea PublicRes* DocumentRes* TemplatePage* DefaultCS?', ''),
    'PageArea': ('PhysicalBox', ''),
    'Area': ('PhysicalBox', ''),
    'Pages': ('Page+', ''),
    'Outlines': ('OutlineElem+', ''),
    'OutlineElem': ('Actions? OutlineElem*', 'Title! Count Expanded'),
    'Actions': ('Action+', ''),
    'Action': ('Goto|URI', 'Event!'),
    'Goto': ('Dest', ''),
    'Dest': ('', 'Type! PageID! Left Top'),
    'URI': ('', 'URI!'),
    'VPreferences': ('PageMode? PageLayout? TabDisplay?', ''),
    'Res': ('Fonts? MultiMedias?', 'BaseLoc!'),
    'Fonts': ('Font+', ''),
    'Font': ('FontFile', 'ID! FontName! FamilyName Bold Serif FixedWidth'),
    'MultiMedias': ('MultiMedia+', ''),
    'MultiMedia': ('MediaFile', 'ID! Type! Format'),
    'Content': ('Layer+', ''),
    'Layer': ('TextObject|PathObject|ImageObject', 'ID! Type'),
    'TextObject': ('FillColor? CGTransform* TextCode', 'ID! Boundary! Font! Size! CTM'),
    'PathObject': ('Actions? FillColor? AbbreviatedData', 'ID! Boundary! Stroke! Fill!'),
    'ImageObject': ('', 'ID! Boundary! CTM! ResourceID!'),
    'FillColor': ('', 'Value!'),
    'CGTransform': ('Glyphs', 'CodePosition! CodeCount! GlyphCount!'),
    'TextCode': ('', 'X! Y! DeltaX'),
    'Annotations': ('Page*', ''),
    'PageAnnot': ('Annot+', ''),
    'Annot': ('Remark? Appearance', 'ID! Type! Creator! LastModDate!'),
    'Appearance': ('TextObject|PathObject|ImageObject', 'Boundary!'),
    'CustomTags': ('CustomTag*', ''),
    'CustomTag': ('FileLoc', 'NameSpace!'),
    'Attachments': ('Attachment*', ''),
    'Attachment': ('FileLoc', 'ID! Name! Format ModDate Size Visible Usage'),
}
# These two names stand for several things.
PAGE = {'Document.xml': ('', 'ID! BaseLoc!'), 'Annotations.xml': ('FileLoc', 'PageID!'), 'Content.xml': ('Area Content', '')}
TEXT_ONLY = {'DocID', 'DocRoot', 'Title', 'Author', 'Subject', 'CreationDate', 'ModDate', 'Creator', 'CreatorVersion', 'MaxUnitID',
             'PhysicalBox', 'PublicRes', 'DocumentRes', 'PageMode', 'TabDisplay', 'Annotations', 'CustomTags', 'Attachments', 'FontFile',
             'MediaFile', 'Glyphs', 'AbbreviatedData', 'FileLoc', 'Remark'}

# What attributes hold, as the schemas' types have it.
NUMBER = r'-?\d+(\.\d+)?'
VALUES = {'ID': r'\d+|file-\d+', 'Boundary': rf'{NUMBER}( {NUMBER}){{3}}', 'CTM': rf'{NUMBER}( {NUMBER}){{5}}', 'Value': r'\d+( \d+){2}',
          'PageID': r'\d+', 'ResourceID': r'\d+', 'LastModDate': r'\d{4}-\d\d-\d\d', 'ModDate': r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d',
          'Size': NUMBER, 'X': NUMBER, 'Y': NUMBER, 'Left': NUMBER, 'Top': NUMBER, 'Event': 'CLICK|DO|PO'}
VALUES |= dict.fromkeys(('Stroke', 'Fill', 'Bold', 'Serif', 'FixedWidth', 'Visible', 'Expanded'), 'true|false')


def content_model(order):
    if '|' in order:
        return re.compile('(?:(?:' + order + ')~)*\\Z')
    return re.compile(''.join(f'(?:{word.rstrip("?*+")}~){word[len(word.rstrip("?*+")):]}' for word in order.split()) + '\\Z')


def name_of(element):
    return element.tag.removeprefix(OFD)


def numbers(text):
    return [float(word) for word in text.split()]


def steps(text):
    """DeltaX with its repeats spelt out."""
    words, all_steps = text.split(), []
    while words:
        word = words.pop(0)
        if word == 'g':
            all_steps += [float(words[1])] * int(words[0])
            del words[:2]
        else:
            all_steps.append(float(word))
    return all_steps


def utf16(text):
    return len(text.encode('utf-16-le')) // 2


class Font:
    """A TrueType file's character map (format 12) and number of glyphs."""

    def __init__(self, data):
        count = struct.unpack('>H', data[4:6])[0]
        self.tables = {}
        for i in range(count):
            tag, _, offset, length = struct.unpack('>4sIII', data[12 + 16 * i:28 + 16 * i])
            self.tables[tag.decode()] = data[offset:offset + length]
        self.glyphs = struct.unpack('>H', self.tables['maxp'][4:6])[0]
        cmap = self.tables['cmap']
        found = {struct.unpack('>HHI', cmap[4 + 8 * i:12 + 8 * i])[:2]: struct.unpack('>HHI', cmap[4 + 8 * i:12 + 8 * i])[2]
                 for i in range(struct.unpack('>H', cmap[2:4])[0])}
        self.encodings = set(found)
        at = found[(3, 10)]
        self.map = {}
        for i in range(struct.unpack('>I', cmap[at + 12:at + 16])[0]):
            first, last, glyph = struct.unpack('>III', cmap[at + 16 + 12 * i:at + 28 + 12 * i])
            self.map.update({code: glyph + code - first for code in range(first, last + 1)})


class File:
    def __init__(self, data):
        self.problems = []
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        names = self.archive.namelist()
        self.parts = {name: self.archive.read(name) for name in names}
        self.used = {'OFD.xml'}
        self.ids, self.pages, self.fonts, self.media, self.objects = {}, {}, {}, {}, {}
        self.sizes = {}
        if len(names) != len(self.parts):
            self.tell('package', 'a part stands there twice')
        self.read()

    def tell(self, part, what):
        self.problems.append(f'{part}: {what}')

    # ---- parts

    def part(self, whose, name):
        """Below the folder of `whose`."""
        folder = whose.rsplit('/', 1)[0] + '/' if '/' in whose else ''
        path = folder + name
        self.used.add(path)
        if path not in self.parts:
            self.tell(whose, f'{name} is not there')
            return None
        return path

    def tree(self, path):
        text = self.parts[path].decode('utf-8')
        if 'xmlns="' in text:
            self.tell(path, 'a default namespace')
        for raw in re.findall(r'<ofd:TextCode[^>]*>([^<]*)<', text):
            if raw != raw.strip() or raw == '':
                self.tell(path, f'blanks at the ends of “{raw}”')
        root = ElementTree.fromstring(text)
        for element in root.iter():
            self.element(path, element)
        return root

    def element(self, path, element):
        name = name_of(element)
        if element.tag.startswith(STRUCTURE) or name == 'ObjectRef':
            return
        if name in TEXT_ONLY and len(element) == 0 and (element.text or '').strip():
            return
        if name == 'Page':
            order, attributes = PAGE[path.rsplit('/', 1)[-1]]
        elif name in SCHEMA:
            order, attributes = SCHEMA[name]
        else:
            self.tell(path, f'an element {element.tag}')
            return
        children = ''.join(name_of(child) + '~' for child in element)
        if not content_model(order).match(children):
            self.tell(path, f'{name} holds {children}, not {order}')
        known = {word.rstrip('!') for word in attributes.split()}
        for wanted in (word[:-1] for word in attributes.split() if word.endswith('!')):
            if wanted not in element.attrib:
                self.tell(path, f'{name} without {wanted}')
        for key in element.attrib.keys() - known:
            self.tell(path, f'{name} has {key}')
        for key, value in element.attrib.items():
            if not re.fullmatch(VALUES.get(key, '.*'), value, re.S):
                self.tell(path, f'{name}: {key} is {value}')
        if 'ID' in element.attrib and name != 'Attachment':
            self.identify(path, element.attrib['ID'])

    def identify(self, path, number):
        if number in self.ids:
            self.tell(path, f'the identifier {number} again, as in {self.ids[number]}')
        self.ids[number] = path

    # ---- the whole

    def read(self):
        entry = self.tree('OFD.xml')
        if entry.get('Version') != '1.0' or entry.get('DocType') != 'OFD':
            self.tell('OFD.xml', 'another version')
        if not re.fullmatch('[0-9a-f]{32}', entry.findtext(f'.//{OFD}DocID', '')):
            self.tell('OFD.xml', 'no DocID')
        path = self.part('OFD.xml', entry.findtext(f'.//{OFD}DocRoot', ''))
        if not path:
            return
        document = self.tree(path)
        for loc in document.findall(f'./{OFD}CommonData/*'):
            if name_of(loc) in ('PublicRes', 'DocumentRes'):
                self.resources(path, loc.text)
        for page in document.find(f'{OFD}Pages'):
            self.page(path, page)
        for name, read in (('Annotations', self.annotations), ('CustomTags', self.tags), ('Attachments', self.attachments)):
            loc = document.findtext(f'{OFD}{name}')
            found = loc and self.part(path, loc)
            if found:
                read(found)
        for destination in document.iter(f'{OFD}Dest'):
            self.destination(path, destination)
        most = int(document.findtext(f'.//{OFD}MaxUnitID', '0'))
        if self.ids and most < max(map(int, self.ids)):
            self.tell(path, f'MaxUnitID {most} is below {max(map(int, self.ids))}')
        for name in self.parts.keys() - self.used:
            self.tell(name, 'nothing leads here')

    def resources(self, whose, name):
        path = self.part(whose, name)
        if not path:
            return
        root = self.tree(path)
        for font in root.iter(f'{OFD}Font'):
            found = self.part(path, f'{root.get("BaseLoc")}/{font.findtext(OFD + "FontFile", "")}')
            if not font.get('FontName'):
                self.tell(path, 'a font without a name')
            if found:
                self.fonts[font.get('ID')] = Font(self.parts[found])
                for table in ('OS/2', 'cmap', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'name', 'post'):
                    if table not in self.fonts[font.get('ID')].tables:
                        self.tell(found, f'no table {table}')
                if not {(3, 1), (3, 10)} <= self.fonts[font.get('ID')].encodings:
                    self.tell(found, 'no character map of formats 4 and 12')
        for media in root.iter(f'{OFD}MultiMedia'):
            found = self.part(path, f'{root.get("BaseLoc")}/{media.findtext(OFD + "MediaFile", "")}')
            if found:
                self.media[media.get('ID')] = found
                head = self.parts[found][:4]
                if not (head.startswith(b'\x89PNG') if media.get('Format') == 'PNG' else head.startswith(b'\xff\xd8')):
                    self.tell(found, f'no {media.get("Format")}')

    # ---- pages

    def page(self, whose, page):
        path = self.part(whose, page.get('BaseLoc'))
        if not path:
            return
        root = self.tree(path)
        self.pages[page.get('ID')] = root
        size = numbers(root.findtext(f'{OFD}Area/{OFD}PhysicalBox'))[2:]
        self.sizes[page.get('ID')] = size
        held = self.objects[page.get('ID')] = set()
        for item in root.iter(f'{OFD}Layer'):
            for thing in item:
                held.add(thing.get('ID'))
                self.object(path, thing, size)

    def object(self, path, thing, size):
        number = thing.get('ID')
        if not thing.get('Boundary'):
            return
        x, y, width, height = numbers(thing.get('Boundary'))
        if width <= 0 or height <= 0:
            self.tell(path, f'{number} has no extent')
        # A mark whose blank half is trimmed away may reach over the edge of a line, not of a page.
        if x < -20 or y < -20 or x + width > size[0] + 20 or y + height > size[1] + 20:
            self.tell(path, f'{number} is not on the page')
        kind = name_of(thing)
        if kind == 'TextObject':
            self.text(path, thing)
        elif kind == 'PathObject':
            points = numbers(re.sub('[MLC]', ' ', thing.findtext(f'{OFD}AbbreviatedData')))
            if min(points) < 0 or max(points[::2]) > width + .0005 or max(points[1::2]) > height + .0005:
                self.tell(path, f'{number} reaches out of its boundary')
            if (max(points[::2]), max(points[1::2])) != (width, height):
                self.tell(path, f'{number} is smaller than its boundary')
        elif thing.get('ResourceID') not in self.media:
            self.tell(path, f'{number} shows no image that there is')

    def text(self, path, thing):
        number, code = thing.get('ID'), thing.find(f'{OFD}TextCode')
        font = self.fonts.get(thing.get('Font'))
        text = code.text or ''
        transform = thing.find(f'{OFD}CGTransform')
        if font is None:
            self.tell(path, f'{number} has no font that there is')
            return
        count = utf16(text)
        if count > len(text) and transform is None:
            self.tell(path, f'{number} is beyond the BMP without CGTransform')
        if len(steps(code.get('DeltaX', ''))) != count - 1:
            self.tell(path, f'{number} has {len(steps(code.get("DeltaX", "")))} steps for {count} characters')
        for character in text:
            if ord(character) not in font.map or font.map[ord(character)] >= font.glyphs:
                self.tell(path, f'{number}: its font has no {character}')
        if transform is not None:
            glyphs = [int(glyph) for glyph in transform.findtext(f'{OFD}Glyphs').split()]
            if [transform.get('CodePosition'), transform.get('CodeCount'), transform.get('GlyphCount')] != ['0', str(count), str(len(glyphs))]:
                self.tell(path, f'{number}: CGTransform is not of the whole')
            if len(glyphs) != count or max(glyphs) >= font.glyphs or glyphs[0] != font.map.get(ord(text[0])):
                self.tell(path, f'{number}: CGTransform names other glyphs')

    # ---- what leads from and to pages

    def destination(self, path, destination):
        size = self.sizes.get(destination.get('PageID'))
        if not size:
            self.tell(path, f'leads to a page {destination.get("PageID")} that is not there')
        elif not (0 <= float(destination.get('Left')) <= size[0] and 0 <= float(destination.get('Top')) <= size[1]):
            self.tell(path, 'leads out of its page')

    def annotations(self, path):
        for page in self.tree(path):
            if page.get('PageID') not in self.pages:
                self.tell(path, f'links of a page {page.get("PageID")} that is not there')
            found = self.part(path, page.findtext(f'{OFD}FileLoc'))
            for annotation in self.tree(found) if found else ():
                for area in annotation.iter(f'{OFD}PathObject'):
                    self.object(found, area, self.sizes.get(page.get('PageID'), (0, 0)))
                for destination in annotation.iter(f'{OFD}Dest'):
                    self.destination(found, destination)

    def tags(self, path):
        for tag in self.tree(path):
            found = self.part(path, tag.findtext(f'{OFD}FileLoc'))
            root = self.tree(found) if found else []
            referred = [(ref.get('PageRef'), ref.text) for ref in (root.iter(f'{OFD}ObjectRef') if found else ())]
            for page, number in referred:
                if number not in self.objects.get(page, ()):
                    self.tell(found, f'page {page} has no object {number}')
            if len(set(referred)) < len(referred):
                self.tell(found, 'an object stands in two elements')
            ids = [element.get('ID') for element in root.iter() if element.get('ID')] if found else []
            for element in root.iter() if found else ():
                for header in element.get('Headers', '').split():
                    if header not in ids:
                        self.tell(found, f'no cell {header} heads this')

    def attachments(self, path):
        for attachment in self.tree(path):
            found = self.part(path, attachment.findtext(f'{OFD}FileLoc'))
            if found and abs(float(attachment.get('Size')) - len(self.parts[found]) / 1024) > .002:
                self.tell(path, f'{attachment.get("Name")} is of another size')

    # ---- for comparison

    def texts(self):
        """Of each page, its text objects' characters in the order of the file."""
        return [[thing.text for thing in page.iter(f'{OFD}TextCode')] for page in self.pages.values()]

    def cells(self):
        """Of each page the characters as (font name, size, character, left, baseline, aside) in millimetres."""
        for page in self.pages.values():
            found = []
            for thing in page.iter(f'{OFD}TextObject'):
                code = thing.find(f'{OFD}TextCode')
                x, y, width, _ = numbers(thing.get('Boundary'))
                aside = 'CTM' in thing.attrib
                at = 0.0
                for character, step in zip(code.text, steps(code.get('DeltaX', '')) + [0.0]):
                    place = (x + width - float(code.get('Y')), y + at) if aside else (x + at, y + float(code.get('Y')))
                    found.append((thing.get('Font'), float(thing.get('Size')), character, *place, aside))
                    at += step
            yield found

    def pictures(self):
        """Each with the number of its page, as left, top, right, bottom in millimetres."""
        for number, page in enumerate(self.pages.values()):
            for thing in page.iter(f'{OFD}ImageObject'):
                x, y, width, height = numbers(thing.get('Boundary'))
                yield number, (x, y, x + width, y + height)


def problems(data):
    return File(data).problems
