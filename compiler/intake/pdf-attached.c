// Workbooks that are attached to a PDF (PDF/A-3): the tree of names, as mutool shows it, and their bytes.
#include "intake/internal-pdf.h"

#define MOST_FILES 40
#define MOST_NODES 60       // of the tree
#define WHOLE "tables.xlsx" // the one that has all, in what Gongkai writes
#define ROOT "trailer/Root/Names/EmbeddedFiles"

typedef struct Named {
    Str name;
    const char *path; // of its bytes, as mutool shows them
} Named;

typedef struct Attached {
    Arena *arena;
    Helper *helper;
    VEC(Named) found;
    VEC(Str) others; // that are no workbooks
    size_t nodes;
} Attached;

static Str show(const Attached *attached, const char *what, bool bytes)
{
    const char *const text[] = {"show", HELPER_FILE, what, NULL}, *const stream[] = {"show", "-b",
                                                                                     HELPER_FILE, what, NULL};
    Str shown;

    return helper_run(attached->arena, attached->helper, bytes ? stream : text, &shown) == HELPER_DONE
               ? shown
               : (Str){0};
}

static unsigned hex_of(char c)
{
    return c >= '0' && c <= '9'   ? (unsigned)(c - '0')
           : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10
           : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
                                  : 0;
}

// Digits of UTF-16 after its mark (FEFF), as text; what is none gives nothing.
static void add_utf16(StrBuf *out, Str digits)
{
    uint32_t high = 0;

    if (!str_starts(digits, STR("FEFF")) && !str_starts(digits, STR("feff")))
        return;
    for (size_t i = 4; i + 4 <= digits.n; i += 4) {
        uint32_t unit = hex_of(digits.at[i]) << 12 | hex_of(digits.at[i + 1]) << 8 |
                        hex_of(digits.at[i + 2]) << 4 | hex_of(digits.at[i + 3]);

        if (unit >= 0xD800 && unit < 0xDC00)
            high = unit;
        else if (unit >= 0xDC00 && unit < 0xE000 && high)
            buf_add_code(out, 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
        else if (unit >= 0x20 && (unit < 0xD800 || unit > 0xDFFF))
            buf_add_code(out, unit);
    }
}

// (name) or <FEFF…> at *at, as text; *at moves past it. False where none stands there.
static bool name_next(Arena *arena, Str text, size_t *at, Str *name)
{
    StrBuf out = {.arena = arena};
    size_t from;

    while (*at < text.n && text.at[*at] != '(' && text.at[*at] != '<' && text.at[*at] != ']')
        ++*at;
    if (*at >= text.n || text.at[*at] == ']')
        return false;
    from = *at + 1;
    if (text.at[*at] == '(') {
        for (++*at; *at < text.n && text.at[*at] != ')'; ++*at) {
            if (text.at[*at] == '\\' && *at + 1 < text.n)
                ++*at;
            buf_add_char(&out, text.at[*at]);
        }
    } else {
        while (*at < text.n && text.at[*at] != '>')
            ++*at;
        add_utf16(&out, str_slice(text, from, *at));
    }
    ++*at;
    *name = buf_str(&out);
    return true;
}

static bool is_workbook(Str name)
{
    return str_ends(name, STR(".xlsx")) || str_ends(name, STR(".xls")) || str_ends(name, STR(".ods"));
}

static void names_read(Attached *attached, const char *path, Str names)
{
    size_t at = 0, index = 0;
    Str name;

    while (attached->found.n < MOST_FILES && name_next(attached->arena, names, &at, &name)) {
        index += 2;
        if (!is_workbook(name))
            *vec_push(attached->arena, &attached->others) = name;
        else
            *vec_push(attached->arena, &attached->found) =
                (Named){name, str_print(attached->arena, "%s/Names/%zu/EF/F", path, index).at};
    }
}

// Nodes that are still to be read; the tree may be a circle, and its nodes are counted.
static void tree_read(Attached *attached)
{
    VEC(Str) paths = {0};

    *vec_push(attached->arena, &paths) = STR(ROOT);
    for (size_t i = 0; i < paths.n && attached->nodes++ < MOST_NODES; i++) {
        const char *path = str_c(attached->arena, paths.at[i]);
        Str node = show(attached, path, false);
        ptrdiff_t kids = str_find(node, STR("/Kids"), 0);

        if (str_find(node, STR("/Names"), 0) >= 0)
            names_read(attached, path,
                       show(attached, str_print(attached->arena, "%s/Names", path).at, false));
        for (size_t at = kids < 0 ? node.n : (size_t)kids, n = 0; at < node.n && node.at[at] != ']'; at++)
            if (node.at[at] == 'R' && paths.n < MOST_NODES)
                *vec_push(attached->arena, &paths) = str_print(attached->arena, "%s/Kids/%zu", path, ++n);
    }
}

static void others_tell(const Attached *attached, Diag *diag, Str pdf)
{
    for (size_t i = 0; i < attached->others.n; i++)
        diag_report(diag, SEVERITY_NOTE, "pdf-attached", (Place){.file = pdf},
                    str_of(_("take it out, and read it by itself")), _("“%.*s” is attached, and is not read"),
                    STR_ARG(attached->others.at[i]));
}

// Where one has all tables, that one alone.
void pdf_attached_read(Arena *arena, Diag *diag, Helper *helper, Str pdf, IntakeFiles *files)
{
    Attached attached = {.arena = arena, .helper = helper};
    bool whole = false;

    tree_read(&attached);
    for (size_t i = 0; i < attached.found.n; i++)
        whole = whole || str_equal(attached.found.at[i].name, STR(WHOLE));
    if (!whole)
        others_tell(&attached, diag, pdf);
    for (size_t i = 0; i < attached.found.n; i++) {
        const Named *named = &attached.found.at[i];
        Str bytes =
            !whole || str_equal(named->name, STR(WHOLE)) ? show(&attached, named->path, true) : (Str){0};

        if (bytes.n)
            *vec_push(arena, files) = (IntakeFile){named->name, bytes};
    }
}
