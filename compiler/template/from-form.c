// A template.yaml from a form that is handed out: what of each table can be told from its sheet. It is to be
// finished by hand.
#include <string.h>

#include "template/internal-template.h"
#include "text/text.h"

#define SET_NAME "form"
#define MOST_LISTS 8

typedef struct Writer {
    Arena *arena;
    const FormSource *source;
    const WordList *words;
    StrBuf out;
    VEC(Str) remarks;
    VEC(Str) names; // of tables so far
} Writer;

static void remark(Writer *w, const FormTable *table, const char *what, Str text)
{
    *vec_push(w->arena, &w->remarks) =
        str_print(w->arena, "%.*s: %s: %.*s", STR_ARG(table->sheet), what, STR_ARG(text));
}

// A scalar of YAML, quoted: what a form says may be anything.
static void add_scalar(StrBuf *out, Str text)
{
    buf_add_char(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] == '\n')
            buf_add_c(out, "\\n");
        else if (text.at[i] == '"' || text.at[i] == '\\')
            buf_print(out, "\\%c", text.at[i]);
        else if ((unsigned char)text.at[i] >= ' ')
            buf_add_char(out, text.at[i]);
    }
    buf_add_char(out, '"');
}

// ---- what stands above a table

typedef struct Head {
    Str title, label, unit;
} Head;

// Before the first colon, without blanks around it; empty where there is none.
static Str before_colon(Str text, Str *after)
{
    for (size_t i = 0; i < text.n;) {
        size_t start = i;
        uint32_t code = utf8_next(text, &i);

        if (code != ':' && code != U'：')
            continue;
        *after = str_trim(str_slice(text, i, text.n));
        return str_trim(str_slice(text, 0, start));
    }
    return (Str){0};
}

#define LABEL_JOINTS "-－–—.．_"
#define LABEL_MOST_DIGITS 3 // of one number in a label: more are a year

// One number of a label at byte `at`; where it ends, `at` where there is none.
static size_t label_number(Str text, size_t at)
{
    size_t n = 0, end = at;
    bool han;

    for (size_t next = at; next < text.n && char_digit(utf8_next(text, &next)) >= 0; end = next)
        n++;
    if (n == 0 && text_ordinal_at(text, at, &end, &han) > 0)
        return end;
    return n <= LABEL_MOST_DIGITS ? end : at;
}

// The bytes of a table's label that the text begins with (附件1-1, 附表一, 公开02表); 0 where there is none.
static size_t label_end(const Writer *w, Str text)
{
    size_t begin = words_begin(w->words[WORDS_TABLE_NUMBER_BEFORE], text), end = 0, at;

    begin = begin ? begin : words_begin(w->words[WORDS_FORM_LABELS], text);
    at = begin;
    while (begin && at < text.n && label_number(text, at) > at) {
        size_t next = end = label_number(text, at);

        if (end < text.n && char_is_in(utf8_next(text, &next), LABEL_JOINTS))
            at = next;
        else
            break;
    }
    return end ? end + words_begin(w->words[WORDS_TABLE_ENDS], str_slice(text, end, text.n)) : 0;
}

// What follows a label in its cell, without what parts them.
static Str behind_label(Str text, size_t label)
{
    size_t from = label, next = label;

    for (; next < text.n; from = next) {
        uint32_t code = utf8_next(text, &next);

        if (!char_is_blank(code) && !char_is_in(code, LABEL_JOINTS ":：、"))
            break;
    }
    return str_trim(str_slice(text, from, text.n));
}

// Takes a label, a title, or both from one cell, where the head has them not yet.
static bool take_name(Writer *w, Head *head, Str text, bool titled)
{
    size_t end = table_number_of(w->arena, w->words, text) > 0 ? text.n : label_end(w, text);
    Str title = behind_label(text, end);

    if ((end && head->label.n) || (title.n && head->title.n) || (!end && !titled))
        return false;
    head->label = end ? str_slice(text, 0, end) : head->label;
    head->title = title.n ? title : head->title;
    return true;
}

