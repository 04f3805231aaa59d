// yaml: YAML to a small tree with places, and typed getters that know which keys there are. The reader layer
// that manifest, template, style and table declarations share.
//
// In: a Source. Out: its YamlNode. Memory: nodes are in the arena given; a plain scalar's text points into
// its Source. Aliases share the node that they name, so a tree is in truth an acyclic graph. Errors:
// yaml-syntax, with the mend for full-width colons and quotes; key-duplicate, key-unknown (with the nearest
// key asked for), key-missing; a wrong type value-type, a bad value value-invalid.
#ifndef GONGKAI_YAML_YAML_H
#define GONGKAI_YAML_YAML_H

#include "source/source.h"

// Collections within each other, through aliases too: so what walks a tree may recurse.
#define YAML_DEPTH_MOST 32

typedef enum YamlKind { YAML_NULL, YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING } YamlKind;

typedef struct YamlNode YamlNode;
typedef struct YamlEntry {
    const YamlNode *key; // NULL in a sequence
    const YamlNode *value;
} YamlEntry;

struct YamlNode {
    YamlKind kind;
    const Source *source;
    size_t offset, length; // a scalar's text in the source, without quotes; a collection's start
    Str text;              // of a scalar, decoded
    VEC(YamlEntry) entries;
    size_t height; // collections within each other in it, itself counted, through aliases too
    bool open;     // while it is being read: an alias must not refer to it
};

// NULL after reporting yaml-syntax. A file without content gives a YAML_NULL node.
const YamlNode *yaml_read(Arena *arena, Diag *diag, const Source *source);
Place yaml_place(const YamlNode *node);

// A mapping that is being read. Each getter makes its key known; yaml_close reports the keys that nothing
// asked for.
typedef struct YamlMap {
    Arena *arena;
    Diag *diag;
    const YamlNode *node;
    bool complete;             // a key that is asked for and is not there is reported
    const YamlNode *otherwise; // a mapping from which it is taken instead; NULL: none. Set after yaml_open
    VEC(Str) taken;            // such keys
    bool *read;                // by entry
    VEC(Str) known;
} YamlMap;

// An empty node is a mapping without keys. Any other that is no mapping is reported and read as one; false
// then.
bool yaml_open(YamlMap *map, Arena *arena, Diag *diag, const YamlNode *node, bool complete);
void yaml_close(YamlMap *map);

// NULL where the key is absent or its value is empty (~).
const YamlNode *yaml_optional(YamlMap *map, const char *key);
const YamlNode *yaml_get(YamlMap *map,
                         const char *key); // reported where the map is to be complete, as in all that follow
const YamlNode *yaml_need(YamlMap *map, const char *key); // reports key-missing
// NULL also where it is something else, which is reported.
const YamlNode *yaml_list(YamlMap *map, const char *key);
const YamlNode *yaml_mapping(YamlMap *map, const char *key);
// The fallback where the key is absent or its value is of another type or out of range, which is reported.
Str yaml_text(YamlMap *map, const char *key, Str fallback);
Str yaml_need_text(YamlMap *map, const char *key); // a blank one is reported, and empty
long yaml_int(YamlMap *map, const char *key, long fallback, long least, long most);
bool yaml_bool(YamlMap *map, const char *key, bool fallback);
// The index of the value in names.
int yaml_choice(YamlMap *map, const char *key, const char *const *names, size_t n, int fallback);
Str *yaml_texts(YamlMap *map, const char *key, size_t *n); // a sequence of texts

// The same for a node that stands in a sequence or under a name of the author's own.
bool yaml_node_text(Diag *diag, const YamlNode *node, Str *text);
Str *yaml_node_texts(Arena *arena, Diag *diag, const YamlNode *node, size_t *n);
int yaml_node_choice(Arena *arena, Diag *diag, const YamlNode *node, const char *const *names, size_t n,
                     int fallback);
// The value of a key; NULL where the node has none or is no mapping. Makes nothing known.
const YamlNode *yaml_value(const YamlNode *node, Str key);

// A text as a value that reads as it: plain where it cannot be anything else, else in quotes. Controls go.
void yaml_add_text(StrBuf *out, Str text);

// ---- one tree from several (merge.c)

// `over` laid over `base`: mappings are joined key by key, anything else of `over` takes its place, and a key
// that is empty (~) there goes. Both stay as they are. Reports value-invalid where aliases make it endless.
const YamlNode *yaml_merge(Arena *arena, Diag *diag, const YamlNode *base, const YamlNode *over);
// A copy of a mapping in which the key has another value; the mapping itself where it is none or has no such
// key.
const YamlNode *yaml_with(Arena *arena, const YamlNode *node, Str key, const YamlNode *value);
// A copy in which `words`, a mapping of texts, are replaced in keys and texts, the longest that stands at a
// place first.
//
// kept: words that stay as they are, unless `words` has one as long that stands at its place.
const YamlNode *yaml_replace(Arena *arena, Diag *diag, const YamlNode *node, const YamlNode *words,
                             const Str *kept, size_t kept_count);

// The same for a text; words: a mapping that yaml_replace took.
Str yaml_replace_text(Arena *arena, const YamlNode *words, Str text, const Str *kept, size_t kept_count);

// “did you mean “x””, or an empty Str where no name is near.
Str yaml_hint_nearest(Arena *arena, Str name, const Str *known, size_t n);

#endif
