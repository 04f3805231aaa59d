// Persons besides identity, telephone and card numbers (personal.c): names of those who are supported,
// 张某某案, plates, account names; and the attachments that the project names, as far as they can be read.
#include "prose/internal-prose.h"

#include "intake/intake.h"
#include "package/package.h"
#include "text/text.h"

#define ACCOUNT_DIGITS 9 // eight may be a day

typedef struct Found {
    const char *rule, *message;
    size_t from, to;
} Found;

static size_t past(Str text, size_t at)
{
    if (at < text.n)
        utf8_next(text, &at);
    return at;
}

// ---- names of persons

// A surname and one or two characters, where what follows is a mark or goes on as after a name; 0: none.
static size_t name_length(const Words *words, Str text)
{
    size_t surname = words_begin(words->lists[WORDS_SURNAMES], text), at = surname;

    if (words_begin(words->lists[WORDS_NAME_NOT], text))
        return 0;
    for (int given = 0; surname && given < 2; given++) {
        size_t next = at;
        if (at >= text.n || !char_is_han(utf8_next(text, &next)))
            return 0;
        at = next;
        size_t after = at;
        uint32_t code = at < text.n ? utf8_next(text, &after) : U'。';
        if (!char_is_han(code) || words_begin(words->lists[WORDS_NAME_GOES_ON], str_slice(text, at, text.n)))
            return at;
    }
    return 0;
}

// 遗属王秀英生活补助
static bool name_after(const Words *words, Str text, size_t at, Found *found)
{
    size_t length = words_begin(words->lists[WORDS_NAME_AFTER], str_slice(text, at, text.n));
    size_t name = length ? name_length(words, str_slice(text, at + length, text.n)) : 0;

    if (name)
        *found = (Found){"personal-name", _("a person who is supported is named"), at + length,
                         at + length + name};
    return name > 0;
}

// 张某某, 李某: a name that is masked still tells of one person's case.
static bool name_masked(const Words *words, Str text, size_t at, Found *found)
{
    size_t surname = words_begin(words->lists[WORDS_SURNAMES], str_slice(text, at, text.n));
    size_t masked =
        surname ? words_begin(words->lists[WORDS_NAME_MASKED], str_slice(text, at + surname, text.n)) : 0;
    size_t to = at + surname + masked, next = to;
    uint32_t code = to < text.n ? utf8_next(text, &next) : U'。';

    if (!masked ||
        (char_is_han(code) && !words_begin(words->lists[WORDS_NAME_CASE], str_slice(text, to, text.n))))
        return false;
    *found = (Found){"personal-name", _("one person's case is told"), at, to};
    return true;
}

// ---- plates and accounts

// 湘B·12345, 湘B 12345, 湘BD12345
static bool plate_at(const Words *words, Str text, size_t at, Found *found)
{
    size_t province = words_begin(words->lists[WORDS_PLATE_PROVINCES], str_slice(text, at, text.n)),
           to = at + province;
    int n = 0, digits = 0;

    if (!province || to >= text.n || text.at[to] < 'A' || text.at[to] > 'Z')
        return false;
    to++;
    if (to < text.n) {
        size_t next = past(text, to);
        Str mark = str_slice(text, to, next);
        if (str_equal(mark, STR("·")) || str_equal(mark, STR(" ")) || str_equal(mark, STR("-")))
            to = next;
    }
    for (; to < text.n &&
           ((text.at[to] >= '0' && text.at[to] <= '9') || (text.at[to] >= 'A' && text.at[to] <= 'Z'));
         to++, n++)
        digits += text.at[to] <= '9';
    if (n < 5 || n > 6 || digits < 3)
        return false;
    *found = (Found){"plate-number", _("the plate of a vehicle is in a published text"), at, to};
    return true;
}

static size_t digits_at(Str text, size_t at)
{
    size_t to = at;

    while (to < text.n && text.at[to] >= '0' && text.at[to] <= '9')
        to++;
    return to - at;
}

// 户名：王秀英; 账号: 4300…; 账号4300…, where so many digits are no count
static bool account_at(const Words *words, Str text, size_t at, Found *found)
{
    size_t length = words_begin(words->lists[WORDS_ACCOUNT_LABELS], str_slice(text, at, text.n)),
           to = at + length, next = to;

    if (!length || to >= text.n || words_end(words->lists[WORDS_ACCOUNT_OTHER], str_slice(text, 0, at)))
        return false;
    uint32_t code = utf8_next(text, &next);
    if (digits_at(text, to) >= ACCOUNT_DIGITS) {
        if (prose_personal_in(str_slice(text, to, to + digits_at(text, to)))) // personal-data
            return false;
        *found = (Found){"account-named", _("an account is told in a published text"), at,
                         to + digits_at(text, to)};
        return true;
    }
    if ((code != U'：' && code != ':') || next >= text.n)
        return false;
    to = next;
    if (text_ends_clause(utf8_next(text, &next)))
        return false;
    *found = (Found){"account-named", _("an account is told in a published text"), at, to};
    return true;
}

