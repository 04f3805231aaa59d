"""Seeds of the targets that read documents: of each habit that tests/intake holds, the parts alone. Usage: intake_seeds.py NAME FOLDER"""
import pathlib
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'intake'))
import documents
import test_documents
import test_pdf
import test_published

name, folder = sys.argv[1], pathlib.Path(sys.argv[2])
seeds = []
with tempfile.TemporaryDirectory() as work:
    path = pathlib.Path(work) / 'a'
    if name == 'docx':
        for (body, more), _ in test_documents.DOCX.values():
            documents.docx(path, body, **more)
            with zipfile.ZipFile(path) as archive:
                parts = [archive.read('word/' + part) for part in ('document.xml', 'styles.xml', 'numbering.xml', 'footnotes.xml')
                         if 'word/' + part in archive.namelist()]
            seeds.append(b'\0'.join(parts))
    elif name == 'odt':
        for body in [one[0] for one in test_documents.ODT.values()] + [one[0] for one in test_documents.FODT.values()]:
            documents.odt(path, body)
            with zipfile.ZipFile(path) as archive:
                seeds.append(archive.read('content.xml'))
    elif name == 'html':
        seeds.append(test_published.PAGE.format(charset='utf-8', text=test_published.TEXT).encode())
    elif name == 'trace':
        for pdf in test_pdf.seeds():
            path.write_bytes(pdf.bytes())
            seeds.append(subprocess.run(['mutool', 'draw', '-q', '-F', 'trace', '-o', '-', str(path)], capture_output=True, check=False).stdout)
    else:
        seeds += [text.encode() for text in ('目录\n一、概况......1\n\n一、概况\n有字。\n', '收入1511.89万\n元。\n- 1 -\n\f一、二\n', '项目\t金额\n收入\t51.8\n')]
for i, seed in enumerate(seeds):
    (folder / f'seed-{i}').write_bytes(seed)
