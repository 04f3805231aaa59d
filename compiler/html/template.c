// page.html: text with slots, compiled once and filled for every page.
//
// {{title}} is a slot; {{#tables}} … {{/tables}} repeats what is in it for each item; {{#has-tables}} …
// {{/has-tables}} stands once where the list is not empty; {{!-- … --}} is a comment. A slot's kind says how
// it is written, so that a template cannot forget to escape; {{{body}}} is {{body}}.
#include "html/internal-html.h"

typedef enum SlotKind { SLOT_TEXT, SLOT_RAW, SLOT_LIST } SlotKind;

typedef struct SlotSpec {
    const char *name;
    Slot slot;
    SlotKind kind;
    Slot list; // that has it; SLOT_NONE: the page
} SlotSpec;

static const SlotSpec slots[] = {
    {"charset", SLOT_CHARSET, SLOT_TEXT, SLOT_NONE},
    {"title", SLOT_TITLE, SLOT_TEXT, SLOT_NONE},       // of the page
    {"document", SLOT_DOCUMENT, SLOT_TEXT, SLOT_NONE}, // the document's title
    {"department", SLOT_DEPARTMENT, SLOT_TEXT, SLOT_NONE},
    {"generator", SLOT_GENERATOR, SLOT_TEXT, SLOT_NONE},
    {"body", SLOT_BODY, SLOT_RAW, SLOT_NONE},
    {"contents", SLOT_CONTENTS, SLOT_RAW, SLOT_NONE},
    {"purpose", SLOT_PURPOSE, SLOT_RAW, SLOT_NONE},      // a chart of what the money is for, of the index
    {"index", SLOT_INDEX, SLOT_LIST, SLOT_NONE},         // the first page
    {"whole", SLOT_WHOLE, SLOT_LIST, SLOT_NONE},         // all on one page
    {"site", SLOT_SITE, SLOT_LIST, SLOT_NONE},           // there are other pages
    {"search", SLOT_SEARCH, SLOT_LIST, SLOT_NONE},       // search.js stands beside it
    {"explained", SLOT_EXPLAINED, SLOT_LIST, SLOT_NONE}, // figures tell what they are, by figures.js
    {"draft", SLOT_DRAFT, SLOT_LIST, SLOT_NONE},
    {"mark", SLOT_MARK, SLOT_TEXT, SLOT_DRAFT},
    {"meta", SLOT_META, SLOT_LIST, SLOT_NONE},
    {"name", SLOT_NAME, SLOT_TEXT, SLOT_META},
    {"content", SLOT_CONTENT, SLOT_TEXT, SLOT_META},
    {"dataset", SLOT_DATASET, SLOT_LIST, SLOT_NONE}, // of the index and of tables' pages
    {"json", SLOT_JSON, SLOT_RAW, SLOT_DATASET},
    {"crumbs", SLOT_CRUMBS, SLOT_LIST, SLOT_NONE},
    {"href", SLOT_HREF, SLOT_TEXT, SLOT_CRUMBS},
    {"title", SLOT_TITLE, SLOT_TEXT, SLOT_CRUMBS},
    {"previous", SLOT_PREVIOUS, SLOT_LIST, SLOT_NONE},
    {"href", SLOT_HREF, SLOT_TEXT, SLOT_PREVIOUS},
    {"title", SLOT_TITLE, SLOT_TEXT, SLOT_PREVIOUS},
    {"next", SLOT_NEXT, SLOT_LIST, SLOT_NONE},
    {"href", SLOT_HREF, SLOT_TEXT, SLOT_NEXT},
    {"title", SLOT_TITLE, SLOT_TEXT, SLOT_NEXT},
    {"side", SLOT_SIDE, SLOT_LIST, SLOT_NONE}, // the contents beside the text
    {"links", SLOT_LINKS, SLOT_RAW, SLOT_SIDE},
    {"sections", SLOT_SECTIONS, SLOT_LIST, SLOT_NONE},
    {"href", SLOT_HREF, SLOT_TEXT, SLOT_SECTIONS},
    {"title", SLOT_TITLE, SLOT_TEXT, SLOT_SECTIONS},
    {"tables", SLOT_TABLES, SLOT_LIST, SLOT_NONE},
    {"href", SLOT_HREF, SLOT_TEXT, SLOT_TABLES},
    {"title", SLOT_TITLE, SLOT_TEXT, SLOT_TABLES},
    {"label", SLOT_LABEL, SLOT_TEXT, SLOT_TABLES},
    {"lines", SLOT_LINES, SLOT_LIST, SLOT_NONE}, // under the title
    {"line", SLOT_LINE, SLOT_TEXT, SLOT_LINES},
    {"figures", SLOT_FIGURES, SLOT_LIST, SLOT_NONE},
    {"name", SLOT_NAME, SLOT_TEXT, SLOT_FIGURES},
    {"figure", SLOT_FIGURE, SLOT_RAW, SLOT_FIGURES},
    {"unit", SLOT_UNIT, SLOT_TEXT, SLOT_FIGURES},
    {"changes", SLOT_CHANGES, SLOT_LIST, SLOT_FIGURES}, // against last year, and the budget
    {"line", SLOT_LINE, SLOT_TEXT, SLOT_CHANGES},
    {"downloads", SLOT_DOWNLOADS, SLOT_LIST, SLOT_NONE},
    {"href", SLOT_HREF, SLOT_TEXT, SLOT_DOWNLOADS},
    {"name", SLOT_NAME, SLOT_TEXT, SLOT_DOWNLOADS},
    {"type", SLOT_TYPE, SLOT_TEXT, SLOT_DOWNLOADS},
    {"label", SLOT_LABEL, SLOT_TEXT, SLOT_DOWNLOADS}, // what it is: 全文
    {"size", SLOT_SIZE, SLOT_TEXT, SLOT_DOWNLOADS},
    {"table-downloads", SLOT_TABLE_DOWNLOADS, SLOT_LIST, SLOT_NONE},
    {"href", SLOT_HREF, SLOT_TEXT, SLOT_TABLE_DOWNLOADS},
    {"name", SLOT_NAME, SLOT_TEXT, SLOT_TABLE_DOWNLOADS},
    {"type", SLOT_TYPE, SLOT_TEXT, SLOT_TABLE_DOWNLOADS},
    {"size", SLOT_SIZE, SLOT_TEXT, SLOT_TABLE_DOWNLOADS},
    {"quotations", SLOT_QUOTATIONS, SLOT_LIST, SLOT_NONE}, // cells of this page's table
    {"href", SLOT_HREF, SLOT_TEXT, SLOT_QUOTATIONS},
    {"cell", SLOT_CELL, SLOT_TEXT, SLOT_QUOTATIONS},
    {"places", SLOT_PLACES, SLOT_LIST, SLOT_QUOTATIONS}, // where the cell is quoted
    {"href", SLOT_HREF, SLOT_TEXT, SLOT_PLACES},
    {"title", SLOT_TITLE, SLOT_TEXT, SLOT_PLACES},
};
#define SLOT_SPECS (sizeof slots / sizeof slots[0])

