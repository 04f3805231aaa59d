// An expression to terms: a recursive descent over the folded text, in which known names are matched longest
// first. A map leads from each folded byte back to the author's, for messages and for what folding would
// spoil.
//
//     whole      = or [ "|" format ]
//     or         = and { 或 and }          and  = not { 且 not }        not = { 非 } compare
//     compare    = sum [ ( = <> < <= > >= ) sum ]
//     sum        = product { (+|-) product }   product = sign { (*|/) sign }   sign = { +|- } operand
//     operand    = number [unit] | "text" | ( or ) | function(or, …) | [上年.|预算.] reference
//     reference  = name | table [ .list ] selectors | 其他数据 selectors | 行 [ /* ] [ selectors ] | 行.field
//                | { meaning } [ selectors ]
#include <string.h>

#include "figure/internal-parse.h"
#include "figure/keywords.h"

typedef VEC(const Term *) Terms;
typedef VEC(Operator) Operators;

static const Term *parse_level(Parser *p, int level);

static Term *new_term(const Parser *p, TermKind kind)
{
    Term *term = ARENA_NEW(p->scope->env->arena, Term);

    term->kind = kind;
    return term;
}

// ---- operands

static void take_unit(Parser *p, Term *term)
{
    size_t offset = p->map[p->at], length;
    Str after = str_slice(p->text, offset, p->text.n);
    Unit unit = unit_money_at(after, &length);

    if (unit.kind != UNIT_MONEY)
        unit = counter_at(p->scope->env->project, after, &length);
    if (unit.kind != UNIT_NONE) {
        term->unit = unit;
        scan_move(p, offset + length);
    } else if (scan_take(p, "%")) {
        mpq_t share;

        mpq_init(share);
        mpq_set_ui(share, 1, 100);
        mpq_mul(share, share, term->number);
        term->number = number_freeze(p->scope->env->arena, share);
        mpq_clear(share);
        term->unit = unit_parse(STR("%"));
        term->ratio = true;
    }
}

static const Term *parse_number(Parser *p)
{
    size_t start = p->at;
    Term *term = new_term(p, TERM_NUMBER);
    int decimals;

    while (scan_is_digit(p, p->at))
        p->at++;
    if (scan_sees(p, ".") && scan_is_digit(p, p->at + 1))
        for (p->at++; scan_is_digit(p, p->at);)
            p->at++;
    term->number = number_parse(p->scope->env->arena, scan_text(p, start, p->at), &decimals);
    if (!term->number)
        return scan_fault(p, start, p->at, _("this is no number"), "");
    take_unit(p, term);
    term->span = scan_span(p, start, p->at);
    return term;
}

static const Term *parse_cell(Parser *p, size_t start, Year year, Str table, Span table_span, bool whole)
{
    Term *term = new_term(p, TERM_CELL);

    term->year = year;
    term->name = table;
    term->name_span = table_span;
    if (scan_take(p, ".")) {
        size_t from = p->at;

        if (p->at < p->fold.n && p->fold.at[p->at] == '"') {
            size_t past = scan_past_corner(p, p->at);

            p->at = past > p->at ? past : p->fold.n;
        }
        while (p->at < p->fold.n && p->fold.at[p->at] != '[')
            p->at++;
        term->list = scan_unquote(scan_text(p, from, p->at));
        term->list_span = scan_span(p, from, p->at);
        if (term->list.n == 0)
            return scan_fault(p, from, from, _("the name of a list is missing"), "");
    }
    if (!whole && !scan_sees(p, "["))
        return scan_fault(p, start, p->at, _("a table is no figure: name one of its cells"),
                          _("write 表[行, 列]"));
    if (!whole && !scan_selectors(p, &term->row, &term->column))
        return NULL;
    term->span = scan_span(p, start, p->at);
    return term;
}

