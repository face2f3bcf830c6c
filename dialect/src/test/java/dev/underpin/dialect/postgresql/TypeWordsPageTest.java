package dev.underpin.dialect.postgresql;

import dev.underpin.dialect.postgresql.lowering.NeutralTypes;
import dev.underpin.testkit.GeneratedBlock;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TypeWordsPageTest {
  @Test
  void the_reference_has_every_word_that_is_translated() {
    Map<String, String> byType =
        NeutralTypes.words().entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getValue,
                    TreeMap::new,
                    Collectors.mapping(
                        e -> "`" + e.getKey() + "`",
                        Collectors.collectingAndThen(
                            Collectors.toList(),
                            words -> words.stream().sorted().collect(Collectors.joining(", "))))));
    StringBuilder text = new StringBuilder("| written | on PostgreSQL |\n|---|---|\n");
    byType.forEach(
        (type, words) ->
            text.append("| ").append(words).append(" | `").append(type).append("` |\n"));
    new GeneratedBlock("yaml.md", "types of PostgreSQL").mustBe(text.toString());
  }
}
