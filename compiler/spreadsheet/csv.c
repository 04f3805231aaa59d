#include "spreadsheet/internal-csv.h"
#include "spreadsheet/spreadsheet.h"

#include <string.h>

typedef VEC(CsvField) Fields;

typedef struct Reader {
    Arena *arena, *scratch;
    Diag *diag;
    const Source *source;
    Str text;
    size_t at;
    uint32_t line, column; // of `at`
    Fields fields;         // of the record that is read
    CsvPool *pool;         // of those before it
    size_t read;           // how many they are
    bool broken;           // what follows cannot be told apart into fields
} Reader;

Place csv_place(const Source *source, const CsvField *field)
{
    Place place = {source->name, field->line, field->column, field->width, {0}, {0}};

    place.text = source_line(source, field->line);
    return place;
}

static void step(Reader *r)
{
    unsigned char c = (unsigned char)r->text.at[r->at++];

    if (c == '\n') {
        r->line++;
        r->column = 1;
    } else if ((c & 0xC0) != 0x80) {
        r->column++;
    }
}

// A column counts a character at its first byte, so it is one too many only inside a character, where no
// field ends.
static void skip_to(Reader *r, size_t to)
{
    while (r->at < to)
        step(r);
}

static void report_quote(Reader *r, const CsvField *field, const char *message)
{
    diag_report(
        r->diag, SEVERITY_ERROR, "csv-quote", csv_place(r->source, field),
        str_of(_("put the whole field in quotes, and write a quote inside it twice: \"a \"\"b\"\" c\"")),
        "%s", message);
}

// Trims the field; the blanks before the text say how deep a name stands in its list.
void csv_set_text(CsvField *field, Str raw)
{
    size_t start = 0, next = 0;

    while (next < raw.n) {
        uint32_t code = utf8_next(raw, &next);

        if (!char_is_blank(code))
            break;
        // The ideographic, em and em quad spaces are an em wide.
        field->indent += code == 0x3000 || code == 0x2001 || code == 0x2003 ? 2 : 1;
        start = next;
    }
    field->text = str_trim(str_slice(raw, start, raw.n));
}

static size_t end_of_plain(const Reader *r)
{
    size_t i = r->at;

    while (i < r->text.n && r->text.at[i] != ',' && r->text.at[i] != '\n')
        i++;
    return i;
}

static void read_plain(Reader *r, CsvField *field)
{
    size_t end = end_of_plain(r);
    Str raw = str_slice(r->text, r->at, end);

    csv_set_text(field, raw);
    skip_to(r, end);
    field->width = r->column - field->column;
    if (raw.n && memchr(raw.at, '"', raw.n))
        report_quote(r, field, _("a quote stands inside a field that is not quoted"));
}

// From the opening quote on. What stands between the closing quote and the comma must be blank.
static void read_quoted(Reader *r, CsvField *field)
{
    StrBuf text = {.arena = r->arena};
    size_t from = r->at + 1, close;
    Str rest;

    for (;;) {
        ptrdiff_t quote = str_find_char(r->text, '"', from);

        if (quote < 0) {
            field->width = 1;
            report_quote(r, field, _("the quote that opens here is never closed"));
            r->broken = true;
            r->at = r->text.n;
            return;
        }
        close = (size_t)quote;
        if (close + 1 >= r->text.n || r->text.at[close + 1] != '"')
            break;
        buf_add(&text, str_slice(r->text, from, close + 1));
        from = close + 2;
    }
    if (text.n) {
        buf_add(&text, str_slice(r->text, from, close));
        csv_set_text(field, buf_str(&text));
    } else {
        csv_set_text(field, str_slice(r->text, from, close));
    }
    skip_to(r, close + 1);
    // A field that goes over lines is underlined at its opening quote only.
    field->width = r->line == field->line ? r->column - field->column : 1;
    rest = str_slice(r->text, r->at, end_of_plain(r));
    if (str_trim(rest).n)
        report_quote(r, field, _("text follows the quote that closes this field"));
    skip_to(r, r->at + rest.n);
}

static bool read_field(Reader *r)
{
    CsvField *field;
    size_t blanks = r->at;

    if (r->read + r->fields.n >= CSV_MOST_FIELDS) {
        diag_report(r->diag, SEVERITY_ERROR, "table-too-large",
                    (Place){.file = r->source->name, .line = r->line}, str_of(_("split the table")),
                    _("the table has more than %d fields, the most that are read"), CSV_MOST_FIELDS);
        r->broken = true;
        return false;
    }
    field = vec_push(r->scratch, &r->fields);
    while (blanks < r->text.n && (r->text.at[blanks] == ' ' || r->text.at[blanks] == '\t'))
        blanks++;
    if (blanks < r->text.n && r->text.at[blanks] == '"')
        skip_to(r, blanks);
    field->line = r->line;
    field->column = r->column;
    if (r->at < r->text.n && r->text.at[r->at] == '"')
        read_quoted(r, field);
    else
        read_plain(r, field);
    return !r->broken;
}

