package dev.underpin.introspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.underpin.introspect.mysql.connection.MysqlUrls;
import dev.underpin.introspect.postgresql.connection.PostgresUrls;
import dev.underpin.schema.error.UnderpinException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No part of a password is shown, whatever characters the URL has. */
class UrlSecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "u:AAAA/BBBB@127.0.0.1:5432/h",
        "u:AAAA?BBBB@127.0.0.1:5432/h",
        "u:a@AAAA/p?w#BBBB@host:5432/h",
        "u:AAAA:BBBB/@host/h",
        "host:AAAA/h",
        "host/h?user=u&password=AAAA&BBBB",
        "u:%zzAAAA@host/h"
      })
  void a_password_that_is_not_encoded_is_refused_and_not_shown(String rest) {
    assertThatThrownBy(() -> postgresql(rest))
        .isInstanceOf(UnderpinException.class)
        .hasMessageNotContainingAny("AAAA", "BBBB");
    assertThatThrownBy(() -> mysql(rest))
        .isInstanceOf(UnderpinException.class)
        .hasMessageNotContainingAny("AAAA", "BBBB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a?b", "a#b", "a@b", "a:b", "a&b", "%", "a b", "ü😀"})
  void an_encoded_password_arrives_and_is_not_shown(String password) {
    String rest = "u:" + URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");
    for (DatabaseUrl url : new DatabaseUrl[] {postgresql(rest + "@h/d"), mysql(rest + "@h/d")}) {
      assertThat(url.properties()).containsEntry("password", password);
      assertThat(url.display()).contains("u@h:").doesNotContain("u:");
    }
  }

  private static DatabaseUrl postgresql(String rest) {
    return new PostgresUrls(Map.of()).parse("postgresql://" + rest).orElseThrow();
  }

  private static DatabaseUrl mysql(String rest) {
    return new MysqlUrls("mysql", Map.of()).parse("mysql://" + rest).orElseThrow();
  }
}
