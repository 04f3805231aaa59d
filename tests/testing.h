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

// True where some finding has this rule.
static inline bool diag_has(const Diag *diag, const char *rule)
{
    for (size_t i = 0; i < diag_total(diag); i++)
        if (str_equal(str_of(diag_at(diag, i)->rule), str_of(rule)))
            return true;
    return false;
}

#endif
