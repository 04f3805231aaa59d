// Words, clauses and numbers of a block.
#include "prose/internal-prose.h"

#include <string.h>

// ---- words

bool text_has(Str text, const char *word)
{
    return str_find(text, str_of(word), 0) >= 0;
}

bool text_has_any(Str text, const char *const *words)
{
    for (; *words; words++)
        if (text_has(text, *words))
            return true;
    return false;
}

bool text_starts(Str text, const char *word)
{
    return str_starts(text, str_of(word));
}

bool text_ends(Str text, const char *word)
{
    return str_ends(text, str_of(word));
}

ptrdiff_t text_find(Str text, const char *word, size_t from)
{
    return from <= text.n ? str_find(text, str_of(word), from) : -1;
}

static bool ends_sentence(uint32_t code)
{
    return code == U'。' || code == U'；' || code == U'！' || code == U'？' || code == '\n' || code == ';';
}

static bool ends_clause(uint32_t code)
{
    return ends_sentence(code) || code == U'，' || code == U'：' || code == ',' || code == ':';
}

static Str around(Str text, size_t from, size_t to, bool (*ends)(uint32_t))
{
    size_t start = from, end = to;

    while (start > 0 && from - start < PROSE_WINDOW) {
        size_t before = start;
        if (ends(utf8_previous(text, &before)))
            break;
        start = before;
    }
    while (end < text.n && end - to < PROSE_WINDOW) {
        size_t next = end;
        if (ends(utf8_next(text, &next)))
            break;
        end = next;
    }
    return str_slice(text, start, end);
}

Str prose_clause(Str text, size_t from, size_t to)
{
    return around(text, from, to, ends_clause);
}

Str prose_sentence(Str text, size_t from, size_t to)
{
    return around(text, from, to, ends_sentence);
}

Str prose_before(Str text, size_t at)
{
    size_t from = at > PROSE_WINDOW ? at - PROSE_WINDOW : 0;

    while (from < at && ((unsigned char)text.at[from] & 0xC0) == 0x80)
        from++;
    return str_slice(text, from, at);
}

Str prose_following(Str text, size_t at)
{
    size_t to = at + PROSE_WINDOW < text.n ? at + PROSE_WINDOW : text.n;

    while (to < text.n && ((unsigned char)text.at[to] & 0xC0) == 0x80)
        to++;
    return str_slice(text, at < to ? at : to, to);
}

