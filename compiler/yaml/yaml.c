// YAML to a tree of nodes, from libfyaml's events: its document tree keeps no place of a collection.
#include <ctype.h>
#include <libfyaml.h>
#include <stdlib.h>

#include "yaml/yaml.h"

#define ANCHORS_MOST 1000 // they are searched one by one

typedef struct Anchor {
    Str name;
    YamlNode *node;
} Anchor;

typedef struct Level {
    YamlNode *node;
    const YamlNode *key; // of a mapping: read, and waiting for its value
} Level;

typedef struct Builder {
    Arena *arena;
    Diag *diag;
    const Source *source;
    YamlNode *root;
    Level levels[YAML_DEPTH_MOST];
    size_t depth;
    VEC(Anchor) anchors;
} Builder;

Place yaml_place(const YamlNode *node)
{
    size_t length = node->length;
    ptrdiff_t end = str_find_char(node->source->text, '\n', node->offset);

    if (end >= 0 && node->offset + length > (size_t)end)
        length = (size_t)end - node->offset;
    return source_place(node->source, node->offset, length);
}

static bool fail(Builder *builder, size_t offset, const char *message)
{
    diag_report(builder->diag, SEVERITY_ERROR, "yaml-syntax", source_place(builder->source, offset, 1),
                (Str){0}, "%s", message);
    return false;
}

static Str token_text(struct fy_token *token)
{
    size_t n = 0;
    const char *at = token ? fy_token_get_text(token, &n) : NULL;

    return at ? (Str){at, n} : STR("");
}

// ---- the tree

static bool add_anchor(Builder *builder, struct fy_event *event, YamlNode *node)
{
    Str name = token_text(fy_event_get_anchor_token(event));

    if (name.n == 0)
        return true;
    if (builder->anchors.n == ANCHORS_MOST)
        return fail(builder, node->offset, _("too many anchors"));
    *vec_push(builder->arena, &builder->anchors) = (Anchor){str_copy(builder->arena, name), node};
    return true;
}

// Puts a finished or just opened node where it belongs.
static bool place_node(Builder *builder, YamlNode *node)
{
    Level *level;

    if (builder->depth == 0) {
        builder->root = node;
        return true;
    }
    level = &builder->levels[builder->depth - 1];
    if (level->node->kind == YAML_MAPPING && !level->key) {
        if (node->kind != YAML_SCALAR)
            return fail(builder, node->offset, _("a key must be a plain name"));
        level->key = node;
        return true;
    }
    *vec_push(builder->arena, &level->node->entries) = (YamlEntry){level->key, node};
    level->key = NULL;
    return true;
}

static YamlNode *new_node(Builder *builder, struct fy_event *event, YamlKind kind)
{
    YamlNode *node = ARENA_NEW(builder->arena, YamlNode);
    const struct fy_mark *mark = fy_event_start_mark(event);

    node->kind = kind;
    node->source = builder->source;
    if (mark)
        node->offset = mark->input_pos;
    else if (builder->depth > 0 && builder->levels[builder->depth - 1].key)
        node->offset = builder->levels[builder->depth - 1].key->offset;
    node->length = 1;
    return node;
}

static bool add_scalar(Builder *builder, struct fy_event *event)
{
    YamlNode *node = new_node(builder, event, YAML_SCALAR);
    const struct fy_mark *end = fy_event_end_mark(event);
    Str text = token_text(fy_event_get_token(event));
    enum fy_node_style style = fy_event_get_node_style(event);

    if (end && end->input_pos >= node->offset)
        node->length = end->input_pos - node->offset;
    // The parser goes away with what it has decoded.
    node->text = str_copy(builder->arena, text);
    if ((style == FYNS_PLAIN || style == FYNS_ANY) &&
        (text.n == 0 || str_equal(text, STR("~")) || str_equal(text, STR("null"))))
        node->kind = YAML_NULL;
    return add_anchor(builder, event, node) && place_node(builder, node);
}

static bool open_collection(Builder *builder, struct fy_event *event, YamlKind kind)
{
    YamlNode *node = new_node(builder, event, kind);

    if (builder->depth == YAML_DEPTH_MOST)
        return fail(builder, node->offset, _("too deeply nested"));
    if (!add_anchor(builder, event, node) || !place_node(builder, node))
        return false;
    node->open = true;
    node->height = 1;
    builder->levels[builder->depth++] = (Level){node, NULL};
    return true;
}

