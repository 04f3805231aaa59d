// Pages in the site's encoding. Some content systems still take GB18030 or GBK alone.
#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "html/internal-html.h"

static const char *const charsets[] = {"UTF-8", "GB18030", "GBK"};

// The manifest's line that names the encoding, as far as it can be told.
static Place encoding_place(const Project *project)
{
    Str text = project->manifest->text;
    ptrdiff_t site = str_find(text, STR("site:"), 0);
    ptrdiff_t at = site < 0 ? -1 : str_find(text, project->site_encoding, (size_t)site);

    if (at < 0)
        return (Place){.file = project->manifest->name};
    return source_place(project->manifest, (size_t)at, project->site_encoding.n);
}

static void converter_close(void *converter)
{
    iconv_close(converter);
}

const Charset *charset_open(Arena *arena, Diag *diag, const char *name)
{
    Charset *charset = ARENA_NEW(arena, Charset);
    *charset = (Charset){.name = name};
    if (strcmp(name, charsets[0]) == 0)
        return charset;
    charset->converter = iconv_open(name, "UTF-8");
    if (charset->converter == (iconv_t)-1) { // NOLINT(performance-no-int-to-ptr): how POSIX says it
        int reason = errno;
        memory_end_if_short();
        diag_report(diag, SEVERITY_FAILURE, "encoding-converter", (Place){0}, (Str){0},
                    _("this system cannot convert from %s to %s: %s"), charsets[0], name, strerror(reason));
        return NULL;
    }
    arena_defer(arena, converter_close, charset->converter);
    return charset;
}

const Charset *charset_of(Arena *arena, Diag *diag, const Project *project)
{
    if (project->site_encoding.n == 0)
        return charset_open(arena, diag, charsets[0]);
    for (size_t i = 0; i < sizeof charsets / sizeof charsets[0]; i++)
        if (name_equal(project->site_encoding, str_of(charsets[i])))
            return charset_open(arena, diag, charsets[i]);
    diag_report(diag, SEVERITY_ERROR, "encoding-unknown", encoding_place(project),
                str_of(_("there are: UTF-8, GB18030, GBK")), _("pages cannot be written in “%.*s”"),
                STR_ARG(project->site_encoding));
    return NULL;
}

Str charset_encode(Arena *arena, const Charset *charset, Str html)
{
    StrBuf out = {.arena = arena};
    char chunk[4096];

    if (!charset->converter)
        return html;
    char *in = (char *)html.at;
    size_t in_left = html.n;
    while (in_left > 0) {
        char *at = chunk;
        size_t left = sizeof chunk;
        size_t done = iconv(charset->converter, &in, &in_left, &at, &left);
        int error = errno;
        buf_add(&out, (Str){chunk, sizeof chunk - left});
        if (done != (size_t)-1 || error == E2BIG)
            continue;
        size_t offset = html.n - in_left;
        uint32_t code = utf8_next(html, &offset);
        buf_print(&out, "&#x%X;", (unsigned)code);
        in = (char *)html.at + offset;
        in_left = html.n - offset;
    }
    return buf_str(&out);
}
