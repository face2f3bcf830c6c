package dev.underpin.introspect.mysql.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.introspect.DatabaseUrl;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
