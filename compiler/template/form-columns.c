// The columns of a form's table, and what of a kind each is.
#include "template/internal-form.h"

Str form_leaf(Str path)
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

// ---- what a column holds

// What stands in brackets at its end: 增减变动（%）.
static Unit unit_behind(Str name)
{
    Str end = str_ends(name, STR("）")) ? STR("）") : STR(")");
    Str begin = str_ends(name, STR("）")) ? STR("（") : STR("(");
    ptrdiff_t at = -1;

    if (!str_ends(name, end))
        return (Unit){0};
    for (ptrdiff_t next; (next = str_find(name, begin, (size_t)(at + 1))) >= 0;)
        at = next;
    return at < 0 ? (Unit){0} : unit_parse(str_slice(name, (size_t)at + begin.n, name.n - end.n));
}

// A cell of words: not a number, nor what stands for one (——, XX万元).
static bool is_wordy(Str text)
{
    bool han = false;

    for (size_t i = 0; i < text.n;) {
        uint32_t code = utf8_next(text, &i);

        if (char_digit(code) >= 0 || char_is_in(code, "XxＸ×*○□"))
            return false;
        han |= char_is_han(code);
    }
    return han;
}

// Whether half of the rows or more have words in a column, and none a number.
static bool holds_words(const Form *form, size_t column)
{
    size_t words = 0;

    for (size_t i = 0; i < form->row_count; i++) {
        words += is_wordy(form->rows[i][column]);
        for (size_t k = 0; k < form->rows[i][column].n; k++)
            if (form->rows[i][column].at[k] >= '0' && form->rows[i][column].at[k] <= '9')
                return false;
    }
    return words > 0 && words * 2 >= form->row_count;
}

static bool is_text_name(const FormWriter *w, Str name)
{
    return words_find(w->words[WORDS_REMARK_COLUMNS], name) >= 0 ||
           words_end(w->words[WORDS_FORM_TEXT_COLUMNS], name);
}

static FormKind kind_of(const FormWriter *w, const Form *form, size_t column)
{
    Str name = form_leaf(form->columns[column]);

    if (column_is_stub(w->words, name))
        return FORM_STUB;
    if (is_text_name(w, name))
        return FORM_TEXT;
    if (unit_behind(name).kind == UNIT_RATIO || words_end(w->words[WORDS_RATE_COLUMNS], name))
        return FORM_RATE;
    return holds_words(form, column) ? FORM_TEXT : FORM_AMOUNT;
}

static bool amounts_follow(const Form *form, const FormKind *kinds, size_t from)
{
    for (size_t i = from; i < form->column_count; i++)
        if (form->columns[i].n && kinds[i] == FORM_AMOUNT)
            return true;
    return false;
}

// A second column of names in one list is of words. So is one behind amounts that no others follow: it begins
// no list.
static void name_again(const FormWriter *w, const Form *form, FormKind *kinds)
{
    bool named = false, amounts = false;

    for (size_t i = 0; i < form->column_count; i++) {
        bool begins = kinds[i] == FORM_STUB && amounts;

        if (begins && !amounts_follow(form, kinds, i))
            kinds[i] = FORM_TEXT;
        else
            named = named && !begins;
        amounts = kinds[i] == FORM_AMOUNT || (amounts && kinds[i] != FORM_STUB);
        if (kinds[i] != FORM_STUB || !column_is_row_name(w->words, form_leaf(form->columns[i])))
            continue;
        kinds[i] = named ? FORM_TEXT : FORM_STUB;
        named = true;
    }
}

// Words between amounts, under a head that is none of a column of words, name the rows of another list.
static void name_lists(const FormWriter *w, const Form *form, FormKind *kinds)
{
    bool amounts = false;

    for (size_t i = 0; i < form->column_count; i++) {
        if (kinds[i] == FORM_TEXT && amounts && !is_text_name(w, form_leaf(form->columns[i])) &&
            !column_is_row_name(w->words, form_leaf(form->columns[i])) && amounts_follow(form, kinds, i + 1))
            kinds[i] = FORM_NAME;
        amounts = kinds[i] == FORM_AMOUNT || (amounts && kinds[i] != FORM_STUB && kinds[i] != FORM_NAME);
    }
}

