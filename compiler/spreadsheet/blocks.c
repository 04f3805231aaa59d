// A long table that is printed in blocks side by side, each with the whole header: the blocks follow one
// another.
#include "spreadsheet/internal-read.h"

#define MOST_BLOCKS 4

// The fields of the header that have names, by their indexes.
static size_t named_fields(const CsvRecord *header, size_t *named)
{
    size_t n = 0;

    for (size_t i = 0; i < header->count; i++)
        if (header->fields[i].text.n)
            named[n++] = i;
    return n;
}

// How many columns a block has; n where there is one block alone.
static size_t block_width(const CsvRecord *header, const size_t *named, size_t n)
{
    for (size_t blocks = 2; blocks <= MOST_BLOCKS; blocks++) {
        size_t width = n / blocks, same = width;

        if (n % blocks || width < 2)
            continue;
        while (same < n &&
               name_equal(header->fields[named[same]].text, header->fields[named[same - width]].text))
            same++;
        if (same == n)
            return width;
    }
    return n;
}

static bool is_filled(const CsvRecord *record, const size_t *named, size_t width)
{
    for (size_t i = 0; i < width; i++)
        if (named[i] < record->count && record->fields[named[i]].text.n)
            return true;
    return false;
}

static CsvRecord cut(Arena *scratch, const CsvRecord *record, const size_t *named, size_t width)
{
    CsvField *fields = ARENA_ARRAY(scratch, CsvField, width);

    for (size_t i = 0; i < width; i++)
        if (named[i] < record->count)
            fields[i] = record->fields[named[i]];
    return (CsvRecord){.fields = fields, .count = width, .line = record->line};
}

// A column of the spec that has lists, or that repeats a head of its own, is no block.
static bool may_have_blocks(const Reading *reading, const CsvRecord *header)
{
    HeaderNames names;

    if (!reading->spec)
        return true;
    if (reading->spec->list_count > 1)
        return false;
    names = header_names_new(reading->scratch, reading->spec);
    for (size_t i = 0; i < header->count; i++)
        if (header_answer(&names, header_fold(reading->scratch, &names, header->fields[i].text), NULL).count >
            1)
            return false;
    return true;
}

void blocks_join(Reading *reading)
{
    Arena *scratch = reading->scratch;
    CsvRecord *records = reading->csv.records, *joined;
    const CsvRecord *header = &records[reading->header];
    size_t *named = ARENA_ARRAY(scratch, size_t, header->count);
    size_t n = named_fields(header, named), width = block_width(header, named, n);
    size_t count = reading->header + 1, from = count;
    HeadUnit *units;

    if (n < 4 || width == n || !may_have_blocks(reading, header))
        return;
    joined = ARENA_ARRAY(scratch, CsvRecord, reading->csv.count * (n / width));
    units = ARENA_ARRAY(scratch, HeadUnit, width);
    for (size_t i = 0; i < width; i++)
        units[i] = reading->head_units[named[i]];
    for (size_t i = 0; i < reading->header; i++)
        joined[i] = records[i];
    joined[reading->header] = cut(scratch, header, named, width);
    if (from < reading->csv.count && record_is_numbering(reading, &records[from]))
        from++;
    for (size_t block = 0; block < n; block += width)
        for (size_t i = from; i < reading->csv.count; i++)
            if (is_filled(&records[i], named + block, width))
                joined[count++] = cut(scratch, &records[i], named + block, width);
    reading->csv.records = joined;
    reading->csv.count = count;
    reading->head_units = units;
}
