// Performance: each project has its goals, with its name and amount; as many as are said; weights, target
// values, scores and grades; attachments that are spoken of.
#include "prose/internal-prose.h"

#include "text/text.h"

// ---- tables of goals and of projects

// The columns of a list, by the words that head them; -1: none.
typedef struct GoalTable {
    const Table *table;
    const List *list;
    int name, amount, indicator, value, weight, score, grade;
} GoalTable;

static int column_of(const Table *table, WordList heads)
{
    for (size_t i = 0; i < heads.n; i++)
        for (int c = 0; c < (int)table->lists[0].spec->count; c++)
            if (name_equal(table_column((CellRef){table, 0, 0, c})->name, heads.at[i]))
                return c;
    return -1;
}

static GoalTable open_table(const Prose *prose, const Table *table)
{
    const WordList *lists = prose->words->lists;

    return (GoalTable){
        .table = table,
        .list = &table->lists[0],
        .name = column_of(table, lists[WORDS_PROJECT_NAME_COLUMNS]),
        .amount = column_of(table, lists[WORDS_PROJECT_AMOUNT_COLUMNS]),
        .indicator = column_of(table, lists[WORDS_GOAL_INDICATOR_COLUMNS]),
        .value = column_of(table, lists[WORDS_GOAL_VALUE_COLUMNS]),
        .weight = column_of(table, lists[WORDS_GOAL_WEIGHT_COLUMNS]),
        .score = column_of(table, lists[WORDS_GOAL_SCORE_COLUMNS]),
        .grade = column_of(table, lists[WORDS_GOAL_GRADE_COLUMNS]),
    };
}

static const Cell *cell_at(const GoalTable *goals, size_t row, int column)
{
    return column < 0 ? NULL : &goals->list->rows[row].cells[column];
}

// The number in a cell, which may be one of text; NULL: none.
static Number number_at(Arena *arena, const GoalTable *goals, size_t row, int column)
{
    const Cell *cell = cell_at(goals, row, column);

    if (!cell || cell->kind == CELL_BLANK)
        return NULL;
    return cell->kind == CELL_AMOUNT ? cell->stored
                                     : number_parse(arena, text_without_percent(cell->text), NULL);
}

// The project that the row is of; empty: a total, or a further row of the one above.
static Str project_at(const GoalTable *goals, size_t row)
{
    const Cell *cell = cell_at(goals, row, goals->name);
    const Row *own = &goals->list->rows[row];

    return own->kind == ROW_TOTAL || !cell ? (Str){0} : cell->kind == CELL_TEXT ? cell->text : own->name;
}

typedef struct GoalProject {
    Str name;
    Number amount; // NULL: the table has none
    Place place;
    size_t row;
} GoalProject;

typedef struct GoalProjects {
    VEC(GoalProject) all;
    const Table *table;
    bool amounts;
} GoalProjects;

static bool is_goal_table(const Prose *prose, const Table *table)
{
    const WordList *lists = prose->words->lists;

    return table->spec->published && table->spec->list_count == 1 &&
           words_in(lists[WORDS_GOAL_TABLES], table->spec->name) &&
           !words_in(lists[WORDS_GOAL_TABLES_WHOLE], table->spec->name);
}

static bool is_project_table(const Prose *prose, const Table *table)
{
    const WordList *lists = prose->words->lists;

    return table->spec->published && table->spec->list_count == 1 &&
           words_in(lists[WORDS_PROJECT_TABLES], table->spec->name) &&
           !words_in(lists[WORDS_GOAL_TABLES], table->spec->name);
}

static void add_projects(Prose *prose, const GoalTable *goals, GoalProjects *projects)
{
    projects->table = goals->table;
    projects->amounts = projects->amounts || goals->amount >= 0;
    for (size_t r = 0; goals->name >= 0 && r < goals->list->row_count; r++) {
        Str name = project_at(goals, r);
        const Cell *cell = cell_at(goals, r, goals->name);
        bool known = !name.n || words_find(prose->words->lists[WORDS_TOTAL_ROWS], name) >= 0;

        for (size_t i = 0; i < projects->all.n && !known; i++)
            known = name_equal(projects->all.at[i].name, name);
        if (!known)
            *vec_push(prose->arena, &projects->all) =
                (GoalProject){name, number_at(prose->arena, goals, r, goals->amount),
                              cell->kind == CELL_TEXT ? table_cell_place(goals->table, cell)
                                                      : table_row_place(goals->table, &goals->list->rows[r]),
                              r};
    }
}

