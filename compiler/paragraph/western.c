// Where Western text may break: UAX #14, through libunistring, less what CLREQ 3.1.4 keeps from a line's
// edges.
#include <unilbrk.h>

#include "paragraph/internal-paragraph.h"

// A run of Western characters, without the blanks that vanish; from[k] is the character that code[k] is.
typedef struct Run {
    uint32_t *code;
    size_t *from;
    char *breaks;
    size_t n;
} Run;

static bool in_run(const Char *c)
{
    return c->class == CLASS_WESTERN || c->class == CLASS_BLANK || c->class == CLASS_NONE;
}

static bool is_letter(uint32_t code)
{
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') || (code >= '0' && code <= '9');
}

// An address: it names its scheme, or has a dotted name before its first solidus.
static bool is_address(const Run *run, size_t from, size_t to)
{
    bool dotted = false;

    for (size_t i = from + 1; i + 1 < to; i++) {
        if (run->code[i] == ':' && run->code[i + 1] == '/')
            return true;
        if (run->code[i] == '/')
            return dotted;
        if (run->code[i] == '.' && is_letter(run->code[i - 1]) && is_letter(run->code[i + 1]))
            dotted = true;
    }
    return dotted;
}

// CLREQ 3.1.4, strict, of marks that Western text has as well; after a blank too.
static bool begins_no_line(uint32_t code)
{
    return code == 0x2014 || code == 0x2015 || code == 0x2026 || code == 0xB7 || code == 0x2019 ||
           code == 0x201D || code == 0x2030 || code == '%';
}

#define LONG_ADDRESS 20 // characters: it may also break after its other marks

static bool address_parts(uint32_t before, uint32_t after)
{
    return (before == '=' || before == '.' || before == '-' || before == '_') && is_letter(after);
}

// An address breaks after a solidus, a ? and a &, before digits too, which UAX #14 takes for a date or
// fraction.
static bool address_breaks(uint32_t before, uint32_t after)
{
    return (before == '/' || before == '?' || before == '&') && is_letter(after);
}

// After a solidus only an address breaks. LB29 (e.g., www.example.org), which libunistring leaves out.
static bool keeps_on(uint32_t before, bool address)
{
    return (before == '/' && !address) || before == '.' || before == ',' || before == ':' || before == ';';
}

static bool is_blank(const Setter *setter, const Run *run, size_t i)
{
    return setter->chars.at[run->from[i]].class == CLASS_BLANK;
}

static void mark_word(Setter *setter, const Run *run, size_t from, size_t to)
{
    bool address = is_address(run, from, to), long_address = address && to - from >= LONG_ADDRESS;

    for (size_t i = from; i < to; i++) {
        Char *c = &setter->chars.at[run->from[i]];
        bool possible = run->breaks[i] != UC_BREAK_PROHIBITED, part;

        c->address = long_address;
        if (i == 0 || c->hold >= HOLD_UNIT)
            continue; // beside Han the classes decide
        if (i > from && keeps_on(run->code[i - 1], address))
            possible = false;
        if (i > from && address && address_breaks(run->code[i - 1], run->code[i]))
            possible = true;
        part = i > from && long_address && !possible && address_parts(run->code[i - 1], run->code[i]);
        if (begins_no_line(c->code))
            possible = part = false;
        c->hold = possible || part ? HOLD_FREE : HOLD_WORD;
        if (i > from)
            c->dear = part ? 2 : 1;
    }
}

static void mark_run(Setter *setter, const Run *run)
{
    // "UTF-8": characters of ambiguous width are letters here; what Chinese text makes wide is not in the
    // run.
    u32_possible_linebreaks(run->code, run->n, "UTF-8", run->breaks);
    for (size_t i = 0; i < run->n;) {
        size_t end = i;

        while (end < run->n && !is_blank(setter, run, end))
            end++;
        mark_word(setter, run, i, end);
        i = end;
        while (i < run->n && is_blank(setter, run, i))
            i++;
    }
}

static void run_add(Setter *setter, Run *run, size_t i)
{
    const Char *c = &setter->chars.at[i];

    if (c->class == CLASS_NONE)
        return;
    // The blank between a number and its % vanishes.
    while (c->tight && run->n > 0 && is_blank(setter, run, run->n - 1))
        run->n--;
    run->code[run->n] = c->class == CLASS_BLANK && c->code != 0x200B ? ' ' : c->code;
    run->from[run->n++] = i;
}

static size_t run_end(const Setter *setter, size_t from)
{
    size_t end = from;

    while (end < setter->chars.n && in_run(&setter->chars.at[end]))
        end++;
    return end;
}

void chars_break_western(Setter *setter)
{
    Run run = {0};
    size_t longest = 0;

    for (size_t i = 0, end; i < setter->chars.n; i = end + 1) {
        end = run_end(setter, i);
        if (end - i > longest)
            longest = end - i;
    }
    run.code = ARENA_ARRAY(setter->scratch, uint32_t, longest);
    run.from = ARENA_ARRAY(setter->scratch, size_t, longest);
    run.breaks = ARENA_ARRAY(setter->scratch, char, longest);
    for (size_t i = 0, end; i < setter->chars.n; i = end + 1) {
        end = run_end(setter, i);
        run.n = 0;
        for (size_t k = i; k < end; k++)
            if (run.n > 0 || setter->chars.at[k].class == CLASS_WESTERN)
                run_add(setter, &run, k);
        if (run.n > 1)
            mark_run(setter, &run);
    }
}
