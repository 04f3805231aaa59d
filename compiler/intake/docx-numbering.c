// numbering.xml: the numbers that Word shows before paragraphs.
#include "intake/internal-docx.h"

#include "text/text.h"

// ---- reading

static NumberLevel *level_read(DocxNumbers *numbers)
{
    if (numbers->level >= DOCX_LEVELS)
        return NULL;
    if (numbers->uses.at)
        return vec_last(&numbers->uses)->own[numbers->level]
                   ? &vec_last(&numbers->uses)->levels[numbers->level]
                   : NULL;
    return numbers->numberings.n ? &vec_last(&numbers->numberings)->levels[numbers->level] : NULL;
}

static void level_begin(DocxNumbers *numbers, const XmlTag *tag)
{
    uint32_t at = xml_attribute_number(tag, "ilvl", DOCX_LEVELS);

    numbers->level = at;
    if (at >= DOCX_LEVELS)
        return;
    if (numbers->uses.at)
        vec_last(&numbers->uses)->own[at] = true;
    if (level_read(numbers))
        *level_read(numbers) = (NumberLevel){.restart = -1};
}

static void level_property(DocxNumbers *numbers, NumberLevel *level, const XmlTag *tag)
{
    Arena *arena = numbers->arena;
    Str value = xml_attribute(tag, "val");

    if (str_equal(tag->name, STR("numFmt")))
        level->format = str_copy(arena, value);
    else if (str_equal(tag->name, STR("lvlText")))
        level->text = str_copy(arena, value);
    else if (str_equal(tag->name, STR("start")))
        level->start = xml_attribute_number(tag, "val", 0);
    else if (str_equal(tag->name, STR("lvlRestart")))
        level->restart = (int)xml_attribute_number(tag, "val", DOCX_LEVELS);
    else if (str_equal(tag->name, STR("isLgl")))
        level->legal = docx_said(tag) == SAID_YES;
    else if (str_equal(tag->name, STR("pStyle")))
        level->style = str_copy(arena, value);
}

bool docx_numbers_start(void *context, const XmlTag *tag)
{
    DocxNumbers *numbers = context;
    Arena *arena = numbers->arena;
    Str value = xml_attribute(tag, "val");
    NumberUse *use = numbers->uses.n ? vec_last(&numbers->uses) : NULL;

    if (str_equal(tag->name, STR("abstractNum"))) {
        *vec_push(arena, &numbers->numberings) =
            (Numbering){.id = str_copy(arena, xml_attribute(tag, "abstractNumId"))};
        numbers->level = DOCX_LEVELS;
    } else if (str_equal(tag->name, STR("num"))) {
        vec_push(arena, &numbers->uses)->id = str_copy(arena, xml_attribute(tag, "numId"));
        numbers->level = DOCX_LEVELS;
    } else if (use && str_equal(tag->name, STR("abstractNumId"))) {
        use->numbering = str_copy(arena, value);
    } else if (use && str_equal(tag->name, STR("lvlOverride"))) {
        numbers->level = xml_attribute_number(tag, "ilvl", DOCX_LEVELS);
    } else if (use && str_equal(tag->name, STR("startOverride")) && numbers->level < DOCX_LEVELS) {
        use->starts[numbers->level] = true;
        use->start[numbers->level] = xml_attribute_number(tag, "val", 1);
    } else if (str_equal(tag->name, STR("lvl"))) {
        level_begin(numbers, tag);
    } else if (numbers->numberings.n && str_equal(tag->name, STR("numStyleLink"))) {
        vec_last(&numbers->numberings)->style_link = str_copy(arena, value);
    } else if (level_read(numbers)) {
        level_property(numbers, level_read(numbers), tag);
    }
    return true;
}

// ---- counting

static NumberUse *use_of(const DocxNumbers *numbers, Str number)
{
    for (size_t i = 0; number.n && i < numbers->uses.n; i++)
        if (str_equal(numbers->uses.at[i].id, number))
            return &numbers->uses.at[i];
    return NULL;
}

static Numbering *numbering_of(const DocxNumbers *numbers, const DocxStyles *styles, const NumberUse *use)
{
    for (int i = 0; use && i < DOCX_MOST_BASED; i++) {
        Numbering *found = NULL;

        for (size_t k = 0; k < numbers->numberings.n && !found; k++)
            if (str_equal(numbers->numberings.at[k].id, use->numbering))
                found = &numbers->numberings.at[k];
        if (!found || !found->style_link.n)
            return found;
        use = use_of(numbers, docx_style(styles, found->style_link).number);
    }
    return NULL;
}

uint32_t docx_number_level(const DocxNumbers *numbers, const DocxStyles *styles, Str number, Str style)
{
    const Numbering *numbering = numbering_of(numbers, styles, use_of(numbers, number));

    for (uint32_t i = 0; numbering && style.n && i < DOCX_LEVELS; i++)
        if (str_equal(numbering->levels[i].style, style))
            return i;
    return 0;
}

static const NumberLevel *level_of(const NumberUse *use, const Numbering *numbering, uint32_t at)
{
    return use->own[at] ? &use->levels[at] : &numbering->levels[at];
}

static void count_on(NumberUse *use, Numbering *numbering, uint32_t at)
{
    if (use->starts[at]) {
        numbering->counts[at] = use->start[at];
        use->starts[at] = false;
    } else if (!numbering->begun[at]) {
        numbering->counts[at] = level_of(use, numbering, at)->start;
    } else {
        numbering->counts[at]++;
    }
    numbering->begun[at] = true;
    for (uint32_t i = at + 1; i < DOCX_LEVELS; i++) {
        int restart = level_of(use, numbering, i)->restart;

        if (restart < 0 || (int)at + 1 <= restart)
            numbering->begun[i] = false;
    }
}

static uint32_t count_of(const NumberUse *use, const Numbering *numbering, uint32_t at)
{
    if (numbering->begun[at])
        return numbering->counts[at];
    return use->starts[at] ? use->start[at] : level_of(use, numbering, at)->start;
}

static bool shows(const NumberLevel *level)
{
    return !str_equal(level->format, STR("bullet")) && !str_equal(level->format, STR("none"));
}

bool docx_number(DocxNumbers *numbers, const DocxStyles *styles, Str number, uint32_t at, StrBuf *out)
{
    NumberUse *use = use_of(numbers, number);
    Numbering *numbering = numbering_of(numbers, styles, use);
    const NumberLevel *level;

    if (!numbering || at >= DOCX_LEVELS)
        return false;
    count_on(use, numbering, at);
    level = level_of(use, numbering, at);
    if (str_equal(level->format, STR("bullet")))
        return true;
    for (size_t i = 0; i < level->text.n; i++) {
        char next = i + 1 < level->text.n ? level->text.at[i + 1] : 0;

        if (level->text.at[i] == '%' && next >= '1' && next <= '9') {
            uint32_t of = (uint32_t)(next - '1');
            const NumberLevel *one = level_of(use, numbering, of);

            if (shows(one))
                number_write(out, level->legal ? STR("decimal") : one->format, count_of(use, numbering, of));
            i++;
        } else {
            buf_add_char(out, level->text.at[i]);
        }
    }
    return false;
}
