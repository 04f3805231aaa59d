// What a form's columns and rows may mean: proposed by their words, from the table of that name in Gongkai's
// own template. They stand as comments, for only who knows the form can tell.
#include "template/internal-form.h"
#include "text/text.h"

// Of names that are not the same, the least that one has of the other, in characters.
#define LEAST_COMMON 4

// Which table of the template the form's is; NULL where none has its name, or the most of it.
static const TableSpec *own_table(const Template *t, Str name)
{
    const TableSpec *found = NULL;
    size_t most = 0;

    for (size_t i = 0; t && i < t->table_count; i++) {
        Str own = t->tables[i].name, part = own.n < name.n ? own : name, whole = own.n < name.n ? name : own;

        if (name_equal(own, name))
            return &t->tables[i];
        if (utf8_count(part) >= LEAST_COMMON && str_find(whole, part, 0) >= 0 && part.n > most) {
            most = part.n;
            found = &t->tables[i];
        }
    }
    return found;
}

// The column of those words that has a meaning: by its whole path, in its list where there are several, or by
// its last part where only one has it.
static const ColumnSpec *own_column(FormWriter *w, const TableSpec *spec, Str path)
{
    const ColumnSpec *found = NULL;
    size_t n = 0;

    for (size_t i = 0; i < spec->column_count; i++) {
        const ColumnSpec *column = &spec->columns[i];

        if (name_equal(column->path, path) ||
            name_equal(str_print(w->arena, "%.*s/%.*s", STR_ARG(spec->lists[column->list].name),
                                 STR_ARG(column->path)),
                       path))
            return column->means.n ? column : NULL;
        if (name_equal(column->name, form_leaf(path))) {
            found = column;
            n++;
        }
    }
    return n == 1 && found->means.n ? found : NULL;
}

static Str without_number(Str text)
{
    TextNumbering number;

    text = str_trim(text);
    return text_numbering_read(text, &number) ? str_slice(text, number.rest, text.n) : text;
}

static bool has_row(const Form *form, const FormKind *kinds, Str name)
{
    for (size_t i = 0; i < form->row_count; i++)
        for (size_t k = 0; k < form->column_count; k++)
            if ((kinds[k] == FORM_STUB || kinds[k] == FORM_NAME) &&
                name_equal(without_number(form->rows[i][k]), without_number(name)))
                return true;
    return false;
}

static void add_proposal(FormWriter *w, const TableSpec *spec, bool *begun)
{
    if (!*begun)
        buf_print(&w->out,
                  _("        # What they may mean, as in “%.*s”; to be compared, and said by `means:`\n"),
                  STR_ARG(spec->name));
    *begun = true;
}

static bool is_of_accounts(const FormWriter *w)
{
    WordList words = w->words[WORDS_FORM_ACCOUNTS];

    for (size_t i = 0; i < w->source->table_count; i++) {
        const FormTable *table = &w->source->tables[i];

        if (words_in(words, table->sheet))
            return true;
        for (size_t k = 0; table->form && k < table->form->above_count; k++)
            if (words_in(words, table->form->above[k]))
                return true;
    }
    return false;
}

void form_add_meanings(FormWriter *w, const Form *form, const FormKind *kinds, Str name)
{
    const TableSpec *spec = own_table(is_of_accounts(w) ? w->source->accounts : w->source->budget, name);
    bool begun = false;

    for (size_t i = 0; spec && i < form->column_count; i++) {
        const ColumnSpec *column = form->columns[i].n ? own_column(w, spec, form->columns[i]) : NULL;

        if (!column || column->kind != COLUMN_AMOUNT)
            continue;
        add_proposal(w, spec, &begun);
        buf_print(&w->out, "        #   %.*s: { name: %.*s, means: %.*s }\n", STR_ARG(form->columns[i]),
                  STR_ARG(form_leaf(form->columns[i])), STR_ARG(column->means));
    }
    for (size_t i = 0; spec && i < spec->row_meaning_count; i++) {
        const RowMeaning *row = &spec->row_meanings[i];

        if (!has_row(form, kinds, row->row))
            continue;
        add_proposal(w, spec, &begun);
        buf_print(&w->out,
                  row->column.n ? "        #   means: { %.*s: [%.*s, %.*s] }\n"
                                : "        #   means: { %.*s: %.*s }\n",
                  STR_ARG(row->id), STR_ARG(row->row), STR_ARG(row->column));
    }
}