static GoalProjects projects_of(Prose *prose, bool (*is)(const Prose *prose, const Table *table))
{
    GoalProjects projects = {0};

    for (size_t t = 0; t < prose->project->book.table_count; t++) {
        const Table *table = prose->project->book.tables[t];
        if (is(prose, table)) {
            GoalTable goals = open_table(prose, table);
            if (goals.name >= 0)
                add_projects(prose, &goals, &projects);
        }
    }
    return projects;
}

// ---- each project has its goals

static const GoalProject *find_project(const GoalProjects *projects, Str name)
{
    for (size_t i = 0; i < projects->all.n; i++)
        if (name_equal(projects->all.at[i].name, name))
            return &projects->all.at[i];
    return NULL;
}

static bool text_says(const Prose *prose, WordList words)
{
    for (size_t b = 0; b < prose->blocks.n; b++)
        if (prose->blocks.at[b].amounts != AMOUNTS_FREE && words_in(words, prose->blocks.at[b].text))
            return true;
    return false;
}

static Str nearest_in(Prose *prose, const GoalProjects *projects, Str name)
{
    Str *names = ARENA_ARRAY(prose->arena, Str, projects->all.n + 1);

    for (size_t i = 0; i < projects->all.n; i++)
        names[i] = projects->all.at[i].name;
    Str nearest = name_nearest(name, names, projects->all.n);
    return nearest.n ? str_print(prose->arena, _("is it “%.*s”? Name both alike"), STR_ARG(nearest))
                     : (Str){0};
}

static void compare_projects(Prose *prose, const GoalProjects *projects, const GoalProjects *goals)
{
    bool some = text_says(prose, prose->words->lists[WORDS_GOALS_OF_SOME]);

    for (size_t i = 0; i < projects->all.n; i++) {
        const GoalProject *project = &projects->all.at[i], *goal = find_project(goals, project->name);

        if (!goal && !some && project->amount && mpq_sgn(project->amount) != 0)
            prose_report_place(prose, project->place, "goal-missing", nearest_in(prose, goals, project->name),
                               _("the project “%.*s” has no goals in “%.*s”"), STR_ARG(project->name),
                               STR_ARG(goals->table->spec->name));
        else if (goal && goal->amount && project->amount && !mpq_equal(goal->amount, project->amount))
            prose_report_place(prose, goal->place, "goal-differs", (Str){0},
                               _("the amount of “%.*s” is another in “%.*s”"), STR_ARG(goal->name),
                               STR_ARG(projects->table->spec->name));
    }
    for (size_t i = 0; i < goals->all.n; i++)
        if (!find_project(projects, goals->all.at[i].name))
            prose_report_place(prose, goals->all.at[i].place, "goal-missing",
                               nearest_in(prose, projects, goals->all.at[i].name),
                               _("“%.*s” has goals and is no project of “%.*s”"),
                               STR_ARG(goals->all.at[i].name), STR_ARG(projects->table->spec->name));
}

// ---- 纳入绩效目标管理的项目3个、120万元

static long whole_number(Number value)
{
    return mpz_cmp_ui(mpq_denref(value), 1) == 0 && mpz_fits_slong_p(mpq_numref(value))
               ? mpz_get_si(mpq_numref(value))
               : -1;
}

static void check_count(Prose *prose, ProseBlock *block, const GoalProjects *goals, const TextAmount *amount)
{
    const WordList *lists = prose->words->lists;
    Str sentence = prose_sentence(block->text, amount->from, amount->end);
    Str before = str_slice(block->text, (size_t)(sentence.at - block->text.at), amount->from);
    long value = whole_number(amount->value);

    Str clause = prose_clause(block->text, amount->from, amount->end);
    if (amount->kind != TEXT_COUNT || words_find(lists[WORDS_GOAL_COUNTERS], amount->unit) < 0 || value < 0 ||
        (!words_in(lists[WORDS_GOALS_SAID], before) && !words_in(lists[WORDS_GOALS_SAID], clause)) ||
        words_in(lists[WORDS_GOALS_NOT_SAID], before) || value == (long)goals->all.n)
        return;
    prose_report(prose, (ProseRange){block, amount->from, amount->end}, "goals-counted", (Str){0},
                 _("“%.*s” are said, and “%.*s” has %zu projects"),
                 STR_ARG(str_slice(block->text, amount->from, amount->end)),
                 STR_ARG(goals->table->spec->name), goals->all.n);
}

