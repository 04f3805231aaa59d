// styles.xml: what paragraphs and runs of a style are.
#include "intake/internal-docx.h"

Said docx_said(const XmlTag *tag)
{
    Str value = xml_attribute(tag, "val");

    return value.n == 0 || xml_attribute_true(tag, "val") ? SAID_YES : SAID_NO;
}

// The outline level that a heading's name says where it has no level of its own.
static int level_of_name(Str name)
{
    static const char *const begins[] = {"heading", "标题"};

    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++)
        if (str_starts(name, str_of(begins[i]))) {
            Str rest = str_trim(str_slice(name, str_of(begins[i]).n, name.n));

            if (rest.n == 1 && rest.at[0] >= '1' && rest.at[0] <= '9')
                return rest.at[0] - '0';
        }
    return -1;
}

bool docx_styles_start(void *context, const XmlTag *tag)
{
    DocxStyles *styles = context;
    Arena *arena = styles->arena;
    DocxStyle *style = styles->at.n ? vec_last(&styles->at) : NULL;

    if (str_equal(tag->name, STR("style"))) {
        *vec_push(arena, &styles->at) =
            (DocxStyle){.id = str_copy(arena, xml_attribute(tag, "styleId")), .outline = -1, .level = -1};
    } else if (!style) {
        return true;
    } else if (str_equal(tag->name, STR("name"))) {
        style->name = name_fold(arena, xml_attribute(tag, "val"));
        style->outline = level_of_name(style->name);
    } else if (str_equal(tag->name, STR("basedOn"))) {
        style->based_on = str_copy(arena, xml_attribute(tag, "val"));
    } else if (str_equal(tag->name, STR("outlineLvl"))) {
        uint32_t outline = xml_attribute_number(tag, "val", DOCX_LEVELS);

        style->outline = outline < DOCX_LEVELS ? (int)outline + 1 : 0;
    } else if (str_equal(tag->name, STR("numId"))) {
        style->number = str_copy(arena, xml_attribute(tag, "val"));
    } else if (str_equal(tag->name, STR("ilvl"))) {
        style->level = (int)xml_attribute_number(tag, "val", 0);
    } else if (str_equal(tag->name, STR("b"))) {
        style->bold = docx_said(tag);
    } else if (str_equal(tag->name, STR("vanish"))) {
        style->hidden = docx_said(tag);
    }
    return true;
}

static const DocxStyle *find(const DocxStyles *styles, Str id)
{
    for (size_t i = 0; id.n && i < styles->at.n; i++)
        if (str_equal(styles->at.at[i].id, id))
            return &styles->at.at[i];
    return NULL;
}

DocxStyle docx_style(const DocxStyles *styles, Str id)
{
    const DocxStyle *style = find(styles, id);
    DocxStyle whole = {.outline = -1, .level = -1};

    if (!style)
        return whole;
    whole = *style;
    for (int i = 0; i < DOCX_MOST_BASED && (style = find(styles, style->based_on)) != NULL; i++) {
        if (whole.outline < 0)
            whole.outline = style->outline;
        if (whole.number.n == 0) {
            whole.number = style->number;
            whole.level = whole.level < 0 ? style->level : whole.level;
        }
        if (whole.bold == SAID_NOTHING)
            whole.bold = style->bold;
        if (whole.hidden == SAID_NOTHING)
            whole.hidden = style->hidden;
        if (docx_is_contents(style))
            whole.name = style->name;
    }
    return whole;
}

bool docx_is_contents(const DocxStyle *style)
{
    return str_starts(style->name, STR("toc"));
}