// Spans are in order: the one at or after `at` by bisection.
static const ProseSpan *span_at(const ProseBlock *block, size_t at)
{
    size_t low = 0, high = block->spans.n;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (block->spans.at[middle].to <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < block->spans.n && block->spans.at[low].from <= at ? &block->spans.at[low] : NULL;
}

bool prose_in_figure(const ProseBlock *block, size_t at)
{
    return span_at(block, at) != NULL;
}

bool prose_is_heading(const ProseBlock *block)
{
    return block->node->kind == NODE_HEADING;
}

Str prose_name(Str text)
{
    static const char *const marks[] = {"：", ":", "。", "，", "、", NULL};

    text = str_trim(text);
    for (size_t i = 0; marks[i]; i++)
        if (text_ends(text, marks[i]))
            return str_trim(str_slice(text, 0, text.n - strlen(marks[i])));
    return text;
}

int prose_direction_before(Str text, size_t *length)
{
    static const struct {
        const char *word;
        int direction;
    } words[] = {{"增加", 1},  {"增长", 1},   {"提高", 1},  {"上升", 1},  {"上涨", 1},   {"上调", 1},
                 {"增支", 1},  {"多支出", 1}, {"减少", -1}, {"下降", -1}, {"压减", -1},  {"降低", -1},
                 {"节约", -1}, {"下调", -1},  {"减支", -1}, {"压缩", -1}, {"少支出", -1}};
    static const char *const fillers[] = {"了", "约", "近", "：", ":", "额", "为", "率", "幅度", "幅", NULL};

    text = str_trim(text);
    for (int pass = 0; pass < 3; pass++) {
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
            if (text_ends(text, words[i].word)) {
                *length = strlen(words[i].word);
                return words[i].direction;
            }
        size_t i = 0;
        while (fillers[i] && !text_ends(text, fillers[i]))
            i++;
        if (!fillers[i])
            break;
        text = str_trim(str_slice(text, 0, text.n - strlen(fillers[i])));
    }
    *length = 0;
    return 0;
}

// ---- numbers

static bool is_digit(uint32_t code)
{
    return (code >= '0' && code <= '9') || (code >= U'０' && code <= U'９');
}

static bool is_point(uint32_t code)
{
    return code == '.' || code == U'．' || code == ',';
}

static bool is_minus(uint32_t code)
{
    return code == '-' || code == U'−' || code == U'－';
}

// Digits from `at` on, points and commas between digits included.
static size_t digits_end(Str text, size_t at)
{
    while (at < text.n) {
        size_t next = at, past;
        uint32_t code = utf8_next(text, &next);
        past = next;
        if (!is_digit(code) && !(is_point(code) && past < text.n && is_digit(utf8_next(text, &past))))
            break;
        at = next;
    }
    return at;
}

// A minus before a number is its sign only where no range (2021-2025) or word (GB-1) stands before it.
static size_t sign_start(Str text, size_t at)
{
    size_t sign = at, before;

    if (!is_minus(utf8_previous(text, &sign)))
        return at;
    before = sign;
    uint32_t code = utf8_previous(text, &before);
    bool word = (code < 0x80 && code > ' ' && code != '(' && code != ',' && code != ':') || code == U'年';
    return word ? at : sign;
}

static void number_unit(ProseNumber *number, Str text)
{
    Str rest = str_slice(text, number->to, text.n < number->to + 40 ? text.n : number->to + 40);
    size_t length = 0;

    number->kind = NUMBER_OTHER;
    number->after = number->to;
    number->unit = unit_money_at(rest, &length);
    if (number->unit.kind == UNIT_MONEY) {
        number->kind = NUMBER_MONEY;
        number->after = number->to + length;
        return;
    }
    rest = str_trim(rest);
    if (text_starts(rest, "%") || text_starts(rest, "％")) {
        number->kind = NUMBER_PERCENT;
        number->after = number->to + (text_starts(rest, "%") ? 1 : 3);
    } else if (text_starts(rest, "个百分点") || text_starts(rest, "百分点")) {
        number->kind = NUMBER_POINTS;
        number->after = number->to + strlen(text_starts(rest, "个") ? "个百分点" : "百分点");
    } else if (text_starts(rest, "年") && number->to - number->from == 4 && number->decimals == 0) {
        number->kind = NUMBER_YEAR;
        number->after = number->to + strlen("年");
    }
}

void prose_read_numbers(Arena *arena, ProseBlock *block)
{
    Str text = block->text;

    for (size_t at = 0; at < text.n;) {
        size_t next = at, length = 0;
        if (!is_digit(utf8_next(text, &next))) {
            at = next;
            continue;
        }
        size_t end = digits_end(text, at), start = sign_start(text, at);
        ProseNumber number = {.from = start, .to = end};
        if (end - start < 60)
            number.value = number_parse(arena, str_slice(text, start, end), &number.decimals);
        const ProseSpan *span = span_at(block, at);
        at = end;
        if (!number.value || (span && span->node->kind == NODE_CODE))
            continue;
        number.figure = span ? span->node->figure : NULL;
        number_unit(&number, text);
        number.direction = prose_direction_before(prose_before(text, start), &length);
        number.word = start - length; // nearly: fillers may stand between
        *vec_push(arena, &block->numbers) = number;
    }
}

// ---- the source without its marks

static void blank_out(char *at, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (at[i] != '\n')
            at[i] = 1;
}

static size_t run_of(Str text, size_t at, char c)
{
    size_t n = 0;

    while (at + n < text.n && text.at[at + n] == c)
        n++;
    return n;
}

// The end of the code span that opens at `at`; `at` where none does.
static size_t code_end(Str text, size_t at)
{
    size_t run = run_of(text, at, '`');

    for (size_t i = at + run; i < text.n;) {
        const char *found = memchr(text.at + i, '`', text.n - i);
        if (!found)
            break;
        i = (size_t)(found - text.at);
        size_t closing = run_of(text, i, '`');
        i += closing;
        if (closing == run)
            return i;
    }
    return at;
}

#define ADDRESS_MOST 2000 // bytes of a link's address and title

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

static size_t skip_spaces(Str text, size_t at)
{
    while (at < text.n && is_space(text.at[at]))
        at++;
    return at;
}

// Past the mark that closes what opens at `at` (<…>, "…"); 0 where none does.
static size_t enclosed_end(Str text, size_t at, char closing)
{
    for (size_t i = at + 1; i < text.n; i++) {
        if (text.at[i] == '\\')
            i++;
        else if (text.at[i] == closing)
            return i + 1;
    }
    return 0;
}

// Past an address without <>: at a blank, or the parenthesis that none in it opened.
static size_t address_end(Str text, size_t at)
{
    int open = 0;

    for (; at < text.n && !is_space(text.at[at]); at++) {
        if (text.at[at] == '\\' && at + 1 < text.n)
            at++;
        else if (text.at[at] == '(')
            open++;
        else if (text.at[at] == ')' && open-- == 0)
            break;
    }
    return at;
}

// Past the (address "title") whose parenthesis is at `at` (CommonMark 6.3); 0 where there is none.
static size_t destination_end(Str raw, size_t at)
{
    Str text = str_slice(raw, 0, at + ADDRESS_MOST < raw.n ? at + ADDRESS_MOST : raw.n);

    at = skip_spaces(text, at + 1);
    at = at < text.n && text.at[at] == '<' ? enclosed_end(text, at, '>') : address_end(text, at);
    if (at == 0)
        return 0;
    at = skip_spaces(text, at);
    if (at < text.n && (text.at[at] == '"' || text.at[at] == '\'' || text.at[at] == '(')) {
        at = enclosed_end(text, at, text.at[at] == '(' ? ')' : text.at[at]);
        at = at ? skip_spaces(text, at) : text.n;
    }
    return at < text.n && text.at[at] == ')' ? at + 1 : 0;
}

Str prose_mask(Arena *arena, Str raw)
{
    char *at = str_c(arena, raw);
    VEC(size_t) openings = {0};
    bool no_code = false; // a run of backticks without its partner: looked for once

    for (size_t i = 0; i < raw.n; i++) {
        char c = raw.at[i];
        if (c == '`' && !no_code) {
            size_t end = code_end(raw, i);
            no_code = end == i;
            if (end > i) {
                blank_out(at, i, end);
                i = end - 1;
            }
        } else if (c == '\\' || c == '*' || (c == '!' && i + 1 < raw.n && raw.at[i + 1] == '[')) {
            at[i] = 1;
        } else if (c == '[') {
            *vec_push(arena, &openings) = i;
        } else if (c == ']' && openings.n > 0) {
            size_t opening = openings.at[--openings.n];
            size_t end = i + 1 < raw.n && raw.at[i + 1] == '(' ? destination_end(raw, i + 1) : 0;
            if (end == 0)
                continue;
            at[opening] = 1;
            blank_out(at, i, end);
            i = end - 1;
        } else if (c == '<' && i + 1 < raw.n && ((unsigned char)raw.at[i + 1] < 0x80)) {
            ptrdiff_t close = str_find_char(str_slice(raw, 0, i + 2000 < raw.n ? i + 2000 : raw.n), '>', i);
            if (close >= 0) {
                blank_out(at, i, (size_t)close + 1);
                i = (size_t)close;
            }
        }
    }
    return (Str){at, raw.n};
}