static void check_counts(Prose *prose, const GoalProjects *goals)
{
    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        TextAmount amount;

        for (size_t at = 0; block->amounts != AMOUNTS_FREE &&
                            words_in(prose->words->lists[WORDS_GOALS_SAID], block->text) &&
                            text_amount_next(prose->arena, block->text, &at, TEXT_HAN, &amount);)
            check_count(prose, block, goals, &amount);
    }
}

// The money that is said beside the count, against what the projects come to.
static void check_money(Prose *prose, const GoalProjects *goals)
{
    const WordList *lists = prose->words->lists;
    mpq_t sum, half;
    Unit unit = {UNIT_MONEY, text_money_name(4), 4};

    mpq_inits(sum, half, NULL);
    for (size_t i = 0; i < goals->all.n; i++)
        if (goals->all.at[i].amount)
            mpq_add(sum, sum, goals->all.at[i].amount);
    if (goals->table->spec->unit.kind == UNIT_MONEY)
        unit = goals->table->spec->unit;
    for (size_t b = 0; b < prose->blocks.n; b++) {
        ProseBlock *block = &prose->blocks.at[b];
        bool counted = false;

        for (size_t i = 0; block->amounts != AMOUNTS_FREE && i < block->numbers.n; i++) {
            const ProseNumber *number = &block->numbers.at[i];
            Str before = prose_words_before(block, number);
            bool said =
                words_in(lists[WORDS_GOALS_SAID], before) && !words_in(lists[WORDS_GOALS_NOT_SAID], before);

            if (number->kind == NUMBER_OTHER && said &&
                words_find(lists[WORDS_GOAL_COUNTERS], number->counter) >= 0)
                counted = true;
            else if (number->kind == NUMBER_MONEY && counted && said) {
                Number own = unit_convert(prose->arena, number->value, number->unit, unit);
                mpq_sub(half, own, sum);
                mpq_abs(half, half);
                counted = false;
                // By the rounding that it is written with.
                mpz_mul_ui(mpq_numref(half), mpq_numref(half), 200);
                mpq_canonicalize(half);
                if (mpq_cmp_ui(half, 1, 1) > 0)
                    prose_report(prose, (ProseRange){block, number->from, number->after}, "goals-counted",
                                 (Str){0},
                                 _("“%.*s” are said, and the projects of “%.*s” come to another amount"),
                                 STR_ARG(str_slice(block->text, number->from, number->after)),
                                 STR_ARG(goals->table->spec->name));
            }
        }
    }
    mpq_clears(sum, half, NULL);
}

// ---- weights and target values

static void report_weights(Prose *prose, const GoalTable *goals, size_t row, Number sum)
{
    const Cell *cell = cell_at(goals, row, goals->weight);
    WordList right = prose->words->lists[WORDS_WEIGHT_SUMS];
    Str text = number_format(prose->arena, sum, (NumberFormat){.decimals = 4});

    if (words_find(right, text) < 0)
        prose_report_place(prose, table_cell_place(goals->table, cell), "weights-sum", (Str){0},
                           _("the weights come to %.*s, and not to %.*s"), STR_ARG(text),
                           STR_ARG(words_first(right)));
}

static void check_weights(Prose *prose, const GoalTable *goals)
{
    size_t first = 0, n = 0;
    mpq_t sum;

    mpq_init(sum);
    for (size_t r = 0; r <= goals->list->row_count; r++) {
        bool begins = r == goals->list->row_count || goals->list->rows[r].kind == ROW_TOTAL ||
                      project_at(goals, r).n > 0;
        Number weight = r < goals->list->row_count && goals->list->rows[r].kind != ROW_TOTAL
                            ? number_at(prose->arena, goals, r, goals->weight)
                            : NULL;

        if (begins && n &&
            (r == goals->list->row_count || !name_equal(project_at(goals, r), project_at(goals, first)))) {
            report_weights(prose, goals, first, number_freeze(prose->arena, sum));
            mpq_set_ui(sum, 0, 1);
            n = 0;
        }
        if (!weight)
            continue;
        first = n ? first : r;
        mpq_add(sum, sum, weight);
        n++;
    }
    mpq_clear(sum);
}

