"""Seeds of the font target: of the installed fonts of each kind of outlines the glyphs that it shapes (with HarfBuzz's
hb-subset; none without it). Usage: font_seeds.py FOLDER"""
import pathlib
import shutil
import subprocess
import sys

TEXT, LARGEST = '甲2023年，fi', 65536

out = pathlib.Path(sys.argv[1])
fonts = subprocess.run(['fc-list', '--format', '%{file}\n'], capture_output=True, text=True, check=True).stdout.splitlines()
fonts = sorted(set(fonts)) + sorted(map(str, pathlib.Path('fonts/fetched').glob('*.otf')))
if not shutil.which('hb-subset'):
    print('no hb-subset (libharfbuzz-bin): the font target has no seeds, and reaches next to nothing', file=sys.stderr)
for i, path in enumerate(fonts if shutil.which('hb-subset') else []):
    made = out / f'seed-{i}'
    for more in ([], ['--drop-tables+=GSUB,GPOS,GDEF']):  # the smaller ones are faster
        if subprocess.run(['hb-subset', f'--text={TEXT}', f'--output-file={made}', *more, path], capture_output=True).returncode:
            made.unlink(missing_ok=True)
        elif made.stat().st_size <= LARGEST:
            break
        else:
            made.unlink()
