package dev.underpin.introspect.sqlite.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.introspect.Introspectors;
import dev.underpin.introspect.sqlite.SqliteIntrospector;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteUrlsTest {
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiterString = " is ",
      value = {
        "sqlite:shop.db is shop.db",
        "sqlite:data/shop.db is data/shop.db",
        "sqlite:/tmp/shop.db is /tmp/shop.db",
        "sqlite:///tmp/shop.db is /tmp/shop.db",
        "SQLITE:shop.db is shop.db",
        "jdbc:sqlite:shop.db is shop.db",
        "jdbc:sqlite:shop.db?cache_size=10 is shop.db",
        "file:shop.db is shop.db",
        "file:shop.db?mode=ro is shop.db",
        "file:///tmp/a%20b.db is /tmp/a b.db",
        "file://localhost/tmp/shop.db is /tmp/shop.db",
        "sqlite:file:shop.db?mode=rw is shop.db",
        "sqlite:a b.db is a b.db",
        "sqlite:what?.db is what?.db",
        "sqlite:50%.db is 50%.db",
        "sqlite:a%20b.db is a%20b.db",
        "sqlite:a#b+c.db is a#b+c.db"
      })
  void a_path_means_itself_and_a_uri_what_sqlite_says(String url, String path) {
    DatabaseUrl parsed = SqliteUrls.parse(url).orElseThrow();

    assertThat(SqliteUrls.file(parsed)).contains(Path.of(path).toAbsolutePath());
    assertThat(parsed.toString()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sqlite::memory:",
        "jdbc:sqlite::memory:",
        "jdbc:sqlite:",
        "file::memory:?cache=shared",
        "file:x?mode=memory"
      })
  void a_database_in_memory_has_no_file(String url) {
    assertThat(SqliteUrls.file(SqliteUrls.parse(url).orElseThrow())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql://localhost/shop", "shop.db", "", "mysql:sqlite:"})
  void other_urls_are_not_sqlites(String url) {
    assertThat(SqliteUrls.parse(url)).isEmpty();
  }

  @Test
  void the_drivers_parameters_pass_through_and_a_key_is_never_shown() {
    DatabaseUrl url =
        SqliteUrls.parse("jdbc:sqlite:shop.db?cache_size=10&key=secret").orElseThrow();

    assertThat(url.properties()).containsEntry("cache_size", "10").containsEntry("key", "secret");
    assertThat(url.toString()).doesNotContain("secret");
  }

  @Test
  void the_engine_is_found_by_its_url() {
    assertThat(Introspectors.parseUrl("sqlite:shop.db").engineId()).isEqualTo("sqlite");
    assertThat(Introspectors.of("sqlite")).isInstanceOf(SqliteIntrospector.class);
  }
}
