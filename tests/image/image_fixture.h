// What the tests of images share.
#ifndef GONGKAI_IMAGE_FIXTURE_H
#define GONGKAI_IMAGE_FIXTURE_H

#include "plain_fixture.h"

#include "image/image.h"
#include "image/make_image.h"

static inline Image *read_image(Fixture *f, Str bytes)
{
    return image_read(f->arena, f->diag, bytes, STR("images/图.png"),
                      (Place){.file = STR("sections/1.md"), .line = 3});
}

static inline void assert_refused(const Fixture *f, const char *rule)
{
    assert_int_equal(diag_total(f->diag), 1);
    assert_string_equal(diag_at(f->diag, 0)->rule, rule);
    assert_int_equal(diag_at(f->diag, 0)->place.line, 3);
    assert_true(diag_at(f->diag, 0)->hint.n > 0);
}

#endif
