// The clusters of a mark's runs: glyphs that together show the same characters.
#ifndef GONGKAI_PDF_INTERNAL_CLUSTER_H
#define GONGKAI_PDF_INTERNAL_CLUSTER_H

#include "pdf/internal-font.h"

typedef struct Cluster {
    const GlyphRun *run;
    size_t item;       // of the page
    size_t first, end; // glyphs of the run
    Str text;
} Cluster;

// The first of items from .. to, which are runs; false where they are empty.
bool cluster_first(const Page *page, size_t from, size_t to, Cluster *cluster);
// The one after it; false at the end, and the cluster stays.
bool cluster_next(const Page *page, size_t to, Cluster *cluster);
// Whether ToUnicode cannot tell its text.
bool cluster_needs_text(const PdfFonts *fonts, const Cluster *cluster);
// Whether the second's box stands so far over the first's, or away from it, that a reader would part the two.
bool clusters_part(const PdfFonts *fonts, const Cluster *first, const Cluster *second);

#endif
