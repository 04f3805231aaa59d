// Which document it is, by what stands in it: the template and set whose tables and sections it has, the year
// and the department that its first lines or its tables' captions say.
#include "published/internal-published.h"
#include "text/text.h"

#define MOST_HEADING 150 // bytes
#define FIRST_LINES 12   // in which the cover stands
#define MOST_NAME 120    // bytes of a department's name

typedef struct KindReader {
    Published *published;
    Diag *diag;
    const PublishedOptions *options;
    VEC(Str) lines; // folded, short ones alone
} KindReader;

// ---- template and set

static void add_line(KindReader *reader, Str text)
{
    if (text.n && text.n <= MOST_HEADING)
        *vec_push(reader->published->arena, &reader->lines) = name_fold(reader->published->arena, text);
}

// Tables may hang beside the text alone, in a workbook.
static void books_fold(KindReader *reader)
{
    const Intake *intake = reader->published->intake;
    Arena *arena = reader->published->arena;
    Diag *trial = diag_new(); // who takes its tables reports

    for (size_t i = 0; i < intake->file_count; i++) {
        Workbook *book = workbook_from_bytes(arena, trial, intake->files[i].bytes, intake->files[i].name);

        for (size_t sheet = 0; book && sheet < workbook_sheet_count(book); sheet++) {
            bool broken = false;
            size_t n;
            const Str *head = workbook_sheet_head(book, trial, sheet, &n, &broken);

            add_line(reader, workbook_sheet_name(book, sheet));
            for (size_t k = 0; k < n && !broken; k++)
                add_line(reader, text_name(head[k]));
        }
        workbook_release(book);
    }
    diag_free(trial);
}

static void lines_fold(KindReader *reader)
{
    const Intake *intake = reader->published->intake;

    for (size_t i = 0; i < intake->line_count; i++) {
        const IntakeLine *line = &intake->lines[i];

        if (line->kind == INTAKE_PARAGRAPH && line->text.n <= MOST_HEADING)
            add_line(reader, text_name(line->text));
        else if (line->kind == INTAKE_TABLE && line->table->row_count && line->table->rows[0].n)
            add_line(reader, line->table->rows[0].cells[0].text);
    }
    books_fold(reader);
}

static bool stands(const KindReader *reader, Str name)
{
    Str fold = name_fold(reader->published->arena, name);
    bool found = false;

    for (size_t i = 0; fold.n && i < reader->lines.n && !found; i++)
        found = str_ends(reader->lines.at[i], fold);
    return found;
}

// How much of a template stands in the document: its tables count twice; what it has beyond lowers it.
static int score_of(const KindReader *reader, const Template *template)
{
    int score = 0;
    size_t tables = 0;

    for (size_t i = 0; i < template->table_count; i++) {
        const TableSpec *spec = &template->tables[i];
        bool found = stands(reader, spec->name) || (spec->title.n && stands(reader, spec->title));

        tables += found;
        score += found ? 20 : -4;
    }
    for (size_t i = 0; i < template->section_count; i++) {
        const SectionSpec *section = &template->sections[i];
        bool named = stands(reader, section->name), other = false;

        for (size_t k = 0; k < section->other_count && !named && !other; k++)
            other = stands(reader, section->others[k]);
        score += named ? 6 : other ? 4 : section->required ? -1 : 0;
    }
    if (stands(reader, template->wording.tables_part) || stands(reader, template->wording.narrative_part))
        score += 10;
    return tables ? score : 0;
}

typedef struct Candidate { // a template, and the set of it that fits best so far
    Str name;
    const Str *sets;
    size_t set_count, tried;
    Str set;
    int score;
} Candidate;

// Tries its sets [tried … to).
static void sets_try(KindReader *reader, Candidate *candidate, size_t to)
{
    Arena *arena = reader->published->arena;
    Diag *trial = diag_new();
    uint64_t digest = 0;
    TemplateChoice choice = {.name = candidate->name,
                             .templates = path_join(arena, reader->options->data_folder, STR("templates"))};

    for (; candidate->tried < to && candidate->tried < candidate->set_count; candidate->tried++) {
        const Template *template;
        int score;

        choice.table_set = candidate->sets[candidate->tried];
        template = template_choose(arena, trial, &digest, &choice);
        if (!template)
            continue;
        template = template_fill(arena, template,
                                 &(TemplateFacts){.department = reader->published->department,
                                                  .department_short = reader->published->department,
                                                  .year = reader->published->year});
        score = score_of(reader, template);
        if (score > candidate->score) {
            candidate->score = score;
            candidate->set = choice.table_set;
        }
    }
    diag_free(trial);
}

// With its sets; of a set that the user names, that one alone.
static Candidate candidate_of(KindReader *reader, Str name)
{
    Arena *arena = reader->published->arena;
    Diag *trial = diag_new();
    TemplateChoice choice = {.name = name,
                             .templates = path_join(arena, reader->options->data_folder, STR("templates"))};
    Candidate candidate = {.name = name};
    Str *sets = template_sets(arena, trial, &choice, &candidate.set_count);

    candidate.sets = sets;
    if (reader->options->table_set.n) {
        size_t i = 0;

        while (i < candidate.set_count && !str_equal(sets[i], reader->options->table_set))
            i++;
        candidate.set_count = i < candidate.set_count;
        candidate.sets = sets + i;
    }
    diag_free(trial);
    return candidate;
}

