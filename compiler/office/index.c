// 公开/index.html: what is published, by year and kind and by name; earlier years from the offices before.
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "office/internal-gather.h"
#include "office/internal-view.h"

enum { YEARS_MOST = 30 };

typedef struct Entry {
    const OfficeDocument *document;
    Str kind;
    int year;
    LedgerState state;
    Str key;                        // by which names are in order
    Str pdf, package, tables, note; // files, from 公开/; empty: none, or of an earlier year
} Entry;

typedef struct Index {
    Arena *arena;
    Diag *diag;
    const Office *office;
    VEC(Entry) entries; // by year from the latest, as the registers have them
    VEC(int) years;
} Index;

// ---- what is published

// The commonest characters stand in GB 18030 by their sound: its bytes put names in the order of their
// pinyin.
static Str sound_key(Arena *arena, Str name)
{
    iconv_t converter = iconv_open("GB18030", "UTF-8");
    size_t room = 4 * name.n + 4, left = room, n = name.n;
    char *key = arena_alloc(arena, room), *to = key, *from = (char *)str_c(arena, name);

    if (converter == (iconv_t)-1) // NOLINT(performance-no-int-to-ptr): the error value that POSIX gives it
        return name;
    if (iconv(converter, &from, &n, &to, &left) == (size_t)-1)
        to = key;
    iconv_close(converter);
    return to == key ? name : (Str){key, room - left};
}

// A file at the top of a folder of 公开/ whose name ends so, from 公开/; empty where there is none.
static Str file_ending(const Index *index, Str folder, const char *end)
{
    Str above = office_path(index->arena, index->office, office_name(OFFICE_PUBLISHED));
    size_t n;
    Str *names = input_list(index->arena, index->diag, input_at(folder), &n);

    for (size_t i = 0; i < n; i++)
        if (str_ends(names[i], str_of(end))) {
            Str path = path_join(index->arena, folder, names[i]);

            return str_slice(path, above.n + 1, path.n);
        }
    return (Str){0};
}

static void files_find(const Index *index, Entry *entry)
{
    const OfficeDocument *document = entry->document;
    Str note = str_print(index->arena, "%.*s/%.*s_%.*s.html", STR_ARG(office_word(WORD_EXPLANATION)),
                         STR_ARG(document->code), STR_ARG(entry->state.published->version));
    Str folder = office_path(index->arena, index->office, document->output);
    Str path = office_path(index->arena, index->office,
                           path_join(index->arena, office_name(OFFICE_PUBLISHED), note));
    InputKind kind = input_kind(input_at(path));

    entry->pdf = file_ending(index, folder, ".pdf");
    entry->tables = file_ending(index, folder, "tables.xlsx");
    entry->package = file_ending(index, release_package(index->arena, index->office, document), ".zip");
    if (kind == INPUT_UNKNOWN)
        input_failed(index->diag, path, EIO);
    if (kind != INPUT_NONE)
        entry->note = note;
}

static Str kind_of_document(const Index *index, const Office *office, const OfficeDocument *document)
{
    const Template *template = document->unit ? office->own_unit : office->department;
    bool accounts = template && template->stage == STAGE_ACCOUNTS;

    return str_print(index->arena, "%.*s%.*s",
                     STR_ARG(office_label(document->unit ? LABEL_UNIT : LABEL_DEPARTMENT)),
                     STR_ARG(office_label(accounts ? LABEL_ACCOUNTS : LABEL_BUDGET)));
}

static bool office_add(Index *index, const Office *office, bool current)
{
    Ledger *ledger = ledger_open(index->arena, index->diag, office->folder, false);

    size_t failures = diag_count(index->diag, SEVERITY_FAILURE);

    if (!ledger)
        return false;
    *vec_push(index->arena, &index->years) = office->year;
    for (size_t i = 0; i < office->document_count; i++) {
        const OfficeDocument *document = &office->documents[i];
        Entry entry = {.document = document,
                       .year = office->year,
                       .state = ledger_state(ledger, document->code),
                       .kind = kind_of_document(index, office, document),
                       .key = sound_key(index->arena, document->name)};

        if (!entry.state.published)
            continue;
        if (current)
            files_find(index, &entry);
        *vec_push(index->arena, &index->entries) = entry;
    }
    return diag_count(index->diag, SEVERITY_FAILURE) == failures;
}