static int compare_keys(const void *a, const void *b)
{
    const YamlNode *const *x = a, *const *y = b;
    int order = str_compare((*x)->text, (*y)->text);

    if (order != 0)
        return order;
    return (*x)->offset < (*y)->offset ? -1 : (*x)->offset > (*y)->offset;
}

static void report_duplicates(Builder *builder, const YamlNode *node)
{
    size_t n = node->entries.n;
    const YamlNode **keys = ARENA_ARRAY(builder->arena, const YamlNode *, n);

    for (size_t i = 0; i < n; i++)
        keys[i] = node->entries.at[i].key;
    qsort(keys, n, sizeof(const YamlNode *), compare_keys);
    for (size_t i = 1; i < n; i++)
        if (str_equal(keys[i]->text, keys[i - 1]->text))
            diag_report(builder->diag, SEVERITY_ERROR, "key-duplicate", yaml_place(keys[i]),
                        str_print(builder->arena, _("it stands in line %u already; keep one of the two"),
                                  source_line_of(builder->source, keys[i - 1]->offset)),
                        _("the key “%.*s” stands here twice"), STR_ARG(keys[i]->text));
}

// Makes the collection that is being read at least as high as what it holds.
static void raise_level(Builder *builder, const YamlNode *node)
{
    YamlNode *parent = builder->depth ? builder->levels[builder->depth - 1].node : NULL;

    if (parent && parent->height <= node->height)
        parent->height = node->height + 1;
}

static bool close_collection(Builder *builder)
{
    YamlNode *node;

    if (builder->depth == 0)
        return true;
    node = builder->levels[--builder->depth].node;
    node->open = false;
    raise_level(builder, node);
    if (node->kind == YAML_MAPPING)
        report_duplicates(builder, node);
    return true;
}

static bool add_alias(Builder *builder, struct fy_event *event)
{
    Str name = token_text(fy_event_get_token(event));
    const struct fy_mark *mark = fy_event_start_mark(event);
    size_t offset = mark ? mark->input_pos : 0;

    for (size_t i = builder->anchors.n; i-- > 0;) {
        if (!str_equal(builder->anchors.at[i].name, name))
            continue;
        if (builder->anchors.at[i].node->open)
            return fail(builder, offset, _("an alias must not stand inside what it refers to"));
        if (builder->depth + builder->anchors.at[i].node->height > YAML_DEPTH_MOST)
            return fail(builder, offset, _("too deeply nested"));
        raise_level(builder, builder->anchors.at[i].node);
        return place_node(builder, builder->anchors.at[i].node);
    }
    return fail(
        builder, offset,
        str_print(builder->arena, _("“&%.*s” stands nowhere before “*%.*s”"), STR_ARG(name), STR_ARG(name))
            .at);
}

static bool add_event(Builder *builder, struct fy_event *event)
{
    const struct fy_mark *mark;

    switch (event->type) {
    case FYET_SCALAR:
        return add_scalar(builder, event);
    case FYET_ALIAS:
        return add_alias(builder, event);
    case FYET_SEQUENCE_START:
        return open_collection(builder, event, YAML_SEQUENCE);
    case FYET_MAPPING_START:
        return open_collection(builder, event, YAML_MAPPING);
    case FYET_SEQUENCE_END:
    case FYET_MAPPING_END:
        return close_collection(builder);
    case FYET_DOCUMENT_START:
        mark = fy_event_start_mark(event);
        return !builder->root ||
               fail(builder, mark ? mark->input_pos : 0, _("the file must hold one document"));
    default:
        return true;
    }
}

// ---- syntax errors, and what Chinese input methods make of YAML

static Str syntax_hint(Str line)
{
    ptrdiff_t wide = str_find(line, STR("："), 0), colon = str_find(line, STR(": "), 0);

    if (wide >= 0 && (colon < 0 || wide < colon))
        return str_of(
            _("after a key write an ASCII colon and a space (key: value) instead of the full-width “：”"));
    if (str_find(line, STR("“"), 0) >= 0 || str_find(line, STR("”"), 0) >= 0)
        return str_of(_("put the value in ASCII quotation marks: \"…\" instead of “…”"));
    if (line.n && line.at[0] == '\t')
        return str_of(_("indent with spaces instead of tabs"));
    if (str_find_char(line, ':', 0) >= 0 && colon < 0 && line.at[line.n - 1] != ':')
        return str_of(_("put a space after the colon: key: value"));
    if (str_find_char(line, '{', 0) >= 0 && str_find_char(line, '[', 0) >= 0)
        return str_of(_("between { and } an expression with [ ] stands in quotation marks: \"…\""));
    return (Str){0};
}