#define DEEPEST_SECTION 16

typedef enum StepKind { STEP_COPY, STEP_FILL, STEP_OPEN, STEP_HAS, STEP_CLOSE } StepKind;

typedef struct Step {
    StepKind kind;
    Str text;             // COPY
    const SlotSpec *spec; // the others
    size_t partner;       // OPEN, HAS: their CLOSE; CLOSE: where its section goes on
} Step;

struct PageTemplate {
    VEC(Step) steps;
};

typedef struct Open { // a section that is not yet closed
    const SlotSpec *spec;
    bool has;
    size_t step;
    Str tag;
} Open;

typedef struct Parser {
    Arena *arena;
    Diag *diag;
    const Source *source;
    PageTemplate *made;
    Open open[DEEPEST_SECTION];
    size_t depth;
    bool failed;
} Parser;

static void report(Parser *parser, const char *rule, Str tag, Str hint, Str message)
{
    size_t offset = (size_t)(tag.at - parser->source->text.at);

    parser->failed = true;
    diag_report(parser->diag, SEVERITY_ERROR, rule, source_place(parser->source, offset, tag.n), hint, "%.*s",
                STR_ARG(message));
}

// ---- looking names up

static const SlotSpec *find_in(Slot list, Str name)
{
    for (size_t i = 0; i < SLOT_SPECS; i++)
        if (slots[i].list == list && str_equal(str_of(slots[i].name), name))
            return &slots[i];
    return NULL;
}

// In the innermost list that has a slot of that name; the page's own last.
static const SlotSpec *find_slot(const Parser *parser, Str name)
{
    const SlotSpec *spec;

    for (size_t i = parser->depth; i-- > 0;)
        if (!parser->open[i].has && (spec = find_in(parser->open[i].spec->slot, name)))
            return spec;
    return find_in(SLOT_NONE, name);
}

static bool is_open(const Parser *parser, Slot list)
{
    for (size_t i = 0; i < parser->depth; i++)
        if (!parser->open[i].has && parser->open[i].spec->slot == list)
            return true;
    return list == SLOT_NONE;
}

