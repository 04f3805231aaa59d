// What stands around a table: label, title, unit and notes, and what is repeated above its later pages.
#include "layout/internal-table.h"

static Block *furniture(TableSet *table, Role role, uint32_t element, Str text)
{
    if (text.n == 0)
        return NULL;
    return block_plain(table->job, &table->style->roles[role], element, text, 0);
}

void tableset_add_caption(TableSet *table, uint32_t element, const TableWords *words)
{
    Job *job = table->job;
    Str name = words->label.n > 0 ? words->label : words->title;
    table->continued =
        furniture(table, ROLE_TABLE_UNIT, ELEMENT_ARTIFACT,
                  str_print(job->arena, "%.*s%.*s", STR_ARG(name), STR_ARG(table->style->table.continued)));
    table->unit_again = furniture(table, ROLE_TABLE_UNIT, ELEMENT_ARTIFACT, words->unit);
    if (table->continued)
        table->continued->text.spec.align = TEXT_LEFT;
    if (!table->node->table_title)
        return;
    uint32_t caption = job_element(job, ELEMENT_CAPTION, element);
    table->label = furniture(table, ROLE_TABLE_LABEL, caption, words->label);
    if (table->label)
        table->label->text.spec.align = table->style->table.label_right ? TEXT_RIGHT : TEXT_LEFT;
    table->title = furniture(table, ROLE_TABLE_TITLE, caption, words->title);
    table->unit = furniture(table, ROLE_TABLE_UNIT, caption, words->unit);
}

void tableset_add_note(TableSet *table, uint32_t parent, Str text)
{
    Job *job = table->job;
    Block *note = furniture(table, ROLE_TABLE_NOTE, job_element(job, ELEMENT_P, parent), text);
    *vec_push(job->arena, &table->notes) = note;
}

// ---- setting it

size_t tableset_around(const TableSet *table, Block **blocks)
{
    Block *all[AROUND_MOST] = {table->label, table->title, table->unit, table->unit_again, table->continued};
    size_t n = 0;
    for (size_t i = 0; i < AROUND_MOST; i++)
        if (all[i])
            blocks[n++] = all[i];
    return n;
}

void tableset_each_around(TableSet *table, void (*set)(void *context, Block *block), void *context)
{
    Block *blocks[AROUND_MOST];
    Length measure = table->form.measure;
    size_t n = tableset_around(table, blocks);
    for (size_t i = 0; i < n + table->notes.n; i++) {
        Block *block = i < n ? blocks[i] : table->notes.at[i - n];
        Length own = block == table->continued ? measure * 3 / 4 : measure; // it stands beside the unit
        if (block->text.set && block->text.spec.measure == own)
            continue;
        block->text.spec.measure = own;
        set(context, block);
    }
}

typedef struct Setting {
    Arena *arena;
    Diag *diag;
} Setting;

static void set_block(void *context, Block *block)
{
    const Setting *setting = context;
    block_set_text(setting->arena, setting->diag, block);
}

void tableset_set_around(TableSet *table, Arena *arena, Diag *diag)
{
    Setting setting = {arena, diag};
    tableset_each_around(table, set_block, &setting);
}

// ---- heights

Length tableset_before(const TableSet *table)
{
    const Block *first = table->label ? table->label : table->title ? table->title : table->unit;
    return first ? first->role->before : 0;
}

static Length furniture_height(const Block *block, Length gap)
{
    return block ? block_height(block) + gap : 0;
}

Length tableset_top_height(const TableSet *table, bool first)
{
    const TableStyle *style = &table->style->table;
    if (first)
        return furniture_height(table->label, style->label_gap) +
               furniture_height(table->title, style->title_gap) +
               furniture_height(table->unit, style->unit_gap);
    Length continued = furniture_height(table->continued, 0), unit = furniture_height(table->unit_again, 0);
    Length height = continued > unit ? continued : unit;
    return height > 0 ? height + style->unit_gap : 0;
}

Length tableset_notes_height(const TableSet *table)
{
    Length height = table->notes.n > 0 ? table->style->table.note_gap : 0;
    for (size_t i = 0; i < table->notes.n; i++)
        height += block_height(table->notes.at[i]);
    return height;
}
