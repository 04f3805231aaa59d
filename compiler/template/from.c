// from: a table as another set has it, with some columns named otherwise, left out, added, parted, paired or
// in another order. The tree of the other's declaration is changed before anything is read of it, so that
// what stands in it is read one way.
#include "template/internal-template.h"

#define FROM_MOST 8 // tables that are made from each other

static const char *const change_keys[] = {"from", "drop", "rename", "split", "pair", "add", "order", "merge"};

typedef struct Changer {
    Arena *arena;
    Diag *diag;
    const WordList *words; // by which columns of codes and names are told from amounts
    const YamlNode *drop, *rename, *split, *pair, *add, *order, *merge;
    const YamlNode
        *group_means[YAML_DEPTH_MOST]; // of the groups that a column stands under; NULL: one says none
    size_t group_count;
    bool *dropped, *renamed, *parted, *added, *placed; // by entry of those: a column has the name
} Changer;

// ---- nodes

static YamlNode *node_like(Arena *arena, const YamlNode *place, YamlKind kind)
{
    YamlNode *node = ARENA_NEW(arena, YamlNode);

    *node =
        (YamlNode){.kind = kind, .source = place->source, .offset = place->offset, .length = place->length};
    return node;
}

static const YamlNode *text_node(Arena *arena, const YamlNode *place, Str text)
{
    YamlNode *node = node_like(arena, place, YAML_SCALAR);

    node->text = text;
    return node;
}

static void add_entry(Arena *arena, YamlNode *node, const YamlNode *key, const YamlNode *value)
{
    *vec_push(arena, &node->entries) = (YamlEntry){key, value};
    if (value->height >= node->height)
        node->height = value->height + 1;
}

// ---- columns

static bool is_group(const YamlNode *column)
{
    return column_group(column) != NULL;
}

// A group of columns, with what the column or group that it is made of means.
static const YamlNode *group_node(Arena *arena, const YamlNode *column, Str name, const YamlNode *columns)
{
    const YamlNode *means = yaml_value(column, STR("means"));
    YamlNode *node = node_like(arena, column, YAML_MAPPING);

    add_entry(arena, node, text_node(arena, column, name), columns);
    if (means)
        add_entry(arena, node, text_node(arena, column, STR("means")), means);
    return node;
}

static Str column_name(const YamlNode *column)
{
    const YamlNode *name = column->kind == YAML_MAPPING ? yaml_value(column, STR("name")) : NULL;

    if (is_group(column))
        return column_group(column)->key->text;
    return column->kind == YAML_SCALAR ? column->text : name ? name->text : (Str){0};
}

// The place of a name in a list, or of a key in a mapping; -1 where it has none.
static ptrdiff_t find(const YamlNode *node, Str name)
{
    for (size_t i = 0; node && i < node->entries.n; i++) {
        const YamlEntry *entry = &node->entries.at[i];

        if (name.n && name_equal(entry->key ? entry->key->text : entry->value->text, name))
            return (ptrdiff_t)i;
    }
    return -1;
}

// A column under another title; its name stays, so that rules go on to find it. A group is its title.
static const YamlNode *renamed(const Changer *changer, const YamlNode *column, const YamlNode *title)
{
    YamlNode *leaf;

    if (is_group(column))
        return group_node(changer->arena, column, title->text, column_group(column)->value);
    if (column->kind == YAML_MAPPING) {
        leaf = node_like(changer->arena, column, YAML_MAPPING);
        for (size_t i = 0; i < column->entries.n; i++)
            if (!str_equal(column->entries.at[i].key->text, STR("title")))
                add_entry(changer->arena, leaf, column->entries.at[i].key, column->entries.at[i].value);
    } else {
        leaf = node_like(changer->arena, column, YAML_MAPPING);
        add_entry(changer->arena, leaf, text_node(changer->arena, column, STR("name")), column);
    }
    add_entry(changer->arena, leaf, text_node(changer->arena, title, STR("title")), title);
    return leaf;
}