static void report_unknown(Parser *parser, Str tag, Str name, bool section)
{
    Str known[SLOT_SPECS];
    size_t n = 0;

    for (size_t i = 0; i < SLOT_SPECS; i++)
        if ((slots[i].kind == SLOT_LIST) == section && is_open(parser, slots[i].list))
            known[n++] = str_of(slots[i].name);
    Str nearest = name_nearest(name, known, n);
    Str all = str_join(parser->arena, known, n, STR(", "));
    report(parser, "template-slot-unknown", tag,
           nearest.n ? str_print(parser->arena, _("did you mean “%.*s”?"), STR_ARG(nearest))
                     : str_print(parser->arena, _("there are: %.*s"), STR_ARG(all)),
           section ? str_print(parser->arena, _("there is no list “%.*s” here"), STR_ARG(name))
                   : str_print(parser->arena, _("there is no slot “%.*s” here"), STR_ARG(name)));
}

// ---- tags

static Step *add_step(Parser *parser, StepKind kind, const SlotSpec *spec)
{
    Step *step = vec_push(parser->arena, &parser->made->steps);

    step->kind = kind;
    step->spec = spec;
    return step;
}

static void open_section(Parser *parser, Str tag, Str name)
{
    bool has = str_starts(name, STR("has-"));
    Str list = has ? str_slice(name, 4, name.n) : name;
    const SlotSpec *spec = find_slot(parser, list);

    if (!spec || spec->kind != SLOT_LIST) {
        report_unknown(parser, tag, list, true);
        spec = NULL;
    }
    if (parser->depth == DEEPEST_SECTION) {
        report(parser, "template-slot-unclosed", tag, str_of(_("close some of them before")),
               str_print(parser->arena, _("more than %d lists are open"), DEEPEST_SECTION));
        return;
    }
    // An unknown list is opened too, so that its end is no second fault.
    static const SlotSpec unknown = {"", SLOT_COUNT, SLOT_LIST, SLOT_NONE};
    parser->open[parser->depth++] =
        (Open){.spec = spec ? spec : &unknown, .has = has, .step = parser->made->steps.n, .tag = tag};
    add_step(parser, has ? STEP_HAS : STEP_OPEN, spec);
}

// The name after the # of a section's tag.
static Str open_name(const Open *open)
{
    ptrdiff_t mark = str_find_char(open->tag, '#', 0), end = str_find_char(open->tag, '}', 0);

    return str_trim(str_slice(open->tag, (size_t)mark + 1, (size_t)end));
}

static void close_section(Parser *parser, Str tag, Str name)
{
    Open *open = parser->depth ? &parser->open[parser->depth - 1] : NULL;
    Str wanted = open ? open_name(open) : (Str){0};

    if (!open || !str_equal(wanted, name)) {
        report(parser, "template-slot-unclosed", tag,
               open ? str_print(parser->arena, _("{{#%.*s}} is to be closed first"), STR_ARG(wanted))
                    : str_of(_("take it out, or open it before")),
               str_print(parser->arena, _("“%.*s” is not open here"), STR_ARG(name)));
        return;
    }
    parser->made->steps.at[open->step].partner = parser->made->steps.n;
    add_step(parser, STEP_CLOSE, NULL)->partner = open->step;
    parser->depth--;
}

static void read_tag(Parser *parser, Str tag, Str content)
{
    content = str_trim(content);
    if (str_starts(content, STR("!")))
        return;
    if (str_starts(content, STR("#")) || str_starts(content, STR("/"))) {
        Str name = str_trim(str_slice(content, 1, content.n));
        if (content.at[0] == '#')
            open_section(parser, tag, name);
        else
            close_section(parser, tag, name);
        return;
    }
    const SlotSpec *spec = find_slot(parser, content);
    if (spec && spec->kind != SLOT_LIST)
        add_step(parser, STEP_FILL, spec);
    else
        report_unknown(parser, tag, content, false);
}

// The end of the tag that begins at `at`: past its braces, all on one line but for comments. 0 where nothing
// closes it.
static size_t tag_end(Str text, size_t at, Str *content)
{
    static const struct {
        Str open, close;
    } marks[] = {{{"{{!--", 5}, {"--}}", 4}}, {{"{{{", 3}, {"}}}", 3}}, {{"{{", 2}, {"}}", 2}}};
    Str rest = str_slice(text, at, text.n);
    size_t kind = 0;

    while (!str_starts(rest, marks[kind].open))
        kind++;
    ptrdiff_t end = str_find(text, marks[kind].close, at), line_end = str_find_char(text, '\n', at);
    if (end < 0 || (kind > 0 && line_end >= 0 && line_end < end))
        return 0;
    *content = kind == 0 ? STR("!") : str_slice(text, at + marks[kind].open.n, (size_t)end);
    return (size_t)end + marks[kind].close.n;
}

static void report_unclosed(Parser *parser, Str tag)
{
    report(parser, "template-slot-unclosed", tag, str_of(_("end it with }} on the same line")),
           str_of(_("nothing closes this slot")));
}