// All that next_found finds in a text begins with a word of these. Surnames, which are hundreds, matter only
// where a name is masked.
static const WordStarts *found_starts(Prose *prose, bool masked)
{
    static const WordsName lists[] = {WORDS_NAME_AFTER, WORDS_PLATE_PROVINCES, WORDS_ACCOUNT_LABELS};

    if (!prose->private_starts) {
        prose->private_starts = ARENA_ARRAY(prose->arena, WordStarts, 2);
        for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
            words_starts_add(prose->private_starts, prose->words->lists[lists[i]]);
        prose->private_starts[1] = prose->private_starts[0];
        words_starts_add(&prose->private_starts[1], prose->words->lists[WORDS_SURNAMES]);
    }
    return &prose->private_starts[masked];
}

static bool next_found(Prose *prose, Str text, size_t *at, Found *found)
{
    const Words *words = prose->words;
    bool masked = words_in(words->lists[WORDS_NAME_MASKED], str_slice(text, *at, text.n));
    const WordStarts *starts = found_starts(prose, masked);

    for (; *at < text.n; *at = past(text, *at))
        if (words_may_begin(starts, str_slice(text, *at, text.n)) &&
            (name_after(words, text, *at, found) || (masked && name_masked(words, text, *at, found)) ||
             plate_at(words, text, *at, found) || account_at(words, text, *at, found))) {
            *at = found->to;
            return true;
        }
    return false;
}

// ---- where they stand

static Str hint(void)
{
    return str_of(_("take it out, or tell of the number of persons and the amount alone"));
}

static void check_cell(Prose *prose, const Table *table, const Cell *cell)
{
    Found found;

    for (size_t at = 0; next_found(prose, cell->text, &at, &found);)
        prose_report_place(prose, table_cell_place(table, cell), found.rule, hint(), "%s", found.message);
}

// Columns of names (姓名) and accounts of persons.
static void check_columns(Prose *prose, const Table *table, int list)
{
    const List *own = &table->lists[list];

    for (int c = 0; c < (int)own->spec->count; c++) {
        const ColumnSpec *column = table_column((CellRef){table, list, 0, c});
        bool names = words_find(prose->words->lists[WORDS_NAME_COLUMNS], column->name) >= 0;
        bool accounts = words_find(prose->words->lists[WORDS_ACCOUNT_LABELS], column->name) >= 0;

        for (size_t r = 0; r < own->row_count; r++) {
            const Cell *cell = &own->rows[r].cells[c];
            if ((names || accounts) && cell->text.n && own->rows[r].kind != ROW_TOTAL)
                prose_report_place(prose, table_cell_place(table, cell),
                                   names ? "personal-name" : "account-named", hint(),
                                   _("the column “%.*s” tells of persons"), STR_ARG(column->name));
            else if (cell->kind == CELL_TEXT)
                check_cell(prose, table, cell);
        }
    }
}

// ---- attachments

static void check_line(Prose *prose, Place place, Str text)
{
    Found found;
    const char *message;

    for (size_t at = 0; next_found(prose, text, &at, &found);)
        prose_report_place(prose, place, found.rule, hint(), "%s", found.message);
    if ((message = prose_personal_in(text)))
        prose_report_place(prose, place, "personal-data", str_of(_("delete it")), "%s", message);
}

static void report_unread(Prose *prose, Str name)
{
    prose_report_place(prose, (Place){.file = name}, "attachment-unread",
                       str_of(_("look into it yourself: names, numbers and who made it")),
                       _("“%.*s” is published and was not looked into"), STR_ARG(name));
}

// The texts of a workbook of Office Open XML; false where it is none.
static bool check_workbook(Prose *prose, Diag *trial, Str bytes, Str name)
{
    Package *package = package_from_bytes(prose->arena, trial, bytes, name, PACKAGE_WORKBOOK);
    Str texts = {0};

    if (!package || package_is_open_document(package) || !package_has(package, STR("xl/sharedStrings.xml")) ||
        !package_part(package, trial, STR("xl/sharedStrings.xml"), prose->arena, &texts))
        return false;
    for (size_t at = 0, from; at < texts.n; at++) { // between one tag and the next
        while (at < texts.n && texts.at[at] != '>')
            at++;
        for (from = at + 1; at < texts.n && texts.at[at] != '<';)
            at++;
        if (from < at)
            check_line(prose, (Place){.file = name}, str_slice(texts, from, at));
    }
    return true;
}

