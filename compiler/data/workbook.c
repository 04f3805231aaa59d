// Workbooks: made in memory, the same bytes each time.
#include "data/internal-workbook.h"

// ---- sheets

// 公开14表, which is how readers of workbooks find it by number; tables of one's own by their names.
static Str sheet_name(Making *making, const TableSpec *spec)
{
    Arena *arena = making->arena;
    const WordList *words = spec_words(spec);
    Str other = words_first(words[WORDS_TABLE_ENDS]); // for a name of characters that none may have
    Str whole = spec->number > 0
                    ? str_print(arena, "%.*s%02d%.*s", STR_ARG(words_first(words[WORDS_SHEET_NUMBER_BEFORE])),
                                spec->number, STR_ARG(other))
                    : spec->name;

    return making_sheet_name(making, whole, other);
}

static void add_sheet(Making *making, const Table *table)
{
    const TableUse *use = document_table_use(making->document, table);
    Str name = sheet_name(making, table->spec);
    lxw_worksheet *sheet = workbook_add_worksheet(making->book, name.at);
    Written *written = vec_push(making->arena, &making->written);

    *written = (Written){.name = name};
    if (sheet)
        sheet_write(making, sheet, written, table, use ? use->node->orientation : table->spec->orientation);
    else
        making_check(making, LXW_ERROR_MEMORY_MALLOC_FAILED);
}

// ---- the file

static size_t cells_of(PublishedTables tables)
{
    size_t cells = 0;

    for (size_t i = 0; i < tables.n; i++)
        for (size_t l = 0; l < tables.at[i].table->spec->list_count; l++)
            cells += tables.at[i].table->lists[l].row_count * tables.at[i].table->spec->lists[l].count;
    return cells;
}

typedef struct Wanted {
    PublishedTables tables;
    Str title;
} Wanted;

static void sheets_fill(Making *making, const void *what)
{
    const Wanted *wanted = what;

    making->formats = formats_new(making->arena, making->book);
    making_properties(making, wanted->title, making->document->project->time);
    for (size_t i = 0; i < wanted->tables.n && !making->failed; i++)
        add_sheet(making, wanted->tables.at[i].table);
}

// NULL at after reporting.
static Str workbook_bytes(Arena *arena, Diag *diag, const Document *document, PublishedTables tables,
                          Str name, Str title)
{
    Arena *scratch = arena_new();
    Making making = {.arena = scratch, .diag = diag, .document = document, .name = name};
    Wanted wanted = {tables, title};
    Str bytes = making_bytes(arena, &making, cells_of(tables), sheets_fill, &wanted);

    arena_free(scratch);
    return bytes;
}

DataFiles *data_workbooks(Arena *arena, Diag *diag, const Document *document)
{
    PublishedTables tables = published_tables(arena, document);
    DataFiles *made = ARENA_NEW(arena, DataFiles);

    if (tables.n == 0)
        return made;
    made->files = ARENA_ARRAY(arena, DataFile, tables.n + 1);
    for (size_t i = 0; i <= tables.n; i++) {
        bool all = i == tables.n;
        PublishedTables these = all ? tables : (PublishedTables){&tables.at[i], 1};
        Str name = all ? STR("tables.xlsx") : str_print(arena, "tables/%.*s.xlsx", STR_ARG(tables.at[i].id));
        Str title = all ? document->title : tables.at[i].table->spec->title;
        Str bytes = workbook_bytes(arena, diag, document, these, name, title);

        if (!bytes.at)
            return NULL;
        made->files[made->file_count++] = (DataFile){name, bytes};
    }
    return made;
}
