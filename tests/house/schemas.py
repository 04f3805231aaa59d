"""Fails when templates/schemas/ is not what generate_schemas makes of the readers as they are; when a schema is none by its meta-schema; when
a manifest, template, style or list of the repository, or of a new project, is not valid by its schema, or what is wrong is. To make them
anew: cmake --build --preset dev --target schemas. Validates with the pinned jsonschema; without it, or PyYAML, ends with 77.

usage: schemas.py GENERATE_SCHEMAS GONGKAI"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / 'templates/schemas'
VALIDATOR = ROOT / 'build/test-data/sarif/venv/bin/python'

VALIDATE = '''
import json, sys
from jsonschema.validators import validator_for
work = json.load(sys.stdin)
validators, said = {}, []
for name, schema in work['schemas'].items():
    kind = validator_for(schema)
    kind.check_schema(schema)
    validators[name] = kind(schema)
for name, schema, instance in work['instances']:
    said.append([name, [f"{'/'.join(map(str, e.absolute_path))}: {e.message}"[:300] for e in validators[schema].iter_errors(instance)]])
json.dump(said, sys.stdout)
'''

# Documents with one thing wrong, each.
WRONG = [('gongkai.schema.json', text) for text in (
    'template: a\nyear: 2024\ndepartmant: 局\n', 'example: maybe\n', 'hidden: perhaps\n', 'site: { SiteNam: x }\n', 'site: x\n', 'sections: 一\n',
    'department: { nam: 局 }\n', 'department: [局]\n', 'approval-number: [1]\n', 'approved: { day: 1 }\n',
    'unit-kind: 企业\n', 'comparison: often\n', 'attachments: { a: b }\n', 'ignore: [{ rule: a, tabel: b }]\n', '- 一\n')]
WRONG += [('template.schema.json', text) for text in (
    'titel: a\n', 'contents: { levels: 9 }\n', 'document: { owner: office }\n', 'sections: [{ name: a, requird: true }]\n',
    'table-sets: { a: { tables: [{ zero: none }] } }\n', 'rules: { a: { severity: fatal } }\n')]
WRONG += [('style.schema.json', text) for text in ('pages: {}\n', 'link-figures: 3\n', 'notes: { numbering: chapter }\n')]
WRONG += [('withheld.schema.json', text) for text in ('- { items: "2040201", reference: x }\n', 'item: x\n')]
WRONG += [('office.schema.json', text) for text in ('register: a\ntitel: x\n', 'example: maybe\n', 'hidden: perhaps\n', 'site: { SiteNam: x }\n')]


def load(text):
    """YAML as its version 1.2 has it: no dates, no yes and no, no sexagesimal numbers."""
    import yaml

    class Loader(getattr(yaml, 'CSafeLoader', yaml.SafeLoader)):
        yaml_implicit_resolvers = {}
    Loader.add_implicit_resolver('tag:yaml.org,2002:null', re.compile(r'^(?:~|null|Null|NULL|)$'), ['~', 'n', 'N', ''])
    Loader.add_implicit_resolver('tag:yaml.org,2002:bool', re.compile(r'^(?:true|True|TRUE|false|False|FALSE)$'), list('tTfF'))
    Loader.add_implicit_resolver('tag:yaml.org,2002:float', re.compile(r'^[-+]?(?:\.\d+|\d+\.\d*)(?:[eE][-+]?\d+)?$'), list('-+.0123456789'))
    Loader.add_implicit_resolver('tag:yaml.org,2002:int', re.compile(r'^[-+]?[1-9]\d*$|^0$'), list('-+0123456789'))
    return yaml.load(text, Loader)


def of_kind(path, text):
    if path.name == 'gongkai.yaml':
        return 'office.schema.json' if re.search('(?m)^register:', text) else 'gongkai.schema.json'
    if path.name == 'template.yaml':
        return 'template.schema.json'
    if path.name == 'withheld.yaml':
        return 'withheld.schema.json'
    return 'style.schema.json' if path.parent.name == 'styles' and path.suffix == '.yaml' else None


def named_badly(path, text):
    """Of a first line that names a schema: another kind's, or one that is not there."""
    named = re.match(r'# yaml-language-server: \$schema=(\S+)\n', text)
    there = named and path.parent / named[1]
    return bool(named) and (there.name != of_kind(path, text) or not there.is_file())


def documents(gongkai, work):
    """(name, schema, text) of all that is right."""
    files = subprocess.run(['git', 'ls-files', '*.yaml'], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split('\n')
    paths = [ROOT / name for name in files if name] or list(ROOT.glob('[ct]*/**/*.yaml'))
    # Wrong on purpose, or aliases of aliases; and a starter's, which has marks for what YAML would read otherwise.
    paths = [path for path in paths if not re.search(r'/tests/template/(small/|extends/(itself|loop|endless|lost|gone)|before/)|/starter[^/]*/|/templates/office/', str(path))]
    templates = subprocess.run([gongkai, 'help', '--templates'], capture_output=True, text=True, check=True).stdout.split()
    for template in templates:
        for example in ([], ['--example']):
            folder = pathlib.Path(work) / (template + ''.join(example))
            subprocess.run([gongkai, 'new', folder, '--template', template, '-q', *example], check=True, env={**os.environ, 'LC_ALL': 'C.UTF-8'})
            paths += folder.glob('*.yaml')
    for path in paths:
        if path.is_file():
            text = path.read_text('utf-8')
            if named_badly(path, text):
                raise SystemExit(f'{path}: its first line names no schema of its kind')
            if of_kind(path, text):
                yield str(path).removeprefix(f'{ROOT}/'), of_kind(path, text), text


def main():
    generate, gongkai = sys.argv[1:3]
    bad = []
    with tempfile.TemporaryDirectory() as made:
        projects = re.search(r'set\(schema_projects ([^)]*)\)', (ROOT / 'CMakeLists.txt').read_text('utf-8'))[1].split()
        subprocess.run([generate, '.', made, *projects], cwd=ROOT, check=True)
        for path in pathlib.Path(made).iterdir():
            there = SCHEMAS / path.name
            if not there.is_file() or there.read_bytes() != path.read_bytes():
                bad.append(f'templates/schemas/{path.name} is not what the readers ask for: cmake --build --preset dev --target schemas')
    try:
        import yaml  # noqa: F401
    except ImportError:
        yaml = None
    if not VALIDATOR.is_file() or not yaml:
        print('\n'.join(bad) or 'jsonschema or PyYAML is not there')
        return 1 if bad else 77
    with tempfile.TemporaryDirectory() as work:
        right = [(name, schema, load(text)) for name, schema, text in documents(gongkai, work)]
    wrong = [(text, schema, load(text)) for schema, text in WRONG]
    schemas = {path.name: json.loads(path.read_text('utf-8')) for path in SCHEMAS.glob('*.json')}
    said = subprocess.run([VALIDATOR, '-c', VALIDATE], input=json.dumps({'schemas': schemas, 'instances': right + wrong}), capture_output=True,
                          text=True, check=False)
    if said.returncode != 0:
        bad.append(said.stderr)
    else:
        said = json.loads(said.stdout)
        bad += [f'{name}: {error}' for name, errors in said[:len(right)] for error in errors]
        # What an editor shows of a key, which the documents say.
        bad += [f'{name}: {key} is not described' for name in ('gongkai.schema.json', 'office.schema.json')
                for key, value in schemas[name]['properties'].items() if 'description' not in value]
        bad += [f'valid, though wrong: {text!r}' for text, errors in said[len(right):] if not errors]
    print('\n'.join(bad) or f'{len(right)} documents are valid, {len(wrong)} wrong ones are not')
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
