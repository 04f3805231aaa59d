// Styles of cells and numbers, to what a sheet's reader needs of them.
#include <stdlib.h>
#include <string.h>

#include "spreadsheet/internal-ods.h"

#define MOST_STYLES 70000
#define MOST_PARENTS 16
#define MOST_INDENT 60
#define MOST_MAPS 16
// Points; what is smaller is not seen: a character's width, and a point.
#define LEAST_WIDTH 5
#define LEAST_HEIGHT 1

// ---- reading

static OdsFamily family_of(Str name, Str family)
{
    static const char *const numbers[] = {"number-style", "percentage-style", "currency-style", "date-style",
                                          "time-style",   "boolean-style",    "text-style"};
    static const struct {
        const char *name;
        OdsFamily family;
    } families[] = {{"table-cell", ODS_CELL},
                    {"table", ODS_TABLE},
                    {"table-column", ODS_COLUMN},
                    {"table-row", ODS_ROW},
                    {"text", ODS_TEXT}};

    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (str_equal(name, str_of(numbers[i])))
            return ODS_NUMBER;
    for (size_t i = 0; str_equal(name, STR("style")) && i < sizeof families / sizeof families[0]; i++)
        if (str_equal(family, str_of(families[i].name)))
            return families[i].family;
    return ODS_OTHER;
}

// Of a length; -1 where it is none.
static double points_of(Str length)
{
    static const struct {
        const char *unit;
        double points;
    } units[] = {{"cm", 72 / 2.54}, {"mm", 72 / 25.4}, {"in", 72}, {"pt", 1}};
    char written[32];
    char *end;
    double value;

    if (length.n == 0 || length.n >= sizeof written)
        return -1;
    memcpy(written, length.at, length.n);
    written[length.n] = '\0';
    value = strtod(written, &end);
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strcmp(end, units[i].unit) == 0)
            return value * units[i].points;
    return -1;
}

// Half ems of a length; a step of indent, 10 pt, is about the width of a Chinese character.
static uint32_t indent_of(Str length)
{
    double points = points_of(length);

    if (points <= 0)
        return 0;
    return points < 5.0 * MOST_INDENT ? (uint32_t)(points / 10 + 0.5) * 2 : MOST_INDENT;
}

static bool is_smaller(Str length, double points)
{
    double size = points_of(length);

    return size >= 0 && size < points;
}

// Of 1000: 3.
static int factor_power(Str factor)
{
    int power = 0;

    while (factor.n > (size_t)power + 1 && factor.at[power + 1] == '0')
        power++;
    return factor.n && factor.at[0] == '1' && factor.n == (size_t)power + 1 ? power : 0;
}

static void read_number(OdsStyle *style, const XmlTag *tag)
{
    uint32_t places =
        xml_attribute_number(tag, "min-decimal-places", xml_attribute_number(tag, "decimal-places", 0));
    uint32_t digits = xml_attribute_number(tag, "min-integer-digits", 0);

    // Decimals that are left out where they are zeros.
    if (xml_attribute(tag, "decimal-replacement").at || xml_attribute(tag, "display-factor").n)
        places = 0;
    style->format.scale = (int8_t)factor_power(xml_attribute(tag, "display-factor"));
    style->format.decimals = (int)(places < 10 ? places : 10);
    if (style->format.kind == FORMAT_PLAIN && digits >= 2 && places == 0 &&
        !xml_attribute_true(tag, "grouping")) {
        style->format.kind = FORMAT_PADDED;
        style->format.digits = (int)(digits < 20 ? digits : 20);
    }
}

static bool is_white(Str colour)
{
    return name_equal(colour, STR("#ffffff"));
}

static void read_number_part(OdsStyle *style, const XmlTag *tag)
{
    static const char *const marks[] = {"text", "map", "text-properties", "fill-character",
                                        "currency-symbol"};
    Str name = tag->name;
    bool mark = false;

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        mark |= str_equal(name, str_of(marks[i]));
    style->format.year |= str_equal(name, STR("year"));
    style->format.day |= str_equal(name, STR("day"));
    style->format.time |= str_equal(name, STR("hours")) || str_equal(name, STR("minutes"));
    style->sign |= str_equal(name, STR("text-properties")) && xml_attribute(tag, "color").n;
    style->shows |= !mark;
    // 0!.0 has a point as text among the digits, so many before the last.
    if (str_equal(name, STR("embedded-text")))
        style->embedded = (int8_t)xml_attribute_number(tag, "position", 0);
    if (str_equal(name, STR("number")))
        read_number(style, tag);
}

static bool has_line(const XmlTag *tag, const char *attribute)
{
    Str line = xml_attribute(tag, attribute);

    return line.n && !str_equal(line, STR("none"));
}

