// What the tables of a set mean: the ids that their columns and rows say.
#include <stddef.h>
#include <stdlib.h>

#include "template/internal-template.h"

typedef struct MeaningReader {
    Arena *arena;
    Diag *diag;
    const Template *template;
    VEC(Meaning) all;
    VEC(Place) places; // one a meaning
} MeaningReader;

Str nearest_meaning(Arena *arena, Str id)
{
    Str nearest = meaning_nearest(arena, id);

    return nearest.n ? str_print(arena, _("did you mean “%.*s”?"), STR_ARG(nearest)) : nearest;
}

bool means_known(Diag *diag, Arena *arena, const YamlNode *node, Str id)
{
    if (meaning_kind(id) != MEANING_NONE)
        return true;
    diag_report(diag, SEVERITY_ERROR, "meaning-unknown", yaml_place(node), nearest_meaning(arena, id),
                _("“%.*s” is no meaning of templates/meanings.yaml"), STR_ARG(id));
    return false;
}

// ---- of the set's tables

// The table of the set that another one is made from; NULL where it is made from none, or one of another set.
static const TableSpec *base_here(const Template *template, const TableSpec *spec)
{
    for (size_t i = 0; i < template->table_count && name_equal(spec->base_set, template->table_set); i++)
        if (name_equal(template->tables[i].name, spec->base))
            return &template->tables[i];
    return NULL;
}

// How many tables of the set a table goes back to.
static size_t depth_here(const Template *template, const TableSpec *spec)
{
    size_t depth = 0;

    while (depth < template->table_count && (spec = base_here(template, spec)))
        depth++;
    return depth;
}

static bool goes_back_to(const Template *template, int number, int base)
{
    const TableSpec *spec = NULL;

    for (size_t i = 0; i < template->table_count; i++)
        if (template->tables[i].number == number)
            spec = &template->tables[i];
    for (size_t i = 0; spec && i < template->table_count; i++) {
        spec = base_here(template, spec);
        if (spec && spec->number == base)
            return true;
    }
    return false;
}

static void report_kind(MeaningReader *reader, Place place, Str id, const char *hint)
{
    diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", place, str_of(hint),
                _("“%.*s” cannot be meant here"), STR_ARG(id));
}

static void add_meaning(MeaningReader *reader, Meaning meaning, Place place)
{
    for (size_t i = 0; i < reader->all.n; i++) {
        const Meaning *other = &reader->all.at[i];
        bool shared = other->table == meaning.table && !other->row.n && !meaning.row.n &&
                      other->list != meaning.list && meaning_kind(meaning.id) == MEANING_COLUMN;

        if (!str_equal(other->id, meaning.id) || shared)
            continue;
        if (goes_back_to(reader->template, meaning.table, other->table)) // whose it stays
            return;
        diag_report(reader->diag, SEVERITY_ERROR, "meaning-twice", place,
                    str_of(_("lists of one table may share a column's meaning, tables may not")),
                    _("“%.*s” is what “%.*s” means already"), STR_ARG(meaning.id),
                    STR_ARG(reader->template->tables[other->table - 1].name));
        return;
    }
    *vec_push(reader->arena, &reader->all) = meaning;
    *vec_push(reader->arena, &reader->places) = place;
}

static void add_columns(MeaningReader *reader, const TableSpec *spec)
{
    for (size_t i = 0; i < spec->column_count; i++) {
        const ColumnSpec *column = &spec->columns[i];
        MeaningKind kind = meaning_kind(column->means);
        bool rate = column->unit.kind == UNIT_RATIO;

        if (column->means.n == 0)
            continue;
        if (column->kind != COLUMN_AMOUNT || kind == MEANING_ROW || (kind == MEANING_RATE) != rate)
            report_kind(reader, spec->place, column->means,
                        _("columns of amounts mean amounts, columns in % rates, and rows are no columns"));
        else
            add_meaning(
                reader,
                (Meaning){
                    .id = column->means, .table = spec->number, .list = column->list, .column = column->path},
                spec->place);
    }
}

static bool has_column(const Table *empty, const RowMeaning *row)
{
    bool found = row->column.n == 0;

    for (int l = 0; l < (int)empty->spec->list_count && !found; l++)
        found = (row->list < 0 || row->list == l) && table_find_column(empty, l, row->column, NULL) >= 0;
    return found;
}

static void add_rows(MeaningReader *reader, const TableSpec *spec)
{
    const Table *empty = spec->row_meaning_count ? table_empty(reader->arena, spec) : NULL;

    for (size_t i = 0; i < spec->row_meaning_count; i++) {
        const RowMeaning *row = &spec->row_meanings[i];
        MeaningKind kind = meaning_kind(row->id);

        if (kind != MEANING_AMOUNT && (kind != MEANING_ROW || row->column.n))
            report_kind(
                reader, row->place, row->id,
                _("a row, or its cell in a column, means one amount; a column says `means:` where it is "
                  "declared"));
        else if (!has_column(empty, row))
            diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", row->place, (Str){0},
                        _("%.*s has no column “%.*s”"), STR_ARG(spec->name), STR_ARG(row->column));
        else
            add_meaning(reader, (Meaning){row->id, spec->number, row->list, row->row, row->column},
                        row->place);
    }
}

static int by_id(const void *a, const void *b)
{
    const Meaning *x = a, *y = b;
    int order = str_compare(x->id, y->id);

    return order ? order : (x->list > y->list) - (x->list < y->list);
}

void template_means(Arena *arena, Diag *diag, Template *template)
{
    MeaningReader reader = {.arena = arena, .diag = diag, .template = template};

    // Those that others are made from first.
    for (size_t depth = 0, done = 0; done < template->table_count; depth++)
        for (size_t i = 0; i < template->table_count; i++) {
            if (depth_here(template, &template->tables[i]) != depth)
                continue;
            add_columns(&reader, &template->tables[i]);
            add_rows(&reader, &template->tables[i]);
            done++;
        }
    if (reader.all.n)
        qsort(reader.all.at, reader.all.n, sizeof(Meaning), by_id);
    template->meanings = reader.all.at;
    template->meaning_count = reader.all.n;
}

const Meaning *template_meanings(const Template *t, Str id, size_t *n)
{
    size_t low =
        str_not_before(t->meanings, t->meaning_count, sizeof *t->meanings, offsetof(Meaning, id), id);

    for (*n = 0; low + *n < t->meaning_count && str_equal(t->meanings[low + *n].id, id);)
        ++*n;
    return *n ? &t->meanings[low] : NULL;
}
