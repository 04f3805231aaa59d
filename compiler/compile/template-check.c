// A template tried as a whole, set by set.
#include "compile/internal-reasons.h"
#include <assert.h>

#include <string.h>

#include "text/text.h"

typedef enum NamedBy { NAMED_PHRASE, NAMED_TOLD, NAMED_COMPOSITION, NAMED_CONDITION } NamedBy;

// Something that the template names, and whether any set has it.
typedef struct Named {
    Str name;
    NamedBy by;
    bool found;
    Str reason;
    Place place;  // of a condition
    bool written; // it is the condition of a section that the starter writes
} Named;

typedef struct OneClaim {
    ClaimTrial shown;
    bool *asked;
    size_t *held;
    Str *reasons;
} OneClaim;

struct TemplateTrial {
    Arena *arena;
    Diag *diag;
    Str shown; // the template's file, as it was asked for; the starters know it by a path of their own
    const Str *sets;
    size_t set_count, taken; // taken: the set that is being taken
    const Template *template;
    const Table *accounts; // the classification; NULL: none
    VEC(OneClaim) claims;
    VEC(Named) names;
    VEC(ClaimTrial) all;
    VEC(Str) tables;            // names of the tables of all sets, and of other templates'
    VEC(const TableSpec *) own; // of the sets
    // Of the set that is being taken:
    const Compilation *made;
    bool **seen; // by table of the book, then column
};

TemplateTrial *template_trial_new(Arena *arena, Diag *diag, Str shown, const Str *sets, size_t set_count)
{
    TemplateTrial *trial = ARENA_NEW(arena, TemplateTrial);

    *trial =
        (TemplateTrial){.arena = arena, .diag = diag, .shown = shown, .sets = sets, .set_count = set_count};
    return trial;
}

static Str set_of(const TemplateTrial *trial)
{
    return trial->sets[trial->taken];
}

static Place own_place(const TemplateTrial *trial, Place place)
{
    if (trial->template && str_equal(place.file, trial->template->shown))
        place.file = trial->shown;
    return place;
}

// ---- what is wrong in the starter's project

static bool is_told(const TemplateTrial *trial, const Finding *finding, Place place)
{
    for (size_t i = 0; i < diag_total(trial->diag); i++) {
        const Finding *other = diag_at(trial->diag, i);

        if (strcmp(other->rule, finding->rule) == 0 && str_equal(other->place.file, place.file) &&
            other->place.line == place.line && other->place.column == place.column &&
            str_equal(other->message, finding->message))
            return true;
    }
    return false;
}

static void take_findings(TemplateTrial *trial)
{
    const Diag *diag = trial->made->diag;

    for (size_t i = 0; i < diag_total(diag); i++) {
        const Finding *finding = diag_at(diag, i);
        Place place = own_place(trial, finding->place);

        if (strcmp(finding->rule, "columns-assumed") == 0) // it is listed
            continue;
        if ((place.file.n && is_told(trial, finding, place)) ||
            template_is_condition(trial->template, place.text))
            continue; // of another set already, or of the accounts
        if (!str_ends(place.file, STR("template.yaml")))
            place.file =
                str_print(trial->arena, "starter-%.*s/%.*s", STR_ARG(set_of(trial)), STR_ARG(place.file));
        diag_report(trial->diag, finding->severity, finding->rule, place, finding->hint, "%.*s",
                    STR_ARG(finding->message));
    }
}

// ---- rules

static bool claim_same(const RuleSpec *a, const RuleSpec *b)
{
    return str_equal(a->id, b->id) && a->that.offset == b->that.offset && a->each.offset == b->each.offset &&
           str_equal(a->that.source->name, b->that.source->name) && str_equal(a->that.text, b->that.text);
}

static OneClaim *claim_of(TemplateTrial *trial, const RuleSpec *rule)
{
    OneClaim *claim;

    for (size_t i = 0; i < trial->claims.n; i++)
        if (claim_same(trial->claims.at[i].shown.rule, rule))
            return &trial->claims.at[i];
    claim = vec_push(trial->arena, &trial->claims);
    *claim = (OneClaim){.asked = ARENA_ARRAY(trial->arena, bool, trial->set_count),
                        .held = ARENA_ARRAY(trial->arena, size_t, trial->set_count),
                        .reasons = ARENA_ARRAY(trial->arena, Str, trial->set_count)};
    claim->shown =
        (ClaimTrial){.rule = rule, .asked = claim->asked, .held = claim->held, .reasons = claim->reasons};
    return claim;
}

