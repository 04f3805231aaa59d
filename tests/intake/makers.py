"""Tables of projects, printed by programs of others in the styles that people publish: Typst, WeasyPrint, LibreOffice and Chromium."""
import html
import html.parser
import itertools
import pathlib
import re
import shutil
import subprocess

PYTHON = pathlib.Path(__file__).resolve().parents[2] / 'build' / 'test-data' / 'pdf-makers' / 'bin' / 'python'
CHROMIUM = shutil.which('chromium-headless-shell') or shutil.which('chromium')
STYLES = ('rules', 'across', 'three', 'zebra', 'none')
SIZES = (9, 7.5, 5)
FACE = 'Noto Serif CJK SC'


class Cell:
    def __init__(self, text='', columns=1, rows=1, align='center', indent=0):
        self.text, self.columns, self.rows, self.align, self.indent = text, columns, rows, align, indent


class Table:
    """rows: of cells, without those that another covers; heads: how many are its head's."""

    def __init__(self):
        self.title, self.unit, self.rows, self.heads, self.columns = '', '', [], 0, 0

    def grid(self):
        """Of each row the cells that begin in it, by column."""
        taken, rows = set(), []
        for r, row in enumerate(self.rows):
            at, made = 0, {}
            for cell in row:
                while (r, at) in taken:
                    at += 1
                taken |= {(r + i, at + k) for i in range(cell.rows) for k in range(cell.columns)}
                made[at] = cell
            rows.append(made)
        self.columns = max(c + cell.columns for row in rows for c, cell in row.items())
        return rows


class Page(html.parser.HTMLParser):
    """The tables of a page of a site that Gongkai built."""

    def __init__(self, text):
        super().__init__()
        self.tables, self.into, self.cell, self.line, self.head = [], None, None, None, False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        of = dict(attributes)
        names = (of.get('class') or '').split()
        if tag == 'figure' and 'table' in names:
            self.tables.append(Table())
        elif self.tables and ('table-title' in names or 'table-unit' in names):
            self.into = names[0]
        elif tag == 'thead':
            self.head = True
        elif tag == 'tr' and self.tables:
            self.tables[-1].rows.append([])
            self.tables[-1].heads += self.head
        elif tag in ('td', 'th') and self.tables:
            self.cell = Cell('', int(of.get('colspan', 1)), int(of.get('rowspan', 1)), 'center')
            if 'decimal' in names:
                self.cell.align = 'right'
            elif not self.head and 'centre' not in names and (tag == 'th' or 'left' in names or not names):
                self.cell.align = 'left'
            self.cell.indent = sum(int(name[7:]) for name in names if name.startswith('indent-'))
            self.tables[-1].rows[-1].append(self.cell)

    def handle_endtag(self, tag):
        self.head = self.head and tag != 'thead'
        self.cell = None if tag in ('td', 'th') else self.cell
        self.into = None if tag in ('div', 'h1', 'h2', 'h3') else self.into

    def handle_data(self, data):
        if self.cell:
            self.cell.text += data
        elif self.into and self.tables:
            table = self.tables[-1]
            table.title += data if self.into == 'table-title' else ''
            table.unit += data if self.into == 'table-unit' else ''


def tables_of(site):
    """Of a built site, those that have more than a head."""
    tables = [table for path in sorted(pathlib.Path(site).glob('table-*.html')) for table in Page(path.read_text('utf-8')).tables]
    for table in tables:
        for row in table.rows:
            for cell in row:
                cell.text = cell.text.strip()
        table.grid()
    return [table for table in tables if len(table.rows) > table.heads and table.heads]


def thousands(table):
    """Amounts with marks between thousands, some of them below zero."""
    for i, cell in enumerate(cell for row in table.rows[table.heads:] for cell in row):
        if re.fullmatch(r'\d+\.\d+', cell.text):
            whole, part = cell.text.split('.')
            cell.text = ('-' if i % 7 == 0 else '') + f'{int(whole):,}.{part}'
    return table


# ---- by HTML

def css(style, size, landscape, pad):
    edges = {'rules': 'td, th { border: 0.5pt solid black }',
             'across': 'td, th { border-top: 0.5pt solid black; border-bottom: 0.5pt solid black }',
             'three': '',
             'zebra': '.even td { background: #dde6f0 }', 'none': ''}[style]
    return (f'@page {{ size: A4 {"landscape" if landscape else "portrait"}; margin: 2cm }} body {{ font-family: "{FACE}"; font-size: {size}pt }} '
            f'h2 {{ font-size: {size * 1.5}pt; text-align: center; break-after: avoid }} p {{ break-after: avoid }} .unit {{ text-align: right }} table {{ border-collapse: collapse; width: 100% }} '
            f'td, th {{ padding: {pad}; font-weight: normal; line-height: 1.3 }} tr {{ break-inside: avoid }} {edges}')


