// gongkai office …: what is done with a bureau's folder beside building and checking it.
#include "commands/release.h"
#include "commands/side.h"

#include <stdio.h>
#include <time.h>

// What words after the folder are.
typedef enum WordsKind {
    WORDS_NONE,
    WORDS_DOCUMENTS,
    WORDS_ONE, // a document, then what is done with it
} WordsKind;

typedef struct Verb {
    WordsKind kind;
    bool projects; // are asked for
    bool (*run)(ReleaseRun *run);
} Verb;

// ---- each

// In an arena of its own: the ledger is let go with it.
static bool each_document(ReleaseRun *run, bool (*one)(ReleaseRun *run, const OfficeDocument *document))
{
    Arena *all = run->arena;
    bool done = true;

    for (size_t i = 0; i < run->office->document_count; i++) {
        if (!office_wanted(&run->office->documents[i]))
            continue;
        release_waited(run);
        run->waiting = progress_begin(options_progress(run->options), run->office->documents[i].name.at);
        run->arena = arena_new();
        done = one(run, &run->office->documents[i]) && done;
        arena_free(run->arena);
    }
    run->arena = all;
    return done;
}

static bool document_finalize(ReleaseRun *run, const OfficeDocument *document)
{
    Str code;

    if (!office_finalize(run->arena, run->diag, &run->made, document, &run->compile, &code))
        return false;
    release_waited(run);
    printf(_("%.*s: final, check code %.*s\n"), STR_ARG(document->name), STR_ARG(code));
    return true;
}

static bool run_finalize(ReleaseRun *run)
{
    return each_document(run, document_finalize);
}

static bool document_record(ReleaseRun *run, const OfficeDocument *document)
{
    if (!office_record(run->arena, run->diag, &run->made, document, str_of(run->options->words[1]),
                       str_of(run->options->words[2])))
        return false;
    release_waited(run);
    printf(_("%.*s: recorded\n"), STR_ARG(document->name));
    return true;
}

static bool run_record(ReleaseRun *run)
{
    return each_document(run, document_record);
}

static bool document_correct(ReleaseRun *run, const OfficeDocument *document)
{
    Correction done;

    if (!office_correct(run->arena, run->diag, &run->made, document, &run->compile,
                        str_of(run->options->reason ? run->options->reason : ""), &done))
        return false;
    release_waited(run);
    printf(_("%.*s: %.*s, %zu differences, check code %.*s\n"), STR_ARG(document->name),
           STR_ARG(done.version), done.differences, STR_ARG(done.code));
    printf("%.*s\n", STR_ARG(done.folder));
    return true;
}

static bool run_correct(ReleaseRun *run)
{
    return each_document(run, document_correct);
}

// The day in China.
static Date clock_today(void)
{
    return date_at((int64_t)time(NULL) + 8L * 3600);
}

static bool run_status(ReleaseRun *run)
{
    if (!office_status(run->arena, run->diag, &run->made, &run->compile, run->today))
        return false;
    release_waited(run);
    printf("%.*s\n",
           STR_ARG(path_join(run->arena, office_path(run->arena, run->office, office_name(OFFICE_INTERNAL)),
                             STR("status.html"))));
    return true;
}

static bool document_verify(ReleaseRun *run, const OfficeDocument *document)
{
    const char *file = run->options->words[1];
    Str folder = office_published_folder(run->arena, run->diag, run->office->folder, document->code), bytes;
    size_t differences = 0;
    int status;

    if (!folder.n) {
        if (!diag_failed(run->diag))
            diag_report(run->diag, SEVERITY_ERROR, "office-unpublished",
                        office_said_place(run->office, document, FIELD_DEPARTMENT_CODE),
                        str_of(_("record where it is published: gongkai office record")),
                        _("%.*s is not published"), STR_ARG(document->short_name));
        return false;
    }
    if (!source_bytes(run->arena, run->diag, input_at(str_of(file)), str_of(file), &bytes))
        return false;
    release_waited(run);
    status = verify_pair(run->options, run->folders, file, str_c(run->arena, folder), false, &differences,
                         (Str){0});
    return differences != SIZE_MAX && status != EXIT_SYSTEM &&
           office_verified(run->arena, run->diag, run->office, document, str_of(file), bytes, differences) &&
           differences == 0;
}

static bool run_verify(ReleaseRun *run)
{
    return each_document(run, document_verify);
}

static bool run_check(ReleaseRun *run)
{
    return office_whole_check(run->arena, run->diag, run->office, &run->compile);
}