FormKind *form_kinds(const FormWriter *w, const Form *form)
{
    FormKind *kinds = ARENA_ARRAY(w->arena, FormKind, form->column_count + 1);
    size_t first = form->column_count;
    bool stub = false;

    for (size_t i = form->column_count; i-- > 0;) {
        Str name = form_leaf(form->columns[i]);

        kinds[i] = kind_of(w, form, i);
        stub |= kinds[i] == FORM_STUB;
        if (name.n && words_find(w->words[WORDS_NUMBER_COLUMNS], name) < 0)
            first = i;
    }
    name_again(w, form, kinds);
    name_lists(w, form, kinds);
    // Some column names the rows.
    if (!stub && first < form->column_count)
        kinds[first] = FORM_NAME;
    return kinds;
}

static bool has_han(Str text)
{
    for (size_t i = 0; i < text.n;)
        if (char_is_han(utf8_next(text, &i)))
            return true;
    return false;
}

void form_remark_fixed(FormWriter *w, const FormTable *table, const FormKind *kinds)
{
    const Form *form = table->form;

    for (size_t i = 0; i < form->column_count; i++) {
        StrBuf all = {.arena = w->arena};
        Str last = {0};

        for (size_t k = 0; k < form->row_count; k++) {
            Str text = form->rows[k][i];

            if (kinds[i] == FORM_STUB || kinds[i] == FORM_NAME || !form->columns[i].n || !has_han(text) ||
                str_equal(text, last))
                continue;
            buf_print(&all, "%s%.*s", all.n ? "、" : "", STR_ARG(text));
            last = text;
        }
        if (all.n)
            form_remark(w, table, _("words that the form prints in a column were left out"),
                        str_print(w->arena, "%.*s：%.*s", STR_ARG(form_leaf(form->columns[i])),
                                  STR_ARG(buf_str(&all))));
    }
}

// ---- lists

size_t form_lists(const Form *form, const FormKind *kinds, FormSpan *spans)
{
    size_t n = 0;
    bool amounts = true;

    for (size_t i = 0; i < form->column_count; i++) {
        bool stub = kinds[i] == FORM_STUB || (kinds[i] == FORM_NAME && i > 0);

        if ((stub && amounts && n < FORM_MOST_LISTS) || n == 0)
            spans[n++].from = i;
        amounts = kinds[i] == FORM_AMOUNT || (amounts && !stub && i > 0);
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

static void add_column(FormWriter *w, Str name, FormKind kind)
{
    static const char *const says[] = {
        [FORM_NAME] = "kind: name", [FORM_TEXT] = "kind: text", [FORM_RATE] = "unit: \"%\""};

    if (kind == FORM_AMOUNT || kind == FORM_STUB) {
        form_add_scalar(&w->out, name);
        return;
    }
    buf_add_c(&w->out, "{ name: ");
    form_add_scalar(&w->out, name);
    buf_print(&w->out, ", %s }", says[kind]);
}

// Columns from..to, without the first `skip` groups, as a flow list; as deep as a sheet's header.
static void add_columns(FormWriter *w, const Form *form, const FormKind *kinds, size_t from, size_t to,
                        size_t skip)
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
            form_add_scalar(&w->out, group);
            buf_add_c(&w->out, ": ");
            add_columns(w, form, kinds, i, end, skip + 1);
            buf_add_c(&w->out, " }");
        } else {
            add_column(w, path, kinds[i]);
        }
        i = end;
    }
    buf_add_char(&w->out, ']');
}

void form_add_lists(FormWriter *w, const Form *form, const FormKind *kinds, const FormSpan *spans, size_t n)
{
    if (n == 1) {
        buf_add_c(&w->out, "        columns: ");
        add_columns(w, form, kinds, spans[0].from, spans[0].to, 0);
        buf_add_c(&w->out, "\n");
        return;
    }
    buf_add_c(&w->out, "        lists:\n");
    for (size_t i = 0; i < n; i++) {
        Str name = spans[i].under.n ? spans[i].under : str_print(w->arena, "%zu", i + 1);

        buf_add_c(&w->out, "          - { name: ");
        form_add_scalar(&w->out, name);
        if (spans[i].under.n) {
            buf_add_c(&w->out, ", under: ");
            form_add_scalar(&w->out, name);
        }
        buf_add_c(&w->out, ", hierarchy: names, columns: ");
        add_columns(w, form, kinds, spans[i].from, spans[i].to, spans[i].under.n ? 1 : 0);
        buf_add_c(&w->out, " }\n");
    }
}
