package dev.underpin.dialect.sqlite.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionNormalizerTest {
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '\u0001',
      value = {
        "a>0 => a > 0",
        "(a > 0) => a > 0",
        "((a > 0)) => a > 0",
        "(a) + (b) => (a) + (b)",
        "\"a\"  > 0 => a > 0",
        "[a] > 0 => a > 0",
        "`a b` > 0 => \"a b\" > 0",
        "\"key\" > 0 => key > 0",
        "key > 0 => key > 0",
        "a is not null => a IS NOT NULL",
        "LOWER( a ) => lower(a)",
        "\"LOWER\"(a) => lower(a)",
        "a in (1,2) => a IN (1, 2)",
        "a /* why */ > 0 => a > 0",
        "x'AB' => x'ab'",
        "'It''s' => 'It''s'",
        "(select max(a) from t) => (SELECT max(a) FROM t)",
        "(a, b) => (a, b)",
        "current_timestamp => CURRENT_TIMESTAMP",
        "true => TRUE",
        "t . a = 1 => t.a = 1"
      })
  void an_expression_has_one_canonical_spelling(String written, String canonical) {
    assertThat(ExpressionNormalizer.expression(written)).isEqualTo(canonical);
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource(
      delimiterString = " and ",
      quoteCharacter = '\u0001',
      value = {
        "'a' and 'A'",
        "'a  b' and 'a b'",
        "\"end\" and end",
        "\"true\" and true",
        "a and A",
        "\"a\" and 'a'",
        "1.0 and 1.00",
        "a = 1 and a == 1",
        "a - -1 and a - 1",
        "'--x' and ''"
      })
  void what_may_mean_something_else_stays_apart(String one, String two) {
    assertThat(ExpressionNormalizer.expression(one))
        .isNotEqualTo(ExpressionNormalizer.expression(two));
  }

  @Property
  void the_canonical_spelling_of_a_canonical_spelling_is_itself(
      @ForAll("expressions") String written) {
    String canonical = ExpressionNormalizer.expression(written);
    assertThat(ExpressionNormalizer.expression(canonical)).isEqualTo(canonical);
  }

  @Property
  void cleaning_changes_no_meaning(@ForAll("expressions") String written) {
    assertThat(ExpressionNormalizer.expression(ExpressionNormalizer.clean(written)))
        .isEqualTo(ExpressionNormalizer.expression(written));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiterString = " is ",
      value = {
        "VARCHAR(255) is varchar(255)",
        "Varchar  (255) is varchar(255)",
        "NUMERIC(12, 2) is numeric(12, 2)",
        "NUMERIC(12,2) is numeric(12,2)",
        "Unsigned   Big\tInt is unsigned big int",
        "\"My Type\" is \"My Type\""
      })
  void a_type_is_compared_without_case_and_with_single_blanks(String written, String canonical) {
    assertThat(ExpressionNormalizer.type(written)).isEqualTo(canonical);
  }

  @Test
  void cleaning_puts_a_text_with_comments_on_one_line() {
    assertThat(ExpressionNormalizer.clean("a > 0 -- positive\n  AND  b /* or */ > 0\n"))
        .isEqualTo("a > 0 AND b > 0");
    assertThat(ExpressionNormalizer.clean("'a  -- b'||c")).isEqualTo("'a  -- b'||c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a > 'x", "(a", "a)", "a) -- (", "1; drop table t", "\"a"})
  void a_text_that_is_no_single_expression_has_a_flaw(String text) {
    assertThat(ExpressionNormalizer.flaw(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a > 0", "')'", "f(a, ';')", "case when a then 1 else 2 end"})
  void an_expression_has_none(String text) {
    assertThat(ExpressionNormalizer.flaw(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "-1", "+1.5", "'x'", "x'00'", "null", "TRUE", "current_date", "\"x\""})
  void a_literal_needs_no_parentheses_as_a_default(String text) {
    assertThat(ExpressionNormalizer.isLiteral(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 + 1", "abs(1)", "- - 1", "abc", "-'x'", ""})
  void anything_else_does(String text) {
    assertThat(ExpressionNormalizer.isLiteral(text)).isFalse();
  }

  @Provide
  Arbitrary<String> expressions() {
    return Arbitraries.of(
            "a",
            "\"b c\"",
            "[key]",
            "`end`",
            "key",
            "lower(",
            ")",
            "(",
            " ",
            "\n",
            "AND",
            "not",
            "'x'",
            "1",
            "+",
            ",",
            ".",
            "x'AB'",
            "/* c */",
            "--c\n",
            "in",
            "\"Lower\"(",
            "select",
            "true",
            "\"true\"",
            "||")
        .list()
        .ofMaxSize(10)
        .map(parts -> String.join(" ", parts));
  }
}
