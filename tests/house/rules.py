"""Fails, listing them, when a rule that the code or a template reports is not explained in docs/rules.md, when docs/rules.md has one
that nothing reports, or when the READMEs' commands are not those of --help."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
ID = r'[a-z0-9]+(?:-[a-z0-9]+)*'
# A call that reports, up to its end: the rule is a literal among its arguments, without those of the manifest's reader.
CALL = re.compile(r'\b\w*(?:report|refuse|warn)\w*\s*\(([^;]*);')
READ = re.compile(r'\byaml_\w+\([^()]*\)')
KEYS = {'last-year', 'input-encoding'}  # of the manifest, that a hint names
WORDS = re.compile(r'_\(\s*(?:"(?:[^"\\]|\\.)*"\s*)+\)')  # messages, which may quote an id


def reported():
    ids = set()
    for path in sorted((ROOT / 'compiler').rglob('*.c')):
        text = WORDS.sub('', path.read_text('utf-8'))
        for call in CALL.finditer(text):
            ids.update(re.findall(rf'"({ID})"', READ.sub('', call[1])))
        for chosen in re.findall(r'\*rule = ([^;]*);', text):
            ids.update(re.findall(rf'"({ID})"', chosen))
        ids.update(re.findall(rf'^ *\{{"({ID})",\s*N?_?\(?', text, re.M) if path.name == 'registry.c' else [])
    for path in sorted((ROOT / 'templates').glob('*/template.yaml')):
        for block in re.findall(r'^( *)rules:\n((?:\1  .*\n)+)', path.read_text('utf-8'), re.M):
            ids.update(re.findall(rf'^{block[0]}  ({ID}):', block[1], re.M))
    return {word for word in ids - KEYS if '-' in word or word in ('rounding', 'balance')}


def in_tables():
    """Of the tables' first columns."""
    rows = re.findall(r'^\| (`[^|]*`) \|', (ROOT / 'docs/rules.md').read_text('utf-8'), re.M)
    return {word for row in rows for word in re.findall(rf'`({ID})`', row) if '-' in word or word in ('rounding', 'balance')}


def commands(text):
    lines = [line.strip().removeprefix('usage: ') for line in text.splitlines()]
    return [re.sub(r' +', ' ', line) for line in lines if re.match(r'gongkai (build|check|preview|new|trace|convert) ', line)]


def of_help():
    source = (ROOT / 'compiler/cli/options.c').read_text('utf-8')
    usage = re.sub(r'"\s*"', '', source[source.index('usage: gongkai'):])
    return commands(usage[:usage.index('\\n\\n')].replace('\\n', '\n'))


def main():
    bad = []
    code, text = reported(), (ROOT / 'docs/rules.md').read_text('utf-8')
    bad += [f'docs/rules.md lacks `{word}`' for word in sorted(code) if f'`{word}`' not in text]
    bad += [f'nothing reports `{word}` of docs/rules.md' for word in sorted(in_tables() - code)]
    for name in ('README.md', 'README.zh-CN.md'):
        shown = commands((ROOT / name).read_text('utf-8'))
        if shown != of_help():
            bad.append(f'{name} lists other commands than --help: {shown} {of_help()}')
    print('\n'.join(bad))
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