// {三公.公务接待费.决算}, perhaps with the rows of a column: {一般公共预算.支出}[行]. At the brace.
static const Term *parse_meant(Parser *p, size_t start, Year year, bool whole)
{
    Term *term = new_term(p, TERM_MEANT);
    size_t from = p->at + 1, close = from;

    while (close < p->fold.n && p->fold.at[close] != '}')
        close++;
    if (close == p->fold.n)
        return scan_fault(p, p->at, p->at + 1, _("this brace is not closed"), _("add }"));
    term->year = year;
    term->name = str_trim(scan_text(p, from, close));
    term->name_span = scan_span(p, from, close);
    p->at = close + 1;
    if (meaning_kind(term->name) == MEANING_NONE) {
        Str nearest = meaning_nearest(p->scope->env->arena, term->name);

        scope_report(p->scope, SEVERITY_ERROR, "meaning-unknown", term->name_span,
                     nearest_hint(p->scope->env->arena, nearest),
                     _("“%.*s” is no meaning of templates/meanings.yaml"), STR_ARG(term->name));
        return NULL;
    }
    if (!whole && scan_sees(p, "[") && !scan_selectors(p, &term->row, NULL))
        return NULL;
    term->span = scan_span(p, start, p->at);
    return term;
}

static const Term *parse_other(Parser *p, size_t start, Year year)
{
    Term *term = new_term(p, TERM_OTHER);

    term->year = year;
    if (!scan_sees(p, "["))
        return scan_fault(p, start, p->at, _("其他数据 is no figure: name one of its facts"),
                          _("write 其他数据[名]"));
    if (!scan_selectors(p, &term->row, &term->column))
        return NULL;
    if (term->row.children)
        return scan_fault(p, start, p->at, _("其他数据 has no children"), "");
    term->span = scan_span(p, start, p->at);
    return term;
}

static const Term *parse_field(Parser *p, size_t start)
{
    size_t from = p->at, end = scan_run_end(p, from);
    const Word *word = vocabulary_match(&p->scope->env->words, scan_rest(p), WORD_FIELD);
    Term *term = new_term(p, TERM_FIELD);

    if (!word)
        return scan_unknown_name(p, from, end, WORD_FIELD);
    p->at += word->fold.n;
    term->name = word->shown;
    term->name_span = scan_span(p, from, p->at);
    term->span = scan_span(p, start, p->at);
    return term;
}

static const Term *parse_row(Parser *p, size_t start, Year year)
{
    Term *term;

    if (year == YEAR_THIS && scan_take(p, "."))
        return parse_field(p, start);
    term = new_term(p, TERM_ROW);
    term->year = year;
    if (scan_take(p, "/*"))
        term->row = (Selector){.given = true, .children = true};
    if (scan_sees(p, "[") && !scan_selectors(p, &term->column, NULL))
        return NULL;
    if (term->column.children && term->column.current != CURRENT_COLUMN)
        return scan_fault(p, start, p->at, _("a column has no children"), _("write 行/*[列]"));
    term->span = scan_span(p, start, p->at);
    return term;
}

static const Term *parse_call(Parser *p, size_t start, Function function)
{
    const FunctionSpec *spec = &figure_functions[function];
    Term *term = new_term(p, TERM_CALL);
    Terms parts = {0};

    do {
        const Term *part = parse_level(p, 0);

        if (!part)
            return NULL;
        *vec_push(p->scope->env->arena, &parts) = part;
    } while (scan_take(p, ","));
    if (!scan_take(p, ")")) {
        if (p->at < p->fold.n)
            scan_no_operator(p);
        else
            scan_fault(p, start, p->at, _("this parenthesis is not closed"), _("add )"));
        return NULL;
    }
    if (parts.n < spec->least || parts.n > spec->most) {
        scope_report(p->scope, SEVERITY_ERROR, "figure-syntax", scan_span(p, start, p->at),
                     str_of(spec->usage), _("%s is given %zu values"), spec->name, parts.n);
        return NULL;
    }
    term->function = function;
    term->parts = parts.at;
    term->part_count = parts.n;
    term->span = scan_span(p, start, p->at);
    return term;
}

static const Term *parse_named(Parser *p, size_t start, size_t from, Year year, Str name)
{
    Term *term = new_term(p, TERM_NAMED);

    term->year = year;
    term->name = name;
    term->name_span = scan_span(p, from, p->at);
    term->span = scan_span(p, start, p->at);
    p->name_end = p->at;
    return term;
}

