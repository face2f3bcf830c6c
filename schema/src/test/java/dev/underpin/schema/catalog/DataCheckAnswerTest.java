package dev.underpin.schema.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.QualifiedName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataCheckAnswerTest {
  private static final DataCheck CHECK =
      new DataCheck(
          "id",
          QualifiedName.of("t"),
          new Finding(FindingCode.DUPLICATES, Map.of(), "share the same code"),
          "SELECT 1",
          "");

  @Test
  void names_rows_in_one_order_whatever_the_server_gives() {
    assertThat(answer("b", "10", "2", "a").sentence())
        .isEqualTo("4 rows of t share the same code (2, 10, a, b)");
  }

  private static DataCheckAnswer answer(String... keys) {
    return new DataCheckAnswer(CHECK, keys.length, List.of(keys), Optional.empty());
  }
}