static void see_side(TemplateTrial *trial, const ClaimSide *side)
{
    const TableBook *book = &trial->made->project->book;

    for (size_t i = 0; i < side->trace_count; i++) {
        CellRef cell = side->trace[i].cell;

        for (size_t t = 0; cell.table && t < book->table_count; t++)
            if (book->tables[t] == cell.table)
                trial->seen[t][cell.table->spec->lists[cell.list].first + (uint32_t)cell.column] = true;
    }
}

// A row that no starter has may stand in a project; columns, lists and tables are the template's own.
static bool may_stand_elsewhere(const Finding *fault)
{
    return strcmp(fault->rule, "figure-unknown-row") == 0 ||
           strcmp(fault->rule, "figure-unknown-name") == 0 || strcmp(fault->rule, "figure-meaning") == 0;
}

// Of the faults of several sets the one nearest to what is meant counts: a row that is missed tells that its
// table and its column are there.
static int nearness(const Finding *fault)
{
    if (!fault)
        return 0;
    if (strcmp(fault->rule, "figure-unknown-row") == 0)
        return 3;
    return strcmp(fault->rule, "figure-unknown-table") == 0 ||
                   strcmp(fault->rule, "figure-unknown-name") == 0 ||
                   strcmp(fault->rule, "figure-meaning") == 0
               ? 1
               : 2;
}

static void take_holding(void *context, const Holding *holding)
{
    TemplateTrial *trial = context;
    OneClaim *claim;

    if (!holding->rule->that.text.n) // a department's units
        return;
    claim = claim_of(trial, holding->rule);
    if (holding->unheld.n) {
        claim->reasons[trial->taken] = str_copy(trial->arena, holding->unheld);
        return;
    }
    if (holding->fault) {
        Finding *fault = ARENA_NEW(trial->arena, Finding);

        *fault = *holding->fault;
        fault->message = str_copy(trial->arena, fault->message);
        fault->hint = str_copy(trial->arena, fault->hint);
        fault->place.file = str_copy(trial->arena, fault->place.file);
        fault->place.text = str_copy(trial->arena, fault->place.text);
        if (nearness(fault) >= nearness(claim->shown.fault))
            claim->shown.fault = fault;
        claim->reasons[trial->taken] =
            template_unheld_reason(trial->arena, trial->made->project, set_of(trial), holding->rule, fault);
        return;
    }
    claim->held[trial->taken]++;
    see_side(trial, &holding->result->left);
    see_side(trial, &holding->result->right);
}

static void take_rules(TemplateTrial *trial)
{
    assert(trial->made->project);
    const TableBook *book = &trial->made->project->book;

    trial->seen = ARENA_ARRAY(trial->arena, bool *, book->table_count + 1);
    for (size_t t = 0; t < book->table_count; t++)
        trial->seen[t] = ARENA_ARRAY(trial->arena, bool, book->tables[t]->spec->column_count + 1);
    for (size_t i = 0; i < trial->template->rule_count; i++)
        claim_of(trial, &trial->template->rules[i])->asked[trial->taken] = true;
    check_watch(trial->made->arena, trial->made->env, trial->made->document, take_holding, trial);
}

// ---- tables

// Of tables that the starter has rows for: what rules would see of the others nobody knows.
static void check_columns(TemplateTrial *trial)
{
    const TableBook *book = &trial->made->project->book;

    for (size_t t = 0; t < book->table_count; t++) {
        const TableSpec *spec = book->tables[t]->spec;

        for (size_t c = 0; c < spec->column_count && spec->number > 0 && !book->tables[t]->empty; c++) {
            const ColumnSpec *column = &spec->columns[c];

            if (column->kind != COLUMN_AMOUNT || column->unit.kind == UNIT_RATIO || trial->seen[t][c])
                continue;
            diag_report(trial->diag, SEVERITY_WARNING, "column-unseen", own_place(trial, spec->place),
                        str_of(_("write what it must agree with under `rules:`")),
                        _("no rule reads the column “%.*s” of “%.*s” (%.*s)"), STR_ARG(column->path),
                        STR_ARG(spec->name), STR_ARG(set_of(trial)));
        }
    }
}

