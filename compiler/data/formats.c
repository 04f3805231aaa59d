#include "data/internal-workbook.h"

#define GREY 0xF2F2F2

typedef struct Made {
    FormatKey key;
    uint32_t number;
} Made;

struct Formats {
    Arena *arena;
    Styles *styles;
    VEC(Made) made; // some tens at most
};

Formats *formats_new(Arena *arena, Styles *styles)
{
    Formats *formats = ARENA_NEW(arena, Formats);

    formats->arena = arena;
    formats->styles = styles;
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

static Across across(Align align)
{
    switch (align) {
    case ALIGN_CENTRE:
        return ACROSS_CENTRE;
    case ALIGN_RIGHT:
    case ALIGN_DECIMAL: // the same decimals in the whole column: its points are in line
        return ACROSS_RIGHT;
    case ALIGN_AUTO:
    case ALIGN_LEFT:
    case ALIGN_JUSTIFY:
        break;
    }
    return ACROSS_LEFT;
}

static CellStyle cell_style(Arena *arena, const FormatKey *key)
{
    bool amount = key->decimals >= 0;

    return (CellStyle){.size = 11,
                       .border = true,
                       .across = across(key->align),
                       .indent = key->indent < 15 ? key->indent : 15,
                       .bold = key->total,
                       .wrap = !amount,
                       .pattern = amount ? number_pattern(arena, key) : (Str){0}};
}

static CellStyle style_of(Arena *arena, const FormatKey *key)
{
    switch (key->look) {
    case LOOK_TITLE:
        return (CellStyle){.size = 16, .bold = true, .wrap = true, .across = ACROSS_CENTRE};
    case LOOK_UNIT:
        return (CellStyle){.size = 11, .across = ACROSS_RIGHT};
    case LOOK_HEAD:
        return (CellStyle){
            .size = 11, .bold = true, .border = true, .wrap = true, .across = ACROSS_CENTRE, .fill = GREY};
    case LOOK_CELL:
        return cell_style(arena, key);
    case LOOK_NOTE:
        return (CellStyle){.size = 11, .wrap = true};
    case LOOK_LABEL:
        break;
    }
    return (CellStyle){.size = 11};
}

uint32_t format_of(Formats *formats, FormatKey key)
{
    for (size_t i = formats->made.n; i-- > 0;)
        if (same_key(&formats->made.at[i].key, &key))
            return formats->made.at[i].number;
    Made made = {key, styles_number(formats->styles, style_of(formats->arena, &key))};
    *vec_push(formats->arena, &formats->made) = made;
    return made.number;
}
