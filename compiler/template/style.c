// templates/styles/NAME.yaml to a Style. Every field comes from the file: no layout constant lives in C.
#include "template/internal-style.h"

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

static bool read_face(StyleReader *reader, const YamlEntry *entry, FaceSpec *face)
{
    face->name = entry->key->text;
    face->families = yaml_node_texts(reader->arena, reader->diag, entry->value, &face->family_count);
    if (face->family_count > 0)
        return true;
    diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(entry->key), (Str){0},
                _("“%.*s” names no font family"), STR_ARG(face->name));
    return false;
}

// A face of the base that a value names which was taken from it; NULL: none.
static const FaceSpec *base_face(StyleReader *reader, const YamlNode *node)
{
    const YamlNode *faces = reader->base ? yaml_value(reader->base, STR("faces")) : NULL;

    for (size_t i = 0; faces && node->source == reader->base->source && i < faces->entries.n; i++)
        if (name_equal(faces->entries.at[i].key->text, node->text)) {
            FaceSpec *face = ARENA_NEW(reader->arena, FaceSpec);

            return read_face(reader, &faces->entries.at[i], face) ? face : NULL;
        }
    return NULL;
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
    const FaceSpec *face = base_face(reader, node);
    if (face)
        return face;
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
    style_open(reader, &map, node, "page");
    page->width = style_size(reader, yaml_get(&map, "width"), 0);
    page->height = style_size(reader, yaml_get(&map, "height"), 0);
    page->margin_top = style_positive(reader, yaml_get(&map, "margin-top"), 0);
    page->margin_inner = style_positive(reader, yaml_get(&map, "margin-inner"), 0);
    page->area_width = style_size(reader, yaml_get(&map, "area-width"), 0);
    page->area_height = style_size(reader, yaml_get(&map, "area-height"), 0);
    page->duplex = yaml_bool(&map, "duplex", false);
    page->number_below = style_length(reader, yaml_get(&map, "number-below"), 0);
    page->number_inset = style_length(reader, yaml_get(&map, "number-inset"), 0);
    page->number_centred = yaml_choice(&map, "number-align", sides, 2, 0) == 1;
    page->number_format = style_number_format(reader, &map, "number-format");
    page->contents_number_format = style_number_format(reader, &map, "contents-number-format");
    page->cover_department_top = style_positive(reader, yaml_get(&map, "cover-department-top"), 0);
    page->cover_title_top = style_positive(reader, yaml_get(&map, "cover-title-top"), 0);
    page->cover_date_top = style_positive(reader, yaml_get(&map, "cover-date-top"), 0);
    style_close(reader, &map, "page");
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
    for (size_t i = 0; i < node->entries.n; i++)
        style->face_count += read_face(reader, &node->entries.at[i], &reader->faces[style->face_count]);
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

    if (node == body)
        style_open(reader, &role.own, node, "roles: body");
    else
        yaml_open(&role.own, reader->arena, reader->diag, node, false);
    yaml_open(&role.body, reader->arena, reader->diag, body, false);
    style->face = face_of(reader, role_get(&role, "face"));
    western = yaml_optional(&role.own, "western");
    if (!western)
        western = yaml_optional(&role.body, "western");
    style->western = western ? face_of(reader, western) : NULL; // ~: Western text in the same face
    style->size = style_size(reader, role_get(&role, "size"), 0);
    style->leading = style_size(reader, role_get(&role, "leading"), style->size);
    style->indent = style_length(reader, role_get(&role, "indent"), style->size);
    style->indent_rest = style_length(reader, role_get(&role, "indent-rest"), style->size);
    style->before = style_positive(reader, role_get(&role, "before"), style->size);
    style->after = style_positive(reader, role_get(&role, "after"), style->size);
    align = role_get(&role, "align");
    if (align)
        style->align =
            (TextAlign)yaml_node_choice(reader->arena, reader->diag, align, aligns, 4, TEXT_JUSTIFY);
    style->keep_with_next = role_bool(&role, "keep-with-next");
    style->page_break_before = role_bool(&role, "page-break-before");
    style->balanced = role_bool(&role, "balanced");
    style->colour = style_colour(reader, role_get(&role, "colour"));
    style_close(reader, &role.own, "roles: body");
}

static void read_roles(StyleReader *reader, const YamlNode *node)
{
    const YamlNode *body;
    YamlMap map;

    style_open(reader, &map, node, "roles");
    body = yaml_get(&map, role_names[ROLE_BODY]);
    for (int i = 0; body && i < ROLE_COUNT; i++) {
        const YamlNode *role = i == ROLE_BODY ? body : yaml_get(&map, role_names[i]);

        read_role(reader, role ? role : body, body, &reader->style->roles[i]);
    }
    style_close(reader, &map, "roles");
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
        table->sizes[table->size_count++] = style_size(reader, node->entries.at[i].value, 0);
    for (size_t i = 1; i < table->size_count; i++)
        if (table->sizes[i] > table->sizes[i - 1])
            diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node->entries.at[i].value),
                        (Str){0}, _("“sizes” must go from the largest to the smallest"));
}

