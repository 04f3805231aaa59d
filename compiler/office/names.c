// The office's names, paths, places and dates: what all its files ask.
#include "office/internal-office.h"
#include "text/text.h"

Str office_name(OfficeName name)
{
    return words_first(words_builtin.lists[WORDS_OFFICE_NAMES].of[name]);
}

Str office_path(Arena *arena, const Office *office, Str path)
{
    return path_join(arena, office->folder, path);
}

Input office_input(Arena *arena, const Office *office, Str name)
{
    return input_below(arena, (Input){.root = office->folder}, name);
}

// ---- its documents

const OfficeDocument *office_find(const Office *office, Str code)
{
    for (size_t i = 0; i < office->document_count; i++)
        if (str_equal(office->documents[i].code, code))
            return &office->documents[i];
    return NULL;
}

bool office_wanted(const OfficeDocument *document)
{
    return document->selected && document->way == WAY_OWN && document->code.n > 0 && document->department;
}

Place office_said_place(const Office *office, const OfficeDocument *document, OfficeField field)
{
    Place place = {.file = office->register_file, .line = document->line};

    if (office->register_sheet.n) {
        place.sheet = office->register_sheet;
        place.column = document->columns[field] ? document->columns[field] : 1;
    } else {
        place.column = document->columns[field];
    }
    return place;
}

Str *office_parts(Arena *arena, Str text, size_t *n)
{
    WordList marks = words_builtin.lists[WORDS_REGISTER_SEPARATORS];
    Str *parts = ARENA_ARRAY(arena, Str, text.n + 1);
    size_t from = 0, at = 0;

    *n = 0;
    while (at <= text.n) {
        size_t mark = at < text.n ? words_begin(marks, str_slice(text, at, text.n)) : 1;
        Str part;

        if (!mark) {
            at++;
            continue;
        }
        part = str_trim(str_slice(text, from, at));
        if (part.n)
            parts[(*n)++] = part;
        at += mark;
        from = at;
    }
    return parts;
}

// ---- dates

// 20260210
static bool read_digits(Str text, Date *date)
{
    int value = 0;

    if (text.n != 8)
        return false;
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        value = value * 10 + (text.at[i] - '0');
    }
    *date = (Date){value / 10000, value / 100 % 100, value % 100};
    return true;
}

bool office_date(Str text, Date *date)
{
    TextDate found;

    text = str_trim(text);
    if (!read_digits(text, date)) {
        if (!text_date_at(text, 0, &found) || !found.day)
            return false;
        *date = (Date){found.year, found.month, found.day};
    }
    return date->year >= 1900 && date_exists(*date);
}
