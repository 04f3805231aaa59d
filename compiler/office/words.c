#include "office/internal-words.h"

#include <assert.h>

Str office_word(OfficeWord word)
{
    assert(words_builtin.lists[WORDS_OFFICE_WORDS].n == OFFICE_WORDS);
    return words_first(words_builtin.lists[WORDS_OFFICE_WORDS].of[word]);
}

Str office_label(OfficeLabel label)
{
    assert(words_builtin.lists[WORDS_OFFICE_LABELS].n == OFFICE_LABELS);
    return words_first(words_builtin.lists[WORDS_OFFICE_LABELS].of[label]);
}
