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
import dev.underpin.workflow.script.ScriptReader;
import dev.underpin.workflow.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

  /**
   * What was read.
   *
   * @param isWhole true where nothing was left out
   */
  public record Read(Catalog catalog, boolean isWhole) {}

  /** What a server makes of the files; where none is known, what a parser reads in them. */
  public Read read() {
    Dialect dialect = dialect();
    List<ScriptFile.Part> statements = statements(dialect);
    return ScratchPlace.url(settings.connectableScratch(), dialect).isPresent()
        ? loaded(statements, dialect)
        : parsed(statements, dialect);
  }

  /** What a server makes of the files; it is an error where none is known. */
  Read loaded() {
    Dialect dialect = dialect();
    return loaded(statements(dialect), dialect);
  }

  private Dialect dialect() {
    return Dialects.of(Dialects.provider(engine()).baseline());
  }

  private List<ScriptFile.Part> statements(Dialect dialect) {
    List<ScriptFile.Part> statements = new ArrayList<>();
    for (Path file : files.files())
      statements.addAll(ScriptFile.of(shown(file), TextFiles.read(file), dialect).parts());
    return statements;
  }

  private Read loaded(List<ScriptFile.Part> statements, Dialect dialect) {
    List<Note> leftOut = new ArrayList<>();
    Catalog catalog =
        ScratchPlace.load(
            ScratchPlace.require(settings.connectableScratch(), dialect),
            statements,
            leavesOut ? Optional.of(leftOut::add) : Optional.empty(),
            files.tool().map(SqlSchema::runBy));
    List<Note> notes = new ArrayList<>(rows(statements, dialect));
    notes.addAll(leftOut);
    notes.addAll(catalog.notes());
    return new Read(catalog.withNotes(notes), leftOut.isEmpty());
  }

  /** The files are loaded in one transaction, which some statements do not allow. */
  private static String runBy(OtherTool tool) {
    return "If %s itself can run this file: let it make the schema in an empty database, and name that: underpin import %s --url URL"
        .formatted(tool.product(), tool.word());
  }

  private Read parsed(List<ScriptFile.Part> statements, Dialect dialect) {
    List<Note> notes = new ArrayList<>(rows(statements, dialect));
    ScriptReader.Result read = ScriptReader.read(statements, dialect);
    if (!read.unread().isEmpty() && !leavesOut)
      throw UnderpinException.failed(
          "Without a server, %s of the SQL cannot be read:\n%s\nName an empty database that can run it with --scratch-url, or leave that out with --leave-out."
              .formatted(
                  read.unread().size() == 1
                      ? "one statement"
                      : read.unread().size() + " statements",
                  read.unread().stream()
                      .map(ScriptReader.Unread::toString)
                      .collect(Collectors.joining("\n"))));
    read.unread()
        .forEach(
            each ->
                notes.add(
                    new Note(
                        each.place().toString(),
                        "left out: %s (%s)".formatted(each.statement(), each.why()))));
    if (read.access() > 0)
      notes.add(
          new Note(
              "owners and grants",
              "%d statements of them are not read without a server.".formatted(read.access())));
    notes.add(
        new Note(
            dialect.engine().product(),
            "no server was asked, so expressions are as the file has them. --scratch-url names one that runs the file."));
    return new Read(read.catalog().withNotes(notes), read.unread().isEmpty());
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
