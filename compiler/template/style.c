// templates/styles/NAME.yaml to a Style. Every field comes from the file: no layout constant lives in C.
#include <ctype.h>
#include <string.h>

#include "template/internal-template.h"

typedef struct StyleReader {
    Arena *arena;
    Diag *diag;
    Style *style;
    FaceSpec *faces;
    LengthContext context; // of the page; em is set by what is being read
    Length longest;        // of any length
} StyleReader;

// By the order of Role.
static const char *const role_names[ROLE_COUNT] = {
    [ROLE_BODY] = "body",
    [ROLE_COVER_DEPARTMENT] = "cover-department",
    [ROLE_COVER_TITLE] = "cover-title",
    [ROLE_COVER_DATE] = "cover-date",
    [ROLE_CONTENTS_TITLE] = "contents-title",
    [ROLE_CONTENTS_1] = "contents-1",
    [ROLE_CONTENTS_2] = "contents-2",
    [ROLE_CONTENTS_3] = "contents-3",
    [ROLE_PART] = "part",
    [ROLE_HEADING_1] = "heading-1",
    [ROLE_HEADING_2] = "heading-2",
    [ROLE_HEADING_3] = "heading-3",
    [ROLE_HEADING_4] = "heading-4",
    [ROLE_HEADING_5] = "heading-5",
    [ROLE_HEADING_6] = "heading-6",
    [ROLE_LIST] = "list",
    [ROLE_QUOTE] = "quote",
    [ROLE_CODE] = "code",
    [ROLE_TABLE_TITLE] = "table-title",
    [ROLE_TABLE_LABEL] = "table-label",
    [ROLE_TABLE_UNIT] = "table-unit",
    [ROLE_TABLE_HEAD] = "table-head",
    [ROLE_TABLE_CELL] = "table-cell",
    [ROLE_TABLE_TOTAL] = "table-total",
    [ROLE_TABLE_NOTE] = "table-note",
    [ROLE_NOTE] = "note",
    [ROLE_PAGE_NUMBER] = "page-number",
    [ROLE_DRAFT_MARK] = "draft-mark",
};

bool style_role_parse(Str name, Role *role)
{
    for (int i = 0; i < ROLE_COUNT; i++)
        if (str_equal(name, str_of(role_names[i]))) {
            *role = (Role)i;
            return true;
        }
    return false;
}

// ---- values

static Length length_of(StyleReader *reader, const YamlNode *node, Length em)
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

static Length positive(StyleReader *reader, const YamlNode *node, Length em)
{
    Length length = length_of(reader, node, em);

    if (node && length < 0)
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                    _("“%.*s” must not be negative here"), STR_ARG(node->text));
    return length < 0 ? 0 : length;
}

// A size that something is divided by, or that glyphs are set at.
static Length size_of(StyleReader *reader, const YamlNode *node, Length em)
{
    Length length = positive(reader, node, em);

    if (node && length == 0 && node->kind == YAML_SCALAR && str_equal(node->text, STR("0")))
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                    _("a size must be greater than 0"));
    return length > 0 ? length : length_pt(16); // goes on, to report what else is wrong
}

// An em value in thousandths.
static int permille(StyleReader *reader, const YamlNode *node)
{
    enum { EMS_MOST = 100 };
    Str text;
    Length length;

    if (!node || !yaml_node_text(reader->diag, node, &text))
        return 0;
    length = positive(reader, node, 1000);
    if (length <= EMS_MOST * 1000 && (str_ends(text, STR("em")) || length == 0))
        return (int)length;
    diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node),
                str_of(_("write for example 0.25em or 1/12em")), _("“%.*s” is no length in em, up to %dem"),
                STR_ARG(text), EMS_MOST);
    return 0;
}

// `"#1F3864"`
static uint32_t colour_of(StyleReader *reader, const YamlNode *node)
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
static Str number_format_of(StyleReader *reader, YamlMap *map, const char *key)
{
    Str format = yaml_text(map, key, STR("%s"));
    ptrdiff_t at = str_find(format, STR("%s"), 0);

    if (at >= 0 && str_find_char(format, '%', (size_t)at + 1) < 0)
        return format;
    diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(yaml_get(map, key)),
                str_of(_("write for example \"— %s —\"")), _("“%s” must hold %%s once, for the number"), key);
    return STR("%s");
}

