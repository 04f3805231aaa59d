// An expression's text: the folded text that is matched, and the author's bytes that it came from.
#include <string.h>

#include "figure/internal-parse.h"
#include "figure/keywords.h"
#include "text/text.h"

Parser scan_open(const Scope *scope, Str text)
{
    Parser p = {.scope = scope, .text = text};
    size_t *map;

    p.fold = name_fold_map(scope->env->arena, text, &map);
    p.map = map;
    return p;
}

Str scan_unquote(Str name)
{
    if (str_starts(name, STR("「")) && str_ends(name, STR("」")))
        return str_slice(name, strlen("「"), name.n - strlen("」"));
    return name;
}

// ---- places

Str scan_rest(const Parser *p)
{
    return str_slice(p->fold, p->at, p->fold.n);
}

bool scan_sees(const Parser *p, const char *mark)
{
    return str_starts(scan_rest(p), str_of(mark));
}

bool scan_take(Parser *p, const char *mark)
{
    if (!scan_sees(p, mark))
        return false;
    p->at += str_of(mark).n;
    return true;
}

// The author's bytes of fold[from … to): without the blanks that follow.
Span scan_span(const Parser *p, size_t from, size_t to)
{
    size_t start = p->map[from], end = start;

    if (to > from) {
        end = p->map[to - 1];
        utf8_next(p->text, &end);
    }
    return (Span){start, end - start};
}

Str scan_text(const Parser *p, size_t from, size_t to)
{
    Span span = scan_span(p, from, to);

    return str_slice(p->text, span.at, span.at + span.n);
}

// Moves past the author's byte `offset`.
void scan_move(Parser *p, size_t offset)
{
    while (p->at < p->fold.n && p->map[p->at] < offset)
        p->at++;
}

// Where a run of characters that are no mark of the language ends.
size_t scan_run_end(const Parser *p, size_t from)
{
    static const char *const wide[] = {"×", "÷", "≠", "≤", "≥", "《", "》"};
    size_t i = from;

    while (i < p->fold.n && !strchr("+-*/()[]{},=<>|\".", p->fold.at[i])) {
        for (size_t w = 0; w < sizeof wide / sizeof *wide; w++)
            if (str_starts(str_slice(p->fold, i, p->fold.n), str_of(wide[w])))
                return i;
        utf8_next(p->fold, &i);
    }
    return i;
}

bool scan_is_digit(const Parser *p, size_t at)
{
    return at < p->fold.n && p->fold.at[at] >= '0' && p->fold.at[at] <= '9';
}

// ---- reports

const Term *scan_fault(const Parser *p, size_t from, size_t to, const char *message, const char *hint)
{
    scope_report(p->scope, SEVERITY_ERROR, "figure-syntax", scan_span(p, from, to), str_of(hint), "%s",
                 message);
    return NULL;
}

// What could not be read, and was reported, may hold the name: a table's, or a column of 说明.
static bool absence_is_reported(const Parser *p, unsigned kinds)
{
    const Project *project = p->scope->env->project;

    if (kinds == WORD_FIELD)
        return book_has_reported(&project->book, project->template, STR(SAYS_REASONS));
    return kinds == WORD_TABLE &&
           (project->book.all_reported || project->last_year.all_reported || project->budget.all_reported);
}

const Term *scan_unknown_name(const Parser *p, size_t from, size_t to, unsigned kinds)
{
    Str name = scan_text(p, from, to);
    bool table = kinds & WORD_TABLE && to < p->fold.n && p->fold.at[to] == '[';
    unsigned meant = table ? WORD_TABLE : kinds;
    Str nearest = vocabulary_nearest(p->scope->env->arena, &p->scope->env->words, name, meant);

    if (absence_is_reported(p, meant))
        return NULL;
    if (table) {
        scope_report(p->scope, SEVERITY_ERROR, "figure-unknown-table", scan_span(p, from, to),
                     nearest_hint(p->scope->env->arena, nearest), _("there is no table “%.*s”"),
                     STR_ARG(name));
        return NULL;
    }
    // `= 甲``= 乙`: two marks run on are one longer mark to Markdown, and the two figures one.
    Str hint = str_find_char(name, '`', 0) >= 0
                   ? str_of(_("two figures stand side by side: put a word between them"))
                   : nearest_hint(p->scope->env->arena, nearest);
    scope_report(p->scope, SEVERITY_ERROR, "figure-unknown-name", scan_span(p, from, to), hint,
                 _("“%.*s” is no known name"), STR_ARG(name));
    return NULL;
}

// What stands where an operand should.
const Term *scan_no_operand(const Parser *p)
{
    size_t end = scan_run_end(p, p->at);

    if (p->at >= p->fold.n)
        return scan_fault(p, p->at, p->at, _("something is missing at the end of the figure"),
                          _("write a name, a cell like 表[行, 列], or a number here"));
    if (end > p->at)
        return scan_unknown_name(p, p->at, end, WORD_NAMED | WORD_TABLE | WORD_KEYWORD);
    utf8_next(p->fold, &end);
    scope_report(p->scope, SEVERITY_ERROR, "figure-syntax", scan_span(p, p->at, end), (Str){0},
                 _("a name, a cell or a number is wanted before “%.*s”"), STR_ARG(scan_text(p, p->at, end)));
    return NULL;
}

