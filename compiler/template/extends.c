// `extends:`: a template that says only what differs from another. The other is read, its words replaced as
// `replace:` says, and the template's own keys laid over it.
#include "template/internal-template.h"

// Templates that extend each other.
#define CHAIN_MOST 8

typedef struct Link {
    const YamlNode *root;
    Input folder;
    Str shown; // the file, as findings print it
} Link;

typedef struct Chain {
    Arena *arena;
    Diag *diag;
    Str templates;
    SetFiles files;
    Link links[CHAIN_MOST]; // the template itself, what it extends, what that extends …
    size_t n;
} Chain;

// Whether both are the same file, however they are written.
static bool same_file(Arena *arena, Input a, Input b)
{
    Str real_a = path_real(arena, input_path(arena, a)), real_b = path_real(arena, input_path(arena, b));

    return real_a.n && str_equal(real_a, real_b);
}

static Input file_in(Chain *chain, Input folder)
{
    return input_below(chain->arena, folder, STR("template.yaml"));
}

// The templates from the one that is extended again to the last, and that one again.
static Str describe_cycle(Chain *chain, size_t from)
{
    StrBuf buf = {.arena = chain->arena};

    for (size_t i = from; i < chain->n; i++)
        buf_print(&buf, "%.*s → ", STR_ARG(chain->links[i].shown));
    buf_add(&buf, chain->links[from].shown);
    return buf_str(&buf);
}

static bool report_cycle(Chain *chain, const YamlNode *node, Input file)
{
    for (size_t i = 0; i < chain->n; i++) {
        if (!same_file(chain->arena, file_in(chain, chain->links[i].folder), file))
            continue;
        diag_report(chain->diag, SEVERITY_ERROR, "template-cycle", yaml_place(node),
                    str_of(_("one of them must stand on its own, without “extends”")),
                    _("these templates extend each other in a circle: %.*s"),
                    STR_ARG(describe_cycle(chain, i)));
        return true;
    }
    if (chain->n < CHAIN_MOST)
        return false;
    diag_report(chain->diag, SEVERITY_ERROR, "template-cycle", yaml_place(node), (Str){0},
                _("more than %d templates extend each other"), CHAIN_MOST);
    return true;
}

// Adds the template that `extends` names; false where the chain ends there, faults reported.
static bool add_link(Chain *chain, const YamlNode *node)
{
    const Link *last = &chain->links[chain->n - 1];
    Str name, shown;
    Input folder, file;
    const YamlNode *root;
    Source *source;

    if (!yaml_node_text(chain->diag, node, &name))
        return false;
    folder = template_folder(chain->arena, (TemplateFolders){last->folder, chain->templates}, name);
    shown = path_join(chain->arena,
                      path_is_written(name) ? name : path_join(chain->arena, STR("templates"), name),
                      STR("template.yaml"));
    file = file_in(chain, folder);
    if (!input_is_there(file)) {
        diag_report(chain->diag, SEVERITY_ERROR, "template-unknown", yaml_place(node),
                    template_hint(chain->arena, chain->templates, last->folder, name),
                    _("there is no template “%.*s”"), STR_ARG(name));
        return false;
    }
    if (report_cycle(chain, node, file))
        return false;
    source = source_read(chain->arena, chain->diag, file, shown, (Str){0});
    root = source ? yaml_read(chain->arena, chain->diag, source) : NULL;
    if (!root)
        return false;
    chain->links[chain->n++] = (Link){root, folder, shown};
    return true;
}

Str template_hint_beside(Arena *arena, Input own, Str name)
{
    static const char *const ways[] = {"./", "../"};

    for (size_t i = 0; i < 2 && !path_is_written(name); i++) {
        Str path = str_print(arena, "%s%.*s", ways[i], STR_ARG(name));

        if (input_is_there(own.root.n ? input_named(arena, own, path) : input_at(path)))
            return str_print(arena, _("did you mean “%.*s”?"), STR_ARG(path));
    }
    return (Str){0};
}

Str template_hint(Arena *arena, Str templates, Input own, Str name)
{
    size_t total, n = 0;
    Str *names = input_list(arena, NULL, input_at(templates), &total),
        hint = template_hint_beside(arena, own, name);

    if (hint.n)
        return hint;

    if (input_kind(input_at(templates)) != INPUT_FOLDER)
        return str_print(arena,
                         _("Gongkai's own data is not where it should be: there is no folder “%.*s” "
                           "(GONGKAI_DATA names where it stands)"),
                         STR_ARG(templates));
    for (size_t i = 0; i < total; i++)
        if (input_kind(input_at(
                path_join(arena, path_join(arena, templates, names[i]), STR("template.yaml")))) == INPUT_FILE)
            names[n++] = names[i];
    hint = yaml_hint_nearest(arena, name, names, n);
    if (hint.n || n == 0)
        return hint;
    return str_print(arena, _("there are: %.*s; or write a path to a folder with a template.yaml"),
                     STR_ARG(str_join(arena, names, n, STR(", "))));
}

// ---- laid over each other