// 「…」 is any name, 《…》 a table's.
static const Term *parse_quoted_name(Parser *p, size_t start, Year year)
{
    size_t from = p->at;
    bool book_title = scan_sees(p, "《");
    const Word *word;
    Str name;
    Span span;

    if (!scan_quoted(p, &name, &span))
        return NULL;
    word = vocabulary_match(&p->scope->env->words, name_fold(p->scope->env->arena, name), WORD_TABLE);
    if (book_title || scan_sees(p, "[") || (scan_sees(p, ".") && word))
        return parse_cell(p, start, year, name, span, false);
    return parse_named(p, start, from, year, name);
}

static const Term *parse_keyword(Parser *p, size_t start, Keyword keyword, Year year);

// A name, after `上年.` or at the start of an operand; NULL without a report where none is known (*found
// false).
static const Term *parse_reference(Parser *p, size_t start, Year year, bool *found)
{
    const Vocabulary *words = &p->scope->env->words;
    unsigned kinds = WORD_NAMED | WORD_TABLE | WORD_KEYWORD;
    const Word *word = vocabulary_match(words, scan_rest(p), kinds);
    const Word *call = year == YEAR_THIS ? vocabulary_match(words, scan_rest(p), WORD_FUNCTION) : NULL;
    size_t from = p->at, after;

    *found = true;
    p->operand = from;
    if (scan_sees(p, "{"))
        return parse_meant(p, start, year, false);
    if (call && (!word || word->fold.n <= call->fold.n)) {
        after = p->at + call->fold.n;
        if (after < p->fold.n && p->fold.at[after] == '(') {
            p->at = after + 1;
            return parse_call(p, start, call->function);
        }
    }
    // 表 alone is the table that a rule stands at.
    if (word && str_equal(word->fold, STR(SAYS_TABLE)) && p->at + word->fold.n < p->fold.n &&
        !strchr("[.", p->fold.at[p->at + word->fold.n]))
        word = NULL;
    if (!word && (scan_sees_corner(p) || scan_sees(p, "《")))
        return parse_quoted_name(p, start, year);
    if (!word) {
        *found = false;
        return NULL;
    }
    p->at += word->fold.n;
    after = scan_run_end(p, from);
    // A bracket after more of a name: the name is a table's, and known only in part.
    if (word->kinds & (WORD_TABLE | WORD_NAMED) && after > p->at && after < p->fold.n &&
        p->fold.at[after] == '[')
        return scan_unknown_name(p, from, after, WORD_TABLE);
    // A name may be a table's and a figure's: the bracket tells.
    if (word->kinds & WORD_KEYWORD)
        return parse_keyword(p, start, word->keyword, year);
    if (word->kinds & WORD_TABLE && (scan_sees(p, "[") || scan_sees(p, ".") || !(word->kinds & WORD_NAMED)))
        return parse_cell(p, start, year, scan_text(p, from, p->at), scan_span(p, from, p->at), false);
    return parse_named(p, start, from, year, word->shown);
}

static const Term *parse_year(Parser *p, size_t start, Year year)
{
    bool found;
    const Term *term;
    size_t from;

    if (!scan_take(p, ".")) {
        size_t end = scan_run_end(p, start);

        if (end > p->at && vocabulary_match(&p->scope->env->words, scan_rest(p), WORD_NAMED | WORD_TABLE))
            return scan_fault(p, start, end, _("a point is missing after this word"),
                              _("write 上年.名 or 预算.名"));
        if (end > p->at)
            return scan_unknown_name(p, start, end, WORD_NAMED | WORD_TABLE | WORD_KEYWORD);
        return scan_fault(p, start, p->at, _("a point and a name are wanted after this word"),
                          _("write 上年.名 or 预算.名"));
    }
    from = p->at;
    term = parse_reference(p, start, year, &found);
    if (!found && p->at < p->fold.n && scan_run_end(p, from) > from)
        return scan_unknown_name(p, from, scan_run_end(p, from), WORD_NAMED | WORD_TABLE);
    return found ? term : scan_no_operand(p);
}

