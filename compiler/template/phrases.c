// The template's `phrases:`: which cell 基本支出 or 机关运行经费 means in a text.
#include "template/internal-template.h"

static void read_phrase(Arena *arena, Diag *diag, const YamlNode *node, PhraseSpec *phrase)
{
    YamlMap map;

    yaml_open(&map, arena, diag, node, false);
    phrase->words = yaml_texts(&map, "words", &phrase->word_count);
    phrase->is = yaml_texts(&map, "is", &phrase->is_count);
    phrase->rows = yaml_text(&map, "rows", (Str){0});
    meanings_check_texts(arena, diag, yaml_get(&map, "is"));
    meanings_check_texts(arena, diag, yaml_get(&map, "rows"));
    phrase->column = yaml_text(&map, "column", (Str){0});
    phrase->without = yaml_texts(&map, "without", &phrase->without_count);
    phrase->under = yaml_texts(&map, "under", &phrase->under_count);
    yaml_close(&map);
    if ((phrase->rows.n > 0) == (phrase->word_count > 0 && phrase->is_count > 0))
        diag_report(diag, SEVERITY_ERROR, "value-invalid", yaml_place(node),
                    str_of(_("write `words:` and `is:`, or `rows:`")), "%s",
                    _("a phrase is of words or of a table's rows"));
}

void template_phrases(Arena *arena, Diag *diag, const YamlNode *node, Template *template)
{
    const YamlNode *cells;
    PhraseSpec *phrases;
    YamlMap map;

    if (!node)
        return;
    yaml_open(&map, arena, diag, node, false);
    template->fillers = yaml_texts(&map, "fillers", &template->filler_count);
    cells = yaml_list(&map, "cells");
    yaml_close(&map);
    if (!cells)
        return;
    phrases = ARENA_ARRAY(arena, PhraseSpec, cells->entries.n);
    for (size_t i = 0; i < cells->entries.n; i++)
        read_phrase(arena, diag, cells->entries.at[i].value, &phrases[i]);
    template->phrases = phrases;
    template->phrase_count = cells->entries.n;
}
