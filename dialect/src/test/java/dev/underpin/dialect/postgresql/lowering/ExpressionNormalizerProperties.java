package dev.underpin.dialect.postgresql.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.dialect.postgresql.references.ColumnReferences;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What must hold for any text, readable or not. */
class ExpressionNormalizerProperties {
  @Property
  void canonical_spelling_is_stable(@ForAll("sql") String sql) {
    String once = ExpressionNormalizer.canonical(sql);
    assertThat(ExpressionNormalizer.canonical(once)).isEqualTo(once);
  }

  @Property
  void the_spelling_of_a_type_is_stable(@ForAll("sql") String sql) {
    String once = TypeName.canonical(sql);
    assertThat(TypeName.canonical(once)).isEqualTo(once);
  }

  @Property
  void a_rename_and_its_inverse_change_no_meaning(@ForAll("sql") String sql) {
    String there = ColumnReferences.rename(sql, "a", "fresh_name");
    String back = ColumnReferences.rename(there, "fresh_name", "a");
    assertThat(ExpressionNormalizer.canonical(back)).isEqualTo(ExpressionNormalizer.canonical(sql));
  }

  @Property
  void no_text_stops_the_lexer(@ForAll String sql) {
    for (Token token : Lexer.tokens(sql)) assertThat(token.text()).isNotEmpty();
  }

  @Provide
  Arbitrary<String> sql() {
    return Arbitraries.of(
            "a",
            "b",
            "\"A\"",
            "\"a\"",
            "select",
            "and",
            "IN",
            "now",
            "nextval",
            "int",
            "numeric",
            "(",
            ")",
            "(1)",
            ",",
            ".",
            "::",
            "'x'",
            "E'\\''",
            "$$a$$",
            "1",
            "1.5",
            "-",
            "+",
            "=",
            "<>",
            "!=",
            "||",
            "[",
            "]",
            "--c\n",
            "/* a */",
            " ",
            "array",
            "interval",
            "timestamp",
            "with time zone",
            "is",
            "not",
            "null",
            ":=",
            "=>")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join(" ", parts));
  }
}
