// Until when a document is to be published.
#include "office/office.h"

enum { TERM_DAYS = 20, DAY = 86400 }; // 预算法 article 14

bool office_due(const Office *office, const OfficeDocument *document, Date *due)
{
    const Str *said = document->said;
    Str approved = said[FIELD_APPROVED].n ? said[FIELD_APPROVED]
                   : document->unit       ? office->approved_units
                                          : office->approved;

    if (office_date(said[FIELD_DUE], due) || office_date(office->publish_by, due))
        return true;
    if (!office_date(approved, due))
        return false;
    *due = date_at(date_seconds(*due) + (int64_t)TERM_DAYS * DAY);
    return true;
}
