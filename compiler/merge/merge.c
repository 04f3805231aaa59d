// A copy into the sections: what is to change, tried until what is built prints it.
#include <stdlib.h>
#include <string.h>

#include "merge/internal-merge.h"

#define MOST_TRIALS 12

// ---- the base

static bool same_project(const Merging *merging, const CopyMap *map)
{
    const Project *project = merging->made->project;

    return map->year == project->year && str_equal(map->department, merging->made->document->department) &&
           str_equal(map->kind, project->template->name);
}

static bool is_now(const Merging *merging, const CopyMap *map)
{
    size_t k = 0;

    for (size_t i = 0; i < map->block_count; i++) {
        if (map->blocks[i].text.n == 0)
            continue;
        if (k >= merging->now.n || !str_equal(map->blocks[i].text, merging->now.at[k].text))
            return false;
        k++;
    }
    return k == merging->now.n;
}

// How many of the copy's lines a map has as they are.
static size_t lines_in(const Merging *merging, const CopyMap *map)
{
    size_t n = 0;

    for (size_t i = 0; i < map->block_count; i++)
        for (size_t k = 0; k < merging->copy->lines.n && map->blocks[i].text.n; k++)
            if (str_equal(map->blocks[i].text, merging->copy->lines.at[k].text)) {
                n++;
                break;
            }
    return n;
}

// The copy that went out which is likest to one that no longer says what it was made from.
static const CopyMap *sent_find(Merging *merging)
{
    const CopyMap *best = NULL;
    size_t most = 0;

    for (size_t i = 0; i < merging->options.sent_count; i++) {
        Diag *unread = diag_new();
        Package *package = package_from_bytes(merging->arena, unread, merging->options.sent[i],
                                              STR("out-review"), PACKAGE_TEXT);
        const CopyMap *map = package ? docx_map_read(merging->arena, package) : NULL;
        size_t n = map && same_project(merging, map) ? lines_in(merging, map) + 1 : 0;

        diag_free(unread);
        if (n > most) {
            most = n;
            best = map;
        }
    }
    return best;
}

static bool base_find(Merging *merging)
{
    const CopyMap *map = merging->copy->map;

    if (map && !same_project(merging, map)) {
        diag_report(merging->diag, SEVERITY_ERROR, "merge-other", (Place){.file = merging->options.name},
                    str_of(_("name the folder that the copy was built from")),
                    _("this is a copy of another document: %.*s, %d, “%.*s”"), STR_ARG(map->department),
                    map->year, STR_ARG(map->title));
        return false;
    }
    if (!map && !(map = sent_find(merging)))
        diag_report(merging->diag, SEVERITY_NOTE, "merge-base", (Place){.file = merging->options.name},
                    (Str){0}, "%s",
                    _("the copy does not say what it was made from, and no copy stands in out-review/: it is "
                      "held against the sections as they are"));
    merging->ids = map;
    if (map && is_now(merging, map))
        map = NULL;
    if (map)
        diag_report(
            merging->diag, SEVERITY_NOTE, "merge-base", (Place){.file = merging->options.name}, (Str){0},
            _("the sections changed since round %d went out: the changes of both sides are put together"),
            map->round);
    merging->base = map;
    return true;
}

// ---- remarks

static const Printed *block_of_line(const Merging *merging, const CompareMatches *matches, size_t line)
{
    for (size_t i = 0; i < matches->n; i++) {
        CompareMatch match = matches->at[i];

        if (match.a_from == match.a_to || match.b_from == match.b_to ||
            merging->lines.at[match.b_to - 1].index < line)
            continue;
        ptrdiff_t now = merging->now_of[match.a_from];
        return now < 0 ? NULL : &merging->printed.at[merging->now.at[now].block];
    }
    return NULL;
}

static void report_remarks(Merging *merging, const CompareMatches *matches)
{
    Tracked tracked = merging->options.tracked;

    for (size_t i = 0; i < merging->copy->remarks.n; i++) {
        const CopyRemark *remark = &merging->copy->remarks.at[i];
        const Printed *printed = block_of_line(merging, matches, remark->line);
        Place place =
            printed ? printed_place(merging->arena, printed, 0, 1) : (Place){.file = merging->options.name};

        if (remark->comment)
            diag_report(merging->diag, SEVERITY_NOTE, "merge-comment", place, (Str){0},
                        _("%.*s remarks: %.*s"), STR_ARG(remark->author), STR_ARG(remark->text));
        else if (tracked == TRACKED_LIST)
            diag_report(merging->diag, SEVERITY_NOTE, "merge-tracked", place, (Str){0},
                        remark->deleted ? _("%.*s strikes out: %.*s") : _("%.*s puts in: %.*s"),
                        STR_ARG(remark->author), STR_ARG(remark->text));
    }
    if (merging->copy->tracked && tracked != TRACKED_LIST)
        diag_report(merging->diag, SEVERITY_NOTE, "merge-tracked", (Place){.file = merging->options.name},
                    (Str){0},
                    tracked == TRACKED_ACCEPT ? _("%zu tracked changes are taken as accepted")
                                              : _("%zu tracked changes are taken as rejected"),
                    merging->copy->tracked);
}

