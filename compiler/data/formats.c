#include "data/internal-workbook.h"

#define FONT "宋体"
#define GREY 0xF2F2F2

typedef struct Made {
    FormatKey key;
    lxw_format *format;
} Made;

struct Formats {
    Arena *arena;
    lxw_workbook *book;
    VEC(Made) made; // some tens at most
};

struct Formats *formats_new(Arena *arena, lxw_workbook *book)
{
    struct Formats *formats = ARENA_NEW(arena, struct Formats);

    formats->arena = arena;
    formats->book = book;
    return formats;
}

static bool same_key(const FormatKey *a, const FormatKey *b)
{
    return a->look == b->look && a->align == b->align && a->indent == b->indent && a->total == b->total &&
           a->decimals == b->decimals && a->thousands == b->thousands && a->zero == b->zero;
}

// #,##0.00;-#,##0.00;0: positive, negative, zero.
static Str number_pattern(Arena *arena, const FormatKey *key)
{
    StrBuf one = {.arena = arena};

    buf_add_c(&one, key->thousands ? "#,##0" : "0");
    for (int i = 0; i < key->decimals; i++)
        buf_add_char(&one, i == 0 ? '.' : '0');
    if (key->decimals > 0)
        buf_add_char(&one, '0');
    Str pattern = buf_str(&one);
    if (key->zero == ZERO_BLANK)
        return str_print(arena, "%s;-%s;", pattern.at, pattern.at);
    if (key->zero == ZERO_0)
        return str_print(arena, "%s;-%s;0", pattern.at, pattern.at);
    return pattern;
}

static uint8_t horizontal(Align align)
{
    switch (align) {
    case ALIGN_CENTRE:
        return LXW_ALIGN_CENTER;
    case ALIGN_RIGHT:
    case ALIGN_DECIMAL: // the same decimals in the whole column: its points are in line
        return LXW_ALIGN_RIGHT;
    case ALIGN_AUTO:
    case ALIGN_LEFT:
    case ALIGN_JUSTIFY:
        break;
    }
    return LXW_ALIGN_LEFT;
}

static void set_cell(struct Formats *formats, lxw_format *format, const FormatKey *key)
{
    format_set_border(format, LXW_BORDER_THIN);
    format_set_align(format, horizontal(key->align));
    if (key->indent > 0)
        format_set_indent(format, (uint8_t)(key->indent < 15 ? key->indent : 15));
    if (key->total)
        format_set_bold(format);
    if (key->decimals >= 0)
        format_set_num_format(format, number_pattern(formats->arena, key).at);
    else
        format_set_text_wrap(format);
}

static lxw_format *format_make(struct Formats *formats, const FormatKey *key)
{
    lxw_format *format = workbook_add_format(formats->book);

    if (!format)
        return NULL;
    format_set_font_name(format, FONT);
    format_set_font_size(format, key->look == LOOK_TITLE ? 16 : 11);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    switch (key->look) {
    case LOOK_TITLE:
        format_set_bold(format);
        format_set_align(format, LXW_ALIGN_CENTER);
        format_set_text_wrap(format);
        break;
    case LOOK_LABEL:
        break;
    case LOOK_UNIT:
        format_set_align(format, LXW_ALIGN_RIGHT);
        break;
    case LOOK_HEAD:
        format_set_bold(format);
        format_set_align(format, LXW_ALIGN_CENTER);
        format_set_text_wrap(format);
        format_set_border(format, LXW_BORDER_THIN);
        format_set_bg_color(format, GREY);
        break;
    case LOOK_CELL:
        set_cell(formats, format, key);
        break;
    case LOOK_NOTE:
        format_set_text_wrap(format);
        break;
    }
    return format;
}

lxw_format *format_of(struct Formats *formats, FormatKey key)
{
    for (size_t i = formats->made.n; i-- > 0;)
        if (same_key(&formats->made.at[i].key, &key))
            return formats->made.at[i].format;
    Made made = {key, format_make(formats, &key)};
    *vec_push(formats->arena, &formats->made) = made;
    return made.format;
}
