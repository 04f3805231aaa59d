// Relations between parts (ECMA-376 part 2, 6.5): which part is the workbook, which its sheets.
#include "package/internal-package.h"

// Some tens in a workbook; a sheet each and a little more.
#define MOST_RELATIONS 20000

typedef struct RelationsReading {
    Arena *arena;
    Str base; // the folder of the part that they are of, with its '/'
    VEC(Relation) found;
} RelationsReading;

// xl/ and ../a/b.xml give a/b.xml; a target from the root begins with '/'.
static Str resolve(Arena *arena, Str base, Str target)
{
    StrBuf path = {.arena = arena};

    if (str_starts(target, STR("/")))
        base = (Str){0};
    buf_add(&path, base);
    for (size_t from = 0; from < target.n;) {
        ptrdiff_t slash = str_find_char(target, '/', from);
        size_t to = slash < 0 ? target.n : (size_t)slash;
        Str step = str_slice(target, from, to);

        from = to + 1;
        if (str_equal(step, STR(".."))) {
            if (path.n)
                path.n--;
            while (path.n && path.at[path.n - 1] != '/')
                path.n--;
        } else if (step.n && !str_equal(step, STR("."))) {
            buf_add(&path, step);
            if (slash >= 0)
                buf_add_char(&path, '/');
        }
    }
    return buf_str(&path);
}

static Str last_step(Str uri)
{
    size_t from = uri.n;

    while (from > 0 && uri.at[from - 1] != '/')
        from--;
    return str_slice(uri, from, uri.n);
}

static bool on_start(void *context, const XmlTag *tag)
{
    RelationsReading *reading = context;
    Relation *relation;

    if (!str_equal(tag->name, STR("Relationship")) ||
        str_equal(xml_attribute(tag, "TargetMode"), STR("External")))
        return true;
    relation = vec_push(reading->arena, &reading->found);
    relation->id = str_copy(reading->arena, xml_attribute(tag, "Id"));
    relation->type = str_copy(reading->arena, last_step(xml_attribute(tag, "Type")));
    relation->target = resolve(reading->arena, reading->base, xml_attribute(tag, "Target"));
    return reading->found.n < MOST_RELATIONS;
}

bool package_relations(Package *package, Diag *diag, Str part, Relations *relations)
{
    size_t folder = part.n - last_step(part).n;
    RelationsReading reading = {.arena = package->arena, .base = str_slice(part, 0, folder)};
    XmlHandler handler = {.start = on_start, .context = &reading};
    Str name =
        str_print(package->arena, "%.*s_rels/%.*s.rels", STR_ARG(reading.base), STR_ARG(last_step(part)));
    bool ok = !package_has(package, name) || package_xml(package, diag, name, &handler);

    *relations = (Relations){reading.found.at, reading.found.n};
    return ok;
}

const Relation *relation_by_id(Relations relations, Str id)
{
    for (size_t i = 0; i < relations.n; i++)
        if (str_equal(relations.at[i].id, id))
            return &relations.at[i];
    return NULL;
}

const Relation *relation_by_type(Relations relations, Str type)
{
    for (size_t i = 0; i < relations.n; i++)
        if (str_equal(relations.at[i].type, type))
            return &relations.at[i];
    return NULL;
}
