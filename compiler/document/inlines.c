// What stands inside a paragraph or heading: figures, links to tables, images, comments.
#include "document/internal-build.h"

// ---- figures

// Where one figure ends and the next begins in a code span: two that touch (`= 甲``= 乙`) are one to
// CommonMark, and no expression has two backticks. 0: it is one.
static size_t figure_end(Str literal)
{
    for (size_t at = 0; at + 2 < literal.n; at++)
        if (literal.at[at] == '`' && literal.at[at + 1] == '`' &&
            (at + 2 == literal.n || literal.at[at + 2] != '`') &&
            code_figure_sign(str_slice(literal, at + 2, literal.n)))
            return at;
    return 0;
}

// Takes the first figure off a code span of several, and the backticks after it; NULL where it is one.
static Node *first_figure(Arena *arena, Node *code)
{
    size_t end = code_figure_sign(code->text) ? figure_end(code->text) : 0;

    if (!end)
        return NULL;
    Node *first = text_take(arena, code, end);
    text_take(arena, code, 2);
    node_insert_before(code, first);
    if (first->run_count > 0 && code->run_count > 0) {
        const TextRun *last = &first->runs[first->run_count - 1];
        size_t to = code->offset + code->length;

        first->offset = first->runs[0].offset;
        first->length = last->offset + last->span - first->offset;
        code->offset = code->runs[0].offset;
        code->length = to - code->offset;
    }
    return first;
}

// `= …` becomes a figure, evaluated later; `==` prints from the second sign on.
static void build_code(Arena *arena, const Node *block, Node *code)
{
    size_t sign = code_figure_sign(code->text), start = code->offset, end = code->offset + code->length;

    if (!sign)
        return;
    Str expression = str_slice(code->text, sign, code->text.n);
    if (code_figure_sign(expression)) {
        text_take(arena, code, sign);
        return;
    }
    bool placed = code->run_count > 0;
    size_t after_sign = placed ? code->runs[0].offset + sign : block->offset;
    code->kind = NODE_FIGURE;
    code->figure = NULL;
    code->expression = expression;
    code->offset = after_sign;
    code->length = placed ? end - after_sign : 0;
    // The source's own bytes, so that places inside the expression are exact; not where a container's marks
    // are in them.
    if (placed && str_find_char(str_slice(block->source->text, start, end), '\n', 0) < 0)
        code->expression = str_slice(block->source->text, after_sign, end);
}

// ---- links and images

// The first bytes of a link's or image's address; its block where that stands elsewhere ([words][label]).
static Place address_place(const Node *block, const Node *link, size_t most)
{
    if (link->length == 0)
        return source_place(block->source, block->offset, 0);
    return source_place(block->source, link->offset, link->length < most ? link->length : most);
}

static void check_scheme(Builder *builder, const Node *block, const Node *link)
{
    if (link_is_safe(link->target))
        return;
    diag_report(builder->diag, SEVERITY_WARNING, "link-scheme", address_place(block, link, link->length),
                str_of(_("write an address that begins with https://, http:// or mailto:")),
                _("“%.*s” is no address for a link: its words stand alone"), STR_ARG(link->target));
}