static void read_part(Arena *arena, OdsStyle *style, const XmlTag *tag)
{
    Str name = tag->name;

    if (str_equal(name, STR("map")) && style->maps.n < MOST_MAPS)
        *vec_push(arena, &style->maps) = (OdsMap){str_copy(arena, xml_attribute(tag, "condition")),
                                                  str_copy(arena, xml_attribute(tag, "apply-style-name"))};
    if (style->family == ODS_NUMBER) {
        read_number_part(style, tag);
    } else if (str_equal(name, STR("paragraph-properties"))) {
        style->format.indent = indent_of(xml_attribute(tag, "margin-left"));
    } else if (str_equal(name, STR("text-properties"))) {
        style->format.struck |=
            has_line(tag, "text-line-through-style") || has_line(tag, "text-line-through-type");
        if (xml_attribute(tag, "color").n)
            style->colour = is_white(xml_attribute(tag, "color")) ? COLOUR_WHITE : COLOUR_OTHER;
    } else if (str_equal(name, STR("table-cell-properties"))) {
        Str colour = xml_attribute(tag, "background-color");

        if (colour.n)
            style->background =
                str_equal(colour, STR("transparent")) || is_white(colour) ? COLOUR_WHITE : COLOUR_OTHER;
    } else if (str_equal(name, STR("table-properties"))) {
        style->hidden |= str_equal(xml_attribute(tag, "display"), STR("false"));
    } else if (str_equal(name, STR("table-column-properties"))) {
        style->hidden |= is_smaller(xml_attribute(tag, "column-width"), LEAST_WIDTH);
    } else if (str_equal(name, STR("table-row-properties"))) {
        style->hidden |= is_smaller(xml_attribute(tag, "row-height"), LEAST_HEIGHT);
    }
}

void ods_styles_start(OdsStyles *styles, const XmlTag *tag)
{
    OdsFamily family = family_of(tag->name, xml_attribute(tag, "family"));
    OdsStyle *style;

    styles->literal = styles->inside && vec_last(&styles->list)->family == ODS_NUMBER &&
                      (str_equal(tag->name, STR("text")) || str_equal(tag->name, STR("embedded-text")) ||
                       str_equal(tag->name, STR("currency-symbol")));
    if (styles->inside)
        read_part(styles->arena, vec_last(&styles->list), tag);
    if (styles->inside || family == ODS_OTHER || styles->list.n >= MOST_STYLES)
        return;
    styles->inside = true;
    style = vec_push(styles->arena, &styles->list);
    style->family = family;
    style->name = str_copy(styles->arena, xml_attribute(tag, "name"));
    style->parent = str_copy(styles->arena, xml_attribute(tag, "parent-style-name"));
    style->number = str_copy(styles->arena, xml_attribute(tag, "data-style-name"));
    style->shown = str_copy(styles->arena, xml_attribute(tag, "display-name"));
    style->page = str_copy(styles->arena, xml_attribute(tag, "master-page-name"));
    style->of_text = str_equal(tag->name, STR("text-style"));
    if (str_equal(tag->name, STR("percentage-style")))
        style->format.kind = FORMAT_PERCENT;
    else if (str_equal(tag->name, STR("date-style")) || str_equal(tag->name, STR("time-style")))
        style->format.kind = FORMAT_DATE;
}

void ods_styles_text(OdsStyles *styles, Str text)
{
    OdsStyle *style;

    if (!styles->literal)
        return;
    style = vec_last(&styles->list);
    style->sign |= text.n && char_is_in(utf8_next(str_trim(text), &(size_t){0}), "-−–(（△▲");
    if (style->embedded && str_equal(text, STR("."))) {
        style->format.scale += style->embedded;
        style->embedded = 0;
        return;
    }
    style->literal.arena = styles->arena;
    buf_add(&style->literal, text);
}

static void end_number(OdsStyle *style)
{
    style->format.money = money_of_literal((Str){style->literal.at, style->literal.n});
    if (!style->shows)
        style->format.hides_positive = style->format.hides_negative = true;
    style->format.hides_text = style->of_text && !style->shows && style->literal.n == 0;
}

void ods_styles_end(OdsStyles *styles, Str name)
{
    styles->literal = false;
    if (styles->inside && family_of(name, STR("table")) == ODS_NUMBER)
        end_number(vec_last(&styles->list));
    if (styles->inside && family_of(name, STR("table")) != ODS_OTHER)
        styles->inside = false;
}

// ---- looking up

static int compare_styles(const void *a, const void *b)
{
    const OdsStyle *x = a, *y = b;

    if (x->family != y->family)
        return x->family < y->family ? -1 : 1;
    return str_compare(x->name, y->name);
}

void ods_styles_sort(OdsStyles *styles)
{
    styles->inside = false;
    if (styles->list.n)
        qsort(styles->list.at, styles->list.n, sizeof *styles->list.at, compare_styles);
}