static const FaceSpec *face_of(StyleReader *reader, const YamlNode *node)
{
    size_t n = reader->style->face_count;
    Str *names;
    Str name;

    if (!node || !yaml_node_text(reader->diag, node, &name) || !reader->faces)
        return n > 0 ? reader->faces : NULL;
    names = ARENA_ARRAY(reader->arena, Str, n);
    for (size_t i = 0; i < n; i++) {
        names[i] = reader->faces[i].name;
        if (name_equal(name, names[i]))
            return &reader->faces[i];
    }
    diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node),
                yaml_hint_nearest(reader->arena, name, names, n), _("“faces” has no “%.*s”"), STR_ARG(name));
    return n > 0 ? reader->faces : NULL;
}

// ---- parts

// 14,400 units: ISO 32000-1, table C.1.
#define PAGE_MOST (14400 * LENGTH_PT)

static void read_page(StyleReader *reader, const YamlNode *node)
{
    static const char *const sides[] = {"outer", "centre"};
    PageStyle *page = &reader->style->page;
    size_t findings = diag_total(reader->diag);
    YamlMap map;

    reader->longest = PAGE_MOST;
    yaml_open(&map, reader->arena, reader->diag, node, true);
    page->width = size_of(reader, yaml_get(&map, "width"), 0);
    page->height = size_of(reader, yaml_get(&map, "height"), 0);
    page->margin_top = positive(reader, yaml_get(&map, "margin-top"), 0);
    page->margin_inner = positive(reader, yaml_get(&map, "margin-inner"), 0);
    page->area_width = size_of(reader, yaml_get(&map, "area-width"), 0);
    page->area_height = size_of(reader, yaml_get(&map, "area-height"), 0);
    page->duplex = yaml_bool(&map, "duplex", false);
    page->number_below = length_of(reader, yaml_get(&map, "number-below"), 0);
    page->number_inset = length_of(reader, yaml_get(&map, "number-inset"), 0);
    page->number_centred = yaml_choice(&map, "number-align", sides, 2, 0) == 1;
    page->number_format = number_format_of(reader, &map, "number-format");
    page->contents_number_format = number_format_of(reader, &map, "contents-number-format");
    page->cover_department_top = positive(reader, yaml_get(&map, "cover-department-top"), 0);
    page->cover_title_top = positive(reader, yaml_get(&map, "cover-title-top"), 0);
    page->cover_date_top = positive(reader, yaml_get(&map, "cover-date-top"), 0);
    yaml_close(&map);
    if (diag_total(reader->diag) == findings && (page->margin_inner + page->area_width > page->width ||
                                                 page->margin_top + page->area_height > page->height))
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                    _("the type area does not fit on the page"));
    reader->longest = page->width > page->height ? page->width : page->height;
    reader->context.measure = page->area_width;
    reader->context.area_height = page->area_height;
}

static void read_faces(StyleReader *reader, const YamlNode *node)
{
    Style *style = reader->style;

    reader->faces = ARENA_ARRAY(reader->arena, FaceSpec, node->entries.n);
    for (size_t i = 0; i < node->entries.n; i++) {
        FaceSpec *face = &reader->faces[style->face_count];
        const YamlEntry *entry = &node->entries.at[i];

        face->name = entry->key->text;
        face->families = yaml_node_texts(reader->arena, reader->diag, entry->value, &face->family_count);
        if (face->family_count > 0)
            style->face_count++;
        else
            diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(entry->key), (Str){0},
                        _("“%.*s” names no font family"), STR_ARG(face->name));
    }
    style->faces = reader->faces;
}

static void read_elsewhere(StyleReader *reader, const YamlNode *node)
{
    MarksElsewhere *elsewhere = ARENA_ARRAY(reader->arena, MarksElsewhere, node->entries.n);

    for (size_t i = 0; i < node->entries.n; i++) {
        const YamlEntry *entry = &node->entries.at[i];

        elsewhere[i].family = entry->key->text;
        yaml_node_text(reader->diag, entry->value, &elsewhere[i].characters);
    }
    reader->style->elsewhere = elsewhere;
    reader->style->elsewhere_count = node->entries.n;
}

