// The manifest of a document's project, line by line, each with where what it says is written.
#include "office/internal-project.h"

typedef struct ManifestWriter {
    Arena *arena;
    const Office *office;
    const OfficeDocument *document;
    const ManifestParts *parts;
    OfficeFile *file;
    StrBuf out;
    uint32_t line;
} ManifestWriter;

static void begin_line(ManifestWriter *w, Place place)
{
    *vec_push(w->arena, &w->file->spots) = (OfficeSpot){++w->line, 1, place};
}

static void add_quoted(StrBuf *out, Str text)
{
    buf_add_char(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.at[i] == '"' || text.at[i] == '\\')
            buf_add_char(out, '\\');
        buf_add_char(out, (unsigned char)text.at[i] < 0x20 ? ' ' : text.at[i]);
    }
    buf_add_char(out, '"');
}

static Place office_place(const ManifestWriter *w)
{
    return (Place){.file = w->office->manifest->name};
}

// Whether the document's own keys say it.
static bool is_own(const ManifestWriter *w, Str key)
{
    const Source *extra = w->parts->extra;

    for (uint32_t i = 1; extra && i <= extra->line_count; i++) {
        Str line = source_line(extra, i);

        if (line.n > key.n && str_starts(line, key) && line.at[key.n] == ':')
            return true;
    }
    return false;
}

static void add_text(ManifestWriter *w, const char *key, Str text, Place place)
{
    if (!text.n || is_own(w, str_of(key)))
        return;
    begin_line(w, place);
    buf_print(&w->out, "%s: ", key);
    add_quoted(&w->out, text);
    buf_add_char(&w->out, '\n');
}

static void add_said(ManifestWriter *w, const char *key, OfficeField field)
{
    add_text(w, key, w->document->said[field], office_said_place(w->office, w->document, field));
}

// ---- what the register says

static OfficeField name_field(const OfficeDocument *document)
{
    return document->unit ? FIELD_UNIT_NAME : FIELD_DEPARTMENT_NAME;
}

// {year}年{name}部门预算
static Str filled(ManifestWriter *w, Str pattern)
{
    static const Str marks[] = {{"{year}", 6}, {"{name}", 6}, {"{short}", 7}};
    const Str texts[] = {str_print(w->arena, "%d", w->office->year), w->document->name,
                         w->document->short_name};
    StrBuf out = {.arena = w->arena};

    for (size_t at = 0; at < pattern.n;) {
        size_t i = 0;

        while (i < 3 && !str_starts(str_slice(pattern, at, pattern.n), marks[i]))
            i++;
        if (i < 3) {
            buf_add(&out, texts[i]);
            at += marks[i].n;
        } else {
            buf_add_char(&out, pattern.at[at++]);
        }
    }
    return buf_str(&out);
}

static void add_department(ManifestWriter *w)
{
    const Office *office = w->office;
    const OfficeDocument *document = w->document;

    if (is_own(w, STR("department")))
        return;
    begin_line(w, office_said_place(office, document, name_field(document)));
    buf_add_c(&w->out, "department: { name: ");
    add_quoted(&w->out, document->name);
    if (document->said[FIELD_SHORT_NAME].n) {
        buf_add_c(&w->out, ", short: ");
        add_quoted(&w->out, document->said[FIELD_SHORT_NAME]);
    }
    if (office->region.n && str_starts(document->name, office->region)) {
        buf_add_c(&w->out, ", superior: ");
        add_quoted(&w->out, office->region);
    }
    buf_add_c(&w->out, " }\n");
}

static void add_kind(ManifestWriter *w)
{
    WordList kinds = words_builtin.lists[WORDS_REGISTER_KINDS];

    for (size_t i = 0; i < kinds.n; i++)
        if (words_find(kinds.of[i], w->document->said[FIELD_KIND]) >= 0) {
            add_text(w, "unit-kind", kinds.at[i], office_said_place(w->office, w->document, FIELD_KIND));
            return;
        }
}

// A day as the manifest has it: 2026-02-10.
static void add_day(ManifestWriter *w, const char *key, Str text, Place place)
{
    Date date;

    if (text.n && office_date(text, &date))
        add_text(w, key, str_print(w->arena, "%04d-%02d-%02d", date.year, date.month, date.day), place);
}

static void add_approval(ManifestWriter *w)
{
    const OfficeDocument *document = w->document;
    Str own = document->said[FIELD_APPROVED],
        usual = document->unit ? w->office->approved_units : w->office->approved;

    if (own.n)
        add_day(w, "approved", own, office_said_place(w->office, document, FIELD_APPROVED));
    else
        add_day(w, "approved", usual, office_place(w));
    add_said(w, "approval-number", FIELD_APPROVAL_NUMBER);
    add_day(w, "publish-by", w->office->publish_by, office_place(w));
}

static void add_list(ManifestWriter *w, const char *key, const Str *texts, size_t n, Place place)
{
    if (!n || is_own(w, str_of(key)))
        return;
    begin_line(w, place);
    buf_print(&w->out, "%s: [", key);
    for (size_t i = 0; i < n; i++) {
        buf_add_c(&w->out, i ? ", " : "");
        add_quoted(&w->out, texts[i]);
    }
    buf_add_c(&w->out, "]\n");
}

static void add_predecessors(ManifestWriter *w)
{
    size_t n;
    Str *names = office_parts(w->arena, w->document->said[FIELD_PREDECESSORS], &n);

    add_list(w, "predecessors", names, n, office_said_place(w->office, w->document, FIELD_PREDECESSORS));
}

// ---- last year