// Tables that a set's unit makes wrong together are told once.
static void check_units(TemplateTrial *trial)
{
    const TableSpec *told = NULL;

    for (size_t t = 0; t < trial->template->table_count; t++) {
        const TableSpec *spec = &trial->template->tables[t];

        if (spec->unit.kind != UNIT_COUNTER || (told && str_equal(told->unit.name, spec->unit.name)))
            continue;
        told = spec;
        diag_report(trial->diag, SEVERITY_WARNING, "unit-odd", own_place(trial, spec->place),
                    str_of(_("write 元, 千元, 万元, 百万元 or 亿元")),
                    _("the amounts of “%.*s” are counted in “%.*s”, which is no unit of money"),
                    STR_ARG(spec->name), STR_ARG(spec->unit.name));
    }
}

// ---- what is named

static Named *named(TemplateTrial *trial, Str name, NamedBy by)
{
    for (size_t i = 0; i < trial->names.n; i++)
        if (str_equal(trial->names.at[i].name, name) && trial->names.at[i].by == by)
            return &trial->names.at[i];
    *vec_push(trial->arena, &trial->names) = (Named){.name = name, .by = by};
    return vec_last(&trial->names);
}

// Whether a code has items below it in the classification.
static bool has_items(const TemplateTrial *trial, Str code)
{
    const List *list = &trial->accounts->lists[0];

    for (size_t i = 0; i < list->row_count; i++)
        if (list->rows[i].code.n > code.n && str_starts(list->rows[i].code, code))
            return true;
    return false;
}

// ---- compositions

// A code that is a 类 of the classification, and a part of a table's name.
static void check_compositions(TemplateTrial *trial)
{
    const Template *t = trial->template;

    for (size_t i = 0; i < t->composition_count; i++) {
        const Composition *one = &t->compositions[i];
        Named *tables = named(trial, one->tables, NAMED_COMPOSITION);

        for (size_t k = 0; k < t->table_count; k++)
            tables->found |= str_find(t->tables[k].name, one->tables, 0) >= 0;
        for (size_t k = 0; k < one->code_count; k++) {
            Named *code = named(trial, one->codes[k], NAMED_COMPOSITION);

            code->found |= !trial->accounts || has_items(trial, one->codes[k]);
        }
    }
}

// ---- counterparts

void template_trial_know(TemplateTrial *trial, const Template *other)
{
    for (size_t i = 0; other && i < other->table_count; i++)
        *vec_push(trial->arena, &trial->tables) = other->tables[i].name;
}

static void take_tables(TemplateTrial *trial)
{
    const Template *t = trial->template;

    template_trial_know(trial, t);
    for (size_t i = 0; i < t->table_count; i++)
        *vec_push(trial->arena, &trial->own) = &t->tables[i];
}

static void check_counterpart(TemplateTrial *trial, const TableSpec *spec, Str name)
{
    for (size_t i = 0; i < trial->tables.n; i++)
        if (name_equal(trial->tables.at[i], name))
            return;
    diag_report(trial->diag, SEVERITY_WARNING, "counterpart-unknown", own_place(trial, spec->place),
                yaml_hint_nearest(trial->arena, name, trial->tables.at, trial->tables.n),
                _("no template has a table “%.*s” to be the counterpart of “%.*s”"), STR_ARG(name),
                STR_ARG(spec->name));
}

static void check_counterparts(TemplateTrial *trial)
{
    for (size_t i = 0; i < trial->own.n; i++) {
        const TableSpec *spec = trial->own.at[i];

        if (spec->counterpart_last_year.n)
            check_counterpart(trial, spec, spec->counterpart_last_year);
        if (spec->counterpart_budget.n)
            check_counterpart(trial, spec, spec->counterpart_budget);
    }
}

// ---- sections

typedef enum Written { WRITTEN_NOT_THERE, WRITTEN_HEADING, WRITTEN_TEXT } Written;

// Whether the section's heading stands in the starter, and something but headings under it.
static Written section_written(TemplateTrial *trial, const SectionSpec *section)
{
    NodeWalk walk = node_walk(trial->made->document->root);
    bool inside = false;

    while (node_walk_next(&walk)) {
        const Node *node = walk.node;

        if (!walk.entering)
            continue;
        if (inside && node->kind == NODE_HEADING && node->level <= section->level)
            return WRITTEN_HEADING;
        if (inside && (node->kind == NODE_PARAGRAPH || node->kind == NODE_TABLE || node->kind == NODE_LIST ||
                       node->kind == NODE_RUN_IN))
            return WRITTEN_TEXT;
        inside =
            inside || (node->kind == NODE_HEADING && node->level == section->level &&
                       section_is(trial->template, section, text_name(node_plain_text(trial->arena, node))));
    }
    return inside ? WRITTEN_HEADING : WRITTEN_NOT_THERE;
}