Str style_elsewhere(const Style *style, Str family)
{
    for (size_t i = 0; i < style->elsewhere_count; i++)
        if (str_equal(style->elsewhere[i].family, family))
            return style->elsewhere[i].characters;
    return (Str){0};
}

// What a role leaves out is the body's. A length in em is resolved against the role's own size, inherited or
// not.
typedef struct RoleReader {
    StyleReader *reader;
    YamlMap own, body;
} RoleReader;

static const YamlNode *role_get(RoleReader *role, const char *key)
{
    const YamlNode *node = yaml_get(&role->own, key);

    return node ? node : yaml_get(&role->body, key);
}

static bool role_bool(RoleReader *role, const char *key)
{
    YamlMap *map = yaml_get(&role->own, key) ? &role->own : &role->body;

    return yaml_bool(map, key, false);
}

static void read_role(StyleReader *reader, const YamlNode *node, const YamlNode *body, RoleStyle *style)
{
    static const char *const aligns[] = {"justify", "left", "centre", "right"};
    RoleReader role = {.reader = reader};
    const YamlNode *align, *western;

    yaml_open(&role.own, reader->arena, reader->diag, node, node == body);
    yaml_open(&role.body, reader->arena, reader->diag, body, false);
    style->face = face_of(reader, role_get(&role, "face"));
    western = yaml_optional(&role.own, "western");
    if (!western)
        western = yaml_optional(&role.body, "western");
    style->western = western ? face_of(reader, western) : NULL; // ~: Western text in the same face
    style->size = size_of(reader, role_get(&role, "size"), 0);
    style->leading = size_of(reader, role_get(&role, "leading"), style->size);
    style->indent = length_of(reader, role_get(&role, "indent"), style->size);
    style->indent_rest = length_of(reader, role_get(&role, "indent-rest"), style->size);
    style->before = positive(reader, role_get(&role, "before"), style->size);
    style->after = positive(reader, role_get(&role, "after"), style->size);
    align = role_get(&role, "align");
    if (align)
        style->align =
            (TextAlign)yaml_node_choice(reader->arena, reader->diag, align, aligns, 4, TEXT_JUSTIFY);
    style->keep_with_next = role_bool(&role, "keep-with-next");
    style->page_break_before = role_bool(&role, "page-break-before");
    style->balanced = role_bool(&role, "balanced");
    style->colour = colour_of(reader, role_get(&role, "colour"));
    yaml_close(&role.own);
}

static void read_roles(StyleReader *reader, const YamlNode *node)
{
    const YamlNode *body;
    YamlMap map;

    yaml_open(&map, reader->arena, reader->diag, node, true);
    body = yaml_get(&map, role_names[ROLE_BODY]);
    for (int i = 0; body && i < ROLE_COUNT; i++) {
        const YamlNode *role = i == ROLE_BODY ? body : yaml_get(&map, role_names[i]);

        read_role(reader, role ? role : body, body, &reader->style->roles[i]);
    }
    yaml_close(&map);
}

static void read_table_sizes(StyleReader *reader, const YamlNode *node, TableStyle *table)
{
    size_t most = sizeof table->sizes / sizeof table->sizes[0];

    if (!node)
        return;
    if (node->entries.n == 0 || node->entries.n > most)
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                    _("“sizes” must hold 1 to %zu sizes"), most);
    for (size_t i = 0; i < node->entries.n && i < most; i++)
        table->sizes[table->size_count++] = size_of(reader, node->entries.at[i].value, 0);
    for (size_t i = 1; i < table->size_count; i++)
        if (table->sizes[i] > table->sizes[i - 1])
            diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node->entries.at[i].value),
                        (Str){0}, _("“sizes” must go from the largest to the smallest"));
}

// Numbers of lines, rows or levels.
static int count_of(YamlMap *map, const char *key, int least)
{
    enum { COUNT_MOST = 100 };

    return (int)yaml_int(map, key, least, least, COUNT_MOST);
}

