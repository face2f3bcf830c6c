package dev.underpin.workflow.files;

import dev.underpin.schema.catalog.Engine;
import dev.underpin.schema.catalog.Version;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.json.LockYaml;
import dev.underpin.schema.json.SchemaCodec;
import dev.underpin.schema.model.Schema;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The schema after the last saved migration. Its first line names that migration and its checksum,
 * so that two branches that both add one conflict when they are merged, where a person sees it.
 *
 * @param lastId the last saved migration
 * @param lastChecksum of its up.sql, with LF line ends
 * @param namespace of unqualified names; empty where the engine has none
 */
public record LockFile(
    String lastId, String lastChecksum, Engine engine, String namespace, Schema schema) {
  /** The file's name in the migrations folder. */
  public static final String NAME = "schema.lock.yaml";

  private static final String WARNING =
      "# Written by underpin plan --save. Not to be edited; after a merge conflict, save the later migration again.";
  private static final Pattern LAST = Pattern.compile("last: (\\S+) ([0-9a-f]{64})");
  private static final Pattern ENGINE =
      Pattern.compile("engine: (\\S+) (\\S+)(?: ((?!names:)\\S+))?( names: small)?");

  /** The file's text. */
  public String text() {
    String on =
        "engine: "
            + engine.id()
            + " "
            + engine.version()
            + (namespace.isEmpty() ? "" : " " + namespace)
            + (engine.smallNames() ? " names: small" : "");
    return "last: "
        + lastId
        + " "
        + lastChecksum
        + "\n"
        + on
        + "\n"
        + WARNING
        + "\n"
        + LockYaml.write(SchemaCodec.toTree(schema.withUnmanaged(Optional.empty())));
  }

  static LockFile parse(Path file, String text) {
    String[] parts = text.replace("\r\n", "\n").split("\n", 3);
    if (text.contains("<<<<<<<") && text.contains(">>>>>>>")) {
      throw UnderpinException.failed(
          FindingCode.LOCK_FILE_CONFLICT,
          "%s has merge conflicts: two branches both saved a migration. Keep the version of the branch that was merged first, remove the other branch's folder, and save that change again: underpin plan --save NAME"
              .formatted(file));
    }
    Matcher last = LAST.matcher(parts[0]);
    Matcher engine = ENGINE.matcher(parts.length > 1 ? parts[1] : "");
    if (parts.length < 3 || !last.matches() || !engine.matches()) {
      throw UnderpinException.failed(
          "%s does not begin with \"last: ID CHECKSUM\" and \"engine: NAME VERSION\". Restore it from version control."
              .formatted(file));
    }
    Engine on =
        new Engine(
            engine.group(1),
            engine.group(1),
            Version.parse(engine.group(2)),
            engine.group(4) != null);
    String namespace = engine.group(3) == null ? "" : engine.group(3);
    return new LockFile(
        last.group(1),
        last.group(2),
        on,
        namespace,
        SchemaCodec.fromTree(LockYaml.read(file.toString(), parts[2])));
  }
}
