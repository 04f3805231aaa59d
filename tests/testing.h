// What every cmocka program includes, in the order that cmocka wants.
#ifndef GONGKAI_TESTING_H
#define GONGKAI_TESTING_H

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include "base/base.h"

// Compares a Str with a C string, showing both where they differ.
#define assert_str(actual, expected)                                                                         \
    do {                                                                                                     \
        Arena *arena_ = arena_new();                                                                         \
        assert_string_equal(str_c(arena_, (actual)), (expected));                                            \
        arena_free(arena_);                                                                                  \
    } while (0)

// The one finding there is.
static inline const Finding *diag_only(const Diag *diag, const char *rule)
{
    for (size_t i = 1; i < diag_total(diag); i++)
        print_error("also: %.*s\n", STR_ARG(diag_at(diag, i)->message));
    assert_int_equal(diag_total(diag), 1);
    assert_string_equal(diag_at(diag, 0)->rule, rule);
    return diag_at(diag, 0);
}

// The same of a program's Fixture, which may be the void pointer that cmocka hands on.
#define only_finding(fixture, rule_id) diag_only(((const Fixture *)(fixture))->diag, (rule_id))

static inline void assert_mentions(Str text, const char *part)
{
    if (str_find(text, str_of(part), 0) < 0)
        fail_msg("“%.*s” does not mention “%s”", STR_ARG(text), part);
}

// True where some finding has this rule.
static inline bool diag_has(const Diag *diag, const char *rule)
{
    for (size_t i = 0; i < diag_total(diag); i++)
        if (str_equal(str_of(diag_at(diag, i)->rule), str_of(rule)))
            return true;
    return false;
}

#endif
