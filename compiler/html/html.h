// html: a Document to a static site: index, a page a section, a page a table, all on one page, a fragment to
// paste.
//
// In: a Document and the template's page.html, style.css and search.js, without which there is no search.
// Out: files, by name, as bytes in the arena given, already in the site's encoding. Memory: the arena's.
// Errors: template-slot-unknown, template-slot-unclosed (page.html, with line and column),
// template-slot-missing, encoding-unknown, the failure encoding-converter (the system lacks it).
#ifndef GONGKAI_HTML_HTML_H
#define GONGKAI_HTML_HTML_H

#include "document/document.h"

typedef struct HtmlFile {
    Str name; // index.html, section-03.html, table-14.html, document.html, fragment.html, style.css,
              // search.js, search-index.js, images/image-01.png
    Str bytes;
} HtmlFile;

typedef struct HtmlSite {
    HtmlFile *files;
    size_t file_count;
} HtmlSite;

typedef struct HtmlOptions {
    const Str *downloads; // files that stand in the same output: pages link only to these
    size_t download_count;
    const uint64_t *download_sizes; // bytes of each; NULL: pages do not say
    size_t attachment_count;        // the last of them, which are told by their names
    Str generator;                  // "Gongkai 0.1.0"
    bool still;                     // without scripts, and so without search
} HtmlOptions;

HtmlSite *html_site(Arena *arena, Diag *diag, const Document *document, HtmlOptions options);
// With document->only: that section's page alone, and style.css.

// The text to be pasted into a content system that takes styles, classes, ids and scripts away: a page of its
// own with attributes of HTML alone, whose links lead within it or to other sites; and its images, which it
// has in it too.
typedef struct HtmlSubmission {
    Str body;
    HtmlFile *images; // image-01.png
    size_t image_count;
} HtmlSubmission;

HtmlSubmission html_submission(Arena *arena, const Document *document);

// The inner HTML of a tree alone, as cmark renders CommonMark: for tests.
Str html_commonmark(Arena *arena, const Node *root);

#endif
