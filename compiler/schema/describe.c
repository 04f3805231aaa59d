#include "schema/describe.h"

#include "source/source.h"

enum { KEYS_LEAST = 3 }; // of a table; what is smaller might fit by chance

typedef struct Described {
    Str key, says;
} Described;

typedef VEC(Described) DescribedKeys;
struct Descriptions {
    Arena *arena;
    VEC(DescribedKeys) tables;
};

// A row's cells, without the marks of Markdown that an editor would show: of the text of a link its words.
static Str plain(Arena *arena, Str text)
{
    StrBuf out = {.arena = arena};
    size_t at = 0;

    while (text.at && at < text.n) {
        ptrdiff_t close = text.at[at] == '[' ? str_find(text, STR("]("), at) : -1;
        ptrdiff_t end = close < 0 ? -1 : str_find_char(text, ')', (size_t)close);
        size_t next = end < 0 ? at + 1 : (size_t)end + 1;

        if (end >= 0)
            buf_add(&out, str_slice(text, at + 1, (size_t)close));
        else if (str_starts(str_slice(text, at, text.n), STR("**")))
            next = at + 2;
        else if (text.at[at] != '`')
            buf_add(&out, str_slice(text, at, next));
        at = next;
    }
    return buf_str(&out);
}

static void described_add(Arena *arena, DescribedKeys *keys, Str key, Str says)
{
    for (size_t i = 0; i < keys->n; i++)
        if (str_equal(keys->at[i].key, key)) {
            keys->at[i].says = str_print(arena, "%.*s\n%.*s", STR_ARG(keys->at[i].says), STR_ARG(says));
            return;
        }
    *vec_push(arena, keys) = (Described){key, says};
}

// | `key`, `other: { … }` | says |
static void row_read(Arena *arena, DescribedKeys *keys, Str line)
{
    ptrdiff_t cell = str_find(line, STR(" | "), 0);
    Str names = cell < 0 ? (Str){0} : str_slice(line, 2, (size_t)cell),
        says = cell < 0 ? (Str){0} : str_slice(line, (size_t)cell + 3, line.n);

    if (str_ends(says, STR("|")))
        says.n--;
    says = str_trim(plain(arena, plain(arena, says))); // code within the text of a link
    for (ptrdiff_t at = 0; (at = str_find_char(names, '`', (size_t)at)) >= 0;) {
        ptrdiff_t end = str_find_char(names, '`', (size_t)at + 1);
        Str key = end < 0 ? (Str){0} : str_slice(names, (size_t)at + 1, (size_t)end);
        ptrdiff_t colon = str_find_char(key, ':', 0);

        if (end < 0)
            return;
        if (colon >= 0) // a form of its own
            says = str_print(arena, "%.*s: %.*s", STR_ARG(key), STR_ARG(says));
        described_add(arena, keys, colon < 0 ? key : str_slice(key, 0, (size_t)colon), says);
        at = end + 1;
    }
}

static void page_read(Descriptions *all, const Source *page)
{
    DescribedKeys *table = NULL;

    for (uint32_t i = 1; i <= page->line_count; i++) {
        Str line = str_trim(source_line(page, i));

        if (!str_starts(line, STR("|")))
            table = NULL;
        else if (!table)
            table = vec_push(all->arena, &all->tables);
        if (table && str_starts(line, STR("| `")))
            row_read(all->arena, table, line);
    }
}

const Descriptions *descriptions_read(Arena *arena, Str data)
{
    Descriptions *all = ARENA_NEW(arena, Descriptions);
    Input docs = input_at(path_join(arena, data, STR("docs")));
    Diag *diag = diag_new();
    size_t n;
    Str *names = input_list(arena, NULL, docs, &n);

    all->arena = arena;
    for (size_t i = 0; i < n; i++) {
        const Source *page =
            str_ends(names[i], STR(".md"))
                ? source_read(arena, diag, input_below(arena, docs, names[i]), names[i], (Str){0})
                : NULL;

        if (page)
            page_read(all, page);
    }
    diag_free(diag);
    return all;
}

static bool has_all(const Shape *shape, const DescribedKeys *keys)
{
    for (size_t i = 0; i < keys->n; i++) {
        bool has = false;

        for (size_t k = 0; k < shape->fields.n; k++)
            has |= str_equal(shape->fields.at[k].key, keys->at[i].key);
        if (!has)
            return false;
    }
    return keys->n >= KEYS_LEAST;
}

Str description_of(const Descriptions *all, const Shape *shape, Str key)
{
    for (size_t i = 0; i < all->tables.n; i++)
        for (size_t k = 0; has_all(shape, &all->tables.at[i]) && k < all->tables.at[i].n; k++)
            if (str_equal(all->tables.at[i].at[k].key, key))
                return all->tables.at[i].at[k].says;
    return (Str){0};
}
