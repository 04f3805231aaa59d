// The template's `meanings:`: which cell 基本支出 or 机关运行经费 means in a text that is being converted.
#include "template/internal-template.h"

static void read_meaning(Arena *arena, Diag *diag, const YamlNode *node, Meaning *meaning)
{
    YamlMap map;

    yaml_open(&map, arena, diag, node, false);
    meaning->words = yaml_texts(&map, "words", &meaning->word_count);
    meaning->is = yaml_texts(&map, "is", &meaning->is_count);
    meaning->rows = yaml_text(&map, "rows", (Str){0});
    meaning->column = yaml_text(&map, "column", (Str){0});
    meaning->without = yaml_texts(&map, "without", &meaning->without_count);
    meaning->under = yaml_texts(&map, "under", &meaning->under_count);
    yaml_close(&map);
    if ((meaning->rows.n > 0) == (meaning->word_count > 0 && meaning->is_count > 0))
        diag_report(diag, SEVERITY_ERROR, "value-invalid", yaml_place(node),
                    str_of(_("write `words:` and `is:`, or `rows:`")), "%s",
                    _("a meaning is of words or of a table's rows"));
}

void template_meanings(Arena *arena, Diag *diag, const YamlNode *node, Template *template)
{
    const YamlNode *cells;
    Meaning *meanings;
    YamlMap map;

    if (!node)
        return;
    yaml_open(&map, arena, diag, node, false);
    template->fillers = yaml_texts(&map, "fillers", &template->filler_count);
    cells = yaml_list(&map, "cells");
    yaml_close(&map);
    if (!cells)
        return;
    meanings = ARENA_ARRAY(arena, Meaning, cells->entries.n);
    for (size_t i = 0; i < cells->entries.n; i++)
        read_meaning(arena, diag, cells->entries.at[i].value, &meanings[i]);
    template->meanings = meanings;
    template->meaning_count = cells->entries.n;
}
