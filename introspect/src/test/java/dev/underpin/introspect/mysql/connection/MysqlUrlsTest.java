package dev.underpin.introspect.mysql.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.introspect.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MysqlUrlsTest {
  @Test
  void a_url_says_where_who_and_what() {
    DatabaseUrl url = parse("mysql://shop:p%40ss@db.example:3307/my%20shop?sslMode=REQUIRED");

    assertThat(url.engineId()).isEqualTo("mysql");
    assertThat(url.jdbcUrl()).isEqualTo("jdbc:mysql://db.example:3307/my%20shop");
    assertThat(url.properties())
        .isEqualTo(Map.of("user", "shop", "password", "p@ss", "sslMode", "REQUIRED"));
  }

  @Test
  void a_password_is_never_shown() {
    DatabaseUrl url =
        parse("mysql://shop:secret@db/x?trustCertificateKeyStorePassword=other&user=u");

    assertThat(url.toString())
        .isEqualTo("mysql://shop@db:3306/x?trustCertificateKeyStorePassword=***");
  }

  @Test
  void the_jdbc_form_is_the_same() {
    assertThat(parse("jdbc:mysql://db/x?user=a&password=b").properties())
        .isEqualTo(Map.of("user", "a", "password", "b"));
  }

  @Test
  void each_engine_has_a_word_of_its_own() {
    assertThat(new MysqlUrls("mariadb", Map.of()).parse("mysql://db/x")).isEmpty();
    assertThat(new MysqlUrls("mariadb", Map.of()).parse("mariadb://db/x").orElseThrow().jdbcUrl())
        .isEqualTo("jdbc:mariadb://db:3306/x");
    assertThat(new MysqlUrls("mysql", Map.of()).parse("postgresql://db/x")).isEmpty();
  }

  @Test
  void what_is_left_open_comes_from_the_environment() {
    Map<String, String> environment =
        Map.of("MYSQL_HOST", "h", "MYSQL_TCP_PORT", "3310", "MYSQL_PWD", "pw");

    DatabaseUrl url = new MysqlUrls("mysql", environment).parse("mysql://u@/").orElseThrow();

    assertThat(url.jdbcUrl()).isEqualTo("jdbc:mysql://h:3310/");
    assertThat(url.properties()).isEqualTo(Map.of("user", "u", "password", "pw"));
  }

  @Test
  void an_option_file_comes_before_the_environment(@TempDir Path home) throws IOException {
    Path file =
        Files.writeString(
            home.resolve(".my.cnf"),
            """
            [mysqld]
            user = server
            [client]
            user = sam   # comment
            password = "a#b\\s;"
            host = db.example
            """);
    Map<String, String> environment =
        Map.of("HOME", home.toString(), "MYSQL_PWD", "no", "MYSQL_HOST", "no");
    DatabaseUrl url = new MysqlUrls("mysql", environment).parse("mysql:///x").orElseThrow();
    assertThat(url.jdbcUrl()).isEqualTo("jdbc:mysql://db.example:3306/x");
    assertThat(url.properties()).isEqualTo(Map.of("user", "sam", "password", "a#b ;"));
    assertThat(url.toString()).doesNotContain("a#b");
    DatabaseUrl own = new MysqlUrls("mysql", environment).parse("mysql://u:p@h/x").orElseThrow();
    assertThat(own.properties()).isEqualTo(Map.of("user", "u", "password", "p"));

    Files.writeString(file, "[client]\nuser=sam\nsocket=/run/my.sock\n");
    assertThat(new MysqlUrls("mysql", environment).parse("mysql:///x").orElseThrow().socket())
        .contains("/run/my.sock");
    assertThat(new MysqlUrls("mysql", environment).parse("mysql://h/x").orElseThrow().socket())
        .isEmpty();

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(
            new MysqlUrls("mysql", environment).parse("mysql://u@h/x").orElseThrow().properties())
        .isEqualTo(Map.of("user", "u", "password", "no"));
  }

  @Test
  void several_hosts_and_addresses_pass_on() {
    assertThat(parse("mysql://u@a,b:3307,[::1]/x").jdbcUrl())
        .isEqualTo("jdbc:mysql://a:3306,b:3307,[::1]:3306/x");
  }

  @Test
  void a_password_that_breaks_the_url_is_explained() {
    assertThatThrownBy(() -> parse("mysql://u:pa/ss@db/x")).hasMessageContaining("percent-encoded");
  }

  private static DatabaseUrl parse(String url) {
    return new MysqlUrls("mysql", Map.of()).parse(url).orElseThrow();
  }
}
