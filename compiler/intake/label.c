// What stands over a table beside its title.
#include "intake/internal-intake.h"

#include "text/text.h"
#include "words/words.h"

#define MOST_LABEL 120 // bytes
#define MOST_NUMBER 24 // bytes of a table's number

static bool has_word(Str text, WordList words)
{
    for (size_t i = 0; i < words.n; i++)
        if (str_find(text, words.at[i], 0) >= 0)
            return true;
    return false;
}

bool label_is(Str text)
{
    ptrdiff_t colon = str_find(text, STR("："), 0);
    const WordList *words = words_builtin.lists;
    WordList numbers = words[WORDS_TABLE_NUMBER_BEFORE];
    size_t at = 0;

    text = str_trim(text);
    if (text.n > MOST_LABEL)
        return false;
    if (colon < 0)
        colon = str_find_char(text, ':', 0);
    if (colon > 0)
        return has_word(str_slice(text, 0, (size_t)colon), words[WORDS_UNIT_COLUMNS]) ||
               has_word(str_slice(text, 0, (size_t)colon), words[WORDS_UNIT_LINE_MONEY]) ||
               has_word(str_slice(text, 0, (size_t)colon), words[WORDS_DEPARTMENT_CAPTION]);
    for (size_t i = 0; i < words[WORDS_TABLE_CONTINUED].n; i++)
        if (str_equal(text, words[WORDS_TABLE_CONTINUED].at[i]))
            return true;
    for (size_t i = 0; i < numbers.n && at == 0; i++)
        if (str_starts(text, numbers.at[i]))
            at = numbers.at[i].n;
    return at && at < text.n && text.n <= MOST_NUMBER && char_digit(utf8_next(text, &at)) >= 0;
}
