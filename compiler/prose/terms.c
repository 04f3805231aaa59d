// Terms that the text uses are explained, and names are those of the year.
#include "prose/internal-prose.h"

#include "text/text.h"

static bool explains_terms(const ProseBlock *block)
{
    return block->section && words_in(block->words->lists[WORDS_TERMS_SECTION], block->section->name);
}

// Folded, without quotation marks: “三公”经费 is 三公经费.
static Str plain(Arena *arena, Str text)
{
    Str fold = name_fold(arena, text), quote = name_fold(arena, STR("\""));
    StrBuf buf = {.arena = arena};

    for (size_t at = 0; at < fold.n; at++)
        if (fold.at[at] != quote.at[0])
            buf_add_char(&buf, fold.at[at]);
    return buf_str(&buf);
}

static Str text_of(Prose *prose)
{
    StrBuf buf = {.arena = prose->arena};

    for (size_t b = 0; b < prose->blocks.n; b++)
        if (prose->blocks.at[b].amounts != AMOUNTS_FREE)
            buf_add(&buf, prose->blocks.at[b].text);
    return plain(prose->arena, buf_str(&buf));
}

// A paragraph begins with the term, or goes on after it with what it is: 机关运行经费：指……
static bool is_explained(Prose *prose, Str term)
{
    for (size_t b = 0; b < prose->blocks.n; b++) {
        if (!explains_terms(&prose->blocks.at[b]))
            continue;
        Str text = plain(prose->arena, prose->blocks.at[b].text);
        for (ptrdiff_t at = 0; (at = str_find(text, term, (size_t)at)) >= 0; at++) {
            Str after = str_slice(text, (size_t)at + term.n, text.n);
            if (at == 0 || words_begin(prose->words->lists[WORDS_TERM_DEFINES], after))
                return true;
        }
    }
    return false;
}

static ProseBlock *terms_heading(Prose *prose)
{
    for (size_t b = 0; b < prose->blocks.n; b++)
        if (explains_terms(&prose->blocks.at[b]) && prose_is_heading(&prose->blocks.at[b]))
            return &prose->blocks.at[b];
    return NULL;
}

static void report_missing(Prose *prose, ProseBlock *heading, Str term)
{
    prose_report(prose, (ProseRange){heading, 0, heading->text.n}, "term-missing",
                 str_of(_("explain it here, in the words of the classification or of the form")),
                 _("the text uses “%.*s”, and it is not explained"), STR_ARG(term));
}

// The 项 that the text tells of: its name stands before （项）.
static void check_items(Prose *prose, ProseBlock *heading)
{
    WordList marks = prose->words->lists[WORDS_ACCOUNT_TOLD];

    for (size_t b = 0; b < prose->blocks.n; b++) {
        Str text = prose->blocks.at[b].text;
        for (size_t i = 0; prose->blocks.at[b].amounts != AMOUNTS_FREE && i < marks.n; i++)
            for (ptrdiff_t at = 0; (at = str_find(text, marks.at[i], (size_t)at)) >= 0; at++) {
                size_t from = (size_t)at;
                while (from > 0) {
                    size_t before = from;
                    uint32_t code = utf8_previous(text, &before);
                    if (!char_is_han(code))
                        break;
                    from = before;
                }
                Str name = str_slice(text, from, (size_t)at);
                if (name.n && !is_explained(prose, plain(prose->arena, name)))
                    report_missing(prose, heading, name);
            }
    }
}

static void check_terms(Prose *prose)
{
    const Template *template = prose->project->template;
    ProseBlock *heading = terms_heading(prose);

    if (!heading || prose->document->incomplete)
        return;
    Str text = text_of(prose);
    for (size_t i = 0; i < template->term_count; i++) {
        Str term = plain(prose->arena, template->terms[i]);
        if (str_find(text, term, 0) >= 0 && !is_explained(prose, term))
            report_missing(prose, heading, template->terms[i]);
    }
    if (template->terms_items)
        check_items(prose, heading);
}

// ---- names of earlier years

// Of each old name: what it is called now, and since which year.
static bool is_old(const Prose *prose, WordList names, size_t name)
{
    Number since = names.of[name].n > 1 ? number_parse(prose->arena, names.of[name].at[1], NULL) : NULL;

    return since && mpq_cmp_si(since, prose->project->year, 1) <= 0;
}

static void check_old_in_text(Prose *prose, ProseBlock *block, WordList names, size_t n)
{
    for (ptrdiff_t at = 0; (at = str_find(block->text, names.at[n], (size_t)at)) >= 0; at++) {
        size_t to = (size_t)at + names.at[n].n;
        if (words_in(block->words->lists[WORDS_NAMES_OLD_SAID], prose_sentence(block->text, (size_t)at, to)))
            continue;
        prose_report(prose, (ProseRange){block, (size_t)at, to}, "name-old",
                     str_print(prose->arena, _("it is %.*s now"), STR_ARG(names.of[n].at[0])),
                     _("“%.*s” is a name of the years before %.*s"), STR_ARG(names.at[n]),
                     STR_ARG(names.of[n].at[1]));
    }
}

static void check_old_in_table(Prose *prose, const Table *table, WordList names)
{
    for (size_t l = 0; l < table->spec->list_count; l++)
        for (size_t r = 0; r < table->lists[l].row_count; r++) {
            const Row *row = &table->lists[l].rows[r];
            int n = row->name.n && prose_row_has_amount(&table->lists[l], row) ? words_find(names, row->name)
                                                                               : -1;

            if (n >= 0 && is_old(prose, names, (size_t)n))
                prose_report_place(prose, table_row_place(table, row), "name-old",
                                   str_print(prose->arena, _("it is %.*s now"), STR_ARG(names.of[n].at[0])),
                                   _("“%.*s” is a name of the years before %.*s"), STR_ARG(names.at[n]),
                                   STR_ARG(names.of[n].at[1]));
        }
}

static void check_old(Prose *prose)
{
    WordList names = prose->words->lists[WORDS_NAMES_OLD];

    for (size_t n = 0; n < names.n; n++)
        for (size_t b = 0; is_old(prose, names, n) && b < prose->blocks.n; b++)
            check_old_in_text(prose, &prose->blocks.at[b], names, n);
    // Codes have their names of the year (code-name).
    for (size_t t = 0; t < prose->project->book.table_count; t++)
        if (prose->project->book.tables[t]->spec->published)
            check_old_in_table(prose, prose->project->book.tables[t], names);
}

void prose_check_terms(Prose *prose)
{
    check_terms(prose);
    check_old(prose);
}
