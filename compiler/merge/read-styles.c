// Styles of a copy, as far as headings and emphasis go.
#include "merge/internal-merge.h"

#define MOST_BASED 32

typedef struct StylesReading {
    Arena *arena;
    CopyStyles *styles;
    bool in_style;
} StylesReading;

static bool is_on(const XmlTag *tag)
{
    Str value = xml_attribute(tag, "val");

    return value.at == NULL || xml_attribute_true(tag, "val");
}

static bool styles_start(void *context, const XmlTag *tag)
{
    StylesReading *reading = context;
    CopyStyle *style = reading->in_style ? vec_last(reading->styles) : NULL;

    if (str_equal(tag->name, STR("style"))) {
        *vec_push(reading->arena, reading->styles) =
            (CopyStyle){.id = str_copy(reading->arena, xml_attribute(tag, "styleId")), .outline = -1};
        reading->in_style = true;
    } else if (!style) {
        return true;
    } else if (str_equal(tag->name, STR("name"))) {
        style->name = str_copy(reading->arena, xml_attribute(tag, "val"));
    } else if (str_equal(tag->name, STR("basedOn"))) {
        style->based_on = str_copy(reading->arena, xml_attribute(tag, "val"));
    } else if (str_equal(tag->name, STR("outlineLvl"))) {
        int level = (int)xml_attribute_number(tag, "val", 9);

        style->outline = level < 9 ? level + 1 : 0;
    } else if (str_equal(tag->name, STR("b"))) {
        style->bold = is_on(tag);
    } else if (str_equal(tag->name, STR("i"))) {
        style->italic = is_on(tag);
    }
    return true;
}

static bool styles_end(void *context, Str name)
{
    StylesReading *reading = context;

    if (str_equal(name, STR("style")))
        reading->in_style = false;
    return true;
}

bool copy_styles_read(Arena *arena, Diag *diag, Package *package, Str part, CopyStyles *styles)
{
    StylesReading reading = {.arena = arena, .styles = styles};
    XmlHandler handler = {styles_start, styles_end, NULL, &reading};

    return package_xml(package, diag, part, &handler);
}

const CopyStyle *copy_style(const CopyStyles *styles, Str id)
{
    for (size_t i = 0; i < styles->n; i++)
        if (str_equal(styles->at[i].id, id))
            return &styles->at[i];
    return NULL;
}

int copy_style_outline(const CopyStyles *styles, Str id)
{
    const CopyStyle *style = copy_style(styles, id);

    for (int depth = 0; style && depth < MOST_BASED; depth++) {
        if (style->outline >= 0)
            return style->outline;
        style = copy_style(styles, style->based_on);
    }
    return 0;
}

bool style_is_called(const CopyStyle *style, const WordList *names, const char *key)
{
    if (!style)
        return false;
    for (size_t i = 0; i < names->n; i++)
        if (str_equal(names->at[i], str_of(key)))
            return str_starts(style->name, words_first(names->of[i]));
    return false;
}