// Figures that the export has of last year: 收入合计: 1255.00
static void add_facts(ManifestWriter *w)
{
    const Table *facts = w->parts->facts;
    const List *list = facts ? &facts->lists[0] : NULL;

    if (!list || !list->row_count || is_own(w, STR("last-year")))
        return;
    begin_line(w, (Place){.file = facts->file});
    buf_add_c(&w->out, "last-year:\n");
    for (size_t i = 0; i < list->row_count; i++) {
        const Row *row = &list->rows[i];
        const Cell *value = &row->cells[1];

        if (value->kind != CELL_AMOUNT)
            continue;
        begin_line(w, value->place ? (Place){.file = facts->file, .cell = str_of(value->place)}
                                   : table_cell_place(facts, value));
        buf_add_c(&w->out, "  ");
        add_quoted(&w->out, row->shown);
        buf_print(&w->out, ": \"%.*s%.*s\"\n",
                  STR_ARG(number_format(w->arena, value->stored,
                                        (NumberFormat){.decimals = value->decimals, .keep_zeros = true})),
                  STR_ARG(row->unit.name));
    }
}

// ---- keys as they are written

static void add_lines(ManifestWriter *w, Str text, Str file, uint32_t line)
{
    for (size_t at = 0; at < text.n; line++) {
        ptrdiff_t end = str_find_char(text, '\n', at);
        size_t to = end < 0 ? text.n : (size_t)end;

        begin_line(w, (Place){.file = file, .line = line});
        buf_add(&w->out, str_slice(text, at, to));
        buf_add_char(&w->out, '\n');
        at = to + 1;
    }
}

static Str template_key(const ManifestWriter *w)
{
    Str name = w->document->unit ? w->office->unit_template : w->office->template;

    if (!path_is_written(name) || name.at[0] == '/')
        return name;
    return str_print(w->arena, "%.*s/%.*s", STR_ARG(w->parts->to_office), STR_ARG(name));
}

// ---- what content systems ask

static const struct {
    OfficeField field;
    const char *id; // of the field in words.yaml (submission-fields)
} asked[] = {{FIELD_INDEX, "index"},       {FIELD_PUBLISHER, "publisher"}, {FIELD_TOPIC, "topic"},
             {FIELD_GENRE, "genre"},       {FIELD_WRITTEN, "written"},     {FIELD_NUMBER, "number"},
             {FIELD_KEYWORDS, "keywords"}, {FIELD_COLUMN_PATH, "column"},  {FIELD_VALIDITY, "validity"}};

static Str asked_name(const char *id)
{
    WordList fields = words_builtin.lists[WORDS_SUBMISSION_FIELDS];

    for (size_t i = 0; i < fields.n; i++)
        if (str_equal(fields.at[i], str_of(id)))
            return words_first(fields.of[i]);
    return (Str){0};
}

static void add_answer(ManifestWriter *w, size_t *n, Str name, Str text, Place place)
{
    if ((*n)++ == 0) {
        begin_line(w, place);
        buf_add_c(&w->out, "submission:\n");
    }
    begin_line(w, place);
    buf_print(&w->out, "  %.*s: ", STR_ARG(name));
    add_quoted(&w->out, text);
    buf_add_char(&w->out, '\n');
}

// Of the register's row, and what the office's manifest says of all documents where the row says nothing.
static void add_submission(ManifestWriter *w)
{
    const Office *office = w->office;
    bool told[sizeof asked / sizeof asked[0]] = {false};
    size_t n = 0;

    if (is_own(w, STR("submission")))
        return;
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        Str text = w->document->said[asked[i].field];

        told[i] = text.n > 0;
        if (told[i])
            add_answer(w, &n, asked_name(asked[i].id), text,
                       office_said_place(office, w->document, asked[i].field));
    }
    for (size_t k = 0; k < office->submission_count; k++) {
        const OfficeKey *common = &office->submission[k];
        size_t i = 0;

        while (i < sizeof asked / sizeof asked[0] && !str_equal(asked_name(asked[i].id), common->key))
            i++;
        if (i == sizeof asked / sizeof asked[0] || !told[i])
            add_answer(w, &n, common->key, common->text,
                       (Place){.file = office->manifest->name, .line = common->line});
    }
}

static void add_keys(ManifestWriter *w)
{
    for (size_t i = 0; i < w->office->key_count; i++) {
        const OfficeKey *key = &w->office->keys[i];

        if (!is_own(w, key->key))
            add_lines(w, key->text, w->office->manifest->name, key->line);
    }
    if (w->parts->extra)
        add_lines(w, w->parts->extra->text, w->parts->extra->name, 1);
}

OfficeFile *manifest_of(Arena *arena, const Office *office, const OfficeDocument *document,
                        const ManifestParts *parts)
{
    ManifestWriter w = {.arena = arena, .office = office, .document = document, .parts = parts};
    Place own;

    w.file = ARENA_NEW(arena, OfficeFile);
    w.out.arena = arena;
    w.file->name = STR("gongkai.yaml");
    own = office_place(&w);
    add_text(&w, "template", template_key(&w), own);
    add_text(&w, "table-set", office->table_set, own);
    begin_line(&w, own);
    buf_print(&w.out, "year: %d\n", office->year);
    add_department(&w);
    add_kind(&w);
    add_text(&w, "title", filled(&w, document->unit ? office->unit_title : office->title), own);
    add_approval(&w);
    add_predecessors(&w);
    if (office->example) {
        begin_line(&w, own);
        buf_add_c(&w.out, "example: true\n");
    }
    add_text(&w, "last-year", parts->last_year, office->last_year.place);
    if (!parts->last_year.n)
        add_facts(&w);
    add_list(&w, "units", parts->units, parts->unit_count, (Place){.file = office->register_file});
    add_list(&w, "attachments", parts->attachments, parts->attachment_count,
             (Place){.file = document->folder});
    add_submission(&w);
    add_keys(&w);
    w.file->bytes = buf_str(&w.out);
    return w.file;
}
