// Values of a style, and where they are taken from that are not in it.
#include <ctype.h>
#include <string.h>

#include "template/internal-style.h"

// The part of the other style: `table`, or `table: columns` in it.
static const YamlNode *part_of(const StyleReader *reader, const char *part)
{
    const YamlNode *node = reader->base;
    Str rest = str_of(part ? part : "");

    while (node && rest.n) {
        ptrdiff_t end = str_find(rest, STR(": "), 0);

        node = yaml_value(node, end < 0 ? rest : str_slice(rest, 0, (size_t)end));
        rest = end < 0 ? (Str){0} : str_slice(rest, (size_t)end + 2, rest.n);
    }
    return node;
}

void style_open(StyleReader *reader, YamlMap *map, const YamlNode *node, const char *part)
{
    yaml_open(map, reader->arena, reader->diag, node, true);
    map->otherwise = part_of(reader, part);
}

void style_close(StyleReader *reader, YamlMap *map, const char *part)
{
    for (size_t i = 0; i < map->taken.n; i++)
        *vec_push(reader->arena, &reader->taken) =
            part ? str_print(reader->arena, "%s: %.*s", part, STR_ARG(map->taken.at[i])) : map->taken.at[i];
    yaml_close(map);
}

Length style_length(StyleReader *reader, const YamlNode *node, Length em)
{
    LengthContext context = reader->context;
    Length length = 0;
    Str text;

    context.em = em;
    if (!node || !yaml_node_text(reader->diag, node, &text))
        return 0;
    if (!style_length_parse(reader->arena, text, context, &length)) {
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node),
                    str_of(_("write for example 12.5mm, 16pt, 2em, 三号, measure/28 or area-height/22")),
                    _("“%.*s” is no length here"), STR_ARG(text));
    } else if (length > reader->longest || length < -reader->longest) {
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                    _("“%.*s” is longer than the page"), STR_ARG(text));
        length = 0;
    }
    return length;
}

Length style_positive(StyleReader *reader, const YamlNode *node, Length em)
{
    Length length = style_length(reader, node, em);

    if (node && length < 0)
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                    _("“%.*s” must not be negative here"), STR_ARG(node->text));
    return length < 0 ? 0 : length;
}

// A size that something is divided by, or that glyphs are set at.
Length style_size(StyleReader *reader, const YamlNode *node, Length em)
{
    Length length = style_positive(reader, node, em);

    if (node && length == 0 && node->kind == YAML_SCALAR && str_equal(node->text, STR("0")))
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                    _("a size must be greater than 0"));
    return length > 0 ? length : length_pt(16); // goes on, to report what else is wrong
}

// An em value in thousandths.
int style_permille(StyleReader *reader, const YamlNode *node)
{
    enum { EMS_MOST = 100 };
    Str text;
    Length length;

    if (!node || !yaml_node_text(reader->diag, node, &text))
        return 0;
    length = style_positive(reader, node, 1000);
    if (length <= EMS_MOST * 1000 && (str_ends(text, STR("em")) || length == 0))
        return (int)length;
    diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node),
                str_of(_("write for example 0.25em or 1/12em")), _("“%.*s” is no length in em, up to %dem"),
                STR_ARG(text), EMS_MOST);
    return 0;
}

// `"#1F3864"`
uint32_t style_colour(StyleReader *reader, const YamlNode *node)
{
    static const char digits[] = "0123456789abcdef";
    uint32_t colour = 0;
    Str text;

    if (!node || !yaml_node_text(reader->diag, node, &text))
        return 0;
    bool good = text.n == 7 && text.at[0] == '#';
    for (size_t i = 1; good && i < text.n; i++) {
        const char *digit = strchr(digits, tolower((unsigned char)text.at[i]));

        good = digit && *digit;
        colour = colour << 4 | (uint32_t)(good ? digit - digits : 0);
    }
    if (good)
        return colour;
    diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node),
                str_of(_("write six hexadecimal digits in quotation marks: \"#1F3864\"")),
                _("“%.*s” is no colour"), STR_ARG(text));
    return 0;
}

// A pattern that a number is put into.
Str style_number_format(StyleReader *reader, YamlMap *map, const char *key)
{
    Str format = yaml_text(map, key, STR("%s"));
    ptrdiff_t at = str_find(format, STR("%s"), 0);

    if (at >= 0 && str_find_char(format, '%', (size_t)at + 1) < 0)
        return format;
    diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(yaml_get(map, key)),
                str_of(_("write for example \"— %s —\"")), _("“%s” must hold %%s once, for the number"), key);
    return STR("%s");
}

// Numbers of lines, rows or levels.
int style_count(YamlMap *map, const char *key, int least)
{
    enum { COUNT_MOST = 100 };

    return (int)yaml_int(map, key, least, least, COUNT_MOST);
}
