// How the columns of a spec may be named in a header.
#include "spreadsheet/internal-read.h"

// What a reader of the printed header sees of each column.
static Str *printed_paths(Arena *arena, const TableSpec *spec, bool named)
{
    StrBuf *paths = ARENA_ARRAY(arena, StrBuf, spec->column_count);
    Str *folds = ARENA_ARRAY(arena, Str, spec->column_count);

    for (size_t i = 0; i < spec->header_count; i++) {
        const HeaderSpec *header = &spec->headers[i];

        for (uint32_t j = header->first; j < header->first + header->count; j++) {
            paths[j].arena = arena;
            if (paths[j].n)
                buf_add_char(&paths[j], '/');
            buf_add(&paths[j], named && header->leaf >= 0 ? spec->columns[j].name : header->title);
        }
    }
    for (size_t i = 0; i < spec->column_count; i++)
        folds[i] = name_fold(arena, (Str){paths[i].at, paths[i].n});
    return folds;
}

// A bit for the last two bytes, or for a text of one.
static unsigned end_bit(Str text)
{
    uint32_t bytes = (unsigned char)text.at[text.n - 1];

    if (text.n > 1)
        bytes |= (uint32_t)(unsigned char)text.at[text.n - 2] << 8;
    return (bytes * 0x9E3779B1u) >> 22;
}

static void ends_add(HeaderNames *names, Str name)
{
    if (name.n == 0)
        return;
    for (size_t n = 1; n <= 2 && n <= name.n; n++) {
        unsigned bit = end_bit(str_slice(name, name.n - n, name.n));

        names->ends[bit / 64] |= (uint64_t)1 << bit % 64;
    }
}

static bool ends_have(const HeaderNames *names, Str fold)
{
    unsigned bit = fold.n > 0 ? end_bit(fold) : 0;

    return fold.n > 0 && (names->ends[bit / 64] >> bit % 64 & 1);
}

HeaderNames header_names_new(Arena *arena, const TableSpec *spec)
{
    HeaderNames names = {spec,
                         ARENA_ARRAY(arena, Str, spec->column_count),
                         printed_paths(arena, spec, false),
                         printed_paths(arena, spec, true),
                         ARENA_ARRAY(arena, Str, spec->column_count),
                         ARENA_ARRAY(arena, Str, spec->list_count)};

    for (size_t i = 0; i < spec->column_count; i++) {
        names.paths[i] =
            name_fold(arena, spec->columns[i].path.n ? spec->columns[i].path : spec->columns[i].name);
        names.titles[i] = name_fold(arena, spec->columns[i].title);
        ends_add(&names, names.paths[i]);
        ends_add(&names, names.printed[i]);
        ends_add(&names, names.named[i]);
        ends_add(&names, names.titles[i]);
    }
    for (size_t i = 0; i < spec->list_count; i++)
        names.lists[i] = name_fold(arena, spec->lists[i].name);
    return names;
}

int header_names_column(const HeaderNames *names, size_t column, Str fold)
{
    const ColumnSpec *spec = &names->spec->columns[column];
    Str path = names->paths[column], list = names->lists[spec->list];
    int bonus = 0;

    if (!ends_have(names, fold))
        return 0;
    if (list.n && str_starts(fold, list) && fold.n > list.n && fold.at[list.n] == '/') {
        fold = str_slice(fold, list.n + 1, fold.n);
        bonus = 2;
    }
    if (bonus == 0 && !str_equal(path, fold) &&
        (str_equal(names->printed[column], fold) || str_equal(names->named[column], fold)))
        return 3;
    if (str_equal(path, fold))
        return 2 + bonus;
    if (name_path_ends(path, fold) || name_path_ends(names->printed[column], fold) ||
        str_equal(names->titles[column], fold))
        return 1 + bonus;
    return 0;
}

HeaderAnswer header_answer(const HeaderNames *names, Str fold, const bool *taken)
{
    HeaderAnswer answer = {.column = -1};

    if (!ends_have(names, fold))
        return answer;
    for (size_t j = 0; j < names->spec->column_count; j++) {
        int score = taken && taken[j] ? 0 : header_names_column(names, j, fold);

        if (score > answer.score)
            answer = (HeaderAnswer){(int)j, score, 0};
        answer.count += score > 0 && score == answer.score;
    }
    return answer;
}

// *科目编码, 合计※: titles that are marked, as what must be filled in or has a note.
static Str without_marks(Arena *arena, Str path)
{
    static const char marks[] = "*＊※★☆";
    StrBuf out = {.arena = arena};
    bool marked = false;

    for (size_t i = 0; i < path.n;) {
        size_t from = i;
        uint32_t code = utf8_next(path, &i);

        if (char_is_in(code, marks))
            marked = true;
        else
            buf_add(&out, str_slice(path, from, i));
    }
    return marked && out.n ? buf_str(&out) : path;
}

Str header_fold(Arena *arena, const HeaderNames *names, Str path)
{
    Str fold = name_fold(arena, path), bare;
    HeadUnit said;

    if (header_answer(names, fold, NULL).score > 0)
        return fold;
    path = without_marks(arena, path);
    fold = name_fold(arena, path);
    if (header_answer(names, fold, NULL).score > 0)
        return fold;
    bare = header_name_without_unit(arena, spec_words(names->spec), path, &said);
    return bare.at == path.at && bare.n == path.n ? fold : name_fold(arena, bare);
}

Str header_full_name(Arena *arena, const TableSpec *spec, size_t column)
{
    const ColumnSpec *c = &spec->columns[column];
    Str list = spec->lists[c->list].name;
    Str path = c->path.n ? c->path : c->name;

    return list.n ? str_print(arena, "%.*s/%.*s", STR_ARG(list), STR_ARG(path)) : path;
}

Str *header_full_names(const Reading *reading)
{
    Str *all = ARENA_ARRAY(reading->scratch, Str, reading->spec->column_count);

    for (size_t i = 0; i < reading->spec->column_count; i++)
        all[i] = header_full_name(reading->scratch, reading->spec, i);
    return all;
}

Str header_hint(const Reading *reading)
{
    Str names = str_join(reading->scratch, header_full_names(reading), reading->spec->column_count, STR(","));

    return str_print(reading->scratch,
                     reading->source ? _("the first record names the columns: %.*s")
                                     : _("the columns are: %.*s"),
                     STR_ARG(names));
}
