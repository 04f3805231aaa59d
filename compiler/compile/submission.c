// The archive for a content system: 正文.html, 附件/, 元数据.xlsx, 清单.txt. The same bytes for the same
// project.
#include "compile/internal-submission.h"
#include "data/data.h"
#include "html/html.h"
#include "package/package.h"

typedef struct Submission {
    const Compilation *made;
    Arena *arena;
    PackageWriter *writer;
    StrBuf list;
    VEC(Str) names; // that are taken
} Submission;

static Str word(const Submission *submission, WordsName name)
{
    return words_first(submission->made->project->template->words->lists[name]);
}

Str submission_name(const Compilation *made, Str title)
{
    return str_print(made->arena, "%.*s-%.*s.zip", STR_ARG(title),
                     STR_ARG(words_first(made->project->template->words->lists[WORDS_SUBMISSION_NAME])));
}

// ---- files

static bool is_taken(const Submission *submission, Str name)
{
    for (size_t i = 0; i < submission->names.n; i++)
        if (filename_same(submission->names.at[i], name))
            return true;
    return false;
}

// Its line in the list: name, bytes, digest.
static void add(Submission *submission, Str name, Str bytes)
{
    RecordFile file = record_file(KIND_SUBMISSION, name, bytes);

    *vec_push(submission->arena, &submission->names) = name;
    package_add(submission->writer, name, bytes);
    buf_print(&submission->list, "%.*s\t%zu\t%s\r\n", STR_ARG(name), file.size, file.sha256);
}

static void attach(Submission *submission, Str file, Str bytes)
{
    Str folder = word(submission, WORDS_SUBMISSION_ATTACHMENTS);

    if (bytes.n)
        add(submission, str_print(submission->arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(file)), bytes);
}

static bool is_attached(const Submission *submission, Str file)
{
    return is_taken(submission,
                    str_print(submission->arena, "%.*s/%.*s",
                              STR_ARG(word(submission, WORDS_SUBMISSION_ATTACHMENTS)), STR_ARG(file)));
}

// A file of the project by its name without folders; where another has it, with a number before it.
static Str attached_name(const Submission *submission, Str path)
{
    size_t from = 0;

    for (ptrdiff_t slash; (slash = str_find_char(path, '/', from)) >= 0;)
        from = (size_t)slash + 1;
    Str name = str_slice(path, from, path.n), free = name;
    for (int i = 2; is_attached(submission, free); i++)
        free = str_print(submission->arena, "%d-%.*s", i, STR_ARG(name));
    return free;
}

static void attach_all(Submission *submission, const SubmissionParts *parts, const HtmlSubmission *text)
{
    Arena *arena = submission->arena;
    Str pictures = word(submission, WORDS_SUBMISSION_PICTURES);

    attach(submission, str_print(arena, "%.*s.pdf", STR_ARG(parts->title)), parts->pdf);
    attach(submission,
           str_print(arena, "%.*s-%.*s.xlsx", STR_ARG(parts->title),
                     STR_ARG(word(submission, WORDS_SUBMISSION_TABLES))),
           parts->workbook);
    for (size_t i = 0; i < parts->beside->n; i++)
        attach(submission, attached_name(submission, parts->beside->at[i].name), parts->beside->at[i].bytes);
    for (size_t i = 0; i < text->image_count; i++)
        attach(submission, str_print(arena, "%.*s/%.*s", STR_ARG(pictures), STR_ARG(text->images[i].name)),
               text->images[i].bytes);
}

// ---- what the system asks

static Str field_of(const SiteField *fields, size_t n, Str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_equal(fields[i].name, name))
            return fields[i].value;
    return (Str){0};
}

// The cover's two lines as one: 某局2023年部门预算公开.
static Str whole_title(const Submission *submission)
{
    const Document *document = submission->made->document;

    if (str_find(document->title, document->department, 0) >= 0)
        return document->title;
    return str_print(submission->arena, "%.*s%.*s", STR_ARG(document->department), STR_ARG(document->title));
}

