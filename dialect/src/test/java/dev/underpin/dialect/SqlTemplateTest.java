package dev.underpin.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.SqlText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SqlTemplateTest {
  private static SqlTemplate template(String engine, String searchPath) {
    DialectProvider provider = Dialects.provider(engine);
    return provider.create(provider.baseline()).template(searchPath);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          postgresql | a b       | "a b"
          postgresql | select    | "select"
          postgresql | say "x" y | "say ""x"" y"
          postgresql | {}        | "{}"
          postgresql | 🦀 ß      | "🦀 ß"
          mysql      | a b       | `a b`
          mysql      | select    | `select`
          mysql      | say `x` " | `say ``x`` "`
          mysql      | 🦀 ß      | `🦀 ß`
          mariadb    | a `b      | `a ``b`
          sqlite     | a b       | "a b"
          sqlite     | select    | "select"
          sqlite     | say "x" ` | "say ""x"" `"
          sqlite     | 🦀 ß      | "🦀 ß"
          """)
  void quotesIdentifiers(String engine, String name, String quoted) {
    assertThat(template(engine, "").sql("DROP TABLE {}", name)).isEqualTo("DROP TABLE " + quoted);
  }

  @ParameterizedTest
  @CsvSource({"postgresql", "mysql", "mariadb", "sqlite"})
  void leavesTheLengthOfNamesAlone(String engine) {
    String longest = "ä".repeat(31) + "x";
    assertThat(template(engine, "").sql("{}", longest)).hasSize(34).contains(longest);
  }

  @Test
  void leavesOutTheNamespaceThatIsImplied() {
    QualifiedName name = new QualifiedName("app", "a.b");
    assertThat(template("postgresql", "app").sql("{}", name)).isEqualTo("\"a.b\"");
    assertThat(template("postgresql", "public").sql("{}", name)).isEqualTo("\"app\".\"a.b\"");
    assertThat(template("mysql", "").sql("{}", name)).isEqualTo("`app`.`a.b`");
    assertThat(template("sqlite", "").sql("{}", name)).isEqualTo("\"a.b\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          postgresql | it's \\ "x" | 'it''s \\ "x"'
          mysql      | it's \\ "x" | 'it''s \\\\ "x"'
          mariadb    | it's \\ "x" | 'it''s \\\\ "x"'
          sqlite     | it's \\ "x" | 'it''s \\ "x"'
          """)
  void writesLiterals(String engine, String value, String literal) {
    assertThat(template(engine, "").sql("{}", new Literal(value))).isEqualTo(literal);
  }

  @Test
  void composesFragmentsListsWordsAndNumbers() {
    SqlTemplate template = template("sqlite", "");
    SqlText condition = template.fragment("{} > {}", "a", 0);
    assertThat(
            template.sql(
                "SELECT {} FROM {} WHERE {}{}{} /* {} */ LIMIT {}",
                List.of("a", "b c"),
                QualifiedName.of("t"),
                condition,
                Optional.of(template.fragment(" AND {}", SqlText.of("x = '{}'"))),
                Optional.empty(),
                ReferentialAction.CASCADE,
                5L))
        .isEqualTo(
            "SELECT \"a\", \"b c\" FROM \"t\" WHERE \"a\" > 0 AND x = '{}' /* CASCADE */ LIMIT 5");
  }

  @Test
  void refusesWhatDoesNotAgreeWithItsTemplate() {
    SqlTemplate template = template("sqlite", "");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> template.sql("DROP {} {}", "t"))
        .withMessage("Too few arguments for: DROP {} {}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> template.sql("DROP {}", "t", "u"))
        .withMessage("Too many arguments for: DROP {}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> template.sql("{}", 0.5))
        .withMessage("No part of SQL: java.lang.Double");
  }
}