static Head head_of(Writer *w, const FormTable *table)
{
    Head head = {0};

    for (size_t i = 0; i < table->form->above_count; i++) {
        Str text = table->form->above[i], after = {0}, before = before_colon(text, &after);

        if (unit_parse(after).kind == UNIT_MONEY && before.n)
            head.unit = after;
        else if (before.n && words_end(w->words[WORDS_FORM_FILLERS], before))
            continue; // whose it is: every project says it itself
        else if (!take_name(w, &head, text, !before.n))
            remark(w, table, _("a text above the table that was not understood"), text);
    }
    if (!head.title.n) {
        size_t end = label_end(w, table->sheet);

        head.title = end < table->sheet.n ? behind_label(table->sheet, end) : table->sheet;
    }
    return head;
}

// 2024年度收入决算表: its year is each project's own.
static size_t year_at(Str text)
{
    size_t digits = 0;

    for (size_t i = 0; i < text.n; i++) {
        digits = text.at[i] >= '0' && text.at[i] <= '9' ? digits + 1 : 0;
        if (digits == 4 && (i + 1 == text.n || text.at[i + 1] < '0' || text.at[i + 1] > '9'))
            return i + 1;
    }
    return 0;
}

// The name that formulas use: the title without its year, which stands before it.
static Str name_of_title(Str title)
{
    size_t end = year_at(title);
    static const char *const after[] = {"年度", "年"};

    if (end != 4)
        return title;
    for (size_t i = 0; i < 2; i++)
        if (str_starts(str_slice(title, end, title.n), str_of(after[i])))
            return str_slice(title, end + strlen(after[i]), title.n);
    return title;
}

static void add_title(Writer *w, Str title, Str name)
{
    size_t end = year_at(title);

    if (str_equal(title, name))
        return;
    buf_add_c(&w->out, "        title: ");
    add_scalar(&w->out, str_print(w->arena, "%.*s{year}%.*s", (int)(end - 4), title.at,
                                  STR_ARG(str_slice(title, end, title.n))));
    buf_add_c(&w->out, "\n");
}

// ---- columns

typedef struct Span { // of the form's columns
    size_t from, to;
    Str under; // the group that all of them stand under; empty: none
} Span;

static Str leaf_of(Str path)
{
    size_t from = 0;

    for (ptrdiff_t at; (at = str_find_char(path, '/', from)) >= 0;)
        from = (size_t)at + 1;
    return str_slice(path, from, path.n);
}

static Str first_of(Str path)
{
    ptrdiff_t slash = str_find_char(path, '/', 0);

    return slash < 0 ? (Str){0} : str_slice(path, 0, (size_t)slash);
}

static Str rest_of(Str path)
{
    ptrdiff_t slash = str_find_char(path, '/', 0);

    return slash < 0 ? path : str_slice(path, (size_t)slash + 1, path.n);
}

static bool is_stub(const Writer *w, Str path)
{
    return column_is_stub(w->words, leaf_of(path));
}

// Lists that stand side by side: each begins with a name or code behind amounts.
static size_t lists_of(const Writer *w, const Form *form, Span *spans)
{
    size_t n = 0;
    bool amounts = true;

    for (size_t i = 0; i < form->column_count; i++) {
        bool stub = is_stub(w, form->columns[i]);

        if ((stub && amounts && n < MOST_LISTS) || n == 0)
            spans[n++].from = i;
        amounts = !stub;
        spans[n - 1].to = i + 1;
    }
    for (size_t k = 0; k < n; k++) {
        spans[k].under = n > 1 ? first_of(form->columns[spans[k].from]) : (Str){0};
        for (size_t i = spans[k].from; i < spans[k].to; i++)
            if (form->columns[i].n && !str_equal(first_of(form->columns[i]), spans[k].under))
                spans[k].under = (Str){0};
    }
    return n;
}