static const Term *parse_keyword(Parser *p, size_t start, Keyword keyword, Year year)
{
    Term *term;

    if (keyword == KEYWORD_OTHER)
        return parse_other(p, start, year);
    if (keyword == KEYWORD_ROW)
        return parse_row(p, start, year);
    if (year != YEAR_THIS)
        return scan_fault(p, start, p->at, _("this is not known of another year"), "");
    if (keyword == KEYWORD_LAST || keyword == KEYWORD_BUDGET)
        return parse_year(p, start, keyword == KEYWORD_LAST ? YEAR_LAST : YEAR_BUDGET);
    if (keyword == KEYWORD_NOT)
        return scan_fault(p, start, p->at, _("非 stands before a condition: put it in parentheses"), "");
    term = new_term(p, TERM_KEYWORD);
    term->keyword = keyword;
    term->span = scan_span(p, start, p->at);
    return term;
}

static const Term *parse_parenthesis(Parser *p)
{
    size_t start = p->at++;
    const Term *term = parse_level(p, 0);

    if (!term)
        return NULL;
    if (scan_take(p, ")"))
        return term;
    if (p->at < p->fold.n)
        scan_no_operator(p);
    else
        scan_fault(p, start, start + 1, _("this parenthesis is not closed"), _("add )"));
    return NULL;
}

static const Term *parse_operand(Parser *p)
{
    size_t start = p->at;
    bool found;
    const Term *term = parse_reference(p, start, YEAR_THIS, &found);
    Str text;
    Span span;

    if (found)
        return term;
    if (scan_is_digit(p, p->at))
        return parse_number(p);
    if (scan_sees(p, "("))
        return parse_parenthesis(p);
    if (scan_sees(p, "\"")) {
        Term *quoted = new_term(p, TERM_TEXT);

        if (!scan_quoted(p, &text, &span))
            return NULL;
        quoted->name = text;
        quoted->span = span;
        p->name_end = p->at;
        return quoted;
    }
    return scan_no_operand(p);
}

// ---- operators

typedef struct OperatorSpec {
    const char *mark;
    int level;
    Operator how;
} OperatorSpec;

enum { LEVEL_OR, LEVEL_AND, LEVEL_NOT, LEVEL_COMPARE, LEVEL_SUM, LEVEL_PRODUCT, LEVEL_SIGN };

// Longer marks before those they begin with.
static const OperatorSpec operators[] = {
    {SAYS_OR, LEVEL_OR, OPERATOR_OR},
    {SAYS_AND, LEVEL_AND, OPERATOR_AND},
    {"<>", LEVEL_COMPARE, OPERATOR_UNEQUAL},
    {"≠", LEVEL_COMPARE, OPERATOR_UNEQUAL},
    {"<=", LEVEL_COMPARE, OPERATOR_LESS_EQUAL},
    {"≤", LEVEL_COMPARE, OPERATOR_LESS_EQUAL},
    {">=", LEVEL_COMPARE, OPERATOR_GREATER_EQUAL},
    {"≥", LEVEL_COMPARE, OPERATOR_GREATER_EQUAL},
    {"<", LEVEL_COMPARE, OPERATOR_LESS},
    {">", LEVEL_COMPARE, OPERATOR_GREATER},
    {"=", LEVEL_COMPARE, OPERATOR_EQUAL},
    {"+", LEVEL_SUM, OPERATOR_ADD},
    {"-", LEVEL_SUM, OPERATOR_SUBTRACT},
    {"*", LEVEL_PRODUCT, OPERATOR_MULTIPLY},
    {"×", LEVEL_PRODUCT, OPERATOR_MULTIPLY},
    {"/", LEVEL_PRODUCT, OPERATOR_DIVIDE},
    {"÷", LEVEL_PRODUCT, OPERATOR_DIVIDE},
};

static bool take_operator(Parser *p, int level, Operator *how)
{
    char first = p->at < p->fold.n ? p->fold.at[p->at] : '\0';

    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (*operators[i].mark == first && scan_sees(p, operators[i].mark)) {
            if (operators[i].level != level)
                return false;
            *how = operators[i].how;
            return scan_take(p, operators[i].mark);
        }
    }
    return false;
}

