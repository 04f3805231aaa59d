// Texts of cells: measured once each, numbers by the advances of their digits.
#include "layout/internal-table.h"

static const RoleStyle *look_role(const TableSet *table, CellLook look)
{
    static const Role roles[LOOK_COUNT] = {ROLE_TABLE_HEAD, ROLE_TABLE_CELL, ROLE_TABLE_TOTAL};
    return &table->style->roles[roles[look]];
}

CellLook cell_look(const GridCell *cell)
{
    return cell->kind == GRID_HEAD ? LOOK_HEAD : cell->total ? LOOK_TOTAL : LOOK_CELL;
}

Length tableset_reference(const TableSet *table)
{
    const TableStyle *style = &table->style->table;
    return style->size_count > 0 ? style->sizes[0] : table->style->roles[ROLE_TABLE_CELL].size;
}

Length tableset_scaled(const TableSet *table, Length length, Length size)
{
    return length_scale(length, size, tableset_reference(table)) + 128;
}

Length tableset_indent(const TableSet *table, const GridCell *cell, Length size)
{
    return length_scale(table->style->table.indent * cell->indent, size, tableset_reference(table));
}

Place tableset_place_of(const TableSet *table, const GridCell *cell)
{
    if (cell->source_row < 0 || cell->source_column < 0)
        return (Place){.file = table->table->file};
    CellRef ref = {
        .table = table->table, .list = cell->list, .row = cell->source_row, .column = cell->source_column};
    return table_cell_place(table->table, table_cell(ref));
}

// ---- digits

// Where a character of a number stands in DigitFont's arrays; -1 for any other.
static int digit_index(uint32_t code)
{
    static const char marks[] = "0123456789.,-+%()";
    if (code == 0x2212) // the minus sign of tables
        return sizeof marks - 1;
    for (int i = 0; marks[i]; i++)
        if ((uint32_t)marks[i] == code)
            return i;
    return -1;
}

static uint32_t digit_code(int index)
{
    static const char marks[] = "0123456789.,-+%()";
    return index == sizeof marks - 1 ? 0x2212 : (uint32_t)marks[index];
}

enum { DIGIT_COUNT = 18, POINT_INDEX = 10 };

// The tabular form of every character of numbers, where one font has them all.
static void open_digits(CellTexts *texts, Arena *arena, CellLook look)
{
    const TableSet *table = texts->table;
    const RoleStyle *role = look_role(table, look);
    DigitFont *digits = &texts->digits[look];
    const FaceSpec *face = role->western ? role->western : role->face;
    const Font *font = fontset_font(table->job->fonts, face, '0', false);
    for (int i = 0; font && i < DIGIT_COUNT; i++) {
        char at[4];
        uint32_t code = digit_code(i);
        if (fontset_font(table->job->fonts, face, code, false) != font)
            continue; // such a number is set as other text
        Str text = {at, utf8_encode(code, at)};
        size_t n = 0;
        ShapedGlyph *shaped = font_shape(font, arena, text, "tnum", &n);
        if (n != 1)
            continue;
        digits->ids[i] = shaped[0].id;
        digits->advances[i] = shaped[0].advance;
    }
    digits->font = font;
}

static bool number_text(const DigitFont *digits, Str text)
{
    if (!digits->font || text.n == 0)
        return false;
    for (size_t at = 0; at < text.n;) {
        int index = digit_index(utf8_next(text, &at));
        if (index < 0 || digits->ids[index] == 0)
            return false;
    }
    return true;
}

static void measure_number(const DigitFont *digits, Str text, Length size, Length *before, Length *after)
{
    int units = font_info(digits->font)->units_per_em;
    bool past = false;
    *before = *after = 0;
    for (size_t at = 0; at < text.n;) {
        int index = digit_index(utf8_next(text, &at));
        past = past || index == POINT_INDEX;
        *(past ? after : before) += length_scale(size, digits->advances[index], units);
    }
}

