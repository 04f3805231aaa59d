// What each line of the document is: a heading and of which of the template's sections, a table of the
// template's or another, or text.
#include "convert/internal-convert.h"
#include "text/text.h"

#define LEVEL_BELOW 3    // of headings below the template's sections
#define MOST_HEADING 120 // bytes of a heading's text
#define MOST_BOLD 60     // bytes of a heading that only its bold type makes one
#define FEW 4            // times as many have another form
#define LEAST_BELOW 2    // headings of sections, before any of their part's, show that parts have none

// How headings of one form of numbering stand to the template's sections.
typedef struct FormUse {
    TextNumbering form;
    size_t matches[3]; // headings of sections of level 1 and 2
} FormUse;

typedef struct Outline {
    Convert *convert;
    LineRole *roles;
    VEC(FormUse) forms;
    size_t styled[7][3]; // marked headings of each level that are sections of level 1 and 2
    int level;           // of the last heading
} Outline;

static const IntakeLine *line_at(const Outline *outline, size_t i)
{
    return &outline->convert->intake->lines[i];
}

// The text of what may be a heading, without its number; empty where it is none.
static Str title_of(const Outline *outline, const IntakeLine *line, TextNumbering *numbering, bool *numbered)
{
    Str text = without_marks(outline->convert->arena, line->text);

    *numbered = text_numbering_read(text, numbering);
    text = text_name(str_slice(text, *numbered ? text_numbering_end(text, numbering) : 0, text.n));
    return line->kind == INTAKE_PARAGRAPH && !line->verbatim && !line->note && text.n <= MOST_HEADING &&
                   !has_sentence(text)
               ? text
               : (Str){0};
}

// 一、（一）收入预算: a heading has one number, which is the template's to give.
static Str without_numbers(const Template *template, Str title)
{
    for (Typed typed; (typed = typed_read(template, title)).end && typed.end < title.n;)
        title = str_slice(title, typed.end, title.n);
    return title;
}

static const SectionSpec *spec_find(const Template *template, Str heading, int level)
{
    for (size_t i = 0; heading.n && i < template->section_count; i++)
        if ((!level || template->sections[i].level == level) &&
            section_is(template, &template->sections[i], heading))
            return &template->sections[i];
    return NULL;
}

// ---- forms of numbering

static bool same_form(const TextNumbering *a, const TextNumbering *b)
{
    return a->form == b->form && a->han == b->han && str_equal(a->noun, b->noun);
}

static FormUse *form_use(Outline *outline, const TextNumbering *form)
{
    for (size_t i = 0; i < outline->forms.n; i++)
        if (same_form(&outline->forms.at[i].form, form))
            return &outline->forms.at[i];
    *vec_push(outline->convert->arena, &outline->forms) = (FormUse){.form = *form};
    return vec_last(&outline->forms);
}

static void forms_count(Outline *outline)
{
    const Template *template = outline->convert->project->template;

    for (size_t i = 0; i < outline->convert->intake->line_count; i++) {
        const IntakeLine *line = line_at(outline, i);
        TextNumbering form;
        bool numbered;
        const SectionSpec *spec = spec_find(template, title_of(outline, line, &form, &numbered), 0);

        if (!spec || spec->level > 2)
            continue;
        if (numbered)
            form_use(outline, &form)->matches[spec->level]++;
        if (line->heading)
            outline->styled[line->heading][spec->level]++;
    }
}

// The level of a form of numbering in this document; 0 where none of its headings is known, or so few beside
// those of another form that a name may be a section's by chance.
static int form_level(Outline *outline, const TextNumbering *form)
{
    const FormUse *use = form_use(outline, form);
    int level = use->matches[1] >= use->matches[2] ? 1 : 2;
    size_t matches = use->matches[level];

    for (size_t i = 0; i < outline->forms.n; i++)
        if (matches * FEW < outline->forms.at[i].matches[level])
            return 0;
    return matches ? level : 0;
}

static int styled_level(const Outline *outline, int heading)
{
    for (int i = 1; i < 7; i++)
        for (int level = 1; level < 3; level++)
            if (outline->styled[i][level] && outline->styled[i][level] >= outline->styled[i][3 - level])
                return heading - i + level < 1 ? 1 : heading - i + level;
    return heading;
}

// ---- headings

static bool is_part(const Outline *outline, Str title)
{
    const Wording *wording = &outline->convert->project->template->wording;

    return (wording->narrative_part.n && name_equal(title, wording->narrative_part)) ||
           (wording->tables_part.n && name_equal(title, wording->tables_part));
}

