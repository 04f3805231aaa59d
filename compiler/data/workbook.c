// Workbooks of a document's tables: the same bytes each time.
#include "data/internal-workbook.h"

typedef struct Books {
    SheetJob job;
    Styles *styles;
    PublishedTables tables;
    SheetMade *sheets; // a table's each
} Books;

// 公开14表, which is how readers of workbooks find it by number; tables of one's own by their names.
static Str sheet_name(Arena *arena, const TableSpec *spec, const NamedSheet *others, size_t n)
{
    const WordList *words = spec_words(spec);
    Str other = words_first(words[WORDS_TABLE_ENDS]); // for a name of characters that none may have
    Str whole = spec->number > 0
                    ? str_print(arena, "%.*s%02d%.*s", STR_ARG(words_first(words[WORDS_SHEET_NUMBER_BEFORE])),
                                spec->number, STR_ARG(other))
                    : spec->name;

    return sheet_name_legal(arena, whole, other, others, n);
}

// Of the tables from `first` on.
static Str workbook_bytes(Arena *arena, const Books *books, size_t first, size_t n, const CommonParts *common,
                          DataFile file, Str title)
{
    Arena *scratch = books->job.arena;
    NamedSheet *named = ARENA_ARRAY(scratch, NamedSheet, n);

    for (size_t i = 0; i < n; i++)
        named[i] = (NamedSheet){sheet_name(scratch, books->tables.at[first + i].table->spec, named, i),
                                &books->sheets[first + i]};
    return book_bytes(arena, books->job.diag,
                      &(BookMaking){.name = file.name,
                                    .title = title,
                                    .time = books->job.document->project->time,
                                    .common = common,
                                    .sheets = named,
                                    .n = n});
}

static bool sheets_make(const Books *books)
{
    for (size_t i = 0; i < books->tables.n; i++) {
        SheetJob job = books->job;
        bool made;

        job.arena = arena_new();
        made = sheet_write(&job, books->tables.at[i].table, &books->sheets[i]);
        if (made)
            books->sheets[i].packed.deflated = str_copy(books->job.arena, books->sheets[i].packed.deflated);
        arena_free(job.arena);
        if (!made)
            return false;
    }
    return true;
}

static bool files_make(Arena *arena, const Books *books, DataFiles *made)
{
    const PublishedTables *tables = &books->tables;
    CommonParts one = common_parts(books->job.arena, books->styles, 1),
                all = common_parts(books->job.arena, books->styles, tables->n);

    for (size_t i = 0; i <= tables->n; i++) {
        DataFile *file = &made->files[i];
        bool whole = i == tables->n;

        file->name =
            whole ? STR("tables.xlsx") : str_print(arena, "tables/%.*s.xlsx", STR_ARG(tables->at[i].id));
        file->bytes =
            whole ? workbook_bytes(arena, books, 0, tables->n, &all, *file, books->job.document->title)
                  : workbook_bytes(arena, books, i, 1, &one, *file, tables->at[i].table->spec->title);
        if (!file->bytes.at)
            return false;
    }
    made->file_count = tables->n + 1;
    return true;
}

DataFiles *data_workbooks(Arena *arena, Diag *diag, const Document *document)
{
    DataFiles *made = ARENA_NEW(arena, DataFiles);
    Arena *scratch = arena_new();
    Books books = {.job = {scratch, diag, document, NULL},
                   .styles = styles_new(scratch),
                   .tables = published_tables(scratch, document)};
    bool whole = true;

    books.job.formats = formats_new(scratch, books.styles);
    if (books.tables.n > 0) {
        books.sheets = ARENA_ARRAY(scratch, SheetMade, books.tables.n);
        made->files = ARENA_ARRAY(arena, DataFile, books.tables.n + 1);
        whole = sheets_make(&books) && files_make(arena, &books, made);
    }
    arena_free(scratch);
    return whole ? made : NULL;
}