// ---- trials

typedef struct Trial {
    Merging *merging;
    const CompareMatches *matches;
    Diag *diag; // of this trial alone
    Editing editing;
    MendedFiles files;
    bool failed; // the system did: nothing that was tried says anything
} Trial;

static void add_file(Trial *trial, const Source *source, Str after)
{
    if (!str_equal(source->text, after))
        *vec_push(trial->merging->arena, &trial->files) =
            (MendedFile){.name = source->name, .before = source->text, .after = after};
}

// False where two edits take the same bytes; their group is then written anew, or dropped.
static bool files_make(Trial *trial, size_t *clash)
{
    const SourceEdits *edits = &trial->editing.edits;
    Arena *arena = trial->merging->arena;

    for (size_t i = 0; i < edits->n; i++) {
        const Source *source = edits->at[i].source;
        bool done = false;
        Str after;

        for (size_t k = 0; k < i && !done; k++)
            done = edits->at[k].source == source;
        if (done)
            continue;
        if (!edits_apply(arena, edits, source, &after, clash))
            return false;
        add_file(trial, source, after);
    }
    return true;
}

static int compare_texts_by_bytes(const void *a, const void *b)
{
    return str_compare(*(const Str *)a, *(const Str *)b);
}

// Without blanks: of those at a number's or a line's end none is printed.
static Str key_of(Arena *arena, Str text)
{
    StrBuf key = {.arena = arena};

    for (size_t at = 0; at < text.n;) {
        size_t from = at;

        uint32_t code = utf8_next(text, &at);

        if (note_mark_number(code)) // numbered anew where one was put in or left out
            buf_add_code(&key, note_mark(1));
        else if (!char_is_blank(code))
            buf_add(&key, str_slice(text, from, at));
    }
    return buf_str(&key);
}

// Takes a text out of those that are printed; false where it is not there any more.
static bool printed_take(Str *all, bool *used, size_t n, Str key)
{
    size_t low = str_not_before(all, n, sizeof *all, 0, key);

    while (low < n && used[low] && str_equal(all[low], key))
        low++;
    if (low == n || !str_equal(all[low], key))
        return false;
    used[low] = true;
    return true;
}

// Which groups print what they should not: those whose text is not among what is printed.
static bool groups_judge(Trial *trial, const PrintedList *printed, uint8_t *state)
{
    Arena *arena = trial->merging->arena;
    Str *all = ARENA_ARRAY(arena, Str, printed->n + 1);
    bool *used = ARENA_ARRAY(arena, bool, printed->n + 1), good = true;
    size_t n = 0;

    for (size_t i = 0; i < printed->n; i++)
        if (printed->at[i].text.n)
            all[n++] = key_of(arena, printed->at[i].text);
    if (n)
        qsort(all, n, sizeof *all, compare_texts_by_bytes);
    for (size_t i = 0; i < trial->editing.expected.n; i++) {
        const Expected *expected = &trial->editing.expected.at[i];

        if (expected->text.n == 0 || printed_take(all, used, n, key_of(arena, expected->text)))
            continue;
        if (expected->group)
            state[expected->group]++;
        if (expected->group || !trial->editing.merging->base) // else an edit beside it changed it
            good = false;
    }
    return good;
}

static CompileOptions trial_options(const Trial *trial)
{
    CompileOptions options = trial->merging->made->options;
    SectionText *texts = ARENA_ARRAY(trial->merging->arena, SectionText, trial->files.n + 1);

    options.text_count = 0;
    for (size_t i = 0; i < trial->files.n; i++)
        if (str_starts(trial->files.at[i].name, STR("sections/")))
            texts[options.text_count++] = (SectionText){trial->files.at[i].name, trial->files.at[i].after};
    options.texts = texts;
    return options;
}

// Of a text that 说明 says the build cannot be asked: its file is not written yet.
static bool is_in_table(const Trial *trial, size_t group)
{
    for (size_t i = 0; i < trial->editing.edits.n; i++)
        if (trial->editing.edits.at[i].group == group &&
            !str_starts(trial->editing.edits.at[i].source->name, STR("sections/")))
            return true;
    return false;
}

