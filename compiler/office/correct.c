// After publication: a new version, what it changes and why, and which other documents it touches.
#include "data/data.h"
#include "office/internal-release.h"
#include "office/internal-view.h"

// ---- what differs

typedef struct Sides {
    Compilation before, after;
    const Differences *found; // NULL: one of them cannot be read
} Sides;

static Compilation side_of(Release *release, Str folder)
{
    CompileOptions options = *release->compile;
    Compilation made;

    options.folder = str_c(release->arena, folder);
    options.draft = true; // what is wrong with it is said by building it
    made = compilation_read(&options);
    compilation_build(&made);
    if (!made.document)
        diag_append(release->diag, made.diag);
    else if (diag_append_failures(release->diag, made.diag))
        made.document = NULL;
    return made;
}

static Sides sides_compare(Release *release)
{
    Arena *arena = release->arena;
    Sides sides = {.before = side_of(release, release_folder(release, release->state.published->version)),
                   .after =
                       side_of(release, office_path(arena, release->office, release->document->project))};

    if (sides.before.document && sides.after.document)
        sides.found = versions_compare(arena, version_of_document(arena, sides.before.document, STR("a")),
                                       version_of_document(arena, sides.after.document, STR("b")), false);
    return sides;
}

static void sides_free(Sides *sides)
{
    compilation_free(&sides->before);
    compilation_free(&sides->after);
}

// ---- 更正说明

// 收支总表[收入总计]本年预算, or the words around a change of the text; nothing that is not published.
static Str where_of(Arena *arena, const Difference *d)
{
    if (!d->table.n)
        return d->around.n ? d->around : office_label(LABEL_TEXT);
    return str_print(arena, "%.*s%s%.*s%s%.*s", STR_ARG(d->table), d->row.n ? " " : "", STR_ARG(d->row),
                     d->column.n ? " " : "", STR_ARG(d->column));
}

static Str text_of(Str text)
{
    return text.n ? text : office_label(LABEL_NONE);
}

typedef struct Touched {
    Str table;
    size_t count;
} Touched;

typedef VEC(Touched) TouchedTables;

static TouchedTables tables_touched(Arena *arena, const Differences *found)
{
    TouchedTables tables = {0};

    for (size_t i = 0; i < found->at.n; i++) {
        Str table = found->at.at[i].table.n ? found->at.at[i].table : office_label(LABEL_TEXT);
        size_t k = 0;

        while (k < tables.n && !str_equal(tables.at[k].table, table))
            k++;
        if (k == tables.n)
            *vec_push(arena, &tables) = (Touched){.table = table};
        tables.at[k].count++;
    }
    return tables;
}

static Str number_of(Arena *arena, size_t number)
{
    return str_print(arena, "%zu", number);
}

typedef struct Explanation {
    Arena *arena;
    Str title, reason, first; // first: the day of the first publication
    const Differences *found;
    TouchedTables tables;
} Explanation;

static Str page_of(const Explanation *e)
{
    StrBuf out = {.arena = e->arena};
    const Str heads[] = {office_label(LABEL_NUMBER), office_label(LABEL_WHERE), office_label(LABEL_BEFORE),
                         office_label(LABEL_AFTER), office_label(LABEL_REASON)};
    const Str touched[] = {office_label(LABEL_TOUCHED_TABLE), office_label(LABEL_CHANGES)};

    view_begin(&out, e->title, NULL);
    view_line(&out, str_print(e->arena, "%.*s：%.*s", STR_ARG(office_label(LABEL_FIRST_PUBLISHED)),
                              STR_ARG(e->first)));
    view_table(&out, office_label(LABEL_CORRECTIONS), heads, 5);
    for (size_t i = 0; i < e->found->at.n; i++) {
        const Difference *d = &e->found->at.at[i];

        view_row(&out, (Str){0});
        view_row_head(&out, number_of(e->arena, i + 1));
        view_cell(&out, where_of(e->arena, d), NULL);
        view_cell(&out, text_of(d->before), NULL);
        view_cell(&out, text_of(d->after), NULL);
        view_cell(&out, e->reason, NULL);
        view_row_end(&out);
    }
    view_table_end(&out);
    view_table(&out, office_label(LABEL_TOUCHED_TABLES), touched, 2);
    for (size_t i = 0; i < e->tables.n; i++) {
        view_row(&out, (Str){0});
        view_row_head(&out, e->tables.at[i].table);
        view_cell(&out, number_of(e->arena, e->tables.at[i].count), "n");
        view_row_end(&out);
    }
    view_table_end(&out);
    view_end(&out);
    return buf_str(&out);
}