static void read_columns(StyleReader *reader, const YamlNode *node)
{
    ColumnStyle *columns = &reader->style->table.columns;
    YamlMap map;

    yaml_open(&map, reader->arena, reader->diag, node, true);
    columns->name_lines = count_of(&map, "name-lines", 1);
    columns->name_least = permille(reader, yaml_get(&map, "name-least"));
    columns->name_most = permille(reader, yaml_get(&map, "name-most"));
    columns->name_tight = permille(reader, yaml_get(&map, "name-tight"));
    columns->text_least = permille(reader, yaml_get(&map, "text-least"));
    columns->head_lines = count_of(&map, "head-lines", 1);
    columns->head_whole = permille(reader, yaml_get(&map, "head-whole"));
    yaml_close(&map);
    if (columns->name_most < columns->name_least)
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                    _("“name-most” is less than “name-least”"));
}

static void read_close_up(StyleReader *reader, const YamlNode *node, Length em)
{
    TableStyle *table = &reader->style->table;
    CloseUpStyle *close_up = &table->close_up;
    YamlMap map;

    yaml_open(&map, reader->arena, reader->diag, node, true);
    close_up->leading_permille = permille(reader, yaml_get(&map, "leading"));
    close_up->padding_y = positive(reader, yaml_get(&map, "cell-padding-y"), em);
    close_up->smaller = count_of(&map, "smaller", 0);
    close_up->pages = count_of(&map, "pages", 0);
    yaml_close(&map);
    if (close_up->leading_permille > table->leading_permille || close_up->padding_y > table->cell_padding_y)
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                    _("a table that is closed up would be looser than others"));
}

// Of a cell, whose like must stand beside it and below it, upright or turned, with text in both.
static Length cell_length(StyleReader *reader, const YamlNode *node, Length em)
{
    Length length = positive(reader, node, em);

    if (length > 0 && 2 * (2 * length + em) > reader->context.measure)
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                    _("“%.*s” leaves no room for text in a table"), STR_ARG(node->text));
    return length;
}

static void read_table(StyleReader *reader, const YamlNode *node)
{
    static const char *const sides[] = {"left", "right"};
    const YamlNode *columns, *close_up;
    TableStyle *table = &reader->style->table;
    Length em = reader->style->roles[ROLE_TABLE_CELL].size;
    YamlMap map;

    yaml_open(&map, reader->arena, reader->diag, node, true);
    read_table_sizes(reader, yaml_list(&map, "sizes"), table);
    table->rule = cell_length(reader, yaml_get(&map, "rule"), 0);
    table->frame = cell_length(reader, yaml_get(&map, "frame"), 0);
    table->cell_padding_x = cell_length(reader, yaml_get(&map, "cell-padding-x"), em);
    table->cell_padding_y = cell_length(reader, yaml_get(&map, "cell-padding-y"), em);
    table->indent = cell_length(reader, yaml_get(&map, "indent"), em);
    table->leading_permille = permille(reader, yaml_get(&map, "leading"));
    table->title_gap = positive(reader, yaml_get(&map, "title-gap"), em);
    table->note_gap = positive(reader, yaml_get(&map, "note-gap"), em);
    table->label_gap = positive(reader, yaml_get(&map, "label-gap"), em);
    table->unit_gap = positive(reader, yaml_get(&map, "unit-gap"), em);
    table->label_right = yaml_choice(&map, "label", sides, 2, 0) == 1;
    table->unicode_minus = yaml_bool(&map, "unicode-minus", true);
    if ((columns = yaml_get(&map, "columns")))
        read_columns(reader, columns);
    if ((close_up = yaml_get(&map, "close-up")))
        read_close_up(reader, close_up, em);
    table->rows_with_head = count_of(&map, "rows-with-head", 0);
    table->rows_at_end = count_of(&map, "rows-at-end", 1);
    table->split_lines = count_of(&map, "split-lines", 1);
    table->lines_together = count_of(&map, "lines-together", 0);
    table->whole_most = positive(reader, yaml_get(&map, "whole-most"), em);
    table->continued = yaml_text(&map, "continued", (Str){0});
    table->row_continued = yaml_text(&map, "row-continued", (Str){0});
    table->unit_prefix = yaml_text(&map, "unit-prefix", (Str){0});
    yaml_close(&map);
}

