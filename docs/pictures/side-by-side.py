"""Makes source.png, page.png and site.png, which the READMEs show side by side, of the example content/shifeng-cac-2023: a section as it is
written, its page, its web page. Needs a built Gongkai, pdftotext, pdftoppm, Chromium, and
ImageMagick to make them small; ten seconds.

usage: side-by-side.py GONGKAI"""
import html
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLE = HERE.parents[1] / 'content/shifeng-cac-2023'
WIDTH, HEIGHT = 420, 594  # of each, in the shape of a sheet
SECTION = '3-'
SOURCE = '''<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 16px; background: #1e2430; color: #d7dce5; }}
pre {{ font: 13px/1.7 "Noto Sans Mono CJK SC", monospace; white-space: pre-wrap; word-break: break-all; margin: 0 }}
b {{ color: #8fd0a0; font-weight: normal }}</style><pre>{}</pre>'''


def shot(page, name, width=WIDTH, scale=1):
    subprocess.run(['chromium-headless-shell', '--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', f'--force-device-scale-factor={scale}',
                    f'--window-size={int(width / scale)},{int(HEIGHT / scale)}', f'--screenshot={HERE / name}', page.as_uri()],
                   check=True, stderr=subprocess.DEVNULL)


def main():
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        subprocess.run([sys.argv[1], 'build', EXAMPLE, '-o', work / 'out', '--to', 'pdf,html'], check=True)
        section = next((EXAMPLE / 'sections').glob(SECTION + '*.md'))
        text = section.read_text('utf-8')
        marked = ''.join(f'<b>`{html.escape(part)}`</b>' if i % 2 else html.escape(part) for i, part in enumerate(text.split('`')))
        (work / 'source.html').write_text(SOURCE.format(marked), 'utf-8')
        shot(work / 'source.html', 'source.png')
        title = text.splitlines()[0].lstrip('# ').strip()
        pdf = next(path for path in (work / 'out').rglob('*.pdf'))
        pages = subprocess.run(['pdftotext', pdf, '-'], capture_output=True, text=True, check=True).stdout.split('\f')
        page = [i for i, found in enumerate(pages, 1) if title in found.replace(' ', '')][-1]
        subprocess.run(['pdftoppm', '-png', '-singlefile', '-f', str(page), '-scale-to-x', str(WIDTH), '-scale-to-y', str(HEIGHT), pdf,
                        HERE / 'page'], check=True)
        shot(next(path for path in sorted((work / 'out').glob('section-*.html')) if title in path.read_text('utf-8').split('</title>')[0]),
             'site.png', scale=0.75)
        # Few colours: small files.
        for name in ('source.png', 'page.png', 'site.png'):
            subprocess.run(['convert', HERE / name, '-colors', '64', HERE / name], check=False)


if __name__ == '__main__':
    main()