static const YamlNode *changed_columns(Changer *changer, const YamlNode *columns);

static const YamlNode *changed_group(Changer *changer, const YamlNode *column)
{
    const YamlNode *inner;

    if (changer->group_count == YAML_DEPTH_MOST)
        return column;
    changer->group_means[changer->group_count++] = yaml_value(column, STR("means"));
    inner = changed_columns(changer, column_group(column)->value);
    changer->group_count--;
    return inner->entries.n ? group_node(changer->arena, column, column_group(column)->key->text, inner)
                            : NULL;
}

static bool is_amount(const Changer *changer, const YamlNode *column, Str name)
{
    return !is_group(column) && !column_is_stub(changer->words, name) &&
           !(column->kind == YAML_MAPPING && yaml_value(column, STR("kind")));
}

// The value that a mapping has for a column, which is marked; NULL where it has none, or there is no mapping.
static const YamlNode *said_of(const YamlNode *mapping, bool *marks, Str name)
{
    ptrdiff_t at = find(mapping, name);

    if (!mapping || at < 0)
        return NULL;
    marks[at] = true;
    return mapping->entries.at[at].value;
}

// Whether what a column says that it means is an id, with what its groups add to it (.决算) or it to theirs.
static bool is_meant(const Changer *changer, const YamlNode *means)
{
    StrBuf added = {.arena = changer->arena};
    Str id = {0};

    for (size_t i = 0; i <= changer->group_count; i++) {
        const YamlNode *one = i < changer->group_count ? changer->group_means[i] : means;

        if (one && str_starts(one->text, STR(".")))
            buf_add(&added, one->text);
        else if (one && one->text.n)
            id = one->text;
    }
    return id.n && meaning_kind(str_print(changer->arena, "%.*s%.*s", STR_ARG(id),
                                          STR_ARG(buf_str(&added)))) != MEANING_NONE;
}

static const YamlNode *without_means(const Changer *changer, const YamlNode *part)
{
    YamlNode *copy = node_like(changer->arena, part, YAML_MAPPING);

    for (size_t i = 0; i < part->entries.n; i++)
        if (!str_equal(part->entries.at[i].key->text, STR("means")))
            add_entry(changer->arena, copy, part->entries.at[i].key, part->entries.at[i].value);
    return copy;
}

// A part of a column that means nothing, whatever its groups say.
static const YamlNode *meaning_none(const Changer *changer, const YamlNode *part)
{
    YamlNode *named, *none = node_like(changer->arena, part, YAML_NULL);

    if (is_group(part) || yaml_value(part, STR("means")))
        return part;
    named = node_like(changer->arena, part, YAML_MAPPING);
    if (part->kind == YAML_SCALAR)
        add_entry(changer->arena, named, text_node(changer->arena, part, STR("name")), part);
    for (size_t i = 0; part->kind == YAML_MAPPING && i < part->entries.n; i++)
        add_entry(changer->arena, named, part->entries.at[i].key, part->entries.at[i].value);
    add_entry(changer->arena, named, text_node(changer->arena, part, STR("means")), none);
    return named;
}

// A column in the parts that `pair` says. What it means, with its groups, is meant by the part alone that
// says so
// (`means: .`); by none where none says it. Else the parts add to it (.决算).
static const YamlNode *paired(const Changer *changer, const YamlNode *column, Str name)
{
    const YamlNode *means = yaml_value(column, STR("means")), *pair = changer->pair;
    YamlNode *parts = node_like(changer->arena, pair, YAML_SEQUENCE);
    YamlNode *group = node_like(changer->arena, column, YAML_MAPPING);

    if (!is_meant(changer, means))
        return group_node(changer->arena, column, name, pair);
    for (size_t i = 0; i < pair->entries.n; i++) {
        const YamlNode *part = pair->entries.at[i].value, *own = yaml_value(part, STR("means"));

        if (!own || !str_equal(own->text, STR(".")))
            part = meaning_none(changer, part);
        else if (means)
            part = yaml_with(changer->arena, part, STR("means"), means);
        else
            part = without_means(changer, part); // its groups say all
        add_entry(changer->arena, parts, NULL, part);
    }
    add_entry(changer->arena, group, text_node(changer->arena, column, name), parts);
    return group;
}

