"""Documents made by hand: packages of .docx and .odt around a body, and what intake_dump reads of a file."""
import json
import os
import pathlib
import subprocess
import zipfile

DUMP = os.environ.get('INTAKE_DUMP', str(pathlib.Path(__file__).resolve().parents[2] / 'build/dev/tests/intake_dump'))
WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
NAMESPACES = (f'xmlns:w="{WORD}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
              'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
              'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
              'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
              'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml"')
PNG = bytes.fromhex('89504e470d0a1a0a0000000d4948445200000001000000010806000000'
                    '1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082')


class Read:
    def __init__(self, path, *options):
        process = subprocess.run([DUMP, str(path), *options], capture_output=True, check=False)
        self.status = process.returncode
        self.rules = {line.split(' ')[0] for line in process.stderr.decode().splitlines()}
        self.err = process.stderr.decode()
        made = json.loads(process.stdout) if process.stdout else {'lines': [], 'counts': [], 'remarks': []}
        self.lines, self.counts, self.remarks = made['lines'], made['counts'], made['remarks']

    def texts(self):
        """Paragraphs as text, headings with their marks, tables as lists of rows, pictures as a pair."""
        return [line.get('table') or ((line['picture'], line['words']) if 'picture' in line else
                                      '#' * line['heading'] + (' ' if line['heading'] else '') + line['text'])
                for line in self.lines]

    def words(self):
        """All that is said, without blanks."""
        said = []
        for line in self.lines:
            said += [cell for row in line['table'] for cell in row] if 'table' in line else [line.get('text', '')]
        return ''.join(''.join(said).split())


def run(text, properties=''):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*runs, properties=''):
    inner = ''.join(one if one.startswith('<') else run(one) for one in runs)
    return f'<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>'


def table(*rows):
    def cell(one):
        return one if one.startswith('<w:tc>') else f'<w:tc><w:tcPr/>{one if one.startswith("<") else par(one)}</w:tc>'
    return '<w:tbl><w:tblPr/>' + ''.join('<w:tr>' + ''.join(map(cell, row)) + '</w:tr>' for row in rows) + '</w:tbl>'


def docx(path, body, styles='', numbering='', parts=(), types=''):
    """parts: (kind of relation, name, root element, content)."""
    relations = [('styles', 'styles.xml'), ('numbering', 'numbering.xml')] + [(kind, name) for kind, name, _, _ in parts]
    rows = ''.join(f'<Relationship Id="r{i}" Type="{OFFICE}/{kind}" Target="{name}"/>' for i, (kind, name) in enumerate(relations))
    package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    with zipfile.ZipFile(path, 'w') as archive:
        archive.writestr('[Content_Types].xml',
                         f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{types}</Types>')
        archive.writestr('_rels/.rels', f'<Relationships {package}><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
                                        'Target="word/document.xml"/></Relationships>')
        archive.writestr('word/_rels/document.xml.rels', f'<Relationships {package}>{rows}</Relationships>')
        archive.writestr('word/styles.xml', f'<w:styles {NAMESPACES}>{styles}</w:styles>')
        archive.writestr('word/numbering.xml', f'<w:numbering {NAMESPACES}>{numbering}</w:numbering>')
        for _, name, root, content in parts:
            archive.writestr('word/' + name, content if isinstance(content, bytes) else
                             f'<w:{root} {NAMESPACES}>{content}</w:{root}>')
        archive.writestr('word/document.xml', f'<?xml version="1.0" encoding="UTF-8"?><w:document {NAMESPACES}>'
                                              f'<w:body>{body}</w:body></w:document>')


def level(at, kind, text, start=1, more=''):
    return (f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>')


def numbers(*levels, number=3, more=''):
    return (f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="7"/>{more}</w:num>')


def in_list(at=0, number=3):
    return f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'


OPEN = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
        'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
        'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"')


def fodt(path, body, styles=''):
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?><office:document {OPEN} office:version="1.3" '
                    'office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>' + styles +
                    f'</office:styles><office:body><office:text>{body}</office:text></office:body></office:document>', 'utf-8')


def odt(path, body, styles='', parts=()):
    with zipfile.ZipFile(path, 'w') as archive:
        archive.writestr('mimetype', 'application/vnd.oasis.opendocument.text')
        archive.writestr('content.xml', f'<office:document-content {OPEN}><office:automatic-styles>{styles}</office:automatic-styles>'
                                        f'<office:body><office:text>{body}</office:text></office:body></office:document-content>')
        for name, content in parts:
            archive.writestr(name, content)
