// A table of the document: its grid and elements, and the steps of setting it.
#include "layout/internal-table.h"

TableSet *tableset_make(Job *job, const Node *node, uint32_t parent)
{
    TableSet *table = ARENA_NEW(job->arena, TableSet);
    *table = (TableSet){.job = job, .style = job->style, .table = node->table, .node = node};
    table->grid = table_grid(job->arena, node->table);
    uint32_t element = job_element(job, ELEMENT_TABLE, parent);
    TableWords words = table_words(job->arena, job->style, node->table);
    tableset_add_caption(table, element, &words);
    tableset_elements(job, table, element);
    for (size_t i = 0; i < words.note_count; i++)
        tableset_add_note(table, parent, words.notes[i]);
    return table;
}

bool tableset_turned(const TableSet *table)
{
    return table->form.turned;
}

void tableset_begins_page(TableSet *table, Length above)
{
    table->begins_page = true;
    table->above = above;
}

void tableset_make_form(Arena *arena, Diag *diag, TableSet *table)
{
    const Grid *grid = table->grid;
    table->form.head = ARENA_ARRAY(arena, CellEntry *, grid->head_count);
    table->form.body = ARENA_ARRAY(arena, CellEntry *, grid->body_count);
    CellTexts texts;
    tableset_set_owners(table, arena);
    tableset_open_digits(table);
    celltexts_open(&texts, table);
    tableset_measure(table, &texts, arena);
    TableChoice choice = tableset_choose(table, arena);
    tableset_set_at(table, &texts, arena, diag, choice);
    choice = tableset_grow(table, &texts, arena, choice);
    tableset_close_up(table, &texts, arena, choice);
    tableset_set_again(table, &texts, arena);
    celltexts_close(&texts);
}

void tableset_set(Arena *arena, Diag *diag, TableSet *table)
{
    Diag *discarded = diag_new();
    tableset_make_form(arena, diag, table);
    tableset_set_around(table, arena, discarded); // making the form has reported
    diag_free(discarded);
}