// `key: value` that is further in than the key above it, which has a value: the parser takes both for one
// value, and names the line above.
static Str indent_hint(const Source *source, uint32_t line)
{
    Str text = source_line(source, line + 1);
    size_t at = 0;

    if (line >= source->line_count || !text.n || !char_is_blank(utf8_next(text, &at)) ||
        str_find(text, STR(": "), 0) < 0)
        return (Str){0};
    return text.at[0] == '\t' ? str_of(_("indent with spaces instead of tabs"))
                              : str_of(_("begin the line as far to the left as the keys beside it"));
}

static size_t offset_at(const Source *source, int line, int column)
{
    size_t offset, end;

    if (line < 1)
        return 0;
    if ((size_t)line > source->line_count)
        return source->text.n;
    offset = source->lines[line - 1];
    end = offset + source_line(source, (uint32_t)line).n;
    for (int i = 1; i < column && offset < end; i++)
        utf8_next(source->text, &offset);
    return offset;
}

static void report_syntax(Builder *builder, struct fy_diag *errors)
{
    void *previous = NULL;
    struct fy_diag_error *error = fy_diag_errors_iterate(errors, &previous);
    const Source *source = builder->source;
    size_t offset = error ? offset_at(source, error->line, error->column) : 0;
    uint32_t line = source_line_of(source, offset);
    Str hint = syntax_hint(source_line(source, line));

    // The parser often sees the fault a line late, where the value that it took for a longer one ends.
    if (hint.n == 0 && line > 1)
        hint = syntax_hint(source_line(source, line - 1));
    if (hint.n == 0 && (hint = indent_hint(source, line)).n)
        offset = source->lines[line];
    diag_report(builder->diag, SEVERITY_ERROR, "yaml-syntax", source_place(source, offset, 1), hint,
                _("not valid YAML: %s"), error && error->msg ? error->msg : _("it cannot be read"));
}

const YamlNode *yaml_read(Arena *arena, Diag *diag, const Source *source)
{
    Builder builder = {.arena = arena, .diag = diag, .source = source};
    struct fy_diag_cfg diag_config;
    struct fy_diag *errors;
    struct fy_parse_cfg config = {.flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG};
    struct fy_parser *parser;
    struct fy_event *event;
    bool good = true, ended = false;

    fy_diag_cfg_default(&diag_config);
    diag_config.fp = NULL;
    errors = fy_diag_create(&diag_config);
    fy_diag_set_collect_errors(errors, true);
    config.diag = errors;
    parser = fy_parser_create(&config);
    if (parser && fy_parser_set_string(parser, source->text.at, source->text.n) == 0) {
        while (good && !ended && (event = fy_parser_parse(parser))) {
            ended = event->type == FYET_STREAM_END;
            good = add_event(&builder, event);
            fy_parser_event_free(parser, event);
        }
    }
    if (good && !ended)
        report_syntax(&builder, errors);
    if (parser)
        fy_parser_destroy(parser);
    fy_diag_destroy(errors);
    if (!good || !ended)
        return NULL;
    if (!builder.root) {
        builder.root = ARENA_NEW(arena, YamlNode);
        builder.root->source = source;
    }
    return builder.root;
}

// ---- writing

// Chinese letters and digits: neither a mark of YAML's nor one of its words.
static bool is_plain(Str text)
{
    bool wide = false;

    for (size_t i = 0; i < text.n; i++) {
        bool ascii = (unsigned char)text.at[i] < 0x80;

        wide = wide || !ascii;
        if (ascii && !isalnum((unsigned char)text.at[i]))
            return false;
    }
    return wide;
}

void yaml_add_text(StrBuf *out, Str text)
{
    bool plain = is_plain(text);

    if (!plain)
        buf_add_char(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] == '"' || text.at[i] == '\\')
            buf_add_char(out, '\\');
        if ((unsigned char)text.at[i] >= 0x20)
            buf_add_char(out, text.at[i]);
    }
    if (!plain)
        buf_add_char(out, '"');
}