static bool run_index(ReleaseRun *run)
{
    if (!office_index(run->arena, run->diag, run->office, &run->compile, run->options->totals))
        return false;
    release_waited(run);
    printf("%.*s\n",
           STR_ARG(path_join(run->arena, office_path(run->arena, run->office, office_name(OFFICE_PUBLISHED)),
                             STR("index.html"))));
    return true;
}

// All that are published, where none is named.
static bool document_archive(ReleaseRun *run, const OfficeDocument *document)
{
    if (run->options->word_count == 0 &&
        !office_published_folder(run->arena, run->diag, run->office->folder, document->code).n)
        return !diag_failed(run->diag);
    if (!office_archive(run->arena, run->diag, run->office, document))
        return false;
    release_waited(run);
    printf("%.*s\n", STR_ARG(office_path(run->arena, run->office, document->archive)));
    return true;
}

static bool run_archive(ReleaseRun *run)
{
    return each_document(run, document_archive);
}

static const Verb verbs[COMMAND_COUNT] = {
    [COMMAND_OFFICE_VERIFY] = {WORDS_ONE, false, run_verify},
    [COMMAND_OFFICE_CHECK] = {WORDS_NONE, true, run_check},
    [COMMAND_OFFICE_INDEX] = {WORDS_NONE, false, run_index},
    [COMMAND_OFFICE_ARCHIVE] = {WORDS_DOCUMENTS, false, run_archive},
    [COMMAND_OFFICE_FINALIZE] = {WORDS_DOCUMENTS, true, run_finalize},
    [COMMAND_OFFICE_RECORD] = {WORDS_ONE, true, run_record},
    [COMMAND_OFFICE_CORRECT] = {WORDS_ONE, true, run_correct},
    [COMMAND_OFFICE_STATUS] = {WORDS_NONE, true, run_status},
    [COMMAND_OFFICE_HAND_OUT] = {WORDS_DOCUMENTS, false, release_run_hand_out},
    [COMMAND_OFFICE_TAKE_IN] = {WORDS_DOCUMENTS, false, release_run_take_in},
};

// The documents that the words name; NULL: all.
static const char *only_of(Arena *arena, const Options *options, const Verb *verb)
{
    StrBuf only = {.arena = arena};
    size_t n = verb->kind == WORDS_DOCUMENTS ? options->word_count
               : verb->kind == WORDS_ONE     ? options->word_count > 0
                                             : 0;

    for (size_t i = 0; i < n; i++)
        buf_print(&only, "%s%s", i ? "," : "", options->words[i]);
    return n ? buf_str(&only).at : NULL;
}

// Of who asks for projects the office's own findings too: a document of them is not to be frozen.
static bool release_begin(ReleaseRun *run, const OfficeOptions *options, bool projects)
{
    if (!projects) {
        run->made = (OfficeRun){.arena = run->arena, .lock = {.fd = -1}};
        run->made.office = office_read(run->arena, run->diag, options);
        run->office = run->made.office;
        return run->office && !diag_failed(run->diag);
    }
    if (!office_run_begin(&run->made, options, CHOICE_ALL)) {
        diag_append(run->diag, run->made.diag);
        return false;
    }
    run->office = run->made.office;
    diag_append(run->diag, run->made.diag);
    return !diag_failed(run->diag);
}

static bool today_read(ReleaseRun *run)
{
    run->today = clock_today();
    if (!run->options->today || office_date(str_of(run->options->today), &run->today))
        return true;
    diag_report(run->diag, SEVERITY_ERROR, "office-time", (Place){0}, str_of(_("write it as 2026-02-25")),
                _("“%s” is no day"), run->options->today);
    return false;
}

int command_release(const Options *options, DataFolders folders)
{
    ReleaseRun run = {.options = options, .folders = folders, .arena = arena_new(), .diag = diag_new()};
    const Verb *verb = &verbs[options->command];
    OfficeOptions which = {.folder = options->folders[0],
                           .data_folder = folders.data,
                           .only = only_of(run.arena, options, verb)};
    int status;
    bool done;

    run.compile = compile_options(options, folders, NULL);
    run.waiting = progress_begin(options_progress(options), options->folders[0]);
    done = release_begin(&run, &which, verb->projects) && today_read(&run) && verb->run(&run);
    if (verb->projects) {
        size_t told = diag_total(run.made.diag);

        office_run_end(&run.made);
        for (size_t i = told; i < diag_total(run.made.diag); i++)
            diag_copy(run.diag, diag_at(run.made.diag, i));
    }
    release_waited(&run);
    status = findings_print(run.diag, NULL, options->strict);
    status = !done && status == EXIT_DONE ? EXIT_DOCUMENT : status;
    diag_free(run.diag);
    if (verb->projects)
        office_run_free(&run.made);
    arena_free(run.arena);
    return status;
}