// Budgets and accounts, departments and units have other words in whatever set: the first set of each
// template tells which it is, the others of that one which set.
static const Candidate *candidates_try(KindReader *reader, Candidate *candidates, size_t n)
{
    Candidate *best = NULL;
    int first = 0;

    for (size_t i = 0; i < n; i++) {
        sets_try(reader, &candidates[i], 1);
        first = candidates[i].score > first ? candidates[i].score : first;
    }
    for (size_t i = 0; i < n; i++) {
        if (candidates[i].score == first)
            sets_try(reader, &candidates[i], candidates[i].set_count);
        if (candidates[i].score > (best ? best->score : 0))
            best = &candidates[i];
    }
    return best;
}

static bool template_find(KindReader *reader)
{
    Arena *arena = reader->published->arena;
    Str folder = path_join(arena, reader->options->data_folder, STR("templates"));
    size_t n, count = 0;
    Str *names = input_list(arena, reader->diag, input_at(folder), &n);
    Candidate *candidates = ARENA_ARRAY(arena, Candidate, n + 1);
    const Candidate *best;

    if (reader->options->template.n)
        candidates[count++] = candidate_of(reader, reader->options->template);
    for (size_t i = 0; i < n && !reader->options->template.n; i++)
        if (input_kind(input_at(
                path_join(arena, path_join(arena, folder, names[i]), STR("template.yaml")))) == INPUT_FILE)
            candidates[count++] = candidate_of(reader, names[i]);
    best = candidates_try(reader, candidates, count);
    reader->published->template = best ? best->name : reader->options->template;
    reader->published->table_set = best ? best->set : reader->options->table_set;
    return reader->published->template.n > 0;
}

// ---- year and department

// The year that a text begins with, or says: 2024 of 某局2024年度部门决算公开. *before, *after: of it.
static int year_in(Str text, Str *before, Str *after)
{
    TextDate date;

    for (size_t at = 0; text_date_next(text, &at, &date);)
        if (date.year >= 2000 && date.year < 2100 && !date.month) {
            *before = str_trim(str_slice(text, 0, date.from));
            *after = str_trim(str_slice(text, date.to, text.n));
            return date.year;
        }
    return 0;
}

// 本部门, 纳入该单位: one that is meant and not named. 某局本级 is a name.
static bool is_unnamed(Str name)
{
    size_t at = name.n;

    for (int i = 0; i < 3 && at > 0; i++)
        if (words_have(words_builtin.lists[WORDS_DEPARTMENT_PRONOUNS], utf8_previous(name, &at)))
            return i > 0 && !words_end(words_builtin.lists[WORDS_DEPARTMENT_NAMED], name);
    return false;
}

// What stands over a title, or before its year.
static bool is_name(Str name)
{
    for (size_t at = 0; at < name.n;)
        if (!char_is_han(utf8_next(name, &at)) && !char_is_in(utf8_previous(name, &(size_t){at}), "（）()·"))
            return false;
    return name.n >= 9 && name.n <= MOST_NAME && !is_unnamed(name);
}

static bool is_office(Str name)
{
    return name.n >= 9 && !is_unnamed(name) && name.n <= MOST_NAME &&
           words_end(words_builtin.lists[WORDS_TITLE_ENDS], name) &&
           !words_end(words_builtin.lists[WORDS_TITLE_JOINTS], name);
}

// What a sentence says before its first year, from the name on: 某局 of 纳入某局2024年度….
static Str named_before(Str before)
{
    size_t n = words_begin(words_builtin.lists[WORDS_DEPARTMENT_LEAD_INS], before);

    return n && is_office(str_slice(before, n, before.n)) ? str_slice(before, n, before.n) : before;
}

typedef struct Cover {
    Str title, department;
    int year; // 0: none is said
} Cover;

// What the first of the lines [from, to) say.
static Cover cover_of(const Published *published, size_t from, size_t to)
{
    Str last = {0}, before, after;
    Cover cover = {0};
    size_t looked = 0;

    for (size_t i = from; i < to && looked < FIRST_LINES; i++) {
        const IntakeLine *line = &published->intake->lines[i];
        int year;

        if (line->kind != INTAKE_PARAGRAPH || line->text.n == 0)
            continue;
        looked++;
        if (line->text.n > MOST_HEADING)
            break;
        year = year_in(line->text, &before, &after);
        if (year && !cover.year)
            cover.year = year;
        if (year && cover.title.n == 0 && after.n) {
            cover.title = str_slice(line->text, before.n, line->text.n);
            if (is_name(named_before(before)))
                cover.department = named_before(before);
            else if (before.n == 0 && is_name(last))
                cover.department = last;
        }
        if (is_name(str_trim(line->text)))
            last = str_trim(line->text);
        // 某市某县2025年部门预算公开, and below it 某市某县某镇人民政府.
        if (words_end(words_builtin.lists[WORDS_COMMITTEE_SEATS], cover.department) && is_office(last) &&
            str_starts(last, cover.department))
            cover.department = last;
    }
    return cover;
}

