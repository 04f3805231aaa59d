"""Seeds of the targets xls and ods: the tables that the repository holds, as LibreOffice saves them (none without it).
Usage: office_seeds.py xls|ods FOLDER"""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tests' / 'end-to-end'))
from test_workbooks import Sheet, write  # noqa: E402  (the folder is known only now)

kind, corpus = sys.argv[1], pathlib.Path(sys.argv[2])
if shutil.which('soffice'):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for i, path in enumerate(sorted(ROOT.glob('content/*/tables/*.csv'))):
            write(folder / f'{i}.xlsx', [Sheet('表', path)])
        subprocess.run(['soffice', f'-env:UserInstallation=file://{folder}/profile', '--headless', '--convert-to', kind,
                        '--outdir', folder, *sorted(folder.glob('*.xlsx'))], check=True, capture_output=True)
        for path in folder.glob(f'*.{kind}'):
            data = zipfile.ZipFile(path).read('content.xml') if kind == 'ods' else path.read_bytes()
            (corpus / f'seed-{path.stem}').write_bytes(data)
