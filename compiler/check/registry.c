// The rules that are written in C, by their ids. To add one: a line here, its function in a file of its
// topic, its page in docs/rules.md, and tests both ways.
#include "check/internal-check.h"

const CheckRule check_registry[] = {
    {"rounding", N_("Printed numbers add up, or differ by rounding alone (尾差)"), SEVERITY_WARNING, NULL},
    {"change-doubled", N_("A comparison does not repeat 比上年"), SEVERITY_ERROR, NULL},
};

const size_t check_registry_count = sizeof check_registry / sizeof check_registry[0];