PageTemplate *page_template_parse(Arena *arena, Diag *diag, const Source *source)
{
    Parser parser = {.arena = arena, .diag = diag, .source = source, .made = ARENA_NEW(arena, PageTemplate)};
    Str text = source->text, content;
    size_t from = 0;

    for (ptrdiff_t at; (at = str_find(text, STR("{{"), from)) >= 0;) {
        add_step(&parser, STEP_COPY, NULL)->text = str_slice(text, from, (size_t)at);
        size_t end = tag_end(text, (size_t)at, &content);
        if (end == 0) {
            report_unclosed(&parser, str_slice(text, (size_t)at, (size_t)at + 2));
            from = (size_t)at + 2;
            continue;
        }
        read_tag(&parser, str_slice(text, (size_t)at, end), content);
        from = end;
    }
    add_step(&parser, STEP_COPY, NULL)->text = str_slice(text, from, text.n);
    while (parser.depth > 0) {
        const Open *open = &parser.open[--parser.depth];
        report(&parser, "template-slot-unclosed", open->tag,
               str_print(arena, _("write {{/%.*s}} after it"), STR_ARG(open_name(open))),
               str_of(_("nothing closes this list")));
    }
    return parser.failed ? NULL : parser.made;
}

bool page_template_asks(const PageTemplate *page_template, Slot slot)
{
    for (size_t i = 0; i < page_template->steps.n; i++)
        if (page_template->steps.at[i].spec && page_template->steps.at[i].spec->slot == slot)
            return true;
    return false;
}

bool page_template_whole(Diag *diag, const PageTemplate *page_template, const Source *source)
{
    static const struct {
        Slot slot;
        const char *name, *hint;
    } needed[] = {{SLOT_CHARSET, "charset", N_("put <meta charset=\"{{charset}}\" /> into its head")},
                  {SLOT_BODY, "body", N_("put {{body}} where a page's text is to stand")}};
    bool whole = true;

    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        bool found = page_template_asks(page_template, needed[i].slot);
        if (!found)
            diag_report(diag, SEVERITY_ERROR, "template-slot-missing", (Place){.file = source->name},
                        str_of(_(needed[i].hint)), _("there is no {{%s}}"), needed[i].name);
        whole = whole && found;
    }
    return whole;
}

// ---- filling

typedef struct Frame { // a section that is being filled
    Slot list;         // SLOT_NONE: the page, or a {{#has-…}}
    const Item *item;
    size_t left; // items after this one
} Frame;

typedef struct Filling {
    StrBuf out;
    Frame frames[DEEPEST_SECTION + 1];
    size_t depth;
} Filling;

// The item that has the slot: the innermost of its list.
static const Item *item_of(const Filling *filling, const SlotSpec *spec)
{
    for (size_t i = filling->depth; i-- > 1;)
        if (filling->frames[i].list == spec->list && spec->list != SLOT_NONE)
            return filling->frames[i].item;
    return filling->frames[0].item;
}

static void fill_slot(Filling *filling, const SlotSpec *spec)
{
    Str text = item_of(filling, spec)->texts[spec->slot];

    if (spec->kind == SLOT_RAW)
        buf_add(&filling->out, text);
    else
        escape_markup(&filling->out, text);
}

// The step to go on with.
static size_t enter_section(Filling *filling, const Step *step, size_t at)
{
    const Items *items = item_of(filling, step->spec)->lists[step->spec->slot];

    if (!items || items->n == 0)
        return step->partner + 1;
    filling->frames[filling->depth++] = step->kind == STEP_HAS
                                            ? (Frame){SLOT_NONE, NULL, 0}
                                            : (Frame){step->spec->slot, items->at, items->n - 1};
    return at + 1;
}

static size_t leave_section(Filling *filling, const Step *step, size_t at)
{
    Frame *frame = &filling->frames[filling->depth - 1];

    if (frame->left > 0) {
        frame->left--;
        frame->item++;
        return step->partner + 1;
    }
    filling->depth--;
    return at + 1;
}

Str page_template_fill(Arena *arena, const PageTemplate *page_template, const Item *page)
{
    Filling filling = {.out = {.arena = arena}, .frames = {{.item = page}}, .depth = 1};

    for (size_t at = 0; at < page_template->steps.n;) {
        const Step *step = &page_template->steps.at[at];
        switch (step->kind) {
        case STEP_COPY:
            buf_add(&filling.out, step->text);
            at++;
            break;
        case STEP_FILL:
            fill_slot(&filling, step->spec);
            at++;
            break;
        case STEP_OPEN:
        case STEP_HAS:
            at = enter_section(&filling, step, at);
            break;
        case STEP_CLOSE:
            at = leave_section(&filling, step, at);
            break;
        }
    }
    return buf_str(&filling.out);
}

const Items *items_flag(Arena *arena, bool set)
{
    Items *items = ARENA_NEW(arena, Items);

    if (set)
        vec_push(arena, items);
    return items;
}
