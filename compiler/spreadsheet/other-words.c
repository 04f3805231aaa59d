// Heads in other words than the template's: 2025年预算数 for 本年预算, 小计 for 合计. Such a head is taken
// only where it can mean one column, of those that no other head names.
#include "spreadsheet/internal-read.h"

// The bytes of 2025年, 2025年度 that a name begins with; *year gets it.
static size_t year_at(Str name, int *year)
{
    size_t at = 0;

    *year = 0;
    while (at < 4 && at < name.n && name.at[at] >= '0' && name.at[at] <= '9')
        *year = *year * 10 + (name.at[at++] - '0');
    if (at != 4 || !str_starts(str_slice(name, at, name.n), STR("年")))
        return 0;
    at += STR("年").n;
    return str_starts(str_slice(name, at, name.n), STR("度")) ? at + STR("度").n : at;
}

static Str without_bracket(Str name)
{
    ptrdiff_t open = name.n && name.at[name.n - 1] == ')' ? str_find_char(name, '(', 0) : -1;

    return open > 0 ? str_slice(name, 0, (size_t)open) : name;
}

// The usual word for another.
static Str usual_word(const Reading *reading, Str name)
{
    WordList words = reading->words[WORDS_COLUMN_WORDS];

    for (size_t i = 0; i < words.n; i++)
        if (words_find(words.of[i], name) >= 0)
            return name_fold(reading->scratch, words.at[i]);
    return name;
}

// One title of a path, folded, in the usual words: 本年预算 and 2025年预算数 (of that year) are 预算.
static void add_usual(const Reading *reading, StrBuf *out, Str name)
{
    WordList earlier = reading->words[WORDS_EARLIER_COLUMNS];
    size_t this_year = words_begin(reading->words[WORDS_THIS_YEAR_COLUMNS], name);
    size_t last_year = words_begin(earlier, name), length;
    int year, own = reading->year;

    name = without_bracket(name);
    length = year_at(name, &year);
    if (length && own && (year == own || year == own - 1)) {
        if (year != own)
            buf_add(out, words_first(earlier));
        name = str_slice(name, length, name.n);
    } else if (this_year && name.n > this_year) {
        name = str_slice(name, this_year, name.n);
    } else if (last_year && name.n > last_year) {
        buf_add(out, words_first(earlier));
        name = str_slice(name, last_year, name.n);
    }
    buf_add(out, usual_word(reading, name));
}

static Str usual(const Reading *reading, Str fold)
{
    StrBuf out = {.arena = reading->scratch};
    size_t from = 0;

    for (;;) {
        ptrdiff_t slash = str_find_char(fold, '/', from);

        add_usual(reading, &out, str_slice(fold, from, slash < 0 ? fold.n : (size_t)slash));
        if (slash < 0)
            return buf_str(&out);
        buf_add_char(&out, '/');
        from = (size_t)slash + 1;
    }
}

// The only column without a field whose names answer, or -1.
static int meant_column(const Reading *reading, const HeaderNames *names, const ColumnMap *map, Str fold)
{
    Str wanted = usual(reading, fold);
    int found = -1;

    for (size_t i = 0; i < reading->spec->column_count; i++) {
        Str list = names->lists[reading->spec->columns[i].list], own = wanted;

        if (map->fields[i] >= 0)
            continue;
        if (list.n && str_starts(own, list) && own.n > list.n && own.at[list.n] == '/')
            own = str_slice(own, list.n + 1, own.n);
        if (!name_path_ends(usual(reading, names->paths[i]), own) &&
            !name_path_ends(usual(reading, names->printed[i]), own))
            continue;
        if (found >= 0)
            return -1;
        found = (int)i;
    }
    return found;
}

// 收入/金额: the only column of amounts of its list, where no other head names it; or -1.
static int sole_column(const Reading *reading, const HeaderNames *names, const ColumnMap *map, Str fold)
{
    int found = -1;

    if (!words_end_path(reading->words[WORDS_SOLE_AMOUNT_COLUMNS], fold))
        return -1;
    for (size_t i = 0; i < reading->spec->column_count; i++) {
        Str list = names->lists[reading->spec->columns[i].list];

        if (reading->spec->columns[i].kind != COLUMN_AMOUNT || (list.n && !str_starts(fold, list)))
            continue;
        if (found >= 0 || map->fields[i] >= 0)
            return -1;
        found = (int)i;
    }
    return found;
}

bool header_is_passed(const Reading *reading, Str fold)
{
    return reading->spec->declared && words_end_path(reading->words[WORDS_PASSED_COLUMNS], fold);
}

size_t header_match_others(const Reading *reading, const HeaderNames *names, ColumnMap *map, const Str *folds,
                           Unknown *unknown, size_t n)
{
    size_t kept = 0;
    int *meant = ARENA_ARRAY(reading->scratch, int, n);

    for (size_t i = 0; i < n; i++)
        meant[i] = unknown[i].ambiguous || folds[unknown[i].field].n == 0
                       ? -1
                       : meant_column(reading, names, map, folds[unknown[i].field]);
    for (size_t i = 0; i < n; i++)
        if (meant[i] < 0 && !unknown[i].ambiguous)
            meant[i] = sole_column(reading, names, map, folds[unknown[i].field]);
    for (size_t i = 0; i < n; i++) {
        bool alone = meant[i] >= 0;

        for (size_t j = 0; j < n; j++)
            alone &= j == i || meant[j] != meant[i];
        if (alone) {
            map->fields[meant[i]] = (int)unknown[i].field;
            map->renamed[meant[i]] = true;
        } else {
            unknown[kept++] = unknown[i];
        }
    }
    return kept;
}
