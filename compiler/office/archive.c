// What is kept of what was published: frozen versions, approval, signed forms, saved pages, and a catalogue.
#include "data/data.h"
#include "office/internal-release.h"

typedef struct Archive {
    Release release;
    VEC(TreeFile) kept; // beside the versions: signed forms, approvals
    bool signed_there, approval_there, page_there;
} Archive;

// ---- what people put there

static bool folder_take(Archive *archive, Str folder, Str below, bool *any)
{
    Arena *arena = archive->release.arena;
    TreeFiles files = {0};

    if (!input_is_there(input_at(folder)))
        return true;
    if (!tree_read(arena, archive->release.diag, folder, &files))
        return false;
    for (size_t i = 0; i < files.n; i++) {
        *vec_push(arena, &archive->kept) =
            (TreeFile){path_join(arena, below, files.at[i].name), files.at[i].bytes};
        *any = true;
    }
    return true;
}

// Whether a file among the approvals is this document's, by what its name has.
static bool is_of(const OfficeDocument *document, Str name)
{
    const Str marks[] = {document->said[FIELD_APPROVAL_NUMBER], document->name, document->short_name,
                         document->code};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        ptrdiff_t at = marks[i].n ? str_find(name, marks[i], 0) : -1;
        size_t end = at < 0 ? 0 : (size_t)at + marks[i].n;

        // 101 is no part of 101001.
        if (at >= 0 && (i < 3 || end == name.n || name.at[end] < '0' || name.at[end] > '9') &&
            (i < 3 || at == 0 || name.at[at - 1] < '0' || name.at[at - 1] > '9'))
            return true;
    }
    return false;
}

static bool approvals_take(Archive *archive)
{
    Release *release = &archive->release;
    TreeFiles files = {0};
    Str folder = office_path(release->arena, release->office, office_name(OFFICE_APPROVALS));

    if (!input_is_there(input_at(folder)))
        return true;
    if (!tree_read(release->arena, release->diag, folder, &files))
        return false;
    for (size_t i = 0; i < files.n; i++)
        if (is_of(release->document, files.at[i].name)) {
            *vec_push(release->arena, &archive->kept) = (TreeFile){
                path_join(release->arena, office_word(WORD_APPROVAL), files.at[i].name), files.at[i].bytes};
            archive->approval_there = true;
        }
    return true;
}

// A copy of what is the same already is left; one that differs gets what people have now.
static bool kept_put(Archive *archive)
{
    Release *release = &archive->release;

    for (size_t i = 0; i < archive->kept.n; i++) {
        Str path = path_join(release->arena, release->archive, archive->kept.at[i].name);
        size_t slash = path.n;

        while (slash > 0 && path.at[slash - 1] != '/')
            slash--;
        if (!folders_make(release->arena, release->diag, str_slice(path, 0, slash - 1)) ||
            !file_put(release->arena, release->diag, path, archive->kept.at[i].bytes))
            return false;
    }
    return true;
}

static void lacks_tell(const Archive *archive)
{
    const Release *release = &archive->release;
    const struct {
        bool there;
        Str what;
    } wanted[] = {{archive->approval_there, office_word(WORD_APPROVAL)},
                  {archive->signed_there, office_word(WORD_SIGNED_FORMS)},
                  {archive->page_there, office_word(WORD_SAVED_PAGES)}};

    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (!wanted[i].there)
            diag_report(release->diag, SEVERITY_WARNING, "office-archive", release->place,
                        str_of(_("put it where docs/office.zh-CN.md says, and archive again")),
                        _("the archive of %.*s has no %.*s"), STR_ARG(release->document->short_name),
                        STR_ARG(wanted[i].what));
}

// ---- the catalogue

// What a file of the archive is, by its folder: a word of office-keeping; the last where none fits.
static size_t kind_of_file(Str name)
{
    WordList kinds = words_builtin.lists[WORDS_OFFICE_KEEPING];

    for (size_t i = 0; i + 1 < kinds.n; i++)
        if (str_find(name, kinds.at[i], 0) >= 0)
            return i;
    return kinds.n - 1;
}

static Str version_said(Release *release, Str name)
{
    ptrdiff_t slash = str_find_char(name, '/', 0);
    Str top = slash < 0 ? name : str_slice(name, 0, (size_t)slash);

    for (size_t i = 0; i < release->ledger->events.n; i++) {
        const LedgerEvent *event = &release->ledger->events.at[i];

        if (event->kind == LEDGER_PUBLISHED && str_equal(event->document, release->document->code) &&
            frozen_published(release->ledger, event->document, event->version) == event &&
            str_starts(top, frozen_name(release->arena, event->version, event)))
            return str_print(release->arena, "%.*s %.*s", STR_ARG(event->time), STR_ARG(event->url));
        if (event->kind == LEDGER_VERIFIED && str_equal(event->document, release->document->code) &&
            event->note.n && str_ends(name, event->note))
            return event->url;
    }
    return (Str){0};
}