static void add_column(Writer *w, Str name)
{
    if (words_find(w->words[WORDS_REMARK_COLUMNS], name) >= 0) {
        buf_add_c(&w->out, "{ name: ");
        add_scalar(&w->out, name);
        buf_add_c(&w->out, ", kind: text }");
    } else {
        add_scalar(&w->out, name);
    }
}

// Columns from..to, without the first `skip` groups, as a flow list; as deep as a sheet's header.
static void add_columns(Writer *w, const Form *form, size_t from, size_t to, size_t skip)
{
    bool first = true;

    buf_add_char(&w->out, '[');
    for (size_t i = from; i < to;) {
        Str path = form->columns[i], group;
        size_t end = i + 1;

        for (size_t k = 0; k < skip; k++)
            path = rest_of(path);
        group = first_of(path);
        if (!path.n) {
            i++;
            continue;
        }
        if (!first)
            buf_add_c(&w->out, ", ");
        first = false;
        for (; group.n && end < to; end++) {
            Str next = form->columns[end];

            for (size_t k = 0; k < skip; k++)
                next = rest_of(next);
            if (!str_equal(first_of(next), group))
                break;
        }
        if (group.n) {
            buf_add_c(&w->out, "{ ");
            add_scalar(&w->out, group);
            buf_add_c(&w->out, ": ");
            add_columns(w, form, i, end, skip + 1);
            buf_add_c(&w->out, " }");
        } else {
            add_column(w, path);
        }
        i = end;
    }
    buf_add_char(&w->out, ']');
}

static void add_lists(Writer *w, const Form *form, const Span *spans, size_t n)
{
    if (n == 1) {
        buf_add_c(&w->out, "        columns: ");
        add_columns(w, form, spans[0].from, spans[0].to, 0);
        buf_add_c(&w->out, "\n");
        return;
    }
    buf_add_c(&w->out, "        lists:\n");
    for (size_t i = 0; i < n; i++) {
        Str name = spans[i].under.n ? spans[i].under : str_print(w->arena, "%zu", i + 1);

        buf_add_c(&w->out, "          - { name: ");
        add_scalar(&w->out, name);
        if (spans[i].under.n) {
            buf_add_c(&w->out, ", under: ");
            add_scalar(&w->out, name);
        }
        buf_add_c(&w->out, ", hierarchy: names, columns: ");
        add_columns(w, form, spans[i].from, spans[i].to, spans[i].under.n ? 1 : 0);
        buf_add_c(&w->out, " }\n");
    }
}

// ---- rows

static bool is_code(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    return text.n > 0;
}

// The name of a form's row in one list, with the code before it; empty where it has none.
static Str row_name(const Writer *w, const Form *form, const Span *span, Str *row)
{
    Str code = {0}, name = {0};

    for (size_t i = span->from; i < span->to; i++) {
        if (!row[i].n || !is_stub(w, form->columns[i]) ||
            words_find(w->words[WORDS_LINE_NUMBER_COLUMNS], leaf_of(form->columns[i])) >= 0)
            continue;
        if (is_code(row[i]))
            code = str_print(w->arena, "%.*s%.*s", STR_ARG(code), STR_ARG(row[i]));
        else if (!name.n)
            name = row[i];
    }
    // A number alone is a line's, not an item's.
    if (code.n && !name.n)
        return (Str){0};
    return code.n ? str_print(w->arena, "%.*s %.*s", STR_ARG(code), STR_ARG(name)) : name;
}

// Account items are each project's own.
static bool has_codes(const Writer *w, const Form *form)
{
    for (size_t i = 0; i < form->column_count; i++) {
        Str leaf = leaf_of(form->columns[i]);

        if (words_end(w->words[WORDS_CODE_COLUMNS], leaf) ||
            words_find(w->words[WORDS_ACCOUNT_LEVELS], leaf) >= 0)
            return true;
    }
    return false;
}

