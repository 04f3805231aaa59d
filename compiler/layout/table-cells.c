// Texts of cells: each distinct one is measured once, and set once for a width.
#include "layout/internal-table.h"

#define YIELD_EM 4 // of an em

const RoleStyle *tableset_role(const TableSet *table, CellLook look)
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

// ---- texts

void celltexts_open(CellTexts *texts, const TableSet *table)
{
    *texts = (CellTexts){.table = table, .discarded = diag_new()};
}

void celltexts_close(CellTexts *texts)
{
    for (int look = 0; look < LOOK_COUNT; look++)
        HASH_CLEAR(hh, texts->entries[look]); // frees the index; the entries are the arena's
    diag_free(texts->discarded);
}

static ParagraphSpec cell_spec(const TableSet *table, Arena *arena, CellLook look, Str text, Length size)
{
    const RoleStyle *role = tableset_role(table, look);
    Span *span = ARENA_NEW(arena, Span);
    *span = (Span){.text = text,
                   .face = role->face,
                   .western = role->western,
                   .tabular = true,
                   .size = size,
                   .colour = role->colour};
    return (ParagraphSpec){.spans = span,
                           .span_count = 1,
                           .balanced = look == LOOK_HEAD,
                           .style = table->style,
                           .words = table->job->words,
                           .fonts = table->job->fonts};
}

CellEntry *celltexts_measure(CellTexts *texts, Arena *arena, CellLook look, Str text)
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
    if (text.n > 0) {
        ParagraphSpec spec = cell_spec(texts->table, arena, look, text, tableset_reference(texts->table));
        spec.measure = INT32_MAX;
        entry->extent = paragraph_extent(arena, texts->discarded, &spec);
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

// How much wider than its room a text on one line may be: of both sides' blank a part.
static Length yielding(const TableSet *table, Length size)
{
    Length padding = table->style->table.cell_padding_x;
    return size / YIELD_EM < padding * 2 / 3 ? size / YIELD_EM : padding * 2 / 3;
}

CellText celltexts_set(CellTexts *texts, Arena *arena, Diag *diag, CellEntry *entry,
                       const CellSetting *setting)
{
    if (entry->text.n == 0)
        return (CellText){0};
    Length size = texts->table->form.size, measure = setting->measure;
    if (entry->set_measure == measure && entry->set_size == size && entry->set_align == setting->align)
        return entry->set;
    ParagraphSpec *spec = ARENA_NEW(arena, ParagraphSpec);
    *spec = cell_spec(texts->table, arena, entry->look, entry->text, size);
    spec->place = setting->place;
    spec->measure = measure > size ? measure : size;
    // The blank at its sides yields before a name is broken for a hair.
    Length natural = tableset_scaled(texts->table, entry->extent.natural, size);
    if (entry->look != LOOK_HEAD && natural > measure && natural - measure <= yielding(texts->table, size))
        spec->measure = natural;
    spec->align = text_align(setting->align);
    Paragraph *paragraph = paragraph_set(arena, diag, spec);
    entry->set = (CellText){.paragraph = paragraph, .spec = spec, .lines = (uint32_t)paragraph->line_count};
    entry->set_measure = measure;
    entry->set_size = size;
    entry->set_align = setting->align;
    return entry->set;
}
