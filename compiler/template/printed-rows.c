// The rows that a form has printed, before any figures: `rows:` of a table.
#include "template/internal-template.h"

typedef struct RowsReader {
    Arena *arena;
    Diag *diag;
    const TableSpec *spec;
    FormRow **rows;          // by list, then line
    const YamlNode ***nodes; // where each is written
    size_t lines;
} RowsReader;

// 201 教育支出, 　　其中：……, …
static FormRow read_row(const YamlNode *node, const CodeColumns *codes)
{
    FormRow row = {0};
    size_t at = 0, digits = 0;

    for (size_t next = 0; next < node->text.n; at = next) {
        uint32_t code = utf8_next(node->text, &next);

        if (!char_is_blank(code))
            break;
        row.indent += code == 0x3000 ? 2 : 1;
    }
    Str text = str_trim(str_slice(node->text, at, node->text.n));
    while (digits < text.n && text.at[digits] >= '0' && text.at[digits] <= '9')
        digits++;
    if (codes->account && digits > 0 && table_code_level(str_slice(text, 0, digits)) >= 0) {
        row.code = str_slice(text, 0, digits);
        text = str_trim(str_slice(text, digits, text.n));
    }
    row.shown = text;
    row.open = str_equal(text, STR("…")) || str_equal(text, STR("……"));
    return row;
}

static void read_line(RowsReader *reader, const YamlNode *line, size_t at)
{
    size_t lists = reader->spec->list_count;
    bool many = line->kind == YAML_SEQUENCE;
    size_t n = many ? line->entries.n : 1;

    if ((many && lists == 1) || n > lists) {
        diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(line),
                    str_of(_("write a line of several lists as [NAME, NAME], ~ where one has no row")),
                    _("this line has %zu rows, the table has lists: %zu"), n, lists);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const YamlNode *node = many ? line->entries.at[i].value : line;
        CodeColumns codes = table_code_columns(reader->spec, (int)i);
        Str text;

        if (node->kind == YAML_NULL || !yaml_node_text(reader->diag, node, &text))
            continue;
        reader->rows[i][at] = read_row(node, &codes);
        reader->nodes[i][at] = node;
    }
}

// ---- rows that stand twice: which of them a file's row is, nobody could tell

static bool is_same(const Row *a, const Row *b)
{
    if (a->code.n || b->code.n)
        return str_equal(a->code, b->code);
    return a->kind == b->kind && a->kind != ROW_TOTAL && a->parent == b->parent && a->name.n &&
           name_equal(a->name, b->name);
}

static void report_twice(const RowsReader *reader, const List *list, const YamlNode *const *places)
{
    for (size_t i = 1; i < list->row_count; i++)
        for (size_t k = 0; k < i; k++) {
            const Row *row = &list->rows[i];

            if (!is_same(row, &list->rows[k]))
                continue;
            diag_report(reader->diag, SEVERITY_WARNING, "row-duplicate", yaml_place(places[i]),
                        str_print(reader->arena, _("the first is in line %u; keep one of the two"),
                                  yaml_place(places[k]).line),
                        _("the row “%.*s” stands twice in “%.*s”"),
                        STR_ARG(row->name.n ? row->name : row->code), STR_ARG(reader->spec->name));
            break;
        }
}

// Under one parent, as a table of these rows alone has it.
static void check_twice(RowsReader *reader)
{
    Table *table = table_empty(reader->arena, reader->spec);
    ListRows *rows = ARENA_ARRAY(reader->arena, ListRows, reader->spec->list_count + 1);

    table_form_rows(reader->arena, reader->spec, rows);
    for (size_t l = 0; l < reader->spec->list_count; l++) {
        const YamlNode **places = ARENA_ARRAY(reader->arena, const YamlNode *, reader->lines + 1);
        size_t n = 0;

        for (size_t i = 0; i < reader->lines; i++)
            if (!reader->rows[l][i].open && reader->rows[l][i].code.n + reader->rows[l][i].shown.n)
                places[n++] = reader->nodes[l][i];
        if (n == 0)
            continue;
        table_set_rows(reader->arena, table, (int)l, rows[l].rows, rows[l].indents, rows[l].n);
        report_twice(reader, &table->lists[l], places);
    }
}

void printed_rows_read(Arena *arena, Diag *diag, const YamlNode *node, TableSpec *spec)
{
    ListSpec *lists = ARENA_ARRAY(arena, ListSpec, spec->list_count + 1);
    RowsReader reader = {.arena = arena, .diag = diag, .spec = spec};

    if (!node)
        return;
    reader.lines = node->entries.n;
    reader.rows = ARENA_ARRAY(arena, FormRow *, spec->list_count + 1);
    reader.nodes = ARENA_ARRAY(arena, const YamlNode **, spec->list_count + 1);
    for (size_t i = 0; i < spec->list_count; i++) {
        reader.rows[i] = ARENA_ARRAY(arena, FormRow, reader.lines + 1);
        reader.nodes[i] = ARENA_ARRAY(arena, const YamlNode *, reader.lines + 1);
    }
    for (size_t i = 0; i < reader.lines; i++)
        read_line(&reader, node->entries.at[i].value, i);
    for (size_t i = 0; i < spec->list_count; i++) {
        lists[i] = spec->lists[i];
        lists[i].form = reader.rows[i];
        lists[i].form_count = reader.lines;
    }
    spec->lists = lists;
    check_twice(&reader);
}