// A column as it is to stand; NULL where nothing is left of it.
static const YamlNode *changed_column(Changer *changer, const YamlNode *column, Str name)
{
    const YamlNode *parts = said_of(changer->split, changer->parted, name);
    const YamlNode *title = said_of(changer->rename, changer->renamed, name);
    const YamlNode *changed = is_group(column) ? changed_group(changer, column) : column;

    if (parts)
        changed = group_node(changer->arena, column, name, parts);
    else if (changer->pair && is_amount(changer, column, name))
        changed = paired(changer, column, name);
    return changed && title ? renamed(changer, changed, title) : changed;
}

static void change_column(Changer *changer, const YamlNode *column, YamlNode *out)
{
    Str name = column_name(column);
    const YamlNode *more = said_of(changer->add, changer->added, name), *changed = NULL;

    if (!said_of(changer->drop, changer->dropped, name))
        changed = changed_column(changer, column, name);
    if (changed)
        add_entry(changer->arena, out, NULL, changed);
    for (size_t i = 0; more && more->kind == YAML_SEQUENCE && i < more->entries.n; i++)
        add_entry(changer->arena, out, NULL, more->entries.at[i].value);
    if (more && more->kind != YAML_SEQUENCE) // one
        add_entry(changer->arena, out, NULL, more);
}

// Recursion ends at YAML_DEPTH_MOST.
static void change_columns(Changer *changer, const YamlNode *columns, YamlNode *out)
{
    for (size_t i = 0; columns->kind == YAML_SEQUENCE && i < columns->entries.n; i++) {
        const YamlNode *column = columns->entries.at[i].value;

        if (column->kind == YAML_SEQUENCE) // that an alias stands for
            change_columns(changer, column, out);
        else
            change_column(changer, column, out);
    }
}

// Those that `order` names first, the others after them; of a group among its own columns.
static const YamlNode *ordered(const Changer *changer, const YamlNode *columns)
{
    YamlNode *out = node_like(changer->arena, columns, YAML_SEQUENCE);

    for (size_t k = 0; changer->order && k < changer->order->entries.n; k++)
        for (size_t i = 0; i < columns->entries.n; i++)
            if (name_equal(column_name(columns->entries.at[i].value),
                           changer->order->entries.at[k].value->text)) {
                changer->placed[k] = true;
                add_entry(changer->arena, out, NULL, columns->entries.at[i].value);
            }
    for (size_t i = 0; i < columns->entries.n; i++)
        if (find(changer->order, column_name(columns->entries.at[i].value)) < 0)
            add_entry(changer->arena, out, NULL, columns->entries.at[i].value);
    return out;
}

static const YamlNode *changed_columns(Changer *changer, const YamlNode *columns)
{
    YamlNode *out = node_like(changer->arena, columns, YAML_SEQUENCE);

    change_columns(changer, columns, out);
    return ordered(changer, out);
}

// ---- a table

static void report_unused(const Changer *changer, const YamlNode *node, const bool *used)
{
    for (size_t i = 0; node && i < node->entries.n; i++) {
        const YamlNode *name = node->entries.at[i].key ? node->entries.at[i].key : node->entries.at[i].value;

        if (!used[i])
            diag_report(changer->diag, SEVERITY_ERROR, "value-invalid", yaml_place(name), (Str){0},
                        _("the table that this one is made from has no column “%.*s”"), STR_ARG(name->text));
    }
}