static void check_values(Prose *prose, const GoalTable *goals)
{
    for (size_t r = 0; r < goals->list->row_count; r++) {
        const Cell *indicator = cell_at(goals, r, goals->indicator), *value = cell_at(goals, r, goals->value);

        if (goals->list->rows[r].kind != ROW_TOTAL && indicator->kind == CELL_TEXT && indicator->text.n &&
            value->kind == CELL_BLANK)
            prose_report_place(prose, table_cell_place(goals->table, indicator), "goal-value-empty",
                               str_of(_("say how much, how many or what state is aimed at")),
                               _("the indicator “%.*s” has no target value"), STR_ARG(indicator->text));
    }
}

// ---- scores and grades

// Whether a score is one that has this grade: its bounds are the words that the grade is mapped to.
static bool is_of_grade(Arena *arena, WordList grades, int grade, Number score)
{
    Number least = number_parse(arena, grades.of[grade].at[0], NULL);
    Number most = grades.of[grade].n > 1 ? number_parse(arena, grades.of[grade].at[1], NULL) : NULL;

    return (!least || mpq_cmp(score, least) >= 0) && (!most || mpq_cmp(score, most) < 0);
}

static void check_rows(Prose *prose, const GoalTable *goals)
{
    WordList grades = prose->words->lists[WORDS_GRADES];

    for (size_t r = 0; r < goals->list->row_count; r++) {
        Number score = number_at(prose->arena, goals, r, goals->score);
        const Cell *cell = cell_at(goals, r, goals->grade);
        int grade = cell->kind == CELL_TEXT ? words_find(grades, cell->text) : -1;

        if (score && grade >= 0 && !is_of_grade(prose->arena, grades, grade, score))
            prose_report_place(prose, table_cell_place(goals->table, cell), "score-grade", (Str){0},
                               _("“%.*s” is not the grade of %.*s"), STR_ARG(cell->text),
                               STR_ARG(number_format(prose->arena, score, (NumberFormat){.decimals = 4})));
    }
}

// The grade that follows one of the words for it, and where it stands: 评价等级为“优”. A grade is followed by
// a mark.
static int grade_after(const Words *words, Str text, size_t *from, size_t *to)
{
    WordList begins = words->lists[WORDS_GRADE_BEGINS], grades = words->lists[WORDS_GRADES];

    for (size_t at = 0; at < text.n; utf8_next(text, &at)) {
        size_t length = words_begin(begins, str_slice(text, at, text.n)), start = at + length, next = start;
        if (!length || (words_begin(words->lists[WORDS_SCORE_UNITS], str_slice(text, at, text.n)) &&
                        !(at && text.at[at - 1] >= '0' && text.at[at - 1] <= '9'))) // 95分（优）
            continue;
        if (start < text.n && text_is_quotation(utf8_next(text, &next)))
            start = next;
        for (size_t g = 0; g < grades.n; g++) {
            size_t end = start + grades.at[g].n, after = end;
            if (!str_starts(str_slice(text, start, text.n), grades.at[g]))
                continue;
            uint32_t code = end < text.n ? utf8_next(text, &after) : U'。';
            if (char_is_han(code) &&
                !words_begin(words->lists[WORDS_GRADE_ENDS], str_slice(text, end, text.n)))
                continue;
            *from = start;
            *to = end;
            return (int)g;
        }
    }
    return -1;
}

// One score and one grade in a sentence are of one thing.
static void check_sentence(Prose *prose, ProseBlock *block, size_t start, Str sentence)
{
    const WordList *lists = block->words->lists;
    Number score = NULL;
    size_t from, to, scores = 0;
    TextAmount amount;

    if (!words_in(lists[WORDS_SCORE_SAID], sentence))
        return;
    for (size_t at = 0; text_amount_next(prose->arena, sentence, &at, 0, &amount);) {
        Str after = str_slice(sentence, amount.end, sentence.n),
            unit = str_slice(sentence, amount.to, sentence.n);
        if (!words_begin(lists[WORDS_SCORE_UNITS], unit) ||
            !words_in(lists[WORDS_SCORE_SAID], str_slice(sentence, 0, amount.from)) ||
            words_begin(lists[WORDS_SCORE_FULL], after))
            continue;
        score = amount.value;
        scores++;
    }
    int grade = grade_after(block->words, sentence, &from, &to);
    if (scores != 1 || grade < 0 || is_of_grade(prose->arena, lists[WORDS_GRADES], grade, score))
        return;
    prose_report(prose, (ProseRange){block, start + from, start + to}, "score-grade",
                 str_of(_("correct the score or the grade")), _("“%.*s” is not the grade of %.*s"),
                 STR_ARG(str_slice(sentence, from, to)),
                 STR_ARG(number_format(prose->arena, score, (NumberFormat){.decimals = 4})));
}