// ---- who made an attachment, as its file says

typedef struct Author {
    const Words *words;
    StrBuf said;
    bool inside; // an element that says who
} Author;

static bool author_start(void *context, const XmlTag *tag)
{
    Author *author = context;

    author->inside = words_find(author->words->lists[WORDS_AUTHOR_TAGS], tag->name) >= 0;
    return true;
}

static bool author_text(void *context, Str text)
{
    Author *author = context;

    if (author->inside)
        buf_add(&author->said, text);
    return true;
}

static bool author_end(void *context, Str name)
{
    Author *author = context;

    (void)name;
    author->inside = false;
    return !str_trim(buf_str(&author->said)).n;
}

// Gongkai publishes attachments as they are: what Word and Excel, and LibreOffice, write of people is asked
// for.
static void check_author(Prose *prose, Diag *trial, Str bytes, Str name)
{
    static const Str parts[] = {STR("docProps/core.xml"), STR("docProps/app.xml"), STR("meta.xml")};
    Author author = {.words = prose->words, .said = {.arena = prose->arena}};
    XmlHandler handler = {author_start, author_end, author_text, &author};
    Package *package = str_starts(bytes, STR("PK"))
                           ? package_from_bytes(prose->arena, trial, bytes, name, PACKAGE_WORKBOOK)
                           : NULL;

    for (size_t i = 0; package && i < sizeof parts / sizeof parts[0]; i++)
        if (package_has(package, parts[i]))
            package_xml(package, trial, parts[i], &handler);
    Str said = str_trim(buf_str(&author.said));
    if (said.n)
        prose_report_place(prose, (Place){.file = name}, "attachment-author",
                           str_of(_("take it out where the file was made: Inspect Document, or Properties")),
                           _("“%.*s” is published and says who made it: %.*s"), STR_ARG(name), STR_ARG(said));
}

static void check_attachment(Prose *prose, Str name, bool link)
{
    Input input = input_named_file(prose->arena, (Input){.root = prose->project->folder}, name);
    Diag *trial = diag_new();
    Str bytes = {0};
    const Intake *intake = NULL;

    if (!input_is_there(input) && link) { // of the site that it is published on
        diag_free(trial);
        return;
    }
    if (!input_is_there(input)) {
        prose_report_place(prose, prose_manifest_place(prose, "attachments"), "attachment-missing", (Str){0},
                           _("“%.*s” is not there"), STR_ARG(name));
    } else {
        if (source_bytes(prose->arena, trial, input, name, &bytes))
            intake = intake_from_bytes(prose->arena, trial, NULL, bytes, name, (Str){0});
        check_author(prose, trial, bytes, name);
        if (!intake && !(bytes.n && check_workbook(prose, trial, bytes, name)))
            report_unread(prose, name);
        for (size_t i = 0; intake && i < intake->source->line_count; i++) {
            Str line = source_line(intake->source, (uint32_t)i + 1);
            check_line(prose, (Place){.file = name, .line = (uint32_t)i + 1}, line);
        }
    }
    diag_free(trial);
}

// A link's address that is a file of the project.
static void check_links(Prose *prose)
{
    NodeWalk walk = node_walk(prose->document->root);

    while (node_walk_next(&walk)) {
        if (walk.entering && node_links_file(walk.node))
            check_attachment(prose, walk.node->target, true);
    }
}

void prose_check_private(Prose *prose)
{
    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        Found found;

        for (size_t at = 0;
             block->findings < PROSE_BLOCK_FINDINGS && next_found(prose, block->text, &at, &found);)
            prose_report(prose, (ProseRange){block, found.from, found.to}, found.rule, hint(), "%s",
                         found.message);
    }
    for (size_t t = 0; t < prose->project->book.table_count; t++)
        for (size_t l = 0; prose->project->book.tables[t]->spec->published &&
                           l < prose->project->book.tables[t]->spec->list_count;
             l++)
            check_columns(prose, prose->project->book.tables[t], (int)l);
    for (size_t i = 0; i < prose->project->attachment_count; i++)
        check_attachment(prose, prose->project->attachments[i], false);
    check_links(prose);
}