static bool spec_used(const Outline *outline, const SectionSpec *spec)
{
    for (size_t i = 0; i < outline->convert->intake->line_count; i++)
        if (outline->roles[i].spec == spec)
            return true;
    return false;
}

// 1 to 6; 0: no heading.
static int level_of(Outline *outline, const IntakeLine *line, const LineRole *role, Str title,
                    const TextNumbering *form, bool numbered, bool begun)
{
    const Template *template = outline->convert->project->template;
    int known = numbered ? form_level(outline, form) : 0;
    const SectionSpec *first = spec_find(template, title, 1), *second = spec_find(template, title, 2);

    if (numbered && form->form == TEXT_NUMBERING_ORDINAL && role->typed.level == 1) // 第四部分 is a part
        return 1;
    if (known == 2 && second && begun)
        return 2;
    if (first && known == 2 && spec_used(outline, first)) // 二、部门决算表, in the part of that name
        return 2;
    if (first && (!second || known != 2))
        return 1;
    if (second && begun)
        return 2;
    if (line->heading && line->markdown)
        return line->heading;
    if (line->heading)
        return known ? known : styled_level(outline, line->heading);
    if (known == 1 || role->typed.level == 1)
        return known == 2 ? 0 : 1;
    // Beside headings of the template's, those of its form are headings too.
    if (known == 2 && begun && outline->level >= 2)
        return 2;
    if (line->bold && begun && !numbered && title.n <= MOST_BOLD)
        return outline->level < 6 ? outline->level + (outline->level < 3) : 6;
    return 0;
}

// A title without the department's name and the year: 部门决算公开. *said: it had one of them.
static Str bare_title(const Outline *outline, Str title, bool *said)
{
    const Project *project = outline->convert->project;
    Arena *arena = outline->convert->arena;
    Str fold = name_fold(arena, title), department = name_fold(arena, project->department);
    TextDate date;

    *said = department.n && str_starts(fold, department);
    if (*said)
        fold = str_slice(fold, department.n, fold.n);
    if (text_date_at(fold, 0, &date) && date.year == project->year && !date.month) {
        *said = true;
        fold = str_slice(fold, date.to, fold.n);
    }
    return fold;
}

// The title as the document has it: 某某局2025年度部门决算, of a project that calls it 2025年度部门决算公开.
static bool is_title(const Outline *outline, Str title)
{
    const Project *project = outline->convert->project;
    bool said, own;
    Str bare = bare_title(outline, title, &said), wanted = bare_title(outline, project->title, &own);

    if (name_equal(title, project->title))
        return true;
    return said && bare.n && wanted.n && (str_starts(wanted, bare) || str_starts(bare, wanted));
}

// Whether sections of level 2 stand before any of level 1: a document without its parts' headings.
static bool begins_below(const Outline *outline)
{
    const Template *template = outline->convert->project->template;
    int below = 0;

    for (size_t i = 0; i < outline->convert->intake->line_count && below < LEAST_BELOW; i++) {
        const IntakeLine *line = line_at(outline, i);
        TextNumbering form;
        bool numbered;
        Str title = title_of(outline, line, &form, &numbered);

        if (is_title(outline, title))
            continue;
        if (is_part(outline, title) || spec_find(template, title, 1))
            return false;
        below += (numbered || line->heading || line->bold) && spec_find(template, title, 2);
    }
    return below >= LEAST_BELOW;
}

static void headings_find(Outline *outline)
{
    const Template *template = outline->convert->project->template;
    bool begun = begins_below(outline), tables = false;

    for (size_t i = 0; i < outline->convert->intake->line_count; i++) {
        const IntakeLine *line = line_at(outline, i);
        LineRole *role = &outline->roles[i];
        TextNumbering form;
        bool numbered;
        Str title = title_of(outline, line, &form, &numbered);

        role->appended = tables;
        if (role->passed || line->kind != INTAKE_PARAGRAPH || line->verbatim || line->text.n == 0)
            continue;
        role->typed = typed_read(template, line->text);
        if (role->typed.end >= line->text.n) // a number alone numbers nothing
            role->typed = (Typed){0};
        if (title.n == 0)
            continue;
        if (is_part(outline, title) && !spec_find(template, title, 1)) {
            role->passed = true;
            role->why = PASSED_PART;
            tables =
                template->tables_in == TABLES_IN_DOCUMENT && name_equal(title, template->wording.tables_part);
            continue;
        }
        if (outline->level == 0 && is_title(outline, title)) {
            role->passed = true;
            role->why = PASSED_COVER;
            continue;
        }
        role->level = level_of(outline, line, role, title, &form, numbered, begun);
        if (role->level == 0)
            continue;
        tables = false;
        role->title = without_numbers(template, title);
        role->spec = role->level <= 2 ? spec_find(template, title, role->level) : NULL;
        outline->level = role->level;
        begun = true;
    }
}

