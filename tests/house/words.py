"""Fails, naming the first, when the words of compiler/paragraph/words.c, which are found by halves, are out of order or stand twice."""
import pathlib
import re
import sys

SOURCE = pathlib.Path(__file__).resolve().parents[2] / 'compiler' / 'paragraph' / 'words.c'
TABLE = re.search(r'\bwords\[\] = \{(.*?)\};', SOURCE.read_text('utf-8'), re.S)[1]
WORDS = re.findall(r'"([^"]+)"', TABLE)

if len(WORDS) < 100:
    sys.exit('the table of words was not found')
for before, word in zip(WORDS, WORDS[1:]):
    if before.encode() >= word.encode():
        sys.exit(f'{word} stands after {before}, out of the order of bytes')