static void add_row(Writer *w, const Form *form, const Span *spans, size_t n, Str *row)
{
    Str names[MOST_LISTS];
    bool any = false;

    for (size_t i = 0; i < n; i++) {
        names[i] = row_name(w, form, &spans[i], row);
        any |= names[i].n > 0;
    }
    if (!any)
        return;
    buf_add_c(&w->out, "          - ");
    if (n > 1)
        buf_add_c(&w->out, "[");
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_add_c(&w->out, ", ");
        if (names[i].n)
            add_scalar(&w->out, names[i]);
        else
            buf_add_c(&w->out, "~");
    }
    buf_add_c(&w->out, n > 1 ? "]\n" : "\n");
}

static void add_rows(Writer *w, const Form *form, const Span *spans, size_t n)
{
    size_t start = w->out.n, before;

    buf_add_c(&w->out, "        rows:\n");
    before = w->out.n;
    for (size_t i = 0; i < form->row_count; i++)
        add_row(w, form, spans, n, form->rows[i]);
    if (w->out.n == before)
        w->out.n = start;
    else if (n == 1 && has_codes(w, form))
        buf_add_c(&w->out, "          - …\n");
}

// ---- tables

static bool is_known(const Writer *w, Str name)
{
    for (size_t i = 0; i < w->names.n; i++)
        if (name_equal(w->names.at[i], name))
            return true;
    return false;
}

static size_t named_columns(const Form *form)
{
    size_t n = 0;

    for (size_t i = 0; i < form->column_count; i++)
        n += form->columns[i].n > 0;
    return n;
}

static void remark_unnamed(Writer *w, const FormTable *table)
{
    const Form *form = table->form;

    for (size_t i = 0; i < form->column_count; i++)
        for (size_t k = 0; !form->columns[i].n && k < form->row_count; k++)
            if (form->rows[k][i].n) {
                remark(w, table, _("a column without a head was left out, with"), form->rows[k][i]);
                break;
            }
}

static void add_table(Writer *w, const FormTable *table)
{
    const Form *form = table->form;
    Span spans[MOST_LISTS] = {{0}};
    Head head;
    Str name;
    size_t n;

    if (named_columns(form) < 2) {
        remark(w, table, _("no table was found here, and it was left out"),
               form->above_count    ? form->above[0]
               : form->column_count ? form->columns[0]
                                    : (Str){0});
        return;
    }
    head = head_of(w, table);
    name = name_of_title(head.title);
    if (is_known(w, name)) {
        remark(w, table, _("a table of this name stands in the form twice; the second was left out"), name);
        return;
    }
    *vec_push(w->arena, &w->names) = name;
    remark_unnamed(w, table);
    n = lists_of(w, form, spans);
    buf_add_c(&w->out, "      - name: ");
    add_scalar(&w->out, name);
    buf_print(&w->out, "     # %.*s\n", STR_ARG(table->sheet));
    add_title(w, head.title, name);
    buf_add_c(&w->out, "        label: ");
    add_scalar(&w->out, head.label);
    buf_add_c(&w->out, "\n");
    if (head.unit.n) {
        buf_add_c(&w->out, "        unit: ");
        add_scalar(&w->out, head.unit);
        buf_add_c(&w->out, "\n");
    }
    if (form->numbered)
        buf_add_c(&w->out, "        column-numbers: true\n");
    if (form->note_count) {
        buf_add_c(&w->out, "        note: ");
        add_scalar(&w->out, form->notes[0]);
        buf_add_c(&w->out, "\n");
    }
    for (size_t i = 1; i < form->note_count; i++)
        remark(w, table, _("one note is taken, this one was left out"), form->notes[i]);
    add_lists(w, form, spans, n);
    add_rows(w, form, spans, n);
}

// ---- sections

// A heading without the number that the template gives it.
static void add_sections(Writer *w)
{
    buf_add_c(&w->out, w->source->heading_count ? "    sections:\n" : "    sections: []\n");
    for (size_t i = 0; i < w->source->heading_count; i++)
        if (w->source->headings[i].level == 1) {
            buf_add_c(&w->out, "      - { name: ");
            add_scalar(&w->out, w->source->headings[i].text);
            buf_add_c(&w->out, ", required: true, amounts: warned }\n");
        }
}

