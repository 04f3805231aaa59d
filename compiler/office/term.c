// Until when a document is to be published.
#include "office/internal-office.h"

enum { DAY = 86400, DAYS_MOST = 366 };

bool office_days(Str text, int *days)
{
    size_t at = 0;

    *days = 0;
    while (at < text.n && at < 3 && text.at[at] >= '0' && text.at[at] <= '9')
        *days = *days * 10 + (text.at[at++] - '0');
    return *days > 0 && *days <= DAYS_MOST &&
           (at == text.n ||
            words_find(words_builtin.lists[WORDS_REGISTER_DAYS], str_trim(str_slice(text, at, text.n))) >= 0);
}

// After its approval: what the manifest says of all departments, or of all units, else the template.
static int usual_days(const Office *office, const OfficeDocument *document)
{
    int said = document->unit ? office->within_units : office->within;
    const Template *template = document->unit ? office->own_unit : office->department;

    return said || !template ? said : template->publication_days;
}

bool office_due(const Office *office, const OfficeDocument *document, Date *due)
{
    const Str *said = document->said;
    Str approved = said[FIELD_APPROVED].n ? said[FIELD_APPROVED]
                   : document->unit       ? office->approved_units
                                          : office->approved;
    int days;
    bool own = office_days(said[FIELD_DUE], &days);

    if (!own && (office_date(said[FIELD_DUE], due) || office_date(office->publish_by, due)))
        return true;
    if (!office_date(approved, due))
        return false;
    *due = date_at(date_seconds(*due) + (int64_t)(own ? days : usual_days(office, document)) * DAY);
    return true;
}
