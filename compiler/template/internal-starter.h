// What the files that make a starter share (starter.c, starter-texts.c).
#ifndef GONGKAI_TEMPLATE_INTERNAL_STARTER_H
#define GONGKAI_TEMPLATE_INTERNAL_STARTER_H

#include "template/internal-template.h"

typedef struct Layer {
    Input folder;
    size_t level; // in the chain of templates
    bool of_set;  // for the set alone
    bool listed;  // what follows is known
    Str *files;   // of its tables, the .csv
    Str *tables;  // by file: of which table it is, reworded
    size_t table_count;
} Layer;

typedef struct StarterReader {
    Arena *arena;
    Diag *diag;
    const StarterOptions *options;
    const Template *template;
    Layer *layers;
    size_t layer_count;
    VEC(StarterFile) files;
    Str to_fill; // the manifest of a new project
    VEC(Str) samples;
    VEC(Str) compared; // facts whose last year's value the text or the manifest asks for
} StarterReader;

// Text of a layer in the words of the template itself.
Str starter_reworded(const StarterReader *reader, const Layer *layer, Str text);
// A file of a layer, reworded; an empty Str with at == NULL where it cannot be read.
Str starter_read_layer(StarterReader *reader, const Layer *layer, Str name);

// ---- sections of texts (starter-texts.c)

// Their files, with their blanks; none where no section of the set says its text.
const StarterFile *starter_sections(StarterReader *reader, size_t *n);
// {year} and its kin as the figures that say them; any other mark outside a figure is reported.
Str starter_with_marks(StarterReader *reader, Str file, Str text);
// The set's tables and unit for {table 一般公共预算.支出} and {unit}.
Str starter_with_tables(StarterReader *reader, Str text);

#endif