// ---- headings that nothing but their number shows

// Whether a line begins with a number of the level below the template's sections.
static bool is_below(const Outline *outline, size_t i)
{
    return outline->roles[i].level == 0 && !outline->roles[i].passed &&
           line_at(outline, i)->kind == INTAKE_PARAGRAPH && outline->roles[i].typed.level == LEVEL_BELOW;
}

// The next line that has text, from `i` on; `to` where there is none.
static size_t next_text(const Outline *outline, size_t i, size_t to)
{
    while (i < to && line_at(outline, i)->kind == INTAKE_PARAGRAPH && line_at(outline, i)->text.n == 0)
        i++;
    return i;
}

// （一）支出决算总体情况, then paragraphs; （二）支出决算结构情况: below one heading all that are numbered so
// stand alone, from the first number on, each with text of its own.
static bool are_headings(const Outline *outline, size_t from, size_t to)
{
    int count = 0;

    for (size_t i = from; i < to; i++) {
        TextNumbering form;
        bool numbered;
        size_t next = next_text(outline, i + 1, to);

        if (!is_below(outline, i))
            continue;
        if (has_sentence(line_at(outline, i)->text) ||
            title_of(outline, line_at(outline, i), &form, &numbered).n == 0 || form.value != ++count ||
            next == to || is_below(outline, next) || outline->roles[next].level)
            return false;
    }
    return count >= 2;
}

static void numbered_find(Outline *outline)
{
    const Template *template = outline->convert->project->template;
    size_t n = outline->convert->intake->line_count;

    for (size_t i = 0, end; i < n; i = end) {
        end = i + 1;
        if (outline->roles[i].level != LEVEL_BELOW - 1 || line_at(outline, i)->markdown)
            continue;
        while (end < n && outline->roles[end].level == 0)
            end++;
        if (!are_headings(outline, i + 1, end))
            continue;
        for (size_t k = i + 1; k < end; k++) {
            TextNumbering form;
            bool numbered;

            if (!is_below(outline, k))
                continue;
            outline->roles[k].level = LEVEL_BELOW;
            outline->roles[k].title =
                without_numbers(template, title_of(outline, line_at(outline, k), &form, &numbered));
        }
    }
}

// ---- one section's name twice

// 五、预算绩效管理情况, and right below it （一）预算绩效管理工作开展情况: the section is the one that has
// the text, the other a heading over it and its neighbours, of its form's level.
static void over_find(Outline *outline)
{
    size_t n = outline->convert->intake->line_count;

    for (size_t i = 0; i < n; i++) {
        LineRole *role = &outline->roles[i];
        size_t next = next_text(outline, i + 1, n);
        TextNumbering over, below;
        bool numbered, too;

        if (!role->spec || role->level != 2 || next == n || outline->roles[next].spec != role->spec)
            continue;
        title_of(outline, line_at(outline, i), &over, &numbered);
        title_of(outline, line_at(outline, next), &below, &too);
        if (!numbered || !too || same_form(&over, &below))
            continue;
        role->spec = NULL;
        if (form_level(outline, &over) == 1)
            role->level = 1;
    }
}

// ---- by content

// Whether the text below a heading says all that the template wants a section to say.
static bool says_all(const Outline *outline, const SectionSpec *spec, size_t from, size_t to)
{
    for (size_t m = 0; m < spec->mention_count; m++) {
        bool said = false;
        Str words = spec->mentions[m].words;

        if (spec->mentions[m].when.source)
            continue;
        for (size_t at = 0; at < words.n && !said;) {
            ptrdiff_t bar = str_find_char(words, '|', at);
            size_t end = bar < 0 ? words.n : (size_t)bar;

            for (size_t i = from; i < to && !said; i++)
                said = str_find(line_at(outline, i)->text, str_slice(words, at, end), 0) >= 0;
            at = end + 1;
        }
        if (!said)
            return false;
    }
    return spec->mention_count >= 2;
}

static void content_find(Outline *outline)
{
    const Template *template = outline->convert->project->template;
    size_t n = outline->convert->intake->line_count;

    for (size_t i = 0; i < n; i++) {
        LineRole *role = &outline->roles[i];
        const SectionSpec *only = NULL;
        size_t end = i + 1, fits = 0;

        if (role->level == 0 || role->level > 2 || role->spec)
            continue;
        while (end < n && (outline->roles[end].level == 0 || outline->roles[end].level > role->level))
            end++;
        for (size_t s = 0; s < template->section_count; s++) {
            const SectionSpec *spec = &template->sections[s];

            if (spec->level != role->level || spec_used(outline, spec) ||
                !says_all(outline, spec, i + 1, end))
                continue;
            fits++;
            only = spec;
        }
        if (fits == 1) {
            role->spec = only;
            role->by_content = true;
        }
    }
}