// The offices before, as each names its last year; a circle ends where years do not fall.
static bool years_add(Index *index)
{
    const Office *office = index->office;

    if (!office_add(index, office, true))
        return false;
    for (int guard = 0; guard < YEARS_MOST && office->last_year.folder.n; guard++) {
        Str folder = path_join(index->arena, office->folder, office->last_year.folder);
        Diag *unread = diag_new();
        const Office *before = office_is(str_c(index->arena, folder))
                                   ? office_read(index->arena, unread,
                                                 &(OfficeOptions){.folder = str_c(index->arena, folder),
                                                                  .data_folder = office->data_folder})
                                   : NULL;
        bool failed = diag_append_failures(index->diag, unread);

        diag_free(unread);
        if (failed)
            return false;
        if (!before || before->year >= office->year)
            break;
        if (!office_add(index, before, false))
            return false;
        office = before;
    }
    return true;
}

// ---- the page

static void files_print(StrBuf *out, const Entry *entry)
{
    const Str urls[] = {entry->pdf, entry->tables, entry->package};
    const OfficeLabel names[] = {LABEL_PDF, LABEL_WORKBOOK, LABEL_PACKAGE};

    buf_add_c(out, "<td>");
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++)
        if (urls[i].n) {
            view_anchor(out, urls[i], office_label(names[i]));
            buf_add_c(out, " ");
        }
    buf_add_c(out, "</td>");
}

static void corrections_print(StrBuf *out, const Entry *entry)
{
    const LedgerState *state = &entry->state;

    buf_add_c(out, "<td>");
    if (state->published != state->first && !str_equal(state->published->version, state->first->version)) {
        Str day = str_slice(state->published->time, 0, 10);

        if (entry->note.n)
            view_anchor(out, entry->note, office_word(WORD_EXPLANATION));
        buf_print(out, " %.*s", STR_ARG(day));
    }
    buf_add_c(out, "</td>");
}

static void entry_print(StrBuf *out, const Entry *entry)
{
    view_row(out, (Str){0});
    buf_add_c(out, "<th scope=\"row\">");
    view_anchor(out, entry->state.published->url, entry->document->name);
    buf_add_c(out, "</th>");
    view_cell(out, str_slice(entry->state.first->time, 0, 10), NULL);
    files_print(out, entry);
    corrections_print(out, entry);
    view_row_end(out);
}

static void year_print(const Index *index, StrBuf *out, int year)
{
    const Str heads[] = {office_label(STATUS_LABEL(STATUS_NAME)), office_label(LABEL_FIRST_PUBLISHED),
                         office_label(LABEL_FILES), office_label(STATUS_LABEL(STATUS_CORRECTED))};
    VEC(Str) kinds = {0};

    buf_print(out, "<h2 id=\"y%d\">%d%.*s</h2>\n", year, year, STR_ARG(office_label(LABEL_YEAR)));
    for (size_t i = 0; i < index->entries.n; i++) {
        const Entry *entry = &index->entries.at[i];
        size_t k = 0;

        while (k < kinds.n && !str_equal(kinds.at[k], entry->kind))
            k++;
        if (entry->year == year && k == kinds.n)
            *vec_push(index->arena, &kinds) = entry->kind;
    }
    if (kinds.n == 0)
        view_line(out, office_label(LABEL_NOTHING_YET));
    for (size_t k = 0; k < kinds.n; k++) {
        view_table(out,
                   str_print(index->arena, "%d%.*s%.*s", year, STR_ARG(office_label(LABEL_YEAR)),
                             STR_ARG(kinds.at[k])),
                   heads, 4);
        for (size_t i = 0; i < index->entries.n; i++)
            if (index->entries.at[i].year == year && str_equal(index->entries.at[i].kind, kinds.at[k]))
                entry_print(out, &index->entries.at[i]);
        view_table_end(out);
    }
}

static int by_key(const void *a, const void *b)
{
    const Entry *x = a, *y = b;
    int order = str_compare(x->key, y->key);

    return order ? order : y->year - x->year;
}

// Each name once, with its years.
static void names_print(const Index *index, StrBuf *out)
{
    size_t n = index->entries.n;
    Entry *entries = ARENA_ARRAY(index->arena, Entry, n + 1);

    if (n == 0)
        return;
    memcpy(entries, index->entries.at, n * sizeof *entries);
    qsort(entries, n, sizeof *entries, by_key);
    view_heading(out, 2, office_label(LABEL_BY_NAME));
    buf_add_c(out, "<ul class=\"names\">\n");
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || !str_equal(entries[i].document->name, entries[i - 1].document->name)) {
            buf_add_c(out, i ? "</li>\n<li>" : "<li>");
            escape_markup(out, entries[i].document->name);
        }
        buf_add_char(out, ' ');
        view_anchor(out, entries[i].state.published->url,
                    str_print(index->arena, "%d%.*s%.*s", entries[i].year, STR_ARG(office_label(LABEL_YEAR)),
                              STR_ARG(entries[i].kind)));
    }
    buf_add_c(out, "</li>\n</ul>\n");
}

