#include "data/internal-data.h"

static bool is_covered(const Document *document, const Table *table)
{
    for (size_t i = 0; i < document->table_count; i++)
        if (document->tables[i].table == table && document_covers(document, document->tables[i].node))
            return true;
    return false;
}

// With --section those that it places; of a whole document whose tables stand elsewhere, all.
PublishedTables published_tables(Arena *arena, const Document *document)
{
    const TableBook *book = &document->project->book;
    PublishedTables found = {ARENA_ARRAY(arena, Published, book->table_count), 0};

    for (size_t i = 0; i < book->table_count; i++) {
        const Table *table = book->tables[i];
        bool elsewhere = document->project->template->tables_in != TABLES_IN_DOCUMENT && !document->only;

        if (table->spec->published && (elsewhere || is_covered(document, table)))
            found.at[found.n++] = (Published){table, table_id(arena, book, table)};
    }
    return found;
}

DataFiles *data_package(Arena *arena, Diag *diag, const Document *document)
{
    PublishedTables tables = published_tables(arena, document);
    DataFiles *made = ARENA_NEW(arena, DataFiles);

    if (tables.n == 0)
        return made;
    made->files = ARENA_ARRAY(arena, DataFile, tables.n + 1);
    for (; made->file_count < tables.n; made->file_count++) {
        const Published *published = &tables.at[made->file_count];

        made->files[made->file_count] = (DataFile){
            str_print(arena, "tables/%.*s.csv", STR_ARG(published->id)), data_csv(arena, published->table)};
    }
    Str json = package_json(arena, diag, document, tables, made->files);
    if (!json.at)
        return NULL;
    made->files[made->file_count++] = (DataFile){STR("datapackage.json"), json};
    return made;
}
