package dev.underpin.dialect.postgresql.references;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each line is what PostgreSQL 15 calls the column of an index, and what its catalog prints. */
class ExpressionNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "upper|upper((c)::text)",
        "expr|(((c)::text || b))",
        "expr|((j ->> 'k'::text))",
        "int4|(((j ->> 'k'::text))::integer)",
        "a|((a)::text)",
        "int8|(((a + 1))::bigint)",
        "varchar|(((a + 1))::character varying(20))",
        "date_trunc|date_trunc('day'::text, d)",
        "extract|EXTRACT(year FROM d)",
        "coalesce|COALESCE(a, 0)",
        "case|(CASE WHEN (a > 1) THEN b ELSE NULL::text END)",
        "b|(CASE WHEN (a > 1) THEN 'x'::text ELSE b END)",
        "greatest|GREATEST(a, 2)",
        "lower|((lower(b))::character varying)",
        "expr|((a IS NULL))",
        "expr|((- a))",
        "expr|((NOT (a > 1)))",
        "text|((((f * (2)::numeric))::double precision)::text)",
        "array|(ARRAY[a, 1])",
        "btrim|TRIM(BOTH FROM b)",
        "substring|SUBSTRING(b FROM 2)",
        "expr|(((a >= 1) AND (a <= 2)))",
        "expr|((a = ANY (ARRAY[1, 2])))",
        "expr|((upper(b) || lower(b)))",
        "expr|((upper(b) || 'x'::text))",
        "My Function|((app.\"My Function\"(b))::text)",
      })
  void the_column_of_an_expression_has_the_name_that_the_server_gives_it(
      String name, String expression) {
    assertThat(ExpressionName.of(expression)).isEqualTo(name);
  }
}