static void years_print(const Index *index, StrBuf *out)
{
    if (index->years.n < 2)
        return;
    buf_add_c(out, "<nav aria-label=\"");
    escape_markup(out, office_label(LABEL_YEARS));
    buf_add_c(out, "\"><p>");
    for (size_t i = 0; i < index->years.n; i++)
        buf_print(out, "<a href=\"#y%d\">%d%.*s</a> ", index->years.at[i], index->years.at[i],
                  STR_ARG(office_label(LABEL_YEAR)));
    buf_add_c(out, "</p></nav>\n");
}

// ---- totals, only when they are asked for

// Nothing that is withheld may follow from what is added up: of a document that withholds something, or where
// one unit alone is not published, whose amounts are what the whole has beyond the rest.
static bool totals_allowed(const Index *index, const Gathered *const *documents, size_t n)
{
    size_t secret = 0;

    for (size_t i = 0; i < index->office->document_count; i++)
        secret += index->office->documents[i].way == WAY_NONE;
    for (size_t i = 0; i < n; i++)
        if (documents[i]->withholds) {
            diag_report(index->diag, SEVERITY_ERROR, "office-totals",
                        office_said_place(index->office, documents[i]->document, FIELD_DEPARTMENT_NAME),
                        str_of(_("leave out --totals")), _("%.*s withholds something, which sums might tell"),
                        STR_ARG(documents[i]->document->short_name));
            return false;
        }
    if (secret != 1)
        return true;
    diag_report(index->diag, SEVERITY_ERROR, "office-totals", (Place){.file = index->office->register_file},
                str_of(_("leave out --totals")), "%s",
                _("one unit alone is not published, and what it has would follow from the sums"));
    return false;
}

// Of departments, as they are frozen; those of units stand in them.
static bool totals_print(const Index *index, const CompileOptions *compile, StrBuf *out)
{
    const Office *office = index->office;
    Gathered *all = ARENA_ARRAY(index->arena, Gathered, index->entries.n + 1);
    const Gathered **documents = ARENA_ARRAY(index->arena, const Gathered *, index->entries.n + 1);
    const Str heads[] = {office_label(LABEL_ITEM), office_label(LABEL_AMOUNT)};
    size_t n = 0;

    for (size_t i = 0; i < index->entries.n; i++) {
        const Entry *entry = &index->entries.at[i];

        if (entry->year != office->year || entry->document->unit)
            continue;
        all[n].document = entry->document;
        gather_document(
            index->arena, compile,
            office_published_folder(index->arena, index->diag, office->folder, entry->document->code),
            &all[n]);
        documents[n] = &all[n];
        n++;
    }
    if (!totals_allowed(index, documents, n))
        return false;
    view_table(out,
               str_print(index->arena, "%d%.*s%.*s", office->year, STR_ARG(office_label(LABEL_YEAR)),
                         STR_ARG(office_label(LABEL_SUMMARY))),
               heads, 2);
    for (size_t i = 0; i < gather_amounts(); i++) {
        view_row(out, (Str){0});
        view_row_head(out, gather_name(i));
        view_cell(out, gather_shown(index->arena, gather_sum(index->arena, documents, n, i, false)), "n");
        view_row_end(out);
    }
    view_table_end(out);
    view_line(out, str_print(index->arena, "%.*s：%zu%.*s", STR_ARG(office_label(LABEL_SCOPE)), n,
                             STR_ARG(office_label(LABEL_OF_PUBLISHED))));
    return true;
}

bool office_index(Arena *arena, Diag *diag, const Office *office, const CompileOptions *compile, bool totals)
{
    Index index = {.arena = arena, .diag = diag, .office = office};
    StrBuf out = {.arena = arena};
    Str folder = office_path(arena, office, office_name(OFFICE_PUBLISHED));

    if (!years_add(&index))
        return false;
    view_begin(
        &out, str_print(arena, "%.*s%.*s", STR_ARG(office->region), STR_ARG(office_label(LABEL_INDEX_TITLE))),
        ".names{columns:20em;padding-left:1.2em}");
    years_print(&index, &out);
    for (size_t i = 0; i < index.years.n; i++) {
        year_print(&index, &out, index.years.at[i]);
        if (i == 0 && totals && !totals_print(&index, compile, &out))
            return false;
    }
    names_print(&index, &out);
    view_end(&out);
    return folders_make(arena, diag, folder) &&
           file_put(arena, diag, path_join(arena, folder, STR("index.html")), buf_str(&out));
}