static void cover_read(Published *published)
{
    Cover cover = cover_of(published, 0, published->intake->line_count);

    published->title = str_copy(published->arena, cover.title);
    if (!published->year)
        published->year = cover.year;
    if (!published->department.n)
        published->department = cover.department;
}

// Pages of several documents in one folder, by the departments on their covers. False after a finding.
static bool is_one(const Published *published, Diag *diag)
{
    const Intake *intake = published->intake;
    Str first = {0};

    for (size_t i = 0, from = 0, to; i < intake->piece_count; i++, from = to) {
        size_t end = i + 1 < intake->piece_count ? intake->pieces[i + 1] : (size_t)-1;
        Str own;

        for (to = from; to < intake->line_count && intake->lines[to].offset < end; to++)
            ;
        own = cover_of(published, from, to).department;
        if (!own.n || !first.n) {
            first = own.n ? own : first;
            continue;
        }
        if (str_starts(own, first) || str_starts(first, own))
            continue;
        diag_report(
            diag, SEVERITY_ERROR, "published-kind", (Place){.file = intake->source->name},
            str_of(
                _("give each of them by itself; if all are one document, say whose it is with --department")),
            _("this folder has documents of several departments: “%.*s”, “%.*s”"), STR_ARG(first),
            STR_ARG(own));
        return false;
    }
    return true;
}

// 部门：某某局 of a table's caption, in a paragraph or a cell.
static Str captioned(Str text)
{
    ptrdiff_t colon = str_find(text, STR("："), 0);
    size_t n = 3, end;
    Str name;

    if (colon < 0) {
        colon = str_find_char(text, ':', 0);
        n = 1;
    }
    if (colon <= 0 || colon > 24 ||
        !words_in(words_builtin.lists[WORDS_DEPARTMENT_CAPTION], str_slice(text, 0, (size_t)colon)))
        return (Str){0};
    name = str_trim(str_slice(text, (size_t)colon + n, text.n));
    for (end = 0; end < name.n && name.at[end] != ' ' && name.at[end] != '\t';)
        end++;
    name = str_slice(name, 0, end);
    return is_office(name) ? name : (Str){0};
}

static void captions_read(Published *published)
{
    for (size_t i = 0; i < published->intake->line_count && !published->department.n; i++) {
        const IntakeLine *line = &published->intake->lines[i];

        if (line->kind == INTAKE_PARAGRAPH && line->text.n <= MOST_HEADING)
            published->department = captioned(line->text);
    }
}

// The name that stands before the year of most sentences: 某局2024年度….
static void sentences_read(Published *published)
{
    size_t most = 0;
    Str best = {0};

    for (size_t i = 0; i < published->intake->line_count; i++) {
        const IntakeLine *line = &published->intake->lines[i];
        Str before, after;
        size_t same = 0;

        if (line->kind != INTAKE_PARAGRAPH || !year_in(line->text, &before, &after))
            continue;
        before = named_before(before);
        if (!is_office(before) || str_find(before, STR("，"), 0) >= 0)
            continue;
        for (size_t k = 0; k < published->intake->line_count; k++)
            same += published->intake->lines[k].kind == INTAKE_PARAGRAPH &&
                    str_find(published->intake->lines[k].text, before, 0) >= 0;
        if (same > most) {
            most = same;
            best = before;
        }
    }
    if (most >= 2)
        published->department = best;
}

// The year that most paragraphs name.
static void years_read(Published *published)
{
    unsigned counts[100] = {0};
    int best = 0;

    for (size_t i = 0; i < published->intake->line_count; i++) {
        const IntakeLine *line = &published->intake->lines[i];
        TextDate date;

        for (size_t at = 0; line->kind == INTAKE_PARAGRAPH && text_date_next(line->text, &at, &date);)
            if (date.year >= 2000 && date.year < 2100 && ++counts[date.year - 2000] > counts[best])
                best = date.year - 2000;
    }
    if (counts[best])
        published->year = 2000 + best;
}

static bool ask(const KindReader *reader, const char *what, const char *option)
{
    diag_report(reader->diag, SEVERITY_ERROR, "published-kind",
                (Place){.file = reader->published->intake->source->name},
                str_print(reader->published->arena, _("say it with %s"), option), "%s", what);
    return false;
}

bool published_kind(Published *published, Diag *diag, const PublishedOptions *options)
{
    KindReader reader = {.published = published, .diag = diag, .options = options};

    published->department = options->department;
    published->year = options->year;
    if (!options->department.n && !is_one(published, diag))
        return false;
    cover_read(published);
    if (!published->department.n)
        captions_read(published);
    if (!published->department.n)
        sentences_read(published);
    if (!published->year)
        years_read(published);
    if (!published->year)
        return ask(&reader, _("the document does not say of which year it is"), "--year");
    if (!published->department.n)
        return ask(&reader, _("the document does not say which department's it is"), "--department");
    lines_fold(&reader);
    return template_find(&reader) ||
           ask(&reader, _("the document has no table of any template"), "--template");
}