static void read_spacing(StyleReader *reader, const YamlNode *node)
{
    SpacingStyle *spacing = &reader->style->spacing;
    YamlMap map;

    yaml_open(&map, reader->arena, reader->diag, node, true);
    spacing->han_western = permille(reader, yaml_get(&map, "han-western"));
    spacing->han_western_least = permille(reader, yaml_get(&map, "han-western-least"));
    spacing->han_western_most = permille(reader, yaml_get(&map, "han-western-most"));
    spacing->number_unit = permille(reader, yaml_get(&map, "number-unit"));
    spacing->word_space_least = permille(reader, yaml_get(&map, "word-space-least"));
    spacing->word_space_most = permille(reader, yaml_get(&map, "word-space-most"));
    yaml_close(&map);
    if (spacing->han_western_least > spacing->han_western ||
        spacing->han_western > spacing->han_western_most ||
        spacing->word_space_least > spacing->word_space_most)
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                    _("a space is less than its “-least” or more than its “-most”"));
}

static void read_contents(StyleReader *reader, const YamlNode *node)
{
    enum { LEVELS_MOST = 6 };
    ContentsStyle *contents = &reader->style->contents;
    YamlMap map;

    yaml_open(&map, reader->arena, reader->diag, node, true);
    contents->levels = (int)yaml_int(&map, "levels", 1, 1, LEVELS_MOST);
    contents->run_in_levels = (int)yaml_int(&map, "run-in-levels", 0, 0, LEVELS_MOST);
    contents->leader = yaml_text(&map, "leader", (Str){0});
    const YamlNode *face = yaml_optional(&map, "leader-face");
    contents->leader_face = face ? face_of(reader, face) : NULL;
    contents->leader_gap = permille(reader, yaml_get(&map, "leader-gap"));
    contents->number_gap = permille(reader, yaml_get(&map, "number-gap"));
    contents->leading_least = permille(reader, yaml_get(&map, "leading-least"));
    yaml_close(&map);
}

static void read_lists(StyleReader *reader, const YamlNode *node)
{
    ListStyle *lists = &reader->style->lists;
    const YamlNode *face;
    YamlMap map;

    yaml_open(&map, reader->arena, reader->diag, node, true);
    lists->bullets = yaml_texts(&map, "bullets", &lists->bullet_count);
    face = yaml_optional(&map, "bullet-face");
    lists->bullet_face = face ? face_of(reader, face) : NULL;
    lists->point_format = number_format_of(reader, &map, "point-format");
    lists->bracket_format = number_format_of(reader, &map, "bracket-format");
    yaml_close(&map);
    if (lists->bullets && lists->bullet_count == 0)
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                    _("“bullets” must hold one mark at least"));
}

static void read_notes(StyleReader *reader, const YamlNode *node)
{
    static const char *const numberings[] = {"page", "document"};
    NoteStyle *notes = &reader->style->notes;
    Length em = reader->style->roles[ROLE_NOTE].size;
    YamlMap map;

    yaml_open(&map, reader->arena, reader->diag, node, true);
    notes->by_page = yaml_choice(&map, "numbering", numberings, 2, 0) == 0;
    notes->number_format = yaml_text(&map, "number-format", NOTE_CIRCLED);
    if (!str_equal(notes->number_format, NOTE_CIRCLED))
        notes->number_format = number_format_of(reader, &map, "number-format");
    notes->mark_size = permille(reader, yaml_get(&map, "mark-size"));
    notes->mark_raise = permille(reader, yaml_get(&map, "mark-raise"));
    notes->rule_width = positive(reader, yaml_get(&map, "rule-width"), em);
    notes->rule_thickness = positive(reader, yaml_get(&map, "rule-thickness"), em);
    notes->above = positive(reader, yaml_get(&map, "above"), em);
    notes->below = positive(reader, yaml_get(&map, "below"), em);
    if (notes->mark_size == 0)
        notes->mark_size = 1000; // goes on, as where the key is missing
    yaml_close(&map);
}

