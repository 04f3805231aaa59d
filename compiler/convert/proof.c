// What was written is read again as the project's text, evaluated, and held against the document: what it
// prints must be what the document says.
#include "convert/internal-convert.h"

#define MOST_SHOWN 60 // bytes on either side of where they part

// What a document says or prints, without blanks, and which line each byte is from.
typedef struct Spoken {
    StrBuf text;
    VEC(size_t) ends; // of each line's text
    VEC(size_t) lines;
} Spoken;

static void say(Spoken *said, Str text)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t code = utf8_next(text, &at);

        if (!char_is_blank(code) && !note_mark_number(code))
            buf_add_code(&said->text, code);
    }
}

// ---- what is printed

static bool is_said_block(NodeKind kind)
{
    return kind == NODE_HEADING || kind == NODE_PARAGRAPH || kind == NODE_CODE_BLOCK ||
           kind == NODE_HTML_BLOCK;
}

static void say_block(Arena *arena, Spoken *said, const Node *node)
{
    if (node->kind == NODE_HEADING) {
        say(said, node_plain_text(arena, node));
    } else if (node->kind == NODE_PARAGRAPH) {
        say(said, node->number);
        for (const Node *child = node->first; child; child = child->next)
            if (child->kind == NODE_RUN_IN)
                say(said, child->number);
        say(said, node_plain_text(arena, node));
    } else {
        say(said, node_literal(node));
    }
}

static void say_document(Arena *arena, Spoken *said, const Document *document)
{
    NodeWalk walk = node_walk(document->root);

    while (node_walk_next(&walk))
        if (walk.entering && is_said_block(walk.node->kind) && walk.node->source)
            say_block(arena, said, walk.node);
}

// The project with these sections, and no others.
static const Document *document_of(Convert *convert, const ConvertedSections *sections)
{
    Arena *arena = convert->arena;
    Project *project = ARENA_NEW(arena, Project);

    *project = *convert->project;
    project->sections = ARENA_ARRAY(arena, Source *, sections->n);
    project->section_count = 0;
    for (size_t i = 0; i < sections->n; i++) {
        Source *source = source_from_bytes(arena, convert->trial, sections->at[i].text, sections->at[i].name,
                                           STR("UTF-8"));

        if (source)
            project->sections[project->section_count++] = source;
    }
    return document_build(arena, convert->trial, project, figure_env_new(arena, convert->trial, project),
                          true);
}

// ---- where they part

// A piece of a text from byte `at`, of whole characters.
static Str piece_at(Str text, size_t at)
{
    size_t to = at + MOST_SHOWN < text.n ? at + MOST_SHOWN : text.n;

    while (to < text.n && ((unsigned char)text.at[to] & 0xC0) == 0x80)
        to++;
    return str_slice(text, at, to);
}

static void report_difference(Convert *convert, const Spoken *wanted, Str text, Str printed, size_t at)
{
    size_t line = 0;
    Place place = {.file = convert->source->name};

    while (line + 1 < wanted->ends.n && wanted->ends.at[line] <= at)
        line++;
    while (at > 0 && at < text.n && ((unsigned char)text.at[at] & 0xC0) == 0x80)
        at--;
    if (wanted->lines.n) {
        const IntakeLine *one = &convert->intake->lines[wanted->lines.at[line]];

        place = source_place(convert->source, one->offset, one->text.n);
    }
    diag_report(
        convert->diag, SEVERITY_ERROR, "convert-differs", place,
        str_of(_("nothing was written: this is a fault of Gongkai's, please report it with the file")),
        _("what would be written prints “%.*s” where the document says “%.*s”"),
        STR_ARG(piece_at(printed, at < printed.n ? at : printed.n)), STR_ARG(piece_at(text, at)));
}

bool proof_hold(Convert *convert, const ConvertedSections *sections)
{
    Spoken wanted = {.text = {.arena = convert->arena}}, printed = {.text = {.arena = convert->arena}};
    size_t at = 0;
    Str a, b;

    if (convert->intake->format == INTAKE_MARKDOWN) // its marks are no text
        return true;
    for (size_t i = 0; i < convert->intake->line_count; i++) {
        if (!convert->roles[i].written)
            continue;
        say(&wanted, convert->roles[i].prints);
        *vec_push(convert->arena, &wanted.ends) = wanted.text.n;
        *vec_push(convert->arena, &wanted.lines) = i;
    }
    say_document(convert->arena, &printed, document_of(convert, sections));
    diag_truncate(convert->trial, 0);
    a = buf_str(&wanted.text);
    b = buf_str(&printed.text);
    if (str_equal(a, b))
        return true;
    while (at < a.n && at < b.n && a.at[at] == b.at[at])
        at++;
    report_difference(convert, &wanted, a, b, at);
    return false;
}
