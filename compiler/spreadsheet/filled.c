// A CSV of records that are known by what one or two of their columns say (其他数据, 说明), with cells filled
// in.
#include "spreadsheet/internal-csv.h"
#include "spreadsheet/spreadsheet.h"

typedef struct Filling {
    Arena *scratch;
    VEC(Str) names; // of the columns: the file's, then those that are new
    VEC(Str *) records;
    size_t header;     // of the records
    size_t most_names; // that a record has room for
} Filling;

static ptrdiff_t column_find(const Filling *filling, Str name)
{
    return name_find(filling->names.at, filling->names.n, name);
}

static bool has_all(const CsvRecord *record, const CsvKeys *keys)
{
    for (size_t k = 0; k < keys->count; k++) {
        size_t i = 0;

        while (i < record->count && !name_equal(record->fields[i].text, keys->columns[k]))
            i++;
        if (i == record->count)
            return false;
    }
    return true;
}

static Str *record_add(Filling *filling)
{
    Str *fields = ARENA_ARRAY(filling->scratch, Str, filling->most_names);

    *vec_push(filling->scratch, &filling->records) = fields;
    return fields;
}

static void file_take(Filling *filling, const Csv *csv, const CsvKeys *keys, size_t fills)
{
    size_t header = 0, width = 0;

    while (header < csv->count && !has_all(&csv->records[header], keys))
        header++;
    filling->header = header < csv->count ? header : 0;
    for (size_t i = 0; i < csv->count; i++)
        width = csv->records[i].count > width ? csv->records[i].count : width;
    filling->most_names = width + keys->count + fills;
    for (size_t i = 0; i < csv->count; i++) {
        Str *fields = record_add(filling);

        for (size_t k = 0; k < csv->records[i].count; k++)
            fields[k] = csv->records[i].fields[k].text;
    }
    for (size_t k = 0; k < width; k++)
        *vec_push(filling->scratch, &filling->names) = filling->records.at[filling->header][k];
}

static size_t column_need(Filling *filling, Str name)
{
    ptrdiff_t found = column_find(filling, name);

    if (found >= 0)
        return (size_t)found;
    *vec_push(filling->scratch, &filling->names) = name;
    filling->records.at[filling->header][filling->names.n - 1] = name;
    return filling->names.n - 1;
}

static Str *record_need(Filling *filling, const CsvKeys *keys, const CsvFill *fill)
{
    Str *fields;

    for (size_t i = filling->header + 1; i < filling->records.n; i++) {
        size_t k = 0;

        while (k < keys->count &&
               name_equal(filling->records.at[i][column_need(filling, keys->columns[k])], fill->keys[k]))
            k++;
        if (k == keys->count)
            return filling->records.at[i];
    }
    fields = record_add(filling);
    for (size_t k = 0; k < keys->count; k++)
        fields[column_need(filling, keys->columns[k])] = fill->keys[k];
    return fields;
}

Str csv_filled(Arena *arena, Diag *diag, const Source *csv, CsvKeys keys, const CsvFill *fills, size_t n)
{
    Arena *scratch = arena_new();
    Filling filling = {.scratch = scratch};
    Csv read = {0};
    Str *fields, text;

    if (csv)
        read = csv_read(scratch, scratch, diag, csv);
    file_take(&filling, &read, &keys, n);
    if (filling.records.n == 0)
        record_add(&filling);
    for (size_t k = 0; k < keys.count; k++)
        column_need(&filling, keys.columns[k]);
    for (size_t i = 0; i < n; i++) {
        size_t column = column_need(&filling, fills[i].column);

        record_need(&filling, &keys, &fills[i])[column] = fills[i].text;
    }
    fields = ARENA_ARRAY(scratch, Str, filling.records.n * filling.names.n + 1);
    for (size_t i = 0; i < filling.records.n; i++)
        for (size_t k = 0; k < filling.names.n; k++)
            fields[i * filling.names.n + k] = filling.records.at[i][k];
    text = str_copy(arena, records_csv(scratch, fields, filling.names.n, filling.records.n));
    arena_free(scratch);
    return text;
}
