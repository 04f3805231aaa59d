// The rules that are written in C, by their ids. To add one: a line here, its function in a file of its
// topic, its page in docs/rules.md, and tests both ways.
#include "rules/rules.h"

const RuleEntry rule_registry[] = {
    {"rounding", N_("Printed numbers add up, or differ by rounding alone (尾差)"), LEVEL_HINT},
    {"change-doubled", N_("A comparison does not repeat 比上年"), LEVEL_MUST},
    {"units-sum", N_("A department's tables are the sums of its units'"), LEVEL_MUST},
    {"cell-calculated", N_("No text of a table begins as a formula does"), LEVEL_MUST},
    // Of text (prose).
    {"figure-unbound", N_("Amounts of money are bound to a cell"), LEVEL_MUST},
    {"figure-differs", N_("An amount is what the cell has that its words name"), LEVEL_MUST},
    {"unit-mismatch", N_("Amounts and counts are in their table's unit"), LEVEL_MUST},
    {"decimals-mixed", N_("Amounts have the same decimals throughout"), LEVEL_HINT},
    {"direction-sign", N_("Words of change agree with the sign of the change"), LEVEL_MUST},
    {"zero-change", N_("What did not change is not told as a change"), LEVEL_VERIFY},
    {"percent-wrong", N_("Typed percentages follow from the sentence's amounts"), LEVEL_MUST},
    {"rate-of-nothing", N_("Of an amount that is 0 there is no rate"), LEVEL_MUST},
    {"parts-exceed", N_("Parts come to no more than their whole"), LEVEL_MUST},
    {"parts-differ", N_("Parts that are all told come to their whole"), LEVEL_MUST},
    {"change-wrong", N_("A change is the difference of its two amounts"), LEVEL_MUST},
    {"rate-point", N_("The rate of an amount is in percent, not in points"), LEVEL_VERIFY},
    {"rate-without-percent", N_("A rate has its percent sign"), LEVEL_MUST},
    {"unit-missing", N_("An amount has its whole unit: 万元, not 万"), LEVEL_MUST},
    {"alternatives-left", N_("A form's alternatives are chosen from"), LEVEL_MUST},
    {"year-stale", N_("Years are this document's"), LEVEL_MUST},
    {"date-cutoff", N_("Facts are told 截至 the last day of the year"), LEVEL_HINT},
    {"date-invalid", N_("Dates exist"), LEVEL_MUST},
    {"punctuation-half-width", N_("Chinese text has full-width punctuation"), LEVEL_HINT},
    {"punctuation-doubled", N_("Marks do not follow each other"), LEVEL_HINT},
    {"punctuation-nested", N_("Marks stand as GB/T 15834 has them: 《〈〉》, “‘’”, none in 三四十"),
     LEVEL_HINT},
    {"paragraph-end", N_("A paragraph ends with a mark that ends"), LEVEL_VERIFY},
    {"character-other", N_("Characters are themselves, and not radicals that look like them"), LEVEL_HINT},
    {"character-slip", N_("No character stands for one that looks like it"), LEVEL_VERIFY},
    {"sentence-split", N_("A statement is one sentence"), LEVEL_HINT},
    {"phrase-fixed", N_("Fixed wordings are held to the letter"), LEVEL_VERIFY},
    {"bracket-unbalanced", N_("Brackets have their partners"), LEVEL_HINT},
    {"quotation-unbalanced", N_("Quotation marks have their partners"), LEVEL_HINT},
    {"space-stray", N_("Chinese text has no blanks"), LEVEL_HINT},
    {"heading-punctuation", N_("Headings end without a mark"), LEVEL_HINT},
    {"placeholder", N_("No placeholder is left in"), LEVEL_MUST},
    {"starter-left", N_("Nothing is left of the example that a project was begun with"), LEVEL_MUST},
    {"secrecy-mark", N_("A published document has no mark of secrecy"), LEVEL_MUST},
    {"personal-data", N_("A published document has no personal data"), LEVEL_MUST},
    {"content-misplaced", N_("What is told stands under its own heading"), LEVEL_VERIFY},
    {"reason-missing", N_("What a reason or purpose is said to be is there"), LEVEL_MUST},
    {"change-unexplained", N_("A change that the template wants explained has its reason"), LEVEL_VERIFY},
    {"reason-contradicts", N_("One reason is not given for a rise and for a fall"), LEVEL_VERIFY},
    {"phrase-repeated", N_("A phrase does not stand twice in a row"), LEVEL_VERIFY},
    {"word-doubled", N_("No word or unit is doubled"), LEVEL_MUST},
    {"numbering-gap", N_("Enumerations in a sentence count on"), LEVEL_VERIFY},
    {"heading-duplicate", N_("A heading stands once"), LEVEL_VERIFY},
    {"heading-skipped", N_("Headings skip no level"), LEVEL_HINT},
    {"department-other", N_("The department's name is its own, spelled one way"), LEVEL_VERIFY},
    {"department-kind", N_("局机关, 我委 and the like fit the department"), LEVEL_VERIFY},
    {"department-self", N_("The document calls itself by one name"), LEVEL_HINT},
    {"region-other", N_("全市, 全省 are not said in a district's or county's own figures"), LEVEL_VERIFY},
    {"words-contradict", N_("Words do not contradict each other"), LEVEL_VERIFY},
    {"section-required", N_("The template's sections are there"), LEVEL_MUST},
    {"section-order", N_("Sections stand in the form's order"), LEVEL_VERIFY},
    {"mention-missing", N_("A section mentions what the template wants of it"), LEVEL_VERIFY},
    {"publication-late", N_("Published within 20 days of the approval"), LEVEL_VERIFY},
    {"approved-differs", N_("What is published is what was approved"), LEVEL_MUST},
    {"approval-missing", N_("The approval's number and day are named"), LEVEL_VERIFY},
    {"approval-late", N_("Units are approved within 15 days of their department"), LEVEL_VERIFY},
    {"names-counted", N_("As many units and offices are named as are said"), LEVEL_VERIFY},
    {"units-counted", N_("As many units are said as gongkai.yaml and the tables have"), LEVEL_VERIFY},
    {"staff-sum", N_("编制, 实有 and 离退休 come to their parts"), LEVEL_VERIFY},
    {"none-contradicts", N_("What the text denies, no table has"), LEVEL_MUST},
    {"withheld-named", N_("The name of a withheld item stands only where it may"), LEVEL_VERIFY},
    {"table-note-missing", N_("An empty table is explained"), LEVEL_VERIFY},
    {"table-markdown", N_("A table is a file of its own, not of | and - in the text"), LEVEL_VERIFY},
    {"markdown-other", N_("Text has no marks of other Markdowns, which print as they are typed"),
     LEVEL_VERIFY},
    {"note-order", N_("Footnotes are numbered in the order of their marks"), LEVEL_HINT},
    {"table-twice", N_("A table stands once"), LEVEL_VERIFY},
    {"table-order", N_("Tables stand in the order of their numbers"), LEVEL_HINT},
    {"item-level", N_("Account items go down to 项"), LEVEL_VERIFY},
    {"code-name", N_("Account items have their official names"), LEVEL_VERIFY},
    {"item-skipped", N_("The text tells each 项 that is not zero"), LEVEL_MUST},
    {"item-path", N_("An account item stands under its own 款 and 类"), LEVEL_MUST},
    {"item-unknown", N_("An account item that is told stands in a table"), LEVEL_VERIFY},
    {"item-twice", N_("An account item is told once under a heading"), LEVEL_VERIFY},
    {"item-order", N_("Account items are told in the table's order"), LEVEL_HINT},
    {"item-purpose", N_("An item's purpose is its own"), LEVEL_VERIFY},
    {"item-kind", N_("An item's expenditure is of the kind that the table has"), LEVEL_VERIFY},
    {"item-expenditure", N_("行政运行 is basic expenditure, 一般行政管理事务 is of projects"), LEVEL_VERIFY},
    {"unit-kind-item", N_("Pay and items are those of the unit's kind"), LEVEL_VERIFY},
    {"other-share", N_("其他 is not the most of what it stands under"), LEVEL_VERIFY},
    {"project-share", N_("No project without a name of its own is most of all projects"), LEVEL_VERIFY},
    {"income-expected", N_("A hospital or school has income of its own"), LEVEL_VERIFY},
    {"cost-rise", N_("A “三公” budget above last year's names its approval"), LEVEL_VERIFY},
    {"cost-budget", N_("The “三公” budget of the accounts is the published one"), LEVEL_VERIFY},
    {"cost-base", N_("Text and table compare “三公” with the same budget"), LEVEL_VERIFY},
    {"cost-each", N_("What one vehicle, guest or occasion costs is usual"), LEVEL_VERIFY},
    {"goal-missing", N_("Each project has its goals"), LEVEL_VERIFY},
    {"goal-differs", N_("A project's amount is the same in the table of goals"), LEVEL_MUST},
    {"goals-counted", N_("As many projects have goals as are said"), LEVEL_VERIFY},
    {"weights-sum", N_("The weights of a project's indicators come to 100"), LEVEL_VERIFY},
    {"goal-value-empty", N_("Each indicator has a target value"), LEVEL_VERIFY},
    {"score-grade", N_("A grade is that of its score"), LEVEL_VERIFY},
    {"transfer-sum", N_("Transfers by region and project come to their total"), LEVEL_MUST},
    {"transfer-left", N_("No transfers are left to be allotted after their time"), LEVEL_VERIFY},
    {"term-missing", N_("Terms that the text uses are explained"), LEVEL_VERIFY},
    {"name-old", N_("Names are those of the year"), LEVEL_VERIFY},
    {"reason-vacuous", N_("A reason says what happened"), LEVEL_VERIFY},
    {"reason-amount", N_("Amounts in a reason fit the change"), LEVEL_VERIFY},
    {"reason-same", N_("Reasons are this year's"), LEVEL_HINT},
    {"personal-name", N_("No person who is supported or judged is named"), LEVEL_VERIFY},
    {"plate-number", N_("No vehicle's plate is published"), LEVEL_VERIFY},
    {"account-named", N_("No account is published"), LEVEL_VERIFY},
    {"attachment-author", N_("Attachments do not say who made them"), LEVEL_VERIFY},
    {"attachment-unread", N_("Attachments are looked into"), LEVEL_HINT},
    {"attachment-missing", N_("An attachment that is spoken of is there"), LEVEL_VERIFY},
    {"list-item", N_("A list of items names those that are not zero"), LEVEL_VERIFY},
};