// ---- the files

static bool of_accounts(const Writer *w)
{
    for (size_t i = 0; i < w->names.n; i++)
        if (words_in(w->words[WORDS_FORM_ACCOUNTS], w->names.at[i]))
            return true;
    return false;
}

static Str sample(const Writer *w, size_t i)
{
    WordList samples = w->words[WORDS_FORM_SAMPLES];

    return i < samples.n ? samples.at[i] : (Str){0};
}

static Str manifest_of(const Writer *w)
{
    return str_print(w->arena,
                     "template: {template}\ntable-set: {table-set}\nyear: %s\n"
                     "department: {blank: %.*s}\ntitle: %s %.*s\n",
                     of_accounts(w) ? "{last-year}" : "{year}", STR_ARG(sample(w, 0)),
                     of_accounts(w) ? "{last-year}" : "{year}", STR_ARG(w->source->name));
}

static Str section_of(const Writer *w, size_t from, size_t *next)
{
    StrBuf out = {.arena = w->arena};
    const FormHeading *headings = w->source->headings;

    *next = from;
    do {
        for (int k = 0; k < headings[*next].level; k++)
            buf_add_char(&out, '#');
        buf_print(&out, " %.*s\n\n{blank: %.*s | %.*s。}\n\n", STR_ARG(headings[*next].text),
                  STR_ARG(headings[*next].text), STR_ARG(sample(w, 2)));
        ++*next;
    } while (*next < w->source->heading_count && headings[*next].level > 1);
    return buf_str(&out);
}

static Str template_of(Writer *w, Str body)
{
    StrBuf out = {.arena = w->arena};

    buf_print(&out, _("# Begun from %.*s; to be finished by hand: docs/templates.zh-CN.md.\n"),
              STR_ARG(w->source->file));
    for (size_t i = 0; i < w->remarks.n; i++)
        buf_print(&out, "# - %.*s\n", STR_ARG(w->remarks.at[i]));
    buf_print(&out, "extends: department-%s\nname: %.*s\nstarter: own\noffers: [" SET_NAME "]\n",
              of_accounts(w) ? "accounts" : "budget", STR_ARG(w->source->name));
    buf_add_c(&out, "table-sets:\n  " SET_NAME ":\n");
    buf_add(&out, body);
    return buf_str(&out);
}

Starter *template_from_form(Arena *arena, const FormSource *source, Str **remarks, size_t *remark_count)
{
    Writer w = {.arena = arena, .source = source, .words = words_builtin.lists, .out = {.arena = arena}};
    VEC(StarterFile) files = {0};
    Starter *starter = ARENA_NEW(arena, Starter);
    size_t number = 0;

    add_sections(&w);
    buf_add_c(&w.out, "    told-tables: []\n    tables:\n");
    for (size_t i = 0; i < source->table_count; i++)
        add_table(&w, &source->tables[i]);
    *vec_push(arena, &files) = (StarterFile){STR("template.yaml"), template_of(&w, buf_str(&w.out))};
    *vec_push(arena, &files) = (StarterFile){STR("starter/gongkai.yaml"), manifest_of(&w)};
    for (size_t i = 0; i < source->heading_count;) {
        Str name = str_print(arena, "starter/sections/%zu.md", ++number);
        Str text = section_of(&w, i, &i);

        *vec_push(arena, &files) = (StarterFile){name, text};
    }
    if (number == 0)
        *vec_push(arena, &files) =
            (StarterFile){STR("starter/sections/1.md"),
                          str_print(arena, "# %.*s\n\n{blank: %.*s | %.*s。}\n", STR_ARG(sample(&w, 1)),
                                    STR_ARG(sample(&w, 1)), STR_ARG(sample(&w, 2)))};
    *remarks = w.remarks.at;
    *remark_count = w.remarks.n;
    *starter = (Starter){.files = files.at, .file_count = w.names.n ? files.n : 0};
    return starter;
}