// ---- parts without a heading

// The only part that has a section of this one's name; NULL: there are several.
static const SectionSpec *part_of(const Template *template, const SectionSpec *spec)
{
    const SectionSpec *part = NULL, *found = NULL;

    for (size_t i = 0; i < template->section_count; i++) {
        const SectionSpec *one = &template->sections[i];

        if (one->level == 1)
            part = one;
        else if (one == spec)
            found = part;
        else if (one->level == 2 && name_equal(one->name, spec->name))
            return NULL;
    }
    return found;
}

// 一、部门职责 where nothing says 部门概况 above: the part begins with the first of its sections. 第一部分 of
// another name over it (某镇概况) is that part.
static void parts_find(Outline *outline)
{
    const Template *template = outline->convert->project->template;
    size_t n = outline->convert->intake->line_count;
    bool *begun = ARENA_ARRAY(outline->convert->arena, bool, template->section_count);
    LineRole *over = NULL; // the last part

    for (size_t i = 0; i < n; i++) {
        LineRole *role = &outline->roles[i];
        const SectionSpec *part =
            role->level == 2 && role->spec && !role->by_content ? part_of(template, role->spec) : NULL;

        over = role->level == 1 ? role : over;
        if (!part || begun[part - template->sections] || spec_used(outline, part))
            continue;
        begun[part - template->sections] = true;
        if (over && !over->spec && over->typed.level == 1) {
            over->spec = part;
            over->by_content = true;
        } else {
            role->part = part;
        }
    }
}

// ---- the cover

// A date alone.
static bool is_date(Str text)
{
    TextDate date;

    return text_date_at(text, 0, &date) && date.to == text.n;
}

// Lines before the first heading that the cover prints: the title, the department's name, the date.
static void cover_find(Outline *outline)
{
    const Project *project = outline->convert->project;
    Arena *arena = outline->convert->arena;
    Str both = str_print(arena, "%.*s%.*s", STR_ARG(project->department), STR_ARG(project->title));

    for (size_t i = 0; i < outline->convert->intake->line_count && outline->roles[i].level == 0; i++) {
        const IntakeLine *line = line_at(outline, i);

        if (line->kind != INTAKE_PARAGRAPH || line->text.n == 0 || line->markdown)
            continue;
        if (name_equal(line->text, project->title) || name_equal(line->text, project->department) ||
            name_equal(line->text, both) || is_date(line->text)) {
            outline->roles[i].passed = true;
            outline->roles[i].why = PASSED_COVER;
        }
    }
}

// ---- the comparison with last year

// A heading of the comparison's, or of one of its tables.
static bool is_compared(const Outline *outline, Str title)
{
    const WordList *words = outline->convert->project->template->words->lists;
    Str figures = words_first(words[WORDS_COMPARISON_FIGURES]);

    return name_equal(title, figures) || str_ends(title, words_first(words[WORDS_COMPARISON_TITLE]));
}

// The part that a document with `comparison` ends with is not typed: it is made of the tables. Another that
// has its title is told by what stands below.
static void comparison_find(Outline *outline)
{
    const WordList *words = outline->convert->project->template->words->lists;
    Str title = words_first(words[WORDS_COMPARISON_TITLE]);
    size_t n = outline->convert->intake->line_count;
    bool within = false;

    for (size_t i = 0; i < n; i++) {
        LineRole *role = &outline->roles[i];

        if (role->level == 1) {
            size_t next = next_text(outline, i + 1, n);
            within = !role->spec && name_equal(role->title, title) && next < n &&
                     outline->roles[next].level > 1 && is_compared(outline, outline->roles[next].title);
        }
        if (within)
            *role = (LineRole){.passed = true, .why = PASSED_MADE};
    }
}

void outline_read(Convert *convert)
{
    Outline outline = {.convert = convert};

    convert->roles = ARENA_ARRAY(convert->arena, LineRole, convert->intake->line_count + 1);
    outline.roles = convert->roles;
    tables_plan(convert);
    forms_count(&outline);
    headings_find(&outline);
    over_find(&outline);
    numbered_find(&outline);
    content_find(&outline);
    parts_find(&outline);
    cover_find(&outline);
    comparison_find(&outline);
}
