"""PDFs made by hand, with one habit each."""
import zlib


class Pdf:
    """Pages of text and rules. Characters are their own codes; ToUnicode says so, unless it is left out."""

    def __init__(self, width=595, height=842, said=True):
        self.size, self.said, self.pages, self.used, self.has_drawn = (width, height), said, [], set(), False

    def page(self, rotate=0):
        self.pages.append({'content': [], 'rotate': rotate, 'picture': False})
        return self

    def raw(self, text):
        self.pages[-1]['content'].append(text)
        return self

    def text(self, x, y, text, size=12, mode=0, matrix='1 0 0 1', font='F1', spread=0):
        """y from the top."""
        self.used.update(text)
        codes = ''.join(f'{ord(c):04X}' for c in text)
        return self.raw(f'BT /{font} {size} Tf {mode} Tr {spread} Tc {matrix} {x} {self.size[1] - y} Tm <{codes}> Tj ET')

    def drawn(self, x, y, codes, size=12):
        """Characters that are drawings (Type 3), a whole em wide, of which only codes are known."""
        self.has_drawn = True
        return self.raw(f'BT /F3 {size} Tf {x} {self.size[1] - y} Td ({codes}) Tj ET')

    def rule(self, x0, y0, x1, y1):
        return self.raw(f'0.5 w {x0} {self.size[1] - y0} m {x1} {self.size[1] - y1} l S')

    def grid(self, xs, ys):
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        return self

    def cells(self, xs, y, texts, size=10):
        for x, text in zip(xs, texts):
            if text:
                self.text(x + 3, y, text, size)
        return self

    def table(self, xs, top, rows, high=20, rules=True):
        for i, row in enumerate(rows):
            self.cells(xs, top + i * high + 14, row)
        return self.grid(xs, [top + i * high for i in range(len(rows) + 1)]) if rules else self

    def picture(self):
        self.pages[-1]['picture'] = True
        return self.raw(f'q {self.size[0]} 0 0 {self.size[1]} 0 0 cm /I1 Do Q')

    def bytes(self, encrypt=False):
        parts = []

        def add(body):
            parts.append(body if isinstance(body, bytes) else body.encode('latin-1'))
            return len(parts)

        def stream(text, more=''):
            data = zlib.compress(text if isinstance(text, bytes) else text.encode('latin-1'))
            return add(f'<< /Length {len(data)} /Filter /FlateDecode {more} >>\nstream\n'.encode() + data + b'\nendstream')

        catalog, tree = add(''), add('')
        chars = ''.join(f'<{ord(c):04X}> <{ord(c):04X}>\n' for c in sorted(self.used))
        unicode = stream('/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /a def /CMapType 2 def\n'
                         '1 begincodespacerange <0000> <FFFF> endcodespacerange\n'
                         f'{len(self.used)} beginbfchar\n{chars}endbfchar endcmap end end')
        fonts = []
        for name in ('SimSun', 'SimHei'):
            inner = add('<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> '
                        '/DW 1000 /W [32 126 500] /FontDescriptor << /Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [0 -200 1000 800] '
                        '/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>' % (name, name))
            said = f'/ToUnicode {unicode} 0 R' if self.said else ''
            fonts.append(add(f'<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{inner} 0 R] {said} >>'))
        third = ''
        if self.has_drawn:
            square, names = stream('1000 0 0 0 800 800 d1 0 0 800 800 re f'), [f'/g{code}' for code in range(33, 127)]
            drawn = add('<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /Resources << >> /FirstChar 33 /LastChar 126 '
                        f'/CharProcs << {" ".join(f"{name} {square} 0 R" for name in names)} >> /Widths [{"1000 " * 94}] '
                        f'/Encoding << /Type /Encoding /Differences [33 {" ".join(names)}] >> >>')
            third = f'/F3 {drawn} 0 R'
        image = stream(b'\x80', '/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray')
        kids = []
        for page in self.pages:
            content = stream('\n'.join(page['content']))
            kids.append(add(f'<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {self.size[0]} {self.size[1]}] /Rotate {page["rotate"]} '
                            f'/Contents {content} 0 R /Resources << /Font << /F1 {fonts[0]} 0 R /F2 {fonts[1]} 0 R {third}>> '
                            f'/XObject << /I1 {image} 0 R >> >> >>'))
        parts[catalog - 1] = f'<< /Type /Catalog /Pages {tree} 0 R >>'.encode()
        parts[tree - 1] = f'<< /Type /Pages /Count {len(kids)} /Kids [{" ".join(f"{k} 0 R" for k in kids)}] >>'.encode()
        out, places = bytearray(b'%PDF-1.7\n'), []
        for i, part in enumerate(parts):
            places.append(len(out))
            out += f'{i + 1} 0 obj\n'.encode() + part + b'\nendobj\n'
        start = len(out)
        out += f'xref\n0 {len(parts) + 1}\n0000000000 65535 f \n'.encode() + b''.join(f'{p:010d} 00000 n \n'.encode() for p in places)
        locked = f'/Encrypt << /Filter /Standard /V 1 /R 2 /O <{"41" * 32}> /U <{"42" * 32}> /P -4 >> /ID [<{"00" * 16}> <{"00" * 16}>]' if encrypt else ''
        return bytes(out + f'trailer << /Size {len(parts) + 1} /Root {catalog} 0 R {locked} >>\nstartxref\n{start}\n%%EOF\n'.encode())
