// Whether a table without codes says by itself what a total sums: the rows over it are 一、 二、 三、 alone.
#include "published/internal-published.h"

#include "text/text.h"

typedef enum NameKind { NAME_NONE, NAME_NUMBERED, NAME_TOTAL, NAME_OTHER } NameKind;

static bool has_words(Str text)
{
    for (size_t at = 0; at < text.n;)
        if (char_is_han(utf8_next(text, &at)))
            return true;
    return false;
}

static NameKind name_kind(const Published *published, Str text)
{
    const Words *words = published->made.project->template->words;
    TextNumbering numbering;

    if (!has_words(text))
        return NAME_NONE;
    if (text_numbering_read(text, &numbering) && numbering.form == TEXT_NUMBERING_MARK && numbering.han)
        return NAME_NUMBERED;
    return words_end(words->lists[WORDS_TOTAL_ROWS], str_trim(text)) ? NAME_TOTAL : NAME_OTHER;
}

bool levels_are_numbered(const Published *published, const IntakeTable *table, size_t total)
{
    bool begun = false; // past the head

    for (size_t r = 0; r <= total && r < table->row_count; r++) {
        bool has[NAME_OTHER + 1] = {false};

        for (size_t c = 0; c < table->rows[r].n; c++)
            has[name_kind(published, table->rows[r].cells[c].text)] = true;
        begun = begun || has[NAME_NUMBERED];
        if (begun && (has[NAME_OTHER] || (has[NAME_TOTAL] && r < total)))
            return false;
    }
    return begun;
}