static void build_link(Builder *builder, const Node *block, Node *link)
{
    Str scheme = STR("table:");

    if (!str_starts(link->target, scheme)) {
        check_scheme(builder, block, link);
        return;
    }
    Str name = str_trim(str_slice(link->target, scheme.n, link->target.n));
    Place place = address_place(block, link, scheme.n);
    if (!name.n)
        name = str_trim(node_plain_text(builder->arena, link));
    link->target_table = book_find(&builder->project->book, name);
    if (link->target_table && link->target_table->spec->published)
        return;
    link->target_table = NULL;
    const TableBook *book = &builder->project->book;
    if (book_has_reported(book, builder->project->template, name))
        return;
    Str *known = ARENA_ARRAY(builder->arena, Str, book->table_count);
    for (size_t i = 0; i < book->table_count; i++)
        known[i] = book->tables[i]->spec->name;
    Str nearest = name_nearest(name, known, book->table_count);
    diag_report(builder->diag, SEVERITY_ERROR, "link-table-unknown", place,
                nearest.n ? str_print(builder->arena, _("did you mean “%.*s”?"), STR_ARG(nearest)) : (Str){0},
                _("there is no table “%.*s” to link to"), STR_ARG(name));
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// Editors write blanks and Han in a path as %20, %E5….
static Str percent_decode(Arena *arena, Str text)
{
    StrBuf buf = {.arena = arena};

    for (size_t i = 0; i < text.n; i++) {
        int high = i + 2 < text.n && text.at[i] == '%' ? hex_value(text.at[i + 1]) : -1;
        int low = high >= 0 ? hex_value(text.at[i + 2]) : -1;
        if (low >= 0 && high * 16 + low != 0) {
            buf_add_char(&buf, (char)(high * 16 + low));
            i += 2;
        } else {
            buf_add_char(&buf, text.at[i]);
        }
    }
    return buf_str(&buf);
}

// folder/path without . and .. parts; false where it leaves the project or is absolute.
static bool normal_path(Arena *arena, Str folder, Str path, Str *result)
{
    return path.n && path.at[0] != '/' && path_below(arena, path_join(arena, folder, path), result) &&
           result->n > 0;
}

// A folder or a link that leads nowhere too: who reads it says what is wrong with it.
static bool is_in_project(const Project *project, Str path)
{
    return input_is_there((Input){project->folder, path});
}

static const Image *read_image(Builder *builder, Str path, Place place)
{
    Arena *arena = builder->arena;
    ImageUse use = {.path = path};
    Str bytes;

    for (size_t i = 0; i < builder->images.n; i++)
        if (str_equal(builder->images.at[i].path, path))
            return builder->images.at[i].image;
    if (source_bytes(arena, builder->diag, (Input){builder->project->folder, path}, path, &bytes)) {
        use.image = image_read(arena, builder->diag, bytes, path, place);
        builder->digest =
            str_hash(str_print(arena, "%016llx %016llx %.*s", (unsigned long long)builder->digest,
                               (unsigned long long)str_hash(bytes), STR_ARG(path)));
    }
    *vec_push(arena, &builder->images) = use;
    return use.image;
}

// An image is a file of the project, named from its folder or, as Markdown viewers do, from the section's.
static void build_image(Builder *builder, const Node *block, Node *image)
{
    Arena *arena = builder->arena;
    Str written = percent_decode(arena, image->target), path;
    Str file = block->source->name;
    size_t slash = file.n;

    while (slash > 0 && file.at[slash - 1] != '/')
        slash--;
    Str folder = str_slice(file, 0, slash ? slash - 1 : 0);
    Place place = address_place(block, image, image->length);
    if ((normal_path(arena, (Str){0}, written, &path) && is_in_project(builder->project, path)) ||
        (normal_path(arena, folder, written, &path) && is_in_project(builder->project, path))) {
        image->target = path;
        image->image = read_image(builder, path, place);
        return;
    }
    diag_report(builder->diag, SEVERITY_ERROR, "image-missing", place,
                str_of(_("put the image into the project's folder and name it from there: images/图.png")),
                _("the project has no image “%.*s”"), STR_ARG(image->target));
}

// ---- a block

void build_inlines(Builder *builder, Node *block)
{
    check_backticks(builder, block);
    check_emphasis(builder, block);
    check_markdown_table(builder, block);
    check_dialects(builder, block);
    for (Node *node = block->first, *next; node; node = next) {
        next = node_next(block, node);
        switch (node->kind) {
        case NODE_CODE:
            for (Node *first; (first = first_figure(builder->arena, node));)
                build_code(builder->arena, block, first);
            build_code(builder->arena, block, node);
            break;
        case NODE_HTML_INLINE:
            if (str_starts(node->text, STR("<!--")))
                node_unlink(node);
            break;
        case NODE_TEXT:
            build_note_marks(builder, block, node);
            break;
        case NODE_LINK:
            build_link(builder, block, node);
            break;
        case NODE_IMAGE:
            build_image(builder, block, node);
            break;
        default:
            break;
        }
    }
}

// Literal text before, between and after the figures of a block: n figures, n + 1 texts.
typedef VEC(Str) Texts;

static Texts literal_texts(Arena *arena, Node *block)
{
    Texts texts = {0};
    StrBuf buf = {.arena = arena};

    for (Node *node = block->first; node; node = node_next(block, node)) {
        if (node->kind == NODE_FIGURE) {
            *vec_push(arena, &texts) = buf_str(&buf);
            buf = (StrBuf){.arena = arena};
        } else if (node_is_soft_break(node)) {
            // A sentence goes on across lines; only Western words want the space.
            if (buf.n && (unsigned char)buf.at[buf.n - 1] < 0x80)
                buf_add_char(&buf, ' ');
        } else {
            buf_add(&buf, node_literal(node));
        }
    }
    *vec_push(arena, &texts) = buf_str(&buf);
    return texts;
}

void finish_inlines(Builder *builder, Node *block, const RowContext *row)
{
    Texts texts = literal_texts(builder->arena, block);
    size_t figure = 0;

    for (Node *node = block->first; node; node = node_next(block, node)) {
        if (node->kind != NODE_FIGURE)
            continue;
        node->figure = figure_evaluate(builder->env, node->expression,
                                       (FigureContext){.source = block->source,
                                                       .offset = node->offset,
                                                       .before = texts.at[figure],
                                                       .after = texts.at[figure + 1],
                                                       .row = row});
        node->expression = (Str){0};
        figure++;
    }
    resolve_soft_breaks(builder->arena, block);
}