// What the manifest gives; else what the project says of itself elsewhere. Never what is only likely.
static Str answer(const Submission *submission, Str id)
{
    const Project *project = submission->made->project;
    Str given = field_of(project->submission, project->submission_count, id);

    if (given.n)
        return given;
    if (str_equal(id, STR("title")))
        return whole_title(submission);
    if (str_equal(id, STR("publisher")))
        return project->department;
    if (str_equal(id, STR("keywords")))
        return field_of(project->site, project->site_count, STR("Keywords"));
    if (str_equal(id, STR("column")))
        return field_of(project->site, project->site_count, STR("ColumnName"));
    return (Str){0};
}

static void tell_empty(const Submission *submission, Str names)
{
    const Project *project = submission->made->project;

    diag_report(
        submission->made->diag, SEVERITY_NOTE, "submission-field", (Place){.file = project->manifest->name},
        str_of(_("write them in gongkai.yaml under `submission:`, or on the web site when it is handed in")),
        _("of what web sites ask, this is left empty, for the project does not say it: %.*s"),
        STR_ARG(names));
}

// NULL at after reporting.
static Str metadata_book(const Submission *submission)
{
    Arena *arena = submission->arena;
    const WordList *lists = submission->made->project->template->words->lists;
    WordList fields = lists[WORDS_SUBMISSION_FIELDS], heads = lists[WORDS_SUBMISSION_DATA_HEADS];
    BookColumn columns[] = {{.width = 16}, {.width = 80}};
    BookCell *cells = ARENA_ARRAY(arena, BookCell, 2 * (fields.n + 1));
    Str data = word(submission, WORDS_SUBMISSION_DATA);
    VEC(Str) empty = {0};

    for (size_t i = 0; i < 2; i++)
        cells[i] = (BookCell){heads.at[i < heads.n ? i : heads.n - 1], BOOK_HEAD};
    for (size_t i = 0; i < fields.n; i++) {
        Str value = answer(submission, fields.at[i]), name = words_first(fields.of[i]);

        cells[2 * i + 2] = (BookCell){name, BOOK_TEXT};
        cells[2 * i + 3] = (BookCell){value, BOOK_TEXT};
        if (value.n == 0)
            *vec_push(arena, &empty) = name;
    }
    if (empty.n)
        tell_empty(submission, str_join(arena, empty.at, empty.n, STR("、")));
    BookSheet sheet = {
        .name = data, .columns = columns, .column_count = 2, .cells = cells, .row_count = fields.n + 1};
    return data_book(arena, submission->made->diag, str_print(arena, "%.*s.xlsx", STR_ARG(data)), data,
                     &sheet, 1);
}

// ---- the archive

static void list_begin(Submission *submission)
{
    WordList heads = submission->made->project->template->words->lists[WORDS_SUBMISSION_LIST_HEADS];

    buf_add_c(&submission->list, "\xEF\xBB\xBF"); // programs that would take it for GBK are told
    buf_add(&submission->list, str_join(submission->arena, heads.at, heads.n, STR("\t")));
    buf_add_c(&submission->list, "\r\n");
}

Str submission_write(const Compilation *made, SubmissionParts parts)
{
    Submission submission = {.made = made,
                             .arena = made->arena,
                             .writer = package_writer(made->arena),
                             .list = {.arena = made->arena}};
    HtmlSubmission text = html_submission(made->arena, made->document);
    Str metadata = metadata_book(&submission);

    if (!metadata.at)
        return (Str){0};
    list_begin(&submission);
    add(&submission, str_print(made->arena, "%.*s.html", STR_ARG(word(&submission, WORDS_SUBMISSION_BODY))),
        text.body);
    attach_all(&submission, &parts, &text);
    add(&submission, str_print(made->arena, "%.*s.xlsx", STR_ARG(word(&submission, WORDS_SUBMISSION_DATA))),
        metadata);
    package_add(submission.writer,
                str_print(made->arena, "%.*s.txt", STR_ARG(word(&submission, WORDS_SUBMISSION_LIST))),
                buf_str(&submission.list));
    return package_write(submission.writer, made->diag, parts.name);
}
