// Styles of an OpenDocument text, and the numbers of its lists.
#include "intake/internal-odt.h"

static int said(const XmlTag *tag, const char *attribute, const char *yes, int before)
{
    Str value = xml_attribute(tag, attribute);

    return value.n == 0 ? before : str_equal(value, str_of(yes));
}

// Bold is said as a weight.
static int weight(const XmlTag *tag, int before)
{
    Str value = xml_attribute(tag, "font-weight");

    if (value.n == 0)
        return before;
    return str_equal(value, STR("bold")) || (value.n == 3 && value.at[0] >= '6' && value.at[0] <= '9');
}

static Str format_of(Str written)
{
    static const struct {
        const char *begins, *name;
    } formats[] = {{"1", "decimal"},
                   {"a", "lowerLetter"},
                   {"A", "upperLetter"},
                   {"i", "lowerRoman"},
                   {"I", "upperRoman"},
                   {"一", "chineseCounting"},
                   {"壹", "chineseLegalSimplified"},
                   {"甲", "ideographTraditional"},
                   {"子", "ideographZodiac"},
                   {"①", "decimalEnclosedCircle"},
                   {"１", "decimalFullWidth"}};

    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (str_starts(written, str_of(formats[i].begins)))
            return str_of(formats[i].name);
    return written.n ? STR("decimal") : (Str){0};
}

static void level_begin(OdtStyles *styles, const XmlTag *tag)
{
    uint32_t at = xml_attribute_number(tag, "level", 0);
    Arena *arena = styles->arena;
    OdtLevel *level;

    if (!styles->in_list || styles->lists.n == 0 || at < 1 || at > ODT_LEVELS)
        return;
    level = &vec_last(&styles->lists)->levels[at - 1];
    level->prefix = str_copy(arena, xml_attribute(tag, "num-prefix"));
    level->suffix = str_copy(arena, xml_attribute(tag, "num-suffix"));
    level->pattern = str_copy(arena, xml_attribute(tag, "num-list-format"));
    level->start = xml_attribute_number(tag, "start-value", 1);
    level->shown = xml_attribute_number(tag, "display-levels", 1);
    level->format = (Str){0};
    level->bullet = str_equal(tag->name, STR("list-level-style-bullet")) ||
                    str_equal(tag->name, STR("list-level-style-image"));
    if (!level->bullet)
        level->format = format_of(xml_attribute(tag, "num-format"));
}

static void style_begin(OdtStyles *styles, const XmlTag *tag)
{
    Arena *arena = styles->arena;
    Str family = xml_attribute(tag, "family");
    uint32_t outline = xml_attribute_number(tag, "default-outline-level", 99);
    OdtStyle *style;

    if (!str_equal(family, STR("paragraph")) && !str_equal(family, STR("text")))
        return;
    style = vec_push(arena, &styles->styles);
    *style = (OdtStyle){.name = str_copy(arena, xml_attribute(tag, "name")),
                        .parent = str_copy(arena, xml_attribute(tag, "parent-style-name")),
                        .list = str_copy(arena, xml_attribute(tag, "list-style-name")),
                        .paragraph = str_equal(family, STR("paragraph")),
                        .outline = outline <= 10 ? (int)outline : -1,
                        .bold = -1,
                        .hidden = -1};
    styles->in_style = true;
}

void odt_styles_start(OdtStyles *styles, const XmlTag *tag)
{
    Str name = tag->name;

    if (str_equal(name, STR("style"))) {
        style_begin(styles, tag);
    } else if (str_equal(name, STR("list-style")) || str_equal(name, STR("outline-style"))) {
        OdtListStyle *list = vec_push(styles->arena, &styles->lists);

        *list = (OdtListStyle){0};
        if (str_equal(name, STR("list-style")))
            list->name = str_copy(styles->arena, xml_attribute(tag, "name"));
        styles->in_list = true;
    } else if (str_starts(name, STR("list-level-style-")) || str_equal(name, STR("outline-level-style"))) {
        level_begin(styles, tag);
    } else if (str_equal(name, STR("text-properties")) && styles->in_style) {
        OdtStyle *style = vec_last(&styles->styles);

        style->bold = weight(tag, style->bold);
        style->hidden = said(tag, "display", "none", style->hidden);
    }
}

void odt_styles_end(OdtStyles *styles, Str name)
{
    if (str_equal(name, STR("style")))
        styles->in_style = false;
    else if (str_equal(name, STR("list-style")) || str_equal(name, STR("outline-style")))
        styles->in_list = false;
}

static const OdtStyle *find(const OdtStyles *styles, Str name, bool paragraph)
{
    for (size_t i = styles->styles.n; name.n && i > 0; i--)
        if (styles->styles.at[i - 1].paragraph == paragraph && str_equal(styles->styles.at[i - 1].name, name))
            return &styles->styles.at[i - 1];
    return NULL;
}

OdtStyle odt_style(const OdtStyles *styles, Str name, bool paragraph)
{
    const OdtStyle *style = find(styles, name, paragraph);
    OdtStyle whole = {.outline = -1, .bold = -1, .hidden = -1, .paragraph = paragraph};

    if (!style)
        return whole;
    whole = *style;
    for (int i = 0; i < ODT_MOST_PARENTS && (style = find(styles, style->parent, paragraph)) != NULL; i++) {
        if (whole.outline < 0)
            whole.outline = style->outline;
        if (whole.bold < 0)
            whole.bold = style->bold;
        if (whole.hidden < 0)
            whole.hidden = style->hidden;
        if (whole.list.n == 0)
            whole.list = style->list;
    }
    return whole;
}

const OdtListStyle *odt_list_style(const OdtStyles *styles, Str name)
{
    for (size_t i = styles->lists.n; i > 0; i--)
        if (str_equal(styles->lists.at[i - 1].name, name))
            return &styles->lists.at[i - 1];
    return NULL;
}

static void add_level(const OdtListStyle *style, const uint32_t *counts, int at, StrBuf *out)
{
    const OdtLevel *level = &style->levels[at];

    if (level->format.n)
        number_write(out, level->format, counts[at] ? counts[at] : level->start);
}

void odt_number(const OdtListStyle *style, const uint32_t *counts, int at, StrBuf *out)
{
    const OdtLevel *level = &style->levels[at];
    int first = at + 1 - (int)(level->shown < 1 ? 1 : level->shown);

    if (level->format.n == 0)
        return;
    if (level->pattern.n) {
        for (size_t i = 0; i < level->pattern.n; i++) {
            char next = i + 1 < level->pattern.n ? level->pattern.at[i + 1] : 0;

            if (level->pattern.at[i] == '%' && next >= '1' && next <= '9') {
                add_level(style, counts, next - '1', out);
                i += i + 2 < level->pattern.n && level->pattern.at[i + 2] == '%' ? 2 : 1;
            } else {
                buf_add_char(out, level->pattern.at[i]);
            }
        }
        return;
    }
    buf_add(out, level->prefix);
    for (int i = first < 0 ? 0 : first; i <= at; i++) {
        size_t before = out->n;

        add_level(style, counts, i, out);
        if (i < at && out->n > before)
            buf_add_char(out, '.');
    }
    buf_add(out, level->suffix);
}
