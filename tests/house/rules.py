"""Fails, listing them, when a rule that the code or a template reports is not explained in docs/rules.md, when docs/rules.md has one
that nothing reports; when its table of the words that rules go by names a list that templates/words.yaml lacks, or lacks one that a rule
of the text goes by."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
ID = r'[a-z0-9]+(?:-[a-z0-9]+)*'
# A call that reports, up to its end: the rule is a literal among its arguments, without those of the manifest's reader.
CALL = re.compile(r'\b\w*(?:report|refuse|warn)\w*\s*\(([^;]*);')
READ = re.compile(r'\byaml_\w+\([^()]*\)')
KEYS = {'last-year', 'input-encoding', 'approval-number'}  # of the manifest, that a hint names
TABLES = {'subtotal-rows', 'total-rows', 'of-which'}  # lists of tables, by which rules find their rows
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


def words(bad):
    """The lists of words, against the table and the code of the rules of the text."""
    text = (ROOT / 'docs/rules.md').read_text('utf-8')
    table = text[text.index('\n## The words that rules go by'):text.index('\n## Rules on rules')]
    rows = [row.split('|')[1:3] for row in table.splitlines() if row.startswith('| `')]
    named = {word for _, lists in rows for word in re.findall(r'`([^`]*)`', lists)}
    there = set(re.findall(r'^([a-z-]+):', (ROOT / 'templates/words.yaml').read_text('utf-8'), re.M))
    used = {name.lower().replace('_', '-') for folder in ('meaning', 'prose', 'check', 'figure') for path in (ROOT / 'compiler' / folder).glob('*.c')
            for name in re.findall(r'\bWORDS_([A-Z_]+)', path.read_text('utf-8'))}
    everywhere = {name.lower().replace('_', '-') for path in (ROOT / 'compiler').rglob('*.c')
                  for name in re.findall(r'\bWORDS_([A-Z_]+)', path.read_text('utf-8'))}
    rules = {rule for names, _ in rows for rule in re.findall(r'`([^`]*)`', names)}
    bad += [f'docs/rules.md has words of no rule: `{rule}`' for rule in sorted(rules) if f'`{rule}`' not in text.replace(table, '')]
    bad += [f'templates/words.yaml lacks `{name}` of docs/rules.md' for name in sorted(named - there)]
    bad += [f'docs/rules.md does not say which rule goes by `{name}`' for name in sorted(used - named - TABLES)]
    bad += [f'docs/rules.md gives rules `{name}`, which none goes by' for name in sorted(named - used)]
    bad += [f'nothing goes by `{name}` of templates/words.yaml' for name in sorted(there - everywhere)]


def main():
    bad = []
    code, text = reported(), (ROOT / 'docs/rules.md').read_text('utf-8')
    bad += [f'docs/rules.md lacks `{word}`' for word in sorted(code) if f'`{word}`' not in text]
    bad += [f'nothing reports `{word}` of docs/rules.md' for word in sorted(in_tables() - code)]
    words(bad)
    print('\n'.join(bad))
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
