// last-year: and budget:, given in place, as a folder of tables, or as a project.
#include "project/internal-project.h"

#include <string.h>

// How much of the text is a number: digits of either width, signs, points, commas and brackets.
static size_t number_length(Str text)
{
    static const char signs[] = "0123456789+-.,()";
    size_t offset = 0, end = 0;

    while (offset < text.n) {
        uint32_t code = utf8_next(text, &offset);

        if (code >= 0xFF01 && code <= 0xFF5E) // full-width forms
            code -= 0xFF01 - '!';
        if (code != 0x2212 && (code >= 0x80 || str_find_char(str_of(signs), (char)code, 0) < 0)) // U+2212: −
            break;
        end = offset;
    }
    return end;
}

static bool read_fact(ProjectReader *reader, const YamlEntry *entry, Fact *fact)
{
    Str text;
    size_t length;

    if (!yaml_node_text(reader->diag, entry->value, &text))
        return false;
    text = str_trim(text);
    length = number_length(text);
    fact->name = entry->key->text;
    fact->place = yaml_place(entry->value);
    fact->value = number_parse(reader->arena, str_slice(text, 0, length), &fact->decimals);
    // A plain number is in the project's unit: 49.9264; others say theirs: 1.2元, 3辆.
    fact->unit = unit_parse(str_trim(str_slice(text, length, text.n)));
    if (fact->unit.kind == UNIT_NONE)
        fact->unit = reader->project->unit;
    if (fact->value)
        return true;
    diag_report(reader->diag, SEVERITY_ERROR, "value-invalid", fact->place,
                str_of(_("write a number, or a number with its unit: 49.9264, 1.2元, 3辆")),
                _("“%.*s” is no amount"), STR_ARG(text));
    return false;
}

static void read_facts(ProjectReader *reader, const YamlNode *node, TableBook *book)
{
    Fact *facts = ARENA_ARRAY(reader->arena, Fact, node->entries.n);
    size_t n = 0;

    for (size_t i = 0; i < node->entries.n; i++)
        if (!unfilled_is(reader->words, node->entries.at[i].value) &&
            read_fact(reader, &node->entries.at[i], &facts[n]))
            n++;
        else
            book_set_reported(reader->arena, book, node->entries.at[i].key->text);
    book->facts = facts;
    book->fact_count = n;
}

// ---- whose the findings are

static bool is_told(ProjectReader *reader, const Diag *told, const Finding *finding)
{
    const Input folder = reader->folder;
    Str file = path_real(reader->arena,
                         path_join(reader->arena, input_path(reader->arena, folder), finding->place.file));

    for (size_t i = 0; file.n && i < diag_total(told); i++) {
        const Finding *other = diag_at(told, i);

        if (!str_equal(str_of(other->rule), str_of(finding->rule)) ||
            other->place.line != finding->place.line || other->place.column != finding->place.column ||
            !str_ends(finding->message, other->message) || !str_equal(other->place.cell, finding->place.cell))
            continue;
        if (str_equal(file,
                      path_real(reader->arena, path_join(reader->arena, input_path(reader->arena, folder),
                                                         other->place.file))))
            return true;
    }
    return false;
}

// What was found in another year's files: marked as theirs, and once where the same file is read as both
// years', or as a template of all of them.
static void tell_theirs(ProjectReader *reader, const char *key, Str name, const Diag *theirs)
{
    Str folder = path_join(reader->arena, name, (Str){0});
    bool kept = true;

    for (size_t i = 0; i < diag_total(theirs); i++) {
        Finding finding = *diag_at(theirs, i);

        if (finding.severity != SEVERITY_NOTE)
            kept = !is_told(reader, reader->diag, &finding);
        if (finding.severity != SEVERITY_NOTE && str_starts(finding.place.file, folder))
            finding.message =
                str_print(reader->arena, "%s%.*s",
                          strcmp(key, "budget") == 0 ? _("of the budget: ") : _("of last year: "),
                          STR_ARG(finding.message));
        if (kept)
            diag_copy(reader->diag, &finding);
    }
}

// ---- reading

