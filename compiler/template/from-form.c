// A template.yaml from a form that is handed out: what of each table can be told from its sheet. It is to be
// finished by hand.
#include "template/internal-form.h"

#define SET_NAME "form"

// ---- rows

static bool is_code(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    return text.n > 0;
}

// The name of a form's row in one list, with the code before it; empty where it has none.
static Str row_name(const FormWriter *w, const Form *form, const FormKind *kinds, const FormSpan *span,
                    Str *row)
{
    Str code = {0}, name = {0};

    for (size_t i = span->from; i < span->to; i++) {
        if (!row[i].n || (kinds[i] != FORM_STUB && kinds[i] != FORM_NAME) ||
            words_find(w->words[WORDS_LINE_NUMBER_COLUMNS], form_leaf(form->columns[i])) >= 0)
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
static bool has_codes(const FormWriter *w, const Form *form)
{
    for (size_t i = 0; i < form->column_count; i++) {
        Str leaf = form_leaf(form->columns[i]);

        if (words_end(w->words[WORDS_CODE_COLUMNS], leaf) ||
            words_find(w->words[WORDS_ACCOUNT_LEVELS], leaf) >= 0)
            return true;
    }
    return false;
}

static void add_row(FormWriter *w, const Form *form, const FormKind *kinds, const FormSpan *spans, size_t n,
                    Str *row)
{
    Str names[FORM_MOST_LISTS];
    bool any = false;

    for (size_t i = 0; i < n; i++) {
        names[i] = row_name(w, form, kinds, &spans[i], row);
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
            form_add_scalar(&w->out, names[i]);
        else
            buf_add_c(&w->out, "~");
    }
    buf_add_c(&w->out, n > 1 ? "]\n" : "\n");
}

static void add_rows(FormWriter *w, const Form *form, const FormKind *kinds, const FormSpan *spans, size_t n)
{
    size_t start = w->out.n, before;

    buf_add_c(&w->out, "        rows:\n");
    before = w->out.n;
    for (size_t i = 0; i < form->row_count; i++)
        add_row(w, form, kinds, spans, n, form->rows[i]);
    if (w->out.n == before)
        w->out.n = start;
    else if (n == 1 && has_codes(w, form))
        buf_add_c(&w->out, "          - …\n");
}

// ---- tables

static bool is_known(const FormWriter *w, Str name)
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

static void remark_unnamed(FormWriter *w, const FormTable *table)
{
    const Form *form = table->form;

    for (size_t i = 0; i < form->column_count; i++)
        for (size_t k = 0; !form->columns[i].n && k < form->row_count; k++)
            if (form->rows[k][i].n) {
                form_remark(w, table, _("a column without a head was left out, with"), form->rows[k][i]);
                break;
            }
}

// A list of tables, which the contents make anew.
static bool is_front(const FormWriter *w, const Form *form)
{
    for (size_t i = 0; i < form->column_count; i++)
        if (words_find(w->words[WORDS_FRONT_COLUMNS], form_leaf(form->columns[i])) >= 0)
            return true;
    return false;
}

static void tell_assumed(FormWriter *w, const FormTable *table, const FormHead *head, const FormSpan *spans,
                         size_t n, Str name)
{
    if (!head->unit.n)
        *vec_push(w->arena, &w->unitless) = name;
    if (table->form->hidden)
        form_assume(w, table, _("its hidden rows and columns were read"),
                    str_print(w->arena, "%zu", table->form->hidden));
    for (size_t i = 0; n > 1 && i < n; i++)
        if (!spans[i].under.n)
            form_assume(w, table, _("a list that no head names is called"),
                        str_print(w->arena, "%zu", i + 1));
}

static void add_table(FormWriter *w, const FormTable *table)
{
    const Form *form = table->form;
    FormSpan spans[FORM_MOST_LISTS] = {{0}};
    FormKind *kinds;
    FormHead head;
    Str name;
    size_t n;

    if (named_columns(form) < 2) {
        form_remark(w, table, _("no table was found here, and it was left out"),
                    form->above_count    ? form->above[0]
                    : form->column_count ? form->columns[0]
                                         : (Str){0});
        return;
    }
    if (is_front(w, form)) {
        form_remark(w, table, _("a list of the tables was left out"), form->columns[0]);
        return;
    }
    head = form_head(w, table);
    name = form_table_name(head.title);
    if (is_known(w, name)) {
        form_remark(w, table, _("a table of this name stands in the form twice; the second was left out"),
                    name);
        return;
    }
    *vec_push(w->arena, &w->names) = name;
    remark_unnamed(w, table);
    kinds = form_kinds(w, form);
    form_remark_fixed(w, table, kinds);
    n = form_lists(form, kinds, spans);
    tell_assumed(w, table, &head, spans, n, name);
    buf_add_c(&w->out, "      - name: ");
    form_add_scalar(&w->out, name);
    buf_print(&w->out, "     # %.*s\n", STR_ARG(table->sheet));
    form_add_title(w, head.title, name);
    buf_add_c(&w->out, "        label: ");
    form_add_scalar(&w->out, head.label);
    buf_add_c(&w->out, "\n");
    if (head.unit.n) {
        buf_add_c(&w->out, "        unit: ");
        form_add_scalar(&w->out, head.unit);
        buf_add_c(&w->out, "\n");
    }
    if (form->numbered)
        buf_add_c(&w->out, "        column-numbers: true\n");
    if (form->note_count) {
        buf_add_c(&w->out, "        note: ");
        form_add_scalar(&w->out, form->notes[0]);
        buf_add_c(&w->out, "\n");
    }
    for (size_t i = 1; i < form->note_count; i++)
        form_remark(w, table, _("one note is taken, this one was left out"), form->notes[i]);
    form_add_lists(w, form, kinds, spans, n);
    add_rows(w, form, kinds, spans, n);
    form_add_meanings(w, form, kinds, name);
}

// ---- sections

#define MOST_LEVELS 6

// The numbers of its headings, level by level, where it has any.
static void add_numbering(FormWriter *w)
{
    Str patterns[MOST_LEVELS] = {{0}};
    const FormSource *source = w->source;
    bool any = false, parts = false;

    for (size_t i = 0; i < source->heading_count; i++) {
        const FormHeading *heading = &source->headings[i];

        if (heading->level > MOST_LEVELS || !heading->pattern.n)
            continue;
        any = true;
        parts |= heading->level == 1 && heading->part;
        if (!patterns[heading->level - 1].n)
            patterns[heading->level - 1] = heading->pattern;
    }
    if (!any)
        return;
    buf_add_c(&w->out, "    numbering:\n");
    for (int i = 0; i < MOST_LEVELS; i++) {
        int role = i + !parts;

        buf_add_c(&w->out, "      - { ");
        if (patterns[i].n) {
            buf_add_c(&w->out, "pattern: ");
            form_add_scalar(&w->out, patterns[i]);
            buf_add_c(&w->out, ", ");
        }
        if (role == 0)
            buf_add_c(&w->out, "role: part }\n");
        else
            buf_print(&w->out, "role: heading-%d }\n", role > MOST_LEVELS ? MOST_LEVELS : role);
    }
}

// A heading without the number that the template gives it.
static void add_sections(FormWriter *w)
{
    add_numbering(w);
    buf_add_c(&w->out, w->source->heading_count ? "    sections:\n" : "    sections: []\n");
    for (size_t i = 0; i < w->source->heading_count; i++)
        if (w->source->headings[i].level == 1) {
            buf_add_c(&w->out, "      - { name: ");
            form_add_scalar(&w->out, w->source->headings[i].text);
            buf_add_c(&w->out, ", required: true, amounts: warned }\n");
        }
}

// ---- the files

static bool of_accounts(const FormWriter *w)
{
    for (size_t i = 0; i < w->names.n; i++)
        if (words_in(w->words[WORDS_FORM_ACCOUNTS], w->names.at[i]))
            return true;
    return false;
}

static Str sample(const FormWriter *w, size_t i)
{
    WordList samples = w->words[WORDS_FORM_SAMPLES];

    return i < samples.n ? samples.at[i] : (Str){0};
}

static Str manifest_of(const FormWriter *w)
{
    return str_print(w->arena,
                     "template: {template}\ntable-set: {table-set}\nyear: %s\n"
                     "department: {blank: %.*s}\ntitle: %s %.*s\n",
                     of_accounts(w) ? "{last-year}" : "{year}", STR_ARG(sample(w, 0)),
                     of_accounts(w) ? "{last-year}" : "{year}", STR_ARG(w->source->name));
}

static Str section_of(const FormWriter *w, size_t from, size_t *next)
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

static Str template_of(FormWriter *w, Str body)
{
    StrBuf out = {.arena = w->arena};

    buf_add_c(&out, "# yaml-language-server: $schema=.schema/template.schema.json\n");
    buf_print(&out, _("# Begun from %.*s; to be finished by hand: docs/templates.zh-CN.md.\n"),
              STR_ARG(w->source->file));
    for (size_t i = 0; i < w->remarks.n; i++)
        buf_print(&out, "# - %.*s\n", STR_ARG(w->remarks.at[i]));
    for (size_t i = 0; i < w->assumed.n; i++)
        buf_print(&out, "# ? %.*s\n", STR_ARG(w->assumed.at[i]));
    buf_print(&out, "extends: department-%s\nname: %.*s\nstarter: own\noffers: [" SET_NAME "]\n",
              of_accounts(w) ? "accounts" : "budget", STR_ARG(w->source->name));
    buf_add_c(&out, "table-sets:\n  " SET_NAME ":\n");
    buf_add(&out, body);
    return buf_str(&out);
}

// What holds of the whole.
static void assume_whole(FormWriter *w)
{
    StrBuf names = {.arena = w->arena};

    *vec_push(w->arena, &w->assumed) = str_print(
        w->arena,
        of_accounts(w) ? _("a table's name says that these are accounts: rules and words are those of %s")
                       : _("no table's name says that these are accounts: rules and words are those of %s"),
        of_accounts(w) ? "department-accounts" : "department-budget");
    for (size_t i = 0; i < w->unitless.n; i++)
        buf_print(&names, "%s%.*s", i ? "、" : "", STR_ARG(w->unitless.at[i]));
    if (names.n)
        *vec_push(w->arena, &w->assumed) = str_print(
            w->arena, _("their form says no unit, and the template's holds: %.*s"), STR_ARG(buf_str(&names)));
    if (w->source->heading_count)
        *vec_push(w->arena, &w->assumed) = str_copy(
            w->arena,
            str_of(_("each heading of the first level must be there; the others are in the starter")));
}

Starter *template_from_form(Arena *arena, const FormSource *source, FormTold *told)
{
    FormWriter w = {.arena = arena, .source = source, .words = words_builtin.lists, .out = {.arena = arena}};
    VEC(StarterFile) files = {0};
    Starter *starter = ARENA_NEW(arena, Starter);
    size_t number = 0;

    add_sections(&w);
    buf_add_c(&w.out, "    told-tables: []\n    tables:\n");
    for (size_t i = 0; i < source->table_count; i++)
        if (source->tables[i].form)
            add_table(&w, &source->tables[i]);
        else
            form_remark(&w, &source->tables[i], source->tables[i].why, source->tables[i].sheet);
    assume_whole(&w);
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
    *told = (FormTold){w.remarks.at, w.remarks.n, w.assumed.at, w.assumed.n};
    *starter = (Starter){.files = files.at, .file_count = w.names.n ? files.n : 0};
    return starter;
}
