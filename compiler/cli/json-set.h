// Members of the JSON that commands print.
#ifndef GONGKAI_CLI_JSON_SET_H
#define GONGKAI_CLI_JSON_SET_H

#include <jansson.h>

#include "base/base.h"

// Left out where the text is empty.
static inline void set_text(json_t *object, const char *key, Str text)
{
    if (text.n)
        json_object_set_new(object, key, json_stringn(text.at, text.n));
}

static inline void set_number(json_t *object, const char *key, size_t number)
{
    json_object_set_new(object, key, json_integer((json_int_t)number));
}

#endif