static Str book_of(const Explanation *e, Diag *diag)
{
    enum { COLUMNS = 5, HEADS = 3 };
    static const BookColumn columns[COLUMNS] = {
        {.width = 6}, {.width = 36}, {.width = 30}, {.width = 30}, {.width = 30}};
    size_t rows = HEADS + e->found->at.n;
    BookCell *cells = ARENA_ARRAY(e->arena, BookCell, rows * COLUMNS);
    BookSheet sheet = {.name = office_label(LABEL_CORRECTIONS),
                       .columns = columns,
                       .column_count = COLUMNS,
                       .cells = cells,
                       .row_count = rows,
                       .head_rows = HEADS,
                       .landscape = true};

    cells[0] = (BookCell){e->title, BOOK_TITLE};
    cells[COLUMNS] = (BookCell){
        str_print(e->arena, "%.*s：%.*s", STR_ARG(office_label(LABEL_FIRST_PUBLISHED)), STR_ARG(e->first)),
        BOOK_LINE};
    for (int i = 0; i < COLUMNS; i++)
        cells[2 * COLUMNS + i] = (BookCell){office_label((OfficeLabel)(LABEL_NUMBER + i)), BOOK_HEAD};
    for (size_t i = 0; i < e->found->at.n; i++) {
        const Difference *d = &e->found->at.at[i];
        BookCell *row = cells + (HEADS + i) * COLUMNS;

        row[0].text = number_of(e->arena, i + 1);
        row[1].text = where_of(e->arena, d);
        row[2].text = text_of(d->before);
        row[3].text = text_of(d->after);
        row[4].text = e->reason;
    }
    return data_book(e->arena, diag, str_print(e->arena, "%.*s.xlsx", STR_ARG(office_word(WORD_EXPLANATION))),
                     e->title, &sheet, 1);
}

// ---- other documents

static void touched_tell(Release *release, Place place, Str who, Str what)
{
    diag_report(release->diag, SEVERITY_WARNING, "office-touched", place,
                str_of(_("see whether it is to be corrected too")),
                _("the correction of %.*s touches %.*s: %.*s"), STR_ARG(release->document->short_name),
                STR_ARG(who), STR_ARG(what));
}

static void superiors_tell(Release *release)
{
    const OfficeDocument *above = release->document;

    for (size_t guard = 0; guard < release->office->document_count; guard++) {
        above = above->superior ? above->superior : above->department;
        if (!above || above == release->document)
            return;
        touched_tell(release, office_said_place(release->office, above, FIELD_DEPARTMENT_CODE), above->name,
                     str_of(_("its sums have these amounts")));
        if (above->department == above)
            return;
    }
}

// Offices beside this one that name it as their last year.
static void next_year_tell(Release *release)
{
    Arena *arena = release->arena;
    Str own = path_real(arena, release->office->folder), above = path_join(arena, own, STR(".."));
    size_t n;
    Str *names = input_list(arena, release->diag, input_at(above), &n);

    for (size_t i = 0; i < n; i++) {
        const char *folder = path_join(arena, above, names[i]).at;
        Diag *unread = diag_new();
        const Office *other =
            office_is(folder) && !str_equal(path_real(arena, str_of(folder)), own)
                ? office_read(arena, unread,
                              &(OfficeOptions){.folder = folder, .data_folder = release->office->data_folder})
                : NULL;
        Str last = other && other->last_year.folder.n
                       ? path_real(arena, path_join(arena, str_of(folder), other->last_year.folder))
                       : (Str){0};

        if (last.n && str_equal(last, own) && office_find(other, release->document->code))
            touched_tell(release, (Place){.file = path_join(arena, names[i], STR("gongkai.yaml"))},
                         str_print(arena, "%.*s %.*s", STR_ARG(names[i]),
                                   STR_ARG(office_find(other, release->document->code)->name)),
                         str_of(_("its amounts of last year are these")));
        diag_append_failures(release->diag, unread);
        diag_free(unread);
    }
}

static bool has_amounts(const Differences *found)
{
    for (size_t i = 0; i < found->at.n; i++)
        if (found->at.at[i].table.n)
            return true;
    return false;
}

