// The words that name an amount, and what the cells are called that may be meant.
#include "convert/internal-bind.h"

#define SEVERAL 1000 // of names that hold words only together

// (境) is part of a name, (下同) a remark beside it.
static bool is_part_bracket(Str text)
{
    size_t at = 1;

    if (!str_starts(text, STR("(")))
        return false;
    utf8_next(text, &at);
    return str_starts(str_slice(text, at, text.n), STR(")"));
}

static size_t beside_name(const BindReader *reader, Str text)
{
    static const enum WordsName lists[] = {WORDS_NAMED_BESIDE,  WORDS_COMPARE_BEGINS, WORDS_COMPARED_LAST,
                                           WORDS_COMPARED_SAID, WORDS_SAID_BUDGET,    WORDS_SAID_ACTUAL,
                                           WORDS_SAID_BESIDE,   WORDS_UNCHANGED,      WORDS_REASON_WRITTEN,
                                           WORDS_REASON_BEGINS, WORDS_REASON};
    size_t best = is_part_bracket(text) ? 0 : lexicon_filler(reader->convert->lexicon, text), end;
    int years;

    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        WordList list = bind_lists(reader)[lists[i]];

        for (size_t w = 0; w < list.n; w++)
            if (list.at[w].n > best && str_starts(text, list.at[w]))
                best = list.at[w].n;
    }
    return text_year_word_at(text, 0, &years, &end) && years && end > best ? end : best;
}

Str name_said(const BindReader *reader, Str words)
{
    StrBuf name = {.arena = reader->convert->arena};

    for (size_t at = 0; at < words.n;) {
        size_t beside = beside_name(reader, str_slice(words, at, words.n)), from = at;

        if (beside) {
            at += beside;
            continue;
        }
        if (words.at[at] >= '.' && words.at[at] <= '9') { // 较上年2.25减少
            at++;
            continue;
        }
        utf8_next(words, &at);
        buf_add(&name, str_slice(words, from, at));
    }
    return buf_str(&name);
}

Names names_of(const Convert *convert, const TraceItem *item)
{
    const Lexicon *lexicon = convert->lexicon;
    Arena *arena = convert->arena;
    const TableBook *book = &convert->project->book;
    CellRef ref = item->cell;
    const ColumnSpec *column = table_column(ref);
    Names names = {0};
    Str told = {0};

    *vec_push(arena, &names) = name_fold(arena, ref.table->lists[ref.list].rows[ref.row].name);
    *vec_push(arena, &names) = name_fold(arena, column->path.n ? column->path : column->name);
    for (size_t i = 0; i < lexicon->phrases.n; i++) {
        const Figure *figure = lexicon->phrases.at[i].figure;

        if (figure->trace_count == 1 && figure_item_same(&figure->trace[0], item))
            *vec_push(arena, &names) = lexicon->phrases.at[i].fold;
    }
    for (size_t t = 0; t < book->table_count && t < lexicon->told.n; t++)
        if (book->tables[t] == ref.table)
            told = lexicon->told.at[t];
    *vec_push(arena, &names) = told;
    *vec_push(arena, &names) = name_fold(arena, ref.table->lists[ref.list].spec->name);
    return names;
}

static bool has_character(const Names *names, size_t from, size_t to, Str character)
{
    for (size_t i = from; i < to; i++)
        if (str_find(names->at[i], character, 0) >= 0)
            return true;
    return false;
}

static bool has_all(const Names *names, size_t from, size_t to, Str name)
{
    for (size_t at = 0; at < name.n;) {
        size_t begin = at;

        utf8_next(name, &at);
        if (!has_character(names, from, to, str_slice(name, begin, at)))
            return false;
    }
    return true;
}

size_t names_distance(const Names *names, Str name)
{
    size_t best = 0;

    if (!has_all(names, 0, names->n, name))
        return 0;
    for (size_t i = 0; i + NAMES_OF_PLACE < names->n; i++)
        if (names->at[i].n && (!best || names->at[i].n < best) && has_all(names, i, i + 1, name))
            best = names->at[i].n;
    return best ? best : SEVERAL + names->at[0].n + names->at[1].n;
}

size_t name_distance(const BindReader *reader, const TraceItem *item, Str name)
{
    Names names = names_of(reader->convert, item);

    return names_distance(&names, name);
}

const TraceItem *name_item(const Figure *figure)
{
    const TraceItem *item = figure && figure->trace_count == 1 ? &figure->trace[0] : NULL;

    return item && !item->fact && item->cell.table && item->cell.row >= 0 && item->year == YEAR_THIS ? item
                                                                                                     : NULL;
}

bool name_holds(const BindReader *reader, const Figure *figure, Str name)
{
    const TraceItem *item = name_item(figure);

    return name.n == 0 || (item && name_distance(reader, item, name) > 0);
}
