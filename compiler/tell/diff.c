#include "tell/tell.h"

#include <assert.h>
#include <stdio.h>

#include "compare/compare.h"

enum { CONTEXT = 3 }; // lines of a hunk around what changes

typedef struct Lines {
    VEC(Str) all;
    bool open; // the last has no end
} Lines;

static Lines lines_of(Arena *arena, Str text)
{
    Lines lines = {0};

    for (size_t at = 0; at < text.n;) {
        ptrdiff_t end = str_find_char(text, '\n', at);

        lines.open = end < 0;
        *vec_push(arena, &lines.all) = str_slice(text, at, end < 0 ? text.n : (size_t)end);
        at = end < 0 ? text.n : (size_t)end + 1;
    }
    return lines;
}

static void line_print(char sign, const Lines *lines, size_t i)
{
    assert(i < lines->all.n && lines->all.at);
    printf("%c%.*s\n", sign, STR_ARG(lines->all.at[i]));
    if (lines->open && i + 1 == lines->all.n)
        puts("\\ No newline at end of file");
}

// Hunks [first, last) are near each other, and printed as one.
static void hunks_print(const Lines *a, const Lines *b, const CompareHunks *hunks, size_t first, size_t last)
{
    const CompareHunk *head = &hunks->at[first], *tail = &hunks->at[last - 1];
    size_t before = head->a_from < CONTEXT ? head->a_from : CONTEXT;
    size_t after = a->all.n - tail->a_to < CONTEXT ? a->all.n - tail->a_to : CONTEXT;
    size_t a_from = head->a_from - before, a_count = tail->a_to + after - a_from;
    size_t b_from = head->b_from - before, b_count = tail->b_to + after - b_from, at = a_from;

    printf("@@ -%zu,%zu +%zu,%zu @@\n", a_from + (a_count > 0), a_count, b_from + (b_count > 0), b_count);
    for (size_t i = first; i < last; i++) {
        for (; at < hunks->at[i].a_from; at++)
            line_print(' ', a, at);
        for (; at < hunks->at[i].a_to; at++)
            line_print('-', a, at);
        for (size_t k = hunks->at[i].b_from; k < hunks->at[i].b_to; k++)
            line_print('+', b, k);
    }
    for (; at < a_from + a_count; at++)
        line_print(' ', a, at);
}

void diff_print_texts(Str name, Str before, Str after)
{
    Arena *arena = arena_new();
    Lines a = lines_of(arena, before), b = lines_of(arena, after);
    CompareHunks hunks = compare_lines(arena, a.all.at, a.all.n, b.all.at, b.all.n);

    if (hunks.n)
        printf("--- %.*s\n+++ %.*s\n", STR_ARG(name), STR_ARG(name));
    for (size_t i = 0, end; i < hunks.n; i = end) {
        for (end = i + 1; end < hunks.n && hunks.at[end].a_from - hunks.at[end - 1].a_to <= 2 * CONTEXT;
             end++)
            ;
        hunks_print(&a, &b, &hunks, i, end);
    }
    arena_free(arena);
}
