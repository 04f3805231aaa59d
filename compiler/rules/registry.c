// The rules that are written in C, by their ids. To add one: a line here, its function in a file of its
// topic, its page in docs/rules.md, and tests both ways.
#include "rules/rules.h"

const RuleEntry rule_registry[] = {
    {"rounding", N_("Printed numbers add up, or differ by rounding alone (尾差)"), SEVERITY_WARNING},
    {"change-doubled", N_("A comparison does not repeat 比上年"), SEVERITY_ERROR},
    {"units-sum", N_("A department's tables are the sums of its units'"), SEVERITY_ERROR},
    {"cell-calculated", N_("No text of a table begins as a formula does"), SEVERITY_ERROR},
    // Of text (prose).
    {"figure-unbound", N_("Amounts of money are bound to a cell"), SEVERITY_ERROR},
    {"unit-mismatch", N_("Amounts and counts are in their table's unit"), SEVERITY_ERROR},
    {"decimals-mixed", N_("Amounts have the same decimals throughout"), SEVERITY_WARNING},
    {"direction-sign", N_("Words of change agree with the sign of the change"), SEVERITY_ERROR},
    {"zero-change", N_("What did not change is not told as a change"), SEVERITY_WARNING},
    {"percent-wrong", N_("Typed percentages follow from the sentence's amounts"), SEVERITY_ERROR},
    {"rate-of-nothing", N_("Of an amount that is 0 there is no rate"), SEVERITY_ERROR},
    {"parts-exceed", N_("Parts come to no more than their whole"), SEVERITY_ERROR},
    {"change-wrong", N_("A change is the difference of its two amounts"), SEVERITY_ERROR},
    {"rate-point", N_("The rate of an amount is in percent, not in points"), SEVERITY_WARNING},
    {"rate-without-percent", N_("A rate has its percent sign"), SEVERITY_ERROR},
    {"unit-missing", N_("An amount has its whole unit: 万元, not 万"), SEVERITY_ERROR},
    {"alternatives-left", N_("A form's alternatives are chosen from"), SEVERITY_ERROR},
    {"year-stale", N_("Years are this document's"), SEVERITY_ERROR},
    {"date-cutoff", N_("Facts are told 截至 the last day of the year"), SEVERITY_WARNING},
    {"date-invalid", N_("Dates exist"), SEVERITY_ERROR},
    {"punctuation-half-width", N_("Chinese text has full-width punctuation"), SEVERITY_WARNING},
    {"punctuation-doubled", N_("Marks do not follow each other"), SEVERITY_WARNING},
    {"paragraph-end", N_("A paragraph ends with a mark that ends"), SEVERITY_WARNING},
    {"character-other", N_("Characters are themselves, and not radicals that look like them"),
     SEVERITY_WARNING},
    {"bracket-unbalanced", N_("Brackets have their partners"), SEVERITY_WARNING},
    {"quotation-unbalanced", N_("Quotation marks have their partners"), SEVERITY_WARNING},
    {"space-stray", N_("Chinese text has no blanks"), SEVERITY_WARNING},
    {"heading-punctuation", N_("Headings end without a mark"), SEVERITY_WARNING},
    {"placeholder", N_("No placeholder is left in"), SEVERITY_ERROR},
    {"secrecy-mark", N_("A published document has no mark of secrecy"), SEVERITY_ERROR},
    {"personal-data", N_("A published document has no personal data"), SEVERITY_ERROR},
    {"content-misplaced", N_("What is told stands under its own heading"), SEVERITY_WARNING},
    {"reason-missing", N_("What a reason or purpose is said to be is there"), SEVERITY_ERROR},
    {"change-unexplained", N_("A change that the template wants explained has its reason"), SEVERITY_WARNING},
    {"reason-contradicts", N_("One reason is not given for a rise and for a fall"), SEVERITY_WARNING},
    {"phrase-repeated", N_("A phrase does not stand twice in a row"), SEVERITY_WARNING},
    {"word-doubled", N_("No word or unit is doubled"), SEVERITY_ERROR},
    {"numbering-gap", N_("Enumerations in a sentence count on"), SEVERITY_WARNING},
    {"heading-duplicate", N_("A heading stands once"), SEVERITY_WARNING},
    {"heading-skipped", N_("Headings skip no level"), SEVERITY_WARNING},
    {"department-other", N_("The department's name is its own, spelled one way"), SEVERITY_WARNING},
    {"department-kind", N_("局机关, 我委 and the like fit the department"), SEVERITY_WARNING},
    {"department-self", N_("The document calls itself by one name"), SEVERITY_WARNING},
    {"region-other", N_("全市, 全省 are not said in a district's or county's own figures"), SEVERITY_WARNING},
    {"words-contradict", N_("Words do not contradict each other"), SEVERITY_WARNING},
    {"section-required", N_("The template's sections are there"), SEVERITY_ERROR},
    {"mention-missing", N_("A section mentions what the template wants of it"), SEVERITY_WARNING},
    {"publication-late", N_("Published within 20 days of the approval"), SEVERITY_WARNING},
    {"none-contradicts", N_("What the text denies, no table has"), SEVERITY_ERROR},
    {"table-note-missing", N_("An empty table is explained"), SEVERITY_WARNING},
    {"table-markdown", N_("A table is a file of its own, not of | and - in the text"), SEVERITY_WARNING},
    {"table-twice", N_("A table stands once"), SEVERITY_WARNING},
    {"table-order", N_("Tables stand in the order of their numbers"), SEVERITY_WARNING},
    {"item-level", N_("Account items go down to 项"), SEVERITY_WARNING},
    {"code-name", N_("Account items have their official names"), SEVERITY_WARNING},
    {"item-skipped", N_("The text tells each 项 that is not zero"), SEVERITY_ERROR},
    {"list-item", N_("A list of items names those that are not zero"), SEVERITY_WARNING},
};

const size_t rule_registry_count = sizeof rule_registry / sizeof rule_registry[0];

const RuleEntry *rule_find(Str id)
{
    for (size_t i = 0; i < rule_registry_count; i++)
        if (str_equal(str_of(rule_registry[i].id), id))
            return &rule_registry[i];
    return NULL;
}
