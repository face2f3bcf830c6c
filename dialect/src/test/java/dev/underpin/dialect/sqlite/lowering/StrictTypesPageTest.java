package dev.underpin.dialect.sqlite.lowering;

import dev.underpin.testkit.GeneratedBlock;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StrictTypesPageTest {
  @Test
  void the_reference_has_every_word_that_is_translated() {
    StringBuilder text = new StringBuilder("| written | in a STRICT table |\n|---|---|\n");
    for (String type : List.of("INTEGER", "REAL", "TEXT", "BLOB")) {
      text.append("| ")
          .append(
              StrictTypes.words().entrySet().stream()
                  .filter(e -> e.getValue().equals(type))
                  .map(e -> "`" + e.getKey().replace('_', ' ') + "`")
                  .sorted()
                  .collect(Collectors.joining(", ")))
          .append(" | `")
          .append(type)
          .append("` |\n");
    }
    new GeneratedBlock("yaml.md", "types of STRICT tables").mustBe(text.toString());
  }
}