static const YamlNode *wanted(YamlMap *map, const char *key, YamlKind kind, size_t *n)
{
    const YamlNode *node = yaml_value(map->node, str_of(key)) == NULL ? NULL
                           : kind == YAML_MAPPING                     ? yaml_mapping(map, key)
                                                                      : yaml_list(map, key);

    *n = node ? node->entries.n : 0;
    return node;
}

static Changer changer_new(YamlMap *map, const WordList *words)
{
    Changer changer = {.arena = map->arena, .diag = map->diag, .words = words};
    size_t n;

    changer.drop = wanted(map, "drop", YAML_SEQUENCE, &n);
    changer.dropped = ARENA_ARRAY(map->arena, bool, n + 1);
    changer.split = wanted(map, "split", YAML_MAPPING, &n);
    changer.parted = ARENA_ARRAY(map->arena, bool, n + 1);
    changer.add = wanted(map, "add", YAML_MAPPING, &n);
    changer.added = ARENA_ARRAY(map->arena, bool, n + 1);
    changer.rename = wanted(map, "rename", YAML_MAPPING, &n);
    changer.renamed = ARENA_ARRAY(map->arena, bool, n + 1);
    changer.pair = wanted(map, "pair", YAML_SEQUENCE, &n);
    changer.order = wanted(map, "order", YAML_SEQUENCE, &n);
    changer.placed = ARENA_ARRAY(map->arena, bool, n + 1);
    changer.merge = wanted(map, "merge", YAML_MAPPING, &n);
    return changer;
}

// ---- lists side by side that become one

static const YamlNode *list_named(const YamlNode *lists, Str name)
{
    for (size_t i = 0; i < lists->entries.n; i++) {
        const YamlNode *own = yaml_value(lists->entries.at[i].value, STR("name"));

        if (own && name_equal(own->text, name))
            return lists->entries.at[i].value;
    }
    return NULL;
}

// The list, which says of which it was made, so that rows of an example are found under their names.
static const YamlNode *list_of(const Changer *changer, const YamlNode *list, const YamlNode *parts)
{
    YamlNode *made = node_like(changer->arena, list, YAML_MAPPING);

    for (size_t i = 0; i < list->entries.n; i++)
        if (!str_equal(list->entries.at[i].key->text, STR("merged")))
            add_entry(changer->arena, made, list->entries.at[i].key, list->entries.at[i].value);
    add_entry(changer->arena, made, text_node(changer->arena, list, STR("merged")), parts);
    return made;
}

// The list that takes the place of those that `merge` names for it: the first of them, under its name. NULL
// after reporting that the table has not all of them.
static const YamlNode *merged_list(const Changer *changer, const YamlNode *lists, const YamlEntry *merge)
{
    const YamlNode *parts = merge->value, *first = NULL;
    size_t n = 0;
    Str *names = yaml_node_texts(changer->arena, changer->diag, parts, &n);

    for (size_t i = 0; i < n; i++) {
        const YamlNode *list = list_named(lists, names[i]);

        if (!list) {
            diag_report(changer->diag, SEVERITY_ERROR, "value-invalid",
                        yaml_place(parts->entries.at[i].value), (Str){0},
                        _("the table that this one is made from has no list “%.*s”"), STR_ARG(names[i]));
            return NULL;
        }
        first = first ? first : list;
    }
    return first ? list_of(changer, yaml_with(changer->arena, first, STR("name"), merge->key), parts) : NULL;
}

static bool is_in(const YamlNode *names, Str name)
{
    for (size_t i = 0; names->kind == YAML_SEQUENCE && i < names->entries.n; i++)
        if (name_equal(names->entries.at[i].value->text, name))
            return true;
    return false;
}

