package dev.underpin.workflow.adopt;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.Dialects;
import dev.underpin.introspect.DatabaseUrl;
import dev.underpin.planner.lint.sql.ScriptFile;
import dev.underpin.schema.catalog.Catalog;
import dev.underpin.schema.catalog.Note;
import dev.underpin.schema.error.UnderpinException;
import dev.underpin.schema.file.TextFiles;
import dev.underpin.workflow.database.ScratchPlace;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The schema that files of SQL make.
 *
 * @param directory whose files are named without it
 * @param engineId whose SQL it is, where somebody said so
 * @param leavesOut true where what cannot be read is left out with a note; else it is an error
 */
public record SqlSchema(
    Settings settings,
    Path directory,
    SqlFiles files,
    Optional<String> engineId,
    boolean leavesOut) {
  private static final Set<String> WRITES =
      Set.of("insert", "update", "delete", "replace", "copy", "merge", "load");

  /** Read it. */
  public Catalog catalog() {
    Dialect dialect = Dialects.of(Dialects.provider(engine()).baseline());
    List<ScriptFile.Part> statements = new ArrayList<>();
    for (Path file : files.files())
      statements.addAll(ScriptFile.of(shown(file), TextFiles.read(file), dialect).parts());
    List<Note> notes = new ArrayList<>(rows(statements, dialect));
    Catalog catalog =
        ScratchPlace.load(
            ScratchPlace.require(settings.connectableScratch(), dialect),
            statements,
            leavesOut ? Optional.of(notes::add) : Optional.empty());
    notes.addAll(catalog.notes());
    return catalog.withNotes(notes);
  }

  /** The last file, as a person names it. */
  public String last() {
    return shown(files.files().get(files.files().size() - 1));
  }

  /** A folder is shown without what is the same for all. */
  private String shown(Path file) {
    return file.startsWith(directory) ? directory.relativize(file).toString() : file.toString();
  }

  private String engine() {
    return engineId
        .or(() -> settings.scratchUrl().map(DatabaseUrl::engineId))
        .or(() -> settings.url().map(DatabaseUrl::engineId))
        .orElseThrow(
            () ->
                new UnderpinException(
                    UnderpinException.Kind.USAGE,
                    "The engine of %s has to be named: --engine %s"
                        .formatted(
                            shown(files.files().get(0)), String.join("|", Dialects.engineIds()))));
  }

  /** A schema has no rows, and somebody may count on those that the files write. */
  private static List<Note> rows(List<ScriptFile.Part> statements, Dialect dialect) {
    List<ScriptFile.Part> writes =
        statements.stream().filter(part -> isWrite(part, dialect)).toList();
    if (writes.isEmpty()) return List.of();
    return List.of(
        new Note(
            writes.get(0).place().toString(),
            "%s rows, which are no part of a schema. Declare reference rows with seed."
                .formatted(
                    writes.size() == 1
                        ? "this statement writes"
                        : "this statement and %d more write".formatted(writes.size() - 1))));
  }

  private static boolean isWrite(ScriptFile.Part part, Dialect dialect) {
    List<String> tokens = dialect.tokens(part.text());
    return !tokens.isEmpty() && WRITES.contains(tokens.get(0).toLowerCase(Locale.ROOT));
  }
}
