// The text as a content system takes it: nothing that it would take away, nothing that leads to a file beside
// it.
#include "html/internal-html.h"

static void line(Render *render, Look look, Str text)
{
    render_open(render, "p", look, (Str){0});
    render_add(render, ">");
    render_text(render, text);
    render_add(render, "</p>\n");
}

static void body(Render *render)
{
    const Document *document = render->document;

    if (document->mark.n)
        line(render, LOOK_DRAFT, document->mark_note);
    for (size_t i = 0; i < document->project->title_line_count; i++)
        line(render, LOOK_TABLE_UNIT, document->project->title_lines[i].text);
    for (const Node *section = document->root->first; section; section = section->next)
        render_section(render, section);
}

HtmlSubmission html_submission(Arena *arena, const Document *document)
{
    Pictures pictures = {.arena = arena};
    Render render = {.arena = arena,
                     .out = {.arena = arena},
                     .medium = MEDIUM_BARE,
                     .document = document,
                     .images = &pictures,
                     .made = ARENA_ARRAY(arena, TableMade, document->table_count),
                     .heading_base = 1}; // the page that it is pasted into has a title
    HtmlSubmission made = {0};

    render_add(&render,
               "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"UTF-8\" />\n<title>");
    render_text(&render, document->title);
    render_add(&render, "</title>\n</head>\n<body>\n");
    body(&render);
    render_add(&render, "</body>\n</html>\n");
    made.body = buf_str(&render.out);
    made.images = ARENA_ARRAY(arena, HtmlFile, pictures.list.n);
    made.image_count = pictures.list.n;
    for (size_t i = 0; i < pictures.list.n; i++) {
        Str name = pictures.list.at[i].name; // images/image-01.png
        size_t slash = (size_t)str_find_char(name, '/', 0);

        made.images[i] =
            (HtmlFile){str_slice(name, slash + 1, name.n), image_public(arena, pictures.list.at[i].image)};
    }
    return made;
}
