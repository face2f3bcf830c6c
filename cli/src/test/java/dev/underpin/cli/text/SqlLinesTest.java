package dev.underpin.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL that is shown means what is run. */
class SqlLinesTest {
  @Test
  void a_long_line_is_broken_at_spaces_and_goes_on_with_an_indent() {
    assertThat(SqlLines.of("SELECT one, two, three FROM a_table", 20))
        .containsExactly("SELECT one, two,", "  three FROM a_table");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'a string of many words that is long'",
        "'it''s a string of many words'",
        "\"a name of many words that is long\"",
        "`a name of many words that is long`",
        "[a name of many words that is long]",
        "-- a comment of many words that is long",
        "# a comment of many words that is long",
        "/* a comment /* of many */ words that is long */",
        "$$ a body of many words that is long $$",
        "$tag$ a body $$ of many words that is long $tag$",
      })
  void what_must_stay_together_does(String token) {
    assertThat(SqlLines.of("SELECT x AS y, " + token, 20)).contains("  " + token);
  }

  @Test
  void a_string_of_several_lines_is_not_broken_in_its_second_line() {
    assertThat(SqlLines.of("SELECT 'one\ntwo three four five six seven' AS a", 20))
        .containsExactly("SELECT 'one", "two three four five six seven'", "  AS a");
  }

  @Test
  void behind_an_escape_that_engines_read_differently_nothing_is_broken() {
    assertThat(SqlLines.of("SELECT 'a\\' , b, c, d, e, f, g, h", 20))
        .containsExactly("SELECT", "  'a\\' , b, c, d, e, f, g, h");
  }

  @Test
  void a_subscript_is_no_quoted_name() {
    assertThat(SqlLines.of("x = ANY (ARRAY['one'::text, 'two'::text])", 30))
        .containsExactly("x = ANY (ARRAY['one'::text,", "  'two'::text])");
  }

  @Test
  void the_semicolon_stands_outside_of_a_comment() {
    assertThat(SqlLines.ended("SELECT 1 -- one")).isEqualTo("SELECT 1 -- one\n;");
    assertThat(SqlLines.ended("SELECT 1")).isEqualTo("SELECT 1;");
  }

  @Test
  void the_words_stay_the_same() {
    String sql = "CREATE VIEW v AS SELECT id, -- the key, which is never null\n  name FROM t";
    for (int width = 10; width < 80; width++)
      assertThat(words(SqlLines.of(sql, width))).isEqualTo(words(List.of(sql)));
  }

  private static List<String> words(List<String> lines) {
    return List.of(String.join("\n", lines).strip().split("\\s+"));
  }
}
