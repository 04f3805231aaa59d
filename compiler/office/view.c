#include "office/internal-view.h"

// Readable on a phone, in the dark and on paper; nothing from elsewhere, no script.
static const char style[] =
    ":root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--line:#8a8a8a;--head:#eef1f4;--link:#0b57a4;"
    "--bad:#a40000;--bad-ground:#fdecea;--doubt:#7a4b00;--doubt-ground:#fff4d6;--good:#1c5c2e}"
    "@media (prefers-color-scheme:dark){:root{--ink:#eaeaea;--paper:#15181b;--line:#7d8790;--head:#262b31;"
    "--link:#8ec5ff;--bad:#ffb4ab;--bad-ground:#3b1d1b;--doubt:#ffd88a;--doubt-ground:#362a10;--good:#9bd8ab}"
    "}"
    "body{font:16px/1.6 sans-serif;margin:1.5em auto;padding:0 1em;max-width:75em;color:var(--ink);"
    "background:var(--paper)}h1{font-size:1.5em}h2{font-size:1.2em;margin-top:1.6em}a{color:var(--link)}"
    ".scroll{overflow-x:auto}.scroll:focus-visible,a:focus-visible{outline:3px solid var(--link)}"
    "table{border-collapse:collapse;margin:1em 0}caption{text-align:left;font-weight:bold;padding:.3em 0}"
    "th,td{border:1px solid var(--line);padding:.3em .5em;text-align:left;vertical-align:top}"
    "thead th{background:var(--head)}tbody "
    "th{font-weight:normal}.n{text-align:right}.n,.d{white-space:nowrap}"
    ".bad{color:var(--bad);background:var(--bad-ground)}.doubt{color:var(--doubt);background:var(--doubt-"
    "ground)}"
    ".good{color:var(--good)}del{text-decoration-thickness:2px}ins{text-decoration:none;font-weight:bold}"
    "@media print{body{margin:0;padding:0;max-width:none;font-size:10pt}thead{display:table-header-group}"
    "tr{break-inside:avoid}.scroll{overflow:visible}a{color:inherit;text-decoration:none}}";

void view_begin(StrBuf *out, Str title, const char *more_style)
{
    buf_print(out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    escape_markup(out, title);
    buf_print(out, "</title>\n<style>%s%s</style>\n</head>\n<body>\n<main>\n<h1>", style,
              more_style ? more_style : "");
    escape_markup(out, title);
    buf_add_c(out, "</h1>\n");
}

void view_heading(StrBuf *out, int level, Str text)
{
    buf_print(out, "<h%d>", level);
    escape_markup(out, text);
    buf_print(out, "</h%d>\n", level);
}

void view_line(StrBuf *out, Str text)
{
    buf_add_c(out, "<p>");
    escape_markup(out, text);
    buf_add_c(out, "</p>\n");
}

void view_table(StrBuf *out, Str caption, const Str *heads, size_t n)
{
    buf_add_c(out, "<section class=\"scroll\" tabindex=\"0\" aria-label=\"");
    escape_markup(out, caption);
    buf_add_c(out, "\">\n<table>\n<caption>");
    escape_markup(out, caption);
    buf_add_c(out, "</caption>\n<thead><tr>");
    for (size_t i = 0; i < n; i++) {
        buf_add_c(out, "<th scope=\"col\">");
        escape_markup(out, heads[i]);
        buf_add_c(out, "</th>");
    }
    buf_add_c(out, "</tr></thead>\n<tbody>\n");
}

void view_row(StrBuf *out, Str kind)
{
    if (kind.n)
        buf_print(out, "<tr class=\"%.*s\">", STR_ARG(kind));
    else
        buf_add_c(out, "<tr>");
}

void view_row_head(StrBuf *out, Str text)
{
    buf_add_c(out, "<th scope=\"row\">");
    escape_markup(out, text);
    buf_add_c(out, "</th>");
}

void view_cell(StrBuf *out, Str text, const char *kind)
{
    if (kind && *kind)
        buf_print(out, "<td class=\"%s\">", kind);
    else
        buf_add_c(out, "<td>");
    escape_markup(out, text);
    buf_add_c(out, "</td>");
}

void view_anchor(StrBuf *out, Str url, Str text)
{
    buf_add_c(out, "<a href=\"");
    for (size_t i = 0; i < url.n; i++) {
        unsigned char c = (unsigned char)url.at[i];

        if (c <= ' ' || c >= 0x7F)
            buf_print(out, "%%%02X", c);
        else
            escape_markup(out, str_slice(url, i, i + 1));
    }
    buf_add_c(out, "\">");
    escape_markup(out, text);
    buf_add_c(out, "</a>");
}

void view_link(StrBuf *out, Str url, Str text)
{
    if (!url.n) {
        view_cell(out, text, NULL);
        return;
    }
    buf_add_c(out, "<td>");
    view_anchor(out, url, text);
    buf_add_c(out, "</td>");
}

void view_row_end(StrBuf *out)
{
    buf_add_c(out, "</tr>\n");
}

void view_table_end(StrBuf *out)
{
    buf_add_c(out, "</tbody>\n</table>\n</section>\n");
}

void view_end(StrBuf *out)
{
    buf_add_c(out, "</main>\n</body>\n</html>\n");
}
