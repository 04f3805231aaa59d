// Expressions as YAML files have them, and the ids in them.
#include "template/internal-template.h"

// The expression as it stands in its file, so that faults are shown at their character: without quotes, and
// without a leading “=” as the prose has it. Where YAML decoded something (an escape, a block), the decoded
// text.
Expressed expressed_of(const YamlNode *node)
{
    Str written = str_slice(node->source->text, node->offset, node->offset + node->length);
    Expressed expressed = {node->source, node->offset, str_equal(written, node->text) ? written : node->text};
    size_t skip = 0;

    if (expressed.text.n && expressed.text.at[0] == '=')
        skip = 1;
    while (skip && skip < expressed.text.n && expressed.text.at[skip] == ' ')
        skip++;
    expressed.text = str_slice(expressed.text, skip, expressed.text.n);
    expressed.offset += skip;
    return expressed;
}

void meanings_check(Arena *arena, Diag *diag, const Expressed *expressed)
{
    size_t from = 0, at;
    Str id;

    while ((id = meaning_in(expressed->text, &from, &at)).n) {
        if (meaning_kind(id) == MEANING_NONE)
            diag_report(diag, SEVERITY_ERROR, "meaning-unknown",
                        source_place(expressed->source, expressed->offset + at, id.n),
                        nearest_meaning(arena, id), _("“%.*s” is no meaning of templates/meanings.yaml"),
                        STR_ARG(id));
    }
}

void meanings_check_texts(Arena *arena, Diag *diag, const YamlNode *list)
{
    if (list && list->kind == YAML_SCALAR) {
        Expressed expressed = expressed_of(list);

        meanings_check(arena, diag, &expressed);
    }
    for (size_t i = 0; list && list->kind == YAML_SEQUENCE && i < list->entries.n; i++)
        meanings_check_texts(arena, diag, list->entries.at[i].value);
}
