#include "convert/internal-convert.h"

// ---- what is not in the result as it stands

static const char *why_passed(Passed why)
{
    switch (why) {
    case PASSED_COVER:
        return _("the cover prints it");
    case PASSED_PART:
        return _("the template has this heading");
    case PASSED_CAPTION:
        return _("it stands with its table");
    case PASSED_TABLE:
        return _("a table of the template: it comes from tables/");
    case PASSED_CHART:
        return _("the figures of a chart: its chart block draws it");
    case PASSED_LOOSE:
        return _("a table whose columns blanks part: its cells cannot be told");
    case PASSED_MADE:
        return _("the comparison with last year is made anew of the tables where `comparison` asks for it");
    case PASSED_NOT:
        break;
    }
    return "";
}

typedef VEC(ConvertedChange) Changes;

static Str table_text(Arena *arena, const IntakeTable *table)
{
    StrBuf text = {.arena = arena};

    for (size_t c = 0; table->row_count && c < table->rows[0].n; c++) {
        buf_add_c(&text, c ? " | " : "");
        buf_add(&text, table->rows[0].cells[c].text);
    }
    buf_add_c(&text, " …");
    return buf_str(&text);
}

static void changes_list(const Convert *convert, Changes *changes)
{
    for (size_t i = 0; i < convert->intake->line_count; i++) {
        const IntakeLine *line = &convert->intake->lines[i];
        const LineRole *role = &convert->roles[i];
        ConvertedChange change = {.place = source_place(convert->source, line->offset, line->text.n),
                                  .before = line->text};

        if (role->part)
            *vec_push(convert->arena, changes) = (ConvertedChange){
                .place = change.place, .after = role->part->name, .why = why_passed(PASSED_PART)};
        if (role->table) {
            change.before = table_text(convert->arena, line->table);
            change.after = role->table->name;
            change.why = why_passed(PASSED_TABLE);
        } else if (role->passed) {
            change.before = line->table ? table_text(convert->arena, line->table) : line->text;
            change.why = why_passed(role->why);
        } else if (role->level && role->spec && !str_equal(role->title, role->spec->name)) {
            change.after = role->spec->name;
            change.why = _("the template calls the section so");
        } else if (role->level && !role->spec && !str_ends(str_trim(line->text), role->title)) {
            change.after = role->title;
            change.why = _("a heading has one number, and no mark at its end");
        } else {
            continue;
        }
        *vec_push(convert->arena, changes) = change;
    }
}

// Of the bindings, those to what the project had.
static size_t bound_count(Convert *convert)
{
    size_t n = 0;

    for (size_t i = 0; i < convert->bindings.n; i++) {
        convert->bindings.at[i].stated = facts_have(convert, convert->bindings.at[i].figure);
        n += !convert->bindings.at[i].stated;
    }
    return n;
}

static const ConvertedLine *lines_list(const Convert *convert)
{
    ConvertedLine *lines = ARENA_ARRAY(convert->arena, ConvertedLine, convert->intake->line_count + 1);

    for (size_t i = 0; i < convert->intake->line_count; i++) {
        const LineRole *role = &convert->roles[i];

        lines[i] =
            (ConvertedLine){role->written ? role->section : 0, role->from, role->to, role->table, role->own};
    }
    return lines;
}

static const Conversion *run(Arena *arena, Diag *diag, const Project *project, const Intake *intake,
                             bool plain, bool each)
{
    Convert convert = {.arena = arena,
                       .diag = diag,
                       .trial = diag_new(),
                       .project = project,
                       .intake = intake,
                       .source = intake->source,
                       .plain = plain};
    Conversion *made = NULL;
    ConvertedSections sections = {0};
    Changes changes = {0};

    if (!plain)
        facts_take(&convert);
    begin_read(&convert);
    if (sections_write(&convert, &sections) && proof_hold(&convert, &sections)) {
        changes_list(&convert, &changes);
        if (each)
            each_fold(&convert, &sections);
        made = ARENA_NEW(arena, Conversion);
        *made = (Conversion){.intake = intake,
                             .lines = lines_list(&convert),
                             .sections = sections.at,
                             .section_count = sections.n,
                             .files = convert.files.at,
                             .file_count = convert.files.n,
                             .bindings = convert.bindings.at,
                             .binding_count = convert.bindings.n,
                             .bound = bound_count(&convert),
                             .stated = convert.stated.at,
                             .stated_count = convert.stated.n,
                             .unbound = convert.unbound.at,
                             .unbound_count = convert.unbound.n,
                             .left = convert.left,
                             .changes = changes.at,
                             .change_count = changes.n};
    }
    diag_free(convert.trial);
    return made;
}

const Conversion *convert_intake(Arena *arena, Diag *diag, const Project *project, const Intake *intake,
                                 bool each)
{
    return run(arena, diag, project, intake, false, each);
}

const Conversion *convert_plain(Arena *arena, Diag *diag, const Project *project, const Intake *intake)
{
    return run(arena, diag, project, intake, true, false);
}
