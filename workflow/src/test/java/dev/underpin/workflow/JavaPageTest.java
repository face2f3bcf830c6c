package dev.underpin.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.underpin.schema.error.UnderpinException;
import dev.underpin.testkit.TestDatabase;
import dev.underpin.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java of {@code docs/java.md} compiles, and does what the page says. */
class JavaPageTest {
  private static final List<Path> SOURCES =
      List.of(
          Path.of("src", "test", "java", "dev", "underpin", "workflow", "EmbeddedExample.java"),
          Path.of("..", "examples/junit/src/test/java/com/example/shop/OrdersTest.java"),
          Path.of("..", "junit/src/test/java/dev/underpin/junit/SchemaExtensionTest.java"));
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\n(.*?)^```$");

  @TempDir Path folder;

  @Test
  void every_example_of_the_page_is_one_that_is_compiled() throws IOException {
    String source = "";
    for (Path file : SOURCES) source += words(Files.readString(file));
    String compiled = source;
    List<String> blocks =
        BLOCK
            .matcher(Files.readString(Path.of("..", "docs", "java.md")))
            .results()
            .map(block -> words(block.group(1)))
            .toList();
    assertThat(blocks).hasSize(6).allSatisfy(block -> assertThat(compiled).contains(block));
  }

  /** Whatever the indentation is. */
  private static String words(String text) {
    return String.join(" ", text.strip().split("\\s+"));
  }

  @Test
  void the_examples_run() throws IOException {
    Path schema = folder.resolve("schema.yaml");
    Path migrations = folder.resolve("migrations");
    try (TestDatabase database = TestServers.sqlite().newDatabase()) {
      Source source = new Source(database);
      Files.writeString(schema, "tables: {t: {columns: {id: bigint, note: text}}}");
      Underpin.connect(source).withMigrations(migrations).save(schema, "first");
      EmbeddedExample example = new EmbeddedExample();
      example.start(source, migrations);
      assertThat(example.log).singleElement().asString().endsWith("_first: APPLIED");

      Files.writeString(schema, "tables: {t: {columns: {id: bigint}}}");
      example.log.clear();
      example.change(source, schema);
      assertThat(example.log.get(0)).startsWith("1. ");
      assertThat(example.log.get(example.log.size() - 1)).endsWith(" ms");
      assertThat(database.value("SELECT count(*) FROM pragma_table_info('t') WHERE name = 'note'"))
          .isEqualTo("0");

      example.log.clear();
      example.report(
          catchThrowableOfType(
              UnderpinException.class,
              () -> Underpin.connect(source).plan("tables: {t: {cols: {}}}")));
      assertThat(example.log.get(0)).startsWith("FAILED: schema.yaml:1");
      assertThat(example.log).anyMatch(line -> line.startsWith("at schema.yaml:1"));
    }
  }
}