static bool catalogue_put(Archive *archive)
{
    enum { COLUMNS = LABEL_CATALOGUE_LAST - LABEL_CATALOGUE_FIRST + 1, HEADS = 2 };
    static const BookColumn columns[COLUMNS] = {{.width = 6},  {.width = 50}, {.width = 16},
                                                {.width = 40}, {.width = 12}, {.width = 68}};
    Release *release = &archive->release;
    Arena *arena = release->arena;
    WordList kinds = words_builtin.lists[WORDS_OFFICE_KEEPING];
    TreeFiles files = {0};
    Str name = office_word(WORD_CATALOGUE), book;
    BookCell *cells;
    size_t row = HEADS;
    BookSheet sheet = {.name = office_label(LABEL_CATALOGUE),
                       .columns = columns,
                       .column_count = COLUMNS,
                       .head_rows = HEADS,
                       .landscape = true};

    if (!tree_read(arena, release->diag, release->archive, &files))
        return false;
    cells = ARENA_ARRAY(arena, BookCell, (HEADS + files.n) * COLUMNS);
    cells[0] = (BookCell){
        str_print(arena, "%.*s %.*s", STR_ARG(release->document->code), STR_ARG(release->document->name)),
        BOOK_TITLE};
    for (int i = 0; i < COLUMNS; i++)
        cells[COLUMNS + i] = (BookCell){office_label((OfficeLabel)(LABEL_CATALOGUE_FIRST + i)), BOOK_HEAD};
    for (size_t i = 0; i < files.n; i++) {
        size_t kind = kind_of_file(files.at[i].name);

        if (str_equal(files.at[i].name, name))
            continue;
        cells[row * COLUMNS].text = str_print(arena, "%zu", row - HEADS + 1);
        cells[row * COLUMNS + 1].text = files.at[i].name;
        cells[row * COLUMNS + 2].text = kinds.at[kind];
        cells[row * COLUMNS + 3].text = version_said(release, files.at[i].name);
        cells[row * COLUMNS + 4].text = words_first(kinds.of[kind]);
        cells[row * COLUMNS + 5].text = sha256_of(arena, files.at[i].bytes);
        row++;
    }
    sheet.cells = cells;
    sheet.row_count = row;
    book = data_book(arena, release->diag, name, cells[0].text, &sheet, 1);
    return book.at && file_put(arena, release->diag, path_join(arena, release->archive, name), book);
}

// ---- the commands

static bool versions_hold(Release *release)
{
    bool hold = true;

    for (size_t i = 0; i < release->ledger->events.n; i++) {
        const LedgerEvent *event = &release->ledger->events.at[i];

        if (event->kind == LEDGER_PUBLISHED && str_equal(event->document, release->document->code) &&
            frozen_published(release->ledger, event->document, event->version) == event)
            hold =
                digests_hold(release->arena, release->diag, release_folder(release, event->version)) && hold;
    }
    return hold;
}

bool office_archive(Arena *arena, Diag *diag, const Office *office, const OfficeDocument *document)
{
    Archive archive = {.release = {.arena = arena, .diag = diag, .office = office, .document = document}};
    Release *release = &archive.release;
    Str signed_forms = office_word(WORD_SIGNED_FORMS), pages = office_word(WORD_SAVED_PAGES);

    if (!release_begin(release, true))
        return false;
    if (!release->state.published) {
        diag_report(diag, SEVERITY_ERROR, "office-unpublished", release->place,
                    str_of(_("record where it is published: gongkai office record")),
                    _("%.*s is not published"), STR_ARG(document->short_name));
        return false;
    }
    archive.page_there = input_is_there(input_at(path_join(arena, release->archive, pages)));
    if (!versions_hold(release) ||
        !folder_take(&archive, path_join(arena, office_path(arena, office, document->folder), signed_forms),
                     signed_forms, &archive.signed_there) ||
        !approvals_take(&archive) || !kept_put(&archive) || !catalogue_put(&archive))
        return false;
    lacks_tell(&archive);
    return ledger_add(release->ledger, diag,
                      (LedgerEvent){.kind = LEDGER_ARCHIVED,
                                    .document = document->code,
                                    .version = release->state.published->version});
}

bool office_verified(Arena *arena, Diag *diag, const Office *office, const OfficeDocument *document, Str file,
                     Str bytes, size_t differences)
{
    Release release = {.arena = arena, .diag = diag, .office = office, .document = document};
    LedgerEvent event = {.kind = LEDGER_VERIFIED, .document = document->code, .count = differences};
    Str folder, name;
    size_t from = file.n;

    if (!release_begin(&release, true) || !release.state.published)
        return false;
    while (from > 0 && file.at[from - 1] != '/')
        from--;
    name = filename_clean(arena, str_slice(file, from, file.n), 120);
    folder = path_join(arena, release.archive, office_word(WORD_SAVED_PAGES));
    event.version = release.state.published->version;
    event.url = release.state.published->url;
    // What was saved before under this name stays: pages are evidence.
    for (int i = 1; !event.note.n; i++) {
        Str own = i == 1 ? name : str_print(arena, "%d-%.*s", i, STR_ARG(name));
        Str path = path_join(arena, folder, own), old;
        Diag *unread = diag_new();

        if (!input_is_there(input_at(path)) ||
            (source_bytes(arena, unread, input_at(path), own, &old) && str_equal(old, bytes)))
            event.note = own;
        diag_append_failures(diag, unread);
        diag_free(unread);
    }
    return folders_make(arena, diag, folder) &&
           file_put(arena, diag, path_join(arena, folder, event.note), bytes) &&
           ledger_add(release.ledger, diag, event);
}