def html_of(tables, style, size=9, landscape=False, pad='1.5pt 3pt', repeat=True):
    parts = [f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><style>{css(style, size, landscape, pad)}</style></head><body>']
    for table in tables:
        parts.append(f'<h2>{html.escape(table.title)}</h2><p class="unit">{html.escape(table.unit)}</p><table>')
        for r, row in enumerate(table.rows):
            if r == 0 and repeat:
                parts.append('<thead>')
            if r == table.heads:
                parts.append('</thead><tbody>' if repeat else '')
            last = r < table.heads and any(r + cell.rows == table.heads for cell in row)
            name = 'last' if last else 'even' if r >= table.heads and (r - table.heads) % 2 else ''
            parts.append(f'<tr class="{name}">')
            for cell in row:
                tag = 'th' if r < table.heads else 'td'
                span = (f' colspan="{cell.columns}"' if cell.columns > 1 else '') + (f' rowspan="{cell.rows}"' if cell.rows > 1 else '')
                fill = ' bgcolor="#dde6f0"' if name == 'even' and style == 'zebra' else ''
                # LibreOffice takes no border from a style sheet.
                edge = {'rules': 'border: 0.5pt solid black; ', 'across': 'border-top: 0.5pt solid black; border-bottom: 0.5pt solid black; ',
                        'three': 'border-top: 1pt solid black; ' * (r == 0) + 'border-bottom: 0.6pt solid black; ' * (r + cell.rows in (table.heads, len(table.rows)))}.get(style, '')
                inset = edge + f'padding: {pad}; padding-left: {0.4 + cell.indent}em; ' if cell.indent else edge + f'padding: {pad}; '
                parts.append(f'<{tag}{span}{fill} align="{cell.align}" valign="middle" style="{inset}text-align: {cell.align}">'
                             f'{html.escape(cell.text)}</{tag}>')
            parts.append('</tr>')
        parts.append('</tbody></table>' if repeat else '</table>')
    return '\n'.join(parts) + '</body></html>'


def weasyprint(path, text):
    path.with_suffix('.html').write_text(text, 'utf-8')
    subprocess.run([PYTHON, '-m', 'weasyprint', '-q', path.with_suffix('.html'), path], check=True)


def libreoffice(path, text):
    path.with_suffix('.html').write_text(text, 'utf-8')
    subprocess.run([shutil.which('soffice'), '--headless', f'-env:UserInstallation=file://{path.parent}/profile', '--infilter=HTML (StarWriter)', '--convert-to',
                    'pdf:writer_web_pdf_Export', '--outdir', path.parent, path.with_suffix('.html')], check=True, capture_output=True)


def chromium(path, text):
    path.with_suffix('.html').write_text(text, 'utf-8')
    subprocess.run([CHROMIUM, '--headless', '--no-sandbox', '--disable-gpu', '--no-pdf-header-footer', f'--user-data-dir={path.parent}/browser',
                    f'--print-to-pdf={path}', path.with_suffix('.html')], check=True, capture_output=True)


# ---- by Typst

def typst_text(text):
    return ''.join('\\' + c if c in '\\#[]*_`$<>@=-+/~"\'' else c for c in text)


def typst_of(tables, style, size=9, landscape=False, pad=None, repeat=True):
    stroke = {'rules': '0.5pt', 'across': '(x: none, y: 0.5pt)', 'three': 'none', 'zebra': 'none', 'none': 'none'}[style]
    parts = [f'#set page(paper: "a4", flipped: {str(landscape).lower()}, margin: 2cm)\n#set text(font: "{FACE}", size: {size}pt, lang: "zh")\n#set par(leading: 0.5em)\n'
             '#show table.cell: set par(justify: false)\n']
    for table in tables:
        grid, widths = table.grid(), [1.0] * table.columns
        for row in grid[table.heads:]:
            for c, cell in row.items():
                if cell.columns == 1:
                    widths[c] = max(widths[c], min(len(cell.text) * (0.5 if cell.align == 'right' else 1), 9))
        for c, row in itertools.product(range(table.columns), grid[:table.heads]):
            if c in row and row[c].columns == 1:
                widths[c] = max(widths[c], min(len(row[c].text), 3.5))
        fill = f'(x, y) => if y >= {table.heads} and calc.odd(y - {table.heads}) {{ rgb("#dde6f0") }}' if style == 'zebra' else 'none'
        parts.append(f'#block(sticky: true, width: 100%, align(center, text(size: {size * 1.5}pt)[{typst_text(table.title)}]))\n#block(sticky: true, width: 100%, align(right)[{typst_text(table.unit)}])\n'
                     f'#table(columns: ({", ".join(f"{w:.1f}fr" for w in widths)},), stroke: {stroke}, fill: {fill}, inset: (x: 3pt, y: {0.5 * size if pad is None else pad}pt), align: horizon,\n')
        if style == 'three':
            parts.append('table.hline(stroke: 1pt), ')
        parts.append(f'table.header(repeat: {str(repeat).lower()}, ')
        for r, row in enumerate(table.rows):
            for cell in row:
                parts.append(f'table.cell(colspan: {cell.columns}, rowspan: {cell.rows}, align: {cell.align} + horizon'
                             + (f', inset: (left: {3 + cell.indent * size}pt)' if cell.indent else '') + f')[{typst_text(cell.text)}], ')
            if r == table.heads - 1:
                parts.append('), ' + ('table.hline(stroke: 0.6pt), ' if style == 'three' else ''))
            parts.append('\n')
        parts.append(('table.hline(stroke: 1pt)' if style == 'three' else '') + ')\n')
    return ''.join(parts)


def typst(path, text):
    path.with_suffix('.typ').write_text(text, 'utf-8')
    subprocess.run([PYTHON, '-c', 'import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])', path.with_suffix('.typ'), path], check=True)


BY_HTML = {'weasyprint': weasyprint, 'libreoffice': libreoffice, 'chromium': chromium}
MAKERS = ('typst', *BY_HTML)


def can_make(maker):
    return PYTHON.exists() if maker in ('typst', 'weasyprint') else {'libreoffice': shutil.which('soffice'), 'chromium': CHROMIUM}[maker] is not None


def make(path, tables, maker, style, size=9, landscape=False, repeat=True, tight=False):
    """Writes a PDF. tight: rows are no further apart than lines of one cell."""
    if maker == 'typst':
        typst(path, typst_of(tables, style, size, landscape, 0.25 * size if tight else None, repeat))
    else:
        BY_HTML[maker](path, html_of(tables, style, size, landscape, '0 2pt' if tight else '1.5pt 3pt', repeat))