const size_t rule_registry_count = sizeof rule_registry / sizeof rule_registry[0];

Severity rule_severity(const RuleEntry *rule)
{
    return rule->level == LEVEL_MUST ? SEVERITY_ERROR : SEVERITY_WARNING;
}

const RuleEntry *rule_find(Str id)
{
    for (size_t i = 0; i < rule_registry_count; i++)
        if (str_equal(str_of(rule_registry[i].id), id))
            return &rule_registry[i];
    return NULL;
}

Level finding_level(const Finding *finding)
{
    const RuleEntry *rule;

    switch (finding->severity) {
    case SEVERITY_FAILURE:
        return LEVEL_FAILURE;
    case SEVERITY_ERROR:
        return LEVEL_MUST;
    case SEVERITY_WARNING:
        rule = rule_find(str_of(finding->rule));
        return rule && rule->level == LEVEL_HINT ? LEVEL_HINT : LEVEL_VERIFY;
    default:
        return LEVEL_HINT;
    }
}

const char *level_name(Level level)
{
    static const char *const names[] = {"hint", "verify", "must", "failure"};

    return names[level];
}

const char *level_word(Level level)
{
    static const char *const words[] = {N_("remark"), N_("warning"), N_("error"), N_("failure")};

    return _(words[level]);
}