static void check_grades(Prose *prose, ProseBlock *block)
{
    for (size_t at = 0; block->amounts != AMOUNTS_FREE && at < block->text.n;) {
        size_t end = at;
        while (end < block->text.n) {
            size_t next = end;
            uint32_t code = utf8_next(block->text, &next);
            end = next;
            if (code == U'。' || code == U'；')
                break;
        }
        check_sentence(prose, block, at, str_slice(block->text, at, end));
        at = end;
    }
}

// ---- 见附件

static bool has_attachment(const Prose *prose, const ProseBlock *speaking)
{
    WordList words = prose->words->lists[WORDS_ATTACHMENT_BEGINS];
    NodeWalk walk = node_walk(prose->document->root);

    if (prose->project->attachment_count)
        return true;
    for (size_t b = 0; b < prose->blocks.n; b++)
        if (&prose->blocks.at[b] != speaking && words_begin(words, str_trim(prose->blocks.at[b].text)))
            return true;
    for (size_t t = 0; t < prose->project->book.table_count; t++)
        if (!prose->project->book.tables[t]->spec->number && prose->project->book.tables[t]->spec->published)
            return true;
    while (node_walk_next(&walk))
        if (walk.entering && walk.node->kind == NODE_LINK && !walk.node->target_table)
            return true;
    return prose->project->template->tables_in == TABLES_IN_ATTACHMENT;
}

// 名词解释附后: what is below is a section of the document itself.
static bool stands_in_document(const Prose *prose, Str clause)
{
    for (size_t b = 0; b < prose->blocks.n; b++)
        if (prose_is_heading(&prose->blocks.at[b]) && prose->blocks.at[b].section &&
            str_find(clause, prose->blocks.at[b].section->name, 0) >= 0)
            return true;
    return false;
}

static void check_attachment(Prose *prose, ProseBlock *block)
{
    WordList words = prose->words->lists[WORDS_ATTACHMENT_SAID];

    for (size_t i = 0; i < words.n; i++) {
        ptrdiff_t at = str_find(block->text, words.at[i], 0);
        if (at < 0)
            continue;
        size_t to = (size_t)at + words.at[i].n, next = to;
        bool after = words_begin(prose->words->lists[WORDS_ATTACHMENT_AFTER], words.at[i]) > 0;
        bool below = after && stands_in_document(prose, prose_clause(block->text, (size_t)at, to));
        if (after && next < block->text.n && char_is_han(utf8_next(block->text, &next))) // 附后备
            continue;
        if (!below && !has_attachment(prose, block))
            prose_report(prose, (ProseRange){block, (size_t)at, to}, "attachment-missing",
                         str_of(_("link it, name it under `attachments:`, or set it below a heading 附件")),
                         _("“%.*s” is said, and there is none"), STR_ARG(words.at[i]));
        return;
    }
}

void prose_check_goals(Prose *prose)
{
    GoalProjects goals = projects_of(prose, is_goal_table), projects = projects_of(prose, is_project_table);

    if (goals.all.n && projects.all.n)
        compare_projects(prose, &projects, &goals);
    if (goals.all.n)
        check_counts(prose, &goals);
    if (goals.all.n && goals.amounts)
        check_money(prose, &goals);
    for (size_t t = 0; t < prose->project->book.table_count; t++) {
        const Table *table = prose->project->book.tables[t];
        if (!table->spec->published || table->spec->list_count != 1)
            continue;
        GoalTable columns = open_table(prose, table);
        if (columns.weight >= 0 && columns.indicator >= 0)
            check_weights(prose, &columns);
        if (columns.value >= 0 && columns.indicator >= 0)
            check_values(prose, &columns);
        if (columns.score >= 0 && columns.grade >= 0)
            check_rows(prose, &columns);
    }
    for (size_t b = 0; b < prose->blocks.n; b++) {
        check_grades(prose, &prose->blocks.at[b]);
        check_attachment(prose, &prose->blocks.at[b]);
    }
}
