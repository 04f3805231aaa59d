// Which answer a request gets, by its text alone.
#include <microhttpd.h>
#include <stdio.h>
#include <string.h>

#include "preview/internal-preview.h"
#include "testing.h"

#define TEXT "0123456789abcdef0123456789abcdef"

static const Secret secret = {TEXT};

static Route route(const char *url)
{
    return request_route(&(Request){"GET", url, "127.0.0.1:8000", 0}, &secret, 8000);
}

static unsigned status(Request request, unsigned port)
{
    Route found = request_route(&request, &secret, port);
    assert_true((found.kind == ROUTE_ERROR) == (found.status != 0));
    return found.status;
}

static void test_routes(void **state)
{
    (void)state;
    assert_int_equal(route("/" TEXT "/state.json").kind, ROUTE_STATE);
    assert_int_equal(route("/" TEXT "/events").kind, ROUTE_EVENTS);
    assert_int_equal(route("/" TEXT "/document.pdf").kind, ROUTE_PDF);
    assert_int_equal(route("/" TEXT "/").kind, ROUTE_FILE);
    assert_true(str_equal(route("/" TEXT "/preview.js").name, STR("/preview.js")));
    assert_true(str_equal(route("/" TEXT "/site/").name, STR("")));
    assert_true(str_equal(route("/" TEXT "/site/../a.html").name, STR("../a.html")));
}

static void test_pages(void **state)
{
    (void)state;
    assert_int_equal(route("/" TEXT "/pages/1.svg").page, 1);
    assert_int_equal(route("/" TEXT "/pages/9.svg").page, 9);
    assert_int_equal(route("/" TEXT "/pages/10.svg").page, 10);
    assert_int_equal(route("/" TEXT "/pages/999999.svg").page, 999999);
    static const char *const none[] = {"0.svg",  "01.svg", ".svg",   "1.sv",     "1.svgx", "1000000.svg",
                                       "-1.svg", "1/.svg", "1:.svg", "site.svg", ""};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        char url[80];
        snprintf(url, sizeof url, "/" TEXT "/pages/%s", none[i]);
        assert_int_equal(route(url).kind, ROUTE_ERROR);
        assert_int_equal(route(url).status, MHD_HTTP_NOT_FOUND);
    }
}

static void test_hosts(void **state)
{
    (void)state;
    assert_int_equal(status((Request){"GET", "/" TEXT "/", "LocalHost:8000", 0}, 8000), 0);
    assert_int_equal(status((Request){"GET", "/" TEXT "/", "[::1]:8000", 0}, 8000), 0);
    assert_int_equal(status((Request){"GET", "/" TEXT "/", "127.0.0.1", 0}, 80), 0);
    assert_int_equal(status((Request){"GET", "/" TEXT "/", "127.0.0.1:65535", 0}, 65535), 0);
    static const char *const others[] = {
        "127.0.0.1", "127.0.0.1:8001", "127.0.0.1:80000", "localhost.:8000", "a.cn:8000", "", NULL};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_int_equal(status((Request){"GET", "/" TEXT "/", others[i], 0}, 8000),
                         MHD_HTTP_MISDIRECTED_REQUEST);
}

static void test_secret(void **state)
{
    (void)state;
    static const char *const others[] = {"/",
                                         "",
                                         "/" TEXT,
                                         "/" TEXT "?",
                                         "/0123456789abcdef0123456789abcdee/",
                                         "/1123456789abcdef0123456789abcdef/",
                                         "//" TEXT "/",
                                         TEXT "//",
                                         "/site/index.html"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_int_equal(status((Request){"GET", others[i], "127.0.0.1:8000", 0}, 8000), MHD_HTTP_NOT_FOUND);
        // Nor is it said which methods there would be.
        assert_int_equal(status((Request){"POST", others[i], "127.0.0.1:8000", 0}, 8000), MHD_HTTP_NOT_FOUND);
    }
    assert_int_equal(status((Request){"POST", "/" TEXT "/", "127.0.0.1:8000", 0}, 8000),
                     MHD_HTTP_METHOD_NOT_ALLOWED);
    assert_int_equal(status((Request){"get", "/" TEXT "/", "127.0.0.1:8000", 0}, 8000),
                     MHD_HTTP_METHOD_NOT_ALLOWED);
}

static void test_lengths(void **state)
{
    (void)state;
    assert_int_equal(status((Request){"GET", "/" TEXT "/", "127.0.0.1:8000", 1}, 8000), 0);
    assert_int_equal(status((Request){"GET", "/" TEXT "/", "127.0.0.1:8000", 2}, 8000), MHD_HTTP_BAD_REQUEST);
}

static void test_unescape(void **state)
{
    (void)state;
    char chinese[] = "/%E8%A1%A8.html", none[] = "/a%00%41", broken[] = "/%4", twice[] = "/%2541",
         hidden[] = "/%%300";
    assert_int_equal(request_unescape(chinese), strlen("/表.html"));
    assert_string_equal(chinese, "/表.html");
    assert_int_equal(request_unescape(none), 8);
    assert_string_equal(none, "/a%00%41");
    assert_int_equal(request_unescape(broken), strlen(broken));
    request_unescape(twice);
    assert_string_equal(twice, "/%41");
    // What one unescaping leaves is not unescaped again: it is refused as it stands.
    assert_int_equal(request_unescape(hidden), 4);
    assert_string_equal(hidden, "/%00");
    assert_int_equal(status((Request){"GET", "/" TEXT "/%00", "127.0.0.1:8000", 0}, 8000),
                     MHD_HTTP_BAD_REQUEST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_routes),  cmocka_unit_test(test_pages),
                                       cmocka_unit_test(test_hosts),   cmocka_unit_test(test_secret),
                                       cmocka_unit_test(test_lengths), cmocka_unit_test(test_unescape)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