static void read_break(StyleReader *reader, const YamlNode *node)
{
    YamlMap map;

    yaml_open(&map, reader->arena, reader->diag, node, true);
    reader->style->break_width = positive(reader, yaml_get(&map, "width"), 0);
    reader->style->break_thickness = positive(reader, yaml_get(&map, "thickness"), 0);
    yaml_close(&map);
}

// ~ is the colour of the text around.
static uint32_t link_colour(StyleReader *reader, YamlMap *map, const char *key)
{
    const YamlNode *node = yaml_optional(map, key);

    return node ? colour_of(reader, node) : COLOUR_INHERITED;
}

static void read_chart_colours(StyleReader *reader, const YamlNode *node)
{
    enum { COLOURS = sizeof reader->style->chart_colours / sizeof *reader->style->chart_colours };

    if (node && node->entries.n != COLOURS)
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                    _("“chart-colours” must hold %d colours, from dark to light"), COLOURS);
    for (size_t i = 0; node && i < node->entries.n && i < COLOURS; i++)
        reader->style->chart_colours[i] = colour_of(reader, node->entries.at[i].value);
}

// Faces of inline marks; ~ is the role's own.
static void read_inline(StyleReader *reader, const YamlNode *node)
{
    Style *style = reader->style;
    const YamlNode *face;
    YamlMap map;

    yaml_open(&map, reader->arena, reader->diag, node, false);
    style->strong = (face = yaml_get(&map, "strong")) ? face_of(reader, face) : NULL;
    style->emphasis = (face = yaml_get(&map, "emphasis")) ? face_of(reader, face) : NULL;
    style->code = (face = yaml_get(&map, "code")) ? face_of(reader, face) : NULL;
    yaml_close(&map);
}

const Style *style_read(Arena *arena, Diag *diag, const Source *source)
{
    StyleReader reader = {.arena = arena, .diag = diag};
    const YamlNode *root = yaml_read(arena, diag, source), *node;
    YamlMap map;

    if (!root)
        return NULL;
    reader.style = ARENA_NEW(arena, Style);
    reader.style->text = source->text;
    yaml_open(&map, arena, diag, root, true);
    reader.style->name = yaml_text(&map, "name", (Str){0});
    // In this order: lengths of roles refer to the page, roles to faces, tables to roles.
    if ((node = yaml_get(&map, "page")))
        read_page(&reader, node);
    if ((node = yaml_mapping(&map, "faces")))
        read_faces(&reader, node);
    if ((node = yaml_mapping(&map, "marks-elsewhere")))
        read_elsewhere(&reader, node);
    if ((node = yaml_get(&map, "roles")))
        read_roles(&reader, node);
    if ((node = yaml_get(&map, "table")))
        read_table(&reader, node);
    if ((node = yaml_get(&map, "spacing")))
        read_spacing(&reader, node);
    if ((node = yaml_get(&map, "inline")))
        read_inline(&reader, node);
    if ((node = yaml_get(&map, "contents")))
        read_contents(&reader, node);
    if ((node = yaml_get(&map, "lists")))
        read_lists(&reader, node);
    if ((node = yaml_get(&map, "notes")))
        read_notes(&reader, node);
    if ((node = yaml_get(&map, "thematic-break")))
        read_break(&reader, node);
    reader.style->heading_lines = count_of(&map, "heading-lines", 0);
    reader.style->last_page_lines = count_of(&map, "last-page-lines", 0);
    reader.style->quote_nested =
        positive(&reader, yaml_get(&map, "quote-nested"), reader.style->roles[ROLE_QUOTE].size);
    reader.style->link_colour = link_colour(&reader, &map, "link-colour");
    reader.style->figure_colour = link_colour(&reader, &map, "figure-colour");
    read_chart_colours(&reader, yaml_list(&map, "chart-colours"));
    reader.style->fallback = face_of(&reader, yaml_get(&map, "fallback"));
    reader.style->link_figures = yaml_bool(&map, "link-figures", true);
    yaml_close(&map);
    return reader.style;
}
