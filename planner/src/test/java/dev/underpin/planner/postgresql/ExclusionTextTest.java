package dev.underpin.planner.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.planner.postgresql.kit.ExclusionText;
import dev.underpin.planner.recipe.DataChecks.Excluded;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.SqlText;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExclusionTextTest {
  @Test
  void reads_columns_calls_and_expressions_with_their_operators() {
    ExclusionText text =
        text(
            "EXCLUDE USING gist (\"a(b\" COLLATE \"C\" gist_text_ops WITH =, other.f(x, (y)) WITH"
                + " OPERATOR(pg_catalog.&&), (lower(c)) range_ops DESC NULLS LAST WITH -|-) INCLUDE"
                + " (z) WHERE ((NOT cancelled))");
    assertThat(text.elements())
        .containsExactly(
            excluded("\"a(b\"", "="),
            excluded("other.f(x, (y))", "OPERATOR(pg_catalog.&&)"),
            excluded("(lower(c))", "-|-"));
    assertThat(text.where()).contains(SqlText.of("((NOT cancelled))"));
  }

  @Test
  void needs_no_method_and_no_condition() {
    ExclusionText text = text("EXCLUDE (room WITH =)");
    assertThat(text.elements()).isEqualTo(List.of(excluded("room", "=")));
    assertThat(text.where()).isEmpty();
  }

  @Test
  void says_nothing_of_another_text() {
    assertThat(text("EXCLUDE USING gist").elements()).isEmpty();
    assertThat(text("EXCLUDE (room)").elements()).isEmpty();
  }

  private static Excluded excluded(String value, String operator) {
    return new Excluded(SqlText.of(value), SqlText.of(operator));
  }

  private static ExclusionText text(String definition) {
    return new ExclusionText(
        new ExclusionConstraint(Optional.of("x"), SqlText.of(definition), new TreeMap<>()));
  }
}