static const Term *parse_prefix(Parser *p, int level)
{
    size_t start = p->at;
    const Word *name = vocabulary_match(&p->scope->env->words, scan_rest(p), WORD_NAMED | WORD_TABLE);
    bool negate = level == LEVEL_NOT ? !name && scan_take(p, SAYS_NOT) : scan_take(p, "-");
    const Term **parts;
    Term *term;

    if (!negate) {
        if (level == LEVEL_SIGN)
            scan_take(p, "+");
        return level == LEVEL_SIGN ? parse_operand(p) : parse_level(p, LEVEL_COMPARE);
    }
    term = new_term(p, level == LEVEL_NOT ? TERM_NOT : TERM_NEGATE);
    parts = ARENA_ARRAY(p->scope->env->arena, const Term *, 1);
    parts[0] = parse_level(p, level);
    term->parts = parts;
    term->part_count = 1;
    term->span = scan_span(p, start, p->at);
    return parts[0] ? term : NULL;
}

static const Term *parse_chain(Parser *p, int level)
{
    Arena *arena = p->scope->env->arena;
    size_t start = p->at;
    const Term *part = parse_level(p, level + 1);
    Terms parts = {0};
    Operators between = {0};
    Operator how;
    Term *chain;

    while (part && take_operator(p, level, &how)) {
        if (parts.n == 0)
            *vec_push(arena, &parts) = part;
        if (level == LEVEL_COMPARE && between.n)
            return scan_fault(p, start, p->at, _("comparisons do not follow each other"),
                              _("join two with 且"));
        *vec_push(arena, &between) = how;
        part = parse_level(p, level + 1);
        *vec_push(arena, &parts) = part;
    }
    if (!part || parts.n == 0)
        return part;
    chain = new_term(p, TERM_CHAIN);
    chain->parts = parts.at;
    chain->operators = between.at;
    chain->part_count = parts.n;
    chain->span = scan_span(p, start, p->at);
    return chain;
}

// What binds at least as tightly as `level`. The depth counts whole expressions and signs within each other.
static const Term *parse_level(Parser *p, int level)
{
    bool nests = level == LEVEL_OR || level == LEVEL_NOT || level == LEVEL_SIGN;
    const Term *term;

    // Each nesting passes these three levels once.
    if (nests && ++p->depth > 3 * MOST_NESTING) {
        scope_report(p->scope, SEVERITY_ERROR, "figure-depth", scan_span(p, p->at, p->at), (Str){0},
                     _("the expression is nested deeper than %d"), MOST_NESTING);
        p->depth--;
        return NULL;
    }
    term = level == LEVEL_NOT || level == LEVEL_SIGN ? parse_prefix(p, level) : parse_chain(p, level);
    if (nests)
        p->depth--;
    return term;
}

// ---- whole

Expression expression_parse(const Scope *scope, Str text)
{
    Parser p = scan_open(scope, text);
    Expression whole = {.term = parse_level(&p, LEVEL_OR)};

    if (!whole.term)
        return whole;
    if (scan_sees(&p, "|")) {
        size_t after = p.map[p.at];
        Span span;

        utf8_next(text, &after);
        span = (Span){after, text.n - after};
        if (!format_parse(scope, str_slice(text, after, text.n), span, &whole.format))
            whole.term = NULL;
        return whole;
    }
    if (p.at < p.fold.n) {
        scan_no_operator(&p);
        whole.term = NULL;
    }
    return whole;
}

const Term *table_reference_parse(const Scope *scope, Str text)
{
    Parser p = scan_open(scope, text);
    const Word *word = vocabulary_match(&scope->env->words, p.fold, WORD_TABLE);
    Str name;
    Span span;

    if (scan_sees(&p, "{"))
        return parse_meant(&p, 0, YEAR_THIS, true);

    if (scan_sees_corner(&p) || scan_sees(&p, "《")) {
        if (!scan_quoted(&p, &name, &span))
            return NULL;
    } else {
        size_t dot = 0;

        while (!word && dot < p.fold.n && p.fold.at[dot] != '.')
            dot++;
        p.at = word ? word->fold.n : dot;
        name = scan_text(&p, 0, p.at);
        span = scan_span(&p, 0, p.at);
    }
    if (p.at < p.fold.n && !scan_sees(&p, ".")) { // a name known only in part
        name = text;
        span = (Span){0, text.n};
        p.at = p.fold.n;
    }
    return parse_cell(&p, 0, YEAR_THIS, name, span, true);
}
