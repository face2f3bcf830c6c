package dev.underpin.workflow.files;

import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.json.LockEntry;
import dev.underpin.schema.json.LockYaml;
import dev.underpin.schema.json.SchemaCodec;
import dev.underpin.schema.model.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The schema after all saved migrations. It has a line for each column, index or view and none that
 * every branch changes, so that lines of two branches can stand in one file.
 *
 * @param namespace of unqualified names; empty where the engine has none
 * @param problem why nothing can be planned from it; empty where it says what the migrations say
 */
public record LockFile(
    Engine engine, String namespace, Schema schema, Optional<UnderpinException> problem) {
  /** The file's name in the migrations folder. */
  public static final String NAME = "schema.lock.yaml";

  private static final String WARNING =
      "# The schema after all migrations. Written by underpin; not to be edited.";
  private static final Pattern LAST = Pattern.compile("last: (\\S+) ([0-9a-f]{64})");
  private static final Pattern ENGINE =
      Pattern.compile("engine: (\\S+) (\\S+)(?: ((?!names:)\\S+))?( names: small)?");

  /** One that says what the migrations say. */
  public LockFile(Engine engine, String namespace, Schema schema) {
    this(engine, namespace, schema, Optional.empty());
  }

  /** The file's text. */
  public String text() {
    String on =
        "engine: "
            + engine.id()
            + " "
            + engine.version()
            + (namespace.isEmpty() ? "" : " " + namespace)
            + (engine.smallNames() ? " names: small" : "");
    Object tree = SchemaCodec.toTree(schema.withUnmanaged(Optional.empty()));
    return WARNING + "\n" + on + "\n" + LockEntry.write(LockEntry.of(tree));
  }

  /** The same where something else is to be planned from, or a refusal that says why not. */
  public LockFile required() {
    problem.ifPresent(
        e -> {
          throw e;
        });
    return this;
  }

  /**
   * Read one.
   *
   * @param saved the migrations that it must agree with
   */
  static LockFile parse(Path file, String text, List<SavedParts> saved) {
    String plain = text.replace("\r\n", "\n");
    if (plain.contains("<<<<<<<") && plain.contains(">>>>>>>")) {
      throw UnderpinException.failed(
          FindingCode.LOCK_FILE_CONFLICT,
          """
          %s has merge conflicts. Keep the lines of both sides, without the lines that mark the \
          conflict (git does so by itself with %s in that folder)."""
              .formatted(file, GitAttributes.NAME));
    }
    String[] lines = plain.split("\n", 3);
    boolean earlier = LAST.matcher(lines[0]).matches();
    Matcher engine = ENGINE.matcher(lines.length > 1 ? lines[1] : "");
    if (lines.length < 2 || !earlier && !lines[0].startsWith("#") || !engine.matches()) {
      throw UnderpinException.failed(
          "%s does not begin as Underpin writes it, with \"engine: NAME VERSION\" in its second line. Restore it from version control."
              .formatted(file));
    }
    Engine on =
        new Engine(
            engine.group(1),
            engine.group(1),
            Version.parse(engine.group(2)),
            engine.group(4) != null);
    String namespace = engine.group(3) == null ? "" : engine.group(3);
    String body = lines.length > 2 ? lines[2] : "";
    return earlier
        ? new LockFile(on, namespace, SchemaCodec.fromTree(LockYaml.read(file.toString(), body)))
        : new LockMerge(file, on, namespace, saved).of(LockEntry.read(file.toString(), body));
  }
}