// ---- the command

static bool correct_can(Release *release, Str reason)
{
    if (!release->state.published) {
        diag_report(release->diag, SEVERITY_ERROR, "office-unpublished", release->place,
                    str_of(_("as long as it is not published, finalize makes it anew")),
                    _("%.*s is not published: there is nothing to correct"),
                    STR_ARG(release->document->short_name));
        return false;
    }
    if (str_trim(reason).n)
        return true;
    diag_report(release->diag, SEVERITY_ERROR, "office-reason", release->place,
                str_of(_("say why with --reason; it is published with the correction")), "%s",
                _("the correction has no reason"));
    return false;
}

static bool version_make(Release *release, const Explanation *explanation, LedgerEvent *event)
{
    Arena *arena = release->arena;
    TreeFiles more = {0};
    Str name = office_word(WORD_EXPLANATION), page = page_of(explanation);
    Str book = book_of(explanation, release->diag);
    Str shown = path_join(arena, office_path(arena, release->office, office_name(OFFICE_PUBLISHED)), name);
    Str file = str_print(arena, "%.*s_%.*s.html", STR_ARG(release->document->code), STR_ARG(event->version));

    if (!book.at)
        return false;
    *vec_push(arena, &more) = (TreeFile){str_print(arena, "%.*s.html", STR_ARG(name)), page};
    *vec_push(arena, &more) = (TreeFile){str_print(arena, "%.*s.xlsx", STR_ARG(name)), book};
    return release_freeze(release, event->version, &more, &event->digest) &&
           folders_make(arena, release->diag, shown) &&
           file_put(arena, release->diag, path_join(arena, shown, file), page);
}

// 某局2026年部门预算公开更正说明
static Str title_of(Release *release, Str title)
{
    Str name = release->document->name;

    return str_print(release->arena, "%.*s%.*s%.*s", STR_ARG(str_find(title, name, 0) < 0 ? name : STR("")),
                     STR_ARG(title), STR_ARG(office_word(WORD_EXPLANATION)));
}

static bool correction_make(Release *release, Sides *sides, Str reason, Correction *done)
{
    Arena *arena = release->arena;
    const LedgerState *state = &release->state;
    bool again = state->corrected &&
                 !frozen_published(release->ledger, release->document->code, state->corrected->version);
    LedgerEvent event = {.kind = LEDGER_CORRECTED,
                         .document = release->document->code,
                         .version = version_correction(arena, state->corrections + !again),
                         .note = reason};
    Explanation explanation = {.arena = arena,
                               .title = title_of(release, sides->after.document->title),
                               .reason = reason,
                               .first = str_slice(state->first->time, 0, 10),
                               .found = sides->found,
                               .tables = tables_touched(arena, sides->found)};
    LedgerEvent final;

    if (!version_make(release, &explanation, &event))
        return false;
    final = event;
    final.kind = LEDGER_FINAL;
    final.note = (Str){0};
    *done = (Correction){.version = event.version,
                         .code = ledger_check_code(arena, event.digest),
                         .folder = path_join(arena, release->archive, event.version),
                         .differences = sides->found->at.n};
    return ledger_add(release->ledger, release->diag, event) &&
           ledger_add(release->ledger, release->diag, final);
}

bool office_correct(Arena *arena, Diag *diag, const OfficeRun *run, const OfficeDocument *document,
                    const CompileOptions *compile, Str reason, Correction *done)
{
    Release release = {.arena = arena,
                       .diag = diag,
                       .run = run,
                       .office = run->office,
                       .document = document,
                       .compile = compile};
    Sides sides;
    bool made = false;

    reason = str_trim(reason);
    if (!release_begin(&release, true) || !correct_can(&release, reason) || !release_written(&release) ||
        !digests_hold(arena, diag, release_folder(&release, release.state.published->version)))
        return false;
    sides = sides_compare(&release);
    if (sides.found && sides.found->at.n == 0)
        diag_report(diag, SEVERITY_ERROR, "office-same", release.place,
                    str_of(_("mend the text or the tables first")),
                    _("%.*s says what is published: there is nothing to correct"),
                    STR_ARG(document->short_name));
    else if (sides.found)
        made = correction_make(&release, &sides, reason, done);
    if (made && has_amounts(sides.found)) {
        superiors_tell(&release);
        next_year_tell(&release);
    }
    sides_free(&sides);
    return made;
}
