package dev.underpin.introspect.postgresql.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.schema.error.UnderpinException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlsTest {
  @ParameterizedTest
  @CsvSource({
    "postgresql://u@h/d,                     jdbc:postgresql://h:5432/d",
    "postgres://u:p@h:1/d,                   jdbc:postgresql://h:1/d",
    "jdbc:postgresql://h:2/d?user=u,         jdbc:postgresql://h:2/d",
    "jdbc:postgresql:d?user=u,               jdbc:postgresql://localhost:5432/d",
    "postgresql://u@[::1]:7/d,               jdbc:postgresql://[::1]:7/d",
    "postgresql://u@[::1]/d,                 jdbc:postgresql://[::1]:5432/d",
    "postgresql://u@h/a%20b,                 jdbc:postgresql://h:5432/a%20b",
    "postgresql://u@/d?host=x&port=9,        jdbc:postgresql://x:9/d",
    "postgresql://u@h,                       jdbc:postgresql://h:5432/u"
  })
  void understands(String url, String jdbc) {
    assertThat(parse(url).jdbcUrl()).isEqualTo(jdbc);
    assertThat(parse(url).properties()).containsEntry("user", "u");
  }

  @Test
  void takes_several_hosts() {
    assertThat(parse("postgresql://u@a:1,b/d?targetServerType=primary").jdbcUrl())
        .isEqualTo("jdbc:postgresql://a:1,b:5432/d");
  }

  @Test
  void refuses_a_search_path_that_would_mean_nothing() {
    assertThat(parse("postgresql://u@h/d?schema=public").properties())
        .containsEntry("currentSchema", "public");
    parse("postgresql://u@h/d?currentSchema=public,extensions");
    assertThatThrownBy(() -> parse("postgresql://u@h/d?schema=acme"))
        .hasMessageContaining("acme.orders");
    assertThatThrownBy(() -> parse("jdbc:postgresql://h/d?user=u&currentSchema=acme,public"))
        .hasMessageContaining("a table without a schema is taken for one of public");
  }

  @Test
  void passes_parameters_to_the_driver_and_shows_no_secret() {
    DatabaseUrl url =
        parse("postgresql://u:s%40crt@h/d?sslmode=require&sslpassword=hidden&connect_timeout=3");
    assertThat(url.properties())
        .containsEntry("password", "s@crt")
        .containsEntry("sslmode", "require")
        .containsEntry("sslpassword", "hidden")
        .containsEntry("connectTimeout", "3");
    assertThat(url.toString())
        .isEqualTo("postgresql://u@h:5432/d?sslmode=require&sslpassword=***&connect_timeout=3");
    assertThat(parse("postgresql://u@h/d?password=hidden").toString()).doesNotContain("hidden");
  }

  @Test
  void takes_from_the_environment_what_the_url_leaves_open() {
    Map<String, String> environment =
        Map.of(
            "PGHOST", "eh", "PGPORT", "77", "PGUSER", "eu", "PGDATABASE", "ed", "PGPASSWORD", "ep");
    DatabaseUrl url = new PostgresUrls(environment).parse("postgresql://").orElseThrow();
    assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://eh:77/ed");
    assertThat(url.properties()).containsEntry("user", "eu").containsEntry("password", "ep");
  }

  @Test
  void a_service_says_what_the_url_leaves_open(@TempDir Path home) throws IOException {
    Files.writeString(
        home.resolve(".pg_service.conf"),
        """
        # comment
        [shop]
        host=db.example
        port=5433
        dbname=shop_db
        user=sam
        password=s3cret
        sslmode=verify-full
        """);
    Map<String, String> environment = Map.of("HOME", home.toString());
    DatabaseUrl url =
        new PostgresUrls(environment).parse("postgresql:///?service=shop").orElseThrow();
    assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:5433/shop_db");
    assertThat(url.properties())
        .isEqualTo(Map.of("user", "sam", "password", "s3cret", "sslmode", "verify-full"));
    assertThat(url.toString()).doesNotContain("s3cret");
    DatabaseUrl other =
        new PostgresUrls(environment).parse("postgresql://eva@h/d?service=shop").orElseThrow();
    assertThat(other.jdbcUrl()).isEqualTo("jdbc:postgresql://h:5433/d");
    assertThat(other.properties()).containsEntry("user", "eva").doesNotContainKey("host");
    assertThatThrownBy(() -> new PostgresUrls(environment).parse("postgresql:///?service=no"))
        .hasMessageContaining("There is no service \"no\"")
        .hasMessageContaining(".pg_service.conf");
  }

  @Test
  void a_service_loads_no_classes(@TempDir Path home) throws IOException {
    Path file =
        Files.writeString(home.resolve("services"), "[a]\nsocketFactory=java.lang.String\n");
    Map<String, String> environment = Map.of("PGSERVICEFILE", file.toString(), "PGSERVICE", "a");
    assertThatThrownBy(() -> new PostgresUrls(environment).parse("postgresql:///d"))
        .hasMessageContaining("is not taken");
  }

  @Test
  void a_password_file_is_read_where_it_is_the_owners_alone(@TempDir Path home) throws IOException {
    Path file =
        Files.writeString(
            home.resolve("pass"),
            "# comment\nother:*:*:*:no\nh:5432:d:u:a\\:b\\\\c\n*:*:*:*:rest\n");
    Map<String, String> environment = Map.of("PGPASSFILE", file.toString());
    PostgresUrls urls = new PostgresUrls(environment);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(urls.parse("postgresql://u@h/d").orElseThrow().properties())
        .containsEntry("password", "a:b\\c");
    assertThat(urls.parse("postgresql://u@h:1/d").orElseThrow().properties())
        .containsEntry("password", "rest");
    assertThat(urls.parse("postgresql://u:own@h/d").orElseThrow().properties())
        .containsEntry("password", "own");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(urls.parse("postgresql://u@h/d").orElseThrow().properties())
        .containsEntry("password", "");
  }

  @Test
  void a_host_that_is_a_folder_has_the_socket() {
    DatabaseUrl url = parse("postgresql://u@/d?host=/var/run/postgresql&port=5433");

    assertThat(url.socket()).contains("/var/run/postgresql/.s.PGSQL.5433");
    assertThat(url.display()).isEqualTo("postgresql://u@/d?host=/var/run/postgresql&port=5433");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://u@%2Fvar%2Frun,h/d",
        "postgresql://u:p/w@h/d",
        "postgresql://u@h:99999/d",
        "postgresql://u@h:x/d",
        "postgresql://u%zz@h/d"
      })
  void refuses_what_it_cannot_reach_and_shows_no_password(String url) {
    assertThatThrownBy(() -> parse(url))
        .isInstanceOfSatisfying(
            UnderpinException.class,
            e -> assertThat(e.kind()).isEqualTo(UnderpinException.Kind.USAGE))
        .hasMessageNotContaining("u:p");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite:x.db", "mysql://h/d", "jdbc:sqlite:x", "x", ""})
  void leaves_other_engines_alone(String url) {
    assertThat(new PostgresUrls(Map.of()).parse(url)).isEmpty();
  }

  private static DatabaseUrl parse(String url) {
    return new PostgresUrls(Map.of()).parse(url).orElseThrow();
  }
}
