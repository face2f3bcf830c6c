package dev.underpin.dialect.mysql;

import dev.underpin.dialect.mysql.flavor.MysqlFlavor;
import dev.underpin.dialect.mysql.lowering.NeutralTypes;
import dev.underpin.schema.catalog.Version;
import dev.underpin.testkit.GeneratedBlock;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TypeWordsPageTest {
  @Test
  void the_reference_has_every_word_that_is_translated() {
    Map<String, String> mysql = NeutralTypes.words(new MysqlFlavor(false, new Version(8, 0, 0)));
    Map<String, String> mariaDb = NeutralTypes.words(new MysqlFlavor(true, new Version(11, 4, 0)));
    Map<String, TreeSet<String>> byTypes = new TreeMap<>();
    mysql.forEach(
        (word, type) -> {
          String other = mariaDb.getOrDefault(word, word);
          byTypes
              .computeIfAbsent("`" + type + "` | `" + other + "`", t -> new TreeSet<>())
              .add("`" + word + "`");
        });
    StringBuilder text =
        new StringBuilder("| written | on MySQL | on MariaDB 11.4 |\n|---|---|---|\n");
    byTypes.forEach(
        (types, words) ->
            text.append("| ")
                .append(String.join(", ", words))
                .append(" | ")
                .append(types)
                .append(" |\n"));
    new GeneratedBlock("yaml.md", "types of MySQL and MariaDB").mustBe(text.toString());
  }
}