static void read_columns(StyleReader *reader, const YamlNode *node)
{
    ColumnStyle *columns = &reader->style->table.columns;
    YamlMap map;

    style_open(reader, &map, node, "table: columns");
    columns->name_lines = style_count(&map, "name-lines", 1);
    columns->name_least = style_permille(reader, yaml_get(&map, "name-least"));
    columns->name_most = style_permille(reader, yaml_get(&map, "name-most"));
    columns->name_tight = style_permille(reader, yaml_get(&map, "name-tight"));
    columns->text_least = style_permille(reader, yaml_get(&map, "text-least"));
    columns->head_lines = style_count(&map, "head-lines", 1);
    columns->head_whole = style_permille(reader, yaml_get(&map, "head-whole"));
    style_close(reader, &map, "table: columns");
    if (columns->name_most < columns->name_least)
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                    _("“name-most” is less than “name-least”"));
}

static void read_close_up(StyleReader *reader, const YamlNode *node, Length em)
{
    TableStyle *table = &reader->style->table;
    CloseUpStyle *close_up = &table->close_up;
    YamlMap map;

    style_open(reader, &map, node, "table: close-up");
    close_up->leading_permille = style_permille(reader, yaml_get(&map, "leading"));
    close_up->padding_y = style_positive(reader, yaml_get(&map, "cell-padding-y"), em);
    close_up->smaller = style_count(&map, "smaller", 0);
    close_up->pages = style_count(&map, "pages", 0);
    style_close(reader, &map, "table: close-up");
    if (close_up->leading_permille > table->leading_permille || close_up->padding_y > table->cell_padding_y)
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                    _("a table that is closed up would be looser than others"));
}

// Of a cell, whose like must stand beside it and below it, upright or turned, with text in both.
static Length cell_length(StyleReader *reader, const YamlNode *node, Length em)
{
    Length length = style_positive(reader, node, em);

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

    style_open(reader, &map, node, "table");
    read_table_sizes(reader, yaml_list(&map, "sizes"), table);
    table->rule = cell_length(reader, yaml_get(&map, "rule"), 0);
    table->frame = cell_length(reader, yaml_get(&map, "frame"), 0);
    table->cell_padding_x = cell_length(reader, yaml_get(&map, "cell-padding-x"), em);
    table->cell_padding_y = cell_length(reader, yaml_get(&map, "cell-padding-y"), em);
    table->indent = cell_length(reader, yaml_get(&map, "indent"), em);
    table->leading_permille = style_permille(reader, yaml_get(&map, "leading"));
    table->title_gap = style_positive(reader, yaml_get(&map, "title-gap"), em);
    table->note_gap = style_positive(reader, yaml_get(&map, "note-gap"), em);
    table->label_gap = style_positive(reader, yaml_get(&map, "label-gap"), em);
    table->unit_gap = style_positive(reader, yaml_get(&map, "unit-gap"), em);
    table->label_right = yaml_choice(&map, "label", sides, 2, 0) == 1;
    table->unicode_minus = yaml_bool(&map, "unicode-minus", true);
    if ((columns = yaml_get(&map, "columns")))
        read_columns(reader, columns);
    if ((close_up = yaml_get(&map, "close-up")))
        read_close_up(reader, close_up, em);
    table->rows_with_head = style_count(&map, "rows-with-head", 0);
    table->rows_at_end = style_count(&map, "rows-at-end", 1);
    table->split_lines = style_count(&map, "split-lines", 1);
    table->lines_together = style_count(&map, "lines-together", 0);
    table->whole_most = style_positive(reader, yaml_get(&map, "whole-most"), em);
    table->continued = yaml_text(&map, "continued", (Str){0});
    table->row_continued = yaml_text(&map, "row-continued", (Str){0});
    table->unit_prefix = yaml_text(&map, "unit-prefix", (Str){0});
    style_close(reader, &map, "table");
}

static void read_spacing(StyleReader *reader, const YamlNode *node)
{
    SpacingStyle *spacing = &reader->style->spacing;
    YamlMap map;

    style_open(reader, &map, node, "spacing");
    spacing->han_western = style_permille(reader, yaml_get(&map, "han-western"));
    spacing->han_western_least = style_permille(reader, yaml_get(&map, "han-western-least"));
    spacing->han_western_most = style_permille(reader, yaml_get(&map, "han-western-most"));
    spacing->number_unit = style_permille(reader, yaml_get(&map, "number-unit"));
    spacing->word_space_least = style_permille(reader, yaml_get(&map, "word-space-least"));
    spacing->word_space_most = style_permille(reader, yaml_get(&map, "word-space-most"));
    spacing->spread_least = style_permille(reader, yaml_get(&map, "spread-least"));
    style_close(reader, &map, "spacing");
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

    style_open(reader, &map, node, "contents");
    contents->levels = (int)yaml_int(&map, "levels", 1, 1, LEVELS_MOST);
    contents->run_in_levels = (int)yaml_int(&map, "run-in-levels", 0, 0, LEVELS_MOST);
    contents->leader = yaml_text(&map, "leader", (Str){0});
    const YamlNode *face = yaml_optional(&map, "leader-face");
    contents->leader_face = face ? face_of(reader, face) : NULL;
    contents->leader_gap = style_permille(reader, yaml_get(&map, "leader-gap"));
    contents->number_gap = style_permille(reader, yaml_get(&map, "number-gap"));
    contents->leading_least = style_permille(reader, yaml_get(&map, "leading-least"));
    style_close(reader, &map, "contents");
}

