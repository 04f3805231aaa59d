// many: a list of documents by one process, on all its processors.
//
// In: how many there are, and a function that says of each what it is made from and where it is written: a
// ManyJob, which is what compile_outputs takes. So a caller has a list of its own (folders of the command
// line, the rows of a register) and a source of its own for each document, as CompileOptions name it (its
// folder, its sections' texts). What a document is made from besides files, or is read by the caller before
// the job is given, is said in `also`: other bytes there are another input, and the document is built anew.
// Out: each document's output folder, swapped in by itself, and a ManyResult for each, in the order of the
// list, whatever the threads; while it is built, a ManyProgress. Fonts are opened once a style, and Gongkai's
// own templates are read once (base/kept.h: one that changes meanwhile is read anew, for the documents that
// begin after it); no more documents are in memory than there are threads, and of those that are done the
// findings. Those that are finished wait for the disk together, at most 32, while others are made.
//
// A document whose inputs and outputs are as they were when it was last written so is left (compile/seen.h
// says what that means): so a run that was killed goes on where it was. An error is that document's alone:
// its old output stays, the others go on. No two documents may be written to one folder: the caller sees to
// it. Errors: those of compile_outputs, in the result's Diag. Memory: what a job points to lives in the arena
// given with it, or is the caller's until many_build returns; a result's until its call returns.
#ifndef GONGKAI_MANY_MANY_H
#define GONGKAI_MANY_MANY_H

#include "compile/compile.h"

typedef struct ManyJob {
    CompileOptions
        compile; // font_config and kept are many's to set: the caller's configuration is taken from ManySpec
    OutputSpec output; // shelves is many's to set, likewise
    Str also;          // of what it is made besides: any bytes (a digest, rows as text)
} ManyJob;

typedef enum ManyEnd {
    MANY_WRITTEN, // its output is new
    MANY_LEFT,    // nothing has changed since it was written
    MANY_FAILED,  // its output is as it was: diag says why
    MANY_STOPPED, // not begun, for the run was to stop
} ManyEnd;

typedef struct ManyResult {
    size_t index; // in the list
    ManyEnd end;
    const Diag *diag;      // what was found; of a document that is left, nothing
    size_t warnings;       // of one that is left: how many it had when it was written
    Str folder;            // of the output; empty where there was no job
    const Str *main_files; // as Built has them; none where it was not written
    size_t main_file_count;
} ManyResult;

typedef struct ManyProgress {
    size_t count, written, left, failed; // of all; done are the last three
    double seconds;                      // since the run began
    double to_go; // seconds, by what those that were built took; negative while nothing is known
} ManyProgress;

typedef struct ManySpec {
    size_t count;
    // Document number `index`. Called on any thread, for several documents at once. False where there is
    // none, after reporting: it has failed.
    bool (*job)(void *context, Arena *arena, Diag *diag, size_t index, ManyJob *job);
    // Each document once, in order, one call at a time, as soon as it and all before it are done.
    void (*done)(void *context, const ManyResult *result);
    // As often as a document is done, one call at a time, in no order of theirs. NULL: not wanted.
    void (*progress)(void *context, const ManyProgress *progress);
    // Asked before each document, on any thread: true, and none is begun any more. NULL: all are.
    bool (*stop)(void *context);
    void *context;           // of all four
    bool anew;               // nothing is left
    bool verify;             // what is left is so by its bytes, all of which are read
    FontConfig *font_config; // as CompileOptions have it
} ManySpec;

// Returns where all is done, or those are that were begun before it was stopped.
ManyProgress many_build(const ManySpec *spec);

// ---- plans (plan.c): documents shared out to processes that know nothing of each other

enum { PLAN_SHARDS_MOST = 100000 };

typedef struct PlanDocument {
    const char *folder; // of the project
    Str name;           // of its output, within the plan's
    size_t shard;       // from 1
    uint64_t state;     // of what the project is made of when the plan was made (plan_state)
} PlanDocument;

typedef struct Plan {
    Str generator;      // the program that made it, and is to build by it
    const char *output; // the folder of outputs
    unsigned kinds;     // of Kind
    bool strict, draft, attach;
    size_t shards;
    PlanDocument *documents;
    size_t document_count;
} Plan;

// The names, sizes and times of modification of a project's files, and of those that source_named finds
// elsewhere (last year's, units', a template's), as one number; outputs among a folder's files are passed
// over. *bytes: how large the project's own are together. Errors: file-unreadable, and then it is no state.
uint64_t plan_state(Diag *diag, const char *folder, uint64_t *bytes);
// Gives each document its shard: the largest first to the one that has least.
void plan_share(Plan *plan, const uint64_t *bytes);
// As JSON; at == NULL after data-write.
Str plan_json(Arena *arena, Diag *diag, const Plan *plan);
// NULL where it is none of this version.
const Plan *plan_read(Arena *arena, Str bytes);

// ---- gathering (gather.c): what is there of them

typedef enum GatheredState {
    GATHERED_WHOLE,
    GATHERED_DRAFT,   // whole, and not to be published
    GATHERED_DAMAGED, // a file is missing, or not as it was written
    GATHERED_OLD,     // of a plan: made from other files than its project has now
    GATHERED_MISSING, // of a plan
} GatheredState;

typedef struct Gathered {
    Str name; // of its folder
    GatheredState state;
    size_t shard;    // 0: there is no plan, or it is none of its
    OutputTold told; // where there is an output
} Gathered;

// Every output in a folder, by name; with a plan also those that are not there. NULL after file-unreadable.
const Gathered *gather(Arena *arena, Diag *diag, Str folder, const Plan *plan, Str data_folder, size_t *n);
// A page that leads to those that are whole, by year and department, from a page with {{rows}} in it.
Str gather_index(Arena *arena, Str page, const Gathered *gathered, size_t n);

#endif