// The lists with those merged that `merge` says, where the first of them stood.
static const YamlNode *merged_lists(const Changer *changer, const YamlNode *lists)
{
    YamlNode *out = node_like(changer->arena, lists, YAML_SEQUENCE);
    size_t n = changer->merge ? changer->merge->entries.n : 0;
    bool *done = ARENA_ARRAY(changer->arena, bool, n + 1);

    for (size_t i = 0; i < lists->entries.n; i++) {
        const YamlNode *list = lists->entries.at[i].value, *name = yaml_value(list, STR("name"));

        for (size_t k = 0; k < n && list; k++) {
            const YamlEntry *merge = &changer->merge->entries.at[k];

            if (!name || !is_in(merge->value, name->text))
                continue;
            list = done[k] ? NULL : merged_list(changer, lists, merge);
            done[k] = true;
            break;
        }
        if (list)
            add_entry(changer->arena, out, NULL, list);
    }
    for (size_t k = 0; k < n; k++)
        if (!done[k])
            merged_list(changer, lists, &changer->merge->entries.at[k]); // says what is not there
    return out;
}

static const YamlNode *changed_table(Changer *changer, const YamlNode *table)
{
    const YamlNode *columns = yaml_value(table, STR("columns")), *lists = yaml_value(table, STR("lists"));
    YamlNode *all;

    if (columns)
        table = yaml_with(changer->arena, table, STR("columns"), changed_columns(changer, columns));
    if (!lists)
        return table;
    lists = merged_lists(changer, lists);
    all = node_like(changer->arena, lists, YAML_SEQUENCE);
    for (size_t i = 0; i < lists->entries.n; i++) {
        const YamlNode *list = lists->entries.at[i].value, *own = yaml_value(list, STR("columns"));

        add_entry(changer->arena, all, NULL,
                  own ? yaml_with(changer->arena, list, STR("columns"), changed_columns(changer, own))
                      : list);
    }
    return yaml_with(changer->arena, table, STR("lists"), all);
}

// The keys of the table's own, laid over the other's.
static const YamlNode *own_keys(Arena *arena, const YamlNode *table)
{
    YamlNode *own = node_like(arena, table, YAML_MAPPING);
    const YamlNode *own_columns = yaml_value(table, STR("columns"));
    bool assumed =
        own_columns && own_columns->kind == YAML_SCALAR && str_equal(own_columns->text, STR("assumed"));
    bool columns = own_columns && !assumed, lists = yaml_value(table, STR("lists"));

    if (assumed) // those of the other table are
        add_entry(arena, own, text_node(arena, own_columns, STR("assumed")),
                  text_node(arena, own_columns, STR("true")));
    for (size_t i = 0; i < table->entries.n; i++) {
        bool change = assumed && table->entries.at[i].value == own_columns;

        for (size_t k = 0; k < sizeof change_keys / sizeof change_keys[0]; k++)
            change = change || str_equal(table->entries.at[i].key->text, str_of(change_keys[k]));
        if (!change)
            add_entry(arena, own, table->entries.at[i].key, table->entries.at[i].value);
    }
    if (columns != lists) // a table has the one or the other
        add_entry(arena, own, text_node(arena, table, columns ? STR("lists") : STR("columns")),
                  node_like(arena, table, YAML_NULL));
    return own;
}

// SET/NAME; NULL after reporting.
static const YamlNode *find_table(Arena *arena, Diag *diag, const YamlNode *sets, const YamlNode *from)
{
    ptrdiff_t slash = str_find_char(from->text, '/', 0);
    Str set = slash < 0 ? (Str){0} : str_slice(from->text, 0, (size_t)slash);
    Str name = str_slice(from->text, (size_t)(slash + 1), from->text.n);
    const YamlNode *tables =
        set.n && yaml_value(sets, set) ? yaml_value(yaml_value(sets, set), STR("tables")) : NULL;
    size_t n = tables && tables->kind == YAML_SEQUENCE ? tables->entries.n : 0;
    Str *names = ARENA_ARRAY(arena, Str, n + 1);

    for (size_t i = 0; i < n; i++) {
        const YamlNode *table = tables->entries.at[i].value, *own = yaml_value(table, STR("name"));

        names[i] = own ? own->text : (Str){0};
        if (own && name_equal(own->text, name))
            return table;
    }
    diag_report(diag, SEVERITY_ERROR, "value-invalid", yaml_place(from),
                n ? yaml_hint_nearest(arena, name, names, n)
                  : str_of(_("write SET/TABLE: national/收入决算表")),
                _("there is no table “%.*s” to make this one from"), STR_ARG(from->text));
    return NULL;
}

