"""Seeds of the workbook target: the tables that the repository holds, as sheets. Usage: workbook_seeds.py FOLDER"""
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tests' / 'end-to-end'))
from test_workbooks import Sheet  # noqa: E402  (the folder is known only now)

for i, path in enumerate(sorted(ROOT.glob('content/*/tables/*.csv'))):
    xml = Sheet('表', path).xml()
    (pathlib.Path(sys.argv[1]) / f'seed-{i}').write_text(xml[xml.index('>') + 1:xml.rindex('<')], 'utf-8')