static void read_lists(StyleReader *reader, const YamlNode *node)
{
    ListStyle *lists = &reader->style->lists;
    const YamlNode *face;
    YamlMap map;

    style_open(reader, &map, node, "lists");
    lists->bullets = yaml_texts(&map, "bullets", &lists->bullet_count);
    face = yaml_optional(&map, "bullet-face");
    lists->bullet_face = face ? face_of(reader, face) : NULL;
    lists->point_format = style_number_format(reader, &map, "point-format");
    lists->bracket_format = style_number_format(reader, &map, "bracket-format");
    style_close(reader, &map, "lists");
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

    style_open(reader, &map, node, "notes");
    notes->by_page = yaml_choice(&map, "numbering", numberings, 2, 0) == 0;
    notes->number_format = yaml_text(&map, "number-format", NOTE_CIRCLED);
    if (!str_equal(notes->number_format, NOTE_CIRCLED))
        notes->number_format = style_number_format(reader, &map, "number-format");
    notes->mark_size = style_permille(reader, yaml_get(&map, "mark-size"));
    notes->mark_raise = style_permille(reader, yaml_get(&map, "mark-raise"));
    notes->rule_width = style_positive(reader, yaml_get(&map, "rule-width"), em);
    notes->rule_thickness = style_positive(reader, yaml_get(&map, "rule-thickness"), em);
    notes->above = style_positive(reader, yaml_get(&map, "above"), em);
    notes->below = style_positive(reader, yaml_get(&map, "below"), em);
    if (notes->mark_size == 0)
        notes->mark_size = 1000; // goes on, as where the key is missing
    style_close(reader, &map, "notes");
}

static void read_break(StyleReader *reader, const YamlNode *node)
{
    YamlMap map;

    style_open(reader, &map, node, "thematic-break");
    reader->style->break_width = style_positive(reader, yaml_get(&map, "width"), 0);
    reader->style->break_thickness = style_positive(reader, yaml_get(&map, "thickness"), 0);
    style_close(reader, &map, "thematic-break");
}

// ~ is the colour of the text around.
static uint32_t link_colour(StyleReader *reader, YamlMap *map, const char *key)
{
    const YamlNode *node = yaml_optional(map, key);

    return node ? style_colour(reader, node) : COLOUR_INHERITED;
}

static void read_chart_colours(StyleReader *reader, const YamlNode *node)
{
    enum { COLOURS = sizeof reader->style->chart_colours / sizeof *reader->style->chart_colours };

    if (node && node->entries.n != COLOURS)
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node), (Str){0},
                    _("“chart-colours” must hold %d colours, from dark to light"), COLOURS);
    for (size_t i = 0; node && i < node->entries.n && i < COLOURS; i++)
        reader->style->chart_colours[i] = style_colour(reader, node->entries.at[i].value);
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

// One remark for all: a style that somebody copied goes on working when styles get new keys.
static void report_taken(StyleReader *reader, const YamlNode *root)
{
    Str keys = str_join(reader->arena, reader->taken.at, reader->taken.n, STR(", "));

    if (reader->taken.n)
        diag_report(reader->diag, SEVERITY_NOTE, "style-old", yaml_place(root),
                    str_print(reader->arena, _("copy them from %.*s, which explains each"),
                              STR_ARG(reader->base->source->name)),
                    _("the style does not say %.*s: what Gongkai's own style says is taken"), STR_ARG(keys));
}

const Style *style_read(Arena *arena, Diag *diag, const Source *source, const Source *base)
{
    StyleReader reader = {.arena = arena, .diag = diag};
    const YamlNode *root = yaml_read(arena, diag, source), *node;
    YamlMap map;

    if (!root)
        return NULL;
    reader.base = base ? yaml_read(arena, diag, base) : NULL;
    reader.style = ARENA_NEW(arena, Style);
    reader.style->text = source->text;
    style_open(&reader, &map, root, NULL);
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
    reader.style->heading_lines = style_count(&map, "heading-lines", 0);
    reader.style->last_page_lines = style_count(&map, "last-page-lines", 0);
    reader.style->quote_nested =
        style_positive(&reader, yaml_get(&map, "quote-nested"), reader.style->roles[ROLE_QUOTE].size);
    reader.style->link_colour = link_colour(&reader, &map, "link-colour");
    reader.style->figure_colour = link_colour(&reader, &map, "figure-colour");
    read_chart_colours(&reader, yaml_list(&map, "chart-colours"));
    reader.style->fallback = face_of(&reader, yaml_get(&map, "fallback"));
    reader.style->link_figures = yaml_bool(&map, "link-figures", true);
    style_close(&reader, &map, NULL);
    report_taken(&reader, root);
    return reader.style;
}