// One that is required and not there at all is told as section-required.
static void check_sections(TemplateTrial *trial)
{
    for (size_t i = 0; i < trial->template->section_count; i++) {
        const SectionSpec *section = &trial->template->sections[i];
        Written written = section_written(trial, section);

        if (written == WRITTEN_TEXT ||
            (written == WRITTEN_NOT_THERE && (section->required || section->when.text.n)))
            continue;
        diag_report(trial->diag, SEVERITY_WARNING, "section-unwritten",
                    (Place){.file = str_print(trial->arena, "starter-%.*s", STR_ARG(set_of(trial)))},
                    str_of(_("give it a text to begin with in starter/sections/")),
                    _("the starter says nothing under “%.*s”"), STR_ARG(section->name));
    }
}

// ---- names

// Whether the set has all that an expression means by ids.
static bool is_meant(const TemplateTrial *trial, Str text)
{
    size_t from = 0, at, n;
    Str id;

    while ((id = meaning_in(text, &from, &at)).n)
        if (!template_meanings(trial->template, id, &n))
            return false;
    return true;
}

static void try_expression(TemplateTrial *trial, Named *name, bool is_table)
{
    Str text = name->name;
    Diag *faults = diag_new(), *before = figure_divert(trial->made->env, faults);
    const Source *source = source_from_bytes(trial->arena, faults, text, trial->template->name, STR("UTF-8"));
    int list = -1;

    if (!is_meant(trial, text))
        name->reason = str_print(trial->arena, _("no table of the set “%.*s” says that it means “%.*s”"),
                                 STR_ARG(set_of(trial)), STR_ARG(text));
    else if (is_table)
        name->found |= figure_table(trial->made->env, text, source, 0, &list) != NULL;
    else
        name->found |= figure_claim(trial->made->env, (Expressed){source, 0, source->text}) != NULL;
    figure_divert(trial->made->env, before);
    if (!name->found && diag_total(faults))
        name->reason = str_copy(trial->arena, diag_at(faults, 0)->message);
    diag_free(faults);
}

static void try_condition(TemplateTrial *trial, Expressed when, bool written)
{
    Named *name;

    if (!when.text.n)
        return;
    name = named(trial, when.text, NAMED_CONDITION);
    name->place = own_place(trial, source_place(when.source, when.offset, when.text.n));
    name->written |= written;
    try_expression(trial, name, false);
}

static void take_conditions(TemplateTrial *trial)
{
    for (size_t i = 0; i < trial->template->section_count; i++) {
        const SectionSpec *section = &trial->template->sections[i];

        try_condition(trial, section->when, section->text.n > 0);
        for (size_t k = 0; k < section->mention_count; k++)
            try_condition(trial, section->mentions[k].when, false);
    }
}

static void take_names(TemplateTrial *trial)
{
    const Template *t = trial->template;

    for (size_t i = 0; i < t->phrase_count; i++) {
        const PhraseSpec *phrase = &t->phrases[i];

        for (size_t k = 0; k < phrase->is_count; k++)
            try_expression(trial, named(trial, phrase->is[k], NAMED_PHRASE), false);
        if (phrase->rows.n)
            try_expression(trial, named(trial, phrase->rows, NAMED_PHRASE), true);
    }
    for (size_t i = 0; i < t->told_table_count; i++)
        named(trial, t->told_tables[i], NAMED_TOLD)->found |=
            template_find_table(t, t->told_tables[i]) != NULL;
    take_conditions(trial);
}

void template_trial_take(TemplateTrial *trial, size_t set, Compilation *made)
{
    trial->taken = set;
    trial->made = made;
    if (made->project)
        trial->template = made->project->template;
    if (made->project && made->project->accounts)
        trial->accounts = made->project->accounts;
    if (made->project && made->document) {
        take_rules(trial);
        check_columns(trial);
        check_units(trial);
        check_sections(trial);
        check_compositions(trial);
        take_tables(trial);
        take_names(trial);
    }
    take_findings(trial);
}

// ---- over all sets

static bool is_held(const TemplateTrial *trial, const ClaimTrial *claim)
{
    for (size_t i = 0; i < trial->set_count; i++)
        if (claim->held[i] > 0)
            return true;
    return false;
}

// Last year's tables and the budget's are no starter's: of what reads them nothing can be told.
static bool reads_other_years(const ClaimTrial *claim)
{
    return str_find(claim->rule->that.text, STR("上年."), 0) >= 0 ||
           str_find(claim->rule->that.text, STR("预算."), 0) >= 0;
}

