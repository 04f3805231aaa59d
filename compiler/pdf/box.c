// Where things of a page stand on its sheet.
#include "pdf/internal-object.h"

Box page_box(const Page *page, Length x, Length y, Length width, Length height)
{
    // Turned content's left is the sheet's bottom, its top the sheet's left.
    if (page->turned)
        return (Box){milli_of(y), milli_of(x), milli_of(y + height), milli_of(x + width)};
    return (Box){milli_of(x), milli_of(page->height - y - height), milli_of(x + width),
                 milli_of(page->height - y)};
}