// Into r->fields; false at a record that is blank or could not be read.
static bool read_record(Reader *r)
{
    bool filled = false;

    r->fields.n = 0;
    for (;;) {
        if (!read_field(r))
            break;
        filled |= vec_last(&r->fields)->text.n > 0;
        if (r->at < r->text.n && r->text.at[r->at] == ',') {
            step(r);
            continue;
        }
        if (r->at < r->text.n)
            step(r); // the line end
        break;
    }
    return filled && !r->broken;
}

static void add_record(Reader *r, CsvRecord *record, uint32_t line)
{
    CsvField *fields = csv_pool_fields(r->pool, record, r->fields.n);

    memcpy(fields, r->fields.at, r->fields.n * sizeof *fields);
    record->fields = fields;
    record->count = r->fields.n;
    record->line = line;
    r->read += r->fields.n;
}

// Old programs end a file with Ctrl-Z.
static Str without_end_mark(Str text)
{
    size_t end = text.n;

    while (end > 0 && strchr(" \t\r\n", text.at[end - 1]))
        end--;
    return end > 0 && text.at[end - 1] == '\x1A' ? str_slice(text, 0, end - 1) : text;
}

// How often the character stands in the text, at most so often.
static size_t count_char(Str text, char c, size_t most)
{
    size_t n = 0;

    for (ptrdiff_t at = -1; n < most && (at = str_find_char(text, c, (size_t)(at + 1))) >= 0;)
        n++;
    return n;
}

static Reader reader_new(Arena *arena, Arena *scratch, Diag *diag, const Source *source)
{
    return (Reader){.arena = arena,
                    .scratch = scratch,
                    .diag = diag,
                    .source = source,
                    .text = without_end_mark(source->text),
                    .line = 1,
                    .column = 1};
}

Csv csv_read(Arena *arena, Arena *scratch, Diag *diag, const Source *source)
{
    Reader r = reader_new(arena, scratch, diag, source);
    VEC(CsvRecord) records = {0};

    // What grows would leave its copies behind.
    records.cap = count_char(r.text, '\n', CSV_MOST_FIELDS) + 1;
    records.at = ARENA_ARRAY(scratch, CsvRecord, records.cap);
    r.pool = csv_pool_new(scratch, count_char(r.text, ',', CSV_MOST_FIELDS) + records.cap);

    while (r.at < r.text.n && !r.broken) {
        uint32_t line = r.line;

        if (!read_record(&r))
            continue;
        add_record(&r, vec_push(scratch, &records), line);
    }
    return (Csv){records.at, records.n, r.pool};
}

Csv csv_read_spots(Arena *arena, Arena *scratch, Diag *diag, const Source *source, const CsvSpot *spots,
                   size_t n)
{
    Reader r = reader_new(arena, scratch, diag, source);
    enum { USUAL_COLUMNS = 16 };
    CsvRecord *records = ARENA_ARRAY(scratch, CsvRecord, n);
    size_t read = 0;

    r.pool = csv_pool_new(scratch, n * USUAL_COLUMNS);
    for (size_t i = 0; i < n && !r.broken; i++) {
        r.at = spots[i].at;
        r.line = spots[i].line;
        r.column = 1;
        if (read_record(&r))
            add_record(&r, &records[read++], spots[i].line);
    }
    return (Csv){records, read, r.pool};
}

bool csv_pass(Diag *diag, const Source *source,
              bool (*take)(void *context, CsvSpot spot, const CsvRecord *record), void *context)
{
    enum { TEXTS_MOST = 1 << 20 };
    Arena *scratch = arena_new();
    Diag *trial = diag_new();
    Reader r = reader_new(arena_new(), scratch, trial, source);
    bool more = true;

    while (more && r.at < r.text.n && !r.broken) {
        CsvSpot spot = {r.at, r.line};
        CsvRecord record;

        if (!read_record(&r))
            continue;
        record = (CsvRecord){.fields = r.fields.at, .count = r.fields.n, .line = spot.line};
        more = take(context, spot, &record);
        if (arena_bytes(r.arena) > TEXTS_MOST) {
            arena_free(r.arena);
            r.arena = arena_new();
        }
    }
    if (r.broken)
        diag_append(diag, trial);
    diag_free(trial);
    arena_free(r.arena);
    arena_free(scratch);
    return !r.broken;
}

bool csv_large(const Source *source, size_t fields)
{
    size_t most = fields > 0 && fields < CSV_MOST_FIELDS ? fields : CSV_MOST_FIELDS;
    size_t lines = count_char(source->text, '\n', most);

    return lines + count_char(source->text, ',', most) >= most;
}