static void read_folder(ProjectReader *reader, Input path, Str name, int year, TableBook *book)
{
    TableFolder folder = table_folder(reader, path, name, year);

    tables_read(&folder, book);
}

// A year of 0 is one that has been reported.
static void check_project(ProjectReader *reader, const YamlNode *node, int year, const Project *other)
{
    Str own = reader->project->department, theirs = other->department;

    if (reader->project->year && other->year && other->year != year)
        diag_report(reader->diag, SEVERITY_ERROR, "year-other", yaml_place(node),
                    str_print(reader->arena, _("name the project of %d"), year),
                    _("the project “%.*s” is of %d"), STR_ARG(node->text), other->year);
    project_check_example(reader, node, other);
    if (own.n && theirs.n && !name_equal(own, theirs) && !project_was_called(reader->project, theirs))
        diag_report(reader->diag, SEVERITY_WARNING, "department-other", yaml_place(node), (Str){0},
                    _("the project “%.*s” is of another department: “%.*s”"), STR_ARG(node->text),
                    STR_ARG(theirs));
}

// A project in a folder: its own last-year and budget are not followed, so projects may refer to each other.
static void read_project(ProjectReader *reader, const YamlNode *node, Input folder, int year, TableBook *book)
{
    Str name = node->text, prefix = path_join(reader->arena, name, (Str){0});
    const Project *other;

    if (str_equal(path_real(reader->arena, input_path(reader->arena, folder)),
                  path_real(reader->arena, reader->project->folder))) {
        diag_report(reader->diag, SEVERITY_ERROR, "year-other", yaml_place(node), (Str){0},
                    _("“%.*s” is this project itself"), STR_ARG(name));
        book->all_reported = true;
        return;
    }
    other = reader->read_other(reader, (OtherProject){folder, prefix, false});
    book->all_reported = !other;
    if (!other)
        return;
    check_project(reader, node, year, other);
    digest_add(&reader->project->digest, name,
               str_print(reader->arena, "%016llx", (unsigned long long)other->digest));
    book->project = other;
    book->tables = other->book.tables;
    book->table_count = other->book.table_count;
    for (size_t i = 0; i < other->book.reported.n; i++)
        book_set_reported(reader->arena, book, other->book.reported.at[i]);
    book->all_reported = other->book.all_reported;
    book->figures = other->figures;
    book->figure_count = other->figure_count;
}

typedef struct OtherFolder {
    Input folder;
    Str name;
    int year;
} OtherFolder;

static void read_theirs(ProjectReader *reader, const char *key, const YamlNode *node, OtherFolder other,
                        TableBook *book)
{
    Diag *own = reader->diag, *theirs = diag_new();

    reader->diag = theirs;
    if (input_is_there(input_below(reader->arena, other.folder, STR("gongkai.yaml"))))
        read_project(reader, node, other.folder, other.year, book);
    else if (reader->project->template)
        read_folder(reader, other.folder, other.name, other.year, book);
    reader->diag = own;
    tell_theirs(reader, key, other.name, theirs);
    diag_free(theirs);
}

void other_year_read(ProjectReader *reader, const char *key, const YamlNode *node, int year, TableBook *book)
{
    Input folder;
    Str name;

    if (!node)
        return;
    book->given = true;
    if (node->kind == YAML_MAPPING) {
        read_facts(reader, node, book);
        return;
    }
    book->all_reported = unfilled_is(reader->words, node);
    if (book->all_reported || !yaml_node_text(reader->diag, node, &name))
        return;
    folder = input_named(reader->arena, reader->folder, name);
    project_note_outside(reader, key, folder);
    book->all_reported = !input_is_folder(reader->diag, folder);
    if (source_outside(reader->diag, folder, name))
        return;
    if (book->all_reported)
        diag_report(
            reader->diag, SEVERITY_ERROR, "value-invalid", yaml_place(node),
            str_of(
                _("name a project, a folder of tables, or give the figures in place: { 收入合计: 49.9264 }")),
            _("there is no folder “%.*s”"), STR_ARG(name));
    else
        read_theirs(reader, key, node, (OtherFolder){folder, name, year}, book);
}