static const OdsStyle *find(const OdsStyles *styles, OdsFamily family, Str name)
{
    OdsStyle key = {.family = family, .name = name};

    if (name.n == 0 || styles->list.n == 0)
        return NULL;
    return bsearch(&key, styles->list.at, styles->list.n, sizeof key, compare_styles);
}

// Whether value()>=0 holds of positive, or of negative, numbers; *other where it parts them by their size.
static bool holds(Str condition, bool negative, bool *other)
{
    Str rest = condition;
    bool less, greater, equal;

    while (rest.n && rest.at[0] != '<' && rest.at[0] != '>' && rest.at[0] != '=' && rest.at[0] != '!')
        rest = str_slice(rest, 1, rest.n);
    less = str_find_char(rest, '<', 0) >= 0;
    greater = str_find_char(rest, '>', 0) >= 0;
    equal = !less && !greater && str_find_char(rest, '!', 0) < 0;
    while (rest.n && char_is_in((unsigned char)rest.at[0], "<>=! "))
        rest = str_slice(rest, 1, rest.n);
    for (size_t i = 0; i < rest.n; i++)
        *other |= rest.at[i] >= '1' && rest.at[i] <= '9';
    return !equal && (less == greater || (negative ? less : greater));
}

static const OdsStyle *number_style(const OdsStyles *styles, const OdsStyle *style, bool negative,
                                    bool *other)
{
    for (size_t i = 0; i < style->maps.n; i++)
        if (holds(style->maps.at[i].condition, negative, other)) {
            const OdsStyle *found = find(styles, ODS_NUMBER, style->maps.at[i].style);

            return found ? found : style;
        }
    return style;
}

static bool alike(const OdsStyle *a, const OdsStyle *b)
{
    return !a->shows || !b->shows ||
           (a->format.scale == b->format.scale && a->format.money == b->format.money);
}

// Of a style that names others for some numbers: 0.00;-0.00.
static CellFormat mapped_format(const OdsStyles *styles, const OdsStyle *style)
{
    bool other = false;
    const OdsStyle *positive = number_style(styles, style, false, &other),
                   *negative = number_style(styles, style, true, &other);
    CellFormat format = positive->format;

    format.hides_text = style->format.hides_text;
    format.otherwise = !alike(positive, negative);
    if (other) {
        format.hides_positive = format.hides_negative = false;
        format.otherwise |= !alike(style, positive);
        return format;
    }
    format.hides_negative = !negative->shows;
    format.drops_sign = negative != positive && negative->shows && !negative->sign;
    return format;
}

CellFormat ods_cell_format(const OdsStyles *styles, Str name)
{
    const OdsStyle *style = find(styles, ODS_CELL, name), *number = NULL;
    CellFormat format = {0};
    uint32_t indent = 0;
    OdsColour colour = COLOUR_UNSAID, background = COLOUR_UNSAID;
    bool struck = false;

    for (int i = 0; style && i < MOST_PARENTS; i++) {
        if (!number)
            number = find(styles, ODS_NUMBER, style->number);
        if (!indent)
            indent = style->format.indent;
        if (colour == COLOUR_UNSAID)
            colour = style->colour;
        if (background == COLOUR_UNSAID)
            background = style->background;
        struck |= style->format.struck;
        style = find(styles, ODS_CELL, style->parent);
    }
    if (number)
        format = number->maps.n ? mapped_format(styles, number) : number->format;
    format.indent = indent;
    format.struck = struck;
    format.faint = colour == COLOUR_WHITE && background != COLOUR_OTHER;
    format.dark = background == COLOUR_OTHER;
    return format;
}

bool ods_hidden(const OdsStyles *styles, OdsFamily family, Str name)
{
    const OdsStyle *style = find(styles, family, name);

    return style && style->hidden;
}

Str ods_page_of(const OdsStyles *styles, Str table)
{
    const OdsStyle *style = find(styles, ODS_TABLE, table);

    return style ? style->page : (Str){0};
}

bool ods_part_struck(const OdsStyles *styles, Str name)
{
    const OdsStyle *style = find(styles, ODS_TEXT, name);

    return style && style->format.struck;
}

bool ods_part_white(const OdsStyles *styles, Str name)
{
    const OdsStyle *style = find(styles, ODS_TEXT, name);

    return style && style->colour == COLOUR_WHITE;
}

// A condition names a style as it is shown to authors, or as it is written.
bool ods_fades(const OdsStyles *styles, Str name)
{
    const OdsStyle *style = find(styles, ODS_CELL, name);
    bool faint = ods_cell_format(styles, name).faint;

    for (size_t i = 0; !style && name.n && i < styles->list.n; i++)
        if (styles->list.at[i].family == ODS_CELL && str_equal(styles->list.at[i].shown, name))
            faint |= ods_cell_format(styles, styles->list.at[i].name).faint;
    for (size_t i = 0; style && i < style->maps.n; i++)
        faint |= ods_cell_format(styles, style->maps.at[i].style).faint;
    return faint;
}
