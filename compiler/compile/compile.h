// compile: a project's folder to its document, and that to its outputs. Every command goes this way.
//
// In: where the project and Gongkai's own data are, what of it is wanted. Out: a Compilation, which holds the
// document and what was checked; written by compile_outputs, also a folder with files of each kind asked for;
// for who shows builds one after another, fonts that stay open (FontShelf). Errors: those of every folder
// below; output-empty (nothing to write), output-section (a section would replace the whole document),
// output-other (the folder holds another document), output-record (what it says of itself cannot be read),
// copy-since (no earlier copy can be read there), output-changed (a file that would be kept is not what was
// written). What is wrong is in the compilation's Diag; nothing is printed here. Memory: a Compilation has an
// arena and a Diag of its own, which compilation_free frees; all that its document leads to, and what was
// made of it, goes with it.
#ifndef GONGKAI_COMPILE_COMPILE_H
#define GONGKAI_COMPILE_COMPILE_H

#include <stdatomic.h>

#include "check/check.h"
#include "font/font.h"
#include "layout/layout.h"

typedef struct CompileOptions {
    const char *folder;       // of the project
    Str data_folder;          // Gongkai's own: has templates/ and fonts/
    const char *section;      // one alone, by number, heading or file; NULL: all
    Str generator;            // "Gongkai 0.1.0"
    bool draft;               // errors do not make it useless, and every page says that it is a draft
    bool strict;              // warnings do make it useless
    bool lacking;             // tables that lack columns are read as far as they go: of what was published
    const SectionText *texts; // of sections, in the place of what their files hold
    size_t text_count;
    FontConfig *font_config; // read before; NULL: none
    Kept *kept;              // what documents of a run read alike; NULL: nothing is. Not for a shelf
} CompileOptions;

// ---- the document

typedef struct Compilation {
    CompileOptions options;
    Arena *arena;
    Diag *diag;
    const Project *project;
    FigureEnv *env;
    Document *document;          // NULL where the project could not be read, or has no such section
    const Document *whole;       // what is checked: the same, whatever section was asked for
    const CheckSummary *summary; // NULL where whole is
} Compilation;

// Never fails: what is wrong is in diag.
Compilation compilation_make(const CompileOptions *options);
// Its steps, for who does something else beside them: the project, its document, its check.
Compilation compilation_read(const CompileOptions *options);
void compilation_build(Compilation *made);
void compilation_check(Compilation *made);
void compilation_free(Compilation *made);
// Whether outputs may be made of it by what was found so far: a failure always stops, an error does but for
// drafts, and so does a warning where they are strict.
bool compilation_usable(const Compilation *made);

// ---- mending (mend.c)

typedef struct MendedLine {
    uint32_t line; // from 1
    Str rules;     // punctuation-half-width, space-stray
} MendedLine;

typedef struct MendedFile {
    Str name;          // sections/3-收支概况.md
    Str before, after; // with as many lines
    VEC(MendedLine) lines;
    size_t edits;
} MendedFile;

typedef VEC(MendedFile) MendedFiles;

// Sections with all mended that is certain: the edits of what was found, as often as mending leads to more,
// until there is none. A line whose mending would give a new finding stays as it is. Nothing is written. None
// after reporting where the system fails.
MendedFiles compilation_mend(Arena *arena, Diag *failures, const CompileOptions *options);

// ---- fonts

// Where they are looked for: Gongkai's own, the project's, the system's; and the user's cache of subsets.
FontOptions compile_fonts(Arena *arena, const CompileOptions *options);

// Fonts that stay open over builds while they and the style are the same, and what was set in them. A FontSet
// knows faces by their place in memory, so that the style it was opened with stays too, and stands in for its
// equals. Held and released on any thread.
typedef struct FontShelf {
    atomic_uint uses;
    Compilation made; // whose style it is: the project alone, read for the shelf
    const Style *style;
    FontSet *fonts;
    LayoutStore *store; // of paragraphs set in them
    Diag *diag;         // what opening them reported
} FontShelf;

// Held once. NULL where there is no style, or after reporting that fonts fail.
FontShelf *shelf_open(Diag *diag, const CompileOptions *options, FontOptions fonts);
// Whether the fonts are of the document's style; of a document without one they stay as they are.
bool shelf_fits(const FontShelf *shelf, const Compilation *made); // NULL fits none
// The document's style becomes the shelf's, which is of equal content: layout asks the fonts for its faces.
void shelf_lend(const FontShelf *shelf, Compilation *made);
FontShelf *shelf_hold(FontShelf *shelf); // NULL is allowed
void shelf_release(FontShelf *shelf);    // NULL is allowed

// Shelves of several styles, for builds on several threads: each style's fonts are opened once. A project
// with fonts of its own is served by none.
typedef struct FontShelves FontShelves;
FontShelves *shelves_new(FontConfig *config); // of the system's fonts; NULL: to be read
void shelves_free(FontShelves *shelves);      // NULL is allowed

// ---- outputs

// One rule for every format: what a library wrote is read back before it is published. The folder that makes
// a file gives its bytes only after it has read them as a reader of the format does and holds them against
// what was to be written, as far as the library can lose it: a workbook's every cell, a PDF's every object
// and stream, where JSON ends. Otherwise it reports a failure and gives none, and the old output stays. What
// Gongkai writes byte by byte itself (HTML, CSS, CSV), and images, which are copied, need none of this; that
// files reach the disk is outdir.h's to see to.

