// Tags with their looks, and the text between them.
#include "html/internal-html.h"

typedef struct LookSpec {
    const char *class;
    const char *style;
    const char *bare; // attributes where there are no styles
} LookSpec;

#define BARE_CENTRE "align=\"center\""
#define FRAGMENT_HEADING "margin:1.2em 0 0.6em;line-height:1.5;"

// Styles are for content systems that take no style sheet; style.css sets the classes.
static const LookSpec looks[LOOK_COUNT] = {
    [LOOK_BODY] = {NULL, "margin:0.6em 0;line-height:1.9;text-indent:2em;text-align:justify"},
    [LOOK_PLAIN] = {NULL, "margin:0.6em 0;line-height:1.9"},
    [LOOK_IMAGE] = {"image", "margin:0.6em 0;text-align:center", BARE_CENTRE},
    [LOOK_RUN_IN] = {"run-in", NULL},
    [LOOK_HEADING] = {"heading-1", FRAGMENT_HEADING "font-size:1.25em;text-indent:0"},
    [LOOK_HEADING + 1] = {"heading-2", FRAGMENT_HEADING "font-size:1.15em;text-indent:0"},
    [LOOK_HEADING + 2] = {"heading-3", FRAGMENT_HEADING "font-size:1.05em;text-indent:0"},
    [LOOK_HEADING + 3] = {"heading-4", FRAGMENT_HEADING "font-size:1em;text-indent:0"},
    [LOOK_HEADING + 4] = {"heading-5", FRAGMENT_HEADING "font-size:1em;text-indent:0"},
    [LOOK_HEADING + 5] = {"heading-6", FRAGMENT_HEADING "font-size:1em;text-indent:0"},
    [LOOK_PART] = {"part", FRAGMENT_HEADING "font-size:1.4em;text-align:center;text-indent:0", BARE_CENTRE},
    [LOOK_DRAFT] = {"draft", "margin:0 0 1em;color:#b00020;font-weight:bold;text-align:center", BARE_CENTRE},
    [LOOK_UNAVAILABLE] = {"unavailable", "color:#b00020"},
    [LOOK_SCROLL] = {"scroll", "overflow-x:auto"},
    [LOOK_TABLE] = {"sheet", "border-collapse:collapse;width:100%;font-size:0.9em;line-height:1.5",
                    "border=\"1\" cellpadding=\"4\" cellspacing=\"0\" width=\"100%\" align=\"center\""},
    [LOOK_TABLE_TITLE] = {"table-title",
                          "margin:1.6em 0 0.4em;font-weight:bold;text-align:center;text-indent:0",
                          BARE_CENTRE},
    [LOOK_TABLE_LABEL] = {"table-label", "margin:1.6em 0 0;text-indent:0"},
    [LOOK_TABLE_UNIT] = {"table-unit", "margin:0 0 0.3em;text-align:right;text-indent:0", "align=\"right\""},
    [LOOK_TABLE_NOTE] = {"table-note", "margin:0.4em 0 1em;font-size:0.9em;text-indent:0"},
    [LOOK_NOTES] = {"notes", "margin:2em 0 1em;padding-top:0.5em;border-top:1px solid #999;font-size:0.9em"},
    [LOOK_NOTE] = {"note", "margin:0.3em 0;text-indent:0"},
};

void render_add(Render *render, const char *markup)
{
    buf_add_c(&render->out, markup);
}

void render_line_start(Render *render)
{
    if (render->out.n > 0 && render->out.at[render->out.n - 1] != '\n')
        buf_add_char(&render->out, '\n');
}

Str render_word(const Render *render, WordsName name)
{
    const Document *document = render->document;

    return words_first((document ? document->project->template->words : &words_builtin)->lists[name]);
}

void render_text(Render *render, Str text)
{
    if (render->medium == MEDIUM_COMMONMARK)
        escape_markup_clean(&render->out, text);
    else
        escape_markup(&render->out, text);
}

void render_attribute(Render *render, const char *name, Str value)
{
    buf_add_char(&render->out, ' ');
    render_add(render, name);
    render_add(render, "=\"");
    buf_add(&render->out, value);
    buf_add_char(&render->out, '"');
}

void render_close(Render *render, const char *name)
{
    render_add(render, "</");
    render_add(render, name);
    buf_add_char(&render->out, '>');
}

void render_anchor(Render *render, Str id)
{
    if (render->medium == MEDIUM_BARE && id.n)
        buf_print(&render->out, "<a name=\"%.*s\"></a>", STR_ARG(id));
}

void render_open(Render *render, const char *name, Look look, Str id)
{
    const LookSpec *spec = &looks[look];

    render_anchor(render, id);
    buf_add_char(&render->out, '<');
    render_add(render, name);
    if (render->medium == MEDIUM_BARE && spec->bare) {
        buf_add_char(&render->out, ' ');
        render_add(render, spec->bare);
    }
    if (render->medium == MEDIUM_FRAGMENT && spec->style)
        render_attribute(render, "style", str_of(spec->style));
    if (render->medium != MEDIUM_PAGE)
        return;
    if (spec->class)
        render_attribute(render, "class", str_of(spec->class));
    if (id.n)
        render_attribute(render, "id", id);
}