static bool trial_holds(Trial *trial, uint8_t *state)
{
    CompileOptions options = trial_options(trial);
    Compilation made = compilation_read(&options);
    bool holds = false;

    for (size_t i = 0; i < trial->editing.expected.n; i++)
        if (trial->editing.expected.at[i].group && is_in_table(trial, trial->editing.expected.at[i].group))
            trial->editing.expected.at[i].text = (Str){0};
    if (made.project)
        compilation_build(&made);
    trial->failed = diag_append_failures(trial->diag, made.diag);
    if (made.document && !trial->failed) {
        PrintedList printed = document_printed_marked(made.arena, made.document);

        holds = groups_judge(trial, &printed, state);
    }
    compilation_free(&made);
    return holds;
}

// Footnotes' marks in new text, with what new notes say.
static void notes_put(Editing *editing)
{
    for (size_t i = 0, n = editing->edits.n; i < n; i++) {
        SourceEdit texts = {0};

        if (!editing->edits.at[i].source)
            continue;
        editing->edits.at[i].text = notes_write(editing, &editing->edits.at[i], &texts);
        texts.serial = editing->edits.n;
        if (texts.source)
            *vec_push(editing->merging->arena, &editing->edits) = texts;
    }
}

static bool trial_run(Trial *trial, uint8_t *state)
{
    Merging *merging = trial->merging;
    size_t clash = 0;

    trial->editing = (Editing){.merging = merging, .state = state};
    trial->files = (MendedFiles){0};
    merging->diag = trial->diag;
    edits_make(&trial->editing, trial->matches);
    notes_put(&trial->editing);
    if (!files_make(trial, &clash)) {
        state[clash]++;
        return false;
    }
    return trial->files.n == 0 || trial_holds(trial, state);
}

static void drop_all(const Trial *trial, uint8_t *state)
{
    for (size_t i = 0; i < trial->editing.edits.n; i++)
        state[trial->editing.edits.at[i].group] = GROUP_DROP;
}

static bool any_bad(const uint8_t *state, const uint8_t *before, size_t n)
{
    return memcmp(state, before, n) != 0;
}

static void groups_count(Trial *trial)
{
    const SourceEdits *edits = &trial->editing.edits;

    for (size_t i = 0; i < edits->n; i++)
        trial->merging->merged->taken += i == 0 || edits->at[i].group != edits->at[i - 1].group;
}

// False after reporting that the system failed.
static bool trials(Merging *merging, const CompareMatches *matches)
{
    Diag *diag = merging->diag;
    size_t n = matches->n + 2;
    uint8_t *state = ARENA_ARRAY(merging->arena, uint8_t, n),
            *before = ARENA_ARRAY(merging->arena, uint8_t, n);
    Merged counted = *merging->merged;
    bool failed = false;

    for (int round = 0; round <= MOST_TRIALS && !failed; round++) {
        Trial trial = {.merging = merging, .matches = matches, .diag = diag_new()};

        *merging->merged = counted;
        memcpy(before, state, n);
        bool holds = trial_run(&trial, state);
        for (size_t i = 0; i < n; i++)
            state[i] = state[i] > GROUP_DROP ? GROUP_DROP : state[i];
        failed = trial.failed;
        if (holds || failed || round == MOST_TRIALS) {
            if (holds) {
                merging->merged->files = trial.files;
                groups_count(&trial);
            }
            diag_append(diag, trial.diag);
            diag_free(trial.diag);
            break;
        }
        // Nothing is known to be at fault, or it went on too long: none is made.
        if (!any_bad(state, before, n) || round == MOST_TRIALS - 1)
            drop_all(&trial, state);
        diag_free(trial.diag);
    }
    merging->diag = diag;
    return !failed;
}

const Merged *merge_copy(Arena *arena, Diag *diag, const Compilation *made, MergeOptions options)
{
    Merging merging = {.arena = arena,
                       .diag = diag,
                       .made = made,
                       .options = options,
                       .printed = document_printed_marked(arena, made->document),
                       .merged = ARENA_NEW(arena, Merged)};
    CompareMatches matches;
    Copy *copy = copy_read(arena, diag, &options, &made->project->template->words->lists[WORDS_COPY_STYLES]);

    merging.copy = copy;
    if (!copy)
        return NULL;
    items_now(&merging);
    if (!base_find(&merging))
        return NULL;
    items_before(&merging);
    notes_renumber(&merging);
    notes_match(&merging, copy);
    lines_find(&merging);
    matches = matches_find(&merging);
    if (!matches_are_whole(&merging, &matches))
        return NULL;
    if (!trials(&merging, &matches))
        return NULL;
    tables_report(&merging);
    others_report(&merging);
    report_remarks(&merging, &matches);
    return merging.merged;
}