typedef enum Kind {
    KIND_PDF = 1,
    KIND_HTML = 2,
    KIND_XLSX = 4,        // workbooks
    KIND_DATA = 8,        // CSV and datapackage.json
    KIND_DOCX = 16,       // the copy for approval, which is not published: made alone
    KIND_OFD = 32,        // made where it is asked for
    KIND_SUBMISSION = 64, // an archive for a content system, of what is published: made alone
    KIND_ALL = KIND_PDF | KIND_HTML | KIND_XLSX | KIND_DATA
} Kind;

// The kind that a word names, as --to takes them; 0 where there is none.
Kind kind_of(Str word);

typedef struct CopySpec { // of a copy for approval
    int round;            // 0: the first
    bool final;           // without what stands over a copy's pages
    bool numbered;        // with paragraph numbers in the margin
    bool charts;          // with charts, as Word has them
    const char *since;    // a copy (.docx) or a project's folder, from which changes are marked; NULL: none
} CopySpec;

// The copy alone, its pages set in the shelf's fonts, which must fit. Its bytes; NULL at after reporting.
Str compilation_copy(Compilation *made, FontShelf *shelf, CopySpec spec);

typedef struct OutputSpec {
    Str folder;     // to be written, or replaced whole
    bool given;     // by the user, so that it may be a link
    unsigned kinds; // of Kind
    bool attach;    // the tables' data goes into the PDF and the OFD file
    CopySpec copy;
    FontShelves *shelves; // fonts of builds beside this one; NULL: its own are opened
    Str tools;            // as compile_tools says: what it is made from is noted beside it; empty: it is not
    Str also;             // of what else it is made, which no file says
    bool later;           // it is put in its place by compile_commit
    // Called as each stage is done, and with what fonts were taken. NULL: not wanted.
    void (*stage)(void *context, const char *name);
    void (*fonts)(void *context, Str description);
    void *context;
} OutputSpec;

// A folder that is written whole and is not in its place: it lives apart from the compilation, and holds next
// to nothing of it.
typedef struct PendingOutput PendingOutput;

typedef struct Built {
    Compilation made;       // to be freed
    bool written;           // the folder; otherwise it is as it was
    PendingOutput *pending; // where it was to be put in its place later; NULL: there is none
    Str *main_files;        // where to look: one file of each kind that was made, relative to the folder
    size_t main_file_count;
} Built;

// Compiles, checks, and writes the folder if all is usable to the end.
Built compile_outputs(const CompileOptions *options, const OutputSpec *spec);

typedef struct OutputCommit {
    PendingOutput *pending; // is freed
    Diag *diag;
    bool written;
} OutputCommit;

// Puts several in their places, for one wait for the disk (outdir_commit_all).
void compile_commit(OutputCommit *commits, size_t n);

// ---- what is unchanged (seen.c)

// What every document of a run is made by, in some bytes: the program, its libraries; of kinds with pages,
// the fonts that are there. Asked before any are opened.
Str compile_tools(Arena *arena, const CompileOptions *options, unsigned kinds);

// Whether the output folder is what would be made now: it was made with the same options and tools, each
// file, folder and look that this took finds what it found then, and each file that was written is as it was
// written. A file is known by size, time of change, inode; by its bytes where these were asked for, and where
// it was so young when it was read that it may have changed within the same moment. Otherwise, and where
// nothing was noted, false. *warnings: how many were found when it was made.
bool compile_unchanged(const CompileOptions *options, const OutputSpec *spec, bool bytes, size_t *warnings);

// The same of what it was made from and what was written alone, whatever options and tools made it.
bool compile_current(const CompileOptions *options, Str output);

// ---- what an output says of itself (told.c)

typedef struct OutputTold {
    Str department, document, title; // document: department-budget, unit-accounts
    int year;
    bool draft;
    bool whole;    // each file is there, as long as it was written
    Str main_file; // the first to look at; empty where there is none
} OutputTold;

// False where the folder is no output, or does not say so; and after reporting that the disk does not.
bool output_told(Arena *arena, Diag *diag, Str folder, OutputTold *told);

// ---- templates

// A template tried as a whole: all its sets of tables, each with the project that its starter begins.
//
// In: the compilations of those projects, one a set, which must stay until the trial is over. Out: findings,
// and how often each claim of its rules was held in each set, or why not. Errors: what the starters' projects
// have, under starter-SET/; of a claim that no set can hold what figure.h says of it, the warning
// rule-unproven where it is a row that no starter has; phrase-unknown, told-unknown, composition-unknown
// (what the template names is in no set, or is no 类 with items), unit-odd, column-unseen (no rule reads it),
// counterpart-unknown (no template has the table), section-unwritten (the starter says nothing there):
// warnings but for the first three. Memory: the arena given.
typedef struct ClaimTrial {
    const RuleSpec *rule; // one claim
    const bool *asked;    // by set: it is one of its rules
    const size_t *held;   // by set
    const Str *reasons; // by set: why it is not held there; empty: no row or column of the starter is its own
    const Finding *fault; // of a set that cannot hold it; NULL: none
} ClaimTrial;

typedef struct TemplateTrial TemplateTrial;

// shown: the template's file, as findings are to print it.
TemplateTrial *template_trial_new(Arena *arena, Diag *diag, Str shown, const Str *sets, size_t set_count);
// A template whose tables counterparts may name beside those of its own sets; NULL: none.
void template_trial_know(TemplateTrial *trial, const Template *other);
// One set's.
void template_trial_take(TemplateTrial *trial, size_t set, Compilation *made);
// What only all sets together tell.
void template_trial_end(TemplateTrial *trial);
const ClaimTrial *template_trial_claims(const TemplateTrial *trial, size_t *n);

#endif
