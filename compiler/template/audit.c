// What an auditor looks at: limits that are usual, terms that are explained, the approval that is named.
#include "template/internal-template.h"
#include "text/text.h"

// 预算法 article 52: a department approves its units' budgets within so many days.
#define APPROVAL_DAYS 15

typedef struct LimitKey {
    const char *key;
    TextAmountKind kind; // of its value; PLAIN: a number alone
} LimitKey;

static const LimitKey limit_keys[LIMIT_COUNT] = {
    [LIMIT_OTHER_SHARE] = {"other-share", TEXT_RATE},
    [LIMIT_OTHER_LEAST] = {"other-least", TEXT_MONEY},
    [LIMIT_PROJECT_SHARE] = {"project-share", TEXT_RATE},
    [LIMIT_TRANSFER_DAYS] = {"transfer-days", TEXT_PLAIN},
    [LIMIT_CHANGE] = {"change", TEXT_RATE},
};

// 50%, 5万元, 30. NULL after reporting.
static Number limit_value(YamlMap *limits, const LimitKey *key, Str text)
{
    TextAmount amount;
    size_t at = 0;

    if (text_amount_next(limits->arena, text, &at, 0, &amount) && amount.kind == key->kind &&
        amount.from == 0 && amount.end == text.n)
        return text_amount_base(limits->arena, &amount);
    diag_report(limits->diag, SEVERITY_ERROR, "value-invalid", yaml_place(yaml_get(limits, key->key)),
                str_of(key->kind == TEXT_RATE    ? _("write a rate: 50%")
                       : key->kind == TEXT_MONEY ? _("write an amount: 5万元")
                                                 : _("write a number alone: 30")),
                _("“%.*s” is no limit of that kind"), STR_ARG(text));
    return NULL;
}

static void read_limits(YamlMap *map, Template *t)
{
    const YamlNode *node = yaml_optional(map, "limits") ? yaml_mapping(map, "limits") : NULL;
    YamlMap limits;

    if (!node)
        return;
    yaml_open(&limits, map->arena, map->diag, node, false);
    for (int i = 0; i < LIMIT_COUNT; i++) {
        Str text = yaml_optional(&limits, limit_keys[i].key) ? yaml_text(&limits, limit_keys[i].key, (Str){0})
                                                             : (Str){0};

        if (text.n)
            t->limits[i] = limit_value(&limits, &limit_keys[i], text);
    }
    yaml_close(&limits);
}

// each-costs: [{ title: 每辆车的运行费, of: EXPRESSION, by: EXPRESSION, most: 5万元 }]
static void read_each_costs(YamlMap *map, Template *t)
{
    const YamlNode *list = yaml_optional(map, "each-costs") ? yaml_list(map, "each-costs") : NULL;
    EachCost *costs = ARENA_ARRAY(map->arena, EachCost, list ? list->entries.n + 1 : 1);

    for (size_t i = 0; list && i < list->entries.n; i++) {
        const YamlNode *node = list->entries.at[i].value;
        EachCost *cost = &costs[t->each_cost_count];
        YamlMap one;

        yaml_open(&one, map->arena, map->diag, node, false);
        cost->title = yaml_need_text(&one, "title");
        cost->of = yaml_need_text(&one, "of");
        cost->by = yaml_need_text(&one, "by");
        Str most = yaml_need_text(&one, "most");
        TextAmountKind kind =
            most.n && most.at[most.n - 1] <= '9' && most.at[most.n - 1] >= '0' ? TEXT_PLAIN : TEXT_MONEY;
        cost->most = most.n ? limit_value(&one, &(LimitKey){"most", kind}, most) : NULL;
        t->each_cost_count += cost->most && cost->of.n && cost->by.n;
        yaml_close(&one);
    }
    t->each_costs = costs;
}

// ask: [{ title: 公务接待费, of: EXPRESSION, beside: EXPRESSION }]
static void read_asked(YamlMap *map, Template *t)
{
    const YamlNode *list = yaml_optional(map, "ask") ? yaml_list(map, "ask") : NULL;
    AskedAmount *asked = ARENA_ARRAY(map->arena, AskedAmount, list ? list->entries.n + 1 : 1);

    for (size_t i = 0; list && i < list->entries.n; i++) {
        AskedAmount *one = &asked[t->asked_count];
        YamlMap node;

        yaml_open(&node, map->arena, map->diag, list->entries.at[i].value, false);
        one->title = yaml_need_text(&node, "title");
        one->of = yaml_need_text(&node, "of");
        one->beside = yaml_need_text(&node, "beside");
        t->asked_count += one->title.n && one->of.n && one->beside.n;
        yaml_close(&node);
    }
    t->asked = asked;
}

// terms: { words: [机关运行经费], items: true }
static void read_terms(YamlMap *map, Template *t)
{
    const YamlNode *node = yaml_optional(map, "terms") ? yaml_mapping(map, "terms") : NULL;
    YamlMap terms;

    if (!node)
        return;
    yaml_open(&terms, map->arena, map->diag, node, false);
    t->terms = yaml_texts(&terms, "words", &t->term_count);
    t->terms_items = yaml_bool(&terms, "items", false);
    yaml_close(&terms);
}

// approval: { named: true, days: 15 }
static void read_approval(YamlMap *map, Template *t)
{
    const YamlNode *node = yaml_optional(map, "approval") ? yaml_mapping(map, "approval") : NULL;
    YamlMap approval;

    t->approval_days = APPROVAL_DAYS;
    if (!node)
        return;
    yaml_open(&approval, map->arena, map->diag, node, false);
    t->approval_wanted = yaml_bool(&approval, "named", false);
    t->approval_days = (int)yaml_int(&approval, "days", APPROVAL_DAYS, 1, 366);
    yaml_close(&approval);
}

void template_audit(YamlMap *map, Template *t)
{
    read_limits(map, t);
    read_each_costs(map, t);
    read_asked(map, t);
    read_terms(map, t);
    read_approval(map, t);
}
