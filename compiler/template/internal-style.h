// What the files that read styles share.
#ifndef GONGKAI_TEMPLATE_INTERNAL_STYLE_H
#define GONGKAI_TEMPLATE_INTERNAL_STYLE_H

#include "template/internal-template.h"

typedef struct StyleReader {
    Arena *arena;
    Diag *diag;
    Style *style;
    FaceSpec *faces;
    LengthContext context; // of the page; em is set by what is being read
    Length longest;        // of any length
    const YamlNode *base;  // the style that a key which is missing is taken from; NULL: none
    VEC(Str) taken;        // such keys, as `table: unit-gap`
} StyleReader;

// ---- style-values.c

// A mapping whose keys must all be there, or in the same part of the base: `table: columns`; NULL: the whole.
void style_open(StyleReader *reader, YamlMap *map, const YamlNode *node, const char *part);
void style_close(StyleReader *reader, YamlMap *map, const char *part);

// Values; 0 and reported where they are none. em: 0 where none is allowed.
Length style_length(StyleReader *reader, const YamlNode *node, Length em);
Length style_positive(StyleReader *reader, const YamlNode *node, Length em);
Length style_size(StyleReader *reader, const YamlNode *node, Length em);
int style_permille(StyleReader *reader, const YamlNode *node);
uint32_t style_colour(StyleReader *reader, const YamlNode *node);
Str style_number_format(StyleReader *reader, YamlMap *map, const char *key);
int style_count(YamlMap *map, const char *key, int least);

#endif
