// Years that were typed in a text which goes on next year: those of its own year become figures, the others
// stay and are told.
#include <string.h>

#include "project/internal-project.h"
#include "text/text.h"

#define MOST_CLAUSE 60 // bytes around a year in which its event stands
#define MOST_TOLD 40   // of a text

typedef struct Typing {
    Arena *arena;
    Diag *diag;
    const WordList *words;
    const Source *source;
    int year; // the text's own
    size_t told;
} Typing;

size_t next_year_span(Str text, size_t at)
{
    ptrdiff_t end = -1;

    if (text.at[at] == '`') {
        end = str_find_char(text, '`', at + 1);
        return end < 0 ? text.n : (size_t)end + 1;
    }
    if (str_starts(str_slice(text, at, text.n), STR("<!--"))) {
        end = str_find(text, STR("-->"), at);
        return end < 0 ? text.n : (size_t)end + strlen("-->");
    }
    return at;
}

// A founding, a law, a term: its year is no other next year.
static bool is_event(const Typing *typing, Str text, const TextDate *date)
{
    size_t before = date->from;

    if (before)
        utf8_previous(text, &before);
    return words_begin(typing->words[WORDS_YEAR_HISTORIC_BEFORE], str_slice(text, before, date->from)) > 0 ||
           words_in(typing->words[WORDS_YEAR_HISTORIC], text_clause(text, date->from, date->to, MOST_CLAUSE));
}

// The figure that stands for a year; empty: none does. 截至2024年12月31日 is of the year, other days are
// none's.
static const char *figure_of(const Typing *typing, Str text, const TextDate *date)
{
    Str before = str_slice(text, 0, date->from);
    bool last_day =
        date->month == 12 && date->day == 31 && words_end(typing->words[WORDS_CUTOFF], before) > 0;
    bool compared = words_end(typing->words[WORDS_COMPARED_WITH_YEAR], before) > 0;

    if (date->month && !last_day)
        return "";
    if (date->year == typing->year && !compared)
        return "`= 年度`";
    return date->year == typing->year - 1 && (compared || last_day) ? "`= 上年度`" : "";
}

static void tell(Typing *typing, size_t offset, const TextDate *date, bool figure)
{
    Place place = source_place(typing->source, offset, date->to - date->from);

    if (typing->told++ >= MOST_TOLD)
        return;
    if (figure)
        diag_report(typing->diag, SEVERITY_WARNING, "next-year", place,
                    str_of(_("read the sentence: what it tells is last year's")),
                    _("the year %d was typed here, and is the project's own now"), date->year);
    else
        diag_report(typing->diag, SEVERITY_WARNING, "next-year", place,
                    str_of(_("correct it, or leave it where it is still so")),
                    _("the year %d is typed here, and stays"), date->year);
}

static bool is_digit(Str text, size_t at)
{
    return at < text.n && text.at[at] >= '0' && text.at[at] <= '9';
}

// The years of one stretch of text without code and comments.
static void take_stretch(Typing *typing, StrBuf *out, Str whole, size_t from, size_t to)
{
    Str text = str_slice(whole, from, to);
    size_t written = 0;
    TextDate date;

    for (size_t at = 0; text_date_next(text, &at, &date);) {
        if ((date.year != typing->year && date.year != typing->year - 1) || !is_digit(text, date.from) ||
            is_event(typing, text, &date))
            continue;
        const char *figure = figure_of(typing, text, &date);

        tell(typing, from + date.from, &date, *figure != '\0');
        if (!*figure)
            continue;
        buf_add(out, str_slice(text, written, date.from));
        buf_add_c(out, figure);
        written = date.from + 4;
    }
    buf_add(out, str_slice(text, written, text.n));
}

Str typed_years(Arena *arena, Diag *diag, const WordList *words, const Source *source, int year)
{
    Typing typing = {.arena = arena, .diag = diag, .words = words, .source = source, .year = year};
    StrBuf out = {.arena = arena};
    size_t from = 0, at = 0;

    while (at < source->text.n) {
        size_t span = next_year_span(source->text, at);

        if (span == at) {
            utf8_next(source->text, &at);
            continue;
        }
        take_stretch(&typing, &out, source->text, from, at);
        buf_add(&out, str_slice(source->text, at, span));
        from = at = span;
    }
    take_stretch(&typing, &out, source->text, from, at);
    return buf_str(&out);
}
