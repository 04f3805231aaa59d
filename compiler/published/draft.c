// What was published and says of itself that it is not final: over its pages, in their margins, on its cover.
#include "published/internal-published.h"
#include "text/text.h"

#define MOST_COVER 16 // paragraphs before the text
#define MOST_LINE 120 // bytes of one that is such a line

static bool is_beside_text(IntakeLeft left)
{
    return left == LEFT_ASKEW || left == LEFT_PAGE || left == LEFT_DRAWING;
}

// The word of those that a text has; empty: none.
static Str mark_in(WordList marks, Str text)
{
    for (size_t i = 0; i < marks.n; i++)
        if (str_find(text, marks.at[i], 0) >= 0)
            return marks.at[i];
    return (Str){0};
}

// The same of a line of the cover, which ends in it, in brackets or not.
static Str mark_at_end(WordList marks, Str line)
{
    Str end = str_ends(line, STR("）")) ? str_slice(line, 0, line.n - strlen("）")) : line;

    for (size_t i = 0; i < marks.n; i++)
        if (str_ends(end, marks.at[i]))
            return marks.at[i];
    return (Str){0};
}

static void report(const Published *published, Diag *diag, Place place, Str mark, size_t times)
{
    bool final = published->intake->format == INTAKE_PDF || published->intake->format == INTAKE_HTML;

    diag_report(diag, final ? SEVERITY_WARNING : SEVERITY_NOTE, "published-draft", place,
                str_of(_("publish what was settled, without the mark")),
                _("“%.*s” stands here, in all in %zu places: it is marked as not final"), STR_ARG(mark),
                times);
}

static bool beside_check(const Published *published, Diag *diag, WordList marks)
{
    const IntakeRemark *first = NULL;
    Str found = {0};
    size_t times = 0;

    for (size_t i = 0; i < published->intake->remark_count; i++) {
        const IntakeRemark *remark = &published->intake->remarks[i];
        Str mark = is_beside_text(remark->left)
                       ? mark_in(marks, str_without_blanks(published->arena, remark->text))
                       : (Str){0};

        if (mark.n && !first) {
            first = remark;
            found = mark;
        }
        times += mark.n > 0;
    }
    if (first)
        report(published, diag, first->place, found, times);
    return first;
}

void published_draft_check(const Published *published, Diag *diag)
{
    const Words *words = published->made.project ? published->made.project->template->words : &words_builtin;
    WordList marks = words->lists[WORDS_DRAFT_MARKS];
    size_t seen = 0;

    if (beside_check(published, diag, marks))
        return;
    for (size_t i = 0; i < published->intake->line_count && seen < MOST_COVER; i++) {
        const IntakeLine *line = &published->intake->lines[i];
        Str mark;

        if (line->kind != INTAKE_PARAGRAPH)
            continue;
        seen++;
        mark = line->text.n <= MOST_LINE
                   ? mark_at_end(marks, str_without_blanks(published->arena, line->text))
                   : (Str){0};
        if (mark.n) {
            report(published, diag, source_place(published->intake->source, line->offset, line->text.n), mark,
                   1);
            return;
        }
    }
}
