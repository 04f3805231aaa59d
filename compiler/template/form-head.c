// What stands above a table of a form: its label, title and unit.
#include <string.h>

#include "template/internal-form.h"
#include "text/text.h"

void form_remark(FormWriter *w, const FormTable *table, const char *what, Str text)
{
    *vec_push(w->arena, &w->remarks) =
        str_print(w->arena, "%.*s: %s: %.*s", STR_ARG(table->sheet), what, STR_ARG(text));
}

void form_assume(FormWriter *w, const FormTable *table, const char *what, Str text)
{
    *vec_push(w->arena, &w->assumed) =
        str_print(w->arena, "%.*s: %s: %.*s", STR_ARG(table->sheet), what, STR_ARG(text));
}

// A scalar of YAML, quoted: what a form says may be anything.
void form_add_scalar(StrBuf *out, Str text)
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
static size_t label_end(const FormWriter *w, Str text)
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
static bool take_name(FormWriter *w, FormHead *head, Str text, bool titled)
{
    size_t end = table_number_of(w->arena, w->words, text) > 0 ? text.n : label_end(w, text);
    Str title = behind_label(text, end);

    if ((end && head->label.n) || (title.n && head->title.n) || (!end && !titled))
        return false;
    head->label = end ? str_slice(text, 0, end) : head->label;
    head->title = title.n ? title : head->title;
    return true;
}

// The text nearest to the header that ends as tables' names do; none: as many as there are. Headings of the
// document and its parts may stand over it.
static size_t title_above(const FormWriter *w, const Form *form)
{
    for (size_t i = form->above_count; i-- > 0;) {
        Str title = behind_label(form->above[i], label_end(w, form->above[i]));

        if (title.n && words_end(w->words[WORDS_TABLE_KINDS], title) &&
            table_number_of(w->arena, w->words, form->above[i]) <= 0)
            return i;
    }
    return form->above_count;
}

FormHead form_head(FormWriter *w, const FormTable *table)
{
    FormHead head = {0};
    size_t title = title_above(w, table->form);
    bool any = title == table->form->above_count;

    for (size_t i = 0; i < table->form->above_count; i++) {
        Str text = table->form->above[i], after = {0}, before = before_colon(text, &after);

        if (unit_parse(after).kind == UNIT_MONEY && before.n)
            head.unit = after;
        else if (before.n && words_end(w->words[WORDS_FORM_FILLERS], before))
            continue; // whose it is: every project says it itself
        else if ((!any && i != title && label_end(w, text) == 0 &&
                  table_number_of(w->arena, w->words, text) <= 0) ||
                 !take_name(w, &head, text, !before.n))
            form_remark(w, table, _("a text above the table that was not understood"), text);
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
Str form_table_name(Str title)
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

void form_add_title(FormWriter *w, Str title, Str name)
{
    size_t end = year_at(title);

    if (str_equal(title, name))
        return;
    buf_add_c(&w->out, "        title: ");
    form_add_scalar(&w->out, str_print(w->arena, "%.*s{year}%.*s", (int)(end - 4), title.at,
                                       STR_ARG(str_slice(title, end, title.n))));
    buf_add_c(&w->out, "\n");
}
