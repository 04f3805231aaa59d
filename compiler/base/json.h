// JSON that jansson writes, read back: for the folders that have it publish something.
#ifndef GONGKAI_BASE_JSON_H
#define GONGKAI_BASE_JSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>

// The value as text, which reads back as the same value; NULL where it does not, or there is no value. The
// caller frees it.
static inline char *json_text(const json_t *value, size_t flags)
{
    char *text = value ? json_dumps(value, flags) : NULL;
    json_t *back = text ? json_loads(text, 0, NULL) : NULL;
    bool same = json_equal(value, back);

    json_decref(back);
    if (same)
        return text;
    free(text);
    return NULL;
}

#endif
