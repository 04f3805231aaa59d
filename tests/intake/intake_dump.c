// What intake reads of a document, as JSON: intake_dump FILE. Findings go to stderr, a rule a line.
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "intake/intake.h"

static json_t *text_of(Str text)
{
    return json_stringn(text.at ? text.at : "", text.n);
}

static json_t *table_of(const IntakeTable *table)
{
    json_t *rows = json_array();

    for (size_t r = 0; r < table->row_count; r++) {
        json_t *row = json_array();

        for (size_t c = 0; c < table->rows[r].n; c++)
            json_array_append_new(row, text_of(table->rows[r].cells[c].text));
        json_array_append_new(rows, row);
    }
    return rows;
}

// Of each cell: columns and rows that it spans, whether one above covers it, whether it is not told surely.
static json_t *shapes_of(const IntakeTable *table)
{
    json_t *rows = json_array();

    for (size_t r = 0; r < table->row_count; r++) {
        json_t *row = json_array();

        for (size_t c = 0; c < table->rows[r].n; c++) {
            const IntakeCell *cell = &table->rows[r].cells[c];

            json_array_append_new(row, json_pack("[i,i,b,b,i]", (int)cell->columns, (int)cell->rows,
                                                 cell->covered, cell->unsure, (int)cell->indent));
        }
        json_array_append_new(rows, row);
    }
    return rows;
}

static json_t *line_of(const IntakeLine *line)
{
    json_t *made = json_object();

    if (line->kind == INTAKE_TABLE) {
        json_object_set_new(made, "table", table_of(line->table));
        json_object_set_new(made, "shapes", shapes_of(line->table));
    } else if (line->kind == INTAKE_PICTURE) {
        json_object_set_new(made, "picture", text_of(line->picture->name));
        json_object_set_new(made, "words", text_of(line->picture->words));
        json_object_set_new(made, "bytes", json_integer((json_int_t)line->picture->bytes.n));
    } else {
        json_object_set_new(made, "text", text_of(line->text));
        json_object_set_new(made, "heading", json_integer(line->heading));
        json_object_set_new(made, "number", json_integer((json_int_t)line->number));
        json_object_set_new(made, "bold", json_boolean(line->bold));
        json_object_set_new(made, "note", json_boolean(line->note));
    }
    return made;
}

int main(int argc, char **argv)
{
    Arena *arena = arena_new();
    Diag *diag = diag_new();
    Helper *helper = intake_helper(true);
    const Intake *intake = NULL;
    Str bytes;

    // FILE, or FILE notes: with footnotes as such
    if (argc >= 2 && source_bytes(arena, diag, input_at(str_of(argv[1])), str_of(argv[1]), &bytes))
        intake = (argc > 2 ? intake_with_notes : intake_from_bytes)(arena, diag, helper, bytes,
                                                                    str_of(argv[1]), (Str){0});
    for (size_t i = 0; i < diag_total(diag); i++)
        fprintf(stderr, "%s %s\n", diag_at(diag, i)->rule, diag_at(diag, i)->message.at);
    if (intake) {
        json_t *all = json_object(), *lines = json_array(), *counts = json_array(), *remarks = json_array();

        for (size_t i = 0; i < intake->line_count; i++)
            if (intake->lines[i].kind != INTAKE_PARAGRAPH || intake->lines[i].text.n)
                json_array_append_new(lines, line_of(&intake->lines[i]));
        for (int i = 0; i < LEFT_COUNT; i++)
            json_array_append_new(counts, json_integer((json_int_t)intake->counts[i]));
        for (size_t i = 0; i < intake->remark_count; i++)
            json_array_append_new(remarks, text_of(intake->remarks[i].text));
        json_object_set_new(all, "lines", lines);
        json_object_set_new(all, "counts", counts);
        json_object_set_new(all, "remarks", remarks);
        json_dumpf(all, stdout, JSON_COMPACT);
        json_decref(all);
    }
    helper_end(helper);
    diag_free(diag);
    arena_free(arena);
    return intake ? 0 : 1;
}