// Rules that a template says anew give way to it whole; of another it may change a key (severity), or drop
// it. A list of rules, as the version before had it, takes the place of all.
static const YamlNode *without_rules(Arena *arena, const YamlNode *base, const YamlNode *own)
{
    const YamlNode *rules = yaml_value(base, STR("rules")), *said = yaml_value(own, STR("rules"));
    YamlNode *none = ARENA_NEW(arena, YamlNode);

    if (!rules || !said || rules->kind != YAML_MAPPING)
        return base;
    *none = (YamlNode){.kind = YAML_NULL, .source = rules->source, .offset = rules->offset};
    if (said->kind == YAML_SEQUENCE)
        return yaml_with(arena, base, STR("rules"), none);
    for (size_t i = 0; said->kind == YAML_MAPPING && i < said->entries.n; i++) {
        const YamlEntry *rule = &said->entries.at[i];

        if (yaml_value(rule->value, STR("that")) || yaml_value(rule->value, STR("claims")))
            rules = yaml_with(arena, rules, rule->key->text, none);
    }
    return yaml_with(arena, base, STR("rules"), rules);
}

// The same for the rules of each set.
static const YamlNode *give_way(Arena *arena, const YamlNode *base, const YamlNode *own)
{
    const YamlNode *sets = yaml_value(base, STR("table-sets")), *said = yaml_value(own, STR("table-sets"));

    base = without_rules(arena, base, own);
    for (size_t i = 0; sets && said && said->kind == YAML_MAPPING && i < said->entries.n; i++) {
        const YamlEntry *set = &said->entries.at[i];
        const YamlNode *under = yaml_value(sets, set->key->text);

        if (under)
            sets = yaml_with(arena, sets, set->key->text, without_rules(arena, under, set->value));
    }
    return sets ? yaml_with(arena, base, STR("table-sets"), sets) : base;
}

// False where the chain breaks, which is reported.
static bool follow(Chain *chain)
{
    for (;;) {
        const YamlNode *node = yaml_value(chain->links[chain->n - 1].root, STR("extends"));

        if (!node || node->kind == YAML_NULL)
            return true;
        if (!add_link(chain, node))
            return false;
    }
}

// How many templates' starters are laid over one another: to the one that says `starter: own`, all where none
// does, or one before it says `shared`.
static size_t starter_levels(const Chain *chain)
{
    for (size_t i = 0; i < chain->n; i++) {
        const YamlNode *says = yaml_value(chain->links[i].root, STR("starter"));

        if (says && says->kind == YAML_SCALAR)
            return str_equal(says->text, STR("own")) ? i + 1 : chain->n;
    }
    return chain->n;
}

// The set of a project that names none: the first that is offered, by the template or by what it extends.
static Str default_set(const Chain *chain)
{
    for (size_t i = 0; i < chain->n; i++) {
        const YamlNode *offers = yaml_value(chain->links[i].root, STR("offers"));

        if (offers && offers->kind == YAML_SEQUENCE && offers->entries.n &&
            offers->entries.at[0].value->text.n)
            return offers->entries.at[0].value->text;
    }
    return STR("national");
}

const YamlNode *template_extended(Arena *arena, Diag *diag, const YamlNode *root, TemplateFolders folders,
                                  Template *template, bool by_default)
{
    Chain chain = {.arena = arena, .diag = diag, .templates = folders.templates};
    const YamlNode *whole, **replaced;
    const Source **bases;
    Input *all;

    chain.links[chain.n++] = (Link){root, folders.own, root->source->name};
    if (!follow(&chain))
        return NULL;
    if (by_default)
        template->table_set = default_set(&chain);
    for (size_t i = 0; i < chain.n; i++)
        chain.links[i].root = template_with_sets(arena, diag, chain.links[i].root, chain.links[i].folder,
                                                 chain.links[i].shown, template->table_set, &chain.files);
    if (chain.files.broken)
        return NULL;
    root = chain.links[0].root;
    whole = template_in_form(arena, diag, chain.links[chain.n - 1].root);
    template->words = words_read(arena, diag, yaml_value(whole, STR("words")), &words_builtin);
    replaced = ARENA_ARRAY(arena, const YamlNode *, chain.n);
    for (size_t i = chain.n - 1; i-- > 0;) {
        const YamlNode *own = chain.links[i].root, *words = yaml_value(own, STR("replace"));
        WordList kept = template->words->lists[WORDS_REPLACE_KEPT];

        if (words && words->kind != YAML_NULL)
            whole = yaml_replace(arena, diag, whole, replaced[i] = words, kept.at, kept.n);
        template->words = words_read(arena, diag, yaml_value(own, STR("words")), template->words);
        whole = yaml_merge(arena, diag, give_way(arena, whole, own), template_in_form(arena, diag, own));
    }
    whole = template_with_document(arena, diag, whole, root);
    all = ARENA_ARRAY(arena, Input, chain.n);
    bases = ARENA_ARRAY(arena, const Source *, chain.n);
    for (size_t i = 0; i < chain.n; i++)
        all[i] = chain.links[i].folder;
    for (size_t i = 1; i < chain.n; i++)
        bases[i - 1] = chain.links[i].root->source;
    template->bases = bases;
    template->folders = all;
    template->folder_count = template->chain_count = chain.n;
    template->starter_levels = starter_levels(&chain);
    template->replaced = replaced;
    template->set_files = chain.files.list.at;
    template->set_file_count = chain.files.list.n;
    return whole;
}
