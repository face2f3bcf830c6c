package dev.underpin.schema.yaml;

import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import dev.underpin.schema.yaml.read.EngineWords;
import dev.underpin.schema.yaml.read.ReadResult;
import dev.underpin.schema.yaml.read.SchemaReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Short ways for tests to read YAML. */
public final class Yaml {
  public static final Set<String> ENGINES = Set.of("postgresql", "mysql", "mariadb", "sqlite");

  private Yaml() {}

  public static ReadResult result(String yaml) {
    return result(yaml, "postgresql");
  }

  public static ReadResult result(String yaml, String... engine) {
    return new SchemaReader(new EngineWords(List.of(engine), ENGINES))
        .readString("schema.yaml", yaml);
  }

  /** What is declared, where nothing is wrong. */
  public static Declared read(String yaml, String... engine) {
    ReadResult result = engine.length == 0 ? result(yaml) : result(yaml, engine);
    return result
        .declared()
        .orElseThrow(
            () ->
                new AssertionError(
                    "not read:\n" + render(result.problems()) + "\n--- of\n" + yaml));
  }

  /** The table {@code t} with the given lines under it. */
  public static Table table(String lines) {
    return read("tables:\n  t:\n" + lines.indent(4)).schema().tables().get(QualifiedName.of("t"));
  }

  /** The column {@code c} with this definition, written in the YAML as it is. */
  static Column column(String definition) {
    return table("columns:\n  c: " + definition).column("c").orElseThrow();
  }

  /** All problems of a column {@code c} with this definition, as people see them. */
  static String complaints(String columnDefinition) {
    return complaintsOf("tables:\n  t:\n    columns:\n      c: " + columnDefinition + "\n");
  }

  public static String complaintsOf(String yaml) {
    return render(result(yaml).problems());
  }

  static String render(List<Problem> problems) {
    return problems.stream().map(Problem::render).collect(Collectors.joining("\n"));
  }

  public static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(Yaml.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