// What follows a whole operand and is no operator: often a name that is known only in part.
void scan_no_operator(const Parser *p)
{
    size_t end = scan_run_end(p, p->at);

    if (end == p->at) {
        utf8_next(p->fold, &end);
        scope_report(p->scope, SEVERITY_ERROR, "figure-syntax", scan_span(p, p->at, end), (Str){0},
                     _("“%.*s” is not expected here"), STR_ARG(scan_text(p, p->at, end)));
        return;
    }
    if (scan_run_end(p, p->operand) == end || p->name_end == p->at)
        scan_unknown_name(p, p->operand, end, WORD_NAMED | WORD_TABLE | WORD_KEYWORD);
    else
        scan_unknown_name(p, p->at, end, WORD_NAMED | WORD_TABLE | WORD_KEYWORD);
}

// ---- what stands in [ ]

// Past a 「…」 that begins at fold position i, else i.
size_t scan_past_corner(const Parser *p, size_t i)
{
    size_t offset = p->map[i];

    if (!str_starts(str_slice(p->text, offset, p->text.n), STR("「")))
        return i;
    for (size_t j = i + 1; j < p->fold.n; j++)
        if (str_starts(str_slice(p->text, p->map[j], p->text.n), STR("」")))
            return j + 1;
    return i;
}

// The position of the ] that closes, or the fold's end; *comma gets the first comma outside brackets of any
// kind.
static size_t find_close(const Parser *p, size_t from, size_t *comma)
{
    int brackets = 0, parentheses = 0;

    *comma = p->fold.n;
    for (size_t i = from; i < p->fold.n;) {
        size_t past = p->fold.at[i] == '"' ? scan_past_corner(p, i) : i;
        char c = p->fold.at[i];

        if (past > i) {
            i = past;
            continue;
        }
        if (c == ']' && brackets == 0)
            return i;
        brackets += (c == '[') - (c == ']');
        parentheses += (c == '(') - (c == ')' && parentheses > 0);
        if (c == ',' && brackets == 0 && parentheses == 0 && *comma == p->fold.n)
            *comma = i;
        i++;
    }
    return p->fold.n;
}

static bool take_selector(const Parser *p, size_t from, size_t to, Selector *selector)
{
    Str fold = str_slice(p->fold, from, to);

    *selector = (Selector){.given = true, .span = scan_span(p, from, to)};
    if (fold.n == 0) {
        scan_fault(p, from, from, _("a name is missing between the brackets"), "");
        return false;
    }
    if (str_equal(fold, STR("*"))) {
        selector->children = true;
        return true;
    }
    if (str_ends(fold, STR("/*"))) {
        selector->children = true;
        to -= 2;
    }
    fold = str_slice(p->fold, from, to);
    selector->current = str_equal(fold, STR(SAYS_ROW))      ? CURRENT_ROW
                        : str_equal(fold, STR(SAYS_COLUMN)) ? CURRENT_COLUMN
                                                            : CURRENT_NONE;
    selector->name = scan_unquote(scan_text(p, from, to));
    selector->meant = str_starts(selector->name, STR("{")) && str_ends(selector->name, STR("}"));
    if (selector->meant)
        selector->name = str_trim(str_slice(selector->name, 1, selector->name.n - 1));
    return true;
}

// [row, column] or [row]; one name alone where `second` is NULL. At the bracket.
bool scan_selectors(Parser *p, Selector *first, Selector *second)
{
    size_t open = p->at++, comma, close = find_close(p, p->at, &comma), third;

    if (close == p->fold.n) {
        scan_fault(p, open, open + 1, _("this bracket is not closed"), _("add ]"));
        return false;
    }
    if (!take_selector(p, p->at, comma < close ? comma : close, first))
        return false;
    if (comma < close) {
        p->at = comma + 1;
        find_close(p, p->at, &third);
        if (!second || third < close) {
            size_t from = second ? third : comma;

            scan_fault(p, from, from + 1, _("there are too many names between the brackets"),
                       _("a name that holds a comma is written 「…」"));
            return false;
        }
        if (!take_selector(p, p->at, close, second))
            return false;
    }
    p->at = close + 1;
    return true;
}

// ---- quotations

bool scan_sees_corner(const Parser *p)
{
    return p->at < p->fold.n && str_starts(str_slice(p->text, p->map[p->at], p->text.n), STR("「"));
}

// The mark that closes what a quotation's first mark opens; 0 where it is none.
static uint32_t closing_mark(uint32_t open)
{
    if (char_is_in(open, "\"'＂"))
        return open;
    return char_is_in(open, "“‘「『《") ? text_closing_of(open) : 0;
}

// What stands between the mark at p->at and the one that closes it, as the author wrote it.
bool scan_quoted(Parser *p, Str *inside, Span *span)
{
    size_t start = p->map[p->at], at = start, end = start, depth = 1;
    uint32_t open = utf8_next(p->text, &at), close = closing_mark(open);

    *inside = (Str){0};
    for (size_t i = at; close && depth && i < p->text.n; end = i) {
        size_t before = i;
        uint32_t code = utf8_next(p->text, &i);

        if (code == close)
            depth--;
        else
            depth += code == open;
        if (depth == 0)
            *inside = str_slice(p->text, at, before);
    }
    if (!close || depth) {
        scan_fault(p, p->at, p->at + 1, _("this quotation mark is not closed"), "");
        return false;
    }
    *span = (Span){start, end - start};
    scan_move(p, span->at + span->n);
    return true;
}