Str table_base(const YamlNode *table, Str *set)
{
    const YamlNode *from = table->kind == YAML_MAPPING ? yaml_value(table, STR("from")) : NULL;
    ptrdiff_t slash = from ? str_find_char(from->text, '/', 0) : -1;

    *set = slash < 0 ? (Str){0} : str_slice(from->text, 0, (size_t)slash);
    return slash < 0 ? (Str){0} : str_slice(from->text, (size_t)slash + 1, from->text.n);
}

// Whether a table is made from another; *base gets that, NULL where there is none.
static bool follow(Arena *arena, Diag *diag, const YamlNode *sets, const YamlNode *table,
                   const YamlNode **base)
{
    const YamlNode *from = table->kind == YAML_MAPPING ? yaml_value(table, STR("from")) : NULL;
    Str written;

    if (!from)
        return false;
    *base = yaml_node_text(diag, from, &written) ? find_table(arena, diag, sets, from) : NULL;
    return true;
}

// Rows that the table itself says for a meaning take the place of those that its lists had for it.
static const YamlNode *without_row_means(Arena *arena, const YamlNode *table, const YamlNode *own)
{
    const YamlNode *said = yaml_value(own, STR("means")), *lists = yaml_value(table, STR("lists"));
    YamlNode *all;

    if (!said || said->kind != YAML_MAPPING || !lists)
        return table;
    all = node_like(arena, lists, YAML_SEQUENCE);
    for (size_t i = 0; i < lists->entries.n; i++) {
        const YamlNode *list = lists->entries.at[i].value, *means = yaml_value(list, STR("means"));
        YamlNode *left = means ? node_like(arena, means, YAML_MAPPING) : NULL;

        for (size_t k = 0; means && k < means->entries.n; k++)
            if (find(said, means->entries.at[k].key->text) < 0)
                add_entry(arena, left, means->entries.at[k].key, means->entries.at[k].value);
        add_entry(arena, all, NULL, means ? yaml_with(arena, list, STR("means"), left) : list);
    }
    return yaml_with(arena, table, STR("lists"), all);
}

static const YamlNode *laid_over(Arena *arena, Diag *diag, const WordList *words, const YamlNode *base,
                                 const YamlNode *own)
{
    YamlMap map;
    Changer changer;
    const YamlNode *whole;

    yaml_open(&map, arena, diag, own, false); // what it says besides is read with the whole
    changer = changer_new(&map, words);
    whole = yaml_merge(arena, diag, without_row_means(arena, changed_table(&changer, base), own),
                       own_keys(arena, own));
    report_unused(&changer, changer.drop, changer.dropped);
    report_unused(&changer, changer.split, changer.parted);
    report_unused(&changer, changer.add, changer.added);
    report_unused(&changer, changer.rename, changer.renamed);
    report_unused(&changer, changer.order, changer.placed);
    return whole;
}

const YamlNode *table_from(Arena *arena, Diag *diag, const YamlNode *sets, const WordList *words,
                           const YamlNode *table)
{
    const YamlNode *made[FROM_MOST] = {table}, *base;
    size_t n = 1;

    while (follow(arena, diag, sets, made[n - 1], &base)) {
        if (!base)
            return NULL;
        if (n == FROM_MOST) {
            diag_report(diag, SEVERITY_ERROR, "value-invalid", yaml_place(table), (Str){0},
                        _("more than %d tables are made from each other"), FROM_MOST);
            return NULL;
        }
        made[n++] = base;
    }
    for (table = made[--n]; n-- > 0;)
        table = laid_over(arena, diag, words, table, made[n]);
    return table;
}