// What it has from a template that it extends may be of tables that it has not: that is listed.
static bool is_inherited(const TemplateTrial *trial, Str file)
{
    for (size_t i = 0; i + 1 < trial->template->chain_count; i++)
        if (str_equal(trial->template->bases[i]->name, file))
            return true;
    return false;
}

static bool is_inherited_text(const TemplateTrial *trial, Str text)
{
    for (size_t i = 0; i + 1 < trial->template->chain_count; i++)
        if (str_find(trial->template->bases[i]->text, text, 0) >= 0)
            return true;
    return false;
}

// One without a fault has no row in any starter: those of empty tables, which is told in the list of what is
// not held.
static void check_claim(TemplateTrial *trial, const ClaimTrial *claim)
{
    const Finding *fault = claim->fault;

    if (!fault || is_held(trial, claim) || reads_other_years(claim) ||
        is_inherited(trial, claim->rule->that.source->name) ||
        template_is_account(trial->arena, trial->accounts, place_underlined(&fault->place)))
        return;
    if (!may_stand_elsewhere(fault))
        diag_report(trial->diag, SEVERITY_ERROR, fault->rule, own_place(trial, fault->place), fault->hint,
                    "%.*s", STR_ARG(fault->message));
    else
        diag_report(trial->diag, SEVERITY_WARNING, "rule-unproven",
                    own_place(trial, source_place(claim->rule->that.source, claim->rule->that.offset,
                                                  claim->rule->that.text.n)),
                    fault->message, _("the rule “%.*s” is held by no starter: nobody has seen it hold"),
                    STR_ARG(claim->rule->id));
}

// ---- names

// Whether what is wrong on the line of a condition is told.
static bool is_told_there(const TemplateTrial *trial, Place place)
{
    for (size_t i = 0; i < diag_total(trial->diag); i++) {
        const Finding *other = diag_at(trial->diag, i);

        if (other->severity == SEVERITY_ERROR && str_equal(other->place.file, place.file) &&
            other->place.line == place.line)
            return true;
    }
    return false;
}

// One whose names no starter has may hold in a project that has them; a section that the starter writes under
// it does not build.
static void check_condition(TemplateTrial *trial, const Named *condition)
{
    if (is_told_there(trial, condition->place))
        return;
    if (condition->written)
        diag_report(trial->diag, SEVERITY_ERROR, "rule-unproven", condition->place,
                    str_print(trial->arena, _("%.*s; say it in the starter's gongkai.yaml, under `figures:`"),
                              STR_ARG(condition->reason)),
                    _("the starter's section stands under “%.*s”, which reads what no starter has"),
                    STR_ARG(condition->name));
    else
        diag_report(trial->diag, SEVERITY_WARNING, "rule-unproven", condition->place, condition->reason,
                    _("the condition “%.*s” reads what no starter has: nobody has seen it hold"),
                    STR_ARG(condition->name));
}

static void check_names(TemplateTrial *trial)
{
    Place place = {.file = trial->shown};

    for (size_t i = 0; i < trial->names.n; i++) {
        const Named *name = &trial->names.at[i];

        if (is_inherited_text(trial, name->name))
            continue;
        if (!name->found && name->by == NAMED_CONDITION)
            check_condition(trial, name);
        else if (!name->found && name->by == NAMED_COMPOSITION)
            diag_report(trial->diag, SEVERITY_ERROR, "composition-unknown", place, (Str){0},
                        _("“%.*s” of `composition:` is in no table's name, and no 类 with items"),
                        STR_ARG(name->name));
        else if (!name->found && name->by == NAMED_TOLD)
            diag_report(trial->diag, SEVERITY_ERROR, "told-unknown", place, name->reason,
                        _("“%.*s” is in no table set of the template"), STR_ARG(name->name));
        else if (!name->found)
            diag_report(trial->diag, SEVERITY_ERROR, "phrase-unknown", place, name->reason,
                        _("“%.*s” is in no table set of the template"), STR_ARG(name->name));
    }
}

void template_trial_end(TemplateTrial *trial)
{
    for (size_t i = 0; i < trial->claims.n; i++) {
        check_claim(trial, &trial->claims.at[i].shown);
        *vec_push(trial->arena, &trial->all) = trial->claims.at[i].shown;
    }
    check_names(trial);
    check_counterparts(trial);
}

const ClaimTrial *template_trial_claims(const TemplateTrial *trial, size_t *n)
{
    *n = trial->all.n;
    return trial->all.at;
}