static CellText set_number(const DigitFont *digits, Arena *arena, Str text, Length size)
{
    int units = font_info(digits->font)->units_per_em;
    Glyph *glyphs = ARENA_ARRAY(arena, Glyph, text.n);
    size_t n = 0;
    Length x = 0, before = -1;
    for (size_t at = 0; at < text.n;) {
        uint32_t from = (uint32_t)at;
        int index = digit_index(utf8_next(text, &at));
        if (index == POINT_INDEX && before < 0)
            before = x;
        Length advance = length_scale(size, digits->advances[index], units);
        glyphs[n++] = (Glyph){.id = digits->ids[index], .text = from, .x = x, .advance = advance};
        x += advance;
    }
    PlainRun *run = ARENA_NEW(arena, PlainRun);
    *run = (PlainRun){.font = digits->font, .glyphs = glyphs, .glyph_count = n, .text = text};
    Plain *plain = ARENA_NEW(arena, Plain);
    *plain = (Plain){.runs = run, .run_count = 1, .width = x, .size = size};
    return (CellText){.plain = plain, .before = before < 0 ? x : before, .lines = 1};
}

// ---- texts

void celltexts_open(CellTexts *texts, const TableSet *table)
{
    *texts = (CellTexts){.table = table};
    Arena *scratch = arena_new();
    for (int look = 0; look < LOOK_COUNT; look++)
        open_digits(texts, scratch, (CellLook)look);
    arena_free(scratch);
}

void celltexts_close(CellTexts *texts)
{
    for (int look = 0; look < LOOK_COUNT; look++)
        HASH_CLEAR(hh, texts->entries[look]); // frees the index; the entries are the arena's
}

static void cell_spec(const TableSet *table, Arena *arena, ParagraphSpec *spec, CellLook look, Str text,
                      Length size, Place place)
{
    const RoleStyle *role = look_role(table, look);
    Span *span = ARENA_NEW(arena, Span);
    *span = (Span){.text = text, .face = role->face, .western = role->western, .tabular = true, .size = size};
    *spec = (ParagraphSpec){.spans = span,
                            .span_count = 1,
                            .balanced = look == LOOK_HEAD,
                            .style = table->style,
                            .fonts = table->job->fonts,
                            .place = place};
}

CellEntry *celltexts_measure(CellTexts *texts, Arena *arena, Diag *diag, CellLook look, Str text, Place place)
{
    CellEntry *entry;
    if (text.n == 0)
        text = STR("");
    HASH_FIND(hh, texts->entries[look], text.at, text.n, entry);
    if (entry)
        return entry;
    entry = ARENA_NEW(arena, CellEntry);
    *entry = (CellEntry){.text = text, .look = look, .set_measure = -1};
    HASH_ADD_KEYPTR(hh, texts->entries[look], entry->text.at, entry->text.n, entry);
    Length size = tableset_reference(texts->table);
    const DigitFont *digits = &texts->digits[look];
    entry->number = number_text(digits, text);
    if (entry->number) {
        measure_number(digits, text, size, &entry->before, &entry->after);
        entry->extent.least = entry->extent.natural = entry->before + entry->after;
    } else if (text.n > 0) {
        ParagraphSpec spec;
        cell_spec(texts->table, arena, &spec, look, text, size, place);
        spec.measure = INT32_MAX;
        entry->extent = paragraph_extent(arena, diag, &spec);
    }
    return entry;
}

static TextAlign text_align(Align align)
{
    switch (align) {
    case ALIGN_CENTRE:
        return TEXT_CENTRE;
    case ALIGN_RIGHT:
    case ALIGN_DECIMAL:
        return TEXT_RIGHT;
    case ALIGN_JUSTIFY:
        return TEXT_JUSTIFY;
    default:
        return TEXT_LEFT;
    }
}

CellText celltexts_set(CellTexts *texts, Arena *arena, Diag *diag, CellEntry *entry, Length measure,
                       Align align, Place place)
{
    if (entry->text.n == 0)
        return (CellText){0};
    if (entry->number && entry->set_measure >= 0)
        return entry->set;
    if (entry->set_measure == measure && entry->set_align == align)
        return entry->set;
    Length size = texts->table->size;
    if (entry->number) {
        entry->set = set_number(&texts->digits[entry->look], arena, entry->text, size);
    } else {
        ParagraphSpec *spec = ARENA_NEW(arena, ParagraphSpec);
        cell_spec(texts->table, arena, spec, entry->look, entry->text, size, place);
        spec->measure = measure > size ? measure : size;
        spec->align = text_align(align);
        Paragraph *paragraph = paragraph_set(arena, diag, spec);
        entry->set =
            (CellText){.paragraph = paragraph, .spec = spec, .lines = (uint32_t)paragraph->line_count};
    }
    entry->set_measure = measure;
    entry->set_align = align;
    return entry->set;
}
